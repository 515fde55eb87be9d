"""Turn a TEI P5 document that someone else encoded into entries: the text that it prints, its heads, lists and notes."""

from __future__ import annotations

import re
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING

from edition.errors import TextError
from edition.messages import Message, Report
from edition.model import Locus
from edition.model.documents import Document
from edition.readers.shapes import Shape, Statement, UnknownFile
from edition.readers.shapes.page_markup import text_of

if TYPE_CHECKING:
    from lxml import etree

KIND = "TEI document"
_ROOT = re.compile(r"<(?:\w+:)?TEI(?:Corpus)?\b", re.IGNORECASE)


def _document(file: UnknownFile, report: Report) -> Document:
    """The document of a TEI file. Reports W106, I138, and what opening a document does.

    Raises TextError: it is no sound TEI P5, as `edition.tei.reading.opening.open_tei` says, or holds no words (E178).
    """
    from edition.readers.tei_document import document_of_tei

    document = document_of_tei(_opened(file.raw, file.name, report), file.name, report)
    if not any(block.text for block in document.blocks):
        raise TextError(Message("E178", Locus(file.name)))
    return document


def _opened(raw: bytes, file: str, report: Report) -> etree._ElementTree:
    """The document as everything that reads TEI opens it."""
    from edition.tei.reading.opening import open_bytes

    mine = Report()
    tree = open_bytes(raw, file, Path(file).parent, mine)
    # An id that is given twice (E407) is a fault of the encoding, which no output of ours takes over, and none of the text.
    report.messages += [message for message in mine if message.code != "E407"]
    return tree


def _knows(file: UnknownFile) -> bool:
    return file.is_markup and _ROOT.search(file.start) is not None


def _states(file: UnknownFile) -> Statement:
    """Title, authors and translators of its titleStmt, and the language of its text."""
    from edition.tei.names import XML_LANG

    root = _opened(file.raw, file.name, Report()).getroot()
    statement = next(root.iter("{*}titleStmt"), None)
    titles = [text_of(element) for element in statement.iter("{*}title")] if statement is not None else []
    authors = [_name(element) for element in statement.iter("{*}author")] if statement is not None else []
    editors = statement.iter("{*}editor") if statement is not None else ()
    translators = tuple(_name(element) for element in editors if element.get("role", "").lower() in ("translator", "trl"))
    text = next(root.iter("{*}text"), root)
    return Statement("".join(titles[:1]), tuple(authors), text.get(XML_LANG) or root.get(XML_LANG) or "", translators)


def _name(element: etree._Element) -> str:
    """The name of a person in a statement, without the numbers by which libraries know the person, and without notes."""
    from lxml import etree

    name = deepcopy(element)
    etree.strip_elements(name, "{*}idno", "{*}note", with_tail=False)
    return text_of(name)


SHAPE = Shape("tei", KIND, (".xml",), _knows, document=_document, states=_states)
