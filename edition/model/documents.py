"""The document: all that a file holds, in its order, before anything is decided about the work (docs/reading.md)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from edition.model.sources import InlineRange as InlineRange
from edition.model.sources import Look as Look
from edition.model.sources import Surrounding as Surrounding
from edition.model.sources import TextDoubt

DocumentBlockKind = Literal[
    "head", "p", "l", "item", "speaker", "stage", "cell", "figure", "caption", "break", "pre", "argument", "dateline", "salute",
    "signed",
]  # fmt: skip
# What of these is set off because somebody else says it, or says it elsewhere.
SET_OFF: frozenset[Surrounding] = frozenset(("quotation", "epigraph", "letter"))

# What a shape calls furniture that numbers verses.
VERSE_NUMBERS = "numbers of verses"


@dataclass(frozen=True, slots=True)
class DocumentNote:
    """A note: what it is called by, as printed without brackets, its blocks, and the line on which it begins.

    `n` is empty where nothing calls it: it is hung where it stood.
    """

    n: str
    blocks: tuple[DocumentBlock, ...]
    line: int | None = None


@dataclass(frozen=True, slots=True)
class NoteCall:
    """The place in a block's text at which a note is called. The call itself is no part of the text.

    A note that is called more than once is the same value at each of its calls (`is`, not only equal). The first of them holds the
    note, the others refer to it.
    """

    offset: int
    note: DocumentNote


@dataclass(frozen=True, slots=True)
class DocumentBlock:
    """A block of a file, its lines joined, its white space made single.

    `level`: of a head, 1 to 6, as the file says it; 0 where it only looks like one. `within`: what it stands in, outermost first.
    `line`: the line of the file on which it begins, from 1. `lines`: all lines of a text that it was made of; empty in a
    shape whose lines say nothing. `gap`: the empty lines before it, in a text. `rows`: how many lines the paragraph fills that it
    is or belongs to. `centred`: it stands in the middle of its line.
    `starts`: where in its text its lines begin, but the first, where a text or a page ends them. `indent`: the white space before a
    verse of a text, in characters.
    `label`: the mark of an item. `n`: the number of a verse where the file gives it, `part`: I, M or F of one that speakers share.
    `role`: what the file says that it is (epub:type, role), parted by spaces.
    `speaker`: who speaks it, as printed without the stop. A paragraph that names who speaks it is several blocks: `stop` is what
    stands between one and the next, or after the last, and all but the first are `run_in`.
    `stated`: of a head, the number or name that the file itself gives the division which begins with it (TEI div/@n), whatever the
    head says, and `division` what it calls that division ("chapter"). Such a head may have no text.
    `row`, `column`: of a cell, which row of its table it is in, and which column, from 1; `columns`: how many columns it fills.
    `description`: of a figure, what the file says that it shows; it is
    no text. `goes_on`: it was one paragraph of the file with the block before it, from which it was parted.
    """

    kind: DocumentBlockKind
    text: str
    level: int = 0
    inline: tuple[InlineRange, ...] = ()
    notes: tuple[NoteCall, ...] = ()
    within: tuple[Surrounding, ...] = ()
    line: int | None = None
    lines: tuple[int, ...] = ()
    gap: int = 0
    rows: int = 1
    centred: bool = False
    starts: tuple[int, ...] = ()
    indent: int = 0
    label: str = ""
    speaker: str = ""
    stop: str = ""
    run_in: bool = False
    n: str = ""
    part: str = ""
    role: str = ""
    stated: str = ""
    division: str = ""
    row: int = 0
    column: int = 0
    columns: int = 1
    description: str = ""
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Furniture:
    """What a page has beside its text: a running head or page number of the print, the number of a verse, what is hidden.

    `line`: its line in the file. `text`: its words, which in a text begin or end that line. Of a shape whose lines say nothing,
    `part` is what messages call it, `before` the index of the block before which it stood, and `row` its line in the text layer.
    """

    line: int
    text: str
    part: str = ""
    before: int = 0
    row: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A file as its shape gives it: what it states of itself, and its blocks.

    `language`: the tag that the file states, "" for none. `width`: how wide the lines of a text are that is broken at a measure, in
    characters; 0 where it is not. `layer`: the text in which lines are counted, of a text file its text, of a PDF its rows;
    "" for a shape whose lines say nothing. `furniture`: what is in no block, such as page numbers. `pages`: the lines at which
    pages begin, but the first. `doubts`: words that may not be as in print. `counted`: what its lines are to a reader:
    lines of the file, paragraphs of a file without lines, or rows of its pages.
    """

    file: str
    reader: str
    title: str = ""
    authors: tuple[str, ...] = ()
    translators: tuple[str, ...] = ()
    language: str = ""
    blocks: tuple[DocumentBlock, ...] = ()
    width: int = 0
    layer: str = field(default="", repr=False)
    furniture: tuple[Furniture, ...] = ()
    pages: tuple[int, ...] = ()
    doubts: tuple[TextDoubt, ...] = ()
    counted: Literal["line", "paragraph", "page"] = "line"


OutsideKind = Literal[
    "licence", "title-page", "contents", "preface", "introduction", "dedication", "cast", "argument", "caption", "notes",
    "index", "colophon", "other-work", "part-heading", "transcriber", "advertisement",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class DivisionAbove:
    """A division that holds an entry: its level ("book"), its number, the blocks of its heading, and the title in them."""

    level: str
    n: str
    heading: tuple[DocumentBlock, ...]
    title: str = ""

    @property
    def head(self) -> str:
        """Its heading as one line."""
        return " ".join(block.label + block.text for block in self.heading if block.text)


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A piece of the work that is cited by itself: its key, the divisions above it, the blocks of its heading, its title and text.

    `edtf`: the date that its heading names, with its doubts, `inferred` where the year was not printed; `place`: the place in its
    dateline, `date`: the date as printed. `run_in`: the heading and the first paragraph share a line.
    """

    n: str
    above: tuple[DivisionAbove, ...]
    heading: tuple[DocumentBlock, ...]
    title: str
    blocks: tuple[DocumentBlock, ...]
    inferred: bool = False
    edtf: str | None = None
    place: str | None = None
    run_in: bool = False
    date: str = ""

    @property
    def head(self) -> tuple[str, ...]:
        """The lines of its heading."""
        return tuple(block.label + block.text for block in self.heading if block.text)

    @property
    def head_notes(self) -> tuple[DocumentNote, ...]:
        """The notes that its heading calls."""
        return tuple(call.note for block in self.heading for call in block.notes)

    @property
    def line(self) -> int | None:
        """The line on which it begins."""
        return next((block.line for block in (*self.heading, *self.blocks)), None)


@dataclass(frozen=True, slots=True)
class OutsidePart:
    """What of a file is none of the work: its kind, where it stands, its blocks."""

    what: OutsideKind
    where: Literal["before", "between", "after"]
    blocks: tuple[DocumentBlock, ...]


@dataclass(frozen=True, slots=True)
class PassedScheme:
    """A way to divide a document that was not taken, and why not."""

    levels: tuple[str, ...]
    count: int
    why: str


@dataclass(frozen=True, slots=True)
class DocumentOutline:
    """A document divided: its levels ("book", "chapter"), what its keys are, its entries, and what is outside them."""

    document: Document
    levels: tuple[str, ...]
    keys: Literal["numbers", "dates", "none"]
    why: str
    entries: tuple[DocumentEntry, ...]
    outside: tuple[OutsidePart, ...] = ()
    passed_over: tuple[PassedScheme, ...] = field(default=())
