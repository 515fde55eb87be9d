"""Turn headings in capitals into lines for a table of contents, with capitals and small letters as the text itself writes its
words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from lxml import etree

# Of a heading with fewer letters nothing is changed: it may be a number, or initials. By eye.
_FEWEST = 5
_WORD = re.compile(r"[^\W\d_]+")
_ROMAN = re.compile(r"[IVXLCDM]+")
# A word that does not begin a sentence: after a word in small letters, or after a comma.
_WITHIN = re.compile(r"(?<=[a-zà-öø-ÿ,;] )[^\W\d_]+")
# A number with which a heading begins, and that has no stop after it: “CHAPTER I HOW”.
_NUMBER = re.compile(r"(?:[^\W\d_]+ )?(?:\d+|[ivxlcdm]+|[IVXLCDM]+)")
_NUMBERED = re.compile(r"(?:[^\W\d_]+ )?(?:\d+|[IVXLCDM]+)(?=\.?\s)")


def is_in_capitals(title: str) -> bool:
    """Tell whether a heading is in capitals: it has letters that could be small, and none that is; numbers do not count."""
    words = [word for word in _WORD.findall(title) if not _ROMAN.fullmatch(word)]
    return sum(map(len, words)) >= _FEWEST and all(word == word.upper() and word != word.lower() for word in words)


class TextForms:
    """How a text writes its words where no sentence begins, counted when it is first asked for. `texts`: all of it."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = texts
        self._forms: dict[str, Counter[str]] | None = None

    def of(self, word: str) -> str:
        """The form that the text mostly has of a word, of words that it has not the one in small letters."""
        if self._forms is None:
            self._forms = {}
            for text in self._texts:
                for form in _WITHIN.findall(text):
                    self._forms.setdefault(form.casefold(), Counter())[form] += 1
        found = self._forms.get(word.casefold())
        return found.most_common(1)[0][0] if found else word.lower()


def tamed(title: str, forms: TextForms) -> str:
    """Write a heading in capitals as a sentence of the text would have its words; another heading as it is.

    Words that the text has only at the beginning of sentences, or not at all, are written in small letters.
    """
    if not is_in_capitals(title):
        return title
    numbered = _NUMBERED.match(title)
    at = numbered.end() if numbered else 0
    head = title[:at] if not at or _ROMAN.fullmatch(title[:at]) else _sentence(title[:at], forms)
    return head + _sentence(title[at:], forms)


def _sentence(text: str, forms: TextForms) -> str:
    # “A” and “I” are letters of Roman numbers and words besides: as words they come first or have their own form in the text.
    made = _WORD.sub(lambda match: match[0] if len(match[0]) > 1 and _ROMAN.fullmatch(match[0]) else forms.of(match[0]), text)
    first = _WORD.search(made)
    return made if first is None else made[: first.start()] + made[first.start()].upper() + made[first.start() + 1 :]


def untitled(heading: etree._Element) -> str:
    """Give the text of an entry's heading, of XHTML, without its title."""
    parts: list[str] = []

    def gather(element: etree._Element) -> None:
        if element.get("class") != "title":
            parts.append(element.text or "")
            for child in element:
                gather(child)
                parts.append(child.tail or "")

    gather(heading)
    return " ".join("".join(parts).split())


def is_number(text: str) -> bool:
    """Tell whether a text is a number without a stop, with or without a word before it: “II”, “Chapter 2”."""
    return _NUMBER.fullmatch(text) is not None


def with_stop(number: str, title: str) -> str:
    """Put a stop after the number with which a title begins: “I How it began” -> “I. How it began”. `number`: what stands before
    the title proper.
    """
    if is_number(number) and title.startswith(f"{number} "):
        return f"{number}. {title[len(number) :].lstrip()}"
    return title
