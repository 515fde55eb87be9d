"""Turn the table of a language that says which words change what is believed into classes of words and phrases."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields

# A word or phrase, its words parted by spaces; or the beginning of words, with a star after it.
Phrases = frozenset[str]
# What stands after a beginning.
_STAR = "*"


@dataclass(frozen=True, eq=False)
class SenseWords:
    """Words and phrases of one language, folded, by what they say of a fact.

    `denying`: what says no without a word of negation. How sure: `approximate` (about, almost), `seeming`, `possible`,
    `necessary`, `advised`, `certain`; how often: `always`, `often`, `sometimes`, `seldom`; how many: `every`, `most`, `several`,
    `few`; `only`, `besides`, `again`; to what degree: `greatly`, `slightly`; when: `before`, `after`, `now`, `soon`, `last`; why:
    `cause`, `condition`, `contrast`, `purpose`; `compared`; what is done with an act: `tried`, `wished`, `begun`, `ended`,
    `caused`; `discourse`, what is said to a hearer and of no fact (oh, you see, of course); tense: `past`, `present`, `future`.
    """

    denying: Phrases = frozenset()
    approximate: Phrases = frozenset()
    seeming: Phrases = frozenset()
    possible: Phrases = frozenset()
    necessary: Phrases = frozenset()
    advised: Phrases = frozenset()
    certain: Phrases = frozenset()
    always: Phrases = frozenset()
    often: Phrases = frozenset()
    sometimes: Phrases = frozenset()
    seldom: Phrases = frozenset()
    every: Phrases = frozenset()
    most: Phrases = frozenset()
    several: Phrases = frozenset()
    few: Phrases = frozenset()
    only: Phrases = frozenset()
    besides: Phrases = frozenset()
    again: Phrases = frozenset()
    greatly: Phrases = frozenset()
    slightly: Phrases = frozenset()
    before: Phrases = frozenset()
    after: Phrases = frozenset()
    now: Phrases = frozenset()
    soon: Phrases = frozenset()
    last: Phrases = frozenset()
    cause: Phrases = frozenset()
    condition: Phrases = frozenset()
    contrast: Phrases = frozenset()
    purpose: Phrases = frozenset()
    compared: Phrases = frozenset()
    tried: Phrases = frozenset()
    wished: Phrases = frozenset()
    begun: Phrases = frozenset()
    ended: Phrases = frozenset()
    caused: Phrases = frozenset()
    discourse: Phrases = frozenset()
    past: Phrases = frozenset()
    present: Phrases = frozenset()
    future: Phrases = frozenset()

    @functools.cached_property
    def classes_of(self) -> Mapping[str, tuple[int, ...]]:
        """Each word or phrase with the numbers of its classes, in the order of SENSE_CLASSES."""
        found: dict[str, tuple[int, ...]] = {}
        for number, name in enumerate(SENSE_CLASSES):
            for phrase in sorted(getattr(self, name)):
                found[phrase] = (*found.get(phrase, ()), number)
        return found

    def of_word(self, word: str) -> tuple[int, ...]:
        """The numbers of the classes of a folded word: its own, and those of each beginning of it."""
        found = self.classes_of.get(word, ())
        own = (self.classes_of.get(word[:size] + _STAR, ()) for size in range(self._shortest, len(word) + 1))
        return tuple(sorted({*found, *(number for numbers in own for number in numbers)}))

    @functools.cached_property
    def _shortest(self) -> int:
        """The letters of the shortest beginning."""
        return min((len(phrase) - 1 for phrase in self.classes_of if phrase.endswith(_STAR)), default=1 << 10)

    @functools.cached_property
    def phrases(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        """The phrases of several words by their first, the longest first."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for phrase in self.classes_of:
            if len(words := tuple(phrase.split())) > 1:
                found.setdefault(words[0], []).append(words)
        return {first: tuple(sorted(own, key=lambda words: (-len(words), words))) for first, own in sorted(found.items())}


SENSE_CLASSES = tuple(field.name for field in fields(SenseWords))


def sense_words_of(table: Mapping[str, str], fold: Callable[[str], str]) -> SenseWords:
    """The classes that a table says: each a string of words and phrases, parted by commas.

    Raises TypeError: the table has a class that there is not.
    """
    return SenseWords(
        **{name: frozenset(" ".join(map(fold, phrase.split())) for phrase in words.split(",")) for name, words in table.items()}
    )
