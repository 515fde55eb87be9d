"""Turn sections before and after the text into HTML whose pages WeasyPrint breaks, and those after the text into pages."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from lxml import etree

from edition.language.book_words import BookWords
from edition.writers.book.types import BACK_KINDS, Book, Section
from edition.writers.pdf.index_pages import IndexPages, paged
from edition.writers.pdf.markup import (
    HEADINGS,
    PrintedNote,
    attributes,
    document,
    endnotes_html,
    numbered_notes,
    section_markup,
    written,
)

# Sections after the text that follow one another on a page; the others, and the first, begin one.
RUN_ON = ("forms", "speakers", "chronology", "figures", "bibliography", "index", "colophon")

# The name of a section in a cell of a table, such as a date, is not parted if it has no more letters. By eye.
_WHOLE = 26
# An address of the web, or an identifier with its scheme (RFC 3986, 3), without a stop that ends the sentence.
_ADDRESS = re.compile(r"(\b(?:https?://|doi:|urn:)\S*[^\s.,;:)\]])")

if TYPE_CHECKING:
    from weasyprint.document import Document

    from edition.writers.pdf.layout import Press


def back_parts(book: Book, words: BookWords, places: IndexPages) -> list[str]:
    """Write the sections after the text as HTML. `places`: where the names of the index stand."""
    sections = [section for section in book.sections if section.kind in BACK_KINDS]
    notes = numbered_notes(sections)
    # What has rows with places: an index, and a list of forms.
    return [flowing(section, book, notes, words, places if section.mentions else None) for section in sections]


def back(press: Press, parts: Sequence[str], language: str, leaves: int) -> Document:
    """Set the sections after the text. `leaves`: how many pages stand before them; their numbers go on from there."""
    # If the text ends on a right page, these pages begin with a left one: a blank page is set before them and taken off again.
    odd = leaves % 2 == 1
    rule = f"@page :first {{ counter-reset: page {leaves if odd else leaves + 1} }}"
    made = press.render(document(['<div class="blank"></div>', *parts] if odd else parts, language), rule)
    return made.copy(made.pages[1:]) if odd else made


def flowing(
    section: Section,
    book: Book,
    notes: Mapping[str, PrintedNote],
    words: BookWords,
    places: IndexPages | None = None,
    signs: frozenset[str] = frozenset(),
) -> str:
    """Write a section as HTML, with its entries and notes after it. A section within another, and a short one after the text,
    begins no page.

    `places`: of an index or a list of forms, where its names stand. `signs`: the signs that the pages have, of those that the
    section explains only where they are there.
    """
    flow = "goes-on" if section.level > 1 else "flow runs-on" if section.kind in RUN_ON else "flow"
    markup = section_markup(section, notes, words.note, numbered=False)
    if places is not None:
        paged(markup, places)
    for row in [row for row in markup.iter("li") if row.get("data-sign") and row.get("data-sign") not in signs]:
        if (parent := row.getparent()) is not None:
            parent.remove(row)
    if section.kind == "figures":
        for link in (link for cell in markup.iter("td") for link in cell.iter("a")):
            if len("".join(map(str, link.itertext()))) <= _WHOLE:
                link.set("class", "whole")
    if section.kind in ("bibliography", "colophon"):
        addressed(markup)
    _name_pages(markup, book.metadata.title, section.running)
    names = {"class": f"{flow} of-{section.kind}"}
    return f"<div{attributes(names)}>{written(markup)}{endnotes_html(section, notes, words.note)}</div>"


def addressed(markup: etree._Element) -> None:
    """Put addresses and identifiers into elements of their own, in place, for their figures."""
    for element in list(markup.iter()):
        _address(element)


def _address(element: etree._Element) -> None:
    parent, after = element.getparent(), element
    if element.text:
        first, *others = _ADDRESS.split(element.text)
        element.text = first
        for place, (said, tail) in enumerate(zip(others[::2], others[1::2], strict=True)):
            element.insert(place, _identifier(said, tail))
    if element.tail and parent is not None:
        element.tail, *others = _ADDRESS.split(element.tail)
        for said, tail in zip(others[::2], others[1::2], strict=True):
            made = _identifier(said, tail)
            parent.insert(parent.index(after) + 1, made)
            after = made


def _identifier(said: str, tail: str) -> etree._Element:
    made = etree.Element("span", {"class": "identifier"})
    made.text, made.tail = said, tail
    return made


def _name_pages(markup: etree._Element, verso: str, recto: str) -> None:
    """Write the running heads into what follows the heading of a section, or begins a section that has none: so the page that
    opens with the heading has no running head.
    """
    if len(markup):
        headed = markup[0].tag in HEADINGS and len(markup) > 1
        markup[int(headed)].set("data-verso", verso)
        markup[int(headed)].set("data-recto", recto)


def metadata(book: Book) -> str:
    """Write the content of the document's <head>, from which WeasyPrint takes the title, authors, rights and dates that stand in
    the PDF.
    """
    about = book.metadata
    title = f"{about.title}: {about.subtitle}" if about.subtitle else about.title
    values: Sequence[tuple[str, str]] = (
        *(("author", creator.name) for creator in about.creators if creator.role in ("aut", "edt")),
        ("description", " ".join(about.rights)),
        ("dcterms.created", about.modified),
        ("dcterms.modified", about.modified),
    )
    metas = "".join(f"<meta{attributes({'name': name, 'content': value})}/>" for name, value in values if value)
    return f"<title>{html.escape(title)}</title>{metas}"
