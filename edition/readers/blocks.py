"""Turn lines of a file into blocks: the paragraphs, headings and list items that readers make entries of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

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


def clean(text: str, file: str, report: Report, by: str = "") -> str:
    """Take control characters out of a text and report them (W106); tabs, line ends and form feeds stay.

    `by` stands in their place, a space where offsets must hold. Unpaired surrogates, which no file can hold, go the same way.
    Soft hyphens inside a line, which are no letters, go unsaid, unless offsets must hold.
    """
    used = set(text) - set("\t\n\f")
    bad = {c for c in used if unicodedata.category(c) in ("Cc", "Cs") or c in "\ufeff\u200b\ufffe\uffff"}
    if not by and "\u00ad" in used:
        text = re.sub(r"\u00ad(?=\S)", "", text)
    if not bad:
        return text
    lines = [number for number, line in enumerate(text.split("\n"), 1) if not bad.isdisjoint(line)]
    count = sum(text.count(c) for c in bad)
    codes = tuple(f"U+{ord(c):04X}" for c in sorted(bad))
    report.add("W106", Locus(file, lines[0]), count=count, lines=Lines(tuple(lines)), codes=codes)
    return text.translate(dict.fromkeys(map(ord, bad), by))


def lines_of(blocks: Sequence[SourceBlock]) -> Lines:
    """The lines that blocks stand on, in their order."""
    return Lines(tuple(line for block in blocks for line in range(block.first, block.last + 1)))
