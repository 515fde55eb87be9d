"""Turn the rows of a PDF's pages into text and what stands around it: running heads, page numbers, notes at the feet of columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from edition.readers.datelines import read_dateline
from edition.readers.numbered_heads import heads_division
from edition.readers.passage_words import call_number
from edition.readers.printed_lines import ends_sentence
from edition.readers.shapes.pdf.printed_rows import Row
from edition.readers.shapes.pdf.typesetting import Typesetting

# Of the size of the text: notes are smaller than this share.
_SMALL = 0.95
LABEL = re.compile(r"(?P<n>\d{1,3}(?=[.)\s])|[*†‡]{1,3})[.)]?\s*(?=\S)")


def furniture_of(rows: Sequence[Row], language: str) -> set[int]:
    """The rows that are running heads and folios: at the edges of pages, the same on several, or a number apart."""
    pages: dict[int, list[int]] = {}
    for index, row in enumerate(rows):
        pages.setdefault(row.page, []).append(index)
    for indexes in pages.values():
        indexes.sort(key=lambda index: rows[index].base)
    steps = Counter(round(b.base - a.base, 1) for a, b in pairwise(rows) if a.page == b.page and b.base > a.base)
    leading = max(steps, key=lambda value: (steps[value], -value), default=0.0)
    taken: set[int] = set()
    while True:
        edges = []
        for indexes in pages.values():
            left = [index for index in indexes if index not in taken]
            if left:
                edges += [(True, left[0], left[1:2]), *([(False, left[-1], left[-2:-1])] if len(left) > 1 else [])]
        undated = [(top, rows[index]) for top, index, _ in edges if read_dateline(rows[index].text, language) is None]
        shapes = Counter((top, *_shape(row, language)) for top, row in undated)
        folios = [(number, rows[index].page) for _, index, _ in edges if (number := _folio(rows[index])) is not None]
        offsets = Counter(number - page for number, page in folios)
        found = {
            index
            for top, index, near in edges
            if (not near or _stands_off(rows[index], rows[near[0]], leading))
            and (
                _counts(rows[index], offsets)
                if _folio(rows[index]) is not None
                else shapes[top, *_shape(rows[index], language)] > 1
            )
        }
        if not found:
            return taken
        taken |= found


def _stands_off(row: Row, near: Row, leading: float) -> bool:
    """Whether a short row stands apart from the one beside it: by white space, or by its size where the type is small."""
    apart = abs(near.base - row.base)
    return len(row.text) <= 80 and (apart > 1.3 * max(leading, row.size) or (apart > row.size and row.size < _SMALL * near.size))


def _folio(row: Row) -> int | None:
    """The number of a row that is a number alone."""
    found = re.fullmatch(r"[–—|\s]*(\d{1,4})[–—|\s]*", row.text)
    return int(found[1]) if found and not row.calls else None


def _counts(row: Row, offsets: Counter[int]) -> bool:
    """Whether a number at the edge of a page counts the pages, as another does, and is no year; the one of one page may be any."""
    number = _folio(row) or 0
    return offsets[number - row.page] > 1 or (len(offsets) == 1 and number < 1000)


def _shape(row: Row, language: str) -> tuple[str, int]:
    """A running head without the page number beside it, and how high it stands. The number of a chapter is no page."""
    text = row.text.casefold()
    return text if heads_division(text, language) else re.sub(r"^\d+\s+|\s+\d+$", "", text), round(row.base / 4)


def part_feet(rows: Sequence[Row], look: Typesetting) -> tuple[list[Row], list[tuple[str, str, list[Row]]]]:
    """Part the text from the notes at the feet of columns: smaller, and opened by a number that is called or counts on.

    Gives the rows of the text, and of each note its key, its number and its rows. A note goes on at the foot of the next page.
    """
    text: list[Row] = []
    notes: list[tuple[str, str, list[Row]]] = []
    called = {
        call_number(sign)
        for row in rows if row.size >= _SMALL * look.size for _, sign in row.calls
    }  # fmt: skip
    index = 0
    while index < len(rows):
        end = index
        while end < len(rows) and rows[end].size < _SMALL * look.size and rows[end].page == rows[index].page:
            end += 1
        run = rows[index:end]
        if not run:
            text.append(rows[index])
            index += 1
            continue
        index = end
        at_foot = end == len(rows) or rows[end].page != run[0].page or rows[end].column != run[0].column
        opened = next((place for place, row in enumerate(run) if _label(row, called)), None)
        if opened is None and not (at_foot and notes and notes[-1][2][-1].page == run[0].page - 1 and _goes_on(notes[-1][2][-1])):
            text += run
            continue
        if opened:
            goes_on = bool(notes) and notes[-1][2][-1].page == run[0].page - 1
            (notes[-1][2] if goes_on else text).extend(run[:opened])
        elif opened is None:
            notes[-1][2].extend(run)
        for row in run[opened:] if opened is not None else ():
            n = _label(row, called)
            if n:
                notes.append((f"note {len(notes)}", n, [row]))
            else:
                notes[-1][2].append(row)
    return text, notes


def calls_alone(rows: Sequence[Row], look: Typesetting) -> None:
    """Turn each call that a line's end parts from its word, so that it looks like a row of its own, into a row of a call alone."""
    for before, row, after in zip(rows, rows[1:], [*rows[2:], None], strict=False):
        n = call_number(row.text)
        if not n or n.isalpha() or row.calls or row.size >= _SMALL * look.size or before.size < _SMALL * look.size:
            continue
        # The number of a note may stand alone too: then the note comes next.
        if after is None or after.page != row.page or after.size >= _SMALL * look.size or LABEL.match(printed(after)):
            row.calls, row.text, row.size, row.bold = ((0, row.text),), "", before.size, before.bold


def _goes_on(row: Row) -> bool:
    """Whether a note breaks off at the end of a page."""
    return not ends_sentence(row.text)


def _label(row: Row, called: set[str]) -> str:
    """The number with which a note begins, if the text calls it; "" where none begins."""
    if row.calls and row.calls[0][0] == 0:
        n = call_number(row.calls[0][1])
    else:
        found = LABEL.match(row.text)
        n = found["n"] if found else ""
    return n if n in called else ""


def printed(row: Row) -> str:
    """A row with what is raised in it."""
    parts: list[str] = []
    at = 0
    for place, sign in row.calls:
        parts += (row.text[at:place], sign)
        at = place
    return "".join([*parts, row.text[at:]])


def targets_of(rows: Sequence[Row], notes: Sequence[tuple[str, str, int]]) -> dict[tuple[int, int], str]:
    """The key of the note that each call has, by row and place: on its own page, else the next, else anywhere."""
    free: dict[str, list[tuple[str, str, int]]] = {}
    for note in notes:
        free.setdefault(note[1], []).append(note)
    calls = [(row, at, call_number(sign)) for row in rows for at, sign in row.calls]
    targets: dict[tuple[int, int], str] = {}
    for reach in (0, 1, None):
        for row, at, n in calls:
            if (row.number, at) in targets:
                continue
            found = next((note for note in free.get(n, ()) if reach is None or note[2] == row.page + reach), None)
            if found:
                targets[row.number, at] = found[0]
                free[n].remove(found)
    return targets
