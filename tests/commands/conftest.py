"""What the tests of the commands share: a workspace with the example of `edition new`, and a way to run a command in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from edition.commands import main

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `edition …` in an empty folder with a cache of its own; stdout and stderr apart."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("EDITION_TEXTS", raising=False)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)

    def call(*arguments: str | Path) -> Result:
        return CliRunner().invoke(main, [str(argument) for argument in arguments])

    return call


@pytest.fixture
def workspace(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The workspace that `edition new` makes; the working folder of the test."""
    assert run("new", "notebook").exit_code == 0
    monkeypatch.chdir(tmp_path / "notebook")
    return tmp_path / "notebook"
