"""Turn anchors into the same without those between what one text alone has and what the other alone has in the same place.

A clause that one text has before a comma, and nothing against it, and a clause that the other has after the comma, and nothing
against it, are the two readings of one place, if neither is much longer than the other. A stronger mark parts them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from edition.collation.paths import Anchor
from edition.collation.turned_clauses import UNLIKE, PlacedWords, gaps_between
from edition.model import Range, Token

# What parts no clauses: white space, commas and one quotation mark. Two end what one person says, and begin what another does.
_WEAK = re.compile(r"[\s,]*[“”‘’\"'«»‹›]?[\s,]*")


def without_bounds_in_place(
    anchors: Sequence[Anchor], words: tuple[Sequence[Token], Sequence[Token]], texts: tuple[str, str]
) -> list[Anchor]:
    """Turn anchors, rising on both sides, into the same without those that part the two readings of one place.

    `words`: the tokens of the texts, without what moved. No word and no end of a paragraph is taken in.
    """
    sides = PlacedWords(words[0]), PlacedWords(words[1])
    found: list[Anchor] = []
    taken = 0
    merged: tuple[Range, Range] | None = None
    for (before, has), (after, had) in pairwise(_worded(anchors, sides, texts)):
        if has[0] == has[1] or had[0] == had[1] or has[0] == had[0]:
            # Not one text alone here and the other alone there.
            continue
        between = (before[0][1], after[0][0]), (before[1][1], after[1][0])
        if any(side.lying_in(place) for side, place in zip(sides, between, strict=True)):
            continue
        marks = [text[slice(*place)] for text, place in zip(texts, between, strict=True)]
        if any("\n" in mark for mark in marks):
            continue
        if not all(_WEAK.fullmatch(mark) for mark in marks) or before is merged:
            continue
        lengths = [max(last - first for first, last in map(PlacedWords.within, sides, gap)) for gap in (before, after)]
        if max(lengths) > UNLIKE * min(lengths):
            continue
        # What has become a part of one reading becomes a part of no second: three in turn would be as unlike as may be.
        merged = after
        while taken < len(anchors) and (anchors[taken][0][0] < between[0][0] or anchors[taken][1][0] < between[1][0]):
            found.append(anchors[taken])
            taken += 1
        while taken < len(anchors) and anchors[taken][0][1] <= between[0][1] and anchors[taken][1][1] <= between[1][1]:
            taken += 1
    return [*found, *anchors[taken:]]


def _worded(
    anchors: Sequence[Anchor], sides: tuple[PlacedWords, PlacedWords], texts: tuple[str, str]
) -> Iterator[tuple[tuple[Range, Range], tuple[bool, bool]]]:
    """What lies between anchors, where a side has a word there, and whether each has."""
    for gap in gaps_between(anchors, texts):
        (first, last), (other_first, other_last) = sides[0].within(gap[0]), sides[1].within(gap[1])
        if first < last or other_first < other_last:
            yield gap, (first < last, other_first < other_last)
