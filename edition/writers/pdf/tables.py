"""Turn tables that are wider than the page into tables that fit: in smaller letters, at last with words broken anywhere (W557)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from edition.messages import Report
from edition.writers.book.metadata import XHTML
from edition.writers.book.types import Book
from edition.writers.pdf.keeping import Shelf
from edition.writers.pdf.layout import LayoutFaults, Press, logged, table_widths
from edition.writers.pdf.markup import document, plain, text_of, written

# The classes of the style sheet in which a table takes ever less room.
STEPS = ("fit-1", "fit-2", "fit-3")
# What a list, a quotation or a speech takes from the width, in CSS pixels, generously.
INDENT = 40.0
# Paper on which the widest table is set whole.
STRIP = "@page strip { size: 2000px 40000000px; margin: 0 }"
_INDENTED = frozenset(XHTML + name for name in ("li", "dd", "blockquote"))
# So much of a table a message shows.
_CELLS, _LETTERS = 3, 40


def fit_tables(press: Press, book: Book, width: float, report: Report, shelf: Shelf | None = None) -> None:
    """Give the tables of a book that are wider than the text, in CSS pixels, the class in which they fit, in place. `shelf`: where
    it is kept how wide they are.

    Reports W557 where words are broken, W558 where not even that helps.
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
    """The tables of a book that stand in no other."""
    for section in book.sections:
        for markup in (section.body, *(note.body for note in section.notes)):
            for table in markup.iter(XHTML + "table"):
                if next(table.iterancestors(XHTML + "table"), None) is None:
                    yield table


def _too_wide(press: Press, tables: list[etree._Element], width: float, language: str, shelf: Shelf | None) -> list[etree._Element]:
    """Those of some tables that are wider than the text where they stand."""
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
    """How wide the tables of a document of such blocks are, measured or found on the shelf."""
    pictures = [part for address, content in press.plates.items() for part in (address, content)]
    source: list[bytes | str] = [repr(press.sheets), STRIP, text, *pictures]
    if shelf is not None and (content := shelf.find(source)) is not None:
        return [float(width) for width in json.loads(content)]
    # What is to be heard of a table is heard where it is set to stay.
    with logged(LayoutFaults()):
        widths = table_widths(press.render(text, STRIP))
    if shelf is not None:
        shelf.keep(source, json.dumps(widths).encode())
    return widths
