"""Turn a text that nothing divides into one entry and what is outside it."""

from __future__ import annotations

from collections.abc import Sequence

from edition.language.languages import Language
from edition.model.documents import DocumentBlock, DocumentEntry, OutsidePart
from edition.readers.outside import kind_by_heading, parts_before
from edition.readers.stated_divisions import TextBounds
from edition.readers.text_beginnings import below_cast, text_begins

# Notes after a text stand in this last part of its words; by eye, on plays of public libraries.
_TEXT = 0.4
# Their heading stands after so many empty lines.
_APART = 2


def _notes_after(blocks: Sequence[DocumentBlock], first: int, language: Language) -> int:
    """Where the notes to a whole text begin, after it, under a heading of their own; 0 where none do. `first`: where it begins."""
    sizes = [len(block.text) for block in blocks]
    seen, least = sum(sizes[:first]), sum(sizes[:first]) + _TEXT * sum(sizes[first:])
    for at in range(first, len(blocks)):
        block = blocks[at]
        alone = block.kind in ("p", "l") and block.rows == 1 and block.gap >= _APART and block.text.isupper()
        if (alone or block.kind == "head") and seen >= least and kind_by_heading(block.text, language) == "notes":
            return at
        seen += sizes[at]
    return 0


def one_entry(bounds: TextBounds, language: Language) -> tuple[list[DocumentEntry], list[OutsidePart]]:
    """A work that nothing divides, within its bounds: one entry, or none where there is no text, and what is outside it."""
    blocks = bounds.body
    first = (below_cast(blocks, language) or text_begins(blocks, language)) if bounds.opens is None else bounds.opens
    around = parts_before(blocks[:first], language) if first else []
    ends = {at: part for at, part in bounds.aside_between(frozenset(), frozenset()).items() if at >= first}
    around += [OutsidePart(kind, "between", blocks[at:end]) for at, (end, kind) in ends.items()]
    out = {place for at, (end, _) in ends.items() for place in range(at, end)}
    if not (bounds.closed or out) and (after := _notes_after(blocks, first, language)):
        around.append(OutsidePart("notes", "after", blocks[after:]))
        out = {*range(after, len(blocks))}
    body = tuple(
        block
        for at, block in enumerate(blocks)
        if at >= first and at not in out and (block.text or block.kind in ("break", "figure"))
    )
    return ([DocumentEntry("1", (), (), "", body)] if body else []), around
