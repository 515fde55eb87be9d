"""Turn the quotation by which a decision names its place into that place, or into a message that says where the nearest one is.

Straight and curly quotation marks, hyphens and dashes, and all white space count as the same when the place is sought.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable

from edition.decisions.form import MOST_WORDS
from edition.messages import Report
from edition.model import Locus, Range, RunningText

# One character for one, so that places stay places.
_FOLDED = str.maketrans("‘’‛′“”„‟″–—‑−\n\u00a0\u202f\u2009", '\'\'\'\'"""""----    ')
WORD = re.compile(r"\S+")


def find(text: str, quotation: str) -> list[Range]:
    """The places of a quotation in a text, as whole words, in order and apart."""
    words = quotation.translate(_FOLDED).split()
    if not words:
        return []
    pattern = r"\s+".join(map(re.escape, words))
    before = r"(?<!\w)" if words[0][0].isalnum() else ""
    after = r"(?!\w)" if words[-1][-1].isalnum() else ""
    return [match.span() for match in re.finditer(before + pattern + after, text.translate(_FOLDED))]


def quoted(text: str, place: Range) -> tuple[str, int | None] | None:
    """Turn a range of a text into a quotation that finds it again, and which occurrence it is where there are several.

    The quotation is the range's first five words; None where it has none, or where they cannot be found as whole words.
    """
    words = list(WORD.finditer(text, *place))[:MOST_WORDS]
    for count in range(len(words), 0, -1):
        start, end = words[0].start(), words[count - 1].end()
        # A quotation does not run over a paragraph's end, and does not cut a word.
        if "\n" in text[start:end]:
            continue
        quotation = text[start:end]
        places = find(text, quotation)
        if (start, end) in places:
            return quotation, places.index((start, end)) + 1 if len(places) > 1 else None
    return None


def one_of(
    count: int, at: str, occurrence: int | None, where: str, locus: Locus | None, nearest: Callable[[], str], report: Report
) -> int | None:
    """Which of the places found is meant, from 0; else None, and a message (E351 to E353)."""
    if not count:
        report.add("E351", locus, at=at, where=where, hint=nearest())
        return None
    if count > 1 and occurrence is None:
        report.add("E352", locus, at=at, where=where, count=count)
        return None
    number = occurrence or 1
    if not 1 <= number <= count:
        report.add("E353", locus, at=at, where=where, occurrence=number, count=count)
        return None
    return number - 1


def nearest_place(quotation: str, text: RunningText, elsewhere: Iterable[tuple[str, RunningText]]) -> str:
    """The hint of a decision that finds no place: another entry that has the words, else the words of this one most like them.

    `elsewhere`: the `n` and the text of other entries.
    """
    for n, other in elsewhere:
        if find(other.text, quotation):
            return f"The words stand in the entry {n}."
    matcher = difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(quotation.translate(_FOLDED).casefold())
    count = len(quotation.split())
    words = list(WORD.finditer(text.text))
    best, place = 0.5, None
    for first in range(len(words)):
        for last in range(first + max(1, count - 1) - 1, min(first + count + 1, len(words))):
            start, end = words[first].start(), words[last].end()
            matcher.set_seq1(text.text[start:end].translate(_FOLDED).casefold())
            if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and (ratio := matcher.ratio()) > best:
                best, place = ratio, (start, end)
    if place is None:
        return "Nothing like it stands there: copy the words from the text as it was read (edition witness FILE SIGLUM --source)."
    found = " ".join(text.text[slice(*place)].split()).strip(' ,.;:!?…—–“”‘"()[]')
    return f"Nearest: “{found}” ({block_name(text, place[0])})."


def block_name(text: RunningText, at: int) -> str:
    """The block in which a place lies, as messages name it."""
    number = 0
    for block in text.blocks:
        number += block.kind != "head"
        if at < block.end:
            return "the heading" if block.kind == "head" else f"paragraph {number}"
    return "the end"
