"""Turn variation units that go over the ends of verses of the base into pieces, each within one verse.

The pieces are apps that @next and @prev tie (Guidelines 17.3): the lemma is parted, each other reading stands whole in the first
piece. A unit that says no more than which witnesses begin a paragraph where the base begins a verse is none.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from edition.model import BEGINNINGS, Mark, Range, RunningText, VariationUnit
from edition.text.ids import tied_ids
from edition.text.looks import clipped

_NOTHING = RunningText("")


@dataclass(frozen=True, slots=True)
class UnitPiece:
    """A variation unit, or the piece of one that stands within one verse of the base.

    `before`, `after`: the keys of the pieces before and after it, "" where there is none.
    """

    unit: VariationUnit
    before: str = ""
    after: str = ""


@dataclass
class UnitPieces:
    """What becomes of the units of an entry: `pieces` in order; `marks` of the units that are none; `breaks`: where a verse of the
    base begins, the witnesses for whom a paragraph begins there.
    """

    pieces: list[UnitPiece] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    breaks: dict[int, tuple[str, ...]] = field(default_factory=dict)


def split_units(units: Iterable[VariationUnit], borders: Sequence[Range]) -> UnitPieces:
    """Split units at the borders of verses. `borders`: what stands between two verses of one block, in order."""
    found = UnitPieces()
    starts = [start for start, _ in borders]
    for unit in units:
        edges = (unit.start, unit.start), (unit.end, unit.end)
        near = borders[bisect_left(starts, unit.start) : bisect_right(starts, unit.end)]
        within = [border for border in near if border[1] <= unit.end and border not in edges]
        if not within or unit.type == "attestation":
            found.pieces.append(UnitPiece(unit))
        elif within == [(unit.start, unit.end)] and all(reading.content.text in (" ", "\n") for reading in unit.readings):
            found.marks += [replace(mark, at=unit.end) for reading in unit.readings for mark in reading.content.marks]
            parted = tuple(siglum for reading in unit.readings if reading.content.text == "\n" for siglum in reading.sigla)
            if parted:
                found.breaks[unit.end] = parted
        else:
            found.pieces += _pieces(unit, within)
    return found


def _pieces(unit: VariationUnit, borders: Sequence[Range]) -> list[UnitPiece]:
    ends = [start for start, _ in borders] + [unit.end]
    starts = [unit.start] + [end for _, end in borders]
    keys = list(tied_ids(unit.key, len(starts)))
    lemma, *others = unit.readings
    empty = [replace(reading, content=_NOTHING) for reading in others]
    made = []
    for place, (start, end) in enumerate(zip(starts, ends, strict=True)):
        content = _part(lemma.content, start - unit.start, end - unit.start, ends[place - 1] - unit.start if place else -1)
        piece = replace(unit, key=keys[place], start=start, end=end)
        if place:
            piece = replace(piece, readings=(replace(lemma, content=content), *empty), partner=None, comments=())
        else:
            piece = replace(piece, readings=(replace(lemma, content=content), *others))
        after = keys[place + 1] if place + 1 < len(keys) else ""
        made.append(UnitPiece(piece, keys[place - 1] if place else "", after))
    return made


def _part(content: RunningText, start: int, end: int, before: int) -> RunningText:
    """The part of a lemma in one verse; `before`: where the part before it ends, -1 of the first.

    What begins with a verse belongs to it, what stands at its end, such as a note, too.
    """
    spans = tuple(
        replace(span, start=span.start - start, end=span.end - start)
        for span in content.spans
        if start <= span.start <= span.end <= end
    )
    whole = end == len(content.text)
    marks = tuple(
        replace(mark, at=max(mark.at - start, 0))
        for mark in content.marks
        if (mark.at > before or (mark.at == before and mark.kind in BEGINNINGS))
        and (whole or mark.at < end or (mark.at == end and mark.kind not in BEGINNINGS))
    )
    return RunningText(content.text[start:end], (), spans, marks, clipped(content.looks, start, end))
