"""Turn a stretch of a witness into its words for each unit, giving out each of its marks once.

A note or a gap stands after the character before it, with which it goes into a reading or the text outside units. What begins at a
place (BEGINNINGS: a verse, a stanza, a speech) goes with the character after it: so it stands in no reading that ends before it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from edition.collation.verses import verse_letters
from edition.model import BEGINNINGS, InlineRange, Mark, RunningText, Stretch
from edition.text.looks import LookRun, look_runs, runs_within
from edition.text.mark_order import beginnings_first
from edition.text.running_text import cut


@dataclass(frozen=True, slots=True)
class Wording:
    """What a witness has over a stretch of the base. `verses`: the offsets in it of letters with which its verses begin."""

    content: RunningText
    verses: frozenset[int] = frozenset()


@dataclass
class WitnessStrand:
    """A stretch of a witness with its place in the merging: which of its variants and marks are given out.

    `compared`: whether the witness is collated with the base, and does not only stand beside it.
    """

    siglum: str
    stretch: Stretch
    full: bool
    compared: bool = True
    given: int = 0
    starts: list[int] = field(default_factory=list)
    looks: list[LookRun] = field(default_factory=list)
    points: list[Mark] = field(default_factory=list)
    beginnings: list[Mark] = field(default_factory=list)
    verses: tuple[int, ...] = ()
    speeches: dict[int, str] = field(default_factory=dict)
    next_point: int = 0
    next_beginning: int = 0

    def __post_init__(self) -> None:
        text = self.stretch.text
        self.starts = [variant.other[0] for variant in self.stretch.variants]
        self.looks = look_runs(text.looks)
        # A picture is the base's matter alone, and no word of it is compared.
        self.points = [mark for mark in text.marks if mark.kind not in ("figure", *BEGINNINGS)]
        self.beginnings = [mark for mark in text.marks if mark.kind in BEGINNINGS]
        self.verses = verse_letters(text)
        self.speeches = {mark.at: str(mark.value) for mark in self.beginnings if mark.kind == "speech"}

    def last(self) -> tuple[int, int]:
        """Where the last variant given out ends, on the base and in the witness."""
        if not self.given:
            return self.stretch.start, 0
        variant = self.stretch.variants[self.given - 1]
        return variant.base[1], variant.other[1]

    def here(self, offset: int) -> int:
        """The place in the witness that answers an offset of the base, from the last variant given out."""
        base, other = self.last()
        return other + offset - base

    def to_base(self, offset: int, *, closing: bool) -> int:
        """The place on the base that answers an offset of the witness; inside a variant, its start or end there."""
        at = (bisect_left if closing else bisect_right)(self.starts, offset) - 1
        if at < 0:
            return self.stretch.start + offset
        variant = self.stretch.variants[at]
        if offset < variant.other[1]:
            return variant.base[1] if closing else variant.base[0]
        return variant.base[1] + offset - variant.other[1]

    def in_variant(self, start: int, end: int) -> bool:
        """Whether a range of the witness lies in one of its variants whole."""
        at = bisect_right(self.starts, start) - 1
        return at >= 0 and end <= self.stretch.variants[at].other[1]

    def extant(self, start: int, end: int) -> bool:
        """Whether the witness is there in a stretch of the base; at its very edges a quotation is not."""
        return self.full or (self.stretch.start < end and self.stretch.end > start)

    def common_marks(self, end: int, *, last: bool) -> Iterator[Mark]:
        """Give out the marks of the text outside units up to a place on the base, at offsets of the base."""
        base, other = self.last()
        limit = self.here(end)
        while self.next_point < len(self.points) and self.points[self.next_point].at <= limit:
            mark = self.points[self.next_point]
            # What is struck out stands in a unit of its own, unless no other witness is there.
            if mark.kind == "sic" and mark.at == limit and not last:
                break
            yield Mark(mark.kind, base + mark.at - other, mark.value, self.siglum)
            self.next_point += 1
        while self.next_beginning < len(self.beginnings) and (last or self.beginnings[self.next_beginning].at < limit):
            mark = self.beginnings[self.next_beginning]
            yield Mark(mark.kind, base + mark.at - other, mark.value, self.siglum)
            self.next_beginning += 1

    def words(self, mine: Sequence[int], start: int, end: int) -> Wording:
        """Give out what the witness has over a stretch of the base, with the bounds of a quotation that begins or ends inside it.

        `mine`: the indexes of its variants there, in order.
        """
        first, last = max(start, self.stretch.start), min(end, self.stretch.end)
        if mine:
            a, z = self.stretch.variants[mine[0]], self.stretch.variants[mine[-1]]
            low, high = a.other[0] - max(0, a.base[0] - first), z.other[1] + max(0, last - z.base[1])
        else:
            low = self.here(first)
            high = low + last - first
        found = self.range(low, high)
        self.given = mine[-1] + 1 if mine else self.given
        opening = [Mark("witStart", 0, self.stretch.quotation, self.siglum)] if start < self.stretch.start < end else []
        closing = [Mark("witEnd", high - low, None, self.siglum)] if start < self.stretch.end < end else []
        return replace(found, content=replace(found.content, marks=(*opening, *found.content.marks, *closing)))

    def range(self, low: int, high: int) -> Wording:
        """Give out a range of the witness's own text, with its marks and looks counted from its beginning."""
        marks: list[Mark] = []
        while self.next_beginning < len(self.beginnings) and self.beginnings[self.next_beginning].at < high:
            marks.append(self._inside(self.beginnings[self.next_beginning], low))
            self.next_beginning += 1
        while self.next_point < len(self.points) and self.points[self.next_point].at <= high:
            marks.append(self._inside(self.points[self.next_point], low))
            self.next_point += 1
        verses = self.verses[bisect_left(self.verses, low) : bisect_left(self.verses, high)]
        content = replace(
            cut(self.stretch.text, low, high), marks=tuple(sorted(marks, key=beginnings_first)), looks=self.ranges(low, high)
        )
        return Wording(content, frozenset(at - low for at in verses))

    def _inside(self, mark: Mark, low: int) -> Mark:
        return Mark(mark.kind, max(mark.at, low) - low, mark.value, self.siglum)

    def ranges(self, low: int, high: int) -> tuple[InlineRange, ...]:
        """The looks of a part of the witness, counted from its beginning."""
        if not self.looks:
            return ()
        return tuple(
            InlineRange(run.start, run.end, look, value)
            for run in runs_within(self.looks, low, high)
            for look, value, _ in run.keys
        )
