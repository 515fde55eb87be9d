"""Choose, of the series of headings that a document has, those that divide the work: books and chapters, acts and scenes, dates."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from edition.model.documents import DocumentBlock, PassedScheme
from edition.readers.block_parts import part_of
from edition.readers.head_candidates import HeadSeries

# A series that holds at least this share of what the best one holds divides the work as well as that, and the finer is taken. By
# eye, on novels whose parts, books and chapters hold .97 to 1 of the words, and on lists that hold less than half.
_AS_WELL = 0.8
# Less of the words than this, and a series divides a part of a file, not the work. By eye, on numbered lists in prefaces.
_LEAST = 0.35


@dataclass(frozen=True, slots=True)
class DivisionScheme:
    """The series that divide a work, the uppermost first, and those that were passed over."""

    levels: tuple[HeadSeries, ...]
    passed_over: tuple[PassedScheme, ...]
    why: str


def choose_scheme(
    series: Sequence[HeadSeries], words: Sequence[int], wanted: Callable[[HeadSeries], bool] | None = None
) -> DivisionScheme:
    """Choose the series by which a work is divided. `words`: how many words each block has.

    `wanted`: what the editor says of the series that are entries; one of these is taken, however little it holds.
    """
    totals = [*accumulate(words, initial=0)]
    whole = max(1, totals[-1])
    weighed: list[tuple[float, float, HeadSeries, tuple[HeadSeries, ...]]] = []
    for one in series:
        above = levels_above(one, series)
        owned = _owned(one, above, series, totals) / whole
        explained = _explained(one, above)
        weighed.append((owned * one.fit * explained, owned, one, above))
    good = [entry for entry in weighed if (entry[0] >= _LEAST if wanted is None else wanted(entry[2]))]
    if any(len(entry[2].members) > 1 for entry in good):
        # One heading divides nothing, where others do.
        good = [entry for entry in good if len(entry[2].members) > 1]
    if not good:
        return DivisionScheme((), tuple(_passed(one, share) for _, share, one, _ in weighed), "nothing divides it")
    best = max(score for score, *_ in good)
    fine = [entry for entry in good if entry[0] >= _AS_WELL * best]
    # What the text says of its divisions goes before how the file numbers them.
    _, owned, leaf, above = max(fine, key=lambda entry: (len(entry[2].members), not entry[2].keys, entry[0]))
    levels = (*(one for one in above if len(one.members) > 1), leaf)
    chosen = {id(one) for one in levels}
    passed = tuple(_passed(one, share) for _, share, one, _ in weighed if id(one) not in chosen)
    return DivisionScheme(levels, passed, f"{len(leaf.members)} {plural(name_of(leaf))} hold {owned:.0%} of the words")


def _passed(series: HeadSeries, share: float) -> PassedScheme:
    return PassedScheme((name_of(series),), len(series.members), f"holds {share:.0%} of the words")


def name_of(series: HeadSeries) -> str:
    """What a series is called."""
    return series.word.split(" ")[0] or "section"


def plural(name: str) -> str:
    """What several of a level are called: chapters."""
    return name if name.endswith("s") else f"{name}s"


def levels_above(one: HeadSeries, series: Sequence[HeadSeries]) -> tuple[HeadSeries, ...]:
    """The series whose members hold those of one, the uppermost first."""
    found = [other for other in series if other is not one and _holds(other, one)]
    found.sort(key=lambda other: len(other.members))
    chain: list[HeadSeries] = []
    for other in found:
        if not chain or len(other.members) > len(chain[-1].members) or not set(other.places) & set(chain[-1].places):
            chain.append(other)
    # Each must be within the one before it.
    kept: list[HeadSeries] = []
    for other in chain:
        if not kept or _holds(kept[-1], other):
            kept.append(other)
    return tuple(kept)


def _holds(outer: HeadSeries, inner: HeadSeries) -> bool:
    """Whether each member of a series has some of another in it, and few of the other stand before its first."""
    if len(outer.members) >= len(inner.members):
        return False
    counts = [0] * (len(outer.members) + 1)
    for place in inner.places:
        counts[bisect_right(outer.places, place)] += 1
    filled = sum(count > 0 for count in counts[1:])
    if len(outer.members) == 1:
        return counts[0] == 0 and counts[1] > 1
    return counts[0] <= 0.1 * len(inner.members) and filled >= 0.8 * len(outer.members)


def _owned(one: HeadSeries, above: Sequence[HeadSeries], series: Sequence[HeadSeries], totals: Sequence[int]) -> int:
    """How many words stand in the pieces of a series. A piece ends with the next, or with a heading of what holds it."""
    ends = {place for other in (*above, one) for place in other.places}
    ends |= {
        place
        for other in series
        if other is not one and len(other.members) < len(one.members) and other.level and one.level and other.level <= one.level
        for place in other.places
    }
    if not above:
        # A letter that is numbered and dated has its date below its number: the date ends nothing.
        ends |= {
            place
            for other in series
            if other is not one and other.word and not other.dates and len(other.members) > 1 and not _holds(one, other)
            for place in other.places
        }
    ordered = [*sorted(ends), len(totals) - 1]
    total = 0
    for place in one.places:
        total += totals[ordered[bisect_right(ordered, place)]] - totals[place]
    return total


def _explained(one: HeadSeries, above: Sequence[HeadSeries]) -> float:
    """The share of new beginnings of a count that fall on a heading of what holds it."""
    if len(one.restarts) <= 1:
        return 1.0
    places = sorted(place for other in above for place in other.places)
    good = 0
    for restart in one.restarts[1:]:
        before, here = one.members[restart - 1].at, one.members[restart].at
        good += bisect_right(places, here) > bisect_right(places, before)
    return (1 + good) / len(one.restarts)


def runs_on(series: HeadSeries) -> bool:
    """Whether a count runs on to the end of the work."""
    return len(series.restarts) <= 1


def headings_apart(
    blocks: Sequence[DocumentBlock], scheme: DivisionScheme
) -> tuple[tuple[DocumentBlock, ...], DivisionScheme, list[int]]:
    """Part the headings of a scheme from the text with which they share a paragraph.

    Returns the blocks, the scheme counted in them, and for each block that was given, and for their end, its new index.
    """
    leaf = scheme.levels[-1]
    ends = {member.at: member.end for member in leaf.members if member.end is not None}
    if not ends:
        return tuple(blocks), scheme, [*range(len(blocks) + 1)]
    found: list[DocumentBlock] = []
    places: list[int] = []
    for at, block in enumerate(blocks):
        places.append(len(found))
        if at in ends:
            head, rest = part_of(block, 0, ends[at]), part_of(block, ends[at], len(block.text))
            # The mark of an item is the number of the entry.
            found += (replace(head, kind="p"), replace(rest, kind="p", label="", gap=0))
        else:
            found.append(block)
    levels = tuple(
        replace(
            level,
            members=tuple(replace(member, at=places[member.at]) for member in level.members),
            years=tuple(places[at] for at in level.years),
            paragraphs=tuple((places[at], date) for at, date in level.paragraphs),
        )
        for level in scheme.levels
    )
    return tuple(found), replace(scheme, levels=levels), [*places, len(found)]
