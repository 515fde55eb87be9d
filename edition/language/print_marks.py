"""Turn the marks of a typewriter, straight quotation marks and doubled hyphens, into those of print, as one language has them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# What a typewriter has for a mark of print. Of accents grave two are an opening mark, as in TeX, and so are two apostrophes a
# closing one.
_TYPED = re.compile(r"-{2,}|``|''|[\"'`]")
# After these a mark opens, if no white space comes after it.
_BEFORE_OPENING = frozenset("([{—–-/“‘«„‚¿¡")
# Feet and inches: 6'2", 5' 11", 40".
_INCHES = re.compile(r"\d'\s?\d{1,2}\Z")
_FEET = re.compile(r"'(?=\s?\d{1,2}\")")
_YEAR = re.compile(r"'(?=\d\ds?\b)")
_LAST_WORD = re.compile(r"[^\W\d_]+")
# A single mark that can close a quotation: after a word or its stop, and before no word.
_CLOSES = re.compile(r"(?<=[^\s\"'`(\[{])'(?!\w)")
FEET, INCHES, RANGE = "′", "″", "–"


@dataclass(frozen=True, slots=True, eq=False)
class PrintMarks:
    """The marks of print of one language.

    `quotes`: the pair of marks for which a straight double mark stands; `inner`: that for a straight single one. `space`: what
    stands inside the outer pair. `apostrophe`; `dash`: for two hyphens. `shortened`: words that begin with an apostrophe, without
    it: *tis*, *twas*.
    """

    quotes: str = "“”"
    inner: str = "‘’"
    space: str = ""
    apostrophe: str = "’"
    dash: str = "—"
    shortened: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class OpenQuotes:
    """Whether a double and a single quotation mark are open."""

    double: bool = False
    single: bool = False


NONE_OPEN = OpenQuotes()


@dataclass(frozen=True, slots=True)
class MarkedRange:
    """A range of a text, what is printed for it, and what is open after it."""

    start: int
    end: int
    printed: str
    after: OpenQuotes


def print_marks_of(table: dict[str, str]) -> PrintMarks:
    """Turn the table [typography] of a language into its marks. Raises TypeError: it has a key that there is not."""
    rest = dict(table)
    return PrintMarks(shortened=frozenset(rest.pop("shortened", "").split()), **rest)


def typographic(text: str, marks: PrintMarks) -> str:
    """Write a text with the marks of print."""
    return replaced(text, 0, marked(text, marks))


def replaced(text: str, start: int, ranges: Iterable[MarkedRange]) -> str:
    """Write text[start:] with what is printed for some ranges of it, which are in order."""
    parts = []
    for each in ranges:
        parts += [text[start : each.start], each.printed]
        start = each.end
    return "".join((*parts, text[start:]))


def marked(
    text: str, marks: PrintMarks, opened: OpenQuotes = NONE_OPEN, start: int = 0, end: int | None = None
) -> Iterator[MarkedRange]:
    """Find the typewriter's marks in text[start:end] and what is printed for each; what stands around them decides.

    `opened`: the quotations that are open at `start`. A line of nothing but hyphens stays: it is an ornament.
    """
    end = len(text) if end is None else end
    closing = [match.start() for match in _CLOSES.finditer(text, start)]
    printed = ""
    last = start
    for match in _TYPED.finditer(text, start, end):
        at, stop, typed = match.start(), match.end(), match[0]
        # What was printed just before counts as it is printed: after an opening mark another one opens.
        before = printed[-1:] if printed and last == at else text[at - 1 : at]
        after = text[stop : stop + 1]
        if typed[0] == "-":
            found = _dash(text, at, stop, marks)
        elif typed in ('"', "``", "''"):
            found, opened = _double(text, at, typed, before, after, marks, opened)
        else:
            later = len(closing) - bisect_right(closing, at) > 0
            found, opened = _single(text, at, typed, before, after, marks, opened, later=later)
        if found == typed:
            continue
        if marks.space and found == marks.quotes[0] and after == " " and stop < end:
            # The space of the source inside the marks becomes the one that no line ends at.
            found, stop = found + marks.space, stop + 1
        elif marks.space and found == marks.quotes[1] and before == " " and at > max(start, last):
            found, at = marks.space + found, at - 1
        printed, last = found, stop
        yield MarkedRange(at, stop, found, opened)


def _dash(text: str, at: int, stop: int, marks: PrintMarks) -> str:
    line = text[text.rfind("\n", 0, at) + 1 : (text.find("\n", stop) + 1 or len(text) + 1) - 1]
    if not line.strip(" -*\t"):
        return text[at:stop]
    if text[at - 1 : at].isdigit() and text[stop : stop + 1].isdigit():
        return RANGE
    # Two or three hyphens are a dash, four or more a long one, as for a name that is not told.
    return marks.dash * (1 if stop - at < 4 else 2)


def _double(
    text: str, at: int, typed: str, before: str, after: str, marks: PrintMarks, opened: OpenQuotes
) -> tuple[str, OpenQuotes]:
    inches = _INCHES.search(text, max(0, at - 6), at) or (before.isdigit() and not opened.double and not after.isalpha())
    if typed == '"' and inches:
        return INCHES, opened
    lone = _is_space(before) and _is_space(after)
    if lone and text.strip() == typed:
        # A ditto mark, as in a table.
        return typed, opened
    # Words typed with spaces inside the marks are told by whether a quotation is open.
    ends = opened.double and _is_space(before) and not _is_letter(after)
    opens = (not opened.double if lone else _opens(before, after, typed)) and not ends
    quote = marks.quotes[0] if opens else marks.quotes[1]
    if marks.space:
        inside = after if opens else before
        space = "" if _is_space(inside) or not inside else marks.space
        quote = quote + space if opens else space + quote
    return quote, OpenQuotes(opens, opened.single)


def _single(
    text: str, at: int, typed: str, before: str, after: str, marks: PrintMarks, opened: OpenQuotes, *, later: bool
) -> tuple[str, OpenQuotes]:
    opening, closing = marks.inner[0], marks.inner[1]
    if typed == "`":
        return (opening, OpenQuotes(opened.double, True)) if not _is_space(after) else (typed, opened)
    if before.isdigit() and (_FEET.match(text, at) or (_is_space(after) and not opened.single)):
        return FEET, opened
    if _is_letter(before):
        if _is_letter(after):
            return marks.apostrophe, opened
        return (closing, OpenQuotes(opened.double, False)) if opened.single else (marks.apostrophe, opened)
    if _is_space(before) and _is_space(after):
        return typed, opened
    if not _opens(before, after, typed):
        return closing, OpenQuotes(opened.double, False)
    word = _LAST_WORD.match(text, at + 1)
    shortened = word is not None and word[0].casefold() in marks.shortened
    # A quotation that begins with a paragraph may end in a later one.
    begins = _is_space(before) and not text[:at].rsplit("\n", 1)[-1].strip(' \t"“«„')
    if shortened or _YEAR.match(text, at) or not (later or begins):
        return marks.apostrophe, opened
    return opening, OpenQuotes(opened.double, True)


def _opens(before: str, after: str, typed: str) -> bool:
    """Whether a mark opens a quotation, by the signs on both sides of it."""
    if typed in ("``", "''"):
        return typed == "``"
    if _is_space(after) or not (_is_space(before) or before in _BEFORE_OPENING):
        return False
    # After a dash a mark opens before a word alone: spectacles--"; --"thus".
    return before not in ("—", "–", "-") or _is_letter(after) or after in ("'", '"', "“", "‘", "„", "«", "¿", "¡")


def _is_space(sign: str) -> bool:
    return not sign or sign.isspace()


def _is_letter(sign: str) -> bool:
    return sign.isalnum()
