"""Turn any two texts into beads and readings, pairs of sentences into word links, and a review into the passages that it quotes.

These are the stages of the pipeline for texts that belong to no edition. Offsets are those of the texts given.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypedDict

from edition.messages import Report
from edition.model import Alignment, Bead, Locus, Range, Variant
from edition.rawtext import RawText, raw_text


class ReadingFound(TypedDict):
    """A place where the texts differ; a side that has nothing is an empty range where it would stand."""

    base: Range
    other: Range
    type: str


class BeadFound(TypedDict):
    """Passages that answer one another; where one side is None the bead itself is the reading."""

    base: Range | None
    other: Range | None
    score: float
    moved: bool
    readings: list[ReadingFound]


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
        for index, places in _readings(sides, alignment):
            found[index]["readings"].append(places)
    return found


def _readings(sides: tuple[RawText, RawText], alignment: Alignment) -> Iterator[tuple[int, ReadingFound]]:
    """The readings with the index of the bead that each stands in. A moved passage is one reading, as long as both its sides."""
    from edition.collation import collate

    beads = alignment.beads
    for index, bead in enumerate(beads):
        if bead.moved and bead.base and bead.other:
            yield index, _reading(sides, bead.base, bead.other, "transposition")
    pairs = [index for index, bead in enumerate(beads) if bead.base and bead.other and not bead.moved]
    at = 0
    for variant in collate(sides[0].running, sides[1].running, alignment):
        while at + 1 < len(pairs) and _after(variant, beads[pairs[at]]):
            at += 1
        if not pairs or variant.type == "transposition":
            continue
        bead = beads[pairs[at]]
        base, other = _clipped(variant.base, bead.base), _clipped(variant.other, bead.other)
        # What stands in a bead of one side alone is that bead.
        if base[0] < base[1] or other[0] < other[1]:
            yield pairs[at], _reading(sides, base, other, variant.type)


def _after(variant: Variant, bead: Bead) -> bool:
    """Whether a variant begins behind a bead, on the side where it has words."""
    side, place = (variant.base, bead.base) if variant.base[0] < variant.base[1] else (variant.other, bead.other)
    return place is not None and side[0] >= place[1]


def _clipped(place: Range, bounds: Range | None) -> Range:
    """The part of a range within bounds; where there is none, an empty one at the nearest end."""
    low, high = bounds or (0, 0)
    start, end = (min(max(offset, low), high) for offset in place)
    return start, end


def _reading(sides: tuple[RawText, RawText], base: Range, other: Range, type_: str) -> ReadingFound:
    return {"base": sides[0].in_file(base), "other": sides[1].in_file(other), "type": type_}


def word_links(text: str, file: str, report: Report) -> Iterator[Sequence[tuple[int, int]]]:
    """Turn lines of two sentences parted by a tab, tokens parted by spaces, into links of tokens, base first, counted from 0.

    A line without a tab has no links and is reported (W036).
    """
    from edition.collation import link_words

    for number, line in enumerate(text.removesuffix("\n").split("\n"), 1):
        base, tab, other = line.partition("\t")
        if not tab:
            report.add("W036", Locus(file, number))
        yield sorted(link_words(base.split(), other.split()))


def quoted_passages(quoting: str, witness: str, file: str, report: Report) -> list[PassageFound]:
    """Turn a text that quotes and a text that it may quote into the passages found, in the order of the quotations.

    `file` is the quoting file's name in messages. Each uncut piece of a quotation is a passage of its own.
    """
    from edition.alignment.quotations import locate
    from edition.model import Witness
    from edition.readers.quotations import read_quotations

    mine = Report()
    quotations = read_quotations(Witness(siglum="", file=file), quoting, mine).quotations
    # A text that quotes nothing is no error here: it has no passages.
    report.messages += [message for message in mine if message.severity != "error"]
    return [
        {"quote": hit.quote, "passage": hit.passage, "coverage": hit.coverage, "same_translation": hit.same_translation}
        for hit in locate(quotations, [witness])
    ]
