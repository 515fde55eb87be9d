"""Turn apparatus entries into the foot of a page: rows in which entries follow one another, each with the number of its line."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from edition.writers.book.cited_verses import EVERY, SAME, figures_of
from edition.writers.pdf.planning import ApparatusRows, Range, SetLine
from edition.writers.pdf.rows import (
    NO_BREAK,
    OF_SECTION,
    Fragment,
    MeasuredWord,
    Rows,
    Widths,
    Word,
    bound,
    inside,
    linked,
    numbered,
    written,
)

# What stands between two entries: an em space before the number of another line, a double bar within one line.
NEXT_LINE = "\u2003 "
SAME_LINE = f"{NO_BREAK}‖{NO_BREAK}"
# The last letter of a word in italics leans over the space after it: a hair space more before the bar.
AFTER_ITALICS = f"{NO_BREAK}\u200a‖{NO_BREAK}"
# All that is set in the foot besides the words of entries and the labels, so that its letters can be measured.
SIGNS = f"{NEXT_LINE}{SAME_LINE}{AFTER_ITALICS} ]–"
# A label of figures that is as wide as any that may be needed.
FIGURES = "0123456789.–"
# A foot whose last entry does not fit into fewer rows than these is divided before it, else within it. By eye, as MOST_EMPTY.
FEW_ROWS = 3

# Turns the first and the last line of a lemma, counted from 0, into the label of its entry.
RowLabel = Callable[[int, int], str]


@dataclass(frozen=True, slots=True)
class KeyedEntry:
    """An apparatus entry that has its place: the lines, counted from 0, on which its lemma begins and ends, and its words with
    widths. `calls`: a note is called in it. `beside`: siglum of a witness -> the number of its own verse, and both as they are
    printed. `anchor`: the id of the place in the text to which its label leads.
    """

    id: str
    first: int
    last: int
    words: tuple[MeasuredWord, ...]
    calls: bool = False
    beside: Mapping[str, tuple[str, MeasuredWord]] = field(default_factory=dict)
    anchor: str = ""


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
    _calling: list[int] = field(default_factory=list)
    # What `most` filled last: for which page, up to which line, and the rows.
    _last: tuple[tuple[object, ...], int, Rows] = ((), 0, Rows(0.0))

    def __post_init__(self) -> None:
        count = 0
        for line in self.lines:
            count += line.numbered
            self.counts.append(count)
        self._at = [entry.first for entry in self.entries]
        self._calling = [index for index, entry in enumerate(self.entries) if entry.calls]

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

    def most(self, ranges: Sequence[Range], above: int = 0) -> int:
        """Count the rows that the entries of ranges of lines of one page take at most. `above`: how many lines of other texts are
        counted there.

        Where a lemma ends after the last line its own last line has no number yet: its entry gets the room of the longest label.
        """
        if not ranges:
            return 0
        (first, last), key = ranges[-1], (above, *ranges[:-1], ranges[-1][0])
        begun, upto, rows = self._last
        if begun != key or upto > last:
            upto, rows = first, self._rows_of(self._part(0, ranges[:-1], above), ranges)
        label = self._widest(ranges, above)
        for index in self.between(upto, last):
            self._fill(rows, index, ranges[0][0], label)
        self._last = (key, last, rows)
        return len(rows.filled)

    def bound(self, ranges: Sequence[Range], above: int = 0) -> int:
        """Count the rows of ranges of lines that stay on their page: up to the last entry in which a note is called."""
        within = (range(*(bisect_left(self._calling, index) for index in (each.start, each.stop))) for each in self._within(ranges))
        last = max((self._calling[each[-1]] for each in within if each), default=-1)
        if last < 0:
            return 0
        part = self._part(0, ranges, above)
        return len(self._rows_of(replace(part, entries=tuple(index for index in part.entries if index <= last)), ranges).filled)

    def _within(self, ranges: Sequence[Range]) -> list[range]:
        return [self.between(first, last) for first, last in ranges]

    def whole(self, owner: int, ranges: Sequence[Range], above: int = 0) -> ApparatusRows:
        """Give all rows of the entries of ranges of lines of page `owner`."""
        return self._laid(self._part(owner, ranges, above))

    def _part(self, owner: int, ranges: Sequence[Range], above: int) -> ApparatusRows:
        entries = tuple(index for each in self._within(ranges) for index in each)
        return ApparatusRows(owner, 0, 0, entries, tuple(ranges), above)

    def _laid(self, part: ApparatusRows) -> ApparatusRows:
        return replace(part, first=0, last=len(self._rows_of(part, part.ranges).filled))

    def divided(self, rows: ApparatusRows, count: int, *, forced: bool = False) -> tuple[ApparatusRows, ApparatusRows]:
        """Divide rows into `count` rows or fewer and the rest, which is filled into rows of its own.

        An entry is parted if FEW_ROWS or more would stay empty before it, or all; never in its lemma unless `forced`.
        """
        upto = rows.first + count
        ends = [0]
        lemma = 0
        for end, ended in self._ends_of(rows):
            if end > upto:
                lemma = ended
                break
            ends.append(end)
        fitting = len(ends) - 1 if ends[-1] > rows.first else 0
        left = upto - ends[-1] if fitting else count
        parted = bool(count) and (left >= FEW_ROWS or not fitting) and (lemma < upto or (forced and not fitting))
        if parted or not fitting:
            at = upto if parted else rows.first
            return replace(rows, last=at), replace(rows, first=at)
        here = replace(rows, last=ends[-1], entries=rows.entries[:fitting])
        return here, self._laid(replace(rows, entries=rows.entries[fitting:]))

    def _ends_of(self, part: ApparatusRows) -> Iterator[tuple[int, int]]:
        """Yield for each entry of a part before which row it ends, and the row, counted from 0, in which its lemma ends."""
        rows, label = Rows(self.measure), self._widest(part.ranges, part.above)
        for index in part.entries:
            lemma = self._fill(rows, index, part.ranges[0][0], label)
            yield len(rows.filled), lemma

    def _widest(self, ranges: Sequence[Range], above: int) -> RowLabel:
        """Make the function that writes labels at least as wide as those that will be printed: the ends of some lemmas are not
        known yet.
        """
        last = ranges[-1][1] if ranges else 0

        def number(line: int) -> int:
            if self.counted:
                return self.number(line, 0)
            here = [(begin, end) for begin, end in ranges if begin <= line]
            return above + sum(self.counts[min(line, end - 1)] - self._before(begin) for begin, end in here)

        def label(begin: int, end: int) -> str:
            return label_of(number(begin), *((88, 888) if end >= last and not self.counted else (number(end),)))

        return label

    def _of_verses(self, begin: int, end: int) -> str:
        first, last = self.verses[begin], self.verses[end]
        return first if first == last else f"{first}–{last}"

    def written(self, part: ApparatusRows, labelled: RowLabel) -> list[str]:
        """Write rows as HTML. They are filled as they were planned, whatever the labels say."""
        rows = written(self._rows_of(part, part.ranges, labelled).filled, lambda row: f'<p class="apparatus single">{row}</p>')
        return rows[part.first : part.last]

    def _rows_of(self, part: ApparatusRows, ranges: Sequence[Range], said: RowLabel | None = None) -> Rows:
        """Fill rows with the entries of a part. `ranges`: the lines of the page, on whose number the width of labels depends."""
        rows, label = Rows(self.measure), self._widest(ranges, part.above)
        for index in part.entries:
            self._fill(rows, index, ranges[0][0], label, said)
        return rows

    def _in_line(self, one: int, other: int) -> bool:
        """Tell whether two entries begin in one line, or in lines of one verse."""
        first, second = self.entries[one].first, self.entries[other].first
        if self.verses and self.verses[first] == self.verses[second]:
            return self._section(first) == self._section(second)
        return first == second

    def _before(self, line: int) -> int:
        """Count the numbered lines before a line."""
        return self.counts[line - 1] if line else 0

    def _fill(self, rows: Rows, index: int, since: int, label: RowLabel, said: RowLabel | None = None) -> int:
        """Add an entry to the rows filled so far. The first entry of a line begins with the label of its lines.

        `since`: the first line of the page. `label`: by whose width rows are filled; `said`: what is printed instead. Returns the
        row, counted from 0, in which the lemma ends.
        """
        entry = self.entries[index]
        if not entry.words:
            return len(rows.filled) - 1
        first, width = entry.words[0].word, entry.words[0].width
        joined = bool(rows.filled and index) and self._in_line(index - 1, index)
        for other in self._beside(index, joined):
            first = (*other.word, Fragment(NO_BREAK), *first)
            width += other.width + self.widths.plain(NO_BREAK)
        bar = AFTER_ITALICS if rows.lean else SAME_LINE
        if not joined or not rows.join(bar, self.widths.plain(bar), first, width):
            number, wide = self._number(entry, label, said)
            number = (*linked(number, entry.anchor), Fragment(NO_BREAK))
            space, head = NEXT_LINE, self._head(index, since)
            if head and wide + width + sum(each.width for each in head) < self.measure / 2:
                # A short head stays with the number.
                number = (
                    *inside(OF_SECTION, bound([each.word for each in head])),
                    Fragment(NEXT_LINE.replace(" ", NO_BREAK)),
                    *number,
                )
                wide += sum(each.width + self.widths.plain(" ") for each in head) + self.widths.plain(NEXT_LINE)
                head = ()
            for each in head:
                rows.add(space, self.widths.plain(space), inside(OF_SECTION, each.word), each.width)
                space = " "
            space = NEXT_LINE
            rows.add(space, self.widths.plain(space), (*number, *first), wide + self.widths.plain(NO_BREAK) + width)
        lemma = len(rows.filled) - 1
        begun = _ends_lemma(first)
        for each in entry.words[1:]:
            space = "" if each.close else " "
            rows.add(space, self.widths.plain(space), each.word, each.width)
            if not begun and (begun := _ends_lemma(each.word)):
                lemma = len(rows.filled) - 1
        return lemma

    def _beside(self, index: int, joined: bool) -> list[MeasuredWord]:
        """Find what is said of the verses of other witnesses before an entry: where their numbers are not that of the base, or not
        that of the entry before it in the verse. They are read from the last to the first.
        """
        if not self.verses:
            return []
        entry, before = self.entries[index], self.entries[index - 1].beside if joined else {}
        own = self.verses[entry.first]
        return [word for key, (number, word) in reversed([*entry.beside.items()]) if number != before.get(key, (own,))[0]]

    def _number(self, entry: KeyedEntry, label: RowLabel, said: RowLabel | None) -> tuple[Word, float]:
        """Write the label of an entry. Returns it with the width that it is given."""
        if self.verses:
            label = said = self._of_verses
        wide = numbered(label(entry.first, entry.last))
        return numbered(said(entry.first, entry.last)) if said else wide, self.widths.of(wide)

    def _head(self, index: int, since: int) -> tuple[MeasuredWord, ...]:
        """Find the head that stands before an entry: where lines are counted by section, that of a section that begins on the
        page.
        """
        if not self.counted or not index or self.entries[index - 1].first < since:
            return ()
        section = self._section(self.entries[index].first)
        return () if section == self._section(self.entries[index - 1].first) else tuple(self.counted[section][1])


def _ends_lemma(word: Word) -> bool:
    """Tell whether the bracket after a lemma is in a word."""
    return any(fragment.text.startswith("]") and not fragment.path for fragment in word)


def label_of(first: int, last: int, page: int | None = None) -> str:
    """Write the number of a lemma's line, or of its first and last line: "4", "4–6", or "30–12.2" where it ends on page 12."""
    if page is not None:
        return f"{first}–{page}.{last}"
    return str(first) if last <= first else f"{first}–{last}"
