"""edition export: a TEI document in a form that other programs read, or as TEI of another form."""

from __future__ import annotations

from pathlib import Path

import click

from edition import api
from edition.commands.completion import of_forms
from edition.commands.console import reporting, result
from edition.errors import UsageError
from edition.files import check_output, write_bytes
from edition.messages import Message


@click.command(short_help="Write what other programs read: Word, LaTeX, tables, TEI.")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.xml")
@click.option("--to", "form", metavar="NAME", shell_complete=of_forms, help=f"The form to write: {', '.join(api.FORMS)}.")
@click.option(
    "--apparatus-method", "method", type=click.Choice(api.METHODS), help="Write TEI with the apparatus outside the text, bound so."
)
@click.option("--witness", metavar="SIGLUM", help="Write the text of this witness alone, without apparatus.")
@click.option(
    "--apparatus",
    type=click.Choice(("all", "stylistic", "substantive", "none")),
    help="Which readings docx, latex and ekdosis say: all, those of a grade and above, or none; all by default.",
)
@click.option("--parallel", is_flag=True, help="Set two full witnesses on facing pages, in latex (reledpar).")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="OUT",
    help="Where to write. By default TEI goes to standard output, another form beside FILE.xml.",
)  # fmt: skip
def export(
    file: Path,
    form: str | None,
    method: str | None,
    witness: str | None,
    apparatus: str | None,
    parallel: bool,
    output: Path | None,
) -> None:
    """Write the TEI document FILE.xml, any, as other programs want it. `edition epub` and the others read all forms of TEI too."""
    if (method is None) == (form is None and witness is None) or (parallel and form is None):
        raise UsageError(Message("E463", None))
    with reporting() as report:
        if form is not None:
            made = api.write_export(form, file, output, witness=witness, apparatus=apparatus, parallel=parallel)
            report.messages += made.messages
            for path in made:
                result(str(path))
            return
        tei = api.open_tei(file)
        report.messages += tei.messages
        document = tei.alone(witness) if witness else tei.external(method or "")
        if output is None:
            result(document.decode("utf-8"))
        else:
            check_output(output, [file])
            write_bytes(output, document)
