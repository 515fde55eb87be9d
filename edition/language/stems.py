"""Turn a word of a text into its folded form and its stem, and tell function words from content words.

Alignment and collation both compare words by these. The rules are those of English, the language of the texts compared: the
Snowball stemmer (Porter 2001) and a list of the closed word classes. A text in another language is compared by folded forms all
the same, only less well.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable

APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-"})

# A number; a word with its inner apostrophes, hyphens and combining marks; the stop before three dots; three dots as one mark; any
# other visible sign.
_LETTERS = r"[^\W_][\u0300-\u036f\u00ad]*"
TOKEN = re.compile(
    rf"\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?(?![^\W\d_])|(?:{_LETTERS})+(?:['’ʼ‐‑-](?:{_LETTERS})+)*"
    r"|\.(?=(?:[ \u00a0]?\.){3})|\.(?:[ \u00a0]?\.){2}|…|\S",
)

AUXILIARIES = frozenset(
    "am is are was were be been being do does did done have has had having will would shall should can could may might must "
    "art wast wert hast hath dost doth shalt wilt".split()
)
DETERMINERS = frozenset("a an the this that these those some any no every each either neither both all such".split())
PRONOUNS = frozenset(
    "i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers herself it "
    "its itself they them their theirs themselves who whom whose which what one oneself thou thee thy thine ye".split()
)
SUBJECTS = frozenset("i we he she they who thou ye".split())
# The forms of a pronoun by its person; "it" and "its" stand for too many things to tell whom they mean.
_PERSONS = {
    form: forms[0]
    for forms in (
        "i me my mine myself".split(),
        "we us our ours ourselves".split(),
        "you your yours yourself yourselves thou thee thy thine ye".split(),
        "he him his himself".split(),
        "she her hers herself".split(),
        "they them their theirs themselves".split(),
    )
    for form in forms
}
PREPOSITIONS = frozenset(
    "of in on at to from by for with without within as into onto upon about over under up down out off through between among amid "
    "during before after against toward towards unto till until since per via".split()
)
CONJUNCTIONS = frozenset(
    "and or but nor if then than so because though although while whereas whether lest yet "
    "before after since until till unless".split()
)
ADVERBS = frozenset("not there here when where why how also only very too just even still again n't".split())
FUNCTION_WORDS = AUXILIARIES | DETERMINERS | PRONOUNS | PREPOSITIONS | CONJUNCTIONS | ADVERBS
NUMERALS = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
    "twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million milliard billion dozen half".split()
)
ABBREVIATIONS = frozenset(
    "mr mrs ms dr st ste jr sr vs etc cf nos vol vols pp p ed eds i.e e.g al prof gen col capt lt sgt rev hon m mm mme mlle "
    "messrs ch chap ca viz ibid jan feb mar apr jun jul aug sept oct nov dec".split()
)
_LONGEST_ABBREVIATION = 20
NEGATIONS = frozenset("no not never none nothing nobody nowhere neither nor without cannot".split())


@functools.cache
def _stemmer() -> Callable[[str], str]:
    import snowballstemmer  # type: ignore[import-untyped]

    word_to_stem: Callable[[str], str] = snowballstemmer.stemmer("english").stemWord
    return word_to_stem


@functools.lru_cache(maxsize=1 << 17)
def fold(word: str) -> str:
    """Turn a word into the form by which it is compared: no capitals, accents or soft hyphens, one kind of apostrophe."""
    plain = unicodedata.normalize("NFD", word.translate(APOSTROPHES).replace("\u00ad", ""))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold() or word


# The ending of the third person in older English: seeth, cometh; neither an ordinal, twentieth, nor teeth.
_OLD = re.compile(r"(?<=[a-z]{2}e)(?<!tie)(?<!\btee)th$")


@functools.lru_cache(maxsize=1 << 17)
def stem(folded: str) -> str:
    """Turn a folded word into its stem; a possessive loses its ending, an English spelling becomes the American one.

    Older verbs have the stem of theirs: "cometh" that of "comes".
    """
    word = _OLD.sub("s", folded.removesuffix("'s").removesuffix("'"))
    return _stemmer()(american(word)) if word.isalpha() else word


@functools.lru_cache(maxsize=1 << 17)
def american(folded: str) -> str:
    """Turn a folded word into a key that its British and its American spelling share, by rules of spelling alone."""
    word = folded
    for pattern, key in _SPELLINGS:
        word = pattern.sub(key, word)
    return word


# Rules, not lists: each holds for a whole class of words, and maps both spellings of it to one key.
_SPELLINGS = tuple(
    (re.compile(pattern), key)
    for pattern, key in (
        (r"(?<=[a-z]{2})our(?=s?$|ed$|ing$|ful|less|able|ite|hood|ly)", "or"),
        (r"(?<=[a-z]{3})is(?=(?:e|ed|es|er|ers|ing|ation|ations)$)", "iz"),
        (r"(?<=[a-z]{2})ys(?=(?:e|ed|es|er|ers|ing)$)", "yz"),
        (r"(?<=[bcdfghkptv])re(?=s?$)", "er"),
        (r"(?<=[a-z]{2}[aeiou])ll(?=(?:ed|ing|er|ers|or|ors|ous)$)", "l"),
        (r"(?<=[a-z]{2})ogue(?=s?$)", "og"),
        (r"(?<=[a-z]{2})ence(?=s?$)", "ense"),
        (r"(?<=[a-z]{2})wards$", "ward"),
        (r"(?<=[a-z]{2})mme(?=s?$)", "m"),
        (r"(?<=[a-z])ae(?=[a-z])|^ae(?=s)", "e"),
        (r"oeu", "eu"),
        (r"^grey", "gray"),
        (r"(?<=m)ou(?=ld|lt)", "o"),
        (r"^plough", "plow"),
        (r"^enqui", "inqui"),
        (r"^waggon", "wagon"),
        (r"(?<=dg)e(?=ment)", ""),
        (r"(?<=[a-z]{2}l)l(?=ful|ment)", ""),
    )
)


def is_word(token: str) -> bool:
    """Whether a token holds a letter or a digit: a word or number, not a punctuation mark."""
    return token.isalnum() or any(letter.isalnum() for letter in token)


@functools.lru_cache(maxsize=1 << 17)
def is_function_word(folded: str) -> bool:
    """Whether a folded word is of a closed class: article, pronoun, preposition, conjunction, auxiliary, contraction of them."""
    return folded in FUNCTION_WORDS or ("'" in folded and folded.split("'")[0] in FUNCTION_WORDS)


def person_of(folded: str) -> str | None:
    """The pronoun of whose forms a folded word is one, contracted or not; None where it is no personal pronoun."""
    return _PERSONS.get(folded.split("'")[0])


def abbreviated(text: str, start: int, stop: int) -> bool:
    """Whether the word of text[start:stop] before a full stop at `stop` is an abbreviation or an initial."""
    before = text[max(start, stop - _LONGEST_ABBREVIATION) : stop]
    word = "" if not before or before[-1].isspace() else before.split()[-1].lower().lstrip("(“\"'‘[—–")
    initial = len(word) == 1 and word.isalpha() and word != "i"
    return initial or word in ABBREVIATIONS or bool(re.fullmatch(r"[^\W\d_](?:\.[^\W\d_])+", word))
