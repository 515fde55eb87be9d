"""Every witness of every document of others has the same words by each way to it: read, exported, and in its book."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from edition.messages import Report
from edition.model import Entry, Witness
from edition.tei.export.interchange import alone
from edition.tei.reading.one_witness import sigla
from edition.tei.reading.opening import open_tei
from edition.tei.reading.witness_text import read_witness
from edition.writers.book.metadata import XHTML
from edition.writers.book.sections import book
from edition.writers.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared/corpus"
OWN = [ROOT / "tei/specimen.xml", *sorted((ROOT / "tests/tei/samples").glob("*.xml"))]
DOCUMENTS = [*OWN, *(path for path in sorted(SHARED.rglob("*.xml")) if "<witness " in path.read_text(encoding="utf-8"))]
# What a book puts beside the words of a witness: numbers of lines, the calls of notes, the name of whose version it is.
_ADDED = {"line-number", "call", "page", "other-page", "gap", "sigla", "siglum"}
# What stands on a line of its own.
_PARTING = set("p div li td th tr br blockquote section h1 h2 h3 h4 h5 h6".split())
# The sections of a book that hold the text of the document; the others are made by the writer.
_OF_THE_TEXT = ("entry", "division", "preface", "appendix")


def words(text: str) -> list[str]:
    """The words of a text, without what a page puts around a word, such as the brackets of what is supplied; no addresses, which a
    book prints where a pointer has no words."""
    return [word for token in re.sub(r"https?://\S+", " ", text).split() if (word := re.sub(r"[^\w]", "", token))]


def words_of(entries: tuple[Entry, ...]) -> tuple[list[str], Counter[str]]:
    """The words of entries in their order, and those of their notes."""
    parts = []
    for entry in entries:
        parts += [entry.dateline, entry.title or "", *(f"{paragraph.label} {paragraph.text}" for paragraph in entry.paragraphs)]
    notes = Counter(word for entry in entries for note in entry.notes for word in words(note.text))
    return words(" ".join(parts)), notes


def printed(element: etree._Element) -> Iterator[str]:
    """The words that a page shows for those of the text: blocks part words, what is struck out or added is left out."""
    classes = set(element.get("class", "").split())
    # The number of a division that has no heading is @n.
    numbered = {"head", "numbered"} <= classes
    if not isinstance(element.tag, str) or numbered or classes & _ADDED or element.tag == XHTML + "del":
        return
    name = element.tag.removeprefix(XHTML)
    space = " " if name in _PARTING else ""
    yield space
    yield element.text or ""
    for child in element:
        yield from printed(child)
        yield child.tail or ""
    yield space


def words_in_book(tree: etree._ElementTree, siglum: str) -> tuple[list[str], Counter[str]]:
    made = book(tree, Settings(reading=siglum), Report())
    sections = [section for section in made.sections if section.kind in _OF_THE_TEXT]
    text = words(" ".join("".join(printed(section.body)) for section in sections))
    notes = Counter(word for section in sections for note in section.notes for word in words("".join(printed(note.body))))
    return text, notes


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_each_witness_has_the_same_words_by_every_way(document: Path, tmp_path: Path) -> None:
    tree = open_tei(document, Report())
    for siglum in sigla(tree).values():
        read: Witness = read_witness(tree, siglum)
        out = tmp_path / "out.xml"
        out.write_bytes(alone(tree, siglum))
        exported = read_witness(open_tei(out, Report()), siglum)
        text, notes = words_of(read.entries)
        assert words_of(exported.entries) == (text, notes), siglum
        if document not in OWN:
            assert words_in_book(tree, siglum) == (text, notes), siglum
