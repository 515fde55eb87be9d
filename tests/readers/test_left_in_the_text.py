"""What looks like something that stands round a text and is of it: lines above an act, sums, songs, tables of one cell."""

from __future__ import annotations

import textwrap

import pytest

from edition.messages import Report
from edition.model.documents import DocumentBlock
from edition.readers.outlines import outline_of
from tests.readers.test_speeches import TALK

PROSE = "<p>The lamp was lit at nine, and from the west there came a fog that nobody saw.</p>" * 6
SPEECHES = "\n\n".join(textwrap.fill(f"{name.upper()}. {said}", 70) for name, _, said in TALK)
SONG = (
    "The water rises at the mill,",
    "The dog lies down upon the sill,",
    "The mule goes by,",
    "And nobody is ill.",
)


def blocks(text: str, name: str) -> list[tuple[DocumentBlock, ...]]:
    return [entry.blocks for entry in outline_of(text.encode(), name, "en", Report())[0].entries]


@pytest.mark.parametrize("line", ["Exit ODO.", "Farewell Odo."])
def test_a_line_above_an_act_that_names_a_person_is_no_title(line: str) -> None:
    cast = "DRAMATIS PERSONAE\n\nODO.\n\nBERTA.\n\nTHE MILLER."
    acts = "\n\n\n\n".join(f"ACT {number}\n\n{SPEECHES}\n\n{line}" for number in ("I", "II", "III"))
    found = blocks(f"THE FORD\n\nBy Ada Pell\n\n\n\n{cast}\n\n\n\n{acts}\n", "ford.txt")
    assert [line.split()[0] in act[-1].text for act in found[-3:]] == [True] * 3


@pytest.mark.parametrize("direction", [(), ("[He sings on.]",)])
def test_a_song_of_four_verses_is_verse_whatever_stands_in_or_between(direction: tuple[str, ...]) -> None:
    lines = [f"  {SONG[0]}", *direction, *SONG[1:]]
    song = "ODO.\n" + "\n".join(f"    {line}" for line in lines)
    [act, *_] = blocks(f"ACT I\n\n{SPEECHES}\n\n{song}\n\n{SPEECHES}\n\n\n\nACT II\n\n{SPEECHES}\n", "mill.txt")
    assert [block.text.strip() for block in act if block.kind == "l"][-4:] == list(SONG)


def test_sums_at_the_edge_of_a_page_are_no_numbers_of_verses() -> None:
    sums = "".join(f"<p>Sacks of flour, week {at} <span style='float:right'>{at * 10}</span></p>" for at in range(1, 9))
    [first, *_] = blocks(f"<h2>Chapter I</h2>{PROSE}{sums}<h2>Chapter II</h2>{PROSE}", "flour.html")
    assert [block.text.split()[-1] for block in first][-8:] == [str(at * 10) for at in range(1, 9)]


def test_tables_of_one_cell_that_follow_one_another_stay_apart() -> None:
    tables = "".join(f"<table><tr><td>{words}</td></tr></table>" for words in ("One cell.", "Another table.", "A third."))
    [first, *_] = blocks(f"<h2>Chapter I</h2>{PROSE}{tables}<h2>Chapter II</h2>{PROSE}", "cells.html")
    assert [block.text for block in first][-3:] == ["One cell.", "Another table.", "A third."]
