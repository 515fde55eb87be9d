"""A poem in, its emended text out: where its verses begin after words were corrected, struck out or joined."""

from __future__ import annotations

import pytest

from edition.decisions import Decision, apply_decisions
from edition.messages import Report
from edition.model import Entry, Paragraph, RunningText, VerseNumber, Witness
from edition.text.running_text import paragraph_at, paragraph_starts, running_text


def verse(text: str, n: str = "", shared: int = 1) -> Paragraph:
    return Paragraph(text, "l", within=("stanza",), shared=shared, n=n)


POEM = Entry(
    "1", None, "1", None, None,
    (
        Paragraph("Sung at the mill."), verse("The wheel goes round", "1", 0), verse("and round", "2"), verse("without a wo", "3"),
        verse("rd.", "4"), verse("Sleep, miller;", "5", 0), verse("sleep.", "6"), Paragraph("So it ends."),
    ),
)  # fmt: skip


def emended(*decisions: tuple[str, str]) -> RunningText:
    report = Report()
    made = [Decision("emendation", "A", "1", at, read=read) for at, read in decisions]
    (witness,), _ = apply_decisions((Witness("A", entries=(POEM,)),), made, report)
    assert not len(report)
    return running_text(witness.entries[0])


def verses(text: RunningText) -> list[tuple[str, str]]:
    """The number of each verse and its words."""
    starts = [mark for mark in text.marks if mark.kind == "line"]
    block = next(block for block in text.blocks if block.kind == "l")
    ends = [*(mark.at for mark in starts[1:]), block.end]
    return [
        (mark.value.n if isinstance(mark.value, VerseNumber) else "", text.text[mark.at : end].strip())
        for mark, end in zip(starts, ends, strict=True)
    ]


@pytest.mark.parametrize(
    ("at", "read", "wanted"),
    [
        ("and round", "and around", {"2": "and around"}),
        # Over the end of a verse: each word stays in its verse.
        ("round and round", "about and about", {"1": "The wheel goes about", "2": "and about"}),
        # A word that was divided between two verses is one, and the second verse begins after it.
        ("wo rd. Sleep", "word. Sleep", {"3": "without a word.", "5": "Sleep, miller;"}),
        # The first word of a verse is struck out, and then the whole of one, also of the last.
        ("and", "", {"1": "The wheel goes round", "2": "round"}),
        ("and round", "", {"1": "The wheel goes round", "3": "without a wo"}),
        ("sleep.", "", {"5": "Sleep, miller;"}),
    ],
)
def test_verses_begin_where_their_words_do(at: str, read: str, wanted: dict[str, str]) -> None:
    found = verses(emended((at, read)))
    assert all(words for _, words in found)
    assert {n: dict(found)[n] for n in wanted} == wanted


def test_no_verse_is_left_of_which_no_word_is() -> None:
    assert [n for n, _ in verses(emended(("and round", "")))] == ["1", "3", "4", "5", "6"]
    assert [n for n, _ in verses(emended(("sleep.", "")))] == ["1", "2", "3", "4", "5"]


def test_an_offset_lies_in_the_paragraph_or_verse_that_begins_before_it() -> None:
    text = running_text(POEM)
    starts = paragraph_starts(POEM)
    assert [text.text[start:].split()[0] for start in starts] == ["Sung", "The", "and", "without", "rd.", "Sleep,", "sleep.", "So"]
    assert [paragraph_at(POEM, start) for start in starts] == [*range(8)]
    assert paragraph_at(POEM, text.text.index("miller;")) == 5
    assert paragraph_at(POEM, 0) is None
