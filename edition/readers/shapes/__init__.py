"""Say what a shape of source is: how a file of it is known, what it states of itself, how it is read.

A module of this folder reads one shape and ends with the row of it; `table.py` is the table of these rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from edition.errors import EditionError, TextError
from edition.messages import Message, Report
from edition.model import Locus
from edition.model.documents import Document
from edition.readers.containers import Archive

DocumentReader = Callable[["UnknownFile", Report], Document]

# So many bytes show what markup a file begins with: a declaration, a DOCTYPE and comments come before its root. By eye, on saved
# pages and on TEI documents of several projects.
_START = 4096


@dataclass(frozen=True)
class UnknownFile:
    """A file that is to be read: its bytes, its name, which need not tell the truth, and the tag of its language, "" if unknown.

    `parsed`: what its shape has made of the bytes, with what was told then, so that they are parsed once.
    """

    raw: bytes
    name: str
    language: str = ""
    parsed: dict[str, tuple[Any, Report]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def start(self) -> str:
        """Its first 4,096 bytes as text, whatever their encoding, without NUL, so that markup in UTF-16 is seen too."""
        return self.raw[:_START].replace(b"\0", b"").decode("utf-8", "replace")

    @cached_property
    def is_markup(self) -> bool:
        """Whether it begins with a tag."""
        return self.start.lstrip("\ufeff \t\r\n").startswith("<")

    @cached_property
    def archive(self) -> Archive | None:
        """What is packed in it where it is a ZIP archive. Raises TextError: a damaged or dangerous one (E130, E132, E135)."""
        return Archive(self.raw, self.name, "archive") if self.raw.startswith(b"PK\x03\x04") else None

    @cached_property
    def is_text(self) -> bool:
        """Whether it may be a text; an archive, an old office document (OLE, RTF) and XML are none."""
        office = self.raw.startswith(b"\xd0\xcf\x11\xe0") or re.match(rb"\{\\rtf", self.raw)
        return not (office or self.archive or self.start.lstrip("\ufeff").startswith("<?xml"))


@dataclass(frozen=True, slots=True)
class Statement:
    """What a file states of itself, letter for letter: title, authors, a tag of its language, translators; empty where nothing."""

    title: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""
    translators: tuple[str, ...] = ()


def _nothing(file: UnknownFile) -> Statement:
    """A text states nothing apart from its words."""
    return Statement()


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape of source: a row of the table.

    `name`: what edition.toml calls it (`reader = "docx"`). `title`: what messages call it. `endings`: how names of such files end,
    the usual one first. `knows`: whether a file has this shape, if no shape before it in the table has. `document`: what
    gives all that a file holds, before it is divided (docs/reading.md); it says which messages it reports and raises. `is_text`:
    whether its files are text and no markup, so that a review is read as it stands. `states`: what a
    file says of itself. `extra`: the optional extra of pyproject.toml that brings the library which it needs. `libraries`: the
    distributions whose version leaves its mark in what is read, so that another version reads anew. `typed`: whether the author
    whom its files state may be whoever typed them, as word processors write it.
    """

    name: str
    title: str
    endings: tuple[str, ...]
    knows: Callable[[UnknownFile], bool]
    document: DocumentReader
    is_text: bool = False
    states: Callable[[UnknownFile], Statement] = _nothing
    extra: str = ""
    libraries: tuple[str, ...] = ()
    typed: bool = False


def document_of(shape: Shape, file: UnknownFile, report: Report) -> Document:
    """The document of a file, as its shape gives it.

    Raises TextError: the file is none of the shape, or damaged (E130 to E135, E170 to E189; of TEI E401 to E406, E470 to E475), or
    holds no words (E134).
    """
    try:
        document = shape.document(file, report)
    except EditionError:
        raise
    except Exception as error:
        # The libraries that open these files trust their structure; one that is damaged makes them fail in any way.
        values = {"kind": shape.title, "reason": type(error).__name__}
        raise TextError(Message("E177", Locus(file.name), values)) from error
    if not any(block.text for block in document.blocks):
        raise TextError(Message("E134", Locus(file.name), {"kind": shape.title}))
    return document
