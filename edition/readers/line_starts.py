"""Turn a paragraph of a document and the lines of its file into the places of its text at which these lines begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from edition.model.documents import DocumentBlock
from edition.readers.block_parts import part_of


def line_starts(block: DocumentBlock, rows: Sequence[str]) -> tuple[int, ...] | None:
    """The offsets in a block's text at which its second and later lines begin. `rows`: all lines of the file.

    A line has letters that the text has not, such as the call of a note or the number of a page. None where the text is not found
    in its lines.
    """
    text, at = block.label + block.text, 0
    starts: list[int] = []
    for number in block.lines:
        if number > len(rows):
            return None
        if number != block.lines[0]:
            starts.append(at)
        for sign in rows[number - 1]:
            if not sign.isalnum():
                continue
            while at < len(text) and not text[at].isalnum():
                at += 1
            if at < len(text) and text[at] == sign:
                at += 1
    if any(sign.isalnum() for sign in text[at:]):
        return None
    return tuple(_after_marks(text, start) - len(block.label) for start in starts)


def _after_marks(text: str, at: int) -> int:
    """Where the next word begins, with the marks that open it: after the first space."""
    while at < len(text) and not text[at].isspace() and not text[at].isalnum():
        at += 1
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def parted(block: DocumentBlock, rows: Sequence[str], places: Sequence[int] | None = None) -> list[DocumentBlock]:
    """A block as one for each of its lines; or as one for each part that begins with some of its lines.

    `places`: the lines that begin a part, as indexes of `block.lines`; None for all. A block whose lines are not found is given
    back as it is.
    """
    starts = line_starts(block, rows) if len(block.lines) > 1 else None
    if not starts:
        return [block]
    wanted = tuple(range(1, len(block.lines))) if places is None else tuple(place for place in places if place)
    bounds = pairwise((0, *(starts[place - 1] for place in wanted), len(block.text)))
    runs = pairwise((0, *wanted, len(block.lines)))
    return [
        _of_lines(part_of(block, *bound), block.lines[slice(*run)], first=not run[0])
        for bound, run in zip(bounds, runs, strict=True)
    ]


def cut_at(block: DocumentBlock, at: int, rows: Sequence[str]) -> tuple[DocumentBlock, DocumentBlock]:
    """A block as two, the second of which begins at a place of its text."""
    starts = (line_starts(block, rows) if len(block.lines) > 1 else None) or ()
    line = sum(start <= at for start in starts)
    before, after = part_of(block, 0, at), part_of(block, at, len(block.text))
    if not starts:
        return before, replace(after, label="", gap=0)
    # The line that is cut belongs to both.
    shared = line + (starts[line - 1] < at if line else True)
    return _of_lines(before, block.lines[:shared], first=True), _of_lines(after, block.lines[line:], first=False)


def _of_lines(part: DocumentBlock, lines: tuple[int, ...], *, first: bool) -> DocumentBlock:
    kept = replace(part, line=lines[0], lines=lines, rows=len(lines))
    return kept if first else replace(kept, label="", gap=0)
