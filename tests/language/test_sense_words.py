"""The table of a language's words of sense in, their classes out."""

from __future__ import annotations

import pytest

from edition.language.languages import language_of_tag
from edition.language.sense_words import SENSE_CLASSES, sense_words_of
from edition.language.word_forms import plain


def test_a_word_may_be_of_several_classes_and_a_phrase_of_one() -> None:
    words = sense_words_of({"every": "all, each", "always": "each day, all"}, plain)
    named = {phrase: [SENSE_CLASSES[number] for number in own] for phrase, own in words.classes_of.items()}
    assert named == {"all": ["always", "every"], "each": ["every"], "each day": ["always"]}
    assert words.phrases == {"each": (("each", "day"),)}


def test_a_class_that_there_is_not_is_an_error() -> None:
    with pytest.raises(TypeError):
        sense_words_of({"nowhere": "here"}, plain)


def test_a_beginning_stands_for_all_words_that_begin_so() -> None:
    words = sense_words_of({"denying": "refus*, sans", "every": "refusé"}, plain)
    named = {
        word: [SENSE_CLASSES[number] for number in words.of_word(word)] for word in ("refusa", "refuse", "refus", "sans", "ref")
    }
    assert named == {
        "refusa": ["denying"],
        "refuse": ["denying", "every"],
        "refus": ["denying"],
        "sans": ["denying"],
        "ref": [],
    }


@pytest.mark.parametrize("tag", ["en", "fr", "de", "es", "it"])
def test_a_language_has_words_of_every_class(tag: str) -> None:
    sense = language_of_tag(tag).sense
    assert [name for name in SENSE_CLASSES if not getattr(sense, name)] == []
