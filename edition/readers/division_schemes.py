"""Choose, of the series of headings that a document has, those that divide the work: books and chapters, acts and scenes, dates."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise
from typing import Literal

from edition.language.languages import Language
from edition.model.documents import DivisionAbove, DocumentBlock, PassedScheme
from edition.readers.block_parts import part_of
from edition.readers.head_series import HeadCandidate, HeadSeries
from edition.readers.listed_pieces import are_listed, divided_piece
from edition.readers.named_divisions import with_levels_above
from edition.readers.named_heads import NamedHead, rank_of
from edition.readers.numbered_heads import NumberedHead

# A series that holds at least this share of what the best one holds divides the work as well as that, and the finer is taken. By
# eye, on novels whose parts, books and chapters hold .97 to 1 of the words, and on lists that hold less than half.
_AS_WELL = 0.8
# Headings that count divide the work, though others without numbers hold more of the words: up to this share of theirs. By eye, on
# tales with numbered pieces in one of them, which hold a fifth, and on a work before a life of its author, which holds two thirds.
_COUNTED = 0.5
# Less of the words than this, and a series divides a part of a file, not the work. By eye, on numbered lists in prefaces.
_LEAST = 0.35
# Of a piece no more counts than so many times the middle one: what goes on long after the last number of a list is no piece of it.
# By eye, on novels, whose longest chapter has five times the words of the middle one, and on aphorisms, with fifty times.
_LONGEST = 20
# A heading has text of its own if so many words stand before the next lower one; less says where a scene is, or who speaks.
_OWN = 40
# So many numbered pieces at least, in what is called one of these, are stanzas if this share of them has one length. By eye, on
# epics. Pieces of fourteen lines are sonnets.
_STANZAS, _ALIKE = 12, 0.8
_OF_STANZAS = ("canto", "book", "chapter")
_STANZA_LINES = frozenset(range(2, 14))
# So large a share of the headings of a level have no text of their own where the level below divides the work.
_BARE = 0.7


@dataclass(frozen=True, slots=True)
class DivisionScheme:
    """The series that divide a work, the uppermost first, and those that were passed over.

    `implied`: the divisions that no heading of their own begins, each by the entry that it begins with, an index in the last
    series: number and title. They belong to the level above the last.
    """

    levels: tuple[HeadSeries, ...]
    passed_over: tuple[PassedScheme, ...]
    why: str
    implied: Mapping[int, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _WeighedSeries:
    """A series with what holds it, the share of the words that its pieces have, and what that is worth."""

    series: HeadSeries
    above: tuple[HeadSeries, ...]
    share: float
    score: float


class _Scales:
    """Weighs the series of a document against each other."""

    def __init__(
        self, series: Sequence[HeadSeries], heads: Sequence[NamedHead], blocks: Sequence[DocumentBlock], words: Sequence[int]
    ) -> None:
        self.series = series
        self.heads = heads
        self.blocks = blocks
        self.totals = [*accumulate(words, initial=0)]
        self.whole = max(1, self.totals[-1])
        self.marked = any(block.level for block in blocks)

    def weighed(self, one: HeadSeries) -> _WeighedSeries:
        above = self._above(one)
        # Headings of what holds its pieces are no text that it could hold.
        heads = sum(
            self.totals[member.at + 1] - self.totals[member.at] for other in above for member in other.members if member.end is None
        )
        share = self._owned(one, above) / max(1, self.whole - heads)
        return _WeighedSeries(one, above, share, share * one.fit * self._explained(one, above))

    def is_bare(self, outer: HeadSeries, inner: HeadSeries) -> bool:
        """Whether the headings of a series have no text of their own before the first of another in them."""
        bare = 0
        for member in outer.members:
            after = bisect_right(inner.places, member.at)
            if after < len(inner.places):
                bare += self.totals[inner.places[after]] - self.totals[member.at + 1] <= _OWN
        return bare >= _BARE * len(outer.members)

    def has_groups(self, one: HeadSeries, every: HeadSeries, language: Language) -> bool:
        """Whether headings of one rank are those of pieces and of a few groups, whose pieces have headings of a lower one.

        `every`: the headings that have a text of their own, of whatever rank. Contents list the pieces of groups, not the parts of
        a piece.
        """
        groups, pieces = {*one.places} - {*every.places}, {*every.places} - {*one.places}
        if not (one.named and every.named and one.level and not every.level and groups and len(pieces) > len(groups)):
            return False
        ends = sorted((*pieces, len(self.blocks)))
        if any(self.totals[ends[bisect_right(ends, place)]] - self.totals[place + 1] for place in groups):
            return False
        return are_listed(pieces, self.blocks, [after - before for before, after in pairwise(self.totals)], language)

    def stanzas(self, one: HeadSeries, language: Language) -> bool:
        """Whether the pieces of a series are the stanzas of the cantos or books above them: verses, all of one length."""
        above = self._above(one)
        if not above or len(one.members) < _STANZAS:
            return False
        if language.headings.kind_of(above[-1].word.split(" ")[0]) not in _OF_STANZAS:
            return False
        ends = sorted({*one.places, *(place for other in above for place in other.places), len(self.blocks)})
        lengths: Counter[int] = Counter()
        for place, member in zip(one.places, one.members, strict=True):
            end = ends[bisect_right(ends, place)]
            first = place if member.end is not None else place + 1
            lengths[sum(block.kind == "l" for block in self.blocks[first:end])] += 1
        length, count = lengths.most_common(1)[0]
        return length in _STANZA_LINES and count >= _ALIKE * len(one.members)

    def opens(self, outer: HeadSeries, inner: HeadSeries) -> bool:
        """Whether the one heading of a series with a number stands right over the first of another: BOOK I, CHAPTER I."""
        first = outer.members[0]
        between = self.totals[inner.places[0]] - self.totals[first.at + 1]
        counted = first.number == 1 or len(inner.members) == 1
        return runs_on(inner) and not outer.named and first.at < inner.places[0] and counted and not between

    def _above(self, one: HeadSeries) -> tuple[HeadSeries, ...]:
        """The series whose members hold those of one, the uppermost first. One without numbers must have no text of its own."""
        found = [
            other
            for other in (_up_to(other, one) for other in self.series if other is not one)
            if _holds(other, one)
            and _may_stand_over(other, one)
            and (self.is_bare(other, one) if other.named or one.named else True)
        ]
        return _chained(found)

    def _rank(self, one: HeadSeries) -> int:
        if self.marked:
            return 10 - one.level if one.level else 0
        ranks = sorted(rank_of(self.blocks[place]) for place in one.places)
        return ranks[len(ranks) // 2]

    def _owned(self, one: HeadSeries, above: Sequence[HeadSeries]) -> float:
        """How many words stand in the pieces of a series. A piece ends with the next, or with a heading of what holds it."""
        ends = {place for other in (*above, one) for place in other.places}
        for other in self.series:
            if other is one or other.named or other.dates or len(other.members) < 2 or _holds(one, other) or _divides(other, one):
                continue
            higher = bool(other.level and one.level) and other.level <= one.level and len(other.members) < len(one.members)
            # A letter that is numbered and dated has its date below its number: the date ends nothing.
            if higher or (not above and other.word):
                ends.update(other.places)
        rank = self._rank(one)
        for level in {head.rank for head in self.heads if head.rank >= rank}:
            places = tuple(head.at for head in self.heads if head.rank == level)
            if level > rank or not _fills(places, one):
                ends.update(place for place in places if not self._heads(one, place))
        ordered = [*sorted(ends), len(self.totals) - 1]
        sizes = sorted(self.totals[ordered[bisect_right(ordered, place)]] - self.totals[place] for place in one.places)
        most = _LONGEST * sizes[len(sizes) // 2]
        return sum(min(size, most) for size in sizes)

    def _heads(self, one: HeadSeries, place: int) -> bool:
        """Whether a heading stands right below one of a series: it is the title of that."""
        at = bisect_left(one.places, place) - 1
        return at >= 0 and self.totals[place] == self.totals[one.places[at] + 1]

    def _explained(self, one: HeadSeries, above: Sequence[HeadSeries]) -> float:
        """The share of a series whose count begins on a heading, of what holds it or without a number; the longest run may not."""
        if len(one.restarts) <= 1:
            return 1.0
        places = sorted({*(place for other in above for place in other.places), *(head.at for head in self.heads)})
        runs = [end - start for start, end in pairwise((*one.restarts, len(one.members)))]
        good = longest = 0
        for run, restart in zip(runs[1:], one.restarts[1:], strict=True):
            before, here = one.members[restart - 1], one.members[restart]
            if bisect_right(places, here.at) > bisect_right(places, before.at) or before.head.holder != here.head.holder:
                good += run
            else:
                longest = max(longest, run - runs[0])
        return (runs[0] + good + longest) / len(one.members)


def choose_scheme(
    series: Sequence[HeadSeries],
    heads: Sequence[NamedHead],
    blocks: Sequence[DocumentBlock],
    words: Sequence[int],
    language: Language,
    wanted: Callable[[HeadSeries], bool] | None = None,
) -> DivisionScheme:
    """Choose the series by which a work is divided. `heads`: its headings without a number; `words`: how many each block has.

    `wanted`: what the editor says of the series that are entries; one of these is taken, however little it holds.
    """
    scales = _Scales(series, heads, blocks, words)
    weighed = [scales.weighed(one) for one in series]
    good = [one for one in weighed if (one.score >= _LEAST if wanted is None else wanted(one.series))]
    if wanted is None:
        # Numbered stanzas are no entries, where the cantos that they stand in are numbered too.
        good = [one for one in good if not scales.stanzas(one.series, language)] or good
    if any(len(one.series.members) > 1 for one in good):
        # One heading divides nothing, where others do.
        good = [one for one in good if len(one.series.members) > 1]
    if not good:
        return DivisionScheme((), tuple(_passed(one) for one in weighed), "nothing divides it")
    chosen = _leaf(good, scales, language)
    leaf = chosen.series
    levels = (*(one for one in chosen.above if len(one.members) > 1 or (one is chosen.above[-1] and scales.opens(one, leaf))), leaf)
    levels, implied = with_levels_above(levels, heads, blocks)
    if len(levels) == 1 and (piece := divided_piece(leaf, heads, blocks, words, language)):
        over = HeadCandidate(piece.at, NumberedHead("", 1, "words", piece.text), 1)
        levels = (HeadSeries("", 10 - piece.rank, (over,), (0,), 1.0, named=True), leaf)
    passed = tuple(_passed(one) for one in weighed if _up_to(one.series, leaf) not in levels)
    return DivisionScheme(
        levels, passed, f"{len(leaf.members)} {plural(name_of(leaf))} hold {chosen.share:.0%} of the words", implied
    )


def _leaf(good: Sequence[_WeighedSeries], scales: _Scales, language: Language) -> _WeighedSeries:
    """Of series that may divide the work that of its entries.

    The finest with numbers or dates; where there is none, the highest of those without. From there a series without numbers is gone
    down to where the headings above have no text of their own, and are not called a chapter, or what else an entry is called.
    """
    best = max(one.score for one in good)
    fine = [one for one in good if one.score >= _AS_WELL * best]
    most = max((one.score for one in good if not one.series.named), default=0.0)
    counted = [one for one in good if not one.series.named and one.score >= _AS_WELL * most]
    if most >= _COUNTED * best:
        # Of two that have one heading each, as in a chapter by itself, the second stands below the first.
        single = all(len(one.series.members) == 1 for one in counted)
        chosen = max(counted, key=lambda one: (one.series.places[0] if single else len(one.series.members), one.score))
    else:
        chosen = min(fine, key=lambda one: len(one.series.members))
    for one in sorted(fine, key=lambda one: len(one.series.members)):
        if one.series.named and len(one.series.members) > len(chosen.series.members) and _holds(chosen.series, one.series):
            group = chosen.series.named or chosen.series.word.split(" ")[0] in language.headings.groups
            if group and scales.is_bare(chosen.series, one.series):
                chosen = one
    return next((one for one in fine if scales.has_groups(chosen.series, one.series, language)), chosen)


def _passed(one: _WeighedSeries) -> PassedScheme:
    return PassedScheme((name_of(one.series),), len(one.series.members), f"holds {one.share:.0%} of the words")


def name_of(series: HeadSeries) -> str:
    """What a series is called."""
    return series.word.split(" ")[0] or "section"


def keys_of(scheme: DivisionScheme) -> Literal["numbers", "dates", "none"]:
    """By what the entries of a scheme are known."""
    leaf = scheme.levels[-1] if scheme.levels else None
    return "none" if leaf is None or (leaf.named and not leaf.dates) else "dates" if leaf.dates else "numbers"


def plural(name: str) -> str:
    """What several of a level are called: chapters."""
    return name if name.endswith("s") else f"{name}s"


def levels_above(one: HeadSeries, series: Sequence[HeadSeries]) -> tuple[HeadSeries, ...]:
    """The series whose members hold those of one, the uppermost first."""
    return _chained(other for other in series if other is not one and _holds(other, one))


def _chained(found: Iterable[HeadSeries]) -> tuple[HeadSeries, ...]:
    """Of series that hold another those that hold one another, the uppermost first."""
    chain: list[HeadSeries] = []
    for other in sorted(found, key=lambda other: len(other.members)):
        if not chain or len(other.members) > len(chain[-1].members) or not set(other.places) & set(chain[-1].places):
            chain.append(other)
    # Each must be within the one before it.
    kept: list[HeadSeries] = []
    for other in chain:
        if not kept or _holds(kept[-1], other):
            kept.append(other)
    return tuple(kept)


def _up_to(outer: HeadSeries, inner: HeadSeries) -> HeadSeries:
    """A series without what counts anew after the last of another: parts of the notes to a work hold none of its chapters."""
    if outer.named or outer.dates or outer.keys:
        return outer
    after = next((restart for restart in outer.restarts[1:] if outer.members[restart].at > inner.places[-1]), None)
    if after is None:
        return outer
    return replace(outer, members=outer.members[:after], restarts=tuple(one for one in outer.restarts if one < after))


def _holds(outer: HeadSeries, inner: HeadSeries) -> bool:
    """Whether each member of a series has some of another in it, and few of the other stand before its first."""
    if len(outer.members) == len(inner.members) == 1:
        return outer.places[0] < inner.places[0]
    if len(outer.members) >= len(inner.members):
        return False
    counts = [0] * (len(outer.members) + 1)
    for place in inner.places:
        counts[bisect_right(outer.places, place)] += 1
    filled = sum(count > 0 for count in counts[1:])
    if len(outer.members) == 1:
        return counts[0] == 0 and counts[1] > 1
    return counts[0] <= 0.1 * len(inner.members) and filled >= 0.8 * len(outer.members)


def _may_stand_over(outer: HeadSeries, inner: HeadSeries) -> bool:
    """Whether a series may be above another: no deeper in the levels of the file, and dates only where numbers begin anew in each.

    Letters that are numbered and dated have their dates below the numbers.
    """
    if outer.dates and (2 * len(inner.restarts) < len(outer.members) or len(inner.restarts) < 2 <= len(outer.members)):
        return False
    return not inner.level or 0 < outer.level <= inner.level or bool(outer.dates)


def _divides(inner: HeadSeries, outer: HeadSeries) -> bool:
    """Whether a count begins anew in pieces of another series, and each time ends in the piece that it began in."""
    if len(inner.restarts) < 2:
        return False
    runs = pairwise((*inner.restarts, len(inner.members)))
    pieces = [
        (bisect_right(outer.places, inner.members[start].at), bisect_right(outer.places, inner.members[end - 1].at))
        for start, end in runs
    ]
    return all(first == last for first, last in pieces) and len({first for first, _ in pieces}) == len(pieces)


def _fills(places: Sequence[int], one: HeadSeries) -> bool:
    """Whether headings stand in most pieces of a series: they are below it, and end none of them."""
    ends = [*one.places, places[-1] + 1]
    filled = sum(bisect_left(places, end) > bisect_right(places, start) for start, end in pairwise(ends))
    return len(places) > 1 and filled >= 0.6 * len(one.places)


def runs_on(series: HeadSeries) -> bool:
    """Whether a count runs on to the end of the work."""
    return len(series.restarts) <= 1


def citation(above: Sequence[DivisionAbove | None], levels: Sequence[HeadSeries], number: str) -> str:
    """The key of an entry, 2.17: its number after those of the divisions above it, down from the last whose count runs on."""
    chain: list[str] = []
    for level, one in zip(levels, above, strict=False):
        if one is None:
            continue
        if runs_on(level):
            chain = []
        chain.append(one.n)
    return ".".join([*chain, number])


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
            number = f"{block.label}{head.text}".strip()
            found += (replace(head, kind="p", text=number, label=""), replace(rest, kind="p", label="", gap=0))
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
