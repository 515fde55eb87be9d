"""Turn two running texts of an entry into beads: which sentences answer which. The module entry_pairs pairs the entries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from edition.language.languages import Language
from edition.model import Alignment, Bead, Range, RunningText, Segment

if TYPE_CHECKING:
    from edition.alignment.beads import BeadGroup

# A bead of so many characters on either side is free where the likeness of its words is less than FREE. By eye, on two chapters of
# a novel in two versions, one of them very free.
LONG, FREE = 120, 0.08


def align(base: RunningText, other: RunningText, language: Language) -> Alignment:
    """Turn two running texts into beads that tile the text after the heading of each, in order of the base.

    The ranges of the beads are offsets of the running texts in code points. Swapping the two texts gives the same beads, mirrored.
    """
    if base.text[base.body :] > other.text[other.body :]:
        # The search always takes the two texts in one order, so that it decides ties alike, whichever text is the base.
        mirrored = [Bead(bead.other, bead.base, bead.score, bead.moved, free=bead.free) for bead in _beads(other, base, language)]
        return Alignment(_in_order(mirrored))
    return Alignment(_in_order(_beads(base, other, language)))


def _beads(base: RunningText, other: RunningText, language: Language) -> list[Bead]:
    from edition.alignment.carried_clauses import carried
    from edition.alignment.features import sides
    from edition.alignment.moved import groups
    from edition.alignment.segments import segments
    from edition.alignment.who_speaks import in_both, other_names, speakers_of

    cuts = segments(base, language), segments(other, language)
    texts = base.text, other.text
    speeches = _speeches(base), _speeches(other)
    speakers = speakers_of(base, cuts[0]), speakers_of(other, cuts[1])
    found = groups(*sides(texts, cuts, language, speeches, in_both(*speakers)))
    if all(speeches) and (names := other_names(speakers, ((one.base, one.other) for one, _ in found))):
        renamed = [names.get(name, name) for name in speakers[1]]
        found = groups(*sides(texts, cuts, language, speeches, in_both(speakers[0], renamed)))
    beads = [
        Bead(_range(cuts[0], one.base), _range(cuts[1], one.other), round(one.score, 3), moved, free=not moved and _free(one, cuts))
        for one, moved in found
    ]
    return carried(beads, base, other, language)


def _free(bead: BeadGroup, cuts: tuple[Sequence[Segment], Sequence[Segment]]) -> bool:
    """Whether two long passages answer one another with so few words in common that none is set against another."""
    places = _range(cuts[0], bead.base), _range(cuts[1], bead.other)
    return bead.score < FREE and all(place is not None and place[1] - place[0] >= LONG for place in places)


def _speeches(text: RunningText) -> list[int]:
    """Where what somebody speaks begins, or where nobody speaks any more."""
    return [mark.at for mark in text.marks if mark.kind == "speech"]


def _range(units: Sequence[Segment], indexes: tuple[int, int]) -> Range | None:
    first, last = indexes
    return (units[first].start, units[last - 1].end) if first < last else None


def _in_order(beads: list[Bead]) -> tuple[Bead, ...]:
    """Sort beads by the base.

    A bead without a base range goes after the bead that stands before it in the other text and did not move.
    """
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
