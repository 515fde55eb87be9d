"""Turn what two texts have in other places into moved passages.

A first form: segments that their bead hardly supports, left-overs above all, are linked to such segments anywhere in the other
text when each is the other's best and they share enough. They leave their bead where they stand at its edge. A passage that moved
and was taken into a bead of fair likeness is not found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence

from edition.alignment.beads import Group, Side, likeness
from edition.alignment.features import Features, cosine

# The segments of either side that their bead supports little, each with its likeness to the bead's other side.
Loose = tuple[dict[int, float], dict[int, float]]

# A link must reach this cosine, share so many stems, and stand out from the next best by this factor and from its bead by that.
LIKE, SHARED, MARGIN, BETTER = 0.38, 2, 1.15, 2.0
# A segment beside one that moved must reach this cosine.
BESIDE = 0.15
# A segment that its bead supports no more than this may belong elsewhere.
LOOSE = 0.25
# A word that more segments than this have finds no partner.
COMMON = 20


def with_moved(groups: Sequence[Group], base: Side, other: Side) -> list[tuple[Group, bool]]:
    """Turn groups in order into groups of which some are moved (True); what is left of the others keeps its order."""
    support = _support(groups, base.weights, other.weights)
    links = _links(support, base.weights, other.weights)
    _extend(links, support, base.weights, other.weights)
    links = _at_edges(groups, links)
    if not links:
        return [(group, False) for group in groups]
    columns = set(links.values())
    result: list[tuple[Group, bool]] = []
    for group in groups:
        for row in range(*group.base):
            if row in links:
                column = links[row]
                score = cosine(base.weights[row], other.weights[column])
                result.append((Group((row, row + 1), (column, column + 1), score), True))
        rows = _runs(row for row in range(*group.base) if row not in links)
        left = _runs(column for column in range(*group.other) if column not in columns)
        if len(rows) == len(left) == 1:
            score = likeness(base.weights[slice(*rows[0])], other.weights[slice(*left[0])])
            result.append((Group(rows[0], left[0], score), False))
        else:
            result += [(Group(run, (group.other[0], group.other[0]), 0.0), False) for run in rows]
            result += [(Group((group.base[1], group.base[1]), run, 0.0), False) for run in left]
    return result


def _support(groups: Sequence[Group], base: Sequence[Features], other: Sequence[Features]) -> Loose:
    """The segments of either side that their bead supports little, with how much it does."""
    loose: Loose = {}, {}
    for group in groups:
        sides = base[slice(*group.base)], other[slice(*group.other)]
        for number, place in enumerate((group.base, group.other)):
            for index in range(*place):
                one = sides[number][index - place[0]]
                value = likeness([one], sides[1 - number]) if sides[1 - number] else 0.0
                if value < LOOSE:
                    loose[number][index] = value
    return loose


def _links(loose: Loose, base: Sequence[Features], other: Sequence[Features]) -> dict[int, int]:
    """Link loose segments that are each other's best by far; time grows with the rare words that they share."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for column in loose[1]:
        for name in other[column]:
            if not name.startswith("_"):
                places[name].append(column)
    best: dict[int, list[tuple[float, int]]] = {}
    back: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
    for row in loose[0]:
        near = sorted({column for name in base[row] if len(places.get(name, ())) <= COMMON for column in places.get(name, ())})
        scored = [(cosine(base[row], other[column]), column) for column in near]
        best[row] = sorted(scored, reverse=True)[:2]
        for score, column in scored:
            back[column].append((score, row))
    links: dict[int, int] = {}
    for row, found in best.items():
        if found and _stands_out(found):
            score, column = found[0]
            returned = sorted(back[column], reverse=True)[:2]
            mutual = returned[0][1] == row and _stands_out(returned)
            better = score >= max(LIKE, BETTER * loose[0][row], BETTER * loose[1][column])
            if mutual and better and _shared(base[row], other[column]) >= SHARED:
                links[row] = column
    return links


def _extend(links: dict[int, int], loose: Loose, base: Sequence[Features], other: Sequence[Features]) -> None:
    """Link the loose neighbours of linked segments too, where they are more alike to one another than to their beads."""
    taken = set(links.values())
    waiting = sorted(links.items())
    for row, column in waiting:
        for step in (-1, 1):
            i, j = row + step, column + step
            if i in loose[0] and j in loose[1] and i not in links and j not in taken:
                score = cosine(base[i], other[j])
                if score >= max(BESIDE, BETTER * loose[0][i], BETTER * loose[1][j]):
                    links[i] = j
                    taken.add(j)
                    waiting.append((i, j))


def _at_edges(groups: Sequence[Group], links: dict[int, int]) -> dict[int, int]:
    """The links whose segments stand at an edge of their beads, or in beads of one side alone; others would tear a bead."""
    while True:
        columns = set(links.values())
        torn = {row for group in groups if group.other[0] < group.other[1] for row in _inner(group.base, links)}
        kept = {column for group in groups if group.base[0] < group.base[1] for column in _inner(group.other, columns)}
        fewer = {row: column for row, column in links.items() if row not in torn and column not in kept}
        if len(fewer) == len(links):
            return links
        links = fewer


def _inner(place: tuple[int, int], taken: Container[int]) -> list[int]:
    """The taken indexes of a range that have others, not taken, on both sides."""
    others = [index for index in range(*place) if index not in taken]
    return [index for index in range(*place) if index in taken and others and others[0] < index < others[-1]]


def _shared(one: Features, two: Features) -> int:
    """How many stems two segments share."""
    return sum(name in two for name in one if name[0] not in "_^")


def _stands_out(best: Sequence[tuple[float, int]]) -> bool:
    return len(best) < 2 or best[0][0] >= MARGIN * best[1][0]


def _runs(indexes: Iterable[int]) -> list[tuple[int, int]]:
    """Turn rising indexes into half-open ranges of neighbours."""
    runs: list[tuple[int, int]] = []
    for index in indexes:
        if runs and runs[-1][1] == index:
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    return runs
