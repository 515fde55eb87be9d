"""Turn the quotation by which a decision names its place into that place, or into a message with the nearest one.

The search does not tell straight from curly quotation marks, hyphens from dashes, or one kind of white space from another.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from edition.decisions.form import MOST_WORDS
from edition.messages import Report
from edition.messages.hints import nearest
from edition.messages.values import BlockPlace
from edition.model import Locus, Range, RunningText

# Marks of print and white space that stand for others; each is replaced by one character, so that offsets stay the same.
FOLDED = str.maketrans("‘’‛′“”„‟″–—‑−\n\u00a0\u202f\u2009", '\'\'\'\'"""""----    ')
WORD = re.compile(r"\S+")


def find(text: str, quotation: str) -> list[Range]:
    """Find the places of a quotation in a text, as whole words, in order; no two overlap."""
    words = quotation.translate(FOLDED).split()
    if not words:
        return []
    pattern = r"\s+".join(map(re.escape, words))
    before = r"(?<!\w)" if words[0][0].isalnum() else ""
    after = r"(?!\w)" if words[-1][-1].isalnum() else ""
    return [match.span() for match in re.finditer(before + pattern + after, text.translate(FOLDED))]


def quoted(text: str, place: Range) -> tuple[str, int | None] | None:
    """Turn a range of a text into a quotation that finds it again, and its occurrence, from 1, if the words stand there several
    times.

    The quotation is the first words of the range, five at most; None if it has none, or if they cannot be found as whole words.
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


@dataclass(frozen=True, slots=True)
class SoughtPlace:
    """The words `at` that a decision quotes, and the entry of a text in which they are sought. `occurrence` counts from 1."""

    siglum: str
    entry: str
    at: str
    occurrence: int | None = None
    locus: Locus | None = None


def one_of(count: int, sought: SoughtPlace, near: Callable[[], Mapping[str, object]], report: Report) -> int | None:
    """Give the index of the place that is meant, of `count` that were found; None, with a message (E351 to E353), if it is not
    clear.

    `near` gives the values of E351: what stands nearest.
    """
    named = {"at": sought.at, "siglum": sought.siglum, "entry": sought.entry}
    if not count:
        report.add("E351", sought.locus, **named, **near())
        return None
    if count > 1 and sought.occurrence is None:
        report.add("E352", sought.locus, **named, count=count)
        return None
    number = sought.occurrence or 1
    if not 1 <= number <= count:
        report.add("E353", sought.locus, **named, occurrence=number, count=count)
        return None
    return number - 1


def nearest_place(quotation: str, text: RunningText, elsewhere: Iterable[tuple[str, RunningText]]) -> dict[str, object]:
    """Give the values of a message on a quotation that has no place: another entry that has the words, or the words of this one
    most like them.

    `elsewhere`: the `n` and the text of other entries.
    """
    for n, other in elsewhere:
        if find(other.text, quotation):
            return {"other": n}
    matcher = difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(quotation.translate(FOLDED).casefold())
    count = len(quotation.split())
    words = list(WORD.finditer(text.text))
    # Words less alike than 0.5 (difflib's ratio) are no help. By eye, on the cases of E351.
    best, place = 0.5, None
    for first in range(len(words)):
        for last in range(first + max(1, count - 1) - 1, min(first + count + 1, len(words))):
            start, end = words[first].start(), words[last].end()
            matcher.set_seq1(text.text[start:end].translate(FOLDED).casefold())
            if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and (ratio := matcher.ratio()) > best:
                best, place = ratio, (start, end)
    if place is None:
        return {}
    found = " ".join(text.text[slice(*place)].split()).strip(' ,.;:!?…—–“”‘"()[]')
    return {"nearest": found, "block": block_at(text, place[0])}


def block_at(text: RunningText, at: int) -> BlockPlace:
    """Find the block in which an offset lies."""
    number = 0
    for block in text.blocks:
        number += block.kind != "head"
        if at < block.end:
            return BlockPlace(0 if block.kind == "head" else number)
    return BlockPlace(None)


def entries_near(n: str, known: Sequence[str]) -> dict[str, object]:
    """Give the values of a message on an entry that a text does not have (E354): the key most like it, and the first and last that
    it has.
    """
    ends = {"first": known[0], "last": known[-1]} if known else {}
    return {"entry": n, "near": nearest(n, known), **ends}
