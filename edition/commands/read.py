"""edition read: files into their outlines, before anything is built."""

from __future__ import annotations

from pathlib import Path

import click

from edition import api
from edition.commands.console import in_language, reporting, result, result_json


@click.command(short_help="Show how a file divides into entries.")
@click.argument("files", type=click.Path(path_type=Path), metavar="FILE…", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON: of one file its outline, of several a list of outlines.")
@in_language
def read(files: tuple[Path, ...], as_json: bool, language: str | None) -> None:
    """Show how each FILE is read: its divisions and entries, its notes, and what of it is none of the text."""
    with reporting() as report:
        found = []
        for file in files:
            outline = api.outline(file, language=language)
            report.messages += outline.messages
            if as_json:
                found.append(outline.to_dict())
            else:
                result(str(outline))
        if as_json:
            result_json(found[0] if len(found) == 1 else found)
