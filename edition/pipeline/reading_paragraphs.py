"""Turn the blocks of an entry into paragraphs for reading: a stanza or a speech is one, its lines parted by line ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from edition.model import Entry, InlineRange, Note, Paragraph
from edition.text.looks import shifted

# Blocks that stand in one of these together are one paragraph.
_WHOLES = frozenset({"stanza", "speech"})


@dataclass(frozen=True, slots=True)
class ReadingParagraph:
    """A paragraph for reading: the blocks that it is made of, in order. `first`: the index of the first of them in the entry."""

    first: int
    blocks: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        """Its text, without list marks and speakers; its blocks are parted by a line end."""
        return "\n".join(block.text for block in self.blocks)

    @property
    def labelled(self) -> str:
        """Its text with the list marks, and with who speaks on a line before it."""
        first = self.blocks[0]
        speaker = [first.speaker] if first.speaker and _begins(first, "speech") else []
        return "\n".join([*speaker, *(block.label + block.text for block in self.blocks)])

    @property
    def looks(self) -> tuple[InlineRange, ...]:
        """The looks as ranges of its text."""
        return tuple(one for block, start in zip(self.blocks, self.starts, strict=True) for one in shifted(block.looks, start))

    @property
    def starts(self) -> tuple[int, ...]:
        """Where in its text its blocks begin."""
        starts = [0]
        for block in self.blocks[:-1]:
            starts.append(starts[-1] + len(block.text) + 1)
        return tuple(starts)


def reading_paragraphs(entry: Entry) -> tuple[ReadingParagraph, ...]:
    """Turn the blocks of an entry into paragraphs for reading. What is neither verse nor speech is a paragraph each."""
    return tuple(_grouped(entry))


def notes_in_paragraphs(entry: Entry) -> tuple[Note, ...]:
    """Turn the notes of an entry into the same notes, whose places count in its paragraphs for reading and not in its blocks."""
    place: list[tuple[int, int]] = []
    for number, paragraph in enumerate(_grouped(entry)):
        place += ((number, start) for start in paragraph.starts)
    return tuple(
        note
        if note.paragraph is None
        else replace(note, paragraph=place[note.paragraph][0], offset=place[note.paragraph][1] + note.offset)
        for note in entry.notes
    )


def _grouped(entry: Entry) -> Iterator[ReadingParagraph]:
    blocks: list[Paragraph] = []
    for index, block in enumerate(entry.paragraphs):
        if blocks and not _goes_on(blocks[-1], block):
            yield ReadingParagraph(index - len(blocks), tuple(blocks))
            blocks = []
        blocks.append(block)
    if blocks:
        yield ReadingParagraph(len(entry.paragraphs) - len(blocks), tuple(blocks))


def _goes_on(before: Paragraph, block: Paragraph) -> bool:
    """Whether a block is of one stanza or speech with the block before it. Verses that no stanza holds go on like one."""
    if _WHOLES.intersection(block.within[: block.shared]):
        return True
    verses = before.kind == block.kind == "l" and not _WHOLES.intersection(block.within)
    return verses and before.within == block.within and block.shared == len(block.within)


def _begins(block: Paragraph, what: str) -> bool:
    """Whether a surrounding begins with a block."""
    return what in block.within[block.shared :]
