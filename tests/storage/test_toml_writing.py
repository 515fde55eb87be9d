"""A text in, a value of TOML out that reads back as the same text."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from edition.storage.toml_writing import in_toml, inline_table


@given(st.text())
@example('"""')
@example("'''")
@example("\\ \x00\x1f\x7f\x85\u2028\r\n\t\b\f")
def test_every_text_reads_back_as_it_was_and_stands_on_one_line(text: str) -> None:
    written = in_toml(text)
    assert "\n" not in written
    assert tomllib.loads(f"text = {written}") == {"text": text}


@pytest.mark.parametrize(
    ("value", "written"),
    [("", '""'), ('She said "no"', '"She said \\"no\\""'), ("a\\b\n", '"a\\\\b\\n"'), ("été\u00a0!", '"été\u00a0!"'), (12, "12")],
)
def test_what_is_written_is_plain_where_it_can_be(value: str | int, written: str) -> None:
    assert in_toml(value) == written


def test_a_byte_that_was_no_text_is_written_as_an_unknown_letter() -> None:
    typed = b"caf\xe9".decode("utf-8", "surrogateescape")
    assert tomllib.loads(f"text = {in_toml(typed)}") == {"text": "caf\ufffd"}


@given(st.dictionaries(st.text(), st.text(), max_size=4))
def test_keys_read_back_as_they_were(values: dict[str, str]) -> None:
    written = inline_table({key: in_toml(value) for key, value in values.items()})
    assert tomllib.loads(f"at = {written}") == {"at": values}


def test_a_key_is_quoted_only_where_it_must_be() -> None:
    assert inline_table({"K": '""', "B.2": "2", "": "3"}) == '{ K = "", "B.2" = 2, "" = 3 }'
