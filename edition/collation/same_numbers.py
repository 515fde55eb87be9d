"""Tell whether the two sides of a reading are the same words but for how their numbers and dates are written.

100, a hundred; 17 May, the 17th of May; Julius II., Julius the Second. That May 17 has the same words in another order is told
apart: what differs is the order of words, not how one is spelled.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from edition.language.languages import Language
from edition.language.numerals import SIZES, from_roman
from edition.language.word_forms import is_word
from edition.model import Range, Token

# The most words of one number: nine, hundred, and, ninety, nine for each size and for the rest; the size; and.
MOST_WORDS = 7 * len(SIZES)
_DAYS = 31
# How many characters beside a reading are looked at: more than a long month, a name, or "of" and a month have.
_BESIDE = 40
# A word by its older spelling; a number by its value, and whether it is an ordinal (None: it may be either); the numbers of a month
# and a day, and whether the month is first.
_Unit = tuple[str] | tuple[int, bool | None] | tuple[int, int, bool]


def how_numbers_answer(one: Sequence[Token], two: Sequence[Token], language: Language) -> str:
    """Whether two sides are the same words, in which a number or a date is written in two ways. At least one of either is.

    "same": they are; "turned": they are, with day and month of a date in another order; "": they are not.
    """
    if not (_has_number(one, language) and _has_number(two, language)):
        return ""
    sides = _units(one, language), _units(two, language)
    if len(sides[0]) != len(sides[1]) or not all(_alike(*pair) for pair in zip(*sides, strict=True)):
        return ""
    orders = [[unit[2] for unit in side if len(unit) == 3] for side in sides]
    return "same" if orders[0] == orders[1] else "turned"


def same_with_words_beside(texts: tuple[str, str], places: tuple[Range, Range], language: Language) -> bool:
    """Whether two ranges are one day or one number, read with the month or the name that stands right beside both.

    17, the 17th, before of May in both texts; II., the Second, after Julius in both.
    """
    sides = [
        [token for token in language.tokens(text, *place) if is_word(token.t)] for text, place in zip(texts, places, strict=True)
    ]
    if not all(_has_number(side, language) for side in sides):
        return False
    before = [_before(text, place[0], language) for text, place in zip(texts, places, strict=True)]
    after = [_after(text, place[1], language) for text, place in zip(texts, places, strict=True)]
    first, last = (
        found[0] if [token.t for token in found[0]] == [token.t for token in found[1]] else [] for found in (before, after)
    )
    if not first and not last:
        return False
    return how_numbers_answer([*first, *sides[0], *last], [*first, *sides[1], *last], language) == "same"


def _before(text: str, start: int, language: Language) -> list[Token]:
    """The month or the name right before a place, with no more than a space between; empty where there is none."""
    found = language.tokens(text, max(0, start - _BESIDE), start)
    near = found and text[found[-1].end : start].strip(" ") == ""
    return [found[-1]] if near and (_is_name(found[-1], language) or _month(found[-1], language)) else []


def _after(text: str, end: int, language: Language) -> list[Token]:
    """The month right after a place, with what joins it to its day; empty where there is none."""
    found = list(language.tokens(text, end, end + _BESIDE))
    # A stop may be that of an ordinal.
    if found and found[0].t == ".":
        found, end = found[1:], found[0].end
    words = found[: 2 if found and _joins(found[0].n, language) else 1]
    near = bool(words) and _month(words[-1], language) > 0 and "\n" not in text[end : words[-1].end]
    return words if near else []


def _has_number(side: Sequence[Token], language: Language) -> bool:
    return any(_numeral(token.n, token.t, language) for token in side)


# Most words are asked for again and again.
@functools.lru_cache(maxsize=1 << 16)
def _numeral(folded: str, written: str, language: Language) -> bool:
    """Whether a word may be of a number."""
    return language.number_of([folded]) is not None or _roman(folded, written) is not None or _figures(written, language) > 0


def _roman(folded: str, written: str) -> int | None:
    """The number of capital Roman figures; of one letter alone it is not known whether it is a figure."""
    return from_roman(folded) if len(written) > 1 and written.isupper() else None


def _figures(written: str, language: Language) -> int:
    """The day that figures name with the ending that the language gives them: 1er; 0 where they name none."""
    found = re.fullmatch(rf"([0-9]{{1,2}})(?:{language.calendar.ordinal})", written.casefold())
    return int(found[1]) if found else 0


def _alike(one: _Unit, two: _Unit) -> bool:
    if len(one) == len(two) == 2:
        return one[0] == two[0] and (one[1] == two[1] or None in (one[1], two[1]))
    return len(one) == len(two) and one[:2] == two[:2]


def _units(side: Sequence[Token], language: Language) -> list[_Unit]:
    """The words of a side, each number as one, and each day of a month as one."""
    found: list[_Unit] = []
    at = 0
    while at < len(side):
        read = _day(side, at, language) or _number(side, at, language)
        if read is None:
            found.append((language.older_spelling(side[at].n),))
            at += 1
        else:
            found.append(read[0])
            at += read[1]
    return found


def _number(side: Sequence[Token], at: int, language: Language) -> tuple[_Unit, int] | None:
    """The number that begins at a place, and of how many words it is; the article of an ordinal after a name goes with it."""
    figures = _roman(side[at].n, side[at].t)
    if figures:
        return (figures, None), 1
    if read := _longest(side, at, language):
        return read[:2], read[2]
    if at and side[at].n in _articles(language) and _is_name(side[at - 1], language):
        read = _longest(side, at + 1, language)
        if read and read[1] and side[at + read[2]].t[0].isupper():
            return read[:2], 1 + read[2]
    return None


def _longest(side: Sequence[Token], at: int, language: Language, most: int | None = None) -> tuple[int, bool, int] | None:
    """The number of the most words at a place, whether it is an ordinal, and of how many words; `most`: none is higher."""
    last = at
    while last < min(len(side), at + MOST_WORDS) and _of_number(side[last].n, language):
        last += 1
    for end in range(last, at, -1):
        found = language.number_of([token.n for token in side[at:end]])
        if found is not None and (most is None or 0 < found[0] <= most) and side[end - 1].n not in language.numbers.joints:
            return *found, end - at
    return None


def _of_number(word: str, language: Language) -> bool:
    numbers = language.numbers
    return word in numbers.joints or word in numbers.one or language.number_of([word]) is not None


def _articles(language: Language) -> frozenset[str]:
    """The articles of a language that are no number."""
    numbers = language.numbers
    return frozenset(word for word in language.names.articles if word not in numbers.one and word not in numbers.cardinals)


def _is_name(token: Token, language: Language) -> bool:
    """Whether a word has the capital of a name, and is no word that has it only where a sentence begins."""
    return token.t[0].isupper() and not language.is_function_word(token.n) and language.number_of([token.n]) is None


def _month(token: Token, language: Language) -> int:
    """The number of the month that a word names, 0 where it names none."""
    written = token.t.casefold()
    # Languages that write months small have words besides that are months: sept.
    if language.number_of([token.n]) is not None or (_large_months(language) and not token.t[0].isupper()):
        return 0
    return language.calendar.months.get(token.n) or language.calendar.months.get(written) or 0


def _large_months(language: Language) -> bool:
    """Whether a language writes its months with a capital."""
    return language.book.dates.months[0].isupper()


def _joins(word: str, language: Language) -> bool:
    """Whether a word stands between a day and its month."""
    return bool(re.fullmatch(language.calendar.of, f"{word} "))


def _day(side: Sequence[Token], at: int, language: Language) -> tuple[_Unit, int] | None:
    """The day of a month that begins at a place, in either order, and of how many words it is."""
    month = _month(side[at], language)
    start = at + 1 if month else at
    if start < len(side) and side[start].n in _articles(language):
        start += 1
    day = _day_number(side, start, language)
    if day is None:
        return None
    end = start + day[1]
    if month:
        return (month, day[0], True), end - at
    if end + 1 < len(side) and _joins(side[end].n, language):
        end += 1
    after = _month(side[end], language) if end < len(side) else 0
    return ((after, day[0], False), end + 1 - at) if after else None


def _day_number(side: Sequence[Token], at: int, language: Language) -> tuple[int, int] | None:
    """The number of a day at a place, of the most words that name one, and of how many words it is."""
    if at >= len(side):
        return None
    figures = _figures(side[at].t, language)
    if figures:
        return (figures, 1) if figures <= _DAYS else None
    found = _longest(side, at, language, most=_DAYS)
    return (found[0], found[2]) if found else None
