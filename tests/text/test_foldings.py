"""What differs only in how a computer writes the same letters is compared as the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.model import Mark, RunningText
from edition.text.foldings import beside, folded, folded_places, folded_text, same_folded


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("caf\u00e9", "cafe\u0301"),
        ("light\u00adhouse", "lighthouse"),
        ("light\u200bhouse", "lighthouse"),
        ("o\ufb03ce", "office"),
        ("sea\u2010wall", "sea-wall"),
        ("12\u00a0boats", "12 boats"),
    ],
)
def test_folded_alike(one: str, two: str) -> None:
    assert same_folded(one, two)


@pytest.mark.parametrize(("one", "two"), [("cafe", "caf\u00e9"), ("sea wall", "sea-wall"), ("a\u2013b", "a-b"), ("a\nb", "a b")])
def test_not_folded(one: str, two: str) -> None:
    assert not same_folded(one, two)


@given(st.text(st.sampled_from("ae\u0301\u00e9\ufb01\u00ad\u200d\u2010\u00a0 \n"), max_size=12))
def test_each_offset_has_its_place_in_the_folded_text(text: str) -> None:
    places = folded_places(text)
    assert len(places) == len(text) + 1
    assert places[-1] == len(folded(text))
    assert sorted(places) == list(places)


def test_a_mark_goes_with_its_letters() -> None:
    text = RunningText("o\ufb03ce", marks=(Mark("note", 2),))
    assert folded_text(text).marks[0].at == 4
    assert beside(text, "office") == RunningText("office", marks=(Mark("note", 4),))
    assert beside(beside(text, "office"), text.text) == text
