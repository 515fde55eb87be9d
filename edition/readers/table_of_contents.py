"""Turn the blocks of a work into the end of the table of contents that stands before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from edition.readers.blocks import SourceBlock
from edition.readers.headings import CHAPTER_WORDS

# A numbered heading: its rank (0: a book or part, 1: a chapter, 2: a number alone), its number, its title.
Line = tuple[int, int, str]
# So many blocks after its number the title of a chapter may begin.
_NEAR = 3


def contents_end(blocks: Sequence[SourceBlock], lines: Callable[[str], Iterator[Line]]) -> int:
    """The index of the block after the table of contents, 0 where there is none. `lines` tells the numbered headings in a text.

    A table of contents is known by what it is: numbered headings with no text between them, their titles with them or in short
    blocks of their own, of which the first two stand once more further on, in their order.
    """
    listed: list[Line] = []
    start = end = 0
    for index, block in enumerate(blocks):
        found = list(lines(block.label + block.text))
        short = len(block.text.split()) <= CHAPTER_WORDS * max(1, len(found))
        if found and short and _counts_on(found, listed):
            start, end = start if listed else index, index + 1
            listed += found
        elif found and listed and found[0][:2] == listed[0][:2] and _opens(block) == _opens(blocks[start]):
            break
        elif listed and short:
            rank, number, title = listed[-1]
            listed[-1] = rank, number, f"{title} {block.text}" if len(title.split()) <= CHAPTER_WORDS else title
        elif listed:
            break
    return end if len(listed) > 1 and _stand_again(listed[:2], blocks[end:], lines) else 0


def _counts_on(found: Sequence[Line], before: Sequence[Line]) -> bool:
    """Whether numbers go on from those before: the next one, or the first after the heading of a greater division."""
    rank, number, _ = found[0]
    last = next((line[1] for line in reversed(before) if line[0] == rank), 0)
    return number == last + 1 or bool(before and number == 1 and before[-1][0] < rank)


def _opens(block: SourceBlock) -> str:
    """The word or number that a block opens with, without its stop: the page 1 is not the chapter I."""
    return re.split(r"\W", (block.label + block.text).strip().casefold(), maxsplit=1)[0]


def _stand_again(listed: Sequence[Line], blocks: Sequence[SourceBlock], lines: Callable[[str], Iterator[Line]]) -> bool:
    """Whether headings stand among the blocks with their titles, which may be in capitals there and on lines of their own."""
    rest = iter(range(len(blocks)))
    for rank, number, title in listed:
        words = _letters(title)
        for index in rest:
            here = next(lines(blocks[index].label + blocks[index].text), None)
            near = _letters("".join(block.text for block in blocks[index : index + _NEAR]))
            if here and here[:2] == (rank, number) and words in near:
                break
        else:
            return False
    return True


def _letters(text: str) -> str:
    """The letters of a heading, small; neither its page nor the dots that lead to it."""
    return re.sub(r"[\W\d_]+", "", text).casefold()
