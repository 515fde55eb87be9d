"""Turn the large capital with which a chapter begins, dropped into the rows beside it, into a letter of its first row."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from edition.model.documents import Look

# An initial is larger than the text by this factor at least; two lines of it are the least that one fills.
_LARGE = 1.6
# So far, in sizes of the text, the text may stand from its initial.
_NEAR = 1.5
# A letter may stand higher than the last row beside it, by so many sizes of the text at most.
_BELOW = 2
# How high a capital is, as a share of its size: from .65 to .72 in the faces that books are set in.
_CAPITAL = 0.68


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter, or a few that a font joins: its place in points, x from the left and its baseline from the top, and its size.

    `look`: italic or small capitals, as the name of its font says.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    look: Look | None = None


@dataclass(frozen=True, slots=True)
class Initial:
    """Where a dropped capital stands: its sides, and the baselines of the first and the last row beside it."""

    x0: float
    x1: float
    first: float
    last: float


def initials_of(letters: Sequence[Glyph]) -> tuple[list[Glyph], list[Initial]]:
    """The letters of a page, those that were dropped set in the size and on the line of the text beside them, and their places."""
    if not letters:
        return [], []
    size = Counter(round(letter.size, 1) for letter in letters).most_common(1)[0][0]
    large = [letter for letter in letters if letter.size >= _LARGE * size and letter.text.isupper()]
    if not large:
        return list(letters), []
    text = sorted((letter for letter in letters if letter.size < 1.2 * size), key=lambda letter: letter.base)
    moved: dict[Glyph, Glyph] = {}
    found: list[Initial] = []
    for letter in large:
        if any(_beside(letter, other) for other in large):
            # A word of a heading.
            continue
        rows = _rows_beside(letter, text, size)
        if len(rows) > 1:
            first, second = (min(row, key=lambda one: one.x0) for row in rows[:2])
            # A word of one letter has a space after it.
            word = first.x0 - second.x0 > 0.18 * size
            moved[letter] = replace(letter, x1=first.x0 - (size if word else 0), base=first.base, size=first.size, x0=letter.x0)
            found.append(Initial(letter.x0, letter.x1, first.base, rows[-1][0].base))
    return [moved.get(letter, letter) for letter in letters], found


def _beside(letter: Glyph, other: Glyph) -> bool:
    """Whether another large letter stands in the row of one."""
    return other is not letter and abs(other.base - letter.base) < 0.3 * letter.size and other.x0 - letter.x1 < 2 * letter.size


def _rows_beside(letter: Glyph, text: Sequence[Glyph], size: float) -> list[list[Glyph]]:
    """The letters that stand right of a large one, by their rows, if the rows begin near it; the first is that of its top."""
    top = letter.base - _CAPITAL * letter.size
    start = bisect_left(text, top + 0.3 * size, key=lambda one: one.base)
    stop = bisect_left(text, letter.base + _BELOW * size, key=lambda one: one.base)
    rows: list[list[Glyph]] = []
    for one in text[start:stop]:
        # What stands left of the letter is of another column.
        if one.x0 < letter.x0 - 0.5 * size:
            continue
        if rows and abs(rows[-1][0].base - one.base) < 0.12 * size:
            rows[-1].append(one)
        else:
            rows.append([one])
    edges = [min(one.x0 for one in row) for row in rows]
    count = next((index for index, edge in enumerate(edges) if edge < letter.x1 - 0.2 * size), len(rows))
    foot = letter.base + 0.4 * size
    # A row below the foot of the letter is beside it too, if it begins where the others do.
    while count > 1 and rows[count - 1][0].base > foot and abs(edges[count - 1] - edges[min(1, count - 2)]) > 0.5:
        count -= 1
    return rows[:count] if all(edge - letter.x1 < _NEAR * size for edge in edges[:count]) else []
