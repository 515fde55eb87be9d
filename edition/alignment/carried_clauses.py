"""Turn beads into the same with bounds moved into sentences, where a clause has its answer on the other hand of a bound.

Beads are found by sentences and long clauses. Where one translator ends a sentence a clause sooner than the other, the last clause
of one bead is answered by the first of the next. Of all clauses beside a bound, on either side and either hand, the one that gains
most is carried over. The score of a bead stays that of the search, for its sides of before.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise
from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from edition.language.languages import Language
from edition.language.senses import vectors_of_stems
from edition.language.word_forms import is_word
from edition.model import Bead, Range, RunningText, Token

Floats = NDArray[np.float32]

# So many rare words of content must find an answer on the other hand more than lose one, for a clause to be carried. By eye, on the
# beads of half of three books in two translations each (3,014 beads): from .5 on, 10 of 68 are wrong; from .7 on, 3 of 52;
# from 1.1 on, 1 of 22.
GAIN = 0.6
# A clause of more words and marks is a sentence: to place it is the work of the search for beads.
LONGEST = 40
# How far two words of about one sense answer one another, and the nearness from which they do.
SENSE, NEAR = 0.4, 0.45
# An answer so many words from the bound counts half.
BESIDE = 40
# Gains are compared to so many decimals: sums of single precision differ in the last ones by the order in which they are added.
DECIMALS = 4
# So many sides of beads are added to those of a short text, that a word may count as rare.
SUPPOSED = 50


class _Side:
    """One side of a bead. `known`: the stems of its words of content."""

    def __init__(self, text: str, place: Range | None, language: Language) -> None:
        self.text, self.place, self.language = text, place or (0, 0), language
        # No word holds white space.
        self.known = frozenset(chain.from_iterable(map(_content_stems(language), text[slice(*self.place)].split())))

    @functools.cached_property
    def stems(self) -> tuple[str, ...]:
        """The stems of its words of content, and "" for each other word and mark, in order; few sides are asked for them."""
        return tuple(map(_content_stem(self.language), [token.t for token in self.tokens]))

    @functools.cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Its words and marks with their places, which few sides are asked for."""
        return self.language.tokens(self.text, *self.place)


@functools.cache
def _content_stem(language: Language) -> Callable[[str], str]:
    """The function that turns a word of a language, as written, into its stem if it is one of content, else into ""."""

    @functools.lru_cache(maxsize=1 << 16)
    def content_stem(word: str) -> str:
        folded = language.fold(word)
        return language.stem(folded) if language.is_content(folded) else ""

    return content_stem


@functools.cache
def _content_stems(language: Language) -> Callable[[str], tuple[str, ...]]:
    """The function that turns what stands between two white spaces into the stems of its words of content."""
    content_stem, tokens_of = _content_stem(language), language.token.findall

    @functools.lru_cache(maxsize=1 << 16)
    def content_stems(piece: str) -> tuple[str, ...]:
        return tuple(stem for word in tokens_of(piece) if (stem := content_stem(word)))

    return content_stems


# The two sides of a bead.
_Sides = tuple[_Side, _Side]


class _Offer(NamedTuple):
    """What carrying a clause gains; whether it goes to the bead before; its words; of which text it is, where it then parts beads.

    Of offers that gain as much the greatest is the same when the two texts change places: the side comes last.
    """

    gain: float
    back: bool
    words: tuple[str, ...]
    side: int
    place: int


def carried(beads: Sequence[Bead], base: RunningText, other: RunningText, language: Language) -> list[Bead]:
    """Turn beads, those that did not move in order, into the same with clauses carried over the bounds between them."""
    found = list(beads)
    texts = base.text, other.text
    speeches = [frozenset(mark.at for mark in text.marks if mark.kind == "speech") for text in (base, other)]
    straight = [at for at, bead in enumerate(found) if not bead.moved]
    sides = {at: _sides(found[at], texts, language) for at in straight}
    rarity = _Rarity(Counter(stem for pair in sides.values() for side in pair for stem in side.known), len(straight))
    for one, two in pairwise(straight):
        first, second = found[one], found[two]
        bound = _bound(first, second)
        if bound is None or any(place in begun for place, begun in zip(bound, speeches, strict=True)):
            continue
        if not _crossing(sides[one], sides[two]):
            continue
        best = max(_offers(sides[one], sides[two], texts, bound, rarity, language), default=None)
        if best and best.gain >= GAIN:
            found[one], found[two] = _with_bound(first, second, best.side, best.place)
            sides[one], sides[two] = (_sides(found[at], texts, language) for at in (one, two))
    return found


def _bound(first: Bead, second: Bead) -> tuple[int, int] | None:
    """Where one bead ends and the next begins, in base and other; None where either is free or has one side alone, or where
    something is between.
    """
    if not (first.base and first.other and second.base and second.other) or first.free or second.free:
        return None
    bound = first.base[1], first.other[1]
    return bound if bound == (second.base[0], second.other[0]) else None


def _with_bound(first: Bead, second: Bead, side: int, place: int) -> tuple[Bead, Bead]:
    """Two beads with the bound between them at another place of one text."""
    if side == 0 and first.base and second.base:
        return replace(first, base=(first.base[0], place)), replace(second, base=(place, second.base[1]))
    if side == 1 and first.other and second.other:
        return replace(first, other=(first.other[0], place)), replace(second, other=(place, second.other[1]))
    return first, second


def _crossing(first: _Sides, second: _Sides) -> bool:
    """Whether one bead has a word whose answer it lacks and the next has, where nothing else calls for that answer."""
    for side in (0, 1):
        lacks, without = first[side].known - first[1 - side].known, second[1 - side].known - second[side].known
        if not lacks.isdisjoint(without):
            return True
    return False


class _Rarity:
    """How rare stems are in two texts: 1 where two sides of beads have one, less where more do."""

    def __init__(self, frequency: Counter[str], beads: int) -> None:
        self.frequency, self.beads = frequency, beads + SUPPOSED

    def of(self, stems: Sequence[str]) -> Floats:
        """The weight of each stem; 0 of none."""
        most = log(1 + self.beads / 2)
        weights = [min(1.0, log(1 + self.beads / max(1, self.frequency[stem])) / most) if stem else 0.0 for stem in stems]
        return np.array(weights, np.float32)


def _sides(bead: Bead, texts: tuple[str, str], language: Language) -> _Sides:
    return _Side(texts[0], bead.base, language), _Side(texts[1], bead.other, language)


def _offers(
    first: _Sides, second: _Sides, texts: tuple[str, str], bound: tuple[int, int], rarity: _Rarity, language: Language
) -> Iterator[_Offer]:
    """What each clause beside a bound gains by being carried over it."""
    within = [_alike(pair[0].stems, pair[1].stems, language) for pair in (first, second)]
    for side in (0, 1):
        if texts[side][bound[side] - 1] == "\n":
            # A bound at the end of a paragraph is sure.
            continue
        own = [alike if side == 0 else alike.T for alike in within]
        for number, (here, there) in enumerate(((first, second), (second, first))):
            last = number == 0
            mine, stay = here[side], own[number]
            across = _alike(mine.stems, there[1 - side].stems, language)
            away = np.arange(across.shape[1], dtype=np.float32)
            free = (1 - own[1 - number].max(0, initial=0)) / (1 + (away if last else away[::-1]) / BESIDE)
            moving = (across * free).max(1, initial=0)
            weights = rarity.of(mine.stems)
            for cut in _cuts(mine.tokens, language, last=last):
                part, rest = (slice(cut, None), slice(0, cut)) if last else (slice(0, cut), slice(cut, None))
                if stay[rest].any() and weights[part].any():
                    staying = (stay[part] * (1 - stay[rest].max(0))).max(1, initial=0)
                    gain = round(float((weights[part] * (moving[part] - staying)).sum()), DECIMALS)
                    yield _Offer(gain, not last, tuple([token.n for token in mine.tokens[part]]), side, mine.tokens[cut].start)


def _cuts(tokens: Sequence[Token], language: Language, *, last: bool) -> Iterator[int]:
    """The places where clauses begin beside a bound: the last ones of a bead, or those after its first ones.

    Opening marks go with the word that they touch, and no word is cut: space stands before a clause.
    """
    places = range(max(1, len(tokens) - LONGEST), len(tokens) - 1) if last else range(2, min(LONGEST, len(tokens) - 1))
    for at in places:
        if not is_word(tokens[at].t) or (is_word(tokens[at - 1].t) and tokens[at].n not in language.words.conjunctions):
            continue
        begin = at
        while begin > 1 and tokens[begin - 1].end == tokens[begin].start and not is_word(tokens[begin - 1].t):
            begin -= 1
        if tokens[begin - 1].end < tokens[begin].start:
            yield begin


def _alike(one: Sequence[str], two: Sequence[str], language: Language) -> Floats:
    """How far each word of content of one side answers each of the other, from 0 to 1; words of closed classes answer nothing."""
    names: dict[str, int] = {"": -1}
    rows, columns = (np.array([names.setdefault(stem, len(names)) for stem in side], np.int64) for side in (one, two))
    content = (rows >= 0)[:, None] & (columns >= 0)[None, :]
    near = vectors_of_stems(one, language) @ vectors_of_stems(two, language).T >= NEAR
    found: Floats = np.where(rows[:, None] == columns, np.float32(1), np.where(near, np.float32(SENSE), np.float32(0))) * content
    return found
