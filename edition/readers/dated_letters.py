"""Tell what stands round the dates that divide a text: the lines over them, “the same evening”, letters with a weekday alone."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from edition.language.languages import Language
from edition.model.documents import DocumentBlock
from edition.readers.head_series import HeadSeries
from edition.readers.letter_lines import LetterLines

# A heading that says "the same evening", or a line over a date, has no more words, with a place.
_SAME_DAY = 6
# A line of an address ends in a comma and has no more. By eye, on novels in letters.
_ADDRESS = 8
# A weekday may have so many words with it: Sunday, late at night.
_WEEKDAY = 5
# Between a date and the salutation stand no more blocks, such as to whom a letter goes; half of the dates are so followed, or more.
_NEAR, _MOST = 3, 0.5


class LinesOverDates:
    """The lines round the headings of a text, where dates divide it.

    `leaf`: the dates; `ends`: the places at which headings of the scheme stand, `last` the last of them. `letters`: the entries are
    letters, since most dates have a salutation below them.
    """

    def __init__(
        self,
        blocks: Sequence[DocumentBlock],
        words: Sequence[int],
        leaf: HeadSeries,
        ends: Container[int],
        last: int,
        language: Language,
    ) -> None:
        self.blocks = blocks
        self.words = words
        self.dated = bool(leaf.dates)
        self.ends = ends
        self.last = last
        self.language = language
        self.lines = LetterLines.of(language)
        saluted = sum(self._salutes_below(place) for place in leaf.places) if self.dated else 0
        self.letters = self.dated and saluted >= _MOST * len(leaf.places)

    def heads_next(self, at: int, named: Container[int]) -> bool:
        """Whether a heading stands over the next, as a running title or an addressee does: no text is between them.

        `named`: the places of the headings without a number.
        """
        if at > self.last or not (self.blocks[at].kind == "head" or (self.dated and self._may_address(at, named))):
            return False
        after = at + 1
        while after not in self.ends and (self.blocks[after].kind in ("head", "break") or not self.blocks[after].text):
            after += 1
        return after in self.ends

    def same_day(self, text: str) -> bool:
        """Whether a heading says that what follows is of the day before it; within letters it begins no other."""
        said = rf"\W*(?:{self.language.calendar.same_day})\b"
        few = self.dated and not self.letters and len(text.split()) <= _SAME_DAY
        return few and bool(re.match(said, text, re.IGNORECASE))

    def letter_head(self, at: int, named: Container[int]) -> int:
        """How many blocks from a place on head a letter without a date: a place and a weekday over a salutation; 0 for none.

        `named`: the places of the headings without a number, of which one over a salutation heads a letter too.
        """
        if not self.letters or at + 1 >= len(self.blocks):
            return 0
        if at in named and self._salutes_below(at, 1):
            return 1
        day = at + self.is_address(at)
        if day + 1 >= len(self.blocks) or not (found := self._weekday(day)):
            return 0
        rest = self.blocks[day].text[found:]
        if rest:
            return day + 1 - at if self.lines.salutes(rest) else 0
        return day + 1 - at if self._salutes_below(day, 1) else 0

    def is_day_within(self, at: int) -> bool:
        """Whether a block is the weekday on which a letter was gone on with: no salutation stands below it."""
        day = self.letters and self._weekday(at) == len(self.blocks[at].text)
        return day and not self._salutes_below(at, 1)

    def letter_key(self, at: int) -> str:
        """The weekday and the salutation of a letter without a date, whose weekday stands in a block."""
        day = self.blocks[at].text
        return day if 0 < self._weekday(at) < len(day) else f"{day} {self.blocks[at + 1].text}"

    def _weekday(self, at: int) -> int:
        """Where in a block a weekday and what belongs to it end, before a stop; 0 for a block that begins with none."""
        block = self.blocks[at]
        first = re.match(r"\w*", block.text.lower())
        if block.kind != "p" or at in self.ends or not first or first[0] not in self.language.calendar.weekdays:
            return 0
        found = re.match(r"[^.,:;?!]*[.,]?(?:\s+|$)", block.text)
        return found.end() if found and len(found[0].split()) <= _WEEKDAY else 0

    def _salutes_below(self, at: int, most: int = _NEAR) -> bool:
        """Whether a salutation stands close below a block."""
        below = self.blocks[at + 1 : at + 1 + most]
        return any(block.text and block.kind in ("p", "l", "salute") and self.lines.salutes(block.text) for block in below)

    def is_address(self, at: int) -> bool:
        """Whether a block is a line that goes on in what stands below it, such as a date: a place and a comma."""
        block = self.blocks[at]
        # No empty line parts it from the date.
        tied = at + 1 in self.ends and block.gap > self.blocks[at + 1].gap == 0
        return block.kind == "p" and block.rows == 1 and (tied or block.text.endswith(",")) and self.words[at] <= _ADDRESS

    def _may_address(self, at: int, named: Container[int]) -> bool:
        """Whether a line may say to whom a dated letter is, or where it was written: a heading, or a line near what follows it.

        A line right below a date is the text of that day.
        """
        if at in named:
            return True
        if at + 1 not in self.ends or at - 1 in self.ends:
            return False
        block, after = self.blocks[at], self.blocks[at + 1]
        # What stands below the close of a letter is its signature.
        near = (after.gap < block.gap or not at) and not (at and self.lines.closes(self.blocks[at - 1].text))
        return self.is_address(at) or (near and block.kind == "p" and block.rows == 1 and self.words[at] <= _SAME_DAY)
