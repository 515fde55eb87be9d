"""What readers make: a source, its entries, notes and quotations, and what each stretch of it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

Range = tuple[int, int]
BlockKind = Literal["head", "p", "item"]


@dataclass(frozen=True, slots=True)
class Locus:
    """Where in a source: file name as the user knows it, line and column from 1; None where there is none.

    `part`: in which part of the file, where lines are counted anew in each, or there are none: "page 2", "paragraph 7".
    """

    file: str
    line: int | None = None
    column: int | None = None
    part: str = ""

    def __str__(self) -> str:
        file = f"{self.file}, {self.part}" if self.part else self.file
        return ":".join(str(part) for part in (file, self.line, self.column) if part is not None)

    @property
    def within(self) -> str:
        """The place without the file's name: "line 3", "page 2, line 3", "paragraph 7"."""
        return ", ".join(filter(None, (self.part, f"line {self.line}" if self.line is not None else "")))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or list item as read: lines joined, note marks and list mark taken out.

    `label` is the list mark with the space after it ("– ", "1. "), "" for a paragraph; an item has kind "item".
    """

    text: str
    kind: BlockKind = "p"
    label: str = ""
    locus: Locus | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A translator's or editor's note, hung on a place in a paragraph (TEI note, Guidelines 3.9.1).

    `paragraph` is an index into Entry.paragraphs, None when the mark stands on the heading. `offset` is the place of the
    mark in that paragraph's text (in the heading: dateline, then a space, then title), after the punctuation it follows.
    """

    n: str
    text: str
    paragraph: int | None
    offset: int
    kind: Literal["translator", "editorial"] = "translator"
    locus: Locus | None = None
    # The lines of the text layer that it stands on: where it was found is no part of what it is.
    lines: tuple[int, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Emendation:
    """What stands and what is to be read (TEI choice/sic/corr), at a range of the entry's running text as read.

    `kind` "print": the fault is in the printed source; "extraction": the text lost it on its way out of a PDF or page;
    "gap": words are lost there (TEI gap; `corr` and `sic` are empty). A `corr` or `sic` of "\n" joins or breaks paragraphs.
    """

    start: int
    end: int
    sic: str
    corr: str
    kind: Literal["print", "extraction", "gap"]
    reason: str = ""


def entry_id(n: str) -> str:
    """Turn the key of an entry into its id: `e.1944-08-09`."""
    return "e." + n.replace("/", "_")


@dataclass(frozen=True, slots=True)
class Entry:
    """One dated or numbered entry of one witness, as read.

    `n` keys it in the whole edition: the date in EDTF (`1944-08-09`, `1943-01-01/1943-01-03`, `1940-24`) or the citation
    (`2.17`). `edtf` is None for a numbered or undated entry; where the date is not sure it says so (`1942-05?`, `1942~`).
    `dateline` is as printed, with the place, without title and note marks; `place` a part of it. `run_in`: heading and first
    paragraph share a line.
    """

    n: str
    edtf: str | None
    dateline: str
    place: str | None
    title: str | None
    paragraphs: tuple[Paragraph, ...]
    notes: tuple[Note, ...] = ()
    emendations: tuple[Emendation, ...] = ()
    run_in: bool = False
    locus: Locus | None = None

    @property
    def id(self) -> str:
        """The xml:id of the entry."""
        return entry_id(self.n)


@dataclass(frozen=True, slots=True)
class Supplied:
    """Words that a quoter put into a quotation in brackets (TEI supplied), a range of the piece's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """An uncut stretch of a quotation: its text without the quoter's brackets, and its range in the quoting file."""

    text: str
    start: int
    end: int
    supplied: tuple[Supplied, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage set as a quotation in a quoting text (TEI quote), parted at the quoter's cuts.

    `start`, `end`: its range in the quoting file without the quotation marks. `page`: the page of the quoted book that the
    quoter gives, as printed (TEI citedRange), None where none. `display`: "inline" in quotation marks or "block".
    """

    text: str
    start: int
    end: int
    pieces: tuple[Piece, ...]
    page: str | None = None
    display: Literal["inline", "block"] = "inline"
    locus: Locus | None = None


# What a stretch of a source can be. Blocks follow one another: of entries (`head p item`), headings of years (`division`), and what
# stands around them. Floats stand between blocks or inside one: notes, running heads and folios. The rest lie within a block.
MatterKind = Literal[
    "title", "byline", "standfirst", "matter", "caption", "pull quote", "credit", "heading", "reference", "biography", "aside"
]
FloatKind = Literal["note", "fw", "page", "markup"]
InnerKind = Literal["date", "place", "entry title", "label", "call", "hyphen", "joint", "resolved", "quote", "cited"]
PartKind = BlockKind | MatterKind | Literal["division"] | FloatKind | InnerKind
NOT_BLOCKS: frozenset[str] = frozenset((*get_args(FloatKind), *get_args(InnerKind)))


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a source's text layer and what it is; parts nest or lie apart, in the order of the layer.

    Every character but white space lies in a block or a float. `value`: of a date its EDTF, of a note its key in this source, of a
    call or label the key of its note, of an aside what it is, of "resolved" what the reader has for it. Without width: "page",
    where a page begins; "joint", where the words go on without the white space that the layer has there; a "call" that is not
    printed.
    """

    kind: PartKind
    start: int
    end: int
    value: str = ""


@dataclass(frozen=True, slots=True)
class TextDoubt:
    """Words that may not be as print has them: an editor has to look, and decides or lets them stand (decisions.toml).

    `code`: the message; `at`: the words as read; `read`: what they may have been, "" where that is not known. `aside`: they stand
    in a note, where no decision reaches.
    """

    code: str
    at: str
    read: str
    locus: Locus
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Witness:
    """A text of the work: a full translation, or a review that quotes one (`fragment_of` names the siglum quoted).

    `divided_as`: the siglum of the witness as which it is divided into entries. `entries` and `quotations` are what a reader found
    in it, `doubts` what it could not be sure of. `layer` is the whole text of the file in its order, and `parts` says what each
    stretch of it is: of a text file the text itself, of other shapes the paragraphs, a line each, and after them the notes.
    """

    siglum: str
    title: str = ""
    translators: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    date: str = ""
    publisher: str = ""
    rights: str = ""
    reader: str = ""
    file: str = ""
    sha256: str = ""
    language: str = "en"
    fragment_of: str | None = None
    divided_as: str | None = None
    in_copyright: bool = False
    entries: tuple[Entry, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    doubts: tuple[TextDoubt, ...] = ()
    layer: str = field(default="", repr=False)
    parts: tuple[Part, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Name:
    """A person, place, organisation or work of names.toml, with the forms by which texts call it."""

    id: str
    kind: Literal["person", "place", "org", "work"]
    name: str
    forms: tuple[str, ...] = ()
    dates: str = ""
    note: str = ""
    language: str = ""
