"""Where the lines of a paragraph end: made-up words of known width, the breaks held against every way to break them."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.writers.pdf.paragraph_breaks import DASH, FEWEST, HYPHEN, LADDER, STUB, WORST, BreakPoint, LineMeasure, best_breaks
from tests.examples import examples

LETTER, SPACE, EM = 5.0, 4.0, 12.0


def points(words: list[int], *, parted: bool = False) -> list[BreakPoint]:
    """A break after each of some words of so many letters; `parted`: also in the middle of words of six letters and more."""
    found: list[BreakPoint] = []
    at = glue = 0.0
    letters = 0
    for word in words:
        if parted and word >= 6:
            half = at + word // 2 * LETTER
            found.append(BreakPoint(half + LETTER / 2, half, glue, glue, letters + word // 2, HYPHEN, hyphen=True))
        at, letters = at + word * LETTER, letters + word
        found.append(BreakPoint(at, at + SPACE, glue, glue + SPACE, letters))
        at, glue = at + SPACE, glue + SPACE
    return found


def demerits(given: list[BreakPoint], chosen: tuple[int, ...], measure: LineMeasure) -> float:
    """How bad some breaks are together, counted line by line."""
    total = 0.0
    begin, hyphens = BreakPoint(0, 0, 0, 0, 0), 0
    for number, at in enumerate(chosen):
        end, last = given[at], number == len(chosen) - 1
        room = (measure.others if number else measure.first) - (end.end - begin.begin)
        bad = measure.badness(room, end.glue - begin.after)
        if last and room > 0 and measure.filling != "balanced":
            bad = 0.0
        total += (10 + bad) ** 2 + end.cost
        total += STUB * (last and number > 0 and end.letters - begin.letters < FEWEST)
        total += 5000.0 * (last and hyphens > 0) + LADDER * (end.hyphen and hyphens >= 2)
        begin, hyphens = end, hyphens + 1 if end.hyphen else 0
    return total


@given(
    words=st.lists(st.integers(1, 9), min_size=1, max_size=7),
    width=st.sampled_from([60.0, 90.0, 120.0]),
    indent=st.sampled_from([0.0, 14.0, -14.0]),
    filling=st.sampled_from(["justified", "ragged", "balanced"]),
    parted=st.booleans(),
)
@settings(deadline=None, max_examples=examples(60))
def test_no_other_way_is_better(words: list[int], width: float, indent: float, filling: str, parted: bool) -> None:
    given_ = points(words, parted=parted)
    measure = LineMeasure(width - indent, width, filling, EM)  # type: ignore[arg-type]
    chosen, _ = best_breaks(given_, measure)
    last = len(given_) - 1
    ways = ((*inner, last) for count in range(last + 1) for inner in combinations(range(last), count))
    best = min(demerits(given_, way, measure) for way in ways)
    mine = demerits(given_, tuple(chosen), measure)
    # Where some line is as bad as can be, not all ways are tried.
    assert mine == pytest.approx(best) or best >= WORST**2


def paragraphs(least: int, most: int) -> list[list[int]]:
    """Forty paragraphs of made-up words of so many letters."""
    random = Random(18)
    return [[random.randint(least, most) for _ in range(random.randint(30, 90))] for _ in range(40)]


def filled(given: list[BreakPoint], measure: LineMeasure) -> list[int]:
    """The breaks of lines that are filled one after the other, each with as much as it holds."""
    chosen: list[int] = []
    begin = 0.0
    for at, point in enumerate(given):
        if point.end - begin > measure.others and at - 1 not in chosen:
            chosen.append(at - 1)
            begin = given[at - 1].begin
    return [*chosen, len(given) - 1]


def test_the_worst_line_is_better_than_that_of_lines_filled_one_after_the_other() -> None:
    measure = LineMeasure(480.0, 480.0, "justified", EM)

    def worst(given: list[BreakPoint], chosen: list[int]) -> float:
        begins = [BreakPoint(0, 0, 0, 0, 0), *(given[at] for at in chosen)]
        lines = list(pairwise(begins))[:-1]
        return max(measure.badness(measure.others - (end.end - begin.begin), end.glue - begin.after) for begin, end in lines)

    pairs = [
        (worst(given, filled(given, measure)), worst(given, best_breaks(given, measure)[0]))
        for given in (points(words) for words in paragraphs(1, 11))
    ]
    assert all(ours <= first for first, ours in pairs)
    assert sum(ours for _, ours in pairs) * 2 < sum(first for first, _ in pairs)


def test_a_last_line_has_five_letters() -> None:
    for words in paragraphs(1, 8):
        given_ = points([*words, 2])
        chosen, _ = best_breaks(given_, LineMeasure(480.0, 480.0, "justified", EM))
        assert given_[-1].letters - given_[chosen[-2]].letters >= FEWEST


def test_no_three_lines_in_a_row_end_in_a_hyphen() -> None:
    found = []
    for words in paragraphs(4, 12):
        given_ = points(words, parted=True)
        chosen, _ = best_breaks(given_, LineMeasure(480.0, 480.0, "justified", EM))
        found.append("".join("-" if given_[at].hyphen else "." for at in chosen))
    assert any("--" in ends for ends in found)
    assert not any("---" in ends for ends in found)


def test_a_line_begins_with_a_dash_only_where_it_must() -> None:
    """Before every seventh word stands a dash: a break there costs what a break elsewhere does not."""
    begun = [0, 0]
    for words in paragraphs(1, 8):
        given_ = points(words)
        dashed = [replace(point, cost=DASH if at % 7 == 6 else 0.0) for at, point in enumerate(given_[:-1])] + given_[-1:]
        for which, each in enumerate((given_, dashed)):
            chosen, _ = best_breaks(each, LineMeasure(480.0, 480.0, "justified", EM))
            begun[which] += sum(at % 7 == 6 for at in chosen[:-1])
    assert begun[0] > 5
    assert begun[1] == 0


def test_a_word_wider_than_the_line_stands_alone() -> None:
    chosen, _ = best_breaks(points([3, 40, 3, 3, 3]), LineMeasure(60.0, 60.0, "justified", EM))
    assert chosen == [0, 1, 4]


def test_time_grows_with_the_text() -> None:
    """Counted in lines that are tried, not by the clock."""
    random = Random(1)
    words = [random.randint(1, 11) for _ in range(2000)]
    tried = []
    for count in (500, 1000, 2000):

        class Counting(LineMeasure):
            calls = 0

            def badness(self, room: float, glue: float) -> float:
                Counting.calls += 1
                return super().badness(room, glue)

        best_breaks(points(words[:count], parted=True), Counting(400.0, 400.0, "justified", EM))
        tried.append(Counting.calls)
    assert tried[2] < 2.2 * tried[1] < 4.9 * tried[0]
