"""Turn an exported edition into rows: one for each reading but the lemma, and one for each note, with its place and context."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from edition.model import Entry
from edition.model.apparatus_units import ApparatusUnit
from edition.tei.export.exported_edition import ExportedEdition, PlacedText
from edition.tei.export.left_out import others
from edition.text.running_text import paragraph_starts

# How many words stand before and after a lemma. By eye: they fit into a line of a table and tell the place.
CONTEXT = 6
# What parts two sigla in a cell; a siglum may hold spaces.
SEPARATOR = "; "


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """A reading or a note.

    `kind`: "reading" or "note". `entry`: the key. `paragraph`: its number in the entry from 1, 0 in the heading, "" where the place
    is not known. `line`: of verse the number, as printed or counted in the entry from 1. `lemma`: the words of the text, of a note
    the word before it. `reading`: the words of the witnesses, or of the note. `witnesses`: sigla, SEPARATOR between two.
    `of_lemma`: the sigla of the lemma. `weight`: from 0.00 to 1.00. `before`, `after`: words around. `cause`: @cause of TEI.
    `printed`: "no" where the editor keeps it out of the apparatus. `remark`: what he says of it. `id`: the xml:id of the app, of a
    note its number. `start`, `end`: offsets in the text of the entry, in code points.
    """

    kind: str
    entry: str
    paragraph: str
    line: str
    lemma: str
    reading: str
    witnesses: str
    of_lemma: str
    type: str
    grade: str
    weight: str
    before: str
    after: str
    cause: str
    printed: str
    remark: str
    id: str
    start: str
    end: str

    def cells(self) -> tuple[str, ...]:
        """The row in the order of COLUMNS."""
        return tuple(getattr(self, name) for name in COLUMNS)


COLUMNS = tuple(field.name for field in fields(ReadingRow))


def reading_rows(edition: ExportedEdition) -> Iterator[ReadingRow]:
    """The rows of the readings in the order of the text, then those of the notes, witness by witness."""
    printed = {entry.n: entry.edited for entry in edition.entries if entry.edited is not None}
    places = {n: _ReadingPlaces(text.entry) for n, text in printed.items()}
    for number, unit in enumerate(edition.units):
        text = printed.get(unit.entry)
        where = places[unit.entry].at(unit.start) if text is not None and unit.start is not None else ("", "")
        around = _context(text.text, unit.start or 0, unit.end or 0) if text is not None and unit.start is not None else ("", "")
        for reading in others(unit):
            yield _of_reading(edition, number, unit, reading, where, around)
    for witness in edition.sigla:
        for entry in edition.entries:
            for text in entry.texts:
                if text.siglum == witness:
                    yield from _notes(entry.n, text)


def _of_reading(
    edition: ExportedEdition, number: int, unit: ApparatusUnit, place: int, where: tuple[str, str], around: tuple[str, str]
) -> ReadingRow:
    reading = unit.readings[place]
    return ReadingRow(
        "reading",
        unit.entry,
        *where,
        unit.lemma,
        reading.text,
        SEPARATOR.join(reading.sigla),
        SEPARATOR.join(siglum for one in unit.readings if one.is_lemma for siglum in one.sigla),
        reading.type or unit.type,
        reading.grade or unit.grade,
        "" if unit.weight is None else f"{unit.weight:.2f}",
        *around,
        reading.cause,
        "no" if reading.silent else "yes",
        edition.remarks.get(number, ""),
        unit.id,
        "" if unit.start is None else str(unit.start),
        "" if unit.end is None else str(unit.end),
    )


def _notes(n: str, text: PlacedText) -> Iterator[ReadingRow]:
    places = _ReadingPlaces(text.entry)
    for note, at in text.notes:
        if not note.again:
            before, after = _context(text.text, at, at)
            yield ReadingRow(
                "note", n, *places.at(at), before.rpartition(" ")[2], note.text, text.siglum, "", note.kind, "", "", before, after,
                "", "", "", note.n, str(at), str(at),
            )  # fmt: skip


class _ReadingPlaces:
    """Tells in which paragraph and verse of an entry an offset of its running text lies."""

    def __init__(self, entry: Entry) -> None:
        self.starts = paragraph_starts(entry)
        self.lines: list[str] = []
        count = 0
        for paragraph in entry.paragraphs:
            count += paragraph.kind == "l"
            self.lines.append((paragraph.n or str(count)) if paragraph.kind == "l" else "")

    def at(self, offset: int) -> tuple[str, str]:
        number = sum(1 for start in self.starts if start <= offset)
        return str(number), self.lines[number - 1] if number else ""


def _context(text: str, start: int, end: int) -> tuple[str, str]:
    """The last words before a range and the first after it; a part of a word counts as one."""
    # A word is at most so long, or it is cut: no more of a text is looked at than that takes.
    reach = CONTEXT * 40
    before, after = text[max(start - reach, 0) : start].split(), text[end : end + reach].split()
    return " ".join(before[-CONTEXT:]), " ".join(after[:CONTEXT])
