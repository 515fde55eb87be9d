"""Find the stage directions in the text of a play: ranges in brackets or italics, and paragraphs that are nothing else."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import replace

from edition.language.languages import Language
from edition.model.documents import DocumentBlock, InlineRange
from edition.readers.plays import Play, is_bracketed, opens_bracket
from edition.readers.speaker_openings import CLOSING, key_of_name

_ENDS = '.?!:;…—–-”’"»)]'
# A direction within a speech has no more letters, if it is not closed it ends with its paragraph.
_LONGEST = 2000
# Words in italics are a direction if they are more than one: one is stressed.
_FEWEST = 2
# A direction that no mark sets apart has no more words; by eye, on old plays.
_UNMARKED = 40
# What ends an act in capitals has no more words; by eye, on plays of public libraries.
_AT_THE_END = 6
# Words in capitals before one in small letters.
_SUBJECT = re.compile(r"([^\W\d_a-z][^a-z]{0,60}?),?\s+(?=[a-zß-ÿ])")


def with_directions(block: DocumentBlock, play: Play) -> DocumentBlock:
    """A block with the look `stage` on each direction in its text."""
    found = [*_ranges(block, play)]
    if not found:
        return block
    kept = [one for one in block.inline if one.look != "stage"]
    kept += (one for one in block.inline if one.look == "stage" and not any(a <= one.start and one.end <= b for a, b in found))
    ranges = [*kept, *(InlineRange(start, end, "stage") for start, end in found)]
    return replace(block, inline=tuple(sorted(ranges, key=lambda one: (one.start, -one.end))))


def _ranges(block: DocumentBlock, play: Play) -> Iterator[tuple[int, int]]:
    """The ranges of the directions in a text, in their order."""
    text = block.text
    italics = [one for one in block.inline if one.look in ("italic", "stage")]
    said = [one for one in italics if one.look == "stage"]
    at = 0
    for found in re.finditer(r"[(\[]", text):
        start = found.start()
        if start < at:
            continue
        close = text.find(CLOSING[text[start]], start, start + _LONGEST)
        square = text[start] == "["
        inner = any(one.start <= start + 1 < one.end for one in italics)
        if close < 0:
            if square and play.brackets and len(text) - start <= _LONGEST and text[start + 1 : start + 2].isalpha():
                yield start, len(text)
                at = len(text)
            continue
        if not text[start + 1 : close].strip(" .?!…0123456789"):
            continue
        if square and (play.brackets or inner):
            at = close + 1
            yield start, at
        elif not square and ((play.parentheses and _parts_speech(text, start, close)) or (inner and play.italics)):
            at = close + 1
            yield start, at
    for one in said:
        if not any(start <= one.start < end for start, end in _bracketed(text)):
            yield one.start, one.end
    if play.italics and not said:
        for one in italics:
            last = one.end
            if (
                not _covered(text, one.start)
                and len(text[one.start : last].split()) >= _FEWEST
                and _stands_between(text, one.start, last)
            ):
                yield one.start, last


@functools.lru_cache(maxsize=256)
def _bracketed(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(found.span() for found in re.finditer(r"\([^()]*\)|\[[^\[\]]*\]", text))


def _covered(text: str, at: int) -> bool:
    return any(start <= at < end for start, end in _bracketed(text))


def _parts_speech(text: str, start: int, close: int) -> bool:
    """Whether brackets stand between sentences, or at the beginning or end of a speech: what is told aside stands within one."""
    before, after = text[:start].rstrip(), text[close + 1 :].lstrip()
    return not before or not after or not after.strip(".") or before[-1] in _ENDS


def _stands_between(text: str, start: int, end: int) -> bool:
    """Whether words stand between sentences."""
    before, after = text[:start].rstrip(), text[end:].lstrip()
    closed = text[start:end].rstrip()[-1:] in ".)]:"
    return (not before or before[-1] in _ENDS) and (not after or closed or after[0] in ".—–") and bool(before or after)


def is_direction(block: DocumentBlock, play: Play) -> bool:
    """Whether a whole paragraph of a play is a direction, by the file or by brackets."""
    if block.kind == "stage":
        return True
    if block.kind not in ("p", "l", "cell", "item") or block.label.strip("-– ("):
        return False
    text = block.label + block.text
    if is_bracketed(text) and text[1:2] != text[-2:-1] and any(letter.isalpha() for letter in text):
        return (play.brackets or play.said) if text[0] == "[" else True
    if any(one.look == "stage" and not one.start and one.end >= len(block.text.rstrip(" .")) for one in block.inline):
        return True
    return play.brackets and block.kind == "p" and opens_bracket(text)


def looks_like_direction(block: DocumentBlock, play: Play, language: Language) -> bool:
    """Whether a paragraph that no name opens is a direction: it is in italics, says who comes and goes, or tells of who speaks."""
    if block.kind not in ("p", "l", "cell", "item") or block.label:
        return False
    text = block.text
    if (play.italics and _is_slanted(block)) or _tells_of_speaker(text, play):
        return True
    ends = block.text.rstrip()[-1:] in ".])" or opens_bracket(text)
    return ends and len(text.split()) <= _UNMARKED and begins_direction(text, language)


def begins_direction(text: str, language: Language) -> bool:
    """Whether words begin as directions do: Enter, Exeunt, Curtain."""
    return bool(_begins(language).match(text))


def names_speaker(text: str, play: Play) -> bool:
    """Whether words in capitals within a text name who speaks: Enter MINUTIUS, with COTTA."""
    words = re.findall(r"[^\W\d_a-zß-ÿ]{2,}", text)
    return any(key_of_name(word) in play.names for word in words)


def _tells_of_speaker(text: str, play: Play) -> bool:
    """Whether a sentence begins with the name of who speaks, in the capitals of the names before speeches: BERTA opens the door."""
    found = _SUBJECT.match(text)
    return (
        found is not None
        and found[1].isupper()
        and play.names.get(key_of_name(found[1]), 0) > 0
        and any(look == "capitals" for look, _ in play.forms)
    )


def _is_slanted(block: DocumentBlock) -> bool:
    """Whether a paragraph is set in italics, but for names that stand out of them."""
    if block.kind == "l":
        return False
    held = sum(one.end - one.start for one in block.inline if one.look == "italic")
    begins = any(one.look == "italic" and one.start <= 1 for one in block.inline)
    return begins and held >= 0.75 * len(block.text)


def tells_setting(block: DocumentBlock, language: Language) -> bool:
    """Whether a heading in an act says where it is set, or stands over what does: in brackets, or the word for it alone."""
    if block.kind != "head" and not (block.kind == "p" and (block.centred or block.text.isupper())):
        return False
    alone = re.fullmatch(rf"\W*(?:{language.drama.settings})\W*", block.text, re.IGNORECASE)
    return alone is not None or (block.kind == "head" and is_bracketed(block.text))


def ends_act(block: DocumentBlock) -> bool:
    """Whether the last paragraph of an act or a scene says how it ends: a few words in capitals or in the middle, TABLEAU.

    Who asks or exclaims speaks.
    """
    few = block.kind in ("p", "l") and 0 < len(block.text.split()) <= _AT_THE_END
    return few and (block.text.isupper() or block.centred) and not re.search(r"[!?]\W*$", block.text)


@functools.lru_cache(maxsize=16)
def _begins(language: Language) -> re.Pattern[str]:
    words = language.drama
    return re.compile(rf"[\W_]*(?:(?:{words.directions})\b(?!\s*[,!?])|(?:{words.settings})(?:\W*$|\s?[.:—–-]))", re.IGNORECASE)
