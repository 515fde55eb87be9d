"""Turn two texts that answer each other into spreads: each block beside the block that answers it, both beginning level.

As in `planning`, heights are CSS pixels, lines are counted from 0, ranges end exclusive. The first text stands on left pages, the
second on right ones; what the first alone has runs on over both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from edition.writers.pages.planning import Line, Rows, Series, Sizes, may_break, take

Range = tuple[int, int]
# The lines of each series of notes, and the ranges of them that stand somewhere.
Notes = Sequence[tuple[Sequence[Line], Sequence[Range]]]


@dataclass(frozen=True, slots=True)
class Text:
    """One of two texts: its lines and the series of its notes."""

    lines: Sequence[Line]
    series: Sequence[Series]


@dataclass(frozen=True, slots=True)
class Pair:
    """The lines of both texts that stand beside each other. `alone`: a section that the second text does not have."""

    left: Range
    right: Range
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Slice:
    """Lines `first` to `last` of text `text` (0 or 1); the first stands at `top`, counted from the top of the type area."""

    text: int
    first: int
    last: int
    top: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a spread: its text, the rows of apparatus, and the notes at its foot, as the ranges of each series of the first
    text and of the second."""

    slices: tuple[Slice, ...]
    rows: tuple[Rows, ...]
    notes: tuple[tuple[Range, ...], ...]

    def ranges(self, text: int = 0) -> tuple[Range, ...]:
        """The lines of a text that stand here."""
        return joined((each.first, each.last) for each in self.slices if each.text == text)


def joined(ranges: Iterator[Range] | Sequence[Range]) -> tuple[Range, ...]:
    """Join ranges that follow one another, and leave out empty ones."""
    found: list[Range] = []
    for first, last in ranges:
        if found and found[-1][1] == first:
            found[-1] = (found[-1][0], last)
        elif first < last:
            found.append((first, last))
    return tuple(found)


def height_of(lines: Sequence[Line], ranges: Sequence[Range]) -> float:
    """How high ranges of lines are, one below the other."""
    return sum(lines[last - 1].bottom - lines[first].top for first, last in ranges)


def spreads(
    texts: tuple[Text, Text], pairs: Sequence[Pair], rows: Callable[[Sequence[Range]], int], sizes: Sizes
) -> tuple[tuple[Page, Page], ...]:
    """Turn pairs, in order and without a gap between their lines, into spreads: each takes as many as fit above both pages' feet.

    `rows(ranges)`: how many rows the apparatus of these lines of the first text takes. A pair too long for what is left is parted
    in both texts at about the same share. A foot for which there is no room goes on under the next page of its text; nothing is
    left out. Time grows with the number of lines.
    """
    held = [pair for pair in pairs if pair.left[0] < pair.left[1] or pair.right[0] < pair.right[1]]
    return _Planner(texts, rows, sizes).spreads(held)


@dataclass(frozen=True, slots=True)
class _Fill:
    """How a spread may be filled: the slices of its pages, the height that they reach, what is left of the pair at which it ends,
    and how many pairs are done. `whole`: a spread may end here."""

    pages: tuple[tuple[Slice, ...], tuple[Slice, ...]]
    ends: tuple[float, float]
    rest: Pair | None
    done: int
    whole: bool = True


@dataclass(slots=True)
class _Planner:
    texts: tuple[Text, Text]
    rows: Callable[[Sequence[Range]], int]
    sizes: Sizes

    def spreads(self, pairs: list[Pair]) -> tuple[tuple[Page, Page], ...]:
        made: list[tuple[Page, Page]] = []
        rows: list[Rows] = []
        notes: list[list[Range]] = [[] for text in self.texts for _ in text.series]
        at, rest = 0, None
        while at < len(pairs) or rows or any(notes):
            fill = self._filled(pairs, at, rest, rows, notes) if at < len(pairs) else _Fill(((), ()), (0.0, 0.0), None, at)
            at, rest = fill.done, fill.rest
            both: list[Page] = []
            for side, (slices, end) in enumerate(zip(fill.pages, fill.ends, strict=True)):
                page, rows, notes = self._page(side, slices, end, len(made) * 2 + side, rows, notes)
                both.append(page)
            made.append((both[0], both[1]))
        return tuple(made)

    # --- Text ---------------------------------------------------------------------------------------------------------

    def _filled(
        self, pairs: Sequence[Pair], at: int, rest: Pair | None, rows: Sequence[Rows], notes: Sequence[Sequence[Range]]
    ) -> _Fill:
        """How the spread is filled that begins with pair `at`, or with what is left of it."""
        best: _Fill | None = None
        used = 0.0
        height = self.sizes.height
        for fill in self._fills(pairs, at, rest):
            if max(fill.ends) > height:
                break
            blocks = [self._due(side, slices, rows, notes) for side, slices in enumerate(fill.pages)]
            full = [end + self._foot(*block) for end, block in zip(fill.ends, blocks, strict=True)]
            if max(full) <= height:
                best, used = (fill, max(full)) if fill.whole else (best, used)
                continue
            least = [end + self._foot(*_begun(*block)) for end, block in zip(fill.ends, blocks, strict=True)]
            if max(least) > height:
                break
            # A foot is parted only where it would otherwise leave a hole of more than a sixth of the page.
            if fill.whole:
                best = fill if best is None or height - used > height / 6 else best
                break
        return best or self._forced(rest or pairs[at], at)

    def _fills(self, pairs: Sequence[Pair], at: int, rest: Pair | None) -> Iterator[_Fill]:
        """Each way to fill a spread, from the least to the fullest."""
        pages: tuple[tuple[Slice, ...], tuple[Slice, ...]] = ((), ())
        ends = (0.0, 0.0)
        for number in range(at, len(pairs)):
            pair = rest if rest is not None and number == at else pairs[number]
            top = max(end + self._space(page, side, pair) for side, (page, end) in enumerate(zip(pages, ends, strict=True)))
            whole = None
            for parts, left in self._parts(pair):
                slices = [tuple(Slice(text, *lines, top) for text, lines in part if lines[0] < lines[1]) for part in parts]
                down = [
                    top + height_of(self.texts[new[0].text].lines, [(new[0].first, new[0].last)]) if new else end
                    for new, end in zip(slices, ends, strict=True)
                ]
                may = all(may_break(text.lines, end) for text, end in zip(self.texts, (left.left[0], left.right[0]), strict=True))
                done = left.left[0] == left.left[1] and left.right[0] == left.right[1]
                whole = _Fill(
                    ((*pages[0], *slices[0]), (*pages[1], *slices[1])),
                    (down[0], down[1]),
                    None if done else left,
                    number + done,
                    may,
                )
                yield whole
            if whole is not None:
                pages, ends = whole.pages, whole.ends

    def _space(self, page: Sequence[Slice], side: int, pair: Pair) -> float:
        """The space above a pair on a page that has something already: as its text has it."""
        text = 0 if pair.alone else side
        first, last = pair.right if text else pair.left
        lines = self.texts[text].lines
        return lines[first].top - lines[first - 1].bottom if page and 0 < first < last else 0.0

    def _parts(self, pair: Pair) -> Iterator[tuple[tuple[list[tuple[int, Range]], list[tuple[int, Range]]], Pair]]:
        """Each way to part a pair: what stands on the left page and on the right, as texts and lines, and what is left of it."""
        breaks = [self._breaks(text, lines) for text, lines in zip(self.texts, (pair.left, pair.right), strict=True)]
        (a, a_end), (b, b_end) = pair.left, pair.right
        if pair.alone:
            lines = self.texts[0].lines
            for end in breaks[0]:
                half = (lines[a].top + lines[end - 1].bottom) / 2
                middle = next(at for at in breaks[0] if at == end or lines[at - 1].bottom >= half)
                yield ([(0, (a, middle))], [(0, (middle, end))]), Pair((end, a_end), pair.right, alone=True)
            return
        longer = len(breaks[1]) > len(breaks[0]) or a == a_end
        for end in breaks[longer]:
            first, last = (pair.left, pair.right)[longer]
            other_first, other_last = (pair.left, pair.right)[not longer]
            share = other_first + (end - first) * (other_last - other_first) / (last - first)
            other = other_last if end == last else min(breaks[not longer], key=lambda at: (abs(at - share), -at))
            left, right = (other, end) if longer else (end, other)
            yield ([(0, (a, left))], [(1, (b, right))]), Pair((left, a_end), (right, b_end))

    def _breaks(self, text: Text, lines: Range) -> list[int]:
        """Where lines may be parted, and their end, as far as two pages reach."""
        first, last = lines
        found: list[int] = []
        for at in range(first + 1, last + 1):
            if text.lines[at - 1].bottom - text.lines[first].top > 2 * self.sizes.height:
                break
            if at == last or may_break(text.lines, at):
                found.append(at)
        return found or [last]

    def _forced(self, pair: Pair, at: int) -> _Fill:
        """A spread for what nothing allows to part: of each text so many lines as the page is high, and at least one."""
        ends = []
        for text, (first, last) in zip(self.texts, (pair.left, pair.right), strict=True):
            end = min(first + 1, last)
            while end < last and text.lines[end].bottom - text.lines[first].top <= self.sizes.height:
                end += 1
            ends.append(end)
        (a, a_end), (b, b_end) = pair.left, pair.right
        rest = Pair((ends[0], a_end), (ends[1], b_end), pair.alone)
        slices = [
            tuple(Slice(text, first, end, 0.0) for first in (start,) if first < end)
            for text, (start, end) in enumerate(zip((a, b), ends, strict=True))
        ]
        down = [
            text.lines[end - 1].bottom - text.lines[start].top if start < end else 0.0
            for text, start, end in zip(self.texts, (a, b), ends, strict=True)
        ]
        done = rest.left[0] == rest.left[1] and rest.right[0] == rest.right[1]
        return _Fill((slices[0], slices[1]), (down[0], down[1]), None if done else rest, at + done)

    # --- Feet ---------------------------------------------------------------------------------------------------------

    def _due(self, side: int, slices: Sequence[Slice], rows: Sequence[Rows], notes: Sequence[Sequence[Range]]) -> tuple[int, Notes]:
        """What should stand below a page: how many rows, and the notes of each series that wait or are called in its lines."""
        page = Page(tuple(slices), (), ())
        count, which = 0, 0
        held: list[tuple[Sequence[Line], Sequence[Range]]] = []
        for text, each in enumerate(self.texts):
            here = page.ranges(text)
            home = text == side or bool(here)
            if text == 0:
                count = (sum(part.last - part.first for part in rows) if home else 0) + (self.rows(here) if here else 0)
            for series in each.series:
                own = [(series.due[first - 1] if first else 0, series.due[last - 1]) for first, last in here]
                held.append((series.lines, joined([*notes[which], *own]) if home else ()))
                which += 1
        return count, held

    def _foot(self, rows: int, notes: Notes) -> float:
        blocks = [rows * self.sizes.row] if rows else []
        blocks += [height_of(lines, ranges) for lines, ranges in notes if ranges]
        return self.sizes.gap + sum(blocks) + (len(blocks) - 1) * self.sizes.between if blocks else 0.0

    def _page(
        self, side: int, slices: tuple[Slice, ...], end: float, number: int, rows: list[Rows], notes: list[list[Range]]
    ) -> tuple[Page, list[Rows], list[list[Range]]]:
        """Give a page as much of its foot as finds place; with what waits on for the next."""
        count, held = self._due(side, slices, rows, notes)
        home = side == 0 or any(part.text == 0 for part in slices)
        own = count - sum(part.last - part.first for part in rows) if home else 0
        waiting = [*rows, Rows(number, 0, own)] if own else rows
        shown, kept = self._share(self.sizes.height - end, count, held)
        placed, left = take(waiting, shown) if home else ((), rows)
        rest = [
            list(old) if not ranges else list(_cut(ranges, upto)[1])
            for old, (_, ranges), upto in zip(notes, held, kept, strict=True)
        ]
        here = tuple(_cut(ranges, upto)[0] for (_, ranges), upto in zip(held, kept, strict=True))
        return Page(slices, placed, here), left, rest

    def _share(self, room: float, rows: int, notes: Notes) -> tuple[int, tuple[int, ...]]:
        """How many rows, and how many lines of each series, find place in `room`: the last series gives way first, but each keeps
        two as long as it can. An empty page takes at least one of them, so that work ends."""
        kept = [rows, *(sum(last - first for first, last in ranges) for _, ranges in notes)]
        wanted = list(kept)

        def fits() -> bool:
            cut = [(lines, _cut(ranges, upto)[0]) for (lines, ranges), upto in zip(notes, kept[1:], strict=True)]
            return self._foot(kept[0], cut) <= room

        for least in (2, 1, 0):
            for at in range(len(kept) - 1, -1, -1):
                while kept[at] > least and not fits():
                    kept[at] -= 1
        if not any(kept) and any(wanted) and room >= self.sizes.height:
            kept[next(at for at, count in enumerate(wanted) if count)] = 1
        return kept[0], tuple(kept[1:])


def _begun(rows: int, notes: Notes) -> tuple[int, Notes]:
    """The least foot that may stand below a text: two rows of apparatus, two lines of each series of notes."""
    return min(rows, 2), [(lines, _cut(ranges, 2)[0]) for lines, ranges in notes]


def _cut(ranges: Sequence[Range], count: int) -> tuple[tuple[Range, ...], tuple[Range, ...]]:
    """Part ranges of lines into the first `count` lines and the rest."""
    here: list[Range] = []
    rest: list[Range] = []
    for first, last in ranges:
        middle = min(last, first + count)
        here.append((first, middle))
        rest.append((middle, last))
        count -= middle - first
    return joined(here), joined(rest)
