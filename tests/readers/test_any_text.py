"""No text makes a reader fail, and none of its words is lost unsaid."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.errors import TextError
from edition.messages.values import Lines
from edition.readers.shapes import table
from tests.examples import examples

if TYPE_CHECKING:
    from tests.readers.conftest import Outcome, ReadAs

READERS = [*(name for name, shape in table.SHAPES.items() if shape.is_text), "review"]
# What readers look for, thrown together.
SCRAPS = [
    "9 August 1944", "9 August 1944.", "31 February 1944:", "August 9, 1944", "1944", "winter 1940–41.", "Lisbon, ", "\n", "\n\n",
    "\n\n\n", "\f", " ", "    ", "1", "2", "12 ", "[1]", "[^2]: ", "word.1", "word2 ", "– ", "1. ", "(1) ", "# ", "## ", "“", "”",
    "‘", "’", '"', "«", "»", "…", ". . .", "[t]", "(p. 3)", "Rain fell. ", "rain ", "gar-\nden", "Book II", "XIV. ", "2.17 ",
    "Translated by A. Nobody", "Photo: B", "\x00", "\ufeff", "\u00ad", "\t", "ß", "e\u0301", "\u2028", "\ud800", "> ",
    "* ", "```", "---",
]  # fmt: skip
texts = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(SCRAPS), max_size=60).map("".join))


@pytest.mark.parametrize("reader", READERS)
@given(text=texts)
@settings(deadline=None, max_examples=examples(150))
def test_any_text_is_read(read_as: ReadAs, reader: str, text: str) -> None:
    found = outcome(read_as, reader, text)
    if found is None:
        return
    text = text.encode("utf-8", "replace").decode()
    for entry in found.entries:
        for note in entry.notes:
            heading = " ".join(part for part in (entry.dateline, entry.title or "") if part)
            holder = heading if note.paragraph is None else entry.paragraphs[note.paragraph].text
            assert 0 <= note.offset <= len(holder)
    for quotation in found.quotations:
        assert text[quotation.start : quotation.end].strip()
        assert quotation.pieces
        for piece in quotation.pieces:
            assert quotation.start <= piece.start < piece.end <= quotation.end
            assert all(0 <= s.start < s.end <= len(piece.text) for s in piece.supplied)


def outcome(read_as: ReadAs, reader: str, text: str) -> Outcome | None:
    """What a reader makes of a text; None where a message says that the file is empty, no text or without words."""
    try:
        return read_as(reader, text)
    except TextError as error:
        if error.message.code not in ("E002", "E004", "E134"):
            raise
        return None


def lines_told(found: Outcome) -> set[int]:
    """The lines that messages name as left out: what stands outside by kind, captions and asides, headings of divisions."""
    told: set[int] = set()
    for message in found.report:
        if message.code in ("I109", "I111", "I136", "I150"):
            parts = message.values.get("parts", ())
            assert isinstance(parts, tuple)
            for lines in (message.values.get("lines"), *(part.where for part in parts)):
                told.update(lines.numbers if isinstance(lines, Lines) else ())
    return told


def letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


@pytest.mark.parametrize("reader", ["plain", "web", "pdf-text"])
@given(
    text=st.lists(st.sampled_from([scrap for scrap in SCRAPS if scrap.isprintable() or scrap.isspace()]), max_size=60).map("".join)
)
@settings(deadline=None, max_examples=examples(150))
def test_every_word_is_in_an_entry_or_told(read_as: ReadAs, reader: str, text: str) -> None:
    found = outcome(read_as, reader, text)
    # A note of a text that was left out is told by its number alone. Of a text that nothing divides nothing is made (E103).
    if found is None or {"I130", "E103"} & {*found.codes}:
        return
    told = lines_told(found)
    kept = [line for number, line in enumerate(text.split("\n"), 1) if number not in told]
    held = [note.n + note.text for entry in found.entries for note in entry.notes]
    for entry in found.entries:
        held += [entry.dateline, entry.title or "", *(paragraph.label + paragraph.text for paragraph in entry.paragraphs)]
    above = {(division.type, division.n, division.head) for entry in found.entries for division in entry.above}
    held += [head for _, _, head in above]
    # The number of a note stands at its mark and before its text.
    slack = sum(len(note.n) for entry in found.entries for note in entry.notes)
    have = len(letters("".join(held)))
    assert len(letters("".join(kept))) - slack <= have <= len(letters(text))
