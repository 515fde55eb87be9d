"""Turn a count into the number that an office program prints for it: 4, iv, D, 4th, Four, Fourth, ‡."""

from __future__ import annotations

from functools import lru_cache

from edition.language.languages import language_of_tag
from edition.language.numerals import roman

# The marks of the Chicago Manual of Style, in their order; then they are doubled.
_MARKS = "*†‡§"
# ODF 1.2, 19.500 style:num-format, as ECMA-376, 17.18.59 ST_NumberFormat calls the same.
ODF_FORMS = {"1": "decimal", "i": "lowerRoman", "I": "upperRoman", "a": "lowerLetter", "A": "upperLetter", "": "none"}
# Roman figures go no further: MMMCMXCIX.
_LAST_ROMAN = 3999


def counted(number: int, form: str, language: str = "en") -> str:
    """A number in a form, by its name in ECMA-376; in figures where the form is none that is known."""
    if number > 0:
        if form in ("lowerRoman", "upperRoman") and number <= _LAST_ROMAN:
            return roman(number) if form == "lowerRoman" else roman(number).upper()
        if form in ("lowerLetter", "upperLetter"):
            letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
            return letter if form == "lowerLetter" else letter.upper()
        if form == "chicago":
            return _MARKS[(number - 1) % len(_MARKS)] * ((number - 1) // len(_MARKS) + 1)
        if form in ("cardinalText", "ordinalText") and (said := _spelled(number, form, language)):
            return said[:1].upper() + said[1:]
        if form == "ordinal":
            return f"{number}{_ending(number)}" if language.startswith("en") else f"{number}."
        if form == "decimalZero":
            return f"{number:02}"
    return str(number)


def _ending(number: int) -> str:
    return "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


@lru_cache(maxsize=512)
def _spelled(number: int, form: str, language: str) -> str:
    """A number as a word of a language; "" where the language has none for it, or is not known. Of tens and ones in English."""
    numbers = language_of_tag(language).numbers
    words = numbers.cardinals if form == "cardinalText" else numbers.ordinals
    whole = next((word for word, value in words.items() if value == number), "")
    if whole or not language.startswith("en") or not 20 < number < 100:
        return whole
    tens = next((word for word, value in numbers.cardinals.items() if value == number - number % 10), "")
    ones = _spelled(number % 10, form, language)
    return f"{tens}-{ones}" if tens and ones else ""
