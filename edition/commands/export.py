"""edition export: a TEI document into TEI of another form, with another kind of apparatus or of one witness alone."""

from __future__ import annotations

from pathlib import Path

import click

from edition import api
from edition.commands.console import reporting, result
from edition.errors import UsageError
from edition.files import check_output, write_bytes
from edition.messages import Message


@click.command(short_help="Write TEI with another kind of apparatus, or one witness alone.")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.xml")
@click.option(
    "--apparatus-method", "method", type=click.Choice(api.METHODS), help="Write the apparatus outside the text, bound so."
)
@click.option("--witness", metavar="SIGLUM", help="Write the text of this witness alone, without apparatus.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="OUT", help="Where to write; standard output by default.")
def export(file: Path, method: str | None, witness: str | None, output: Path | None) -> None:
    """Write the TEI document FILE.xml as other programs may want it. `edition epub` and the others read all these forms too."""
    if (method is None) == (witness is None):
        raise UsageError(Message("E463", None))
    with reporting() as report:
        tei = api.open_tei(file)
        report.messages += tei.messages
        document = tei.alone(witness) if witness else tei.external(method or "")
        if output is None:
            result(document.decode("utf-8"))
        else:
            check_output(output, [file])
            write_bytes(output, document)
