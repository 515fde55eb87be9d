"""A stretch of an entry in, its xml:id out."""

from __future__ import annotations

from edition.model import entry_id
from edition.text.ids import word_id

TEXT = "Rain fell on the harbour. Rain fell on the hills, and nobody was out in it but the two of us."


def of(start: int, end: int, taken: dict[str, int], text: str = TEXT) -> str:
    return word_id("1944-08-09", "a", text, start, end, "lexical", taken)


def test_the_id_of_an_entry_is_made_from_its_key() -> None:
    assert entry_id("1944-08-09") == "e.1944-08-09"
    assert entry_id("1943-01-01/1943-01-03") == "e.1943-01-01_1943-01-03"


def test_an_id_names_entry_and_word_and_what_stands_far_off_does_not_change_it() -> None:
    made = of(17, 24, {})
    assert made.startswith("e.1944-08-09.a.harbour-")
    assert of(17, 24, {}, TEXT + " And more was written on another day.") == made


def test_the_same_words_in_the_same_surroundings_are_told_apart_by_a_number() -> None:
    taken: dict[str, int] = {}
    first, second = of(0, 4, taken), of(0, 4, taken)
    assert second == f"{first}.2"
