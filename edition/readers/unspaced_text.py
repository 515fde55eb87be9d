"""Turn stretches of a text into one without white space, and say where in the text each of its characters stands."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from edition.model import Range

_WORD = re.compile(r"\S+")


class UnspacedText:
    """The letters, figures and marks of stretches of a text in a row; here each of them is called a letter.

    Places are kept word by word: those of every letter of a long text would fill the memory.
    `text`: the letters in a row. `stretches`: the index in it at which each stretch begins.
    """

    __slots__ = ("_first", "_places", "stretches", "text")

    def __init__(self, text: str, ranges: Iterable[Range]) -> None:
        self._first: list[int] = []
        self._places: list[int] = []
        self.stretches: list[int] = []
        pieces: list[str] = []
        count = 0
        for start, end in ranges:
            self.stretches.append(count)
            for found in _WORD.finditer(text, start, end):
                self._first.append(count)
                self._places.append(found.start())
                count += found.end() - found.start()
            pieces += text[start:end].split()
        self.text = "".join(pieces)

    def __len__(self) -> int:
        return len(self.text)

    def place(self, index: int) -> int:
        """The place in the text of the letter with this index, which there is."""
        word = bisect_right(self._first, index) - 1
        return self._places[word] + index - self._first[word]

    def index(self, place: int) -> int:
        """The index of the first letter at this place of the text or after it. Only of letters in one stretch."""
        word = bisect_right(self._places, place) - 1
        if word < 0:
            return 0
        after = self._first[word + 1] if word + 1 < len(self._first) else len(self.text)
        return min(self._first[word] + place - self._places[word], after)

    def words(self, start: int, end: int) -> Sequence[int]:
        """The indexes of those letters of a range that begin a word."""
        return self._first[bisect_left(self._first, start) : bisect_left(self._first, end)]

    def runs(self, start: int, end: int) -> Iterator[Range]:
        """The letters of a range as places: a range of the text for each word or piece of one."""
        starts = [start, *self.words(start + 1, end)]
        for first, after in zip(starts, [*starts[1:], end], strict=True):
            yield self.place(first), self.place(after - 1) + 1
