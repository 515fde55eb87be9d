"""Turn the books of several witnesses into rows of sections that answer each other, each text with ids of its own."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from lxml import etree

from edition.writers.book.types import BODY_KINDS, JOINT, Book, BookNote, Section
from edition.writers.pdf.pieces import BESIDE, Across
from edition.writers.pdf.spreads import Opening


def across(books: Sequence[Book], opening: Opening) -> list[Across]:
    """Put the sections of all books in rows: each section of the first book with the sections of the others that have its id.

    A section that the first book lacks has a row of its own, after the row of the section before it. The running head names the
    witness whose text is beside that of the base; on pages of columns it names all witnesses from left to right.
    """
    groups: list[list[dict[int, Section]]] = [[]]
    at: dict[str, int] = {}
    for section in _text(books[0]):
        at[section.id] = len(groups)
        groups.append([{0: section}])
    for text, book in enumerate(books[1:], 1):
        group = 0
        for section in _text(book):
            if section.id in at:
                group = at[section.id]
                first = groups[group][0][0]
                # A heading that only the base has serves both sides.
                short = section.name or first.name
                groups[group][0][text] = _renamed(replace(section, short=short), BESIDE * text)
            else:
                groups[group].append({text: _renamed(section, BESIDE * text)})
    for row in (group[0] for group in groups[1:] if len(books) > 1):
        for text, section in row.items():
            # No word of a section tells whose text it is. The tags tell it to those who hear the page.
            section.body.set("data-title", section.head if text else _of(section))
        if len(opening[0]) > 1:
            columns = range(len(books) if len(row) > 1 else 1)
            sigla = " | ".join(row[text].base if text in row else "–" for text in columns)
            row[0] = replace(row[0], head=JOINT.join(filter(None, (row[0].running, sigla))))
    return list(chain.from_iterable(groups))


def _of(section: Section) -> str:
    """Write the siglum of a section's witness and its running head."""
    return JOINT.join(filter(None, (section.base, section.running)))


def _text(book: Book) -> Iterator[Section]:
    return (section for section in book.sections if section.kind in BODY_KINDS)


def _renamed(section: Section, prefix: str) -> Section:
    """Copy a section and put a prefix before each of its ids."""
    known = {name for markup in (section.body, *(note.body for note in section.notes)) for name in _ids(markup)}
    known |= {note.id for note in section.notes}
    notes = tuple(_renamed_note(note, known, prefix) for note in section.notes)
    return replace(section, id=prefix + section.id, head=_of(section), body=_with_ids(section.body, known, prefix), notes=notes)


def _renamed_note(note: BookNote, known: set[str], prefix: str) -> BookNote:
    again = tuple(prefix + anchor for anchor in note.again)
    return replace(note, id=prefix + note.id, anchor=prefix + note.anchor, again=again, body=_with_ids(note.body, known, prefix))


def _ids(markup: etree._Element) -> set[str]:
    return {name for element in markup.iter() if (name := element.get("id"))}


def _with_ids(markup: etree._Element, known: set[str], prefix: str) -> etree._Element:
    """Copy markup and put a prefix before its ids and links to them.

    Links to other sections stay, and so lead to the first text.
    """
    made = copy.deepcopy(markup)
    for element in made.iter():
        if element.get("id"):
            element.set("id", prefix + element.get("id", ""))
        if (target := element.get("href", "")).startswith("#") and target[1:] in known:
            element.set("href", f"#{prefix}{target[1:]}")
    return made
