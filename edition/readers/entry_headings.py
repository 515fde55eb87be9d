"""Turn the blocks from a heading on into the heading, its title on the same line or the next ones, and where its text begins."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from itertools import pairwise

from edition.language.languages import Language
from edition.model.documents import DocumentBlock
from edition.readers.head_series import HeadSeries
from edition.readers.headings import TITLE_WORDS, is_heading
from edition.readers.outside import is_argument, kind_by_heading
from edition.readers.printed_lines import opens_small
from edition.readers.stage_directions import tells_setting

# A title on the line after a number is no longer than this, in words; by eye, on chapters of old novels.
_LONGEST_TITLE = 45
# One that only begins in capitals is no longer than this.
_SHORT = 12
# and one that says from whom to whom a letter is has so many words in capitals first; by eye, on novels in letters.
_LOUD = 3
# A short line without capitals is a title if so many of the headings are followed by one.
_MOST = 0.8
_HALF = 0.5
_YEAR = re.compile(r"\W*\d{4}\W*")
# So many headings in one count of several show whether these have titles; by eye, on collections of poems.
_IN_ONE_COUNT = 5


class EntryHeadings:
    """Reads the headings of a work whose levels are known.

    `ends`: the places at which no heading goes on: those of all headings, and of what is left out. `letters`: the entries are
    letters, and what stands below a date is of the letter.
    """

    def __init__(
        self,
        blocks: Sequence[DocumentBlock],
        words: Sequence[int],
        ends: Container[int],
        levels: Sequence[HeadSeries],
        language: Language,
        *,
        letters: bool = False,
    ) -> None:
        self.blocks = blocks
        self.words = words
        self.ends = ends
        self.language = language
        self.letters = letters
        # Under the number of an act stands where it is set.
        self.acts = [language.headings.kind_of(level.word.split(" ")[0]) in ("act", "scene") for level in levels]
        self.titled = [self._titled_by_place(level) for level in levels]

    def heading(self, at: int, depth: int, title: str, *, run_in: bool, dated: bool) -> tuple[list[DocumentBlock], str, int]:
        """The blocks of a heading, its title, and where its text begins.

        `title`: what stands of it on the line of the number. `run_in`: the text begins on that line; `dated`: the heading is a
        date.
        """
        head = self.blocks[at]
        found = [head]
        titled = self.titled[depth].get(at, "")
        at += 1
        while not self._ends(at) and self.blocks[at].kind == "break":
            at += 1
        # Where an act is set may fill several lines, or go on in the next paragraph.
        goes_on = self.acts[depth] and bool(title) and title[-1] not in ".!?"
        end = self._lines(at, goes_on=goes_on) if head.kind == "l" and not run_in else at
        while at < end:
            if re.search(r"\w", self.blocks[at].text):
                title = f"{title} {self.blocks[at].text}".strip()
            found.append(self.blocks[at])
            at += 1
        while not run_in and not self._ends(at) and len(title.split()) <= _LONGEST_TITLE:
            if not title and dated and not self.letters and self._titles_date(at):
                title = self.blocks[at].text
            elif self.acts[depth] and tells_setting(self.blocks[at], self.language):
                break
            elif goes_on and at == end and len(found) == 1 and self.blocks[at].kind == "p" and opens_small(self.blocks[at].text):
                title = f"{title} {self.blocks[at].text}"
            elif not title and titled and self._may_title(at, titled):
                title = self.blocks[at].text
            elif not title and not self.acts[depth] and self._titles_poem(at):
                title = self.blocks[at].text
            elif title and self._goes_on(at, found):
                title = f"{title} {self.blocks[at].text}"
            else:
                break
            found.append(self.blocks[at])
            at += 1
        return found, title, at

    def _lines(self, at: int, *, goes_on: bool) -> int:
        """Where the lines end that make one paragraph with a number: its title, unless nothing else stands under the number.

        `goes_on`: the line of the number breaks off within a sentence.
        """
        end = at
        while not self._ends(end) and self.blocks[end].kind == "l" and not self.blocks[end].gap:
            if is_argument(self.blocks[end].text, self.language):
                return end
            end += 1
        below = end
        while below < len(self.blocks) and not self.blocks[below].text:
            below += 1
        title = all(block.text.isupper() for block in self.blocks[at:end])
        return at if self._ends(below) and not (title or goes_on) else end

    def _ends(self, at: int) -> bool:
        """Whether nothing at a place can be of the heading before it: the next begins there, or a speech."""
        return at >= len(self.blocks) or at in self.ends or ("speech" in self.blocks[at].within and self.blocks[at].kind != "head")

    def _titles_date(self, at: int) -> bool:
        """Whether a block right after a date is the title of the entry: short, without a closing stop or in capitals."""
        block = self.blocks[at]
        short = is_heading(block.text) or (block.text.isupper() and 1 < len(block.text.split()) <= TITLE_WORDS)
        alone = block.kind in ("p", "head") and not block.notes and not block.label and bool(block.text)
        return alone and (block.level > 0 or short) and self._is_followed(at)

    def _titled_by_place(self, level: HeadSeries) -> dict[int, str]:
        """By the place of each heading of a series what `_titled` says of all, or of those in one count.

        Of one part of a collection the pieces have titles, of another none.
        """
        if self.letters and level.dates:
            return {}
        places = level.places
        whole = self._titled(places)
        found: dict[int, str] = {}
        for start, end in pairwise((*level.restarts, len(places))):
            own = places[start:end]
            said = whole or (self._titled(own) if len(own) >= _IN_ONE_COUNT else "")
            found |= dict.fromkeys(own, said)
        return found

    def _titled(self, places: Sequence[int]) -> str:
        """Whether titles follow the numbers at places on a line of their own, and how: "strong", "begun", "weak", or ""."""
        after = [self._after(place) for place in places]
        strong = sum(at is not None and self._looks_strong(at) for at in after)
        begun = sum(at is not None and self._begins_loud(at) for at in after)
        if len(after) >= _IN_ONE_COUNT and len(after) > strong and begun >= _MOST * len(after):
            return "begun"
        if strong >= _HALF * len(after):
            return "strong"
        weak = sum(at is not None and self._looks_weak(at) for at in after)
        return "weak" if len(after) >= 3 and weak >= _MOST * len(after) else ""

    def _after(self, at: int) -> int | None:
        at += 1
        while at < len(self.blocks) and self.blocks[at].kind == "break":
            at += 1
        return None if self._ends(at) else at

    def _may_title(self, at: int, titled: str) -> bool:
        return (
            self._looks_strong(at)
            or (titled == "weak" and (self._looks_weak(at) or self._stands_over_verses(at)))
            or (titled == "strong" and self._begins_strong(at))
            or (titled == "begun" and self._begins_loud(at))
        )

    def _begins_loud(self, at: int) -> bool:
        """Whether a short paragraph begins in capitals, as one that says from whom to whom a letter is, with its place and date."""
        block = self.blocks[at]
        words = block.text.split()
        short = block.kind == "p" and block.rows <= 2 and _LOUD <= len(words) <= _LONGEST_TITLE
        return short and all(word.isupper() for word in words[:_LOUD])

    def _begins_strong(self, at: int) -> bool:
        """Whether a short line begins in capitals: THE MILLER'S JOURNAL--continued."""
        block = self.blocks[at]
        first = block.text.split()[:2]
        short = block.kind == "p" and block.rows == 1 and len(block.text.split()) <= _SHORT and block.text[-1:] not in ".,;:"
        return short and len(first) == 2 and all(len(word) > 1 and word.isupper() for word in first)

    def _looks_strong(self, at: int) -> bool:
        """Whether a block looks like a title: a heading by markup, or short and in capitals."""
        block = self.blocks[at]
        if block.kind != "head":
            if block.kind not in ("p", "l") or len(block.text.split()) > _LONGEST_TITLE:
                return False
            letters = [letter for letter in block.text if letter.isalpha()]
            if len(letters) <= 2 or sum(map(str.isupper, letters)) < 0.8 * len(letters):
                return False
        return bool(block.text) and not kind_by_heading(block.text, self.language) and not is_argument(block.text, self.language)

    def _looks_weak(self, at: int) -> bool:
        block = self.blocks[at]
        text = block.text
        # What ends with a comma is a salutation.
        if block.kind != "p" or not text or text.endswith(",") or len(text.split()) > 25 or block.rows > 3:
            return False
        if is_argument(text, self.language):
            return False
        if not (text.lstrip("“\"'‘«(")[:1].isupper()) or not self._is_followed(at):
            return False
        return block.centred or not re.search(r"[.?!;:,]\W*$", text) or not re.search(r"[.?!]\W*\s+\S", text)

    def _stands_over_verses(self, at: int) -> bool:
        """Whether a line is a title over a number or a line more, where most others have one: short, no stop, verses below."""
        block = self.blocks[at]
        short = block.kind == "p" and block.rows == 1 and 0 < len(block.text.split()) <= _SHORT and block.text[:1].isupper()
        below = self.blocks[at + 2 : at + 3]
        return short and block.text[-1] not in ".,;:!?" and bool(below) and below[0].kind == "l" and not self._ends(at + 1)

    def _titles_poem(self, at: int) -> bool:
        """Whether a line by itself over verses is the title of a poem, though others have none: in capitals, or a year."""
        block, after = self.blocks[at], self.blocks[at + 1 : at + 2]
        alone = block.kind in ("p", "l") and block.rows <= 1 and not block.notes and not block.label
        over_verses = alone and bool(after) and after[0].kind == "l" and bool(after[0].gap) and not self._ends(at + 1)
        return over_verses and (bool(_YEAR.fullmatch(block.text)) or self._looks_strong(at))

    def _is_followed(self, at: int) -> bool:
        """Whether a longer paragraph follows: a title is not all that an entry has."""
        after = self._after(at)
        if after is None or self.blocks[after].kind not in ("p", "l", "item"):
            return False
        # Of verses only the first line is seen here.
        return self.words[after] > self.words[at] or (self.blocks[after].kind == "l" and self.blocks[at].kind == "p")

    def _goes_on(self, at: int, found: Sequence[DocumentBlock]) -> bool:
        """Whether a block goes on with a title: a second line of capitals right after the first."""
        block, before = self.blocks[at], found[-1]
        if before.kind == block.kind == "head" and before.text.endswith(","):
            return True
        if before is found[0]:
            return False
        if before.kind == "head" and block.kind == "head":
            return not kind_by_heading(block.text, self.language)
        return block.kind == "l" and before.kind == "l" and not block.gap
