"""Cut blocks of a document: a range of a block as a block, with its looks and the calls of notes in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from edition.model.documents import DocumentBlock


def without_space(text: str, start: int, end: int) -> int:
    """The end of a range of a text without the spaces at it."""
    while end > start and text[end - 1] == " ":
        end -= 1
    return end


def before_space(text: str, at: int) -> int:
    """A place in a text, moved before the spaces that stand before it."""
    while at and text[at - 1] == " ":
        at -= 1
    return at


def split(block: DocumentBlock, places: Sequence[int]) -> Iterator[DocumentBlock]:
    """A block as several, parted at places of its text."""
    bounds = [0, *places, len(block.text)]
    for start, end in pairwise(bounds):
        part = part_of(block, start, end)
        if part.text or part.notes:
            yield part


def cut(block: DocumentBlock, start: int) -> DocumentBlock:
    """A block without the beginning of its text."""
    return part_of(block, start, len(block.text))


def part_of(block: DocumentBlock, start: int, end: int) -> DocumentBlock:
    """A range of a block as a block: its looks and calls with it, white space at its ends left out."""
    while start < end and block.text[start] == " ":
        start += 1
    end = without_space(block.text, start, end)
    inline = tuple(
        replace(one, start=max(one.start, start) - start, end=min(one.end, end) - start)
        for one in block.inline
        if one.start < end and one.end > start
    )
    last = end == len(block.text)
    notes = tuple(
        replace(call, offset=min(max(call.offset, start), end) - start)
        for call in block.notes
        if (start < call.offset or (start == 0 and call.offset == 0)) and (call.offset <= end or last)
    )
    return replace(block, text=block.text[start:end], inline=inline, notes=notes)
