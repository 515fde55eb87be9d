"""Turn apparatus entries into the foot of a page: each keyed to its line, run on one after another."""

from __future__ import annotations

import html
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from edition.writers.pages.planning import Leaf, Line

# What parts two entries: an em space before a new line's number, a double bar within a line.
NEXT_LINE = "\u2003 "
SAME_LINE = "\u00a0‖ "


@dataclass(frozen=True, slots=True)
class Keyed:
    """An entry and the lines of text, counted from 0, on which its lemma begins and ends."""

    id: str
    first: int
    last: int
    html: str
    text: str


@dataclass(slots=True)
class Apparatus:
    """The entries of a text, and how many rows those of some lines take.

    `letters`: how wide each letter is, in CSS pixels; `measure`: how wide a row. How many rows were needed when entries were
    set is written in `known`, by first and last line; until then it is reckoned from the widths, word by word. `spare`: rows
    to be kept free on every page.
    """

    lines: Sequence[Line]
    entries: Sequence[Keyed]
    letters: Mapping[str, float]
    measure: float
    spare: int = 0
    known: dict[tuple[int, int], int] = field(default_factory=dict)
    counts: list[int] = field(default_factory=list)
    _at: list[int] = field(default_factory=list)
    _last: tuple[int, int, int, float, int] = (-1, 0, 0, 0.0, -1)

    def __post_init__(self) -> None:
        count = 0
        for line in self.lines:
            count += line.numbered
            self.counts.append(count)
        self._at = [entry.first for entry in self.entries]

    def between(self, first: int, last: int) -> range:
        """The entries whose lemma begins in lines `first` to `last`."""
        return range(bisect_right(self._at, first - 1), bisect_right(self._at, last - 1))

    def number(self, line: int, first: int) -> int:
        """The number of a line on a page that begins with line `first`."""
        return self.counts[line] - (self.counts[first - 1] if first else 0)

    def rows(self, first: int, last: int) -> int:
        """How many rows the entries of lines `first` to `last` take, on a page that begins with `first`."""
        if (first, last) in self.known:
            return self.known[first, last] + self.spare
        begun, upto, rows, at, line = self._last
        if begun != first or upto > last:
            begun, upto, rows, at, line = first, first, 0, 0.0, -1
        for index in self.between(upto, last):
            rows, at, line = self._fill(index, first, rows, at, line)
        self._last = (begun, last, rows, at, line)
        return rows + self.spare if rows else 0

    def _width(self, text: str) -> float:
        return sum(self.letters.get(letter, self.letters["0"]) for letter in text)

    def _fill(self, index: int, first: int, rows: int, at: float, line: int) -> tuple[int, float, int]:
        """Add an entry to rows filled so far: how many they are then, and how far the last is filled."""
        entry = self.entries[index]
        label = label_of(self.number(entry.first, first), self.number(entry.last, first)) if entry.first != line else ""
        words = entry.text.split(" ")
        space = self.letters[" "]
        at += 0.0 if not rows else self._width(NEXT_LINE if label else SAME_LINE)
        if label:
            words[0] = f"{label} {words[0]}"
        for place, word in enumerate(words):
            size = self._width(word)
            if not rows or at + size > self.measure:
                # A word wider than the row is broken over several.
                rows, at = rows + 1 + int(size // self.measure), 0.0
            at += size + (space if place < len(words) - 1 else 0.0)
        return rows, at, entry.first


def label_of(first: int, last: int, page: int | None = None) -> str:
    """The number of a lemma's line, or of its first and last; where the last is on another page, "line–page.line"."""
    if page is not None:
        return f"{first}–{page}.{last}"
    return str(first) if last <= first else f"{first}–{last}"


def paragraph(apparatus: Apparatus, leaves: Sequence[Leaf], starts: Sequence[int], owner: int) -> str:
    """Write the run-on apparatus of a page; "" where it has none. `starts`: the first line of each page."""
    leaf = leaves[owner]
    parts: list[str] = []
    line = -1
    for index in apparatus.between(leaf.first, leaf.last):
        entry = apparatus.entries[index]
        label = ""
        if entry.first != line:
            number = apparatus.number(entry.first, leaf.first)
            if entry.last < leaf.last:
                words = label_of(number, apparatus.number(entry.last, leaf.first))
            else:
                page = bisect_right(starts, entry.last) - 1
                words = label_of(number, apparatus.number(entry.last, leaves[page].first), page + 1)
            label = f'<span class="at">{words}</span>\u00a0'
        if parts:
            parts.append(NEXT_LINE if label else SAME_LINE)
        parts.append(f'<span class="entry" id="{html.escape(entry.id)}" data-tag="Note">{label}{entry.html}</span>')
        line = entry.first
    return f'<p class="apparatus" id="foot-{owner}">{"".join(parts)}</p>' if parts else ""
