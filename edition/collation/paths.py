"""Turn the links of a bead into steps: a way through both texts, from word to word, that never goes back in either.

A step is a word that both texts have, two words that answer one another, words that moved with all that lies between, or words
without an answer. Between runs of equal words lie intervals, and in them points where one reading may end and the next begin.
"""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from edition.collation.word_pairs import Link, rising
from edition.collation.words import one_to_one
from edition.language.languages import Language
from edition.language.word_forms import CONTENT, MARK, QUOTATION_MARKS
from edition.model import Range, Token

# A stretch that both texts have, by its place in either; an empty one parts two readings.
Anchor = tuple[Range, Range]
# Tokens of base from the first to the second number, and of other from the third to the fourth.
Box = tuple[int, int, int, int]
# A place between two tokens of base and between two of other, by the numbers of the tokens that follow.
Point = tuple[int, int]

# A word that moved further than this many tokens is no part of the phrase: it counts as left out here and put in there.
NEAR = 14
# From this probability on, a link is sure.
SURE = 0.5
# So many equal words in a row are in no reading (issue 16: no reading swallows three).
EQUAL_WORDS = 3
# Where words have no answer, every pair of places on either side is a point if these are at most EVERY; else the pairs of those
# after a mark or before a preposition or conjunction, if at most SOME; else of those after a mark, if at most twice that; else the
# corners. So many that nine in ten of the divergences of docs/words.md lie between two points, and few enough to keep time linear.
EVERY, SOME = 30, 60

# The classes of tokens by which a bound is judged. The first six are the closed classes in the order of the language's; edge: none.
CLASSES = "auxiliary determiner pronoun preposition conjunction adverb content number comma stop quotation mark edge".split()
AUXILIARY, DETERMINER, PRONOUN, PREPOSITION, CONJUNCTION = range(5)
OF_CONTENT, NUMBER, COMMA, STOP, QUOTATION, OTHER_MARK, EDGE = range(6, 13)


class Step(NamedTuple):
    """A step: its tokens of base and of other, and what they are to one another."""

    box: Box
    kind: Literal["equal", "linked", "moved", "alone"]


@dataclass(frozen=True, slots=True)
class Interval:
    """What lies between runs of equal words: its steps, and its points in order, of which the first and the last bound it."""

    steps: tuple[Step, ...]
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """The way through a bead. `classes`: those of the tokens of either side (CLASSES). `links`: those it was made from; `answers`:
    the likeliest of each token, one to one, in order.
    """

    classes: tuple[tuple[int, ...], tuple[int, ...]]
    steps: tuple[Step, ...]
    intervals: tuple[Interval, ...]
    links: frozenset[Link]
    answers: tuple[Link, ...]


def path_of(base: Sequence[Token], other: Sequence[Token], likely: Mapping[Link, float], language: Language) -> Path:
    """Turn the tokens of two sides, and which answers which and how likely, into the way through them."""
    class_of = classes_of(language)
    classes = tuple([class_of(token.t) for token in base]), tuple([class_of(token.t) for token in other])
    answers = one_to_one(likely)
    steps = tuple(_steps(answers, base, other, likely, language))
    return Path(classes, steps, tuple(_intervals(steps, classes)), frozenset(likely), tuple(answers))


@functools.cache
def classes_of(language: Language) -> Callable[[str], int]:
    """The function that turns a token of a language, as written, into its class: an index of CLASSES."""

    @functools.lru_cache(maxsize=1 << 16)
    def class_of(word: str) -> int:
        folded = language.fold(word)
        kind = language.kind_of(folded)
        if kind == MARK:
            if word in QUOTATION_MARKS or word in "()[]":
                return QUOTATION
            return COMMA if word in ",;:" else STOP if word[0] in ".?!…" else OTHER_MARK
        if kind == CONTENT:
            return NUMBER if folded in language.numerals or folded[0].isdigit() else OF_CONTENT
        if folded.split("'")[0] in language.words.auxiliaries:
            return AUXILIARY
        bits = language.classes_of(folded)
        return next((bit for bit in range(len(language.words.classes)) if bits >> bit & 1), PRONOUN)

    return class_of


def is_mark(kind: int) -> bool:
    """Whether a class is one of marks."""
    return COMMA <= kind < EDGE


def _steps(
    answers: Sequence[Link], base: Sequence[Token], other: Sequence[Token], likely: Mapping[Link, float], language: Language
) -> list[Step]:
    chain, boxes = _boxes(answers, base, other, likely, language)
    same_word = language.same_word
    if boxes:
        chain = [(i, j) for i, j in chain if not any(box[0] <= i < box[1] or box[2] <= j < box[3] for box in boxes)]
    found = [Step((i, i + 1, j, j + 1), "equal" if same_word(base[i].n, other[j].n) else "linked") for i, j in chain]
    # A chain is in order.
    ordered = sorted([*found, *(Step(box, "moved") for box in boxes)]) if boxes else found
    result: list[Step] = []
    x = y = 0
    for step in (*ordered, Step((len(base), len(base), len(other), len(other)), "alone")):
        left, right, low, high = step.box
        if left > x or low > y:
            result.append(Step((x, left, y, low), "alone"))
        if right > left or high > low:
            result.append(step)
        x, y = right, high
    return result


def _boxes(
    links: Sequence[Link], base: Sequence[Token], other: Sequence[Token], likely: Mapping[Link, float], language: Language
) -> tuple[list[Link], list[Box]]:
    """Part links, one to one, into a rising chain and the boxes round words that moved; a box that touches another joins it.

    A function word or mark that crosses the chain alone has not moved: it is another of its kind; the same adverb has, for its
    place is part of its sense. A doubtful link counts only where it crosses none that is sure.
    """
    sure = [link for link in links if likely[link] >= SURE]
    chain = _filled(rising(sure), [link for link in links if likely[link] < SURE])
    crossing = set(sure) - set(chain)
    boxes: list[Box] = []
    for i, j in sorted(crossing):
        alone = not crossing & {(i - 1, j - 1), (i + 1, j + 1)}
        one, two = base[i].n, other[j].n
        content = language.is_content(one) and language.is_content(two)
        if alone and not content and not (one == two and one in language.words.adverbs):
            continue
        crossed = [(a, b) for a, b in chain if (a - i) * (b - j) < 0]
        if crossed and max(abs(a - i) + abs(b - j) for a, b in crossed) <= NEAR:
            rows, columns = [i, *(a for a, _ in crossed)], [j, *(b for _, b in crossed)]
            boxes.append((min(rows), max(rows) + 1, min(columns), max(columns) + 1))
    joined: list[Box] = []
    for box in sorted(boxes):
        while joined and (box[0] < joined[-1][1] or box[2] < joined[-1][3]):
            last = joined.pop()
            box = (min(last[0], box[0]), max(last[1], box[1]), min(last[2], box[2]), max(last[3], box[3]))
        joined.append(box)
    return chain, joined


def _filled(chain: list[Link], doubtful: Sequence[Link]) -> list[Link]:
    """A rising chain with the longest rising runs of other links that fit between two of its own."""
    if not doubtful:
        return chain
    between: dict[int, list[Link]] = {}
    for i, j in doubtful:
        at = bisect_left(chain, (i, j))
        if (at == 0 or chain[at - 1][1] < j) and (at == len(chain) or j < chain[at][1]):
            between.setdefault(at, []).append((i, j))
    return sorted([*chain, *(link for links in between.values() for link in rising(links))])


def _intervals(steps: Sequence[Step], classes: tuple[Sequence[int], Sequence[int]]) -> list[Interval]:
    """The steps between runs of equal words; fewer in a row than EQUAL_WORDS, marks not counted, part nothing."""
    found: list[list[Step]] = []
    run: list[Step] = []
    words = EQUAL_WORDS
    for step in steps:
        if step.kind == "equal":
            run.append(step)
            words += not is_mark(classes[0][step.box[0]])
            continue
        if words >= EQUAL_WORDS:
            found.append([step])
        else:
            found[-1] += [*run, step]
        run, words = [], 0
    return [Interval(tuple(part), tuple(_points(part, classes))) for part in found]


def _points(steps: Sequence[Step], classes: tuple[Sequence[int], Sequence[int]]) -> list[Point]:
    found: set[Point] = set()
    for (left, right, low, high), kind in steps:
        found |= {(left, low), (right, high)}
        if kind != "alone":
            continue
        if (right - left + 1) * (high - low + 1) <= EVERY:
            found |= {(x, y) for x in range(left, right + 1) for y in range(low, high + 1)}
            continue
        found |= {(left, high), (right, low)}
        for most, before in ((SOME, (PREPOSITION, CONJUNCTION)), (2 * SOME, ())):
            rows = _places(classes[0], left, right, before)
            columns = _places(classes[1], low, high, before)
            if len(rows) * len(columns) <= most:
                found |= {(x, y) for x in rows for y in columns}
                break
    return sorted(found)


def _places(classes: Sequence[int], start: int, end: int, before: Sequence[int]) -> list[int]:
    """The places of a range, its ends included, that stand after a mark or before a word of some classes."""
    inner = [at for at in range(start + 1, end) if is_mark(classes[at - 1]) or classes[at] in before]
    return sorted({start, *inner, end})
