"""Texts made to cost as much as they can: how many cells are searched for passages that moved, and that it stays in proportion."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import pytest

from edition.alignment import align, moved
from edition.alignment.beads import BeadGroup, Corridor
from edition.alignment.features import Floats, SegmentedText
from edition.language.languages import language_of_tag
from edition.model import Block, RunningText

ENGLISH = language_of_tag("en")

# Cells of a corridor that each segment of the two texts may cost: a corridor is some 140 wide, and a chain looks at 17 by 17.
CELLS = 1000


def sentences(number: int, seed: int) -> list[str]:
    """Sentences of eight words, each of which stands in some four of them: everything seems to answer something elsewhere."""
    chance = random.Random(seed)
    words = ["".join(chance.choice("bcdfgklmnprst") + chance.choice("aeiou") for _ in range(4)) for _ in range(2 * number)]
    return [" ".join(chance.choice(words) for _ in range(8)).capitalize() + "." for _ in range(number)]


def shuffled(parts: Sequence[str]) -> list[str]:
    return random.Random(7).sample(parts, len(parts))


HOSTILE: dict[str, Callable[[int], tuple[Sequence[str], Sequence[str]]]] = {
    "the same sentence over and over": lambda n: (sentences(1, 1) * n, sentences(1, 1) * (n - 3)),
    "the sentences shuffled": lambda n: (sentences(n, 1), shuffled(sentences(n, 1))),
    "eight of each, shuffled": lambda n: (sentences(n // 8, 1) * 8, shuffled(sentences(n // 8, 1) * 8)),
    "the words at random": lambda n: ((both := sentences(2 * n, 1))[:n], both[n:]),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_the_work_of_finding_what_moved_grows_with_length(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    size = 400
    searched: list[int] = []
    group = moved.group

    def counting(
        base: SegmentedText, other: SegmentedText, corridor: Corridor, tolls: tuple[Floats, Floats] | None = None
    ) -> list[BeadGroup]:
        searched.append(int(corridor.at[-1]))
        return group(base, other, corridor, tolls)

    monkeypatch.setattr(moved, "group", counting)
    one, two = (" ".join(side) for side in HOSTILE[kind](size))
    align(*(RunningText(text, (Block("p", 0, len(text)),)) for text in (one, two)), ENGLISH)
    assert len(searched) <= 2 + 2 * size
    assert sum(searched) < CELLS * 2 * size
