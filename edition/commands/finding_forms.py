"""Turn what was found in documents into text, JSON, Checkstyle's XML or SARIF."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from edition import __version__
from edition.api import Validation
from edition.messages import Message, Severity


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
            told = {"severity": message.severity, "message": message.sentences}
            etree.SubElement(file, "error", {**places, **told, "source": f"edition.{message.code}"})
    return etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="utf-8").decode("utf-8")


# What SARIF calls the severities (its section 3.27.10).
_LEVELS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def as_sarif(found: Sequence[Validation]) -> str:
    """SARIF 2.1.0 (OASIS), which code scanning of GitHub and other forges reads: a result for each message, a rule for each code.

    Columns count code points. The other places of a message are its related locations.
    """
    every = [(document, message) for document in found for message in document.messages]
    codes = {code: number for number, code in enumerate(sorted({message.code for _, message in every}))}
    rules = [
        {
            "id": code,
            "defaultConfiguration": {"level": _LEVELS[Message(code).severity]},
            "help": {"text": f"edition explain {code} says more."},
        }
        for code in codes
    ]
    run = {
        "tool": {"driver": {"name": "edition", "version": __version__, "semanticVersion": __version__, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": _uri(str(document.path))}} for document in found],
        "results": [_sarif_result(document, message, codes[message.code]) for document, message in every],
    }
    return json.dumps({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def _sarif_result(document: Validation, message: Message, rule: int) -> dict[str, object]:
    first = _sarif_place(message.locus.file, message.locus.line, message.locus.column) if message.locus else None
    others = [_sarif_place(locus.file, locus.line, locus.column) for locus in message.also]
    return {
        "ruleId": message.code,
        "ruleIndex": rule,
        "level": _LEVELS[message.severity],
        "message": {"text": message.sentences},
        "locations": [first or _sarif_place(str(document.path), None, None)],
        **({"relatedLocations": others} if others else {}),
    }


def _sarif_place(file: str, line: int | None, column: int | None) -> dict[str, object]:
    region = {name: number for name, number in (("startLine", line), ("startColumn", column)) if number}
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(file)}, **({"region": region} if line else {})}}


def _uri(file: str) -> str:
    """The address of a file: relative for a path that is, so that the report holds on another machine too."""
    from urllib.parse import quote

    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix(), safe="/", errors="surrogateescape")


FORMS: dict[str, Callable[[Sequence[Validation]], str]] = {
    "text": as_text,
    "json": as_json,
    "checkstyle": as_checkstyle,
    "sarif": as_sarif,
}
