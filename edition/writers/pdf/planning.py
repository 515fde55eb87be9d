"""Turn the lines of a text and the size of what stands at its foot into a plan of pages.

Nothing here knows how lines are set: heights are CSS pixels, lines are counted from 0, ranges end exclusive.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line as set in one endless column: where it stands there, and what a page break has to know of it.

    `block` counts the paragraphs, so that lines of one paragraph share it. `keep`: a heading, never last on a page.
    `numbered`: it counts for the numbers in the margin. `parted`: it ends inside a word. `clings`: it stays on the page of
    the line before it, as the source of a quotation does. `verse`: the number of the verse that begins with it, "" where that has
    none of its own, None where no verse begins.
    """

    top: float
    bottom: float
    baseline: float
    block: int
    keep: bool = False
    numbered: bool = True
    parted: bool = False
    clings: bool = False
    verse: str | None = None


@dataclass(frozen=True, slots=True)
class Sizes:
    """The measures of a page: height of text and foot together, what parts the text from the foot, a row of the
    apparatus, what parts the apparatus from the notes."""

    height: float
    gap: float
    row: float
    between: float


@dataclass(frozen=True, slots=True)
class ApparatusRows:
    """Rows of the apparatus of page `owner` (counted from 0), which may stand on a later page."""

    owner: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Series:
    """The lines of one series of notes; `due[i]`: how many of them belong to the text up to line i, that line included; `starts`:
    the lines with which notes begin, in order."""

    lines: Sequence[SetLine]
    due: Sequence[int]
    starts: Sequence[int] = ()

    def start(self, last: int) -> int:
        """The line with which the note begins that holds the line before `last`."""
        at = bisect_left(self.starts, last)
        return self.starts[at - 1] if at else 0


# The lines of each series of notes that stand on a page.
Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: its lines of text, the rows of apparatus and the lines of notes at its foot; `clean`: none of them is left for
    the next."""

    first: int
    last: int
    rows: tuple[ApparatusRows, ...] = ()
    notes: Ranges = ()
    clean: bool = True


def may_break(lines: Sequence[SetLine], at: int) -> bool:
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
    lines: Sequence[SetLine], rows: Callable[[int, int], int], series: Sequence[Series], sizes: Sizes, begin: int = 0
) -> tuple[Leaf, ...]:
    """Turn lines, from line `begin` on, into pages: each takes as many lines as fit above the foot that they bring.

    `rows(a, b)`: how many rows the apparatus of lines a to b takes. `series`: the notes that stand below it, one series below
    the other. A foot for which there is no room, or that would leave a hole, goes on at the foot of the next page; nothing is
    left out. Time grows with the number of lines.
    """
    return _PagePlanner(lines, rows, series, sizes).leaves(begin)


@dataclass(slots=True)
class _PagePlanner:
    lines: Sequence[SetLine]
    rows: Callable[[int, int], int]
    series: Sequence[Series]
    sizes: Sizes

    def leaves(self, begin: int) -> tuple[Leaf, ...]:
        leaves: list[Leaf] = []
        carried: list[ApparatusRows] = []
        ends = tuple(len(each.lines) for each in self.series)
        at, noted = begin, tuple(each.due[begin - 1] if begin else 0 for each in self.series)
        while at < len(self.lines) or carried or noted != ends:
            waiting = sum(part.last - part.first for part in carried)
            end = self._end(at, waiting, noted) if at < len(self.lines) else at
            if end > at:
                carried.append(ApparatusRows(len(leaves), 0, self.rows(at, end)))
            due = self._due(end, noted) if end < len(self.lines) else ends
            room = self.sizes.height - self._text(at, end)
            count, upto = self._share(room, sum(part.last - part.first for part in carried), noted, due)
            placed, carried = take(carried, count)
            leaves.append(Leaf(at, end, placed, tuple(zip(noted, upto, strict=True)), not carried and upto == due))
            at, noted = end, upto
        return tuple(leaves)

    def _due(self, end: int, noted: tuple[int, ...]) -> tuple[int, ...]:
        """How many lines of each series belong to the text before line `end`, or have been placed."""
        return tuple(max(first, each.due[end - 1]) for first, each in zip(noted, self.series, strict=True))

    def _text(self, first: int, last: int) -> float:
        return self.lines[last - 1].bottom - self.lines[first].top if last > first else 0.0

    def _foot(self, rows: int, firsts: tuple[int, ...], lasts: tuple[int, ...]) -> float:
        """The height of a foot with so many rows of apparatus and the lines of each series from `firsts` to `lasts`."""
        blocks = [rows * self.sizes.row] if rows else []
        for each, first, last in zip(self.series, firsts, lasts, strict=True):
            if first < last:
                blocks.append(each.lines[last - 1].bottom - each.lines[first].top)
        return self.sizes.gap + sum(blocks) + (len(blocks) - 1) * self.sizes.between if blocks else 0.0

    def _end(self, first: int, waiting: int, noted: tuple[int, ...]) -> int:
        """The line before which the page that begins with `first` ends."""
        best = fits = first
        used = 0.0
        later: int | None = None
        for end in range(first + 1, len(self.lines) + 1):
            text = self._text(first, end)
            if text > self.sizes.height:
                break
            full = text + self._foot(waiting + self.rows(first, end), noted, self._due(end, noted))
            if full <= self.sizes.height and later is None:
                fits = end
                if may_break(self.lines, end):
                    best, used = end, full
            elif text + self._least(waiting + self.rows(first, end), noted, self._due(end, noted)) > self.sizes.height:
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

    def _least(self, rows: int, firsts: tuple[int, ...], lasts: tuple[int, ...]) -> float:
        """The height of the least foot that may stand below text: two rows of apparatus, two lines of the last note of each series
        and all of those before it."""
        return self._foot(min(rows, 2), firsts, self._begun(firsts, lasts, 2))

    def _share(self, room: float, rows: int, firsts: tuple[int, ...], lasts: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
        """How many rows and notes up to which lines find place in `room`; at least one of what waits, so that work ends.

        Where not all do, the last series gives way first; notes begin on the page of their call, and rows take what is left.
        """
        for kept in self._giving_way(firsts, lasts):
            if (rows or kept != firsts) and self._foot(rows, firsts, kept) <= room:
                return rows, kept
        begun = [self._begun(firsts, lasts, lines) for lines in (2, 1)]
        for kept in (*begun, *(_some(firsts, lasts, lines) for lines in (2, 1, 0))):
            for count in range(rows, -1, -1):
                if (count or kept != firsts) and self._foot(count, firsts, kept) <= room:
                    return count, kept
        if room < self.sizes.height:
            return 0, firsts
        if rows:
            return 1, firsts
        waits = next((at for at, (first, last) in enumerate(zip(firsts, lasts, strict=True)) if first < last), len(firsts))
        return 0, tuple(first + (at == waits) for at, first in enumerate(firsts))

    def _begun(self, firsts: tuple[int, ...], lasts: tuple[int, ...], lines: int) -> tuple[int, ...]:
        """Of each series all notes, but of the last of them only so many lines, or all that it has."""
        starts = (max(first, each.start(last)) for first, last, each in zip(firsts, lasts, self.series, strict=True))
        return _some(tuple(starts), lasts, lines)

    def _giving_way(self, firsts: tuple[int, ...], lasts: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        """All of each series, then ever fewer lines of the last, then of the one before it; but two of the last note of each."""
        least = self._begun(firsts, lasts, 2)
        yield lasts
        for at in range(len(lasts) - 1, -1, -1):
            for kept in range(lasts[at] - 1, least[at] - 1, -1):
                yield (*lasts[:at], kept, *least[at + 1 :])


def _some(firsts: tuple[int, ...], lasts: tuple[int, ...], lines: int) -> tuple[int, ...]:
    """So many lines of each series, or all that it has."""
    return tuple(min(max(first, last), first + lines) for first, last in zip(firsts, lasts, strict=True))


def take(waiting: list[ApparatusRows], count: int) -> tuple[tuple[ApparatusRows, ...], list[ApparatusRows]]:
    """Part the rows that wait into the first `count` and the rest."""
    placed: list[ApparatusRows] = []
    rest: list[ApparatusRows] = []
    for part in waiting:
        here = min(count, part.last - part.first)
        if here:
            placed.append(ApparatusRows(part.owner, part.first, part.first + here))
        if part.first + here < part.last:
            rest.append(ApparatusRows(part.owner, part.first + here, part.last))
        count -= here
    return tuple(placed), rest
