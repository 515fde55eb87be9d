"""Turn segments into weighted features of their words, by which two segments are compared.

A feature is a stem, the first letters of a long word, or a function word; its weight grows with its rarity in the two texts
(inverse document frequency, Spärck Jones 1972), so that a name counts for much and an article for next to nothing.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from edition.model import Segment
from edition.stems import TOKEN, fold, is_function_word, is_word, stem

Features = dict[str, float]

# What a function word and the beginning of a long word weigh beside a stem.
FUNCTION, PREFIX, LETTERS = 0.25, 0.5, 5


def features(text: str, segments: Sequence[Segment]) -> list[Features]:
    """Turn segments into counts of features; a function word's name begins with "_", a prefix's with "^"."""
    counted: list[Features] = []
    for segment in segments:
        counts: Counter[str] = Counter()
        for token in TOKEN.findall(text[segment.start : segment.end]):
            if is_word(token):
                for part in fold(token).split("-"):
                    _count(part, counts)
        # A line of dots or dashes answers its like.
        counted.append(dict(counts) or {"=" + text[segment.start : segment.end].strip(): 1.0})
    return counted


def _count(word: str, counts: Counter[str]) -> None:
    if not word:
        return
    if is_function_word(word):
        counts["_" + word] += FUNCTION  # type: ignore[assignment]
        return
    counts[stem(word)] += 2 if word[0].isdigit() else 1
    if len(word) > LETTERS:
        counts["^" + word[:LETTERS]] += PREFIX  # type: ignore[assignment]


def weigh(base: list[Features], other: list[Features]) -> tuple[list[Features], list[Features]]:
    """Turn counts into weights: the root of the count times ln(1 + N / df), N segments of which df have the feature."""
    frequency: Counter[str] = Counter()
    for counts in (*base, *other):
        frequency.update(counts.keys())
    number = len(base) + len(other)
    rarity = {name: math.log(1 + number / count) for name, count in frequency.items()}

    def weighed(side: list[Features]) -> list[Features]:
        return [{name: math.sqrt(count) * rarity[name] for name, count in counts.items()} for counts in side]

    return weighed(base), weighed(other)


def dot(one: Features, two: Features) -> float:
    """The scalar product of two segments."""
    if len(one) > len(two):
        one, two = two, one
    return sum(weight * two[name] for name, weight in one.items() if name in two)


def cosine(one: Features, two: Features) -> float:
    """How far two segments have the same words, from 0 to 1."""
    norms = dot(one, one) * dot(two, two)
    return min(1.0, dot(one, two) / math.sqrt(norms)) if norms > 0 else 0.0
