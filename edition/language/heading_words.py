"""Turn the headings table of a language into the words by which its headings name what they number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from edition.language.word_patterns import NEVER

# What groups entries, and what is an entry: the keys of the table.
GROUPS = ("book", "part", "volume")
PIECES = ("chapter", "section", "letter")
# What an editor may call besides; of themselves such words say nothing that their numbers do not.
OTHERS = ("act", "scene", "canto")


@dataclass(frozen=True, slots=True, eq=False)
class HeadingWords:
    """The words of headings in one language, in small letters.

    `named`: of each key of the table its words.

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
    named: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def kind_of(self, word: str) -> str:
        """The key of the table that a word stands under: "livre" is a book; "" where it stands under none."""
        return next((kind for kind, words in self.named.items() if word in words), "")


def headings_of(table: Mapping[str, Any]) -> HeadingWords:
    """The words of headings that a table says: of each thing that a heading numbers the words for it."""
    rest = dict(table)
    named = {kind: tuple(rest.pop(kind, "").split()) for kind in (*GROUPS, *PIECES, *OTHERS)}
    groups, pieces = (tuple(word for kind in kinds for word in named[kind]) for kinds in (GROUPS, PIECES))
    articles, last, others = (tuple(rest.pop(name, "").split()) for name in ("article", "last", "other"))
    others = tuple(dict.fromkeys((*others, *(word for kind in OTHERS for word in named[kind]))))
    small = frozenset(rest.pop("small", "").split())
    return HeadingWords(groups, pieces, articles, last, others, small=small, named=named, **rest)


def joined_headings(languages: Sequence[HeadingWords]) -> HeadingWords:
    """The words of headings in any of some languages; heads of notes and small words of titles are those of the first."""
    groups, pieces, articles, last, others = (
        tuple(dict.fromkeys(word for words in languages for word in getattr(words, name)))
        for name in ("groups", "pieces", "articles", "last", "others")
    )
    named = {
        kind: tuple(dict.fromkeys(word for words in languages for word in words.named.get(kind, ())))
        for kind in (*GROUPS, *PIECES, *OTHERS)
    }
    return HeadingWords(groups, pieces, articles, last, others, languages[0].notes, languages[0].small, named)
