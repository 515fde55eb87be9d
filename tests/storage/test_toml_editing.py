"""Keys of a table of TOML are changed, added and taken out; comments and the order of the rest stay."""

from __future__ import annotations

import tomllib

import pytest

from edition.storage.toml_editing import with_keys

TEXT = """# Mine.
title = "Two"

[[witness]]
siglum = "A"
key = "date"   # by its days
to = "the end"

# The other one.
[[witness]]
siglum = "B"
# what follows is long
verse = true

# Below.
[epub]
notes = "end"
"""
ORDER = ("divisions", "from", "to")


def test_new_keys_stand_below_those_of_the_table_and_comments_stay() -> None:
    made = with_keys(TEXT, ("witness", 0), {"from": 'He “said” "it"', "divisions": ["book", "canto"]}, ORDER)
    assert made == TEXT.replace('"the end"\n', '"the end"\ndivisions = ["book", "canto"]\nfrom = "He “said” \\"it\\""\n')


def test_a_key_that_is_there_keeps_its_line_and_its_comment() -> None:
    made = with_keys(TEXT, ("witness", 0), {"key": "number", "to": None})
    assert made == TEXT.replace('"date"   #', '"number"   #').replace('to = "the end"\n', "")


def test_what_is_so_already_is_not_written() -> None:
    assert with_keys(TEXT, ("witness", 1), {"verse": True, "from": None}) == TEXT


def test_lists_of_tables_stand_on_one_line() -> None:
    made = with_keys(TEXT, ("witness", 1), {"leave_out": [{"heading": "NOTE"}, {"lines": [4, 9]}]})
    assert made is not None
    assert 'verse = true\nleave_out = [{heading = "NOTE"}, {lines = [4, 9]}]\n\n# Below.' in made


@pytest.mark.parametrize("text", ['witness = [{ siglum = "A" }]\n', "", 'witness = "A"\n'])
def test_a_table_that_is_written_otherwise_is_left_to_the_editor(text: str) -> None:
    made = with_keys(text, ("witness", 0), {"key": "date"})
    assert made is None or tomllib.loads(made)["witness"][0]["key"] == "date"
