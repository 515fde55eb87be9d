"""Reviews: quotations in marks and in blocks, cuts, brackets, pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.examples import examples

if TYPE_CHECKING:
    from tests.readers.conftest import ReadAs


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He wrote “it rains” and left.", ["it rains"]),
        ('He wrote "it rains" and left.', ["it rains"]),
        ("Il écrivit «il pleut» et partit.", ["il pleut"]),
        ("Er schrieb „es regnet“ und ging.", ["es regnet"]),
        ("He wrote ‘it rains, don’t you see’, and left.", ["it rains, don’t you see"]),
        ("The farmers’ gutters: ‘it rains on the farmers’ roofs,’ he wrote.", ["it rains on the farmers’ roofs,"]),
        ("He wrote “it rains, ‘cats and dogs’” and left.", ["it rains, ‘cats and dogs’"]),
        ("“It rains,” he writes, “and it pours.”", ["It rains,", "and it pours."]),
        ("He wrote ‘it rains, “cats and dogs”, as they say’ and left.", ["it rains, “cats and dogs”, as they say"]),
        ("He wrote 'it rains, she \"said\" so', and left.", ['it rains, she "said" so']),
        ("Of ‘the rain that ruined the harvest’ and “Rain” he says more.", ["the rain that ruined the harvest", "Rain"]),
        ("He wrote “it rains upon the harvest” of a ‘wet’ year.", ["it rains upon the harvest"]),
    ],
)
def test_quotation_marks(read_as: ReadAs, text: str, quoted: list[str]) -> None:
    found = read_as("review", text)
    assert [quotation.text for quotation in found.quotations] == quoted
    assert [text[quotation.start : quotation.end] for quotation in found.quotations] == quoted
    assert found.codes == []


@pytest.mark.parametrize(
    ("quoted", "pieces"),
    [
        ("it rains … and pours", ["it rains", "and pours"]),
        ("it rains . . . and pours", ["it rains", "and pours"]),
        ("it rains ... and pours", ["it rains", "and pours"]),
        ("it rains […] and pours", ["it rains", "and pours"]),
        ("It rains. . . . It pours", ["It rains.", "It pours"]),
        ("…it rains…", ["it rains"]),
        ("it rains .... and pours", ["it rains", "and pours"]),
        ("it rains…. and pours", ["it rains", "and pours"]),
        ("it rains [....] and pours", ["it rains", "and pours"]),
        ("it rains [. .\n. .] and pours", ["it rains", "and pours"]),
        ("it rains ( . . . . ) and pours", ["it rains", "and pours"]),
        ("it rains <...> and /.../ pours", ["it rains", "and", "pours"]),
        ("it rains [… on all] and pours", ["it rains", "and pours"]),
        ("it rains [as ever …] and pours", ["it rains", "and pours"]),
        ("it rains […], and pours", ["it rains", "and pours"]),
        ("it rains . . . , and pours", ["it rains", "and pours"]),
        ("it rains . . . . . and pours", ["it rains", "and pours"]),
        ("it rains .. and pours", ["it rains", "and pours"]),
        ("it rains ⋯ and pours", ["it rains", "and pours"]),
        ("it rains [—] and pours", ["it rains", "and pours"]),
        ("it rains - - - and pours", ["it rains", "and pours"]),
        ("it rains at No. 5 [St. Mary’s] and pours", ["it rains at No. 5 St. Mary’s and pours"]),
        ("it rains[1] and pours", ["it rains and pours"]),
        ("it ra\u00adins", ["it rains"]),
    ],
)
def test_a_quotation_is_parted_at_its_cuts(read_as: ReadAs, quoted: str, pieces: list[str]) -> None:
    (quotation,) = read_as("review", f"He wrote “{quoted}” and left.").quotations
    assert [piece.text for piece in quotation.pieces] == pieces


def test_brackets_are_the_quoters(read_as: ReadAs) -> None:
    text = "He wrote “[i]t rains on [the farmer] and his cat” and left."
    (quotation,) = read_as("review", text).quotations
    (piece,) = quotation.pieces
    assert piece.text == "it rains on the farmer and his cat"
    assert [piece.text[s.start : s.end] for s in piece.supplied] == ["i", "the farmer"]
    assert text[piece.start : piece.end] == "[i]t rains on [the farmer] and his cat"


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("He wrote “it rains” (p. 31).", ["31"]),
        ("He wrote “it rains” (pp52-53).", ["52-53"]),
        ("He wrote “it rains” (31).", ["31"]),
        ("He wrote “it rains.” (p. 31) Then he left.", ["31"]),
        ("He wrote “it rains” (Notebooks, p. 31).", ["31"]),
        ("He wrote (“it rains”) once (p31).", ["31"]),
        ("“It rains,” he wrote, “and pours” (p. 31).", ["31", "31"]),
        ("He wrote “it rains” (p. 31) and “it pours” (p. 32).", ["31", "32"]),
        ("He wrote “it rains.” He left (p. 31).", [None]),
        ("He wrote “it rains” in May (1942).", [None]),
    ],
)
def test_the_page_that_the_reviewer_gives(read_as: ReadAs, text: str, pages: list[str | None]) -> None:
    assert [quotation.page for quotation in read_as("review", text).quotations] == pages


def test_a_quotation_of_several_paragraphs(read_as: ReadAs) -> None:
    text = "He wrote:\n\n“It rains.\n\n“It pours.\n\n“It stops.”\n\nThen he left."
    (quotation,) = read_as("review", text).quotations
    assert quotation.text == "It rains.\nIt pours.\nIt stops."
    assert [piece.text for piece in quotation.pieces] == ["It rains.\nIt pours.\nIt stops."]


@pytest.mark.parametrize(
    "text",
    [
        "Of the rain he says in the last of the notebooks:\n\n{}\n\nHe was wrong.",
        "Of the rain he says in the last of the notebooks, which is full of it from the first page to the last "
        "and blue with mould, that\n"
        "{}\nHe was wrong.",
        "He says it once.\n\n    {}\n\nHe was wrong.",
        "He says it once.\n\n> {}\n\nHe was wrong.",
        "Of the rain he says in the last of the notebooks:\n\n{} (p. 31)\n\nHe was wrong.",
    ],
    ids=["after a colon", "in mid-sentence", "indented", "marked", "with its page"],
)
def test_block_quotations(read_as: ReadAs, text: str) -> None:
    words = "it comes when nobody has called it, and stays for as long as it likes."
    long = "A long line of the review that shows that its lines are paragraphs, for " + "so " * 40 + "it is.\n\n"
    (quotation,) = read_as("review", long + text.format(words)).quotations
    assert (quotation.text, quotation.display) == (words, "block")
    assert quotation.page == ("31" if "31" in text else None)


def test_a_line_broken_inside_a_quotation(read_as: ReadAs) -> None:
    long = "A long line of the review that shows that its lines are paragraphs, for " + "so " * 40 + "it is.\n\n"
    found = read_as("review", long + "“The rain comes when nobody has called it,\nand it stays for as long as\nit likes.”\n")
    assert [quotation.text for quotation in found.quotations] == [
        "The rain comes when nobody has called it, and it stays for as long as it likes."
    ]
    assert found.codes == []


def test_marks_that_are_not_closed_are_told(read_as: ReadAs) -> None:
    found = read_as("review", "He wrote “it rains and left.\n\nThen “it pours” came.")
    assert [quotation.text for quotation in found.quotations] == ["it rains and left.", "it pours"]
    assert found.codes == ["W117"]
    (message,) = found.report
    assert message.locus is not None
    assert (message.locus.line, message.locus.column) == (1, 10)


def test_a_review_that_quotes_nothing(read_as: ReadAs) -> None:
    assert read_as("review", "A dull book.").codes == ["E116"]


@given(st.lists(st.text("ab .…", min_size=1, max_size=30).filter(lambda text: "a" in text), min_size=1, max_size=8))
@settings(deadline=None, max_examples=examples(100))
def test_offsets_hold(read_as: ReadAs, passages: list[str]) -> None:
    text = "\n\n".join(f"He wrote “{passage}” once." for passage in passages)
    found = read_as("review", text)
    assert [text[quotation.start : quotation.end] for quotation in found.quotations] == passages
    for quotation in found.quotations:
        for piece in quotation.pieces:
            assert text[piece.start : piece.end].split() == piece.text.split()
