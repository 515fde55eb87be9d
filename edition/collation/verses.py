"""Turn the verses of two texts into the capitals that their beginnings make: differences of lines alone, and none of words."""

from __future__ import annotations

import re
from collections.abc import Container
from itertools import pairwise

from edition.model import RunningText

_WORD = re.compile(r"\w+")


def verse_letters(text: RunningText) -> tuple[int, ...]:
    """Turn a text into the offsets of the letters with which its verses begin, marks such as “ passed over; a digit too."""
    lines = [mark.at for mark in text.marks if mark.kind == "line"]
    found: list[int] = []
    for at, end in pairwise([*lines, len(text.text)]):
        letter = next((place for place in range(at, end) if text.text[place].isalnum()), None)
        if letter is not None:
            found.append(letter)
    return tuple(found)


def lineation_alone(words: tuple[str, str], at: tuple[int, int], verses: tuple[Container[int], Container[int]]) -> bool:
    """Whether the words of two texts differ, and only in capitals with which a verse of the one begins and of the other does not.

    `at`: the offsets of the words in the two texts; `verses`: where verses begin there (`verse_letters`).
    """
    one, two = words
    if one == two or len(one) != len(two) or one.lower() != two.lower():
        return False
    for place, (a, b) in enumerate(zip(one, two, strict=True)):
        if a != b:
            begins = at[0] + place in verses[0], at[1] + place in verses[1]
            if begins[0] == begins[1] or not (a if begins[0] else b).isupper():
                return False
    return True


def without_capitals(words: str, at: int, verses: Container[int], other: str) -> str:
    """Turn words at an offset of a text into the same without the capitals with which verses begin: they make no names.

    `other`: the words of the other text. A word that has its capital there too keeps it.
    """
    known = set(_WORD.findall(other))
    return _WORD.sub(lambda word: word[0].lower() if at + word.start() in verses and word[0] not in known else word[0], words)
