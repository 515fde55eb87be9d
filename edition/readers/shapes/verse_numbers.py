"""Take the numbers beside verses out of their words: every fifth or tenth line of a poem ends with one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from edition.model.documents import DocumentBlock
from edition.readers.block_parts import part_of

_NUMBER = re.compile(r"\s(\d{1,5})$")
# Editors number each fifth line at least, and the numbers are multiples of it.
_STEP = 5
# So many numbers make a count.
_FEWEST = 3
# So large a share of the numbers at the ends of lines go on from the one before, or begin anew, if they count the lines.
_MOST = 0.8


def with_verse_numbers(blocks: Sequence[DocumentBlock]) -> list[DocumentBlock]:
    """Blocks whose verses have their numbers in `n`; unchanged where the figures at the ends of lines count no lines."""
    found = [
        (at, int(figures[1]))
        for at, block in enumerate(blocks)
        if block.kind == "l" and not block.n and (figures := _NUMBER.search(block.text)) and int(figures[1]) % _STEP == 0
    ]
    counted = sum(_goes_on(before, number) for (_, before), (_, number) in pairwise(found))
    if len(found) < _FEWEST or counted < _MOST * (len(found) - 1):
        return [*blocks]
    made = [*blocks]
    for at, number in found:
        made[at] = replace(part_of(made[at], 0, len(made[at].text) - len(str(number))), n=str(number))
    return made


def _goes_on(before: int, number: int) -> bool:
    """Whether a number is the next of a count by fives or tens, one of which may be missing, or the first of another count."""
    return before < number <= before + 4 * _STEP or number <= 2 * _STEP
