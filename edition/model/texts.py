"""The running text: a text as one string with the places of its blocks, on which alignment and collation work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from edition.model.sources import BlockKind, InlineRange, Surrounding


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a running text. Between two blocks stands one separator: "\n", or " " where a heading runs in.

    A block of kind "l" holds verses that follow one another, of one stanza or several, with a space between two; where each begins
    is a mark. `within`, `shared`: as those of a Paragraph, without stanzas.
    """

    kind: BlockKind
    start: int
    end: int
    within: tuple[Surrounding, ...] = ()
    shared: int = 0


@dataclass(frozen=True, slots=True)
class VerseNumber:
    """What a verse is marked with: its number as printed (TEI l/@n), and I, M or F of one that speakers share (l/@part)."""

    n: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A marked range of a running text.

    kinds: "dateline" (value: EDTF), "date" (value: EDTF; the date within a dateline), "place" (the place within it), "title"
    (entry title), "label" (list mark), "sic" (value: the Emendation; the range is that of the corrected text), "supplied",
    "name" (value: the Name), "mention" (value: the Name of a work that is named by other words than its title), "foreign" (value:
    BCP 47 tag).
    """

    kind: Literal["dateline", "date", "place", "title", "label", "sic", "supplied", "name", "mention", "foreign"]
    start: int
    end: int
    value: object = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A point of a running text that has no width.

    kinds: "note" (value: the Note), "gap" and "sic" (value: the Emendation; "sic" if words are struck out and none put in their
    place), "witStart", "witEnd" (value: None; set by collation). `siglum`: the witness it belongs to, in an apparatus of several.
    Those of BEGINNINGS say what begins with the next character: "line" a verse (value: its VerseNumber), "stanza", "section" what
    a break parts from the text before, "speech" what somebody speaks (value: the speaker as printed, "" where nobody speaks any
    more). "figure" (value: the Figure): a picture stands before the block or verse that begins there, or at the end.
    """

    kind: Literal["figure", "note", "gap", "sic", "witStart", "witEnd", "line", "stanza", "section", "speech"]
    at: int
    value: object = None
    siglum: str = ""


# The kinds of marks that say what begins at their place, the outermost first.
BEGINNINGS = ("section", "speech", "stanza", "line")


@dataclass(frozen=True, slots=True)
class RunningText:
    """The text of an entry as one string: heading, separator, first paragraph, separator, …

    A list mark is part of the string and has a span "label". An entry without heading has no head block. Blocks, spans and marks
    are sorted by their places, spans and looks by where they begin. Spans lie within one another or apart; looks may cross them
    and one another.
    """

    text: str
    blocks: tuple[Block, ...] = ()
    spans: tuple[Span, ...] = ()
    marks: tuple[Mark, ...] = ()
    looks: tuple[InlineRange, ...] = ()

    @property
    def body(self) -> int:
        """The offset at which the text after the heading begins."""
        for block in self.blocks:
            if block.kind != "head":
                return block.start
        return len(self.text)
