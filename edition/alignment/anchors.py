"""Turn the features of two texts into anchors, and anchors into a corridor: the part of all pairs of segments that is searched.

An anchor is a pair of segments that surely answer one another, because they share words that are rare in both texts. The heaviest
chain of anchors that rises in both texts (Hunt and Szymanski 1977, with weights) runs from corner to corner of the table of all
pairs. Beads are sought near this chain alone, so that time grows with the length of the texts and not with its square.

The numbers were set by eye in the first version. Half and double of each were tried: see "Neighbouring values" in
docs/alignment.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from edition.alignment.beads import Corridor, corridor_of
from edition.alignment.features import Floats, Integers, SegmentedText, shared

# A feature is rare when at most so many segments of each text have it.
RARE = 3
# Between two anchors all CELLS pairs of segments are searched if there are no more of them; else a band round the line from one
# anchor to the next, HALF segments wide on each side and up to WIDEST more where the two texts differ in length.
CELLS, HALF, WIDEST = 4000, 10, 60
# A pair is an anchor when its shared rare words weigh ALONE or more, or those of its neighbourhood weigh AMONG or more. A
# neighbourhood is three by three squares of SQUARE by SQUARE segments.
ALONE, AMONG, SQUARE = 1.0, 1.5, 4


def anchors(base: SegmentedText, other: SegmentedText) -> list[tuple[int, int]]:
    """Turn two texts into anchors: pairs of indexes of segments, rising in both texts."""
    one, two = shared(base, other, RARE)
    counts = [np.bincount(side.names, minlength=len(side.content)) for side in (base, other)]
    names = base.names[one]
    rows, columns, weights = gathered(base.rows[one], other.rows[two], 1 / (counts[0][names] * counts[1][names]))
    support = _support(rows // SQUARE, columns // SQUARE, weights)
    kept = np.flatnonzero((weights >= ALONE) | (support >= AMONG))
    weights = weights + 0.2 * support
    return heaviest_chain(list(zip(rows[kept].tolist(), columns[kept].tolist(), weights[kept].tolist(), strict=True)))


def gathered(rows: Integers, columns: Integers, weights: Floats) -> tuple[Integers, Integers, Floats]:
    """Add up the weights of equal pairs. Returns rows, columns and sums, in order of row and column."""
    keys, which = np.unique(rows << 32 | columns, return_inverse=True)
    sums: Floats = np.bincount(which, weights=weights, minlength=len(keys)).astype(np.float64)
    return keys >> 32, keys & 0xFFFFFFFF, sums


def _support(rows: Integers, columns: Integers, weights: Floats) -> Floats:
    """Give each pair the weight of all pairs in its square and in the eight squares round it.

    A pair by chance has few others near.
    """
    known, which = np.unique((rows + 1) << 32 | (columns + 1), return_inverse=True)
    sums = np.bincount(which, weights=weights, minlength=len(known))
    found = np.zeros(len(known))
    for step in (-1, 0, 1):
        for aside in (-1, 0, 1):
            near = known + (step << 32) + aside
            at = np.minimum(np.searchsorted(known, near), len(known) - 1)
            found += np.where(known[at] == near, sums[at], 0.0)
    return found[which]


def heaviest_chain(candidates: Sequence[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """Find the heaviest chain that rises in both row and column.

    `candidates`: (row, column, weight), sorted by row, then column. Time is O(n log n), by a binary indexed tree (Fenwick 1994).
    """
    columns = {column: rank for rank, column in enumerate(sorted({column for _, column, _ in candidates}), 1)}
    tree: list[tuple[float, int]] = [(0.0, -1)] * (len(columns) + 1)
    best: list[float] = []
    before: list[int] = []
    pending: list[int] = []  # candidates of the current row: none of them may follow another in a chain
    for index, (row, column, weight) in enumerate(candidates):
        if pending and candidates[pending[0]][0] != row:
            _enter(pending, candidates, columns, best, tree)
            pending = []
        rank = columns[column] - 1
        top = (0.0, -1)
        while rank > 0:
            top = max(top, tree[rank])
            rank &= rank - 1
        best.append(top[0] + weight)
        before.append(top[1])
        pending.append(index)
    chain: list[tuple[int, int]] = []
    at = max(range(len(best)), key=best.__getitem__, default=-1)
    while at >= 0:
        chain.append(candidates[at][:2])
        at = before[at]
    return chain[::-1]


def _enter(
    pending: list[int],
    candidates: Sequence[tuple[int, int, float]],
    columns: dict[int, int],
    best: list[float],
    tree: list[tuple[float, int]],
) -> None:
    for index in pending:
        rank = columns[candidates[index][1]]
        while rank < len(tree):
            tree[rank] = max(tree[rank], (best[index], index))
            rank += rank & -rank


def corridor(rows: int, columns: int, chain: Sequence[tuple[int, int]]) -> Corridor:
    """Turn a chain of anchors into the cells to search, in a table of `rows` by `columns` segments."""
    low, high = np.full(rows + 1, columns), np.zeros(rows + 1, dtype=np.int64)
    stations = [(0, 0), *chain, (rows, columns)]
    for (row, column), (next_row, next_column) in pairwise(stations):
        down, along = next_row - row, next_column - column
        reach = slice(max(0, row - 2), min(rows, next_row + 2) + 1)
        if down * along <= CELLS or min(down, along) <= 3:
            first, last = column - HALF, next_column + HALF
            low[reach], high[reach] = np.minimum(low[reach], first), np.maximum(high[reach], last)
        else:
            half = HALF + min(WIDEST, 0.35 * abs(along - down) + 0.1 * max(down, along))
            middle = column + along * (np.clip(np.arange(reach.start, reach.stop), row, next_row) - row) / down
            low[reach] = np.minimum(low[reach], (middle - half).astype(np.int64))
            high[reach] = np.maximum(high[reach], (middle + half).astype(np.int64))
    low[0], high[rows] = 0, columns
    low = np.minimum.accumulate(np.clip(low, 0, columns)[::-1])[::-1]
    high = np.maximum.accumulate(np.clip(high, 0, columns))
    # Where a few segments stand against very many the band is steep. A row begins no later than the row before it ends.
    low[1:] = np.minimum(low[1:], high[:-1])
    return corridor_of(low, high)
