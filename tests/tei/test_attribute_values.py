"""A value of an attribute may be anything: what is a number, what an address, what a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.tei.attribute_values import MOST_FIGURES, file_at, split_address, web_address, whole_number
from edition.tei.date_attributes import is_date
from edition.tei.names import is_ncname


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


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("https://example.org", "https://example.org"),
        ("http://example.org:8080/a?b=c&d#e", "http://example.org:8080/a?b=c&d#e"),
        (" http://example.org/a b ", "http://example.org/a%20b"),
        ("https://example.org/100%?q=[1]", "https://example.org/100%25?q=%5B1%5D"),
        ("https://example.org/Häuser", "https://example.org/Häuser"),
        ("https://häuser.example.org/", "https://xn--huser-gra.example.org/"),
        ("mailto:ann@example.org", "mailto:ann@example.org"),
        ("mailto:ann@example.org?subject=the rain", "mailto:ann@example.org?subject=the%20rain"),
    ],
)
def test_an_address_on_the_web_or_of_mail(said: str, address: str) -> None:
    assert web_address(said) == address


@pytest.mark.parametrize(
    "said",
    [
        "",
        "#here",
        "rain.xml",
        "javascript:run()",
        "java\nscript:run()",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://example.org",
        "//example.org",
        "http:example.org",
        "http:///x",
        "http://ann@example.org/",
        "http://ann:word@example.org/",
        "http://[::1]/",
        "http://[x",
        "http://exam ple.org/",
        "http://example.org:70000/",
        "http://example.org:x/",
        "https://example.org\\@example.com/",
        "mailto:",
        "mailto:ann",
        "mailto:[ann]@example.org",
        "mailto:ann@example.org,ben@example.org",
    ],
)
def test_what_is_no_such_address(said: str) -> None:
    assert web_address(said) == ""


@pytest.mark.parametrize(
    ("value", "is_one"),
    [
        ("a", True),
        ("_a-1.b", True),
        ("é", True),
        ("", False),
        ("1", False),
        ("a b", False),
        ("a:b", False),
        ("a(b", False),
        ("a/", False),
    ],
)
def test_an_id_is_a_name_without_colon(value: str, is_one: bool) -> None:
    assert is_ncname(value) == is_one
