"""The types of a scholarly edition: what readers make, alignment and collation relate, and TEI encodes.

All are frozen values without behaviour that depends on a file format: no lxml here, no paths opened. Offsets are in code
points, ends exclusive. The terms are those of the TEI Guidelines, chapter 13 (Critical Apparatus), unless said otherwise.

Three views of a text follow one another. An `Entry` is what a reader found. Its `RunningText` is one string with the places of its
blocks, on which alignment and collation work. A `VariationUnit` is a stretch of the base's running text with the readings there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

Range = tuple[int, int]

# The types of a variation unit, DESIGN.md section 3 point 5: a closed list, mirrored in the schema and the taxonomy.
_TYPES = "lexical syntactic addition omission transposition punctuation orthographic paragraph dateline emendation attestation"
VARIANT_TYPES = tuple(_TYPES.split())
GRADES = ("accidental", "stylistic", "substantive")
# Always accidental, whatever the words are.
ACCIDENTAL_TYPES = frozenset({"punctuation", "orthographic", "paragraph", "dateline", "emendation"})

BlockKind = Literal["head", "p", "item"]


@dataclass(frozen=True, slots=True)
class Locus:
    """Where in a source: file name as the user knows it, line and column from 1; None where there is none."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


# --- What a reader makes ------------------------------------------------------------------------------------------


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
class Doubt:
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
    doubts: tuple[Doubt, ...] = ()
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


# --- Running text: what alignment and collation work on --------------------------------------------------------------


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


# --- Alignment and collation of two texts ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence or clause: the unit that beads group. A range of a running text, trailing space included."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Token:
    """A word or punctuation mark: `t` as written, `n` normalised (the CollateX contract), and its range."""

    t: str
    n: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Bead:
    """Segments of the base and of another text that answer one another (Brown et al. 1991); a missing side is None.

    `score` in 0 to 1. `moved`: the passage stands elsewhere in the other text. `decided`: the editor says so.
    """

    base: Range | None
    other: Range | None
    score: float
    moved: bool = False
    decided: bool = False


@dataclass(frozen=True, slots=True)
class Alignment:
    """The beads of two running texts, in the order of the base; beads that only the other has stand where it has them.

    The ranges tile both bodies: every character after the heading lies in exactly one bead of its side.
    """

    beads: tuple[Bead, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """A stretch where two texts differ: a range on each side, either of which may be empty.

    The variants of a pair are in order and apart on both sides, and between them the two texts are the same, character
    for character: text in, text out. A moved passage is two variants of type "transposition", each with one empty side;
    `partner` is the index of the other in the tuple. `decided`: the kinds of the editor's decisions on it, such as "retype";
    `comments`: what he says of it.
    """

    base: Range
    other: Range
    type: str
    grade: str
    partner: int | None = None
    decided: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a witness is extant in an entry: a range of the base's running text, its own words there, the variants within.

    A full witness has one stretch over the whole base; a quoting review has one for each uncut piece.
    """

    start: int
    end: int
    text: RunningText
    variants: tuple[Variant, ...]
    quotation: Quotation | None = None


@dataclass(frozen=True, slots=True)
class Collated:
    """Another witness of an entry against the base."""

    siglum: str
    stretches: tuple[Stretch, ...]
    beads: tuple[Bead, ...] = ()


# --- The apparatus ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reading:
    """What one or more witnesses have in a variation unit (TEI lem, rdg): a slice of running text, spans and marks rebased to 0.

    `cause`: "quotation" for a quoter's capital at a cut. `silent`: the editor keeps it out of the printed apparatus.
    """

    sigla: tuple[str, ...]
    content: RunningText
    cause: str = ""
    silent: bool = False


@dataclass(frozen=True, slots=True)
class VariationUnit:
    """A stretch of the base's running text at which extant witnesses differ (TEI app).

    `readings[0]` is the lemma, the base's. Every witness extant in the stretch is in exactly one reading. In a unit of type
    "attestation" there is no lemma: its one reading, without width, says that quoting witnesses begin or end here. `key`
    names the unit by entry and words and is unique in the edition; `partner` is the key of the other half of a
    transposition. `decided`: its bounds, type or grade are the editor's; `comments`: what he says of it.
    """

    key: str
    start: int
    end: int
    type: str
    grade: str
    readings: tuple[Reading, ...]
    partner: str | None = None
    decided: bool = False
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a bead comes from in one source: the ids of paragraphs or quotations there. `bead` is "" for a whole entry."""

    bead: str
    siglum: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Apparatus:
    """The collation of one entry: the base's running text and all that differs from it.

    `units` in order of the base; `marks`: notes and gaps outside units, of the base and of others, at offsets of the base.
    `beads`: the stretches of the base between bead boundaries that all witnesses share, as (start, end, lowest score, key, by hand
    or not). `lacking`: full witnesses without the entry. `links`: passages that a review quotes although the translation stands
    here in full, as (siglum of the review, quotation, range of the base): not collated. `origins`: what the sources have there.
    `divergences`: how far each other full witness diverges from the base (siglum, share of words); edition/collation/divergence.py.
    """

    n: str
    edtf: str | None
    base: str
    text: RunningText
    units: tuple[VariationUnit, ...] = ()
    marks: tuple[Mark, ...] = ()
    beads: tuple[tuple[int, int, float, str, bool], ...] = ()
    lacking: tuple[str, ...] = ()
    links: tuple[tuple[str, Quotation, Range], ...] = ()
    origins: tuple[Origin, ...] = ()
    divergences: tuple[tuple[str, float], ...] = ()

    @property
    def id(self) -> str:
        """The xml:id of the entry."""
        return entry_id(self.n)


@dataclass(frozen=True, slots=True)
class Description:
    """What edition.toml says of the edition as a whole."""

    name: str
    title: str
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    language: str = "en"
    source_language: str = ""
    base: str = ""
    key: Literal["date", "number"] = "date"
    divisions: str = "year"
    date: str = ""
    publisher: str = ""
    series: str = ""
    identifier: str = ""
    rights: str = ""
    front: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """A whole edition, ready to be encoded: entries in order, fragments that no entry holds, names.

    `origins`: of each fragment the quotation that it is. `sources`: the witnesses as they were read, before decisions.
    """

    description: Description
    witnesses: tuple[Witness, ...]
    entries: tuple[Apparatus, ...]
    fragments: tuple[tuple[str, Quotation], ...] = ()
    names: tuple[Name, ...] = ()
    origins: tuple[Origin, ...] = ()
    sources: tuple[Witness, ...] = ()
