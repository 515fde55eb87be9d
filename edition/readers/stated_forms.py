"""Turn what a file says of a block by its role into what the block is: a dateline, a salutation, a signature, a postscript."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from edition.model.documents import DocumentBlock, DocumentBlockKind

# The words of `edition.readers.shapes.page_styles` and of the EPUB Structural Semantics Vocabulary.
_BY_ROLE: Mapping[str, DocumentBlockKind] = {
    "dateline": "dateline", "salutation": "salute", "valediction": "signed", "signature": "signed",
}  # fmt: skip
# A line of a letter that is longer, in words, is a paragraph, whatever its class is called.
_LONGEST = 40


def with_stated_forms(blocks: Iterable[DocumentBlock]) -> tuple[DocumentBlock, ...]:
    """Blocks whose kind is what their role says; items stand in a list."""
    return tuple(_stated(block) for block in blocks)


def _stated(block: DocumentBlock) -> DocumentBlock:
    if block.kind == "item" and "list" not in block.within:
        return replace(block, within=(*block.within, "list"))
    if not block.role or block.kind not in ("p", "l"):
        return block
    said = [word.rpartition(":")[2].rpartition(".")[2] for word in block.role.split()]
    if "postscript" in said:
        return replace(block, within=block.within if "postscript" in block.within else (*block.within, "postscript"))
    kind = next((_BY_ROLE[word] for word in said if word in _BY_ROLE), None)
    if kind is None or len(block.text.split()) > _LONGEST:
        return block
    # The lines of a signature are no verses.
    within = tuple(one for one in block.within if one != "stanza")
    return replace(block, kind=kind, within=within)
