"""The looks of a text in one form, cut and parted with the text."""

from __future__ import annotations

import itertools
import time

from hypothesis import given
from hypothesis import strategies as st

from edition.model import Emendation, Entry, InlineRange, Look, Paragraph
from edition.text.looks import canonical, clipped, look_runs, on_one_line, runs_within
from edition.text.running_text import running_text

TEXT = "a  bc\nd ef"
places = st.integers(0, len(TEXT))
some_looks = st.lists(st.builds(InlineRange, places, places, st.sampled_from(["italic", "bold"])), max_size=8)


def letters(text: str, looks: tuple[InlineRange, ...]) -> set[tuple[int, str, str]]:
    """Which letters have which look; white space has none."""
    return {(at, one.look, one.value) for one in looks for at in range(one.start, one.end) if not text[at].isspace()}


def italic(*ranges: tuple[int, int]) -> tuple[InlineRange, ...]:
    return tuple(InlineRange(start, end, "italic") for start, end in ranges)


def test_ranges_that_touch_or_that_white_space_parts_are_one() -> None:
    assert canonical("the old mill", italic((0, 3), (4, 7), (7, 12))) == italic((0, 12))


def test_white_space_at_the_ends_has_no_look_and_no_look_goes_over_a_line() -> None:
    assert canonical(" a b \n c ", italic((0, 9))) == italic((1, 4), (7, 8))
    assert canonical("   ", italic((0, 3))) == ()


def test_of_two_languages_or_links_the_inner_one_holds() -> None:
    ranges = [InlineRange(0, 9, "lang", "fr"), InlineRange(3, 5, "lang", "la")]
    found = canonical("un et duo", ranges)
    assert [(one.start, one.end, one.value) for one in found] == [(0, 2, "fr"), (3, 5, "la"), (6, 9, "fr")]


@given(some_looks)
def test_one_form_keeps_the_look_of_each_letter(ranges: list[InlineRange]) -> None:
    found = canonical(TEXT, ranges)
    assert letters(TEXT, found) == letters(TEXT, tuple(ranges))
    assert canonical(TEXT, found) == found
    assert canonical(TEXT, ranges[::-1]) == found


@given(some_looks, places, places)
def test_a_part_of_a_text_has_the_looks_of_its_letters(ranges: list[InlineRange], one: int, other: int) -> None:
    start, end = min(one, other), max(one, other)
    whole = canonical(TEXT, ranges)
    wanted = {(at - start, look, value) for at, look, value in letters(TEXT, whole) if start <= at < end}
    part = TEXT[start:end]
    assert letters(part, clipped(whole, start, end)) == wanted
    runs = runs_within(look_runs(whole), start, end)
    assert letters(part, tuple(InlineRange(r.start, r.end, *key) for r in runs for key in r.keys)) == wanted
    assert all(one.end <= two.start for one, two in itertools.pairwise(runs))


def test_white_space_made_single_moves_the_looks() -> None:
    text, looks = on_one_line("  the \n old  mill ", italic((8, 11), (13, 17)))
    assert (text, tuple(looks)) == ("the old mill", italic((4, 7), (8, 12)))


def test_an_emendation_within_a_look_has_it_whole_and_keeps_what_the_source_has() -> None:
    entry = Entry("1", None, "", None, None, (Paragraph("He read Emna twice.", looks=italic((8, 10))),))
    mended = Entry("1", None, "", None, None, entry.paragraphs, emendations=(Emendation(8, 12, "Emna", "Emma", "print"),))
    text = running_text(mended)
    assert text.looks == italic((8, 12))
    [sic] = [span.value for span in text.spans if span.kind == "sic"]
    assert isinstance(sic, Emendation)
    assert sic.looks == italic((0, 2))


def test_very_many_looks_take_no_more_than_their_number() -> None:
    text = "ab " * 40_000
    looks: list[InlineRange] = []
    kinds: list[Look] = ["italic", "bold", "lang", "link", "sub"]
    for at in range(0, len(text) - 3, 3):
        looks += (InlineRange(at, at + 2, look, "x" if look == "lang" else "") for look in kinds)
    looks += (InlineRange(0, len(text) - at, "link", str(at)) for at in range(3000))
    begun = time.process_time()
    runs = look_runs(canonical(text, looks))
    assert time.process_time() - begun < 60
    assert max(len(run.keys) for run in runs) == len(kinds)
