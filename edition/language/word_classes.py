"""Turn the words table of a language into its closed classes of words."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, eq=False)
class WordClasses:
    """The words of the closed classes of one language, folded; an elided word without its apostrophe.

    `elisions`: the words that lose their vowel before another. `enclitics`: those that a hyphen ties to a verb. `subjects`: the
    pronouns that can be the subject of a sentence and nothing else. `persons`: each form of a personal pronoun, with the first form
    of its person. `older`: forms that the language of today no longer uses. `negations` say no, and so does a word that ends in one
    of `negative_endings`; a word of `negative_particles` says it alone, says nothing more beside one of them, and nothing at
    all beside one of `expletives`: avant qu'il ne vienne.
    """

    auxiliaries: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    conjunctions: frozenset[str] = frozenset()
    adverbs: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()
    negative_particles: frozenset[str] = frozenset()
    expletives: frozenset[str] = frozenset()
    negative_endings: tuple[str, ...] = ()
    elisions: tuple[str, ...] = ()
    enclitics: tuple[str, ...] = ()
    persons: Mapping[str, str] = field(default_factory=dict)
    older: frozenset[str] = frozenset()

    @functools.cached_property
    def classes(self) -> tuple[frozenset[str], ...]:
        """The six classes, in an order that the trained links know."""
        return self.auxiliaries, self.determiners, self.pronouns, self.prepositions, self.conjunctions, self.adverbs

    @functools.cached_property
    def every(self) -> frozenset[str]:
        """The words of all classes."""
        return frozenset().union(*self.classes)

    def negates(self, word: str) -> bool:
        """Whether a folded word says no by itself."""
        return word in self.negations or word.endswith(self.negative_endings)


def classes_of(table: Mapping[str, Any], fold: Callable[[str], str]) -> WordClasses:
    """The classes that a table of words says: each a string of words; of `persons` a string for each person."""
    rest = dict(table)
    persons = {fold(form): fold(forms.split()[0]) for forms in rest.pop("persons", ()) for form in forms.split()}
    endings = tuple(rest.pop("negative_endings", ()))
    elisions, enclitics = (tuple(rest.pop(name, "").split()) for name in ("elisions", "enclitics"))
    sets = {name: frozenset(map(fold, words.split())) for name, words in rest.items()}
    return WordClasses(**sets, negative_endings=endings, elisions=elisions, enclitics=enclitics, persons=persons)
