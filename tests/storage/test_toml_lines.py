"""A TOML text in, the line of every value out: also where a string or a comment looks like a header or a key."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from edition.storage.toml_lines import KeyPath, line_of, statement_line, toml_lines, unclosed
from edition.storage.toml_writing import in_toml

TEXT = '''\
# [[witness]] in a comment
title = """
[[witness]]
siglum = "in a string"
\\"""
[pdf] ""\\
"""
rights = \'\'\'
[[witness]]
\'\'\'
authors = [ # a list
  "Anna [Berg]",
  # between
  "Carl # no comment", "Dora",
]
"quoted key".'a.b' . plain = 1

[[witness]] # [[pdf]]
siglum = "A"
at = { K = "x", "L M" = [
  "y",
    "z"], N = 1 }

[ witness . "more" ]
siglum = "no siglum of a witness"

[["witness"]]
siglum = """B""" # siglum = "C"
[pdf.looks]
page = "A5"
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 2),
        (("rights",), 8),
        (("authors",), 11),
        (("authors", 0), 12),
        (("authors", 1), 14),
        (("authors", 2), 14),
        (("quoted key",), 16),
        (("quoted key", "a.b", "plain"), 16),
        (("witness",), 18),
        (("witness", 0), 18),
        (("witness", 0, "siglum"), 19),
        (("witness", 0, "at", "K"), 20),
        (("witness", 0, "at", "L M"), 20),
        (("witness", 0, "at", "L M", 1), 22),
        (("witness", 0, "at", "N"), 22),
        (("witness", 0, "more"), 24),
        (("witness", 0, "more", "siglum"), 25),
        (("witness", 1), 27),
        (("witness", 1, "siglum"), 28),
        (("pdf",), 29),
        (("pdf", "looks", "page"), 30),
        (("pdf", "columns"), 29),
        (("epub",), None),
    ],
)
def test_every_value_knows_its_line(path: KeyPath, line: int | None) -> None:
    tomllib.loads(TEXT)
    assert line_of(path, toml_lines(TEXT)) == line


def test_what_stands_only_in_a_string_has_no_line() -> None:
    assert [path for path in toml_lines(TEXT) if path[0] == "witness" and path[1:2] == (2,)] == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('a = 1\ntitle = """\n\n\nb = 1\n', 2),
        ("a = '''\n", 1),
        ("a = [1,\n  [2, '[', # ]\n\n", 2),
        ("a = [1,\n  [2],\n\n", 1),
        ("a = 1\n", None),
    ],
)
def test_what_is_not_closed_is_found_where_it_begins(text: str, line: int | None) -> None:
    assert unclosed(text) == line


def test_the_last_statement_is_the_one_that_began_last() -> None:
    assert statement_line('a = 1\nb = """\nc = 2\n"""\n') == 2
    assert statement_line("a = 1\n[b]") == 2


# Strings of all that matters to a scan of TOML, and other letters.
STRINGS = st.text(st.sampled_from("\"'\\\n#[]{}=,.ab é\u2028\x0b\x85"), max_size=12)


def as_written(value: str, form: int) -> str:
    """A string in one of the four forms of TOML, the first where the form cannot hold it."""
    plain = not any(mark in value for mark in "'\x0b") and value.isprintable()
    if form == 1 and plain:
        return f"'{value}'"
    if form == 2 and "''" not in value and not value.endswith("'") and "\x0b" not in value:
        return f"'''\n{value}'''"
    if form == 3 and not any(mark in value for mark in '"\\\x0b'):
        return f'"""\n{value}"""'
    return in_toml(value)


@given(st.lists(st.tuples(STRINGS, STRINGS, st.integers(0, 3), st.booleans()), max_size=8, unique_by=lambda pair: pair[0]))
@example([("a", "\n[[b]]\nc = 1\n", 2, False), ("[x]", '"""', 0, True)])
def test_no_string_moves_the_line_of_what_comes_after_it(pairs: list[tuple[str, str, int, bool]]) -> None:
    text, line, wanted = "", 1, {}
    for key, value, form, listed in pairs:
        written = as_written(value, form)
        wanted[key] = line
        row = f"{in_toml(key)} = " + (f"[ # a list\n{written},\n]" if listed else written) + "\n"
        text, line = text + row, line + row.count("\n")
    assert tomllib.loads(text) == {key: [value] if listed else value for key, value, _, listed in pairs}
    lines = toml_lines(text)
    assert {key: lines[key,] for key in wanted} == wanted
    assert all(line_of((key, 0), lines) == wanted[key] + 1 for key, _, _, listed in pairs if listed)
