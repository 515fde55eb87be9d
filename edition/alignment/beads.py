"""Turn the segments of two texts into beads: which segments answer which, in order, with what either lacks.

Dynamic programming over beads of one to one, one to many, many to one and a few of many to many (Gale and Church 1993), where a
bead gains by the likeness of its words (features.py) and loses by unlike length, by size and by a paragraph break inside it. A
segment that answers to nothing is passed over at a small cost. Only a corridor round the anchors is searched.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edition.alignment.anchors import anchors, corridor
from edition.alignment.features import Features, dot

Row = NDArray[np.float64]

MOST = 8  # segments that one segment may answer
SHAPES = ((1, 1), *((1, k) for k in range(2, MOST + 1)), *((k, 1) for k in range(2, MOST + 1)), (2, 2), (2, 3), (3, 2))
OVER, UNDER = len(SHAPES), len(SHAPES) + 1  # a segment of the base passed over, one of the other
# All per character of the bead. Found on one book of the Bible in two versions (Mark), held on others.
THRESHOLD, LENGTH, SIZE, MANY, SKIP = 0.05, 0.08, 0.03, 0.25, 0.04
BREAK_INSIDE, BREAK_TOGETHER = 0.10, 0.03


@dataclass(frozen=True, slots=True)
class Side:
    """One text as the search sees it: weights, lengths in characters, and which segments end a paragraph."""

    weights: Sequence[Features]
    lengths: Sequence[int]
    breaks: Sequence[bool]


@dataclass(frozen=True, slots=True)
class Group:
    """Segments that answer one another: half-open ranges of indexes, either of which may be empty, and their likeness."""

    base: tuple[int, int]
    other: tuple[int, int]
    score: float


@dataclass(frozen=True, slots=True)
class _Spans:
    """Sums over spans of up to MOST segments that end at each place: squared norm, logarithm of length, breaks inside."""

    ends: Row  # length of the text up to each place
    norms: Row
    logs: Row
    inside: Row
    at_break: NDArray[np.bool_]


def group(base: Side, other: Side) -> list[Group]:
    """Turn two sides into groups that tile both, in order; runs of what one side lacks are one group each."""
    rows, columns = len(base.lengths), len(other.lengths)
    bands = corridor(rows, columns, anchors(base.weights, other.weights))
    products = _products(base.weights, other.weights, bands)
    sides = _spans(base), _spans(other)
    totals: list[Row] = []
    moves: list[NDArray[np.int8]] = []
    for row in range(rows + 1):
        total, move = _row(row, bands, products, sides, totals)
        totals.append(total)
        moves.append(move)
    return _trace(rows, columns, bands, moves, base.weights, other.weights)


def _products(base: Sequence[Features], other: Sequence[Features], bands: Sequence[tuple[int, int]]) -> list[tuple[int, Row]]:
    """For each segment of the base the running sum of its products with the segments of its band, and where that begins."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    weights: defaultdict[str, list[float]] = defaultdict(list)
    for column, features in enumerate(other):
        for name, weight in features.items():
            places[name].append(column)
            weights[name].append(weight)
    sums: list[tuple[int, Row]] = []
    for row, features in enumerate(base):
        first = max(0, bands[row][0] - MOST)
        last = min(len(other), bands[row + 1][1] + MOST)
        line = np.zeros(last - first + 1)
        for name, weight in features.items():
            if name in places:
                where = places[name]
                low, high = bisect_left(where, first), bisect_left(where, last)
                if low < high:
                    line[np.array(where[low:high]) - (first - 1)] += weight * np.array(weights[name][low:high])
        sums.append((first, np.cumsum(line)))
    return sums


def _spans(side: Side) -> _Spans:
    number = len(side.lengths)
    ends = np.concatenate(([0.0], np.cumsum(np.maximum(side.lengths, 1))))
    broken = np.concatenate(([0.0], np.cumsum(side.breaks)))
    norms = np.zeros((number + 1, MOST + 1))
    pairs = [[dot(side.weights[at - k], side.weights[at]) for k in range(min(MOST, at + 1))] for at in range(number)]
    logs, inside = np.zeros_like(norms), np.zeros_like(norms)
    for size in range(1, min(MOST, number) + 1):
        for end in range(size, number + 1):
            added = pairs[end - 1]
            norms[end, size] = norms[end - 1, size - 1] + added[0] + 2 * sum(added[1:size])
        logs[size:, size] = np.log(ends[size:] - ends[: number + 1 - size])
        inside[size:, size] = broken[size - 1 : number] - broken[: number + 1 - size]
    at_break = np.concatenate(([False], np.array(side.breaks, dtype=bool)))
    return _Spans(ends, norms, logs, inside, at_break)


def _row(
    row: int,
    bands: Sequence[tuple[int, int]],
    products: Sequence[tuple[int, Row]],
    sides: tuple[_Spans, _Spans],
    totals: Sequence[Row],
) -> tuple[Row, NDArray[np.int8]]:
    """One row of the table: the best total that ends at each column of its band, and the last move of it."""
    base, other = sides
    low, high = bands[row]
    total, move = np.full(high - low + 1, -np.inf), np.full(high - low + 1, -1, dtype=np.int8)

    def offer(first: int, values: Row, code: int) -> None:
        part = slice(first - low, first - low + len(values))
        better = values > total[part]
        total[part][better] = values[better]
        move[part][better] = code

    if row == 0:
        total[0] = 0.0
    else:
        first, last = max(low, bands[row - 1][0]), min(high, bands[row - 1][1])
        if first <= last:
            above = totals[row - 1][first - bands[row - 1][0] : last + 1 - bands[row - 1][0]]
            offer(first, above - SKIP * (base.ends[row] - base.ends[row - 1]), OVER)
    for code, (x, y) in enumerate(SHAPES):
        if x > row:
            continue
        from_low, from_high = bands[row - x]
        first, last = max(low, from_low + y, y), min(high, from_high + y)
        if first <= last:
            before = totals[row - x][first - y - from_low : last + 1 - y - from_low]
            offer(first, before + _gain(row, x, y, first, last, products, base, other), code)
    # What the other has alone: a running maximum, with the cost of all that is passed over taken off.
    cost = SKIP * other.ends[low : high + 1]
    carried = np.maximum.accumulate(total + cost)
    passed = carried > total + cost
    total[passed] = (carried - cost)[passed]
    move[passed] = UNDER
    return total, move


def _gain(row: int, x: int, y: int, first: int, last: int, products: Sequence[tuple[int, Row]], base: _Spans, other: _Spans) -> Row:
    """What beads of x segments up to `row` and y segments up to each column first..last gain."""
    product = np.zeros(last - first + 1)
    for segment in range(row - x, row):
        start, sums = products[segment]
        product += sums[first - start : last + 1 - start] - sums[first - y - start : last + 1 - y - start]
    columns = slice(first, last + 1)
    likeness = product / np.sqrt(base.norms[row, x] * other.norms[columns, y] + 1e-9)
    value = likeness - THRESHOLD - LENGTH * np.abs(base.logs[row, x] - other.logs[columns, y]) - SIZE * (x + y - 2)
    value -= BREAK_INSIDE * (base.inside[row, x] + other.inside[columns, y])
    if x > 1 and y > 1:
        value -= MANY
    if base.at_break[row]:
        value += BREAK_TOGETHER * other.at_break[columns]
    length = base.ends[row] - base.ends[row - x] + other.ends[columns] - other.ends[first - y : last + 1 - y]
    # Segments that share nothing never make a bead of their own accord.
    gain: Row = np.where(product > 0, value * length, -np.inf)
    return gain


def _trace(
    row: int,
    column: int,
    bands: Sequence[tuple[int, int]],
    moves: Sequence[NDArray[np.int8]],
    base: Sequence[Features],
    other: Sequence[Features],
) -> list[Group]:
    path: list[tuple[int, int]] = []
    while row or column:
        code = int(moves[row][column - bands[row][0]])
        x, y = (1, 0) if code == OVER else (0, 1) if code == UNDER else SHAPES[code]
        path.append((x, y))
        row, column = row - x, column - y
    groups: list[Group] = []
    lacking = [0, 0]

    def close() -> None:
        """Close a run of what either side has alone, the base's part first."""
        if lacking[0]:
            groups.append(Group((row - lacking[0], row), (column - lacking[1], column - lacking[1]), 0.0))
        if lacking[1]:
            groups.append(Group((row, row), (column - lacking[1], column), 0.0))
        lacking[:] = 0, 0

    for x, y in reversed(path):
        if x and y:
            close()
            row, column = row + x, column + y
            groups.append(Group((row - x, row), (column - y, column), likeness(base[row - x : row], other[column - y : column])))
        else:
            row, column = row + x, column + y
            lacking[0] += x
            lacking[1] += y
    close()
    return groups


def likeness(base: Sequence[Features], other: Sequence[Features]) -> float:
    """The cosine of two runs of segments, from 0 to 1."""
    product = sum(dot(one, two) for one in base for two in other)
    norms = sum(dot(one, two) for one in base for two in base) * sum(dot(one, two) for one in other for two in other)
    return float(min(1.0, product / norms**0.5)) if norms > 0 else 0.0
