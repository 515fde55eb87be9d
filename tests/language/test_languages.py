"""Words in, what their language says of them out."""

from __future__ import annotations

import pytest

from edition.language.languages import language_of_tag
from edition.language.word_forms import is_word

ENGLISH = language_of_tag("en")
fold, stem, american = ENGLISH.fold, ENGLISH.stem, ENGLISH.one_spelling


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("honour", "honor"),
        ("honourable", "honorable"),
        ("theatre", "theater"),
        ("organise", "organize"),
        ("organisation", "organization"),
        ("analysed", "analyzed"),
        ("defence", "defense"),
        ("dialogue", "dialog"),
        ("travelled", "traveled"),
        ("towards", "toward"),
        ("mediaeval", "medieval"),
        ("manoeuvre", "maneuver"),
        ("programme", "program"),
    ],
)
def test_british_and_american_spellings_share_a_key(one: str, two: str) -> None:
    assert american(one) == american(two)


@pytest.mark.parametrize("word", ["hour", "four", "rise", "wise", "fire", "here", "hence", "fall"])
def test_short_words_keep_their_letters(word: str) -> None:
    assert american(word) == word


def test_folding_and_stems() -> None:
    assert fold("Café’s") == "cafe's"
    assert stem(fold("Widow’s")) == stem("widows") == stem("widow")
    assert stem("cometh") == stem("comes")
    assert stem("twentieth") != stem("twenty")
    assert ENGLISH.is_function_word("it's")
    assert ENGLISH.is_function_word("the")
    assert not ENGLISH.is_function_word("widow")
    assert is_word("1942")
    assert not is_word("—")


def test_a_stop_before_three_dots_stands_alone() -> None:
    assert ENGLISH.token.findall("over. . . . He") == ["over", ".", ". . .", "He"]
    assert ENGLISH.token.findall("over... he… it") == ["over", "...", "he", "…", "it"]


def test_the_forms_of_a_pronoun_are_one_person() -> None:
    assert {ENGLISH.person_of(word) for word in ("i", "me", "my", "i've")} == {"i"}
    assert ENGLISH.person_of("thee") == ENGLISH.person_of("your") == "you"
    assert ENGLISH.person_of("it") is ENGLISH.person_of("harbour") is None


@pytest.mark.parametrize(
    ("text", "abbreviation"), [("Mr. Land", True), ("i.e. so", True), ("P. Levi", True), ("So am I. No.", False)]
)
def test_a_stop_after_an_abbreviation_ends_no_sentence(text: str, abbreviation: bool) -> None:
    assert ENGLISH.abbreviated(text, 0, text.rindex(". ")) is abbreviation
