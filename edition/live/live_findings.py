"""Turn the text that an editor holds, saved or not, into messages: a TEI document, or a description of an edition in TOML."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from edition.errors import EditionError
from edition.messages import Message, Report
from edition.project.description import load
from edition.tei.validation.checking import folders_of_schemas, validate

# The files of an edition that are described by keys.
DESCRIPTIONS = ("edition.toml", "names.toml", "decisions.toml")
_DOCUMENTS = (".xml", ".tei")
# XML of another kind is not ours to judge.
_OTHERS = frozenset({"E406", "E474", "E475"})


def is_document(path: Path) -> bool:
    """Whether a file may be a TEI document, by its name."""
    return path.suffix in _DOCUMENTS


def findings(path: Path, text: str) -> tuple[Message, ...]:
    """What is wrong in a file as the editor has it; nothing for a file that is none of ours. Each message is on this file."""
    if is_document(path):
        return _in_document(path, text)
    if path.name in DESCRIPTIONS and (path.name == "edition.toml" or (path.parent / "edition.toml").is_file()):
        return _in_description(path, text)
    return ()


def _in_document(path: Path, text: str) -> tuple[Message, ...]:
    report = Report()
    try:
        validate(path, report, None, folders_of_schemas(), text.encode())
    except EditionError as error:
        report.messages.extend(error.messages)
    return () if any(message.code in _OTHERS for message in report) else tuple(report)


def _in_description(path: Path, text: str) -> tuple[Message, ...]:
    """Read the edition with this text in place of the file: a copy of what is read with it, which is a few small files."""
    folder, report = path.parent, Report()
    with tempfile.TemporaryDirectory() as workspace:
        copy = Path(workspace) / "sources" / folder.name
        copy.mkdir(parents=True)
        (copy / "front").mkdir()
        named = (folder / name for name in (*DESCRIPTIONS, "decided.tsv"))
        for file in (*named, *folder.glob("*.css"), *folder.glob("front/*.md")):
            if file.is_file():
                shutil.copy(file, copy / file.relative_to(folder))
        (copy / path.name).write_text(text, encoding="utf-8")
        try:
            load(Path(workspace), folder.name, report)
        except EditionError as error:
            report.messages.extend(message for message in error.messages if message not in report.messages)
    return _on(path, report.messages)


def _on(path: Path, messages: Sequence[Message]) -> tuple[Message, ...]:
    """Those of some messages that are on a line of this file."""
    its = [message for message in messages if message.locus and Path(message.locus.file).name == path.name]
    return tuple(replace(message, also=()) for message in its if message.locus and message.locus.line is not None)
