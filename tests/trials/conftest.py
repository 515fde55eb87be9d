"""What several trials stand on: the TEI of the books of tests/listed_books.py."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.listed_books import CORPUS, EDITIONS, LIBRARY


@pytest.fixture(scope="session")
def listed_book(
    shared: Callable[[str], Path], run_edition: Any, workspace: Any, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Path]:
    """Give the TEI of a book of the list, built once."""
    done: dict[str, Path] = {}

    def build(name: str) -> Path:
        if name in CORPUS:
            return shared(f"corpus/{CORPUS[name]}")
        if name in LIBRARY:
            folder = tmp_path_factory.mktemp(name)
            texts = [str(shared("library") / text) for text in LIBRARY[name]]
            result = run_edition("new", name, "--from", *texts, folder=folder)
            assert result.returncode == 0, result.stderr
            folder, more = folder / name, ("--only", "tei")
        else:
            folder = workspace(name)
            more = ("--only", "tei", *(("--texts", str(shared(EDITIONS[name]))) if EDITIONS[name] else ()))
        result = run_edition("build", name, *more, folder=folder)
        assert result.returncode == 0, result.stderr
        return Path(folder / "tei" / f"{name}.xml")

    def give(name: str) -> Path:
        if name not in done:
            done[name] = build(name)
        return done[name]

    return give
