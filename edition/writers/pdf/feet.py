"""Turn apparatus entries into the foot of a page: rows in which entries follow one another, each with the number of its line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from edition.writers.book.cited_verses import EVERY, SAME, figures_of
from edition.writers.pdf.planning import SetLine
from edition.writers.pdf.rows import NO_BREAK, EntryTags, Fragment, MeasuredWord, Rows, Widths, Word, written

# What stands between two entries: an em space before the number of another line, a double bar within one line.
NEXT_LINE = "\u2003 "
SAME_LINE = f"{NO_BREAK}‖"
# All that is set in the foot besides the words of entries, so that its letters can be measured.
SIGNS = f"{NEXT_LINE}{SAME_LINE} ]0123456789–."

# Turns the first and the last line of a lemma, counted from 0, into the label of its entry.
RowLabel = Callable[[int, int], str]


@dataclass(frozen=True, slots=True)
class KeyedEntry:
    """An apparatus entry that has its place: the lines, counted from 0, on which its lemma begins and ends, and its words with
    widths. `tags`: the elements around it."""

    id: str
    first: int
    last: int
    words: tuple[MeasuredWord, ...]
    tags: EntryTags | None = None


@dataclass(slots=True)
class ApparatusFoot:
    """The apparatus entries of a text in the order of their lines. It tells how many rows they take, and writes the rows.

    `lines`: the lines of the text. `measure`: the width of a row in CSS pixels. `counted`: where lines are counted by section, the
    first line of each section (from 0) with its head, which is printed where lines of two sections stand at one foot; empty where
    lines are counted by page. `verses`: where lines are counted by verse, the number of each line; `counted` then has the sections
    that count anew.
    """

    lines: Sequence[SetLine]
    entries: Sequence[KeyedEntry]
    widths: Widths
    measure: float
    counted: Sequence[tuple[int, tuple[MeasuredWord, ...]]] = ()
    verses: Sequence[str] = ()
    counts: list[int] = field(default_factory=list)
    _at: list[int] = field(default_factory=list)
    _last: tuple[int, int, Rows] = (-1, 0, Rows(0.0))

    def __post_init__(self) -> None:
        count = 0
        for line in self.lines:
            count += line.numbered
            self.counts.append(count)
        self._at = [entry.first for entry in self.entries]

    def between(self, first: int, last: int) -> range:
        """Find the indexes of the entries whose lemma begins in lines `first` to before `last`."""
        return range(bisect_right(self._at, first - 1), bisect_right(self._at, last - 1))

    def number(self, line: int, first: int) -> int:
        """The number of a line on a page that begins with line `first`."""
        if self.counted:
            first = self.counted[self._section(line)][0]
        return self.counts[line] - self._before(first)

    def figure(self, line: int, number: int) -> int:
        """Find the number that stands in the margin beside a line: every fifth, of verses those that the book prints.

        0 for none, as beside the second line of a verse.

        `number`: the number of the line by page or section.
        """
        if self.verses:
            verse = self.lines[line].verse
            number = 0 if verse in (None, SAME) else figures_of(self.verses[line]) or 0
            if verse:
                return number if self.lines[line].margin else 0
        elif not self.lines[line].numbered:
            return 0
        return number if number % EVERY == 0 else 0

    def _section(self, line: int) -> int:
        """Find the index in `counted` of the section that a line belongs to."""
        return bisect_right(self.counted, line, key=lambda section: section[0]) - 1

    def rows(self, first: int, last: int) -> int:
        """Count the rows that the entries of lines `first` to before `last` take at most, on a page that begins with `first`.

        Where a lemma ends after `last` its last line has no number yet: its entry gets the room of the longest label.
        """
        begun, upto, rows = self._last
        if begun != first or upto > last:
            upto, rows = first, Rows(self.measure)
        for index in self.between(upto, last):
            self._fill(rows, index, self._widest(first, last))
        self._last = (first, last, rows)
        return len(rows.filled)

    def _widest(self, first: int, last: int) -> RowLabel:
        def label(begin: int, end: int) -> str:
            number = self.number(begin, first)
            return label_of(number, 88, 888) if end >= last and not self.counted else label_of(number, self.number(end, first))

        return label

    def _of_verses(self, begin: int, end: int) -> str:
        first, last = self.verses[begin], self.verses[end]
        return first if first == last else f"{first}–{last}"

    def filled(self, lines: Sequence[tuple[int, int]], labelled: RowLabel) -> list[str]:
        """Write the rows of the entries that begin in ranges of lines, each as HTML."""
        return written(self._rows_of(lines, labelled), lambda row: f'<p class="apparatus single">{row}</p>')

    def most(self, lines: Sequence[tuple[int, int]]) -> int:
        """Count the rows that the entries of ranges of lines of one page take at most. The ends of lemmas may not be known yet."""

        def label(begin: int, end: int) -> str:
            number = sum(self.counts[min(begin, last - 1)] - self._before(first) for first, last in lines if first <= begin)
            return label_of(number, 88, 888) if end > begin else label_of(number, number)

        return len(self._rows_of(lines, label))

    def _rows_of(self, lines: Sequence[tuple[int, int]], labelled: RowLabel) -> list[list[tuple[str, Word]]]:
        rows = Rows(self.measure)
        for first, last in lines:
            for index in self.between(first, last):
                self._fill(rows, index, labelled)
        return rows.filled

    def _in_line(self, one: int, other: int) -> bool:
        """Tell whether two entries begin in one line, or in lines of one verse."""
        first, second = self.entries[one].first, self.entries[other].first
        if self.verses and self.verses[first] == self.verses[second]:
            return self._section(first) == self._section(second)
        return first == second

    def _before(self, line: int) -> int:
        """Count the numbered lines before a line."""
        return self.counts[line - 1] if line else 0

    def _fill(self, rows: Rows, index: int, labelled: RowLabel) -> None:
        """Add an entry to the rows filled so far. The first entry of a line begins with the label of its lines."""
        entry = self.entries[index]
        opens = not index or not self._in_line(index - 1, index) or not rows.filled
        goes_on = index + 1 < len(self.entries) and self._in_line(index, index + 1)
        space = NEXT_LINE if opens else " "
        if self.counted and rows.filled and index:
            section = self._section(entry.first)
            if section != self._section(self.entries[index - 1].first):
                for wide in self.counted[section][1]:
                    rows.add(space, self.widths.plain(space), wide.word, wide.width)
                    space = " "
        for place, wide in enumerate(entry.words):
            word, width = wide.word, wide.width
            if not place and opens:
                label = (self._of_verses if self.verses else labelled)(entry.first, entry.last) + NO_BREAK
                around = None if entry.tags is None else entry.tags.label
                word, width = (Fragment(label, (), around), *word), width + self.widths.plain(label)
            if goes_on and place == len(entry.words) - 1:
                word, width = (*word, Fragment(SAME_LINE)), width + self.widths.plain(SAME_LINE)
            if wide.close:
                space = ""
            rows.add(space, self.widths.plain(space), word, width)
            space = " "


def label_of(first: int, last: int, page: int | None = None) -> str:
    """Write the number of a lemma's line, or of its first and last line: "4", "4–6", or "30–12.2" where it ends on page 12."""
    if page is not None:
        return f"{first}–{page}.{last}"
    return str(first) if last <= first else f"{first}–{last}"
