"""Turn two words into how far they are alike by their form: identity, stem, beginning, parts of a compound, word class."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from edition.stems import ADVERBS, AUXILIARIES, CONJUNCTIONS, DETERMINERS, PREPOSITIONS, PRONOUNS, is_function_word, is_word, stem

Matrix = NDArray[np.float64]

CONTENT, FUNCTION, MARK = 0, 1, 2
# How far two words are alike, from 0 to 1: the same (by kind), of one stem, with a part or a beginning in common; else by class.
SAME = (1.0, 0.7, 0.6)
SAME_STEM, SAME_ADVERB, SAME_PART, SAME_BEGINNING = 0.85, 0.8, 0.6, 0.9
OF_A_KIND, OF_A_CLASS = (0.15, 0.0, 0.25), 0.3
# A pair at least this alike answers by its own form; below, only by its place.
STRONG = 0.45
_CLASSES = (AUXILIARIES, DETERMINERS, PRONOUNS, PREPOSITIONS, CONJUNCTIONS, ADVERBS)


def likeness(base: Sequence[str], other: Sequence[str]) -> Matrix:
    """How far each folded word of one side can answer each of the other by its form, from 0 to 1."""
    types = [sorted(set(side)) for side in (base, other)]
    table = _bykind_of(types[0], types[1])
    _by_form(types[0], types[1], table)
    index = [{word: place for place, word in enumerate(side)} for side in types]
    rows = np.array([index[0][word] for word in base])
    columns = np.array([index[1][word] for word in other])
    result: Matrix = table[np.ix_(rows, columns)]
    return result


def likeness_of(one: str, two: str) -> float:
    """How far one folded word can answer another by its form: `likeness` of two words alone."""
    kind = kind_of(one)
    of_a_class = OF_A_CLASS if classes_of(one) & classes_of(two) else OF_A_KIND[kind]
    by_form = _alike(one, two) if not set(_keys(one)).isdisjoint(_keys(two)) else 0.0
    return max(by_form, of_a_class if kind == kind_of(two) else 0.0)


def _bykind_of(base: Sequence[str], other: Sequence[str]) -> Matrix:
    """What two words are alike by their class alone: content words a little, function words of one class somewhat more."""
    kinds = [np.array([kind_of(word) for word in side]) for side in (base, other)]
    classes = [np.array([classes_of(word) for word in side]) for side in (base, other)]
    same = kinds[0][:, None] == kinds[1][None, :]
    table: Matrix = np.where(same, np.array(OF_A_KIND)[kinds[0]][:, None], 0.0)
    return np.where(same & ((classes[0][:, None] & classes[1][None, :]) > 0), OF_A_CLASS, table)


def _by_form(base: Sequence[str], other: Sequence[str], table: Matrix) -> None:
    """Raise the pairs that are alike by their letters: the same word, stem, part of a compound, or beginning."""
    keyed: dict[str, list[int]] = {}
    for place, word in enumerate(other):
        for key in _keys(word):
            keyed.setdefault(key, []).append(place)
    for row, word in enumerate(base):
        for key in _keys(word):
            for column in keyed.get(key, ()):
                table[row, column] = max(table[row, column], _alike(word, other[column]))


def _keys(word: str) -> tuple[str, ...]:
    """What two words must share to be compared letter by letter."""
    if kind_of(word) != CONTENT:
        return (word,)
    parts = tuple("-" + stem(part) for part in word.split("-")) if "-" in word else ("-" + stem(word),)
    return (word, "^" + word[:4], "=" + stem(word), *parts)


def _alike(one: str, two: str) -> float:
    """How far two words that share a key are alike."""
    if one == two:
        return SAME_ADVERB if one in ADVERBS else SAME[kind_of(one)]
    if stem(one) == stem(two):
        return SAME_STEM
    if "-" in one or "-" in two:
        parts = {stem(part) for part in one.split("-")}, {stem(part) for part in two.split("-")}
        if parts[0] & parts[1]:
            return SAME_PART
    common = next((k for k, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    return SAME_BEGINNING * common / max(len(one), len(two)) if common >= 4 else 0.0


@functools.lru_cache(maxsize=1 << 17)
def kind_of(word: str) -> int:
    return MARK if not is_word(word) else FUNCTION if is_function_word(word) else CONTENT


@functools.lru_cache(maxsize=1 << 17)
def classes_of(word: str) -> int:
    """The classes of a function word, a bit for each; 0 for other words."""
    return sum(1 << bit for bit, words in enumerate(_CLASSES) if word in words)
