"""Turn two texts into facing pages: the base with its apparatus on the left, the other witness on the right, each with notes."""

from __future__ import annotations

import copy
import html
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from lxml import etree
from weasyprint.document import Document, Page

from edition.writers.book import BODY_KINDS, Book, BookNote, Section
from edition.writers.pages import layout
from edition.writers.pages.binding import part
from edition.writers.pages.feet import label_of
from edition.writers.pages.galley import Galley, galley
from edition.writers.pages.gatherings import FONT, Plan
from edition.writers.pages.keeping import SetGathering
from edition.writers.pages.layout import Heard, Press
from edition.writers.pages.makeup import EVERY, frame, rows_of
from edition.writers.pages.markup import document, numbered_notes
from edition.writers.pages.pieces import Piece, pieces
from edition.writers.pages.spreads import Page as Planned
from edition.writers.pages.spreads import Pair, Text, height_of, spreads
from edition.writers.words import Words

# What the ids of the text on right pages begin with, which are those of the text that they answer.
FACING = "facing "
# The text begins on a left page; before it stands a right one with the title.
BEFORE = 1


def facing_pieces(book: Book, words: Words) -> tuple[Piece, ...]:
    """Turn the text of the book that stands on right pages into pieces, with ids of its own; running heads name its witness."""
    sections = [_renamed(section) for section in book.sections if section.kind in BODY_KINDS]
    return pieces(book, sections, numbered_notes(sections), words)


def _renamed(section: Section) -> Section:
    """A section all of whose ids begin with FACING."""
    known = {name for markup in (section.body, *(note.body for note in section.notes)) for name in _ids(markup)}
    known |= {note.id for note in section.notes}
    head = " · ".join(filter(None, (section.base, section.short or section.title)))
    notes = tuple(_renamed_note(note, known) for note in section.notes)
    return replace(section, id=FACING + section.id, short=head, body=_with_ids(section.body, known), notes=notes)


def _renamed_note(note: BookNote, known: set[str]) -> BookNote:
    return replace(note, id=FACING + note.id, anchor=FACING + note.anchor, body=_with_ids(note.body, known))


def _ids(markup: etree._Element) -> set[str]:
    return {name for element in markup.iter() if (name := element.get("id"))}


def _with_ids(markup: etree._Element, known: set[str]) -> etree._Element:
    """Copy markup; its ids, and links to them, get the prefix, links to what stands elsewhere lead to the first text."""
    made = copy.deepcopy(markup)
    for element in made.iter():
        if element.get("id"):
            element.set("id", FACING + element.get("id", ""))
        if (target := element.get("href", "")).startswith("#") and target[1:] in known:
            element.set("href", f"#{FACING}{target[1:]}")
    return made


def pairs(left: Galley, right: Galley) -> list[Pair]:
    """Pair the lines of two galleys: a block of the first with that of the second that answers it. Sections that only the first has
    stand alone, those that follow one another as one; other blocks that only one has stand with what is before them."""
    column, there = left.column, right.column.places
    sections = {piece.id for piece in left.pieces}
    # Where a long section is parted is nothing that answers.
    parted = {piece.mark for piece in left.pieces} - sections
    starts: dict[int, int] = {0: 0}
    alone: set[int] = set()
    reached = 0
    for name in sorted(column.blocks - parted, key=lambda name: (column.places[name], name)):
        line = column.places[name][0]
        other = there.get(FACING + name)
        if other is not None and other[0] >= reached:
            reached = starts.setdefault(line, other[0])
        elif name in sections:
            alone.add(line)
    found: list[Pair] = []
    end, other_end = len(column.lines), len(right.column.lines)
    for line in sorted({*starts, *alone}, reverse=True):
        other_first = starts.get(line, other_end)
        here = Pair((line, end), (other_first, other_end), line in alone and other_first == other_end)
        if here.alone and found and found[-1].alone:
            here = Pair((line, found.pop().left[1]), here.right, alone=True)
        found.append(here)
        end, other_end = line, other_first
    return found[::-1]


def set_spreads(press: Press, first: Sequence[Piece], second: Sequence[Piece], plan: Plan) -> SetGathering:
    """Set two texts on facing pages, with a half-title before them, as a part of the PDF."""
    heard = Heard()
    with layout.logged(heard):
        sides = [galley(press, plan.area, text, len(text), plan.language) for text in (first, second)]
        left, right = sides
        texts = (Text(left.column.lines, left.series), Text(right.column.lines, right.series))
        planned = spreads(texts, pairs(left, right), left.apparatus.most, plan.area.sizes)
        pages = [page for both in planned for page in both]
        made, high = _made_up(press, left, right, pages, plan)
        return SetGathering(part(made, 1, plan.targets, FONT, plan.variant), heard, tuple(high))


def _made_up(press: Press, left: Galley, right: Galley, pages: Sequence[Planned], plan: Plan) -> tuple[Document, list[int]]:
    """Set the pages and put lines, apparatus, notes and the numbers of the margin where they belong."""
    numbers = _numbers(left, pages)
    feet = [left.apparatus.filled(page.ranges(), _labelled(numbers, at)) for at, page in enumerate(pages)]
    series = (*left.series, *right.series)
    frames = []
    head = ""
    for at, page in enumerate(pages):
        head = _head(right if any(each.text for each in page.slices) else left, page) or head if at % 2 else head
        notes = [height_of(each.lines, ranges) for each, ranges in zip(series, page.notes, strict=True) if ranges]
        heads = {"data-verso": plan.title, "data-recto": head or plan.title}
        frames.append(frame(plan.area, rows_of(page.rows, at, feet, BEFORE, plan.language), notes, heads))
    title = f'<div class="half-title"><p>{html.escape(plan.title)}</p></div>'
    made = press.render(document([title, *frames], plan.language), "@page :first { counter-reset: page 1 }")
    figures = layout.Figures(press, range(EVERY, max((number for _, number in numbers.values()), default=0) + 1, EVERY))
    high = []
    for at, (planned, page) in enumerate(zip(pages, made.pages[BEFORE:], strict=True)):
        slot = layout.slots(page, "text")[0]
        x, y = layout.corner(slot)
        for each in planned.slices:
            column = (left, right)[each.text].column
            if each.top + height_of(column.lines, [(each.first, each.last)]) > plan.area.sizes.height + 1:
                high.append(BEFORE + at)
            if each.text == 0:
                _number(page, figures, left, each, numbers, y, right=at % 2 == 1)
            layout.place(slot, column.cut(each.first, each.last, x, y + each.top))
        held = [(noted, ranges) for noted, ranges in zip((*left.notes, *right.notes), planned.notes, strict=True) if ranges]
        for (noted, ranges), slot in zip(held, layout.slots(page, "notes"), strict=True):
            x, y = layout.corner(slot)
            for lines in ranges:
                layout.place(slot, noted.cut(*lines, x, y))
                y += height_of(noted.lines, [lines])
    return made, high


def _numbers(left: Galley, pages: Sequence[Planned]) -> dict[int, tuple[int, int]]:
    """For each line of the first text the page on which it stands, counted from 0, and its number there."""
    found: dict[int, tuple[int, int]] = {}
    for at, page in enumerate(pages):
        count = 0
        for first, last in page.ranges():
            for line in range(first, last):
                count += left.column.lines[line].numbered
                found[line] = (at, left.apparatus.number(line, 0) if left.apparatus.counted else count)
    return found


def _labelled(numbers: dict[int, tuple[int, int]], at: int) -> Any:
    """The labels of the entries of page `at`."""

    def label(begin: int, end: int) -> str:
        page, number = numbers[end]
        return label_of(numbers[begin][1], number, None if page == at else page + BEFORE + 1)

    return label


def _number(page: Page, figures: layout.Figures, left: Galley, each: Any, numbers: Any, y: float, *, right: bool) -> None:
    """Number every fifth line of a slice in the outer margin."""
    lines = left.column.lines
    for line in range(each.first, each.last):
        number = numbers[line][1]
        if lines[line].numbered and number % EVERY == 0:
            layout.number(page, figures, number, y + each.top + lines[line].baseline - lines[each.first].top, right=right)


def _head(galley: Galley, page: Planned) -> str:
    """What the running head of a right page says: the first section that begins there, else the one that goes on."""
    text = int(any(each.text for each in page.slices))
    lines = page.ranges(text)
    if not lines:
        return ""
    begins = sorted((galley.column.places[piece.mark][0], piece.head) for piece in galley.pieces if piece.head)
    here = [head for line, head in begins if any(first <= line < last for first, last in lines)]
    before = [head for line, head in begins if line < lines[0][0]]
    return (here or before[-1:] or [""])[0]
