"""Turn the equal words of two sides into the same without those that part a long stretch of one text alone from its answer.

A translator who turns a clause round leaves equal words between its halves: what the one text has before them answers what the
other has after them. So a stretch of one text alone asks the readings beside it, before it is said to have no answer.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from edition.collation.paths import Box
from edition.collation.word_pairs import Link
from edition.language.languages import Language
from edition.language.senses import ONE_SENSE, Single, vectors_of
from edition.language.word_forms import is_word
from edition.model import Token

# A stretch of so many words says something by itself: a reader would miss it.
LONG = 5
# No reading takes in more equal words than these: three that follow one another stand apart.
BETWEEN = 2
# A reading leaves an answer unsaid by its length when one side is longer than the other by this part of the stretch.
PART = 0.5


def reunited(
    equal: Sequence[Link], base: Sequence[Token], other: Sequence[Token], likely: Mapping[Link, float], language: Language
) -> list[Link]:
    """Turn the links of equal words, rising on both sides, into the same without runs between a long stretch and its answer.

    `likely`: which token answers which, and how likely.
    """
    edges = (-1, -1), *equal, (len(base), len(other))
    if all(max(b[0] - a[0], b[1] - a[1]) <= LONG for a, b in pairwise(edges)):
        # Nothing between two of them is long.
        return list(equal)
    runs: list[list[Link]] = []
    for link in equal:
        if runs and (runs[-1][-1][0] + 1, runs[-1][-1][1] + 1) == link:
            runs[-1].append(link)
        else:
            runs.append([link])
    bounds = [edges[0], *(run[-1] for run in runs)], [*(run[0] for run in runs), edges[-1]]
    readings = [(a[0] + 1, b[0], a[1] + 1, b[1]) for a, b in zip(*bounds, strict=True)]
    between = [sum(is_word(base[i].t) for i, _ in run) for run in runs]
    at = 0
    while at < len(readings):
        found, near = 0.0, at
        if stretch := _long_alone(readings[at], base, other):
            beside = [near for near in (at - 1, at + 1) if 0 <= near < len(readings) and between[min(at, near)] <= BETWEEN]
            found, near = max(
                ((_answer(stretch, readings[near], base, other, likely, language), near) for near in beside), default=(0.0, at)
            )
        if found > 0:
            first, last = sorted((at, near))
            before, after = readings[first], readings[last]
            readings[first : last + 1] = [(before[0], after[1], before[2], after[3])]
            del runs[first], between[first]
            at = max(0, first - 1)
        else:
            at += 1
    return [link for run in runs for link in run]


# The side that has a stretch (0: the base) and the places of its words.
Stretch = tuple[int, list[int]]


def _words(tokens: Sequence[Token], start: int, end: int) -> list[int]:
    """The places of the words among the tokens of a range."""
    return [k for k in range(start, end) if is_word(tokens[k].t)]


def _long_alone(reading: Box, base: Sequence[Token], other: Sequence[Token]) -> Stretch | None:
    """The long stretch that a reading has in one text alone; None where it is not long, or has an answer."""
    if max(reading[1] - reading[0], reading[3] - reading[2]) < LONG:
        return None
    sides = _words(base, *reading[:2]), _words(other, *reading[2:])
    has = 0 if sides[0] else 1
    return None if sides[1 - has] or len(sides[has]) < LONG else (has, sides[has])


def _answer(
    stretch: Stretch, beside: Box, base: Sequence[Token], other: Sequence[Token], likely: Mapping[Link, float], language: Language
) -> float:
    """How much the reading beside it answers of a long stretch that one text has alone."""
    has, alone = stretch
    tokens = (base, other) if has == 0 else (other, base)
    places = (beside[:2], beside[2:]) if has == 0 else (beside[2:], beside[:2])
    mine, theirs = (_words(side, *place) for side, place in zip(tokens, places, strict=True))
    if not theirs:
        return 0.0
    linked = sum(likely.get((i, j) if has == 0 else (j, i), 0.0) for i in alone for j in theirs)
    content = [tokens[1][k] for k in theirs if language.is_content(tokens[1][k].n)]
    # What its own side of that reading answers is no answer to anything else.
    taken = AnswerWords([tokens[0][k] for k in mine], language).answered(content)
    free = AnswerWords([word for word, is_taken in zip(content, taken, strict=True) if not is_taken], language)
    longer = len(theirs) - len(mine) >= PART * len(alone)
    return linked + sum(free.answered([tokens[0][k] for k in alone])) + longer


class AnswerWords:
    """The content words among some tokens, which answer those of the same stem, or of about the same sense."""

    def __init__(self, tokens: Iterable[Token], language: Language) -> None:
        self.language = language
        self.words = [token.n for token in tokens if language.is_content(token.n)]

    @functools.cached_property
    def stems(self) -> frozenset[str]:
        """Their stems."""
        return frozenset(map(self.language.stem, self.words))

    @functools.cached_property
    def vectors(self) -> Single:
        """Their vectors of sense: an array (words, 64)."""
        return vectors_of(self.words, self.language)

    def answered(self, tokens: Iterable[Token]) -> list[bool]:
        """Whether they answer each of the content words among some tokens."""
        words = [token.n for token in tokens if self.language.is_content(token.n)]
        if not words or not self.words:
            return [False] * len(words)
        cosines: Single = vectors_of(words, self.language) @ self.vectors.T
        near: list[bool] = (cosines.max(1) >= ONE_SENSE).tolist()
        return [is_near or self.language.stem(word) in self.stems for word, is_near in zip(words, near, strict=True)]
