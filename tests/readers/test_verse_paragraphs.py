"""A poem typed in Word, each line a paragraph: told from prose, letters, lists and titles by how its lines end."""

from __future__ import annotations

import pytest

from edition.language.languages import language_read_as
from edition.messages import Report
from edition.model import StatedDivisions
from edition.model.documents import Document, DocumentBlock
from edition.readers.outlines import divided

POEM = """
The miller counts the sacks again,
the lamp has nothing left to burn
and somebody has moved the chair
to where the river used to turn.

Nobody says a word of it.
The mule stands in the yard
waiting for barley or for rain,
and both of them are hard.
"""
PROSE = """
The miller counted the sacks again. There were nine of them, and he had paid for ten at the market in Crumb.

“Did you look behind the door?” said his wife.

“I looked behind the door.”

“And under the stairs?”

“Under the stairs there is nothing but the cat.”
"""
LETTER = """
Crumb, 9 August 1844

Dear brother,

The mill is sold, and the mule with it. We leave on Sunday, if it does not rain.

Your loving brother,
Odo Pell
the Mill
"""
TITLES = """
The Mill
Barley and Rain
A Mule in the Yard
Nobody
The Ford at Crumb
"""


def blocks(text: str) -> tuple[DocumentBlock, ...]:
    """A text as the paragraphs of a text processor, each line one; an empty line is an empty paragraph."""
    found, gap = [], 0
    for line in text.strip("\n").split("\n"):
        if line:
            head = line.startswith("# ")
            found.append(
                DocumentBlock("head" if head else "p", line.removeprefix("# "), int(head), line=len(found) + 1, gap=gap + 1)
            )
        gap = 0 if line else gap + 1
    return tuple(found)


def read(text: str, *, verse: bool | None = None) -> tuple[list[DocumentBlock], Report]:
    report = Report()
    stated = None if verse is None else StatedDivisions(verse=verse)
    outline = divided(Document("a.docx", "docx", blocks=blocks(text)), language_read_as("en"), report, stated)
    found = [block for part in (*outline.outside, *outline.entries) for block in part.blocks if block.text]
    return found, report


def told(report: Report) -> list[str]:
    """W109 for each time that verses were told from paragraphs."""
    return [message.code for message in report if message.code == "W109"]


def test_lines_that_end_within_their_sentences_are_verses_in_stanzas() -> None:
    found, report = read(POEM)
    assert [(block.kind, block.gap, block.rows) for block in found] == [
        ("l", 1, 4),
        *[("l", 0, 4)] * 3,
        ("l", 2, 4),
        *[("l", 0, 4)] * 3,
    ]
    assert told(report) == ["W109"]


@pytest.mark.parametrize("text", [PROSE, LETTER, TITLES])
def test_talk_letters_and_titles_are_no_verses(text: str) -> None:
    found, report = read(text)
    assert all(block.kind != "l" for block in found)
    assert told(report) == []


def test_verses_within_prose_begin_after_what_announces_them() -> None:
    announced = "Then he sang what the miller sings, and everybody in the room stopped counting sacks:"
    after = "Nobody in the room had heard it before, and nobody asked him to sing it again that night or later."
    found, _ = read(f"{PROSE}\n{announced}\n{POEM.split(chr(10) * 2)[0]}\n{after}\n")
    assert [block.text.split()[0] for block in found if block.kind == "l"] == ["The", "the", "and", "to"]


def test_the_editor_says_whether_lines_are_verses() -> None:
    for verse, kinds in ((True, {"l"}), (False, {"p"})):
        found, report = read(POEM, verse=verse)
        assert {block.kind for block in found} == kinds
        assert len(found) == 8
        assert told(report) == []
