"""Turn the contents before a text into the headings without a number that they name as pieces of it: a tale among longer ones."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from edition.language.languages import Language
from edition.model.documents import DocumentBlock
from edition.readers.contents_lists import below_contents, contents_headings, name_of_head
from edition.readers.head_series import HeadSeries
from edition.readers.named_heads import LONGEST_NAME, NamedHead
from edition.readers.numbered_heads import read_numbered_head

# Contents list the pieces of a work if they have the headings of at least this share of its divisions. By eye, on tales.
_MOST = 0.5


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
    under = [at for at in contents_headings(blocks, language) if at < first]
    listed = [blocks[at].text for at in below_contents(under, blocks, words) if at < first and words[at] <= LONGEST_NAME]
    if sum(read_numbered_head(line, language) is not None for line in listed) > 1:
        # A single one may be a word of the letters of Roman figures: MILL.
        return frozenset()
    lines = {name_of_head(line) for line in listed} - {""}
    named = [_is_listed(name_of_head(blocks[place].text), lines) for place in over.places]
    if sum(named) < max(2, _MOST * len(named)):
        return frozenset()
    return frozenset(head.at for head in heads if _is_listed(head.name, lines))


def _is_listed(name: str, lines: Collection[str]) -> bool:
    """Whether contents have a heading: in its words, or one of the two with a word more before them, such as an article."""
    shorter = name.partition(" ")[2]
    return name in lines or shorter in lines or (" " in name and any(line.partition(" ")[2] == name for line in lines))
