"""Turn names and titles into keys by which a language sorts them, and a person's name into its form in a list, the surname first.

The keys follow the Unicode Collation Algorithm (UTS 10) in its first two levels for letters of Latin script: first the letters
without capitals and accents, then the accents. A library that has all of the algorithm would be a program of its own to install.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from edition.language.numerals import from_roman

# Letters that no accent makes of others, as UTS 10 (allkeys.txt, first level) and printers spread them.
_SPREAD = {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"}
# Stands behind a letter that is a letter of its own, so that it comes after all words with the letter before it: ñ after n.
_AFTER = "\U0010ffff"
# Numbers of at most so many figures come in their order.
_FIGURES = 10
_WORD = re.compile(r"[^\W_]+")
# A first word that something follows; behind an apostrophe there is no space: L’Oiseau.
_ARTICLE = re.compile(r"\W*(\w+)(?:\s+|['’])(?=\w)")
# Signs between two parts of one word, which are not sorted by: O'Brien, d’Alembert.
_WITHIN = re.compile(r"(?<=\w)['’ʼ](?=\w)")
# What shows that a name is not just forenames and a surname: it is inverted, explained or numbered already.
_NOT_PLAIN = re.compile(r"[,;:()\[\]\d\"“”«»„]")
# Languages in which the surname stands first: https://en.wikipedia.org/wiki/Surname#Order_of_names
_SURNAME_FIRST = frozenset("hu ja ko vi zh".split())
# Languages in which a person has two surnames, so that the last word of three may be the second of them.
_TWO_SURNAMES = frozenset("ca es eu gl pt".split())

# Words of a text up to each of its commas, then the text with its accents, then with its capitals.
SortKey = tuple[tuple[tuple[str, ...], ...], str, str]


@dataclass(frozen=True, slots=True, eq=False)
class NameWords:
    """What a language knows of names and titles in lists, in small letters.

    `articles`: what a title or the name of a body is not sorted by, where it stands first. `titles`: what stands before a person's
    name. `own_letters`: letters with accents that are letters of their own, each with the letter after which it stands.
    """

    articles: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    own_letters: Mapping[str, str] = field(default_factory=dict)


def name_words_of(table: Mapping[str, Any]) -> NameWords:
    """The words of a table of names. `own_letters`: pairs of letters, the second a letter of its own after the first: `nñ`."""
    rest = {key: frozenset(value.split()) for key, value in table.items() if key != "own_letters"}
    return NameWords(**rest, own_letters={pair[1]: pair[0] for pair in table.get("own_letters", "").split()})


def sort_key(text: str, words: NameWords, articles: Set[str] = frozenset()) -> SortKey:
    """Turn a name or title into the key by which lists of a language sort it, word by word: `de Sade` comes before `Dea`.

    What stands before a comma is compared first, so that `Holm, Zoe` comes before `Holm Brothers`. Numbers come in their order,
    Roman ones after the first word too. `articles`: words that do not count at the beginning.
    """
    opening = _ARTICLE.match(text)
    said = text[opening.end() :] if opening and opening[1].casefold() in articles else text
    parts = [_words(part, words.own_letters) for part in _WITHIN.sub("", unicodedata.normalize("NFC", said)).split(",")]
    return tuple(filter(None, parts)), unicodedata.normalize("NFD", text.casefold()), text


def letter_of(key: SortKey) -> str:
    """The letter under which a key stands in a list, with what makes it a letter of its own; "" where it begins with no letter."""
    first = key[0][0][0] if key[0] else ""
    return first[: 1 + first.startswith(_AFTER, 1)] if first[:1].isalpha() else ""


def _words(text: str, own: Mapping[str, str]) -> tuple[str, ...]:
    found: list[str] = []
    for word in _WORD.findall(text):
        number = from_roman(word.lower()) if found and word.isupper() else None
        said = word.casefold() if number is None else str(number)
        figures = re.match(r"[0-9]*", said)[0]  # type: ignore[index]
        found.append(figures.zfill(_FIGURES) * bool(figures) + "".join(_letter(letter, own) for letter in said[len(figures) :]))
    return tuple(found)


def _letter(letter: str, own: Mapping[str, str]) -> str:
    if letter in own:
        return own[letter] + _AFTER
    spread = _SPREAD.get(letter, letter)
    return "".join(sign for sign in unicodedata.normalize("NFKD", spread) if not unicodedata.combining(sign))


def inverted(name: str, titles: Set[str], language: str) -> str:
    """Turn the name of a person into its form in a list, the last word first: `Péret, Benjamin`.

    A name stays as it is where it is not sure that its last word is the surname: one word; a word in small letters, as in `Narcís
    Molins i Fabregàs`, `Ludwig van Beethoven`, `Charles the Bald`; a number, as of kings; one of `titles` at the beginning; an
    abbreviation at the end; signs that say more; and names in a language that puts surnames first or has two. `language`: a
    BCP 47 tag, "" for none.
    """
    words = name.split()
    primary = language.partition("-")[0].lower()
    stays = (
        len(words) < 2
        or _NOT_PLAIN.search(name) is not None
        or not all(word[0].isupper() for word in words)
        or words[-1].endswith(".")
        or (words[-1].isupper() and from_roman(words[-1].lower()) is not None)
        or words[0].rstrip(".").casefold() in titles
        or primary in _SURNAME_FIRST
        or (primary in _TWO_SURNAMES and len(words) > 2)
    )
    return name if stays else f"{words[-1]}, {' '.join(words[:-1])}"


def is_inversion(key: str, name: str) -> bool:
    """Tell whether a sort key is a name with its words in another order, such as `Péret, Benjamin`: then it can be printed."""
    return "," in key and sorted(key.replace(",", " ").split()) == sorted(name.replace(",", " ").split())
