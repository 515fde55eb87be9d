"""Turn numbers into Roman figures, and Roman figures and the words of a language into numbers."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from edition.language.word_patterns import NEVER

_SIGNS = {
    "m": 1000, "cm": 900, "d": 500, "cd": 400, "c": 100, "xc": 90, "l": 50, "xl": 40, "x": 10, "ix": 9, "v": 5, "iv": 4, "i": 1,
}  # fmt: skip
# Printers also wrote iiii for iv and xxxx for xl.
_FIGURES = re.compile(r"m*(?:cm|cd|d?c{0,4})(?:xc|xl|l?x{0,4})(?:ix|iv|v?i{0,4})")


def roman(number: int) -> str:
    """Write a number, from 1 on, in small Roman figures."""
    letters = ""
    for sign, value in _SIGNS.items():
        letters += sign * (number // value)
        number %= value
    return letters


def from_roman(figures: str) -> int | None:
    """Turn small Roman figures into their number; None where they are none."""
    if not figures or not _FIGURES.fullmatch(figures):
        return None
    values = [_SIGNS[letter] for letter in figures]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


# How numbers are put together of their words: by tens of these.
SIZES = (1_000_000_000, 1_000_000, 1000, 100)


@dataclass(frozen=True, slots=True, eq=False)
class NumberWords:
    """The words for numbers in one language, folded: what each counts, and what else says how much.

    `joints` stand between two words of one number (*and*), `thousands` parts the thousands in figures. `one`: what stands for one
    before a hundred or a thousand, and is no number elsewhere (*a hundred*).
    """

    cardinals: Mapping[str, int] = field(default_factory=dict)
    ordinals: Mapping[str, int] = field(default_factory=dict)
    quantities: frozenset[str] = frozenset()
    joints: tuple[str, ...] = ()
    thousands: str = ""
    ordinal_endings: tuple[str, ...] = ()
    one: tuple[str, ...] = ()

    def words(self) -> frozenset[str]:
        """The words that say how many or how much, without that for one, which is an article in many languages."""
        return self.quantities | {word for word, number in self.cardinals.items() if number != 1}

    def said(self, word: str) -> list[int | str]:
        """What a folded word, or figures, says of number: the numbers that it is put together of; empty where it says none.

        2,000 and "two thousand" say the same. One is left out: 2,100 is "two thousand, a hundred".
        """
        parts = [word] if word in self.cardinals else word.split("-")
        found: list[int | str] = []
        for part in parts:
            found += [part] if part in self.quantities else _put_together(self.cardinals.get(part, 1))
        if not found and any(letter.isdigit() for letter in word):
            digits = word.replace(self.thousands, "") if self.thousands else word
            return [*_put_together(int(digits))] if digits.isascii() and digits.isdigit() and len(digits) < 7 else [word]
        return found

    def value(self, numeral: str) -> int | None:
        """The number that folded words name, cardinal or ordinal: twenty-one, vingt et un; None where they name none.

        The article is one before a size: a hundred and fifty.
        """
        whole = self.ordinals.get(numeral) or self.cardinals.get(numeral)
        if whole is not None:
            return whole
        total = 0
        article = False
        for word in re.split(r"[-\s]+", numeral):
            if word in self.joints and total:
                continue
            if word in self.one and not article:
                article = True
                continue
            word = _typed_words(self).get(word, word)
            number = self.cardinals.get(word) or self.ordinals.get(word)
            if number is None or (article and number not in SIZES):
                return None
            # What is smaller than a size is how many of it there are: two thousand three hundred.
            many = total % number if number in SIZES else 0
            if article and many:
                return None
            total = total - many + max(many, 1) * number if number in SIZES else total + number
            article = False
        return None if article else total

    def pattern(self) -> str:
        """The pattern of a number in words, of several words too."""
        known = sorted({*self.cardinals, *self.ordinals, *_typed_words(self)}, key=lambda word: (-len(word), word))
        if not known:
            return NEVER
        word = "|".join(map(re.escape, known))
        joint = f"(?:(?:{'|'.join(map(re.escape, self.joints))})[-\\s]+)?" if self.joints else ""
        return rf"(?:{word})(?:[-\s]+{joint}(?:{word}))*(?!\w|-\w)"


# What is typed for letters that a keyboard has not.
_TYPED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


@functools.lru_cache(maxsize=64)
def _typed_words(numbers: NumberWords) -> dict[str, str]:
    """How words for numbers are typed besides, each with the word: fuenf for fünf, dreißig for dreissig."""
    found: dict[str, str] = {}
    for word in (*numbers.cardinals, *numbers.ordinals):
        for typed in (word.translate(_TYPED), word.replace("ss", "ß")):
            if typed != word:
                found[typed] = word
    return found


def _put_together(number: int) -> list[int]:
    """The numbers of whose words a number is put together, without one: 2,021 is two, thousand, twenty."""
    found: list[int] = []
    for size in SIZES:
        if number >= size:
            found += [*_put_together(number // size), size]
            number %= size
    if number >= 20:
        found.append(number - number % 10)
        number %= 10
    return found + ([number] if number > 1 else [])


def joined_numbers(languages: Sequence[NumberWords]) -> NumberWords:
    """The words that name a number in any of some languages, that of the first where they differ."""
    cardinals: dict[str, int] = {}
    ordinals: dict[str, int] = {}
    for words in reversed(languages):
        cardinals |= words.cardinals
        ordinals |= words.ordinals
    return NumberWords(cardinals, ordinals, joints=tuple(joint for words in languages for joint in words.joints))


def numbers_of(table: Mapping[str, Any], fold: Callable[[str], str]) -> NumberWords:
    """The words for numbers that a table says: of `cardinals` and `ordinals` each number with its words."""
    rest = dict(table)
    cardinals, ordinals = (
        {fold(word): int(number) for number, words in rest.pop(kind, {}).items() for word in words.split()}
        for kind in ("cardinals", "ordinals")
    )
    return NumberWords(
        cardinals,
        ordinals,
        frozenset(map(fold, rest.pop("quantities", "").split())),
        tuple(rest.pop("joints", "").split()),
        rest.pop("thousands", ""),
        tuple(rest.pop("ordinal_endings", "").split()),
        tuple(rest.pop("one", "").split()),
        **rest,
    )
