"""Turn the range of a quotation into the quoter's cuts in it: rows of points, points in brackets, brackets with a dash."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.model import Range

_ROW = r"[.…⋯‥](?:[\s\u200b]?[.…⋯‥])*"
_LONG_ROW = r"(?:[…⋯‥]|\.[\s\u200b]?[.…⋯‥])(?:[\s\u200b]?[.…⋯‥])*"
_DASHES = r"[-–—](?:\s?[-–—])*"
# In brackets of any kind points or dashes alone are a cut; so is a square bracket in which points stand beside words, because both
# are the quoter's. Without brackets points, three stars or three dashes that stand apart are one.
_CUT = re.compile(
    rf"\[[^\[\]]{{0,200}}?(?P<inner>{_LONG_ROW})[^\[\]]{{0,200}}\]"
    rf"|(?P<open>[(<{{⟨/])\s*(?P<bare>{_ROW})\s*[)>}}⟩/]"
    rf"|[\[(]\s*{_DASHES}\s*[\])]"
    rf"|(?P<row>{_ROW})"
    r"|\*(?:\s?\*){2,}"
    r"|(?<=\s)-(?:\s-){2,}(?=\s)"
)
# A mark after the points belongs to the words that are left out.
_MARK_AFTER = re.compile(r"\s?[,;:.](?=\s)")


def cuts(text: str, start: int, end: int) -> Iterator[Range]:
    """Yield the ranges of the quoter's cuts between two offsets of a text, in order.

    Of four points or more the first, if it follows a word, is the stop of the sentence and no part of the cut. One point is a stop.
    """
    at = start
    while found := _CUT.search(text, at, end):
        row = found["inner"] or found["bare"] or found["row"]
        if row and not _leaves_out(row):
            # A stop, or the point of an abbreviation, in brackets or not.
            at = found.start() + 1 if found["inner"] else found.end()
            continue
        first, last = found.span()
        if found["row"] and row.startswith(".") and _points(row) >= 4 and first > start and not text[first - 1].isspace():
            first += 1
        mark = _MARK_AFTER.match(text, last, end)
        at = mark.end() if mark else last
        yield first, at


def _points(row: str) -> int:
    """Count the points of a row; an ellipsis has three, a two-point leader two."""
    return sum({".": 1, "‥": 2}.get(mark, 3) for mark in row if mark in ".…⋯‥")


def _leaves_out(row: str) -> bool:
    """Tell whether a row of points is a cut: three points or more, or two that stand close."""
    return _points(row) >= 3 or row in ("..", "‥")
