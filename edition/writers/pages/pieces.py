"""Turn the text of a book into pieces: markup that is set together, with the apparatus and the notes that belong to it.

A piece is a section, or, where that is long, some blocks of one. It is made of strings and bytes alone, so that it can be sent to
another process and compared with what was set last time.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from edition.writers.book import ApparatusEntry, Book, Section
from edition.writers.pages.markup import HEADINGS, Note, calls_of, entry_markup, note_html, section_markup, text_of, written
from edition.writers.pages.rows import Fragment, Word, in_words, tag_of
from edition.writers.words import Words

# A section of more letters than this is parted between its blocks.
LONG = 12_000


@dataclass(frozen=True, slots=True)
class SetEntry:
    """An apparatus entry as it is set: `anchor` and `end` are the ids of its lemma's first and last place, `lemma` its words,
    `calls` the ids of the calls of notes in it."""

    id: str
    anchor: str
    end: str
    lemma: str
    words: tuple[Word, ...]
    calls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetNote:
    """A note as it is set: `anchor` is the id of its call, `series` 0, or 1 for notes that stand below those."""

    id: str
    anchor: str
    html: str
    series: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Some blocks of the text. `id`: of the section; `mark`: of the element that holds the blocks, the section's own in its first
    piece. `head`: what the running head says, "" for nothing of its own.

    `letters`: how many letters text, apparatus and notes have together, as a measure of the work. `joined`: it stays with the
    piece after it, as the heading of a year with its first entry. `plates`: the pictures in it, by their address.
    """

    id: str
    mark: str
    head: str
    html: str
    entries: tuple[SetEntry, ...]
    notes: tuple[SetNote, ...]
    letters: int
    joined: bool = False
    plates: tuple[tuple[str, bytes], ...] = ()


def pieces(
    book: Book, sections: Sequence[Section], notes: dict[str, Note], words: Words, *, whole: bool = False
) -> tuple[Piece, ...]:
    """Turn sections into pieces, in order. `notes`: the numbered notes of all of them, by the id of their call.
    `whole`: no section is parted, however long.
    """
    critical = any(section.apparatus for section in sections)
    linked = {link.get("href", "")[1:] for s in sections for e in s.apparatus for link in e.readings.iter("{*}a")}
    found: list[Piece] = []
    for section in sections:
        numbered = bool(section.apparatus) or (critical and section.kind != "fragments")
        body = section_markup(section, notes, words.note, numbered=numbered)
        entries = [_entry(entry, notes, words, linked) for entry in section.apparatus]
        held = [SetNote(n.note.id, n.note.anchor, note_html(n, words.note, notes), n.series) for n in _ordered(section, notes)]
        # The heading of a year, with no text of its own, goes with the first entry.
        bare = section.kind == "division" and all(part.tag in HEADINGS for part in body)
        head = "" if bare else section.short or section.title
        found += _parted(Piece(section.id, section.id, head, "", tuple(entries), tuple(held), 0), body, whole=whole)
        if bare:
            found[-1] = replace(found[-1], joined=True)
    return tuple(found)


def _ordered(section: Section, notes: dict[str, Note]) -> list[Note]:
    own = (notes[note.anchor] for note in section.notes)
    return sorted(own, key=lambda note: note.order)


def _entry(entry: ApparatusEntry, notes: dict[str, Note], words: Words, linked: set[str]) -> SetEntry:
    made = in_words(entry_markup(entry, notes, words.note))
    if entry.id in linked and made:
        target = Fragment("", (tag_of(etree.Element("span", {"id": entry.id})),))
        made = ((target, *made[0]), *made[1:])
    lemma = "" if entry.lemma is None else text_of(entry.lemma)
    return SetEntry(entry.id, entry.anchor, entry.end, lemma, made, calls_of(entry))


def _parted(piece: Piece, body: etree._Element, *, whole: bool) -> Iterator[Piece]:
    """Give the markup of a section to its piece, or to several, each of which has what is anchored in its blocks."""
    runs = [list(body)] if whole else list(_runs(body))
    homes = {name: number for number, run in enumerate(runs) for block in run for name in _ids(block)}
    home_of_entry = [homes.get(entry.anchor, 0) for entry in piece.entries]
    called = {call: home for entry, home in zip(piece.entries, home_of_entry, strict=True) for call in entry.calls}
    for number, run in enumerate(runs):
        entries = tuple(e for e, home in zip(piece.entries, home_of_entry, strict=True) if home == number)
        notes = tuple(n for n in piece.notes if homes.get(n.anchor, called.get(n.anchor, 0)) == number)
        # No id of a document has a space in it.
        mark = f"{piece.id} {number}" if number else piece.id
        part = body if len(runs) == 1 else _section_of(body, run, mark, first=not number)
        letters = len(text_of(part)) + sum(len(note.html) for note in notes)
        letters += sum(len(fragment.text) for entry in entries for word in entry.words for fragment in word)
        yield replace(piece, mark=mark, html=written(part), entries=entries, notes=notes, letters=letters)


def _runs(body: etree._Element) -> Iterator[list[etree._Element]]:
    """Part the blocks of a section into runs that are not much longer than LONG; a heading stays with what follows it."""
    run: list[etree._Element] = []
    letters = 0
    for block in body:
        size = len(text_of(block))
        if run and letters + size > LONG and run[-1].get("class") != "head":
            yield run
            run, letters = [], 0
        run.append(block)
        letters += size
    yield run


def _ids(block: etree._Element) -> Iterable[str]:
    return (name for inner in block.iter() if (name := inner.get("id")))


def _section_of(body: etree._Element, run: Sequence[etree._Element], mark: str, *, first: bool) -> etree._Element:
    """A section with some blocks of another, under an id of its own; those after the first say that they go on."""
    made = etree.Element(body.tag, {str(name): str(value) for name, value in body.attrib.items()})
    made.set("id", mark)
    if first:
        made.text = body.text
    else:
        made.set("class", f"{body.get('class', '')} continued".strip())
    made.extend(copy.deepcopy(block) for block in run)
    return made
