"""Turn tables wider than the text into tables that fit: in smaller letters, at last with words broken anywhere (W557)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from edition.messages import Report
from edition.writers.book.metadata import XHTML
from edition.writers.book.types import Book
from edition.writers.pdf import table_boxes
from edition.writers.pdf.keeping import Shelf
from edition.writers.pdf.layout import LayoutFaults, Press, logged, slots
from edition.writers.pdf.markup import document, plain, text_of, written

# The classes of the style sheet (page.css) for tables that are too wide, each narrower than the one before.
STEPS = ("fit-1", "fit-2", "fit-3")
# A list item, a definition or a quotation is taken to leave so many CSS pixels less for a table in it. By eye: in page.css a list
# item is indented by 19, a definition by 22, a quotation by 43 in all.
INDENT = 40.0
# A page wide enough for any table, and as high as a galley.
STRIP = "@page strip { size: 2000px 40000000px; margin: 0 }"
_INDENTED = frozenset(XHTML + name for name in ("li", "dd", "blockquote"))
# A message shows the first so many cells of a table, and of these so many letters. By eye.
_CELLS, _LETTERS = 3, 40


def fit_tables(press: Press, book: Book, width: float, report: Report, shelf: Shelf | None = None) -> None:
    """Give each table of a book that is wider than the text the first class in which it fits, in place.

    `width`: of the text, in CSS pixels. `shelf`: keeps the widths of tables. Reports W557 if words are broken, W558 if not even
    that helps.
    """
    wide = list(_tables(book))
    for step in STEPS:
        wide = _too_wide(press, wide, width, book.metadata.language, shelf)
        for table in wide:
            table.set("class", step)
    for table in wide:
        begins = " ".join(text_of(cell) for cell in islice(table.iter(XHTML + "td", XHTML + "th"), _CELLS))[:_LETTERS]
        columns = max((len(row) for row in table.iter(XHTML + "tr")), default=0)
        lost = _too_wide(press, [table], width, book.metadata.language, shelf)
        report.add("W558" if lost else "W557", columns=columns, words=begins)


def _tables(book: Book) -> Iterator[etree._Element]:
    """Yield the tables of a book that stand in no other table."""
    for section in book.sections:
        for markup in (section.body, *(note.body for note in section.notes)):
            for table in markup.iter(XHTML + "table"):
                if next(table.iterancestors(XHTML + "table"), None) is None:
                    yield table


def _too_wide(press: Press, tables: list[etree._Element], width: float, language: str, shelf: Shelf | None) -> list[etree._Element]:
    """Choose the tables that are wider than the text where they stand."""
    if not tables:
        return []
    rooms = [width - INDENT * sum(above.tag in _INDENTED for above in table.iterancestors()) for table in tables]
    parts = [
        f'<div class="measured" style="width: {max(room, INDENT):.2f}px">{written(plain(table, {}, ""))}</div>'
        for table, room in zip(tables, rooms, strict=True)
    ]
    widths = _widths(press, document(['<div class="strip">', *parts, "</div>"], language), shelf)
    return [table for table, room, held in zip(tables, rooms, widths, strict=True) if held > room + 0.5]


def _widths(press: Press, text: str, shelf: Shelf | None) -> list[float]:
    """Find the widths, in CSS pixels, of the tables of a document, on the shelf or by measuring. `text`: the document as HTML."""
    pictures = [part for address, content in press.plates.items() for part in (address, content)]
    source: list[bytes | str] = [repr(press.sheets), STRIP, text, *pictures]
    if shelf is not None and (content := shelf.find(source)) is not None:
        return [float(width) for width in json.loads(content)]
    # What WeasyPrint logs here is not reported: it logs the same again when the table is set for the book.
    with logged(LayoutFaults()):
        widths = table_boxes.widths(slots(press.render(text, STRIP).pages[0], "measured"))
    if shelf is not None:
        shelf.keep(source, json.dumps(widths).encode())
    return widths
