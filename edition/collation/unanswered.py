"""Turn the equal words of two sides into the same without those that part a long stretch of one text alone from its answer.

A translator who turns a clause round leaves equal words between its halves: what the one text has before them answers what the
other has after them. So a stretch of one text alone asks the readings beside it, before it is said to have no answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from edition.collation.paths import Box
from edition.collation.word_pairs import Link
from edition.language.languages import Language
from edition.language.senses import ONE_SENSE, nearness
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
    runs: list[list[Link]] = []
    for link in equal:
        if runs and (runs[-1][-1][0] + 1, runs[-1][-1][1] + 1) == link:
            runs[-1].append(link)
        else:
            runs.append([link])
    edges = [(-1, -1), *(run[-1] for run in runs)], [*(run[0] for run in runs), (len(base), len(other))]
    readings = [(a[0] + 1, b[0], a[1] + 1, b[1]) for a, b in zip(*edges, strict=True)]
    tokens = base, other
    at = 0
    while at < len(readings):
        beside = [
            (_answer(readings[at], readings[near], tokens, likely, language), near)
            for near in (at - 1, at + 1)
            if 0 <= near < len(readings) and sum(is_word(base[i].t) for i, _ in runs[min(at, near)]) <= BETWEEN
        ]
        found, near = max(beside, default=(0.0, at))
        if found > 0:
            first, last = sorted((at, near))
            before, after = readings[first], readings[last]
            readings[first : last + 1] = [(before[0], after[1], before[2], after[3])]
            del runs[first]
            at = max(0, first - 1)
        else:
            at += 1
    return [link for run in runs for link in run]


def _answer(
    alone: Box, beside: Box, tokens: tuple[Sequence[Token], Sequence[Token]], likely: Mapping[Link, float], language: Language
) -> float:
    """How much a reading answers of a long stretch that one text has alone; 0 where the stretch is not long, or has an answer."""
    if max(alone[1] - alone[0], alone[3] - alone[2]) < LONG:
        return 0.0
    sides = [[k for k in range(*place) if is_word(tokens[side][k].t)] for side, place in enumerate((alone[:2], alone[2:]))]
    if min(map(len, sides)) or max(map(len, sides)) < LONG:
        return 0.0
    has = 0 if sides[0] else 1
    places = [[k for k in range(*place) if is_word(tokens[side][k].t)] for side, place in enumerate((beside[:2], beside[2:]))]
    mine, theirs = places[has], places[1 - has]
    if not theirs:
        return 0.0
    free = _unanswered(theirs, mine, tokens[1 - has], tokens[has], language)
    linked = sum(likely.get((i, j) if has == 0 else (j, i), 0.0) for i in sides[has] for j in theirs)
    stretch = [tokens[has][k].n for k in sides[has] if language.is_content(tokens[has][k].n)]
    near = _near(stretch, [tokens[1 - has][k].n for k in free], language)
    longer = len(theirs) - len(mine) >= PART * len(sides[has])
    return linked + near + longer


def _unanswered(
    theirs: Sequence[int], mine: Sequence[int], their: Sequence[Token], my: Sequence[Token], language: Language
) -> list[int]:
    """The content words of one side of a reading of which the other side has none of the same stem or about the same sense."""
    content = [k for k in theirs if language.is_content(their[k].n)]
    answers = [my[k].n for k in mine if language.is_content(my[k].n)]
    return [k for k in content if not _near([their[k].n], answers, language)]


def _near(one: Sequence[str], two: Sequence[str], language: Language) -> float:
    """How many words of one side have a word of the same stem, or about the same sense, on the other."""
    if not one or not two:
        return 0.0
    stems = [np.array([language.stem(word) for word in side]) for side in (one, two)]
    alike = (nearness(one, two, language) >= ONE_SENSE) | (stems[0][:, None] == stems[1][None, :])
    return float(alike.any(1).sum())


def answered_words(one: Sequence[Token], two: Sequence[Token], language: Language) -> int:
    """How many content words of one side have a word of the same stem, or about the same sense, among those of the other."""
    content = [[token.n for token in side if language.is_content(token.n)] for side in (one, two)]
    return int(_near(content[0], content[1], language))
