"""Turn variants that cut a heading, a list mark or a correction into variants that hold it whole."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from dataclasses import replace

from edition.model import GRADES, RunningText, Stretch, Variant

# A span of these kinds is part of what a witness says, not only how it is marked up: it stands in a reading whole.
WHOLE = frozenset({"dateline", "title", "label", "sic", "supplied"})


def whole_spans(base: RunningText, stretch: Stretch) -> Stretch:
    """Turn a witness's variants into ones that do not cut its corrections, list marks, supplied words and the like.

    Where a variant would, it takes in the whole span, and is parted again where the base has a block break.
    """
    variants = list(stretch.variants)
    partner_of = {id(v): variants[v.partner] for v in variants if v.partner is not None}
    for span in stretch.text.spans:
        if span.kind not in WHOLE:
            continue
        place = bisect_right(variants, span.start, key=lambda v: v.other[1])
        cut_by = variants[place : bisect_left(variants, span.end, place, key=lambda v: v.other[0])]
        if not cut_by or (len(cut_by) == 1 and cut_by[0].other[0] <= span.start and span.end <= cut_by[0].other[1]):
            continue
        first, last = cut_by[0], cut_by[-1]
        before, after = max(0, first.other[0] - span.start), max(0, span.end - last.other[1])
        low, high = first.base[0] - before, last.base[1] + after
        at, end = first.other[0] - before, last.other[1] + after
        made = [_weighed(part, cut_by) for part in _parted(base, low, high, at, end)]
        made[0] = _as_decided(made[0], cut_by)
        variants[place : place + len(cut_by)] = made
    index = {id(v): number for number, v in enumerate(variants)}
    linked = [replace(v, partner=index.get(id(partner_of[id(v)]))) if id(v) in partner_of else v for v in variants]
    return replace(stretch, variants=tuple(linked))


def _as_decided(made: Variant, of: list[Variant]) -> Variant:
    """A variant with what the editor decided of those that it takes in; the type that he gave to one names it."""
    given = next(((variant.type, variant.grade) for variant in of if "retype" in variant.decided), (made.type, made.grade))
    decided = tuple(kind for variant in of for kind in variant.decided)
    comments = tuple(comment for variant in of for comment in variant.comments)
    return replace(made, type=given[0], grade=given[1], decided=decided, comments=comments)


def _weighed(made: Variant, of: list[Variant]) -> Variant:
    """A variant with the highest grade and weight of those that it takes in: the words beside theirs are the same in both texts."""
    weights = [variant.weight for variant in of if variant.weight is not None]
    if made.type == "paragraph":
        return replace(made, weight=0.0 if weights else None)
    return replace(made, grade=max((variant.grade for variant in of), key=GRADES.index), weight=max(weights, default=None))


def _parted(base: RunningText, low: int, high: int, at: int, end: int) -> list[Variant]:
    """A variant of base[low:high] against a witness's range at:end, cut at the breaks of the base; the first part has the words.

    They have no grade yet: `_weighed` gives it.
    """
    breaks = [block.start - 1 for block in base.blocks[1:] if low <= block.start - 1 < high]
    bounds = sorted({low, high, *breaks, *(place + 1 for place in breaks)})
    made = []
    for number, (start, stop) in enumerate(itertools.pairwise(bounds) if low < high else [(low, high)]):
        type_ = "paragraph" if start in breaks else "lexical" if not number else "omission"
        made.append(Variant((start, stop), (at if not number else end, end), type_, "accidental"))
    return made
