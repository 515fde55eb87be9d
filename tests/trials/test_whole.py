"""Every word of every document at hand is in its EPUB, every variant, note and name reachable (tests/tracing.py)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from edition.errors import EditionError
from edition.messages import Report
from edition.tei.reading.opening import open_tei
from edition.writers.epub import publication
from edition.writers.settings import Settings
from tests import tracing

CORPUS = Path(__file__).resolve().parent.parent.parent.parent / "shared" / "corpus"


def examine(document: Path, book: Path) -> None:
    report = Report()
    try:
        tree = open_tei(document, report)
    except EditionError as error:
        pytest.skip(f"no book comes of this document: {error}")
    places = tracing.trace(tree)
    publication.write(tree, Settings(apparatus="all"), book, report)
    left_out = {str(message.values["name"]) for message in report if message.code == "I509"}
    pages = tracing.pages(book)
    assert dict(tracing.lost(places, pages, left_out)) == {}
    assert list(tracing.unreachable(tree, pages)) == []


@pytest.mark.parametrize("document", sorted(CORPUS.rglob("*.xml")), ids=lambda path: path.stem)
def test_documents_of_others(document: Path, tmp_path: Path) -> None:
    examine(document, tmp_path / "book.epub")


def test_serge(run_edition: Callable[..., object], workspace: Callable[[str], Path], shared: Callable[[str], Path]) -> None:
    folder = workspace("serge")
    run_edition("build", "serge", "--texts", shared("serge"), "--only", "tei", folder=folder)
    examine(folder / "tei/serge.xml", folder / "book.epub")
