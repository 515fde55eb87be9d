"""Turn a word as written into its plain form, and a language's short words into the pattern by which texts are cut into words."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable

from edition.text.foldings import HYPHENS, INVISIBLE, LIGATURES

# The kinds of words: of content, of a closed class, and a mark, which is no word.
CONTENT, FUNCTION, MARK = 0, 1, 2

APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", **dict.fromkeys(HYPHENS, "-")})
_FOLDED = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", **dict.fromkeys(HYPHENS, "-"), **dict.fromkeys(INVISIBLE, ""), **LIGATURES})
_LETTERS = rf"[^\W_][\u0300-\u036f{INVISIBLE}]*"
# The marks that open and close what is quoted. Which kind a printer has is no matter of words.
QUOTATION_MARKS = frozenset("\"'“”„‟‘’‚‛«»‹›")


def token_pattern(
    elisions: Iterable[str] = (), ordinal_endings: Iterable[str] = (), enclitics: Iterable[str] = ()
) -> re.Pattern[str]:
    """The pattern of one token: word, number or mark.

    `elisions`: the words that lose their vowel before another, such as l in *l’homme*; each is a token with its apostrophe.
    `ordinal_endings`: what may follow figures, such as th. `enclitics`: the words that a hyphen ties to a verb before them, such as
    il in *dit-il*; each is a token, and so is the hyphen. A name such as *Villers-le-Bel* stays whole.
    """
    elided = "|".join(sorted(map(re.escape, elisions), key=len, reverse=True))
    endings = "|".join(map(re.escape, ordinal_endings))
    tied = "|".join(sorted(map(re.escape, enclitics), key=len, reverse=True))
    hyphen = f"[{''.join(HYPHENS)}-]" if tied else ""
    tie = rf"{hyphen}(?i:{tied})(?!['’ʼ]?[^\W_])" if tied else ""
    loose = rf"(?!{tie}(?!{hyphen}(?!(?i:{tied})(?![^\W_]))[^\W_]))" if tied else ""
    # A number; an elided word; a word with its inner apostrophes, hyphens and combining marks; the stop before three dots; three
    # dots as one mark; any other visible sign.
    return re.compile(
        (rf"\d+(?:[.,:]\d+)*(?:{endings})?(?![^\W\d_])" if endings else r"\d+(?:[.,:]\d+)*(?![^\W\d_])")
        + (rf"|(?i:{elided})['’ʼ](?=[^\W\d_])" if elided else "")
        + rf"|(?:{_LETTERS})+(?:{loose}['’ʼ‐‑-](?:{_LETTERS})+)*"
        r"|\.(?=(?:[ \u00a0]?\.){3})|\.(?:[ \u00a0]?\.){2}|…|\S"
    )


def plain(word: str, marked: str = "") -> str:
    """Turn a word into its plain form: no capitals, accents or soft hyphens, one kind of apostrophe, one of quotation mark.

    `marked`: the small letters that keep their accents, in composed form.
    """
    if word in QUOTATION_MARKS:
        return '"'
    if word.isascii():
        return word.lower()
    bare = unicodedata.normalize("NFD", word.translate(_FOLDED))
    if not marked or bare.isascii():
        return "".join(letter for letter in bare if not unicodedata.combining(letter)).casefold() or word
    letters = unicodedata.normalize("NFC", bare).casefold()
    return "".join(letter if letter in marked else plain(letter) if not unicodedata.combining(letter) else "" for letter in letters)


@functools.lru_cache(1 << 16)
def is_word(token: str) -> bool:
    """Whether a token holds a letter or a digit: a word or number, not a punctuation mark."""
    return token.isalnum() or any(letter.isalnum() for letter in token)
