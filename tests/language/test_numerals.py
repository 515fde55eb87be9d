"""Roman figures: what is written reads back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.language.numerals import from_roman, roman


@pytest.mark.parametrize(("number", "figures"), [(1, "i"), (4, "iv"), (49, "xlix"), (1944, "mcmxliv")])
def test_numbers_in_roman_figures(number: int, figures: str) -> None:
    assert roman(number) == figures


@given(st.integers(1, 3999))
def test_roman_figures_read_back(number: int) -> None:
    assert from_roman(roman(number)) == number


@pytest.mark.parametrize(("figures", "number"), [("iiii", 4), ("xxxx", 40), ("mild", None), ("ivi", None), ("", None)])
def test_figures_as_old_printers_wrote_them_and_words_that_are_none(figures: str, number: int | None) -> None:
    assert from_roman(figures) == number
