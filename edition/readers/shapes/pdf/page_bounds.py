"""Turn text pulled out of a PDF into pages: where each begins, and which lines are running heads and page numbers."""

from __future__ import annotations

import itertools
import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from edition.readers.datelines import read_dateline
from edition.readers.numbered_heads import heads_division
from edition.readers.printed_lines import PrintedLine, ends_sentence
from edition.readers.shapes.pdf.text_initials import letters_closed_up, with_initials

_FOLIO = re.compile(r"[–—|·\s]*(?:p(?:age|\.)?\s*)?(\d{1,4})[–—|·\s]*$", re.IGNORECASE)
# A page has this many lines at least, so that single spaces so near each other are no page tops.
_PAGE_LINES = 8
# A running head is at most this long.
_HEAD_LETTERS = 60


@dataclass(slots=True)
class ExtractedPage:
    """A page: the lines of its text, and those of its head and foot."""

    lines: list[PrintedLine] = field(default_factory=list)
    furniture: list[PrintedLine] = field(default_factory=list)


def pages(text: str, language: str) -> list[ExtractedPage]:
    """Divide a text into its pages, running heads and folios apart.

    Pages begin at form feeds; where there are none, at lines that begin with one space in a text that has no other
    indents (extraction leaves it where a page's first text box begins), and wherever a running head and a folio stand between
    empty lines.
    """
    text = with_initials(letters_closed_up(text), language)
    parted = (
        _at_form_feeds(text)
        if "\f" in text
        else [part for page in _at_single_spaces(text) for part in _at_furniture(page, language)]
    )
    _take_furniture(parted, language)
    return [_first_marked(page) for page in parted if page.lines or page.furniture]


def _lines(rows: Sequence[tuple[int, str]]) -> list[PrintedLine]:
    """The lines of a page that hold text; the empty ones are counted as the gap before them."""
    lines: list[PrintedLine] = []
    gap = 0
    for number, row in rows:
        text = " ".join(row.split())
        if text:
            lines.append(PrintedLine(number, text, gap, len(row) - len(row.lstrip())))
        gap = 0 if text else gap + 1
    return [_glued(line, after) for line, after in itertools.zip_longest(lines, lines[1:])]


def _glued(line: PrintedLine, after: PrintedLine | None) -> PrintedLine:
    """A large capital that stands on a line of its own before the word that it begins."""
    alone = len(line.text) == 1 and line.text.isupper() and after is not None and after.text[0].islower()
    return replace(line, glued=True) if alone else line


def _at_form_feeds(text: str) -> list[ExtractedPage]:
    rows: list[tuple[int, str]] = []
    found: list[ExtractedPage] = []
    for number, line in enumerate(text.split("\n"), 1):
        first, *more = line.split("\f")
        rows.append((number, first))
        for part in more:
            found.append(ExtractedPage(_lines(rows)))
            rows = [(number, part)]
    return [*found, ExtractedPage(_lines(rows))]


def _at_single_spaces(text: str) -> list[ExtractedPage]:
    rows = list(enumerate(text.split("\n"), 1))
    tops = [number for number, row in rows if re.match(r" \S", row)]
    deeper = any(re.match(r"\s{2,}\S|\t", row) for _, row in rows)
    steps = [b - a for a, b in itertools.pairwise(tops)]
    if deeper or not tops or (steps and statistics.median(steps) < _PAGE_LINES):
        tops = []
    bounds = [1, *tops, len(rows) + 1]
    return [ExtractedPage(_lines(rows[a - 1 : b - 1])) for a, b in itertools.pairwise(bounds) if a < b]


def _at_furniture(page: ExtractedPage, language: str) -> list[ExtractedPage]:
    """Divide a page where a running head and a folio, each between empty lines, stand inside it."""
    lines = page.lines
    parts = [ExtractedPage()]
    index = 0
    while index < len(lines):
        pair = lines[index : index + 2]
        after = lines[index + 2].gap if index + 2 < len(lines) else 1
        if len(pair) == 2 and index and pair[0].gap and pair[1].gap and after and _is_pair(pair, lines, language):
            parts[-1].furniture += pair
            parts.append(ExtractedPage())
            index += 2
        else:
            parts[-1].lines.append(lines[index])
            index += 1
    return parts


def _is_pair(pair: Sequence[PrintedLine], lines: Sequence[PrintedLine], language: str) -> bool:
    """Whether two lines are a running head and a folio, in either order."""
    folios = [line for line in pair if _FOLIO.match(line.text)]
    heads = [line for line in pair if _is_head(line.text, language)]
    return len(folios) == len(heads) == 1 and not _has_mark(lines, int(_FOLIO.match(folios[0].text)[1]))  # type: ignore[index]


def _is_head(text: str, language: str) -> bool:
    """Whether a line can be a running head: short, no sentence, no number alone, no date."""
    short = len(text) <= _HEAD_LETTERS and not ends_sentence(text)
    return short and not _FOLIO.match(text) and bool(re.search(r"[^\W\d_]{2}", text)) and read_dateline(text, language) is None


def _has_mark(lines: Sequence[PrintedLine], number: int) -> bool:
    """Whether a note mark of this number hangs on a word of these lines: then the number is that of a note."""
    mark = re.compile(rf"(?<=[^\s\d(\[–-]){number}(?!\d)")
    return any(mark.search(line.text) for line in lines)


def _take_furniture(parted: Sequence[ExtractedPage], language: str) -> None:
    """Take from the edges of pages the lines that stand on several of them, and folios that count the pages."""
    shapes: Counter[tuple[bool, str]] = Counter()
    offsets: Counter[int] = Counter()
    for index, page in enumerate(parted):
        shapes.update({(top, _shape(line.text, language)) for top, line in _edges(page) if _is_head(line.text, language)})
        offsets.update({number - index for _, line in _edges(page) if (number := _folio(line, page)) is not None})
    steady = {offset for offset, count in offsets.items() if count >= max(2, 0.2 * len(parted))}
    offset = max(steady, key=lambda value: (offsets[value], -value)) if steady else None
    for index, page in enumerate(parted):
        while taken := [
            line
            for top, line in _edges(page, 1)
            if ((folio := _folio(line, page)) is not None and folio - index == offset)
            or (_is_head(line.text, language) and shapes[top, _shape(line.text, language)] > 1)
        ]:
            page.furniture += taken
            page.lines = [line for line in page.lines if line not in taken]


def _edges(page: ExtractedPage, depth: int = 2) -> list[tuple[bool, PrintedLine]]:
    """The first and last lines of a page, each with whether it stands at the top."""
    top, bottom = page.lines[:depth], page.lines[depth:][-depth:]
    return [(True, line) for line in top] + [(False, line) for line in bottom]


def _folio(line: PrintedLine, page: ExtractedPage) -> int | None:
    """The number of a line that is a number alone, unless it is a note's."""
    found = _FOLIO.match(line.text)
    return int(found[1]) if found and not _has_mark(page.lines, int(found[1])) else None


def _shape(text: str, language: str) -> str:
    """A running head without its page number. The number of a chapter is none."""
    return text.casefold() if heads_division(text, language) else re.sub(r"\d+", "#", text.casefold())


def _first_marked(page: ExtractedPage) -> ExtractedPage:
    if page.lines:
        first = page.lines[0]
        page.lines[0] = PrintedLine(first.number, first.text, first.gap, first.indent, True)
    return page
