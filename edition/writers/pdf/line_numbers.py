"""Turn lines, and the numbers that a document gives to its verses, into a number for each line, as editions of poets have it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from edition.writers.book.cited_verses import SAME, figures_of, number_after, number_before, share_of_verse, verses_in
from edition.writers.book.types import Section
from edition.writers.pdf.planning import SetLine

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
        own, every = share_of_verse(section.body)
        verse, letters = verse + own, letters + every
        numbered = numbered or any(element.get("data-verse", SAME) != SAME for element in verses_in(section.body))
    critical = any(section.apparatus for section in sections)
    return "verse" if numbered and (verse * 2 >= letters or not critical) else "page"


def numbers(lines: Sequence[SetLine], starts: Sequence[int]) -> list[str]:
    """Give each line the number of its verse. `starts`: the first line of each section; each section counts anew.

    A verse without a number is counted on from the verse before it; at the beginning of a section it is counted back from the first
    verse with a number. A verse that takes two lines has one number. Other lines (stage directions, prose) count on from the verse
    before them: 14.1, 14.2, and 0.1 before the first, as editions of Shakespeare do.
    """
    found: list[str] = []
    bounds = [*starts, len(lines)]
    for first, last in pairwise(bounds):
        number, more, block = number_before(line.verse for line in lines[first:last] if line.verse is not None), 0, -1
        for line in lines[first:last]:
            if line.verse is not None:
                number, more, block = (
                    line.verse if line.verse not in ("", SAME) else number_after(number, line.verse),
                    0,
                    line.block,
                )
            elif line.block != block:
                more += 1
            found.append(f"{number}.{more}" if more else number)
    return found


def restarts(labels: Sequence[str], starts: Sequence[int]) -> list[int]:
    """Find the first lines of those sections that begin to count anew, the first section among them: a number may stand twice on a
    page.
    """
    found: list[int] = []
    for start in starts:
        here = figures_of(labels[start]) if start < len(labels) else None
        before = figures_of(labels[start - 1]) if start else None
        if before is None or here is None or here < before:
            found.append(start)
    return found
