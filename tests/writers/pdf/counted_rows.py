"""An apparatus of which only the number of rows is told, for tests of plans."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from edition.writers.pdf.planning import ApparatusRows, Range


@dataclass
class CountedRows:
    """`count`: from two lines the number of rows that the entries between them take. `height`: how many rows each entry has, the
    last the rest.
    """

    count: Callable[[int, int], int]
    height: int = 1

    def most(self, ranges: Sequence[Range], above: int = 0) -> int:
        return sum(self.count(*lines) for lines in ranges)

    def bound(self, ranges: Sequence[Range], above: int = 0) -> int:
        return 0

    def whole(self, owner: int, ranges: Sequence[Range], above: int = 0) -> ApparatusRows:
        return ApparatusRows(owner, 0, self.most(ranges))

    def divided(self, rows: ApparatusRows, count: int, *, forced: bool = False) -> tuple[ApparatusRows, ApparatusRows]:
        whole = (rows.first + count) // self.height * self.height
        at = max(rows.first, rows.first + count if forced and whole <= rows.first else whole)
        return replace(rows, last=at), replace(rows, first=at)
