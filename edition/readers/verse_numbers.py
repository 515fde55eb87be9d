"""Take the numbers that an edition prints among verses out of them: “[10]”, “(10)”, “10” at each fifth or tenth, and of stanzas.

The number of a verse may be raised; that of a stanza stands alone on the line above it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from edition.language.numerals import from_roman
from edition.model.documents import Document, DocumentBlock, Furniture
from edition.readers.block_parts import part_of

_NUMBER = re.compile(r"\s*(?:\[(?P<square>\d{1,5})\]|\((?P<round>\d{1,5})\))$|\s(?P<bare>\d{1,5})$")
_RAISED = re.compile(r"\d{1,5}")
# Numbers count verses where at least so many stand, and this share of them as many verses after the one before as they say. By eye,
# on poems of a public library, in which a line is printed as two here and there.
_FEW = 3
_MOST = 0.6
_STEPS = (5, 10, 20, 4)
_ALONE = re.compile(r"[\[(]?(\d{1,5}|[IVXLCDM]{1,9}|[ivxlcdm]{1,9})[\])]?\.?")


def numbered_verses(lines: Sequence[DocumentBlock], numbers: Sequence[tuple[int, str]]) -> list[DocumentBlock]:
    """The lines of a block with the numbers that stand in them, each given with the index of its line."""
    found = list(lines)
    for line, number in numbers:
        if line < len(found):
            found[line] = replace(found[line], n=number)
    return found


def with_verse_numbers(blocks: Sequence[DocumentBlock]) -> Sequence[DocumentBlock]:
    """Blocks in which such numbers are the `n` of their verses and none of the text; the same blocks where there are none."""
    found: list[tuple[int, int, int, int]] = []
    verses = 0
    for at, block in enumerate(blocks):
        if block.kind == "l":
            verses += 1
            start, number = _last_number(block)
            if start and any(number % step == 0 for step in _STEPS):
                found.append((at, verses, start, number))
    if len(found) < _FEW:
        return blocks
    near = 0
    for (_, one, _, before), (_, other, _, after) in pairwise(found):
        step = after - before
        near += step in _STEPS and abs(other - one - step) <= 1
    if near < _MOST * (len(found) - 1):
        return blocks
    numbered = list(blocks)
    for at, _, start, number in found:
        numbered[at] = replace(part_of(blocks[at], 0, start), n=str(number))
    return numbered


def _last_number(block: DocumentBlock) -> tuple[int, int]:
    """Where the number at the end of a verse begins, and which it is; 0, 0 where there is none. No space parts a raised one."""
    for look in block.inline:
        if look.look == "sup" and look.end == len(block.text) and _RAISED.fullmatch(raised := block.text[look.start :]):
            return look.start, int(raised)
    number = _NUMBER.search(block.text)
    return (number.start(), int(number["square"] or number["round"] or number["bare"])) if number else (0, 0)


def without_stanza_numbers(document: Document) -> Document:
    """A document whose numbers of stanzas are furniture: lines of nothing else, in Arabic or Roman figures, right
    above a stanza each, that count up by one.

    The count may begin again, as with a canto.
    """
    blocks = document.blocks
    found: dict[int, int] = {}
    last = 0
    for at, (block, after) in enumerate(pairwise(blocks)):
        above = block.kind == after.kind == "l" and not after.gap and len(block.lines) == 1 and not block.notes
        if not above or not (figures := _ALONE.fullmatch(block.text)) or not (number := _counted(figures[1])):
            continue
        # A typist may leave out the empty line above the next number.
        if block.gap or number == last + 1:
            found[at] = last = number
    if len(found) < _FEW:
        return document
    near = sum(after in (before + 1, 1) for before, after in pairwise(found.values()))
    if near < _MOST * (len(found) - 1):
        return document
    beside = tuple(Furniture(blocks[at].line or 0, blocks[at].text, before=at, row=blocks[at].lines[0]) for at in found)
    kept = (
        replace(block, gap=max(1, blocks[at - 1].gap)) if at - 1 in found else block
        for at, block in enumerate(blocks)
        if at not in found
    )
    return replace(document, blocks=tuple(kept), furniture=(*document.furniture, *beside))


def _counted(figures: str) -> int | None:
    """What Arabic or Roman figures count."""
    return int(figures) if figures.isdecimal() else from_roman(figures.lower())
