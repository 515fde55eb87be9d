"""The wheel in an environment of its own, as `pipx install` makes one: it starts, makes a workspace, and builds it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def installed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command `edition` out of the wheel, with the pinned libraries."""
    folder = tmp_path_factory.mktemp("installed")
    python = folder / "venv/bin/python"
    run = {"check": True, "stdin": subprocess.DEVNULL}
    subprocess.run([sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", folder, root], **run)
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], **run)
    subprocess.run([python, "-m", "pip", "install", "-q", "--require-hashes", "-r", root / "requirements/runtime.txt"], **run)
    subprocess.run([python, "-m", "pip", "install", "-q", "--no-deps", *folder.glob("*.whl")], **run)
    subprocess.run([python, "-m", "pip", "check"], **run)
    return folder / "venv/bin/edition"


def command(program: Path, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    return subprocess.run([program, *arguments], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)


def test_help(installed: Path, tmp_path: Path) -> None:
    result = command(installed, "--help", folder=tmp_path)
    assert result.returncode == 0, result.stderr
    assert "build" in result.stdout


def test_a_new_workspace_is_built(installed: Path, tmp_path: Path, tool: Callable[[str], str]) -> None:
    tool("pango")
    for arguments, folder in ((("new", "notebooks"), tmp_path), (("build",), tmp_path / "notebooks")):
        result = command(installed, *arguments, folder=folder)
        assert result.returncode == 0, result.stderr
    assert sorted(path.suffix for path in (tmp_path / "notebooks/output").iterdir()) == [".epub", ".html", ".pdf"]
