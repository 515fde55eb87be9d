"""Turn words that an editor gives into the place of a document where they stand, whatever lines and blocks they go over."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from edition.model.documents import DocumentBlock

# A word, with the soft hyphens and the accents of their own that stand in it.
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u00ad\u0300-\u036f])*")
# What is most like the words sought is looked for by so many of them at most.
_MOST = 24
# and is something like them if it has this share of them, by eye.
_LIKE = 0.5


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word of a document: the index of its block, and its range in the block's text."""

    block: int
    start: int
    end: int


class DocumentWords:
    """The words of blocks in their order. Capitals, accents, marks, and breaks of lines and blocks count for nothing."""

    def __init__(self, blocks: Sequence[DocumentBlock]) -> None:
        self._blocks = blocks
        self._places: list[PlacedWord] = []
        self._folded: list[str] = []
        self._where: dict[str, list[int]] = defaultdict(list)
        for index, block in enumerate(blocks):
            for found in _WORD.finditer(block.text):
                word = _fold(found[0])
                self._where[word].append(len(self._folded))
                self._folded.append(word)
                self._places.append(PlacedWord(index, *found.span()))

    def find(self, words: str) -> list[tuple[PlacedWord, PlacedWord]]:
        """Each place where words stand: their first and their last word."""
        sought = [_fold(found) for found in _WORD.findall(words)]
        if not sought:
            return []
        # By the word that the text has least often.
        rarest = min(range(len(sought)), key=lambda index: len(self._where.get(sought[index], ())))
        starts = (place - rarest for place in self._where.get(sought[rarest], ()))
        size = len(sought)
        return [
            (self._places[start], self._places[start + size - 1])
            for start in starts
            if start >= 0 and self._folded[start : start + size] == sought
        ]

    def nearest(self, words: str) -> tuple[str, int | None]:
        """The words of the text that are most like some others, with the line of their block; "" where none are."""
        sought = [_fold(found) for found in _WORD.findall(words)][:_MOST]
        votes: Counter[int] = Counter()
        for offset, word in enumerate(sought):
            for place in self._where.get(word, ()):
                votes[max(place - offset, 0)] += 1
        if not votes:
            return "", None
        # A word more or less in the text moves what follows by one.
        best = max(
            votes, key=lambda start: (votes[start] + votes.get(start + 1, 0) + votes.get(start - 1, 0), votes[start], -start)
        )
        if votes[best] + votes.get(best + 1, 0) + votes.get(best - 1, 0) < _LIKE * len(sought):
            return "", None
        first, last = self._places[best], self._places[min(best + len(sought), len(self._places)) - 1]
        texts = [self._blocks[first.block].text[first.start :]] if first.block < last.block else []
        texts += [self._blocks[index].text for index in range(first.block + 1, last.block)]
        texts.append(self._blocks[last.block].text[0 if texts else first.start : last.end])
        return " ".join(texts), self._blocks[first.block].line


def _fold(word: str) -> str:
    parted = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in parted if not unicodedata.combining(sign) and sign != "\u00ad")
