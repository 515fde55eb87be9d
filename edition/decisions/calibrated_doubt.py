"""Turn what is known of a bead or a reading into its doubt: how likely it is that an editor who looks at it changes it.

The doubt of a reading is a logistic regression on the divergences that editors cut and weighed in passages of three works: a
reading counts as changed where no divergence of theirs shares half of its words with it on each side, or where its grade is
another. One who goes through the questions changes somewhat less, and the doubt is lower by that. That of a bead is a regression
on its score. training/doubts.py makes the numbers; docs/decisions.md says how well they hold in a work that they were not made
from. The passages are prose in English; elsewhere the order of the questions is the same, and the numbers mean less.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from edition.language.languages import Language
from edition.model import Range, Token

# Readings with fewer characters between them may be parts of one. By eye, a word and its spaces.
CLOSE = 6
# With so many content words half of the doubt that their links give is left: there is less to be wrong in a word. By eye, in walks
# through the specimen and the edition of Serge.
_FEW = 4
# A reading of more words is hardly one phrase. By eye.
_LONG = 12
# The weight of a reading that was not weighed, by its grade. By eye.
_UNWEIGHED = {"accidental": 0.0, "stylistic": 0.2, "substantive": 0.6}
# training/doubts.py prints these: of readings in the order of `row`, of beads that have both sides, and the share of passages that
# were said to stand in one text alone and do not: all of six, and of 27 that were asked about by hand 20. Of fewer words than
# _LEAST there is little to be sought, such as the number of a section; more than _MOST are seldom answered without a word of them.
# Both by eye, on three editions.
READING = (-0.44, 0.30, 1.34, -0.28, 0.36, -1.72, 1.97, 2.06, 0.26, -0.02, -0.64, 0.14, 0.30, -0.45)
BEAD = (-3.33, -0.81, 1.48)
_ALONE, _ALONE_ELSE = 0.7, 0.3
# The share of what the passages call changed that a person changed who went through the first fifty questions of three editions: of
# 123 readings with a mean doubt of .90 by the regression 86. docs/decisions.md.
_BY_HAND = 0.78
_LEAST, _MOST = 4, 80


@dataclass(frozen=True, slots=True)
class ReadingEvidence:
    """What is known of a reading. `words`: how many each side has. `unlinked`: how little its content words answer one another, 0
    to 1. `close`: whether another reading stands close before it, and close after it. `in_bead`: how many readings its bead has;
    `score`: that of the bead.
    """

    type: str
    grade: str
    weight: float | None
    words: tuple[int, int]
    unlinked: float
    close: tuple[bool, bool]
    in_bead: int
    score: float


def reading_doubt(evidence: ReadingEvidence) -> float:
    """Give the doubt of a reading, 0 to 1."""
    return _BY_HAND * _chance(row(evidence), READING)


def bead_doubt(score: float, words: tuple[int, int]) -> float:
    """Give the doubt of a bead that has both sides, 0 to 1. `words`: how many each side has."""
    return _chance(bead_row(score, words), BEAD)


def alone_doubt(words: int) -> float:
    """Give the doubt that a passage of so many words stands in one text alone, 0 to 1."""
    return _ALONE if _LEAST <= words <= _MOST else _ALONE_ELSE


def row(evidence: ReadingEvidence) -> list[float]:
    """Turn what is known of a reading into the numbers of the regression. They are the same when its sides change places."""
    one, two = evidence.words
    weight = _UNWEIGHED[evidence.grade] if evidence.weight is None else evidence.weight
    return [
        1.0,
        (one + two) / 5,
        abs(one - two) / 5,
        math.log1p(one + two),
        float(not (one and two)),
        evidence.unlinked,
        weight,
        min(weight, 1 - weight),
        float(sum(evidence.close)),
        evidence.in_bead / 5,
        evidence.score,
        float(evidence.type == "syntactic"),
        float(evidence.type == "lexical"),
        float(one + two > _LONG),
    ]


def bead_row(score: float, words: tuple[int, int]) -> list[float]:
    """Turn what is known of a bead into the numbers of the regression."""
    return [1.0, score, abs(math.log((1 + words[0]) / (1 + words[1])))]


def _chance(numbers: Sequence[float], coefficients: Sequence[float]) -> float:
    return 1 / (1 + math.exp(-sum(number * by for number, by in zip(numbers, coefficients, strict=True))))


def close(one: tuple[Range | None, Range | None], other: tuple[Range | None, Range | None]) -> bool:
    """Tell whether two readings, the first before the second, stand close to one another in one of the texts."""
    return any(first and second and second[0] - first[1] < CLOSE for first, second in zip(one, other, strict=True))


def unlinked(readings: Sequence[tuple[str, str]], language: Language) -> list[float]:
    """Give, for the words of each reading's two sides, how little they answer one another, 0 to 1.

    Each content word has a best chance to be linked to a word of the other side. It is 1 less the mean of these chances, and
    smaller where there are few content words.
    """
    from edition.collation.words import likely_links_of

    words = [(language.tokens(base), language.tokens(other)) for base, other in readings]
    links = likely_links_of([([token.t for token in base], [token.t for token in other]) for base, other in words], language)
    return [_of_links(*pair, language) for pair in zip(words, links, strict=True)]


def _of_links(words: tuple[Sequence[Token], Sequence[Token]], links: Mapping[tuple[int, int], float], language: Language) -> float:
    content = [{k for k, token in enumerate(side) if language.is_content(token.n)} for side in words]
    count = sum(map(len, content))
    if not count:
        return 0.0
    best: tuple[dict[int, float], dict[int, float]] = ({}, {})
    for (i, j), chance in links.items():
        best[0][i], best[1][j] = max(best[0].get(i, 0.0), chance), max(best[1].get(j, 0.0), chance)
    sure = sum(best[side].get(k, 0.0) for side in (0, 1) for k in content[side]) / count
    return (1 - sure) * count / (count + _FEW)
