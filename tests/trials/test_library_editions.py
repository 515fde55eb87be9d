"""A poem and a play made into editions by `edition new --from`: texts read back whole, lines alone make no reading that is printed.

Words, paragraphs, verses, stanzas, speakers, looks and notes of each witness are those of the TEI of its source, of which every
character stands in its file (E492).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from edition.messages import Report
from edition.tei.reading.opening import open_tei
from edition.tei.reading.witness_text import edited_text, read_witness, same_text
from edition.text.running_text import running_text
from edition.writers.book import sections
from edition.writers.settings import Settings

TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


@pytest.mark.parametrize(
    ("name", "entries", "marks"),
    [("inferno", 34, ("line", "stanza")), ("doll", 3, ("speech",))],
)
def test_each_text_reads_back(name: str, entries: int, marks: tuple[str, ...], listed_book: Callable[[str], Path]) -> None:
    document = listed_book(name)
    tree = open_tei(document, Report())
    sigla = [element.text or "" for element in tree.iter(f"{TEI}abbr") if element.get("type") == "siglum"]
    texts = {siglum: read_witness(tree, siglum).entries for siglum in dict.fromkeys(sigla)}
    sources = [edited_text(open_tei(path, Report())).entries for path in sorted((document.parent / name).glob("*.xml"))]
    assert len(sources) == 2
    for source in sources:
        assert len(source) == entries
        wanted = [running_text(entry) for entry in source]
        assert {mark.kind for text in wanted for mark in text.marks} >= set(marks)
        found = [
            siglum
            for siglum, read in texts.items()
            if len(read) == entries and all(same_text(running_text(one), text) for one, text in zip(read, wanted, strict=True))
        ]
        assert len(found) == 1


def test_a_difference_of_lines_alone_is_printed_nowhere(listed_book: Callable[[str], Path]) -> None:
    """All books are made of these sections."""
    tree = open_tei(listed_book("inferno"), Report())
    canto = next(element for element in tree.iter(f"{TEI}div") if element.get("type") == "entry")
    lineation = {_unit(reading) for reading in canto.iter(f"{TEI}rdg") if reading.get("cause") == "lineation"}
    assert len(lineation) > 20
    book = sections.book(tree, Settings(apparatus="all"), Report())
    section = next(section for section in book.sections if section.id == canto.get(XML_ID))
    printed = {anchor for entry in section.apparatus for anchor in (entry.anchor, *entry.more)}
    assert printed
    assert not printed & lineation


def _unit(reading: etree._Element) -> str:
    return next(reading.iterancestors(f"{TEI}app")).get(XML_ID, "")
