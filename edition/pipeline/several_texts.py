"""Turn any number of texts that belong to no edition into the variation units at which they differ from the first, the base."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from edition.language.languages import Language
from edition.messages import Message, Report
from edition.model import VariationUnit
from edition.model.apparatus_units import WitnessReading, lemma_of
from edition.pipeline.result_sequence import ResultSequence
from edition.pipeline.result_tables import as_table, other_readings
from edition.text.raw_text import RawText, raw_text


@dataclass(frozen=True, slots=True)
class CollatedUnit:
    """A stretch of the base at which witnesses differ. It iterates over its readings.

    `start`, `end`: its range in the base's text, in code points, end exclusive. `type`, `grade`: model.VARIANT_TYPES, model.GRADES.
    `readings`: the base's first; each witness stands in one. `weight`: how likely it is that a reader of the one text believes what
    a reader of the other does not, from 0 to 1; None where it was not weighed.
    """

    start: int
    end: int
    type: str
    grade: str
    readings: tuple[WitnessReading, ...]
    weight: float | None = None

    def __iter__(self) -> Iterator[WitnessReading]:
        return iter(self.readings)

    @property
    def lemma(self) -> str:
        """The words of the base, "" where it has none."""
        return lemma_of(self.readings)

    @property
    def sigla(self) -> tuple[str, ...]:
        """All witnesses that have a reading here, each once, in the order of the readings."""
        return tuple(siglum for reading in self.readings for siglum in reading.sigla)

    def to_dict(self) -> dict[str, object]:
        """The unit as plain values."""
        said = {"start": self.start, "end": self.end, "type": self.type, "grade": self.grade, "weight": self.weight}
        return {**said, "readings": [_reading_values(reading) for reading in self.readings]}


@dataclass(frozen=True, slots=True, repr=False)
class TextCollation(ResultSequence[CollatedUnit]):
    """Several texts set against the first: a sequence of the units at which they differ, in the order of the base.

    `witnesses`: the sigla, the base's first. `base_text`: the text in which ranges count; `plain`: whether it is that of its file,
    character for character. `messages`: what was reported on the way.
    """

    witnesses: tuple[str, ...]
    base_text: str
    units: tuple[CollatedUnit, ...]
    messages: tuple[Message, ...] = ()
    plain: bool = True

    @property
    def _parts(self) -> tuple[CollatedUnit, ...]:
        return self.units

    def to_dict(self) -> dict[str, object]:
        """The result as plain values, ranges as in `edition align --json`."""
        text = {} if self.plain else {"base_text": self.base_text}
        return {"witnesses": [*self.witnesses], **text, "units": [unit.to_dict() for unit in self.units]}

    def _repr_html_(self) -> str:
        rows = [(unit.lemma, other_readings(unit), unit.type, unit.grade) for unit in self.units]
        caption = f"{len(self.units)} variation units of {', '.join(self.witnesses)}"
        return as_table(caption, (self.witnesses[0], "others", "type", "grade"), rows)


def _reading_values(reading: WitnessReading) -> dict[str, object]:
    return {"sigla": [*reading.sigla], "text": reading.text, "is_lemma": reading.is_lemma}


def collated(texts: Sequence[tuple[str, str, str]], language: Language, report: Report) -> tuple[CollatedUnit, ...]:
    """Turn texts of one language, each with its siglum and file, into the units at which they differ; the first is the base.

    Reports texts that have few words in common with the base (W257).
    """
    from edition.alignment import align
    from edition.collation import collate
    from edition.collation.merge import apparatus
    from edition.model import CollatedWitness, Stretch
    from edition.pipeline.unlike_texts import report_unlike

    (base, base_file, base_text), *rest = texts
    raw = raw_text(base_text)
    others = []
    for siglum, file, text in rest:
        running = raw_text(text).running
        alignment = align(raw.running, running, language)
        report_unlike((base_file, file), (raw.running.text, running.text), alignment.beads, language, report)
        stretch = Stretch(0, len(raw.running.text), running, collate(raw.running, running, alignment, language))
        others.append(CollatedWitness(siglum, (stretch,), alignment.beads))
    return tuple(_unit(unit, raw, base) for unit in apparatus("", None, base, raw.running, others).units)


def _unit(unit: VariationUnit, raw: RawText, base: str) -> CollatedUnit:
    readings = tuple(
        WitnessReading(
            reading.sigla,
            " ".join(reading.content.text.split()),
            reading.type,
            reading.grade,
            reading.cause,
            is_lemma=base in reading.sigla,
        )
        for reading in unit.readings
    )
    return CollatedUnit(*raw.in_file((unit.start, unit.end)), unit.type, unit.grade, readings, unit.weight)


def sigla_of(names: Iterable[str]) -> tuple[str, ...]:
    """Turn the names of files into sigla: the names themselves, with a number where two are alike."""
    found: dict[str, None] = {}
    for name in names:
        siglum, count = name, 1
        while siglum in found:
            count += 1
            siglum = f"{name}-{count}"
        found[siglum] = None
    return tuple(found)
