"""Turn what the command line and edition.toml say about a book's looks into one frozen value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from edition.storage.toml_tables import Key

Apparatus = Literal["all", "substantive", "none"]
LineCount = Literal["page", "entry", "verse"]
Variant = Literal["pdf/ua-1", "pdf/a-2a", "pdf/a-3a"]


@dataclass(frozen=True, slots=True)
class Settings:
    """How a book is made from a TEI document. What is true of the text stands in the document, not here.

    `reading`: the siglum of the witness whose text alone is to be set, None for the base with its apparatus.
    `apparatus`: "all"; "substantive" leaves accidentals out; "none". `parallel`: the full witnesses side by side,
    paragraph by paragraph; `columns`: in the PDF, in columns on each page. `date`: the date of the book in ISO form, `2026-11-22`
    or `2026-11-22T10:00:00Z` (SOURCE_DATE_EPOCH, else edition.toml); "" takes that of the document's publicationStmt. `page`: the
    paper of the PDF, a CSS page size ("A5", "A4", "6in 9in"). `lines`: by what the lines of the PDF are counted, "" for what suits
    the text. `stylesheet`: CSS that is added to the PDF's, the text of the file that a caller names. `variant`: "pdf/ua-1" (ISO
    14289-1), or "pdf/a-2a", "pdf/a-3a" (ISO 19005) for archives.
    `folder`: where the document lies, for pictures beside it; "" takes none. `behaviours`: rows that the table of behaviours is to
    have besides (behaviours.extended), element and form.
    """

    reading: str | None = None
    apparatus: Apparatus = "all"
    parallel: bool = False
    columns: bool = False
    date: str = ""
    page: str = "A5"
    lines: Literal["", LineCount] = ""
    stylesheet: str = ""
    variant: Variant = "pdf/ua-1"
    folder: str = ""
    behaviours: tuple[tuple[str, str], ...] = ()


# What may stand under each name, in edition.toml as in a call of the library; `behaviours` has a check of its own (kinds.py). Which
# of these edition.toml may give for a kind of book is told in kinds.py; the others come from the command line or the edition.
KEYS = {
    "reading": Key(),
    "apparatus": Key(words=get_args(Apparatus)),
    "parallel": Key(bool),
    "columns": Key(bool),
    "date": Key(),
    "page": Key(),
    "lines": Key(words=get_args(LineCount)),
    "stylesheet": Key(),
    "variant": Key(words=get_args(Variant)),
    "folder": Key(),
}
