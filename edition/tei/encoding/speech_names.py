"""Turn what each witness says of who speaks, where a speech of the base begins, into the reading of its speaker.

A witness that begins a speech at that very place has its name there; with any other its speech before runs on, and what it begins
elsewhere is said where it begins (docs/encoding.md, “Plays”).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from edition.model import GRADES, Apparatus, Mark, Reading, RunningText, VariationUnit
from edition.text.ids import word_id


@dataclass(frozen=True, slots=True)
class SpeechNames:
    """`speakers`: by the places where the base begins a speech, a unit of the names there, None where all have the base's.

    `units`, `marks`: those of the entry, without the beginnings of speeches that are told there.
    """

    speakers: dict[int, VariationUnit | None]
    units: tuple[VariationUnit, ...]
    marks: tuple[Mark, ...]


def speech_names(apparatus: Apparatus, full: Sequence[str], ids: dict[str, int]) -> SpeechNames:
    """Find who speaks where a speech of the base begins. `full`: the sigla of the witnesses that have the entry whole, in order.

    `ids`: how often each id of the entry was given.
    """
    begun = {mark.at: str(mark.value) for mark in apparatus.text.marks if mark.kind == "speech" and mark.value}
    if not begun:
        return SpeechNames({}, apparatus.units, apparatus.marks)
    named: dict[int, dict[str, str]] = {at: {apparatus.base: name} for at, name in begun.items()}
    units = []
    # By the places where speeches begin, the witnesses that have words of their own there before the base's.
    worded: dict[int, set[str]] = {}
    for unit in apparatus.units:
        at = unit.end if unit.end in begun and apparatus.text.text[unit.start : unit.end] == "\n" else unit.start
        if at not in begun or unit.type == "attestation":
            units.append(unit)
            continue
        before = worded.get(at, set())
        units.append(replace(unit, readings=tuple(_without(r, unit, at, apparatus.base, named, before) for r in unit.readings)))
        if at == unit.start:
            worded[at] = before.union(s for reading in unit.readings if reading.content.text for s in reading.sigla)
    marks = tuple(
        mark
        for mark in apparatus.marks
        if mark.siglum in worded.get(mark.at, ()) or not _names(mark, apparatus.base, mark.at, named)
    )
    known = {unit.start: unit for unit in apparatus.speakers}
    ids.update({unit.key: 1 for unit in apparatus.speakers})
    speakers = {
        at: _speaker(apparatus, at, [apparatus.base, *(s for s in full if s != apparatus.base)], names, known.get(at), ids)
        for at, names in named.items()
    }
    return SpeechNames(speakers, tuple(units), marks)


def _names(mark: Mark, base: str, at: int, named: dict[int, dict[str, str]]) -> bool:
    """Whether a mark says who speaks where the base begins a speech too; it is told there."""
    if mark.kind != "speech" or not mark.value or mark.siglum == base or at not in named:
        return False
    named[at].setdefault(mark.siglum, str(mark.value))
    return True


def _without(
    reading: Reading, unit: VariationUnit, at: int, base: str, named: dict[int, dict[str, str]], worded: Iterable[str]
) -> Reading:
    """A reading without the beginnings of speeches that stand where that of the base does: before or after all of its words."""
    there = 0 if at == unit.start else len(reading.content.text)
    marks = tuple(
        mark for mark in reading.content.marks if mark.at != there or mark.siglum in worded or not _names(mark, base, at, named)
    )
    return reading if len(marks) == len(reading.content.marks) else replace(reading, content=replace(reading.content, marks=marks))


def _speaker(
    apparatus: Apparatus, at: int, sigla: Sequence[str], names: dict[str, str], known: VariationUnit | None, ids: dict[str, int]
) -> VariationUnit | None:
    readings: dict[str, list[str]] = {}
    for siglum in sigla:
        readings.setdefault(names.get(siglum, ""), []).append(siglum)
    if len(readings) == 1:
        return None
    if known is None:
        text = apparatus.text.text
        key = word_id(apparatus.n, "s", text, at, min(at + 60, len(text)), "speaker", ids)
        known = VariationUnit(key, at, at, "speaker", "accidental", ())
    of = {reading.content.text: reading for reading in known.readings}
    of.setdefault(next(iter(readings)), Reading((), RunningText(next(iter(readings)))))
    untold = Reading((), RunningText(""), type="speaker", grade=known.grade)
    made = [
        replace(of.get(name, replace(untold, content=RunningText(name))), sigla=tuple(group)) for name, group in readings.items()
    ]
    return replace(known, grade=max((reading.grade for reading in made[1:]), key=GRADES.index), readings=tuple(made))
