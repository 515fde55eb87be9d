"""Turn the variants of all witnesses into groups of edits, each of which makes one variation unit.

What overlaps on the base goes together. A span that has to stand in a unit whole makes an edit of its own.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from edition.collation.strands import WitnessStrand
from edition.collation.whole import WHOLE
from edition.model import RunningText

# The type of a unit in which one witness has such a span and another has the same words without it.
TYPE_OF_WHOLE = {
    "dateline": "dateline",
    "title": "dateline",
    "label": "paragraph",
    "sic": "emendation",
    "supplied": "orthographic",
}


@dataclass
class Edit:
    """What makes a unit: a variant of a strand, or (variant None) a span that has to stand in a unit."""

    start: int
    end: int
    strand: int
    variant: int | None
    type: str
    grade: str
    heading: bool = False  # words of a witness's heading, where the base may have none
    decided: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    compared: bool = True
    rules: tuple[str, ...] = ()
    weight: float | None = None
    cause: str = ""

    def slots(self) -> tuple[int, int]:
        """The first and the last slot of the base that this takes up: see group_edits."""
        if self.start == self.end:
            return 2 * self.start, 2 * self.end
        return 2 * self.start + 1, 2 * self.end - 1


def edits_of(text: RunningText, strands: Sequence[WitnessStrand]) -> list[Edit]:
    """All that makes units: the variants, and the spans that have to stand in a unit whole."""
    edits = [
        Edit(
            *variant.base,
            number,
            place,
            variant.type,
            variant.grade,
            variant.other[0] < strand.stretch.text.body,
            variant.decided,
            variant.comments,
            strand.compared,
            variant.rules,
            variant.weight,
            variant.cause,
        )
        for number, strand in enumerate(strands)
        for place, variant in enumerate(strand.stretch.variants)
    ]
    if not strands:
        return edits
    reach = _reach(edits)
    whole: list[tuple[int, int, str, int]] = []  # start and end on the base, kind, strand (-1: the base)
    for span in text.spans:
        if span.kind in WHOLE and reach(span.start + 1) < span.end:
            whole.append((span.start, span.end, span.kind, -1))
    for number, strand in enumerate(strands):
        for span in strand.stretch.text.spans:
            if span.kind in WHOLE and not strand.in_variant(span.start, span.end):
                start, end = strand.to_base(span.start, closing=False), strand.to_base(span.end, closing=True)
                whole.append((start, end, span.kind, number))
    known = set(whole)
    for start, end, kind, number in whole:
        extant = [k for k, strand in enumerate(strands) if strand.extant(start, end)] if number < 0 else [-1]
        agreed = kind not in ("sic", "supplied") and all((start, end, kind, other) in known for other in extant)
        if extant and (not agreed or reach(end) > start):
            edits.append(Edit(start, end, max(number, 0), None, TYPE_OF_WHOLE[kind], "accidental"))
    return edits + _struck_out(text, strands)


def _reach(edits: Sequence[Edit]) -> Callable[[int], int]:
    """Turn edits into a function from a place on the base to how far those that begin before it reach; -1 where none does."""
    held = sorted((edit.start, edit.end) for edit in edits)
    starts = [start for start, _ in held]
    ends = [-1, *itertools.accumulate((end for _, end in held), max)]
    return lambda place: ends[bisect_left(starts, place)]


def _struck_out(text: RunningText, strands: Sequence[WitnessStrand]) -> list[Edit]:
    """What stands and is not to be read has no width once emended; it needs a unit to stand in."""
    edits = []
    for number, marks in [(-1, text.marks), *((k, strand.stretch.text.marks) for k, strand in enumerate(strands))]:
        for mark in marks:
            if mark.kind == "sic" and not (number >= 0 and strands[number].in_variant(mark.at, mark.at)):
                place = mark.at if number < 0 else strands[number].to_base(mark.at, closing=True)
                if number >= 0 or any(strand.extant(place - 1, place + 1) for strand in strands):
                    edits.append(Edit(place, place, max(number, 0), None, "emendation", "accidental"))
    return edits


def group_edits(edits: list[Edit]) -> list[list[Edit]]:
    """The edits in order, those that overlap on the base together.

    What has no width on the base joins a stretch only inside it. At one place the insertions of one witness stay apart, in
    their order; those of several witnesses go together, moved passages excepted.
    """
    # Between two characters of the base lies a place for insertions: place p is slot 2p, the character after it slot 2p + 1.
    groups: list[tuple[int, int, list[Edit]]] = []
    for edit in sorted(
        edits, key=lambda e: (*e.slots(), not e.heading, not e.compared, e.strand, -1 if e.variant is None else e.variant)
    ):
        first, last = edit.slots()
        held = [edit]
        while (
            groups
            and groups[-1][1] >= first
            and not (first == last == groups[-1][0] and first % 2 == 0 and _apart(groups[-1][2], edit))
        ):
            start, end, before = groups.pop()
            first, last, held = min(first, start), max(last, end), before + held
        groups.append((first, last, held))
    return [held for _, _, held in groups]


def _apart(group: list[Edit], edit: Edit) -> bool:
    """Whether an insertion stays apart from those at the same place before it."""
    if any(e.heading != edit.heading or e.compared != edit.compared for e in group):
        return True
    return {e.strand for e in group} == {edit.strand} or any(e.type == "transposition" for e in (*group, edit))
