"""Words in, their folded forms and stems out."""

from __future__ import annotations

import pytest

from edition.stems import TOKEN, american, fold, is_function_word, is_word, stem


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
    assert is_function_word("it's")
    assert is_function_word("the")
    assert not is_function_word("widow")
    assert is_word("1942")
    assert not is_word("—")


def test_a_stop_before_three_dots_stands_alone() -> None:
    assert TOKEN.findall("over. . . . He") == ["over", ".", ". . .", "He"]
    assert TOKEN.findall("over... he… it") == ["over", "...", "he", "…", "it"]
