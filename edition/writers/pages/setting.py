"""Turn a book into a PDF: its text into gatherings, front and back matter around them, all bound into one document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from weasyprint.document import Document

from edition.messages import Report
from edition.writers.book import BODY_KINDS, Book
from edition.writers.pages import layout, matter
from edition.writers.pages.binding import Part, bind, part
from edition.writers.pages.faces import fonts_for
from edition.writers.pages.facing import FACING, facing_pieces, set_spreads
from edition.writers.pages.galley import type_area
from edition.writers.pages.gatherings import FONT, Plan, set_gatherings, targets_in
from edition.writers.pages.keeping import Kept, SetGathering, Shelf, read, written
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


def set_book(
    book: Book, settings: Settings, target: Path, report: Report, opposite: Book | None = None, shelf: Shelf | None = None
) -> None:
    """Set a book and write it as a tagged PDF. `opposite`: the book whose text stands on the right pages, facing that of the first.
    `shelf`: where pages are kept that were set, so that those of which nothing changed are not set again.

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
    between = set_gatherings(press, text, plan, shelf) if opposite is None else (set_spreads(press, text, facing, plan),)
    pages, count = _pages(between)
    parts = matter.back_parts(book, words, pages)
    around = []
    if parts:
        set_back = partial(matter.back, press, parts, plan.language, count)
        around.append(_kept(shelf, [str(count), *parts], plan, len(between) + 1, set_back))
        pages |= {name: str(count + page + 1) for name, page in around[0].part.places.items()}
    parts = [matter.metadata(book), *matter.front_parts(book, words, pages)]
    front = _kept(shelf, parts, plan, 0, partial(matter.front, press, book, words, pages))
    made = [front, *between, *around]
    bind([each.part for each in made if each.part.count], ((0, "r", 1), (front.part.count, "D", 1)), target)
    _tell(report, [heard, *(each.heard for each in made)], strange, between, [each.part for each in made])


def _kept(shelf: Shelf | None, parts: Sequence[str], plan: Plan, number: int, make: Callable[[], Document]) -> SetGathering:
    """Set pages before or after the text, or take those that were set when `parts`, all that they are made from, were the same."""
    everything = "\n".join(parts).encode()
    shared = repr((plan.sheets, plan.language, plan.variant, number, FONT))
    source: list[bytes | str] = [shared, everything, targets_in(everything, plan.targets)]
    if shelf is not None and (content := shelf.find(source)) is not None:
        return read(content).made
    heard = Heard()
    with layout.logged(heard):
        made = SetGathering(part(make(), number, plan.targets, FONT, plan.variant), heard, ())
    if shelf is not None:
        shelf.keep(source, written(Kept(made)))
    return made


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
