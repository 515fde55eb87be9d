"""edition import: the collation or edition of another program into a TEI document."""

from __future__ import annotations

from pathlib import Path

import click

from edition import api
from edition.commands.console import in_language, reporting, result


@click.command(name="import", short_help="Make TEI of a collation or edition of another program.")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="OUT.xml", help="Where to write. By default beside FILE."
)  # fmt: skip
@click.option(
    "--witnesses", metavar="A,B,C",
    help="The sigla, where LaTeX for reledmac does not declare them; of a collation, those to take, the base first.",
)  # fmt: skip
@in_language
def importing(file: Path, output: Path | None, witnesses: str | None, language: str | None) -> None:
    """Make a TEI document of FILE: CollateX's JSON, a table with a witness a column, LaTeX for reledmac or ekdosis.

    All other commands take it as they take any TEI. TEI of other programs needs no import. docs/imports.md says what is read.
    """
    with reporting() as report:
        sigla = [siglum.strip() for siglum in (witnesses or "").split(",") if siglum.strip()]
        made = api.import_edition(file, output, witnesses=sigla, language=language)
        report.messages += made.messages
        result(f"{made.path}: witnesses {', '.join(made.sigla)}; entries: {made.entries}, places with variants: {made.units}")
