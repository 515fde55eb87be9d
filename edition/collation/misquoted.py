"""Turn the words of a quotation and those that answer them in a text into the quoter's errors.

A word that is a letter or two from its answer, that no other text has and that is no word of the language is the quoter's slip, or
his printer's. The translator did not write it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from edition.collation.classify import classify, letters_apart
from edition.language.languages import Language
from edition.language.word_forms import is_word
from edition.model import Range, RunningText, Token, Variant

# A word of fewer letters is too short to tell; one of LONG letters or more may differ by two, a shorter one by one, or by two
# neighbours changed round. By eye.
SHORTEST, LONG = 4, 8


def with_quoters_errors(
    variants: Sequence[Variant], base: RunningText, piece: RunningText, strange: Collection[str], language: Language
) -> tuple[Variant, ...]:
    """Mark the variants that are nothing but the quoter's errors: `cause` "quotation", spelling, accidental.

    `variants`: those of a piece against the base. `strange`: the folded words of the piece that no other text has. A language
    without a table of words has no such errors: a rare word cannot be told from a slip there.
    """
    found: list[Variant] = []
    for variant in variants:
        added = any(span.start < variant.other[1] and variant.other[0] < span.end for span in piece.spans)
        if not added and _is_error(variant, base.text, piece.text, strange, language):
            variant = replace(variant, type="orthographic", grade="accidental", weight=0.0, cause="quotation")
        found.append(variant)
    return tuple(found)


def _is_error(variant: Variant, base: str, piece: str, strange: Collection[str], language: Language) -> bool:
    from edition.language.senses import vectors_of

    one, two = language.tokens(base, *variant.base), language.tokens(piece, *variant.other)
    if len(one) != len(two) or any(a.n not in strange for a in two if is_word(a.t)) or not any(is_word(a.t) for a in two):
        return False
    pairs = [(a, b) for a, b in zip(one, two, strict=True) if a.n != b.n]
    if not pairs or not all(slip(a, b, language) for a, b in pairs):
        return False
    answers, quoted = (vectors_of([pair[side].n for pair in pairs], language) for side in (0, 1))
    # A word that is not in the table has a vector of zeros.
    return all(vector.any() for vector in answers) and not quoted.any()


def slip(word: Token, quoted: Token, language: Language) -> bool:
    """Tell whether a quoted word differs from its answer by a letter or two, and is neither a name nor another spelling of it."""
    one, two = word.n, quoted.n
    if not (one.isalpha() and two.isalpha() and min(len(one), len(two)) >= SHORTEST) or quoted.t[0].isupper():
        return False
    apart = letters_apart(one, two)
    near = 0 < apart <= (2 if len(one) >= LONG else 1) or (apart == 2 and sorted(one) == sorted(two))
    return near and classify(word.t, quoted.t, language, (False, False))[0] != "orthographic"


def slips(text: str, passage: Range, piece: str, strange: Collection[str], language: Language) -> list[tuple[str, str]]:
    """Find the slips of a piece against the very translation that it quotes: pairs of what this has and what the quoter has."""
    from difflib import SequenceMatcher

    one = [token for token in language.tokens(text, *passage) if is_word(token.t)]
    two = [token for token in language.tokens(piece) if is_word(token.t)]
    if not any(token.n in strange for token in two):
        return []
    codes = SequenceMatcher(None, [token.n for token in one], [token.n for token in two], autojunk=False).get_opcodes()
    pairs = [
        pair for kind, a, b, c, d in codes if kind == "replace" and b - a == d - c for pair in zip(one[a:b], two[c:d], strict=True)
    ]
    return [(word.t, quoted.t) for word, quoted in pairs if quoted.n in strange and slip(word, quoted, language)]
