"""Turn what two texts have in common into the clauses of a bead that stand elsewhere in its other side: passages that moved."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from edition.collation.paths import Anchor
from edition.collation.thesaurus import SYNONYM as SYNONYMS
from edition.collation.thesaurus import thesaurus_of
from edition.collation.unanswered import LONG
from edition.language.languages import Language
from edition.language.senses import vectors_of_stems
from edition.language.word_forms import is_word
from edition.model import Range, Token

# How many times as long one half of a moved clause may be as the other. By eye: beyond that, most of the longer one stands alone.
UNLIKE = 2.5
# Stretches have moved where so much of the words of content of both is answered by one another; where both are long, LITTLE, or
# LEAST within one bead where both have nothing against them. By eye, on the passages of three works of the gold and nine of our own
# that may be read: 20 of 26 pairs are right.
ANSWERED, LITTLE, LEAST = 0.55, 0.3, 0.2
# How sure an answer is that is of the same stem; a verb of speech for another; a synonym; a word from NEAR on in sense.
STEM, SPEECH, SYNONYM, SENSE, NEAR = 1.0, 0.9, 0.5, 0.5, 0.45
# A stretch of more words is no clause: whether so much has an answer elsewhere is not asked, for that takes the square of its
# length. The search for beads finds passages as long as that. By eye: the longest that moved in the works above has 24 words.
MOST = 200
# What may stand against words that say something, most alone first: a crumb has one word of content or none.
NOTHING, CRUMB, STRANGERS, ANSWER = range(4)
# Where no word is answered by the same stem, so many of either stretch must be: one word near in sense is chance. Of 49 moved pairs
# of three works in two translations each, seven rested on one such word, and all seven were wrong.
FEWEST = 2
# So much must be answered elsewhere of two long stretches, by what stands against them.
ENOUGH = LITTLE, LITTLE, ANSWERED


def turned_clauses(
    common: Sequence[Anchor],
    ranges: Sequence[tuple[Range, Range]],
    words: tuple[Sequence[Token], Sequence[Token]],
    texts: tuple[str, str],
    language: Language,
) -> list[tuple[Range, Range]]:
    """Find the clauses that both texts have, each at another place, as ranges of the base and of the other text.

    `common`: the stretches that are the same, rising on both sides. `ranges`: the two sides of each bead, in order, with what
    either text has alone before and after it: there too an answer may stand. `words`: the tokens of the texts, without what moved.
    Neither half has anything against it that answers it.
    """
    found: list[tuple[Range, Range]] = []
    gaps = list(gaps_between(common, texts))
    sides = PlacedWords(words[0]), PlacedWords(words[1])
    # A gap lies in a bead and in two pairs of beads: what stands alone in it is asked once.
    lone = [_alone(gap, sides, texts, language) for gap in gaps]
    taken: tuple[set[Range], set[Range]] = (set(), set())
    # First the answers within a bead, then those in the next.
    beside = [((one[0][0], two[0][1]), (one[1][0], two[1][1])) for one, two in pairwise(ranges)]
    for windows in (ranges, beside):
        for inside in _within(windows, gaps):
            found += _pairs([lone[number] for number in inside], taken, language, near=windows is ranges)
    return found


def _within(ranges: Sequence[tuple[Range, Range]], gaps: Sequence[tuple[Range, Range]]) -> Iterator[list[int]]:
    """The numbers of the gaps that lie within each pair of ranges, these and those in order; where there are two or more."""
    first = 0
    for (start, end), (other_start, other_end) in ranges:
        while first < len(gaps) and (gaps[first][0][1] < start or gaps[first][1][1] < other_start):
            first += 1
        inside: list[int] = []
        for number in range(first, len(gaps)):
            base, other = gaps[number]
            if base[0] > end or other[0] > other_end:
                break
            if start <= base[0] and base[1] <= end and other_start <= other[0] and other[1] <= other_end:
                inside.append(number)
        if len(inside) > 1:
            yield inside


class PlacedWords:
    """The words of a text, found by their places in it."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.words = [token for token in tokens if is_word(token.t)]
        self.starts, self.ends = [word.start for word in self.words], [word.end for word in self.words]
        self.folded = [word.n for word in self.words]

    def within(self, place: Range) -> Range:
        """The numbers of the words that lie in a range."""
        first = bisect_left(self.starts, place[0])
        return first, max(first, bisect_right(self.ends, place[1]))

    def lying_in(self, place: Range) -> list[Token]:
        """The words that lie in a range."""
        return self.words[slice(*self.within(place))]


def gaps_between(common: Sequence[Anchor], texts: tuple[str, str]) -> Iterator[tuple[Range, Range]]:
    """What lies between the stretches in common, on both sides; not where that is white space alone, as most is."""
    one, two = texts
    start = other_start = 0
    for (end, next_start), (other_end, other_next) in [*common, ((len(one),) * 2, (len(two),) * 2)]:
        if one[start:end].strip() or two[other_start:other_end].strip():
            yield (start, end), (other_start, other_end)
        start, other_start = next_start, other_next


def _says_nothing(words: Sequence[Token], language: Language) -> bool:
    """Whether a side has no word, or a function word alone."""
    return not words or (len(words) == 1 and not language.is_content(words[0].n))


def _without_capitals(gap: tuple[Range, Range], sides: tuple[PlacedWords, PlacedWords]) -> tuple[list[Token], list[Token]]:
    """The words of both sides in a gap without those at its ends that differ in their capitals alone."""
    (first, last), (other_first, other_last) = (side.within(place) for side, place in zip(sides, gap, strict=True))
    one, two = sides[0].folded, sides[1].folded
    while first < last and other_first < other_last and one[first] == two[other_first]:
        first, other_first = first + 1, other_first + 1
    while first < last and other_first < other_last and one[last - 1] == two[other_last - 1]:
        last, other_last = last - 1, other_last - 1
    return sides[0].words[first:last], sides[1].words[other_first:other_last]


@dataclass(frozen=True, slots=True)
class _LoneStretch:
    """Words of one text, between two stretches in common, that nothing on the other side of the gap answers.

    `against`: what stands there: NOTHING, a CRUMB or STRANGERS.
    """

    place: Range
    words: list[Token]
    against: int


def _alone(
    gap: tuple[Range, Range], bead: tuple[PlacedWords, PlacedWords], texts: tuple[str, str], language: Language
) -> tuple[_LoneStretch | None, _LoneStretch | None]:
    """What stands alone in a gap, of either text; None where it has an answer, says nothing, or goes over a paragraph's end."""
    sides = _without_capitals(gap, bead)
    least, most = sorted(map(len, sides))
    # Of two short sides one must say nothing: of most gaps neither does.
    if not most or most > MOST or (least > 1 and most < LONG):
        return None, None
    found: list[_LoneStretch | None] = []
    for words, others, text in zip(sides, reversed(sides), texts, strict=True):
        against = _against(words, others, language)
        place = (words[0].start, words[-1].end) if against != ANSWER else (0, 0)
        found.append(_LoneStretch(place, words, against) if against != ANSWER and "\n" not in text[slice(*place)] else None)
    return found[0], found[1]


def _pairs(
    lone: Sequence[tuple[_LoneStretch | None, _LoneStretch | None]],
    taken: tuple[set[Range], set[Range]],
    language: Language,
    *,
    near: bool,
) -> Iterator[tuple[Range, Range]]:
    """Pair the stretches of either text that answer one another, of those that stand alone in some gaps; the surest pair first.

    `taken`: the stretches that have a pair; those of the pairs found are added. `near`: whether the gaps are of one bead.
    """
    alone = [
        [(number, own) for number, gap in enumerate(lone) if (own := gap[has]) and own.place not in taken[has]] for has in (0, 1)
    ]
    offers = [
        (
            _answer(
                one.words,
                two.words,
                language,
                LEAST if near and not one.against and not two.against else ENOUGH[max(one.against, two.against)],
            ),
            one.place,
            two.place,
        )
        for number, one in alone[0]
        for gap, two in alone[1]
        if gap != number
        and (near or _tells(one.words, two.words, language))
        and max(len(one.words), len(two.words)) <= UNLIKE * min(len(one.words), len(two.words))
    ]
    for answer, place, there in sorted(offers, key=lambda offer: (-offer[0], offer[1][0] + offer[2][0], offer[1:])):
        if answer and place not in taken[0] and there not in taken[1]:
            taken[0].add(place)
            taken[1].add(there)
            yield place, there


def _against(words: Sequence[Token], against: Sequence[Token], language: Language) -> int:
    """What stands against some words: NOTHING that says anything; a CRUMB or STRANGERS, against a long stretch; or an ANSWER."""
    if _says_nothing(words, language):
        return ANSWER
    if _says_nothing(against, language):
        return NOTHING
    if len(words) < LONG:
        return ANSWER
    content = _content(words, language), _content(against, language)
    if not content[0] or _answers(*content, language):
        return ANSWER
    return CRUMB if len(content[1]) <= 1 else STRANGERS


def _answer(one: Sequence[Token], two: Sequence[Token], language: Language, little: float) -> float:
    """How far two stretches answer one another; 0 where that is too little: of two long ones, less than `little`."""
    content = _content(one, language), _content(two, language)
    if not content[0] or not content[1]:
        return 0.0
    sure = _sure(*content, language)
    share = float(sure.max(1).sum() + sure.max(0).sum()) / sum(map(len, content))
    if share >= ANSWERED:
        return 1 + share
    return share if min(len(one), len(two)) >= LONG and share >= little and _bears(sure) else 0.0


def _bears(sure: NDArray[np.float32]) -> bool:
    """Whether what little is answered of two stretches tells: a word of the same stem, that somebody speaks, or two words each."""
    return bool(sure.max() >= SPEECH) or min(int((sure.max(side) > 0).sum()) for side in (0, 1)) >= FEWEST


def _tells(one: Sequence[Token], two: Sequence[Token], language: Language) -> bool:
    """Whether two stretches say enough to be known again in the next bead: words of content, or that somebody speaks."""
    content = [*_content(one, language), *_content(two, language)]
    return len(content) > 2 or all(_speaks(word, language) for word in content)


def _content(tokens: Sequence[Token], language: Language) -> list[str]:
    """The words of content among some tokens, folded."""
    return [token.n for token in tokens if language.is_content(token.n)]


def _answers(one: Sequence[str], two: Sequence[str], language: Language) -> bool:
    """Whether any word of content of one stretch answers any of the other: whether `_sure` would be above 0 anywhere."""
    stems, others = ([language.stem(word) for word in side] for side in (one, two))
    if not {*stems}.isdisjoint(others):
        return True
    if all(any(_speaks(word, language) for word in side) for side in (one, two)):
        return True
    if (vectors_of_stems(stems, language) @ vectors_of_stems(others, language).T >= NEAR).any():
        return True
    related = thesaurus_of(language).related
    return any(related(stem, other) == SYNONYMS for stem in stems for other in others)


def _sure(one: Sequence[str], two: Sequence[str], language: Language) -> NDArray[np.float32]:
    """How sure each word of content of one stretch answers each of the other, wherever they stand."""
    stems, others = ([language.stem(word) for word in side] for side in (one, two))
    near = vectors_of_stems(stems, language) @ vectors_of_stems(others, language).T >= NEAR
    found = np.where(near, np.float32(SENSE), np.float32(0))
    speaks, speaks_too = ([_speaks(word, language) for word in side] for side in (one, two))
    related = thesaurus_of(language).related
    for i, stem in enumerate(stems):
        for j, other in enumerate(others):
            if stem == other:
                found[i, j] = STEM
            elif speaks[i] and speaks_too[j]:
                found[i, j] = SPEECH
            elif related(stem, other) == SYNONYMS:
                found[i, j] = SYNONYM
    return found


@functools.lru_cache(maxsize=1 << 12)
def _speaks(word: str, language: Language) -> bool:
    """Whether a folded word is a verb of speech."""
    return bool(language.letters.speech and re.fullmatch(language.letters.speech, word))
