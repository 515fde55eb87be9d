"""Tell of the blocks beside a heading which are its argument, what tells beforehand what a piece holds, or its half title."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace

from edition.language.languages import Language
from edition.model.documents import DocumentBlock
from edition.readers.entry_drafts import slug
from edition.readers.numbered_heads import NumberedHead, read_numbered_head
from edition.readers.outside import begins_argument, is_argument

# No argument is longer, in blocks.
_LONGEST = 12
# and one that stands before its heading none longer, in words; by eye, on epics by books.
_WORDS = 400


def argument_below(blocks: Sequence[DocumentBlock], at: int, starts: Container[int], language: Language) -> list[DocumentBlock]:
    """The argument that begins at a block right below a heading; empty where none does. `starts`: the headings that divide."""
    if at >= len(blocks) or at in starts:
        return []
    if not is_argument(blocks[at].text, language):
        return [replace(blocks[at], kind="argument")] if begins_argument(blocks[at].text, language) else []
    # A poem's argument is in prose, however long; that of a piece in prose is one paragraph.
    end = next((place for place in range(at + 1, len(blocks)) if place in starts or blocks[place].kind == "l"), at + 1)
    most = end if end < len(blocks) and blocks[end].kind == "l" else at + 2
    end = next((place for place in range(at + 1, len(blocks)) if place in starts), len(blocks))
    return [replace(block, kind="argument") for block in blocks[at : min(most, at + 1 + _LONGEST, end)]]


def argument_above(
    blocks: Sequence[DocumentBlock], words: Sequence[int], at: int, starts: Container[int], language: Language
) -> list[DocumentBlock]:
    """The argument that begins at a block and stands before the heading of the entry that it tells, up to that; empty for none.

    `words`: how many each block has. What a rule or a heading parts from the argument is told with it.
    """
    if not is_argument(blocks[at].text, language):
        return []
    end = next((place for place in range(at + 1, min(at + _LONGEST, len(blocks))) if place in starts), at)
    if end == at or sum(words[at:end]) > _WORDS:
        return []
    parted = next((place for place in range(at + 1, end) if blocks[place].kind in ("break", "head")), end)
    return [replace(block, kind="argument") if at + index < parted else block for index, block in enumerate(blocks[at:end])]


def is_half_title(
    blocks: Sequence[DocumentBlock], words: Sequence[int], at: int, starts: Container[int], language: Language
) -> bool:
    """Whether a block says beforehand the heading that comes again below the argument after it."""
    below = next((place for place in range(at + 1, min(at + _LONGEST, len(blocks))) if blocks[place].text), at)
    told = argument_above(blocks, words, below, starts, language) if below > at else []
    return bool(told and blocks[at].text) and slug(blocks[at].text) == slug(blocks[below + len(told)].text)


def argument_before(blocks: Sequence[DocumentBlock], words: Sequence[int], at: int, language: Language) -> list[DocumentBlock]:
    """The argument that ends right before the first heading that divides, at `at`; empty for none."""
    begins = (place for place in range(at - 1, max(-1, at - _LONGEST), -1) if is_argument(blocks[place].text, language))
    place = next(begins, at)
    return argument_above(blocks, words, place, (at,), language) if place < at else []


def after_half_title(
    blocks: Sequence[DocumentBlock], at: int, head: NumberedHead, ends: Container[int], language: Language
) -> tuple[int, NumberedHead, list[DocumentBlock]] | None:
    """Where the heading stands that a half title announces, what it says, and the argument between the two.

    `at`: the block that may be a half title, as `head` reads it; `ends`: where no heading goes on. None where its word and number
    do not come again, or where anything but an argument stands between.
    """
    between: list[DocumentBlock] = []
    words = 0
    for place in range(at + 1, min(at + _LONGEST, len(blocks))):
        block = blocks[place]
        if place in ends or words > _WORDS:
            break
        if block.kind in ("head", "p") and block.rows <= 2 and block.text:
            again = read_numbered_head(block.label + block.text, language, marked=bool(block.level))
            if again is not None and (again.word, again.number) == (head.word, head.number):
                return (place, again, between) if not between or is_argument(between[0].text, language) else None
        if block.text:
            between.append(replace(block, kind="argument"))
        words += block.text.count(" ") + 1
    return None
