"""Which calls of an entry are later ones of a note that has been called before."""

from __future__ import annotations

from edition.model import Note
from edition.text.later_calls import with_later_calls


def note(n: str, paragraph: int | None, offset: int, *, lines: tuple[int, ...] = (9,), text: str = "A ford.") -> Note:
    return Note(n, text, paragraph, offset, lines=lines)


def test_the_first_by_place_is_the_note_and_the_order_stays() -> None:
    found = with_later_calls([note("1", 1, 4), note("1", 0, 8), note("1", 0, 2)])
    assert [(one.paragraph, one.offset, one.again) for one in found] == [(1, 4, True), (0, 8, True), (0, 2, False)]


def test_a_call_in_the_heading_is_before_those_of_the_text() -> None:
    assert [one.again for one in with_later_calls([note("1", 0, 0), note("1", None, 5)])] == [True, False]


def test_notes_that_only_read_alike_are_two() -> None:
    found = with_later_calls(
        [note("*", 0, 1, lines=(4,)), note("*", 0, 7, lines=(5,)), note("*", 1, 7, lines=(5,), text="A weir.")]
    )
    assert not any(one.again for one in found)


def test_a_later_call_whose_first_is_in_another_entry_becomes_the_first() -> None:
    _, later = with_later_calls([note("1", 0, 1), note("1", 1, 1)])
    assert later.again
    assert [one.again for one in with_later_calls([later])] == [False]
