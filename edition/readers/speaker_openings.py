"""Turn the beginning of a line into the name of who speaks that may stand there: its look, its stop, directions after it."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from edition.language.languages import Language
from edition.language.numerals import from_roman
from edition.model.documents import DocumentBlock, InlineRange
from edition.readers.numbered_heads import read_numbered_head
from edition.readers.outside import is_argument, is_cast, kind_by_heading

# What sets a name apart: the file says that it is one, a look, capitals, or nothing.
NameLook = Literal["said", "bold", "small-caps", "italic", "underline", "capitals", "plain"]
_MARKING: dict[str, NameLook] = {
    "speaker": "said", "small-caps": "small-caps", "bold": "bold", "underline": "underline", "italic": "italic",
}  # fmt: skip
# The longest names by eye, on plays of public libraries: "The Ghost of the Old King of Denmark"; several may speak at once.
_WORDS = 9
_LETTERS = 70
# No heading of a division is longer, in letters.
_HEAD = 120
# A word without a capital within a name has no more letters: of, the, von, chez.
_SMALL = 4
# What may stand without a look between “and” and the second name of two who speak at once: both, the.
_BOTH = re.compile(r"[^\W\d_A-ZÀ-Þ]{1,6}\s+")
# A direction between a name and the speech has no more letters; by eye, on plays with long ones.
_DIRECTION = 900
# One that no bracket closes, after a comma.
_AFTER_COMMA = 90
_NAME_WORD = re.compile(r"(?:\d{1,2}(?:st|nd|rd|th|ST|ND|RD|TH|er|e|ª|º)?\.?|[^\W\d_]+(?:['’‐-][^\W\d_]+)*['’]?\.?)")
_STOP = re.compile(r"[.:]\s?(?:[—–]|--?(?!-))|[.:](?!\.)|[—–]|--(?!-)|-(?=\s)|;(?=\s)")
# The brackets of a direction, each with what closes it.
CLOSING = {"(": ")", "[": "]"}
# Letters that may stand for who speaks, though they are Roman figures too.
_LETTERS_ALONE = frozenset("cdlm")
# What stands between the words of a name, and round a direction that no bracket closes.
_BETWEEN = re.compile(r"(?:,? (?:& )?)(?=[^\W_])")
_LOUD = re.compile(r" [^\W\d_a-zß-ÿ]{2,}(?![^\W_])")
_COMMA = re.compile(r",\s+(?=[^\W\d_])")
_BRACKET_AFTER_COMMA = re.compile(r",\s*(?=[(\[])")
_TOLD = re.compile(r"[.:](?=\s|$|[—–-])")
_LEAD = re.compile(r"[-–—]\s+")
_TRAIL = re.compile(r"\s+[-–—]$")


@dataclass(frozen=True, slots=True)
class SpeakerOpening:
    """A name that may be that of who speaks: its range in the text of a block, and where the speech begins.

    `key`: its words in small letters. `stop`: what parts it from the speech, "" for nothing. `alone`: nothing follows it on its
    line. `directions`: the ranges of directions between it and the speech. `aside`: how many words of a direction a comma parts
    from it: HEDDA, laughing.
    """

    start: int
    end: int
    text: int
    key: str
    look: NameLook
    stop: str = ""
    alone: bool = False
    directions: tuple[tuple[int, int], ...] = ()
    aside: int = 0


def key_of_name(text: str) -> str:
    """The words of a name in small letters, without marks."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def opening_at(block: DocumentBlock, start: int, end: int, language: Language) -> SpeakerOpening | None:
    """The name that opens a line of a block, text[start:end]; None where no name may stand there."""
    text = block.text
    while start < end and text[start] in ' “"«':
        if text[start] != " ":
            return None
        start += 1
    if start >= end:
        return None
    dashed = _in_dashes(block, start, end)
    if dashed is not None:
        return dashed if may_be_name(text[dashed.start : dashed.end], language) else None
    found = _marked(block, start, end, language) or _typed(text, start, end, block.inline, language)
    if found is None or not may_be_name(text[found.start : found.end], language):
        return None
    return found


@functools.lru_cache(maxsize=1 << 14)
def may_be_name(name: str, language: Language) -> bool:
    """Whether words may name who speaks: they are no number, no heading, no label and no date."""
    key = key_of_name(name)
    if not key or key.isdigit() or len(name) > _LETTERS or not any(letter.isalpha() for letter in name):
        return False
    if (name.isupper() and from_roman(key) and key not in _LETTERS_ALONE) or kind_by_heading(name, language):
        return False
    if is_argument(name, language) or is_cast(name, language) or _directs(language).match(key):
        return False
    first, closed = key.split()[0], language.words
    if len(first) > 1 and first in closed.prepositions | closed.auxiliaries | closed.conjunctions:
        # To whom it is; a sentence.
        return False
    return not heads_division(name, language) and not _is_calendar(key, language)


def heads_division(text: str, language: Language) -> bool:
    """Whether a line is the heading of an act, a scene, a chapter: a number after a word for one."""
    head = read_numbered_head(text, language) if len(text) <= _HEAD else None
    words = language.headings
    return head is not None and head.word in (*words.groups, *words.pieces, *words.others)


@functools.lru_cache(maxsize=16)
def _directs(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(?:{language.drama.directions})\b|(?:{language.drama.settings})$", re.IGNORECASE)


def _is_calendar(key: str, language: Language) -> bool:
    first, *rest = key.split()
    calendar = language.calendar
    return (first in calendar.months or first in calendar.weekdays) and not any(word.isalpha() for word in rest)


def _in_dashes(block: DocumentBlock, start: int, end: int) -> SpeakerOpening | None:
    """A name between dashes, alone on its line; the first may have been taken for the mark of an item."""
    text = block.text
    lead = _LEAD.match(text, start, end)
    if not (lead or (not start and block.label.strip() in ("-", "–", "—"))):
        return None
    trail = _TRAIL.search(text[:end])
    first, last = (lead.end() if lead else start), (trail.start() if trail else end)
    if not trail or last <= first or last - first > _LETTERS:
        return None
    name, comma, direction = text[first:last].partition(",")
    if not _is_titled(name):
        return None
    told = first + len(name) + 1 + len(direction) - len(direction.lstrip())
    directions = ((told, last),) if comma and direction.strip() else ()
    return SpeakerOpening(first, first + len(name), end, key_of_name(name), "plain", "-", alone=True, directions=directions)


def _is_titled(name: str) -> bool:
    words = re.findall(r"[^\W_]+", name)
    return 0 < len(words) <= _WORDS and (words[0][0].isupper() or words[0][0].isdigit())


def _marked(block: DocumentBlock, start: int, end: int, language: Language) -> SpeakerOpening | None:
    """A name that a look sets apart at the beginning of a line."""
    ranges = [one for one in block.inline if one.start == start and one.look in _MARKING]
    if not ranges or any(one.look == "stage" and one.start <= start for one in block.inline if one.end > start):
        return None
    one = min(ranges, key=lambda one: [*_MARKING].index(one.look))
    last = min(_with_others(block, one, end, language), end)
    printed = block.text[start:last]
    name, told = _without_stop(printed), last
    if opened := re.search(r"\s*[(\[]|,\s+(?=[^\W_A-ZÀ-Þ])", name):
        # The direction, or its beginning, has the look of the name.
        told, name = start + opened.start(), name[: opened.start()]
    elif len(name) < len(printed.rstrip()):
        told = start + len(name)
    if not name.strip() or len(re.findall(r"\w+", name)) > _WORDS or not _begins_name(name):
        return None
    look = _MARKING[one.look]
    if look == "italic" and block.text[start:end].strip() != printed.strip() and told == last and last < end:
        rest = block.text[last:end].lstrip()
        if rest[:1] not in ".:([—–-,":
            # Words that are stressed begin a sentence too.
            return None
    after = _after_name(block.text, min(told, start + len(name.rstrip())), end, block.inline, comma=True)
    if after is None:
        if look in ("italic", "underline") or (look == "said" and block.text[last:end].lstrip()[:1].islower()):
            # Whoever is named in a direction is no speaker: the sentence goes on after the name.
            return None
        after = _AfterName("", last, ())
    alone = not block.text[after.text : end].strip()
    return SpeakerOpening(
        start, start + len(name.rstrip()), after.text, key_of_name(name), look, after.stop, alone, after.directions
    )


def _with_others(block: DocumentBlock, one: InlineRange, end: int, language: Language) -> int:
    """Where the names end that begin with one, where several speak at once: a word for “and” stands between their looks."""
    last = one.end
    while block.text[one.start : last].rstrip()[-1:] not in ".:" and (word := _together(language).match(block.text, last, end)):
        starts = (word.end(), both.end() if (both := _BOTH.match(block.text, word.end(), end)) else -1)
        following = next((other for other in block.inline if other.start in starts and other.look == one.look), None)
        if following is None:
            break
        last = following.end
    return last


@functools.lru_cache(maxsize=16)
def _together(language: Language) -> re.Pattern[str]:
    return re.compile(rf",?\s+(?:{language.drama.together})\s+", re.IGNORECASE)


def _begins_name(name: str) -> bool:
    first = name.lstrip()[:1]
    return first.isupper() or first.isdigit()


def _without_stop(printed: str) -> str:
    return re.sub(r"[\s.:;,—–-]+$", "", printed) or printed


def _typed(text: str, start: int, end: int, inline: Sequence[InlineRange], language: Language) -> SpeakerOpening | None:
    """A name in capitals, or one that nothing sets apart."""
    if not (text[start].isupper() or text[start].isdigit()):
        return None
    looks: tuple[NameLook, ...] = ("capitals", "plain")
    for look in looks:
        ends = _name_ends(text, start, end, language, capitals=look == "capitals")
        for last in ends:
            name = text[start:last]
            # No name ends between two of its words: MISS JULIANA TESMAN, who comes in, is not MISS JULIANA.
            whole = sum(letter.isalnum() for letter in text[last : ends[0]]) <= 1
            if not whole and text[last] == ".":
                continue
            after = _after_name(text, last, end, inline, comma=look == "capitals")
            # A small letter goes on with a sentence: BERTA enters from the right.
            speaks = text[last : last + 1] == " " and not text[last + 1 : last + 2].islower()
            if after is None and look == "capitals" and whole and len(key_of_name(name)) > 1 and speaks:
                after = _AfterName("", last + 1, ())
            if after is None:
                continue
            alone = not text[after.text : end].strip()
            key = key_of_name(name)
            return SpeakerOpening(start, last, after.text, key, look, after.stop, alone, after.directions, after.aside)
    return None


def _name_ends(text: str, start: int, end: int, language: Language, *, capitals: bool) -> list[int]:
    """Where a name may end that begins at a place, the longest first."""
    ends: list[int] = []
    at, count = start, 0
    while at < end and count < _WORDS and at - start <= _LETTERS:
        found = _NAME_WORD.match(text, at, end)
        if found is None:
            break
        word = found[0].rstrip(".")
        stopped = found[0].endswith(".")
        number = word[:1].isdigit()
        small = len(word) <= _SMALL and word.islower() and bool(count)
        # A title may stand in small letters before a name in capitals: Sir LUCIUS.
        titled = capitals and not count and word.istitle() and len(word) <= _SMALL and bool(_LOUD.match(text, found.end(), end))
        named = word.isupper() if capitals else word[:1].isupper()
        short = stopped and (word.casefold() in language.abbreviations or number)
        if not (named or small or number or titled or (capitals and short and word[:1].isupper())):
            break
        count += 1
        last = found.end() - stopped
        if (
            (named or number)
            and any(letter.isalpha() for letter in text[start:last])
            and _worded(text[start:last], capitals=capitals)
        ):
            ends.append(last)
        if stopped and not short:
            break
        if short and text[found.end() : found.end() + 1].isupper():
            # A typist may leave out the space after a title: Mrs.Holm.
            at = found.end()
            continue
        after = _BETWEEN.match(text, found.end(), end)
        if after is None or (not capitals and "," in after[0]):
            break
        at = after.end()
    return ends[::-1]


def _worded(name: str, *, capitals: bool) -> bool:
    letters = [letter for letter in name if letter.isalpha()]
    return not capitals or sum(letter.isupper() for letter in letters) > max(1, len(letters) // 2) or len(letters) == 1


@dataclass(frozen=True, slots=True)
class _AfterName:
    """What stands between a name and the speech: the stop, where the speech begins, directions, the words of one after a comma."""

    stop: str
    text: int
    directions: tuple[tuple[int, int], ...]
    aside: int = 0


def end_with_direction(text: str, start: int, end: int, starts: Sequence[int]) -> int:
    """The end of a line text[start:end], or of the later line on which the bracket closes that is open at its end.

    `starts`: where lines begin in the text after the first.
    """
    opened = max(text.rfind(mark, start, end) for mark in CLOSING)
    if opened < 0:
        return end
    close = text.find(CLOSING[text[opened]], opened, opened + _DIRECTION)
    return end if close < end else next((line for line in starts if line > close), len(text))


def _after_name(text: str, at: int, end: int, inline: Sequence[InlineRange], *, comma: bool) -> _AfterName | None:
    """What follows a name up to the speech; None where no stop, no direction and no end of the line follows."""
    directions: list[tuple[int, int]] = []
    aside = 0
    while True:
        while at < end and text[at] == " ":
            at += 1
        if at >= end:
            return _AfterName("", end, tuple(directions), aside)
        if bracketed := _BRACKET_AFTER_COMMA.match(text, at, end):
            at = bracketed.end()
        told = _direction_at(text, at, end, inline, comma=comma and not directions)
        if told is None:
            break
        aside = aside or (len(text[slice(*told)].split()) if text[at] == "," else 0)
        first, at = told
        directions.append((first, at))
    if stop := _STOP.match(text, at, end):
        after = stop.end()
        while after < end and text[after] == " ":
            after += 1
        return _AfterName(stop[0].replace(" ", ""), after, tuple(directions), aside)
    if directions and text[directions[-1][0]] in CLOSING:
        return _AfterName("", at, tuple(directions), aside)
    return None


def _direction_at(text: str, at: int, end: int, inline: Sequence[InlineRange], *, comma: bool) -> tuple[int, int] | None:
    """The direction that stands at a place after a name: in brackets, in italics, or after a comma up to the stop."""
    if (close := CLOSING.get(text[at])) and (found := text.find(close, at, min(end, at + _DIRECTION))) > 0:
        return at, found + 1
    for one in inline:
        if one.start == at and one.look in ("stage", "italic"):
            last = min(one.end, end)
            while last > at and text[last - 1] in " .:—–":
                last -= 1
            rest = text[last:end].lstrip()
            if last > at and (one.look == "stage" or not rest or rest[0] in ".:—–"):
                return at, last
    if comma and text[at] == "," and (told := _COMMA.match(text, at, end)):
        first = told.end()
        italic = any(one.start <= first < one.end and one.look in ("italic", "stage") for one in inline)
        stop = _TOLD.search(text, first, min(end, first + _AFTER_COMMA))
        if (text[first].islower() or italic) and (stop or (end - first <= _AFTER_COMMA and text[end - 1] != ",")):
            return first, stop.start() if stop else end
    return None
