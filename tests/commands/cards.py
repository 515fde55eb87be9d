"""Turn a box of cards into a document: a made-up shape of source, in one module and one row, as CONTRIBUTING has it."""

from __future__ import annotations

from edition.files import decode
from edition.messages import Report
from edition.model import Locus
from edition.model.documents import Document, DocumentBlock
from edition.readers.blocks import clean
from edition.readers.shapes import Shape, Statement, UnknownFile


def document(file: UnknownFile, report: Report) -> Document:
    """Give the cards of a box: below its first line a line is a card, "date | text"."""
    layer = decode(file.raw, report, Locus(file.name))
    blocks = [
        DocumentBlock("head" if level else "p", " ".join(part.split()), level, line=number, lines=(number,))
        for number, line in enumerate(clean(layer, file.name, report).split("\n"), 1)
        for level, part in zip((2, 0), line.removeprefix("%CARDS ").split("|"), strict=False)
        if part.strip()
    ]
    return Document(file.name, "cards", blocks=tuple(blocks), layer=layer)


def _knows(file: UnknownFile) -> bool:
    return file.raw.startswith(b"%CARDS ")


def _states(file: UnknownFile) -> Statement:
    """The rest of the first line is its title."""
    return Statement(file.start.partition("\n")[0].removeprefix("%CARDS "), ("Ada Verger",), "en-GB")


SHAPE = Shape("cards", "box of cards", (".cards",), _knows, document=document, is_text=True, states=_states)
