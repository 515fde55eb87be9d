"""Turn what two texts have in common into the clauses of a bead that stand elsewhere in its other side: passages that moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from edition.collation.parting import placed
from edition.collation.readings import Anchor
from edition.collation.unanswered import LONG, answered_words
from edition.language.languages import Language
from edition.language.word_forms import is_word
from edition.model import Bead, Range, RunningText, Token

# How many times as long one half of a moved clause may be as the other. By eye: beyond that, most of the longer one stands alone.
UNLIKE = 2.5


def turned_clauses(
    common: Sequence[Anchor], beads: Sequence[Bead], texts: tuple[RunningText, RunningText], language: Language
) -> list[tuple[Range, Range]]:
    """Find the clauses that both sides of a bead have, each at another place, as ranges of the base and of the other text.

    `common`: the stretches that are the same, rising on both sides. Either half is a long stretch with nothing against it.
    """
    found: list[tuple[Range, Range]] = []
    gaps = list(_gaps(common, (len(texts[0].text), len(texts[1].text))))
    first = 0
    for bead, start, end in placed(beads, (texts[0].body, texts[1].body)):
        if bead.base is None or bead.other is None:
            continue
        while first < len(gaps) and (gaps[first][0][1] < start[0] or gaps[first][1][1] < start[1]):
            first += 1
        inside: tuple[list[Range], list[Range]] = ([], [])
        for base, other in gaps[first:]:
            if base[0] > end[0] or other[0] > end[1]:
                break
            if start[0] <= base[0] and base[1] <= end[0] and start[1] <= other[0] and other[1] <= end[1]:
                words = _words(texts[0].text, base, language), _words(texts[1].text, other, language)
                sides = _without_capitals(*words)
                empty = [_says_nothing(side, language) for side in sides]
                if empty[0] != empty[1]:
                    has = 0 if empty[1] else 1
                    inside[has].append((sides[has][0].start, sides[has][-1].end))
        found += _pairs(inside, texts, language)
    return found


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


def _without_capitals(one: Sequence[Token], two: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token]]:
    """Words of both sides without those at their ends that differ in their capitals alone."""
    first = 0
    while first < min(len(one), len(two)) and one[first].n == two[first].n:
        first += 1
    last = 0
    while last < min(len(one), len(two)) - first and one[-1 - last].n == two[-1 - last].n:
        last += 1
    return one[first : len(one) - last], two[first : len(two) - last]


def _pairs(
    inside: tuple[Sequence[Range], Sequence[Range]], texts: tuple[RunningText, RunningText], language: Language
) -> Iterator[tuple[Range, Range]]:
    """Pair the long stretches of either side of a bead that answer one another."""
    sides = [
        [
            (place, words)
            for place in places
            if "\n" not in text.text[slice(*place)] and len(words := _words(text.text, place, language)) >= LONG
        ]
        for places, text in zip(inside, texts, strict=True)
    ]
    taken: set[Range] = set()
    for place, words in sides[0]:
        offers = [
            (answered_words(words, theirs, language), -there[0], there)
            for there, theirs in sides[1]
            if there not in taken and max(len(words), len(theirs)) <= UNLIKE * min(len(words), len(theirs))
        ]
        score, _, there = max(offers, default=(0, 0, (0, 0)))
        if score:
            taken.add(there)
            yield place, there


def _words(text: str, place: Range, language: Language) -> list[Token]:
    tokens: Iterable[Token] = language.tokens(text, *place)
    return [token for token in tokens if is_word(token.t)]
