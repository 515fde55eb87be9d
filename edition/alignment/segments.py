"""Turn a text into segments: sentences, and clauses where a sentence has long ones.

A segment ends after a full stop, question or exclamation mark or dots before what can begin a sentence, and always at "\\n"; within
a sentence after ";", ":", another stop or a dash where both parts are long enough to be told from others by their words. Never
inside brackets that hold no more than a phrase. The white space after a segment belongs to it, so that segments tile the text.
"""

from __future__ import annotations

import re
from itertools import pairwise

from edition.language.languages import Language
from edition.model import Segment

# Characters that a clause must have to stand as a segment of its own; more at a dash, which often parts a word or two.
CLAUSE, DASHED = 12, 25
# Brackets that close within so many characters hold a phrase, those that hold more a passage.
ENCLOSED = 200
# A paragraph without a sentence end is cut between words when it grows beyond this many characters.
LONGEST = 1000

_CLOSING = "\"'”’»)\\]›"
_OPENING = "\"'`“‘«(\\[‹"
_SENTENCE = re.compile(
    rf"(?P<stop>[.!?…]+(?:[ \u00a0]\.){{0,3}}[{_CLOSING}]*)\s+(?=(?P<next>[{_OPENING}—–-]*\s*\w))|\n+",
)
_CLAUSE = re.compile(rf"(?P<stop>(?:[;:!?]+|(?<=[a-z]{{3}})\.)[{_CLOSING}]*\s+)|[—–](?=\w)|(?<=\s)[—–-]\s+")
_BRACKETS = {"(": ")", "[": "]"}


def segments(text: str, language: Language, start: int = 0) -> tuple[Segment, ...]:
    """Turn text[start:] into segments that tile it, in order. Offsets are those of the whole text."""
    cuts = [start]
    for paragraph in re.finditer(r"[^\n]*\n*", text[start:]):
        if paragraph.group():
            cuts += _cuts_of_paragraph(text, language, start + paragraph.start(), start + paragraph.end())
    return tuple(Segment(a, b) for a, b in pairwise(cuts) if a < b)


def _cuts_of_paragraph(text: str, language: Language, start: int, end: int) -> list[int]:
    """Where the segments of one paragraph end, its own end included; a segment of white space alone joins the one before."""
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
    return [piece for a, b in zip([start, *cuts], [*cuts, end], strict=True) for piece in (*_forced(text, a, b), b)]


def _ends_sentence(text: str, at: int, match: re.Match[str], language: Language) -> bool:
    """Whether a stop ends the sentence that began at `at`: not after an abbreviation or initial, nor before a small letter."""
    if match["next"][-1].islower():
        return False
    stop = match["stop"]
    return not stop.startswith(".") or stop.startswith("..") or not language.abbreviated(text, at, match.start())


def _clauses(text: str, start: int, end: int, enclosed: set[int], language: Language) -> list[int]:
    """Where a sentence is cut into clauses; both parts are long enough."""
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


def _forced(text: str, start: int, end: int) -> list[int]:
    """Cuts between words of a stretch that has no end of its own within reason, such as a text without any stop."""
    cuts: list[int] = []
    while end - start > LONGEST:
        space = max(text.rfind(" ", start + 1, start + LONGEST), text.rfind(",", start + 1, start + LONGEST))
        start = space + 1 if space > start else start + LONGEST
        cuts.append(start)
    return cuts


def _enclosed(text: str, start: int, end: int) -> set[int]:
    """The places inside brackets that close within the paragraph, nor further off than ENCLOSED."""
    inside: set[int] = set()
    for match in re.finditer(r"[(\[]", text[start:end]):
        opening = start + match.start()
        closing = text.find(_BRACKETS[match.group()], opening, min(end, opening + ENCLOSED))
        if closing > opening:
            inside.update(range(opening + 1, closing))
    return inside
