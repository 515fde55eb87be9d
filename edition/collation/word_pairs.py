"""Turn sentences that answer one another into what can be said of each pair of their words: features by which a model links them.

Two passes. The first looks at the words: their form, meaning, class and place, what competes with them, and what stands beside
them. The second looks at what the first found: the neighbours of a pair, its rivals, and the gap between linked words in which it
stands.

Many passages are looked at in one array, since a call costs more than the few pairs of a sentence. An array is (features, passages,
words of base, words of other); where a passage has fewer words than the array, nothing stands: what answers no word is zero there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from edition.collation.forms import ROOM, Forms, SideForms, WordForms, alike, beginnings, begun, letters
from edition.language.languages import Language
from edition.language.word_forms import CONTENT, FUNCTION, MARK

Single = NDArray[np.float32]
Integers = NDArray[np.int64]
# A word of base and one of other that answers it, by their places.
Link = tuple[int, int]
# The words of base and other of a passage, as written.
Passage = tuple[Sequence[str], Sequence[str]]
# Words that answered one another in training, the one by the other, with the log odds that they do.
Lexicon = Mapping[str, Mapping[str, float]]

CLASSES = 6
# Where among the features of two words their nearness in meaning stands.
NEARNESS = 15
# How many words to either side are looked at for a context, and how many steps away a pair of neighbours may be.
WINDOW, REACH = 3, 4
# Sizes and distances are counted up to here.
FAR = 10
# From this probability on, a pair that is the best of both its words bounds a gap.
SURE = 0.5
# How many pairs one array holds, and how many words of a side, unless a passage alone has more; how many of the pairs must be real.
PAIRS, WORDS, FULL = 16_000, 1024, 0.6


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


class _ShiftedMatrices:
    """Matrices with zeros about each: `at(down, along)` is a view with the value at (i + down, j + along) for each (i, j)."""

    def __init__(self, matrices: Single) -> None:
        count, self.rows, self.columns = matrices.shape
        self.padded = np.zeros((count, self.rows + 2 * REACH, self.columns + 2 * REACH), matrices.dtype)
        self.padded[:, REACH : REACH + self.rows, REACH : REACH + self.columns] = matrices

    def at(self, down: int, along: int) -> Single:
        down, along = REACH + down, REACH + along
        view: Single = self.padded[:, down : down + self.rows, along : along + self.columns]
        return view


class Pairs:
    """The words of passages, and a lexicon: what the features of their pairs are made from."""

    def __init__(self, passages: Sequence[Passage], lexicon: Lexicon, language: Language) -> None:
        self.forms = Forms(chain.from_iterable(chain.from_iterable(passages)), language)
        self.words = [WordForms([passage[side] for passage in passages], self.forms) for side in (0, 1)]
        known = [form for form in self.forms.rows if form in lexicon]
        number = {form: place for place, form in enumerate(known, 1)}
        self.listed = np.array([*(number.get(form, 0) for form in self.forms.rows), 0])
        self.odds = np.zeros((len(known) + 1, len(known) + 1), np.float32)
        for form in known:
            for answer, odds in lexicon[form].items():
                if answer in number:
                    self.odds[number[form], number[answer]] = odds

    def features(self, passages: Sequence[int]) -> Single:
        """The features of each pair of some passages, by number: an array (features, passages, words of base, words of other)."""
        one, two = (SideForms(words, passages, axis) for words, axis in zip(self.words, (2, 1), strict=True))
        n, m = (side.sizes[:, None, None].astype(np.float32) for side in (one, two))
        i, j = (np.arange(side.rows.shape[1], dtype=np.float32) for side in (one, two))
        i, j = i[:, None], j[None, :]
        capitals = one.across(one.capitals), two.across(two.capitals)
        layers = self._by_form(one, two)
        likeness, same, near = (layers[feature].astype(np.float32) for feature in (0, 1, NEARNESS))
        inside = (i < n) & (j < m)
        layers += [
            np.abs((i + 0.5) / n - (j + 0.5) / m),
            np.minimum(np.abs(i - j), 2 * FAR) / (2 * FAR),
            np.abs((n - i) - (m - j)).clip(0, 2 * FAR) / (2 * FAR),
            capitals[0] & capitals[1],
            capitals[0] ^ capitals[1],
            (i == 0) & (j == 0),
            (i == n - 1) & (j == m - 1),
            one.across(np.minimum(one.counts, 4)),
            two.across(np.minimum(two.counts, 4)),
            np.minimum(n, m) / np.maximum(n, m),
            np.log(n + m),
        ]
        layers += (
            _rivals(likeness) + _around(likeness, layers[5].astype(np.bool_), inside) + _in_sense(np.maximum(same, near), inside)
        )
        return _planes(layers, likeness.shape)

    def _by_form(self, one: SideForms, two: SideForms) -> list[NDArray[np.generic]]:
        """The features of each two forms, wherever they stand."""
        forms = self.forms
        k, m = one.of(forms.kinds), two.of(forms.kinds)
        words, content, functions = (k < MARK) & (m < MARK), (k == CONTENT) & (m == CONTENT), (k == FUNCTION) & (m == FUNCTION)
        same = (one.across(one.rows) == two.across(two.rows)) & (k != ROOM)
        stems = (one.of(forms.stems) == two.of(forms.stems)) & ~same
        found = begun(one, two, forms)
        facts = [(one.of(column), two.of(column)) for column in forms.facts.T]
        known = self.odds[one.of(self.listed), two.of(self.listed)]
        classes = [(one.of(has), two.of(has)) for has in (forms.classes >> bit & 1 > 0 for bit in range(CLASSES))]
        return [
            alike(one, two, forms, found),
            same,
            words & stems,
            beginnings(found, same.shape),
            np.where(words, letters(one, two, forms), 0.0),
            content,
            functions,
            (k == MARK) & (m == MARK),
            (k == MARK) ^ (m == MARK),
            same & (k == FUNCTION),
            facts[0][0] & facts[0][1],
            facts[1][0] & facts[1][1],
            facts[1][0] ^ facts[1][1],
            known,
            known != 0,
            forms.senses[one.rows] @ forms.senses[two.rows].transpose(0, 2, 1),
            *(mine & theirs for mine, theirs in classes),
            *(mine ^ theirs for mine, theirs in classes),
        ]


def _planes(layers: Sequence[NDArray[np.generic]], shape: tuple[int, ...]) -> Single:
    """Layers as one array, each a plane of it; what says the same of a whole row, column or table is spread over it."""
    planes = np.empty((len(layers), *shape), np.float32)
    for plane, layer in zip(planes, layers, strict=True):
        plane[...] = layer
    return planes


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
    beside, near = _ShiftedMatrices(alike), _ShiftedMatrices(weight)
    soft = np.maximum.reduce([weight, *(0.7 * near.at(a, b) for a, b in ((0, 1), (0, -1), (1, 0), (-1, 0)))])
    softly = _ShiftedMatrices(soft * inside)
    layers = [beside.at(-1, -1), beside.at(1, 1)]
    layers += [softly.at(step, step) for step in (-3, -2, -1, 1, 2, 3)]
    layers.append(softly.at(-4, -4) + softly.at(4, 4))
    layers.append(layers[0] * layers[1])
    return [*layers, _nearby(_ShiftedMatrices(np.where(content, weight, 0)))]


def _in_sense(near: Single, inside: NDArray[np.bool_]) -> list[Single]:
    """How far a pair is behind the nearest in meaning of each of its words; how near its neighbours are, and the words about it."""
    beside, among = _ShiftedMatrices(near), np.where(inside, near, np.float32(-1))
    layers = [among.max(2, keepdims=True) - near, among.max(1, keepdims=True) - near]
    layers += [beside.at(a, b) for a, b in ((-1, -1), (1, 1), (0, 1), (0, -1), (1, 0), (-1, 0))]
    return [*layers, _nearby(beside)]


def _nearby(near: _ShiftedMatrices) -> Single:
    """How near the words to either side of one are, each to its nearest beside the other: the mean over the window."""
    best = _ShiftedMatrices(np.maximum.reduce([near.at(0, step) for step in range(-WINDOW, WINDOW + 1)]))
    total: Single = np.add.reduce([best.at(step, 0) for step in range(-WINDOW, WINDOW + 1) if step])
    return total / np.float32(WINDOW)


_STEPS = tuple((a, b) for a in range(-2, 3) for b in range(-2, 3) if (a or b) and abs(a - b) <= 2)


class _PlacedPairs:
    """Some pairs of an array (passages, words of base, words of other), by their places in it laid end to end.

    `one`, `two`: the words of each pair, counted through all passages; `i`, `j`: their places in the passage.
    """

    def __init__(self, places: Integers, shape: tuple[int, ...]) -> None:
        _, rows, columns = shape
        self.places = places
        self.one, j = np.divmod(places, columns)
        passages, i = np.divmod(self.one, rows)
        self.two = passages * columns + j
        self.i, self.j = i.astype(np.float32), j.astype(np.float32)
        self.padded = (passages * (rows + 2 * REACH) + i + REACH) * (columns + 2 * REACH) + j + REACH
        self.down = columns + 2 * REACH

    def beside(self, matrices: _ShiftedMatrices, down: int, along: int) -> Single:
        """The values so many steps beside each pair."""
        found: Single = matrices.padded.reshape(-1)[self.padded + (down * self.down + along)]
        return found


def from_links(chance: Single, sizes: tuple[Integers, Integers], places: Integers) -> Single:
    """Turn the probability that each pair is a link into features of some pairs.

    `chance` (passages, words of base, words of other) is 0 where there is room; `sizes`: how many words each passage has on either
    side; `places`: those of the pairs in `chance` laid end to end. The result is an array (features, pairs).
    """
    pairs = _PlacedPairs(places, chance.shape)
    own = chance.reshape(-1)[places]
    beside = _ShiftedMatrices(chance)
    layers = [own, np.log((own + 1e-3) / (1.001 - own))]
    layers += [pairs.beside(beside, a, b) for a, b in _STEPS]
    for axis, word in ((2, pairs.one), (1, pairs.two)):
        best, second = (found.reshape(-1)[word] for found in _two_best(chance, axis))
        layers += [np.where(own >= best, second, best), best]
        layers.append(np.minimum(chance.sum(axis).reshape(-1)[word], 3) - own)
    layers += _expected(chance, sizes, pairs.one, pairs.j)
    layers += _expected(chance.transpose(0, 2, 1), sizes[::-1], pairs.two, pairs.i)
    layers += _gaps(chance, sizes, pairs)
    return _planes(layers, places.shape)


def _two_best(chance: Single, axis: int) -> tuple[Single, Single]:
    """The greatest value along an axis, and the greatest of the others: 0 where there is none."""
    place = np.expand_dims(chance.argmax(axis), axis)
    others = chance.copy()
    np.put_along_axis(others, place, 0, axis)
    return np.take_along_axis(chance, place, axis), others.max(axis, keepdims=True)


def _expected(chance: Single, sizes: tuple[Integers, Integers], words: Integers, against: Single) -> list[Single]:
    """How far what stands against some words, by its place, is from where the sure answers of their neighbours would have it.

    `words`: rows of `chance`, counted through all passages.
    """
    rows = chance.shape[1]
    i = np.arange(rows, dtype=np.float32)
    n, m = (side[:, None].astype(np.float32) for side in sizes)
    best = chance.max(2)
    weight = np.where(best > SURE, best, np.float32(0))
    pull = np.exp(-np.abs(i[:, None] - i[None, :]) / 2) * (1 - np.eye(rows, dtype=np.float32))
    total = weight @ pull
    step = (weight * (chance.argmax(2) - i)).astype(np.float32) @ pull
    place = np.where(total > 1e-3, step / np.maximum(total, np.float32(1e-6)) + i, (i + 0.5) / n * m)
    distance = np.abs(against - place.reshape(-1)[words])
    return [np.minimum(distance, FAR) / FAR, np.exp(-distance / 1.5), total.reshape(-1)[words]]


def _gaps(chance: Single, sizes: tuple[Integers, Integers], pairs: _PlacedPairs) -> list[NDArray[np.generic]]:
    """The gap between two words linked for sure in which both words of a pair stand: its sides, and the place of the pair in it."""
    bounds = _bounds(chance)
    sides = [(bound, *_between(bound, count)) for bound, count in zip(bounds, sizes, strict=True)]
    (bound, gap, start, height), (other_bound, other_gap, other_start, width) = (
        tuple(found.reshape(-1)[word] for found in side) for side, word in zip(sides, (pairs.one, pairs.two), strict=True)
    )
    same = ((gap == other_gap) & ~bound & ~other_bound).astype(np.float32)
    at, along = pairs.i - start, pairs.j - other_start
    return [
        same,
        same * np.minimum(height, FAR) / FAR,
        same * np.minimum(width, FAR) / FAR,
        same / np.maximum(height, 1),
        same / np.maximum(width, 1),
        same * (height == width),
        same * np.minimum(np.abs(at - along), FAR) / FAR,
        same * np.minimum(np.abs((height - at) - (width - along)), FAR) / FAR,
        bound,
        other_bound,
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


def rising(pairs: Sequence[Link]) -> list[Link]:
    """The longest chain of pairs that rises on both sides (patience sorting); pairs come sorted by the first."""
    if all(one < two for (_, one), (_, two) in pairwise(pairs)):
        return list(pairs)
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
