"""The words of two readings in, whether they differ in how a number or a date is written out; and the same in two running texts."""

from __future__ import annotations

import pytest

from edition.alignment import align
from edition.collation import collate
from edition.collation.same_numbers import how_numbers_answer
from edition.language.languages import language_of_tag
from edition.language.word_forms import is_word
from edition.model import Block, RunningText


def prose(text: str) -> RunningText:
    return RunningText(text, (Block("p", 0, len(text)),))


def types(base: str, other: str, tag: str = "en") -> set[str]:
    """The types of the readings of two short texts."""
    language = language_of_tag(tag)
    one, two = prose(base), prose(other)
    return {variant.type for variant in collate(one, two, align(one, two, language), language)}


def answer(base: str, other: str, tag: str = "en") -> str:
    language = language_of_tag(tag)
    one, two = ([token for token in language.tokens(text) if is_word(token.t)] for text in (base, other))
    return how_numbers_answer(one, two, language)


@pytest.mark.parametrize(
    ("tag", "base", "other"),
    [
        ("en", "The ferry sailed on 17 May from Naxos.", "The ferry sailed on the 17th of May from Naxos."),
        ("en", "The ferry sailed on May 17 from Naxos.", "The ferry sailed on May the 17th from Naxos."),
        ("en", "The ferry sailed on 17 May from Naxos.", "The ferry sailed on 17th May from Naxos."),
        ("de", "Die Fähre fuhr am 17. Mai nach Naxos.", "Die Fähre fuhr am siebzehnten Mai nach Naxos."),
        ("en", "They told Pope Julius II of the flood.", "They told Pope Julius the Second of the flood."),
        ("en", "There were 150 boats in the harbour.", "There were a hundred and fifty boats in the harbour."),
    ],
)
def test_a_number_or_date_written_in_two_ways_is_spelling(tag: str, base: str, other: str) -> None:
    # The stop of an ordinal in figures is a mark of its own.
    assert types(base, other, tag) - {"punctuation"} == {"orthographic"}


@pytest.mark.parametrize(
    ("base", "other"),
    [
        ("The ferry sailed on 17 May from Naxos.", "The ferry sailed on the 18th of May from Naxos."),
        ("We saw 17 boats near Naxos.", "We saw the 17th boats near Naxos."),
        ("There was no Second boat.", "There was 2 boat."),
        ("They told the Third of the flood.", "They told three of the flood."),
    ],
)
def test_another_day_and_an_ordinal_without_month_or_name_are_no_spelling(base: str, other: str) -> None:
    assert "lexical" in types(base, other) or "syntactic" in types(base, other)


@pytest.mark.parametrize(
    ("base", "other"),
    [
        ("no Second", "2"),
        ("the Third", "three"),
        ("every Fourth", "4"),
        ("Leo every Fourth", "Leo IV"),
        ("said the Third", "said 3"),
    ],
)
def test_an_ordinal_is_no_cardinal(base: str, other: str) -> None:
    assert answer(base, other) == ""


def test_the_article_of_an_ordinal_after_a_name_goes_with_it() -> None:
    assert answer("Leo XII", "Leo the Twelfth") == answer("Leo the Twelfth", "Leo Twelfth") == "same"
    assert answer("Karl II", "Karl der Zweite", "de") == answer("Louis XIV", "Louis le Quatorzième", "fr") == "same"


def test_what_joins_a_day_to_its_month_stands_between_them() -> None:
    assert answer("May 17 of the regiment", "May 17 the regiment") == ""
    assert answer("17 May", "the 17th of May") == "same"
    assert answer("May 17", "the 17th of May") == "turned"


def test_a_day_has_as_many_words_as_name_one() -> None:
    assert answer("May the twenty first", "May 21") == answer("the twenty first of May", "21 May") == "same"
    assert answer("May the twenty first", "May 20") == ""


@pytest.mark.parametrize(
    ("tag", "base", "other"),
    [
        ("en", "a hundred and fifty", "150"),
        ("en", "a hundred thousand", "100,000"),
        ("en", "an hundred", "100"),
        ("en", "two thousand three hundred", "2,300"),
        ("en", "two million three hundred and forty-five thousand six hundred and seventy-eight", "2,345,678"),
        ("en", "two million three hundred and forty five thousand six hundred and seventy eight men", "2,345,678 men"),
        ("de", "ein hundert", "100"),
        ("fr", "deux mille trois cents", "2300"),
        ("it", "un milione", "1.000.000"),
        ("es", "un millón", "1.000.000"),
    ],
)
def test_a_number_in_words_is_that_in_figures(tag: str, base: str, other: str) -> None:
    assert answer(base, other, tag) == "same"


def test_the_article_is_one_before_a_size_alone() -> None:
    assert answer("a fifty", "50") == answer("the hundred", "100") == answer("a", "1") == ""


@pytest.mark.parametrize(
    ("tag", "base", "other"),
    [
        ("fr", "1er mai", "le premier mai"),
        ("it", "17 maggio", "il diciassette maggio"),
        ("es", "17 de mayo", "el diecisiete de mayo"),
    ],
)
def test_months_that_are_written_small(tag: str, base: str, other: str) -> None:
    assert answer(base, other, tag) == "same"


def test_a_small_word_is_no_month_where_months_have_capitals() -> None:
    assert answer("17 may", "the 17th may") == ""


def test_a_month_that_is_a_number_too_is_none() -> None:
    assert answer("17 jours", "dix sept jours", "fr") == "same"
