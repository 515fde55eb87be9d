"""Turn stretches of a text into one without white space, and say where in the text each of its characters stands."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from edition.model import Range

_WORD = re.compile(r"\S+")


class UnspacedText:
    """The letters, figures and marks of stretches of a text in a row; here each of them is called a letter.

    Places are kept word by word: those of every letter of a long text would fill the memory. They are sought when one is asked for.
    `text`: the letters in a row. `stretches`: the index in it at which each stretch begins.
    """

    __slots__ = ("_held", "_of", "_ranges", "stretches", "text")

    def __init__(self, text: str, ranges: Iterable[Range]) -> None:
        self._of = text
        self._ranges = tuple(ranges)
        self._held: tuple[list[int], list[int]] | None = None
        pieces = ["".join(text[start:end].split()) for start, end in self._ranges]
        self.stretches: list[int] = [0, *accumulate(map(len, pieces))][:-1]
        self.text = "".join(pieces)

    @property
    def _words(self) -> tuple[list[int], list[int]]:
        """The words: the index of the first letter of each, and its place in the text."""
        if self._held is None:
            spans = [found.span() for start, end in self._ranges for found in _WORD.finditer(self._of, start, end)]
            first = [0, *accumulate(end - start for start, end in spans)][:-1]
            self._held = first, [start for start, _ in spans]
        return self._held

    def __len__(self) -> int:
        return len(self.text)

    def place(self, index: int) -> int:
        """The place in the text of the letter with this index, which there is."""
        first, places = self._words
        word = bisect_right(first, index) - 1
        return places[word] + index - first[word]

    def index(self, place: int) -> int:
        """The index of the first letter at this place of the text or after it. Only of letters in one stretch."""
        first, places = self._words
        word = bisect_right(places, place) - 1
        if word < 0:
            return 0
        after = first[word + 1] if word + 1 < len(first) else len(self.text)
        return min(first[word] + place - places[word], after)

    def words(self, start: int, end: int) -> Sequence[int]:
        """The indexes of those letters of a range that begin a word."""
        first = self._words[0]
        return first[bisect_left(first, start) : bisect_left(first, end)]

    def runs(self, start: int, end: int) -> Iterator[Range]:
        """The letters of a range as places: a range of the text for each word or piece of one."""
        starts = [start, *self.words(start + 1, end)]
        for first, after in zip(starts, [*starts[1:], end], strict=True):
            yield self.place(first), self.place(after - 1) + 1
