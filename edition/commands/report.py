"""edition report: what recurs in an edition and what matters most in it, for its editor to read."""

from __future__ import annotations

from pathlib import Path

import click

from edition import api
from edition.commands.console import edition_named, reporting, result, result_json, showing_progress


@click.command(short_help="Show the heaviest differences and what recurs.")
@click.argument("name", required=False, metavar="[NAME]")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, with all differences of style and sense.")
@click.option("--most", type=click.IntRange(0), default=50, show_default=True, metavar="N", help="Show so many differences.")
@click.option(
    "--texts", multiple=True, type=click.Path(path_type=Path), metavar="DIR", help="Where the texts lie; may be repeated."
)
def report(name: str | None, as_json: bool, most: int, texts: tuple[Path, ...]) -> None:
    """Show what the edition NAME tells of its translations.

    First the heaviest differences; then which word of the one answers which of the other, how often, and where another does; then a
    profile of each translator: length, sentences, contractions, older forms, names, numbers, stress, what one alone has. Nothing is
    written.
    """
    name = edition_named(name, api.editions())
    with reporting() as told:
        with showing_progress(api.STEPS[:4], name) as progress:
            found = api.report(name, texts=texts, progress=progress)
        told.messages += found.messages
        if as_json:
            result_json(found.to_dict())
        else:
            result(found.text(most))
