"""Tables of contents before a work: their lines open no chapters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.readers.conftest import ReadAs

CHAPTERS = """I

HOW THE LAMP WAS LIT

The keeper climbed the stair, and struck a match.

II

HOW IT WENT OUT

It rained for a week, and the oil was bad.

III

WHAT WAS SEEN

Nothing at all, said the keeper.
"""
IN_LINES = """CONTENTS

    I. How the Lamp was Lit          1
   II. How it Went Out               5
  III. What was Seen                10

"""
APART = IN_LINES.replace("  1\n", "  1\n\n").replace("  5\n", "  5\n\n")


@pytest.mark.parametrize("contents", [IN_LINES, APART, IN_LINES + "A word of the editor's, which is no chapter.\n\n"])
def test_numbers_in_the_contents_open_nothing(read_as: ReadAs, contents: str) -> None:
    found = read_as("plain", contents + CHAPTERS)
    assert [(entry.n, entry.dateline, entry.title) for entry in found.entries] == [
        ("1", "I", "HOW THE LAMP WAS LIT"),
        ("2", "II", "HOW IT WENT OUT"),
        ("3", "III", "WHAT WAS SEEN"),
    ]
    assert found.codes == ["I107"]


def test_contents_of_parts_and_chapters(read_as: ReadAs) -> None:
    contents = "Part I\n\nChapter 1\n\nChapter 2\n\nPart II\n\nChapter 1\n\n"
    text = "Part I\n\nChapter 1\n\nRain.\n\nChapter 2\n\nSun.\n\nPart II\n\nChapter 1\n\nWind.\n"
    found = read_as("plain", contents + text)
    assert found.dates == ["1.1", "1.2", "2.1"]
    assert found.paragraphs("1.1") == ["Rain."]
    assert found.codes == ["I107", "I110"]


def test_short_chapters_are_no_contents(read_as: ReadAs) -> None:
    found = read_as("plain", "1. Rain at last.\n\n2. Sun.\n\n3. Rain at last, and a wind that took the roof. It was the second.\n")
    assert found.dates == ["1", "2", "3"]
    assert found.codes == []


def test_contents_in_a_table(read_as: ReadAs) -> None:
    rows = "I.\n\nHow the Lamp was Lit\n\n1\n\nII.\n\nHow it Went Out\n\n5\n\nIII.\n\nWhat was Seen\n\n10\n\n"
    found = read_as("plain", rows + CHAPTERS)
    assert [(entry.n, entry.title) for entry in found.entries] == [
        ("1", "HOW THE LAMP WAS LIT"),
        ("2", "HOW IT WENT OUT"),
        ("3", "WHAT WAS SEEN"),
    ]


def test_numbers_that_begin_again_with_other_words_are_no_contents(read_as: ReadAs) -> None:
    found = read_as("plain", "I\n\nRain.\n\nII\n\nSun.\n\nI\n\nWind.\n\nII\n\nSnow, and much of it.\n")
    assert found.paragraphs("1") == ["Rain."]
