"""Turn the rows and cells of a table, as a file names them one after the other, into their places: which row, which column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

# What a table has at most of columns that one cell fills, or of rows, as HTML has it; what is more is damage.
_MOST_COLUMNS, _MOST_ROWS = 1000, 65534


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where a cell stands: its row and its first column, from 1, and how many columns it fills. Row 0: it is in no table."""

    row: int = 0
    column: int = 0
    columns: int = 1


NO_CELL = CellPlace()


@dataclass(slots=True)
class TableGrid:
    """The places of a table, counted while it is read.

    `filled`: of columns that a cell of an earlier row fills too, the last row that it fills.
    """

    row: int = 0
    column: int = 0
    filled: dict[int, int] = field(default_factory=dict)

    def begin_row(self, skipped: int = 0) -> None:
        """Begin a row. `skipped`: so many columns at its beginning are empty."""
        self.row += 1
        self.column = _bounded(skipped, 0, _MOST_COLUMNS)

    def cell(self, columns: int = 1, rows: int = 1) -> CellPlace:
        """The place of the next cell of the row, which fills so many columns and rows."""
        if not self.row:
            self.begin_row()
        columns, rows = _bounded(columns, 1, _MOST_COLUMNS), _bounded(rows, 1, _MOST_ROWS)
        while self.filled.get(self.column + 1, 0) >= self.row:
            self.column += 1
        place = CellPlace(self.row, self.column + 1, columns)
        if rows > 1:
            self.filled |= dict.fromkeys(range(self.column + 1, self.column + columns + 1), self.row + rows - 1)
        self.column += columns
        return place


def _bounded(number: int, least: int, most: int) -> int:
    """A number, not below the one and not above the other."""
    return max(least, min(number, most))


def whole_number(text: str | None, otherwise: int = 1) -> int:
    """The whole number that an attribute is, of up to six figures; `otherwise` where it is none."""
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 6 else otherwise


def cell_of(element: etree._Element, grids: Sequence[TableGrid]) -> CellPlace:
    """The place of a cell of a page, with `colspan` and `rowspan`, in the innermost of the tables that are open."""
    columns, rows = (whole_number(element.get(key)) for key in ("colspan", "rowspan"))
    return grids[-1].cell(columns, rows) if grids else NO_CELL
