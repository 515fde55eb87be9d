"""Turn the blocks of an entry into paragraphs for reading: the lines of a stanza or a speech make one, a line end between two.

Who speaks is a paragraph of its own before the speech.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from edition.model import Entry, InlineRange, Note, Paragraph
from edition.text.looks import shifted

# Blocks that stand in one of these together are one paragraph.
_WHOLES = frozenset({"stanza", "speech"})


@dataclass(frozen=True, slots=True)
class ReadingParagraph:
    """A paragraph for reading: the blocks that it is made of, in order; or, without blocks, the name of who speaks."""

    blocks: tuple[Paragraph, ...] = ()
    speaker: str = ""

    @property
    def text(self) -> str:
        """Its text, without list marks; its blocks are parted by a line end."""
        return "\n".join(block.text for block in self.blocks) or self.speaker

    @property
    def labelled(self) -> str:
        """Its text with the list marks."""
        return "\n".join(block.label + block.text for block in self.blocks) or self.speaker

    @property
    def looks(self) -> tuple[InlineRange, ...]:
        """The looks as ranges of its text."""
        return tuple(one for block, start in zip(self.blocks, self.starts, strict=True) for one in shifted(block.looks, start))

    @property
    def starts(self) -> tuple[int, ...]:
        """Where in its text its blocks begin."""
        starts: list[int] = []
        at = 0
        for block in self.blocks:
            starts.append(at)
            at += len(block.text) + 1
        return tuple(starts)


def reading_paragraphs(entry: Entry) -> tuple[ReadingParagraph, ...]:
    """Turn the blocks of an entry into paragraphs for reading. What is neither verse nor speech is a paragraph each."""
    return _with_places(entry)[0]


def notes_in_paragraphs(entry: Entry) -> tuple[Note, ...]:
    """Turn the notes of an entry into the same notes, whose places count in its paragraphs for reading and not in its blocks.

    A note on a speech without a word stands after the name of who speaks.
    """
    places = _with_places(entry)[1]
    found: list[Note] = []
    for note in entry.notes:
        if note.paragraph is not None:
            number, start = places[note.paragraph]
            note = replace(note, paragraph=number, offset=start + note.offset)
        found.append(note)
    return tuple(found)


def _with_places(entry: Entry) -> tuple[tuple[ReadingParagraph, ...], list[tuple[int, int]]]:
    """The paragraphs of an entry, and for each of its blocks the index of its paragraph and where in it the block begins."""
    found: list[ReadingParagraph] = []
    places: list[tuple[int, int]] = []
    for blocks in _grouped(entry):
        first = blocks[0]
        speaker = first.speaker if "speech" in first.within[first.shared :] else ""
        if speaker:
            found.append(ReadingParagraph(speaker=speaker))
        if speaker and not any(block.text or block.label for block in blocks):
            places += [(len(found) - 1, len(speaker))] * len(blocks)
        else:
            found.append(ReadingParagraph(blocks))
            places += ((len(found) - 1, start) for start in found[-1].starts)
    return tuple(found), places


def _grouped(entry: Entry) -> Iterator[tuple[Paragraph, ...]]:
    blocks: list[Paragraph] = []
    for block in entry.paragraphs:
        if blocks and not _goes_on(blocks[-1], block):
            yield tuple(blocks)
            blocks = []
        blocks.append(block)
    if blocks:
        yield tuple(blocks)


def _goes_on(before: Paragraph, block: Paragraph) -> bool:
    """Whether a block is of one stanza or speech with the block before it. Verses that no stanza holds go on like one."""
    if _WHOLES.intersection(block.within[: block.shared]):
        return True
    verses = before.kind == block.kind == "l" and not _WHOLES.intersection(block.within)
    return verses and before.within == block.within and block.shared == len(block.within)
