"""Turn an entry into pairs of passages of two witnesses with the links of their words, as apparatus and beads of the document say.

Words that both have alike outside apps answer one another one by one. In an app, and wherever two passages differ, each word of the
one answers each word of the other: the document says no more.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from edition.model import Range
from edition.tei.export.answering_passages import Passage, answering_passages
from edition.tei.export.answering_words import AnsweringWords, answering_words
from edition.tei.export.exported_edition import ExportedEdition, ExportedEntry


@dataclass(frozen=True, slots=True)
class WordsOfPassage:
    """The words of a passage, without white space. `words`: by siglum."""

    words: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class LinkedWords:
    """Words of one place in a passage: the numbers of those of each witness within the passage, from 0."""

    passage: int
    numbers: Mapping[str, tuple[int, ...]]
    apart: frozenset[str]


@dataclass(frozen=True, slots=True)
class LinkedEntry:
    """The passages of an entry and the places in which its witnesses have words that answer one another.

    `starts`: by siglum, where each word begins in the text of that witness, its passage, and its number there.
    """

    passages: tuple[WordsOfPassage, ...]
    places: tuple[LinkedWords, ...]
    starts: Mapping[str, tuple[tuple[int, int, int], ...]]

    def word_at(self, siglum: str, at: int) -> Range | None:
        """The passage and the number there of the word before an offset of a witness's text; of its first if none stands before."""
        starts = self.starts[siglum]
        found = starts[max(bisect_left(starts, (at,)) - 1, 0)] if starts else None
        return found and found[1:]


def linked_entry(edition: ExportedEdition, entry: ExportedEntry) -> LinkedEntry:
    """Link the words of an entry. Witnesses in `apart` of a place are not compared there: their words answer no single word."""
    passages = answering_passages(entry)
    found = answering_words(entry.texts, entry.edited, edition.outermost)
    placed = {text.siglum: _placed(text.siglum, text.text, found, passages) for text in entry.texts}
    words = tuple(
        WordsOfPassage({siglum: tuple(mine) for siglum, (by, _) in placed.items() if (mine := by.get(number))})
        for number in range(len(passages))
    )
    places = []
    for column in found.columns:
        by_passage: dict[int, dict[str, tuple[int, ...]]] = {}
        for siglum, (first, last) in column.words.items():
            for word in range(first, last):
                if (place := placed[siglum][1].get(word)) is not None:
                    there = by_passage.setdefault(place[0], {})
                    there[siglum] = (*there.get(siglum, ()), place[1])
        apart = edition.apart.get(column.app, frozenset()) if column.app is not None else frozenset()
        places += [LinkedWords(passage, numbers, apart) for passage, numbers in sorted(by_passage.items())]
    starts = {
        siglum: tuple((found.words[siglum][word].start, *place) for word, place in by_word.items())
        for siglum, (_, by_word) in placed.items()
    }
    return LinkedEntry(words, tuple(places), starts)


def _placed(
    siglum: str, text: str, found: AnsweringWords, passages: Sequence[Passage]
) -> tuple[dict[int, list[str]], dict[int, tuple[int, int]]]:
    """The words of each passage, and of each word of the text its passage and its number there; white space alone is no word."""
    ranges = sorted((*one, number) for number, passage in enumerate(passages) for one in passage.ranges.get(siglum, ()))
    starts = [start for start, *_ in ranges]
    by_passage: dict[int, list[str]] = {}
    places: dict[int, tuple[int, int]] = {}
    for number, word in enumerate(found.words[siglum]):
        if (said := word.of(text).strip()) and ranges:
            passage = ranges[max(bisect_right(starts, word.start) - 1, 0)][2]
            mine = by_passage.setdefault(passage, [])
            places[number] = passage, len(mine)
            mine.append(said)
    return by_passage, places


def links(place: LinkedWords, one: str, other: str) -> Iterator[Range]:
    """The links of two witnesses in a place: (number of the word of the one, of the other)."""
    if one not in place.apart and other not in place.apart:
        yield from ((a, b) for a in place.numbers.get(one, ()) for b in place.numbers.get(other, ()))
