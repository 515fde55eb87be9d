"""Put the sections of a book, and the parts of its apparatus, into files of bounded size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from edition.language.book_words import BookWords
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
    """A file of the book: its title, its language, and the bodies that stand in it. `linear`: it is read in the order of the book,
    not only where a link leads to it.
    """

    path: str
    title: str
    language: str
    bodies: tuple[etree._Element, ...]
    linear: bool = True


def chapters_of(book: Book, placed: Sequence[PlacedSection]) -> list[Chapter]:
    """Put the bodies of the sections into files: short entries together, front and back matter each by itself."""
    chapters: list[Chapter] = []
    gathered: list[PlacedSection] = []
    size = 0

    def close() -> None:
        if gathered:
            first = gathered[0].section
            title = next((each.section.title for each in gathered if each.section.title), book.metadata.title)
            path = f"text/{len(chapters) + 1:04d}-{first.kind}.xhtml"
            chapters.append(Chapter(path, title, first.language, tuple(each.body for each in gathered)))
            gathered.clear()

    for each in placed:
        section, length = each.section, len(etree.tostring(each.body))
        alone = section.kind not in BODY_KINDS or (gathered and gathered[-1].section.kind not in BODY_KINDS)
        # No two landmarks of a page may have the same name.
        again = section.title != "" and any(section.title == other.section.title for other in gathered)
        full = size > _ENOUGH or size + length > _MOST
        if alone or again or full or (section.level == 1 and section.kind != "entry"):
            close()
            size = 0
        gathered.append(each)
        size += length
    close()
    return chapters


def variant_pages(placed: Sequence[PlacedSection], words: BookWords) -> Iterator[Chapter]:
    """Put the parts of the apparatus into files, section by section, each under the heading of its section."""
    number, size = 0, 0
    bodies: list[etree._Element] = []
    first: Section | None = None

    def page() -> Chapter:
        nonlocal number
        number += 1
        assert first is not None
        return Chapter(f"variants/{number:04d}.xhtml", title_of(first, words), first.language, tuple(bodies), linear=False)

    for each in placed:
        if bodies and size > _ENOUGH_VARIANTS and each.parts:
            yield page()
            bodies, size = [], 0
        holder: etree._Element | None = None
        for place, part in enumerate(each.parts):
            length = len(etree.tostring(part))
            if bodies and size + length > _MOST:
                yield page()
                bodies, size, holder = [], 0, None
            if holder is None:
                holder = head_of(each.section, words, again=place > 0)
                first = first if bodies else each.section
                bodies.append(holder)
            holder.append(part)
            size += length
    if bodies:
        yield page()
