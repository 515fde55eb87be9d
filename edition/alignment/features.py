"""Turn the segments of two texts into weighted features of their words, by which segments are compared.

A feature is a stem, the first letters of a long word, or a function word. Its weight grows with its rarity in the two texts
(inverse document frequency, Spärck Jones 1972): a name counts for much, an article for next to nothing.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from edition.language.languages import Language
from edition.language.word_forms import is_word
from edition.model import Segment

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

# The weights of a function word, of the first LETTERS letters of a longer word and of a number; a stem weighs 1. FUNCTION, PREFIX
# and LETTERS were found on the runs of the table in docs/alignment.md; NUMBER on the same, double of it gives .0004 less.
FUNCTION, PREFIX, LETTERS, NUMBER = 0.5, 0.4, 4, 1.0
# The weight of who speaks is that of a stem. No run of plays is known; docs/alignment.md, "Speeches" says what it does.
SPEAKER = 1.0
# No bead reaches over a break of WALL: far above any gain, which is at most the length of the texts in characters.
WALL = 1e3


@dataclass(frozen=True, slots=True)
class SegmentedText:
    """One text as the search sees it: n segments in order, each with its features.

    `rows`, `names`, `weights` are parallel, with one element for each feature of each segment: index of the segment, number of the
    feature, weight. They are sorted by segment, then feature; both texts number features alike. `content`: for each number of a
    feature, whether it is more than a function word or a speaker; `stems`: for each, the stem that it is, "" where it is none;
    `language`: that of the stems. `lengths` (n): characters of a segment, at least 1. `breaks` (n):
    what a bead pays when it goes on after the segment: 1 at the end of a paragraph, else 0 or a wall (`only`); at the end of a
    speech both.
    """

    rows: Integers
    names: Integers
    weights: Floats
    content: NDArray[np.bool_]
    lengths: Floats
    breaks: Floats
    stems: tuple[str, ...]
    language: Language

    def __len__(self) -> int:
        return len(self.lengths)

    def part(self, start: int, end: int) -> SegmentedText:
        """The segments from index `start` to before `end` as a text of their own."""
        first, last = np.searchsorted(self.rows, (start, end))
        places, segments = slice(first, last), slice(start, end)
        weights = self.weights[places]
        return replace(
            self,
            rows=self.rows[places] - start,
            names=self.names[places],
            weights=weights,
            lengths=self.lengths[segments],
            breaks=self.breaks[segments],
        )

    def only(self, kept: NDArray[np.bool_], wall: float) -> SegmentedText:
        """The text with the segments that `kept` is true for.

        `wall`: the break after a segment whose next one is left out, high enough that no bead reaches over the gap.
        """
        number = np.cumsum(kept) - 1
        held = kept[self.rows]
        breaks = self.breaks.copy()
        breaks[:-1][~kept[1:]] = wall
        return replace(
            self,
            rows=number[self.rows[held]],
            names=self.names[held],
            weights=self.weights[held],
            lengths=self.lengths[kept],
            breaks=breaks[kept],
        )


def sides(
    texts: tuple[str, str],
    cuts: tuple[Sequence[Segment], Sequence[Segment]],
    language: Language,
    speeches: tuple[Sequence[int], Sequence[int]] = ((), ()),
    speakers: tuple[Sequence[str], Sequence[str]] = ((), ()),
) -> tuple[SegmentedText, SegmentedText]:
    """Turn two texts, and the segments of each, into segmented texts that number features alike.

    `speeches`: where what somebody speaks begins, or nobody speaks any more. `speakers`: who speaks each segment, "" where nobody
    does; empty where neither text has a speech.

    The weight of a feature in a segment is √(its count there × its own weight) × ln(1 + N / df), where df is how many of the N
    segments of both texts have it.
    """
    numbers: dict[str, int] = {}
    each = zip(texts, cuts, speakers, strict=True)
    counted = [_counts(text, segments, numbers, language, spoken) for text, segments, spoken in each]
    own = np.array([_own_weight(name) for name in numbers])
    frequency = sum(np.bincount(names, minlength=len(numbers)) for _, names, _ in counted)
    rarity = np.log(1 + sum(map(len, cuts)) / np.maximum(frequency, 1))
    content = np.array([not name.startswith(("_", "@")) for name in numbers], dtype=bool)
    stems = tuple(name[1:] if name[0] == "." else "" for name in numbers)
    found = []
    for text, segments, (rows, names, times), begun in zip(texts, cuts, counted, map(frozenset, speeches), strict=True):
        lengths = np.array([max(1, s.end - s.start) for s in segments], dtype=float)
        breaks = np.array([s.end == len(text) or text[s.end - 1] == "\n" for s in segments], dtype=float)
        breaks += [WALL * (s.end in begun) for s in segments]
        weights = np.sqrt(times * own[names]) * rarity[names]
        found.append(SegmentedText(rows, names, weights, content, lengths, breaks, stems, language))
    return found[0], found[1]


def _counts(
    text: str, segments: Sequence[Segment], numbers: dict[str, int], language: Language, speakers: Sequence[str] = ()
) -> tuple[Integers, Integers, Integers]:
    """Count the features of segments. Returns three parallel arrays: segment, feature, count, sorted by segment, then feature.

    `numbers`: name of a feature -> its number; new features are added to it.
    """
    names_of, tokens_of = _names(language), language.token.findall
    known: dict[str, list[int]] = {}
    rows: list[int] = []
    names: list[int] = []
    for row, segment in enumerate(segments):
        before = len(names)
        # No token but three dots, which have no feature, holds white space.
        for piece in text[segment.start : segment.end].split():
            if piece not in known:
                known[piece] = [numbers.setdefault(name, len(numbers)) for token in tokens_of(piece) for name in names_of(token)]
            names += known[piece]
        if len(names) == before:
            # A line of dots or dashes has no word: it is a feature as a whole, and answers a line like it.
            names.append(numbers.setdefault("=" + text[segment.start : segment.end].strip(), len(numbers)))
        if speakers and speakers[row]:
            names.append(numbers.setdefault("@" + speakers[row], len(numbers)))
        rows += [row] * (len(names) - before)
    keys, times = np.unique(np.array(rows, dtype=np.int64) << 32 | np.array(names, dtype=np.int64), return_counts=True)
    return keys >> 32, keys & 0xFFFFFFFF, times


@functools.cache
def _names(language: Language) -> Callable[[str], tuple[str, ...]]:
    """The function that turns a token of a language into the names of its features.

    "_the" for a function word, ".carri" for a stem, "^carr" for the first letters, "#12" for a number or a part of one. Who speaks
    is named "@hal".
    """

    @functools.lru_cache(1 << 16)
    def names_of(token: str) -> tuple[str, ...]:
        names: list[str] = []
        for word in language.fold(token).split("-") if is_word(token) else ():
            if language.is_function_word(word):
                names.append("_" + word)
            elif word and (numbers := _numbers(word, language)):
                names += numbers
            elif word:
                names.append("." + language.stem(word))
                if len(word) > LETTERS:
                    names.append("^" + word[:LETTERS])
        return tuple(names)

    return names_of


def _numbers(word: str, language: Language) -> list[str]:
    """Name the features of a word for a number, or of figures: 400 and "four hundred" have two in common."""
    own = ["#" + word] if word[0].isdigit() else []
    return [*own, *(name for number in language.numbers.said(word) if (name := f"#{number}") not in own and number != word)]


def _own_weight(name: str) -> float:
    return {"_": FUNCTION, "^": PREFIX, "#": NUMBER, "@": SPEAKER}.get(name[0], 1.0)


def shared(base: SegmentedText, other: SegmentedText, most: int) -> tuple[Integers, Integers]:
    """Pair each occurrence of a feature in the one text with each in the other, for features that at most `most` segments of each
    have.

    Function words are left out. Returns two parallel arrays of indexes into `rows`, `names`, `weights` of either text. Time grows
    with the number of pairs.
    """
    number = len(base.content)
    counts = [np.bincount(side.names, minlength=number) for side in (base, other)]
    rare = base.content & (counts[0] <= most) & (counts[1] <= most)
    one = np.flatnonzero(rare[base.names])
    two = np.flatnonzero(rare[other.names])
    two = two[np.argsort(other.names[two], kind="stable")]
    first = np.searchsorted(other.names[two], base.names[one])
    return expand(one, two, first, counts[1][base.names[one]])


def expand(one: Integers, two: Integers, first: Integers, times: Integers) -> tuple[Integers, Integers]:
    """Pair each element of `one` with `times` elements of `two`, from index `first` on; `first` and `times` are parallel to
    `one`."""
    start = np.cumsum(times) - times
    return np.repeat(one, times), two[np.arange(times.sum()) + np.repeat(first - start, times)]
