"""Doubt by what is known of a place: the same from both sides, more where a reading is uneven, nothing where little is sought."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.decisions.calibrated_doubt import (
    BEAD,
    READING,
    ReadingEvidence,
    alone_doubt,
    bead_doubt,
    bead_row,
    close,
    reading_doubt,
    row,
    unlinked,
)
from edition.language.languages import language_of_tag

ENGLISH = language_of_tag("en")
WORD = ReadingEvidence("lexical", "stylistic", 0.1, (1, 1), 0.2, (False, False), 3, 0.4)


def test_there_is_a_coefficient_for_each_number() -> None:
    assert len(row(WORD)) == len(READING)
    assert len(bead_row(0.4, (3, 4))) == len(BEAD)


@given(st.integers(0, 40), st.integers(0, 40), st.floats(0, 1), st.floats(0, 1))
def test_the_doubt_is_the_same_from_both_sides(one: int, two: int, share: float, weight: float) -> None:
    evidence = replace(WORD, words=(one, two), unlinked=share, weight=weight)
    assert reading_doubt(evidence) == reading_doubt(replace(evidence, words=(two, one)))
    assert bead_doubt(share, (one, two)) == pytest.approx(bead_doubt(share, (two, one)))


def test_a_word_against_many_is_more_doubtful_than_a_word_against_a_word() -> None:
    assert reading_doubt(replace(WORD, words=(1, 12))) > 0.6 > 0.5 > reading_doubt(WORD)


def test_what_was_not_weighed_is_doubtful_by_its_grade() -> None:
    stylistic, substantive = (replace(WORD, weight=None, grade=grade) for grade in ("stylistic", "substantive"))
    assert reading_doubt(stylistic) < reading_doubt(substantive)


def test_a_sentence_of_one_text_alone_is_doubtful_a_number_or_a_page_is_not() -> None:
    assert alone_doubt(1) < 0.5 > alone_doubt(300)
    assert alone_doubt(12) > 0.5


def test_readings_stand_close_where_a_word_parts_them_in_one_of_the_texts() -> None:
    assert close(((0, 4), (0, 4)), ((8, 12), (30, 34)))
    assert not close(((0, 4), (0, 4)), ((28, 32), (30, 34)))


def test_words_of_one_sense_answer_better_than_others() -> None:
    same, other = unlinked(
        [("the old house burned", "the old house burned down"), ("the old house burned", "nobody spoke of winter")], ENGLISH
    )
    assert same < other
