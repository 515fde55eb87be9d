"""Turn beads into the same after what one text has alone has asked its neighbours whether they leave its answer unsaid.

Beads are found by all words of a segment at once (beads.py). A free rendering shares so few with its answer that to pass it over
may cost less. So round each such segment the best sequence of beads is sought once more, word by word. A word is answered by the
same stem, beginning or number in a bead, or by the word nearest to it in sense where neither has an answer of its own. What stands
alone even then is an omission of the one text or an addition of the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from edition.alignment.beads import BREAK_INSIDE, BeadGroup
from edition.alignment.features import WALL, Floats, SegmentedText
from edition.language.senses import vectors_of_stems

# So many beads on either side of what stands alone are asked, and at most so many segments of either text at once. By eye: an
# answer further off has moved (moved.py).
ASKED, LARGEST = 2, 14
# A bead has at most so many segments of one text, or three of both.
MOST = 5
SHAPES = (*((1, k) for k in range(1, MOST + 1)), *((k, 1) for k in range(2, MOST + 1)), (2, 2), (2, 3), (3, 2), (3, 3))
# What a bead gains and loses for each of its characters: docs/alignment.md, "What stands alone", has the formula, and the runs on
# which these numbers were found. The lengths of two segments of a few characters say little: each is taken as SMOOTH longer.
THRESHOLD, LENGTH, SMOOTH, SIZE, MANY = 0.11, 0.115, 12.0, 0.022, 0.02
# To leave something without an answer costs ALONE characters of full likeness, and SKIP for each of its characters. ALONE is the
# price where the share USUAL of both texts stands alone, or less. Where more does, it falls with the logarithm of that share; for
# little is known from a short text, SUPPOSED characters with the usual share are added to it.
ALONE, SKIP, USUAL, SUPPOSED = 12.0, 0.08, 0.02, 5000.0
# From this cosine on, two words are near in sense; then each is answered to this part.
NEAR, NEARLY = 0.2, 0.16
# By how much one text is longer than the other is told by their beads; so many characters of equal length are added to both.
EQUAL = 500.0
# How far the words of a segment weigh together as its characters do, so that common words are missed too: from 0, where rare ones
# alone count, to 1.
EVEN = 0.3
# Two passages of so many characters together of which no word answers another, nor is near one in sense, are no bead: by eye, a
# question of three words and its answer may be one.
STRANGE = 60


@dataclass(frozen=True, slots=True)
class _Answered:
    """How much of the words of two texts is answered, for each run of segments of the other.

    `base`: for each size of a run of the other text, an array (segments of base + 1, beginnings of runs): the weight of the words
    of base, before each place, that the run answers. `other`: for each size of a run of base, an array (beginnings of runs,
    segments of other + 1).
    """

    base: dict[int, Floats]
    other: dict[int, Floats]


def asked(straight: Sequence[BeadGroup], base: SegmentedText, other: SegmentedText) -> list[BeadGroup]:
    """Turn groups in order, a segment that nothing answers being one of its own, into the same with more of these answered."""
    windows = list(_windows(straight, base, other))
    if not windows:
        return list(straight)
    both = [found for found in straight if not _alone(found)]
    lengths = sum(_characters(base, found.base) for found in both), sum(_characters(other, found.other) for found in both)
    ratio = log((lengths[0] + EQUAL) / (lengths[1] + EQUAL))
    vectors = vectors_of_stems(base.stems, base.language).astype(np.float64)
    sought = {window: _WindowBeads(straight[slice(*window)], base, other, ratio, vectors) for window in windows}

    def with_price(price: float) -> list[BeadGroup]:
        result: list[BeadGroup] = []
        at = 0
        for first, last in windows:
            result += [*straight[at:first], *sought[first, last].best(price)]
            at = last
        return [*result, *straight[at:]]

    result = with_price(ALONE)
    lacking = sum(_characters(base, found.base) + _characters(other, found.other) for found in result if _alone(found))
    whole = base.lengths.sum() + other.lengths.sum()
    share = float((lacking + USUAL * SUPPOSED) / (whole + SUPPOSED))
    return with_price(ALONE * log(share) / log(USUAL)) if share > USUAL else result


def _characters(text: SegmentedText, place: tuple[int, int]) -> float:
    return float(text.lengths[slice(*place)].sum())


def _alone(found: BeadGroup) -> bool:
    return found.base[0] == found.base[1] or found.other[0] == found.other[1]


def _windows(straight: Sequence[BeadGroup], base: SegmentedText, other: SegmentedText) -> Iterator[tuple[int, int]]:
    """Find the runs of groups, as half-open ranges of indexes, in which beads are sought again."""
    alone = [at for at, found in enumerate(straight) if _alone(found)]
    end = 0
    for number, at in enumerate(alone):
        if at < end:
            continue
        first, last, until = at, at + 1, at + ASKED
        while first > max(end, at - ASKED) and _follows(straight[first - 1], straight[first], base, other):
            first -= 1
        while last < len(straight) and _follows(straight[last - 1], straight[last], base, other):
            # Beads between two that stand alone are asked by both.
            while number + 1 < len(alone) and alone[number + 1] <= until + ASKED:
                number += 1
                until = alone[number] + ASKED
            sizes = straight[last].base[1] - straight[first].base[0], straight[last].other[1] - straight[first].other[0]
            if last > until or max(sizes) > LARGEST:
                break
            last += 1
        end = last
        yield first, last


def _follows(one: BeadGroup, two: BeadGroup, base: SegmentedText, other: SegmentedText) -> bool:
    """Whether a group follows another in both texts, and a bead could hold segments of both."""
    if one.base[1] != two.base[0] or one.other[1] != two.other[0]:
        return False
    return all(at == 0 or text.breaks[at - 1] < WALL for text, at in ((base, two.base[0]), (other, two.other[0])))


class _WindowBeads:
    """The segments of some groups that follow one another, and what beads of them gain."""

    def __init__(
        self, groups: Sequence[BeadGroup], base: SegmentedText, other: SegmentedText, ratio: float, vectors: Floats
    ) -> None:
        """`ratio`: the logarithm of how much longer the base is. `vectors`: those of the features, by number."""
        self.groups = groups
        self.places = (groups[0].base[0], groups[-1].base[1]), (groups[0].other[0], groups[-1].other[1])
        self.base, self.other = base.part(*self.places[0]), other.part(*self.places[1])
        self.gains = _gains(self.base, self.other, ratio, vectors) if len(self.base) and len(self.other) else {}

    def best(self, price: float) -> list[BeadGroup]:
        """Find the best sequence of beads, where to leave something without an answer costs `price` and what its characters do."""
        if not self.gains:
            return [*self.groups]
        steps = self._steps(price)
        known = {(found.base, found.other): found for found in self.groups}
        result: list[BeadGroup] = []
        i, j = len(self.base), len(self.other)
        (top, _), (left, _) = self.places
        while i or j:
            x, y = steps[i, j]
            place = (top + i - x, top + i), (left + j - y, left + j)
            score = _cosine(self.base.part(i - x, i), self.other.part(j - y, j)) if x and y else 0.0
            result.append(known.get(place) or BeadGroup(*place, score))
            i, j = i - x, j - y
        return result[::-1]

    def _steps(self, price: float) -> dict[tuple[int, int], tuple[int, int]]:
        """Find, for each pair of places, how many segments of either text the last bead of the best sequence up to there has."""
        costs = [_sums(side.lengths * SKIP).tolist() for side in (self.base, self.other)]
        totals = [[0.0] * (len(self.other) + 1) for _ in range(len(self.base) + 1)]
        steps: dict[tuple[int, int], tuple[int, int]] = {}
        for i in range(len(self.base) + 1):
            for j in range(len(self.other) + 1):
                if not i and not j:
                    continue
                offers = [
                    (totals[i - x][j - y] + gain[i - x][j - y], (x, y)) for (x, y), gain in self.gains.items() if x <= i and y <= j
                ]
                offers += [(totals[i - k][j] - price - costs[0][i] + costs[0][i - k], (k, 0)) for k in range(1, i + 1)]
                offers += [(totals[i][j - k] - price - costs[1][j] + costs[1][j - k], (0, k)) for k in range(1, j + 1)]
                totals[i][j], steps[i, j] = max(offers, key=lambda offer: offer[0])
        return steps


def _gains(one: SegmentedText, two: SegmentedText, ratio: float, vectors: Floats) -> dict[tuple[int, int], list[list[float]]]:
    """Compute what each shape of bead gains, by the places at which it begins in both texts."""
    answered = _answered(one, two, vectors)
    weights = [_sums(np.bincount(side.rows, weights=_weights(side), minlength=len(side))) for side in (one, two)]
    ends = [_sums(side.lengths) for side in (one, two)]
    broken = [_sums(side.breaks) for side in (one, two)]
    gains: dict[tuple[int, int], list[list[float]]] = {}
    for x, y in SHAPES:
        if x > len(one) or y > len(two):
            continue
        lengths = np.subtract.outer(ends[0][x:], -ends[1][y:]) - np.subtract.outer(ends[0][:-x], -ends[1][:-y])
        mass = np.subtract.outer(weights[0][x:], -weights[1][y:]) - np.subtract.outer(weights[0][:-x], -weights[1][:-y])
        words = answered.base[y][x:] - answered.base[y][:-x] + answered.other[x][:, y:] - answered.other[x][:, :-y]
        logs = [np.log(ends[0][x:] - ends[0][:-x] + SMOOTH), np.log(ends[1][y:] - ends[1][:-y] + SMOOTH)]
        value = words / np.maximum(mass, 1e-9) - LENGTH * np.abs(np.subtract.outer(*logs) - ratio)
        value -= THRESHOLD + SIZE * (x + y - 2) + (MANY if x > 1 and y > 1 else 0.0)
        inside = broken[0][x - 1 : -1] - broken[0][:-x], broken[1][y - 1 : -1] - broken[1][:-y]
        value -= BREAK_INSIDE * np.subtract.outer(inside[0], -inside[1])
        # Long passages of which no word answers a word are no bead.
        value[(words < 1e-9) & (lengths >= STRANGE)] = -1.0
        gains[x, y] = (value * lengths).tolist()
    return gains


def _answered(one: SegmentedText, two: SegmentedText, vectors: Floats) -> _Answered:
    """Compute how much of the words of either text each run of segments of the other answers."""
    same = np.equal.outer(one.names, two.names)
    near = vectors[one.names] @ vectors[two.names].T
    # A word with an answer of its own answers no other.
    near[same.any(1)] = near[:, same.any(0)] = 0.0
    near[near < NEAR] = 0.0
    nearest = (near > 0) & (near == near.max(1)[:, None]) & (near == near.max(0)[None, :])
    likeness = np.where(same, 1.0, np.where(nearest, NEARLY, 0.0))
    base = {size: _sums(_by_segment(one, runs)) for size, runs in _runs(two, likeness)}
    other = {size: _sums(_by_segment(two, runs)).T for size, runs in _runs(one, likeness.T)}
    return _Answered(base, other)


def _runs(text: SegmentedText, likeness: Floats) -> Iterator[tuple[int, Floats]]:
    """The best answer of each word of the other text in each run of 1 to MOST segments: the size, an array (words, beginnings)."""
    segments = np.maximum.reduceat(likeness, np.searchsorted(text.rows, np.arange(len(text))), axis=1)
    runs = segments
    for size in range(1, min(MOST, len(text)) + 1):
        if size > 1:
            runs = np.maximum(runs[:, :-1], segments[:, size - 1 :])
        yield size, runs


def _by_segment(text: SegmentedText, runs: Floats) -> Floats:
    """Add up what is answered of the words of each segment, by their weights."""
    sums: Floats = np.add.reduceat(runs * _weights(text)[:, None], np.searchsorted(text.rows, np.arange(len(text))), axis=0)
    return sums


def _weights(text: SegmentedText) -> Floats:
    """The weight of each word of each segment."""
    own = text.weights**2
    whole = np.bincount(text.rows, weights=own, minlength=len(text))
    result: Floats = own * ((text.lengths / whole) ** EVEN)[text.rows]
    return result


def _sums(values: NDArray[Any]) -> Floats:
    """The sums of the values before each place, 0 before the first."""
    result: Floats = np.concatenate((np.zeros_like(values[:1]), np.cumsum(values, axis=0)))
    return result


def _cosine(one: SegmentedText, two: SegmentedText) -> float:
    """The likeness of the words of two texts, 0 to 1."""
    sides = [np.bincount(side.names, weights=side.weights, minlength=len(side.content)) for side in (one, two)]
    product, norms = float(sides[0] @ sides[1]), float(sides[0] @ sides[0]) * float(sides[1] @ sides[1])
    return min(1.0, product / sqrt(norms + 1e-9))
