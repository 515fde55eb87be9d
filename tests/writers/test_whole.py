"""Nothing is lost on the way into an EPUB: every word of a document is in the book, every variant, note and name reachable."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from edition.messages import Report
from edition.writers.epub import publication
from edition.writers.settings import Settings
from tests import tracing


def examine(tree: etree._ElementTree, path: Path) -> tuple[dict[str, int], list[str]]:
    """What of a document the book has not, and what in it cannot be reached."""
    places = tracing.trace(tree)
    report = Report()
    publication.write(tree, Settings(apparatus="all"), path, report)
    left_out = {str(message.values["name"]) for message in report if message.code == "I509"}
    pages = tracing.pages(path)
    return dict(tracing.lost(places, pages, left_out)), list(tracing.unreachable(tree, pages))


def test_a_notebook_with_every_device(notebook: etree._ElementTree, tmp_path: Path) -> None:
    assert examine(notebook, tmp_path / "book.epub") == ({}, [])


def test_the_specimen(root: Path, tmp_path: Path) -> None:
    assert examine(etree.parse(root / "tei/specimen.xml"), tmp_path / "book.epub") == ({}, [])


@pytest.mark.parametrize("name", ["canto", "scene", "letters"])
def test_verse_drama_and_letters(name: str, tmp_path: Path) -> None:
    assert examine(etree.parse(Path(__file__).parent / f"{name}.xml"), tmp_path / "book.epub") == ({}, [])


@pytest.mark.parametrize("sign", ["note", "app", "word"])
def test_what_is_lost_is_seen(sign: str, notebook: etree._ElementTree, tmp_path: Path) -> None:
    """The examination itself: a book from which something was taken fails it."""
    places = tracing.trace(notebook)
    publication.write(notebook, Settings(apparatus="all"), tmp_path / "book.epub", Report())
    pages = tracing.pages(tmp_path / "book.epub")
    taken = {
        "note": "//*[local-name()='li'][@*[local-name()='type']='endnote']",
        "app": "//*[local-name()='div'][@role='doc-footnote']",
        "word": "//*[local-name()='p'][string-length(.) > 60]",
    }[sign]
    for page in pages:
        for element in page.xpath(taken):
            element.getparent().remove(element)
    assert tracing.lost(places, pages, set())
