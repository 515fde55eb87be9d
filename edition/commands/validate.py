"""edition validate: TEI documents into what is wrong in them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from edition.api import Validation
from edition.api import validate as validated
from edition.commands.console import result
from edition.errors import EditionError


def as_text(found: Sequence[Validation]) -> str:
    """A line a message, and one for a document of which there is nothing to tell."""
    sound = "no fault found: structure, rules and references are sound."
    lines = (
        (str(message) for message in document.messages) if document.messages else (f"{document.path}: {sound}",)
        for document in found
    )
    return "\n".join(line for its in lines for line in its)


def as_json(found: Sequence[Validation]) -> str:
    """Write the messages as a JSON list with an object for each (docs/validation.md)."""
    return json.dumps([entry for document in found for entry in document.to_dict()], ensure_ascii=False, indent=1)


def as_checkstyle(found: Sequence[Validation]) -> str:
    """Checkstyle's XML, which editors, build servers and the annotators of GitHub read; sound documents are in it too."""
    from lxml import etree

    root = etree.Element("checkstyle", version="4.3")
    for document in found:
        file = etree.SubElement(root, "file", name=str(document.path))
        for message in document.messages:
            line, column = (message.locus.line, message.locus.column) if message.locus else (None, None)
            places = {name: str(number) for name, number in (("line", line or 1), ("column", column)) if number}
            told = {"severity": message.severity, "message": f"{message.text} {message.hint}".strip()}
            etree.SubElement(file, "error", {**places, **told, "source": f"edition.{message.code}"})
    return etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="utf-8").decode("utf-8")


FORMS: dict[str, Callable[[Sequence[Validation]], str]] = {"text": as_text, "json": as_json, "checkstyle": as_checkstyle}


@click.command(short_help="Check TEI documents.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option("--schema", type=click.Path(path_type=Path), metavar="FILE", help="A RELAX NG schema to check the structure with.")
@click.option("--format", "form", type=click.Choice([*FORMS]), default="text", help="How to print what is found.")
def validate(files: tuple[Path, ...], schema: Path | None, form: str) -> None:
    """Check TEI documents, any, not only those made here: structure by the schema they name, and that references resolve."""
    found, statuses = zip(*(_checked(path, schema) for path in files), strict=True)
    result(FORMS[form](found))
    if status := max(statuses):
        raise SystemExit(status)


def _checked(path: Path, schema: Path | None) -> tuple[Validation, int]:
    """What was found in a document, and its exit status; what stops the check is a finding too, so that others are checked."""
    try:
        found = validated(path, schema)
    except EditionError as error:
        return Validation(path, error.messages), error.status
    return found, 0 if found.ok else 1
