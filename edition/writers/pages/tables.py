"""Turn tables that are wider than the page into tables that fit: in smaller letters, at last with words broken anywhere (W557)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lxml import etree

from edition.messages import Report
from edition.writers.book import Book
from edition.writers.header import XHTML
from edition.writers.pages.layout import Press, table_widths
from edition.writers.pages.markup import document, plain, text_of, written

# The classes of the style sheet in which a table takes ever less room.
STEPS = ("fit-1", "fit-2", "fit-3")
# What a list, a quotation or a speech takes from the width, in CSS pixels, generously.
INDENT = 40.0
_INDENTED = frozenset(XHTML + name for name in ("li", "dd", "blockquote"))
# So much of a table a message shows.
_CELLS, _LETTERS = 3, 40


def fit_tables(press: Press, book: Book, width: float, report: Report) -> None:
    """Give the tables of a book that are wider than the text, in CSS pixels, the class in which they fit, in place.

    Reports W557 where words are broken, W558 where not even that helps.
    """
    wide = list(_tables(book))
    for step in STEPS:
        wide = _too_wide(press, wide, width, book.metadata.language)
        for table in wide:
            table.set("class", step)
    for table in wide:
        begins = " ".join(text_of(cell) for cell in islice(table.iter(XHTML + "td", XHTML + "th"), _CELLS))[:_LETTERS]
        columns = max((len(row) for row in table.iter(XHTML + "tr")), default=0)
        report.add("W558" if _too_wide(press, [table], width, book.metadata.language) else "W557", columns=columns, words=begins)


def _tables(book: Book) -> Iterator[etree._Element]:
    """The tables of a book that stand in no other."""
    for section in book.sections:
        for markup in (section.body, *(note.body for note in section.notes)):
            for table in markup.iter(XHTML + "table"):
                if next(table.iterancestors(XHTML + "table"), None) is None:
                    yield table


def _too_wide(press: Press, tables: list[etree._Element], width: float, language: str) -> list[etree._Element]:
    """Those of some tables that are wider than the text where they stand."""
    if not tables:
        return []
    rooms = [width - INDENT * sum(above.tag in _INDENTED for above in table.iterancestors()) for table in tables]
    parts = [
        f'<div class="measured" style="width: {max(room, INDENT):.2f}px">{written(plain(table, {}, ""))}</div>'
        for table, room in zip(tables, rooms, strict=True)
    ]
    made = press.render(
        document(['<div class="strip">', *parts, "</div>"], language), "@page strip { size: 2000px 40000000px; margin: 0 }"
    )
    return [table for table, room, held in zip(tables, rooms, table_widths(made), strict=True) if held > room + 0.5]
