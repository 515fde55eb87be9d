"""Turn what the command line and edition.toml say about a book's looks into one frozen value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from edition.storage.toml_tables import Key

Apparatus = Literal["all", "stylistic", "substantive", "none"]
LineCount = Literal["page", "entry", "verse"]
FacingApparatus = Literal["full", "pointers", "none"]
Variant = Literal["pdf/ua-1", "pdf/a-2a", "pdf/a-3a"]


@dataclass(frozen=True, slots=True)
class Settings:
    """How a book is made from a TEI document. What is true of the text stands in the document, not here.

    `reading`: the siglum of the witness whose text alone is set, None for the base with its apparatus. `apparatus`: which readings
    are printed: "all"; those of a grade and above, "stylistic" or "substantive"; "none". `parallel`: the full witnesses stand side
    by side, paragraph by paragraph; `columns`: in the PDF, in columns on each page; `facing_apparatus`: which readings are printed
    where they do, all that `apparatus` asks for, those that do not stand opposite ("pointers"), or none. `date`: the date of the
    book in ISO form, `2026-11-22` or `2026-11-22T10:00:00Z` (SOURCE_DATE_EPOCH, else edition.toml); "" takes that of the document's
    publicationStmt. `page`: the paper of the PDF, a CSS page size ("A5", "A4", "6in 9in"). `lines`: where the counting of the PDF's
    lines begins anew, on each page, with each entry, or as verse; "" takes what suits the text. `stylesheet`: CSS that is added to
    the PDF's, the text of the file that a caller names. `variant`: "pdf/ua-1" (ISO 14289-1), or for archives "pdf/a-2a" or
    "pdf/a-3a" (ISO 19005). `folder`: the folder of the document, for pictures in it; "" takes no pictures. `behaviours`: rows
    (element, form) that are added to the table of behaviours (behaviours.extended).
    """

    reading: str | None = None
    apparatus: Apparatus = "stylistic"
    parallel: bool = False
    columns: bool = False
    facing_apparatus: FacingApparatus = "full"
    date: str = ""
    page: str = "A5"
    lines: Literal["", LineCount] = ""
    stylesheet: str = ""
    variant: Variant = "pdf/ua-1"
    folder: str = ""
    behaviours: tuple[tuple[str, str], ...] = ()


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
    "stylesheet": Key(example='"press.css"', doc="a file with CSS of your own, beside edition.toml"),
    "variant": Key(
        words=get_args(Variant), default='"pdf/ua-1"', doc="the standard that the PDF follows: for readers, or for archives"
    ),
    "folder": Key(doc="the folder of the document, for its pictures"),
}
