"""Turn a book into a PDF: the text into one column, the column into pages with feet, all pages into one document."""

from __future__ import annotations

import html
import itertools
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from weasyprint.document import Document

from edition.messages import Report
from edition.writers.book import BODY_KINDS, Book, Section
from edition.writers.pages import layout, matter
from edition.writers.pages.feet import NEXT_LINE, SAME_LINE, Apparatus, Keyed, paragraph
from edition.writers.pages.layout import Column, Press
from edition.writers.pages.markup import Note, attributes, calls_of, document, entry_html, note_html, numbered_notes, section_html
from edition.writers.pages.planning import Leaf, Rows, Sizes, plan
from edition.writers.words import Words, words_of

STYLE = Path(__file__).parent.parent / "styles" / "page.css"
EVERY = 5
# https://www.w3.org/TR/css-page-3/#page-size-prop
_NAMED = r"(?:A[345]|B[45]|JIS-B[45]|letter|legal|ledger)(?: (?:portrait|landscape))?"
_LENGTH = r"\d+(?:\.\d+)?(?:mm|cm|in|pt|pc|px|q)"
PAPER = re.compile(f"{_NAMED}|{_LENGTH}(?: {_LENGTH})?", re.IGNORECASE)
# How often a plan is made again because the apparatus took other rows than were reckoned.
ROUNDS = 8
# Longer than any text: a column is one page, however high.
ENDLESS = 40_000_000

# For each page the column in which the rows of its apparatus are, first and last.
Feet: TypeAlias = dict[int, tuple[Column, int, int]]


@dataclass(slots=True)
class Text:
    """The text between front and back matter: its column, its apparatus, its notes in a column of their own."""

    sections: tuple[Section, ...]
    column: Column
    apparatus: Apparatus
    notes: Column
    due: list[int]
    sizes: Sizes


def set_book(book: Book, paper: str, target: Path, report: Report) -> None:
    """Set a book and write it as a tagged PDF. `paper`: a CSS page size.

    Reports W550 where something is higher than a page, W551 for a paper that is none, W552 for a letter that no font has,
    I553 for letters set in another font than the book's.
    """
    with layout.logged(report):
        press = Press((STYLE.read_text("utf-8"), f"@page {{ size: {_paper(paper, report)} }}"))
        words = words_of(book.metadata.language)
        text = _text(press, book, words)
        leaves, feet = _planned(press, text, book)
        pages = _pages_of(text, leaves)
        between = _set_leaves(press, text, leaves, feet, book, report)
        after = matter.back(press, book, words, len(leaves), pages)
        later = {} if after is None else layout.pages_of_anchors(after, len(leaves) + 1)
        before = matter.front(press, book, words, {**later, **pages})
        parts = [part for part in (before, between, after) if part is not None]
        whole = layout.bind(parts, between)
        layout.write(whole, target, ((0, "r", 1), (len(before.pages), "D", 1)), book.metadata.identifier.encode())
        letters = layout.foreign_letters(whole, "EB-Garamond")
        if letters:
            report.add("I553", letters=" ".join(letters[: layout.SHOWN]) + (" …" if len(letters) > layout.SHOWN else ""))


def _paper(size: str, report: Report) -> str:
    """A page size as CSS writes it, or A5 where it is none (W551)."""
    if PAPER.fullmatch(size.strip()):
        return size.strip()
    report.add("W551", paper=size)
    return "A5"


def _column(press: Press, parts: Iterable[str], language: str, width: float, kind: str = "") -> Column:
    """Set parts of a text in one endless column of a width in CSS pixels."""
    strip = f"@page strip {{ size: {width}px {ENDLESS}px; margin: 0 }}"
    return Column(press.render(document([f'<div class="strip {kind}">', *parts, "</div>"], language), strip))


def _text(press: Press, book: Book, words: Words) -> Text:
    """Set text, notes and apparatus entries in columns, and find the line of each entry and note."""
    sections = tuple(section for section in book.sections if section.kind in BODY_KINDS)
    sample = press.render(document(['<div class="leaf"><p class="apparatus">x</p><div class="note"><p>x</p></div></div>'], "en"))
    width, height = layout.content_size(sample.pages[0])
    row, lead = layout.line_heights(sample)
    notes = numbered_notes(sections)
    language = book.metadata.language
    critical = any(section.apparatus for section in sections)
    parts = (
        section_html(s, notes, words.note, numbered=bool(s.apparatus) or (critical and s.kind != "fragments")) for s in sections
    )
    column = _column(press, parts, language, width, "text")
    keyed = sorted(_keyed(sections, column, notes, words), key=lambda entry: entry.first)
    ordered = sorted(notes.values(), key=lambda note: note.number)
    beneath = _column(press, (note_html(note, words.note, notes) for note in ordered), language, width, "notes")
    apparatus = Apparatus(column.lines, keyed, _measured(press, keyed, language), width)
    sizes = Sizes(height, lead, row, row / 2)
    return Text(sections, column, apparatus, beneath, _due(column, beneath, ordered, sections, keyed), sizes)


def _keyed(sections: Sequence[Section], column: Column, notes: dict[str, Note], words: Words) -> list[Keyed]:
    """Find the lines of each apparatus entry; one on a whole section stands at its first line."""
    found = []
    for section in sections:
        for entry in section.apparatus:
            first, last = column.places.get(entry.anchor) or column.places.get(section.id, (0, 1))
            if entry.end in column.places:
                last = column.places[entry.end][1]
            elif entry.anchor == section.id:
                last = first + 1
            first = min(first, len(column.lines) - 1)
            text = entry_html(entry, notes, words.note)
            plain = "".join(
                part for part in (*(entry.lemma.itertext() if entry.lemma is not None else ()), "] ", *entry.readings.itertext())
            )
            found.append(Keyed(entry.id, first, max(first, last - 1), text, " ".join(plain.split())))
    return found


def _measured(press: Press, keyed: Sequence[Keyed], language: str) -> dict[str, float]:
    """How wide each letter of the apparatus is, in CSS pixels."""
    letters = sorted({letter for entry in keyed for letter in entry.text} | set("0123456789–]" + NEXT_LINE + SAME_LINE))
    shown = (html.escape("\u00a0" if letter == " " else letter) * 10 for letter in letters)
    parts = (f'<p class="apparatus single">{ten}</p>' for ten in shown)
    widths = _column(press, parts, language, ENDLESS).widths()
    # A hundredth more, since kerning and line ends are not reckoned: a row too many costs less than a plan made anew.
    return {letter: width / 10 * 1.01 for letter, width in zip(letters, widths, strict=True)}


def _due(column: Column, notes: Column, ordered: Sequence[Note], sections: Sequence[Section], keyed: Sequence[Keyed]) -> list[int]:
    """How many lines of notes belong to the text up to each line; a note called in an entry belongs to the entry's line."""
    lines = {entry.id: entry.first for entry in keyed}
    called = {call: lines[entry.id] for section in sections for entry in section.apparatus for call in calls_of(entry)}
    due = [0] * len(column.lines)
    at = 0
    for note in ordered:
        line = called.get(note.note.anchor, column.places.get(note.note.anchor, (at, at))[0])
        # Notes stand in the order of their numbers.
        at = max(at, min(line, len(due) - 1))
        if due:
            due[at] = notes.places[note.note.id][1]
    for index in range(1, len(due)):
        due[index] = max(due[index], due[index - 1])
    return due


def _planned(press: Press, text: Text, book: Book) -> tuple[tuple[Leaf, ...], Feet]:
    """Plan the pages, set their apparatus, and plan again until none takes more rows than were reckoned.

    Gives the pages, and for each the column in which the rows of its apparatus are, first and last.
    """
    ready: dict[str, tuple[Column, int, int]] = {}
    for attempt in itertools.count():
        # Where plans go to and fro, a row more is kept free on every page: then they come to rest.
        text.apparatus.spare = max(0, attempt - ROUNDS)
        leaves = plan(text.column.lines, text.apparatus.rows, text.due, text.notes.lines, text.sizes)
        starts = [leaf.first for leaf in leaves]
        wanted = {owner: words for owner in range(len(leaves)) if (words := paragraph(text.apparatus, leaves, starts, owner))}
        fresh = {owner: words for owner, words in wanted.items() if words not in ready}
        if fresh:
            column = _column(press, fresh.values(), book.metadata.language, text.apparatus.measure)
            ready |= {words: (column, *column.places[f"foot-{owner}"]) for owner, words in fresh.items()}
        feet = {owner: ready[words] for owner, words in wanted.items()}
        if not any(_outgrown(text.apparatus, leaves[owner], last - first) for owner, (_, first, last) in feet.items()):
            break
    return tuple(_clipped(leaf, feet) for leaf in leaves), feet


def _outgrown(apparatus: Apparatus, leaf: Leaf, rows: int) -> bool:
    """Tell whether the apparatus of a page took more rows than were reckoned, and remember how many for the next plan.

    Fewer rows leave a little more air; a plan made anew for them would move all that follows.
    """
    if rows <= apparatus.rows(leaf.first, leaf.last):
        return False
    apparatus.known[leaf.first, leaf.last] = rows
    return True


def _clipped(leaf: Leaf, feet: Feet) -> Leaf:
    """Leave out of a page the rows that were reckoned but not needed."""
    rows = (Rows(part.owner, part.first, min(part.last, feet[part.owner][2] - feet[part.owner][1])) for part in leaf.rows)
    return replace(leaf, rows=tuple(part for part in rows if part.first < part.last))


def _pages_of(text: Text, leaves: Sequence[Leaf]) -> dict[str, str]:
    """The page of each id of the text."""
    starts = [leaf.first for leaf in leaves]
    return {name: str(max(1, bisect_right(starts, place[0]))) for name, place in text.column.places.items()}


def _set_leaves(press: Press, text: Text, leaves: Sequence[Leaf], feet: Feet, book: Book, report: Report) -> Document | None:
    """Set empty pages and put lines, apparatus, notes and the numbers of the margin where they belong; None without a page."""
    if not leaves:
        return None
    heads = _heads(text, leaves)
    made = press.render(
        document(
            [_frame(text, index, leaf, head, book) for index, (leaf, head) in enumerate(zip(leaves, heads, strict=True))],
            book.metadata.language,
        )
    )
    counts = (text.apparatus.number(leaf.last - 1, leaf.first) for leaf in leaves if leaf.last > leaf.first)
    figures = layout.Figures(press, range(EVERY, max(counts, default=0) + 1, EVERY))
    lines = text.column.lines
    for index, (leaf, page) in enumerate(zip(leaves, made.pages, strict=True)):
        slot = layout.slots(page, "text")[0]
        x, y = layout.corner(slot)
        if leaf.last > leaf.first and lines[leaf.last - 1].bottom - lines[leaf.first].top > text.sizes.height + 1:
            report.add("W550", page=index + 1)
        for at in range(leaf.first, leaf.last):
            number = text.apparatus.number(at, leaf.first)
            if lines[at].numbered and number % EVERY == 0:
                baseline = y + lines[at].baseline - lines[leaf.first].top
                layout.number(page, figures, number, baseline, right=index % 2 == 0)
        layout.place(slot, text.column.cut(leaf.first, leaf.last, x, y))
        for part, slot in zip(leaf.rows, layout.slots(page, "rows"), strict=True):
            column, first, _last = feet[part.owner]
            layout.place(slot, column.cut(first + part.first, first + part.last, *layout.corner(slot)))
        for slot in layout.slots(page, "notes"):
            layout.place(slot, text.notes.cut(*leaf.notes, *layout.corner(slot)))
    return made


def _heads(text: Text, leaves: Sequence[Leaf]) -> list[str]:
    """The running head of each page: the first section with a title that begins there, else the one that goes on."""
    begins = sorted(
        (text.column.places[s.id][0], s.short or s.title)
        for s in text.sections
        if s.id in text.column.places and (s.short or s.title) and s.kind != "division"
    )
    starts = [begin for begin, _ in begins]
    heads = []
    for leaf in leaves:
        at = bisect_right(starts, leaf.first - 1)
        if at == len(starts) or starts[at] >= max(leaf.last, leaf.first + 1):
            at -= 1
        heads.append(begins[at][1] if at >= 0 else "")
    return heads


def _frame(text: Text, index: int, leaf: Leaf, head: str, book: Book) -> str:
    """Write an empty page: places of the heights that its text and its foot take."""
    sizes = text.sizes
    rows = [(part.last - part.first) * sizes.row for part in leaf.rows]
    noted = (
        text.notes.lines[leaf.notes[1] - 1].bottom - text.notes.lines[leaf.notes[0]].top if leaf.notes[1] > leaf.notes[0] else 0.0
    )
    foot = (sizes.gap if rows or noted else 0.0) + sum(rows) + noted + (sizes.between if rows and noted else 0.0)
    parts = [f'<div class="text" style="height: {sizes.height - foot - 0.05:.4f}px"></div>']
    if foot:
        parts.append(f'<div class="rule" style="height: {sizes.gap:.4f}px"><div></div></div>')
    for part, height in zip(leaf.rows, rows, strict=True):
        # What goes on from an earlier page says so in the margin, since its numbers are of lines of that page.
        since = attributes({"data-from": f"‹ {part.owner + 1}" if part.owner != index else ""})
        parts.append(f'<div class="rows" style="height: {height:.4f}px"{since}></div>')
    if noted:
        space = f" margin-top: {sizes.between:.4f}px" if rows else ""
        parts.append(f'<div class="notes" style="height: {noted:.4f}px;{space}"></div>')
    names = {"class": "leaf", "data-verso": book.metadata.title, "data-recto": head or book.metadata.title}
    return f"<div{attributes(names)}>{''.join(parts)}</div>"
