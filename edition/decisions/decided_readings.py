"""Turn the variants of two texts and the editor's decisions on them into the variants as decided.

First `split` and `merge` cut and join readings, in the order of the file. Then each reading that is named is given its type and
grade, is silenced, or is given its comment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from edition.collation.sentences import opens
from edition.collation.weighing import judged
from edition.decisions.answering_places import EntryText, Place, both
from edition.decisions.form import PairDecision
from edition.decisions.places import block_at
from edition.language.languages import Language, between
from edition.language.word_forms import is_word
from edition.messages import Report
from edition.messages.values import Opposed
from edition.model import ACCIDENTAL_TYPES, Range, RunningText, Stretch, Variant

# The types of readings that can be cut and joined. A reading of another type is a break, a heading or half of a moved passage.
OF_WORDS = frozenset({"lexical", "syntactic", "addition", "omission", "punctuation", "orthographic"})


@dataclass
class _VariantsInDecision:
    """The variants of one stretch while decisions change them, each with its index in the collation; None for one that a decision
    made.
    """

    base: RunningText
    other: RunningText
    language: Language
    variants: list[tuple[int | None, Variant]] = field(default_factory=list)

    def typed(self, base: Range, other: Range, decided: str) -> Variant:
        """Make a variant of two ranges, with the type, grade and weight that collation would give its words."""
        texts = self.base.text[slice(*base)], self.other.text[slice(*other)]
        opening = opens(self.base.text, base[0], self.language), opens(self.other.text, other[0], self.language)
        type_, grade, weight = judged(*texts, self.language, opening)
        return Variant(base, other, type_, grade, decided=(decided,), weight=weight)

    def words(self, at: int) -> Opposed:
        """Give the words of a variant as messages quote them."""
        variant = self.variants[at][1]
        texts = self.base.text[slice(*variant.base)], self.other.text[slice(*variant.other)]
        return Opposed(tuple(_short(text) for text in texts))

    def done(self) -> tuple[Variant, ...]:
        """Give the variants; the two halves of a moved passage point to one another by their new indexes."""
        places = {number: place for place, (number, _) in enumerate(self.variants) if number is not None}
        return tuple(v if v.partner is None else replace(v, partner=places.get(v.partner)) for _, v in self.variants)


def decide_readings(
    stretches: Sequence[Stretch],
    base: RunningText,
    sides: tuple[EntryText, EntryText],
    decisions: Iterable[PairDecision],
    report: Report,
) -> tuple[tuple[Stretch, ...], list[PairDecision]]:
    """Turn the stretches of a witness into the same stretches with their variants as decided. Returns them, and the decisions that
    were used.

    Variants stay as Variant promises: in order, apart, and the texts are the same between them. Reports a place without a
    variant (E372), one with several (E373), and what cannot be done (E375, E376, E393 to E398).
    """
    language = between(sides[0].language, sides[1].language)
    strands = [_VariantsInDecision(base, stretch.text, language, list(enumerate(stretch.variants))) for stretch in stretches]
    used = []
    for decision in sorted(decisions, key=lambda decision: decision.kind not in ("merge", "split")):
        places = both(decision, *sides, report)
        if places is None:
            continue
        strand, found = _named(strands, places)
        if _ACTS[decision.kind](decision, strand, found, places, report):
            used.append(decision)
    return tuple(replace(stretch, variants=strand.done()) for stretch, strand in zip(stretches, strands, strict=True)), used


def reading_of(
    decision: PairDecision, stretches: Sequence[Stretch], sides: tuple[EntryText, EntryText]
) -> tuple[Range, Range, Stretch] | None:
    """Find the reading that a decision which was used is on, in the stretches as decided: its ranges in the base and in the other
    text, and the stretch. What a merge or a split has made may be several; they are given as one.
    """
    places = both(decision, *sides, Report())
    for part, stretch in enumerate(stretches):
        if places is None or (places[1] and places[1][0] != part):
            continue
        first, second = places
        found = [
            variant
            for variant in stretch.variants
            if (first is None or touch(variant.base, first[1])) and (second is None or touch(variant.other, second[1]))
        ]
        if found:
            return (found[0].base[0], found[-1].base[1]), (found[0].other[0], found[-1].other[1]), stretch
    return None


def _named(
    strands: Sequence[_VariantsInDecision], places: tuple[Place | None, Place | None]
) -> tuple[_VariantsInDecision, list[int]]:
    """Find the stretch and the variants that two places name: those that touch the words on each side on which any are named."""
    first, second = places
    for part, strand in enumerate(strands):
        if second is None or second[0] == part:
            found = [
                at
                for at, (_, variant) in enumerate(strand.variants)
                if (first is None or touch(variant.base, first[1])) and (second is None or touch(variant.other, second[1]))
            ]
            if found:
                return strand, found
    return strands[second[0] if second else 0], []


def touch(reading: Range, words: Range) -> bool:
    """Tell whether a variant shares a letter with the words quoted; an empty one must lie in or beside them."""
    if reading[0] == reading[1]:
        return words[0] <= reading[0] <= words[1]
    return reading[0] < words[1] and words[0] < reading[1]


def _one(
    decision: PairDecision, strand: _VariantsInDecision, found: Sequence[int], places: Sequence[Place | None], report: Report
) -> int | None:
    """Give the index of the one variant that a decision names; None, with a message, if it names none or several."""
    if len(found) == 1:
        return found[0]
    if found:
        named = tuple(strand.words(at) for at in found)
        report.add("E373", decision.locus, passages=decision.passages, entry=decision.entry, count=len(found), readings=named)
    else:
        report.add("E372", decision.locus, passages=decision.passages, entry=decision.entry, **_nearest(strand, places))
    return None


def _nearest(strand: _VariantsInDecision, places: Sequence[Place | None]) -> dict[str, object]:
    """Give the values of a message on words that are no variant: the variant nearest to them."""
    side = 0 if places[0] else 1
    place = places[side]
    if not strand.variants or place is None:
        return {}

    def distance(at: int) -> tuple[int, int]:
        reading = (strand.variants[at][1].base, strand.variants[at][1].other)[side]
        return max(reading[0] - place[1][1], place[1][0] - reading[1], 0), at

    nearest = min(range(len(strand.variants)), key=distance)
    return {"reading": strand.words(nearest), "block": block_at(strand.base, strand.variants[nearest][1].base[0])}


def _short(text: str) -> str:
    words = text.split()
    return " ".join(words[:5]) + (" …" if len(words) > 5 else "")


# --- Cut and join -----------------------------------------------------------------------------------------------------------


def _parts(strand: _VariantsInDecision, variant: Variant, p: int, q: int) -> list[tuple[None, Variant]]:
    """Cut a variant in two, without the white space that both sides have at the cut. A part in which the texts are the same is no
    variant.
    """
    made: list[tuple[None, Variant]] = []
    one, two = strand.base.text, strand.other.text
    for (a, b), (c, d) in (((variant.base[0], p), (variant.other[0], q)), ((p, variant.base[1]), (q, variant.other[1]))):
        while a < b and c < d and one[b - 1] == two[d - 1] and one[b - 1].isspace():
            b, d = b - 1, d - 1
        while a < b and c < d and one[a] == two[c] and one[a].isspace():
            a, c = a + 1, c + 1
        if one[a:b] != two[c:d]:
            made.append((None, strand.typed((a, b), (c, d), "split")))
    return made


def _split(
    decision: PairDecision, strand: _VariantsInDecision, found: list[int], places: Sequence[Place | None], report: Report
) -> bool:
    at = _one(decision, strand, found, places, report)
    if at is None:
        return False
    variant = strand.variants[at][1]
    ends = variant.base[1], variant.other[1]
    p, q = (place[1][0] if place else end for place, end in zip(places, ends, strict=True))
    inside = variant.base[0] <= p <= variant.base[1] and variant.other[0] <= q <= variant.other[1]
    edges = (p, q) in (ends, (variant.base[0], variant.other[0]))
    if not inside or edges or variant.type not in OF_WORDS:
        report.add("E376", decision.locus, passages=decision.passages, reading=strand.words(at))
        return False
    strand.variants[at : at + 1] = _parts(strand, variant, p, q)
    return True


def _merge(
    decision: PairDecision, strand: _VariantsInDecision, found: list[int], places: Sequence[Place | None], report: Report
) -> bool:
    if len(found) < 2:
        if found:
            report.add("E397", decision.locus, passages=decision.passages, reading=strand.words(found[0]))
        else:
            report.add("E398", decision.locus, passages=decision.passages, **_nearest(strand, places))
        return False
    first, last = strand.variants[found[0]][1], strand.variants[found[-1]][1]
    base, other = (first.base[0], last.base[1]), (first.other[0], last.other[1])
    touched = [variant.type for _, variant in strand.variants[found[0] : found[-1] + 1]]
    if not OF_WORDS.issuperset(touched) or not (_in_block(strand.base, base) and _in_block(strand.other, other)):
        report.add("E375", decision.locus, passages=decision.passages)
        return False
    strand.variants[found[0] : found[-1] + 1] = [(None, strand.typed(base, other, "merge"))]
    return True


def _in_block(text: RunningText, place: Range) -> bool:
    return any(block.start <= place[0] and place[1] <= block.end for block in text.blocks)


# --- What is said of a reading ----------------------------------------------------------------------------------------------


def _retype(
    decision: PairDecision, strand: _VariantsInDecision, found: list[int], places: Sequence[Place | None], report: Report
) -> bool:
    at = _one(decision, strand, found, places, report)
    if at is None:
        return False
    variant = strand.variants[at][1]
    words = strand.base.text[slice(*variant.base)], strand.other.text[slice(*variant.other)]
    if fault := why_not(decision.type, decision.grade, variant, words):
        code, values = fault
        report.add(code, decision.locus, passages=decision.passages, **values)
        return False
    type_, grade = retyped(variant, decision.type, decision.grade)
    if (type_, grade) == (variant.type, variant.grade):
        report.add("W378", decision.locus, passages=decision.passages)
        return False
    # Both halves of a moved passage are of one grade.
    _say(strand, at, lambda v: replace(v, type=type_, grade=grade), "retype", halves=True)
    return True


def retyped(variant: Variant, type_: str, grade: str) -> tuple[str, str]:
    """Give the type and grade that a variant has once the editor gives it these, "" for the one that it keeps."""
    grade = grade or ("stylistic" if variant.type in ACCIDENTAL_TYPES else variant.grade)
    type_ = type_ or variant.type
    return type_, "accidental" if type_ in ACCIDENTAL_TYPES else grade


def why_not(type_: str, grade: str, variant: Variant, words: tuple[str, str]) -> tuple[str, dict[str, str]] | None:
    """Find why a reading cannot have the type and grade decided, "" for the one that it keeps: the code of the message and its
    values; None if it can. `words`: those of its two sides.
    """
    if type_ and variant.type not in OF_WORDS:
        return "E393", {"type": variant.type}
    type_ = type_ or variant.type
    if grade and grade != "accidental" and type_ in ACCIDENTAL_TYPES:
        return "E394", {"type": type_}
    if type_ == "addition" and _worded(words[0]):
        return "E395", {}
    if type_ == "omission" and _worded(words[1]):
        return "E396", {}
    return None


def _worded(text: str) -> bool:
    """Tell whether a text holds a word; punctuation is none."""
    return any(map(is_word, text.split()))


def _silence(
    decision: PairDecision, strand: _VariantsInDecision, found: list[int], places: Sequence[Place | None], report: Report
) -> bool:
    at = _one(decision, strand, found, places, report)
    if at is not None:
        _say(strand, at, lambda variant: variant, "silence", halves=True)
    return at is not None


def _comment(
    decision: PairDecision, strand: _VariantsInDecision, found: list[int], places: Sequence[Place | None], report: Report
) -> bool:
    at = _one(decision, strand, found, places, report)
    if at is not None:
        text = " ".join(decision.text.split())
        _say(strand, at, lambda variant: replace(variant, comments=(*variant.comments, text)), "comment")
    return at is not None


def _say(strand: _VariantsInDecision, at: int, change: Callable[[Variant], Variant], kind: str, *, halves: bool = False) -> None:
    """Change a variant, and note the kind of the decision on it. `halves`: of a moved passage, both halves."""
    partner = strand.variants[at][1].partner
    places = [at, *(k for k, (number, _) in enumerate(strand.variants) if halves and partner is not None and number == partner)]
    for place in places:
        number, variant = strand.variants[place]
        strand.variants[place] = (number, replace(change(variant), decided=(*variant.decided, kind)))


_ACTS: dict[str, Callable[[PairDecision, _VariantsInDecision, list[int], Sequence[Place | None], Report], bool]] = {
    "merge": _merge,
    "split": _split,
    "retype": _retype,
    "silence": _silence,
    "comment": _comment,
}
