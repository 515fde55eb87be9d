"""The letters of stretches of a text, their places, and back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from edition.readers.unspaced_text import UnspacedText

TEXTS = st.text("ab \n\u00a0\u2028", max_size=40)


@given(TEXTS, st.lists(st.integers(0, 40), max_size=6))
def test_each_letter_stands_where_it_is_said_to_stand(text: str, cuts: list[int]) -> None:
    bounds = sorted({min(cut, len(text)) for cut in cuts})
    ranges = list(zip(bounds[::2], bounds[1::2], strict=False))
    letters = UnspacedText(text, ranges)
    places = [at for start, end in ranges for at in range(start, end) if not text[at].isspace()]
    assert letters.text == "".join(text[at] for at in places)
    assert [letters.place(index) for index in range(len(letters))] == places
    assert letters.stretches == [sum(at < start for at in places) for start, _ in ranges]


@given(TEXTS, st.integers(0, 45))
def test_a_place_has_the_letter_there_or_the_first_after_it(text: str, place: int) -> None:
    letters = UnspacedText(text, [(0, len(text))])
    assert letters.index(place) == len("".join(text[:place].split()))


@given(TEXTS, st.integers(0, 40), st.integers(1, 40))
def test_runs_are_the_words_of_a_range_and_pieces_of_them(text: str, start: int, count: int) -> None:
    letters = UnspacedText(text, [(0, len(text))])
    start, end = min(start, len(letters)), min(start + count, len(letters))
    if start < end:
        first, last = letters.place(start), letters.place(end - 1)
        assert [text[one:other] for one, other in letters.runs(start, end)] == text[first : last + 1].split()
