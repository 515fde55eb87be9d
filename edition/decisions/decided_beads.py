"""Turn the beads of two texts and the editor's decisions on them into the beads as decided.

A decision changes only the beads that it names. If a passage is linked elsewhere, the rest of its former bead stays a bead. A
linked passage that crosses others has moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from edition.alignment.segments import segments
from edition.decisions.answering_places import EntryText, both
from edition.decisions.form import PairDecision
from edition.decisions.places import block_at
from edition.language.languages import Language, between
from edition.messages import Report
from edition.model import Alignment, Bead, Range, RunningText


def decide_beads(
    alignment: Alignment,
    texts: tuple[RunningText, RunningText],
    sides: tuple[EntryText, EntryText],
    decisions: Iterable[PairDecision],
    report: Report,
) -> tuple[Alignment, list[PairDecision]]:
    """Turn an alignment into one that follows the decisions. Returns it, and the decisions that were used.

    `texts`: the base and the other text, as emended. `sides`: the same two as decisions find their places in them. The beads
    tile both texts as before. Reports passages in a heading (E399), passages to unlink that are in no bead together (E377), and
    a decision that changes nothing (W378).
    """
    language = between(sides[0].language, sides[1].language)
    beads = list(alignment.beads)
    used: list[PairDecision] = []
    for decision in decisions:
        places = both(decision, *sides, report)
        if places is None or places[0] is None or places[1] is None:
            continue
        passages = _sentences(texts[0], places[0][1], language), _sentences(texts[1], places[1][1], language)
        if not (passages[0] and passages[1]):
            report.add("E399", decision.locus, passages=decision.passages)
            continue
        if decision.kind == "link":
            made = _linked(beads, passages[0], passages[1])
        else:
            made = _unlinked(beads, places[0][1], places[1][1])
        if made is None and decision.kind == "unlink":
            report.add("E377", decision.locus, passages=decision.passages, **_answer(beads, texts, places[0][1]))
        elif made is None:
            report.add("W378", decision.locus, passages=decision.passages)
        else:
            beads = made
            used.append(decision)
    return Alignment(tuple(beads)), used


def _sentences(text: RunningText, place: Range, language: Language) -> Range | None:
    """Find the sentences that hold a place, as one range; None if it begins in the heading."""
    cuts = segments(text, language)
    held = [segment for segment in cuts if segment.start < place[1] and place[0] < segment.end]
    return (held[0].start, held[-1].end) if held and place[0] >= text.body else None


def _linked(beads: Sequence[Bead], base: Range, other: Range) -> list[Bead] | None:
    """Make two passages one bead; None if they are one already."""
    if any((bead.base, bead.other) == (base, other) for bead in beads):
        return None
    rest = [part for bead in beads for part in _without(bead, base, other)]
    linked = Bead(base, other, 1.0, decided=True)
    crosses = any(_cross(linked, bead) for bead in rest if not bead.moved)
    return _in_place([*rest, replace(linked, moved=crosses)])


def _unlinked(beads: Sequence[Bead], base: Range, other: Range) -> list[Bead] | None:
    """Part the beads that hold both places; None if no bead does."""
    made: list[Bead] = []
    for bead in beads:
        if bead.base and bead.other and _touch(bead.base, base) and _touch(bead.other, other):
            made += [Bead(bead.base, None, 0.0, decided=True), Bead(None, bead.other, 0.0, decided=True)]
        else:
            made.append(bead)
    return _in_place(made) if len(made) > len(beads) else None


def _without(bead: Bead, base: Range, other: Range) -> list[Bead]:
    """Take two passages out of a bead. In what is left, the parts before them answer one another, and so do the parts after
    them.
    """
    sides = _left(bead.base, base), _left(bead.other, other)
    if sides == ([bead.base], [bead.other]):
        return [bead]
    whole = [len(side) == 1 for side in sides]
    if whole[0] and whole[1]:
        # One part is left on each side; the two still answer one another.
        pairs: list[tuple[Range | None, Range | None]] = [(sides[0][0], sides[1][0])]
    else:
        pairs = [
            (sides[0][k] if k < len(sides[0]) else None, sides[1][k] if k < len(sides[1]) else None)
            for k in range(max(map(len, sides)))
        ]
    return [
        Bead(one, two, bead.score if one and two else 0.0, bead.moved and bool(one and two)) for one, two in pairs if one or two
    ]


def _left(whole: Range | None, taken: Range) -> list[Range | None]:
    """Give the parts of a range that lie outside another."""
    if whole is None or not _touch(whole, taken):
        return [whole]
    return [part for part in ((whole[0], min(whole[1], taken[0])), (max(whole[0], taken[1]), whole[1])) if part[0] < part[1]]


def _touch(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _cross(one: Bead, other: Bead) -> bool:
    """Tell whether two beads stand in opposite order in the two texts."""
    if not (one.base and one.other and other.base and other.other):
        return False
    return (one.base[0] < other.base[0]) is not (one.other[0] < other.other[0])


def _in_place(beads: Iterable[Bead]) -> list[Bead]:
    """Put beads in the order of an Alignment. A bead that had moved and now crosses no other has not moved any more."""
    made = sorted((bead for bead in beads if bead.base), key=lambda bead: bead.base or (0, 0))
    for at, bead in enumerate(made):
        if bead.moved and not any(_cross(bead, still) for still in made if not still.moved):
            made[at] = replace(bead, moved=False)
    # A passage that only the other text has goes before the next bead that is in order in both texts.
    for lone in sorted((bead for bead in beads if not bead.base), key=lambda bead: bead.other or (0, 0)):
        later = (n for n, b in enumerate(made) if b.base and b.other and lone.other and not b.moved and b.other[0] >= lone.other[1])
        made.insert(next(later, len(made)), lone)
    return made


def _answer(beads: Sequence[Bead], texts: tuple[RunningText, RunningText], place: Range) -> dict[str, object]:
    """Give the values of a message on passages that are not linked: what answers the passage of the base."""
    found = next((bead for bead in beads if bead.base and _touch(bead.base, place)), None)
    if found is None or found.other is None:
        return {}
    words = " ".join(texts[1].text[slice(*found.other)].split()[:5])
    return {"answer": words, "block": block_at(texts[1], found.other[0])}
