"""Turn the lines of a text and the size of what stands at its foot into a plan of pages.

Nothing here knows how lines are set: heights are CSS pixels, lines are counted from 0, ranges end exclusive.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A line as set in one endless column: where it stands there, and what a page break has to know of it.

    `block` counts the paragraphs, so that lines of one paragraph share it. `keep`: a heading, never last on a page.
    `numbered`: it counts for the numbers in the margin. `parted`: it ends inside a word. `clings`: it stays on the page of
    the line before it, as the source of a quotation does.
    """

    top: float
    bottom: float
    baseline: float
    block: int
    keep: bool = False
    numbered: bool = True
    parted: bool = False
    clings: bool = False


@dataclass(frozen=True, slots=True)
class Sizes:
    """The measures of a page: height of text and foot together, what parts the text from the foot, a row of the
    apparatus, what parts the apparatus from the notes."""

    height: float
    gap: float
    row: float
    between: float


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of the apparatus of page `owner` (counted from 0), which may stand on a later page."""

    owner: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: its lines of text, the rows of apparatus and the lines of notes at its foot; `clean`: none of them is left for
    the next."""

    first: int
    last: int
    rows: tuple[Rows, ...]
    notes: tuple[int, int]
    clean: bool = True


def may_break(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a page may end before line `at`: after no heading, no first line, before no last line of a paragraph
    and before nothing that clings to what it follows."""
    if at <= 0 or at >= len(lines):
        return True
    before, after = lines[at - 1], lines[at]
    if before.keep or after.clings:
        return False
    if before.block != after.block:
        return True
    orphan = at < 2 or lines[at - 2].block != before.block
    widow = at + 1 >= len(lines) or lines[at + 1].block != after.block
    return not (orphan or widow)


def plan(
    lines: Sequence[Line],
    rows: Callable[[int, int], int],
    due: Sequence[int],
    notes: Sequence[Line],
    sizes: Sizes,
    begin: int = 0,
) -> tuple[Leaf, ...]:
    """Turn lines, from line `begin` on, into pages: each takes as many lines as fit above the foot that they bring.

    `rows(a, b)`: how many rows the apparatus of lines a to b takes. `due[i]`: how many lines of `notes` belong to the text
    up to line i, that line included. A foot for which there is no room, or that would leave a hole, goes on at the foot
    of the next page; nothing is left out. Time grows with the number of lines.
    """
    return _Planner(lines, rows, due, notes, sizes).leaves(begin)


@dataclass(slots=True)
class _Planner:
    lines: Sequence[Line]
    rows: Callable[[int, int], int]
    due: Sequence[int]
    notes: Sequence[Line]
    sizes: Sizes

    def leaves(self, begin: int) -> tuple[Leaf, ...]:
        leaves: list[Leaf] = []
        carried: list[Rows] = []
        at, noted = begin, self.due[begin - 1] if begin else 0
        while at < len(self.lines) or carried or noted < len(self.notes):
            waiting = sum(part.last - part.first for part in carried)
            end = self._end(at, waiting, noted) if at < len(self.lines) else at
            if end > at:
                carried.append(Rows(len(leaves), 0, self.rows(at, end)))
            due = max(noted, self.due[end - 1]) if end < len(self.lines) else len(self.notes)
            room = self.sizes.height - self._text(at, end)
            count, upto = self._share(room, sum(part.last - part.first for part in carried), noted, due)
            placed, carried = _take(carried, count)
            leaves.append(Leaf(at, end, placed, (noted, upto), not carried and upto == due))
            at, noted = end, upto
        return tuple(leaves)

    def _text(self, first: int, last: int) -> float:
        return self.lines[last - 1].bottom - self.lines[first].top if last > first else 0.0

    def _foot(self, rows: int, first: int, last: int) -> float:
        """The height of a foot with so many rows of apparatus and the lines of notes from `first` to `last`."""
        if not rows and first >= last:
            return 0.0
        height = self.sizes.gap + rows * self.sizes.row
        if first < last:
            height += self.notes[last - 1].bottom - self.notes[first].top + (self.sizes.between if rows else 0.0)
        return height

    def _end(self, first: int, waiting: int, noted: int) -> int:
        """The line before which the page that begins with `first` ends."""
        best = fits = first
        used = 0.0
        later: int | None = None
        for end in range(first + 1, len(self.lines) + 1):
            text = self._text(first, end)
            if text > self.sizes.height:
                break
            full = text + self._foot(waiting + self.rows(first, end), noted, max(noted, self.due[end - 1]))
            if full <= self.sizes.height and later is None:
                fits = end
                if may_break(self.lines, end):
                    best, used = end, full
            elif text + self._least(waiting + self.rows(first, end), noted, self.due[end - 1]) > self.sizes.height:
                break
            elif may_break(self.lines, end):
                later = end
                break
        # A foot is parted only where it would otherwise leave a hole of more than a sixth of the page.
        if later is not None and (best == first or self.sizes.height - used > self.sizes.height / 6):
            return later
        # No page ends inside a word, where a line less mends it.
        if best - 1 > first and self.lines[best - 1].parted and not self.lines[best - 2].parted and may_break(self.lines, best - 1):
            best -= 1
        return best if best > first else max(fits, first + 1)

    def _least(self, rows: int, first: int, last: int) -> float:
        """The height of the least foot that may stand below text: two rows of apparatus, two lines of notes."""
        return self._foot(min(rows, 2), first, min(max(first, last), first + 2))

    def _share(self, room: float, rows: int, first: int, last: int) -> tuple[int, int]:
        """How many rows and notes up to which line find place in `room`; at least one of what waits, so that work ends.

        Where not all do, notes begin on the page of their call, and rows take what is left.
        """
        for kept in range(last, first, -1):
            if self._foot(rows, first, kept) <= room:
                return rows, kept
        for kept in dict.fromkeys((min(last, first + 2), min(last, first + 1), first)):
            for count in range(rows, 0 if rows and kept == first else -1, -1):
                if (count or kept > first) and self._foot(count, first, kept) <= room:
                    return count, kept
        if room < self.sizes.height:
            return 0, first
        return (1, first) if rows else (0, min(last, first + 1))


def _take(waiting: list[Rows], count: int) -> tuple[tuple[Rows, ...], list[Rows]]:
    """Part the rows that wait into the first `count` and the rest."""
    placed: list[Rows] = []
    rest: list[Rows] = []
    for part in waiting:
        here = min(count, part.last - part.first)
        if here:
            placed.append(Rows(part.owner, part.first, part.first + here))
        if part.first + here < part.last:
            rest.append(Rows(part.owner, part.first + here, part.last))
        count -= here
    return tuple(placed), rest
