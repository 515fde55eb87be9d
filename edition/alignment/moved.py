"""Turn two texts into beads: those of what stands in the same order in both, and those of passages that moved.

1. All beads in order are found (beads.py).
2. A seed is a pair of segments that would gain more with one another than both gain where they are. Seeds that follow one another
   in both texts are a chain, as in the search for what two genomes share (Altschul et al. 1990).
3. Beads are sought again round each chain. Each pays a toll: what its segments lose where they were. An unbroken run of such beads
   that gains enough is a passage.
4. The passages are taken out of both texts and the rest is put in order anew.
5. A segment at the edge of a passage that gains more as part of it is taken in. A passage that crosses nothing of the rest has not
   moved after all.
6. What stands alone asks its neighbours whether they leave its answer unsaid (neighbours.py).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from math import log

import numpy as np

from edition.alignment.anchors import anchors, corridor, gathered
from edition.alignment.beads import SKIP, THRESHOLD, BeadGroup, gain_of, group
from edition.alignment.features import WALL, Floats, Integers, SegmentedText, shared
from edition.alignment.neighbours import asked

Passage = list[BeadGroup]

# A segment may belong elsewhere when its bead gains at most LOOSE for each of its characters. A feature that more than COMMON of
# such segments have finds no seed. Both by eye; half and double of each: "Neighbouring values" in docs/alignment.md.
LOOSE, COMMON = 0.4, 8
# A seed follows another in a chain when it stands at most so many segments after it, and so many segments before and after a chain
# are searched with it. By eye; half of it finds the same passages, double one more false pair (docs/alignment.md).
NEAR = 8
# The least sum of the gains of a chain's seeds, in characters of full likeness: it saves time, and is set by eye below what a
# passage must gain. Half and double of it: docs/alignment.md. A passage must gain ENOUGH times ln(pairs of segments) more than it
# loses, because what chance gains grows with that logarithm (Karlin and Altschul 1990). In two books of two thousand segments this
# is 84, which two sentences gain together; in two entries of ten segments 25, which one sentence gains. The value was chosen on the
# twenty-four pairs of "Moved passages" in docs/alignment.md.
PROMISE, ENOUGH = 20.0, 5.5
# No bead pays a toll of NEVER: it is far above any gain, which is at most the length of the texts in characters.
NEVER = 1e9


def groups(base: SegmentedText, other: SegmentedText) -> list[tuple[BeadGroup, bool]]:
    """Turn two texts into groups that tile both, each with whether it moved. The groups that did not move are in order."""
    straight = _straight(base, other)
    passages = _passages(straight, base, other)
    if passages:
        straight = _without(passages, base, other)
        grown = _grown(passages, straight, base, other)
        if grown != passages:
            passages = grown
            straight = _without(passages, base, other)
    moved: list[BeadGroup] = []
    for passage in passages:
        at = _place(passage, straight)
        if at is None:
            moved += passage
        else:
            straight[at:at] = passage
    straight = asked(straight, base, other)
    return [*((found, False) for found in _joined(straight, base, other)), *((found, True) for found in moved)]


def _straight(base: SegmentedText, other: SegmentedText) -> list[BeadGroup]:
    return group(base, other, corridor(len(base), len(other), anchors(base, other)))


def _without(passages: Sequence[Passage], base: SegmentedText, other: SegmentedText) -> list[BeadGroup]:
    """Find the groups, in order, of all segments that are in no passage."""
    kept = np.ones(len(base), dtype=bool), np.ones(len(other), dtype=bool)
    for passage in passages:
        for part in passage:
            kept[0][slice(*part.base)] = kept[1][slice(*part.other)] = False
    places = [np.append(np.flatnonzero(side), len(side)) for side in kept]

    def back(place: tuple[int, int], among: Integers) -> tuple[int, int]:
        start, end = place
        return (int(among[start]), int(among[end - 1]) + 1) if start < end else (int(among[start]),) * 2

    straight = _straight(base.only(kept[0], WALL), other.only(kept[1], WALL))
    return [replace(found, base=back(found.base, places[0]), other=back(found.other, places[1])) for found in straight]


def _place(passage: Passage, straight: Sequence[BeadGroup]) -> int | None:
    """Find the index in `straight` at which a passage stands in order too; None if there is none."""
    pairs = [at for at, found in enumerate(straight) if found.score > 0]
    number = bisect_left(pairs, passage[0].base[0], key=lambda at: straight[at].base[0])
    after = straight[pairs[number - 1]] if number else None
    before = straight[pairs[number]] if number < len(pairs) else None
    if (after and after.other[1] > passage[0].other[0]) or (before and before.other[0] < passage[-1].other[1]):
        return None
    return pairs[number] if before else len(straight)


def _joined(straight: Sequence[BeadGroup], one: SegmentedText, two: SegmentedText) -> Iterator[BeadGroup]:
    """Join neighbouring groups that have one side only, but none over the end of a speech.

    Between two beads stands what the base has alone, then what the other has alone.
    """
    base: list[BeadGroup] = []
    other: list[BeadGroup] = []
    for found in straight:
        if found.base[0] == found.base[1]:
            last = other.pop() if other and other[-1].other[1] == found.other[0] and _goes_on(two, found.other[0]) else found
            other.append(replace(last, other=(last.other[0], found.other[1])))
        elif found.other[0] == found.other[1]:
            last = base.pop() if base and base[-1].base[1] == found.base[0] and _goes_on(one, found.base[0]) else found
            base.append(replace(last, base=(last.base[0], found.base[1])))
        else:
            yield from (*base, *other, found)
            base, other = [], []
    yield from (*base, *other)


def _goes_on(text: SegmentedText, at: int) -> bool:
    """Whether the speech of the segment before a place goes on with the segment there."""
    return bool(text.breaks[at - 1] < WALL)


def _passages(straight: Sequence[BeadGroup], base: SegmentedText, other: SegmentedText) -> list[Passage]:
    """Find the passages that gain more elsewhere than they do in the groups `straight`."""
    tolls = _tolls(straight, base, other)
    enough = ENOUGH * log(len(base) * len(other) + 1)
    found: list[Passage] = []
    # No passage is shorter than a segment, so there are no more passages than segments. The bound keeps the time linear for texts
    # in which each pair of segments is a seed.
    for chain in islice(_chains(*_seeds(base, other, tolls)), len(base) + len(other)):
        if not any(tolls[0][row] < NEVER > tolls[1][column] for row, column in chain):
            continue
        top, bottom = max(0, chain[0][0] - NEAR), min(len(base), chain[-1][0] + NEAR + 1)
        left, right = max(0, chain[0][1] - NEAR), min(len(other), chain[-1][1] + NEAR + 1)
        cells = corridor(bottom - top, right - left, [(row - top, column - left) for row, column in chain])
        best = group(base.part(top, bottom), other.part(left, right), cells, (tolls[0][top:bottom], tolls[1][left:right]))
        beads = [_shifted(part, top, left) for part in best if part.score > 0]
        for passage in _unbroken(beads):
            if sum(part.gain for part in passage) >= enough:
                found.append(passage)
                for part in passage:
                    # No segment moves twice.
                    tolls[0][slice(*part.base)] = tolls[1][slice(*part.other)] = NEVER
    return found


def _grown(passages: Sequence[Passage], straight: Sequence[BeadGroup], base: SegmentedText, other: SegmentedText) -> list[Passage]:
    """Take into each passage the segments beside it that gain more as part of it. `straight`: the rest, in order anew."""
    tolls = _tolls(straight, base, other)
    for at, side in enumerate((base, other)):
        bounds = {place for passage in passages for place in _range(passage, at)}
        for found in straight:
            place = (found.base, found.other)[at]
            if found.score > 0 and place[1] - place[0] > 1 and not bounds.isdisjoint(place):
                tolls[at][slice(*place)] = _by_edge(found, at, place[0] in bounds, base, other)
    for passage in passages:
        for at in (0, 1):
            tolls[at][slice(*_range(passage, at))] = NEVER
    return [_with_edges(passage, tolls, base, other) for passage in passages]


def _range(passage: Passage, side: int) -> tuple[int, int]:
    return ((passage[0].base[0], passage[-1].base[1]), (passage[0].other[0], passage[-1].other[1]))[side]


def _by_edge(bead: BeadGroup, side: int, first: bool, base: SegmentedText, other: SegmentedText) -> Floats:
    """Compute what a bead loses with each of its segments of one text, if they leave it one after another.

    `side`: 0 for the base, 1 for the other text. `first`: they leave from the first on, else from the last. Returns the losses in
    the order of the segments.
    """
    start, end = (bead.base, bead.other)[side]
    against = (bead.other, bead.base)[side]
    gains = [bead.gain]
    for left in range(end - start - 1, 0, -1):
        place = (end - left, end) if first else (start, start + left)
        gains.append(gain_of(base, other, (place, against) if side == 0 else (against, place)))
    gains.append(-SKIP * (other, base)[side].lengths[slice(*against)].sum())
    lost = -np.diff(gains)
    return lost if first else lost[::-1]


def _with_edges(passage: Passage, tolls: tuple[Floats, Floats], base: SegmentedText, other: SegmentedText) -> Passage:
    """Take into a passage its neighbours in both texts where it gains more with them. Its own segments pay no toll."""
    (top, bottom), (left, right) = own = _range(passage, 0), _range(passage, 1)
    for at, place in enumerate(own):
        tolls[at][slice(*place)] = 0.0
    window = (max(0, top - NEAR), min(len(base), bottom + NEAR)), (max(0, left - NEAR), min(len(other), right + NEAR))
    sides = base.part(*window[0]), other.part(*window[1])
    chain = [(part.base[0] - window[0][0], part.other[0] - window[1][0]) for part in passage]
    best = group(*sides, corridor(len(sides[0]), len(sides[1]), chain), (tolls[0][slice(*window[0])], tolls[1][slice(*window[1])]))
    beads = [_shifted(part, window[0][0], window[1][0]) for part in best if part.score > 0]
    run = max(_unbroken(beads), key=lambda run: sum(part.gain for part in run), default=passage)
    within = all(_range(run, at)[0] <= own[at][0] and own[at][1] <= _range(run, at)[1] for at in (0, 1))
    grown = run if within else passage
    for at in (0, 1):
        tolls[at][slice(*_range(grown, at))] = NEVER
    return grown


def _shifted(bead: BeadGroup, down: int, along: int) -> BeadGroup:
    base, other = (bead.base[0] + down, bead.base[1] + down), (bead.other[0] + along, bead.other[1] + along)
    return replace(bead, base=base, other=other)


def _unbroken(beads: Sequence[BeadGroup]) -> list[Passage]:
    """Part beads into runs, wherever a bead does not follow the one before it in both texts."""
    runs: list[Passage] = []
    for bead in beads:
        if runs and runs[-1][-1].base[1] == bead.base[0] and runs[-1][-1].other[1] == bead.other[0]:
            runs[-1].append(bead)
        else:
            runs.append([bead])
    return runs


def _tolls(straight: Sequence[BeadGroup], base: SegmentedText, other: SegmentedText) -> tuple[Floats, Floats]:
    """Compute what each segment loses when it leaves its place, in characters of full likeness, for both texts.

    That is its share, by length, of what its bead gains, and of what it costs to pass over the other side of the bead.
    """
    tolls = np.zeros(len(base)), np.zeros(len(other))
    for found in straight:
        if found.score > 0:
            lengths = base.lengths[slice(*found.base)], other.lengths[slice(*found.other)]
            totals = lengths[0].sum(), lengths[1].sum()
            tolls[0][slice(*found.base)] = (found.gain + SKIP * totals[1]) * lengths[0] / totals[0]
            tolls[1][slice(*found.other)] = (found.gain + SKIP * totals[0]) * lengths[1] / totals[1]
    return tolls


def _seeds(base: SegmentedText, other: SegmentedText, tolls: tuple[Floats, Floats]) -> tuple[Integers, Integers, Floats]:
    """Find the pairs of segments that would gain more with one another than they gain now, by their rarer words alone.

    Returns three parallel arrays: index in the base, index in the other text, how much more.
    """
    loose = [toll <= LOOSE * side.lengths for toll, side in zip(tolls, (base, other), strict=True)]
    some = base.only(loose[0], WALL), other.only(loose[1], WALL)
    one, two = shared(*some, COMMON)
    rows, columns, product = gathered(some[0].rows[one], some[1].rows[two], some[0].weights[one] * some[1].weights[two])
    rows, columns = np.flatnonzero(loose[0])[rows], np.flatnonzero(loose[1])[columns]
    norms = [np.bincount(side.rows, weights=side.weights**2, minlength=len(side)) for side in (base, other)]
    lengths = base.lengths[rows], other.lengths[columns]
    likeness = product / np.sqrt(norms[0][rows] * norms[1][columns])
    # The longer segment may answer others too: only as many of its characters are counted as the shorter has.
    gain = (likeness - THRESHOLD) * 2 * np.minimum(lengths[0], lengths[1])
    more = gain - tolls[0][rows] - tolls[1][columns]
    return rows[more > 0], columns[more > 0], more[more > 0]


def _chains(rows: Integers, columns: Integers, gains: Floats) -> Iterator[list[tuple[int, int]]]:
    """Turn seeds, sorted by row and column, into chains. Yields the heaviest first; no seed is in two chains."""
    seeds = list(zip(rows.tolist(), columns.tolist(), strict=True))
    totals: list[float] = []
    before: list[int] = []
    first = 0
    for index, ((row, column), gain) in enumerate(zip(seeds, gains.tolist(), strict=True)):
        while seeds[first][0] < row - NEAR:
            first += 1
        near = [at for at in range(first, index) if seeds[at][0] < row and column - NEAR <= seeds[at][1] < column]
        before.append(max(near, key=totals.__getitem__, default=-1))
        totals.append(gain + (totals[before[-1]] if near else 0.0))
    taken: set[int] = set()
    for end in sorted(range(len(seeds)), key=lambda at: (-totals[at], at)):
        if end in taken or totals[end] < PROMISE:
            continue
        chain: list[tuple[int, int]] = []
        at = end
        while at >= 0 and at not in taken:
            taken.add(at)
            chain.append(seeds[at])
            at = before[at]
        yield chain[::-1]
