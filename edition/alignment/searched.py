"""Turn a text into an index for the search of quotations: its words, and where each stem and each pair of stems stands."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from edition.language.languages import Language
from edition.language.word_forms import is_word
from edition.model import Range
from edition.storage.memory import Memory

# Two words may be of one family when their first so many letters are equal. By eye, on English; with 6 two passages in a hundred of
# the Meditations are missed (docs/quotations.md, "Neighbouring values").
LETTERS = 5
_PARTED = re.compile(r"[-‐‑\u00ad]\n[ \t]*(?=[^\W\d_])")
# A word may be divided by a hyphen at a line end, and by nothing else.
_LINE_END = re.compile(r"(?<![-‐‑\u00ad])\n")
# The words of so many paragraphs and quotations are kept. By eye: an edition of 100,000 words a side has some 2,000.
_MOST = 10_000


class Word(NamedTuple):
    """A word of a text: its stem, whether it is a function word, and its range in code points."""

    stem: str
    function: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class MatchedRun:
    """A run of words of a text, from index `first` to before `last`.

    `coverage`: the share, 0 to 1, of a piece that it covers. `exact`: it has the piece's own words in order, not other words.
    """

    coverage: float
    first: int
    last: int
    exact: bool = False


@dataclass(slots=True)
class SearchIndex:
    """A text ready for search.

    `places`: stem -> indexes of its words. `pairs`: two stems -> indexes of the first word, where they are neighbours.
    `beginnings`: the first LETTERS letters -> the stems that begin so. `memory`: what is kept of searches, `digests` what its keys
    are made of.
    """

    words: list[Word]
    places: dict[str, list[int]] = field(default_factory=dict)
    pairs: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    beginnings: dict[str, list[str]] = field(default_factory=dict)
    memory: Memory | None = None
    digests: dict[str, bytes] = field(default_factory=dict)

    def kin(self, name: str) -> list[str]:
        """Find the other stems of the text that begin with the same letters as a stem."""
        return [other for other in self.beginnings.get(name[:LETTERS], ()) if other != name]


def within(places: Sequence[int], low: int, high: int) -> Sequence[int]:
    """Take the places from `low` to before `high`. `places` are in order."""
    return places[bisect_left(places, low) : bisect_left(places, high)]


def words_of(text: str, language: Language, without: Iterable[Range] = ()) -> list[Word]:
    """Turn a text into words. The parts of a compound are words of their own; a word divided at a line end is one word.

    `without`: ranges of the text whose words are left out.
    """
    fold, stem = language.fold, language.stem
    words: list[Word] = []
    left_out = list(without)
    joined_to = -1
    for match in language.token.finditer(text):
        if not is_word(match.group()) or any(start < match.end() and match.start() < end for start, end in left_out):
            continue
        if joined_to == match.start() and words:
            whole = fold(text[words[-1].start : words[-1].end] + match.group())
            words[-1] = Word(stem(whole), False, words[-1].start, match.end())
            continue
        for part in re.finditer(r"[^-‐‑]+", match.group()):
            folded = fold(part.group())
            words.append(
                Word(stem(folded), language.is_function_word(folded), match.start() + part.start(), match.start() + part.end())
            )
        parted = _PARTED.match(text, match.end())
        joined_to = parted.end() if parted else -1
    return words


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """Cut a text at ends of lines over which no word goes: the offset of each part, and the part."""
    start = 0
    for end in _LINE_END.finditer(text):
        yield start, text[start : end.end()]
        start = end.end()
    yield start, text[start:]


def words_kept(text: str, language: Language, memory: Memory | None, without: Iterable[Range] = ()) -> list[Word]:
    """Turn a text into words, as `words_of` does, but those that the memory has."""
    left_out = tuple(without)
    if memory is None:
        return words_of(text, language, left_out)
    return memory.made("words", _MOST, (text, repr(language), left_out), lambda: words_of(text, language, left_out))


def search_text(text: str, language: Language, memory: Memory | None = None) -> SearchIndex:
    """Turn a text into its index. `memory`: what keeps the words of its paragraphs and the searches in it."""
    if memory is None:
        words = words_of(text, language)
    else:
        words = [
            Word(stem, function, first + start, first + end)
            for first, part in _parts(text)
            for stem, function, start, end in words_kept(part, language, memory)
        ]
    searched = SearchIndex(words, memory=memory)
    places: defaultdict[str, list[int]] = defaultdict(list)
    pairs: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    beginnings: defaultdict[str, list[str]] = defaultdict(list)
    for at, word in enumerate(searched.words):
        if word.stem not in places and not word.function and len(word.stem) >= LETTERS:
            beginnings[word.stem[:LETTERS]].append(word.stem)
        places[word.stem].append(at)
        if at:
            pairs[searched.words[at - 1].stem, word.stem].append(at - 1)
    searched.places, searched.pairs, searched.beginnings = dict(places), dict(pairs), dict(beginnings)
    return searched
