"""Every element of TEI P5 in a small document: its words come out, parted from its neighbours', or a message says why not."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from edition.errors import TextError
from edition.messages import Report
from edition.tei.element_classes import HOLDERS, WORDS
from edition.writers.book import sections
from edition.writers.book.metadata import XHTML
from edition.writers.settings import Settings
from tests.tei.whole_grammar import SmallDocuments, WholeGrammar, lines

_NAMES = "p div ul ol li dl dt dd table tr td th caption figure figcaption blockquote section pre hr br h1 h2 h3 h4 h5 h6"
# What stands in an app beside its readings is tried by the tests of the apparatus; a binaryObject holds the bytes of a file.
_OF_OTHERS = {"app", "rdgGrp", "lem", "rdg", "binaryObject"}
_BLOCKS = frozenset(XHTML + name for name in _NAMES.split())


@pytest.fixture(scope="module")
def grammar(shared: Callable[[str], Path]) -> WholeGrammar:
    return WholeGrammar(shared("schema/tei_all.rng"))


def name_of(element: etree._Element) -> str:
    return etree.QName(element).localname


def printed(root: etree._Element) -> tuple[str, set[str]]:
    """The text of a book of a document, and the elements that are told to be left out."""
    report = Report()
    try:
        book = sections.book(etree.ElementTree(root), Settings(apparatus="all"), report)
    except TextError as error:
        if [message.code for message in error.messages] != ["E516"]:
            raise
        return "", {"body"}
    told = {str(message.values["name"]) for message in report if message.code == "I509"}
    return " ".join("".join(lines(markup, _BLOCKS)) for section in book.sections for markup in section.markups), told


def meet(one: etree._Element, other: etree._Element) -> bool:
    """Whether two elements of a document stand in neighbours that are two words."""
    above, below = [one, *one.iterancestors()], [other, *other.iterancestors()]
    common = next(element for element in below if element in above)
    if common in (one, other):
        return False
    first, second = above[above.index(common) - 1], below[below.index(common) - 1]
    return common.tag in HOLDERS or (first.tag in WORDS and second.tag in WORDS)


def test_the_words_of_every_element_come_out_parted_or_a_message_says_why(grammar: WholeGrammar) -> None:
    documents = SmallDocuments(grammar)
    lost, glued = set(), set()
    names = documents.names()
    assert len(names) > 400
    for name in names:
        root, words = documents.document(name)
        text, told = printed(root)
        found = set(re.findall(r"q\d+q", text))
        before = None
        for word, place in words.items():
            above = {name_of(element) for element in (place, *place.iterancestors())}
            if word not in found and not told & above and not above & _OF_OTHERS:
                lost.add((name, name_of(place)))
            if before is not None and f"{before[0]}{word}" in text and meet(before[1], place):
                glued.add((name, name_of(before[1]), name_of(place)))
            before = word, place
    assert not lost
    assert not glued
