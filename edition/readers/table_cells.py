"""Turn the paragraphs of a cell of a table into the one block that a cell is, so that the columns of its row stay what they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from edition.model.documents import DocumentBlock, DocumentOutline
from edition.readers.block_parts import lines_joined


def with_whole_cells(outline: DocumentOutline) -> DocumentOutline:
    """An outline whose cells are one block each, their paragraphs parted by a space; items in a cell stay blocks of their own."""
    return replace(
        outline,
        entries=tuple(replace(entry, blocks=_whole(entry.blocks)) for entry in outline.entries),
        outside=tuple(replace(part, blocks=_whole(part.blocks)) for part in outline.outside),
    )


def _whole(blocks: Sequence[DocumentBlock]) -> tuple[DocumentBlock, ...]:
    found: list[DocumentBlock] = []
    for in_cells, run in groupby(blocks, key=lambda block: bool(_place(block))):
        cells = [*run]
        # Tables of one cell may follow one another; in a table of one column every paragraph stays a cell.
        if not in_cells or all(block.column == cells[0].column for block in cells):
            found += cells
        else:
            found += (lines_joined([*cell]) for _, cell in groupby(cells, key=_place))
    return tuple(found)


def _place(block: DocumentBlock) -> tuple[object, ...]:
    """The cell in which a paragraph stands; () where it stands in none, or is a verse, an item, a picture."""
    if block.kind != "cell" or not block.column or not block.text or block.label or "speech" in block.within:
        return ()
    return block.row, block.column, block.within
