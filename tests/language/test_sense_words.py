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


def test_english_has_words_of_every_class() -> None:
    sense = language_of_tag("en").sense
    assert [name for name in SENSE_CLASSES if not getattr(sense, name)] == []
