"""Tell whether the two sides of a reading are the same words but for how their numbers and dates are written.

100, a hundred; 17 May, the 17th of May; Julius II., Julius the Second. That May 17 has the same words in another order is told
apart: to the editor of ../shared/gold it is syntax, not spelling.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from edition.language.languages import Language
from edition.language.numerals import from_roman
from edition.model import Token

# No number has more words: nine hundred and ninety-nine thousand nine hundred and ninety-nine.
MOST_WORDS = 9
# The sizes before which the article stands for one: a hundred.
_COUNTED = frozenset({100, 1000, 1_000_000, 1_000_000_000})
_DAYS = 31
# A word by its older spelling; a number by its value, and whether it is an ordinal (None: it may be either); the numbers of a month
# and a day, and whether the month is first.
_Unit = tuple[str] | tuple[int, bool | None] | tuple[int, int, bool]


def same_but_for_numbers(one: Sequence[Token], two: Sequence[Token], language: Language, *, ordered: bool = True) -> bool:
    """Whether two sides are the same words, in which a number or a date is written in two ways. At least one of either is.

    `ordered`: day and month stand in one order.
    """
    if not (any(_numeral(token, language) for token in one) and any(_numeral(token, language) for token in two)):
        return False
    sides = _units(one, language), _units(two, language)
    return len(sides[0]) == len(sides[1]) and all(_alike(*pair, ordered=ordered) for pair in zip(*sides, strict=True))


def _numeral(token: Token, language: Language) -> bool:
    """Whether a word may be of a number."""
    return _names_number(token.n, language) or _roman(token) is not None


# It is asked of every word that two texts have otherwise.
@functools.lru_cache(1 << 16)
def _names_number(word: str, language: Language) -> bool:
    """Whether a folded word names a number by itself."""
    return language.number_of([word]) is not None


def _roman(token: Token) -> int | None:
    """The number of capital Roman figures; of one letter alone it is not known whether it is a figure."""
    return from_roman(token.n) if len(token.t) > 1 and token.t.isupper() else None


def _alike(one: _Unit, two: _Unit, *, ordered: bool) -> bool:
    if len(one) == len(two) == 2:
        return one[0] == two[0] and (one[1] == two[1] or None in (one[1], two[1]))
    return one == two if ordered or len(one) < 3 else one[:2] == two[:2]


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
    figures = _roman(side[at])
    if figures:
        return (figures, None), 1
    article = 1 if side[at].n in language.words.determiners else 0
    for last in range(min(len(side), at + article + MOST_WORDS), at + article, -1):
        value = language.number_of([token.n for token in side[at + article : last]])
        if value is None:
            continue
        number, ordinal = value
        if not article or (number in _COUNTED and last == at + 2 and side[at].n in language.numbers.one):
            return (number, ordinal), last - at
        if ordinal and side[last - 1].t[0].isupper():
            return (number, None), last - at
    return None


def _day(side: Sequence[Token], at: int, language: Language) -> tuple[_Unit, int] | None:
    """The day of a month that begins at a place, in either order, and of how many words it is."""
    calendar = language.calendar
    months = [k for k in range(at, min(len(side), at + 4)) if side[k].n in calendar.months and side[k].t[0].isupper()]
    if not months:
        return None
    month = months[0]
    for first, last in ((at, month), (month + 1, month + 3), (month + 1, month + 2)):
        words = [token.n for token in side[first:last]]
        if month != at and first != at:
            break
        while words and re.fullmatch(calendar.article, words[0]):
            words = words[1:]
        if words and re.fullmatch(calendar.of, f"{words[-1]} "):
            words = words[:-1]
        day = language.number_of(words)
        if day is not None and 0 < day[0] <= _DAYS:
            return (calendar.months[side[month].n], day[0], month == at), max(month + 1, min(last, len(side))) - at
    return None
