"""Turn the apparatus of a TEI document back into variation units: plain values, whoever made the document."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree


@dataclass(frozen=True, slots=True)
class WitnessReading:
    """What one or more witnesses have in a variation unit (TEI lem or rdg).

    `sigla`: as listWit prints them, in the order of listWit; of a lemma without @wit all witnesses that no other reading of the unit
    names (Guidelines 13.1.2). `text`: the words on one line, "" for an omission. `type`, `grade` and `cause`: @type, @subtype and
    @cause, "" where the document has none. `lemma`: whether the text of the edition reads so. `silent`: the editor keeps it out of
    the printed apparatus.
    """

    sigla: tuple[str, ...]
    text: str
    type: str = ""
    grade: str = ""
    cause: str = ""
    lemma: bool = False
    silent: bool = False


@dataclass(frozen=True, slots=True)
class ApparatusUnit:
    """A place of a TEI document at which witnesses differ (TEI app).

    `entry`: the key of the entry it stands in, that of `Entry.n` in `edited_text`. `id`: its xml:id, "" where it has none.
    `start`, `end`: offsets in code points, end exclusive, in the running text (`edition.text.running_text`) of that entry of
    `edited_text`; None where no entry has the place, as in a note. `line`: the line of the file, from 1; None where it is not known.
    `type`, `grade`: @type and @subtype, "" where there are none; where only its readings have them, theirs, of grades the highest.
    `partner`: the id of the other half of a transposition. `within`: of an app in a reading of another, the index of that one.
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

    @property
    def lemma(self) -> str:
        """The words that the text of the edition has here, "" where it has none."""
        return next((reading.text for reading in self.readings if reading.lemma), "")

    @property
    def witnesses(self) -> tuple[str, ...]:
        """The sigla of all witnesses that have a reading here, each once, in the order of the readings."""
        return tuple(dict.fromkeys(siglum for reading in self.readings for siglum in reading.sigla))


def variation_units(tree: etree._ElementTree) -> tuple[ApparatusUnit, ...]:
    """Turn a TEI document, as `open_tei` gives it, into its variation units in the order of the text.

    Apps that only say where a witness begins, ends or has a gap are none. What nests within a reading is a unit of its own.
    """
    raise NotImplementedError
