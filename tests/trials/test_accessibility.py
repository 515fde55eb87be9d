"""Ace on every book that we can make here: both editions, and the documents of ../shared/corpus."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CORPUS = Path(__file__).resolve().parent.parent.parent.parent / "shared" / "corpus"


@pytest.mark.parametrize("name", ["specimen", "serge"])
def test_editions(name: str, run_edition: Any, workspace: Any, shared: Any, ace: Callable[[Path], list[str]]) -> None:
    folder = workspace(name)
    texts = () if name == "specimen" else ("--texts", shared(name))
    result = run_edition("build", name, *texts, "--only", "tei,epub", folder=folder)
    assert result.returncode == 0, result.stderr
    assert ace(folder / f"output/{name}.epub") == []


@pytest.mark.parametrize("document", sorted(CORPUS.rglob("*.xml")), ids=lambda path: path.stem)
def test_documents_of_others(document: Path, run_edition: Any, ace: Callable[[Path], list[str]], tmp_path: Path) -> None:
    result = run_edition("epub", document, "-o", "book.epub", folder=tmp_path)
    if result.returncode:
        pytest.skip("no book comes of this document; test_corpus.py holds the refusal to its form")
    assert ace(tmp_path / "book.epub") == []
