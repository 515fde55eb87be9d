"""Turn lines, and the numbers that a document gives to its verses, into a number for each line, as editions of poets have it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from lxml import etree

from edition.tei.attribute_values import whole_number
from edition.writers.book.types import Section
from edition.writers.pdf.markup import text_of
from edition.writers.pdf.planning import SetLine

# The number of a verse that is a further part of the verse before it (l/@part M, F).
SAME = "-"
# Where the counting of lines begins again: on each page, with each entry; or the numbers are those of the verses.
Counting = Literal["page", "entry", "verse"]


def counted_by(chosen: Literal["", "page", "entry", "verse"], sections: Sequence[Section]) -> Counting:
    """Choose by what lines are counted.

    `chosen`: the user's choice, "" for none. Then lines are counted by verse if verses are numbered, and half of the text is verse
    or there is no apparatus (only the numbers of the document stand in the margin then). Else they are counted by page.
    """
    if chosen:
        return chosen
    letters = verse = 0
    numbered = False
    for section in sections:
        begun = [element for element in section.body.iter() if verse_of(element) is not None]
        holders = {element if element.get("class") == "line" else element.getparent() for element in begun}
        verse += sum(len(text_of(holder)) for holder in holders if holder is not None)
        letters += len(text_of(section.body))
        numbered = numbered or any(element.get("data-verse", SAME) != SAME for element in begun)
    critical = any(section.apparatus for section in sections)
    return "verse" if numbered and (verse * 2 >= letters or not critical) else "page"


def verse_of(element: etree._Element) -> str | None:
    """Find the number of the verse that begins with an element: "" if it has no number, None if no verse begins there."""
    number = element.get("data-verse")
    return "" if number is None and element.get("class") == "line" else None if number is None else str(number)


def numbers(lines: Sequence[SetLine], starts: Sequence[int]) -> list[str]:
    """Give each line the number of its verse. `starts`: the first line of each section; each section counts anew.

    A verse without a number is counted on from the verse before it; at the beginning of a section it is counted back from the first
    verse with a number. A verse that takes two lines has one number. Other lines (stage directions, prose) count on from the verse
    before them: 14.1, 14.2, and 0.1 before the first, as editions of Shakespeare do.
    """
    found: list[str] = []
    bounds = [*starts, len(lines)]
    for first, last in pairwise(bounds):
        number, more, block = _before(lines[first:last]), 0, -1
        for line in lines[first:last]:
            if line.verse is not None:
                number, more, block = line.verse if line.verse not in ("", SAME) else _after(number, line.verse), 0, line.block
            elif line.block != block:
                more += 1
            found.append(f"{number}.{more}" if more else number)
    return found


def _before(lines: Sequence[SetLine]) -> str:
    """Find the number before that of the first verse of a section."""
    count = 0
    for line in lines:
        if line.verse and line.verse != SAME:
            return str(max(0, (_figures(line.verse) or 0) - count - 1))
        count += line.verse == ""
    return "0"


def _after(number: str, verse: str) -> str:
    """Find the number of a verse without one, after a verse with `number`."""
    figures = _figures(number)
    return number if verse == SAME or figures is None else str(figures + 1)


def _figures(number: str) -> int | None:
    """Turn the figures that a number of a verse begins with into a number; None if it has none, or too many."""
    figures = re.match(r"\d+", number)
    return None if figures is None else whole_number(figures[0])


def restarts(labels: Sequence[str], starts: Sequence[int]) -> list[int]:
    """Find the first lines of those sections that begin to count anew, the first section among them: a number may stand twice on a
    page.
    """
    found: list[int] = []
    for start in starts:
        here = _figures(labels[start]) if start < len(labels) else None
        before = _figures(labels[start - 1]) if start else None
        if before is None or here is None or here < before:
            found.append(start)
    return found
