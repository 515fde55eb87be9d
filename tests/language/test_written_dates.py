"""Dates in EDTF in, words of a language out."""

from __future__ import annotations

from dataclasses import fields

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.language.language_files import tags
from edition.language.languages import language_of_tag
from edition.language.written_dates import DateWords, dates_of


def written(date: str, tag: str = "en") -> str:
    return language_of_tag(tag).book.written_date(date)


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("1932-05-16", "16 May 1932"),
        ("1944-08", "August 1944"),
        ("1944", "1944"),
        ("0045", "45"),
        ("-0043-03-15", "15 March 44 BC"),
        ("2026-11-22T10:00:00Z", "22 November 2026"),
        # Seasons; a winter goes on in the next year.
        ("1940-22", "summer 1940"),
        ("1940-24", "winter 1940–41"),
        ("1899-24", "winter 1899–1900"),
        ("1908-24", "winter 1908–09"),
        # Intervals: what both ends have is written once.
        ("1931-06-12/1931-06-14", "12–14 June 1931"),
        ("1931-06-12/1931-07-03", "12 June – 3 July 1931"),
        ("1931-12-30/1932-01-02", "30 December 1931 – 2 January 1932"),
        ("1931-06/1931-07", "June–July 1931"),
        ("1931/1932", "1931–1932"),
        ("1940-21/1940-23", "spring 1940 – autumn 1940"),
        ("1931-06/1931-07-03", "June 1931 – 3 July 1931"),
        ("1931/..", "1931 – …"),
        ("../1931-05", "… – May 1931"),
        # Not sure, about, both; of one end.
        ("1944-08-09?", "9 August 1944 (?)"),
        ("1931~", "c. 1931"),
        ("1931-06%", "c. June 1931 (?)"),
        ("1943-01-01?/1943-01-03", "1 January 1943 (?) – 3 January 1943"),
        # Figures that are not told.
        ("193X", "1930s"),
        ("19XX", "1900–1999"),
        ("1999-XX", "1999"),
        ("1999-XX-XX", "1999"),
        ("1999-05-XX", "May 1999"),
    ],
)
def test_a_date_is_written_in_words(date: str, words: str) -> None:
    assert written(date) == words


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("de", ["Winter 1940–41", "12.–14. Juni 1931", "12. Juni – 3. Juli 1931", "1.–3. Mai 1944", "ca. 1931", "1930er Jahre"]),
        ("fr", ["hiver 1940–41", "12–14 juin 1931", "12 juin – 3 juillet 1931", "1er–3 mai 1944", "v. 1931", "années 1930"]),
        (
            "es",
            [
                "invierno de 1940–41",
                "12–14 de junio de 1931",
                "12 de junio – 3 de julio de 1931",
                "1–3 de mayo de 1944",
                "h. 1931",
                "década de 1930",
            ],
        ),
        ("it", ["inverno 1940–41", "12–14 giugno 1931", "12 giugno – 3 luglio 1931", "1º–3 maggio 1944", "ca. 1931", "anni 1930"]),
    ],
)
def test_each_language_writes_dates_in_its_way(tag: str, words: list[str]) -> None:
    dates = ("1940-24", "1931-06-12/1931-06-14", "1931-06-12/1931-07-03", "1944-05-01/1944-05-03", "1931~", "193X")
    assert [written(date, tag) for date in dates] == words


def test_every_language_has_every_word_of_dates() -> None:
    every = [language_of_tag(tag).book.dates for tag in tags()]
    assert [key.name for words in every for key in fields(DateWords) if not getattr(words, key.name)] == []
    assert {(len(words.months.split()), len(words.seasons.split())) for words in every} == {(12, 4)}


NO_DATES = ("1.10", "4.43", "1944-13-01", "1944-02-40", "1944-25", "I", "", "12", "/", "1931/1932/1933", "1944-08-9")


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date_stays_as_it_is(text: str) -> None:
    assert dates_of(text) == ()
    assert written(text) == text


@given(st.from_regex(r"[-0-9X~?%/.]{1,24}", fullmatch=True))
def test_what_is_read_as_a_date_is_one_for_a_library_too(text: str) -> None:
    if dates_of(text) and not text.endswith("/") and not text.startswith("/"):
        edtf.parse_edtf(text)
