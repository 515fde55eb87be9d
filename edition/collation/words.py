"""Turn the words of two answering passages into links: which word answers which.

Untrained: two words are alike by identity, stem, beginning, or word class; neighbours that agree strengthen a pair. The heaviest
rising chain of pairs (Needleman and Wunsch 1970, gaps free) is taken first, then pairs that cross it, where both words are each
other's only answer: words moved within the sentence.
"""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from edition.stems import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    fold,
    is_function_word,
    is_word,
    stem,
)

Matrix = NDArray[np.float64]
Link = tuple[int, int]

CONTENT, FUNCTION, MARK = 0, 1, 2
# How far two words are alike, from 0 to 1: the same (by kind), of one stem, with a part or a beginning in common; else by class.
SAME = (1.0, 0.7, 0.6)
SAME_STEM, SAME_ADVERB, SAME_PART, SAME_BEGINNING = 0.85, 0.8, 0.6, 0.9
OF_A_KIND, OF_A_CLASS = (0.15, 0.0, 0.25), 0.3
# A pair at least this alike answers by its own form; below, only by its place.
STRONG = 0.45
# A pair that answers by its place needs neighbours this alike, and counts for this part of what its own form would; the last is
# what a pair at the far corner of the passage loses.
BETWEEN, BY_PLACE, OFF_LINE = 0.3, 0.4, 0.2
# A word at least this alike may be taken for one that moved.
MOVES = 0.8
# Larger passages are cut at words that both have once, so that time stays in proportion to length.
CELLS = 250_000
_CLASSES = (AUXILIARIES, DETERMINERS, PRONOUNS, PREPOSITIONS, CONJUNCTIONS, ADVERBS)


def link_words(base: Sequence[str], other: Sequence[str]) -> list[Link]:
    """Turn two lists of tokens into links (index in base, index in other), sorted. Swapping the two swaps every link."""
    if list(base) > list(other):
        return sorted((i, j) for j, i in link_words(other, base))
    one, two = [fold(word) for word in base], [fold(word) for word in other]
    links: list[Link] = []
    for (i, end_i), (j, end_j) in _parts(one, two):
        links += ((i + a, j + b) for a, b in _link(one[i:end_i], two[j:end_j]))
    return sorted(links)


def _parts(base: list[str], other: list[str]) -> list[tuple[Link, Link]]:
    """Cut two passages, where they are too large to compare whole, at a rising chain of words that both have once."""
    if len(base) * len(other) <= CELLS:
        return [((0, len(base)), (0, len(other)))]
    once = [{word for word, count in Counter(side).items() if count == 1 and is_word(word)} for side in (base, other)]
    place = {word: j for j, word in enumerate(other) if word in once[1]}
    chain = rising([(i, place[word]) for i, word in enumerate(base) if word in once[0] and word in place])
    parts: list[tuple[Link, Link]] = []
    at = (0, 0)
    for i, j in [*chain, (len(base), len(other))]:
        if (i, j) == (len(base), len(other)) or (i - at[0]) * (j - at[1]) > CELLS // 16:
            parts.append(((at[0], i), (at[1], j)))
            at = (i, j)
    # What still is too large shares no word that could cut it; it is compared in equal slices.
    return [piece for part in parts for piece in _slices(part)]


def _slices(part: tuple[Link, Link]) -> list[tuple[Link, Link]]:
    (i, end_i), (j, end_j) = part
    number = 1
    while (end_i - i) * (end_j - j) > CELLS * number * number:
        number *= 2
    cut = [[start + (end - start) * k // number for k in range(number + 1)] for start, end in part]
    return [((cut[0][k], cut[0][k + 1]), (cut[1][k], cut[1][k + 1])) for k in range(number)]


def rising(pairs: Sequence[Link]) -> list[Link]:
    """The longest chain of pairs that rises on both sides (patience sorting); pairs come sorted by the first."""
    tops: list[int] = []
    heads: list[int] = []
    before: list[int] = []
    for index, (_, j) in enumerate(pairs):
        pile = bisect_left(tops, j)
        before.append(heads[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [j]
        heads[pile : pile + 1] = [index]
    chain: list[Link] = []
    at = heads[-1] if heads else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


def _link(base: list[str], other: list[str]) -> list[Link]:
    if not base or not other:
        return []
    alike = likeness(base, other)
    around = _context(alike)
    strong = alike >= STRONG
    rows, columns = len(base), len(other)
    off = np.abs((np.arange(rows)[:, None] + 0.5) / rows - (np.arange(columns)[None, :] + 0.5) / columns)
    by_place = np.where((alike > 0) & (around >= BETWEEN), BY_PLACE * (alike + 0.3 * around), 0.0)
    weight = np.maximum(np.where(strong, alike + 0.5 * around, by_place) - OFF_LINE * off, 0.0)
    chain = _chain(weight)
    return sorted(chain + _islands(alike, around, chain))


def likeness(base: Sequence[str], other: Sequence[str]) -> Matrix:
    """How far each folded word of one side can answer each of the other by its form, from 0 to 1."""
    types = [sorted(set(side)) for side in (base, other)]
    table = _by_kind(types[0], types[1])
    _by_form(types[0], types[1], table)
    index = [{word: place for place, word in enumerate(side)} for side in types]
    rows = np.array([index[0][word] for word in base])
    columns = np.array([index[1][word] for word in other])
    result: Matrix = table[np.ix_(rows, columns)]
    return result


def _by_kind(base: Sequence[str], other: Sequence[str]) -> Matrix:
    """What two words are alike by their class alone: content words a little, function words of one class somewhat more."""
    kinds = [np.array([_kind(word) for word in side]) for side in (base, other)]
    classes = [np.array([_class(word) for word in side]) for side in (base, other)]
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
    if _kind(word) != CONTENT:
        return (word,)
    parts = tuple("-" + stem(part) for part in word.split("-")) if "-" in word else ("-" + stem(word),)
    return (word, "^" + word[:4], "=" + stem(word), *parts)


def _alike(one: str, two: str) -> float:
    """How far two words that share a key are alike."""
    if one == two:
        return SAME_ADVERB if one in ADVERBS else SAME[_kind(one)]
    if stem(one) == stem(two):
        return SAME_STEM
    if "-" in one or "-" in two:
        parts = {stem(part) for part in one.split("-")}, {stem(part) for part in two.split("-")}
        if parts[0] & parts[1]:
            return SAME_PART
    common = next((k for k, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    return SAME_BEGINNING * common / max(len(one), len(two)) if common >= 4 else 0.0


@functools.lru_cache(maxsize=1 << 17)
def _kind(word: str) -> int:
    return MARK if not is_word(word) else FUNCTION if is_function_word(word) else CONTENT


@functools.lru_cache(maxsize=1 << 17)
def _class(word: str) -> int:
    """The classes of a function word, a bit for each; 0 for other words."""
    return sum(1 << bit for bit, words in enumerate(_CLASSES) if word in words)


def _shifted(matrix: Matrix, down: int, along: int) -> Matrix:
    """The value at (i + down, j + along) for each (i, j); 0 outside."""
    rows, columns = matrix.shape
    result = np.zeros_like(matrix)
    i, j = slice(max(0, -down), min(rows, rows - down)), slice(max(0, -along), min(columns, columns - along))
    if i.start < i.stop and j.start < j.stop:
        result[i, j] = matrix[i.start + down : i.stop + down, j.start + along : j.stop + along]
    return result


def _context(alike: Matrix) -> Matrix:
    """How far the neighbours of each pair are alike, the near more than the far."""
    strong = np.where(alike >= STRONG, alike, 0.0)
    soft = np.maximum.reduce([strong] + [0.7 * _shifted(strong, a, b) for a, b in ((0, 1), (0, -1), (1, 0), (-1, 0))])
    around = 0.5 * (_shifted(strong, -1, -1) + _shifted(strong, 1, 1))
    for distance, share in ((2, 0.3), (3, 0.2)):
        around = around + share * (_shifted(soft, -distance, -distance) + _shifted(soft, distance, distance))
    return around


def _chain(weight: Matrix) -> list[Link]:
    """The heaviest set of pairs that rises on both sides."""
    rows, columns = weight.shape
    best = np.zeros((rows + 1, columns + 1))
    for i in range(rows):
        best[i + 1, 1:] = np.maximum(best[i, 1:], best[i, :-1] + weight[i])
        best[i + 1] = np.maximum.accumulate(best[i + 1])
    links: list[Link] = []
    i, j = rows, columns
    while i and j:
        if best[i, j] == best[i - 1, j]:
            i -= 1
        elif best[i, j] == best[i, j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            links.append((i, j))
    return links[::-1]


def _islands(alike: Matrix, around: Matrix, chain: list[Link]) -> list[Link]:
    """Pairs that cross the chain: words, or two words running, that are each other's only answer, then the words beside them."""
    rows, columns = {i for i, _ in chain}, {j for _, j in chain}
    free = alike + 0.1 * around
    free[sorted(rows), :] = 0.0
    free[:, sorted(columns)] = 0.0
    strong = (free > 0) & (alike >= STRONG)
    beside: Matrix = np.where(strong, 1.0, 0.0)
    running = strong & ((_shifted(beside, 1, 1) > 0) | (_shifted(beside, -1, -1) > 0))
    links: list[Link] = []
    for candidates in (np.where(alike >= MOVES, free, 0.0), np.where(running, free, 0.0)):
        only = (candidates > 0) & ((candidates > 0).sum(1, keepdims=True) == 1) & ((candidates > 0).sum(0, keepdims=True) == 1)
        for i, j in zip(*np.nonzero(only), strict=True):
            if i not in rows and j not in columns:
                links.append((int(i), int(j)))
                rows.add(int(i))
                columns.add(int(j))
    edge = alike.shape
    for i, j in list(links):
        for step in (-1, 1):
            a, b = i + step, j + step
            while 0 <= a < edge[0] and 0 <= b < edge[1] and alike[a, b] >= STRONG and a not in rows and b not in columns:
                links.append((a, b))
                rows.add(a)
                columns.add(b)
                a, b = a + step, b + step
    return links
