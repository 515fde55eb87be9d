"""Put the sections of a book, and the parts of its apparatus, into files of bounded size."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from edition.language.book_words import BookWords
from edition.writers.book.metadata import attributes
from edition.writers.book.packed_markup import PackedEntries, packed
from edition.writers.book.types import BODY_KINDS, Book, Section
from edition.writers.epub.placing import PlacedSection
from edition.writers.epub.variant_parts import head_of, title_of

# A file holds at most so many bytes of markup, unless one section or one sentence has more: a reading system lays out a whole file
# before it shows it. By eye: some 20 pages of a telephone.
_MOST = 200_000
# Once it holds so many, the next entry begins another file, and so a page of its own. By eye: short sections, such as those of
# Marcus Aurelius, stand together, and each entry of a diary by itself.
_ENOUGH = 8_000
# A page of variants is opened at one of them and not read through, so that it may hold those of many short sections. By eye.
_ENOUGH_VARIANTS = 60_000


@dataclass(frozen=True, slots=True)
class Chapter:
    """A file of the book: its title, its language, and the bodies that stand in it, with the ids that these have.

    `linear`: it is read in the order of the book, not only where a link leads to it. The variants of a long book wait as bytes: as
    elements they take ten times as much memory.
    """

    path: str
    title: str
    language: str
    bodies: tuple[etree._Element | bytes, ...]
    ids: tuple[str, ...]
    linear: bool = True


class TextFiles:
    """Puts the bodies of the sections of a book into files: short entries together, front and back matter each by itself."""

    def __init__(self, book: Book) -> None:
        self._title = book.metadata.title
        self._chapters: list[Chapter] = []
        self._gathered: list[Section] = []
        self._bodies: list[etree._Element] = []
        self._ids: list[str] = []
        self._size = 0

    def add(self, placed: PlacedSection) -> None:
        """Put the next section into a file."""
        section, body = placed.section, placed.body
        alone = section.kind not in BODY_KINDS or (self._gathered and self._gathered[-1].kind not in BODY_KINDS)
        # No two landmarks of a page may have the same name.
        again = section.title != "" and any(section.title == other.title for other in self._gathered)
        size = len(etree.tostring(body))
        full = self._size > _ENOUGH or self._size + size > _MOST
        if alone or again or full or (section.level == 1 and section.kind != "entry"):
            self._close()
        self._gathered.append(section)
        self._bodies.append(body)
        self._ids += attributes(body, "id")
        self._size += size

    def files(self) -> list[Chapter]:
        """Give all files, when all sections are in them."""
        self._close()
        return self._chapters

    def _close(self) -> None:
        if self._gathered:
            first = self._gathered[0]
            title = next((each.title for each in self._gathered if each.title), self._title)
            path = f"text/{len(self._chapters) + 1:04d}-{first.kind}.xhtml"
            self._chapters.append(Chapter(path, title, first.language, tuple(self._bodies), tuple(self._ids)))
        self._gathered, self._bodies, self._ids, self._size = [], [], [], 0


class VariantFiles:
    """Puts the parts of the apparatus into files, section by section, each under the heading of its section."""

    def __init__(self, words: BookWords) -> None:
        self._words = words
        self._chapters: list[Chapter] = []
        self._first: Section | None = None
        self._bodies: list[etree._Element | bytes] = []
        self._ids: list[str] = []
        self._size = 0

    def add(self, placed: PlacedSection) -> None:
        """Put the parts of the next section into files."""
        if self._size > _ENOUGH_VARIANTS and placed.parts:
            self._close()
        held: list[etree._Element] = []
        again = False
        for part in placed.parts:
            size = len(etree.tostring(part))
            if self._size and self._size + size > _MOST:
                self._hold(placed.section, held, again=again)
                self._close()
                held, again = [], True
            held.append(part)
            self._size += size
        self._hold(placed.section, held, again=again)

    def files(self) -> list[Chapter]:
        """Give all files, when the parts of all sections are in them."""
        self._close()
        return self._chapters

    def _hold(self, section: Section, parts: list[etree._Element], *, again: bool) -> None:
        """Put parts of a section under its heading."""
        if parts:
            holder = head_of(section, self._words, again=again)
            self._first = self._first or section
            holder.extend(parts)
            self._ids += attributes(holder, "id")
            self._bodies.append(packed(holder) if isinstance(section.apparatus, PackedEntries) else holder)

    def _close(self) -> None:
        if self._first is not None:
            path, title = f"variants/{len(self._chapters) + 1:04d}.xhtml", title_of(self._first, self._words)
            made = Chapter(path, title, self._first.language, tuple(self._bodies), tuple(self._ids), linear=False)
            self._chapters.append(made)
        self._first, self._bodies, self._ids, self._size = None, [], [], 0
