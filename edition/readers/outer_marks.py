"""Turn the paragraphs of a review into its outer quotation marks: the double ones, or the single ones round which double ones stand
inside."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from edition.model import Range

OPENING = "“„«"
# Where a quotation mark stands, and whether it opens.
Mark = tuple[int, bool]


def outer_marks(text: str, paragraphs: Sequence[Range], pairs: Sequence[str]) -> list[list[Mark]]:
    """Turn ranges of paragraphs into the outer quotation marks of each, in order.

    `pairs`: the marks of the review's language, the opening one of each first. British print has single marks outside and double
    ones inside. It is taken to be so where more letters stand between single marks that no double ones enclose than the other way
    round. Then double marks outside the single ones, as round a title, are outer marks too.
    """
    double = [list(_double_marks(text, paragraph, pairs)) for paragraph in paragraphs]
    if not re.search(r"[‘']", text):
        return double
    single = [list(_single_marks(text, paragraph)) for paragraph in paragraphs]
    enclosed = [_spans(marks) for marks in single]
    outside = [_outside(marks, inner) for marks, inner in zip(double, enclosed, strict=True)]
    singles = [_outside(marks, _spans(other)) for marks, other in zip(single, double, strict=True)]
    if any(double) and _letters(singles) <= _letters(outside):
        return double
    return [sorted(one + other) for one, other in zip(single, outside, strict=True)]


def _spans(marks: Sequence[Mark]) -> list[Range]:
    """Turn the marks of a paragraph into the ranges between an opening and the next closing one; none overlaps another."""
    found: list[Range] = []
    open_at: int | None = None
    for at, opens in marks:
        if opens and open_at is None:
            open_at = at
        elif not opens and open_at is not None:
            found.append((open_at, at))
            open_at = None
    return found


def _outside(marks: Sequence[Mark], ranges: Sequence[Range]) -> list[Mark]:
    """The marks that stand in none of some ranges that follow one another."""
    starts = [start for start, _ in ranges]

    def inside(at: int) -> bool:
        before = bisect_right(starts, at) - 1
        return before >= 0 and at < ranges[before][1]

    return [mark for mark in marks if not inside(mark[0])]


def _letters(marked: Sequence[Sequence[Mark]]) -> int:
    return sum(end - start for marks in marked for start, end in _spans(marks))


def _double_marks(text: str, paragraph: Range, pairs: Sequence[str]) -> Iterator[Mark]:
    """The double quotation marks of a paragraph, each with whether it opens.

    `pairs`: the marks of its language, the opening one first.
    """
    opening, closing = ({pair[at] for pair in pairs} for at in (0, 1))
    low = False
    for found in re.finditer(r"[“”\"„«»]", text[paragraph[0] : paragraph[1]]):
        at = paragraph[0] + found.start()
        mark = found[0]
        before, after = text[at - 1 : at] if at > paragraph[0] else "", text[at + 1 : at + 2]
        if mark == '"' or (mark in "«»" and mark in opening & closing):
            opens = (not before or before.isspace() or before in "([—–-‘'") and bool(after) and not after.isspace()
        elif mark == "“" and low:
            # The German closing mark is the English opening one.
            opens, low = False, False
        else:
            opens = mark in opening or (mark in OPENING and mark not in closing)
            low = low or mark == "„"
        yield at, opens


def _single_marks(text: str, paragraph: Range) -> Iterator[Mark]:
    """The single quotation marks of a paragraph, apostrophes apart: ‘ after a space opens, ’ with no letter after it closes.

    The genitive of a plural has no letter after its apostrophe either: a mark beside other punctuation goes before one after an s.
    """
    part = text[paragraph[0] : paragraph[1]]
    openings = [found.start() for found in re.finditer(r"(?:(?<=[\s(\[—–])|^)[‘'](?=\S)", part)]
    for at, limit in zip(openings, [*openings[1:], len(part)], strict=False):
        closings = [found.start() for found in re.finditer(r"(?<=\S)[’'](?![^\W_])", part[:limit]) if found.start() > at]
        sure = [place for place in closings if part[place - 1] in ".,;:?!…" or re.match(r"\s*[.,;:?!)—]|\s*$", part[place + 1 :])]
        likely = [place for place in closings if part[place - 1] != "s"]
        yield paragraph[0] + at, True
        if closings:
            yield paragraph[0] + (sure or likely or closings)[0], False
