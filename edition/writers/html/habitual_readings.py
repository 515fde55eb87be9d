"""Turn the terms that a document lists into the readings in which one word answers another by habit."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from edition.language.languages import Language

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def habitual_readings(
    terms: Iterable[tuple[str, str]], readings: Sequence[tuple[str, str]], language: Language
) -> list[tuple[str, str, list[int]]]:
    """Find the readings of each term: its two words, and the numbers of the readings that have the one for the other.

    `terms`: the word and its answer. `readings`: of each the words of the text, and what others have there, with their sigla.
    Words of one stem are one, as they are in the terms (docs/words.md, "Habits and terms"). A term that both texts have, and one
    without a reading, is left out.
    """
    stems = _stems(language)
    first: defaultdict[str, set[int]] = defaultdict(set)
    second: defaultdict[str, set[int]] = defaultdict(set)
    for number, sides in enumerate(readings):
        for index, words in zip((first, second), sides, strict=True):
            for stem in stems(words):
                index[stem].add(number)
    found = []
    for term in terms:
        word, answer = (min(stems(words), default="") for words in term)
        # A text of which readings are given may be that which answers, in the entries where it is the base.
        held = (first[word] & second[answer]) | (first[answer] & second[word])
        if word != answer and held:
            found.append((*term, sorted(held)))
    return found


def _stems(language: Language) -> Callable[[str], set[str]]:
    known: dict[str, str] = {}

    def stems(words: str) -> set[str]:
        made = set()
        for word in _WORD.findall(words):
            if word not in known:
                known[word] = language.stem(language.fold(word))
            made.add(known[word])
        return made

    return stems
