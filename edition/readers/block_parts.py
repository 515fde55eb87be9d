"""Cut and join blocks of a document: a range of a block as a block, with its looks and the calls of notes in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from edition.model.documents import DocumentBlock, InlineRange, NoteCall
from edition.text.looks import shifted


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


def goes_on_in_stanza(before: DocumentBlock | None, block: DocumentBlock) -> bool:
    """Whether a verse goes on with the stanza of the block before it, with no empty line between."""
    if before is None or not before.kind == block.kind == "l":
        return False
    return not block.gap and block.within == before.within


def tied(blocks: Iterable[DocumentBlock]) -> Iterator[DocumentBlock]:
    """Blocks of which each says whether it was one paragraph with the one before, as the verses of a stanza are."""
    before: DocumentBlock | None = None
    for block in blocks:
        yield replace(block, goes_on=True) if goes_on_in_stanza(before, block) else block
        before = block


def together(blocks: Sequence[DocumentBlock]) -> Iterator[Sequence[DocumentBlock]]:
    """Part blocks into such as go on with one another, as they say."""
    at = 0
    while at < len(blocks):
        end = at + 1
        while end < len(blocks) and blocks[end].goes_on:
            end += 1
        yield blocks[at:end]
        at = end


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
    starts = tuple(one - start for one in block.starts if start < one < end)
    return replace(block, text=block.text[start:end], inline=inline, notes=notes, starts=starts)


def calls_moved(calls: Iterable[NoteCall], by: int) -> tuple[NoteCall, ...]:
    """Calls of notes with all their places moved on."""
    return tuple(replace(call, offset=call.offset + by) for call in calls)


def needs_space(text: str) -> bool:
    """Whether a space stands before a text that goes on with another: not before a stop."""
    return text[:1] not in ".,;:!?)]”’»"


def joined(parts: Sequence[DocumentBlock]) -> DocumentBlock:
    """Parts of a block as one, in their order, with spaces between them but before stops."""
    texts: list[str] = []
    inline: list[InlineRange] = []
    notes: list[NoteCall] = []
    length = 0
    for part in parts:
        if texts and part.text and needs_space(part.text):
            texts.append(" ")
            length += 1
        inline += shifted(part.inline, length)
        notes += calls_moved(part.notes, length)
        texts.append(part.text)
        length += len(part.text)
    return replace(parts[0], text="".join(texts), inline=tuple(inline), notes=tuple(notes))


def with_line(block: DocumentBlock, line: DocumentBlock) -> DocumentBlock:
    """A block with a further line, a space between them."""
    return lines_joined((block, line))


def lines_joined(lines: Sequence[DocumentBlock]) -> DocumentBlock:
    """Lines of a block as one, in their order, with a space between each two."""
    if len(lines) == 1:
        return lines[0]
    inline: list[InlineRange] = []
    notes: list[NoteCall] = []
    length = 0
    for line in lines:
        inline += shifted(line.inline, length)
        notes += calls_moved(line.notes, length)
        length += len(line.text) + 1
    return replace(
        lines[0],
        text=" ".join(line.text for line in lines),
        inline=tuple(inline),
        notes=tuple(notes),
        lines=tuple(dict.fromkeys(number for line in lines for number in line.lines)),
    )
