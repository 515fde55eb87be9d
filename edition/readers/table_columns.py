"""Turn a document whose tables hold a text in each column, as people set two languages side by side, into that of one column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from edition.language.languages import language_of
from edition.language.tags import primary_language
from edition.messages import Report
from edition.model import Locus, StatedDivisions
from edition.model.documents import Document, DocumentBlock

# Of the words of a file so many stand in such tables; else it is a text with a table in it.
_IN_TABLES = 0.5
# A cell that holds a text has so many words on the whole, and there are so many rows; by eye, on tables of names and figures.
_WORDS, _ROWS = 5, 3
# A text and its translation have so many words that neither has fewer than this share of the other's.
_ALIKE = 0.4


@dataclass(frozen=True, slots=True)
class TextColumn:
    """A column that holds a text: its number, from 1, the tag and the name of its language, "" where it cannot be told."""

    number: int
    tag: str
    language: str


def text_columns(document: Document) -> tuple[TextColumn, ...]:
    """The columns of the tables of a document that hold a text each, two at least; none of a document that is no such edition."""
    cells = [block for block in document.blocks if _in_column(block)]
    words = Counter[int]()
    rows: dict[int, set[tuple[int, int]]] = {}
    total = 0
    for block in document.blocks:
        total += len(block.text.split())
    for at, block in _counted(cells):
        words[block.column] += len(block.text.split())
        rows.setdefault(block.column, set()).add((at, block.row))
    if not words or sum(words.values()) < _IN_TABLES * total:
        return ()
    most = max(words.values())
    found = [
        column
        for column, count in sorted(words.items())
        if count >= _ALIKE * most and len(rows[column]) >= _ROWS and count >= _WORDS * len(rows[column])
    ]
    if len(found) < 2:
        return ()
    said = {column: language_of(" ".join(block.text for block in cells if block.column == column)) for column in found}
    return tuple(TextColumn(column, *(language.tag, language.name) if (language := said[column]) else ("", "")) for column in found)


def _column_of(document: Document, number: int, foreign: Collection[str]) -> Document:
    """A document with one column of its tables, each cell a paragraph; a cell that fills this column and others is kept.

    What stands in no table is kept too, and a table that has no such column. `foreign`: the languages of the other columns, in
    which none of its cells is as a whole.
    """
    blocks: list[DocumentBlock] = []
    for table in _tables(document.blocks):
        has = any(_in_column(block) and block.column == number for block in table)
        for block in table:
            if not has or not block.row:
                blocks.append(block)
            elif block.column <= number < block.column + block.columns:
                within = tuple(one for one in block.within if one not in ("table", "row"))
                whole = (0, len(block.text))
                inline = tuple(
                    one
                    for one in block.inline
                    if one.look != "lang" or (one.start, one.end) != whole or primary_language(one.value) not in foreign
                )
                kind = "p" if block.kind == "cell" else block.kind
                blocks.append(replace(block, kind=kind, within=within, inline=inline, row=0, column=0, columns=1))
    return replace(document, blocks=tuple(blocks))


def with_column(document: Document, stated: StatedDivisions | None, report: Report) -> Document:
    """A document with the column of its tables that the editor names; columns that hold texts and are not named are told (W110)."""
    columns = text_columns(document)
    number = stated.column if stated is not None else 0
    for own in columns:
        if own.number == number:
            # What a page says of all its text is not so of what is plainly in another language.
            foreign = {primary_language(one.tag) for one in columns} - {primary_language(own.tag), ""} if own.tag else set()
            return _column_of(document, number, foreign)
    if columns:
        said = tuple(f"{one.number} ({one.language})" if one.language else str(one.number) for one in columns)
        report.add("W110", Locus(document.file), names=said)
    return document


def _in_column(block: DocumentBlock) -> bool:
    """Whether a block stands in one column of a table."""
    return bool(block.row) and block.columns == 1 and "table" in block.within


def _tables(blocks: Sequence[DocumentBlock]) -> Iterator[list[DocumentBlock]]:
    """Blocks by the tables that they stand in; what stands in none by itself."""
    table: list[DocumentBlock] = []
    for block in blocks:
        before = table[-1] if table else None
        if before is not None and not (before.row and block.row and (block.row, block.column) >= (before.row, before.column)):
            yield table
            table = []
        table.append(block)
    if table:
        yield table


def _counted(cells: Sequence[DocumentBlock]) -> Iterator[tuple[int, DocumentBlock]]:
    """Cells, each with the number of its table."""
    for at, table in enumerate(_tables(cells)):
        for cell in table:
            yield at, cell
