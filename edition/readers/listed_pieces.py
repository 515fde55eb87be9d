"""Turn the contents before a text into the headings without a number that they name as pieces of it: a tale among longer ones."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from edition.language.languages import Language
from edition.model.documents import DocumentBlock
from edition.readers.contents_lists import below_contents, contents_headings, name_of_head
from edition.readers.head_series import HeadSeries
from edition.readers.named_heads import LONGEST_NAME, NamedHead, rank_of
from edition.readers.numbered_heads import read_numbered_head

# Contents list the pieces of a work if they have the headings of at least this share of its divisions. By eye, on tales.
_MOST = 0.5
# A collection has so many pieces after the one that is divided. By eye, on books of poems.
_OTHERS = 3


def listed_pieces(
    blocks: Sequence[DocumentBlock],
    words: Sequence[int],
    over: HeadSeries,
    heads: Collection[NamedHead],
    first: int,
    language: Language,
) -> frozenset[int]:
    """The headings without a number that contents list beside those of the divisions, by their places.

    `over`: the divisions, whose headings have no numbers either; `first`: where the first heading of the scheme stands, before
    which the contents stand. Where contents list numbers too, what a heading is a piece of is not said, and none is found.
    """
    listed = _lines(blocks, words, first, language)
    if len(over.members) == 1:
        # The headings of the other pieces are as high as that of the one which is divided.
        return frozenset(head.at for head in _beside(rank_of(blocks[over.places[0]]), heads, listed) if head.at > first)
    if sum(read_numbered_head(line, language) is not None for line in listed) > 1:
        # A single one may be a word of the letters of Roman figures: MILL.
        return frozenset()
    lines = {name_of_head(line) for line in listed} - {""}
    named = [_is_listed(name_of_head(blocks[place].text), lines) for place in over.places]
    if sum(named) < max(2, _MOST * len(named)):
        return frozenset()
    return frozenset(head.at for head in heads if _is_listed(head.name, lines))


def are_listed(places: Collection[int], blocks: Sequence[DocumentBlock], words: Sequence[int], language: Language) -> bool:
    """Whether contents before the first of some headings without a number list most of them."""
    lines = {name_of_head(line) for line in _lines(blocks, words, min(places), language)} - {""}
    return sum(_is_listed(name_of_head(blocks[at].text), lines) for at in places) > _MOST * len(places)


def divided_piece(
    leaf: HeadSeries, heads: Sequence[NamedHead], blocks: Sequence[DocumentBlock], words: Sequence[int], language: Language
) -> NamedHead | None:
    """The heading of the one piece of a collection that a series divides, as a poem in cantos among others; None for no collection.

    The file ranks it and the headings of the pieces after it above those of the series, and contents before the text list it and
    most of them. `heads`: the headings without a number.
    """
    first, last = leaf.places[0], leaf.places[-1]
    over = next((head for head in reversed(heads) if head.at < first), None)
    if leaf.named or leaf.dates or not leaf.level or over is None or not over.empty or over.rank <= rank_of(blocks[first]):
        return None
    listed = _lines(blocks, words, over.at, language)
    after = [head for head in heads if head.at > last and head.rank == over.rank]
    beside = {head.at for head in _beside(over.rank, heads, listed)}
    if over.at not in beside or any(head.rank >= over.rank and first < head.at < last for head in heads):
        return None
    return over if sum(head.at in beside for head in after) >= max(_OTHERS, _MOST * len(after)) else None


def _lines(blocks: Sequence[DocumentBlock], words: Sequence[int], first: int, language: Language) -> list[str]:
    """The lines of the contents that stand before a place."""
    under = [at for at in contents_headings(blocks, language) if at < first]
    return [blocks[at].text for at in below_contents(under, blocks, words) if at < first and words[at] <= LONGEST_NAME]


def _beside(rank: int, heads: Iterable[NamedHead], listed: Iterable[str]) -> Iterator[NamedHead]:
    """The headings of a rank that contents list; a line may say in how many parts a piece is."""
    lines = {name_of_head(line) for line in listed} - {""}
    for head in heads:
        if head.rank == rank and (_is_listed(head.name, lines) or any(line.startswith(f"{head.name} ") for line in lines)):
            yield head


def _is_listed(name: str, lines: Collection[str]) -> bool:
    """Whether contents have a heading: in its words, or one of the two with a word more before them, such as an article."""
    shorter = name.partition(" ")[2]
    return name in lines or shorter in lines or (" " in name and any(line.partition(" ")[2] == name for line in lines))
