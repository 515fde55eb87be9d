"""Turn tables that hold a verse in each row, with the numbers of verses beside them, into verses.

So a page or a text processor sets a poem whose lines are numbered, with an empty row between stanzas.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from edition.model.documents import Document, DocumentBlock, Furniture, NoteCall
from edition.readers.verse_paragraphs import is_poem

# A poem in a table has so many lines; shorter ones are anything. By eye, as for paragraphs.
_FEWEST = 4
# So many numbers stand beside the lines, and this share of them as many lines after the one before as they say; by eye, as for
# numbers within verses (`verse_numbers.py`).
_FEW, _MOST = 2, 0.6
_NUMBER = re.compile(r"[\[(]?(\d{1,5})[\])]?\.?")
_TABLE = ("table", "row")


def with_verse_tables(document: Document) -> Document:
    """A document whose tables of verses are verses; the number of one is its `n`, and furniture of the file."""
    if not any(block.kind == "cell" for block in document.blocks):
        return document
    blocks: list[DocumentBlock] = []
    beside: list[Furniture] = []
    # The new index of each block, for what already stands beside them.
    places: list[int] = []
    for is_cell, run in groupby(document.blocks, key=lambda block: block.kind == "cell"):
        for cells in _tables([*run]) if is_cell else ([*run],):
            verses = _verses(cells) if is_cell else None
            if verses is None:
                places += range(len(blocks), len(blocks) + len(cells))
                blocks += cells
                continue
            for cell in cells:
                places.append(len(blocks))
                if cell.row in verses and verses[cell.row][0] is cell:
                    blocks.append(verses[cell.row][1])
                elif cell.text:
                    beside.append(Furniture(cell.line or 0, cell.text, before=len(blocks)))
    places.append(len(blocks))
    if len(blocks) == len(document.blocks) and all(one is other for one, other in zip(blocks, document.blocks, strict=True)):
        return document
    kept = (replace(one, before=places[min(one.before, len(places) - 1)]) for one in document.furniture)
    return replace(document, blocks=tuple(blocks), furniture=(*kept, *beside))


def _tables(cells: Sequence[DocumentBlock]) -> Iterator[Sequence[DocumentBlock]]:
    """The cells of each table: rows count up in it."""
    start = 0
    for at, (before, cell) in enumerate(pairwise(cells), 1):
        if cell.row < before.row or (cell.row == before.row and cell.column <= before.column):
            yield cells[start:at]
            start = at
    yield cells[start:]


def _verses(cells: Sequence[DocumentBlock]) -> dict[int, tuple[DocumentBlock, DocumentBlock]] | None:
    """Of each row that holds a verse its cell and the verse; None where a table is no poem."""
    texts: dict[int, DocumentBlock] = {}
    numbers: dict[int, int] = {}
    columns: set[int] = set()
    calls: dict[int, tuple[NoteCall, ...]] = {}
    for cell in cells:
        if not cell.text:
            if cell.notes:
                calls[cell.row] = (*calls.get(cell.row, ()), *cell.notes)
            continue
        if (figures := _NUMBER.fullmatch(cell.text.strip())) and not cell.notes:
            numbers[cell.row] = int(figures[1])
        elif cell.row in texts:
            return None
        else:
            texts[cell.row] = cell
            columns.add(cell.column)
    lines = [*texts.values()]
    if len(lines) < _FEWEST or len(columns) > 1 or not {*numbers, *calls} <= texts.keys():
        return None
    if not (_count_lines([*texts], numbers) if numbers else is_poem(lines)):
        return None
    found: dict[int, tuple[DocumentBlock, DocumentBlock]] = {}
    last = 0
    for row, cell in texts.items():
        within = (*(one for one in cell.within if one not in _TABLE), "stanza")
        gap = cell.gap or 1 if not last else int(row > last + 1)
        number = str(numbers[row]) if row in numbers else ""
        # The call of a note may stand in a cell of its own.
        notes = (*cell.notes, *(replace(call, offset=len(cell.text)) for call in calls.get(row, ())))
        found[row] = (cell, replace(cell, kind="l", within=within, gap=gap, n=number, notes=notes, row=0, column=0, columns=1))
        last = row
    return found


def _count_lines(rows: Sequence[int], numbers: dict[int, int]) -> bool:
    """Whether numbers beside the lines of a poem count them. `rows`: those that hold a line, in their order.

    A number in each row is that of an item.
    """
    places = {row: at for at, row in enumerate(rows)}
    steps = [(places[after] - places[before], numbers[after] - numbers[before]) for before, after in pairwise(sorted(numbers))]
    good = sum(lines == counted > 1 for lines, counted in steps)
    return len(numbers) >= _FEW and good >= _MOST * len(steps)
