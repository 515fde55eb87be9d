"""Turn the features of two texts into anchors, pairs of segments that surely answer one another, and these into a corridor.

An anchor shares words that are rare on both sides. The heaviest chain of anchors that rises on both sides (Hunt and Szymanski
1977, with weights) gives the diagonal; beads are sought within a corridor round it, so that time grows with length and not with
its square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from edition.alignment.features import Features

# A feature is rare when no more segments than this have it on either side.
RARE = 3
# Between anchors the whole rectangle is searched when it has no more cells than this, else a band of this half width and more.
CELLS, HALF, WIDEST = 4000, 10, 60


def anchors(base: Sequence[Features], other: Sequence[Features]) -> list[tuple[int, int]]:
    """Turn features into a chain of pairs of segments, rising on both sides."""
    places = [_places(side) for side in (base, other)]
    shared: defaultdict[tuple[int, int], float] = defaultdict(float)
    for name, rows in places[0].items():
        columns = places[1].get(name, [])
        if columns and len(rows) <= RARE and len(columns) <= RARE:
            for row in rows:
                for column in columns:
                    shared[row, column] += 1 / (len(rows) * len(columns))
    near: defaultdict[tuple[int, int], float] = defaultdict(float)
    for (row, column), weight in shared.items():
        near[row // 4, column // 4] += weight
    candidates: list[tuple[int, int, float]] = []
    for (row, column), weight in sorted(shared.items()):
        # A lone coincidence has no others near its own diagonal.
        support = sum(near.get((row // 4 + a, column // 4 + b), 0.0) for a in (-1, 0, 1) for b in (-1, 0, 1))
        if weight >= 1 or support >= 1.5:
            candidates.append((row, column, weight + 0.2 * support))
    return heaviest_chain(candidates)


def _places(side: Sequence[Features]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for index, names in enumerate(side):
        for name in names:
            if not name.startswith("_"):
                places[name].append(index)
    return places


def heaviest_chain(candidates: Sequence[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """The heaviest chain of (row, column, weight), sorted by row then column, that rises in both; O(n log n), Fenwick 1994."""
    columns = {column: rank for rank, column in enumerate(sorted({column for _, column, _ in candidates}), 1)}
    tree: list[tuple[float, int]] = [(0.0, -1)] * (len(columns) + 1)
    best: list[float] = []
    before: list[int] = []
    pending: list[int] = []  # a row's own candidates must not follow one another
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


def corridor(rows: int, columns: int, chain: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Turn a chain into the range of columns (first and last, of 0..columns) to search for each row (of 0..rows)."""
    low = [columns] * (rows + 1)
    high = [0] * (rows + 1)
    stations = [(0, 0), *chain, (rows, columns)]
    for (row, column), (next_row, next_column) in pairwise(stations):
        down, along = next_row - row, next_column - column
        whole = down * along <= CELLS or min(down, along) <= 3
        half = HALF + min(WIDEST, 0.35 * abs(along - down) + 0.1 * max(down, along))
        for at in range(max(0, row - 2), min(rows, next_row + 2) + 1):
            if whole:
                first, last = column - HALF, next_column + HALF
            else:
                middle = column + along * (min(max(at, row), next_row) - row) / max(down, 1)
                first, last = int(middle - half), int(middle + half)
            low[at] = min(low[at], max(0, first))
            high[at] = max(high[at], min(columns, last))
    low[0], high[rows] = 0, columns
    for at in range(rows, 0, -1):
        low[at - 1] = min(low[at - 1], low[at])
    for at in range(1, rows + 1):
        high[at] = max(high[at], high[at - 1])
    return list(zip(low, high, strict=True))
