"""Dates in EDTF in, their order out."""

from __future__ import annotations

import pytest

from edition.language.edtf import first_day, in_months


@pytest.mark.parametrize(
    ("edtf", "day"),
    [
        ("1944-08-09", "1944-08-09"),
        ("1944-08-24", "1944-08-24"),  # the twenty-fourth, and no winter
        ("1944-08", "1944-08-00"),
        ("1944", "1944-00-00"),
        ("1940-24", "1940-12-00"),
        ("1943-01-01/1943-01-03", "1943-01-01"),
        ("1941/1942", "1941-00-00"),
        ("1944-08-09?", "1944-08-09"),
    ],
)
def test_a_date_is_sorted_by_the_first_day_it_can_mean(edtf: str, day: str) -> None:
    assert first_day(edtf) == day


def test_seasons_stand_among_the_months_and_days_stay_days() -> None:
    assert [in_months(date) for date in ("1940-21", "1940-22", "1940-23", "1940-24")] == [
        "1940-03",
        "1940-06",
        "1940-09",
        "1940-12",
    ]
    assert in_months("1944-08-24") == "1944-08-24"
    assert in_months("1940-21/1940-23") == "1940-03/1940-09"
