"""Turn an entry, as two witnesses have it, into rows: which blocks of the one stand level with which of the other.

The document says it: outside of apps both have the same words, and what of the one stands in an app or a bead answers what of the
other stands there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate, pairwise

from edition.model import Range
from edition.tei.export.exported_edition import PlacedText

# What of one text answers what of another: the range in the one, and that in the other.
_Pair = tuple[Range, Range]
# The indexes of two blocks, one of each text.
_Indexes = tuple[int, int]


def level_rows(base: PlacedText, other: PlacedText, starts: Sequence[int], others: Sequence[int]) -> Iterator[tuple[slice, slice]]:
    """Divide the blocks of two texts into rows: those of `base` and those of `other`, either of which may be none.

    A row begins where blocks of both begin together, and where one begins that the other text has not. `starts`, `others`: the
    offsets at which the blocks begin, in order. White space counts nothing: a block may end where another witness has a space.
    """
    one, two = _Solid(base.text), _Solid(other.text)
    wanted, asked = [*map(one.offset, starts)], [*map(two.offset, others)]
    places = sorted(_pairs(base, other, one, two), key=lambda pair: (pair[1][0], -pair[1][1]))
    own = dict(_alone([(its, mine) for mine, its in places], asked, wanted, len(two.text)))
    found = [*_alone(places, wanted, asked, len(one.text)), *((place, index) for index, place in own.items())]
    found += _answering(one.text, two.text, wanted, asked, places, own.keys())
    bounds = [(0, 0)]
    for mine, its in sorted(found):
        if its >= bounds[-1][1]:
            bounds.append((mine, its))
    for first, last in pairwise([*bounds, (len(wanted), len(asked))]):
        if first != last:
            yield slice(first[0], last[0]), slice(first[1], last[1])


def _answering(
    one: str, two: str, wanted: Sequence[int], asked: Sequence[int], places: Sequence[_Pair], own: Collection[int]
) -> Iterator[_Indexes]:
    """The blocks that begin together. `own`: blocks that the second text has alone."""
    open_: list[_Pair] = []
    # Where the last place that answers ends, in both; before the first, the beginning.
    ended = (0, 0)
    at = first = 0
    for number, start in enumerate(asked):
        begun: list[int] = []
        while at < len(places) and places[at][1][0] <= start:
            open_.append(places[at])
            # Of several that begin here the last is nearest: those before it are what the base has alone.
            begun = [places[at][0][0], *begun] if places[at][1][0] == start else begun
            at += 1
        ended = max((ended, *((its[1], mine[1]) for mine, its in open_ if its[1] <= start)))
        open_ = [pair for pair in open_ if pair[1][1] > start]
        if number in own:
            continue
        until = ended[1] + start - ended[0]
        if one[ended[1] : until] == two[ended[0] : start]:
            ended = (start, until)
            begun.insert(0, until)
        elif open_:
            begun = [*_within(open_[-1], start, wanted, asked), *begun]
        for place in begun:
            index = bisect_left(wanted, place, first)
            if index < len(wanted) and wanted[index] == place:
                yield index, number
                first = index + 1
                break


def _alone(places: Sequence[_Pair], starts: Sequence[int], others: Sequence[int], end: int) -> Iterator[_Indexes]:
    """The blocks of the first text of which the second has no word, each with the first block of the second that follows.

    `end`: how long the first text is.
    """
    lacking: list[_Pair] = []
    for mine, its in sorted(places):
        if its[0] != its[1] or mine[0] == mine[1]:
            continue
        if lacking and lacking[-1][0][1] >= mine[0] and lacking[-1][1] == its:
            lacking[-1] = ((lacking[-1][0][0], max(lacking[-1][0][1], mine[1])), its)
        else:
            lacking.append((mine, its))
    for mine, its in lacking:
        for index in range(bisect_left(starts, mine[0]), bisect_right(starts, mine[1])):
            until = starts[index + 1] if index + 1 < len(starts) else end
            if starts[index] < until <= mine[1]:
                yield index, bisect_left(others, its[0])


class _Solid:
    """A text without its white space, and by an offset of the text as it is that in this one."""

    def __init__(self, text: str) -> None:
        self.text = "".join(text.split())
        self.before = [0, *accumulate(not letter.isspace() for letter in text)]

    def offset(self, at: int) -> int:
        return self.before[min(at, len(self.before) - 1)]

    def range(self, place: Range) -> Range:
        return self.offset(place[0]), self.offset(place[1])


def _pairs(base: PlacedText, other: PlacedText, one: _Solid, two: _Solid) -> Iterator[_Pair]:
    for app, place in base.apps.items():
        if app in other.apps:
            yield one.range(place), two.range(other.apps[app])
    for bead, ranges in base.beads.items():
        its = other.beads.get(bead, ())
        if len(ranges) == len(its):
            yield from ((one.range(place), two.range(there)) for place, there in zip(ranges, its, strict=True))
        elif its:
            yield (
                (one.offset(ranges[0][0]), one.offset(ranges[-1][1])),
                (two.offset(its[0][0]), two.offset(its[-1][1])),
            )


def _within(pair: _Pair, start: int, wanted: Sequence[int], asked: Sequence[int]) -> list[int]:
    """Where in the base a block begins that answers one within an app: where as many begin there, they answer one by one."""
    (first, last), (from_, until) = pair
    mine = wanted[bisect_right(wanted, first) : bisect_left(wanted, last)]
    its = asked[bisect_right(asked, from_) : bisect_left(asked, until)]
    return [mine[its.index(start)]] if len(mine) == len(its) else []
