"""Turn the apparatus of a section into lists of readings, one for each row of the page, and into numbers for its program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from edition.language.book_words import GRADE_SIGNS
from edition.model import GRADES
from edition.writers.book.metadata import XHTML, raw
from edition.writers.book.types import ApparatusEntry
from edition.writers.html.html_source import html, inside, tag, text
from edition.writers.html.reading_places import ReadingPlace


@dataclass(frozen=True, slots=True)
class ShownReading:
    """An entry of the apparatus at its row. `weight`: from 0 to 1, or None. `places`: where its words stand in each column."""

    entry: ApparatusEntry
    row: int
    weight: float | None
    places: tuple[ReadingPlace, ...]

    @property
    def grade(self) -> int:
        """Its grade by its place in GRADES; that of a document which has none counts as stylistic, an attestation as the lowest."""
        if self.entry.grade in GRADES:
            return GRADES.index(self.entry.grade)
        return 0 if self.entry.type in ("attestation", "emendation") else 1

    @property
    def words(self) -> tuple[str, str]:
        """The words of the text, and what others have there, with their sigla."""
        lemma, readings = self.entry.lemma, self.entry.readings
        return ("" if lemma is None else raw(lemma)), raw(readings)


def shown_readings(
    entries: Sequence[ApparatusEntry], places: Mapping[str, list[ReadingPlace]], weights: Mapping[str, float], fallback: int
) -> dict[int, list[ShownReading]]:
    """Put the entries of a section at their rows: number of the row -> its readings. `fallback`: the row of what has no place."""
    found: dict[int, list[ShownReading]] = {}
    for entry in entries:
        at = [place for ident in (entry.anchor, *entry.more) for place in places.get(ident, ())]
        row = at[0].row if at else fallback
        found.setdefault(row, []).append(ShownReading(entry, row, weights.get(entry.anchor), tuple(at)))
    return found


def listed(readings: Sequence[ShownReading], said: str) -> str:
    """Write the readings of a row. `said`: what is said of them to those who listen, with their number."""
    items = "".join(map(_item, readings))
    opened = tag("details", [("class", "v")]) + tag("summary", [("aria-label", said)])
    return f"{opened}{len(readings)}</summary><ul>{items}</ul></details>"


def _item(reading: ShownReading) -> str:
    entry = reading.entry
    _shorten(entry.readings)
    lemma = ""
    if entry.lemma is not None:
        _shorten(entry.lemma)
        lemma = f"<b>{inside(entry.lemma)}</b>] "
    sign = GRADE_SIGNS.get(entry.grade, "")
    return f"{tag('li', [('id', entry.anchor)])}{text(sign)}{lemma}{_without_span(entry.readings)}</li>"


def _shorten(markup: etree._Element) -> None:
    """Take out what the page says elsewhere, and what nobody sees."""
    for element in markup.iter(XHTML + "abbr", XHTML + "span"):
        element.attrib.pop("title", "")
        if element.get("class") in ("rdg", "sigla", "readings", "lemma", "siglum"):
            del element.attrib["class"]
    for element in markup.iter(XHTML + "i"):
        if element.get("class") == "ed":
            del element.attrib["class"]


def _without_span(markup: etree._Element) -> str:
    return inside(markup) if markup.tag == XHTML + "span" and not markup.attrib else html(markup)


def whole(entry: ApparatusEntry) -> str:
    """Write what is said of a whole section: “Not in L.”"""
    _shorten(entry.readings)
    return f"{tag('p', [('class', 'whole'), ('id', entry.id)])}{_without_span(entry.readings)}</p>" if raw(entry.readings) else ""


def numbers(readings: Sequence[ShownReading], kinds: Mapping[str, int]) -> list[list[int]]:
    """Turn readings into numbers: row, grade, weight in hundredths (-1: none), kind, then for each place its row as far as it is
    from the first, column, start and length. Of several sections in the order of the page.
    """
    return [
        [
            reading.row,
            reading.grade,
            -1 if reading.weight is None else round(100 * reading.weight),
            kinds[reading.entry.type],
            *(
                number
                for place in reading.places
                for number in (place.row - reading.row, place.column, place.start, place.end - place.start)
            ),
        ]
        for reading in readings
    ]
