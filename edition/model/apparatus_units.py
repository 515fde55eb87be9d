"""The types of an apparatus as it is given to a caller: a place where witnesses differ, and what each has there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

# How an apparatus that stands outside the text is bound to it (Guidelines 13.2.2, 13.2.1).
METHODS = ("double-end-point", "location-referenced")


@dataclass(frozen=True, slots=True)
class WitnessReading:
    """What one or more witnesses have at a place where witnesses differ (TEI lem or rdg).

    `sigla`: the witnesses; of TEI as listWit prints them and in its order, and of a lemma without @wit all that no other reading of
    the unit names (Guidelines 13.1.2). `text`: the words on one line, "" where there are none. `type`, `grade`, `cause`: @type,
    @subtype and @cause of this reading alone, "" where there are none. `is_lemma`: whether the base, or the text of the edition,
    reads so. `silent`: no printed apparatus has it, because the editor keeps it out or the witness is not compared here.
    `rules`: the ids of the editor's rules that are on it, categories of the taxonomy of rules (docs/encoding.md).
    """

    sigla: tuple[str, ...]
    text: str
    type: str = ""
    grade: str = ""
    cause: str = ""
    is_lemma: bool = False
    silent: bool = False
    rules: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """The reading as plain values."""
        return {**asdict(self), "sigla": [*self.sigla], "rules": [*self.rules]}


@dataclass(frozen=True, slots=True)
class ApparatusUnit:
    """A place of a TEI document at which witnesses differ (TEI app, or several that are tied). It iterates over its readings.

    `entry`: the key of the entry it stands in, the `n` of one of the document's entries. `id`: its xml:id, "" where it has none.
    `start`, `end`: offsets in code points, end exclusive, in the running text of that entry (its heading, then its paragraphs, one
    character between two of them); None where no entry has the place, as in a note. `line`: the line of the file, from 1; None
    where it is not known. `type`, `grade`: @type and @subtype, "" where there are none; where only its readings have them, theirs,
    of grades the highest. `partner`: the id of the other half of a transposition. `within`: of a unit that stands in a reading of
    another, the index of that one in the apparatus. `weight`: how likely it is that a reader of the one text believes what a reader
    of the other does not, from 0 to 1; None where it was not weighed.
    """

    entry: str
    id: str
    start: int | None
    end: int | None
    line: int | None
    type: str
    grade: str
    readings: tuple[WitnessReading, ...]
    partner: str | None = None
    within: int | None = None
    weight: float | None = None

    def __iter__(self) -> Iterator[WitnessReading]:
        return iter(self.readings)

    @property
    def is_lineation(self) -> bool:
        """Whether its readings differ only by the capital that begins a verse: none is printed, and none is counted."""
        others = [reading for reading in self.readings if not reading.is_lemma]
        return bool(others) and all("lineation" in reading.cause.split() for reading in others)

    @property
    def lemma(self) -> str:
        """The words that the text of the edition has here, "" where it has none."""
        return lemma_of(self.readings)

    @property
    def sigla(self) -> tuple[str, ...]:
        """All witnesses that have a reading here, each once, in the order of the readings."""
        return tuple(dict.fromkeys(siglum for reading in self.readings for siglum in reading.sigla))

    def to_dict(self) -> dict[str, object]:
        """The unit as plain values."""
        return {**asdict(self), "readings": [reading.to_dict() for reading in self.readings]}


def lemma_of(readings: tuple[WitnessReading, ...]) -> str:
    """The words of the lemma among readings, "" where there is none."""
    return next((reading.text for reading in readings if reading.is_lemma), "")
