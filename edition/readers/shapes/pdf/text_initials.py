"""Turn what letters set apart leave in text taken out of a PDF into words: letter-spaced headings, capitals dropped into a text."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from edition.language.languages import language_of_tag

# Four letters or more, each with one space before it.
_SPACED = re.compile(r"(?<!\S)(?:[^\W\d_] ){3,}[^\W\d_](?!\S)")
# A capital, white space, and the first line beside it.
_DROPPED = re.compile(r"(?P<indent>\f?[ ]*)(?P<capital>[^\W\d_a-z])(?P<white>[ ]{2,})(?P<text>[^\W\d_].*)")
# A capital reaches down over so many lines at most.
_LINES = 4
# The lines beside a capital may begin so many columns from each other, for letters are not all as wide.
_COLUMNS = 2


def letters_closed_up(text: str) -> str:
    """A text whose letter-spaced words are closed up; an alphabet is none."""
    if not _SPACED.search(text):
        return text
    return "\n".join(_row_closed_up(row) if _SPACED.search(row) else row for row in text.split("\n"))


def _row_closed_up(row: str) -> str:
    closed = _SPACED.sub(_closed_up, row)
    if closed != row and all(len(letter) == 1 for letter in row.split()):
        # All of the row is spaced; words are parted by more than one space.
        return re.sub(r"(?<=\S) (?=\S)", "", row)
    return closed


def _closed_up(found: re.Match[str]) -> str:
    letters = found[0].replace(" ", "")
    alphabet = all(ord(after) == ord(letter) + 1 for letter, after in pairwise(letters))
    return found[0] if alphabet or letters.lower() == len(letters) * letters[0].lower() else letters


def with_initials(text: str, language: str) -> str:
    """A text, each capital that was dropped into it set before its word, and the rows beside it set flush.

    `language`: the tag of its language, by whose words a capital that is a word is told.
    """
    rows = text.split("\n")
    words: Counter[str] = Counter()
    for index, row in enumerate(rows):
        dropped = _DROPPED.fullmatch(row)
        if not dropped:
            continue
        begins = dropped.start("text") - row.count("\f")
        beside = 0
        for below in rows[index + 1 : index + _LINES]:
            if not below.strip() or abs(len(below) - len(below.lstrip(" ")) - begins) > _COLUMNS:
                break
            beside += 1
        if beside:
            words = words or Counter(re.findall(r"[^\W\d_]+", text.casefold()))
            space = " " if is_word(dropped["capital"], dropped["text"].split(" ", 1)[0], words, language) else ""
            rows[index] = dropped["indent"] + dropped["capital"] + space + dropped["text"]
            flush = dropped["indent"].lstrip("\f")
            rows[index + 1 : index + 1 + beside] = [flush + below.lstrip(" ") for below in rows[index + 1 : index + 1 + beside]]
    return "\n".join(rows)


def is_word(capital: str, following: str, words: Counter[str], language: str) -> bool:
    """Whether a large capital is a word by itself, before another, as in “I was”.

    The text, whose words and their counts are `words`, or the language has both words, and not both as one.
    """
    common = language_of_tag(language).commonest
    first, rest = capital.casefold(), following.strip(".,;:!?’'”\"").casefold()
    known = [bool(words[word]) or word in common for word in (first, rest)]
    return len(rest) > 1 and all(known) and words[first + rest] < 2 and first + rest not in common
