"""Ace on the books of both editions; test_nothing_lost.py has those of other projects' documents."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.mark.parametrize("name", ["specimen", "serge"])
def test_editions(name: str, run_edition: Any, workspace: Any, shared: Any, ace: Callable[[Path], list[str]]) -> None:
    folder = workspace(name)
    texts = () if name == "specimen" else ("--texts", shared(name))
    result = run_edition("build", name, *texts, "--only", "tei,epub", folder=folder)
    assert result.returncode == 0, result.stderr
    assert ace(folder / f"output/{name}.epub") == []
