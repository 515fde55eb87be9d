"""Turn a piece of TEI into a book, for the tests of the writers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from edition.messages import Report
from edition.tei.names import NS
from edition.writers.book import sections
from edition.writers.book.types import Book
from edition.writers.settings import Settings

WITNESSES = (
    '<listWit><witness xml:id="A"><abbr type="siglum">A</abbr></witness><witness xml:id="B"><abbr type="siglum">B</abbr></witness>'
    '<witness xml:id="C"><abbr type="siglum">C</abbr></witness></listWit>'
)


@pytest.fixture
def notebook() -> etree._ElementTree:
    """A small document with every device of the encoding."""
    return etree.parse(Path(__file__).parent / "notebook.xml")


@pytest.fixture
def entry() -> Callable[..., Book]:
    """Make a book of one entry from its TEI; the base is A, and all readings are printed, unless said otherwise."""

    def make(source: str, report: Report | None = None, base: str = 'source="#A"', **settings: object) -> Book:
        document = (
            f'<TEI xmlns="{NS}" xml:lang="en"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><sourceDesc>{WITNESSES}'
            "</sourceDesc></fileDesc></teiHeader><text><body>"
            f'<div type="entry" n="1" {base} xml:id="e">{source}</div></body></text></TEI>'
        )
        tree = etree.ElementTree(etree.fromstring(document))
        return sections.book(tree, Settings(**{"apparatus": "all", **settings}), Report() if report is None else report)  # type: ignore[arg-type]

    return make
