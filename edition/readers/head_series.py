"""The types of headings that count: a block that may be a heading, and headings of one look that count up as a series."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from edition.readers.datelines import Dateline
from edition.readers.numbered_heads import NumberedHead


@dataclass(frozen=True, slots=True)
class HeadCandidate:
    """A block that may be a heading: its index, how it is numbered, and the number that it counts as, `doubtful` if misprinted.

    `end`: where in the block the text begins with which the heading shares its paragraph; None where the block holds no text.
    """

    at: int
    head: NumberedHead
    number: int
    doubtful: bool = False
    end: int | None = None


@dataclass(frozen=True)
class HeadSeries:
    """Headings of one word, one kind of figures and one look, in their order.

    `restarts`: the members at which the count begins anew. `fit`: the share of the candidates of this look that count
    up. `dates`: of members that are dates these. `years`: the headings of years among them, by the indexes of their blocks.
    `paragraphs`: the blocks that begin with a date too and are none of them, with the date. `keys`: of members that
    the file itself numbers what it calls them. `named`: its headings have no numbers, and count by their order.
    """

    word: str
    level: int
    members: tuple[HeadCandidate, ...]
    restarts: tuple[int, ...]
    fit: float
    dates: tuple[Dateline, ...] = ()
    years: tuple[int, ...] = ()
    paragraphs: tuple[tuple[int, str], ...] = ()
    keys: tuple[str, ...] = ()
    named: bool = False

    def key(self, index: int) -> str:
        """What a member is cited by: its key in the file, else its number."""
        return self.keys[index] if self.keys else str(self.members[index].number)

    @cached_property
    def places(self) -> tuple[int, ...]:
        """The indexes of its blocks."""
        return tuple(member.at for member in self.members)
