"""Turn a book into a PDF: its text into gatherings, front and back matter around them, all bound into one document."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from edition.messages import Report
from edition.writers.book import BODY_KINDS, Book
from edition.writers.pages import layout, matter
from edition.writers.pages.binding import Part, bind, part
from edition.writers.pages.faces import fonts_for
from edition.writers.pages.facing import FACING, facing_pieces, set_spreads
from edition.writers.pages.galley import type_area
from edition.writers.pages.gatherings import FONT, Plan, SetGathering, set_gatherings
from edition.writers.pages.layout import Heard, Press
from edition.writers.pages.markup import numbered_notes
from edition.writers.pages.pieces import pieces
from edition.writers.pages.plates import hung, plates
from edition.writers.pages.sheets import sheets
from edition.writers.pages.tables import fit_tables
from edition.writers.pages.verses import counted_by
from edition.writers.settings import Settings
from edition.writers.words import words_of

# How many letters of a kind a message shows.
SHOWN = 12


def set_book(book: Book, settings: Settings, target: Path, report: Report, opposite: Book | None = None) -> None:
    """Set a book and write it as a tagged PDF. `opposite`: the book whose text stands on the right pages, facing that of the first.

    Reports W550 where something is higher than a page, W551 for a paper that is none, W552 for a letter that no font has,
    I553 for letters set in another font than the book's, W554 for what is not understood in the user's style sheet, W556 for
    pictures that cannot be printed, W557 and W558 for tables that are too wide.
    """
    shown = plates(book, report) | (plates(opposite, report) if opposite is not None else {})
    press = Press(sheets(settings, report), shown)
    words = words_of(book.metadata.language)
    sections = [section for section in book.sections if section.kind in BODY_KINDS]
    notes = numbered_notes(sections)
    lines = counted_by(settings.lines, sections)
    if opposite is not None and lines == "verse":
        lines = "page"
    targets = frozenset((*_targets(book), *(_targets(opposite, FACING) if opposite is not None else ())))
    heard, strange = Heard(), Heard()
    with layout.logged(strange):
        press.style(settings.stylesheet)
    with layout.logged(heard):
        area = type_area(press, lines)
        for each in (book, *([opposite] if opposite is not None else [])):
            fit_tables(press, each, area.width, report)
        plan = Plan(press.sheets, area, book.metadata.title, book.metadata.language, targets, settings.variant)
    text = hung(pieces(book, sections, notes, words, whole=lines != "page"), shown)
    facing = facing_pieces(opposite, words) if opposite is not None else ()
    between = set_gatherings(press, text, plan) if opposite is None else (set_spreads(press, text, facing, plan),)
    pages, count = _pages(between)
    with layout.logged(heard):
        back = matter.back(press, book, words, count, pages)
        after = part(back, len(between) + 1, targets, FONT, settings.variant) if back else None
        if after is not None:
            pages |= {name: str(count + page + 1) for name, page in after.places.items()}
        before = part(matter.front(press, book, words, pages), 0, targets, FONT, settings.variant)
    parts = [before, *(gathering.part for gathering in between), *([after] if after else [])]
    bind([each for each in parts if each.count], ((0, "r", 1), (before.count, "D", 1)), target)
    _tell(report, [heard, *(gathering.heard for gathering in between)], strange, between, parts)


def _targets(book: Book, prefix: str = "") -> Iterable[str]:
    """The ids to which links of the book may lead, with a prefix that its ids have got."""
    return (prefix + target for target in _unprefixed(book))


def _unprefixed(book: Book) -> Iterable[str]:
    for section in book.sections:
        yield section.id
        for note in section.notes:
            yield from (note.id, note.anchor)
        for markup in (section.body, *(n.body for n in section.notes), *(entry.readings for entry in section.apparatus)):
            yield from (link.get("href", "")[1:] for link in markup.iter("{*}a") if link.get("href", "").startswith("#"))


def _pages(between: Iterable[SetGathering]) -> tuple[dict[str, str], int]:
    """The page of each target in the text, as printed, and how many pages the text has."""
    pages: dict[str, str] = {}
    count = 0
    for gathering in between:
        for name, page in gathering.part.places.items():
            pages.setdefault(name, str(count + page + 1))
        count += gathering.part.count
    return pages, count


def _tell(report: Report, heard: Iterable[Heard], strange: Heard, between: Iterable[SetGathering], parts: Iterable[Part]) -> None:
    """Report what went wrong in setting, each thing once. `strange`: what was heard of the user's own style sheet."""
    for fault in strange.faults:
        report.add("W554", fault=fault)
    for page in (page for gathering in between for page in gathering.high):
        report.add("W550", page=page + 1)
    everything = Heard()
    for each in heard:
        everything.letters |= each.letters
        everything.faults |= each.faults
    if everything.letters:
        more = len(everything.letters) - SHOWN
        letters = ", ".join(list(everything.letters)[:SHOWN]) + (f" and {more} more letters" if more > 0 else "")
        report.add("W552", letters=letters, fonts=fonts_for(chr(int(code[2:], 16)) for code in everything.letters))
    for fault in (fault for fault in everything.faults if fault not in strange.faults):
        # Nothing in a document can bring this about: our own markup or style is at fault.
        report.add("E901", fault=f"WeasyPrint says: {fault}")
    foreign = sorted({letter for each in parts for letter in each.foreign})
    if foreign:
        letters = " ".join(foreign[:SHOWN]) + (" …" if len(foreign) > SHOWN else "")
        report.add("I553", letters=letters, fonts=fonts_for(foreign))
