"""edition validate: TEI documents into what is wrong in them."""

from __future__ import annotations

import os
from pathlib import Path

import click

from edition.commands.console import result, result_json
from edition.messages import Message, Report


@click.command(short_help="Check TEI documents.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option("--schema", type=click.Path(path_type=Path), metavar="FILE", help="A RELAX NG schema to check the structure with.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print what is found.")
def validate(files: tuple[Path, ...], schema: Path | None, form: str) -> None:
    """Check TEI documents, any, not only those made here: structure by the schema they name, and that references resolve."""
    from edition.tei.validation import validate as check

    folders = [Path(part) for part in os.environ.get("EDITION_SCHEMAS", "").split(os.pathsep) if part]
    found: list[tuple[Path, Message]] = []
    for path in files:
        report = Report()
        check(path, report, schema, folders)
        found += [(path, message) for message in report]
    if form == "json":
        result_json(
            [
                {
                    "file": message.locus.file if message.locus else str(path),
                    "line": message.locus.line if message.locus else None,
                    "column": message.locus.column if message.locus else None,
                    "code": message.code,
                    "severity": message.severity,
                    "message": message.text,
                    "hint": message.hint,
                }
                for path, message in found
            ]
        )
    else:
        for _, message in found:
            result(str(message))
    if any(message.severity == "error" for _, message in found):
        raise SystemExit(1)
