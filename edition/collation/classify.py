"""Turn the two sides of a variant into its type and grade.

Types, in the order in which they are tried: punctuation (the same words), orthographic (the same words but for spelling, hyphens,
capitals, accents, contractions; names spelled two ways), addition and omission (one side has no word at all), syntactic (mostly the
same stems in another form or order, or another auxiliary or article), lexical.

Grades: accidental for the types that always are; substantive where the two sides differ in a number, a name or a negation, where
two content words or more stand against nothing, or where most content words of the two sides have none that means about the same
on the other; stylistic else. docs/words.md says how often that agrees with an editor.
"""

from __future__ import annotations

import functools
from collections import Counter

import numpy as np

from edition.collation.senses import ONE_SENSE, nearness
from edition.collation.tokens import tokens
from edition.language.stems import AUXILIARIES, DETERMINERS, NEGATIONS, NUMERALS, american, is_function_word, is_word, stem
from edition.model import ACCIDENTAL_TYPES, Token

# Content words that one side alone may have without a change of sense being supposed.
FEW = 1
# The part of the content words that may lack an answer on the other side before the sense is taken for another.
UNANSWERED = 0.5

_CONTRACTIONS = {"'ll": "will", "'re": "are", "'ve": "have", "'d": "would", "'m": "am", "'s": "is"}
_ONES = "two three four five six seven eight nine ten eleven twelve".split()
_ONES += [f"{word}teen" for word in "thir four fif six seven eigh nine".split()]
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_AMBIGUOUS = {"has": "is", "had": "would"}


# Two translations differ in the same words again and again.
@functools.lru_cache(maxsize=1 << 12)
def classify(base: str, other: str, opening: tuple[bool, bool] = (False, False)) -> tuple[str, str]:
    """Turn the texts of a variant's two sides into its type and grade.

    `opening`: whether each side begins a sentence, so that its first capital tells nothing.
    """
    sides = [[token for token in tokens(text) if is_word(token.t)] for text in (base, other)]
    kind = _type(base, other, sides[0], sides[1])
    if kind in ACCIDENTAL_TYPES:
        return kind, "accidental"
    return kind, "substantive" if _substantive(kind, sides, opening) else "stylistic"


def _type(base: str, other: str, one: list[Token], two: list[Token]) -> str:
    if [token.n for token in one] == [token.n for token in two]:
        if [token.t for token in one] == [token.t for token in two] or _capital_after_stop(base, other):
            return "punctuation"
        return "orthographic"
    if not one or not two:
        return "omission" if one else "addition"
    if _spelling(one) == _spelling(two) or _two_spellings(one, two):
        return "orthographic"
    return "syntactic" if _another_form(one, two) else "lexical"


def _capital_after_stop(base: str, other: str) -> bool:
    """Whether marks differ too, so that a capital follows from the stop."""
    marks = [[token.t for token in tokens(text) if not is_word(token.t)] for text in (base, other)]
    return marks[0] != marks[1]


def _spelling(side: list[Token]) -> str:
    """One key for all spellings of the same words: contractions written out, hyphens and spaces between words left out."""
    words: list[str] = []
    for token in side:
        words += _written_out(token.n)
    return "".join(american(_AMBIGUOUS.get(word, word)) for word in words)


def _written_out(word: str) -> list[str]:
    if word == "can't" or word == "cannot":
        return ["can", "not"]
    if word.endswith("n't"):
        return [{"wo": "will", "sha": "shall"}.get(word[:-3], word[:-3]), "not"]
    for ending, full in _CONTRACTIONS.items():
        # A noun with 's is a possessive, and no "is" left out.
        if word.endswith(ending) and (ending != "'s" or is_function_word(word)):
            return [word.removesuffix(ending), full]
    return word.split("-")


def _two_spellings(one: list[Token], two: list[Token]) -> bool:
    """Names of one word, as long and nearly alike: one name spelled two ways."""
    if len(one) != 1 or len(two) != 1 or not (one[0].t[:1].isupper() and two[0].t[:1].isupper()):
        return False
    names = one[0].n.removesuffix("'s"), two[0].n.removesuffix("'s")
    return min(map(len, names)) >= 5 and stem(names[0]) != stem(names[1]) and _distance(*names) <= max(map(len, names)) // 3


def _distance(one: str, two: str) -> int:
    """Letters to put in, leave out or change (Levenshtein 1966)."""
    row = list(range(len(two) + 1))
    for i, letter in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, against in enumerate(two, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (letter != against))
    return row[-1]


def _another_form(one: list[Token], two: list[Token]) -> bool:
    content = [Counter(stem(token.n) for token in side if not is_function_word(token.n)) for side in (one, two)]
    if not content[0] and not content[1]:
        words = {token.n.split("'")[0] for token in (*one, *two)}
        return bool(words & AUXILIARIES) or words <= DETERMINERS or len(one) != len(two)
    shared = sum((content[0] & content[1]).values())
    return 2 * shared >= max(sum(content[0].values()), sum(content[1].values()))


def _substantive(kind: str, sides: list[list[Token]], opening: tuple[bool, bool]) -> bool:
    facts = [
        Counter(fact for at, token in enumerate(side) for fact in _facts(token, first and at == 0))
        for side, first in zip(sides, opening, strict=True)
    ]
    if facts[0] != facts[1]:
        return True
    content = [[part for token in side if not is_function_word(token.n) for part in token.n.split("-")] for side in sides]
    if kind in ("addition", "omission"):
        return max(map(len, content)) > FEW
    # The numbers of both sides are the same, or they would be facts.
    one, two = ([word for word in side if word not in NUMERALS and not word[0].isdigit()] for side in content)
    words = len(one) + len(two)
    return words - _answered(one, two) > max(FEW, UNANSWERED * words)


def _answered(one: list[str], two: list[str]) -> int:
    """How many of the words of both sides have one of the same stem or about the same sense on the other."""
    if not one or not two:
        return 0
    stems = [[stem(word) for word in side] for side in (one, two)]
    alike = nearness(one, two) >= ONE_SENSE
    alike |= np.array(stems[0])[:, None] == np.array(stems[1])[None, :]
    return int(alike.any(1).sum() + alike.any(0).sum())


def _facts(token: Token, opening: bool) -> list[str]:
    """What of a word is a matter of fact: a number, a name within its sentence, a negation."""
    numbers = [part for part in token.n.split("-") if part in NUMERALS]
    if numbers:
        return numbers
    if any(letter.isdigit() for letter in token.n):
        digits = token.n.replace(",", "")
        return _in_words(int(digits)) if digits.isascii() and digits.isdigit() and len(digits) < 7 else [token.n]
    if token.n in NEGATIONS or token.n.endswith("n't"):
        return ["not"]
    name = token.t[0].isupper() and not opening and not is_function_word(token.n)
    return [stem(token.n)] if name else []


def _in_words(number: int) -> list[str]:
    """A number below a million as the words for it, without "one", which tells no number from an article: 2,000 is two thousand."""
    words: list[str] = []
    for size, name in ((1000, "thousand"), (100, "hundred")):
        if number >= size:
            words += [*_in_words(number // size), name]
            number %= size
    if number >= 20:
        words.append(_TENS[number // 10 - 2])
        number %= 10
    return words + ([_ONES[number - 2]] if number > 1 else [])
