"""Turn a book into a PDF: its text into gatherings, front and back matter around them, all bound into one document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from math import ceil
from pathlib import Path

from weasyprint.document import Document

from edition.language.languages import language_of_tag
from edition.language.numerals import roman
from edition.messages import Report
from edition.writers.book.types import BACK_KINDS, BODY_KINDS, FRONT_KINDS, Book
from edition.writers.pdf import flowing_pages, layout
from edition.writers.pdf.binding import bind, part
from edition.writers.pdf.facing import across
from edition.writers.pdf.front_matter import FrontMatter
from edition.writers.pdf.galley import MILLIMETRE, book_faces, type_area
from edition.writers.pdf.gatherings import Plan, set_gatherings, targets_in
from edition.writers.pdf.index_pages import IndexPages, marks_in, names_of, outside
from edition.writers.pdf.keeping import FontFiles, KeptPages, SetGathering, Shelf, read, written
from edition.writers.pdf.layout import LayoutFaults, Press
from edition.writers.pdf.line_numbers import counted_by
from edition.writers.pdf.markup import PrintedNote, numbered_notes
from edition.writers.pdf.pieces import BESIDE, TextPiece, pieces
from edition.writers.pdf.plates import PLATE, hung, plates
from edition.writers.pdf.spreads import FACING, SINGLE, Opening
from edition.writers.pdf.standards import prepress_of
from edition.writers.pdf.tables import fit_tables
from edition.writers.pdf.typography import fonts_for, sheets, type_size, width_of
from edition.writers.settings import Settings

# A column is at least so many millimetres wide, some five words to a line: by eye.
NARROWEST = 42


def opening_of(count: int, settings: Settings, report: Report, verse: int = 0) -> Opening:
    """Choose the pages for `count` full witnesses that will stand beside each other.

    Two witnesses get facing pages, more get pages of columns, as two do where the settings ask for them. Where columns would be too
    narrow, two witnesses get facing pages after all. If neither is possible the pages are single.

    Reports I555 for fewer than two witnesses, I575 for columns that are too narrow, I576 if there are columns in place of facing
    pages.

    `verse`: for a text in verse, how many letters a column must hold (`letters_of_verse`), else 0.
    """
    if count < 2:
        report.add("I555", count=count)
        return SINGLE
    if count == 2 and not settings.columns:
        return FACING
    opening = (tuple(range(count)),)
    with layout.logged(LayoutFaults()):
        width = round(type_area(Press(sheets(settings, Report(), count)), settings.page, "page", opening).column / MILLIMETRE)
    least = max(NARROWEST, ceil(width_of(verse, type_size(settings, Report(), count))))
    if width < least:
        report.add("I575", count=count, width=width, least=least, paper=settings.page)
        return FACING if count == 2 else SINGLE
    if not settings.columns:
        report.add("I576", count=count)
    return opening


def set_book(
    books: Sequence[Book],
    settings: Settings,
    target: Path,
    report: Report,
    opening: Opening = SINGLE,
    shelf: Shelf | None = None,
) -> None:
    """Set a book and write it to `target` as a tagged PDF.

    `books`: the book, and the books whose text stands beside it. `opening`: which text stands on which page. `shelf`: keeps set
    pages, so that only pages with a change are set again.

    Reports W550 for something higher than a page, W551 for an unknown paper, W552 for letters that no font has, I553 for letters
    set in another font than the book's, W554 for faults of the user's style sheet, W556 for pictures that cannot be printed, W557
    and W558 for tables that are too wide.

    Raises UsageError: the page is too small for text (E530) or larger than a PDF can have it (E531).
    """
    book = books[0]
    shown = {address: content for each in books for address, content in plates(each, report).items()}
    press = Press(sheets(settings, report, max(map(len, opening))), shown)
    lines = counted_by(settings.lines, [section for section in book.sections if section.kind in BODY_KINDS])
    targets = frozenset(BESIDE * text + target for text, each in enumerate(books) for target in _targets(each))
    heard, strange = LayoutFaults(), LayoutFaults()
    with layout.logged(strange):
        press.style(settings.stylesheet)
    with layout.logged(heard):
        faces = book_faces(press)
        area = type_area(press, settings.page, lines, opening)
        for each in books:
            fit_tables(press, each, area.column, report, shelf)
    # Facing pages begin with a left page; a right page with the half-title stands before it.
    before = len(opening) - 1
    title, language = book.metadata.title, book.metadata.language
    plan = Plan(press.sheets, area, title, language, targets, settings.colour == "gray", tuple(face.font for face in faces), before)
    text, notes = _pieces(books, plan)
    files = FontFiles(shelf)
    between = set_gatherings(press, hung(text, shown), plan, files)
    names = IndexPages(names_of(books), {}, marks_in(notes.values()), language_of_tag(plan.language).book.note_short)
    front, after = _around(press, book, plan, files, between, names, settings.contents)
    made = [front, *between, *after]
    parts = [each.part for each in made if each.part.count]
    bind(parts, ((0, "r", 1), (front.part.count - before, "D", 1)), target, prepress_of(settings.variant), files.held)
    _tell(report, [heard, *(each.heard for each in made)], strange, between)
    if foreign := tuple(sorted({letter for each in made for letter in each.part.foreign})):
        report.add("I553", letters=foreign, fonts=fonts_for(foreign), font=faces[0].name)


def _pieces(books: Sequence[Book], plan: Plan) -> tuple[tuple[TextPiece, ...], dict[str, PrintedNote]]:
    """Turn the texts of all books into pieces, and their notes: id of a call -> note. Each book numbers its own notes."""
    rows = across(books, plan.area.opening)
    notes: dict[str, PrintedNote] = {}
    for text in range(len(books)):
        notes |= numbered_notes([row[text] for row in rows if text in row])
    words = language_of_tag(plan.language).book
    whole = plan.area.lines != "page"
    return pieces(rows, notes, words, whole=whole), notes


def _around(
    press: Press, book: Book, plan: Plan, files: FontFiles, between: Sequence[SetGathering], names: IndexPages, depth: int
) -> tuple[SetGathering, Sequence[SetGathering]]:
    """Set the front matter and the back matter. Returns the front, and the back, if there is any.

    `between`: the text as set. `names`: where the names of the index stand; their pages are not known yet. `depth`: how
    many levels the contents have.
    """
    words = language_of_tag(book.metadata.language).book
    pages, count = _pages(between, plan.before)

    signs = frozenset({f"line-{plan.area.lines}"}.union(*(each.signs for each in between)))
    if plan.area.lines != "page":
        # The number of what is counted otherwise may have a point of its own.
        signs -= {"over"}
    matter = FrontMatter(book, words, signs, depth, titled=plan.before > 0)

    def set_front() -> SetGathering:
        parts = [flowing_pages.metadata(book), *matter.parts(pages)]
        return _kept(files, parts, plan, 0, partial(matter.set, press, dict(pages)))

    def set_back() -> Sequence[SetGathering]:
        parts = flowing_pages.back_parts(book, words, replace(names, pages=pages, notes={**names.notes, **marks}))
        setting = partial(flowing_pages.back, press, parts, plan.language, count)
        return [_kept(files, [str(count), *parts], plan, len(between) + 1, setting)] if parts else []

    # The pages before and after the text are set once more where the index names one of them.
    marks: dict[str, str] = {}
    for kinds, set_part in ((FRONT_KINDS, lambda: [set_front()]), (BACK_KINDS, set_back)):
        sections = [section for section in book.sections if section.kind in kinds]
        if found := outside(names, sections):
            marks |= marks_in(numbered_notes(sections).values())
            for each in set_part():
                places = each.part.places
                known = {name: places[name] for name in found if name in places}
                pages |= {name: roman(at + 1) if kinds is FRONT_KINDS else str(count + at + 1) for name, at in known.items()}
    after = set_back()
    for each in after:
        pages |= {name: str(count + page + 1) for name, page in each.part.places.items()}
    return set_front(), after


def _kept(fonts: FontFiles, parts: Sequence[str], plan: Plan, number: int, make: Callable[[], Document]) -> SetGathering:
    """Set front or back matter, or take it from the shelf.

    `parts`: its HTML, which is all that it is made from. `number`: its number among the parts of the PDF. `make`: sets it.
    """
    everything = "\n".join(parts).encode()
    shared = repr((plan.sheets, plan.language, plan.gray, number, plan.fonts))
    source: list[bytes | str] = [shared, everything, targets_in(everything, plan.targets)]
    if fonts.shelf is not None and (content := fonts.shelf.find(source)) is not None and fonts.has_all(kept := read(content).made):
        return kept
    heard = LayoutFaults()
    with layout.logged(heard):
        made = SetGathering(part(make(), number, plan.targets, plan.fonts, gray=plan.gray), heard, ())
    made = fonts.taken(made)
    if fonts.shelf is not None:
        fonts.shelf.keep(source, written(KeptPages(made)))
    return made


def _targets(book: Book) -> Iterable[str]:
    """Yield the ids to which links of the book may lead."""
    for section in book.sections:
        yield section.id
        yield from (entry.anchor for entry in section.apparatus)
        for note in section.notes:
            yield from (note.id, note.anchor)
        for _, anchors in section.mentions:
            yield from anchors
        for markup in section.markups:
            yield from (link.get("href", "")[1:] for link in markup.iter("{*}a") if link.get("href", "").startswith("#"))


def _pages(between: Iterable[SetGathering], before: int) -> tuple[dict[str, str], int]:
    """Find the pages of the text: id of a target -> page as printed, and the number of pages with those before the first."""
    pages: dict[str, str] = {}
    count = before
    for gathering in between:
        for name, page in gathering.part.places.items():
            pages.setdefault(name, str(count + page + 1))
        count += gathering.part.count
    return pages, count


def _tell(report: Report, heard: Iterable[LayoutFaults], strange: LayoutFaults, between: Iterable[SetGathering]) -> None:
    """Report the faults of setting, each once.

    `heard`: what WeasyPrint logged; `strange`: what it logged of the user's style sheet.
    """
    for fault in strange.faults:
        report.add("W554", reason=fault)
    for page in (page for gathering in between for page in gathering.high):
        report.add("W550", number=page + 1)
    everything = LayoutFaults()
    for each in heard:
        everything.letters |= each.letters
        everything.faults |= each.faults
    if everything.letters:
        letters = tuple(everything.letters)
        report.add("W552", letters=letters, fonts=fonts_for(chr(int(code[2:], 16)) for code in everything.letters))
    for fault in (fault for fault in everything.faults if fault not in strange.faults):
        # All pictures of a document are plates, so that another can only be one of the user's style sheet. Else no document can
        # cause this: our own markup or style is at fault.
        asked = fault.startswith("Failed to load image") and PLATE not in fault
        report.add("W554" if asked else "E970", reason=fault)
