"""Turn the matter before the text into pages: title, rights, contents, the editor's prose, sigla and signs, half-title."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from edition.language.book_words import BookWords
from edition.language.numerals import roman
from edition.writers.book.contents import listed
from edition.writers.book.metadata import XHTML
from edition.writers.book.types import FRONT_KINDS, Book, Section
from edition.writers.pdf.flowing_pages import flowing, metadata
from edition.writers.pdf.markup import HEADINGS, attributes, document, numbered_notes

if TYPE_CHECKING:
    from weasyprint.document import Document

    from edition.writers.pdf.layout import Press

# Sections of the front that have no page number and no place in the contents.
UNNUMBERED = ("titlepage", "copyright")
_BLANK = '<div class="blank"></div>'
# The class of sigla and signs that are set closer, so that they have room on one page.
_CLOSE = "close"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The matter before the text of a book, ready to be set.

    `signs`: the signs that the pages of the text have (makeup.PAGE_SIGNS) and by what its lines are counted: others are not
    explained. `depth`: how many levels the contents have, 0 for all. `titled`: a half-title stands on the last page, a right one,
    and the text begins on the left page behind it.
    """

    book: Book
    words: BookWords
    signs: frozenset[str] = frozenset()
    depth: int = 0
    titled: bool = False
    _flowing: dict[str, str] = field(default_factory=dict)

    def parts(self, pages: Mapping[str, str], before_sigla: str = "", close: bool = False) -> list[str]:
        """Write all parts as HTML.

        `pages`: id of a section -> its page, as far as it is known. `before_sigla`: what stands before the sigla so that they end
        on a left page. `close`: the sigla and signs are set closer.
        """
        sections = [section for section in self.book.sections if section.kind in FRONT_KINDS]
        notes = numbered_notes(sections)
        parts: list[str] = []
        for section in sections:
            if section.id not in self._flowing:
                self._flowing[section.id] = flowing(section, self.book, notes, self.words, None, self.signs)
            if section.kind == "witnesses" and before_sigla:
                parts.append(before_sigla)
            name = f"of-{section.kind}"
            closer = close and section.kind == "witnesses"
            parts.append(self._flowing[section.id].replace(name, f"{name} {_CLOSE}" if closer else name, 1))
        place = unnumbered(sections)
        parts.insert(place, contents(self.book, self.words, pages, self.depth))
        if self.titled:
            parts.append(self._half_title())
        return parts

    def _half_title(self) -> str:
        return f'<div class="half-title"><p>{html.escape(self.book.metadata.title)}</p></div>'

    def set(self, press: Press, pages: Mapping[str, str]) -> Document:
        """Set all parts on an even number of pages, so that the text begins on a right page; the sigla end on the left page that
        faces it. If they go a little over a page, they are set closer.

        `pages`: id of a section after the front -> its page. The pages of the front's own sections are found by setting it.
        """
        made = self._settled(press, pages, close=False)
        if self._pages_of_sigla(made) == 2:
            closer = self._settled(press, pages, close=True)
            made = closer if self._pages_of_sigla(closer) == 1 else made
        if self.titled or len(made.pages) % 2 == 0:
            return made
        blank = press.render(document([_BLANK], self.book.metadata.language))
        return made.copy([*made.pages, *blank.pages])

    def _settled(self, press: Press, pages: Mapping[str, str], close: bool) -> Document:
        """Set all parts until the page numbers in the contents are those of the pages. `close`: the sigla are set closer."""
        from edition.writers.pdf.layout import pages_of_anchors

        sections = [section for section in self.book.sections if section.kind in FRONT_KINDS]
        numbered = sections[unnumbered(sections) :]
        head = metadata(self.book)
        known: dict[str, str] = {}
        # The half-title is the right page before sigla on one page. Before those on two, where it would be no help, a left page is
        # blank. Both are without effect where there are no sigla.
        before = iter((self._half_title(), _BLANK, ""))
        inserted = ""
        # Each round prints the page numbers that the round before found; they rarely change after the first. Six rounds are by
        # eye: where the numbers still change, the last round stands.
        for _ in range(6):
            parts = self.parts({**pages, **known}, inserted, close)
            made = press.render(document(parts, self.book.metadata.language, head))
            found = {name: roman(page) for name, page in pages_of_anchors(made).items()}
            wanted = {section.id: found[section.id] for section in numbered if section.id in found}
            odd = len(made.pages) % 2 == 1 and not self.titled and any(section.kind == "witnesses" for section in sections)
            if odd and (place := next(before, None)) is not None:
                inserted = place
            elif wanted == known:
                break
            known = wanted
        return made

    def _pages_of_sigla(self, made: Document) -> int:
        """Count the pages of sigla and signs, which end the matter before the text, but for a half-title; 0 if there are none."""
        from edition.writers.pdf.layout import pages_of_anchors

        sigla = next((section.id for section in self.book.sections if section.kind == "witnesses"), "")
        first = pages_of_anchors(made).get(sigla)
        return len(made.pages) - self.titled - first + 1 if first else 0


def unnumbered(sections: Sequence[Section]) -> int:
    """Count the sections that have no page number; they stand before the contents."""
    return sum(section.kind in UNNUMBERED for section in sections)


def contents(book: Book, words: BookWords, pages: Mapping[str, str], depth: int = 0) -> str:
    """Write the table of contents: each section that is listed, with its page. `depth`: how many levels it has, 0 for all."""
    sections = [each for each in listed(book.sections, depth) if each.kind not in UNNUMBERED]
    if not sections:
        return ""
    # A section stands in the contents under the nearest one before it that has a lower level.
    above: list[int] = []
    rows = []
    for each, following in zip(sections, [*sections[1:], None], strict=True):
        above = [*(level for level in above if level < each.level), each.level]
        rows.append(_row(each, pages.get(each.id, ""), len(above), following))
    heads = {"data-verso": book.metadata.title, "data-recto": words.contents}
    rows[0] = rows[0].replace("<p", f"<p{attributes(heads)}", 1)
    return f'<section class="contents flow"><h1 class="head">{html.escape(words.contents)}</h1>{"".join(rows)}</section>'


def _row(section: Section, page: str, depth: int, following: Section | None) -> str:
    """Write the row of a section. `following`: that of the next row."""
    level = _level(section)
    after = _level(following) if following else ""
    # The space between groups is that of the row above it, so that none stands at the head of a page.
    closes = after == "division" or (level, after) == ("part", "entry")
    space = "ends" if (level, after) == ("entry", "part") else "closes" if closes else ""
    says = attributes({"href": f"#{section.id}", "data-says": f"{section.title}, {page}"})
    row = attributes({"class": " ".join(filter(None, ("row", level, space))), "data-depth": str(depth)})
    return f'<p{row}><a{says}><span>{html.escape(section.title)}</span> <span class="to">{page}</span></a></p>'


def _level(section: Section) -> str:
    # A division that has text of its own stands in the contents as an entry does.
    above = section.kind == "division" and all(part.tag.removeprefix(XHTML) in HEADINGS for part in section.body)
    below = section.kind == "entry" or (section.kind == "division" and section.level > 1)
    return "division" if above else "entry" if below else "part"
