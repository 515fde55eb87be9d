"""Turn the id of a reading or a sentence of the document into what an editor may decide of it, with each text against the base."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from edition.decisions.answering_places import EntryText
from edition.decisions.decided_beads import decide_beads
from edition.decisions.decided_readings import OF_WORDS, reading_of
from edition.decisions.doubts import Doubt, HeldEntry, bead_key, compared_sides, doubts, pair_of, reading_key
from edition.decisions.form import BEAD_KINDS, PairDecision
from edition.decisions.questions import stretched
from edition.decisions.ruled_readings import DECIDED
from edition.language.languages import Language
from edition.messages import Report
from edition.model import Alignment, Apparatus, Bead, CollatedWitness, Range, RunningText

# An app that is parted has further ids (text/ids.py, tied_ids).
_TIED = re.compile(r"-\d+$")


@dataclass(frozen=True, slots=True)
class _Compared:
    """Two texts of an entry as compared: the base's running text, both as decisions find places in them, the witness."""

    text: RunningText
    sides: tuple[EntryText, EntryText]
    collated: CollatedWitness


class PlacesAtWork:
    """The readings and sentences of an edition as its editor decides them. Arguments as in `doubts.doubts`; `apparatuses`: those of
    the edition, whose units and beads have the ids of the document.
    """

    def __init__(
        self,
        entries: Sequence[HeldEntry],
        languages: Mapping[str, Language],
        apparatuses: Iterable[Apparatus],
        accepted: frozenset[str],
    ) -> None:
        self._entries, self._languages, self._accepted = entries, languages, accepted
        self._apparatuses = {apparatus.n: apparatus for apparatus in apparatuses}
        self._units = {unit.key: (n, unit) for n, held in self._apparatuses.items() for unit in held.units}
        self._beads = {bead.key: (n, bead) for n, held in self._apparatuses.items() for bead in held.beads}
        self._pairs: dict[str, list[_Compared]] = {}
        for text, sides, collated in compared_sides(entries, languages):
            self._pairs.setdefault(sides[0].n, []).append(_Compared(text, sides, collated))

    def reading(self, ident: str) -> tuple[Doubt, ...]:
        """Find the readings of an app, each text's that differs there; none where there is no such app."""
        found = self._units.get(ident) or self._units.get(_TIED.sub("", ident))
        if found is None:
            return ()
        n, unit = found
        # A place without width at the edge of a unit may be a unit by itself.
        points = {other.start for other in self._apparatuses[n].units if other.start == other.end}
        place = unit.start, unit.end
        return tuple(
            replace(doubt, like=self._like(doubt)) for doubt in self._readings(n) if _within(doubt.ranges[0], place, points)
        )

    def sentence(self, ident: str) -> tuple[Doubt, ...]:
        """Find the beads of a sentence, of each text that is compared with the base there, and what one text alone has after it."""
        if ident not in self._beads:
            return ()
        n, shared = self._beads[ident]
        found = []
        for pair in self._pairs.get(n, []):
            here = False
            for bead in pair.collated.beads:
                if bead.base is not None:
                    here = bead.base[0] < shared.end and shared.start < bead.base[1]
                if here:
                    ranges = bead.base, bead.other
                    texts = pair.text, pair.collated.stretches[0].text
                    words = [text.text[slice(*side)] if side else "" for text, side in zip(texts, ranges, strict=True)]
                    key = bead_key(pair.sides, words)
                    found.append(Doubt(n, texts, pair.sides, 0, ranges, 0.0, key, bead=bead, collated=pair.collated))
        return tuple(found)

    def linked(self, one: str, other: str, siglum: str) -> tuple[Doubt, PairDecision] | None:
        """Make the decision that the sentence `one` of the base and that of another text in `other` answer one another; None where
        it would change nothing or cannot be.
        """
        base = [doubt for doubt in self.sentence(one) if doubt.sigla[1] == siglum and doubt.ranges[0]]
        answers = [doubt.ranges[1] for doubt in self.sentence(other) if doubt.sigla[1] == siglum and doubt.ranges[1]]
        if not base or not answers or base[0].n != self._beads[other][0]:
            return None
        doubt = base[0]
        places = [place for place in (found.ranges[0] for found in base) if place]
        whole = (places[0][0], places[-1][1]), (answers[0][0], answers[-1][1])
        decision = stretched(doubt, "link", whole)
        if decision is None or doubt.collated is None:
            return None
        _, used = decide_beads(Alignment(doubt.collated.beads), doubt.texts, doubt.sides, [decision], Report())
        return (doubt, decision) if used else None

    def waiting(self) -> list[tuple[str, Doubt]]:
        """Find what is doubtful, first what matters most, each with the id of its app or sentence; "" where it has none."""
        return [(self._id_of(doubt), doubt) for doubt in doubts(self._entries, self._languages, self._accepted)]

    def accepted(self, doubt: Doubt) -> bool:
        """Tell whether a person found a place right."""
        return doubt.key in self._accepted

    def _id_of(self, doubt: Doubt) -> str:
        held = self._apparatuses[doubt.n]
        if doubt.variant is not None:
            start, end = doubt.variant.base
            return next((unit.key for unit in held.units if unit.start <= start and end <= unit.end), "")
        if doubt.ranges[0]:
            at = doubt.ranges[0][0]
        else:
            before = [bead.base[1] for bead in self._before(doubt) if bead.base]
            at = max(0, before[-1] - 1) if before else 0
        found = [bead.key for bead in held.beads if bead.start <= at]
        return found[-1] if found else next((bead.key for bead in held.beads), "")

    def _before(self, doubt: Doubt) -> Sequence[Bead]:
        beads = doubt.collated.beads if doubt.collated else ()
        return beads[: next((at for at, bead in enumerate(beads) if bead == doubt.bead), 0)]

    # --- Readings --------------------------------------------------------------------------------------------------------

    def _readings(self, n: str) -> list[Doubt]:
        """All readings of an entry, in the order of the witnesses."""
        made = []
        for pair in self._pairs.get(n, []):
            for part, stretch in enumerate(pair.collated.stretches):
                texts = pair.text, stretch.text
                for variant, following in zip(stretch.variants, (*stretch.variants[1:], None), strict=False):
                    key = reading_key(pair.sides, texts, variant)
                    ranges = variant.base, variant.other
                    made.append(
                        Doubt(
                            n, texts, pair.sides, part, ranges, 0.0, key,
                            variant=variant, following=following, collated=pair.collated,
                        )
                    )  # fmt: skip
        return made

    @cached_property
    def _of_pairs(self) -> dict[tuple[tuple[str, ...], ...], list[Doubt]]:
        """The readings of each pair of forms that a rule would be on."""
        found: dict[tuple[tuple[str, ...], ...], list[Doubt]] = {}
        for n in self._pairs:
            for doubt in self._readings(n):
                if doubt.variant and doubt.variant.type in OF_WORDS and DECIDED.isdisjoint(doubt.variant.decided):
                    found.setdefault(pair_of(doubt), []).append(doubt)
        return found

    def _like(self, doubt: Doubt) -> tuple[Doubt, ...]:
        group = self._of_pairs.get(pair_of(doubt), [])
        return tuple(other for other in group if (other.n, other.sigla, other.ranges) != (doubt.n, doubt.sigla, doubt.ranges))


def _within(range_: Range | None, unit: Range, points: set[int]) -> bool:
    if range_ is None or not unit[0] <= range_[0] <= range_[1] <= unit[1]:
        return False
    if range_[0] == range_[1] and unit[0] < unit[1]:
        return range_[0] not in unit or range_[0] not in points
    return True


def decided_of(doubt: Doubt, decisions: Iterable[PairDecision]) -> list[PairDecision]:
    """Find the decisions that were made of a reading or a bead, in the order of the file."""
    found = []
    for decision in decisions:
        if decision.entry != doubt.n or set(decision.sigla) != set(doubt.sigla) or doubt.collated is None:
            continue
        if doubt.variant is None:
            if decision.kind in BEAD_KINDS and _touches(decision, doubt):
                found.append(decision)
        elif decision.kind not in BEAD_KINDS:
            place = reading_of(decision, doubt.collated.stretches, doubt.sides)
            if place is not None and _meets(place[0], doubt.ranges[0]) and _meets(place[1], doubt.ranges[1]):
                found.append(decision)
    return found


def _touches(decision: PairDecision, doubt: Doubt) -> bool:
    from edition.decisions.answering_places import both

    places = both(decision, *doubt.sides, Report()) or ()
    return any(place and side and _meets(place[1], side) for place, side in zip(places, doubt.ranges, strict=False))


def _meets(one: Range, other: Range | None) -> bool:
    return other is not None and (one == other or (one[0] < other[1] and other[0] < one[1]))
