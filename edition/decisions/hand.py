"""Turn the decisions of an edition into changes of its texts, beads and readings, and count those that were used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from edition.decisions.answering_places import EntryText, Key, both, by_pair, languages_of, text_of, text_of_pieces
from edition.decisions.decided_words import DecisionRecord, beginning, side_of
from edition.decisions.decision_file import EditorialDecision
from edition.decisions.emendations import apply_decisions, entry_of, quoted_place
from edition.decisions.form import BEAD_KINDS, Decision, EntryPair, PairDecision
from edition.decisions.rule_form import ReadingRule
from edition.decisions.ruled_readings import RulesInUse
from edition.language.languages import Language, between
from edition.messages import Report
from edition.messages.values import Counted
from edition.model import Alignment, CollatedWitness, Entry, Locus, RunningText, Witness
from edition.text.running_text import running_text


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
        # What was looked for so far, used or not, and the words that it is on where it was used.
        self.sought: list[EditorialDecision] = []
        self.record = DecisionRecord()

    def texts(self, witnesses: Sequence[Witness]) -> tuple[tuple[Witness, ...], tuple[Decision, ...]]:
        """Put the decided emendations into the entries of the witnesses. Returns the witnesses, and the decisions that were
        used.
        """
        emended, used = apply_decisions(witnesses, self.on_texts, self.report)
        self.used += used
        self.sought += self.on_texts
        self.witnesses = {witness.siglum: witness for witness in emended}
        for decision in used:
            witness = self.witnesses[decision.siglum]
            entry = next(entry for entry in witness.entries if entry.n == decision.entry)
            place = quoted_place(decision, entry, witness)
            text = running_text(entry, emended=False)
            self.record.note(decision, [side_of(text.text, place or beginning(text))])
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
                texts = [running_text(entry, emended=False) for entry in found if entry]
                self.record.note(decision, [side_of(text.text, beginning(text)) for text in texts])
        self.used += there
        self.sought += self.on_entries
        return tuple(there)

    def extant(self, extant: Mapping[str, tuple[str, Sequence[str]]]) -> None:
        """Take note of the base of each entry and of the other full witnesses that have it: n -> siglum of the base, the others'
        sigla.
        """
        self.rules.check({n: base for n, (base, _) in extant.items()}, self.report)
        self.waiting = by_pair(self.on_pairs, extant, tuple(self.witnesses.values()), self.report)
        placed = [decision for found in self.waiting.values() for decision in found]
        self.sought += [decision for decision in self.on_pairs if decision not in placed]

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
        for decision in used:
            places = both(decision, *sides, Report()) or ()
            self.record.note(decision, [side_of(text.text, place[1]) for text, place in zip(texts, places, strict=True) if place])
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
                self.sought.append(decision)
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
        from edition.decisions.decided_readings import decide_readings, reading_of

        side = self._other_side(base_side.n, entry, collated)
        decided, used = decide_readings(collated.stretches, base, (base_side, side), decisions, self.report)
        self.used += used
        for decision in used:
            if found := reading_of(decision, decided, (base_side, side)):
                first, second, stretch = found
                self.record.note(decision, (side_of(base.text, first), side_of(stretch.text.text, second)))
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
        self.sought += mine
        return mine

    def _text(self, entry: Entry, siglum: str) -> EntryText:
        return text_of(entry, self.witnesses[siglum])
