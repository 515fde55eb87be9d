"""Keys of entries are EDTF, as a library of the standard's own grammar reads it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.language.language_files import tags
from edition.language.languages import language_of_tag
from edition.readers.datelines import read_dateline
from tests.examples import examples
from tests.readers.test_datelines import PRINTED

edtf = pytest.importorskip("edtf")


def valid(date: str) -> bool:
    try:
        edtf.parse_edtf(date)
    except edtf.EDTFParseException:
        return False
    return True


def test_the_library_knows_what_is_no_date() -> None:
    assert not valid("1944-13")
    assert not valid("9 August 1944")


@pytest.mark.parametrize("date", sorted({date for _, _, date, _ in PRINTED}))
def test_every_form_of_dateline_gives_edtf(date: str) -> None:
    assert valid(date)


@given(
    language=st.sampled_from(tags()), day=st.integers(1, 31), number=st.integers(0, 11), year=st.integers(1000, 2099),
    form=st.sampled_from(
        ["{day} {month} {year}.", "{month} {year}:", "{season} {year}.", "{year}", "{day}–{later} {month} {year}."]
    ),
)  # fmt: skip
@settings(deadline=None, max_examples=examples(200))
def test_datelines_of_five_languages_give_edtf(language: str, day: int, number: int, year: int, form: str) -> None:
    words = language_of_tag(language).calendar
    months = [name for name, month in words.months.items() if month == number + 1]
    season = sorted(words.seasons)[number % len(words.seasons)]
    of = {"es": "de ", "it": ""}.get(language, "")
    stop = "." if language == "de" else ""
    printed = form.format(day=f"{day}{stop}", later=f"{day + 1}{stop}", month=of + months[0], year=of + str(year), season=season)
    line = read_dateline(printed, language)
    assert line is None or line.edtf is None or valid(line.edtf)
    if form == "{day} {month} {year}." and day <= 28:
        assert line is not None
        assert line.edtf == f"{year}-{number + 1:02d}-{day:02d}"
