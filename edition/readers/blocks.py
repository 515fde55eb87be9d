"""Turn lines of a file into blocks: the paragraphs, headings and list items that readers make entries of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from edition.files import NEXT_LINE
from edition.messages import Report
from edition.messages.values import Lines
from edition.model import BlockKind, Locus, Note


@dataclass(frozen=True, slots=True)
class StatedEntry:
    """The entry that a file itself says a block is of: its key, and which numbered division it lies in, by the place of the
    outermost among such.
    """

    key: str
    division: int


@dataclass(frozen=True, slots=True)
class SourceBlock:
    """A paragraph, list item or heading as it stands in a file, its lines joined and its note marks taken out.

    `first`, `last`: its lines, from 1. `marks`: offsets into `text`, each with the note that hangs there. `label`: the list
    mark. `level`: 1 to 6 for a heading that the format marks as one, else 0. `gap`: empty lines before it. `lines`: those of the
    text layer that it was made of. `stated`: its entry, where the file numbers its divisions, as TEI does.
    """

    text: str
    first: int
    last: int
    kind: BlockKind = "p"
    label: str = ""
    marks: tuple[tuple[int, Note], ...] = ()
    level: int = 0
    gap: int = 0
    lines: tuple[int, ...] = ()
    stated: StatedEntry | None = None


def label_number(label: str) -> int | None:
    """The number of a list mark, None of a dash."""
    found = re.search(r"\d+", label)
    return int(found[0]) if found else None


# What is no letter and may go unsaid: the byte-order mark and the space without width.
_WITHOUT_WIDTH = "\ufeff\u200b"


def clean(text: str, file: str, report: Report, by: str = "", first: int = 1) -> str:
    """Take control characters out of a text and report them, once for a file (W106); tabs, line ends and form feeds stay.

    `by` stands in their place, a space where offsets must hold. `first`: the number of the line that the text begins on. Unpaired
    surrogates, which no file can hold, go the same way. Line ends of other systems become spaces. Unsaid go characters
    without width, and soft hyphens inside a line, which are no letters; these stay where offsets must hold.
    """
    used = set(text) - set("\t\n\f")
    if not by and used & set("\u00ad\r"):
        text = re.sub(r"\u00ad(?=\S)", "", text).replace("\r\n", "\n")
    if used & {"\r", NEXT_LINE, *_WITHOUT_WIDTH}:
        text = text.translate({ord("\r"): " ", ord(NEXT_LINE): " ", **dict.fromkeys(map(ord, _WITHOUT_WIDTH), by)})
        used = set(text) - set("\t\n\f")
    bad = {c for c in used if unicodedata.category(c) in ("Cc", "Cs") or c in "\ufffe\uffff"}
    if not bad:
        return text
    lines = [number for number, line in enumerate(text.split("\n"), first) if not bad.isdisjoint(line)]
    _tell_control(file, bad, sum(text.count(c) for c in bad), lines, report)
    return text.translate(dict.fromkeys(map(ord, bad), by))


def _tell_control(file: str, bad: Iterable[str], count: int, lines: Sequence[int], report: Report) -> None:
    """Report control characters (W106), together with those of the same file that have been reported."""
    codes, numbers = {f"U+{ord(c):04X}" for c in bad}, set(lines)
    for at, message in enumerate(report.messages):
        if message.code == "W106" and message.locus and message.locus.file == file:
            values: Mapping[str, Any] = report.messages.pop(at).values
            codes.update(values["codes"])
            numbers.update(values["lines"].numbers)
            count += values["count"]
            break
    report.add("W106", Locus(file, min(numbers)), count=count, lines=Lines(tuple(sorted(numbers))), codes=tuple(sorted(codes)))


def lines_of(blocks: Sequence[SourceBlock]) -> Lines:
    """The lines that blocks stand on, in their order."""
    return Lines(tuple(line for block in blocks for line in range(block.first, block.last + 1)))
