"""Turn plain text, its paragraphs parted by empty lines, into entries."""

from __future__ import annotations

from dataclasses import replace

from edition.files import decode
from edition.messages import Report
from edition.model import Locus
from edition.model.documents import Document
from edition.readers.blocks import clean
from edition.readers.shapes import Shape, UnknownFile
from edition.readers.shapes.text_document import document_of_text

# No paragraph of print has more words, by eye, on novels of public libraries; a line of so few letters has fewer.
_WORDS, _LETTERS = 5_000, 10_000


def _knows(file: UnknownFile) -> bool:
    """Whatever is a text can be read as plain text."""
    return file.is_text


def text_file(file: UnknownFile, report: Report) -> Document:
    """Turn a file that is text into a document. Reports lines too long for a paragraph (W108). Raises TextError: no text (E004)."""
    text = decode(file.raw, report, Locus(file.name))
    cleaned = clean(text, file.name, report)
    for number, row in enumerate(cleaned.split("\n"), 1):
        if len(row) > _LETTERS and (count := len(row.split())) > _WORDS:
            report.add("W108", Locus(file.name, number), count=count)
    document = document_of_text(cleaned, file.name, file.language)
    return replace(document, layer=text)


SHAPE = Shape("plain", "plain text", (".txt",), _knows, document=text_file, is_text=True)
