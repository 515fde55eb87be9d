"""Turn what the command line and edition.toml say about a book's looks into one frozen value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from edition.storage.toml_tables import Key

Apparatus = Literal["all", "stylistic", "substantive", "none"]
LineCount = Literal["page", "entry", "verse"]
FacingApparatus = Literal["full", "pointers", "none"]
Marks = Literal["substantive", "sentence", "all", "none"]
Conformance = Literal["WCAG 2.0 A", "WCAG 2.0 AA", "WCAG 2.1 A", "WCAG 2.1 AA", "WCAG 2.2 A", "WCAG 2.2 AA"]
Variant = Literal["pdf/ua-1", "pdf/a-2a", "pdf/a-3a"]
Colour = Literal["gray", "rgb"]


@dataclass(frozen=True, slots=True)
class Settings:
    """How a book is made from a TEI document. What is true of the text stands in the document, not here.

    reading: the siglum of the witness whose text alone is set; None for the base with its apparatus.
    apparatus: which readings are printed: "all"; those of a grade and above, "stylistic" or "substantive"; "none".
    marks: what of the apparatus is linked in the text of an EPUB: "substantive", words with a substantive reading, and a mark
        after each sentence; "sentence", the marks alone; "all", all words that vary, and the marks; "none".
    parallel: the full witnesses stand side by side, paragraph by paragraph.
    columns: in the PDF they do so in columns on each page.
    facing_apparatus: which readings the PDF prints where they do: "full", all that `apparatus` asks for; "pointers", those that do
        not stand opposite; "none".
    witnesses: the sigla of the texts that stand side by side on a page on screen; none takes the first ones.
    date: of the book, in ISO form, `2026-11-22` or `2026-11-22T10:00:00Z` (SOURCE_DATE_EPOCH, else edition.toml); "" takes that of
        the document's publicationStmt.
    page: the paper of the PDF, a CSS page size ("A5", "A4", "6in 9in").
    lines: where the counting of the PDF's lines begins anew, on each page, with each entry, or as verse; "" takes what suits the
        text.
    font: the face of the PDF, as it is installed; size, leading: of its type, and from line to line, as CSS writes lengths;
        margins: of the paper, above, outside, below, inside; "" takes what suits the paper.
    stylesheet: CSS that is added to the book's, the text of the file that a caller names.
    conformance: the standard and level of accessibility to which an EPUB conforms, which it states only if checked_by says who
        has checked it; contact: the address for questions on its accessibility.
    variant: "pdf/ua-1" (ISO 14289-1), or for archives too "pdf/a-2a" or "pdf/a-3a" (ISO 19005).
    colour: "gray" paints black and grays as gray, "rgb" as red, green and blue.
    contents: how many levels the table of contents has, 0 for all.
    folder: the folder of the document, for pictures in it; "" takes no pictures.
    behaviours: rows (element, form) that are added to the table of behaviours (behaviours.extended).
    """

    reading: str | None = None
    apparatus: Apparatus = "stylistic"
    marks: Marks = "substantive"
    parallel: bool = False
    columns: bool = False
    facing_apparatus: FacingApparatus = "full"
    date: str = ""
    page: str = "A5"
    lines: Literal["", LineCount] = ""
    font: str = ""
    size: str = ""
    leading: str = ""
    margins: str = ""
    stylesheet: str = ""
    conformance: Literal["", Conformance] = ""
    checked_by: str = ""
    contact: str = ""
    variant: Variant = "pdf/a-2a"
    colour: Colour = "gray"
    folder: str = ""
    contents: int = 0
    behaviours: tuple[tuple[str, str], ...] = ()
    witnesses: tuple[str, ...] = ()


# The value that each name may have, in edition.toml and in a call of the library. `behaviours` has a check of its own (kinds.py).
# Which of these edition.toml may set for a kind of book is in kinds.py; the others come from the command line or the edition.
KEYS = {
    "reading": Key(example='"A"', doc="the siglum of the witness whose text alone is set"),
    "apparatus": Key(
        words=get_args(Apparatus),
        default='"stylistic"',
        doc="which readings are printed: all; stylistic and substantive ones, without spelling and pointing; substantive ones "
        "alone; or none",
    ),
    "marks": Key(
        words=get_args(Marks),
        default='"substantive"',
        doc="what is linked in the text: words with a substantive reading, and a mark after each sentence that leads to all its "
        "variants; the marks alone; all words with variants, and the marks; or none",
    ),
    "parallel": Key(bool, default="false", doc="true: the full witnesses stand side by side, paragraph by paragraph"),
    "columns": Key(bool, default="false", doc="true: the full witnesses stand in columns on each page"),
    "facing_apparatus": Key(
        words=get_args(FacingApparatus),
        default='"full"',
        doc="the apparatus where the full witnesses stand side by side: in full; pointers, which leaves out what can be read "
        "beside and keeps what a further witness or a note says; or none",
    ),
    "date": Key(doc="the date of the book"),
    "page": Key(default='"A5"', doc="the paper, a CSS page size: A5, A4, 6in 9in"),
    "lines": Key(words=get_args(LineCount), doc="where the counting of lines begins anew"),
    "font": Key(example='"Cardo"', doc="the face of the PDF, a font that is installed; EB Garamond where it is left out"),
    "size": Key(example='"11pt"', doc="the size of its type; 10.8pt on A5, larger on wider paper"),
    "leading": Key(example='"14.5pt"', doc="from one line to the next; four thirds of the size where it is left out"),
    "margins": Key(example='"20mm 24mm 25mm 18mm"', doc="of the paper: above, outside, below, inside; one to four lengths"),
    "stylesheet": Key(example='"press.css"', doc="a file with CSS of your own, beside edition.toml"),
    "conformance": Key(
        words=get_args(Conformance),
        example='"WCAG 2.2 AA"',
        doc="the standard of accessibility and its level to which the book conforms with EPUB Accessibility 1.1, if someone has "
        "checked that; only with checked_by",
    ),
    "checked_by": Key(example='"Mira Solberg"', doc="who has checked that the book conforms to it"),
    "contact": Key(example='"access@example.org"', doc="an address of mail for questions on the accessibility of the book"),
    "variant": Key(
        words=get_args(Variant),
        default='"pdf/a-2a"',
        doc="the standards that the PDF follows: PDF/UA-1 alone, or PDF/A for archives too",
    ),
    "colour": Key(
        words=get_args(Colour),
        default='"gray"',
        doc="gray: black and grays are painted as gray, which a press prints with black ink alone; rgb: as red, green and blue",
    ),
    "contents": Key(
        int,
        counts=True,
        example="1",
        doc="how many levels the table of contents has: 1 names parts and books alone; all where nothing is said",
    ),
    "witnesses": Key(
        tuple, example='["A", "B"]', doc="the sigla of the texts that stand side by side on the page, four at most; the first ones"
    ),
    "folder": Key(doc="the folder of the document, for its pictures"),
}
