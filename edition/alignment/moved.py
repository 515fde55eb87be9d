"""Turn what two texts have alone into moved passages, where it answers something that the other has elsewhere.

A first form: left-over segments, and those in doubtful beads, are linked to left-over segments anywhere when each is the other's
best and they share enough. A passage that moved and was taken into a bead of fair likeness is not found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from edition.alignment.beads import Group, Side
from edition.alignment.features import Features, cosine

# A link must reach this cosine, share so many stems, and stand out from the next best by this factor.
LIKE, SHARED, MARGIN = 0.38, 2, 1.15
# A bead below this likeness is given up where its parts answer others better.
DOUBTFUL = 0.15


def with_moved(groups: Sequence[Group], base: Side, other: Side) -> list[tuple[Group, bool]]:
    """Turn groups in order into groups of which some are moved (True); those of the base keep its order."""
    loose = [[i for g in groups if _loose(g) for i in range(*g.base)], [j for g in groups if _loose(g) for j in range(*g.other)]]
    links = _links(loose[0], loose[1], base.weights, other.weights)
    if not links:
        return [(group, False) for group in groups]
    result: list[tuple[Group, bool]] = []
    taken = set(links.values())
    for group in groups:
        rows, columns = range(*group.base), range(*group.other)
        if not _loose(group) or not (taken.intersection(columns) or any(row in links for row in rows)):
            result.append((group, False))
            continue
        for row in rows:
            if row in links:
                column = links[row]
                score = cosine(base.weights[row], other.weights[column])
                result.append((Group((row, row + 1), (column, column + 1), score), True))
        at = group.base[1], group.other[0]
        result += [(Group(run, (at[1], at[1]), 0.0), False) for run in _runs([i for i in rows if i not in links])]
        result += [(Group((at[0], at[0]), run, 0.0), False) for run in _runs([j for j in columns if j not in taken])]
    return result


def _loose(group: Group) -> bool:
    return group.score < DOUBTFUL


def _links(rows: Sequence[int], columns: Sequence[int], base: Sequence[Features], other: Sequence[Features]) -> dict[int, int]:
    """Link segments that are each other's best by far; time grows with the words that the left-overs share."""
    if not rows or not columns:
        return {}
    places: defaultdict[str, list[int]] = defaultdict(list)
    for column in columns:
        for name in other[column]:
            if not name.startswith("_"):
                places[name].append(column)
    rows_best: dict[int, list[tuple[float, int]]] = {}
    columns_best: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
    for row in rows:
        near = sorted({column for name in base[row] if len(places.get(name, ())) <= 20 for column in places.get(name, ())})
        scored = [(cosine(base[row], other[column]), column) for column in near]
        rows_best[row] = sorted(scored, reverse=True)[:2]
        for score, column in scored:
            columns_best[column].append((score, row))
    links: dict[int, int] = {}
    for row, best in rows_best.items():
        if best and _stands_out(best):
            score, column = best[0]
            back = sorted(columns_best[column], reverse=True)[:2]
            if back[0][1] == row and _stands_out(back) and score >= LIKE and _shared(base[row], other[column]) >= SHARED:
                links[row] = column
    return links


def _shared(one: Features, two: Features) -> int:
    """How many stems two segments share."""
    return sum(name in two for name in one if name[0] not in "_^")


def _stands_out(best: Sequence[tuple[float, int]]) -> bool:
    return len(best) < 2 or best[0][0] >= MARGIN * best[1][0]


def _runs(indexes: Sequence[int]) -> list[tuple[int, int]]:
    """Turn rising indexes into half-open ranges of neighbours."""
    runs: list[tuple[int, int]] = []
    for index in indexes:
        if runs and runs[-1][1] == index:
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    return runs
