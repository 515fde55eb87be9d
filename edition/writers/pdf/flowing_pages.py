"""Turn the matter before and after the text into pages that WeasyPrint breaks: title, contents, preface, witnesses, index."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from edition.language.book_words import BookWords
from edition.language.numerals import roman
from edition.writers.book.metadata import XHTML
from edition.writers.book.types import BACK_KINDS, FRONT_KINDS, Book, Section
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

if TYPE_CHECKING:
    from weasyprint.document import Document

    from edition.writers.pdf.layout import Press

# Sections of the front that have no page number and no place in the contents.
UNNUMBERED = ("titlepage", "copyright")


def back_parts(book: Book, words: BookWords, places: IndexPages) -> list[str]:
    """Write the sections after the text as HTML. `places`: where the names of the index stand."""
    sections = [section for section in book.sections if section.kind in BACK_KINDS]
    notes = numbered_notes(sections)
    return [flowing(section, book, notes, words, places if section.kind == "index" else None) for section in sections]


def back(press: Press, parts: Sequence[str], language: str, leaves: int) -> Document:
    """Set the sections after the text. `leaves`: how many pages stand before them; their numbers go on from there."""
    # If the text ends on a right page, these pages begin with a left one: a blank page is set before them and taken off again.
    odd = leaves % 2 == 1
    rule = f"@page :first {{ counter-reset: page {leaves if odd else leaves + 1} }}"
    made = press.render(document(['<div class="blank"></div>', *parts] if odd else parts, language), rule)
    return made.copy(made.pages[1:]) if odd else made


def front_parts(book: Book, words: BookWords, pages: Mapping[str, str], *, titled: bool) -> list[str]:
    """Write title page, copyright, contents and preface as HTML.

    `pages`: id of a section -> its page, as far as it is known. `titled`: a half-title stands at the end.
    """
    before, after = _front(book)
    notes = numbered_notes([*before, *after])
    opening, following = ([flowing(section, book, notes, words) for section in sections] for sections in (before, after))
    parts = [*opening, contents(book, words, pages), *following]
    if titled:
        parts.append(f'<div class="half-title"><p>{html.escape(book.metadata.title)}</p></div>')
    return parts


def _front(book: Book) -> tuple[list[Section], list[Section]]:
    """Find the sections before the contents, which have no page numbers, and those after them."""
    sections = [section for section in book.sections if section.kind in FRONT_KINDS]
    place = unnumbered(sections)
    return sections[:place], sections[place:]


def unnumbered(sections: Sequence[Section]) -> int:
    """Count the sections that have no page number; they stand before the contents."""
    return sum(section.kind in UNNUMBERED for section in sections)


def front(press: Press, book: Book, words: BookWords, pages: Mapping[str, str], *, titled: bool) -> Document:
    """Set title page, copyright, contents and preface on an even number of pages, so that the text begins on a right page.

    `pages`: id of a section after the front -> its page. The pages of the front's own sections are found by setting it. `titled`:
    the last page is a half-title on a right page, and the text begins on the left page behind it.
    """
    from edition.writers.pdf.layout import pages_of_anchors

    head = metadata(book)
    _, numbered = _front(book)
    known: dict[str, str] = {}
    # Each round prints the page numbers that the round before found; they rarely change after the first. Four rounds are by eye:
    # where the numbers still change, the last round stands.
    for _ in range(4):
        parts = front_parts(book, words, {**pages, **known}, titled=titled)
        made = press.render(document(parts, book.metadata.language, head))
        found = {name: roman(page) for name, page in pages_of_anchors(made).items()}
        wanted = {section.id: found[section.id] for section in numbered if section.id in found}
        if wanted == known:
            break
        known = wanted
    if titled or len(made.pages) % 2 == 0:
        return made
    blank = press.render(document(['<div class="blank"></div>'], book.metadata.language))
    return made.copy([*made.pages, *blank.pages])


def contents(book: Book, words: BookWords, pages: Mapping[str, str]) -> str:
    """Write the table of contents: each section that has a title, with its page."""
    rows = [
        _row(section, pages.get(section.id, "")) for section in book.sections if section.title and section.kind not in UNNUMBERED
    ]
    if not rows:
        return ""
    names = attributes({"class": "contents flow", "data-verso": book.metadata.title, "data-recto": words.contents})
    return f'<section{names}><h1 class="head">{html.escape(words.contents)}</h1>{"".join(rows)}</section>'


def _row(section: Section, page: str) -> str:
    # A division that has text of its own stands in the contents as an entry does.
    above = section.kind == "division" and all(part.tag.removeprefix(XHTML) in HEADINGS for part in section.body)
    below = section.kind == "entry" or (section.kind == "division" and section.level > 1)
    level = "division" if above else "entry" if below else "part"
    says = attributes({"href": f"#{section.id}", "data-says": f"{section.title}, {page}"})
    return f'<p class="row {level}"><a{says}><span>{html.escape(section.title)}</span> <span class="to">{page}</span></a></p>'


def flowing(
    section: Section, book: Book, notes: Mapping[str, PrintedNote], words: BookWords, places: IndexPages | None = None
) -> str:
    """Write a section as HTML, with its entries and notes after it. A section within another begins no page. `places`: of an index,
    where its names stand.
    """
    flow = "flow" if section.level == 1 else "goes-on"
    names = {"class": f"{flow} of-{section.kind}", "data-verso": book.metadata.title, "data-recto": section.short or section.title}
    body = section_markup(section, notes, words.note, numbered=False)
    if places is not None:
        paged(body, places)
    inside = written(body)
    return f"<div{attributes(names)}>{inside}{endnotes_html(section, notes, words.note)}</div>"


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
