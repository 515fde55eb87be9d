"""edition report: what recurs in an edition and what matters most in it, for its editor to read."""

from __future__ import annotations

from pathlib import Path

import click

from edition import api
from edition.commands.completion import of_editions
from edition.commands.console import edition_named, reporting, result, result_json, showing_progress


@click.command(short_help="Show the heaviest differences and what recurs.")
@click.argument("name", required=False, metavar="[NAME]", shell_complete=of_editions)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, with all differences of style and sense.")
@click.option("--most", type=click.IntRange(0), default=50, show_default=True, metavar="N", help="Show so many differences.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="Write a page (.html), JSON (.json), or all readings as a table (.csv, .ods).",
)
@click.option(
    "--read", "table", type=click.Path(path_type=Path), metavar="FILE",
    help="Read such a table back: what was changed in it is decided.",
)  # fmt: skip
@click.option(
    "--texts", multiple=True, type=click.Path(path_type=Path), metavar="DIR", help="Where the texts lie; may be repeated."
)
def report(name: str | None, as_json: bool, most: int, output: Path | None, table: Path | None, texts: tuple[Path, ...]) -> None:
    """Show what the edition NAME tells of its translations.

    First the heaviest differences; then which word of the one answers which of the other, how often, and where another does; then a
    profile of each translator: length, sentences, contractions, older forms, names, numbers, stress, what one alone has. With -o it
    is written as a page with figures, as JSON, or as a table of all readings. In a table you may change type, grade, printed and
    remark; --read writes what you changed into decisions.toml.
    """
    if table is not None and (output is not None or as_json):
        raise click.UsageError("--read goes without -o and --json: it writes decisions.toml alone.")
    if output is not None and as_json:
        raise click.UsageError("-o OUT.json writes JSON; --json prints it.")
    name = edition_named(name, api.editions())
    with reporting() as told:
        if table is not None:
            with showing_progress(api.STEPS[:4], name) as progress:
                decided = api.read_report(name, table, texts=texts, progress=progress)
            told.messages += decided.messages
            where = f" Written into {name}/decisions.toml. Build again to see it: edition build {name}" if len(decided) else ""
            result(f"Decided: {len(decided)}.{where}")
            return
        with showing_progress(api.STEPS[:4], name) as progress:
            if output is not None:
                written = api.write_report(name, output, texts=texts, progress=progress)
                told.messages += written.messages
                result(str(output))
                return
            found = api.report(name, texts=texts, progress=progress)
        told.messages += found.messages
        if as_json:
            result_json(found.to_dict())
        else:
            result(found.text(most))
