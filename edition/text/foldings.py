"""Turn a text into the one that it is compared as: what differs only in how a computer writes the same letters is the same.

These are the foldings that editorialDecl/normalization of a TEI document names. No stage has foldings of its own: collation, the
merging of witnesses and the check that each witness reads back all ask here.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from dataclasses import replace
from itertools import accumulate

from edition.model import RunningText

# Signs that show nothing: the soft hyphen, the zero-width space, the two joiners, the word joiner, the byte order mark.
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
# The letters of Unicode's block of presentation forms that print several Latin letters as one.
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
HYPHENS = "\u2010\u2011"
# Every space of Unicode that parts no lines, but the common one.
SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_TABLE = str.maketrans({**dict.fromkeys(INVISIBLE, ""), **LIGATURES, **dict.fromkeys(HYPHENS, "-"), **dict.fromkeys(SPACES, " ")})


def folded(text: str) -> str:
    """Turn a text into its folded form, in which canonical equivalents are one (Unicode's form D).

    Soft hyphens and joiners are left out, ligature letters are written out, all kinds of hyphen and of space are one.
    """
    return text if text.isascii() else unicodedata.normalize("NFD", text.translate(_TABLE))


def same_folded(one: str, two: str) -> bool:
    """Whether two texts differ in nothing but what is folded."""
    return one == two or folded(one) == folded(two)


def folded_places(text: str) -> tuple[int, ...]:
    """Turn a text into where each of its offsets, from 0 to its length, stands in its folded form."""
    if text.isascii():
        return tuple(range(len(text) + 1))
    lengths = {letter: len(folded(letter)) for letter in set(text)}
    return (0, *accumulate(map(lengths.__getitem__, text)))


def folded_text(text: RunningText) -> RunningText:
    """Turn a running text into its folded form, with the places of its blocks, spans, marks and looks counted there."""
    if text.text.isascii():
        return text
    at = folded_places(text.text)
    return RunningText(
        folded(text.text),
        tuple(replace(block, start=at[block.start], end=at[block.end]) for block in text.blocks),
        tuple(replace(span, start=at[span.start], end=at[span.end]) for span in text.spans),
        tuple(replace(mark, at=at[mark.at]) for mark in text.marks),
        tuple(replace(look, start=at[look.start], end=at[look.end]) for look in text.looks),
    )


def beside(text: RunningText, other: str) -> RunningText:
    """Turn a running text into the same in the characters of another text that differs from it in nothing but what is folded.

    What stands at an offset stands where the other text has the same letters.
    """
    if text.text == other:
        return text
    mine, theirs = folded_places(text.text), folded_places(other)
    place: dict[int, int] = {}
    for offset, at in enumerate(theirs):
        place.setdefault(at, offset)
    ends = sorted(place)

    def moved(offset: int) -> int:
        # Within a letter that the other text writes as one: after it.
        return place[ends[bisect_left(ends, mine[offset])]]

    return replace(
        text,
        text=other,
        spans=tuple(replace(span, start=moved(span.start), end=moved(span.end)) for span in text.spans),
        marks=tuple(replace(mark, at=moved(mark.at)) for mark in text.marks),
        looks=tuple(replace(look, start=moved(look.start), end=moved(look.end)) for look in text.looks),
    )
