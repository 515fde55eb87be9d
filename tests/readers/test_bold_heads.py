"""Bold lines over the pieces of a text typed in Word, and such as are no headings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from edition.model.documents import DocumentBlock, InlineRange
from edition.readers.bold_heads import with_bold_heads

PIECE = tuple(
    DocumentBlock("p", text)
    for text in (
        "The miller counted the sacks again. There were nine of them, and he had paid for ten at the market in Crumb.",
        "“Did you look behind the door?” said his wife.",
        "“Behind the door there is nothing but the cat.”",
    )
)


def bold(text: str) -> DocumentBlock:
    return DocumentBlock("p", text, inline=(InlineRange(0, len(text), "bold"),), gap=2)


def test_bold_lines_over_pieces_are_their_headings() -> None:
    found = with_bold_heads([part for title in ("The Mill", "The Ford", "The Lamp") for part in (bold(title), *PIECE)])
    assert [(block.text, block.level, block.inline) for block in found if block.kind == "head"] == [
        ("The Mill", 2, ()),
        ("The Ford", 2, ()),
        ("The Lamp", 2, ()),
    ]


@pytest.mark.parametrize(
    "text",
    [
        # The file has headings.
        [replace(bold("Part"), kind="head", level=1), bold("One"), *PIECE, replace(bold("More"), kind="head", level=1), *PIECE],
        # Bold lines are labels, of one form.
        [part for _ in range(5) for part in (bold("Question"), *PIECE)],
        # Nearly nothing stands below them.
        [part for title in ("Name", "Place", "Date") for part in (bold(title), DocumentBlock("p", "Odo Pell."))],
    ],
)
def test_other_bold_lines_stay_paragraphs(text: list[DocumentBlock]) -> None:
    assert [*with_bold_heads(text)] == text
