"""Find what stands beside the numbered entries with a count of its own: letters before the chapters, an epilogue with chapters."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from edition.language.languages import Language
from edition.readers.head_series import HeadCandidate, HeadSeries
from edition.readers.named_heads import NamedHead
from edition.readers.numbered_heads import NumberedHead

# Each has at least so many words: lines of contents have fewer. By eye, on short letters.
_LEAST = 30


def pieces_beside(
    levels: Sequence[HeadSeries], series: Sequence[HeadSeries], words: Sequence[int], language: Language
) -> frozenset[int]:
    """The headings, with numbers of their own, that begin entries or hold some beside those that divide the work."""
    totals = [*accumulate(words, initial=0)]
    leaf = levels[-1]
    taken = {place for level in levels for place in level.places}
    others = [one for one in series if not one.named and not one.dates and not taken & {*one.places}]
    found: set[int] = set()
    for one in others:
        apart = one.places[-1] < min(taken) or one.places[0] > max(taken)
        if apart and one.word.split(" ")[0] in language.headings.pieces and len(one.members) > 1 and len(one.restarts) == 1:
            ends = [*one.places[1:], min(taken) if one.places[-1] < min(taken) else len(words)]
            if all(totals[end] - totals[at] >= _LEAST for at, end in zip(one.places, ends, strict=True)):
                found.update(one.places)
    held = sorted(place for one in others for place in one.places)
    above = sorted(taken - {*leaf.places})
    for restart in leaf.restarts[1:] if held else ():
        before, here = leaf.members[restart - 1].at, leaf.members[restart].at
        at = bisect_left(held, here) - 1
        explained = bisect_left(above, here) > bisect_left(above, before)
        if not explained and at >= 0 and held[at] > before and totals[here] == totals[held[at] + 1]:
            found.add(held[at])
    return frozenset(found)


def with_misspelt(series: HeadSeries, heads: Sequence[NamedHead]) -> HeadSeries:
    """A series with the headings whose number nobody can read, but which have its word and stand where one number is missing."""
    if not series.word or series.dates:
        return series
    places = [head.at for head in heads]
    added: list[HeadCandidate] = []
    for before, after in pairwise(series.members):
        if after.number != before.number + 2:
            continue
        between = heads[bisect_left(places, before.at) : bisect_left(places, after.at)]
        said = [head for head in between if series.word in head.name.split()]
        if len(said) == 1:
            number = before.number + 1
            head = NumberedHead(series.word, number, "words", printed=said[0].text)
            added.append(HeadCandidate(said[0].at, head, number, doubtful=True))
    if not added:
        return series
    members = tuple(sorted((*series.members, *added), key=lambda member: member.at))
    index = {member.at: at for at, member in enumerate(members)}
    return replace(series, members=members, restarts=tuple(index[series.members[at].at] for at in series.restarts))
