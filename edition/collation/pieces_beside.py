"""Turn the variants of a text that only stands beside the base into pieces that leave the readings of compared texts whole.

Parallel segmentation wants every witness in every unit (Guidelines 13.2.3). A variant as long as a sentence would make one unit of
all that other witnesses vary in that sentence. So it is cut where their units begin and end: its first piece has all its words, and
the others have none. The witness reads back whole, and the apparatus of the others is as it would be without it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from edition.model import Stretch, Variant


def cut_at(stretch: Stretch, places: Sequence[int]) -> Stretch:
    """Cut the variants of a stretch at places of the base, which rise."""
    variants = tuple(piece for variant in stretch.variants for piece in _pieces(variant, places))
    return replace(stretch, variants=variants)


def _pieces(variant: Variant, places: Sequence[int]) -> list[Variant]:
    start, end = variant.base
    inside = places[bisect_right(places, start) : bisect_left(places, end)]
    bounds = [(start, end)] if start == end else list(pairwise([start, *dict.fromkeys(inside), end]))
    first, *rest = bounds
    without = (variant.other[1],) * 2
    return [replace(variant, base=first), *(replace(variant, base=piece, other=without, type="omission") for piece in rest)]
