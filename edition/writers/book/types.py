"""The types of a book: what a TEI document becomes before it is an EPUB or a PDF.

`sections.book(tree, settings, report)` makes a Book; the EPUB and the PDF put its parts in their places (writers/epub/placing.py,
writers/pdf/pieces.py). The markup is XHTML (namespace http://www.w3.org/1999/xhtml) in lxml elements, without epub:type and role,
which the EPUB adds. A book belongs to the writer that asked for it, and its elements are used themselves, not copied; only the
siglum of a witness is one element for all its places, and must be copied. An id is unique in the whole book, and every id that a
field names exists. Wherever the language changes, `lang` and `xml:lang` both say so.

The markup of a body
--------------------
`section.body` is one `<section class="KIND" id=SECTION.ID>`: first the heading, if it has one, as `<hN class="head" id=…>` with N
= Section.level, then blocks. A heading has a line of its own; the class `run-in` says that in the source the text runs on after
it. In the body stand:

- `<span class="lem" id=ANCHOR>words</span>`: the lemma of an apparatus entry, `<div class="lem">` where it holds blocks. Empty
  (`<span class="lem" id=…></span>`) where the base has nothing (an addition stands there) or where a quotation begins or ends.
  Several entries may share one anchor. Lemmas nest only where the document's apps do. An app that is not printed
  (Settings.apparatus) leaves its words without span.
- `<span class="call" id=ANCHOR></span>`: where a call of a note stands; empty, the writer puts the number. A note that
  hangs in a reading has its call in `ApparatusEntry.readings`, or, where the reading is not printed, after the lemma.
- `<a href="#ID">`: a link within the book; the writer finds the file. `<a href="https://…">`: out of it.
- `<time datetime=…>` a date, `<span class="date">` one that is no single day; `<span class="title">` in an entry's head;
  `<cite>` titles of works; `<i lang=…>` foreign words; `<span class="name" id=…>` names (no link; the index links to the id);
  `<span class="supplied">`, `<span class="gap">[…]</span>`, `<span class="sign">¶</span>` for a break within a line,
  `<span class="target">` where a pointer leads that has neither words nor a place in the book;
  `<span class="page" id=…>` a page break of the source, empty, its number in `title` (`other-page`: one that is not in the
  page list); `<br/>`; `<em>`, `<sup>`, `<sub>`, `<b>`, `<span class="small-caps">`.
- blocks: `p`; `ul class="dash|plain|bulleted"` and `ol class="numbered"` of `li`, where the source's own mark is kept
  `<span class="label">– </span>` opens the item and the list has class `marked`; `blockquote`; `div class="verse"` of
  `div class="stanza"` of `div class="line"`; `div class="speech"`; `table`; `figure`; `dl`; nested `<section class="part">` with
  its own heading; `div class="parallel"` of one `div class="version"` a witness, its siglum first, where the witnesses stand
  side by side (Settings.parallel).

An apparatus entry is read as lemma, "] ", readings; as readings alone if `lemma` is None.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from lxml import etree

SectionKind = Literal[
    "titlepage", "copyright", "preface", "division", "entry", "fragments", "version", "appendix", "witnesses", "forms", "speakers",
    "chronology", "figures", "bibliography", "index", "colophon",
]  # fmt: skip
# Sections before the text proper and after it, and the text between them.
FRONT_KINDS = ("titlepage", "copyright", "preface", "witnesses")
BODY_KINDS = ("division", "entry", "fragments", "version")
BACK_KINDS = ("appendix", "forms", "speakers", "chronology", "figures", "bibliography", "index", "colophon")

# What stands between the parts of a running head.
JOINT = " · "


@dataclass(frozen=True, slots=True)
class ApparatusEntry:
    """What the witnesses have in one place, in the negative form: readings that agree with the base are left out.

    `id`: for the entry, where the writer puts it. `anchor`: the id in the body to which it belongs: that of a `lem` (span or
    div), or of the section itself (`anchor == section.id`) if it concerns the whole entry (“Not in AG.”). `end`: the id of a
    second, empty `lem` where the stretch ends (quotations), else "". Its lines run from the first line of `anchor` to the last
    line of `end or anchor`.

    `lemma`: `<span class="lemma">first … last</span>`, or None if the readings say all. `readings`: `<span class="readings">`
    with `<span class="rdg">…</span> <abbr class="siglum" title="full title">AG<sup>b</sup></abbr>`, several separated by "; ",
    words of the editor in `<i class="ed">not in</i>`, and his notes in `<span class="comment">`. Both are inline, to be set as they
    are, but for notes that hold blocks: each is a `<div class="commentary">` among the readings. Where a line of verse ends
    in either stands `<span class="line-end">/</span>`, where a stanza does, `<span class="stanza-end">//</span>`; the name of who
    begins to speak in a reading is `<span class="speaker">`.

    `type`: that of its readings, or the app's ("lexical" … "attestation", or whatever the document has, "" if nothing); "free" of a
    bead that is translated freely. `grade`: its subtype ("accidental", "stylistic", "substantive", or ""). `more`: the ids of
    further `lem` of the same entry, where its lemma goes over the ends of verses or blocks; `end` is the last that has words. `at`:
    the verse that it cites, where the section is verse: `1.10`, the key of the entry and the number of the verse, or `1.6–7`.
    `beside`: of other witnesses that have a reading, siglum and number of their own verse in which it begins.
    """

    id: str
    anchor: str
    end: str
    lemma: etree._Element | None
    readings: etree._Element
    type: str
    grade: str
    more: tuple[str, ...] = ()
    at: str = ""
    beside: tuple[tuple[etree._Element, str], ...] = ()


@dataclass(frozen=True, slots=True)
class BookNote:
    """A note of a translator, of the author or of the editor.

    `anchor`: the id of its `<span class="call">`, in the section's body or in the readings of one of its apparatus entries.
    `again`: those of its later calls, which have the same number. `n`: its number, counted in each section from "1". `series`:
    whose note it is. `body`: `<div class="note">` of one or more `p`. `siglum`: markup of the witness from which it comes (`<abbr
    class="siglum">`), or None. `at`: the verse to which it belongs, as in an ApparatusEntry.
    """

    id: str
    anchor: str
    n: str
    series: Literal["translator", "editorial", "author"]
    body: etree._Element
    siglum: etree._Element | None
    again: tuple[str, ...] = ()
    at: str = ""


@dataclass(frozen=True, slots=True)
class SourceForm:
    """A form that a source has and the apparatus does not give.

    `printed`: what is printed for it. `other`: the form. `sigla`: of the witnesses that have it. `anchor`: the id of its place.
    """

    printed: etree._Element
    other: etree._Element
    sigla: etree._Element
    anchor: str


@dataclass(frozen=True, slots=True)
class Extent:
    """Which witnesses have an entry, and how far their words differ.

    `base`: the xml:id of its base, "" if none is named. `full`: the full texts, the base first. `quoting`: the reviews.
    `words`: how many words of the base another text answers. `differing`: how many of these stand in readings that differ in
    style or sense. `stated`: the share that the document itself states, 0 to 1, or None.
    """

    base: str
    full: tuple[str, ...]
    quoting: tuple[str, ...]
    words: int
    differing: int
    stated: float | None = None

    @property
    def others(self) -> tuple[str, ...]:
        """The full texts besides the base; none where the document does not say which the base is."""
        return tuple(key for key in self.full if key != self.base) if self.base else ()

    @property
    def share(self) -> float | None:
        """The share of the words that differ, 0 to 1; None where there is nothing to compare."""
        if self.stated is not None:
            return self.stated
        return self.differing / self.words if self.words else None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the book. The list of sections is flat and in order; `level` (1 to 6) makes the tree.

    A division (a year, a book, a chapter) holds its heading and what stands before its first entry; its entries follow as
    sections of their own, one level down. `title`: plain text for contents and running heads, "" for a section without one,
    which is not in the contents. `short`: a shorter title, such as the date of an entry. `head`: the running head where it is more
    than that, its parts with `JOINT` between them: the name of the part, the siglum of the witness. `date`: EDTF or "".
    `base`: the siglum of the witness whose text this is, "" if no single one. `language`: BCP 47. `pages`: the number of each
    page of the source that begins in it, and its id. `extent`: of an entry that stands with its apparatus, None for any other
    section. A section of the kind `version` is an entry as another witness has it; only books for the screen have them.
    `forms`: those of the source that the apparatus does not give. `mentions`: of an index, and of a list of forms, for
    the id of each row the ids at which its name or its form stands.
    """

    id: str
    kind: SectionKind
    level: int
    title: str
    short: str
    date: str
    base: str
    language: str
    body: etree._Element
    apparatus: Sequence[ApparatusEntry] = ()
    notes: tuple[BookNote, ...] = ()
    pages: tuple[tuple[str, str], ...] = ()
    extent: Extent | None = None
    forms: tuple[SourceForm, ...] = ()
    mentions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    head: str = ""

    @property
    def name(self) -> str:
        """What it is called where there is little room: the shorter title, where it has one."""
        return self.short or self.title

    @property
    def running(self) -> str:
        """The running head of pages with the section."""
        return self.head or self.name

    @property
    def opening(self) -> str:
        """The running head of a page that opens with the section's own heading: what that does not say itself."""
        own = (self.name, self.title)
        return JOINT.join(part for part in self.running.split(JOINT) if not any(title.startswith(part) for title in own))

    @property
    def markups(self) -> Iterator[etree._Element]:
        """All markup that is printed of it: its body, its notes, the readings of its apparatus."""
        yield self.body
        yield from (note.body for note in self.notes)
        yield from (entry.readings for entry in self.apparatus)


@dataclass(frozen=True, slots=True)
class Creator:
    """A person or body, and what they did, as a MARC relator code: aut, edt, trl, rev. `file_as`: the name as it is sorted, ""
    where that is the name itself, or cannot be told.
    """

    name: str
    role: str
    file_as: str = ""


@dataclass(frozen=True, slots=True)
class BookWitness:
    """A witness of the document. `key`: its xml:id. `siglum`: plain text. `markup`: `<abbr class="siglum">`. `title`: in full.

    `quoted`: it is only quoted. `review`: the short name of the review that quotes it, "" for a full text. `restricted`: it is
    in copyright. `language`: BCP 47, "" where the document does not say it of this witness. `rights`: what may be done with it, ""
    where nothing is said. `author`: who wrote it, of a review.
    """

    key: str
    siglum: str
    title: str
    markup: etree._Element
    quoted: bool
    restricted: bool
    review: str = ""
    language: str = ""
    rights: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the book states about itself, from the TEI header.

    `identifier`: a URN, always the same for the same title and identifier of the document. `identifiers`: others that the document
    has. `rights`: those in the book, then those in each witness. `volume`: the number in the `series`, digits and dots, or "".
    `place`: where it is published. `printing`: which edition or printing it is. `sources`: what the text was made from, a line
    each. `date`: ISO date of the book. `modified`: the same as `YYYY-MM-DDThh:mm:ssZ`. `description`: what the document says of
    itself in its abstract or as its project. `restricted`: a witness is in copyright, and the first page says so. `encoding`: the
    version of the encoding, "" in a document of another encoding. `turns`: some text is written from right to left.
    """

    title: str
    subtitle: str
    creators: tuple[Creator, ...]
    language: str
    publisher: str
    place: str
    printing: str
    date: str
    modified: str
    identifier: str
    rights: tuple[str, ...]
    series: str
    volume: str
    identifiers: tuple[str, ...]
    sources: tuple[str, ...]
    restricted: bool
    encoding: str
    turns: bool
    description: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the text. `path`: in the book, relative to which `img/@src` is written. `name`: that of its file."""

    path: str
    media_type: str
    content: bytes
    name: str


@dataclass(frozen=True, slots=True)
class Book:
    """A whole book: title page first, colophon last. `described`: each of its pictures has a description or a caption."""

    metadata: Metadata
    sections: tuple[Section, ...]
    witnesses: tuple[BookWitness, ...]
    pictures: tuple[Picture, ...] = ()
    described: bool = True
