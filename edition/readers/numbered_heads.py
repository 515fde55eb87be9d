"""Turn a line that may be a heading into its word, its number and its title: CHAPTER IV.--The Mill, Canto II, 12."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Literal

from edition.language.calendars import NEVER
from edition.language.languages import Language, language_read_as
from edition.language.numerals import from_roman

Figures = Literal["roman", "arabic", "words"]
# Between a number and its title: a stop or a colon, dashes of any kind, or brackets that close.
_PARTED = r"(?:[.:)\]]*\s*[—–―-]+\s*|[.:)\]]+\s*(?:[—–―-]+\s*)?)"
# No number of a heading has more Roman figures: MDCCCLXXXVIII, the year 1888, has thirteen.
_ROMAN = r"[IVXLCDM]{1,13}|[ivxlcdm]{1,13}"
_NUMBER = rf"(?P<arabic>\d{{1,4}}(?:st|nd|rd|th|er|re|e|º|ª|\.º)?)|(?P<roman>(?:{_ROMAN}))"
# No heading has a longer one; by eye, on chapters of old novels that tell what they hold.
LONGEST_TITLE = 60
_LETTERSPACED = re.compile(r"(?:[^\W\d_] ){3,}[^\W\d_](?=\W|$)")


@dataclass(frozen=True, slots=True)
class NumberedHead:
    """A heading that is numbered.

    `word`: what it calls what it numbers, in small letters, "" for a number alone. `number`, and how it is written. `title`: what
    follows, "" where nothing does. `printed`: the number as it stands.
    """

    word: str
    number: int
    figures: Figures
    title: str = ""
    printed: str = ""


def read_numbered_head(text: str, language: Language) -> NumberedHead | None:
    """Read a text as a numbered heading; None where it is none. That its number counts up with others is for others to see.

    `language`: as `language_read_as` gives it, with the headings of every language that is known.
    """
    bare = _LETTERSPACED.sub(lambda found: found[0].replace(" ", ""), text)
    if bare != text:
        # Letters were spaced, so words are parted by more than one space, which the reader has made single.
        text = bare
    stripped = text.lstrip(" *_[(—–-")
    if not stripped or len(stripped.split()) > LONGEST_TITLE:
        return None
    for pattern in _patterns(language):
        found = pattern.match(stripped)
        if found and (head := _head(found, stripped, language)):
            return head
    return None


def _head(found: re.Match[str], text: str, language: Language) -> NumberedHead | None:
    groups = found.groupdict()
    word = " ".join((groups.get("word") or "").lower().split())
    printed = groups.get("arabic") or groups.get("roman") or groups.get("spelled") or ""
    number: int | None
    figures: Figures
    if groups.get("arabic"):
        number, figures = int(re.sub(r"\D", "", printed)), "arabic"
    elif groups.get("roman"):
        number, figures = from_roman(printed.lower()), "roman"
    else:
        number, figures = language.numbers.value(language.fold(" ".join(printed.split()))), "words"
    title = text[found.end() :].strip()
    parted = (groups.get("parted") or "").strip()
    if figures == "roman" and not (printed.isupper() or printed.islower()):
        # A word: "Mill" would be 1101.
        return None
    if not number:
        number = misprinted(printed) if groups.get("roman") and (word or not title) else None
        if not number:
            return None
    if word in language.headings.articles:
        # "The First Book": the word stands after the number.
        return None
    if word in language.calendar.months:
        # A date: "October 4".
        return None
    if title and not parted and not word:
        return None
    if title and len(printed) == 1 and printed in "LCDM":
        # An initial, as of a name: "M. Pell".
        return None
    if title and not parted and word and not _begins_title(title):
        return None
    if figures == "roman" and not word and title and printed.islower():
        return None
    return NumberedHead(word, number, figures, title.rstrip(" *_"), printed)


def misprinted(figures: str) -> int | None:
    """What letters of Roman figures that make no number add up to; where they stand tells what they should be."""
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
    letters = figures.lower()
    if len(letters) > 1 and from_roman(letters) is None and set(letters) <= values.keys():
        return sum(values[letter] for letter in letters)
    return None


def _begins_title(title: str) -> bool:
    """Whether what follows a number without a mark may be a title: a capital, and not the rest of a sentence."""
    first = title.lstrip("“\"'‘«([_")
    return bool(first) and first[0].isupper() and not re.search(r"[.?!;]\s+\S", title)


@functools.lru_cache(maxsize=64)
def _patterns(language: Language) -> tuple[re.Pattern[str], ...]:
    articles = "|".join(sorted(map(re.escape, language.headings.articles), key=len, reverse=True)) or NEVER
    word = r"(?P<word>[^\W\d_]{3,}(?![^\W\d_])(?=\W|$)(?:\s+(?:no|nr|n)\b\.?)?|§)"
    spelled = rf"(?P<spelled>{language.numbers.pattern()})"
    end = rf"(?:(?P<parted>{_PARTED})|(?=\s|$))"
    # The name of what is divided may stand before: "Inferno: Canto I".
    named = r"[^\W\d_][^:.,\n]{1,40}[:.,]\s+"
    return (
        re.compile(rf"{word}\.?\s*(?:(?:{articles})\s+)?(?:{_NUMBER}|{spelled})(?![\w’']|-\w){end}", re.IGNORECASE),
        re.compile(
            rf"(?:(?:{articles})\s+)?(?:{spelled}|(?P<arabic>\d{{1,3}}(?:st|nd|rd|th|er|re|e|º|ª|\.)))\s+{word}(?![\w’']|-\w){end}",
            re.IGNORECASE,
        ),
        re.compile(rf"(?:{_NUMBER})(?![\w’']|-\w){end}"),
        re.compile(rf"{named}{word}\s+(?:{_NUMBER})(?![\w’']|-\w)(?P<parted>)\W*$", re.IGNORECASE),
    )


def is_division_word(word: str, language: Language) -> bool:
    """Whether a word calls a division of a work in a language, as `language_read_as` gives it."""
    first = word.split(" ")[0]
    return first in language.headings.groups or first in language.headings.pieces


def heads_division(text: str, language: str) -> bool:
    """Whether a line is the heading of a division and nothing else: a known word with a number. `language`: its tag."""
    known = language_read_as(language)
    head = read_numbered_head(text, known)
    return head is not None and not head.title and is_division_word(head.word, known)
