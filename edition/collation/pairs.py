"""Turn two sentences into what can be said of each pair of their words: the features by which a trained model links them.

Two passes. The first looks at the words: their form, meaning, class and place, what competes with them, and what stands beside
them. The second looks at what the first found: the neighbours of a pair, its rivals, and the gap between linked words in which it
stands.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from edition.collation.likeness import CONTENT, FUNCTION, MARK, classes_of, kind_of, likeness
from edition.collation.rising import rising
from edition.collation.senses import nearness
from edition.stems import NEGATIONS, NUMERALS, fold, stem

Single = NDArray[np.float32]
# Words that answered one another in training, the one by the other, with the log odds that they do.
Lexicon = Mapping[str, Mapping[str, float]]

CLASSES = 6
# Where among the features of two words their nearness in meaning stands.
NEARNESS = 15
# The signs told apart in pairs of letters, and how many letters make a beginning.
LETTERS, BEGINNING = 29, 12
# How many words to either side are looked at for a context, and how many steps away a pair of neighbours may be.
WINDOW, REACH = 3, 4
# Sizes and distances are counted up to here.
FAR = 10
# From this probability on, a pair that is the best of both its words bounds a gap.
SURE = 0.5


class _Shifted:
    """A matrix with zeros about it: `at(down, along)` is a view of it with the value at (i + down, j + along) for each (i, j)."""

    def __init__(self, matrix: Single) -> None:
        self.rows, self.columns = matrix.shape
        self.padded = np.zeros((self.rows + 2 * REACH, self.columns + 2 * REACH), matrix.dtype)
        self.padded[REACH : REACH + self.rows, REACH : REACH + self.columns] = matrix

    def at(self, down: int, along: int) -> Single:
        view: Single = self.padded[REACH + down : REACH + down + self.rows, REACH + along : REACH + along + self.columns]
        return view


@functools.lru_cache(maxsize=1 << 17)
def _pieces(word: str) -> tuple[int, ...]:
    """The pairs of letters of a word, its ends marked, as numbers; what is no letter from a to z counts as one sign."""
    marked = [27, *(ord(letter) - 96 if "a" <= letter <= "z" else 0 for letter in word), 28]
    return tuple(sorted({LETTERS * one + two for one, two in itertools.pairwise(marked)}))


def _letters(one: Sequence[str], two: Sequence[str]) -> Single:
    """How many pairs of letters each two words share, of all that they have (Dice 1945)."""
    tables = [np.zeros((len(side), LETTERS * LETTERS), np.float32) for side in (one, two)]
    for table, side in zip(tables, (one, two), strict=True):
        for row, word in enumerate(side):
            table[row, _pieces(word)] = 1.0
    sizes = [table.sum(1) for table in tables]
    result: Single = 2 * (tables[0] @ tables[1].T) / (sizes[0][:, None] + sizes[1][None, :])
    return result


@functools.lru_cache(maxsize=1 << 17)
def _codes(word: str) -> tuple[int, ...]:
    return tuple(ord(letter) for letter in word[:BEGINNING].ljust(BEGINNING, "\0"))


def _beginnings(one: Sequence[str], two: Sequence[str]) -> Single:
    """What part of the longer word each two words begin with in common, three letters at least."""
    codes = [np.array([_codes(word) for word in side], np.int32) for side in (one, two)]
    equal = (codes[0][:, None, :] == codes[1][None, :, :]) & (codes[0] > 0)[:, None, :]
    same = np.logical_and.accumulate(equal, axis=2).sum(2)
    sizes = [np.array([len(word) for word in side]) for side in (one, two)]
    longer = np.maximum(sizes[0][:, None], sizes[1][None, :])
    return np.where(same >= 3, same / np.maximum(longer, 1), 0.0).astype(np.float32)


def _numbers(words: Sequence[str]) -> NDArray[np.int64]:
    """A number for each word's stem, alike for both sides of one call."""
    index: dict[str, int] = {}
    return np.array([index.setdefault(stem(word), len(index)) for word in words])


def _known(one: Sequence[str], two: Sequence[str], lexicon: Lexicon) -> Single:
    known = np.zeros((len(one), len(two)), np.float32)
    for row, word in enumerate(one):
        answers = lexicon.get(word)
        if answers:
            known[row] = [answers.get(answer, 0.0) for answer in two]
    return known


@functools.lru_cache(maxsize=1 << 17)
def _bits(word: str) -> tuple[bool, ...]:
    """Whether a word is of each class of function words, then whether it is a numeral and a negation."""
    parts = word.split("-")
    own = classes_of(word)
    return (*(bool(own >> bit & 1) for bit in range(CLASSES)), *(any(p in words for p in parts) for words in (NUMERALS, NEGATIONS)))


def _by_type(one: Sequence[str], two: Sequence[str], lexicon: Lexicon) -> Single:
    """The features of each two folded words, wherever they stand."""
    kinds = [np.array([kind_of(word) for word in side]) for side in (one, two)]
    stems = _numbers([*one, *two])
    k, m = kinds[0][:, None], kinds[1][None, :]
    same = np.array(one)[:, None] == np.array(two)[None, :]
    bits = [np.array([_bits(word) for word in side], np.bool_).T for side in (one, two)]
    words = (k != MARK) & (m != MARK)
    numeral, negation = ([side[CLASSES + n] for side in bits] for n in (0, 1))
    known = _known(one, two, lexicon)
    layers = [
        likeness(one, two),
        same,
        words & ~same & (stems[: len(one), None] == stems[None, len(one) :]),
        np.where(words, _beginnings(one, two), 0.0),
        np.where(words, _letters(one, two), 0.0),
        (k == CONTENT) & (m == CONTENT),
        (k == FUNCTION) & (m == FUNCTION),
        (k == MARK) & (m == MARK),
        (k == MARK) ^ (m == MARK),
        same & (k == FUNCTION),
        numeral[0][:, None] & numeral[1][None, :],
        negation[0][:, None] & negation[1][None, :],
        negation[0][:, None] ^ negation[1][None, :],
        known,
        (known != 0),
        nearness(one, two),
        *(bits[0][:CLASSES, :, None] & bits[1][:CLASSES, None, :]),
        *(bits[0][:CLASSES, :, None] ^ bits[1][:CLASSES, None, :]),
    ]
    return _planes(layers, same.shape)


def _planes(layers: Sequence[NDArray[np.generic]], shape: tuple[int, ...]) -> Single:
    """Layers as one array, each a plane of it; what says the same of a whole row, column or table is spread over it."""
    planes = np.empty((len(layers), *shape), np.float32)
    for plane, layer in zip(planes, layers, strict=True):
        plane[...] = layer
    return planes


def from_words(base: Sequence[str], other: Sequence[str], lexicon: Lexicon) -> Single:
    """Turn two lists of words as written into features of each pair: an array (features, words of base, words of other)."""
    folded = [[fold(word) for word in side] for side in (base, other)]
    types = [sorted(set(side)) for side in folded]
    index = [{word: place for place, word in enumerate(side)} for side in types]
    rows, columns = (np.array([index[n][word] for word in side]) for n, side in enumerate(folded))
    table = _by_type(types[0], types[1], lexicon).take(rows, 1).take(columns, 2)
    alike = table[0]
    n, m = alike.shape
    i, j = np.arange(n, dtype=np.float32)[:, None], np.arange(m, dtype=np.float32)[None, :]
    capital = [np.array([word[:1].isupper() and at > 0 for at, word in enumerate(side)]) for side in (base, other)]
    counts = [np.array([side.count(word) for word in side], np.float32) for side in folded]
    off = (i + 0.5) / n - (j + 0.5) / m
    layers = [
        np.abs(off),
        np.minimum(np.abs(i - j), 2 * FAR) / (2 * FAR),
        np.abs((n - i) - (m - j)).clip(0, 2 * FAR) / (2 * FAR),
        capital[0][:, None] & capital[1][None, :],
        capital[0][:, None] ^ capital[1][None, :],
        (i == 0) & (j == 0),
        (i == n - 1) & (j == m - 1),
        np.minimum(counts[0], 4)[:, None],
        np.minimum(counts[1], 4)[None, :],
        np.array(min(n, m) / max(n, m)),
        np.log(np.array(n + m)),
    ]
    layers += _rivals(alike) + _around(alike, table[5] > 0) + _in_sense(np.maximum(table[1], table[NEARNESS]))
    return np.concatenate([table, _planes(layers, alike.shape)])


def _rivals(alike: Single) -> list[Single]:
    """What else answers either word: the best, how far this pair is behind it, and how much there is."""
    best = alike.max(1, keepdims=True), alike.max(0, keepdims=True)
    strong = np.where(alike >= 0.45, alike, 0)
    return [
        best[0],
        best[1],
        best[0] - alike,
        best[1] - alike,
        np.minimum(strong.sum(1, keepdims=True), 4) - strong,
        np.minimum(strong.sum(0, keepdims=True), 4) - strong,
    ]


def _around(alike: Single, content: NDArray[np.bool_]) -> list[Single]:
    """What stands beside a pair: the neighbours in step, neighbours a word out of step, and content words that answer near by."""
    weight = np.where(alike >= 0.45, alike, 0)
    beside, near = _Shifted(alike), _Shifted(weight)
    soft = np.maximum.reduce([weight, *(0.7 * near.at(a, b) for a, b in ((0, 1), (0, -1), (1, 0), (-1, 0)))])
    softly = _Shifted(soft)
    layers = [beside.at(-1, -1), beside.at(1, 1)]
    layers += [softly.at(step, step) for step in (-3, -2, -1, 1, 2, 3)]
    layers.append(softly.at(-4, -4) + softly.at(4, 4))
    layers.append(layers[0] * layers[1])
    return [*layers, _nearby(_Shifted(np.where(content, weight, 0)))]


def _in_sense(near: Single) -> list[Single]:
    """How far a pair is behind the nearest in meaning of each of its words; how near its neighbours are, and the words about it."""
    beside = _Shifted(near)
    layers = [near.max(1, keepdims=True) - near, near.max(0, keepdims=True) - near]
    layers += [beside.at(a, b) for a, b in ((-1, -1), (1, 1), (0, 1), (0, -1), (1, 0), (-1, 0))]
    return [*layers, _nearby(beside)]


def _nearby(near: _Shifted) -> Single:
    """How near the words to either side of one are, each to its nearest beside the other: the mean over the window."""
    best = _Shifted(np.maximum.reduce([near.at(0, step) for step in range(-WINDOW, WINDOW + 1)]))
    total: Single = np.add.reduce([best.at(step, 0) for step in range(-WINDOW, WINDOW + 1) if step])
    return total / np.float32(WINDOW)


_STEPS = tuple((a, b) for a in range(-2, 3) for b in range(-2, 3) if (a or b) and abs(a - b) <= 2)


def from_links(chance: Single) -> Single:
    """Turn the probability that each pair is a link into features of each pair: an array (features, base, other)."""
    layers = [chance, np.log((chance + 1e-3) / (1.001 - chance))]
    beside = _Shifted(chance)
    layers += [beside.at(a, b) for a, b in _STEPS]
    for axis in (1, 0):
        ordered = np.sort(chance, axis)
        best = np.take(ordered, [-1], axis)
        second = np.take(ordered, [-2], axis) if chance.shape[axis] > 1 else np.zeros_like(best)
        layers += [np.where(chance >= best, second, best), best]
        layers.append(np.minimum(chance.sum(axis, keepdims=True), 3) - chance)
    layers += _expected(chance) + [layer.T for layer in _expected(chance.T)]
    layers += _gaps(chance)
    return _planes(layers, chance.shape)


def _expected(chance: Single) -> list[Single]:
    """How far each column is from where the sure answers of a row's neighbours would have it."""
    n, m = chance.shape
    i, j = np.arange(n, dtype=np.float32), np.arange(m, dtype=np.float32)
    best = chance.max(1)
    weight = np.where(best > SURE, best, 0).astype(np.float32)
    pull = np.exp(-np.abs(i[:, None] - i[None, :]) / 2) * (1 - np.eye(n, dtype=np.float32)) * weight[None, :]
    total = pull.sum(1)
    step = chance.argmax(1) - i
    place = np.where(total > 1e-3, (pull @ step) / np.maximum(total, 1e-6) + i, (i + 0.5) / n * m)
    distance = np.abs(j[None, :] - place[:, None])
    return [np.minimum(distance, FAR) / FAR, np.exp(-distance / 1.5), total[:, None]]


def _gaps(chance: Single) -> list[Single]:
    """The gap between two words linked for sure in which both words of a pair stand: its sides, and the place of the pair in it."""
    n, m = chance.shape
    down, along = chance.argmax(1), chance.argmax(0)
    sure = [(i, int(down[i])) for i in range(n) if chance[i, down[i]] > SURE and along[down[i]] == i]
    bounds = [(-1, -1), *rising(sure), (n, m)]
    gap = [np.full(n, -1), np.full(m, -2)]
    start, size = ([np.zeros(length, np.float32) for length in (n, m)] for _ in range(2))
    for number, (low, high) in enumerate(itertools.pairwise(bounds)):
        for side in (0, 1):
            inside = slice(low[side] + 1, high[side])
            gap[side][inside], start[side][inside], size[side][inside] = number, low[side] + 1, high[side] - low[side] - 1
    same = (gap[0][:, None] == gap[1][None, :]).astype(np.float32)
    height, width = size[0][:, None], size[1][None, :]
    at, along_ = np.arange(n)[:, None] - start[0][:, None], np.arange(m)[None, :] - start[1][None, :]
    return [
        same,
        same * np.minimum(height, FAR) / FAR,
        same * np.minimum(width, FAR) / FAR,
        same / np.maximum(height, 1),
        same / np.maximum(width, 1),
        same * (height == width),
        same * np.minimum(np.abs(at - along_), FAR) / FAR,
        same * np.minimum(np.abs((height - at) - (width - along_)), FAR) / FAR,
        (gap[0] < 0)[:, None],
        (gap[1] < 0)[None, :],
    ]
