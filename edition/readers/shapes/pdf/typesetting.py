"""Turn the rows of a PDF into how it is set: the size of its text, how far rows stand apart, the edges of its columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from edition.readers.shapes.pdf.printed_rows import Row

# Of the size of the text: headings are larger than this share.
_LARGE = 1.08


@dataclass(frozen=True, slots=True)
class Typesetting:
    """How a document is set: size and distance of rows, whether they are of one length, edges of columns, sizes of headings."""

    size: float
    leading: float
    justified: bool
    edges: dict[tuple[int, int], tuple[float, float]]
    large: tuple[float, ...]
    indent: float

    def edge(self, row: Row) -> tuple[float, float]:
        """The left and the right edge of the column that a row stands in."""
        return self.edges.get((row.page, row.column), (row.x0, row.x1))

    def indented(self, row: Row) -> bool:
        """Whether a row begins right of the edge of its column."""
        return row.x0 > self.edge(row)[0] + 0.5 * self.size

    def short(self, row: Row) -> bool:
        """Whether a row ends before the edge of its column, farther than an unjustified row may."""
        left, right = self.edge(row)
        return row.x1 < right - (2 * self.size if self.justified else 0.3 * (right - left))

    def level(self, run: Sequence[Row]) -> int:
        """The level of a heading that rows are: by their size, or the lowest for a short one in bold type; 0 for text."""
        size = run[0].size
        level = self.large.index(size) + 1 if size in self.large else 6 if run[0].bold and len(run) < 3 else 0
        return min(level, 6)

    def heads(self, row: Row, after: Row) -> bool:
        """Whether two rows are one heading, centred and too long for a line."""
        left, right = self.edge(row)
        heading = row.size in self.large or (row.bold and after.bold)
        return heading and row.x1 - row.x0 > 0.5 * (right - left) and abs(row.x0 + row.x1 - after.x0 - after.x1) < self.size


def typesetting_of(rows: Sequence[Row]) -> Typesetting:
    """See how the rows of a text, without heads and feet of pages, are set."""
    sizes: Counter[float] = Counter()
    for row in rows:
        sizes[row.size] += len(row.text)
    size = max(sizes, key=lambda value: (sizes[value], value), default=10.0)
    text = [row for row in rows if abs(row.size - size) < 0.06 * size]
    steps = Counter(
        round(b.base - a.base, 1) for a, b in pairwise(text) if (a.page, a.column) == (b.page, b.column) and b.base > a.base
    )
    edges: dict[tuple[int, int], tuple[float, float]] = {}
    for row in text:
        left, right = edges.get((row.page, row.column), (row.x0, row.x1))
        edges[row.page, row.column] = (min(left, row.x0), max(right, row.x1))
    full = sum(row.x1 > edges[row.page, row.column][1] - 0.3 * size for row in text)
    large = tuple(sorted({value for value in sizes if value > _LARGE * size}, reverse=True))
    leading = max(steps, key=lambda value: (steps[value], -value), default=1.2 * size)
    # The indent of first lines: what most rows have that stand before one without.
    indents = Counter(
        round(a.x0 - b.x0, 1) for a, b in pairwise(text) if (a.page, a.column) == (b.page, b.column) and a.x0 - b.x0 > 0.5 * size
    )
    indent = max(indents, key=lambda value: (indents[value], -value), default=0.0)
    return Typesetting(size, leading, full > 0.4 * len(text), edges, large, indent)
