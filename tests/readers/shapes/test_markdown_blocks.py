"""Markdown as a page shows it: tables, pictures, looks and links, verses whose lines nobody marked, tags of HTML."""

from __future__ import annotations

from edition.messages import Report
from edition.model.documents import DocumentBlock
from edition.readers.shapes import UnknownFile, document_of
from edition.readers.shapes.table import SHAPES

# Who writes a paragraph on one line breaks no line because it is full.
LONG = (
    "The miller counted the sacks again, and there were nine of them, though he had paid for ten at the market in Crumb, where the "
    "mule had been sold to him as well, and the lamp, which nobody had lit since.\n"
)
VERSES = "The miller counts the sacks again,\nthe lamp has nothing left to burn\nand somebody has moved the chair.\n"


def blocks(text: str) -> tuple[DocumentBlock, ...]:
    return document_of(SHAPES["markdown"], UnknownFile(text.encode(), "a.md"), Report()).blocks


def test_a_table_has_rows_and_columns() -> None:
    found = blocks("| Grain | Price |\n| :--- | ---: |\n| oats | 4 *d.* |\n| | 3 d. |\n")
    assert [(block.kind, block.row, block.column, block.text) for block in found] == [
        ("cell", 1, 1, "Grain"), ("cell", 1, 2, "Price"), ("cell", 2, 1, "oats"), ("cell", 2, 2, "4 d."), ("cell", 3, 2, "3 d."),
    ]  # fmt: skip
    assert all(block.within == ("table", "row") and block.lines for block in found)
    assert [(one.start, one.end, one.look) for one in found[3].inline] == [(2, 4, "italic")]


def test_lines_of_a_text_without_a_measure_are_verses_and_those_of_one_with_a_measure_are_prose() -> None:
    assert [block.kind for block in blocks(f"{LONG}\n{VERSES}\n{LONG}")] == ["p", "l", "l", "l", "p"]
    prose = "The miller counted the sacks again, and there were nine,\nthough he had paid for ten at the market in Crumb, where\n"
    assert {block.kind for block in blocks(f"{prose * 4}\n{prose * 3}the mule was sold.\n")} == {"p"}


def test_looks_links_and_tags_are_looks_and_no_words() -> None:
    (found,) = blocks("A ~~lamp~~ and <i>a mule</i> at [the **ford**](https://example.org/x), and [here](mill.md).")
    assert found.text == "A lamp and a mule at the ford, and here."
    assert {(found.text[one.start : one.end], one.look, one.value) for one in found.inline} == {
        ("lamp", "strike", ""), ("a mule", "italic", ""), ("the ford", "link", "https://example.org/x"), ("ford", "bold", ""),
    }  # fmt: skip
    lines = blocks("oats<br>\nrye<br/>barley\n")
    assert [(block.kind, block.text) for block in lines] == [("l", "oats"), ("l", "rye"), ("l", "barley")]


def test_tags_that_are_closed_nowhere_or_never_opened_lose_no_word() -> None:
    (found,) = blocks("oats </i> and <b>rye <u>and</b> 3 <4 barley")
    assert found.text == "oats and rye and 3 <4 barley"


def test_a_picture_by_itself_is_a_figure_with_its_description() -> None:
    found = blocks('![a mill by the ford](mill.png "The mill")\n\nA mule ![grey](mule.png) stood there.\n')
    assert [(block.kind, block.text, block.description) for block in found] == [
        ("figure", "The mill", "a mill by the ford"), ("p", "A mule grey stood there.", ""),
    ]  # fmt: skip


def test_attributes_of_a_heading_are_none_of_it() -> None:
    assert [block.text for block in blocks("# The Mill {#the-mill-(old)}\n\n## The Ford {.x #y}\n")] == ["The Mill", "The Ford"]
