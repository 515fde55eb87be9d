"""Turn any two texts into beads and readings, pairs of sentences into word links, and a review into the passages that it quotes.

These are the stages of the pipeline for texts that belong to no edition. Offsets are those of the texts given.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NotRequired, TypedDict

from edition.errors import TextError
from edition.messages import Message, Report
from edition.model import ACCIDENTAL_TYPES, Alignment, Locus, Range, Variant
from edition.text.raw_text import RawText, raw_text

if TYPE_CHECKING:
    from edition.collation.network import Model


Side = Literal["base", "other"]

# An ellipsis, in brackets or not, at the end and at the beginning of a passage; of four points the first is a stop.
_ELLIPSIS = r"[\[(]?(?:…|\.(?:[ \u00a0]?\.){2})[\])]?"
_CUT_AFTER, _CUT_BEFORE = re.compile(rf"{_ELLIPSIS}\s*\Z"), re.compile(rf"\A\s*{_ELLIPSIS}\s*")


class ReadingFound(TypedDict):
    """A place where the texts differ; a side that has nothing is an empty range where it would stand."""

    base: Range
    other: Range
    type: str


class BeadFound(TypedDict):
    """Passages that answer one another; where one side is None the bead itself is the reading.

    An ellipsis by which one text shows that it left something out is a bead with what it left out, marked `cut`, and no
    reading: that a passage was cut says nothing of how it was worded (DESIGN.md section 3 point 7).
    """

    base: Range | None
    other: Range | None
    score: float
    moved: bool
    readings: list[ReadingFound]
    cut: NotRequired[Literal[True]]


class PassageFound(TypedDict):
    """A quotation and the passage that it quotes; `coverage` is the share of its words found there."""

    quote: Range
    passage: Range
    coverage: float
    same_translation: bool


def compare(base: str, other: str, *, readings: bool = True) -> list[BeadFound]:
    """Turn two texts into beads in the order of the base, each with its readings unless they are not asked for."""
    from edition.alignment import align

    sides = raw_text(base), raw_text(other)
    alignment = align(sides[0].running, sides[1].running)
    found: list[BeadFound] = [
        {
            "base": sides[0].in_file(bead.base) if bead.base else None,
            "other": sides[1].in_file(bead.other) if bead.other else None,
            "score": bead.score,
            "moved": bead.moved,
            "readings": [],
        }
        for bead in alignment.beads
    ]
    if readings:
        for index, (one, two, type_) in _readings(sides, alignment):
            bead = found[index]
            # White space that has no place in the running text may lie between an empty range and its bead.
            places = [side.in_file(place) for side, place in zip(sides, (one, two), strict=True)]
            if bead["base"] and bead["other"]:
                base_place, other_place = _clipped(places[0], bead["base"]), _clipped(places[1], bead["other"])
                bead["readings"].append({"base": base_place, "other": other_place, "type": type_})
    return _with_cuts(found, (base, other))


def _with_cuts(beads: list[BeadFound], texts: tuple[str, str]) -> list[BeadFound]:
    """Set what one text alone has against the ellipsis by which the other, beside it, shows that it left it out."""
    runs = [list(run) for _, run in itertools.groupby(beads, _lacking)]
    found: list[BeadFound] = []
    for number, run in enumerate(runs):
        side = _lacking(run[0])
        beside = [(found[-1:], _CUT_AFTER), (runs[number + 1][:1] if number + 1 < len(runs) else [], _CUT_BEFORE)]
        places = [_cut_off(bead, side, texts, sign) for beads_, sign in beside for bead in beads_] if side else []
        place = next((place for place in places if place), None)
        if side == "other" and place:
            run = [{**run[0], "base": _whole(run, "base"), "other": place, "cut": True}]
        elif side == "base" and place:
            run = [{**run[0], "base": place, "other": _whole(run, "other"), "cut": True}]
        found += run
    return found


def _lacking(bead: BeadFound) -> Side | None:
    """The side that a bead has not."""
    return "base" if bead["base"] is None else "other" if bead["other"] is None else None


def _whole(run: Sequence[BeadFound], side: Side) -> Range:
    places = [place for bead in run if (place := bead[side])]
    return places[0][0], places[-1][1]


def _cut_off(bead: BeadFound, side: Side, texts: tuple[str, str], sign: re.Pattern[str]) -> Range | None:
    """Take an ellipsis that stands on this side alone at the edge of a bead out of it; its place, None where there is none."""
    if not bead["base"] or not bead["other"] or bead["moved"]:
        return None
    sides = {"base": texts[0][slice(*bead["base"])], "other": texts[1][slice(*bead["other"])]}
    match = sign.search(sides[side])
    if not match or sign.search(sides["other" if side == "base" else "base"]) or not sides[side].replace(match[0], "").strip():
        return None
    start, end = bead["base"] if side == "base" else bead["other"]
    place = start + match.start(), start + match.end()
    rest = (start, place[0]) if sign is _CUT_AFTER else (place[1], end)
    kept: list[ReadingFound] = []
    for reading in bead["readings"]:
        reading[side] = _clipped(reading[side], rest)
        if reading["base"][0] < reading["base"][1] or reading["other"][0] < reading["other"][1]:
            kept.append(reading)
    bead[side], bead["readings"] = rest, kept
    return place


def _readings(sides: tuple[RawText, RawText], alignment: Alignment) -> Iterator[tuple[int, tuple[Range, Range, str]]]:
    """The readings with the index of the bead that each stands in. A moved passage is one reading, as long as both its sides.

    What two texts have in common counts only where both sides of it lie in one bead; the rest of the bead is readings.
    """
    from edition.collation import collate

    variants = collate(sides[0].running, sides[1].running, alignment)
    common = _common(variants, len(sides[0].running.text))
    first = 0
    for index, bead in enumerate(alignment.beads):
        if not bead.base or not bead.other:
            continue
        if bead.moved:
            yield index, (bead.base, bead.other, "transposition")
            continue
        while first < len(common) and (common[first][0][1] < bead.base[0] or common[first][1][1] < bead.other[0]):
            first += 1
        at = bead.base[0], bead.other[0]
        for one, two in [*_inside(common, first, bead.base, bead.other), ((bead.base[1],) * 2, (bead.other[1],) * 2)]:
            if at != (one[0], two[0]):
                base, other = (at[0], one[0]), (at[1], two[0])
                type_ = _type(variants, base, other)
                # The space that one bead has at its end and the other, the last of its text, has not is no reading.
                if type_ == "paragraph" or (sides[0].running.text[slice(*base)] + sides[1].running.text[slice(*other)]).strip():
                    yield index, (base, other, type_)
            at = one[1], two[1]


def _common(variants: Sequence[Variant], end: int) -> list[tuple[Range, Range]]:
    """The stretches between variants, where two texts are the same, up to the end of the base; empty where variants touch."""
    found: list[tuple[Range, Range]] = []
    at = 0, 0
    for variant in variants:
        if at[0] < variant.base[0] or at == (variant.base[0], variant.other[0]) != (0, 0):
            found.append(((at[0], variant.base[0]), (at[1], variant.other[0])))
        at = variant.base[1], variant.other[1]
    if at[0] < end:
        found.append(((at[0], end), (at[1], at[1] + end - at[0])))
    return found


def _inside(common: Sequence[tuple[Range, Range]], first: int, base: Range, other: Range) -> Iterator[tuple[Range, Range]]:
    """The parts of common stretches, from the first that matters, that lie in a bead on both sides."""
    for number in range(first, len(common)):
        one, two = common[number]
        if one[0] >= base[1] or two[0] >= other[1]:
            return
        start = max(one[0], base[0], one[0] + other[0] - two[0])
        end = min(one[1], base[1], one[0] + other[1] - two[0])
        if start <= end:
            yield (start, end), (start + two[0] - one[0], end + two[0] - one[0])


def _type(variants: Sequence[Variant], base: Range, other: Range) -> str:
    """The type of a reading: that of the variant there, unless one of the reading's sides is empty and none of the variant's."""
    at = bisect_left(variants, base[0], key=lambda variant: variant.base[1])
    within = [v for v in variants[at : at + 4] if v.base[0] <= base[1] and v.other[0] <= other[1] and v.other[1] >= other[0]]
    # Of variants that touch, those that share some place with the reading.
    sharing = [v for v in within if _overlap(v.base, base) + _overlap(v.other, other)]
    within = sharing or within
    if base[0] == base[1] or other[0] == other[1]:
        fit = [v.type for v in within if (v.base[0] < v.base[1]) is (base[0] < base[1]) or v.type in ACCIDENTAL_TYPES]
        return fit[0] if fit else "omission" if base[0] < base[1] else "addition"
    return next((v.type for v in within if v.type not in ("transposition", "omission", "addition")), "lexical")


def _overlap(one: Range, two: Range) -> int:
    return max(0, min(one[1], two[1]) - max(one[0], two[0]))


def _clipped(place: Range, bounds: Range) -> Range:
    """The part of a range within bounds; where there is none, an empty one at the nearest end."""
    low, high = bounds
    start, end = (min(max(offset, low), high) for offset in place)
    return start, end


def word_links(text: str, file: str, report: Report, model: Path | None = None) -> list[list[tuple[int, int]]]:
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
    return [sorted(links) for links in likely_links_of(pairs, weights)]


def _weights(path: Path) -> Model:
    from zipfile import BadZipFile

    from edition.collation.network import load

    try:
        return load(path)
    except FileNotFoundError:
        raise TextError(Message("E001", None, {"path": str(path), "hint": "Check the name and the folder."})) from None
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        raise TextError(Message("E037", Locus(str(path)))) from error


def quoted_passages(quoting: str, witness: str, file: str, report: Report) -> list[PassageFound]:
    """Turn a text that quotes and a text that it may quote into the passages found, in the order of the quotations.

    `file` is the quoting file's name in messages. Each uncut piece of a quotation is a passage of its own.
    """
    from edition.alignment.quotations import locate
    from edition.model import Witness
    from edition.readers.quoted_passages import read_quotations

    mine = Report()
    quotations = read_quotations(Witness(siglum="", file=file), quoting, mine).quotations
    # A text that quotes nothing is no error here: it has no passages.
    report.messages += [message for message in mine if message.severity != "error"]
    return [
        {"quote": hit.quote, "passage": hit.passage, "coverage": hit.coverage, "same_translation": hit.same_translation}
        for hit in locate(quotations, [witness])
    ]
