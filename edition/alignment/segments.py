"""Turn a text into segments: sentences, and clauses where a sentence has long ones.

A segment ends at a full stop, a question or exclamation mark or dots, if a sentence can begin after it, and always at "\\n". Within
a sentence it ends after ";", ":", another stop or a dash, if both parts are long enough to be known by their words. It never ends
inside brackets that hold no more than a phrase. In verse a long stretch without a stop ends where a stanza does. The white space
after a segment belongs to it, so that segments tile the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from edition.language.languages import Language
from edition.model import RunningText, Segment

# A clause needs so many characters to be a segment of its own; at a dash DASHED, because a dash often sets off a word or two.
# CLAUSE was found on Genesis and Mark (the table of docs/alignment.md). DASHED is of the first version, set by eye; 12 and 50 give
# .0003 less F1 in Genesis and the same in Mark.
CLAUSE, DASHED = 12, 25
# Brackets that close within so many characters hold a phrase, others a passage. By eye; with 100 beads are as good, with 400 F1
# falls by .002 in Genesis and .003 in Mark.
ENCLOSED = 200
# A sentence or clause without an end is cut between words after so many characters. By eye; with 500 F1 falls by .001 in Mark, with
# 2000 beads are as good.
LONGEST = 1000
# A stretch of verse of more characters without a place to cut is cut where stanzas end: docs/alignment.md, "Verse".
ENJAMBED = 200

_CLOSING = "\"'”’»)\\]›"
_OPENING = "\"'`“‘«(\\[‹"
_SENTENCE = re.compile(
    rf"(?P<stop>[.!?…]+(?:[ \u00a0]\.){{0,3}}[{_CLOSING}]*)\s+(?=(?P<next>[{_OPENING}—–-]*\s*\w))|\n+",
)
_CLAUSE = re.compile(rf"(?P<stop>(?:[;:!?]+|(?<=[a-z]{{3}})\.)[{_CLOSING}]*\s+)|[—–](?=\w)|(?<=\s)[—–-]\s+")
_BRACKETS = {"(": ")", "[": "]"}


def segments(running: RunningText, language: Language) -> tuple[Segment, ...]:
    """Turn a text, from the end of its heading on, into segments that tile it, in order. Offsets are those of the whole text."""
    text, start = running.text, running.body
    stanzas, lines = ([mark.at for mark in running.marks if mark.kind == kind] for kind in ("stanza", "line"))
    cuts = [start]
    for paragraph in re.finditer(r"[^\n]*\n*", text[start:]):
        if paragraph.group():
            found = _cuts_of_paragraph(text, language, start + paragraph.start(), start + paragraph.end())
            for cut in sorted({*found, *_at_directions(running, start + paragraph.start(), start + paragraph.end())}):
                cuts += [*_at_stanzas(text, cuts[-1], cut, stanzas, lines), cut]
    return tuple(Segment(a, b) for a, b in pairwise(cuts) if a < b)


def _cuts_of_paragraph(text: str, language: Language, start: int, end: int) -> list[int]:
    """Find where the segments of one paragraph end, its own end included. White space alone joins the segment before it."""
    enclosed = _enclosed(text, start, end)
    cuts: list[int] = []
    at = start
    for match in _SENTENCE.finditer(text, start, end):
        if match.group("stop") and match.start() not in enclosed and _ends_sentence(text, at, match, language):
            cuts += [*_clauses(text, at, match.end(), enclosed, language), match.end()]
            at = match.end()
    if text[at:end].strip():
        cuts += _clauses(text, at, end, enclosed, language)
    elif cuts:
        cuts.pop()
    return [*cuts, end]


def _ends_sentence(text: str, at: int, match: re.Match[str], language: Language) -> bool:
    """Tell whether a stop ends the sentence that began at `at`: not after an abbreviation or initial, nor before a small letter."""
    if match["next"][-1].islower():
        return False
    stop = match["stop"]
    return not stop.startswith(".") or stop.startswith("..") or not language.abbreviated(text, at, match.start())


def _clauses(text: str, start: int, end: int, enclosed: set[int], language: Language) -> list[int]:
    """Find where a sentence is cut into clauses so that both parts are long enough."""
    cuts: list[int] = []
    at = start
    for match in _CLAUSE.finditer(text, start, end):
        cut, least = match.end(), CLAUSE if match["stop"] else DASHED
        if match.start() in enclosed or not len(text[at:cut].strip()) >= least <= len(text[cut:end].strip()):
            continue
        if text[match.start()] != "." or not language.abbreviated(text, at, match.start()):
            cuts.append(cut)
            at = cut
    return cuts


def _at_directions(running: RunningText, start: int, end: int) -> Iterator[int]:
    """Where a stage direction that stands between sentences begins and ends, in one paragraph."""
    text, looks = running.text, running.looks
    for look in looks[bisect_left(looks, start, key=lambda one: one.start) : bisect_left(looks, end, key=lambda one: one.start)]:
        before = text[max(start, look.start - 4) : look.start].rstrip()
        if look.look == "stage" and (not before or before[-1] in ".!?…)]"):
            after = look.end
            while after < end and text[after].isspace():
                after += 1
            yield from (at for at in (look.start, after) if start < at < end)


def _at_stanzas(text: str, start: int, end: int, stanzas: Sequence[int], lines: Sequence[int]) -> list[int]:
    """Cut a stretch of verse of more than ENJAMBED characters where stanzas in it end, and what is too long even so."""
    inside = stanzas[bisect_right(stanzas, start) : bisect_left(stanzas, end)] if end - start > ENJAMBED else ()
    cuts = [start]
    for stanza in (*inside, end):
        cuts += [*_forced(text, cuts[-1], stanza, lines), stanza]
    return cuts[1:-1]


def _forced(text: str, start: int, end: int, lines: Sequence[int]) -> list[int]:
    """Cut a stretch of more than LONGEST characters at the end of a verse, else between words."""
    cuts: list[int] = []
    while end - start > LONGEST:
        verse = bisect_left(lines, start + LONGEST) - 1
        if verse >= 0 and lines[verse] > start:
            start = lines[verse]
            cuts.append(start)
            continue
        space = max(text.rfind(" ", start + 1, start + LONGEST), text.rfind(",", start + 1, start + LONGEST))
        start = space + 1 if space > start else start + LONGEST
        cuts.append(start)
    return cuts


def _enclosed(text: str, start: int, end: int) -> set[int]:
    """Find the offsets inside brackets that close within the paragraph and within ENCLOSED characters."""
    inside: set[int] = set()
    for match in re.finditer(r"[(\[]", text[start:end]):
        opening = start + match.start()
        closing = text.find(_BRACKETS[match.group()], opening, min(end, opening + ENCLOSED))
        if closing > opening:
            inside.update(range(opening + 1, closing))
    return inside
