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

from edition.collation.same_numbers import how_numbers_answer
from edition.language.languages import Language
from edition.language.senses import ONE_SENSE, nearness
from edition.language.word_forms import is_word, plain
from edition.model import ACCIDENTAL_TYPES, Token

# Content words that one side alone may have without a change of sense being supposed.
FEW = 1
# The negation among the facts of a side: no word, so that no name is taken for it.
_NOT = "¬"
# How many ways to understand contracted words are looked at: three of them may each stand for two.
WAYS = 8
# The part of the content words that may lack an answer on the other side before the sense is taken for another.
UNANSWERED = 0.5


# Two translations differ in the same words again and again.
@functools.lru_cache(maxsize=1 << 12)
def classify(base: str, other: str, language: Language, opening: tuple[bool, bool] = (False, False)) -> tuple[str, str]:
    """Turn the texts of a variant's two sides into its type and grade, by the words of their language.

    `opening`: whether each side begins a sentence, so that its first capital tells nothing.
    """
    kind, reordered = _seen(base, other, language)
    if kind in ACCIDENTAL_TYPES:
        return kind, "accidental"
    sides = [[token for token in language.tokens(text) if is_word(token.t)] for text in (base, other)]
    return kind, "substantive" if not reordered and _substantive(kind, sides, opening, language) else "stylistic"


def type_of(base: str, other: str, language: Language) -> str:
    """Turn the texts of a variant's two sides into its type alone, which is all that is asked of a reading that will be weighed."""
    return _seen(base, other, language)[0]


def one_date_in_two_orders(base: str, other: str, language: Language) -> bool:
    """Whether the two sides of a variant are the same words, with day and month in another order."""
    return _seen(base, other, language)[1]


@functools.lru_cache(maxsize=1 << 12)
def _seen(base: str, other: str, language: Language) -> tuple[str, bool]:
    """The type of a variant by the texts of its two sides, and whether these are the same words with a date in another order."""
    tokens = language.tokens(base), language.tokens(other)
    sides = [[token for token in side if is_word(token.t)] for side in tokens]
    if [token.n for token in sides[0]] == [token.n for token in sides[1]]:
        # Where marks differ too, a capital follows from the stop.
        marks = [[token.t for token in side if not is_word(token.t)] for side in tokens]
        same = marks[0] != marks[1] or [token.t for token in sides[0]] == [token.t for token in sides[1]]
        return "punctuation" if same else "orthographic", False
    return _type_of_words(sides[0], sides[1], language)


def _type_of_words(one: list[Token], two: list[Token], language: Language) -> tuple[str, bool]:
    """What `_seen` says of a variant whose two sides are not the same words, by these."""
    if not one or not two:
        return "omission" if one else "addition", False
    order = how_numbers_answer(one, two, language)
    if order == "same" or _same_spelled(one, two, language) or _two_spellings(one, two, language):
        return "orthographic", False
    if order:
        return "syntactic", True
    return "syntactic" if _another_form(one, two, language) else "lexical", False


def _same_spelled(one: list[Token], two: list[Token], language: Language) -> bool:
    """Whether two sides are the same words spelled in two ways, or the same number in figures and in words."""
    # A capital may stand without its accent: then the first letters tell nothing by theirs.
    bare = language.spelling.bare_capitals and any(token.t[0].isupper() for token in (*one, *two))
    numbers = [language.number_of([token.n for token in side]) for side in (one, two)]
    if numbers[0] is not None and numbers[0] == numbers[1]:
        return True
    return not _spellings(one, language, bare).isdisjoint(_spellings(two, language, bare)) or _one_word(one, two, language)


def _one_word(one: list[Token], two: list[Token], language: Language) -> bool:
    """Whether one side has in one word, with or without a hyphen, what the other has in the same letters: any one, anyone."""
    if min(len(one), len(two)) > 1:
        return False
    # The spelling of a whole word is another than that of its parts: their ends may be spelled as of old.
    joined = ["".join(token.n for token in side).replace("-", "") for side in (one, two)]
    return language.same_word(*joined)


def _spellings(side: list[Token], language: Language, bare: bool) -> set[str]:
    """A key for each way to understand the same words, the same for all their spellings.

    Contractions are written out: where a short form may stand for two words, either way. Hyphens and spaces between words are left
    out.
    """
    found = {""}
    for token in side:
        keys = _keys(token.n, language, bare=bare)
        found = {before + key for before in found for key in keys}
        if len(found) > WAYS:
            return set(sorted(found)[:WAYS])
    return found


@functools.lru_cache(maxsize=1 << 16)
def _keys(word: str, language: Language, *, bare: bool) -> frozenset[str]:
    """A key for each way to understand a folded word. `bare`: its first letter may stand without its accent."""
    full = language.written_out(word)
    ways = [full]
    if len(full) > 1 and full[-1] not in word:
        ways += [[*full[:-1], other] for other, short in language.spelling.alike.items() if short == full[-1]]
    keys = {"".join(language.older_spelling(plain(part[:1]) + part[1:] if bare else part) for part in way) for way in ways}
    # A word with an apostrophe may be an older spelling, whole: cur'd.
    if "'" in word:
        keys.add(language.older_spelling(word))
    return frozenset(keys)


def _two_spellings(one: list[Token], two: list[Token], language: Language) -> bool:
    """Names of one word, as long and nearly alike: one name spelled two ways."""
    if len(one) != 1 or len(two) != 1 or not (_is_name(one[0], language) and _is_name(two[0], language)):
        return False
    names = language.without_possessive(one[0].n), language.without_possessive(two[0].n)
    other_stem = language.stem(names[0]) != language.stem(names[1])
    return min(map(len, names)) >= 5 and other_stem and letters_apart(*names) <= max(map(len, names)) // 3


def _is_name(token: Token, language: Language) -> bool:
    """Whether a word that does not begin a sentence is a name by its capital, which tells nothing where all nouns have one."""
    return token.t[0].isupper() and not language.spelling.capital_nouns


def letters_apart(one: str, two: str) -> int:
    """Letters to put in, leave out or change (Levenshtein 1966)."""
    row = list(range(len(two) + 1))
    for i, letter in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, against in enumerate(two, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (letter != against))
    return row[-1]


def _another_form(one: list[Token], two: list[Token], language: Language) -> bool:
    is_function_word, stem = language.is_function_word, language.stem
    content = [[stem(token.n) for token in side if not is_function_word(token.n)] for side in (one, two)]
    if not content[0] and not content[1]:
        words = [{part.split("'")[0] for token in side for part in language.written_out(token.n)} for side in (one, two)]
        classes, persons = language.words, [{language.person_of(token.n) for token in side} - {None} for side in (one, two)]
        # The article, which or that, and whose it is, where the other side does not name somebody else; a preposition may be one
        # word with the article: du, im.
        pointing = classes.determiners | classes.pronouns
        same = words[0] - pointing == words[1] - pointing and not (all(persons) and persons[0] != persons[1])
        return not classes.auxiliaries.isdisjoint(words[0] | words[1]) or same or len(one) != len(two)
    return 2 * (Counter(content[0]) & Counter(content[1])).total() >= max(map(len, content))


def _substantive(kind: str, sides: list[list[Token]], opening: tuple[bool, bool], language: Language) -> bool:
    facts = [_facts(side, first, language) for side, first in zip(sides, opening, strict=True)]
    if facts[0] != facts[1]:
        return True
    is_function_word, numerals = language.is_function_word, language.numerals
    content = [[part for token in side if not is_function_word(token.n) for part in token.n.split("-")] for side in sides]
    if kind in ("addition", "omission"):
        return max(map(len, content)) > FEW
    # The numbers of both sides are the same, or they would be facts.
    one, two = ([word for word in side if word not in numerals and not word[:1].isdigit()] for side in content)
    words = len(one) + len(two)
    return words - _answered(one, two, language) > max(FEW, UNANSWERED * words)


def _answered(one: list[str], two: list[str], language: Language) -> int:
    """How many of the words of both sides have one of the same stem or about the same sense on the other."""
    if not one or not two:
        return 0
    stems = [[language.stem(word) for word in side] for side in (one, two)]
    alike = nearness(one, two, language) >= ONE_SENSE
    alike |= np.array(stems[0])[:, None] == np.array(stems[1])[None, :]
    return int(alike.any(1).sum() + alike.any(0).sum())


def _facts(side: list[Token], opening: bool, language: Language) -> Counter[str | int]:
    """What of the words of a side is a matter of fact: numbers, names within a sentence, negations."""
    classes, found = language.words, Counter[str | int]()
    for at, token in enumerate(side):
        numbers = language.numbers.said(token.n)
        if numbers or any(letter.isdigit() for letter in token.n):
            found.update(numbers)
        elif classes.negates(token.n):
            found[_NOT] += 1
        elif _is_name(token, language) and not (opening and at == 0) and not language.is_function_word(token.n):
            found[language.stem(token.n)] += 1
    if not found[_NOT] and any(token.n.removesuffix("'") in classes.negative_particles for token in side):
        found[_NOT] = 1
    return +found
