"""Turn the places at which a paragraph may be broken into the best breaks for all its lines together.

This is the total fit of D. E. Knuth and M. F. Plass, "Breaking Paragraphs into Lines", Software: Practice and Experience 11 (1981),
1119-1184, with the demerits of plain TeX (The TeXbook, chapter 14) where a constant does not say otherwise. Nothing here knows how
text is measured: widths are in any one unit.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import Literal

# How lines are filled: to the full width; ending where they end; or so, with the last line as long as the others.
Filling = Literal["justified", "ragged", "balanced"]
# A space may get so much of itself wider before the badness of a line is 100, and so much narrower at most. EB Garamond's space is
# a fifth of an em; Bringhurst (2.1.1) has a fifth as the least, a quarter as the best and a half as the most. Plain TeX has 1/2 and
# 1/3 for a space of a third of an em.
STRETCH, SHRINK = 0.75, 0.15
# A ragged line may be so many ems short before its badness is 100: \RaggedRightRightskip of LaTeX's ragged2e.
RAG = 2.0
# Plain TeX: the greatest badness; \linepenalty; \finalhyphendemerits. A hyphen is as bad as a line of badness 80, squared as
# demerits are, where plain TeX has 50: by eye, on the hyphens of four books.
WORST, LINE, LAST_HYPHEN, HYPHEN = 10_000.0, 10.0, 5000.0, 80.0**2
# A hyphen in a word that has one already, or in a line that is not justified, is as bad as a line of badness 150. By eye.
SECOND_HYPHEN = RAGGED_HYPHEN = 150.0**2
# A hyphen in what is centred, such as a heading: never, if words have room.
CENTRED_HYPHEN = 1e9
# As bad as spaces about twice as wide as they are: a last line of fewer than FEWEST letters, a line that begins with a dash, a
# third hyphen below two. By eye.
STUB, FEWEST, DASH, LADDER = 3e5, 5, 1e6, 2e6
# Lines with wider spaces than so many of their own width, or by so many ems shorter than others, are not tried where others can be
# had. This bounds the work for each break.
WIDEST, SHORTEST = 3.0, 10.0
# What rounding may make of a width, in its unit: a line may be so much too long.
ROUNDING = 0.01


@dataclass(frozen=True, slots=True)
class BreakPoint:
    """A place at which a line may end.

    `end`: where a line that is broken here ends, its hyphen counted. `begin`: where the next line begins. `glue`, `after`: the sum
    of all spaces before `end`, and before `begin`. `letters`: how many letters stand before it. `cost`: the demerits of a break
    here. `hyphen`: the line ends with a hyphen.
    """

    end: float
    begin: float
    glue: float
    after: float
    letters: int
    cost: float = 0.0
    hyphen: bool = False


@dataclass(frozen=True, slots=True)
class LineMeasure:
    """The width of the first line, and of all others; how they are filled; the em of the type."""

    first: float
    others: float
    filling: Filling
    em: float

    def badness(self, room: float, glue: float) -> float:
        """Tell how bad a line is that leaves some room and has some glue: 100 at STRETCH, WORST at most, inf if it does not fit."""
        if self.filling != "justified":
            bad = 100 * (max(room, 0.0) / (RAG * self.em)) ** 3
            # So that the lines of a heading are of one length, there is no end to how bad a short one is.
            return inf if room < -ROUNDING else bad if self.filling == "balanced" else min(WORST, bad)
        if glue <= 0:
            return inf if room < -ROUNDING else WORST if room > ROUNDING else 0.0
        part = room / glue
        if part >= 0:
            return min(WORST, 100 * (part / STRETCH) ** 3)
        return 100 * (-part / SHRINK) ** 3 if part >= -SHRINK else 0.0 if room > -ROUNDING else inf

    def far(self, room: float, glue: float) -> bool:
        """Tell whether a line is so short that it is tried only if nothing else can be had."""
        return room > glue * WIDEST if self.filling == "justified" else self.filling == "ragged" and room > SHORTEST * self.em


# A way to a point: its demerits, the point before and the state there, and the badness of its worst line. A way to a stub or to a
# line that begins with a dash is as bad as can be.
Way = tuple[float, int, int, float]
_NONE: Way = (inf, -1, 0, 0.0)
_ORIGIN = BreakPoint(0.0, 0.0, 0.0, 0.0, 0)


def best_breaks(points: Sequence[BreakPoint], measure: LineMeasure) -> tuple[list[int], float]:
    """Choose the breaks of a paragraph: the indexes of the points at which its lines end, and the badness of its worst line.

    `points`: in order; the last is the end of the paragraph, which is always chosen. What is wider than a line stands alone in one.
    Time grows with the number of points times how many fit into a line.
    """
    fit = _Fit(points, measure)
    fit.lines_from(-1, _ORIGIN, [(0.0, -1, 0, 0.0)], measure.first)
    for at in range(len(points) - 1):
        if any(way[0] < inf for way in fit.ways[at]):
            fit.lines_from(at, points[at], fit.ways[at], measure.others)
    _, at, state, worst = min(fit.ways[-1])
    found = [len(points) - 1]
    while at >= 0:
        found.append(at)
        _, at, state, _ = fit.ways[at][state]
    return found[::-1], worst


class _Fit:
    """The best ways to each point: without a hyphen there, with the first hyphen in a row, with a further one."""

    def __init__(self, points: Sequence[BreakPoint], measure: LineMeasure) -> None:
        self.points, self.measure = points, measure
        self.ways = [[_NONE, _NONE, _NONE] for _ in points]
        self._begins = [point.begin for point in points]

    def lines_from(self, at: int, begin: BreakPoint, ways: Sequence[Way], width: float) -> None:
        """Try all lines that begin at point `at`, the widest first. `width`: of the line."""
        points, measure = self.points, self.measure
        start, before = begin.begin, begin.after
        # Narrowed spaces are a small part of a line.
        to = min(len(points) - 1, max(at + 1, bisect_right(self._begins, start + width * (1 + SHRINK))))
        found = False
        for there in range(to, at, -1):
            point = points[there]
            room, glue = width - point.end + start, point.glue - before
            bad = measure.badness(room, glue)
            if bad == inf:
                if there > at + 1 or found:
                    continue
                bad = WORST
            elif there == len(points) - 1 and measure.filling != "balanced":
                bad = 0.0 if room > 0 else bad
            far = measure.far(room, glue)
            if not (far and found):
                self._take(there, point, begin, bad, at, ways)
            if far:
                break
            found = True

    def _take(self, there: int, point: BreakPoint, begin: BreakPoint, bad: float, at: int, ways: Sequence[Way]) -> None:
        """Note a line from point `at` to point `there`, if it is the best way there."""
        demerits, last = point.cost, there == len(self.points) - 1
        if last and at >= 0 and point.letters - begin.letters < FEWEST:
            demerits += STUB
        sore = WORST if demerits >= STUB else bad
        demerits += (LINE + bad) ** 2
        for state, (sum_, _, _, worst) in enumerate(ways):
            if sum_ == inf:
                continue
            total = sum_ + demerits
            if last and state:
                total += LAST_HYPHEN
            if point.hyphen and state == 2:
                total += LADDER
            to = min(state + 1, 2) if point.hyphen else 0
            if total < self.ways[there][to][0]:
                self.ways[there][to] = (total, at, state, max(worst, sore))
