"""Turn a Word document (DOCX, ECMA-376) into a document: how such a file is known, and what it states of itself."""

from __future__ import annotations

from dataclasses import replace

from edition.messages import Report
from edition.model.documents import Document
from edition.readers.headings import with_captions
from edition.readers.shapes import Shape, Statement, UnknownFile
from edition.readers.shapes.page_markup import text_of
from edition.readers.shapes.word_document import document_of_word
from edition.readers.shapes.word_package import EXTRA, KIND


def _document(file: UnknownFile, report: Report) -> Document:
    document = document_of_word(file.raw, file.name, report)
    return replace(document, blocks=with_captions(document.blocks, file.language))


def _knows(file: UnknownFile) -> bool:
    return file.archive is not None and "word/document.xml" in file.archive.names


def _states(file: UnknownFile) -> Statement:
    """Title and creator of its core properties, unless a program stands there as the creator."""
    if file.archive is None or "docProps/core.xml" not in file.archive.names:
        return Statement()
    core = file.archive.tree("docProps/core.xml")
    title, creator = (" ".join(map(text_of, core.iter(f"{{*}}{name}"))) for name in ("title", "creator"))
    return Statement(title, () if creator == "python-docx" else (creator,))


SHAPE = Shape(
    "docx", KIND, (".docx",), _knows, document=_document, states=_states, extra=EXTRA, libraries=("python-docx",), typed=True
)  # fmt: skip
