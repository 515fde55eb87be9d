"""Tell of the blocks between the headings that divide a text which of them head text, and where what is none of it begins."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from edition.language.languages import Language
from edition.model.documents import DocumentBlock, OutsideKind
from edition.readers.entry_drafts import EntryDraft
from edition.readers.headings import is_credit
from edition.readers.named_heads import rank_of
from edition.readers.outside import is_cast, is_of_the_work, kind_by_heading, kind_by_role
from edition.readers.text_beginnings import PROLOGUE


@dataclass(frozen=True, slots=True)
class PlacesBetween:
    """The blocks of a text, and what its division says of them.

    `words`: how many each block has. `starts`: the headings that divide it, `last` the last of them; `named`: other headings of the
    rank of these or above it, `below`: of what is within the entries, `listed`: of pieces beside the divisions, by the contents.
    `rank`: that of the headings of the entries. `gap`: the most empty lines between two paragraphs of an entry. `dated`: the
    entries are known by dates. `closed`: the editor says with which words the text ends. `collected`: one piece of a collection is
    divided.
    """

    blocks: Sequence[DocumentBlock]
    words: Sequence[int]
    language: Language
    starts: Collection[int]
    last: int
    named: Collection[int]
    below: Collection[int]
    listed: Collection[int]
    rank: int
    gap: int
    dated: bool
    closed: bool
    collected: bool

    def text_below(self, at: int) -> int:
        """How many words stand between a heading and the next, of whatever kind."""
        count = 0
        for place in range(at + 1, len(self.blocks)):
            block = self.blocks[place]
            headed = block.rows <= 2 and (kind_by_heading(block.text, self.language) or is_cast(block.text, self.language))
            if self.collected and block.kind == "head" and rank_of(block) < rank_of(self.blocks[at]):
                # The parts of a piece are of its text.
                continue
            if place in self.starts or place in self.named or block.kind == "head" or headed or count >= PROLOGUE:
                break
            count += self.words[place]
        return count

    def is_unnumbered(self, at: int) -> bool:
        """Whether a block is a heading of the rank of the numbered ones, without a number."""
        return at in self.named and at not in self.below

    def _is_as_high(self, at: int) -> bool:
        """Whether a heading is of the rank of those of the entries, or above it."""
        block = self.blocks[at]
        return rank_of(block) >= self.rank and (block.kind == "head" or self.stands_alone(at))

    def stands_alone(self, at: int) -> bool:
        """Whether a block is a short paragraph by itself, or a line in capitals above verses."""
        block = self.blocks[at]
        after = self.blocks[at + 1] if at + 1 < len(self.blocks) else None
        named = block.kind == "l" and block.gap and block.text.isupper()
        return block.rows <= 2 and bool(named or (block.kind == "p" and (after is None or after.gap)))

    def leaves(self, at: int, drafts: Sequence[EntryDraft]) -> OutsideKind | None:
        """What begins at a block that is none of the text; None for text. `drafts`: the entries so far."""
        block = self.blocks[at]
        if by_role := kind_by_role(block.role):
            return by_role
        if "navigation" in block.within:
            return "contents"
        if "endnotes" in block.within:
            return "notes"
        if block.kind == "p" and is_credit(block.text, self.language.tag, last=at > self.last):
            return "colophon"
        if at > self.last and self.dated and 0 < self.gap < block.gap and drafts[-1].blocks and len(drafts) > 1:
            # What a wider gap parts from the last entry than any paragraphs of one is none of it.
            return "colophon"
        headed = block.kind == "cell" and at > self.last and self.blocks[at - 1].kind != "cell"
        spoken = block.kind != "head" and "speech" in block.within
        if not block.text or block.rows > 2 or spoken or not (headed or block.kind in ("head", "p", "l")):
            return None
        if self.closed and at > self.last:
            # The editor says with which words the text ends.
            return None
        said = kind_by_heading(block.text, self.language)
        marked = headed or block.kind == "head" or block.text.isupper() or block.centred or (at > self.last and block.rows == 1)
        if said is not None and (marked or (said == "notes" and block.text.endswith(":") and self.stands_alone(at))):
            lower = said in ("preface", "introduction", "contents", "dedication") and not self._is_as_high(at)
            return None if lower else said
        if at > self.last and self.is_unnumbered(at) and drafts[-1].blocks and not is_of_the_work(block.text, self.language):
            # A line below verses and over no text ends them.
            ends = block.kind != "head" and drafts[-1].blocks[-1].kind == "l" and not self.text_below(at)
            return None if at in self.listed or ends else "other-work"
        return None
