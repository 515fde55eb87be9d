"""Turn the titles of sections into running heads: a number alone gets the name of the part in which it stands, or its title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from edition.writers.book.types import BODY_KINDS, JOINT, Section

# A number, or a word and a number: “IV”, “12.”, “Chapter 3”.
_NUMBER = re.compile(r"(?:[^\W\d_]+ )?(?:\d+|[ivxlcdm]+|[IVXLCDM]+)\.?")
# The number of a title and its words up to the first stop after them; a head of more letters is too long. By eye, on A5.
_CLAUSE = re.compile(r"[^\s.]+\. [^,;:.]+")
_LONGEST = 60


def with_heads(sections: Iterable[Section]) -> Iterator[Section]:
    """Give the sections of a text their running heads, in order: “Book 2 · XII”, “II. What became of Candide”."""
    above: list[Section] = []
    for section in sections:
        while above and above[-1].level >= section.level:
            above.pop()
        part = next((each for each in reversed(above) if each.title), None)
        own = section.name
        if section.kind in BODY_KINDS and _NUMBER.fullmatch(own):
            own = own.rstrip(".")
            clause = _CLAUSE.match(section.title)
            if part is not None and part.title not in own:
                section = replace(section, head=f"{part.name}{JOINT}{own}", short=own)
            elif clause is not None and len(clause[0]) <= _LONGEST:
                section = replace(section, head=clause[0])
        above.append(section)
        yield section
