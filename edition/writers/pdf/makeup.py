"""Turn galleys and planned pages into set pages: lines, apparatus, notes and line numbers, each in its place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, cycle

from weasyprint.document import Document
from weasyprint.document import Page as Sheet

from edition.language.languages import language_of_tag
from edition.writers.pdf import layout
from edition.writers.pdf.feet import RowLabel, label_of
from edition.writers.pdf.galley import Galley, TypeArea
from edition.writers.pdf.imposition import PageStart, PlannedPages
from edition.writers.pdf.layout import Press
from edition.writers.pdf.margin_numbers import MarginNumbers, number_beside
from edition.writers.pdf.markup import attributes, document
from edition.writers.pdf.spreads import Opening, Slice, SpreadPage, end_of, head_of, height_of

# Text and line -> the page on which it stands, counted from 0, and its number there.
Numbers = Mapping[tuple[int, int], tuple[int, int]]


def made_up(
    press: Press,
    galleys: Sequence[Galley],
    area: TypeArea,
    planned: PlannedPages,
    begin: PageStart,
    title: str,
    language: str,
    *,
    last: bool = False,
) -> tuple[Document, list[int], frozenset[str]]:
    """Set the frames of pages, and put lines, apparatus, notes and line numbers in their places.

    `planned`: the plan of the pages; `begin`: where they begin. `title`: the running head of left pages. `last`: the text ends with
    them; its last foot stands below its last line. Returns the pages; the numbers, counted from 0 in the text, of those that hold
    something higher than a page; and the signs that only pages have (PAGE_SIGNS).
    """
    pages = planned.pages[: planned.count]
    numbers = _numbers(galleys, planned.pages, area)
    series = [each for galley in galleys for each in galley.series]
    frames = []
    for at, (page, head) in enumerate(zip(pages, _heads(galleys, area.opening, pages, begin, title), strict=True)):
        notes = [height_of(each.lines, ranges) for each, ranges in zip(series, page.notes, strict=True) if ranges]
        opened = pages[at - at % len(area.opening) :][: len(area.opening)]
        reach = max(_reach(galleys, each) for each in opened) if last and at >= len(pages) - len(area.opening) else None
        rows = _rows_of(galleys[0], page, at, numbers, begin.page, language)
        frames.append(_frame(area, rows, notes, {"data-verso": title, "data-recto": head}, reach))
    # If these pages begin with a left one, a blank page is set before them and taken off again.
    left = begin.page % 2 == 1
    rule = f"@page :first {{ counter-reset: page {begin.page if left else begin.page + 1} }}"
    made = press.render(document(['<div class="blank"></div>', *frames] if left else frames, language), rule)
    made = made.copy(made.pages[left:])
    shown = {figure for page in pages for _, _, figure in _figures(page, galleys, area, numbers)}
    figures = MarginNumbers(press, sorted(shown))
    high = []
    for at, (page, sheet) in enumerate(zip(pages, made.pages, strict=True), begin.page):
        if not _placed(sheet, page, galleys, area):
            high.append(at)
        _number(sheet, page, galleys, area, numbers, figures, right=at % 2 == 0)
    return made, high, _signs_of(frames)


# What the markup of a page holds if it has a sign that a book explains only where it is printed (writers/book/signs.py): a figure
# after one of several like words of a line, a bar between two entries of a line, a page beside rows, a lemma that goes over a page.
PAGE_SIGNS = {
    "which": re.compile(r"<sup>\d+</sup>(?!</abbr>)"),
    "bar": re.compile("‖"),
    "carried": re.compile(" data-from="),
    "over": re.compile(r'–<b class="line-of">\d+\.\d'),
}


def _signs_of(frames: Sequence[str]) -> frozenset[str]:
    return frozenset(name for name, sign in PAGE_SIGNS.items() if any(sign.search(frame) for frame in frames))


def _reach(galleys: Sequence[Galley], page: SpreadPage) -> float:
    """Find how far down the text of a page reaches, in CSS pixels."""
    return max((end_of(galleys[each.text].column.lines, each) for each in page.slices), default=0.0)


def _placed(sheet: Sheet, page: SpreadPage, galleys: Sequence[Galley], area: TypeArea) -> bool:
    """Put the lines and the notes of a page in their places. Returns whether its text is no higher than the page."""
    fits = True
    slot = layout.slots(sheet, "text")[0]
    x, y = layout.corner(slot)
    for each in page.slices:
        column = galleys[each.text].column
        fits = fits and end_of(column.lines, each) <= area.sizes.height + 1
        headed = head_of(column.lines, each) > 0
        layout.place(slot, column.cut(each.first, each.last, x + area.left(each.column), y + each.top, headed=headed))
    notes = [each for galley in galleys for each in galley.notes]
    held = [(noted, ranges) for noted, ranges in zip(notes, page.notes, strict=True) if ranges]
    for (noted, ranges), slot in zip(held, layout.slots(sheet, "notes"), strict=True):
        x, y = layout.corner(slot)
        for lines in ranges:
            layout.place(slot, noted.cut(*lines, x, y))
            y += height_of(noted.lines, [lines])
    return fits


def _numbers(galleys: Sequence[Galley], pages: Sequence[SpreadPage], area: TypeArea) -> Numbers:
    """Number the lines of all texts: as their sections have them, or by page. A page counts from its first line to its last,
    whosever they are; of columns that stand side by side each counts for itself.
    """
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for at, page in enumerate(pages):
        counts = [0] * len(galleys)
        for each in page.slices:
            column, apparatus = galleys[each.text].column, galleys[each.text].apparatus
            which = each.text if area.columns > 1 else 0
            for line in range(each.first, each.last):
                counts[which] += column.lines[line].numbered
                found[each.text, line] = (at, apparatus.number(line, 0) if apparatus.counted else counts[which])
    return found


def _labelled(galley: Galley, numbers: Numbers, at: int, before: int) -> RowLabel:
    """Make the function that labels the entries of page `at`. `before`: how many pages of the text stand before page 0."""

    def label(begin: int, end: int) -> str:
        page, number = numbers[0, end]
        elsewhere = page != at and not galley.apparatus.counted
        return label_of(numbers[0, begin][1], number, before + page + 1 if elsewhere else None)

    return label


def _figures(page: SpreadPage, galleys: Sequence[Galley], area: TypeArea, numbers: Numbers) -> Iterator[tuple[Slice, int, int]]:
    """Find the numbers that stand beside the lines of a page, each with its slice and its line."""
    for each in page.slices:
        for line in range(each.first, each.last):
            figure = galleys[each.text].apparatus.figure(line, numbers[each.text, line][1])
            if figure:
                yield each, line, figure


def _number(
    sheet: Sheet,
    page: SpreadPage,
    galleys: Sequence[Galley],
    area: TypeArea,
    numbers: Numbers,
    figures: MarginNumbers,
    *,
    right: bool,
) -> None:
    """Put line numbers in the outer margin of a page, or left of each column where it has several columns.

    In a page of columns the number ends a fifth of the gutter before the column, by eye.
    """
    x, y = layout.corner(layout.slots(sheet, "text")[0])
    for each, line, figure in _figures(page, galleys, area, numbers):
        lines = galleys[each.text].column.lines
        baseline = y + each.top + head_of(lines, each) + lines[line].baseline - lines[each.first].top
        if area.columns > 1:
            figures.put(sheet, figure, baseline, x + area.left(each.column) - area.gutter / 5, right=False)
        else:
            number_beside(sheet, figures, figure, baseline, right=right)


def _heads(galleys: Sequence[Galley], opening: Opening, pages: Sequence[SpreadPage], begin: PageStart, title: str) -> list[str]:
    """Find the running head of each page: that of the first section that begins there, else of the section that goes on; `title`
    where none has one. A page that opens with headings does not repeat above them what they say.

    On each page the text of its first column counts; the first text counts where that one has no line there.
    """
    headed = [[piece for piece in galley.pieces if piece.head] for galley in galleys]
    starts = [[galley.column.places[piece.mark][0] for piece in each] for galley, each in zip(galleys, headed, strict=True)]
    reached = list(begin.lines)
    heads = []
    for page, columns in zip(pages, cycle(opening), strict=False):
        text = columns[0] if page.ranges(columns[0]) else 0
        ranges = page.ranges(text) or ((reached[text], reached[text]),)
        within = [range(*(bisect_left(starts[text], line) for line in lines)) for lines in ranges]
        begins = [at for at in chain.from_iterable(within) if headed[text][at].mark == headed[text][at].id]
        goes_on = headed[text][: bisect_right(starts[text], ranges[0][0])][-1:]
        head = next((piece.head for piece in (*(headed[text][at] for at in begins), *goes_on)), "") or title
        if begins and ranges[0][0] < ranges[0][1]:
            top, start = ranges[0][0], starts[text][begins[0]]
            lines = galleys[text].column.lines
            if all(line.keep for line in lines[top : start + 1]):
                # The heading of a part above that of its first section says the name of the part too.
                head = headed[text][begins[0]].opening if top == start else ""
        heads.append(head)
        for each in page.slices:
            reached[each.text] = each.last
    return heads


# What the margin says of some rows, "" or "p. 7", and the rows as HTML.
MarginRows = tuple[str, Sequence[str]]


def _rows_of(galley: Galley, page: SpreadPage, index: int, numbers: Numbers, before: int, language: str) -> list[MarginRows]:
    """Write the rows at the foot of page `index`.

    If some of them name lines of another page, the margin says of all rows to which page they belong. `before`: how many pages of
    the text stand before page 0.
    """
    mixed = any(part.owner != index for part in page.rows)
    word = language_of_tag(language).book.page_short
    found: list[MarginRows] = []
    for part in page.rows:
        rows = galley.apparatus.written(part, _labelled(galley, numbers, part.owner, before))
        found.append((f"{word} {before + part.owner + 1}" if mixed else "", rows))
    return found


def _frame(
    area: TypeArea, rows: Sequence[MarginRows], notes: Sequence[float], heads: dict[str, str], reach: float | None = None
) -> str:
    """Write a page as HTML: an empty block for its text, the rows of its apparatus, an empty block for each series of notes.

    `notes`: the height of each series, in CSS pixels. `heads`: the running heads. `reach`: how far down the text reaches, where the
    foot stands below it; elsewhere the foot stands at the foot of the page.
    """
    sizes = area.sizes
    blocks = [*([sum(len(part) for _, part in rows) * sizes.row] if rows else []), *notes]
    foot = sizes.gap + sum(blocks) + (len(blocks) - 1) * sizes.between if blocks else 0.0
    text = sizes.height - foot if reach is None else min(reach, sizes.height - foot)
    parts = [f'<div class="text" style="height: {max(0.0, text - 0.05):.4f}px"></div>']
    if foot:
        parts.append(f'<div class="rule" style="height: {sizes.gap:.4f}px"><div></div></div>')
    row = f' style="--row: {sizes.row:.4f}px"'
    for since, lines in rows:
        # A row keeps its height even if letters of another font are higher.
        parts.append(f'<div class="rows" data-tag="Note"{attributes({"data-from": since})}{row}>{"".join(lines)}</div>')
    for at, height in enumerate(notes):
        space = f" margin-top: {sizes.between:.4f}px" if rows or at else ""
        parts.append(f'<div class="notes" style="height: {height:.4f}px;{space}"></div>')
    return f"<div{attributes({'class': 'leaf', **heads})}>{''.join(parts)}</div>"
