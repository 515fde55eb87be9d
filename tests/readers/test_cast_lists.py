"""The persons of a play below the heading of its cast are a list."""

from __future__ import annotations

import pytest

from edition.messages import Report
from edition.readers.outlines import outline_of

SPEECHES = "ACT I\n\n" + "\n\n".join(
    f"{name}. {said}"
    for _ in range(6)
    for name, said in (("IDA", "Who let the lamp go out?"), ("HOLM", "Nobody did; the oil was bad."))
)
PERSONS = "IDA PELL, keeper of the lamp.\nHOLM, her cousin.\nA ferryman.\nTwo eels."


def listed(cast: str, name: str = "play.txt") -> list[str]:
    """The items of a play with this before its first act."""
    text = (
        cast + SPEECHES
        if name.endswith("txt")
        else "<html><body>" + cast + "<p>" + SPEECHES.replace("\n\n", "</p><p>") + "</p></body></html>"
    )
    outline, _ = outline_of(text.encode(), name, "en", Report())
    return [one.text for part in outline.outside for one in part.blocks if one.kind == "item" and one.within == ("list",)]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_the_lines_or_paragraphs_of_a_cast_are_items(between: str) -> None:
    cast = PERSONS.replace("\n", between)
    found = listed(f"THE LAMP\n\nCHARACTERS\n\n{cast}\n\nACT I. A ferry.\n\nTIME: at night.\n\n\n\n")
    assert found == PERSONS.split("\n")


def test_a_cast_in_one_cell_of_a_page_is_of_a_list() -> None:
    cell = PERSONS.replace("\n", "<br/>")
    assert listed(f"<h1>The Lamp</h1><h3>Characters</h3><table><tr><td>{cell}</td></tr></table>", "play.html")


def test_what_stands_below_the_cast_is_no_item() -> None:
    setting = "The whole of the play is set in the house at the weir, at night."
    assert setting not in listed(f"THE LAMP\n\nCHARACTERS\n\n{PERSONS}\n\n{setting}\n\n\n\n")


def test_without_the_heading_of_a_cast_there_is_no_list() -> None:
    assert listed(f"THE LAMP\n\nFOUR THINGS\n\n{PERSONS}\n\n\n\n") == []


@pytest.mark.parametrize("before", ["CHARACTERS\n\n{}\n\n{}", "THE LAMP\n\nCHARACTERS\n\n{}\n\n[A room.]\n\n{}"])
def test_a_cast_at_the_beginning_of_the_text_is_a_list_and_nobody_of_it_speaks(before: str) -> None:
    speeches = SPEECHES.removeprefix("ACT I\n\n")
    outline, _ = outline_of(before.format(PERSONS, speeches).encode(), "play.txt", "en", Report())
    found = [one for part in (*outline.outside, *outline.entries) for one in part.blocks]
    assert [one.text for one in found if one.kind == "item"] == PERSONS.split("\n")
    assert [one.text for one in found if one.kind == "speaker"] == ["IDA", "HOLM"] * 6
