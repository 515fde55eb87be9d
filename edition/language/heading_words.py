"""Turn the headings table of a language into the words by which its headings name what they number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from edition.language.calendars import NEVER

# What groups entries, and what is an entry: the keys of the table.
GROUPS = ("book", "part", "volume")
PIECES = ("chapter", "section", "letter")


@dataclass(frozen=True, slots=True, eq=False)
class HeadingWords:
    """The words of headings in one language, in small letters.

    `groups` call what holds entries, a book or a part; `pieces` what is one, a chapter or a letter. `articles` may stand before
    them, `last` in the place of a number. `others` call divisions of other kinds of works: an act, a canto. `notes`: the pattern of
    the heading over notes. `small`: the words of four letters or more that a title in capitals leaves in small letters.
    """

    groups: tuple[str, ...] = ()
    pieces: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    notes: str = NEVER
    small: frozenset[str] = field(default_factory=frozenset)


def headings_of(table: Mapping[str, Any]) -> HeadingWords:
    """The words of headings that a table says: of each thing that a heading numbers the words for it."""
    rest = dict(table)
    groups, pieces = (tuple(word for kind in kinds for word in rest.pop(kind, "").split()) for kinds in (GROUPS, PIECES))
    articles, last, others = (tuple(rest.pop(name, "").split()) for name in ("article", "last", "other"))
    return HeadingWords(groups, pieces, articles, last, others, small=frozenset(rest.pop("small", "").split()), **rest)


def joined_headings(languages: Sequence[HeadingWords]) -> HeadingWords:
    """The words of headings in any of some languages; heads of notes and small words of titles are those of the first."""
    groups, pieces, articles, last, others = (
        tuple(dict.fromkeys(word for words in languages for word in getattr(words, name)))
        for name in ("groups", "pieces", "articles", "last", "others")
    )
    return HeadingWords(groups, pieces, articles, last, others, languages[0].notes, languages[0].small)
