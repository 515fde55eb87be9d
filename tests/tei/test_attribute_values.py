"""A value of an attribute may be anything: what is a number, what an address, what a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.tei.attribute_values import MOST_FIGURES, file_at, split_address, whole_number
from edition.tei.date_attributes import is_date


@pytest.mark.parametrize(
    ("value", "number"), [("12", 12), ("007", 7), ("", None), ("-1", None), ("²", None), ("1e9", None), (" 1", None), ("٣", 3)]
)
def test_figures_are_a_number(value: str, number: int | None) -> None:
    assert whole_number(value) == number


def test_a_number_has_an_end() -> None:
    assert whole_number("9" * MOST_FIGURES) == 10**MOST_FIGURES - 1
    assert whole_number("9" * 5000) is None
    assert not is_date("9" * 5000)
    assert is_date("12000")


@pytest.mark.parametrize("address", ["http://[x", "//[", "http://exa℀mple/"])
def test_what_can_be_no_address_is_none(address: str, tmp_path: Path) -> None:
    assert split_address(address) is None
    assert file_at(tmp_path, address) is None


@pytest.mark.parametrize("address", ["http://example.org/a", "//host/a", "mailto:a", "a%00b"])
def test_what_is_no_file_here_is_none(address: str, tmp_path: Path) -> None:
    assert file_at(tmp_path, address) is None


def test_a_file_is_found_from_its_folder(tmp_path: Path) -> None:
    folder = tmp_path.resolve()
    assert file_at(folder, "a%20b/../c.png?x#y") == folder / "c.png"
    assert file_at(folder / "in", "../c.png") == folder / "c.png"
    assert file_at(folder, "#y") == folder


@given(st.text())
def test_nothing_is_an_error(value: str) -> None:
    whole_number(value)
    split_address(value)
    file_at(Path(), value)
    is_date(value)
