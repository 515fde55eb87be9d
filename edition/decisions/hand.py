"""Turn the decisions of an edition into changes of its texts, beads and readings, and count those that were used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from edition.decisions.answering_places import EntryText, Key, by_pair, languages_of, text_of, text_of_pieces
from edition.decisions.decision_file import EditorialDecision
from edition.decisions.emendations import apply_decisions, entry_of
from edition.decisions.form import BEAD_KINDS, Decision, EntryPair, PairDecision
from edition.decisions.rule_form import ReadingRule
from edition.decisions.ruled_readings import RulesInUse
from edition.language.languages import Language, between
from edition.messages import Report
from edition.messages.values import Counted
from edition.model import Alignment, CollatedWitness, Entry, Locus, RunningText, Witness


class Hand:
    """Applies the decisions of the editor to one edition. The steps call its methods in this order: `texts`, `pairs`, `extant`,
    `beads` and `readings` for each entry, `told`.
    """

    def __init__(self, decisions: Iterable[EditorialDecision], report: Report) -> None:
        decisions = tuple(decisions)
        self.report = report
        self.on_texts = tuple(decision for decision in decisions if isinstance(decision, Decision))
        self.on_pairs = tuple(decision for decision in decisions if isinstance(decision, PairDecision))
        self.on_entries = tuple(decision for decision in decisions if isinstance(decision, EntryPair))
        self.rules = RulesInUse(decision for decision in decisions if isinstance(decision, ReadingRule))
        self.used: list[EditorialDecision] = []
        self.witnesses: Mapping[str, Witness] = {}
        self.languages: Mapping[str, Language] = {}
        self.waiting: dict[Key, list[PairDecision]] = {}

    def texts(self, witnesses: Sequence[Witness]) -> tuple[tuple[Witness, ...], tuple[Decision, ...]]:
        """Put the decided emendations into the entries of the witnesses. Returns the witnesses, and the decisions that were
        used.
        """
        emended, used = apply_decisions(witnesses, self.on_texts, self.report)
        self.used += used
        self.witnesses = {witness.siglum: witness for witness in emended}
        self.languages = languages_of(emended)
        return emended, used

    def pairs(self) -> tuple[EntryPair, ...]:
        """Give the pairs of entries that the editor decided. One that names an entry which is not there is reported (E354,
        E355).
        """
        there = []
        for decision in self.on_entries:
            found = [entry_of(*named, decision.locus, self.witnesses, self.report) for named in decision.entries.items()]
            if all(found):
                there.append(decision)
        self.used += there
        return tuple(there)

    def extant(self, extant: Mapping[str, tuple[str, Sequence[str]]]) -> None:
        """Take note of the base of each entry and of the other full witnesses that have it: n -> siglum of the base, the others'
        sigla.
        """
        self.rules.check({n: base for n, (base, _) in extant.items()}, self.report)
        self.waiting = by_pair(self.on_pairs, extant, tuple(self.witnesses.values()), self.report)

    def beads(
        self, entries: tuple[Entry, Entry], sigla: tuple[str, str], texts: tuple[RunningText, RunningText], alignment: Alignment
    ) -> Alignment:
        """Apply the decisions on the beads of an entry in the base and another witness. Each pair has the base first; `texts` are
        as emended.
        """
        decisions = self._take((entries[0].n, sigla[1]), beads=True)
        if not decisions:
            return alignment
        from edition.decisions.decided_beads import decide_beads

        sides = self._text(entries[0], sigla[0]), self._text(entries[1], sigla[1])
        decided, used = decide_beads(alignment, texts, sides, decisions, self.report)
        self.used += used
        return decided

    def readings(self, base: RunningText, entries: Mapping[str, Entry], others: Sequence[CollatedWitness]) -> list[CollatedWitness]:
        """Apply the decisions on the readings of an entry. `entries`: the entry in the full witnesses by siglum, the base first."""
        siglum, entry = next(iter(entries.items()))
        result = []
        for collated in others:
            decisions = self._take((entry.n, collated.siglum), beads=False)
            if decisions:
                collated = self._decided(base, self._text(entry, siglum), entries.get(collated.siglum), collated, decisions)
            result.append(self._ruled(base, siglum, entries, collated))
        for key in [key for key in self.waiting if key[0] == entry.n and key[1] not in entries]:
            for decision in self.waiting.pop(key):
                self.report.add("E384", decision.locus, siglum=key[1], entry=entry.n)
        return result

    def _decided(
        self,
        base: RunningText,
        base_side: EntryText,
        entry: Entry | None,
        collated: CollatedWitness,
        decisions: Sequence[PairDecision],
    ) -> CollatedWitness:
        from edition.decisions.decided_readings import decide_readings

        side = self._other_side(base_side.n, entry, collated)
        decided, used = decide_readings(collated.stretches, base, (base_side, side), decisions, self.report)
        self.used += used
        return replace(collated, stretches=decided)

    def _other_side(self, n: str, entry: Entry | None, collated: CollatedWitness) -> EntryText:
        """The text of a witness in an entry, in which decisions find their places. `entry`: None of a review."""
        siglum = collated.siglum
        return self._text(entry, siglum) if entry else text_of_pieces(n, siglum, self.languages[siglum], collated.stretches)

    def _ruled(self, base: RunningText, siglum: str, entries: Mapping[str, Entry], collated: CollatedWitness) -> CollatedWitness:
        """Apply the rules to the readings of a witness in an entry. `siglum`: of the base."""
        entry = entries[siglum]

        def sides() -> tuple[EntryText, EntryText]:
            return self._text(entry, siglum), self._other_side(entry.n, entries.get(collated.siglum), collated)

        language = between(self.languages[siglum], self.languages[collated.siglum])
        return self.rules.apply(entry.n, base, collated, language, sides)

    def told(self) -> None:
        """Report how many decisions were used (I381), and which rules (I366, W363, W364)."""
        self.rules.told(self.report)
        if self.used:
            counts = Counter(str(decision.kind) for decision in self.used)
            kinds = tuple(Counted(kind, count) for kind, count in counts.items())
            file = next((decision.locus.file for decision in self.used if decision.locus), "decisions.toml")
            self.report.add("I381", Locus(file), count=len(self.used), kinds=kinds)

    def _take(self, key: Key, *, beads: bool) -> list[PairDecision]:
        """Take the decisions on a pair out of those that wait: those on beads, or those on readings."""
        waiting = self.waiting.pop(key, [])
        mine = [decision for decision in waiting if (decision.kind in BEAD_KINDS) is beads]
        if rest := [decision for decision in waiting if decision not in mine]:
            self.waiting[key] = rest
        return mine

    def _text(self, entry: Entry, siglum: str) -> EntryText:
        return text_of(entry, self.witnesses[siglum])
