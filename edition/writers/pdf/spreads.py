"""Turn texts that answer each other into pages: blocks that answer each other stand side by side and begin level.

As in `planning`, heights are in CSS pixels, lines are counted from 0, ends of ranges are exclusive. Each text has a column of its
own, on a page of its own or on one page with the others. A section that only the first text has runs on over all columns.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from math import ceil, floor

from edition.writers.pdf.planning import MOST_EMPTY, ApparatusRows, KeyedApparatus, Range, Series, SetLine, Sizes, may_break, take

# For each series of notes, all its lines, and the ranges of them that are meant.
Notes = Sequence[tuple[Sequence[SetLine], Sequence[Range]]]
# The pages that lie open together: for each page, the texts that have a column on it, from left to right.
Opening = tuple[tuple[int, ...], ...]
SINGLE: Opening = ((0,),)
FACING: Opening = ((0,), (1,))
# The empty space above the feet is shared out: each paragraph, heading or verse gets at most so many lines of it above it. By eye;
# before, it stood below the text in one hole.
SPACE = 0.5
# So many rows stand below the left page alone where they fit there. By eye: two rows on either side look like two feet.
FEW_ROWS = 4
# Heights in a long galley are exact to some digits only: a share of a row that does not count.
_EXACT = 0.001


@dataclass(frozen=True, slots=True)
class SpreadText:
    """One of the texts: its lines and the series of its notes."""

    lines: Sequence[SetLine]
    series: Sequence[Series]


@dataclass(frozen=True, slots=True)
class LinesAbreast:
    """Lines that stand beside each other: a range for each text. `alone`: a section that only the first text has."""

    ranges: tuple[Range, ...]
    alone: bool = False

    @property
    def empty(self) -> bool:
        """Whether all ranges are empty."""
        return all(first >= last for first, last in self.ranges)

    def since(self, firsts: Sequence[int]) -> LinesAbreast:
        """Take what is left from a line of each text on."""
        ranges = tuple((min(max(at, first), last), last) for at, (first, last) in zip(firsts, self.ranges, strict=True))
        return LinesAbreast(ranges, self.alone)


@dataclass(frozen=True, slots=True)
class Slice:
    """Lines `first` to before `last` of a text, in a column of a page. `top`: where they begin, from the top of the page."""

    text: int
    first: int
    last: int
    top: float = 0.0
    column: int = 0


@dataclass(frozen=True, slots=True)
class SpreadPage:
    """A page: its text, and the rows of apparatus and the notes at its foot.

    `notes`: for each series of each text, the ranges of its lines. `clean`: no row and no note is left for later pages.
    """

    slices: tuple[Slice, ...]
    rows: tuple[ApparatusRows, ...]
    notes: tuple[tuple[Range, ...], ...]
    clean: bool = True

    def ranges(self, text: int = 0) -> tuple[Range, ...]:
        """Find the ranges of lines of a text that stand on the page."""
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


def height_of(lines: Sequence[SetLine], ranges: Sequence[Range]) -> float:
    """Compute the height of ranges of lines, one below the other."""
    return sum(lines[last - 1].bottom - lines[first].top for first, last in ranges)


def end_of(lines: Sequence[SetLine], each: Slice) -> float:
    """Find how far down a slice reaches, from the top of the page. At the top of a page a table has its head again."""
    return each.top + head_of(lines, each) + height_of(lines, [(each.first, each.last)])


def head_of(lines: Sequence[SetLine], each: Slice) -> float:
    """Find how high the head of a table is that stands above a slice."""
    return lines[each.first].head if not each.top and each.first < each.last else 0.0


def spreads(
    texts: Sequence[SpreadText], abreast: Sequence[LinesAbreast], apparatus: KeyedApparatus, sizes: Sizes, opening: Opening
) -> tuple[tuple[SpreadPage, ...], ...]:
    """Turn lines abreast into openings. Each opening takes as much as fits above the feet of all its pages.

    `abreast`: in order, with no line left out between two of them. `apparatus`: of the first text; on facing pages it runs across
    both feet, so that these are equally high. Lines abreast that are too long for an opening are divided in all texts at about the
    same share. A foot that has no room goes on below the next pages. Nothing is left out. Time grows with the number of lines.
    """
    return _SpreadPlanner(texts, apparatus, sizes, opening).spreads([each for each in abreast if not each.empty])


@dataclass(frozen=True, slots=True)
class _Fill:
    """One way to fill an opening.

    `columns`: the slices of each column. `ends`: the heights that the columns reach. `rest`: what is left of the lines abreast at
    which it ends. `done`: how many lines abreast are used up. `whole`: an opening may end here.
    """

    columns: tuple[tuple[Slice, ...], ...]
    ends: tuple[float, ...]
    rest: LinesAbreast | None
    done: int
    whole: bool = True


@dataclass(slots=True)
class _SpreadPlanner:
    texts: Sequence[SpreadText]
    apparatus: KeyedApparatus
    sizes: Sizes
    opening: Opening

    def spreads(self, abreast: list[LinesAbreast]) -> tuple[tuple[SpreadPage, ...], ...]:
        made: list[tuple[SpreadPage, ...]] = []
        rows: list[ApparatusRows] = []
        notes: list[list[Range]] = [[] for text in self.texts for _ in text.series]
        empty = _Fill(tuple(() for _ in self.texts), tuple(0.0 for _ in self.texts), None, len(abreast))
        at, rest = 0, None
        while at < len(abreast) or rows or any(notes):
            fill = self._filled(abreast, at, rest, rows, notes) if at < len(abreast) else empty
            at, rest = fill.done, fill.rest
            pages: list[SpreadPage] = []
            sides = self._sides(fill)
            counts = [count for count, _ in self._blocks(sides, rows, notes)]
            for side, (slices, end) in enumerate(sides):
                number = len(made) * len(self.opening) + side
                most = counts[side] if side + 1 < len(sides) else None
                page, rows, notes = self._page(side, slices, end, number, rows, notes, most)
                pages.append(page)
            # The last opening is not spread out.
            made.append(self._spread_out(pages) if at < len(abreast) else tuple(pages))
        return tuple(made)

    # --- Text ---------------------------------------------------------------------------------------------------------

    def _sides(self, fill: _Fill) -> list[tuple[tuple[Slice, ...], float]]:
        """Find the slices on each page of an opening, in the order of reading, and the height that they reach."""
        found = []
        for columns in self.opening:
            slices = sorted(chain.from_iterable(fill.columns[at] for at in columns), key=lambda each: (each.top, each.column))
            found.append((tuple(slices), max(map(self._end, slices), default=0.0)))
        return found

    def _spread_out(self, pages: Sequence[SpreadPage]) -> tuple[SpreadPage, ...]:
        """Share out the space that is empty on all pages of an opening, so that lines abreast stay level."""
        series = [each for text in self.texts for each in text.series]
        room = self.sizes.height
        for page in pages:
            notes = [(each.lines, ranges) for each, ranges in zip(series, page.notes, strict=True)]
            foot = self._foot(sum(part.count for part in page.rows), notes)
            room = min(room, self.sizes.height - foot - max(map(self._end, page.slices), default=0.0))
        tops = sorted({each.top for page in pages for each in page.slices if each.top})
        space = max(0.0, min(room / max(len(tops), 1), SPACE * self.sizes.gap))
        down = {top: top + space * number for number, top in enumerate(tops, 1)}
        return tuple(
            replace(page, slices=tuple(replace(each, top=down.get(each.top, each.top)) for each in page.slices)) for page in pages
        )

    def _filled(
        self,
        abreast: Sequence[LinesAbreast],
        at: int,
        rest: LinesAbreast | None,
        rows: Sequence[ApparatusRows],
        notes: Sequence[Sequence[Range]],
    ) -> _Fill:
        """Choose how to fill the opening that begins with lines abreast number `at`, or with `rest`, what is left of them."""
        best: _Fill | None = None
        # The fullest of those in which no column ends inside a word.
        calm: _Fill | None = None
        used = calmly = 0.0
        height = self.sizes.height
        for fill in self._fills(abreast, at, rest):
            if max(fill.ends) > height:
                break
            sides = self._sides(fill)
            blocks = self._blocks(sides, rows, notes)
            full = max(end + self._foot(*block) for (_, end), block in zip(sides, blocks, strict=True))
            if full <= height:
                best, used = (fill, full) if fill.whole else (best, used)
                calm, calmly = (fill, full) if fill.whole and not self._parted(fill) else (calm, calmly)
                continue
            bounds = [self._bound(side, slices, rows) for side, (slices, _) in enumerate(sides)]
            feet = [self._foot(*_begun(*block, bound)) for block, bound in zip(blocks, bounds, strict=True)]
            if max(end + foot for (_, end), foot in zip(sides, feet, strict=True)) > height:
                break
            # A foot is divided only if the pages would otherwise stay empty above it, and not where no text would stand above the
            # rest.
            if fill.whole:
                empty = height - used > MOST_EMPTY * self.sizes.gap and fill.done < len(abreast)
                best = fill if best is None or empty else best
                break
        if best and calm and self._parted(best) and height - calmly <= MOST_EMPTY * self.sizes.gap:
            best = calm
        return self._run_on(best, rows, notes) if best else self._forced(rest or abreast[at], at)

    def _parted(self, fill: _Fill) -> bool:
        """Tell whether a column ends inside a word."""
        return any(self.texts[column[-1].text].lines[column[-1].last - 1].parted for column in fill.columns if column)

    def _run_on(self, fill: _Fill, rows: Sequence[ApparatusRows], notes: Sequence[Sequence[Range]]) -> _Fill:
        """Fill each page as far as its own foot lets, if a section that runs over all pages goes on in the next opening.

        Nothing stands below such a section on these pages, so that nothing has to be level.
        """
        rest = fill.rest
        if rest is None or not rest.alone or len(self.opening) != len(self.texts):
            return fill
        first, top = fill.columns[0][-1].first, fill.columns[0][-1].top
        columns: list[tuple[Slice, ...]] = []
        for side, column in enumerate(fill.columns):
            above = tuple(each for each in column if each.top < top)
            stops = self._breaks(self.texts[0], (first, rest.ranges[0][1])) if first < rest.ranges[0][1] else []
            pages = [(*above, Slice(0, first, stop, top)) for stop in stops]
            fitting = bisect_left(pages, True, key=lambda slices: not self._fits(side, slices, rows, notes))
            columns.append(pages[fitting - 1] if fitting else above)
            first = stops[fitting - 1] if fitting else first
            rows, notes = (), [[] if which < len(self.texts[0].series) else waits for which, waits in enumerate(notes)]
        if first <= rest.ranges[0][0]:
            return fill
        left = rest.since((first, *(at for at, _ in rest.ranges[1:])))
        return replace(fill, columns=tuple(columns), rest=None if left.empty else left, done=fill.done + left.empty)

    def _fits(self, side: int, slices: Sequence[Slice], rows: Sequence[ApparatusRows], notes: Sequence[Sequence[Range]]) -> bool:
        """Tell whether a page has room for its whole foot."""
        foot = self._foot(*self._due(side, slices, rows, notes))
        return max(map(self._end, slices)) + foot <= self.sizes.height

    def _end(self, each: Slice) -> float:
        return end_of(self.texts[each.text].lines, each)

    def _fills(self, abreast: Sequence[LinesAbreast], at: int, rest: LinesAbreast | None) -> Iterator[_Fill]:
        """Yield the ways to fill an opening, from the least full to the fullest."""
        columns: tuple[tuple[Slice, ...], ...] = tuple(() for _ in self.texts)
        ends = tuple(0.0 for _ in self.texts)
        for number in range(at, len(abreast)):
            here = rest if rest is not None and number == at else abreast[number]
            top = max(end + self._space(held, which, here) for which, (held, end) in enumerate(zip(columns, ends, strict=True)))
            fill = None
            for parts, left in self._parts(here):
                fill = self._fill(columns, ends, parts, left, number, top)
                yield fill
            if fill is not None:
                columns, ends = fill.columns, fill.ends

    def _fill(
        self,
        columns: tuple[tuple[Slice, ...], ...],
        ends: tuple[float, ...],
        parts: Sequence[tuple[int, Range]],
        left: LinesAbreast,
        number: int,
        top: float,
    ) -> _Fill:
        """Add to each column one part, given as text and lines, that begins at `top`.

        `left`: what is left of lines abreast number `number`.
        """
        place = {text: at for page in self.opening for at, text in enumerate(page)}
        slices = [
            (Slice(text, *lines, top, place[which]),) if lines[0] < lines[1] else () for which, (text, lines) in enumerate(parts)
        ]
        down = [self._end(each[0]) if each else end for each, end in zip(slices, ends, strict=True)]
        # Before a section that only the first text has, a bad end of another text cannot be avoided by dividing the section
        # elsewhere.
        own = list(zip(self.texts, left.ranges, strict=True))[: 1 if left.alone else None]
        may = all(may_break(text.lines, first) for text, (first, _) in own)
        filled = tuple((*held, *new) for held, new in zip(columns, slices, strict=True))
        return _Fill(filled, tuple(down), None if left.empty else left, number + left.empty, may)

    def _space(self, held: Sequence[Slice], which: int, here: LinesAbreast) -> float:
        """Find the space above the next part of a column: that of its text, or none at the top of a page."""
        text = 0 if here.alone else which
        first, last = here.ranges[text]
        lines = self.texts[text].lines
        return lines[first].top - lines[first - 1].bottom if held and 0 < first < last else 0.0

    def _parts(self, here: LinesAbreast) -> Iterator[tuple[list[tuple[int, Range]], LinesAbreast]]:
        """Yield the ways to divide lines abreast: for each column its text and lines, and what is left."""
        breaks = [self._breaks(text, lines) for text, lines in zip(self.texts, here.ranges, strict=True)]
        if here.alone:
            (first, last), *others = here.ranges
            for end in breaks[0]:
                stops = [first, *self._shared(first, end, breaks[0])]
                yield [(0, lines) for lines in pairwise(stops)], LinesAbreast(((end, last), *others), alone=True)
            return
        longest = max(range(len(breaks)), key=lambda text: (here.ranges[text][0] < here.ranges[text][1], len(breaks[text]), -text))
        first, last = here.ranges[longest]
        for end in breaks[longest]:
            ends = []
            for which, (other, other_last) in enumerate(here.ranges):
                share = other + (end - first) * (other_last - other) / (last - first)
                near = min(breaks[which], key=lambda at: (abs(at - share), -at)) if end < last else other_last
                ends.append(end if which == longest else near)
            parts = [(text, (begin, stop)) for text, ((begin, _), stop) in enumerate(zip(here.ranges, ends, strict=True))]
            yield parts, here.since(ends)

    def _shared(self, first: int, end: int, breaks: Sequence[int]) -> list[int]:
        """Find the lines at which a section that runs over all columns goes over into the next column, so that all are about as
        high.

        The last is its end.
        """
        lines, count = self.texts[0].lines, len(self.texts)
        top, height = lines[first].top, lines[end - 1].bottom - lines[first].top
        # A hundredth of a pixel less, because heights in a long galley are exact to some digits only.
        heights = [top + height * number / count - 0.01 for number in range(1, count)]
        return [*(next(at for at in breaks if at == end or lines[at - 1].bottom >= down) for down in heights), end]

    def _breaks(self, text: SpreadText, lines: Range) -> list[int]:
        """Find the lines before which lines may be divided, and their end, as far as the columns reach."""
        first, last = lines
        found: list[int] = []
        for at in range(first + 1, last + 1):
            if text.lines[at - 1].bottom - text.lines[first].top > len(self.texts) * self.sizes.height:
                break
            if at == last or may_break(text.lines, at):
                found.append(at)
        return found or [last]

    def _forced(self, here: LinesAbreast, at: int) -> _Fill:
        """Fill an opening with lines that may not be divided: of each text as many as the page has room for, and at least one."""
        ends = []
        for text, (first, last) in zip(self.texts, here.ranges, strict=True):
            end = min(first + 1, last)
            while end < last and text.lines[end].bottom - text.lines[first].top <= self.sizes.height:
                end += 1
            ends.append(end)
        parts = [(text, (first, end)) for text, ((first, _), end) in enumerate(zip(here.ranges, ends, strict=True))]
        none = tuple(() for _ in self.texts)
        return self._fill(none, tuple(0.0 for _ in self.texts), parts, here.since(ends), at, 0.0)

    # --- Feet ---------------------------------------------------------------------------------------------------------

    def _blocks(
        self, sides: Sequence[tuple[Sequence[Slice], float]], rows: Sequence[ApparatusRows], notes: Sequence[Sequence[Range]]
    ) -> list[tuple[int, Notes]]:
        """Find what belongs below each page of an opening. On facing pages the rows of the left page go on below the right one:
        where that has rows of its own, those that have no room; else as many as make both pages equally high.
        """
        blocks = [self._due(side, slices, () if side else rows, notes) for side, (slices, _) in enumerate(sides)]
        if len(sides) == 1:
            return blocks
        (count, held), (own, opposite) = blocks
        row = self.sizes.row
        left, right = (end + self._foot(1, each) - row for (_, end), each in zip(sides, (held, opposite), strict=True))
        room = min(count, max(0, floor((self.sizes.height - left) / row + _EXACT)))
        if not own and (count > FEW_ROWS or room < count):
            # A row more may be needed on the right, because no entry is parted.
            level = ceil((right - left) / row / 2 + (count + 1) / 2 - _EXACT)
            room = min(room, max(0, level, self._bound(0, sides[0][0], rows)))
        over = count - room
        return [(room, held), (own + over + bool(over), opposite)]

    def _due(
        self, side: int, slices: Sequence[Slice], rows: Sequence[ApparatusRows], notes: Sequence[Sequence[Range]]
    ) -> tuple[int, Notes]:
        """Find what belongs below a page: how many rows, and for each series the notes that wait or are called in its lines."""
        page = SpreadPage(tuple(slices), (), ())
        count, which = sum(part.count for part in rows), 0
        held: list[tuple[Sequence[SetLine], Sequence[Range]]] = []
        for text, each in enumerate(self.texts):
            here = page.ranges(text)
            home = text in self.opening[side] or bool(here)
            if text == 0 and here:
                count += self.apparatus.most(here, self._above(side, slices))
            for series in each.series:
                own = [(series.due[first - 1] if first else 0, series.due[last - 1]) for first, last in here]
                held.append((series.lines, joined([*notes[which], *own]) if home else ()))
                which += 1
        return count, held

    def _bound(self, side: int, slices: Sequence[Slice], rows: Sequence[ApparatusRows]) -> int:
        """Count the rows that stay on a page, after those that wait; 0 if none must."""
        here = SpreadPage(tuple(slices), (), ()).ranges(0)
        bound = self.apparatus.bound(here, self._above(side, slices)) if here else 0
        return bound + (0 if side else sum(part.count for part in rows)) if bound else 0

    def _above(self, side: int, slices: Sequence[Slice]) -> int:
        """Count the lines of another text on a page that the first text runs over; a number of one of its lines may be higher by so
        many.
        """
        others = [each for each in slices if each.text] if 0 not in self.opening[side] else ()
        return sum(line.numbered for each in others for line in self.texts[each.text].lines[each.first : each.last])

    def _foot(self, rows: int, notes: Notes) -> float:
        blocks = [rows * self.sizes.row] if rows else []
        blocks += [height_of(lines, ranges) for lines, ranges in notes if ranges]
        return self.sizes.gap + sum(blocks) + (len(blocks) - 1) * self.sizes.between if blocks else 0.0

    def _page(
        self,
        side: int,
        slices: tuple[Slice, ...],
        end: float,
        number: int,
        rows: list[ApparatusRows],
        notes: list[list[Range]],
        most: int | None,
    ) -> tuple[SpreadPage, list[ApparatusRows], list[list[Range]]]:
        """Give a page as much of its foot as it has room for. Returns the page, and the rows and notes that wait for the next.

        `most`: it gets no more rows than these.
        """
        held = self._due(side, slices, (), notes)[1]
        here = SpreadPage(slices, (), ()).ranges(0)
        waiting = [*rows, self.apparatus.whole(number, here, self._above(side, slices))] if here else rows
        count = sum(part.count for part in waiting)
        shown, kept = self._share(self.sizes.height - end, count if most is None else min(count, most), held)
        placed, left = take(self.apparatus, waiting, shown, forced=not slices and not any(kept))
        rest = [
            list(old) if not ranges else list(_cut(ranges, upto)[1])
            for old, (_, ranges), upto in zip(notes, held, kept, strict=True)
        ]
        noted = tuple(_cut(ranges, upto)[0] for (_, ranges), upto in zip(held, kept, strict=True))
        return SpreadPage(slices, placed, noted, not left and not any(rest)), left, rest

    def _share(self, room: float, rows: int, notes: Notes) -> tuple[int, tuple[int, ...]]:
        """Share out a room: how many rows, and how many lines of each series, stand in it.

        The last series gives way first, but each keeps two lines as long as it can. An empty page takes at least one row or line,
        so that the planning ends.
        """
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


def _begun(rows: int, notes: Notes, bound: int) -> tuple[int, Notes]:
    """Find the least foot that may stand below a text: two rows of apparatus, or those that are `bound` to the page; two lines of
    each series of notes.
    """
    return max(min(rows, 2), bound), [(lines, _cut(ranges, 2)[0]) for lines, ranges in notes]


def _cut(ranges: Sequence[Range], count: int) -> tuple[tuple[Range, ...], tuple[Range, ...]]:
    """Divide ranges of lines into the first `count` lines and the rest."""
    here: list[Range] = []
    rest: list[Range] = []
    for first, last in ranges:
        middle = min(last, first + count)
        here.append((first, middle))
        rest.append((middle, last))
        count -= middle - first
    return joined(here), joined(rest)
