"""Turn a book into a PDF: the text into one column, the column into pages with feet, all pages into one document."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from weasyprint.document import Document

from edition.messages import Report
from edition.writers.book import BODY_KINDS, Book, Section
from edition.writers.pages import layout, matter
from edition.writers.pages.feet import NO_BREAK, SIGNS, Apparatus, Keyed
from edition.writers.pages.layout import Column, Press
from edition.writers.pages.markup import Note, attributes, calls_of, document, entry_markup, note_html, numbered_notes, section_html
from edition.writers.pages.planning import Leaf, Sizes, plan
from edition.writers.pages.rows import Fragment, Widths, Word, enclosed, in_words, looks, tag_of
from edition.writers.words import Words, words_of

STYLE = Path(__file__).parent.parent / "styles" / "page.css"
EVERY = 5
# https://www.w3.org/TR/css-page-3/#page-size-prop
_NAMED = r"(?:A[345]|B[45]|JIS-B[45]|letter|legal|ledger)(?: (?:portrait|landscape))?"
_LENGTH = r"\d+(?:\.\d+)?(?:mm|cm|in|pt|pc|px|q)"
PAPER = re.compile(f"{_NAMED}|{_LENGTH}(?: {_LENGTH})?", re.IGNORECASE)
# Longer than any text: a column is one page, however high.
ENDLESS = 40_000_000


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
        leaves = plan(text.column.lines, text.apparatus.rows, text.due, text.notes.lines, text.sizes)
        pages = _pages_of(text, leaves)
        between = _set_leaves(press, text, leaves, book, report)
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
    apparatus = _keyed(press, sections, column, notes, words, width)
    ordered = sorted(notes.values(), key=lambda note: note.number)
    beneath = _column(press, (note_html(note, words.note, notes) for note in ordered), language, width, "notes")
    sizes = Sizes(height, lead, row, row / 2)
    return Text(sections, column, apparatus, beneath, _due(column, beneath, ordered, sections, apparatus.entries), sizes)


def _keyed(
    press: Press, sections: Sequence[Section], column: Column, notes: dict[str, Note], words: Words, width: float
) -> Apparatus:
    """Find the lines of each apparatus entry, and measure its words; one on a whole section stands at its first line."""
    found: list[tuple[str, int, int, tuple[Word, ...]]] = []
    linked = {link.get("href", "")[1:] for s in sections for e in s.apparatus for link in e.readings.iter("{*}a")}
    for section in sections:
        for entry in section.apparatus:
            first, last = column.places.get(entry.anchor) or column.places.get(section.id, (0, 1))
            if entry.end in column.places:
                last = column.places[entry.end][1]
            elif entry.anchor == section.id:
                last = first + 1
            first = min(first, len(column.lines) - 1)
            made = in_words(entry_markup(entry, notes, words.note))
            if entry.id in linked and made:
                target = Fragment("", (tag_of(etree.Element("span", {"id": entry.id})),))
                made = ((target, *made[0]), *made[1:])
            found.append((entry.id, first, max(first, last - 1), made))
    found.sort(key=lambda entry: entry[1])
    widths = _measured(press, (word for *_, made in found for word in made))
    keyed = [Keyed(ident, first, last, widths.measured(made, width)) for ident, first, last, made in found]
    return Apparatus(column.lines, keyed, widths, width)


def _measured(press: Press, words: Iterable[Word]) -> Widths:
    """Measure each letter of the apparatus in each way in which it looks, in CSS pixels."""
    asked = looks((*words, (Fragment(SIGNS),)))
    order = [(key, path, sorted(letters)) for key, (path, letters) in asked.items()]
    # Ten of each, since a letter's width is rounded.
    parts = (
        f'<p class="apparatus single">{enclosed(letter.replace(" ", NO_BREAK) * 10, path)}</p>'
        for _, path, letters in order
        for letter in letters
    )
    widths = iter(_column(press, parts, "", ENDLESS).widths())
    return Widths({key: {letter: next(widths) / 10 for letter in letters} for key, _, letters in order})


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


def _pages_of(text: Text, leaves: Sequence[Leaf]) -> dict[str, str]:
    """The page of each id of the text."""
    starts = [leaf.first for leaf in leaves]
    return {name: str(max(1, bisect_right(starts, place[0]))) for name, place in text.column.places.items()}


def _set_leaves(press: Press, text: Text, leaves: Sequence[Leaf], book: Book, report: Report) -> Document | None:
    """Set empty pages and put lines, apparatus, notes and the numbers of the margin where they belong; None without a page."""
    if not leaves:
        return None
    heads = _heads(text, leaves)
    starts = [leaf.first for leaf in leaves]
    feet = [text.apparatus.foot(leaf, leaves, starts) for leaf in leaves]
    frames = (_frame(text, index, leaf, feet, head, book) for index, (leaf, head) in enumerate(zip(leaves, heads, strict=True)))
    made = press.render(document(frames, book.metadata.language))
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


def _frame(text: Text, index: int, leaf: Leaf, feet: Sequence[Sequence[str]], head: str, book: Book) -> str:
    """Write a page without its text and notes: the rows of its apparatus, and places of the heights that the others take."""
    sizes = text.sizes
    # What goes on from an earlier page says so in the margin, since its numbers are of lines of that page. Fewer rows may
    # have been needed than were planned.
    rows = [(part.owner, feet[part.owner][part.first : part.last]) for part in leaf.rows if part.first < len(feet[part.owner])]
    noted = (
        text.notes.lines[leaf.notes[1] - 1].bottom - text.notes.lines[leaf.notes[0]].top if leaf.notes[1] > leaf.notes[0] else 0.0
    )
    height = sum(len(part) for _, part in rows) * sizes.row
    foot = (sizes.gap if rows or noted else 0.0) + height + noted + (sizes.between if rows and noted else 0.0)
    parts = [f'<div class="text" style="height: {sizes.height - foot - 0.05:.4f}px"></div>']
    if foot:
        parts.append(f'<div class="rule" style="height: {sizes.gap:.4f}px"><div></div></div>')
    for owner, lines in rows:
        since = {"data-from": f"‹ {owner + 1}" if owner != index else ""}
        parts.append(f'<div class="rows" data-tag="Note"{attributes(since)}>{"".join(lines)}</div>')
    if noted:
        space = f" margin-top: {sizes.between:.4f}px" if rows else ""
        parts.append(f'<div class="notes" style="height: {noted:.4f}px;{space}"></div>')
    names = {"class": "leaf", "data-verso": book.metadata.title, "data-recto": head or book.metadata.title}
    return f"<div{attributes(names)}>{''.join(parts)}</div>"
