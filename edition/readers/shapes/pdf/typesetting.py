"""Turn the rows of a PDF into how it is set: the size of its text, how far rows stand apart, the edges of its columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from edition.readers.shapes.pdf.printed_rows import Row

# Of the size of the text: headings are larger than this share.
_LARGE = 1.08
# Of the distance between rows: a paragraph begins after more white space than this share.
GAP = 1.25
# What is set within narrower edges is narrower by so much of its size on each side, and so many rows tell its edge at least.
_NARROWER, _TELLING = 0.8, 3


@dataclass(frozen=True, slots=True)
class Typesetting:
    """How a document is set: size and distance of rows, whether they are of one length, edges of columns, sizes of headings.

    `narrow`: the edges of the rows, by their numbers, that are set within narrower ones on both sides.
    """

    size: float
    leading: float
    justified: bool
    edges: dict[tuple[int, int], tuple[float, float]]
    large: tuple[float, ...]
    indent: float
    narrow: Mapping[int, tuple[float, float]] = field(default_factory=dict)

    def edge(self, row: Row) -> tuple[float, float]:
        """The left and the right edge of what a row stands in: a quotation within narrower edges, or its column."""
        return self.narrow.get(row.number) or self.column(row)

    def column(self, row: Row) -> tuple[float, float]:
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
    narrow = _narrow_edges(text, edges, GAP * max(leading, 1.1 * size), size)
    return Typesetting(size, leading, full > 0.4 * len(text), edges, large, indent, narrow)


def _narrow_edges(
    rows: Sequence[Row], edges: Mapping[tuple[int, int], tuple[float, float]], step: float, size: float
) -> dict[int, tuple[float, float]]:
    """The edges of what is set within narrower ones than its column, as quotations are, by the numbers of its rows."""
    found: dict[int, tuple[float, float]] = {}
    # Rows with their distances from the edges of their columns.
    group: list[tuple[Row, float, float]] = []
    for row in [*rows, None]:
        insets = None
        if row is not None:
            left, right = edges[row.page, row.column]
            insets = row.x0 - left, right - row.x1
        narrow = insets is not None and min(insets) > _NARROWER * size
        if group and not (narrow and row is not None and _goes_on(group[-1][0], row, step)):
            before, after = min(one[1] for one in group), min(one[2] for one in group)
            full = sum(one[2] < after + 0.6 * size for one in group[:-1])
            if len(group) >= _TELLING and full > 0.5 * (len(group) - 1):
                for one, _, _ in group:
                    left, right = edges[one.page, one.column]
                    found[one.number] = left + before, right - after
            group = []
        if narrow and insets is not None and row is not None:
            group.append((row, *insets))
    return found


def _goes_on(before: Row, row: Row, step: float) -> bool:
    """Whether a row follows another without a gap, be it on the next page or in the next column."""
    return (before.page, before.column) != (row.page, row.column) or row.base - before.base <= step
