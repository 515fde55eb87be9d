"""Files of Project Gutenberg: the words of the library round a text are none of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.readers.conftest import ReadAs

HEAD = """The Project Gutenberg eBook of The Kept Lamp

This ebook is for the use of anyone anywhere.

Title: The Kept Lamp
        A Notebook in Two Parts

Author: Jonas Reed

Translator: Ida Marsh

Release date: November 27, 2006 [eBook #1]
"""
START = "*** START OF THE PROJECT GUTENBERG EBOOK THE KEPT LAMP ***"
TEXT = ["CHAPTER I", "The lamp was lit.", "CHAPTER II", "The lamp went out.", "It stayed so."]
END = "*** END OF THE PROJECT GUTENBERG EBOOK THE KEPT LAMP ***"
TERMS = ["START: FULL LICENSE", "1. What you may do with this file.", "2. What you may not."]


@pytest.mark.parametrize(("start", "end"), [(START, END), (START.replace("THE", "THIS", 1), END.replace("*** ", "***"))])
def test_the_licence_is_no_part_of_the_last_chapter(read_as: ReadAs, start: str, end: str) -> None:
    found = read_as("plain", "\n\n".join((HEAD, start, *TEXT, end, *TERMS)))
    assert found.paragraphs("1") == ["The lamp was lit."]
    assert found.paragraphs("2") == ["The lamp went out.", "It stayed so."]
    assert found.codes == ["I107", "I108"]


def test_headings_that_the_format_marks_are_framed_too(read_as: ReadAs) -> None:
    blocks = (*HEAD.split("\n\n"), rf"\{START}", *TEXT, rf"\{END}", *TERMS)
    found = read_as("markdown", "\n\n".join(f"# {block}" if block.startswith("CHAPTER") else block for block in blocks))
    assert found.paragraphs("2") == ["The lamp went out.", "It stayed so."]


def test_a_dated_text_has_no_date_of_the_library(read_as: ReadAs) -> None:
    found = read_as("plain", "\n\n".join((HEAD, "May 2, 2001", START, "2 May 1942", "Rain.", END, "3 May 2004", *TERMS)))
    assert (found.dates, found.paragraphs("1942-05-02")) == (["1942-05-02"], ["Rain."])
