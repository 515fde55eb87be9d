"""Passages are marked in a document only as long as a book is made of it: what is given is given back as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from edition.errors import TextError
from edition.messages import Report
from edition.tei.reading.opening import open_tei
from edition.writers import book_settings
from edition.writers.book.marked_passages import PASSAGE, marked
from edition.writers.book.sections import book

MIXED = b"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>
<p>Before the <!-- much -->rain <?page 3?><seg>they</seg> came.</p>
<p><seg type="bead" xml:id="b1">It rained.</seg> Still.</p>
<lg><l>And <hi>then</hi></l> <l/>it stopped</lg><note><p>Aside.</p></note> after
</body></text></TEI>"""


def test_a_document_is_given_back_as_it_was() -> None:
    root = etree.fromstring(MIXED)
    with marked(root):
        within = etree.tostring(root)
    assert within.count(PASSAGE.encode()) == 4
    assert etree.tostring(root) == MIXED


@pytest.mark.parametrize("parallel", [False, True])
def test_a_book_of_a_document_leaves_the_document_as_it_was(root: Path, parallel: bool) -> None:
    tree = open_tei(root / "tests/writers/notebook.xml", Report())
    before = etree.tostring(tree)
    book(tree, book_settings({"parallel": parallel}), Report(), screen=True)
    assert etree.tostring(tree) == before


def test_a_document_of_which_no_book_can_be_made_is_as_it_was() -> None:
    tree = etree.ElementTree(etree.fromstring(b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p> </p></body></text></TEI>'))
    before = etree.tostring(tree)
    with pytest.raises(TextError):
        book(tree, book_settings({}), Report(), screen=True)
    assert etree.tostring(tree) == before
