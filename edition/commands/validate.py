"""edition validate: TEI documents into what is wrong in them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from edition.commands.console import result
from edition.messages import Message, Report


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found in one document."""

    path: Path
    messages: tuple[Message, ...]


def as_text(found: list[Verdict]) -> str:
    """A line a message, and one for a document of which there is nothing to tell."""
    sound = "no fault found: structure, rules and references are sound."
    lines = (
        (str(message) for message in document.messages) if document.messages else (f"{document.path}: {sound}",)
        for document in found
    )
    return "\n".join(line for its in lines for line in its)


def as_json(found: list[Verdict]) -> str:
    """Write the messages as a JSON list with an object for each (docs/validation.md)."""
    entries = [
        {
            "file": message.locus.file if message.locus else str(document.path),
            "line": message.locus.line if message.locus else None,
            "column": message.locus.column if message.locus else None,
            "code": message.code,
            "severity": message.severity,
            "message": message.text,
            "hint": message.hint,
        }
        for document in found
        for message in document.messages
    ]
    return json.dumps(entries, ensure_ascii=False, indent=1)


def as_checkstyle(found: list[Verdict]) -> str:
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


FORMS: dict[str, Callable[[list[Verdict]], str]] = {"text": as_text, "json": as_json, "checkstyle": as_checkstyle}


@click.command(short_help="Check TEI documents.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option("--schema", type=click.Path(path_type=Path), metavar="FILE", help="A RELAX NG schema to check the structure with.")
@click.option("--format", "form", type=click.Choice([*FORMS]), default="text", help="How to print what is found.")
def validate(files: tuple[Path, ...], schema: Path | None, form: str) -> None:
    """Check TEI documents, any, not only those made here: structure by the schema they name, and that references resolve."""
    from edition.tei.validation.checking import validate as check

    folders = [Path(part) for part in os.environ.get("EDITION_SCHEMAS", "").split(os.pathsep) if part]
    found: list[Verdict] = []
    for path in files:
        report = Report()
        check(path, report, schema, folders)
        found.append(Verdict(path, tuple(report)))
    result(FORMS[form](found))
    if any(message.severity == "error" for document in found for message in document.messages):
        raise SystemExit(1)
