"""Every book of ../shared/corpus in Chromium: no page is wider than a phone or fails to load, and a picture of each is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CORPUS = Path(__file__).resolve().parent.parent.parent.parent / "shared" / "corpus"
# Of a long book so many pages are looked at, from all of its parts.
PAGES = 12


@pytest.mark.parametrize("document", sorted(CORPUS.rglob("*.xml")), ids=lambda path: path.stem)
@pytest.mark.parametrize("size", [(390, 844), (820, 1180)], ids=["phone", "tablet"])
def test_documents_of_others(
    document: Path, size: tuple[int, int], run_edition: Any, browser: Any, unpacked: Callable[[Path], list[Path]], tmp_path: Path
) -> None:
    if run_edition("epub", document, "-o", "book.epub", folder=tmp_path).returncode:
        pytest.skip("no book comes of this document; test_corpus.py holds the refusal to its form")
    pages = unpacked(tmp_path / "book.epub")
    browser.resize(*size)
    wide = []
    for page in pages[:: max(1, len(pages) // PAGES)]:
        browser.open(page)
        browser.keep(f"{document.stem}-{page.stem}-{size[0]}")
        wide += [f"{page.name}: {over} px" for over in [browser.overflow()] if over > 0]
    assert wide == []
