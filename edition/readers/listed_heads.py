"""Turn contents, before a text or after it, into the headings that they list: lines that stand alone over a text of their own.

In a plain text a heading without a number looks as any short line does. Where contents list most of the pieces of a collection,
they say which lines are its headings, however these are set, and that other lines are none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches

from edition.language.languages import Language
from edition.model.documents import DocumentBlock
from edition.readers.contents_lists import contents_headings, name_of_head
from edition.readers.head_candidates import may_divide
from edition.readers.outside import kind_by_heading

# The numbers are by eye, on collections of poems and of tales of public libraries. Contents list so many pieces at least, and this
# share of their lines stands over a text.
_FEWEST, _MOST = 6, 0.7
# A line of contents has no more words; after so many empty lines the text begins that they stand before.
_LINE, _FAR = 20, 5
# A heading stands after so many empty lines.
_APART = 2
# Two names are one if they are as like as this, of 1: a letter that is missing, an ending.
_LIKE = 0.86
# Names are so compared only if no more lines stand alone, for each that contents list.
_OTHERS = 5


def listed_heads(blocks: Sequence[DocumentBlock], words: Sequence[int], language: Language) -> tuple[int, ...]:
    """The places of the headings that contents list, in their order; none where contents list too few, or the file has levels.

    `words`: how many words each block has. Time grows with the blocks, and with the lines of contents times the headings.
    """
    if any(block.level for block in blocks):
        return ()
    for at in contents_headings(blocks, language):
        lines = [*_lines(at, blocks, words, language)]
        names = {name_of_head(blocks[line].text) for line in lines} - {""}
        if len(names) < _FEWEST:
            continue
        found = [
            place
            for place in _headings(blocks, {at, *lines}, names)
            if kind_by_heading(blocks[place].text, language) != "colophon" or _has_verses_below(blocks, place)
        ]
        if len(found) >= _MOST * len(names):
            return tuple(found)
    return ()


def contents_end(blocks: Sequence[DocumentBlock], words: Sequence[int], language: Language) -> int:
    """Where the first contents end whose first line comes again, as the heading that it names; 0 where none do."""
    for at in contents_headings(blocks, language):
        first = next((name for block in blocks[at + 1 :] if (name := name_of_head(block.text))), "")
        for place in range(at + 2, len(blocks)):
            if words[place] > _LINE:
                break
            if blocks[place].gap >= _APART and name_of_head(blocks[place].text) == first:
                return place
    return 0


def _lines(at: int, blocks: Sequence[DocumentBlock], words: Sequence[int], language: Language) -> Iterator[int]:
    """The lines of the contents whose heading stands at a place: down to a long one, or to the first that comes again."""
    seen: set[str] = set()
    for place in range(at + 1, len(blocks)):
        block = blocks[place]
        name = name_of_head(block.text)
        # Two pieces may have one name.
        again = name in seen and block.gap >= _APART
        if "licence" in block.within or words[place] > _LINE or again or (seen and block.gap >= _FAR):
            break
        said = kind_by_heading(block.text, language)
        # Contents list no colophon: one of them is a poem that is called The End.
        if not name or (said and said != "colophon"):
            continue
        seen.add(name)
        yield place


def _headings(blocks: Sequence[DocumentBlock], contents: Collection[int], names: Collection[str]) -> list[int]:
    """The lines that stand alone and that contents list, each name once: in its words, in its first words, or nearly so."""
    alone = [(at, name) for at in range(len(blocks)) if at not in contents and (name := _name_alone(blocks, at))]
    waiting = dict.fromkeys(sorted(names))
    found: list[int] = []
    others: list[tuple[int, str]] = []
    for at, name in alone:
        line = name if name in waiting else _longer(name, waiting)
        if line is None:
            others.append((at, name))
            continue
        del waiting[line]
        found.append(at)
    if len(others) <= _OTHERS * len(names):
        for at, name in others:
            if near := get_close_matches(name, [line for line in waiting if line.count(" ") == name.count(" ")], 1, _LIKE):
                del waiting[near[0]]
                found.append(at)
    return sorted(found)


def _name_alone(blocks: Sequence[DocumentBlock], at: int) -> str:
    """The name that a block would be as a heading; "" for one that does not stand alone."""
    block, after = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
    if not block.text or not may_divide(block) or block.kind not in ("p", "l") or block.rows > 2:
        return ""
    if block.gap < _APART or after is None or not after.gap or len(block.text.split()) > _LINE:
        return ""
    return name_of_head(block.text)


def _has_verses_below(blocks: Sequence[DocumentBlock], at: int) -> bool:
    return at + 1 < len(blocks) and blocks[at + 1].kind == "l"


def _longer(name: str, names: Collection[str]) -> str | None:
    """The first line of contents that begins with a name of two words or more and goes on."""
    return next((line for line in names if line.startswith(f"{name} ")), None) if " " in name else None
