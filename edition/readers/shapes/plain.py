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


def _knows(file: UnknownFile) -> bool:
    """Whatever is a text can be read as plain text."""
    return file.is_text


def text_file(file: UnknownFile, report: Report) -> Document:
    """Turn a file that is text into a document. Raises TextError: it is no text (E004)."""
    text = decode(file.raw, report, Locus(file.name))
    document = document_of_text(clean(text, file.name, report), file.name, file.language)
    return replace(document, layer=text)


SHAPE = Shape("plain", "plain text", (".txt",), _knows, document=text_file, is_text=True)
