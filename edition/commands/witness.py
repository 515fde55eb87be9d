"""edition witness: a TEI document into the text of one of its witnesses."""

from __future__ import annotations

from pathlib import Path

import click

from edition import api
from edition.commands.console import reporting, result, result_json


@click.command(short_help="Read one witness back from TEI.")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.xml")
@click.argument("siglum")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--source", is_flag=True, help="The text as it was read, before the editor's decisions.")
def witness(file: Path, siglum: str, as_json: bool, source: bool) -> None:
    """Read the witness SIGLUM back from FILE.xml: its own words, paragraphs and notes."""
    with reporting() as report:
        document = api.open_tei(file)
        report.messages += document.messages
        text = document.witness(siglum, source=source)
        if as_json:
            result_json(text.to_dict())
        else:
            result(str(text))
