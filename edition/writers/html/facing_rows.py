"""Turn the sections of a book, and the texts of its witnesses, into rows: in each row what answers one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from edition.tei.elements import append
from edition.writers.book.marked_passages import ROW
from edition.writers.book.metadata import XHTML, raw
from edition.writers.book.types import Section

# A class of a block that goes on from the row before.
GOES_ON = "on"


@dataclass(slots=True)
class FacingRow:
    """A passage in the texts that have it: column -> its blocks. `id`: its xml:id in the document, or one made for it."""

    id: str
    cells: dict[str, list[etree._Element]] = field(default_factory=dict)

    def begins(self, column: str) -> bool:
        """Whether the first block of a text here begins here."""
        found = self.cells.get(column, [])
        return bool(found) and GOES_ON not in found[0].get("class", "").split()


def pieces(element: etree._Element) -> list[tuple[str, etree._Element]]:
    """Cut an element of a book where passages begin: of each passage its id, and a copy of the element with what is its alone.

    What stands in no passage goes with the passage before it, at the beginning with the first. An element without passages is given
    itself, with the id "".
    """
    if passage := element.get(ROW):
        return [(passage, element)]
    holders = {above for part in element.iter() if part.get(ROW) for above in part.iterancestors()}
    return _cut(element, holders)


def _cut(element: etree._Element, holders: set[etree._Element]) -> list[tuple[str, etree._Element]]:
    if passage := element.get(ROW):
        return [(passage, element)]
    if element not in holders:
        return [("", element)]
    made: list[tuple[str, etree._Element]] = []

    def into(passage: str) -> etree._Element:
        if made and passage in ("", made[-1][0]):
            return made[-1][1]
        if made and made[-1][0] == "":
            made[-1] = (passage, made[-1][1])
            return made[-1][1]
        part = etree.Element(element.tag, {str(name): str(value) for name, value in element.attrib.items()})
        if made:
            part.attrib.pop("id", "")
            part.set("class", f"{part.get('class', '')} {GOES_ON}".strip())
        made.append((passage, part))
        return part

    if element.text:
        append(into(""), element.text)
    for child in list(element):
        tail, child.tail = child.tail, None
        for passage, part in _cut(child, holders):
            into(passage).append(part)
        if tail:
            append(into(""), tail)
    return made


def rows_of(sections: Iterable[tuple[Section, str]], texts: Mapping[str, Sequence[Section]]) -> dict[str, list[FacingRow]]:
    """Put the texts of witnesses beside the sections of a book: id of the section -> its rows, in the order of the text.

    `sections`: those that are set in rows, each with the column in which it stands. `texts`: column -> the sections of a witness.
    What a witness alone has stands after what it has before that.
    """
    made: dict[str, list[FacingRow]] = {}
    at: dict[str, tuple[str, FacingRow]] = {}
    for section, column in sections:
        made[section.id] = []
        for passage, blocks in _blocks(section):
            row = _row(made[section.id], at, section.id, passage)
            row.cells.setdefault(column, []).extend(blocks)
    filled = {(row.id, column) for rows in made.values() for row in rows for column in row.cells if _has_words(row, column)}
    for column, parts in texts.items():
        for part in parts:
            _put(column, [*_blocks(part)], made, at, filled)
    return {ident: [row for row in rows if any(_has_words(row, column) for column in row.cells)] for ident, rows in made.items()}


def _blocks(section: Section) -> Iterator[tuple[str, list[etree._Element]]]:
    for passage, part in pieces(section.body):
        yield passage, list(part)


def _row(rows: list[FacingRow], at: dict[str, tuple[str, FacingRow]], section: str, passage: str) -> FacingRow:
    if passage in at and at[passage][0] == section:
        return at[passage][1]
    rows.append(FacingRow(passage or section))
    at[passage] = section, rows[-1]
    return rows[-1]


def _has_words(row: FacingRow, column: str) -> bool:
    return any(raw(block).strip() or next(block.iter(XHTML + "img", XHTML + "hr"), None) is not None for block in row.cells[column])


def _put(
    column: str,
    parts: list[tuple[str, list[etree._Element]]],
    made: dict[str, list[FacingRow]],
    at: dict[str, tuple[str, FacingRow]],
    filled: set[tuple[str, str]],
) -> None:
    """Put a section of a witness into the rows. One of which no passage is there stands elsewhere in the book."""
    known = [passage for passage, _ in parts if passage in at]
    if not known:
        return
    section, last = at[known[0]]
    place = made[section].index(last)
    for passage, blocks in parts:
        if passage in at:
            section, last = at[passage]
            if (passage, column) in filled:
                # The base of the entry: it stands in this column already.
                continue
            last.cells.setdefault(column, []).extend(blocks)
            place = -1
            continue
        if not any(raw(block).strip() for block in blocks):
            continue
        place = made[section].index(last) + 1 if place < 0 else place
        last = FacingRow(passage, {column: blocks})
        made[section].insert(place, last)
        at[passage] = section, last
        place += 1
