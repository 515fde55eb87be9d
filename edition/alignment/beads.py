"""Turn the segments of two texts into beads: which segments answer which, in order, with what either lacks.

The best way through both texts is found by dynamic programming (Gale and Church 1993). A bead is one to one, one to many, many to
one, or one of three shapes of many to many. It gains by the likeness of its words (features.py), and loses by unlike length, by
size, and by a paragraph break inside it. A segment that nothing answers is passed over at a small cost. Only a corridor round the
anchors is searched (anchors.py). A cell (i, j) of it stands for the first i segments of the base and the first j of the other text.
What a bead gains depends on its own segments alone, so it is computed for many cells at once; only the choice between beads goes
row by row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from edition.alignment.features import WALL, Floats, Integers, SegmentedText, expand

# One segment answers at most so many. By eye in the first version: of 6,216 beads of Mark and Genesis, WEB against Young, seven are
# of one to six or more.
MOST = 8
SHAPES = ((1, 1), *((1, k) for k in range(2, MOST + 1)), *((k, 1) for k in range(2, MOST + 1)), (2, 2), (2, 3), (3, 2))
# The numbers of two more moves: a segment of the base is passed over, a segment of the other text is.
OVER, UNDER = len(SHAPES), len(SHAPES) + 1
# What a bead gains and loses for each of its characters, by the formula of docs/alignment.md. LENGTH, MANY and SKIP were found on
# the runs of its table. The others are of the first version, set by eye; "Neighbouring values" there says what half and double
# give. The texts of those runs have no paragraphs, so that nothing was measured of BREAK_INSIDE and BREAK_TOGETHER.
THRESHOLD, LENGTH, SIZE, MANY, SKIP = 0.05, 0.20, 0.03, 0.15, 0.10
BREAK_INSIDE, BREAK_TOGETHER = 0.10, 0.03
# Gains are computed for so many rows of the corridor at once. It bounds memory to a few megabytes and changes no result.
TOGETHER = 512


@dataclass(frozen=True, slots=True)
class BeadGroup:
    """Segments that answer one another, as half-open ranges of their indexes. One of the two ranges may be empty.

    `score`: the likeness of their words, 0 to 1. `gain`: what the bead adds to the total, in characters of full likeness.
    """

    base: tuple[int, int]
    other: tuple[int, int]
    score: float = 0.0
    gain: float = 0.0


@dataclass(frozen=True, slots=True)
class Corridor:
    """The cells to search: in row i the columns `low[i]` to `high[i]`, that one included. Both rise with i.

    Cells are numbered row by row; `at[i]` is the number of the first cell of row i.
    """

    low: Integers
    high: Integers
    at: Integers

    def find(self, rows: Integers, columns: Integers) -> Integers:
        """Turn rows and columns into the numbers of cells.

        A cell outside the corridor has `at[-1]`, one more than the last number.
        """
        there = np.maximum(rows, 0)
        inside = (rows >= 0) & (columns >= self.low[there]) & (columns <= self.high[there])
        return np.where(inside, self.at[there] + columns - self.low[there], self.at[-1])


def corridor_of(low: Integers, high: Integers) -> Corridor:
    """Number the cells of a corridor."""
    return Corridor(low, high, np.concatenate(([0], np.cumsum(high - low + 1))))


@dataclass(frozen=True, slots=True)
class _Spans:
    """What is known of the segments that end at each place of a text.

    A place is the number of segments before it, 0 to n. `norms`, `logs`, `inside` have a row for each place and a column for each
    size up to MOST: they are of the run of so many segments that ends at the place.
    """

    ends: Floats  # characters of the text before the place
    norms: Floats  # square of the length of the feature vector
    logs: Floats  # logarithm of the number of characters
    inside: Floats  # cost of the breaks inside, a paragraph break being 1
    tolls: Floats  # sum of the tolls of the segments before the place
    closes: NDArray[np.bool_]  # whether a paragraph ends at the place


def group(
    base: SegmentedText, other: SegmentedText, corridor: Corridor, tolls: tuple[Floats, Floats] | None = None
) -> list[BeadGroup]:
    """Turn two texts into groups of segments that tile both, in order. A segment that nothing answers is a group of its own.

    `tolls`: for each segment of either text, a cost in characters of full likeness that a bead pays for taking it. With tolls,
    passing over is free.
    """
    rows, columns = len(base), len(other)
    skip = 0.0 if tolls else SKIP
    spans = _spans(base, tolls[0] if tolls else None), _spans(other, tolls[1] if tolls else None)
    products = np.append(_products(base, other, corridor), 0.0)
    totals = np.full(corridor.at[-1] + 1, -np.inf)
    moves = np.empty(corridor.at[-1], dtype=np.int8)
    for first in range(0, rows + 1, TOGETHER):
        last = min(rows + 1, first + TOGETHER)
        origins, gains = _gains(first, last, corridor, products, spans, skip)
        for row in range(first, last):
            cells = slice(corridor.at[row], corridor.at[row + 1])
            here = slice(corridor.at[row] - corridor.at[first], corridor.at[row + 1] - corridor.at[first])
            total, move = _choose(totals[origins[:, here]] + gains[:, here], start=row == 0)
            # What the other text has alone is found by a running maximum, less the cost of all that is passed over.
            cost = skip * spans[1].ends[corridor.low[row] : corridor.high[row] + 1]
            carried = np.maximum.accumulate(total + cost)
            passed = carried > total + cost
            totals[cells] = np.where(passed, carried - cost, total)
            moves[cells] = np.where(passed, UNDER, move)
    return list(_trace(rows, columns, corridor, products, totals, moves, spans[0], spans[1]))[::-1]


def _choose(offers: Floats, *, start: bool) -> tuple[Floats, Integers]:
    """Find the best offer for each cell of a row. Returns the totals and the numbers of the moves."""
    if start:
        offers[0, 0] = 0.0
    best = offers.argmax(axis=0)
    return offers[best, np.arange(offers.shape[1])], best


def _products(base: SegmentedText, other: SegmentedText, corridor: Corridor) -> Floats:
    """Compute for each cell (i, j) the scalar product of segment i - 1 of the base and segment j - 1 of the other text."""
    width = len(other) + 1
    order = np.lexsort((other.rows, other.names))
    keys = other.names[order] * width + other.rows[order]
    found = np.zeros(corridor.at[-1])
    bounds = np.searchsorted(base.rows, np.arange(0, len(base) + TOGETHER, TOGETHER))
    for start, end in pairwise(bounds):
        places = np.arange(start, end)
        names, rows = base.names[places], base.rows[places] + 1
        first = np.searchsorted(keys, names * width + np.maximum(corridor.low[rows] - 1, 0))
        last = np.searchsorted(keys, names * width + corridor.high[rows])
        one, two = expand(places, order, first, np.maximum(last - first, 0))
        cells = corridor.at[base.rows[one] + 1] + other.rows[two] + 1 - corridor.low[base.rows[one] + 1]
        if len(cells):
            least = cells.min()
            sums = np.bincount(cells - least, weights=base.weights[one] * other.weights[two])
            found[least : least + len(sums)] += sums
    return found


def _spans(side: SegmentedText, tolls: Floats | None) -> _Spans:
    number = len(side)
    places = np.arange(number + 1)
    before = corridor_of(np.maximum(places - MOST + 1, 0), places)
    products = np.append(_products(side, side, before), 0.0)
    ends, broken = np.concatenate(([0.0], np.cumsum(side.lengths))), np.concatenate(([0.0], np.cumsum(side.breaks)))
    norms, logs, inside = (np.zeros((number + 1, MOST + 1)) for _ in range(3))
    for size in range(1, min(MOST, number) + 1):
        end = places[size:]
        added = sum((2 - (k == 0)) * products[before.find(end, end - k)] for k in range(size))
        norms[size:, size] = norms[size - 1 : -1, size - 1] + added
        logs[size:, size] = np.log(ends[size:] - ends[:-size])
        inside[size:, size] = broken[size - 1 : -1] - broken[:-size]
    closes = np.concatenate(([False], side.breaks % WALL == 1))
    paid = np.zeros(number + 1) if tolls is None else np.concatenate(([0.0], np.cumsum(tolls)))
    return _Spans(ends, norms, logs, inside, paid, closes)


def _gains(
    first: int, last: int, corridor: Corridor, products: Floats, spans: tuple[_Spans, _Spans], skip: float
) -> tuple[Integers, Floats]:
    """Compute what each shape of bead gains that ends in a cell of rows `first` to `last`, and from which cell it comes.

    Returns two tables with a row for each shape, and one more for a segment of the base that is passed over, and a column for each
    cell.
    """
    widths = corridor.high[first:last] - corridor.low[first:last] + 1
    rows = np.repeat(np.arange(first, last), widths)
    columns = np.arange(len(rows)) + corridor.at[first] - corridor.at[rows] + corridor.low[rows]

    outside = corridor.at[-1]

    @cache
    def row(above: int) -> tuple[Integers, Integers, Integers]:
        """Of the row so far above each cell: its first and last column, and what makes a column of it the number of a cell."""
        there = np.maximum(np.arange(first, last) - above, 0)
        low = np.where(np.arange(first, last) >= above, corridor.low[there], outside)
        high, start = corridor.high[there], corridor.at[there] - corridor.low[there]
        return np.repeat(low, widths), np.repeat(high, widths), np.repeat(start, widths)

    @cache
    def cell(above: int, left: int) -> Integers:
        """The number of the cell so far above each cell and to the left of it, as `Corridor.find` gives it."""
        low, high, start = row(above)
        column = columns - left
        found: Integers = np.where((column >= low) & (column <= high), start + column, outside)
        return found

    @cache
    def product(above: int, left: int) -> Floats:
        return products[cell(above, left)]

    base, other = spans
    size_of_base = cache(lambda size: _runs(base, rows, size))
    size_of_other = cache(lambda size: _runs(other, columns, size))
    together = base.closes[rows] & other.closes[columns]
    origins = np.empty((len(SHAPES) + 1, len(rows)), dtype=np.int64)
    gains = np.empty((len(SHAPES) + 1, len(rows)))
    for code, (x, y) in enumerate(SHAPES):
        origins[code] = cell(x, y)
        alike = sum((product(above, left) for above in range(x) for left in range(y)), np.zeros(len(rows)))
        gains[code] = _gain(x, y, size_of_base(x), size_of_other(y), alike, together)
    gains[OVER] = -skip * (spans[0].ends[rows] - spans[0].ends[np.maximum(rows - 1, 0)])
    origins[OVER] = cell(1, 0)
    return origins, gains


@dataclass(frozen=True, slots=True)
class _Runs:
    """Of the runs of so many segments that end at some places of a text what `_Spans` says of them.

    `lengths`: their characters; `tolls`: those before the end and before the beginning of each, None where there are none.
    """

    norms: Floats
    logs: Floats
    inside: Floats
    lengths: Floats
    tolls: tuple[Floats, Floats] | None


def _runs(spans: _Spans, places: Integers, size: int) -> _Runs:
    # A run that would begin before the text has no cell to come from; what it gains does not matter.
    before = np.maximum(places - size, 0)
    lengths = spans.ends[places] - spans.ends[before]
    tolls = (spans.tolls[places], spans.tolls[before]) if spans.tolls.any() else None
    return _Runs(spans.norms[places, size], spans.logs[places, size], spans.inside[places, size], lengths, tolls)


def _gain(x: int, y: int, base: _Runs, other: _Runs, product: Floats, together: NDArray[np.bool_]) -> Floats:
    """Compute what beads of x segments of the base and y of the other text gain, for many pairs of places at which they end.

    `product`: that of their feature vectors; `together`: whether a paragraph ends at both places.
    """
    value = product / np.sqrt(base.norms * other.norms + 1e-9) - LENGTH * np.abs(base.logs - other.logs)
    value -= THRESHOLD + SIZE * (x + y - 2) + (MANY if x > 1 and y > 1 else 0.0)
    value -= BREAK_INSIDE * (base.inside + other.inside)
    value += BREAK_TOGETHER * together
    gain: Floats = value * (base.lengths + other.lengths)
    if base.tolls or other.tolls:
        zero = np.zeros(len(product))
        (end, begin), (other_end, other_begin) = base.tolls or (zero, zero), other.tolls or (zero, zero)
        gain -= end - begin + other_end - other_begin
    # Segments that share no word make a bead only one to one: there place and length may be reason enough.
    return gain if x == y == 1 else np.where(product > 0, gain, -np.inf)


def gain_of(base: SegmentedText, other: SegmentedText, bead: tuple[tuple[int, int], tuple[int, int]]) -> float:
    """Compute what one bead gains, in characters of full likeness, wherever its segments stand."""
    one, two = base.part(*bead[0]), other.part(*bead[1])
    whole = corridor_of(np.zeros(len(one) + 1, np.int64), np.full(len(one) + 1, len(two)))
    sides = [(spans := _spans(side, None), _runs(spans, np.array([len(side)]), len(side))) for side in (one, two)]
    together = np.array([sides[0][0].closes[-1] & sides[1][0].closes[-1]])
    product = np.array([_products(one, two, whole).sum()])
    return float(_gain(len(one), len(two), sides[0][1], sides[1][1], product, together)[0])


def _trace(
    row: int,
    column: int,
    corridor: Corridor,
    products: Floats,
    totals: Floats,
    moves: NDArray[np.int8],
    base: _Spans,
    other: _Spans,
) -> Iterator[BeadGroup]:
    """Follow the best moves back from the last cell. Yields the groups from last to first."""
    while row or column:
        cell = int(corridor.at[row] + column - corridor.low[row])
        code = int(moves[cell])
        x, y = (1, 0) if code == OVER else (0, 1) if code == UNDER else SHAPES[code]
        score = 0.0
        if x == y == 1:
            # As most are.
            score = float(min(1.0, products[cell] / np.sqrt(base.norms[row, 1] * other.norms[column, 1])))
        elif x and y:
            places = [(row - above, column - left) for above in range(x) for left in range(y)]
            product = products[corridor.find(*np.array(places).T)].sum()
            score = float(min(1.0, product / np.sqrt(base.norms[row, x] * other.norms[column, y])))
        before = int(corridor.at[row - x] + column - y - corridor.low[row - x])
        yield BeadGroup((row - x, row), (column - y, column), score, float(totals[cell] - totals[before]))
        row, column = row - x, column - y
