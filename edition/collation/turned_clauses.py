"""Turn what two texts have in common into the clauses of a bead that stand elsewhere in its other side: passages that moved."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from edition.collation.paths import Anchor
from edition.collation.reading_evidence import LinkedBead
from edition.collation.unanswered import LONG, AnswerWords
from edition.language.languages import Language
from edition.language.word_forms import is_word
from edition.model import Range, Token

# How many times as long one half of a moved clause may be as the other. By eye: beyond that, most of the longer one stands alone.
UNLIKE = 2.5


def turned_clauses(
    common: Sequence[Anchor],
    ranges: Sequence[tuple[Range, Range]],
    linked: Sequence[LinkedBead],
    texts: tuple[str, str],
    language: Language,
) -> list[tuple[Range, Range]]:
    """Find the clauses that both sides of a bead have, each at another place, as ranges of the base and of the other text.

    `common`: the stretches that are the same, rising on both sides. `ranges`, `linked`: the two sides of each bead, in order, and
    their words. Either half is a long stretch with nothing against it.
    """
    found: list[tuple[Range, Range]] = []
    # No shorter gap has a long stretch in it.
    gaps = [gap for gap in _gaps(common, (len(texts[0]), len(texts[1]))) if max(end - start for start, end in gap) >= LONG]
    first = 0
    for ((start, end), (other_start, other_end)), bead in zip(ranges, linked, strict=True):
        while first < len(gaps) and (gaps[first][0][1] < start or gaps[first][1][1] < other_start):
            first += 1
        inside: list[tuple[Range, Range]] = []
        for number in range(first, len(gaps)):
            base, other = gaps[number]
            if base[0] > end or other[0] > other_end:
                break
            if start <= base[0] and base[1] <= end and other_start <= other[0] and other[1] <= other_end:
                inside.append((base, other))
        if len(inside) > 1:
            found += _pairs(inside, (_BeadSide(bead.base), _BeadSide(bead.other)), texts, language)
    return found


class _BeadSide:
    """The words of one side of a bead, found by their places in the text."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.words = [token for token in tokens if is_word(token.t)]
        self.starts, self.ends = [word.start for word in self.words], [word.end for word in self.words]

    def within(self, place: Range) -> list[Token]:
        """The words that lie in a range."""
        return self.words[bisect_left(self.starts, place[0]) : bisect_right(self.ends, place[1])]


def _gaps(common: Sequence[Anchor], ends: tuple[int, int]) -> Iterator[tuple[Range, Range]]:
    """What lies between the stretches in common, on both sides."""
    at = 0, 0
    for base, other in [*common, ((ends[0],) * 2, (ends[1],) * 2)]:
        if (base[0], other[0]) != at:
            yield (at[0], base[0]), (at[1], other[0])
        at = base[1], other[1]


def _says_nothing(words: Sequence[Token], language: Language) -> bool:
    """Whether a side has no word, or a function word alone."""
    return not words or (len(words) == 1 and not language.is_content(words[0].n))


def _without_capitals(one: list[Token], two: list[Token]) -> tuple[list[Token], list[Token]]:
    """Words of both sides without those at their ends that differ in their capitals alone."""
    first = 0
    while first < min(len(one), len(two)) and one[first].n == two[first].n:
        first += 1
    last = 0
    while last < min(len(one), len(two)) - first and one[-1 - last].n == two[-1 - last].n:
        last += 1
    return one[first : len(one) - last], two[first : len(two) - last]


def _pairs(
    gaps: Sequence[tuple[Range, Range]], bead: tuple[_BeadSide, _BeadSide], texts: tuple[str, str], language: Language
) -> Iterator[tuple[Range, Range]]:
    """Pair the long stretches of either side of a bead that answer one another, of those that stand alone in a gap."""
    alone: tuple[list[tuple[Range, list[Token]]], ...] = ([], [])
    for gap in gaps:
        sides = _without_capitals(*(side.within(place) for side, place in zip(bead, gap, strict=True)))
        empty = [_says_nothing(side, language) for side in sides]
        if empty[0] != empty[1]:
            has = 0 if empty[1] else 1
            words = sides[has]
            place = words[0].start, words[-1].end
            if len(words) >= LONG and "\n" not in texts[has][slice(*place)]:
                alone[has].append((place, words))
    taken: set[Range] = set()
    for place, words in alone[0]:
        offers = [
            (sum(AnswerWords(theirs, language).answered(words)), -there[0], there)
            for there, theirs in alone[1]
            if there not in taken and max(len(words), len(theirs)) <= UNLIKE * min(len(words), len(theirs))
        ]
        score, _, there = max(offers, default=(0, 0, (0, 0)))
        if score:
            taken.add(there)
            yield place, there
