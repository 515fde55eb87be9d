"""Turn the text of a book into pieces: markup that is set together, with the apparatus and the notes that belong to it.

A piece is a section, or some blocks of a long section. It is made of strings and bytes alone, so that it can be sent to another
process and compared with what was set last time. If several texts answer each other, the pieces of all of them are in one order: a
piece of the first text, then the pieces of the other texts that answer it.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from lxml import etree

from edition.language.book_words import BookWords
from edition.writers.book.types import ApparatusEntry, Section
from edition.writers.pdf.markup import (
    HEADINGS,
    PrintedNote,
    calls_of,
    entry_markup,
    note_html,
    plain,
    section_markup,
    text_of,
    written,
)
from edition.writers.pdf.rows import Fragment, Word, bound, in_words, tag_of

# A section of more letters is divided between its blocks. Half and double of it take the same time and memory (docs/pdf.md,
# "Neighbouring values").
LONG = 12_000
# The prefix of the ids of the second text; those of the third have it twice. Without it, ids of blocks that answer each other are
# equal.
BESIDE = "beside "


@dataclass(frozen=True, slots=True)
class SetEntry:
    """An apparatus entry ready to be set.

    `anchor`, `end`: the ids of the first and the last place of its lemma. `lemma`: the words of the lemma. `words`: the whole
    entry. `calls`: the ids of the calls of notes in it. `beside`: of each witness with verses of its own, the siglum, the number of
    its verse, and both as they are printed.
    """

    id: str
    anchor: str
    end: str
    lemma: str
    words: tuple[Word, ...]
    calls: tuple[str, ...]
    beside: tuple[tuple[str, str, Word], ...] = ()


@dataclass(frozen=True, slots=True)
class SetNote:
    """A note ready to be set. `anchor`: the id of its call. `series`: 0, or 1 for the notes that stand below series 0."""

    id: str
    anchor: str
    html: str
    series: int


@dataclass(frozen=True, slots=True)
class TextPiece:
    """Some blocks of the text, with their apparatus and notes.

    `id`: the id of the section. `mark`: the id of the element that holds the blocks; in the first piece of a section it is the
    section's. `head`: the running head, "" for none of its own. `letters`: of text, apparatus and notes together, as a measure of
    the work. `joined`: it stays with the piece after it, as the heading of a year with its first entry. `plates`: the pictures in
    it, as address and bytes. `text`: the number, from 0, of the text to which it belongs. `opening`: the running head of a page
    that opens with the heading of the section.
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
    text: int = 0
    opening: str = ""


# Sections that answer each other: number of the text, from 0 -> section.
Across = Mapping[int, Section]


def pieces(
    rows: Sequence[Across],
    notes: Mapping[str, PrintedNote],
    words: BookWords,
    *,
    whole: bool = False,
) -> tuple[TextPiece, ...]:
    """Turn rows of sections that answer each other into pieces, in order.

    `notes`: id of a call -> numbered note. `words`: the words that the book prints. `whole`: no section is divided, however long.
    """
    sections = [section for row in rows for section in row.values()]
    # Texts that answer each other are cited by their lines, with an apparatus or without one.
    critical = any(section.apparatus for section in sections) or any(len(row) > 1 for row in rows)
    linked = {link.get("href", "")[1:] for s in sections for e in s.apparatus for link in e.readings.iter("{*}a")}
    found: list[TextPiece] = []
    for row in rows:
        bodies, held = [], []
        bare = False
        for text, section in row.items():
            numbered = bool(section.apparatus) or (critical and section.kind != "fragments")
            bodies.append(section_markup(section, notes, words.note, numbered=numbered))
            entries = tuple(_entry(entry, notes, words, linked) for entry in section.apparatus)
            called = (notes[note.anchor] for note in section.notes)
            own = tuple(_note(note, notes, words) for note in sorted(called, key=lambda note: note.order))
            # A heading of a year without text of its own goes with the first entry.
            bare = section.kind == "division" and all(part.tag in HEADINGS for part in bodies[-1])
            head, opening = ("", "") if bare else (section.running, section.opening)
            held.append(TextPiece(section.id, section.id, head, "", entries, own, 0, text=text, opening=opening))
        runs = [[list(body)] for body in bodies] if whole else _runs(bodies)
        parted = (_parted(*each) for each in zip(held, bodies, runs, strict=True))
        for piece in chain.from_iterable(zip(*parted, strict=True)):
            if piece.text and found:
                found[-1] = replace(found[-1], joined=True)
            found.append(piece)
        if bare:
            found[-1] = replace(found[-1], joined=True)
    return tuple(found)


def _note(note: PrintedNote, notes: Mapping[str, PrintedNote], words: BookWords) -> SetNote:
    return SetNote(note.note.id, note.note.anchor, note_html(note, words.note, notes), note.series)


def _entry(entry: ApparatusEntry, notes: Mapping[str, PrintedNote], words: BookWords, linked: set[str]) -> SetEntry:
    made = in_words(entry_markup(entry, notes, words.note))
    if entry.id in linked and made:
        target = Fragment("", (tag_of(etree.Element("span", {"id": entry.id})),))
        made = ((target, *made[0]), *made[1:])
    lemma = "" if entry.lemma is None else _lemma_words(entry.lemma)
    sigla = [(plain(siglum, notes, words.note), number) for siglum, number in entry.beside]
    beside = tuple((text_of(siglum), number, _numbered(siglum, number)) for siglum, number in sigla)
    return SetEntry(entry.id, entry.anchor, entry.end, lemma, made, calls_of(entry), beside)


def _numbered(siglum: etree._Element, number: str) -> Word:
    """Write the number of a verse of another witness, to stand after that of the base: “(B 15)”."""
    made = etree.Element("p")
    made.text = "("
    made.append(siglum)
    siglum.tail = f" {number})"
    return bound(in_words(made))


def _lemma_words(lemma: etree._Element) -> str:
    """Give the words of a lemma as they stand in the text, without the sigla that an entry gives after them."""
    words = copy.deepcopy(lemma)
    for sigla in [span for span in words.iter("{*}span") if span.get("class") == "sigla"]:
        if (parent := sigla.getparent()) is not None:
            parent.remove(sigla)
    return text_of(words)


def _parted(piece: TextPiece, body: etree._Element, runs: Sequence[Sequence[etree._Element]]) -> Iterator[TextPiece]:
    """Divide the piece of a section into pieces, one for each run of blocks, each with the entries and notes anchored in its
    blocks."""
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


def _runs(bodies: Sequence[etree._Element]) -> list[list[list[etree._Element]]]:
    """Divide the blocks of sections that answer each other into runs of not much more than LONG letters: for each text, its runs.

    A heading stays with the block after it. The sections are divided before blocks that answer each other.
    """
    first, *others = blocks = [list(body) for body in bodies]
    places = [{name.replace(BESIDE, ""): at for at, block in enumerate(other) if (name := block.get("id"))} for other in others]
    starts = [[0] * len(bodies)]
    letters = 0
    for at, block in enumerate(first):
        size = len(text_of(block))
        answers = [at, *(there.get(block.get("id", ""), 0) for there in places)]
        later = all(start < answer for start, answer in zip(starts[-1], answers, strict=True))
        if letters + size > LONG and later and first[at - 1].get("class") != "head":
            starts.append(answers)
            letters = 0
        letters += size
    bounds = zip(*starts, map(len, blocks), strict=True)
    return [[held[a:b] for a, b in pairwise(stops)] for held, stops in zip(blocks, bounds, strict=True)]


def _ids(block: etree._Element) -> Iterable[str]:
    return (name for inner in block.iter() if (name := inner.get("id")))


def _section_of(body: etree._Element, run: Sequence[etree._Element], mark: str, *, first: bool) -> etree._Element:
    """Make a section of some blocks of a section. All but the first get the class `continued`.

    `mark`: its id.
    """
    made = etree.Element(body.tag, {str(name): str(value) for name, value in body.attrib.items()})
    made.set("id", mark)
    if first:
        made.text = body.text
    else:
        made.set("class", f"{body.get('class', '')} continued".strip())
    made.extend(copy.deepcopy(block) for block in run)
    return made
