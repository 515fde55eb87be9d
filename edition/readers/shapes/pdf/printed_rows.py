"""Turn the letters of a PDF page, each with its place, into printed rows in reading order: columns told, superscripts apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import Any

from edition.model.documents import InlineRange, Look
from edition.readers.passage_words import call_number
from edition.readers.shapes.pdf.initials import Glyph, initials_of

# Letters stand in one row if their baselines differ by less than this share of their size.
_LEVEL = 0.12
# A raised letter stands above its row by these shares of the row's size, and is smaller by this share at least.
_RAISED = (0.12, 0.75)
_SMALLER = 0.95
# White space between letters, as a share of their size, that is a space; and that parts what only looks like one row.
_SPACE = 0.18
_GUTTER = 0.7
# Of the rows of a column, at most this share goes across the white between columns.
_FREE = 0.3
# How many letters stand apart from each other where a word is letter-spaced; and no white within a word is wider, in sizes.
_SPACED, _APART = 4, 1.2
# A capital that is smaller than its row by this share is a small capital.
_SMALL_CAPITAL = 0.9
_BOLD = re.compile(r"bold|black|heavy|demi|-Bd\b", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obliq|slanted|[-,]It(?![a-z])|cmti|cmsl", re.IGNORECASE)
_SMALL_CAPS = re.compile(r"small-?caps|smcp|[-,]SC(?![a-z])|cmcsc|Caps(?=-|$)", re.IGNORECASE)
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}


@dataclass(slots=True)
class Row:
    """A printed row of one column. `calls`: places in the text with the raised signs there. `inset`: where its second word begins.

    `column` counts the columns of a page from 0, -1 for a row across all; `top`: first of its column. `looks`: ranges of its
    text. `initial`: it begins with a capital that was dropped into the rows below it.
    """

    page: int
    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    calls: tuple[tuple[int, str], ...] = ()
    inset: float = 0.0
    column: int = 0
    top: bool = False
    number: int = 0
    looks: tuple[InlineRange, ...] = ()
    initial: bool = False


@dataclass(slots=True)
class _Band:
    """Letters on one baseline, those raised over it apart."""

    base: float
    letters: list[Glyph] = field(default_factory=list)
    raised: list[Glyph] = field(default_factory=list)

    @property
    def size(self) -> float:
        return Counter(round(letter.size, 1) for letter in self.letters for _ in letter.text).most_common(1)[0][0]


def letters_of(chars: Iterable[dict[str, Any]]) -> list[Glyph]:
    """Turn pdfplumber's upright characters into letters; white space is seen as distance."""
    found = []
    for char in chars:
        text = "".join(_LIGATURES.get(c, c) for c in str(char["text"]))
        if not text.strip():
            continue
        font = str(char.get("fontname", ""))
        bold = bool(_BOLD.search(font))
        look: Look | None = "small-caps" if _SMALL_CAPS.search(font) else "italic" if _ITALIC.search(font) else None
        numbers = (float(char["x0"]), float(char["x1"]), -float(char["matrix"][5]), float(char["size"]))
        if all(abs(number) < 1e6 for number in numbers) and numbers[3] > 0.5:
            found.append(Glyph(text, *numbers, bold, look))
    return found


def rows_of(page: int, letters: Sequence[Glyph]) -> list[Row]:
    """Turn the letters of a page into rows, in the order in which they are read."""
    letters, initials = initials_of(letters)
    bands = _bands(letters)
    if not bands:
        return []
    jumps = [after.x0 for letter, after in pairwise(letters) if after.base < letter.base - 2 * letter.size]
    gutters = _gutters(bands, jumps)
    order: list[Row] = []
    columns: list[list[Row]] = [[] for _ in range(len(gutters) + 1)]

    def flush() -> None:
        for column in columns:
            order.extend(column)
            column.clear()

    for band in bands:
        across = any(_inked(band, gutter) for gutter in gutters)
        if across:
            flush()
            order.append(_row(page, band.letters, band.raised, band.base, -1))
            continue
        bounds = [float("-inf"), *gutters, float("inf")]
        for column, (left, right) in enumerate(pairwise(bounds)):
            inside = [letter for letter in band.letters if left <= letter.x0 < right]
            raised = [letter for letter in band.raised if left <= letter.x0 < right]
            if inside:
                columns[column].append(_row(page, inside, raised, band.base, column))
    flush()
    for before, row in zip([None, *order], order, strict=False):
        row.top = before is None or before.column != row.column
        for initial in initials:
            if initial.first <= row.base <= initial.last and row.x0 <= initial.x1 + row.size:
                # The rows beside a dropped capital are not indented.
                row.x0, row.initial = initial.x0, row.base == initial.first
    return order


def _bands(letters: Sequence[Glyph]) -> list[_Band]:
    """Letters by their baselines, from the top; a band of raised letters joins the band under it."""
    bands: list[_Band] = []
    for letter in sorted(letters, key=lambda letter: (letter.base, letter.x0)):
        if bands and letter.base - bands[-1].base <= _LEVEL * letter.size:
            bands[-1].letters.append(letter)
        else:
            bands.append(_Band(letter.base, [letter]))
    sizes = [band.size for band in bands]
    for index, band in enumerate(bands):
        for below, size in zip(bands[index + 1 : index + 4], sizes[index + 1 : index + 4], strict=True):
            raised = [letter for letter in band.letters if _is_raised(letter, below, size)]
            below.raised += raised
            band.letters = [letter for letter in band.letters if letter not in raised]
    return [band for band in bands if band.letters]


def _is_raised(letter: Glyph, below: _Band, size: float) -> bool:
    low, high = (share * size for share in _RAISED)
    if letter.size >= _SMALLER * size or not low <= below.base - letter.base <= high:
        return False
    return any(abs(letter.x0 - other.x1) < size or abs(other.x0 - letter.x1) < size for other in below.letters)


def _row(page: int, letters: Sequence[Glyph], raised: Sequence[Glyph], base: float, column: int) -> Row:
    """Make a row of its letters: spaces where white space stands, raised numbers and signs as calls."""
    size = Counter(round(letter.size, 1) for letter in letters for _ in letter.text).most_common(1)[0][0]
    over = set(raised)
    ordered = sorted((*letters, *raised), key=lambda letter: letter.x0)
    spaced = _letter_spaced(ordered, over, size)
    words = _RowLooks(size)
    parts: list[str] = []
    calls: list[tuple[int, str]] = []
    length, inset = 0, 0.0
    run: list[Glyph] = []
    before: Glyph | None = None

    def end_run() -> None:
        nonlocal length
        printed = "".join(letter.text for letter in run)
        run.clear()
        if call_number(printed) and not printed.isalpha():
            calls.append((length, printed))
        elif printed:
            parts.append(printed)
            words.add(length, printed, "sup")
            length += len(printed)

    for index, letter in enumerate(ordered):
        space = before is not None and letter.x0 - before.x1 > spaced.get(index, _SPACE * size)
        if run and (letter not in over or space):
            end_run()
        if space and length:
            parts.append(" ")
            length += 1
            inset = inset or letter.x0
        if letter in over:
            run.append(letter)
        else:
            parts.append(letter.text)
            words.letter(length, letter)
            length += len(letter.text)
        before = letter
    end_run()
    text, calls, looks = _closed_up("".join(parts), calls, words.ranges(length))
    bold = all(letter.bold for letter in letters)
    everything = (*letters, *raised)
    left, right = min(letter.x0 for letter in everything), max(letter.x1 for letter in everything)
    return Row(page, text, left, right, base, size, bold, tuple(calls), inset or left, column, looks=looks)


def _letter_spaced(letters: Sequence[Glyph], raised: set[Glyph], size: float) -> dict[int, float]:
    """Where letters are spaced, how wide a space between words is there: by the index of the letter after the white."""
    found: dict[int, float] = {}
    gaps = [after.x0 - letter.x1 for letter, after in pairwise(letters)]
    start = 0
    for index in range(len(letters)):
        apart = index < len(gaps) and gaps[index] > _SPACE * size and not raised & {letters[index], letters[index + 1]}
        if apart:
            continue
        # The white before or after a word that is not spaced is between words.
        begins, ends = start + (start > 0), index - (index < len(gaps))
        run = gaps[begins:ends]
        narrow = min(run, default=0.0)
        alike = sum(gap < 1.3 * narrow + _SPACE * size for gap in run)
        if len(run) >= _SPACED - 1 and narrow < _APART * size and alike > 0.6 * len(run):
            found.update(dict.fromkeys(range(begins + 1, ends + 1), 1.2 * narrow + _SPACE * size))
        start = index + 1
    return found


class _RowLooks:
    """The looks of a row's letters on their way into ranges; what touches and looks alike is one."""

    def __init__(self, size: float) -> None:
        self.size = size
        self.found: list[InlineRange] = []
        self.open: dict[Look, int] = {}
        self.reduced: list[tuple[int, bool, bool]] = []

    def letter(self, at: int, letter: Glyph) -> None:
        """A letter of the row at its place."""
        looks: list[Look] = ["bold"] if letter.bold else []
        looks += [letter.look] if letter.look else []
        self._set(at, looks)
        if letter.text.isalpha():
            self.reduced.append((at, letter.size < _SMALL_CAPITAL * self.size and letter.text.isupper(), letter.text.isupper()))

    def add(self, at: int, text: str, look: Look) -> None:
        """A stretch of a look."""
        self.found.append(InlineRange(at, at + len(text), look))

    def _set(self, at: int, looks: Sequence[Look]) -> None:
        for look in [one for one in self.open if one not in looks]:
            self.found.append(InlineRange(self.open.pop(look), at, look))
        for look in looks:
            self.open.setdefault(look, at)

    def ranges(self, length: int) -> tuple[InlineRange, ...]:
        """The ranges of a row that is so long."""
        self._set(length, ())
        start: int | None = None
        # Small capitals may have a capital of full size before them.
        for index, (at, small, _) in enumerate(self.reduced):
            if small and start is None:
                begins = index and self.reduced[index - 1][0] == at - 1 and self.reduced[index - 1][2]
                start = at - 1 if begins else at
            elif not small and start is not None:
                capital = self.reduced[index][2] and index + 1 < len(self.reduced) and self.reduced[index + 1][1]
                if not capital:
                    self.found.append(InlineRange(start, at, "small-caps"))
                    start = None
        if start is not None:
            self.found.append(InlineRange(start, length, "small-caps"))
        return tuple(sorted(self.found, key=lambda one: (one.start, -one.end)))


def _closed_up(
    text: str, calls: list[tuple[int, str]], looks: Sequence[InlineRange]
) -> tuple[str, list[tuple[int, str]], tuple[InlineRange, ...]]:
    """Calls right after their words: a space before one, where another follows it or the row ends, goes."""
    gone: list[int] = []
    for index in range(len(calls) - 1, -1, -1):
        at, printed = calls[index]
        if at and text[at - 1 : at] == " ":
            if text[at : at + 1] in ("", " "):
                text = text[: at - 1] + text[at:]
                gone.append(at - 1)
                calls[index + 1 :] = [(place - 1, sign) for place, sign in calls[index + 1 :]]
            calls[index] = (at - 1, printed)
    text = text.rstrip()
    moved = []
    for one in looks:
        start, end = (place - sum(at < place for at in gone) for place in (one.start, one.end))
        bare = text[start:end].strip()
        if bare:
            start += text[start:end].index(bare)
            moved.append(InlineRange(start, start + len(bare), one.look))
    return text, [(min(at, len(text)), printed) for at, printed in calls], tuple(moved)


# --- Columns -----------------------------------------------------------------------------------------------------------


def _gutters(bands: Sequence[_Band], jumps: Sequence[float]) -> list[float]:
    """The right edges of the white strips between columns: hardly a row has ink there, and rows begin at that edge.

    `jumps`: where on its row the file goes on after going up the page, as it does at the top of a column; one such place is
    as good as three rows.
    """
    size = Counter(band.size for band in bands).most_common(1)[0][0]
    # Heads, folios and notes, which may go across, are smaller than the text, headings larger.
    bands = [band for band in bands if abs(band.size - size) < 0.06 * size]
    left = min(letter.x0 for band in bands for letter in band.letters)
    width = max(letter.x1 for band in bands for letter in band.letters) - left
    ink = [0] * (int(min(width, 20_000)) + 2)
    starts: Counter[int] = Counter()
    for band in bands:
        for start, end in _stretches(band.letters, _GUTTER * size):
            starts[round(start - left)] += 1
            for x in range(max(0, int(start - left)), min(len(ink), int(end - left) + 1)):
                ink[x] += 1
    before, beyond = list(accumulate(ink, max)), list(accumulate(reversed(ink), max))[::-1]
    free = [count <= _FREE * min(before[x], beyond[x]) for x, count in enumerate(ink)]
    gutters: list[float] = []
    x = int(0.15 * len(ink))
    while x < 0.85 * len(ink):
        end = x
        while end < len(ink) and free[end]:
            end += 1
        begins = sum(starts[place] for place in range(end - 2, end + 3))
        others = sum(count for place, count in starts.items() if place > end + 2)
        begins += 3 * any(abs(jump - left - end) <= 2 * size for jump in jumps)
        if end - x >= _GUTTER * size and end < 0.9 * len(ink) and begins >= max(3, 0.6 * others):
            gutters.append(left + end - 2)
        x = max(end, x) + 1
    return gutters


def _stretches(letters: Sequence[Glyph], gap: float) -> list[tuple[float, float]]:
    """The inked stretches of a row: letters with less than `gap` between them."""
    found: list[tuple[float, float]] = []
    for letter in sorted(letters, key=lambda letter: letter.x0):
        if found and letter.x0 - found[-1][1] < gap:
            found[-1] = (found[-1][0], max(found[-1][1], letter.x1))
        else:
            found.append((letter.x0, letter.x1))
    return found


def _inked(band: _Band, place: float) -> bool:
    """Whether a row has ink at a place, or no more than a space, so that it goes across."""
    return any(start < place < end for start, end in _stretches(band.letters, _GUTTER * band.size))
