"""Turn the beads of each witness with the base into the stretches of the base that answer in all of them."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from edition.model import Bead, CollatedWitness, Range, RunningText, SharedBead, VariationUnit
from edition.text.ids import word_id


def shared_beads(
    n: str, text: RunningText, others: Sequence[CollatedWitness], quoting: Mapping[str, str], units: Sequence[VariationUnit]
) -> tuple[SharedBead, ...]:
    """The stretches of the base between those bead boundaries that all full witnesses share and no unit straddles."""
    with_beads = [collated for collated in others if collated.siglum not in quoting and collated.beads]
    full = [collated.beads for collated in with_beads if collated.compared] or [collated.beads for collated in with_beads]
    if not full:
        return ()
    shared = set.intersection(*({bead.base[0] for bead in beads if bead.base} for beads in full))
    straddled: set[int] = set()
    for unit in units:
        straddled.update(range(unit.start + 1, unit.end))
    cuts = sorted({text.body, *(shared - straddled)} | {len(text.text)})
    cuts = [at for at in cuts if text.body <= at]
    taken: dict[str, int] = {}
    scores = [_scores(beads, cuts) for beads in full]
    by_hand = [bead.base[0] for beads in full for bead in beads if bead.base and bead.decided]
    free = [bead.base[0] for beads in full for bead in beads if bead.base and bead.free]
    return tuple(
        SharedBead(
            start,
            end,
            min(score[place] for score in scores),
            word_id(n, "b", text.text, start, min(end, start + 60), "", taken),
            any(start <= at < end for at in by_hand),
            any(start <= at < end for at in free) and _one_covers(units, text.text, (start, end)),
        )
        for place, (start, end) in enumerate(itertools.pairwise(cuts))
        if start < end
    )


def _one_covers(units: Sequence[VariationUnit], text: str, whole: Range) -> bool:
    """Tell whether one of some units in order holds all words of a range."""
    start, end = whole
    words = text[start:end]
    first, last = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
    place = bisect_right(units, first, key=lambda unit: unit.start)
    return any(unit.end >= last > unit.start for unit in units[max(place - 2, 0) : place])


def _scores(beads: Sequence[Bead], cuts: Sequence[int]) -> list[float]:
    """The lowest score among the beads that begin between two cuts; 0 where there is none."""
    lowest: list[float] = [1.0] * max(len(cuts) - 1, 0)
    seen = [False] * len(lowest)
    for bead in beads:
        if bead.base is None:
            continue
        place = bisect_right(cuts, bead.base[0]) - 1
        if 0 <= place < len(lowest):
            seen[place] = True
            lowest[place] = min(lowest[place], bead.score if bead.other else 0.0)
    return [score if known else 0.0 for score, known in zip(lowest, seen, strict=True)]
