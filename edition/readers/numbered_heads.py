"""Turn a line that may be a heading into its word, its number and its title: CHAPTER IV.--The Mill, Canto II, 12."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from edition.language.languages import Language, language_read_as
from edition.language.numerals import from_roman
from edition.language.word_patterns import NEVER

Figures = Literal["roman", "arabic", "words"]
# Between a number and its title: a stop or a colon, dashes of any kind, or brackets that close.
_PARTED = r"(?:[.:)\]]*\s*[—–―-]+\s*|[.:)\]]+\s*(?:[—–―-]+\s*)?)"
# No number of a heading has more Roman figures: 9,888 has twenty-one.
_ROMAN = r"[IVXLCDM]{1,21}|[ivxlcdm]{1,21}"
_ORDINAL = r"(?:st|nd|rd|th|er|re|e|º|ª|\.º)"
_NUMBER = rf"(?P<arabic>\d{{1,5}}{_ORDINAL}?)|(?P<roman>(?:{_ROMAN}))"
# The number of what holds it may stand before a number: "Chapter 3.IV.", "Scene 1.2".
_HOLDER = r"(?:(?P<holder>\d{1,3}|[IVXLC]{1,8})\.(?=\d|[IVXLCDM]))?"
# No heading has a longer one; by eye, on chapters of old novels that tell what they hold.
LONGEST_TITLE = 60
# A number from this one on, after a place and a comma, is a year.
_FIRST_YEAR = 1000
# Letters with a space between each: C H A P T E R.
_LETTERSPACED = re.compile(r"(?<!\S)(?:[^\W\d_] ){3,}[^\W\d_](?!\S)")
# A number that a scanner broke: LX VII-- for LXVII--
_BROKEN = re.compile(r"([IVXLC]{1,8}) ([IVXLC]{1,8})(?=\s*(?:--|[—–]))")
_BRACKETED = re.compile(r"(\w+)[\s.]*\]")
# What printers put before a heading, and spaces that no eye sees.
_BEFORE = " *_[(—–-\u00a0\u2060\ufeff"
# The number of a heading that says it is the last: it counts as the next.
LAST = -1


@dataclass(frozen=True, slots=True)
class NumberedHead:
    """A heading that is numbered.

    `word`: what it calls what it numbers, in small letters, "" for a number alone. `number`, and how it is written. `title`: what
    follows, "" where nothing does. `printed`: the number as it stands. `holder`: what the heading says that it is part of, a name
    or a number ("Inferno: Canto I", "Chapter 3.IV"), "" for most. `initial`: the number is one letter with a stop before a title,
    and may be the initial of a name: "L. The Mill", "M. Pell".
    """

    word: str
    number: int
    figures: Figures
    title: str = ""
    printed: str = ""
    holder: str = ""
    initial: bool = False


def without_letterspacing(text: str) -> str:
    """A text whose spaced letters are put together: C H A P T E R  I is CHAPTER I, where two spaces or more part its words."""
    return _LETTERSPACED.sub(lambda found: found[0].replace(" ", ""), text)


def read_numbered_head(text: str, language: Language, *, marked: bool = False, initials: bool = False) -> NumberedHead | None:
    """Read a text as a numbered heading; None where it is none. That its number counts up with others is for others to see.

    `language`: as `language_read_as` gives it, with the headings of every language that is known. `marked`: the file says that it
    is a heading, so that a title may follow its number without a mark between: I The mill. `initials`: a number that may be the
    initial of a name is read too.
    """
    stripped = " ".join(text.replace("\u2060", "").split()).lstrip(_BEFORE)
    if found := _BRACKETED.fullmatch(stripped):
        stripped = found[1]
    if (found := _BROKEN.match(stripped)) and from_roman(found[1].lower() + found[2].lower()):
        stripped = found[1] + found[2] + stripped[found.end() :]
    if _LETTERSPACED.match(stripped):
        stripped = _spaced_words(stripped, language)
    if not stripped or stripped.count(" ") >= LONGEST_TITLE:
        return None
    head = _read(stripped, language, marked)
    return None if head is not None and head.initial and not initials else head


# A line of a text is asked for several times: as a heading, in contents, as a title.
@functools.lru_cache(maxsize=1 << 14)
def _read(stripped: str, language: Language, marked: bool) -> NumberedHead | None:
    for pattern in _patterns(language):
        found = pattern.match(stripped)
        if found and (head := _head(found, stripped, language, marked=marked)):
            return head
    return None


def _spaced_words(text: str, language: Language) -> str:
    """A line of spaced letters whose words are parted by one space too, put together; its word and its number are parted."""
    joined = without_letterspacing(text)
    headings = language.headings
    words = sorted((*headings.groups, *headings.pieces, *headings.others), key=len, reverse=True)
    for word in words:
        if joined.lower().startswith(word) and len(joined) > len(word) and joined[len(word)] != " ":
            return f"{joined[: len(word)]} {joined[len(word) :]}"
    return joined


def _head(found: re.Match[str], text: str, language: Language, *, marked: bool) -> NumberedHead | None:
    groups = found.groupdict()
    word = " ".join((groups.get("word") or "").lower().split())
    title = text[found.end() :].strip()
    parted = (groups.get("parted") or "").strip()
    if word and not _may_call(word, language):
        return None
    known = is_division_word(word, language)
    unmarked = bool(title) and not parted
    ordered = (groups.get("ordered") or "").endswith(".")
    if groups.get("first") and groups.get("last") and (unmarked or not known):
        # Words of a title: "The last days of the mill".
        return None
    if (ordered and (unmarked or not known)) or (groups.get("first") and unmarked and not known):
        # A number with its title: "1. How they went to the mill", "27. Notice".
        return None
    if word and not known and title and title.split()[0].lower().rstrip(".,") in language.calendar.months:
        # A place and a day: "Crumb, 4 April 1801".
        return None
    numeral = _numeral(groups, word, title, language)
    if numeral is None:
        return None
    number, figures, printed = numeral
    if word and not known and number >= _FIRST_YEAR and text[len(word) : len(word) + 1] == ",":
        # A place and a year: "Crumb, 1801".
        return None
    if unmarked and not ((word or (marked and printed.isupper())) and _begins_title(title, sentence=marked)):
        return None
    bare = not word and bool(title) and figures == "roman"
    initial = bare and len(printed) == 1 and printed in "LCDM" and parted in (".", "")
    if bare and (printed.islower() or (initial and not parted)):
        # The rest of a sentence.
        return None
    holder = (groups.get("holder") or groups.get("name") or "").strip()
    if title and language.headings.kind_of(word) == "act" and (scene := _read(title.lstrip(" ,;"), language, marked)):
        if language.headings.kind_of(scene.word) == "scene" and not scene.holder:
            # Both numbers of a scene: "ACT I.—SCENE II.", "ACT I., SCENE II."
            return replace(scene, holder=f"{groups['word']} {printed}")
    return NumberedHead(word, number, figures, title.rstrip(" *_"), printed, holder, initial)


def _may_call(word: str, language: Language) -> bool:
    """Whether a word can be the name of a division: neither an article, a month ("October 4") nor a number ("XLVII. THE MILL")."""
    if from_roman(word) is not None:
        return False
    return word not in language.headings.articles and word not in language.calendar.months and word not in language.words.every


def _numeral(groups: Mapping[str, str | None], word: str, title: str, language: Language) -> tuple[int, Figures, str] | None:
    """The number that a heading has, how it is written, and as it is printed; None where there is none."""
    if last := groups.get("last"):
        return LAST, "words", last
    if printed := groups.get("arabic") or groups.get("ordered"):
        number = int(re.sub(r"\D", "", printed))
        return (number, "arabic", printed) if number else None
    if printed := groups.get("roman"):
        figures = _with_ones(printed) if is_division_word(word, language) else printed
        if not (figures.isupper() or figures.islower()):
            # A word: "Mill" would be 1101.
            return None
        value = from_roman(figures.lower()) or _with_stop(figures, groups) or (misprinted(printed) if word or not title else None)
        return (value, "roman", printed) if value else None
    printed = groups.get("spelled") or groups.get("counted") or ""
    value = spelled_number(printed, language)
    return (value, "words", printed) if value else None


def spelled_number(printed: str, language: Language) -> int | None:
    """The number that words name, those of other languages too, which are known in their own spelling, accents and all."""
    words = " ".join(printed.split())
    return language.numbers.value(language.fold(words)) or language.numbers.value(words.casefold())


def _with_ones(figures: str) -> str:
    """Roman figures in which a small L that a typist or a scanner took for a capital I is one: SCENE ll."""
    capitals = figures.replace("l", "I")
    return capitals if "l" in figures and capitals.isupper() and len(figures) > 1 else figures


def _with_stop(figures: str, groups: Mapping[str, str | None]) -> int | None:
    """The number of figures before a dash whose last I and its stop a scanner took for an L: LVIL-- for LVII.--"""
    if figures[-2:] not in ("IL", "VL", "XL") or (groups.get("parted") or "").strip()[:1] not in tuple("—–―-"):
        return None
    return from_roman(f"{figures[:-1]}I".lower())


def misprinted(figures: str) -> int | None:
    """What letters of Roman figures that make no number add up to; where they stand tells what they should be."""
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
    letters = figures.lower()
    if len(letters) > 1 and from_roman(letters) is None and set(letters) <= values.keys():
        return sum(values[letter] for letter in letters)
    return None


def _begins_title(title: str, *, sentence: bool) -> bool:
    """Whether what follows a number without a mark may be a title: a capital, and not the rest of a sentence unless it may be."""
    first = title.lstrip("“\"'‘«([_")
    # M. LE COMTE in capitals is no end of a sentence.
    return bool(first) and first[0].isupper() and (sentence or title.isupper() or not re.search(r"[.?!;]\s+\S", title))


@functools.lru_cache(maxsize=64)
def _patterns(language: Language) -> tuple[re.Pattern[str], ...]:
    articles = "|".join(sorted(map(re.escape, language.headings.articles), key=len, reverse=True)) or NEVER
    article = rf"(?:(?:{articles})\s+)?"
    word = r"(?P<word>[^\W\d_]{3,}(?![^\W\d_])(?=\W|$)(?:\s+(?:no|nr|n)\b\.?)?|§)"
    numerals = language.numbers.pattern()
    last = "|".join(map(re.escape, language.headings.last)) or NEVER
    # The fourth and last part.
    and_last = rf"(?:\s+(?:{language.page.and_})\s+(?:{last}))?"
    end = rf"(?:(?P<parted>{_PARTED})|(?=\s|$))"
    ends = r"(?![\w’']|-\w)"
    group = rf"(?P<word>{'|'.join(map(re.escape, language.headings.groups)) or NEVER})"
    # The name of what is divided may stand before: "Inferno: Canto I".
    named = r"(?P<name>[^\W\d_][^:.,•·|\n]{1,40}?)\s?[:.,•·|]\s*"
    return (
        re.compile(
            rf"{word}[.,]?\s*{article}(?:(?P<last>{last})|{_HOLDER}(?:{_NUMBER})|(?P<spelled>{numerals})){ends}{end}", re.IGNORECASE
        ),
        re.compile(
            rf"(?P<first>{article}(?:(?P<last>{last})|(?P<counted>{numerals})|(?P<ordered>\d{{1,3}}(?:{_ORDINAL}|\.))){and_last}\s+)"
            rf"{word}{ends}{end}",
            re.IGNORECASE,
        ),
        # No number alone has five figures. A hyphen may stand for a dash: "LVI-To his brother", but not "D-day".
        re.compile(rf"(?:(?P<arabic>\d{{1,4}}{_ORDINAL}?){ends}|(?P<roman>{_ROMAN})(?![\w’']|-[^\W_A-ZÀ-Þ])){end}"),
        re.compile(rf"{named}{word}\s+(?:{_NUMBER}){ends}(?P<parted>)\W*$", re.IGNORECASE),
        # The Mill. Second part.
        re.compile(rf"{named}{article}(?P<counted>{numerals}){and_last}\s+{group}{ends}(?P<parted>)\W*$", re.IGNORECASE),
    )


def is_division_word(word: str, language: Language) -> bool:
    """Whether a word calls a division of a work in a language, as `language_read_as` gives it."""
    first = word.split(" ")[0]
    headings = language.headings
    return first in headings.groups or first in headings.pieces or first in headings.others


def heads_division(text: str, language: str) -> bool:
    """Whether a line is the heading of a division and nothing else: a known word with a number. `language`: its tag."""
    known = language_read_as(language)
    head = read_numbered_head(text, known)
    return head is not None and not head.title and is_division_word(head.word, known)
