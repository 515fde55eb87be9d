"""Find the divisions without numbers above the entries: the plays, parts or editions in which a count begins anew or runs on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from edition.language.numerals import from_roman
from edition.model.documents import DivisionAbove, DocumentBlock
from edition.readers.entry_drafts import EntryDraft
from edition.readers.head_series import HeadCandidate, HeadSeries
from edition.readers.named_heads import NamedHead, rank_of
from edition.readers.numbered_heads import NumberedHead

# So many of the new beginnings of a count that no number explains have a heading before them, if such headings are divisions.
_MOST = 0.5

Implied = Mapping[int, tuple[str, str]]


def with_levels_above(
    levels: tuple[HeadSeries, ...], heads: Sequence[NamedHead], blocks: Sequence[DocumentBlock]
) -> tuple[tuple[HeadSeries, ...], Implied]:
    """Put levels whose headings have no numbers above those that were chosen.

    Returns them with the divisions that no heading of their own begins: by the index of the entry number and title.
    """
    leaf = levels[-1]
    taken = {place for level in levels for place in level.places}
    free = [head for head in heads if head.at not in taken]
    held = _by_holder(leaf)
    if held and (len(levels) == 1 or len(levels[-2].members) != len(held)):
        return _with_heads(leaf, held, {head.at: head.text for head in free} | dict.fromkeys(taken - {*leaf.places}, ""), blocks)
    if leaf.dates:
        return levels, {}
    top = levels[0]
    if len(top.restarts) > 1:
        over, first = _restarts(top, free, blocks)
    else:
        over, first = _over_all(leaf, free, blocks) if top is leaf else None, ""
    if over is None:
        return levels, {}
    implied = {0: ("1", "")} if first and top is leaf else {}
    return (over, *levels), implied


def still_open(above: Sequence[DivisionAbove | None], level: int, drafts: Sequence[EntryDraft]) -> list[DivisionAbove | None]:
    """The divisions that still hold a piece whose heading has a level of the file. `drafts`: the pieces before it.

    One ends where the last piece in it stands deeper than its own heading, and this piece as high as that.
    """
    last = drafts[-1] if drafts and drafts[-1].head else None
    inside = last is not None and last.above == tuple(one for one in above if one is not None)
    before = last.head[0].level if last is not None and inside else 0
    over = [one.heading[0].level if one is not None and one.heading else 0 for one in above]
    return [None if 0 < level <= high < before else one for one, high in zip(above, over, strict=True)]


def _by_holder(leaf: HeadSeries) -> Implied:
    """The divisions that the headings of entries name: Inferno, Canto I; Chapter 3.IV."""
    starts: dict[int, tuple[str, str]] = {}
    order: dict[str, int] = {}
    for index, member in enumerate(leaf.members):
        holder = member.head.holder
        if not holder:
            return {}
        if not index or holder != leaf.members[index - 1].head.holder:
            order.setdefault(holder, len(order) + 1)
            number = int(holder) if holder.isdigit() else from_roman(holder.lower())
            starts[index] = (str(number or order[holder]), "" if number else holder)
    # A name that stands before all of them is that of the work.
    return starts if len(starts) > 1 and (len(starts) == len(order) or set(starts) <= set(leaf.restarts)) else {}


def _with_heads(
    leaf: HeadSeries, held: Implied, heads: Mapping[int, str], blocks: Sequence[DocumentBlock]
) -> tuple[tuple[HeadSeries, ...], Implied]:
    """The divisions that headings of entries name, each with the last heading before it, where one stands there."""
    places = [] if _counted(held) else sorted(heads)
    members: list[HeadCandidate] = []
    implied = dict(held)
    for index, (number, _) in held.items():
        before = leaf.members[index - 1].at if index else -1
        at = places[bisect_left(places, leaf.members[index].at) - 1] if places else -1
        if before < at < leaf.members[index].at and number.isdigit():
            head = NumberedHead("", int(number), "words", blocks[at].text)
            members.append(HeadCandidate(at, head, int(number)))
            del implied[index]
    return (HeadSeries("", 0, tuple(members), (0,), 1.0, named=True), leaf), implied


def _counted(held: Implied) -> bool:
    """Whether the names of divisions are a word and a number that counts up, so that no other heading is theirs: ACT II."""
    names = [title.rpartition(" ")[::2] for _, title in held.values()]
    numbers = [int(number) if number.isdecimal() else from_roman(number.lower()) for _, number in names]
    return names[0][0] != "" and len({word for word, _ in names}) == 1 and numbers == [*range(1, len(names) + 1)]


def _restarts(series: HeadSeries, heads: Sequence[NamedHead], blocks: Sequence[DocumentBlock]) -> tuple[HeadSeries | None, str]:
    """The headings before the new beginnings of a count as a series; "1" where the first of them has none."""
    places = [head.at for head in heads]
    found: list[list[NamedHead]] = []
    for restart in series.restarts[1:]:
        before = series.members[restart - 1].at
        found.append(_over(heads[bisect_right(places, before) : bisect_left(places, series.members[restart].at)]))
    named = [head for over in found for head in over]
    if not named or sum(map(bool, found)) < _MOST * (len(series.restarts) - 1):
        return None, ""
    # The first has a heading of the same look, and no text between it and the first number.
    ranks = {head.rank for head in named}
    before_first = heads[: bisect_left(places, series.members[0].at)]
    opening = next((head for head in reversed(before_first) if head.rank in ranks), None)
    if before_first and before_first[-1].empty and not blocks[before_first[-1].at].level:
        # Of headings that no markup ranks, the last is that of the first division; above it stand author and title.
        opening = before_first[-1]
    if opening is not None and not opening.empty and opening is not before_first[-1]:
        opening = None
    return _series([opening, *named] if opening else named, 1 if opening else 2), "" if opening else "1"


def _over(between: Sequence[NamedHead]) -> list[NamedHead]:
    """Of the headings before a new beginning of a count those of divisions: each without a text, else the last.

    Of several without a text in a row the first is that of the division. Pieces without a number may stand in one before the next.
    """
    empty = [head for at, head in enumerate(between) if head.empty and not (at and between[at - 1].empty)]
    # An epilogue with chapters is cited by its name.
    return [head for head in empty[:1] or between[-1:] if not head.apart] + empty[1:]


def _over_all(series: HeadSeries, heads: Sequence[NamedHead], blocks: Sequence[DocumentBlock]) -> HeadSeries | None:
    """The headings without text and number between entries whose numbers run on, as a series."""
    ranks = sorted(rank_of(blocks[place]) for place in series.places)
    first, last = series.places[0], series.places[-1]
    least = ranks[len(ranks) // 2] if any(blocks[place].level for place in series.places) else 0
    first, last = series.places[0], series.places[-1]
    if len([head for head in heads if head.rank == least and first < head.at < last]) > len(series.places):
        # These are the headings of what is within the entries.
        least += 1
    titles = _titles(series, heads, blocks)
    free = [head for head in heads if head.empty and head.rank >= least and head.at < last and head.at not in titles]
    empty = [head for head in free if _is_next(head, series, blocks)]
    inside = [head for head in empty if head.at > first]
    if not inside:
        return None
    opening = next((head for head in reversed(empty) if head.at < first and head.rank == inside[0].rank), None)
    return _series([opening, *inside] if opening else inside, 1 if opening else 2)


def _titles(series: HeadSeries, heads: Sequence[NamedHead], blocks: Sequence[DocumentBlock]) -> frozenset[int]:
    """The headings that stand right below a number, where most numbers have one there: they are the titles of entries.

    A title over the date of a letter has no text of its own, as the heading of a division has none.
    """
    below = set[int]()
    for place in series.places:
        at = place + 1
        while at < len(blocks) and not blocks[at].text:
            at += 1
        below.add(at)
    found = frozenset(head.at for head in heads if head.at in below)
    return found if len(found) > _MOST * len(series.places) else frozenset()


def _is_next(head: NamedHead, series: HeadSeries, blocks: Sequence[DocumentBlock]) -> bool:
    """Whether a number of a series follows a heading with nothing but headings between."""
    at = bisect_right(series.places, head.at)
    if at == len(series.places):
        return False
    return all(not block.text or block.level or block.rows == 1 for block in blocks[head.at + 1 : series.places[at]])


def _series(heads: Sequence[NamedHead], first: int) -> HeadSeries:
    members = tuple(
        HeadCandidate(head.at, NumberedHead("", number, "words", head.text), number) for number, head in enumerate(heads, first)
    )
    return HeadSeries("", 0, members, (0,), 1.0, named=True)
