"""Turn the ways through beads into the readings that an editor would cut: of all ways to part an interval, the best.

Each run of tokens between two points of an interval may be a reading. What it is worth is a weighted sum of what can be counted in
it and of the words beside its bounds; the readings of an interval are those worth most together (a semi-Markov model; Sarawagi and
Cohen 2004), found by dynamic programming. The weights were trained on passages cut by hand (training/cuts.py, docs/words.md).
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path as FilePath
from typing import Any

import numpy as np
from numpy.typing import NDArray

from edition.collation.paths import CLASSES, COMMA, EDGE, NUMBER, OF_CONTENT, Box, Interval, Path

Single = NDArray[np.float32]
Integers = NDArray[np.int64]

# A reading has at most so many tokens of a side, unless it is one step; and so many marks of a side may stand apart from words.
LONGEST, MARKS = 26, 4
# How many of the points that follow one are looked at as the other end of a reading.
AHEAD = 160
# How many runs of tokens are judged in one array.
RUNS = 100_000
_CLASSES = len(CLASSES)
# Two neighbouring tokens, by their classes; and where a bound may stand: after an equal word, after a reading, before an equal
# word.
PAIRS, BOUNDS = _CLASSES * _CLASSES, 3
# What is counted of the tokens of a side: all, words of content, marks, function words, words of either kind without an answer.
_TOKENS, _CONTENT, _MARKS, _FUNCTION, _CONTENT_ALONE, _FUNCTION_ALONE = range(6)


@dataclass(frozen=True, slots=True)
class Weights:
    """What each count of a run of tokens is worth, and what two neighbouring tokens are worth at each kind of bound."""

    counts: Single
    bounds: Single


@dataclass(frozen=True, slots=True)
class Lattice:
    """All runs of tokens of some intervals that may be readings, in arrays.

    `starts`, `ends`: the points of each run, counted through all intervals. `boxes` (runs, 4): their tokens. `counts`: what is
    counted of each, a row a run. `free`: runs of no worth, an equal word or marks, as pairs of points. `pairs` (points, 2): the
    tokens beside each point, on either side. `after`, `before`: whether an equal word ends, or begins, at each point. `first`: the
    first point of each interval.
    """

    starts: Integers
    ends: Integers
    boxes: Integers
    counts: Single
    free: Integers
    pairs: Integers
    after: NDArray[np.bool_]
    before: NDArray[np.bool_]
    first: Integers

    def worth(self, weights: Weights) -> Single:
        """What each run is worth as a reading."""
        left = np.where(self.after[:, None], weights.bounds[0][self.pairs], weights.bounds[1][self.pairs]).sum(1)
        right = np.where(self.before, weights.bounds[2][self.pairs].sum(1), np.float32(0))
        found: Single = (self.counts @ weights.counts + left[self.starts] + right[self.ends]).astype(np.float32)
        return found


def cut(paths: Sequence[Path], weights: Weights | None = None) -> list[list[Box]]:
    """Turn the ways through beads into the runs of tokens into which the intervals of each are parted, in order.

    A run is a reading, or marks that stand apart from the words beside them. What is in no run is equal.
    """
    weights = weights or own_weights()
    found: list[list[Box]] = [[] for _ in paths]
    for numbers, intervals in _chunks(paths):
        lattice = lattice_of([paths[number] for number in numbers], intervals)
        for number, boxes in zip(numbers, _best(lattice, lattice.worth(weights), intervals), strict=True):
            found[number] += boxes
    return found


def _chunks(paths: Sequence[Path]) -> Iterator[tuple[list[int], list[Interval]]]:
    """The intervals of all beads, each with the number of its bead, as many at a time as one array may hold."""
    numbers: list[int] = []
    intervals: list[Interval] = []
    size = 0
    for number, path in enumerate(paths):
        for interval in path.intervals:
            numbers.append(number)
            intervals.append(interval)
            points = len(interval.points)
            size += points * min(points, AHEAD)
            if size >= 2 * RUNS:
                yield numbers, intervals
                numbers, intervals, size = [], [], 0
    if intervals:
        yield numbers, intervals


def lattice_of(paths: Sequence[Path], intervals: Sequence[Interval]) -> Lattice:
    """Turn intervals, each with the path that it is of, into all runs of tokens that may be readings."""
    sizes = np.array([len(interval.points) for interval in intervals])
    first = np.cumsum(sizes) - sizes
    totals, offsets, which = _totals(paths)
    points = np.concatenate([np.array(interval.points) for interval in intervals])
    of = np.repeat(np.arange(len(intervals)), sizes)
    at = points + offsets[which][of]
    starts, ends = _runs(intervals, first.tolist(), points)
    boxes = np.stack([points[starts, 0], points[ends, 0], points[starts, 1], points[ends, 1]], 1)
    sides = [_between(totals[side], at[starts, side], at[ends, side]) for side in (0, 1)]
    words = np.any([side[_TOKENS] > np.minimum(side[_MARKS], MARKS) for side in sides], 0)
    few = ~words
    equal, after, before = _equal(intervals, first.tolist(), len(points))
    free = np.concatenate([np.stack([starts[few], ends[few]], 1), equal])
    starts, ends, boxes = starts[words], ends[words], boxes[words]
    along = _between(totals[2], at[starts, 0], at[ends, 0])
    layers = [*_counts(sides[0][:, words], sides[1][:, words], along), *along[:_CLASSES]]
    counts = np.empty((len(layers), len(starts)), np.float32)
    for row, layer in zip(counts, layers, strict=True):
        row[:] = layer
    pairs = np.stack([totals[3][at[:, 0]], totals[4][at[:, 1]]], 1)
    return Lattice(starts, ends, boxes, counts.T, free, pairs, after, before, first)


def _totals(paths: Sequence[Path]) -> tuple[list[NDArray[Any]], Integers, list[int]]:
    """Running totals over the tokens of some paths, laid end to end; where each begins in them; which path each interval is of.

    The totals: of the tokens of base and of other; of the steps, by their tokens of base. Last, the two tokens beside each place of
    base and of other, as one number.
    """
    different: dict[int, int] = {}
    kept: list[Path] = []
    which: list[int] = []
    for path in paths:
        if id(path) not in different:
            different[id(path)] = len(kept)
            kept.append(path)
        which.append(different[id(path)])
    lengths = np.array([[len(side) + 1 for side in path.classes] for path in kept])
    offsets = np.cumsum(lengths, 0) - lengths
    sides = [np.array([kind for path in kept for kind in (*path.classes[side], EDGE)]) for side in (0, 1)]
    linked = [np.zeros(len(side), np.bool_) for side in sides]
    for path, at in zip(kept, offsets.tolist(), strict=True):
        for side in (0, 1):
            linked[side][[at[side] + link[side] for link in path.links]] = True
    counted = [_before(_side(classes, links)) for classes, links in zip(sides, linked, strict=True)]
    beside = [np.concatenate([[EDGE], classes[:-1]]) * _CLASSES + classes for classes in sides]
    return [*counted, _before(_of_steps(kept, offsets[:, 0].tolist(), sides[0])), *beside], offsets, which


def _of_steps(paths: Sequence[Path], offsets: Sequence[int], base: Integers) -> Single:
    """What is counted of steps, each at its first token of base: equal words by class, links, links of content, moves."""
    steps = np.zeros((_CLASSES + 3, len(base)), np.float32)
    content = (OF_CONTENT, NUMBER)
    places: dict[str, list[int]] = {"equal": [], "linked": [], "moved": [], "alone": []}
    of_content: list[int] = []
    for path, at in zip(paths, offsets, strict=True):
        for (left, _, low, _), kind in path.steps:
            places[kind].append(at + left)
            if kind == "linked" and path.classes[0][left] in content and path.classes[1][low] in content:
                of_content.append(at + left)
    steps[base[places["equal"]], places["equal"]] = 1
    for row, found in enumerate((places["linked"], of_content, places["moved"]), _CLASSES):
        steps[row, found] = 1
    return steps


def _side(classes: Integers, linked: NDArray[np.bool_]) -> Single:
    """What is counted of each token of a side."""
    content = (classes == OF_CONTENT) | (classes == NUMBER)
    marks = (classes >= COMMA) & (classes < EDGE)
    function = classes < OF_CONTENT
    every = np.ones_like(marks)
    return np.stack([every, content, marks, function, content & ~linked, function & ~linked]).astype(np.float32)


def _before(values: Single) -> Single:
    """Of each row of values, the sum of those before each place; the last value is counted nowhere."""
    totals = np.zeros_like(values)
    values[:, :-1].cumsum(1, out=totals[:, 1:])
    return totals


def _between(totals: Single, starts: Integers, ends: Integers) -> Single:
    """Of each row of running totals, what is added between places."""
    found: Single = totals.take(ends, 1)
    found -= totals.take(starts, 1)
    return found


@functools.lru_cache(maxsize=512)
def _pairs(points: int) -> tuple[Integers, Integers]:
    """Each two of so many points of which the second follows the first, AHEAD at most."""
    one = np.arange(points)[:, None]
    two = one + np.arange(1, min(points, AHEAD + 1))
    inside = two < points
    return np.broadcast_to(one, two.shape)[inside], two[inside]


def _runs(intervals: Sequence[Interval], first: Sequence[int], points: Integers) -> tuple[Integers, Integers]:
    """The runs of intervals by their points, counted through all of them: as long as a reading may be, and each step."""
    pairs = [_pairs(len(interval.points)) for interval in intervals]
    begin = np.repeat(first, [len(one) for one, _ in pairs])
    starts, ends = (np.concatenate(side) + begin for side in zip(*pairs, strict=True))
    size = points[ends] - points[starts]
    fit = (size[:, 0] >= 0) & (size[:, 1] >= 0) & (size[:, 0] <= LONGEST) & (size[:, 1] <= LONGEST)
    steps = [step for interval, start in zip(intervals, first, strict=True) for step in _long_steps(interval, start)]
    more = np.array(steps, np.int64).reshape(-1, 2)
    return np.concatenate([starts[fit], more[:, 0]]), np.concatenate([ends[fit], more[:, 1]])


def _long_steps(interval: Interval, first: int) -> Iterator[tuple[int, int]]:
    """The steps that are no pair of points that may be a reading: longer than one, or over more points than are looked at."""
    long = {box for box, _ in interval.steps if max(box[1] - box[0], box[3] - box[2]) > LONGEST}
    if long or len(interval.points) > AHEAD:
        place = {point: number for number, point in enumerate(interval.points, first)}
        for box, _ in interval.steps:
            one, two = place[box[0], box[2]], place[box[1], box[3]]
            if box in long or two - one > AHEAD:
                yield one, two


def _equal(
    intervals: Sequence[Interval], first: Sequence[int], points: int
) -> tuple[Integers, NDArray[np.bool_], NDArray[np.bool_]]:
    """The equal words within intervals, as pairs of points, and at which points one ends or begins.

    An interval begins after an equal word and ends before one; the bounds of a bead count as equal words.
    """
    found: list[tuple[int, int]] = []
    for interval, start in zip(intervals, first, strict=True):
        equal = [step.box for step in interval.steps if step.kind == "equal"]
        if equal:
            place = {point: number for number, point in enumerate(interval.points, start)}
            found += [(place[left, low], place[right, high]) for left, right, low, high in equal]
    pairs = np.array(found, np.int64).reshape(-1, 2)
    after, before = np.zeros(points, np.bool_), np.zeros(points, np.bool_)
    after[pairs[:, 1]] = before[pairs[:, 0]] = True
    after[[*first]] = before[[start - 1 for start in (*first[1:], points)]] = True
    return pairs, after, before


def _counts(one: Single, two: Single, along: Single) -> list[NDArray[np.generic]]:
    """What is counted of runs: of their tokens on either side, and of the steps in them. Swapping the sides changes nothing."""
    words = [side[_CONTENT] + side[_FUNCTION] for side in (one, two)]
    alone = ((words[0] == 0) | (words[1] == 0)).astype(np.float32)
    both = 1 - alone
    most, least = np.maximum(*words), np.minimum(*words)
    content, content_apart = _shared(one, two, _CONTENT)
    lone, lone_apart = _shared(one, two, _CONTENT_ALONE)
    lone_function, function_apart = _shared(one, two, _FUNCTION_ALONE)
    equal = along[:COMMA].sum(0)
    equal_content = along[OF_CONTENT] + along[NUMBER]
    links, content_links = along[_CLASSES], along[_CLASSES + 1]
    marks = one[_MARKS] + two[_MARKS]
    blind = both * (links == 0)
    return [
        np.ones_like(alone), alone, alone * np.minimum(most, 8) / 4, alone * (most >= 4),
        alone * (one[_CONTENT] + two[_CONTENT] == 0), both * np.log1p(most), both * (np.log1p(most) - np.log1p(least)),
        both * (content == 0), both * (content == 0) * (content_apart > 0), both * (content == 1), both * (content >= 2),
        both * np.minimum(content, 6), both * (content >= 4), both * np.minimum(content_apart, 5),
        np.minimum(lone, 4), np.minimum(lone_apart, 4), np.minimum(lone_function, 4), np.minimum(function_apart, 4), lone > 0,
        np.minimum(links, 6), np.minimum(content_links, 4), content_links >= 2, blind, blind * (lone > 0), blind * (lone == 0),
        along[_CLASSES + 2] > 0, np.minimum(marks, 4), marks > 0,
        equal > 0, np.minimum(equal, 4), equal_content > 0, equal >= 3, equal >= 5, equal / (1 + least), alone * equal,
    ]  # fmt: skip


def _shared(one: Single, two: Single, row: int) -> tuple[Single, Single]:
    """How many of a kind of tokens both sides have, and how many more one has."""
    return np.minimum(one[row], two[row]), np.abs(one[row] - two[row])


def _best(lattice: Lattice, worth: Single, intervals: Sequence[Interval]) -> list[list[Box]]:
    """The best way to part each interval, as the runs in it without equal words (Viterbi 1967); of two as good the first."""
    starts = np.concatenate([lattice.starts, lattice.free[:, 0]])
    ends = np.concatenate([lattice.ends, lattice.free[:, 1]])
    values = np.concatenate([worth, np.zeros(len(lattice.free), np.float32)])
    order = np.lexsort((starts, ends))
    total = len(lattice.pairs)
    best, came = [-np.inf] * total, [-1] * total
    for start in lattice.first.tolist():
        best[start] = 0.0
    for one, two, value in zip(starts[order].tolist(), ends[order].tolist(), values[order].tolist(), strict=True):
        reached = best[one] + value
        if reached > best[two]:
            best[two], came[two] = reached, one
    found: list[list[Box]] = []
    for interval, first in zip(intervals, lattice.first.tolist(), strict=True):
        equal = {step.box for step in interval.steps if step.kind == "equal"}
        at = len(interval.points) - 1
        boxes: list[Box] = []
        while at > 0:
            before = came[first + at] - first
            (left, low), (right, high) = interval.points[before], interval.points[at]
            boxes.append((left, right, low, high))
            at = before
        found.append([box for box in reversed(boxes) if box not in equal])
    return found


@functools.cache
def own_weights() -> Weights:
    """The weights that come with the program."""
    with resources.as_file(resources.files("edition.collation") / "cuts.npz") as path:
        return read_weights(path)


def read_weights(path: FilePath) -> Weights:
    """Read weights from a file."""
    with np.load(path, allow_pickle=False) as arrays:
        return Weights(arrays["counts"].astype(np.float32), arrays["bounds"].astype(np.float32))


def write_weights(weights: Weights, path: FilePath) -> None:
    """Write weights to a file, in half precision: the same weights, the same bytes."""
    with path.open("wb") as file:
        np.savez_compressed(
            file, allow_pickle=False, counts=weights.counts.astype(np.float16), bounds=weights.bounds.astype(np.float16)
        )
