"""Turn two words into how far they are alike by their form: identity, stem, beginning, parts of a compound, word class."""

from __future__ import annotations

from edition.language.languages import Language
from edition.language.word_forms import CONTENT

# How far two words are alike, from 0 to 1: the same (by kind), of one stem, with a part or a beginning in common; else by class.
SAME = (1.0, 0.7, 0.6)
SAME_STEM, SAME_ADVERB, SAME_PART, SAME_BEGINNING = 0.85, 0.8, 0.6, 0.9
OF_A_KIND, OF_A_CLASS = (0.15, 0.0, 0.25), 0.3
# So many letters at least make a beginning that counts.
FIRST = 4
# A pair at least this alike answers by its own form; below, only by its place.
STRONG = 0.45


def likeness_of(one: str, two: str, language: Language) -> float:
    """How far one folded word can answer another by its form, from 0 to 1."""
    kind_of, classes_of = language.kind_of, language.classes_of
    kind = kind_of(one)
    of_a_class = OF_A_CLASS if classes_of(one) & classes_of(two) else OF_A_KIND[kind]
    by_form = _alike(one, two, language) if one == two or kind == kind_of(two) == CONTENT else 0.0
    return max(by_form, of_a_class if kind == kind_of(two) else 0.0)


def _alike(one: str, two: str, language: Language) -> float:
    """How far two words that are the same, or of content, are alike by their letters."""
    if one == two:
        return SAME_ADVERB if one in language.words.adverbs else SAME[language.kind_of(one)]
    stem = language.stem
    if stem(one) == stem(two):
        return SAME_STEM
    if "-" in one or "-" in two:
        parts = {stem(part) for part in one.split("-")}, {stem(part) for part in two.split("-")}
        if parts[0] & parts[1]:
            return SAME_PART
    common = next((k for k, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    return SAME_BEGINNING * common / max(len(one), len(two)) if common >= FIRST else 0.0
