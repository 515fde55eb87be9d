"""Turn the variants of each witness against the base into one apparatus of variation units.

Pairwise variants that overlap on the base become one unit over the smallest common stretch; witnesses with the same words
there share a reading (TEI Guidelines 13.2.3, parallel segmentation). A heading, list mark, correction or quoter's insertion
is never cut: what overlaps it is widened to hold it whole.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from edition.collation.bounds import with_bounds
from edition.collation.divergence import divergences
from edition.collation.edits import Edit, edits_of, group_edits
from edition.collation.pieces_beside import cut_at
from edition.collation.shared_beads import shared_beads
from edition.collation.shared_looks import shared_looks
from edition.collation.speakers import Persons, speaker_units
from edition.collation.strands import WitnessStrand, Wording
from edition.collation.verses import lineation_alone
from edition.collation.whole import WHOLE, whole_spans
from edition.language.word_forms import is_word
from edition.model import (
    ACCIDENTAL_TYPES,
    BEGINNINGS,
    GRADES,
    Apparatus,
    CollatedWitness,
    InlineRange,
    Mark,
    Reading,
    RunningText,
    Span,
    Stretch,
    VariationUnit,
)
from edition.text.foldings import beside, same_folded
from edition.text.ids import word_id
from edition.text.looks import shifted
from edition.text.mark_order import beginnings_first, beginnings_last

# The kinds of decisions by which a unit's bounds, type or grade are the editor's.
_BOUNDS_OR_TYPE = frozenset({"merge", "split", "retype", "rule"})
# Marks that make no two readings of the same words.
_NOT_COMPARED = frozenset({"note", *BEGINNINGS})
# Where variants of several types meet in one unit, the first of these names it.
PRECEDENCE = (
    "transposition",
    "dateline",
    "lexical",
    "syntactic",
    "omission",
    "addition",
    "paragraph",
    "orthographic",
    "punctuation",
    "emendation",
)


def apparatus(
    n: str,
    edtf: str | None,
    base: str,
    text: RunningText,
    others: Sequence[CollatedWitness],
    lacking: Sequence[str] = (),
    fragment_of: Mapping[str, str] | None = None,
    persons: Persons | None = None,
) -> Apparatus:
    """Turn the variants of any number of witnesses against the base of one entry into its apparatus.

    `text`: the base's running text, as emended. `fragment_of`: for the sigla of quoting witnesses the siglum they quote;
    the others are full witnesses. The order of `others` settles only the order of readings, not the units. A witness that is not
    compared has part in the units of the others, changes none of them and counts in no divergence. `persons`: which names
    of speakers are of one person, where that is known from more than this entry.
    """
    quoting = fragment_of or {}
    strands = _strands(text, [collated for collated in others if collated.compared], quoting, ())
    groups = group_edits(edits_of(text, strands))
    if len(strands) < sum(len(collated.stretches) for collated in others):
        bounds = sorted({at for group in groups for edit in group for at in (edit.start, edit.end)})
        strands = _strands(text, others, quoting, bounds)
        groups = group_edits(edits_of(text, strands))
    maker = _Units(n, base, text, strands, groups)
    units = with_bounds(maker.units(), ((s.siglum, s.stretch) for s in strands if not s.full))
    full = [collated for collated in others if collated.siglum not in quoting and collated.compared]
    return Apparatus(
        n,
        edtf,
        base,
        text,
        tuple(units),
        tuple(sorted(maker.marks, key=beginnings_last)),
        shared_beads(n, text, others, quoting, units),
        tuple(lacking),
        looks=tuple(maker.looks),
        divergences=divergences(text.text, units, [collated.siglum for collated in full]),
        speakers=speaker_units(n, base, text, full, persons),
    )


def _strands(
    text: RunningText, others: Sequence[CollatedWitness], quoting: Mapping[str, str], bounds: Sequence[int]
) -> list[WitnessStrand]:
    """The stretches of witnesses as the merging takes them. `bounds`: where the units of compared witnesses begin and end."""
    return [
        WitnessStrand(
            collated.siglum,
            whole_spans(text, stretch if collated.compared else cut_at(stretch, bounds)),
            collated.siglum not in quoting,
            collated.compared,
        )
        for collated in others
        for stretch in collated.stretches
    ]


class _Units:
    """Make the units of one entry, in order: each mark and each word of a witness is given out once."""

    def __init__(self, n: str, base: str, text: RunningText, strands: list[WitnessStrand], groups: list[list[Edit]]) -> None:
        self.n, self.base, self.text, self.strands, self.groups = n, base, text, strands, groups
        everything = Stretch(0, len(text.text), text, ())
        self.base_strand = WitnessStrand(base, everything, True)
        self.marks: list[Mark] = []
        self.looks: list[InlineRange] = []
        self.looked = any(strand.looks for strand in (self.base_strand, *strands))
        self.common_from = 0
        self.keys: dict[str, int] = {}

    def units(self) -> list[VariationUnit]:
        units: list[VariationUnit] = []
        made_of: list[list[Edit]] = []
        key_of: dict[tuple[int, int], str] = {}
        partners: list[tuple[int, tuple[int, int]]] = []
        for group in self.groups:
            start, end = min(e.start for e in group), max(e.end for e in group)
            self._common(start)
            self.common_from = end
            type_, grade, readings = self._typed(group, self._readings(group, start, end))
            if type_ == "paragraph" and (speaking := self._speech_begins(readings, end)):
                type_, grade = "speaker", "substantive"
                readings = tuple(_speaking(reading) if speaking.intersection(reading.sigla) else reading for reading in readings)
            if len(readings) < 2:
                # Nothing differs here after all; what was marked goes back to the text outside units.
                self.marks += [replace(mark, at=start + mark.at) for r in readings for mark in r.content.marks]
                self.looks += shifted(readings[0].content.looks, start)
                continue
            key = self._key(start, end, type_)
            for edit in group:
                if edit.variant is not None and edit.type == "transposition":
                    key_of[edit.strand, edit.variant] = key
                    partner = self.strands[edit.strand].stretch.variants[edit.variant].partner
                    if partner is not None and type_ == "transposition":
                        partners.append((len(units), (edit.strand, partner)))
            decided = any(_BOUNDS_OR_TYPE.intersection(edit.decided) for edit in group)
            comments = tuple(comment for edit in group for comment in edit.comments)
            units.append(VariationUnit(key, start, end, type_, grade, readings, None, decided, comments, _weight(group)))
            made_of.append(group)
        self._common(len(self.text.text), last=True)
        for place, partner_of in reversed(partners):
            units[place] = replace(units[place], partner=key_of.get(partner_of))
        partner_of_key = {unit.key: unit.partner for unit in units}
        return [
            unit if unit.partner != unit.key and partner_of_key.get(unit.partner or "") == unit.key else self._unmoved(unit, group)
            for unit, group in zip(units, made_of, strict=True)
        ]

    def _typed(self, group: Sequence[Edit], readings: tuple[Reading, ...]) -> tuple[str, str, tuple[Reading, ...]]:
        """The type of a unit, from the variants that meet there; its grade, the highest of its readings'; and these, each but the
        lemma with the type and grade of its own variants.

        Where the editor said what one of them is, he said it of the unit and of all its readings.
        """
        compared = [reading for reading in readings if reading.compared]
        edits = [edit for edit in group if edit.compared] or group
        type_, grade = _type(edits, compared if len(compared) > 1 else readings)
        if any("retype" in edit.decided for edit in edits):
            given = [replace(reading, type=type_, grade=grade) if reading.compared else reading for reading in readings[1:]]
            return type_, grade, (*readings[:1], *given)
        made = [*readings[:1]]
        for reading in readings[1:]:
            if reading.compared:
                own = [e for e in edits if e.variant is not None and self.strands[e.strand].siglum in reading.sigla] or edits
                its_type, its_grade = _type(own, (readings[0], reading))
                made.append(replace(reading, type=its_type, grade=its_grade))
            else:
                made.append(reading)
        graded = [reading.grade for reading in made if reading.grade]
        return type_, max(graded, key=GRADES.index) if graded else grade, tuple(made)

    def _unmoved(self, unit: VariationUnit, group: Sequence[Edit]) -> VariationUnit:
        """A unit that no other answers: where an end of a moved passage went up into a wider unit, the words of the other end are
        those that one side has there and the other has not."""
        if unit.type != "transposition":
            return unit
        missing = [
            replace(e, type="omission" if e.start < e.end else "addition") if e.type == "transposition" else e for e in group
        ]
        type_, grade, readings = self._typed(missing, unit.readings)
        return replace(unit, type=type_, grade=grade, readings=readings, partner=None)

    def _speech_begins(self, readings: Sequence[Reading], end: int) -> set[str]:
        """The witnesses that break after a unit and have somebody speak there, where the base goes on."""
        if end in self.base_strand.speeches:
            return set()
        breaking = {siglum for reading in readings[1:] if reading.content.text == "\n" for siglum in reading.sigla}
        return {s.siglum for s in self.strands if s.siglum in breaking and s.compared and s.speeches.get(s.here(end))}

    def _common(self, end: int, *, last: bool = False) -> None:
        """Give out the marks and looks of the text outside units up to a place on the base."""
        if self.looked:
            self._common_looks(self.common_from, end)
        for strand in (self.base_strand, *self.strands):
            self.marks += strand.common_marks(end, last=last)

    def _common_looks(self, start: int, end: int) -> None:
        """Give out the looks of text outside units: of all who are extant there, parted where a quotation begins or ends."""
        strands = [self.base_strand, *(strand for strand in self.strands if strand.extant(start, end))]
        bounds = {bound for strand in strands for bound in (strand.stretch.start, strand.stretch.end) if start < bound < end}
        for low, high in itertools.pairwise(sorted({start, end, *bounds})):
            extant = [strand for strand in strands if strand.stretch.start <= low and high <= strand.stretch.end]
            here = [(strand.siglum, strand.ranges(strand.here(low), strand.here(high))) for strand in extant]
            self.looks += shifted(shared_looks(here), low)

    def _readings(self, group: list[Edit], start: int, end: int) -> tuple[Reading, ...]:
        lemma = self.base_strand.range(start, end)
        found: list[tuple[str, Wording]] = [(self.base, lemma)]
        extant: dict[str, list[Wording]] = {}
        for number, strand in enumerate(self.strands):
            mine = [e.variant for e in group if e.strand == number and e.variant is not None]
            if mine or strand.extant(start, end):
                extant.setdefault(strand.siglum, []).append(strand.words(mine, start, end))
        found += [(siglum, parts[0] if len(parts) == 1 else Wording(_joined(parts))) for siglum, parts in extant.items()]
        beside = {strand.siglum for strand in self.strands if not strand.compared}
        shared: list[list[tuple[str, Wording]]] = []
        for siglum, wording in found:
            for same in shared:
                first = same[0][0]
                # Of those that share no reading of the base, one that only stands beside it says nothing of one that is compared.
                if _same(same[0][1].content, wording.content) and (first == self.base or (siglum in beside) is (first in beside)):
                    same.append((siglum, wording))
                    break
            else:
                shared.append([(siglum, wording)])
        silent = {self.strands[edit.strand].siglum for edit in group if "silence" in edit.decided}
        typed = {self.strands[edit.strand].siglum for edit in group if not {"retype", "rule"}.isdisjoint(edit.decided)}
        rules = [(self.strands[edit.strand].siglum, rule) for edit in group for rule in edit.rules]
        edges = {strand.siglum for strand in self.strands if not strand.full and start <= strand.stretch.start <= end}
        closing = {strand.siglum for strand in self.strands if not strand.full and start <= strand.stretch.end <= end}
        slips = [(self.strands[edit.strand].siglum, edit.cause) for edit in group if edit.variant is not None]
        quoters = {siglum for siglum, cause in slips if cause} - {siglum for siglum, cause in slips if not cause}
        return tuple(
            Reading(
                tuple(siglum for siglum, _ in same),
                self._content(same),
                _cause(lemma, same, (edges, closing), typed, quoters),
                not silent.isdisjoint(siglum for siglum, _ in same),
                same[0][0] == self.base or not beside.issuperset(siglum for siglum, _ in same),
                tuple(dict.fromkeys(rule for siglum, rule in rules if siglum in {siglum for siglum, _ in same})),
            )
            for same in shared
        )

    def _content(self, same: Sequence[tuple[str, Wording]]) -> RunningText:
        """What witnesses have that share a reading, with the marks and the looks of each."""
        content = same[0][1].content
        same = [(siglum, replace(wording, content=beside(wording.content, content.text))) for siglum, wording in same]
        if len(same) > 1:
            marks = [mark for _, wording in same for mark in wording.content.marks]
            opening = [mark for mark in marks if mark.kind == "witStart" and mark.at == 0]
            rest = sorted((mark for mark in marks if mark.kind != "witStart" or mark.at), key=beginnings_first)
            content = replace(content, marks=(*opening, *rest))
        return replace(content, looks=shared_looks([(s, w.content.looks) for s, w in same])) if self.looked else content

    def _key(self, start: int, end: int, type_: str) -> str:
        return word_id(self.n, "a", self.text.text, start, end, type_, self.keys)


def _cause(
    lemma: Wording, same: Sequence[tuple[str, Wording]], edges: tuple[set[str], set[str]], typed: set[str], quoters: set[str]
) -> str:
    """The cause of a reading: of a capital, the quoter's cut or a verse that begins; of a slip, or a mark before a cut, the quoter.
    What the editor gave a type has none.

    `edges`: those whose quotation begins there, and those whose quotation ends there.
    """
    sigla = {siglum for siglum, _ in same}
    if quoters.issuperset(sigla) and typed.isdisjoint(sigla):
        return "quotation"
    words = lemma.content.text, same[0][1].content.text
    if edges[0].issuperset(sigla) and _other_capital(*words):
        return "quotation"
    if edges[1].issuperset(sigla) and typed.isdisjoint(sigla) and _other_marks(*words):
        return "quotation"
    if typed.isdisjoint(sigla) and all(lineation_alone(words, (0, 0), (lemma.verses, wording.verses)) for _, wording in same):
        return "lineation"
    return ""


def _other_capital(lemma: str, reading: str) -> bool:
    """Whether one begins with a capital and the other does not: at the edge of a quotation that is the quoter's doing."""
    one, other = lemma[:1], reading[:1]
    return one.isalpha() and other.isalpha() and one.isupper() != other.isupper()


def _other_marks(lemma: str, reading: str) -> bool:
    """Whether the two have marks and no words: before the end of a quotation a mark is the quoter's."""
    both = lemma + reading
    return lemma != reading and "\n" not in both and not any(letter.isalnum() for letter in both)


def _same(one: RunningText, other: RunningText) -> bool:
    """Whether two witnesses say the same: the words, what is marked as whole, and where a quotation ends; notes and lines apart.

    Words that differ in nothing but what is folded are the same.
    """
    other = beside(other, one.text) if one.text != other.text and same_folded(one.text, other.text) else other
    return (
        one.text == other.text
        and {(s.kind, s.start, s.end, s.value) for s in one.spans if s.kind in WHOLE}
        == {(s.kind, s.start, s.end, s.value) for s in other.spans if s.kind in WHOLE}
        and [m for m in one.marks if m.kind not in _NOT_COMPARED] == [m for m in other.marks if m.kind not in _NOT_COMPARED]
    )


def _joined(parts: Sequence[Wording]) -> RunningText:
    """The pieces of one witness in one unit, one after the other; bounds between them keep them apart."""
    text, spans, marks, looks = "", [], [], list[InlineRange]()
    for part in (wording.content for wording in parts):
        shift = len(text)
        text += part.text
        spans += [Span(s.kind, s.start + shift, s.end + shift, s.value) for s in part.spans]
        marks += [replace(mark, at=mark.at + shift) for mark in part.marks]
        looks += shifted(part.looks, shift)
    return RunningText(text, (), tuple(spans), tuple(marks), tuple(looks))


def _type(group: Sequence[Edit], readings: Sequence[Reading]) -> tuple[str, str]:
    """The type of readings beside their lemma, the first, from the variants that meet there, and their grade, the highest of those.

    A difference that is spelling, pointing or layout as a whole has the grade of such variants alone; a break is always accidental.
    """
    group = [edit for edit in group if "retype" in edit.decided] or group
    types = {edit.type for edit in group if edit.variant is not None} or {edit.type for edit in group}
    type_ = next((t for t in PRECEDENCE if t in types), "lexical")
    # Marks alone are no words: a sentence against a full stop is an addition.
    worded = [any(map(is_word, reading.content.text.split())) for reading in readings]
    if (type_ == "addition" and worded[0]) or (type_ == "omission" and any(worded[1:])):
        type_ = "lexical"
    if type_ in ("paragraph", "emendation"):
        return type_, "accidental"
    grades = [edit.grade for edit in group if type_ not in ACCIDENTAL_TYPES or edit.type in ACCIDENTAL_TYPES]
    return type_, max(grades, key=GRADES.index)


def _weight(group: Iterable[Edit]) -> float | None:
    """The highest weight of the variants that meet in a unit; None where none was weighed."""
    return max((edit.weight for edit in group if edit.compared and edit.weight is not None), default=None)


def _speaking(reading: Reading) -> Reading:
    """A break with which a speech begins, as a reading of who speaks."""
    return replace(reading, type="speaker", grade="substantive")
