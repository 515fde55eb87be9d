"""Facing pages by themselves: what answers each other begins level, and nothing of either text is lost."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from edition.writers.pdf.planning import Series, SetLine, Sizes
from edition.writers.pdf.spreads import FACING, LinesAbreast, SpreadPage, SpreadText, height_of, spreads
from tests.examples import examples
from tests.writers.pdf.counted_rows import CountedRows

SIZES = Sizes(height=200.0, gap=10.0, row=8.0, between=4.0, line=10.0)


def text_of(*paragraphs: int, notes: Sequence[int] = ()) -> SpreadText:
    """Paragraphs of so many lines of 10; 0 is a heading of one line. `notes`: how many lines of notes each line calls."""
    lines: list[SetLine] = []
    for block, count in enumerate(paragraphs):
        for _ in range(count or 1):
            top = len(lines) * 10.0
            lines.append(SetLine(top, top + 10.0, top + 8.0, block, keep=count == 0, numbered=count > 0))
    counts = [*notes, *[0] * (len(lines) - len(notes))]
    held = [SetLine(at * 8.0, at * 8.0 + 8.0, at * 8.0 + 6.0, at) for at in range(sum(counts))]
    return SpreadText(lines, [Series(held, [sum(counts[: at + 1]) for at in range(len(lines))])])


def paired(left: Sequence[int], right: Sequence[int], alone: Sequence[int] = ()) -> list[LinesAbreast]:
    """Pairs of blocks of so many lines each."""
    pairs, a, b = [], 0, 0
    for number, (one, other) in enumerate(zip(left, right, strict=True)):
        pairs.append(LinesAbreast(((a, a + one), (b, b + other)), number in alone))
        a, b = a + one, b + other
    return pairs


NONE = CountedRows(lambda first, last: 0)


def ranges_of(page: SpreadPage) -> list[tuple[int, int, int, float]]:
    return [(part.text, part.first, part.last, part.top) for part in page.slices]


def test_paragraphs_that_answer_each_other_begin_level() -> None:
    """Three lines beside five: the second paragraphs begin below the longer of the first."""
    (left, right), *more = spreads((text_of(3, 3), text_of(5, 3)), paired((3, 3), (5, 3)), NONE, SIZES, FACING)
    assert not more
    assert ranges_of(left) == [(0, 0, 3, 0.0), (0, 3, 6, 50.0)]
    assert ranges_of(right) == [(1, 0, 5, 0.0), (1, 5, 8, 50.0)]


def test_a_pair_too_long_for_the_page_is_parted_in_both_texts() -> None:
    first, second = spreads((text_of(30), text_of(15)), paired((30,), (15,)), NONE, SIZES, FACING)
    assert ranges_of(first[0]) == [(0, 0, 20, 0.0)]
    assert ranges_of(first[1]) == [(1, 0, 10, 0.0)]
    assert ranges_of(second[0]) == [(0, 20, 30, 0.0)]
    assert ranges_of(second[1]) == [(1, 10, 15, 0.0)]


def test_no_page_ends_inside_a_word_on_either_side() -> None:
    """Of thirty lines beside thirty, the twentieth ends inside a word on the right, the nineteenth on the left."""
    texts = (text_of(30), text_of(30))
    for text, at in enumerate((18, 19)):
        lines = texts[text].lines
        lines[at] = replace(lines[at], parted=True)  # type: ignore[index]
    first, _ = spreads(texts, paired((30,), (30,)), NONE, SIZES, FACING)
    assert [ranges_of(page) for page in first] == [[(0, 0, 18, 0.0)], [(1, 0, 18, 0.0)]]


def test_what_one_text_alone_has_runs_over_both_pages() -> None:
    (left, right), *more = spreads(
        (text_of(4, 20, 4), text_of(4, 4)), paired((4, 20, 4), (4, 0, 4), alone=[1]), NONE, SIZES, FACING
    )
    assert not more
    assert ranges_of(left) == [(0, 0, 4, 0.0), (0, 4, 14, 40.0), (0, 24, 28, 140.0)]
    assert ranges_of(right) == [(1, 0, 4, 0.0), (0, 14, 24, 40.0), (1, 4, 8, 140.0)]


def test_a_heading_goes_over_with_its_text_on_both_sides() -> None:
    pairs = paired((19, 1, 6), (12, 1, 6))
    first, second = spreads((text_of(19, 0, 6), text_of(12, 0, 6)), pairs, NONE, SIZES, FACING)
    assert ranges_of(first[0]) == [(0, 0, 19, 0.0)]
    assert ranges_of(second[1])[0] == (1, 12, 13, 0.0)


def test_the_foot_of_either_page_takes_room_from_both() -> None:
    """Notes under the right page leave less room, so both pages end earlier."""
    first, *_ = spreads((text_of(*[1] * 20), text_of(*[1] * 20, notes=[2] * 20)), paired([1] * 20, [1] * 20), NONE, SIZES, FACING)
    assert len(first[0].slices) == len(first[1].slices) == 7
    assert first[1].notes == ((), ((0, 14),))


def rows_on(pages: Sequence[SpreadPage]) -> list[list[tuple[int, int, int]]]:
    return [[(part.owner, part.first, part.last) for part in page.rows] for page in pages]


def test_the_apparatus_of_the_left_page_runs_across_both_feet() -> None:
    """A row for each line. Below one page ten lines would stand; below both there is room for thirteen, and both feet are as
    high.
    """
    texts = (text_of(*[1] * 40), text_of(*[1] * 40))
    first, *_ = spreads(texts, paired([1] * 40, [1] * 40), CountedRows(lambda a, b: b - a), SIZES, FACING)
    assert [len(page.slices) for page in first] == [13, 13]
    assert rows_on(first) == [[(0, 0, 7)], [(0, 7, 13)]]


def test_a_few_rows_stand_below_the_left_page() -> None:
    texts = (text_of(*[1] * 10), text_of(*[1] * 10))
    (first,) = spreads(texts, paired([1] * 10, [1] * 10), CountedRows(lambda a, b: 4 if a == 0 else 0), SIZES, FACING)
    assert rows_on(first) == [[(0, 0, 4)], []]


def test_of_two_feet_that_with_notes_gets_fewer_rows() -> None:
    """Ten lines of notes below the left page; the right page has the rows."""
    texts = (text_of(*[1] * 9, notes=[10]), text_of(*[1] * 9))
    (first,) = spreads(texts, paired([1] * 9, [1] * 9), CountedRows(lambda a, b: 10 if a == 0 else 0), SIZES, FACING)
    assert rows_on(first) == [[(0, 0, 1)], [(0, 1, 10)]]


def test_what_is_left_empty_is_shared_out_but_not_where_the_text_ends() -> None:
    """Six paragraphs of three lines leave room for two lines of a seventh, which is not parted."""
    made = spreads((text_of(*[3] * 8), text_of(*[3] * 8)), paired([3] * 8, [3] * 8), NONE, SIZES, FACING)
    assert [[part.top for part in page.slices] for both in made for page in both] == [
        *[[0.0, 34.0, 68.0, 102.0, 136.0, 170.0]] * 2,
        *[[0.0, 30.0]] * 2,
    ]


def test_text_that_runs_over_both_pages_fills_each_to_its_foot() -> None:
    """Notes under the left page leave it room for 12 lines, while the right has room for 20."""
    texts = (text_of(60, notes=[3, 3, 3]), text_of())
    (left, right), *_ = spreads(texts, paired([60], [0], alone=[0]), NONE, Sizes(200.0, 8.0, 8.0, 4.0, 8.0), FACING)
    assert ranges_of(left) == [(0, 0, 12, 0.0)]
    assert ranges_of(right) == [(0, 12, 32, 0.0)]


def test_columns_are_a_spread_on_one_page() -> None:
    """Three texts stand level, beside each other; what the first alone has goes on in the other columns."""
    texts = (text_of(4, 9, 2), text_of(2, 2), text_of(5, 2))
    rows = [
        LinesAbreast(((0, 4), (0, 2), (0, 5))),
        LinesAbreast(((4, 13), (2, 2), (5, 5)), alone=True),
        LinesAbreast(((13, 15), (2, 4), (5, 7))),
    ]
    ((page,),) = spreads(texts, rows, NONE, SIZES, ((0, 1, 2),))
    assert [(part.column, *ranges) for part, ranges in zip(page.slices, ranges_of(page), strict=True)] == [
        (0, 0, 0, 4, 0.0),
        (1, 1, 0, 2, 0.0),
        (2, 2, 0, 5, 0.0),
        (0, 0, 4, 7, 50.0),
        (1, 0, 7, 10, 50.0),
        (2, 0, 10, 13, 50.0),
        (0, 0, 13, 15, 80.0),
        (1, 1, 2, 4, 80.0),
        (2, 2, 5, 7, 80.0),
    ]


@given(st.integers(0, 2**32 - 1).map(random.Random))
@settings(deadline=None, max_examples=examples(200))
def test_nothing_is_lost_pairs_begin_level_and_no_page_is_too_full(chance: random.Random) -> None:
    """Any two texts with any feet: each line, row and note stands once, in order; no page holds more than it can."""
    count = chance.randint(1, 14)
    alone = [at for at in range(count) if chance.random() < 0.15]
    sizes = [chance.choice((1, 2, 3, 5, 9, 45)) for _ in range(count)]
    others = [0 if at in alone else chance.choice((0, 1, 2, 3, 5, 9, 45)) for at in range(count)]
    lengths = (0, 0, 0, 1, 3, 5, 5, 60)
    called = [[chance.choices(lengths, (9, 9, 9, 9, 9, 4, 5, 1))[0] for _ in range(sum(each))] for each in (sizes, others)]
    texts = (text_of(*sizes, notes=called[0]), text_of(*(size for size in others if size), notes=called[1]))
    rows = [chance.choice((0, 0, 1, 2, 40 if chance.random() < 0.05 else 3)) for _ in texts[0].lines]
    opening = chance.choice((FACING, ((0, 1),)))
    made = spreads(texts, paired(sizes, others, alone), CountedRows(lambda a, b: sum(rows[a:b])), SIZES, opening)

    pages = [page for both in made for page in both]
    slices = [part for page in pages for part in page.slices]
    for which, text in enumerate(texts):
        stand = [at for part in slices if part.text == which for at in range(part.first, part.last)]
        assert sorted(stand) == list(range(len(text.lines)))
        noted = [at for page in pages for first, last in page.notes[which] for at in range(first, last)]
        assert sorted(noted) == list(range(len(text.series[0].lines)))
    placed: dict[int, list[int]] = {owner: [] for owner in range(len(pages))}
    for page in pages:
        for part in page.rows:
            placed[part.owner] += range(part.first, part.last)
    for number, page in enumerate(pages):
        assert placed[number] == list(range(sum(sum(rows[a:b]) for a, b in page.ranges())))
        feet = [sum(part.last - part.first for part in page.rows) * SIZES.row]
        feet += [height_of(text.series[0].lines, ranges) for text, ranges in zip(texts, page.notes, strict=True)]
        held = [each for each in feet if each]
        foot = SIZES.gap + sum(held) + (len(held) - 1) * SIZES.between if held else 0.0
        for column in (0, 1):
            slices = [part for part in page.slices if part.column == column]
            ends = [part.top + (part.last - part.first) * 10.0 for part in slices]
            assert max(ends, default=0.0) + foot <= SIZES.height + 1e-6
            assert all(end <= after.top + 1e-6 for end, after in zip(ends, slices[1:], strict=False))
    tops = {(part.text, part.first): (at, part.top) for at, both in enumerate(made) for page in both for part in page.slices}
    for pair in paired(sizes, others, alone):
        (a, a_end), (b, b_end) = pair.ranges
        if a < a_end and b < b_end:
            assert tops[0, a] == tops[1, b]
    for which in (0, 1):
        homes = [part.first for both in made for part in both[which % len(both)].slices if part.text == which]
        assert homes == sorted(homes)
