"""What one text alone has beside a mark, and the other alone on its other hand: when the two are not one reading."""

from __future__ import annotations

import pytest

from tests.collation.test_readings import prose, shown


@pytest.mark.parametrize(
    ("base", "other"),
    [
        # What two persons say, with a friend in the one and a life in the other.
        ("“Go home, my dear old companion.” “Never!” he cried.", "“Go home.” “Not while I live, never!” he cried."),
        # Far longer on one side.
        (
            "He went, without a word to the men who had waited since dawn in the yard, home.",
            "He went, silent, home.",
        ),
    ],
)
def test_an_omission_and_an_addition_stay_two(base: str, other: str) -> None:
    readings = [(one.strip(), two.strip()) for one, two, kind in shown(prose(base), prose(other)) if kind != "punctuation"]
    assert sorted((bool(one), bool(two)) for one, two in readings) == [(False, True), (True, False)]
