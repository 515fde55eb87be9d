"""A text as one string, with the places of its blocks: what alignment and collation work on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from edition.model.sources import BlockKind


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a running text. Between two blocks stands one separator: "\n", or " " where a heading runs in."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Span:
    """A marked range of a running text.

    kinds: "dateline" (value: EDTF), "date" (value: EDTF; the date within a dateline), "place" (the place within it), "title"
    (entry title), "label" (list mark), "sic" (value: the Emendation; the range is that of the corrected text), "supplied",
    "name" (value: the Name), "foreign" (value: BCP 47 tag).
    """

    kind: Literal["dateline", "date", "place", "title", "label", "sic", "supplied", "name", "foreign"]
    start: int
    end: int
    value: object = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A point of a running text that has no width.

    kinds: "note" (value: the Note), "gap" and "sic" (value: the Emendation; "sic" where something is struck out and nothing
    put in its place), "witStart", "witEnd" (value: None; set by collation). `siglum`: whose it is, once witnesses stand
    together.
    """

    kind: Literal["note", "gap", "sic", "witStart", "witEnd"]
    at: int
    value: object = None
    siglum: str = ""


@dataclass(frozen=True, slots=True)
class RunningText:
    """The text of an entry as one string: heading, separator, first paragraph, separator, …

    A list mark stands in the string, under a span "label". An entry without heading has no head block. Blocks, spans and marks
    are in order of place, spans by where they begin.
    """

    text: str
    blocks: tuple[Block, ...] = ()
    spans: tuple[Span, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def body(self) -> int:
        """Where the text after the heading begins."""
        for block in self.blocks:
            if block.kind != "head":
                return block.start
        return len(self.text)
