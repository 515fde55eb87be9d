"""Turn the lines of a text, and the sizes of its apparatus and notes, into a plan of pages.

Nothing here knows how lines are set. Heights are in CSS pixels, lines are counted from 0, ends of ranges are exclusive.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

# A line that is less than this off the grid, in CSS pixels, is on it: heights in a long galley are exact to some digits only.
ON_GRID = 0.1
# More empty lines than these do not stay above a foot while a part of it can go on at the next page. By eye: three lines are taken
# for the end of a paragraph that would not fit, four for a fault.
MOST_EMPTY = 3


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line as set in one endless column: its place there, and what a page break depends on.

    `top`, `bottom`, `baseline`: from the top of the column. `block`: the number of its paragraph. `keep`: it is a heading, which is
    never the last line of a page. `numbered`: it counts for the line numbers. `parted`: it ends inside a word. `clings`: it stays
    on the page of the line before it, as the source of a quotation does. `verse`: the number of the verse that begins with it; ""
    if that verse has no number, None if no verse begins. `margin`: that number stands in the margin. `head`: how high the head of
    its table is, which a page that begins with it has above it. `settles`: it is plain text after something that may have left the
    grid of lines, such as a quotation: on its page it stands on the grid again.
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
    margin: bool = False
    head: float = 0.0
    settles: bool = False


@dataclass(frozen=True, slots=True)
class Sizes:
    """The measures of a page in CSS pixels.

    `height`: text and foot together. `gap`: the space between text and foot, a line of the notes. `row`: a row of the apparatus.
    `between`: the space between apparatus and notes, and between two series of notes. `line`: a line of the text.
    """

    height: float
    gap: float
    row: float
    between: float
    line: float


Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ApparatusRows:
    """Rows `first` to before `last` of entries of the apparatus that are filled into rows by themselves. They may stand on a later
    page than their lines.

    `owner`: the page, counted from 0, on which the lines of the entries stand. `entries`: their indexes. `ranges`: all lines of
    that text on that page. `above`: how many lines of other texts are counted there, at most.
    """

    owner: int
    first: int
    last: int
    entries: tuple[int, ...] = ()
    ranges: tuple[Range, ...] = ()
    above: int = 0

    @property
    def count(self) -> int:
        """How many rows they are."""
        return self.last - self.first


class KeyedApparatus(Protocol):
    """What a plan asks of the apparatus of a text."""

    def most(self, ranges: Sequence[Range], above: int = 0) -> int:
        """Count the rows that the entries of ranges of lines of one page take at most."""

    def bound(self, ranges: Sequence[Range], above: int = 0) -> int:
        """Count the rows of ranges of lines of one page that stay on it, because notes are called in them."""

    def whole(self, owner: int, ranges: Sequence[Range], above: int = 0) -> ApparatusRows:
        """Give all rows of the entries of ranges of lines of page `owner`."""

    def divided(self, rows: ApparatusRows, count: int, *, forced: bool = False) -> tuple[ApparatusRows, ApparatusRows]:
        """Divide rows into `count` rows or fewer and the rest. Entries stay whole where they can, lemmas always, unless
        `forced`.
        """


@dataclass(frozen=True, slots=True)
class Series:
    """The lines of one series of notes.

    `due[i]`: how many of them belong to the text up to line i, that line included. `starts`: the first lines of the notes, in
    order.
    """

    lines: Sequence[SetLine]
    due: Sequence[int]
    starts: Sequence[int] = ()

    def start(self, last: int) -> int:
        """Find the first line of the note to which the line before `last` belongs."""
        at = bisect_left(self.starts, last)
        return self.starts[at - 1] if at else 0


# For each series of notes, the range of its lines that stands on a page.
Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: its lines of text, and the rows of apparatus and the lines of notes at its foot.

    `clean`: no row and no note is left for the next page. `settled`: lines that go down to the grid, each with the height, in CSS
    pixels, that is put above it.
    """

    first: int
    last: int
    rows: tuple[ApparatusRows, ...] = ()
    notes: Ranges = ()
    clean: bool = True
    settled: tuple[tuple[int, float], ...] = ()


def may_break(lines: Sequence[SetLine], at: int) -> bool:
    """Tell whether a page may end before line `at`.

    It may not end after a heading, after the first line of a paragraph, before the last line of one, or before a line that clings
    to the line before it.
    """
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
    lines: Sequence[SetLine], apparatus: KeyedApparatus, series: Sequence[Series], sizes: Sizes, begin: int = 0
) -> tuple[Leaf, ...]:
    """Turn lines, from line `begin` on, into pages. Each page takes as many lines as fit above the foot that belongs to them.

    `series`: the series of notes, which stand below the apparatus one below the other. A foot that has no room, or would leave more
    than MOST_EMPTY lines of the page empty, goes on at the foot of the next page. Nothing is left out. Time grows with the number
    of lines.
    """
    return _PagePlanner(lines, apparatus, series, sizes).leaves(begin)


@dataclass(slots=True)
class _PagePlanner:
    lines: Sequence[SetLine]
    apparatus: KeyedApparatus
    series: Sequence[Series]
    sizes: Sizes
    _settling: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self._settling = [at for at, line in enumerate(self.lines) if line.settles]

    def leaves(self, begin: int) -> tuple[Leaf, ...]:
        leaves: list[Leaf] = []
        carried: list[ApparatusRows] = []
        ends = tuple(len(each.lines) for each in self.series)
        at, noted = begin, tuple(each.due[begin - 1] if begin else 0 for each in self.series)
        while at < len(self.lines) or carried or noted != ends:
            waiting = sum(part.count for part in carried)
            end = self._end(at, waiting, noted) if at < len(self.lines) else at
            if end > at:
                carried.append(self.apparatus.whole(len(leaves), [(at, end)]))
            due = self._due(end, noted) if end < len(self.lines) else ends
            room = self.sizes.height - self._text(at, end)
            count, upto = self._share(room, sum(part.count for part in carried), noted, due)
            placed, carried = take(self.apparatus, carried, count, forced=end == at)
            notes = tuple(zip(noted, upto, strict=True))
            leaves.append(Leaf(at, end, placed, notes, not carried and upto == due, tuple(self._settled(at, end))))
            at, noted = end, upto
        return tuple(leaves)

    def _due(self, end: int, noted: tuple[int, ...]) -> tuple[int, ...]:
        """Count the lines of each series that belong to the text before line `end`, or were placed already."""
        return tuple(max(first, each.due[end - 1]) for first, each in zip(noted, self.series, strict=True))

    def _text(self, first: int, last: int) -> float:
        if last <= first:
            return 0.0
        more = sum(more for _, more in self._settled(first, last))
        return self.lines[last - 1].bottom - self.lines[first].top + self.lines[first].head + more

    def _settled(self, first: int, last: int) -> Iterator[tuple[int, float]]:
        """Find the lines of a page of lines `first` to before `last` that would stand off its grid, and what each has to go down.

        The space above or below a quotation, a table or a stanza may be half a line, and that above is lost at the top of a page.
        """
        step, down = self.sizes.line, 0.0
        for place in range(bisect_left(self._settling, first + 1), bisect_left(self._settling, last)):
            at = self._settling[place]
            more = -(self.lines[at].top - self.lines[first].top + self.lines[first].head + down) % step
            if min(more, step - more) > ON_GRID:
                down += more
                yield at, more

    def _foot(self, rows: int, firsts: tuple[int, ...], lasts: tuple[int, ...]) -> float:
        """Compute the height of a foot with so many rows of apparatus, and lines `firsts` to `lasts` of each series."""
        blocks = [rows * self.sizes.row] if rows else []
        for each, first, last in zip(self.series, firsts, lasts, strict=True):
            if first < last:
                blocks.append(each.lines[last - 1].bottom - each.lines[first].top)
        return self.sizes.gap + sum(blocks) + (len(blocks) - 1) * self.sizes.between if blocks else 0.0

    def _end(self, first: int, waiting: int, noted: tuple[int, ...]) -> int:
        """Find the line before which the page ends that begins with line `first`."""
        best = fits = first
        used = 0.0
        later: int | None = None
        for end in range(first + 1, len(self.lines) + 1):
            text = self._text(first, end)
            if text > self.sizes.height:
                break
            rows = waiting + self.apparatus.most([(first, end)])
            full = text + self._foot(rows, noted, self._due(end, noted))
            if full <= self.sizes.height and later is None:
                fits = end
                if may_break(self.lines, end):
                    best, used = end, full
            elif text + self._least(rows, self._bound(waiting, first, end), noted, self._due(end, noted)) > self.sizes.height:
                break
            elif may_break(self.lines, end):
                later = end
                break
        # A foot is divided only if the page would otherwise stay empty above it, and not where no text would stand above the rest.
        if later is not None and best > first:
            # Fewer rows than were counted while the page grew: the ends of lemmas are known now.
            rows = waiting + self.apparatus.whole(0, [(first, best)]).count
            used = self._text(first, best) + self._foot(rows, noted, self._due(best, noted))
        empty = self.sizes.height - used > MOST_EMPTY * self.sizes.gap and later != len(self.lines)
        if later is not None and (best == first or empty):
            return later
        return self._whole_word(first, best, waiting, noted) if best > first else max(fits, first + 1)

    def _whole_word(self, first: int, best: int, waiting: int, noted: tuple[int, ...]) -> int:
        """Find the end of a page that would end before line `best`: no page ends inside a word if one line less avoids it, or
        two or three less, if that leaves no more than MOST_EMPTY lines empty.
        """
        if not self.lines[best - 1].parted:
            return best
        for end in range(best - 1, max(first, best - 1 - MOST_EMPTY), -1):
            if not self.lines[end - 1].parted and may_break(self.lines, end):
                return end if end == best - 1 or self._empty(first, end, waiting, noted) <= MOST_EMPTY * self.sizes.gap else best
        return best

    def _empty(self, first: int, end: int, waiting: int, noted: tuple[int, ...]) -> float:
        """Compute the height that lines `first` to before `end` and their foot leave empty on a page."""
        rows = waiting + self.apparatus.whole(0, [(first, end)]).count
        return self.sizes.height - self._text(first, end) - self._foot(rows, noted, self._due(end, noted))

    def _bound(self, waiting: int, first: int, end: int) -> int:
        """Count the rows that stay on a page of lines `first` to before `end`, after those that wait; 0 if none must."""
        bound = self.apparatus.bound([(first, end)])
        return waiting + bound if bound else 0

    def _least(self, rows: int, bound: int, firsts: tuple[int, ...], lasts: tuple[int, ...]) -> float:
        """Compute the height of the least foot that may stand below a text.

        It has two rows of apparatus, or those that are `bound` to the page, and of each series all notes but the last, and two
        lines of the last.
        """
        return self._foot(max(min(rows, 2), bound), firsts, self._begun(firsts, lasts, 2))

    def _share(self, room: float, rows: int, firsts: tuple[int, ...], lasts: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
        """Share out a room, in CSS pixels: how many rows stand in it, and up to which line each series.

        If there is not room for all, the last series gives way first. Notes begin on the page of their call, and rows take what is
        left. An empty page takes at least one row or line, so that the planning ends.
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
        """Find for each series the line up to which all notes stand but the last, and so many lines of the last."""
        starts = (max(first, each.start(last)) for first, last, each in zip(firsts, lasts, self.series, strict=True))
        return _some(tuple(starts), lasts, lines)

    def _giving_way(self, firsts: tuple[int, ...], lasts: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        """Yield the ways in which series give way: all lines, then fewer of the last series, then fewer of the one before it.

        Of the last note of each series two lines always stay.
        """
        least = self._begun(firsts, lasts, 2)
        yield lasts
        for at in range(len(lasts) - 1, -1, -1):
            for kept in range(lasts[at] - 1, least[at] - 1, -1):
                yield (*lasts[:at], kept, *least[at + 1 :])


def _some(firsts: tuple[int, ...], lasts: tuple[int, ...], lines: int) -> tuple[int, ...]:
    """Take so many lines of each series, or all if it has fewer."""
    return tuple(min(max(first, last), first + lines) for first, last in zip(firsts, lasts, strict=True))


def take(
    apparatus: KeyedApparatus, waiting: Sequence[ApparatusRows], count: int, *, forced: bool = False
) -> tuple[tuple[ApparatusRows, ...], list[ApparatusRows]]:
    """Divide the waiting rows into the first `count`, or fewer where an entry would be parted, and the rest.

    `forced`: nothing else stands on the page, so that at least one row must.
    """
    placed: list[ApparatusRows] = []
    for at, part in enumerate(waiting):
        if part.count > count:
            here, left = apparatus.divided(part, count, forced=forced and not placed)
            return tuple([*placed, here] if here.count else placed), [left, *waiting[at + 1 :]]
        if part.count:
            placed.append(part)
            count -= part.count
    return tuple(placed), []
