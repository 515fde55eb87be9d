"""Turn any text into a running text, and ranges of it back into ranges of the file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from edition.model import Block, Range, RunningText, Span

# Lines of more characters than this are taken for whole paragraphs, not for lines broken at a measure. By eye: the longest line of
# the broken texts of Candide, of the Meditations and of the specimen has 82 characters, and a paragraph there a few hundred or
# more.
WRAPPED = 120
# A hyphen at the end of a line within a word, or white space; a blank line parts paragraphs.
_BREAK = re.compile(r"(?<=\w)[-\u00ad‐]\n[^\S\n]*(?=[a-zà-ÿ])|\s+")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
# Figures of at most three digits: 1940. at a line's beginning is no list mark. Nor is a long dash: it opens a speech.
_LIST_MARK = re.compile(r"(?:[–•*·‣-]|\d{1,3}[.)]|\(\d{1,3}\))\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class RawText:
    """A running text with the way back to its file: from offset `starts[i]` of the text on, the file is `shifts[i]` characters
    ahead."""

    running: RunningText
    starts: tuple[int, ...]
    shifts: tuple[int, ...]

    def in_file(self, place: Range) -> Range:
        """Turn a range of the running text into the range of the file, both in code points; an empty one stays empty."""
        start, end = place
        first = self._at(start)
        return (first, self._at(end - 1) + 1) if start < end else (first, first)

    def _at(self, offset: int) -> int:
        return offset + self.shifts[bisect_right(self.starts, offset) - 1]


def is_wrapped(rows: Sequence[str]) -> bool:
    """Tell whether the lines of a text are broken at a measure: at most two in a hundred are longer than WRAPPED."""
    return sum(len(row) > WRAPPED for row in rows) <= 0.02 * len(rows)


def list_mark(line: str) -> str:
    """Find the list mark at the beginning of a line, with the space after it; "" where there is none."""
    found = _LIST_MARK.match(line)
    return found[0] if found else ""


def raw_text(text: str) -> RawText:
    """Turn the text of a file, as files.read_text gives it, into paragraphs divided at blank lines, each with its list mark.

    Other line ends and runs of white space become one space; a word broken at a line's end becomes whole. In a text whose lines are
    not broken at a measure every line is a paragraph. The offsets of the result lead back to the file.
    """
    start = len(text) - len(text.lstrip())
    end = max(start, len(text.rstrip()))
    rows = text.split("\n")
    wrapped = is_wrapped(rows)
    parts: list[str] = []
    starts, shifts = [0], [start]
    blocks: list[Block] = []
    length = opened = 0
    at = start
    for match in _BREAK.finditer(text, start, end):
        words = text[at : match.start()]
        separator = "" if match[0][0] in "-\u00ad‐" else "\n" if _parts(match[0], wrapped) else " "
        parts += (words, separator)
        length += len(words)
        if separator == "\n":
            blocks.append(Block("p", opened, length))
            opened = length + 1
        length += len(separator)
        at = match.end()
        if at - length != shifts[-1]:
            starts.append(length)
            shifts.append(at - length)
    parts.append(text[at:end])
    blocks.append(Block("p", opened, length + end - at))
    whole = "".join(parts)
    marks = [(block.start, list_mark(whole[block.start : block.end])) for block in blocks]
    labels = tuple(Span("label", at, at + len(mark)) for at, mark in marks if mark)
    return RawText(RunningText(whole, tuple(blocks), labels), tuple(starts), tuple(shifts))


def _parts(space: str, wrapped: bool) -> bool:
    """Tell whether white space separates two paragraphs."""
    return bool(_BLANK_LINE.search(space)) if wrapped else "\n" in space
