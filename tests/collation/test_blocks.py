"""Blocks that one witness has alone, such as a table: an addition or omission of these blocks and of nothing else."""

from __future__ import annotations

import pytest

from edition.alignment import align
from edition.collation import collate
from edition.language.languages import language_of_tag
from edition.model import Entry, Paragraph, RunningText
from edition.text.running_text import running_text

ENGLISH = language_of_tag("en")

BEFORE = "The harbour master kept a book of every ship that came in that winter."
AFTER = "Nobody in the town ever asked to look at what he had written there."
TABLE = (
    Paragraph("Gull", "cell", within=("table", "row")),
    Paragraph("three masts", "cell", within=("table", "row"), shared=2),
    Paragraph("Heron", "cell", within=("table", "row"), shared=1),
    Paragraph("two masts", "cell", within=("table", "row"), shared=2),
)
QUOTED = (
    Paragraph("I have seen her twice and she was on fire both times.", "p", within=("quotation",)),
    Paragraph("May God keep her.", "p", within=("quotation",), shared=1),
)
VERSES = (
    Paragraph("The gulls went over", "l", within=("quotation", "stanza")),
    Paragraph("And none came home.", "l", within=("quotation", "stanza"), shared=2),
)


def text(*parts: Paragraph | str) -> RunningText:
    made = tuple(Paragraph(part) if isinstance(part, str) else part for part in parts)
    return running_text(Entry("1", None, "", None, None, made))


@pytest.mark.parametrize("alone", [TABLE, QUOTED, VERSES])
@pytest.mark.parametrize("changed", [False, True])
def test_blocks_of_one_alone_are_bounded_by_the_blocks(alone: tuple[Paragraph, ...], changed: bool) -> None:
    lacking = text(
        BEFORE.replace("every", "each") if changed else BEFORE, AFTER.replace("ever asked", "wished") if changed else AFTER
    )
    having = text(BEFORE, *alone, AFTER)
    words = {having.text[block.start : block.end] for block in having.blocks[1:-1]}
    for base, other, side in ((having, lacking, 0), (lacking, having, 1)):
        variants = collate(base, other, align(base, other, ENGLISH), ENGLISH)
        of_one = [v for v in variants if v.type in ("addition", "omission", "paragraph")]
        said = "\n".join((base, other)[side].text[slice(*(v.base, v.other)[side])] for v in of_one)
        assert {part for part in said.split("\n") if part} == words
        assert len(variants) - len(of_one) == (2 if changed else 0)
