"""Turn pairs of places into the longest chain of them that rises on both sides."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

Link = tuple[int, int]


def rising(pairs: Sequence[Link]) -> list[Link]:
    """The longest chain of pairs that rises on both sides (patience sorting); pairs come sorted by the first."""
    tops: list[int] = []
    heads: list[int] = []
    before: list[int] = []
    for index, (_, j) in enumerate(pairs):
        pile = bisect_left(tops, j)
        before.append(heads[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [j]
        heads[pile : pile + 1] = [index]
    chain: list[Link] = []
    at = heads[-1] if heads else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]
