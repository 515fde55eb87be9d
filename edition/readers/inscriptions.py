"""Turn paragraphs in capitals that the paragraph before announces, such as mottoes and inscriptions, into quotations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from edition.model.documents import SET_OFF, DocumentBlock

# An inscription has so many words, and no more lines. By eye, on mottoes, tombstones and signs in novels.
_FEWEST, _MOST, _ROWS = 2, 40, 6


def with_inscriptions(blocks: Sequence[DocumentBlock]) -> tuple[DocumentBlock, ...]:
    """Blocks of which paragraphs in capitals after one that ends in a colon are quotations."""
    found: list[DocumentBlock] = []
    quoted = False
    before: DocumentBlock | None = None
    for block in blocks:
        if block.text:
            announced = before is not None and before.kind == "p" and before.text.endswith(":") and not before.text.isupper()
            # A further line in capitals goes on with what is quoted.
            quoted = (announced or quoted) and _is_written(block)
            before = block
            if quoted:
                block = replace(block, within=("quotation", *block.within))
        found.append(block)
    return tuple(found)


def _is_written(block: DocumentBlock) -> bool:
    if block.kind != "p" or block.rows > _ROWS or block.label or SET_OFF & {*block.within} or not block.text.isupper():
        return False
    return _FEWEST <= len(block.text.split()) <= _MOST
