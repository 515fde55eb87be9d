"""Turn the entries of two witnesses into pairs, and the running texts of a pair into beads."""

from __future__ import annotations

from collections import defaultdict

from edition.edtf import first_day
from edition.model import Alignment, Bead, Entry, Range, RunningText, Segment

__all__ = ["align", "align_entries"]

Pair = tuple[Entry | None, Entry | None]


def align_entries(base: tuple[Entry, ...], other: tuple[Entry, ...]) -> tuple[Pair, ...]:
    """Pair the entries of two witnesses by their key; an entry that only one has stands alone.

    In order of date (the start of the EDTF, an undated entry after the one before it) or, for numbered entries, in the order of
    the base, what only the other has after what it follows there. A key that one witness has twice is paired in order.
    """
    waiting: defaultdict[str, list[int]] = defaultdict(list)
    for index, entry in enumerate(other):
        waiting[entry.n].append(index)
    pairs: list[tuple[int | None, int | None]] = []
    for index, entry in enumerate(base):
        found = waiting[entry.n].pop(0) if waiting[entry.n] else None
        pairs.append((index, found))
    place = {j: position for position, (_, j) in enumerate(pairs) if j is not None}
    after: defaultdict[int, list[int]] = defaultdict(list)
    last = -1
    for j in range(len(other)):
        last = place.get(j, last)
        if j not in place:
            after[last].append(j)
    ordered: list[tuple[int | None, int | None]] = [(None, j) for j in after[-1]]
    for position, pair in enumerate(pairs):
        ordered += [pair, *((None, j) for j in after[position])]
    paired = [(None if i is None else base[i], None if j is None else other[j]) for i, j in ordered]
    return tuple(_by_date(paired))


def _by_date(pairs: list[Pair]) -> list[Pair]:
    """Sort pairs by the start of their date; one without a date keeps its place after the one before it."""
    starts: list[str] = []
    for pair in pairs:
        dates = [first_day(entry.edtf) for entry in pair if entry is not None and entry.edtf]
        starts.append(dates[0] if dates else starts[-1] if starts else "")
    return [pairs[at] for _, at in sorted((start, at) for at, start in enumerate(starts))]


def align(base: RunningText, other: RunningText) -> Alignment:
    """Turn the bodies of two running texts into beads that tile both. Swapping the two gives the same beads, mirrored."""
    if base.text[base.body :] > other.text[other.body :]:
        # One order of any two texts, so that equal totals are decided alike whichever is the base.
        mirrored = [Bead(bead.other, bead.base, bead.score, bead.moved) for bead in _beads(other, base)]
        return Alignment(_in_order(mirrored))
    return Alignment(_in_order(_beads(base, other)))


def _beads(base: RunningText, other: RunningText) -> list[Bead]:
    from edition.alignment.features import sides
    from edition.alignment.moved import groups
    from edition.alignment.segments import segments

    cuts = segments(base.text, base.body), segments(other.text, other.body)
    return [
        Bead(_range(cuts[0], found.base), _range(cuts[1], found.other), round(found.score, 3), moved)
        for found, moved in groups(*sides((base.text, other.text), cuts))
    ]


def _range(units: tuple[Segment, ...], indexes: tuple[int, int]) -> Range | None:
    first, last = indexes
    return (units[first].start, units[last - 1].end) if first < last else None


def _in_order(beads: list[Bead]) -> tuple[Bead, ...]:
    """Beads in the order of the base; one that only the other has after the unmoved bead that it follows there."""
    placed: list[tuple[int, int, int, Bead]] = []
    at = 0
    for index, bead in enumerate(beads):
        if bead.base is None:
            placed.append((at, 0, index, bead))
        else:
            placed.append((bead.base[0], 1, index, bead))
            if not bead.moved:
                at = bead.base[1]
    return tuple(bead for _, _, _, bead in sorted(placed, key=lambda item: item[:3]))
