"""Turn the places of an index into pages: every page on which a name stands, runs of pages as ranges, notes as `12 n. 3`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from edition.language.numerals import from_roman
from edition.writers.book.types import Book, Section
from edition.writers.pdf.markup import PrintedNote
from edition.writers.pdf.pieces import BESIDE

# Between two pages of a row, and within a reference that no line may end in.
_NEXT, _BOUND = ", ", "\u00a0"


@dataclass(frozen=True, slots=True)
class IndexPages:
    """Where names stand in print.

    `rows`: id of a row of the index -> the ids at which its name stands (Section.mentions). `pages`: id -> page as printed.
    `notes`: id -> the mark of the note in which it is. `note`: the short word for a note in the book's language.
    """

    rows: Mapping[str, Sequence[str]]
    pages: Mapping[str, str]
    notes: Mapping[str, str]
    note: str


def marks_in(notes: Iterable[PrintedNote]) -> dict[str, str]:
    """Find the ids that stand in notes: id -> mark of its note."""
    return {ident: note.mark for note in notes for inner in note.note.body.iter() if (ident := inner.get("id"))}


def paged(index: etree._Element, places: IndexPages) -> None:
    """Replace the links of an index by pages, in place. A row of which no page is known stays as it is.

    Screen readers hear the words that a link had before, where it leads to the same place.
    """
    for row in list(index.iter("li")):
        found = _references(places.rows.get(row.get("id", ""), ()), places)
        links = row.findall("a")
        if not found:
            # A name that only a text beside this one has, in words that are not printed.
            if not links and (parent := row.getparent()) is not None:
                parent.remove(row)
            continue
        heard = {link.get("href", "")[1:]: link.get("data-says", "") for link in links}
        for link in links:
            row.remove(link)
        for anchor, words in found:
            link = etree.SubElement(row, "a", {"href": f"#{anchor}", "data-says": heard.get(anchor) or words})
            link.text, link.tail = words, _NEXT
        row[-1].tail = None


def _references(anchors: Iterable[str], places: IndexPages) -> list[tuple[str, str]]:
    """Turn places into references to pages: the id to which each leads, and its words.

    A note is named where the text of its page does not have the name.
    """
    texts: dict[tuple[int, int], tuple[str, str]] = {}
    notes: dict[tuple[int, int], dict[str, str]] = {}
    for anchor in anchors:
        page = places.pages.get(anchor, "")
        if not page:
            continue
        if mark := places.notes.get(anchor, ""):
            notes.setdefault(_number(page), {}).setdefault(mark, anchor)
        else:
            texts.setdefault(_number(page), (anchor, page))
    found = [(first, anchor, words) for first, anchor, words in _ranges(texts)]
    for number, marks in notes.items():
        if number not in texts:
            page = places.pages[next(iter(marks.values()))]
            found += [(number, anchor, f"{page}{_BOUND}{places.note}{_BOUND}{mark}") for mark, anchor in marks.items()]
    return [(anchor, words) for _, anchor, words in sorted(found, key=lambda each: each[0])]


def _ranges(texts: Mapping[tuple[int, int], tuple[str, str]]) -> Iterable[tuple[tuple[int, int], str, str]]:
    """Join pages that follow one another: the number of the first, the id there, and the words `1–10`."""
    made: list[list[tuple[int, int]]] = []
    for number in sorted(texts):
        if made and made[-1][-1] == (number[0], number[1] - 1):
            made[-1].append(number)
        else:
            made.append([number])
    for run in made:
        anchor, first = texts[run[0]]
        yield run[0], anchor, first if len(run) == 1 else f"{first}–{texts[run[-1]][1]}"


def _number(page: str) -> tuple[int, int]:
    """Turn a page as printed into what it is sorted by: the pages of the front, in Roman figures, come first."""
    return (1, int(page)) if page.isdecimal() else (0, from_roman(page) or 0)


def names_of(books: Sequence[Book]) -> dict[str, tuple[str, ...]]:
    """Find where the names of the index of the first book stand, in all texts that are set: row of the index -> ids."""
    found: dict[str, tuple[str, ...]] = {}
    for text, book in enumerate(books):
        for section in book.sections:
            for row, anchors in section.mentions:
                found[row] = (*found.get(row, ()), *(BESIDE * text + anchor for anchor in anchors))
    return found


def outside(places: IndexPages, sections: Iterable[Section]) -> tuple[str, ...]:
    """Find the places of names in some sections before or after the text."""
    wanted = {anchor for anchors in places.rows.values() for anchor in anchors}
    if not wanted:
        return ()
    return tuple(
        name for section in sections for markup in section.markups for part in markup.iter() if (name := part.get("id")) in wanted
    )
