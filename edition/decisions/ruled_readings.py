"""Turn the readings of an entry and the editor's rules into the readings as ruled, and count what each rule does.

What a decision on a single place says wins over every rule. Of several rules that retype a reading the first of the file counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from edition.decisions.answering_places import EntryText
from edition.decisions.decided_readings import OF_WORDS, retyped, touch, why_not
from edition.decisions.places import entries_near, find
from edition.decisions.rule_form import ReadingRule, RuleException
from edition.decisions.rule_matches import ComparedSides
from edition.language.languages import Language
from edition.messages import Report
from edition.messages.values import Counted
from edition.model import CollatedWitness, EditorialRule, Locus, Range, RunningText, Stretch, Variant
from edition.text.running_text import as_emended

# The kinds of decisions on a single reading that no rule changes.
DECIDED = frozenset({"retype", "silence", "comment"})
# Whether a variant, in the stretch of this index, touches certain words.
_Touched = Callable[[Variant, int], bool]


class RulesInUse:
    """The rules of an edition while they are applied to its entries: `apply` for each entry, then `told`."""

    def __init__(self, rules: Iterable[ReadingRule]) -> None:
        self.rules = tuple(rules)
        self.counts: Counter[str] = Counter()
        self._used_exceptions: set[tuple[str, RuleException]] = set()

    def check(self, extant: Mapping[str, str], report: Report) -> None:
        """Report rules that name an entry which is not there (E354). `extant`: n of an entry -> siglum of its base."""
        for rule in self.rules:
            named = [(n, rule.locus) for n in rule.entries] + [(one.entry, one.locus) for one in rule.but]
            for n, locus in named:
                if n not in extant:
                    report.add("E354", locus, siglum=next(iter(extant.values()), ""), **entries_near(n, [*extant]))

    def apply(
        self,
        n: str,
        text: RunningText,
        collated: CollatedWitness,
        language: Language,
        sides: Callable[[], tuple[EntryText, EntryText]],
    ) -> CollatedWitness:
        """Apply the rules to the readings of a witness in an entry.

        `n`: the key of the entry; `text`: its base as emended. `language`: that of the comparison. `sides` gives the base and the
        witness as decisions find their places in them; it is called only where a rule has an exception in the entry.
        """
        rules = [rule for rule in self.rules if not rule.entries or n in rule.entries]
        if not rules or not collated.compared:
            return collated
        exceptions = {rule.id: [one for one in rule.but if one.entry == n] for rule in rules}
        places = _places(exceptions, sides)
        stretches = tuple(
            replace(
                stretch,
                variants=tuple(
                    self._ruled(variant, part, (text, stretch), rules, exceptions, places, language) for variant in stretch.variants
                ),
            )
            for part, stretch in enumerate(collated.stretches)
        )
        return replace(collated, stretches=stretches)

    def _ruled(
        self,
        variant: Variant,
        part: int,
        texts: tuple[RunningText, Stretch],
        rules: Sequence[ReadingRule],
        exceptions: Mapping[str, Sequence[RuleException]],
        places: Mapping[str, _Touched],
        language: Language,
    ) -> Variant:
        if variant.type not in OF_WORDS or not DECIDED.isdisjoint(variant.decided):
            return variant
        words = texts[0].text[slice(*variant.base)], texts[1].text.text[slice(*variant.other)]
        sides = ComparedSides(*words, variant.type, language)
        ruled = variant
        for rule in rules:
            if not sides.is_on(rule) or (rule.do == "retype" and not _can_retype(rule, ruled, words)):
                continue
            kept = [one for one in exceptions[rule.id] if not one.at or places[one.at](variant, part)]
            self._used_exceptions.update((rule.id, one) for one in kept)
            if kept:
                continue
            self.counts[rule.id] += 1
            ruled = _with_rule(ruled, rule)
        return ruled

    def in_document(self) -> tuple[EditorialRule, ...]:
        """The rules as the document tells them."""
        return tuple(rule.in_document() for rule in self.rules)

    def told(self, report: Report) -> None:
        """Report how often each rule was used (I366), rules that no reading fits (W363) and exceptions that
        change nothing (W364, W365).
        """
        used = [rule for rule in self.rules if self.counts[rule.id]]
        if used:
            found_in = tuple(Counted(str(rule.passages), self.counts[rule.id]) for rule in used)
            file = used[0].locus.file if used[0].locus else "decisions.toml"
            report.add("I366", Locus(file), found_in=found_in)
        for rule in self.rules:
            if not self.counts[rule.id]:
                report.add("W363", rule.locus, passages=rule.passages)
            for one in rule.but:
                if (rule.id, one) not in self._used_exceptions:
                    if one.at:
                        report.add("W364", one.locus, passages=rule.passages, at=one.at, entry=one.entry)
                    else:
                        report.add("W365", one.locus, passages=rule.passages, entry=one.entry)


def _places(
    exceptions: Mapping[str, Sequence[RuleException]], sides: Callable[[], tuple[EntryText, EntryText]]
) -> dict[str, _Touched]:
    """Turn the words of exceptions into the test whether a variant, in a stretch by its index, touches them in either text."""
    quoted = {one.at for found in exceptions.values() for one in found if one.at}
    if not quoted:
        return {}
    base, other = ([(part.text, emendations) for part, emendations in side.parts] for side in sides())
    found: dict[str, _Touched] = {}
    for at in quoted:
        in_base, *in_parts = (
            [(as_emended(emendations, start), as_emended(emendations, end, closing=True)) for start, end in find(text, at)]
            for text, emendations in (*base, *other)
        )
        found[at] = _touched_by(in_base, in_parts)
    return found


def _touched_by(base: Sequence[Range], parts: Sequence[Sequence[Range]]) -> _Touched:
    """Give the test whether a variant touches one of these places of the base, or of the part of the other text that it is in."""
    return lambda variant, part: (
        any(touch(variant.base, place) for place in base) or any(touch(variant.other, place) for place in parts[part])
    )


def _can_retype(rule: ReadingRule, variant: Variant, words: tuple[str, str]) -> bool:
    """Tell whether a variant that no rule has retyped yet can have the type and grade of a rule, and has not got them."""
    if "rule" in variant.decided or why_not(rule.type, rule.grade, variant, words):
        return False
    return retyped(variant, rule.type, rule.grade) != (variant.type, variant.grade)


def _with_rule(variant: Variant, rule: ReadingRule) -> Variant:
    rules = (*variant.rules, rule.id)
    if rule.do == "silence":
        silent = () if "silence" in variant.decided else ("silence",)
        return replace(variant, decided=(*variant.decided, *silent), rules=rules)
    type_, grade = retyped(variant, rule.type, rule.grade)
    return replace(variant, type=type_, grade=grade, decided=(*variant.decided, "rule"), rules=rules)
