"""The types that readers make: a source, its entries, notes and quotations, and what each part of its text is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from edition.model.locus import Locus

Range = tuple[int, int]
BlockKind = Literal["head", "p", "item", "l", "stage", "cell", "caption", "pre", "argument", "dateline", "salute", "signed"]
# What holds blocks, outermost first in `DocumentBlock.within` and `Paragraph.within`.
Surrounding = Literal[
    "quotation", "epigraph", "letter", "postscript", "list", "table", "row", "stanza", "speech", "note", "aside", "navigation",
    "endnotes", "title-page", "licence",
]  # fmt: skip


# `speaker`: the file says that these words name who speaks. What is made of it is a block of its own, no look of an outline.
Look = Literal["italic", "bold", "small-caps", "sup", "sub", "underline", "strike", "stage", "lang", "link", "speaker"]


@dataclass(frozen=True, slots=True)
class InlineRange:
    """A range of a text with a look, in code points, end exclusive. `value`: the tag of a lang, the address of a link.

    `sigla`: in an apparatus, the witnesses whose look it is; empty where it is that of all who are extant there.
    """

    start: int
    end: int
    look: Look
    value: str = ""
    sigla: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, a verse or another block as read: its lines joined, marks of notes and the list mark taken out.

    `label`: the list mark with the space after it ("– ", "1. "), "" where there is none. `looks`: ranges of its text, as
    edition/text/looks.py brings them into one form. `within`: what it stands in, outermost first; the first `shared` of these hold
    the block before it too, the others begin with it. `speaker`: who speaks it, as printed without the stop; each block of a speech
    says so. `n`: the number of a verse where the source prints one. `part`: I, M or F of a verse that speakers share (TEI l/@part).
    `section`: a break stands before it, such as a row of stars.
    """

    text: str
    kind: BlockKind = "p"
    label: str = ""
    locus: Locus | None = None
    looks: tuple[InlineRange, ...] = ()
    within: tuple[Surrounding, ...] = ()
    shared: int = 0
    speaker: str = ""
    n: str = ""
    part: str = ""
    section: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture that stands among the blocks of an entry (TEI figure, Guidelines 14.4). Its words are no text that is compared.

    `paragraph`: index into Entry.paragraphs of the block before which it stands, their count if it stands after all. `caption`: the
    words printed with it, `looks`: ranges of them. `description`: what the file says that it shows, to those who do not see it.
    """

    paragraph: int
    caption: str = ""
    description: str = ""
    looks: tuple[InlineRange, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A translator's or editor's note, called at a place in a paragraph (TEI note, Guidelines 3.9.1).

    `paragraph`: index into Entry.paragraphs, None if the call stands in the heading. `offset`: the place of the call in the text of
    that paragraph, after the punctuation before it; the heading counts as dateline, space, title. `text`: its words on one line,
    `looks`: ranges of them. `blocks`: its paragraphs and list items, where it is more than one paragraph. `again`: a later call, in
    the same entry, of a note before it with the same number and words.
    """

    n: str
    text: str
    paragraph: int | None
    offset: int
    kind: Literal["translator", "editorial"] = "translator"
    locus: Locus | None = None
    blocks: tuple[Paragraph, ...] = field(default=(), compare=False, repr=False)
    looks: tuple[InlineRange, ...] = field(default=(), compare=False, repr=False)
    # The lines of the text layer on which the note was found. They are not compared: two notes with the same words are equal.
    lines: tuple[int, ...] = field(default=(), compare=False, repr=False)
    again: bool = False


@dataclass(frozen=True, slots=True)
class Emendation:
    """A correction (TEI choice/sic/corr): for `sic`, a range of the entry's running text as read, read `corr`.

    `kind` "print": the fault is in the printed source. "extraction": it arose when the text was taken out of a PDF or page. "gap":
    words are lost there (TEI gap; `corr` and `sic` are empty). A `sic` of "\n" joins two paragraphs,
    a `corr` of "\n" breaks one. `looks`: of the words of `sic`, once the text is emended.
    """

    start: int
    end: int
    sic: str
    corr: str
    kind: Literal["print", "extraction", "gap"]
    reason: str = ""
    looks: tuple[InlineRange, ...] = ()


@dataclass(frozen=True, slots=True)
class UpperDivision:
    """A division above an entry, a book or a part: `type` as TEI has it (div/@type), its number, its heading as printed."""

    type: str
    n: str
    head: str


def entry_id(n: str) -> str:
    """Turn the key of an entry into its id: `e.1944-08-09`. What cannot stand in a name is its code point in hexadecimal."""
    return "e." + "".join(_in_name(sign) for sign in n.replace("/", "_"))


def _in_name(sign: str) -> str:
    # The three are letters to Python and no characters of a name (XML 1.0, fifth edition, 2.3).
    held = (sign.isalpha() and sign not in "ªµº") or sign.isdecimal() or sign in "._-"
    return sign if held else f"_{ord(sign):x}_"


@dataclass(frozen=True, slots=True)
class Entry:
    """One dated or numbered entry of one witness, as read.

    `n`: its key in the whole edition, the date in EDTF (`1944-08-09`, `1943-01-01/1943-01-03`, `1940-24`) or the citation (`2.17`).
    `edtf`: the date, with its doubts (`1942-05?`, `1942~`); None for a numbered or undated entry. `dateline`: as printed, with the
    place, without title and marks of notes. `place`: a part of the dateline. `run_in`: heading and first paragraph share a line.
    `above`: the divisions that hold it, the outermost first. `date`: the date in the dateline as printed, "" where it is all of it
    but the place. `head_looks`: ranges of the heading, which is the dateline, a space and the title.
    `figures`: its pictures, in order.
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
    above: tuple[UpperDivision, ...] = ()
    date: str = ""
    head_looks: tuple[InlineRange, ...] = ()
    figures: tuple[Figure, ...] = ()

    @property
    def id(self) -> str:
        """The xml:id of the entry."""
        return entry_id(self.n)

    @property
    def heading(self) -> str:
        """The words of its heading: the dateline, a space and the title, or what there is of them."""
        return " ".join(filter(None, (self.dateline, self.title)))


@dataclass(frozen=True, slots=True)
class Supplied:
    """Words that the quoter added in brackets (TEI supplied): a range of the piece's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a quotation between two cuts of the quoter: its text without the quoter's brackets, its range in the quoting file.

    `looks`: ranges of the text.
    """

    text: str
    start: int
    end: int
    supplied: tuple[Supplied, ...] = ()
    looks: tuple[InlineRange, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage that a review sets as a quotation (TEI quote), divided into pieces at the quoter's cuts.

    `start`, `end`: its range in the quoting file, without the quotation marks. `page`: the page of the quoted book as the quoter
    gives it (TEI citedRange), None where there is none. `display`: "inline" in quotation marks, or "block". `looks`: of `text`.
    """

    text: str
    start: int
    end: int
    pieces: tuple[Piece, ...]
    page: str | None = None
    display: Literal["inline", "block"] = "inline"
    locus: Locus | None = None
    looks: tuple[InlineRange, ...] = ()


# The kinds of parts of a source. Blocks follow one another: those of entries (TEXT_PARTS), headings of years (`division`), and
# the matter around them. Floats stand between two blocks or inside one: notes, running heads and page numbers, numbers of verses.
# All others lie inside a block.
MatterKind = Literal[
    "title",
    "byline",
    "standfirst",
    "matter",
    "caption",
    "picture",
    "pull quote",
    "credit",
    "heading",
    "reference",
    "biography",
    "aside",
]
MarkingKind = Literal["speaker", "break", "table caption"]
FloatKind = Literal["note", "fw", "page", "markup", "line number"]
InnerKind = Literal["date", "place", "entry title", "label", "call", "hyphen", "joint", "resolved", "quote", "cited", "stop"]
PartKind = BlockKind | MatterKind | MarkingKind | Literal["division"] | FloatKind | InnerKind
NOT_BLOCKS: frozenset[str] = frozenset((*get_args(FloatKind), *get_args(InnerKind)))
# The blocks of entries: their heading, a part for each paragraph, who speaks, breaks. A caption is matter, unless it is a table's.
TEXT_PARTS: frozenset[str] = frozenset({*get_args(BlockKind), *get_args(MarkingKind)} - {"caption"})


@dataclass(frozen=True, slots=True)
class Part:
    """A range of a source's text layer and what it is. Two parts nest or do not overlap; they are in the order of the layer.

    Every character but white space lies in a block or a float. `value`: the EDTF of a date; the key of a note; for a
    division its depth, type and number, parted by spaces; for matter what it is; for a "picture", which is the caption of one
    in an entry, what the file says that it shows; for a call or label the key of its note; for an aside what it is; for "resolved"
    what the reader puts in its place. A "stop" parts who speaks, or a direction, from the words after it; a "break" is a row of
    signs that parts the text. Some parts have no width: "page", where a page begins; "joint", where the words go on without the
    white space of the layer; a "call" that is not printed.
    """

    kind: PartKind
    start: int
    end: int
    value: str = ""


@dataclass(frozen=True, slots=True)
class TextDoubt:
    """Words that may not be as in print, on which the editor has to decide (decisions.toml).

    `code`: the code of the message. `at`: the words as read. `read`: what they may have been, "" where that is not known. `aside`:
    they stand in a note, which no decision can name.
    """

    code: str
    at: str
    read: str
    locus: Locus
    aside: bool = False


@dataclass(frozen=True, slots=True)
class StatedOmission:
    """A part of a text that the editor leaves out: what a heading holds, or lines from the first to the last, from 1."""

    heading: str = ""
    lines: Range | None = None
    locus: Locus | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class StatedDivisions:
    """How a text is divided, as the editor states it (edition.toml): it is obeyed whatever the text looks like.

    `levels`: the words of the divisions, the uppermost first (`("book", "chapter")`); empty for a work that is one entry, None
    where nothing is stated. `headings`: the word of the headings, or a pattern with `{n}` and `{title}`. `first_words` and
    `last_words`: with these the text begins and ends. `key`: what an entry is known by. `verse`: whether lines are verses; None
    where the text decides. `column`: the column of the tables of the file in which the text stands, from 1; 0 where nobody says.
    `loci`: the place in edition.toml of each key of the witness; a `key` of the whole edition has none.
    """

    levels: tuple[str, ...] | None = None
    headings: str = ""
    first_words: str = ""
    last_words: str = ""
    leave_out: tuple[StatedOmission, ...] = ()
    key: Literal["", "date", "number", "heading"] = ""
    verse: bool | None = None
    column: int = 0
    loci: Mapping[str, Locus] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Witness:
    """A text of the work: a full translation, or a review that quotes one (`fragment_of` names the siglum quoted).

    `journal`: in which it appeared; `issue`: its volume, number and pages there. `divided_as`: the siglum of another witness; this
    one is divided into the entries of that. `typography`: whether books print its straight quotation marks as they stand, or those
    of print. `stated`: how it is divided, as the editor says. `entries` and `quotations`: what the reader found. `doubts`: what it
    was not sure of. `layer`: the whole text of the file in its order (for a text file the text itself, for other shapes each
    paragraph as a line, and the notes after them). `parts`: what each range of the layer is. `looks`: ranges of the layer.
    """

    siglum: str
    title: str = ""
    translators: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    date: str = ""
    publisher: str = ""
    journal: str = ""
    issue: str = ""
    rights: str = ""
    reader: str = ""
    file: str = ""
    sha256: str = ""
    language: str = "en"
    fragment_of: str | None = None
    divided_as: str | None = None
    in_copyright: bool = False
    typography: Literal["source", "book"] = "source"
    stated: StatedDivisions | None = None
    entries: tuple[Entry, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    doubts: tuple[TextDoubt, ...] = ()
    layer: str = field(default="", repr=False)
    parts: tuple[Part, ...] = field(default=(), repr=False)
    looks: tuple[InlineRange, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Name:
    """A person, place, organisation or work of names.toml. `forms`: what the texts call it. `sort`: the words by which a list sorts
    it, "" where it is sorted by its name.
    """

    id: str
    kind: Literal["person", "place", "org", "work"]
    name: str
    forms: tuple[str, ...] = ()
    dates: str = ""
    note: str = ""
    language: str = ""
    sort: str = ""
