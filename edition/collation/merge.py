"""Turn the variants of each witness against the base into one apparatus of variation units.

Pairwise variants that overlap on the base become one unit over the smallest common stretch; witnesses with the same words
there share a reading (TEI Guidelines 13.2.3, parallel segmentation). A heading, list mark, correction or quoter's insertion
is never cut: what overlaps it is widened to hold it whole.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from edition.collation.bounds import with_bounds
from edition.collation.divergence import divergences
from edition.collation.pieces_beside import cut_at
from edition.collation.shared_beads import shared_beads
from edition.collation.shared_looks import shared_looks
from edition.collation.whole import WHOLE, whole_spans
from edition.language.word_forms import is_word
from edition.model import (
    ACCIDENTAL_TYPES,
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
from edition.text.ids import word_id
from edition.text.looks import LookRun, look_runs, runs_within, shifted
from edition.text.running_text import cut

# The type of a unit in which one witness has such a span and another has the same words without it.
TYPE_OF_WHOLE = {
    "dateline": "dateline",
    "title": "dateline",
    "label": "paragraph",
    "sic": "emendation",
    "supplied": "orthographic",
}
# The kinds of decisions by which a unit's bounds, type or grade are the editor's.
_BOUNDS_OR_TYPE = frozenset({"merge", "split", "retype"})
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


@dataclass
class _WitnessStrand:
    """A stretch of a witness with its place in the merging: which of its variants and marks are given out.

    `compared`: whether the witness is collated with the base, and does not only stand beside it.
    """

    siglum: str
    stretch: Stretch
    full: bool
    compared: bool = True
    given: int = 0
    next_mark: int = 0
    starts: list[int] = field(default_factory=list)
    looks: list[LookRun] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.starts = [variant.other[0] for variant in self.stretch.variants]
        self.looks = look_runs(self.stretch.text.looks)

    def last(self) -> tuple[int, int]:
        """Where the last variant given out ends, on the base and in the witness."""
        if not self.given:
            return self.stretch.start, 0
        variant = self.stretch.variants[self.given - 1]
        return variant.base[1], variant.other[1]

    def here(self, offset: int) -> int:
        """The place in the witness that answers an offset of the base, from the last variant given out."""
        base, other = self.last()
        return other + offset - base

    def to_base(self, offset: int, *, closing: bool) -> int:
        """The place on the base that answers an offset of the witness; inside a variant, its start or end there."""
        at = (bisect_left if closing else bisect_right)(self.starts, offset) - 1
        if at < 0:
            return self.stretch.start + offset
        variant = self.stretch.variants[at]
        if offset < variant.other[1]:
            return variant.base[1] if closing else variant.base[0]
        return variant.base[1] + offset - variant.other[1]

    def in_variant(self, start: int, end: int) -> bool:
        """Whether a range of the witness lies in one of its variants whole."""
        at = bisect_right(self.starts, start) - 1
        return at >= 0 and end <= self.stretch.variants[at].other[1]

    def extant(self, start: int, end: int) -> bool:
        """Whether the witness is there in a stretch of the base; at its very edges a quotation is not."""
        return self.full or (self.stretch.start < end and self.stretch.end > start)


@dataclass
class _Edit:
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

    def slots(self) -> tuple[int, int]:
        """The first and the last slot of the base that this takes up: see group_edits."""
        if self.start == self.end:
            return 2 * self.start, 2 * self.end
        return 2 * self.start + 1, 2 * self.end - 1


def apparatus(
    n: str,
    edtf: str | None,
    base: str,
    text: RunningText,
    others: Sequence[CollatedWitness],
    lacking: Sequence[str] = (),
    fragment_of: Mapping[str, str] | None = None,
) -> Apparatus:
    """Turn the variants of any number of witnesses against the base of one entry into its apparatus.

    `text`: the base's running text, as emended. `fragment_of`: for the sigla of quoting witnesses the siglum they quote;
    the others are full witnesses. The order of `others` settles only the order of readings, not the units. A witness that is not
    compared has part in the units of the others, changes none of them and counts in no divergence.
    """
    quoting = fragment_of or {}
    strands = _strands(text, [collated for collated in others if collated.compared], quoting, ())
    groups = group_edits(_edits(text, strands))
    if len(strands) < sum(len(collated.stretches) for collated in others):
        bounds = sorted({at for group in groups for edit in group for at in (edit.start, edit.end)})
        strands = _strands(text, others, quoting, bounds)
        groups = group_edits(_edits(text, strands))
    maker = _Units(n, base, text, strands, groups)
    units = with_bounds(maker.units(), ((s.siglum, s.stretch) for s in strands if not s.full))
    return Apparatus(
        n,
        edtf,
        base,
        text,
        tuple(units),
        tuple(sorted(maker.marks, key=lambda mark: mark.at)),
        shared_beads(n, text, others, quoting, units),
        tuple(lacking),
        looks=tuple(maker.looks),
        divergences=divergences(text.text, units, [c.siglum for c in others if c.siglum not in quoting and c.compared]),
    )


def _strands(
    text: RunningText, others: Sequence[CollatedWitness], quoting: Mapping[str, str], bounds: Sequence[int]
) -> list[_WitnessStrand]:
    """The stretches of witnesses as the merging takes them. `bounds`: where the units of compared witnesses begin and end."""
    return [
        _WitnessStrand(
            collated.siglum,
            whole_spans(text, stretch if collated.compared else cut_at(stretch, bounds)),
            collated.siglum not in quoting,
            collated.compared,
        )
        for collated in others
        for stretch in collated.stretches
    ]


def _edits(text: RunningText, strands: Sequence[_WitnessStrand]) -> list[_Edit]:
    """All that makes units: the variants, and the spans that have to stand in a unit whole."""
    edits = [
        _Edit(
            *variant.base,
            number,
            place,
            variant.type,
            variant.grade,
            variant.other[0] < strand.stretch.text.body,
            variant.decided,
            variant.comments,
            strand.compared,
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
            edits.append(_Edit(start, end, max(number, 0), None, TYPE_OF_WHOLE[kind], "accidental"))
    return edits + _struck_out(text, strands)


def _reach(edits: Sequence[_Edit]) -> Callable[[int], int]:
    """Turn edits into a function from a place on the base to how far those that begin before it reach; -1 where none does."""
    held = sorted((edit.start, edit.end) for edit in edits)
    starts = [start for start, _ in held]
    ends = [-1, *itertools.accumulate((end for _, end in held), max)]
    return lambda place: ends[bisect_left(starts, place)]


def _struck_out(text: RunningText, strands: Sequence[_WitnessStrand]) -> list[_Edit]:
    """What stands and is not to be read has no width once emended; it needs a unit to stand in."""
    edits = []
    for number, marks in [(-1, text.marks), *((k, strand.stretch.text.marks) for k, strand in enumerate(strands))]:
        for mark in marks:
            if mark.kind == "sic" and not (number >= 0 and strands[number].in_variant(mark.at, mark.at)):
                place = mark.at if number < 0 else strands[number].to_base(mark.at, closing=True)
                if number >= 0 or any(strand.extant(place - 1, place + 1) for strand in strands):
                    edits.append(_Edit(place, place, max(number, 0), None, "emendation", "accidental"))
    return edits


def group_edits(edits: list[_Edit]) -> list[list[_Edit]]:
    """The edits in order, those that overlap on the base together.

    What has no width on the base joins a stretch only inside it. At one place the insertions of one witness stay apart, in
    their order; those of several witnesses go together, moved passages excepted.
    """
    # Between two characters of the base lies a place for insertions: place p is slot 2p, the character after it slot 2p + 1.
    groups: list[tuple[int, int, list[_Edit]]] = []
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


def _apart(group: list[_Edit], edit: _Edit) -> bool:
    """Whether an insertion stays apart from those at the same place before it."""
    if any(e.heading != edit.heading or e.compared != edit.compared for e in group):
        return True
    return {e.strand for e in group} == {edit.strand} or any(e.type == "transposition" for e in (*group, edit))


class _Units:
    """Make the units of one entry, in order: each mark and each word of a witness is given out once."""

    def __init__(self, n: str, base: str, text: RunningText, strands: list[_WitnessStrand], groups: list[list[_Edit]]) -> None:
        self.n, self.base, self.text, self.strands, self.groups = n, base, text, strands, groups
        everything = Stretch(0, len(text.text), text, ())
        self.base_strand = _WitnessStrand(base, everything, True)
        self.marks: list[Mark] = []
        self.looks: list[InlineRange] = []
        self.looked = any(strand.looks for strand in (self.base_strand, *strands))
        self.common_from = 0
        self.keys: dict[str, int] = {}

    def units(self) -> list[VariationUnit]:
        units: list[VariationUnit] = []
        made_of: list[list[_Edit]] = []
        key_of: dict[tuple[int, int], str] = {}
        partners: list[tuple[int, tuple[int, int]]] = []
        for group in self.groups:
            start, end = min(e.start for e in group), max(e.end for e in group)
            self._common(start)
            self.common_from = end
            readings = self._readings(group, start, end)
            compared = [reading for reading in readings if reading.compared]
            type_, grade = _type([e for e in group if e.compared] or group, compared if len(compared) > 1 else readings)
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
            units.append(VariationUnit(key, start, end, type_, grade, readings, None, decided, comments))
            made_of.append(group)
        self._common(len(self.text.text), last=True)
        for place, partner_of in reversed(partners):
            units[place] = replace(units[place], partner=key_of.get(partner_of))
        partner_of_key = {unit.key: unit.partner for unit in units}
        return [
            unit if unit.partner != unit.key and partner_of_key.get(unit.partner or "") == unit.key else _unmoved(unit, group)
            for unit, group in zip(units, made_of, strict=True)
        ]

    def _common(self, end: int, *, last: bool = False) -> None:
        """Give out the marks and looks of the text outside units up to a place on the base."""
        if self.looked:
            self._common_looks(self.common_from, end)
        for strand in (self.base_strand, *self.strands):
            marks = strand.stretch.text.marks
            base, other = strand.last()
            limit = strand.here(end)
            while strand.next_mark < len(marks) and marks[strand.next_mark].at <= limit:
                mark = marks[strand.next_mark]
                # What is struck out stands in a unit of its own, unless no other witness is there.
                if mark.kind == "sic" and mark.at == limit and not last:
                    break
                self.marks.append(Mark(mark.kind, base + mark.at - other, mark.value, strand.siglum))
                strand.next_mark += 1

    def _common_looks(self, start: int, end: int) -> None:
        """Give out the looks of text outside units: of all who are extant there, parted where a quotation begins or ends."""
        strands = [self.base_strand, *(strand for strand in self.strands if strand.extant(start, end))]
        bounds = {bound for strand in strands for bound in (strand.stretch.start, strand.stretch.end) if start < bound < end}
        for low, high in itertools.pairwise(sorted({start, end, *bounds})):
            extant = [strand for strand in strands if strand.stretch.start <= low and high <= strand.stretch.end]
            here = [(strand.siglum, _ranges(strand, strand.here(low), strand.here(high))) for strand in extant]
            self.looks += shifted(shared_looks(here), low)

    def _readings(self, group: list[_Edit], start: int, end: int) -> tuple[Reading, ...]:
        found: list[tuple[str, RunningText]] = [(self.base, self._slice(self.base_strand, start, end))]
        extant: dict[str, list[RunningText]] = {}
        for number, strand in enumerate(self.strands):
            mine = [e.variant for e in group if e.strand == number and e.variant is not None]
            if mine or strand.extant(start, end):
                extant.setdefault(strand.siglum, []).append(self._words(strand, mine, start, end))
        found += [(siglum, _joined(parts)) for siglum, parts in extant.items()]
        readings: list[tuple[list[str], RunningText]] = []
        looks: list[list[tuple[str, tuple[InlineRange, ...]]]] = []
        beside = {strand.siglum for strand in self.strands if not strand.compared}
        for siglum, content in found:
            for place, (sigla, same) in enumerate(readings):
                # Of those that share no reading of the base, one that only stands beside it says nothing of one that is compared.
                if _same(same, content) and (sigla[0] == self.base or (siglum in beside) is (sigla[0] in beside)):
                    sigla.append(siglum)
                    marks = sorted((*same.marks, *(m for m in content.marks if m not in same.marks)), key=lambda m: m.at)
                    readings[place] = (sigla, replace(same, marks=tuple(marks)))
                    looks[place].append((siglum, content.looks))
                    break
            else:
                readings.append(([siglum], content))
                looks.append([(siglum, content.looks)])
        lemma = readings[0][1].text
        silent = {self.strands[edit.strand].siglum for edit in group if "silence" in edit.decided}
        edges = {strand.siglum for strand in self.strands if not strand.full and start <= strand.stretch.start <= end}
        return tuple(
            Reading(
                tuple(sigla),
                replace(content, looks=shared_looks(own)) if self.looked else content,
                "quotation" if edges.issuperset(sigla) and _other_capital(lemma, content.text) else "",
                not silent.isdisjoint(sigla),
                sigla[0] == self.base or not beside.issuperset(sigla),
            )
            for (sigla, content), own in zip(readings, looks, strict=True)
        )

    def _words(self, strand: _WitnessStrand, mine: list[int], start: int, end: int) -> RunningText:
        """What a witness has over a stretch of the base, with the bounds of a quotation that begins or ends inside it."""
        first, last = max(start, strand.stretch.start), min(end, strand.stretch.end)
        if mine:
            a, z = strand.stretch.variants[mine[0]], strand.stretch.variants[mine[-1]]
            low, high = a.other[0] - max(0, a.base[0] - first), z.other[1] + max(0, last - z.base[1])
        else:
            low = strand.here(first)
            high = low + last - first
        content = self._slice(strand, low, high)
        strand.given = mine[-1] + 1 if mine else strand.given
        bounds = []
        if start < strand.stretch.start < end:
            bounds.append(Mark("witStart", 0, strand.stretch.quotation, strand.siglum))
        if start < strand.stretch.end < end:
            bounds.append(Mark("witEnd", len(content.text), None, strand.siglum))
        opening = tuple(mark for mark in bounds if mark.kind == "witStart")
        return replace(content, marks=(*opening, *content.marks, *(mark for mark in bounds if mark not in opening)))

    def _slice(self, strand: _WitnessStrand, low: int, high: int) -> RunningText:
        marks = strand.stretch.text.marks
        taken: list[Mark] = []
        while strand.next_mark < len(marks) and marks[strand.next_mark].at <= high:
            mark = marks[strand.next_mark]
            taken.append(Mark(mark.kind, max(mark.at, low) - low, mark.value, strand.siglum))
            strand.next_mark += 1
        return replace(cut(strand.stretch.text, low, high), marks=tuple(taken), looks=_ranges(strand, low, high))

    def _key(self, start: int, end: int, type_: str) -> str:
        return word_id(self.n, "a", self.text.text, start, end, type_, self.keys)


def _ranges(strand: _WitnessStrand, low: int, high: int) -> tuple[InlineRange, ...]:
    """The looks of a part of a witness, counted from its beginning."""
    if not strand.looks:
        return ()
    return tuple(
        InlineRange(run.start, run.end, look, value) for run in runs_within(strand.looks, low, high) for look, value, _ in run.keys
    )


def _other_capital(lemma: str, reading: str) -> bool:
    """Whether one begins with a capital and the other does not: at the edge of a quotation that is the quoter's doing."""
    one, other = lemma[:1], reading[:1]
    return one.isalpha() and other.isalpha() and one.isupper() != other.isupper()


def _same(one: RunningText, other: RunningText) -> bool:
    """Whether two witnesses say the same: the words, what is marked as whole, and where a quotation ends; notes apart."""
    return (
        one.text == other.text
        and {(s.kind, s.start, s.end, s.value) for s in one.spans if s.kind in WHOLE}
        == {(s.kind, s.start, s.end, s.value) for s in other.spans if s.kind in WHOLE}
        and [m for m in one.marks if m.kind != "note"] == [m for m in other.marks if m.kind != "note"]
    )


def _joined(parts: Sequence[RunningText]) -> RunningText:
    """The pieces of one witness in one unit, one after the other; bounds between them keep them apart."""
    text, spans, marks, looks = "", [], [], list[InlineRange]()
    for part in parts:
        shift = len(text)
        text += part.text
        spans += [Span(s.kind, s.start + shift, s.end + shift, s.value) for s in part.spans]
        marks += [replace(mark, at=mark.at + shift) for mark in part.marks]
        looks += shifted(part.looks, shift)
    return RunningText(text, (), tuple(spans), tuple(marks), tuple(looks))


def _type(group: Sequence[_Edit], readings: Sequence[Reading]) -> tuple[str, str]:
    """The type of a unit, from the variants that meet there, and its grade, the weightiest of theirs.

    Where the editor said what one of them is, he said it of the unit.
    """
    group = [edit for edit in group if "retype" in edit.decided] or group
    types = {edit.type for edit in group if edit.variant is not None} or {edit.type for edit in group}
    type_ = next((t for t in PRECEDENCE if t in types), "lexical")
    # Marks alone are no words: a sentence against a full stop is an addition.
    worded = [any(map(is_word, reading.content.text.split())) for reading in readings]
    if (type_ == "addition" and worded[0]) or (type_ == "omission" and any(worded[1:])):
        type_ = "lexical"
    if type_ in ACCIDENTAL_TYPES:
        return type_, "accidental"
    return type_, max((edit.grade for edit in group), key=GRADES.index)


def _unmoved(unit: VariationUnit, group: Sequence[_Edit]) -> VariationUnit:
    """A unit that no other answers: where an end of a moved passage went up into a wider unit, the words of the other end are
    those that one side has there and the other has not."""
    if unit.type != "transposition":
        return unit
    missing = [replace(e, type="omission" if e.start < e.end else "addition") if e.type == "transposition" else e for e in group]
    type_, grade = _type(missing, unit.readings)
    return replace(unit, type=type_, grade=grade, partner=None)
