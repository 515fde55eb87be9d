"""Turn the passages that reviews quote into units that say where each begins and ends (witStart, witEnd; Guidelines 13.1.5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from edition.model import Mark, Quotation, Reading, RunningText, Stretch, VariationUnit


def with_bounds(units: Sequence[VariationUnit], quoted: Iterable[tuple[str, Stretch]]) -> list[VariationUnit]:
    """Turn the units of an entry into the same with those that say where quoting witnesses begin and end.

    `quoted`: the stretches of quoting witnesses with their sigla. A bound that lies inside a unit is in its reading already.
    """
    result = list(units)
    for siglum, stretch in quoted:
        start, end = stretch.start, stretch.end
        inside = [u for u in result if u.type != "attestation" and u.start <= end and u.end >= start and _has(u, siglum)]
        if not any(u.start < start < u.end for u in inside):
            at = next((k for k, u in enumerate(result) if u.start > start or _opens(u, start, siglum)), len(result))
            result.insert(at, _bound("witStart", start, siglum, stretch.quotation))
        if not any(u.start < end < u.end for u in inside):
            at = max((k + 1 for k, u in enumerate(result) if u.end <= end and (u.start < end or _is_mine(u, siglum))), default=0)
            result.insert(at, _bound("witEnd", end, siglum, None))
    return _bounds_together(result)


def _opens(unit: VariationUnit, start: int, siglum: str) -> bool:
    """Whether a unit at the place where a quotation begins stands inside the quotation."""
    return unit.start == start and (unit.end > start or (unit.type != "attestation" and _has(unit, siglum)))


def _has(unit: VariationUnit, siglum: str) -> bool:
    return any(siglum in reading.sigla for reading in unit.readings)


def _is_mine(unit: VariationUnit, siglum: str) -> bool:
    """Whether a unit without width belongs to a quotation that ends here: its own words, or its own beginning."""
    return _has(unit, siglum) and (unit.type != "attestation" or unit.readings[0].content.marks[0].kind == "witStart")


def _bound(kind: Literal["witStart", "witEnd"], at: int, siglum: str, quotation: Quotation | None) -> VariationUnit:
    reading = Reading((siglum,), RunningText("", (), (), (Mark(kind, 0, quotation, siglum),)))
    return VariationUnit("", at, at, "attestation", "", (reading,))


def _bounds_together(units: Sequence[VariationUnit]) -> list[VariationUnit]:
    """Bounds of the same kind that follow one another at one place become one."""
    result: list[VariationUnit] = []
    for unit in units:
        last = result[-1] if result else None
        if last and last.type == unit.type == "attestation" and last.start == unit.start:
            mine, theirs = last.readings[0], unit.readings[0]
            if mine.content.marks[0].kind == theirs.content.marks[0].kind:
                content = replace(mine.content, marks=(*mine.content.marks, *theirs.content.marks))
                result[-1] = replace(last, readings=(Reading((*mine.sigla, *theirs.sigla), content),))
                continue
        result.append(unit)
    return result
