"""Turn the looks of a text (italics, bold, a language, a link) into one form, and cut them with the text.

Two ranges of one look that touch, or that white space alone parts, are one; white space at the ends of a range has no look. So
texts that look alike have equal looks, however their files write them. docs/encoding.md, “How an entry's text is kept”.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from edition.model import InlineRange, Look

# Of these a letter has one: the innermost.
_ONE = frozenset[Look](("lang", "link"))
# A look with its value and the witnesses whose it is.
LookKey = tuple[Look, str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class LookRun:
    """A stretch of a text in which no look begins or ends, and the looks it has: at least one, in a fixed order."""

    start: int
    end: int
    keys: tuple[LookKey, ...]


def canonical(text: str, looks: Iterable[InlineRange]) -> tuple[InlineRange, ...]:
    """Turn looks of a text into the one form: no two of one look touch, none holds a line end, none begins or ends in white space.

    What lies outside the text is cut off. Ranges are in the order of where they begin, the longest first.
    """
    by_key: dict[LookKey, list[tuple[int, int]]] = {}
    for one in _innermost(looks):
        for start, end in _lines(text, max(0, one.start), min(one.end, len(text))):
            by_key.setdefault((one.look, one.value, one.sigla), []).append((start, end))
    made: list[InlineRange] = []
    for key, ranges in by_key.items():
        joined: list[tuple[int, int]] = []
        for start, end in sorted(ranges):
            if joined and (start <= joined[-1][1] or _is_space(text[joined[-1][1] : start])):
                joined[-1] = joined[-1][0], max(end, joined[-1][1])
            else:
                joined.append((start, end))
        made += [InlineRange(start, end, *key) for start, end in joined]
    return tuple(sorted(made, key=_order))


def clipped(looks: Sequence[InlineRange], start: int, end: int) -> tuple[InlineRange, ...]:
    """The looks of a part of a text, counted from its beginning."""
    return tuple(
        replace(one, start=max(one.start, start) - start, end=min(one.end, end) - start)
        for one in looks
        if one.start < end and start < one.end
    )


def shifted(looks: Iterable[InlineRange], by: int) -> tuple[InlineRange, ...]:
    """Looks with all their places moved on."""
    return tuple(replace(one, start=one.start + by, end=one.end + by) for one in looks)


def on_one_line(text: str, looks: Iterable[InlineRange]) -> tuple[str, list[InlineRange]]:
    """A text with its white space made single and none at its ends, and its looks."""
    kept: list[str] = []
    # For each word: where it begins in the text, and how far it has moved.
    starts, moves, length = [0], [0], 0
    for word in re.finditer(r"\S+", text):
        length += bool(kept)
        starts.append(word.start())
        moves.append(word.start() - length)
        kept.append(word[0])
        length += len(word[0])

    def place(at: int) -> int:
        return max(0, min(at - moves[bisect_right(starts, at) - 1], length))

    return " ".join(kept), [replace(one, start=place(one.start), end=place(one.end - 1) + 1) for one in looks]


def look_runs(looks: Iterable[InlineRange]) -> list[LookRun]:
    """Turn looks, which may cross, into the stretches between which they change, in order; what has no look is in none."""
    places: dict[int, tuple[list[LookKey], list[LookKey]]] = {}
    for one in looks:
        key = one.look, one.value, one.sigla
        places.setdefault(one.start, ([], []))[0].append(key)
        places.setdefault(one.end, ([], []))[1].append(key)
    runs: list[LookRun] = []
    held: dict[LookKey, int] = {}
    before = 0
    for at in sorted(places):
        if held and before < at:
            runs.append(LookRun(before, at, tuple(sorted(held))))
        begins, ends = places[at]
        for key in begins:
            held[key] = held.get(key, 0) + 1
        for key in ends:
            held[key] -= 1
            if not held[key]:
                del held[key]
        before = at
    return runs


def runs_within(runs: Sequence[LookRun], start: int, end: int) -> list[LookRun]:
    """The runs of a part of a text, counted from its beginning; the time it takes grows with their number alone."""
    found: list[LookRun] = []
    for place in range(bisect_left(runs, start, key=lambda run: run.end), len(runs)):
        run = runs[place]
        if run.start >= end:
            break
        if run.end > start:
            found.append(LookRun(max(run.start, start) - start, min(run.end, end) - start, run.keys))
    return found


def _order(one: InlineRange) -> tuple[int, int, str, str, tuple[str, ...]]:
    return one.start, -one.end, one.look, one.value, one.sigla


def _is_space(between: str) -> bool:
    return not between or (between.isspace() and "\n" not in between)


def _lines(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    """The parts of a range on each line, without white space at their ends; none where nothing is left."""
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        words = text[start:stop]
        first, last = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
        if first < last:
            yield first, last
        start = stop + 1


def _innermost(looks: Iterable[InlineRange]) -> list[InlineRange]:
    """Looks of which each letter has one language and one link at most: of several the one that begins last."""
    found: list[InlineRange] = []
    several: dict[tuple[Look, tuple[str, ...]], list[InlineRange]] = {}
    for one in looks:
        if one.look in _ONE:
            several.setdefault((one.look, one.sigla), []).append(one)
        else:
            found.append(one)
    for ranges in several.values():
        open_: list[InlineRange] = []
        at = 0
        for one in sorted(ranges, key=_order):
            at = _close(open_, at, one.start, found)
            open_.append(one)
        _close(open_, at, max(one.end for one in ranges), found)
    return found


def _close(open_: list[InlineRange], at: int, until: int, found: list[InlineRange]) -> int:
    """Give out what the innermost of the open ranges have from a place on, up to another; those that ended are open no more."""
    while open_:
        inner = open_[-1]
        if inner.end <= at:
            open_.pop()
            continue
        stop = min(inner.end, until)
        if at < stop:
            found.append(replace(inner, start=max(at, inner.start), end=stop))
            at = stop
        if at >= until:
            return at
    return until
