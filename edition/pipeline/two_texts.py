"""Turn any two texts into beads and readings, pairs of sentences into word links, and a review into the passages that it quotes.

These are the stages of the pipeline for texts that belong to no edition. Offsets are those of the texts given.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from edition.errors import TextError
from edition.language.languages import Language
from edition.messages import Message, Report
from edition.model import ACCIDENTAL_TYPES, FOLDED, Alignment, Locus, Range, Variant
from edition.pipeline.result_sequence import ResultSequence
from edition.pipeline.result_tables import as_table
from edition.text.raw_text import RawText, raw_text

if TYPE_CHECKING:
    from edition.collation.network import Model


Side = Literal["base", "other"]

# An ellipsis, in brackets or not, at the end and at the beginning of a passage; of four points the first is a stop.
_ELLIPSIS = r"[\[(]?(?:…|\.(?:[ \u00a0]?\.){2})[\])]?"
_CUT_AFTER, _CUT_BEFORE = re.compile(rf"{_ELLIPSIS}\s*\Z"), re.compile(rf"\A\s*{_ELLIPSIS}\s*")
# The types of readings that have words on both sides.
_WORDED = "lexical", "syntactic"


@dataclass(frozen=True, slots=True)
class PairReading:
    """A place where two texts differ.

    `base`, `other`: its ranges in the two texts, in code points, ends exclusive; a side that has nothing is an empty range where
    it would stand, or None where a whole bead stands in one text alone. `lemma`: the words of the base, `text`: those of the other
    text, each with its white space as it stands there, "" where there are none. `type`, `grade`: as an apparatus has them
    (model.VARIANT_TYPES, model.GRADES). `weight`: how likely it is that a reader of the one text believes what a reader of the
    other does not, from 0 to 1; None where it was not weighed.
    """

    base: Range | None
    other: Range | None
    lemma: str
    text: str
    type: str
    grade: str
    weight: float | None = None

    def to_dict(self) -> dict[str, object]:
        """The reading as plain values, as `edition align --json` prints it."""
        sides = {"base": _as_list(self.base), "other": _as_list(self.other)}
        return {**sides, "type": self.type, "grade": self.grade, "weight": self.weight}


@dataclass(frozen=True, slots=True)
class PairBead:
    """Passages of two texts that answer one another. It iterates over its readings.

    `base`, `other`: their ranges in the two texts, in code points, ends exclusive; None where only the other text has the passage.
    `base_text`, `other_text`: their words, "" where there are none. `score`: how sure it is that they answer each other, from 0 to
    1. `moved`: the passage stands elsewhere in the other text. `readings`: where they differ, in the order of the base.

    A passage that one text has alone is one reading, of all of it. `grade` and `weight` of the bead are those of that reading, and
    None of a bead that has both sides.

    An ellipsis by which one text shows that it left something out is a bead with what it left out, marked `cut`, and no reading:
    that a passage was cut says nothing of how it was worded.
    """

    base: Range | None
    other: Range | None
    score: float
    moved: bool
    readings: tuple[PairReading, ...] = ()
    cut: bool = False
    grade: str | None = None
    weight: float | None = None
    base_text: str = ""
    other_text: str = ""

    def __iter__(self) -> Iterator[PairReading]:
        return iter(self.readings)

    def to_dict(self) -> dict[str, object]:
        """The bead as plain values, as `edition align --json` prints it.

        One that stands in one text alone has its grade and weight itself, and an empty list of readings.
        """
        readings = self.readings if self.grade is None else ()
        said: dict[str, object] = {"base": _as_list(self.base), "other": _as_list(self.other), "score": self.score}
        said |= {"moved": self.moved, "readings": [reading.to_dict() for reading in readings]}
        if self.cut:
            said["cut"] = True
        if self.grade is not None:
            said |= {"grade": self.grade, "weight": self.weight}
        return said


@dataclass(frozen=True, slots=True, repr=False)
class TextPair(ResultSequence[PairBead]):
    """Two texts set against each other: a sequence of their beads, in the order of the base, with the readings of each.

    `base_text`, `other_text`: the texts, in which all ranges count. `plain`: whether they are those of the files, character for
    character. `messages`: what was reported on the way.
    """

    base_text: str
    other_text: str
    beads: tuple[PairBead, ...]
    messages: tuple[Message, ...] = ()
    plain: bool = True

    @property
    def _parts(self) -> tuple[PairBead, ...]:
        return self.beads

    @property
    def readings(self) -> tuple[PairReading, ...]:
        """All readings in the order of the beads, with the passages that stand in one text alone."""
        return tuple(reading for bead in self.beads for reading in bead.readings)

    def to_dict(self) -> dict[str, object]:
        """The result as plain values, as `edition align --json` prints it."""
        texts = {} if self.plain else {"base_text": self.base_text, "other_text": self.other_text}
        return {**texts, "beads": [bead.to_dict() for bead in self.beads]}

    def _repr_html_(self) -> str:
        rows = [(reading.lemma, reading.text, reading.type, reading.grade) for reading in self.readings]
        return as_table(f"{len(self.beads)} beads, {len(rows)} readings", ("base", "other", "type", "grade"), rows)


@dataclass(frozen=True, slots=True)
class QuotedPassage:
    """A quotation and the passage that it quotes.

    `quote`: its range in the quoting text, `passage`: that in the witness, in code points, ends exclusive; `quote_text` and
    `passage_text`: the words there. `coverage`: the share of the quotation's words found there, from 0 to 1. `same_translation`:
    whether it quotes the wording of the witness; False where it has the passage in another translation.
    """

    quote: Range
    passage: Range
    coverage: float
    same_translation: bool
    quote_text: str
    passage_text: str

    def to_dict(self) -> dict[str, object]:
        """The passage as plain values, as `edition locate --json` prints it."""
        said = {"quote": _as_list(self.quote), "passage": _as_list(self.passage), "coverage": self.coverage}
        return {**said, "same_translation": self.same_translation}


@dataclass(frozen=True, slots=True, repr=False)
class QuotedPassages(ResultSequence[QuotedPassage]):
    """A sequence of the passages of a witness that a text quotes, in the order of the quotations.

    `messages`: what was reported on the way.
    """

    passages: tuple[QuotedPassage, ...]
    messages: tuple[Message, ...] = ()

    @property
    def _parts(self) -> tuple[QuotedPassage, ...]:
        return self.passages

    def to_dict(self) -> list[dict[str, object]]:
        """The passages as plain values, as `edition locate --json` prints them: a list."""
        return [passage.to_dict() for passage in self.passages]

    def _repr_html_(self) -> str:
        rows = [(p.quote_text, p.passage_text, f"{p.coverage:.2f}", "yes" if p.same_translation else "no") for p in self]
        return as_table(f"{len(rows)} passages", ("quotation", "passage", "coverage", "same translation"), rows)


def _as_list(place: Range | None) -> list[int] | None:
    return list(place) if place else None


# The grade and weight of a reading.
Graded = tuple[str, float | None]
# The two ranges of a reading, its type, its grade and weight; None where its own words tell them.
PlacedType = tuple[Range, Range, str, Graded | None]


def compare(base: str, other: str, language: Language, *, readings: bool = True) -> tuple[PairBead, ...]:
    """Turn two texts of one language into beads in the order of the base, each with its readings unless they are not asked for."""
    from edition.alignment import align

    texts = base, other
    sides = raw_text(base), raw_text(other)
    alignment = align(sides[0].running, sides[1].running, language)
    found = [
        PairBead(
            sides[0].in_file(bead.base) if bead.base else None,
            sides[1].in_file(bead.other) if bead.other else None,
            bead.score,
            bead.moved,
        )
        for bead in alignment.beads
    ]
    inside: dict[int, list[PairReading]] = {}
    for index, (one, two, type_, grade, weight) in (
        _graded(_readings(sides, alignment, language), sides, language) if readings else ()
    ):
        bead = found[index]
        if bead.base and bead.other:
            # White space that has no place in the running text may lie between an empty range and its bead.
            places = _clipped(sides[0].in_file(one), bead.base), _clipped(sides[1].in_file(two), bead.other)
            words = [text[slice(*place)] for text, place in zip(texts, places, strict=True)]
            inside.setdefault(index, []).append(PairReading(*places, words[0], words[1], type_, grade, weight))
    for index, own in inside.items():
        found[index] = replace(found[index], readings=tuple(own))
    return tuple(_worded(bead, texts, language, readings) for bead in _with_cuts(found, texts))


def _worded(bead: PairBead, texts: tuple[str, str], language: Language, readings: bool) -> PairBead:
    """A bead with its words; where it stands in one text alone, with its grade, and as a reading if readings are asked for."""
    lemma, text = (text[slice(*place)] if place else "" for text, place in zip(texts, (bead.base, bead.other), strict=True))
    bead = replace(bead, base_text=lemma, other_text=text)
    if bead.base and bead.other:
        return bead
    grade, weight = _judged(lemma, text, language, opening=True)
    alone = PairReading(bead.base, bead.other, lemma, text, "omission" if bead.base else "addition", grade, weight)
    return replace(bead, grade=grade, weight=weight, readings=(alone,) if readings else ())


def _judged(base: str, other: str, language: Language, *, opening: bool = False) -> tuple[str, float | None]:
    """The grade and weight of words by themselves."""
    from edition.collation.weighing import judged

    return judged(base, other, language, (opening, opening))[1:]


def _with_cuts(beads: list[PairBead], texts: tuple[str, str]) -> list[PairBead]:
    """Set what one text alone has against the ellipsis by which the other, beside it, shows that it left it out."""
    runs = [list(run) for _, run in itertools.groupby(beads, _lacking)]
    found: list[PairBead] = []
    for number, run in enumerate(runs):
        side = _lacking(run[0])
        place = _cut_beside(found, runs[number + 1 : number + 2], side, texts) if side else None
        if side == "other" and place:
            run = [replace(run[0], base=_whole(run, "base"), other=place, cut=True)]
        elif side == "base" and place:
            run = [replace(run[0], base=place, other=_whole(run, "other"), cut=True)]
        found += run
    return found


def _cut_beside(before: list[PairBead], after: Sequence[list[PairBead]], side: Side, texts: tuple[str, str]) -> Range | None:
    """The ellipsis at the edge of the bead before or after, on the side that has nothing else; taken out of that bead."""
    places = [
        _cut_off(beads, at, side, texts, sign)
        for beads, at, sign in ((before, -1, _CUT_AFTER), *((run, 0, _CUT_BEFORE) for run in after))
        if beads
    ]
    return next((place for place in places if place), None)


def _lacking(bead: PairBead) -> Side | None:
    """The side that a bead has not."""
    return "base" if bead.base is None else "other" if bead.other is None else None


def _whole(run: Sequence[PairBead], side: Side) -> Range:
    places = [place for bead in run if (place := bead.base if side == "base" else bead.other)]
    return places[0][0], places[-1][1]


def _cut_off(beads: list[PairBead], at: int, side: Side, texts: tuple[str, str], sign: re.Pattern[str]) -> Range | None:
    """Take an ellipsis that stands on this side alone at the edge of a bead out of it; its place, None where there is none."""
    bead = beads[at]
    if not bead.base or not bead.other or bead.moved:
        return None
    sides = {"base": texts[0][slice(*bead.base)], "other": texts[1][slice(*bead.other)]}
    match = sign.search(sides[side])
    if not match or sign.search(sides["other" if side == "base" else "base"]) or not sides[side].replace(match[0], "").strip():
        return None
    start, end = bead.base if side == "base" else bead.other
    place = start + match.start(), start + match.end()
    rest = (start, place[0]) if sign is _CUT_AFTER else (place[1], end)
    readings = tuple(kept for reading in bead.readings if (kept := _within(reading, side, rest, texts)))
    beads[at] = replace(bead, base=rest, readings=readings) if side == "base" else replace(bead, other=rest, readings=readings)
    return place


def _within(reading: PairReading, side: Side, rest: Range, texts: tuple[str, str]) -> PairReading | None:
    """What of a reading lies within a range on one side; None where nothing is left of it on either."""
    if side == "base" and reading.base:
        place = _clipped(reading.base, rest)
        reading = replace(reading, base=place, lemma=texts[0][slice(*place)])
    elif side == "other" and reading.other:
        place = _clipped(reading.other, rest)
        reading = replace(reading, other=place, text=texts[1][slice(*place)])
    return reading if reading.lemma or reading.text else None


def _graded(
    readings: Iterable[tuple[int, PlacedType]], sides: tuple[RawText, RawText], language: Language
) -> list[tuple[int, tuple[Range, Range, str, str, float | None]]]:
    """Turn readings into the same with grade and weight, each by its own words where it has none."""
    from edition.collation.weighing import judged_each

    found = list(readings)
    asked = [
        (sides[0].running.text[slice(*base)], sides[1].running.text[slice(*other)])
        for _, (base, other, _, graded) in found
        if graded is None
    ]
    own = iter(judged_each(asked, language))
    return [(index, (base, other, type_, *(graded or next(own)[1:]))) for index, (base, other, type_, graded) in found]


def _readings(sides: tuple[RawText, RawText], alignment: Alignment, language: Language) -> Iterator[tuple[int, PlacedType]]:
    """The readings, each with the index of the bead that it stands in.

    A passage that moved within a bead is one reading, as long as both its sides; of one that moved into another bead each half is
    a reading, with one side empty.

    What two texts have in common counts only where both sides of it lie in one bead; the rest of the bead is readings.
    """
    from edition.collation import collate
    from edition.collation.classify import type_of
    from edition.collation.weighing import MOVED
    from edition.collation.weight_model import weights_for

    variants = collate(sides[0].running, sides[1].running, alignment, language)
    common = _common(variants, len(sides[0].running.text))
    first = 0
    for index, bead in enumerate(alignment.beads):
        if not bead.base or not bead.other:
            continue
        if bead.moved:
            yield index, (bead.base, bead.other, "transposition", ("stylistic", MOVED if weights_for(language) else None))
            continue
        while first < len(common) and (common[first][0][1] < bead.base[0] or common[first][1][1] < bead.other[0]):
            first += 1
        at = bead.base[0], bead.other[0]
        for one, two in [*_inside(common, first, bead.base, bead.other), ((bead.base[1],) * 2, (bead.other[1],) * 2)]:
            if at != (one[0], two[0]):
                base, other = (at[0], one[0]), (at[1], two[0])
                words = sides[0].running.text[slice(*base)], sides[1].running.text[slice(*other)]
                type_, graded = _type_and_grade(variants, base, other)
                if type_ in _WORDED and not all(map(_has_words, words)):
                    # The words of the variant there stand in the next bead, or it touches another.
                    type_, graded = type_of(*words, language), None
                halves = _halves(variants, base, other) if type_ == "transposition" else None
                if halves and _lie_within((bead.base, bead.other), halves):
                    base, other = halves
                    if at[0] == one[0]:
                        # It was given where the base has it.
                        at = one[1], two[1]
                        continue
                # The space that one bead has at its end and the other, the last of its text, has not is no reading.
                if type_ == "paragraph" or "".join(words).strip():
                    yield index, (base, other, type_, graded)
            at = one[1], two[1]


def _has_words(text: str) -> bool:
    return any(letter.isalnum() for letter in text)


def _halves(variants: Sequence[Variant], base: Range, other: Range) -> tuple[Range, Range] | None:
    """The two places of a passage that moved, one of which a reading with one empty side has; None where the reading has more."""
    at = bisect_left(variants, base[0], key=lambda variant: variant.base[0])
    for variant in variants[at : at + 4]:
        if (variant.base, variant.other) == (base, other) and variant.partner is not None:
            partner = variants[variant.partner]
            return (variant.base, partner.other) if base[0] < base[1] else (partner.base, variant.other)
    return None


def _lie_within(bead: tuple[Range, Range], halves: tuple[Range, Range]) -> bool:
    """Whether both places of a passage that moved lie in one bead."""
    return all(whole[0] <= half[0] and half[1] <= whole[1] for whole, half in zip(bead, halves, strict=True))


def _common(variants: Sequence[Variant], end: int) -> list[tuple[Range, Range]]:
    """The stretches between variants, where two texts are the same, up to the end of the base; empty where variants touch.

    A variant in which they differ in nothing but what is folded is such a stretch too.
    """
    found: list[tuple[Range, Range]] = []
    at = 0, 0
    for variant in variants:
        if variant.type == FOLDED:
            found += [((at[0], variant.base[0]), (at[1], variant.other[0])), (variant.base, variant.other)]
        elif at[0] < variant.base[0] or at == (variant.base[0], variant.other[0]) != (0, 0):
            found.append(((at[0], variant.base[0]), (at[1], variant.other[0])))
        at = variant.base[1], variant.other[1]
    if at[0] < end:
        found.append(((at[0], end), (at[1], at[1] + end - at[0])))
    return found


def _inside(common: Sequence[tuple[Range, Range]], first: int, base: Range, other: Range) -> Iterator[tuple[Range, Range]]:
    """The parts of common stretches, from the first that matters, that lie in a bead on both sides."""
    for number in range(first, len(common)):
        one, two = common[number]
        if one[0] > base[1] or two[0] > other[1]:
            return
        if one[1] - one[0] != two[1] - two[0]:
            # Folded: no place within it answers another.
            if base[0] <= one[0] and one[1] <= base[1] and other[0] <= two[0] and two[1] <= other[1]:
                yield one, two
            continue
        start = max(one[0], base[0], one[0] + other[0] - two[0])
        end = min(one[1], base[1], one[0] + other[1] - two[0])
        if start <= end:
            yield (start, end), (start + two[0] - one[0], end + two[0] - one[0])


def _type_and_grade(variants: Sequence[Variant], base: Range, other: Range) -> tuple[str, Graded | None]:
    """The type of a reading, and its grade and weight: those of the variant there; None where one of the reading's sides is empty
    and none of the variant's."""
    at = bisect_left(variants, base[0], key=lambda variant: variant.base[1])
    within = [v for v in variants[at : at + 4] if v.base[0] <= base[1] and v.other[0] <= other[1] and v.other[1] >= other[0]]
    # Of variants that touch, those that share some place with the reading.
    within = [v for v in within if _overlap(v.base, base) + _overlap(v.other, other)] or within
    if base[0] == base[1] or other[0] == other[1]:
        fit = [v for v in within if (v.base[0] < v.base[1]) is (base[0] < base[1]) or v.type in ACCIDENTAL_TYPES]
        type_ = "omission" if base[0] < base[1] else "addition"
    else:
        fit = [v for v in within if v.type not in ("transposition", "omission", "addition")]
        type_ = "lexical"
    return (fit[0].type, (fit[0].grade, fit[0].weight)) if fit else (type_, None)


def _overlap(one: Range, two: Range) -> int:
    return max(0, min(one[1], two[1]) - max(one[0], two[0]))


def _clipped(place: Range, bounds: Range) -> Range:
    """The part of a range within bounds; where there is none, an empty one at the nearest end."""
    low, high = bounds
    start, end = (min(max(offset, low), high) for offset in place)
    return start, end


def word_links(text: str, file: str, language: Language, report: Report, model: Path | None = None) -> list[list[tuple[int, int]]]:
    """Turn lines of two sentences parted by a tab, tokens parted by spaces, into links of tokens, base first, counted from 0.

    `model`: a file of weights to use in the place of the program's own. A line without a tab has no links and is reported (W036).

    Raises TextError (E037): the file of weights cannot be used.
    """
    from edition.collation.words import likely_links_of

    weights = _weights(model) if model else None
    pairs: list[tuple[list[str], list[str]]] = []
    for number, line in enumerate(text.removesuffix("\n").split("\n"), 1):
        base, tab, other = line.partition("\t")
        if not tab:
            report.add("W036", Locus(file, number))
        pairs.append((base.split(), other.split()))
    return [sorted(links) for links in likely_links_of(pairs, language, weights)]


def _weights(path: Path) -> Model:
    from zipfile import BadZipFile

    from edition.collation.network import load

    try:
        return load(path)
    except FileNotFoundError:
        raise TextError(Message("E001", None, {"path": str(path)})) from None
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        raise TextError(Message("E037", Locus(str(path)))) from error


def quoted_passages(quoting: str, witness: str, file: str, language: Language, report: Report) -> tuple[QuotedPassage, ...]:
    """Turn a text that quotes and a text that it may quote into the passages found, in the order of the quotations.

    `file` is the quoting file's name in messages. Each uncut piece of a quotation is a passage of its own.
    """
    from edition.alignment.quotations import locate
    from edition.model import Witness
    from edition.readers.quoted_passages import read_quotations

    mine = Report()
    quotations = read_quotations(Witness(siglum="", file=file, language=language.tag), quoting, mine).quotations
    # A text that quotes nothing is no error here: it has no passages.
    report.messages += [message for message in mine if message.severity != "error"]
    return tuple(
        QuotedPassage(
            hit.quote, hit.passage, hit.coverage, hit.same_translation, quoting[slice(*hit.quote)], witness[slice(*hit.passage)]
        )
        for hit in locate(quotations, [witness], language, quoting)
    )
