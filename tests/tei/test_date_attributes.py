"""A date in EDTF as attributes of a TEI date, and back."""

from __future__ import annotations

import pytest

from edition.tei.date_attributes import date_attributes, edtf_of


@pytest.mark.parametrize("edtf", ["1944", "1944-08", "1944-08-09", "1943-01-01/1943-01-03", "1941/1942", "1940-21", "1940-24"])
def test_a_date_comes_back_from_its_attributes(edtf: str) -> None:
    assert edtf_of(date_attributes(edtf)) == edtf


def test_from_one_season_to_another_comes_back_in_months() -> None:
    assert edtf_of(date_attributes("1941-22/1941-23")) == "1941-06/1941-11"


def test_a_date_without_attributes_is_none() -> None:
    assert edtf_of({}) == ""
