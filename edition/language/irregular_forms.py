"""Turn the table of a language's irregular words into which word each form is one of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

# A form before which a prefix may stand has so many letters at least: "is" is no form of a word with a prefix.
_SHORTEST = 3


@dataclass(frozen=True, eq=False)
class IrregularForms:
    """The folded forms of irregular words, each with the word's own form; `prefixes`: what may stand before any of them.

    `participle`: the syllable that a form has where no prefix takes its place: gesprochen, besprochen.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    prefixes: tuple[str, ...] = ()
    participle: str = ""

    def word_of(self, form: str) -> str:
        """Turn a folded form into the word's own form: saw into see; a form that is not in the table into itself."""
        found = self.words.get(form)
        if found:
            return found
        for prefix in self.prefixes:
            rest = form.removeprefix(prefix)
            if rest != form and len(rest) >= _SHORTEST:
                found = self.words.get(rest) or (self.words.get(self.participle + rest) if self.participle else None)
                if found:
                    return prefix + found
        return form


def irregular_forms_of(table: Mapping[str, Any], fold: Callable[[str], str]) -> IrregularForms:
    """The forms that a table says: a string for each word, its own form first; a hyphen stands before each ending of a beginning.

    Of two words that have one form it is one of the first. Raises TypeError: the table has a key that there is not.
    """
    rest = dict(table)
    words: dict[str, str] = {}
    for line in rest.pop("forms", ()):
        own, *forms = line.split()
        words.setdefault(fold(own), fold(own))
        for form in forms:
            beginning, *endings = form.split("-")
            for whole in [beginning + ending for ending in endings] or [beginning]:
                words.setdefault(fold(whole), fold(own))
    prefixes = tuple(sorted(map(fold, rest.pop("prefixes", "").split()), key=lambda prefix: (-len(prefix), prefix)))
    return IrregularForms(words, prefixes, **rest)
