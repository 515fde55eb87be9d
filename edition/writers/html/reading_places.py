"""Turn the marks of readings in the cells of rows into places: from which character of a cell to which."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from edition.writers.book.cited_verses import SAME
from edition.writers.book.compositor import make
from edition.writers.book.marked_passages import ROW
from edition.writers.book.metadata import XHTML, raw
from edition.writers.book.types import BookNote, Section
from edition.writers.html.facing_rows import FacingRow
from edition.writers.html.passages import NAMES, PLACE

_GONE = XHTML + "gone"
# What is seen of a cell without words: pictures, rules, and the beginnings of pages.
_SEEN = frozenset({XHTML + "img", XHTML + "hr", XHTML + "span", XHTML + "td", "{http://www.w3.org/2000/svg}svg"})


@dataclass(frozen=True, slots=True)
class ReadingPlace:
    """A range of a cell. `row`: its number on the page; `column`: that of its column. `start`, `end`: in units of UTF-16, as
    JavaScript counts the text of an element.
    """

    row: int
    column: int
    start: int
    end: int


def mark_lemmas(sections: Sequence[Section]) -> None:
    """Give the lemmas of the base the mark that the readings of other witnesses have: the id of their app."""
    for section in sections:
        for lemma in section.body.iter(XHTML + "span", XHTML + "div"):
            if lemma.get("class") == "lem" and lemma.get("id"):
                lemma.set(PLACE, lemma.attrib.pop("id"))
                del lemma.attrib["class"]


def cells_of(row: FacingRow, columns: Sequence[str]) -> list[etree._Element]:
    """Put the blocks of a row into an element for each column."""
    cells = []
    for column in columns:
        cell = make("div")
        cell.extend(row.cells.get(column, ()))
        cells.append(cell)
    return cells


def verses_of(cell: etree._Element) -> str:
    """Give the numbers of the first and the last verse of a cell, as a citation has them: `4–6`; "" where none is numbered."""
    numbers = [number for verse in cell.iter(etree.Element) if (number := verse.get("data-verse", SAME)) not in ("", SAME)]
    return "–".join(dict.fromkeys((numbers[0], numbers[-1]))) if numbers else ""


def is_empty(cell: etree._Element) -> bool:
    """Whether nothing of a cell is seen, and nothing leads to it."""
    return not raw(cell).strip() and not any(part.get("id") or part.tag in _SEEN for part in cell.iter(etree.Element))


def take_places(
    cells: Sequence[etree._Element], row: int, places: dict[str, list[ReadingPlace]], beside: Container[int] = ()
) -> None:
    """Take the marks of readings and passages out of the cells of a row, and note where they were: id of an app -> its places.

    `beside`: the columns with which nothing is compared. They have no readings, so that nothing is noted of them.
    """
    for column, cell in enumerate(cells):
        marked = [] if column in beside else list(_ranges(cell))
        for unit, start, end in marked:
            places.setdefault(unit, []).append(ReadingPlace(row, column, start, end))
        for element in [element for element in cell.iter(XHTML + "span", XHTML + "div") if element is not cell]:
            if element.get(ROW):
                element.attrib.pop("class", "")
            held = [element.attrib.pop(name, "") for name in (PLACE, ROW, NAMES)]
            if any(held) and not element.attrib:
                element.tag = _GONE
        etree.strip_tags(cell, _GONE)


def _ranges(cell: etree._Element) -> Iterator[tuple[str, int, int]]:
    at = 0
    opened: list[tuple[str, int]] = []
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        if event == "start":
            if element.get(PLACE):
                opened.append((element.get(PLACE, ""), at))
            at += units(element.text)
        else:
            if element.get(PLACE):
                unit, start = opened.pop()
                yield unit, start, at
            if element is not cell:
                at += units(element.tail)


def units(text: str | None) -> int:
    """The length of a text in units of UTF-16."""
    return 0 if not text else len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


class Calls:
    """Numbers the notes of a section in the order in which the rows call them, and takes out calls of notes that stand elsewhere.

    `notes`: column -> the notes that it may call; `called`: these, as far as a call was met, in their order, each with its number.
    """

    def __init__(self, notes: Mapping[str, Sequence[BookNote]]) -> None:
        self.at = {
            column: {anchor: note for note in held for anchor in (note.anchor, *note.again)} for column, held in notes.items()
        }
        self.called: dict[str, tuple[str, BookNote]] = {}

    def number(self, markup: etree._Element, column: str) -> None:
        """Put numbers, as links, in the places of calls."""
        for call in [span for span in markup.iter(XHTML + "span") if span.get("class") == "call"]:
            note = self.at.get(column, {}).get(call.get("id", ""))
            if note is None:
                call.tag = _GONE
                call.attrib.clear()
                continue
            number, _ = self.called.setdefault(note.id, (str(len(self.called) + 1), note))
            call.tag = XHTML + "a"
            call.set("href", f"#{note.id}")
            call.set("role", "doc-noteref")
            call.text = number
        etree.strip_tags(markup, _GONE)
