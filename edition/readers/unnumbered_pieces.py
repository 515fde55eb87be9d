"""Tell of blocks that have no number of their own whether they are a piece of the work, or within the piece before them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from edition.language.languages import Language
from edition.model.documents import SET_OFF, DivisionAbove, DocumentBlock
from edition.readers.entry_drafts import EntryDraft, slug
from edition.readers.named_heads import LONGEST_NAME
from edition.readers.outside import is_argument, is_cast

# Under the heading of a division, before its first number, fewer words than this are a motto or say where a scene is. By eye, on a
# book of poems, one of which has no number, and a treatise, one of whose books begins with an exhortation of 95 words.
_PIECE = 60
# Without a heading of its own it has more than a long motto. By eye, on a motto of 81 words in verse and a poem of 157.
_WITHOUT_HEADING = 120
# What stands between the heading of an act and its first scene, where nobody speaks, has no more words; by eye.
_SETTING = 600
# A paragraph that begins with its number.
_NUMBERED = re.compile(r"[\W_]*(\d{1,3})[.)]\s")


def goes_on_counting(before: Sequence[DocumentBlock], after: Sequence[DocumentBlock]) -> bool:
    """Whether the first paragraph of `after`, below a heading, goes on with the count of the numbered paragraphs of `before`.

    Then the heading is within the piece that these paragraphs make.
    """
    first = next((block for block in after if block.text), None)
    opened = _number(first) if first is not None else 0
    if opened < 2:
        return False
    return next((number for block in reversed(before) if (number := _number(block))), 0) == opened - 1


def _number(block: DocumentBlock) -> int:
    found = _NUMBERED.match(block.label + block.text)
    return int(found[1]) if found else 0


def is_piece(blocks: Sequence[DocumentBlock], language: Language) -> bool:
    """Whether what stands under the heading of a division, before the first number in it, is a text of its own: long, and neither
    a quotation nor an argument nor the persons of a play.
    """
    if any(is_argument(block.text, language) or is_cast(block.text, language) for block in blocks):
        return False
    text = (block for block in blocks if block.kind in ("p", "l") and not SET_OFF & {*block.within})
    return sum(len(block.text.split()) for block in text) >= (_PIECE if heading_of_piece(blocks) else _WITHOUT_HEADING)


def heading_of_piece(blocks: Sequence[DocumentBlock]) -> list[DocumentBlock]:
    """The heading that such a text begins with, a short line set apart from what follows; none for most."""
    first, after = blocks[0], blocks[1] if len(blocks) > 1 else None
    alone = after is not None and (after.gap > 0 or first.kind == "head")
    return [first] if alone and first.rows <= 2 and 0 < len(first.text.split()) <= LONGEST_NAME else []


def piece_under(over: Sequence[DivisionAbove], blocks: Sequence[DocumentBlock]) -> EntryDraft:
    """The entry that such a text is."""
    heads = heading_of_piece(blocks)
    title = heads[0].text if heads else ""
    return EntryDraft(slug(blocks[0].text), tuple(over), heads, title, [*blocks[len(heads) :]], unnumbered=True)


def sets_act(blocks: Sequence[DocumentBlock], language: Language) -> bool:
    """Whether what stands under the heading of an act, before its first scene, tells where that is: prose, no speech."""
    prose = all(block.kind in ("p", "stage", "break", "figure") and "speech" not in block.within for block in blocks)
    cast = any(is_cast(block.text, language) for block in blocks)
    return prose and not cast and sum(len(block.text.split()) for block in blocks) <= _SETTING
