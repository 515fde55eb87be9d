"""Turn what Jing says of a document into messages. Jing is a program of its own, asked where it is installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from lxml import etree

from edition.messages import Message
from edition.model import Locus
from edition.tei.faults import Wording
from edition.tei.names import XI

# Seconds after which Jing is given up.
PATIENCE = 60

_LINE = re.compile(r"(?P<file>.*?):(?P<line>\d+):(?P<column>\d+): (?:error|fatal): (?P<text>.*)")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*>")
_DECLARATION = re.compile(r"\s*<\?xml\s.*?\?>", re.DOTALL)
_QUOTED = re.compile(r'"([^"]*)"')


def by_jing(tree: etree._ElementTree, schema: Path, wording: Wording) -> list[Message] | None:
    """What Jing says; None where it is not installed, could not run, or would read files that the document names."""
    program = shutil.which("jing")
    doctype = tree.docinfo.internalDTD
    entities = [] if doctype is None else doctype.entities()  # type: ignore[attr-defined]
    if program is None or not wording.places.exact or entities or next(tree.iter(f"{XI}include"), None) is not None:
        return None
    output = _run(program, schema, _plain(wording.places.text))
    if output is None:
        return None
    messages: list[Message] = []
    for match in _LINE.finditer(output):
        if not match["file"].endswith("document.xml"):
            return None
        message = _translated(match["text"], int(match["line"]), int(match["column"]), wording)
        # What stands too early and what stands too late can be one fault, told twice.
        if message is not None and message not in messages:
            messages.append(message)
    return messages


def _plain(text: str) -> str:
    """A document without its XML declaration and DOCTYPE, every line and column where it was."""
    declaration = _DECLARATION.match(text)
    if declaration:
        text = re.sub(r"[^\n]", " ", declaration.group()) + text[declaration.end() :]
    return _DOCTYPE.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text, count=1)


def _run(program: str, schema: Path, text: str) -> str | None:
    with tempfile.TemporaryDirectory(prefix="edition-") as folder:
        document = Path(folder) / "document.xml"
        document.write_text(text, encoding="utf-8", newline="")
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "JAVA_TOOL_OPTIONS": "-Duser.language=en"}
        try:
            result = subprocess.run(
                [program, "-i", str(schema.resolve()), str(document)],
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=PATIENCE,
                env=environment,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return None
    # A verdict is silence and status 0, or errors and status 1; anything else is trouble with the tool.
    return result.stdout if (result.returncode == 0) == (not result.stdout.strip()) else None


def _translated(text: str, line: int, column: int, wording: Wording) -> Message | None:
    """One message of Jing's in our words; `line` and `column` are where the markup ends that it speaks of."""
    found = wording.places.before(line, column)
    if found is None:
        return wording.other(None, text, Locus(wording.file, line, column))
    element, kind = found
    said, _, rest = text.partition("; expected ")
    expected = _QUOTED.findall(rest)
    names = _QUOTED.findall(said)
    if said.startswith("text not allowed"):
        parent = element if kind == "start" else element.getparent()
        return wording.stray_text(element if parent is None else parent)
    if said.startswith("element") and "incomplete" in said:
        return wording.incomplete(element, names[1:] or expected)
    if said.startswith("element") and "missing required element" in said:
        return wording.too_early(element, names[1:])
    if said.startswith("element") and "missing required attribute" in said:
        return wording.lacking(element, names[1:])
    if said.startswith("element") and "not allowed" in said:
        return wording.misplaced(element, expected)
    if said.startswith("attribute"):
        return wording.attribute(element, names[0])
    if said.startswith("value of attribute"):
        return wording.value(element, names[0])
    if "content of element" in said:
        return wording.content(element)
    return wording.other(element, said)
