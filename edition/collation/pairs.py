"""Turn sentences that answer one another into what can be said of each pair of their words: features by which a model links them.

Two passes. The first looks at the words: their form, meaning, class and place, what competes with them, and what stands beside
them. The second looks at what the first found: the neighbours of a pair, its rivals, and the gap between linked words in which it
stands.

Many passages are looked at in one array, since a call costs more than the few pairs of a sentence. An array is (features, passages,
words of base, words of other); where a passage has fewer words than the array, nothing stands: what answers no word is zero there.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from edition.collation.likeness import CONTENT, FUNCTION, MARK, classes_of, kind_of, likeness
from edition.collation.rising import rising
from edition.collation.senses import vectors_of
from edition.stems import NEGATIONS, NUMERALS, fold, stem

Single = NDArray[np.float32]
Integers = NDArray[np.int64]
# The words of base and other of a passage, as written.
Passage = tuple[Sequence[str], Sequence[str]]
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
# How many pairs one array holds, and how many words of a side, unless a passage alone has more; how many of the pairs must be real.
PAIRS, WORDS, FULL = 16_000, 1024, 0.6
# The kind of what is no word, only room.
ROOM = 3


def batches(passages: Sequence[Passage]) -> Iterator[list[int]]:
    """Part passages, by their numbers, into such as are about the same size and go into one array."""
    sizes = [(len(base), len(other)) for base, other in passages]
    batch: list[int] = []
    n = m = real = 0
    for number in sorted(range(len(sizes)), key=lambda number: (sizes[number][0] // 4, sizes[number][1], sizes[number][0], number)):
        height, width = max(n, sizes[number][0]), max(m, sizes[number][1])
        real += sizes[number][0] * sizes[number][1]
        count = len(batch) + 1
        pairs = count * height * width
        if batch and (pairs > PAIRS or count * max(height, width) > WORDS or real < FULL * pairs):
            yield batch
            batch, real = [], sizes[number][0] * sizes[number][1]
            height, width = sizes[number]
        batch.append(number)
        n, m = height, width
    if batch:
        yield batch


class _Shifted:
    """Matrices with zeros about each: `at(down, along)` is a view with the value at (i + down, j + along) for each (i, j)."""

    def __init__(self, matrices: Single) -> None:
        count, self.rows, self.columns = matrices.shape
        self.padded = np.zeros((count, self.rows + 2 * REACH, self.columns + 2 * REACH), matrices.dtype)
        self.padded[:, REACH : REACH + self.rows, REACH : REACH + self.columns] = matrices

    def at(self, down: int, along: int) -> Single:
        down, along = REACH + down, REACH + along
        view: Single = self.padded[:, down : down + self.rows, along : along + self.columns]
        return view


class _Words:
    """The words of one side of some passages: each once in `types`, the last of which is room, and which of them stands where."""

    def __init__(self, side: Sequence[Sequence[str]]) -> None:
        self.sizes = np.array([len(words) for words in side], np.float32)
        folded = [[fold(word) for word in words] for words in side]
        self.types = [*sorted({word for words in folded for word in words}), ""]
        index = {word: place for place, word in enumerate(self.types)}
        self.places = np.full((len(side), max(map(len, side))), len(index) - 1)
        self.capitals, self.counts = np.zeros(self.places.shape, np.bool_), np.zeros(self.places.shape, np.float32)
        for row, (words, forms) in enumerate(zip(side, folded, strict=True)):
            self.places[row, : len(words)] = [index[word] for word in forms]
            self.capitals[row, 1 : len(words)] = [word[:1].isupper() for word in words[1:]]
            self.counts[row, : len(words)] = [forms.count(word) for word in forms]
        self.kinds = np.array([*map(kind_of, self.types[:-1]), ROOM])[self.places]


@functools.lru_cache(maxsize=1 << 17)
def _pieces(word: str) -> tuple[int, ...]:
    """The pairs of letters of a word, its ends marked, as numbers; what is no letter from a to z counts as one sign."""
    marked = [27, *(ord(letter) - 96 if "a" <= letter <= "z" else 0 for letter in word), 28]
    return tuple(sorted({LETTERS * one + two for one, two in itertools.pairwise(marked)}))


def _letters(one: _Words, two: _Words) -> Single:
    """How many pairs of letters each two words share, of all that they have (Dice 1945)."""
    tables: list[Single] = []
    for side in (one, two):
        table = np.zeros((len(side.types), LETTERS * LETTERS), np.float32)
        for row, word in enumerate(side.types):
            table[row, _pieces(word)] = 1.0
        tables.append(table[side.places])
    sizes = [table.sum(2) for table in tables]
    result: Single = 2 * (tables[0] @ tables[1].transpose(0, 2, 1)) / (sizes[0][:, :, None] + sizes[1][:, None, :])
    return result


@functools.lru_cache(maxsize=1 << 17)
def _codes(word: str) -> tuple[int, ...]:
    return tuple(ord(letter) for letter in word[:BEGINNING].ljust(BEGINNING, "\0"))


def _beginnings(one: _Words, two: _Words) -> Single:
    """What part of the longer word each two words begin with in common, three letters at least."""
    codes = [np.array([_codes(word) for word in side.types], np.int32)[side.places] for side in (one, two)]
    sizes = [np.array([len(word) for word in side.types], np.float32)[side.places] for side in (one, two)]
    begun = np.ones((*one.places.shape, two.places.shape[1]), np.bool_)
    same = np.zeros(begun.shape, np.float32)
    for at in range(BEGINNING):
        letters = codes[0][:, :, at, None]
        begun &= (letters == codes[1][:, None, :, at]) & (letters > 0)
        same += begun
    longer = np.maximum(sizes[0][:, :, None], sizes[1][:, None, :])
    return np.where(same >= 3, same / np.maximum(longer, 1), np.float32(0))


def _known(one: _Words, two: _Words, lexicon: Lexicon) -> Single:
    """What training saw of each two types, a table."""
    known = np.zeros((len(one.types), len(two.types)), np.float32)
    columns = {word: column for column, word in enumerate(two.types)}
    for row, word in enumerate(one.types):
        for answer, odds in lexicon.get(word, {}).items():
            if answer in columns:
                known[row, columns[answer]] = odds
    return known


@functools.lru_cache(maxsize=1 << 17)
def _bits(word: str) -> tuple[bool, ...]:
    """Whether a word is of each class of function words, then whether it is a numeral and a negation."""
    parts = word.split("-")
    own = classes_of(word)
    return (*(bool(own >> bit & 1) for bit in range(CLASSES)), *(any(p in words for p in parts) for words in (NUMERALS, NEGATIONS)))


def _by_type(one: _Words, two: _Words, lexicon: Lexicon) -> list[NDArray[np.generic]]:
    """The features of each two folded words, wherever they stand."""
    k, m = one.kinds[:, :, None], two.kinds[:, None, :]
    pair = one.places[:, :, None] * len(two.types) + two.places[:, None, :]
    form = np.zeros((len(one.types), len(two.types)))
    form[:-1, :-1] = likeness(one.types[:-1], two.types[:-1])
    same = _alike(one, two, str) & (k != ROOM)
    bits = [np.moveaxis(np.array([_bits(word) for word in side.types], np.bool_)[side.places], 2, 0) for side in (one, two)]
    bits = [bits[0][:, :, :, None], bits[1][:, :, None, :]]
    words = (k < MARK) & (m < MARK)
    numeral, negation = ([side[CLASSES + n] for side in bits] for n in (0, 1))
    known = _known(one, two, lexicon).take(pair)
    senses = [vectors_of(side.types)[side.places] for side in (one, two)]
    return [
        form.take(pair),
        same,
        words & ~same & _alike(one, two, stem),
        np.where(words, _beginnings(one, two), 0.0),
        np.where(words, _letters(one, two), 0.0),
        (k == CONTENT) & (m == CONTENT),
        (k == FUNCTION) & (m == FUNCTION),
        (k == MARK) & (m == MARK),
        (k == MARK) ^ (m == MARK),
        same & (k == FUNCTION),
        numeral[0] & numeral[1],
        negation[0] & negation[1],
        negation[0] ^ negation[1],
        known,
        (known != 0),
        senses[0] @ senses[1].transpose(0, 2, 1),
        *(bits[0][:CLASSES] & bits[1][:CLASSES]),
        *(bits[0][:CLASSES] ^ bits[1][:CLASSES]),
    ]


def _alike(one: _Words, two: _Words, key: Callable[[str], str]) -> NDArray[np.bool_]:
    """Whether each two words have the same key."""
    index: dict[str, int] = {}
    keys = [np.array([index.setdefault(key(word), len(index)) for word in side.types])[side.places] for side in (one, two)]
    alike: NDArray[np.bool_] = keys[0][:, :, None] == keys[1][:, None, :]
    return alike


def _planes(layers: Sequence[NDArray[np.generic]], shape: tuple[int, ...]) -> Single:
    """Layers as one array, each a plane of it; what says the same of a whole row, column or table is spread over it."""
    planes = np.empty((len(layers), *shape), np.float32)
    for plane, layer in zip(planes, layers, strict=True):
        plane[...] = layer
    return planes


def from_words(passages: Sequence[Passage], lexicon: Lexicon) -> Single:
    """Turn passages, lists of words as written, into features of each pair: (features, passages, words of base, words of other)."""
    one, two = (_Words([passage[side] for passage in passages]) for side in (0, 1))
    n, m = one.sizes[:, None, None], two.sizes[:, None, None]
    i, j = (np.arange(side.places.shape[1], dtype=np.float32) for side in (one, two))
    i, j = i[:, None], j[None, :]
    capitals = one.capitals[:, :, None], two.capitals[:, None, :]
    layers = _by_type(one, two, lexicon)
    alike, same, near = (layers[feature].astype(np.float32) for feature in (0, 1, NEARNESS))
    inside = (i < n) & (j < m)
    layers += [
        np.abs((i + 0.5) / n - (j + 0.5) / m),
        np.minimum(np.abs(i - j), 2 * FAR) / (2 * FAR),
        np.abs((n - i) - (m - j)).clip(0, 2 * FAR) / (2 * FAR),
        capitals[0] & capitals[1],
        capitals[0] ^ capitals[1],
        (i == 0) & (j == 0),
        (i == n - 1) & (j == m - 1),
        np.minimum(one.counts, 4)[:, :, None],
        np.minimum(two.counts, 4)[:, None, :],
        np.minimum(n, m) / np.maximum(n, m),
        np.log(n + m),
    ]
    layers += _rivals(alike) + _around(alike, layers[5].astype(np.bool_), inside) + _in_sense(np.maximum(same, near), inside)
    return _planes(layers, alike.shape)


def _rivals(alike: Single) -> list[Single]:
    """What else answers either word: the best, how far this pair is behind it, and how much there is."""
    best = alike.max(2, keepdims=True), alike.max(1, keepdims=True)
    strong = np.where(alike >= 0.45, alike, 0)
    return [
        best[0],
        best[1],
        best[0] - alike,
        best[1] - alike,
        np.minimum(strong.sum(2, keepdims=True), 4) - strong,
        np.minimum(strong.sum(1, keepdims=True), 4) - strong,
    ]


def _around(alike: Single, content: NDArray[np.bool_], inside: NDArray[np.bool_]) -> list[Single]:
    """What stands beside a pair: the neighbours in step, neighbours a word out of step, and content words that answer near by."""
    weight = np.where(alike >= 0.45, alike, 0)
    beside, near = _Shifted(alike), _Shifted(weight)
    soft = np.maximum.reduce([weight, *(0.7 * near.at(a, b) for a, b in ((0, 1), (0, -1), (1, 0), (-1, 0)))])
    softly = _Shifted(soft * inside)
    layers = [beside.at(-1, -1), beside.at(1, 1)]
    layers += [softly.at(step, step) for step in (-3, -2, -1, 1, 2, 3)]
    layers.append(softly.at(-4, -4) + softly.at(4, 4))
    layers.append(layers[0] * layers[1])
    return [*layers, _nearby(_Shifted(np.where(content, weight, 0)))]


def _in_sense(near: Single, inside: NDArray[np.bool_]) -> list[Single]:
    """How far a pair is behind the nearest in meaning of each of its words; how near its neighbours are, and the words about it."""
    beside, among = _Shifted(near), np.where(inside, near, np.float32(-1))
    layers = [among.max(2, keepdims=True) - near, among.max(1, keepdims=True) - near]
    layers += [beside.at(a, b) for a, b in ((-1, -1), (1, 1), (0, 1), (0, -1), (1, 0), (-1, 0))]
    return [*layers, _nearby(beside)]


def _nearby(near: _Shifted) -> Single:
    """How near the words to either side of one are, each to its nearest beside the other: the mean over the window."""
    best = _Shifted(np.maximum.reduce([near.at(0, step) for step in range(-WINDOW, WINDOW + 1)]))
    total: Single = np.add.reduce([best.at(step, 0) for step in range(-WINDOW, WINDOW + 1) if step])
    return total / np.float32(WINDOW)


_STEPS = tuple((a, b) for a in range(-2, 3) for b in range(-2, 3) if (a or b) and abs(a - b) <= 2)


def from_links(chance: Single, sizes: tuple[Integers, Integers]) -> Single:
    """Turn the probability that each pair is a link into features of each pair.

    `chance` (passages, words of base, words of other) is 0 where there is room; `sizes`: how many words each passage has on either
    side. The result is an array (features, passages, words of base, words of other).
    """
    layers = [chance, np.log((chance + 1e-3) / (1.001 - chance))]
    beside = _Shifted(chance)
    layers += [beside.at(a, b) for a, b in _STEPS]
    for axis in (2, 1):
        best, second = _two_best(chance, axis)
        layers += [np.where(chance >= best, second, best), best]
        layers.append(np.minimum(chance.sum(axis, keepdims=True), 3) - chance)
    turned = _expected(chance.transpose(0, 2, 1), sizes[::-1])
    layers += _expected(chance, sizes) + [layer.transpose(0, 2, 1) for layer in turned]
    layers += _gaps(chance, sizes)
    return _planes(layers, chance.shape)


def _two_best(chance: Single, axis: int) -> tuple[Single, Single]:
    """The greatest value along an axis, and the greatest of the others: 0 where there is none."""
    place = np.expand_dims(chance.argmax(axis), axis)
    others = chance.copy()
    np.put_along_axis(others, place, 0, axis)
    return np.take_along_axis(chance, place, axis), others.max(axis, keepdims=True)


def _expected(chance: Single, sizes: tuple[Integers, Integers]) -> list[Single]:
    """How far each column is from where the sure answers of a row's neighbours would have it."""
    _, rows, columns = chance.shape
    i, j = np.arange(rows, dtype=np.float32), np.arange(columns, dtype=np.float32)
    n, m = (side[:, None].astype(np.float32) for side in sizes)
    best = chance.max(2)
    weight = np.where(best > SURE, best, np.float32(0))
    pull = np.exp(-np.abs(i[:, None] - i[None, :]) / 2) * (1 - np.eye(rows, dtype=np.float32))
    total = weight @ pull
    step = (weight * (chance.argmax(2) - i)).astype(np.float32) @ pull
    place = np.where(total > 1e-3, step / np.maximum(total, np.float32(1e-6)) + i, (i + 0.5) / n * m)
    distance = np.abs(j - place[:, :, None])
    return [np.minimum(distance, FAR) / FAR, np.exp(-distance / 1.5), total[:, :, None]]


def _gaps(chance: Single, sizes: tuple[Integers, Integers]) -> list[Single]:
    """The gap between two words linked for sure in which both words of a pair stand: its sides, and the place of the pair in it."""
    bounds = _bounds(chance)
    gap, start, size = zip(*(_between(side, count) for side, count in zip(bounds, sizes, strict=True)), strict=True)
    same = ((gap[0][:, :, None] == gap[1][:, None, :]) & ~bounds[0][:, :, None] & ~bounds[1][:, None, :]).astype(np.float32)
    height, width = size[0][:, :, None], size[1][:, None, :]
    at, along = ((np.arange(side.shape[1], dtype=np.float32) - first) for side, first in zip(gap, start, strict=True))
    at, along = at[:, :, None], along[:, None, :]
    return [
        same,
        same * np.minimum(height, FAR) / FAR,
        same * np.minimum(width, FAR) / FAR,
        same / np.maximum(height, 1),
        same / np.maximum(width, 1),
        same * (height == width),
        same * np.minimum(np.abs(at - along), FAR) / FAR,
        same * np.minimum(np.abs((height - at) - (width - along)), FAR) / FAR,
        bounds[0][:, :, None],
        bounds[1][:, None, :],
    ]


def _bounds(chance: Single) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which words of either side bound a gap: those of the longest chain of sure links that rises on both sides."""
    count, rows, columns = chance.shape
    down, along = chance.argmax(2), chance.argmax(1)
    mutual = np.take_along_axis(along, down, 1) == np.arange(rows)
    sure = mutual & (np.take_along_axis(chance, down[:, :, None], 2)[:, :, 0] > SURE)
    reached = np.maximum.accumulate(np.where(sure, down, -1), 1)
    for number in np.flatnonzero((sure[:, 1:] & (down[:, 1:] <= reached[:, :-1])).any(1)):
        chain = rising([(int(i), int(down[number, i])) for i in np.flatnonzero(sure[number])])
        sure[number] = False
        sure[number, [i for i, _ in chain]] = True
    other = np.zeros((count, columns), np.bool_)
    passage, i = np.nonzero(sure)
    other[passage, down[passage, i]] = True
    return sure, other


def _between(bounds: NDArray[np.bool_], sizes: Integers) -> tuple[Integers, Single, Single]:
    """Of each word of one side: the number of the gap in which it stands, where that begins, and how many words it has.

    Of a word that is itself a bound, what follows it.
    """
    places = np.arange(bounds.shape[1])
    start = np.maximum.accumulate(np.where(bounds, places + 1, 0), 1)
    end = np.minimum.accumulate(np.where(bounds, places, sizes[:, None])[:, ::-1], 1)[:, ::-1]
    return np.cumsum(bounds, 1), start.astype(np.float32), (end - start).astype(np.float32)
