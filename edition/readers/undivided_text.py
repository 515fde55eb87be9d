"""Turn a text that nothing divides into one entry and what is outside it."""

from __future__ import annotations

from edition.language.languages import Language
from edition.model.documents import DocumentEntry, OutsidePart
from edition.readers.outside import parts_before
from edition.readers.stated_divisions import TextBounds
from edition.readers.text_beginnings import below_cast, text_begins


def one_entry(bounds: TextBounds, language: Language) -> tuple[list[DocumentEntry], list[OutsidePart]]:
    """A work that nothing divides, within its bounds: one entry, or none where there is no text, and what is outside it."""
    blocks = bounds.body
    first = (below_cast(blocks, language) or text_begins(blocks, language)) if bounds.opens is None else bounds.opens
    around = parts_before(blocks[:first], language) if first else []
    ends = {at: part for at, part in bounds.aside_between(frozenset(), frozenset()).items() if at >= first}
    around += [OutsidePart(kind, "between", blocks[at:end]) for at, (end, kind) in ends.items()]
    out = {place for at, (end, _) in ends.items() for place in range(at, end)}
    body = tuple(
        block
        for at, block in enumerate(blocks)
        if at >= first and at not in out and (block.text or block.kind in ("break", "figure"))
    )
    return ([DocumentEntry("1", (), (), "", body)] if body else []), around
