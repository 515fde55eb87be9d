"""The tutorial in an empty folder with its two files: each command runs, each change is made, and each line that it shows comes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from edition.commands import main
from tools.tutorial import blocks, follow


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs/tutorial.md").read_text(encoding="utf-8")


def test_every_step_of_the_tutorial_gives_what_it_says(
    tmp_path: Path, tool: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tool("pango")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")

    def run(arguments: list[str], folder: Path) -> str:
        monkeypatch.chdir(folder)
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0, result.stderr
        return result.output

    folder = tmp_path
    for block, printed, at in follow(tmp_path, run):
        folder = at
        shown = block.text.splitlines() if block.language == "text" else []
        assert not [line for line in shown if line not in printed.splitlines()], printed
    assert folder.name == "toll-house"
    page = (folder / "output/toll-house.html").read_text(encoding="utf-8")
    lacking = [words for words in ("Ada Marsh", "The French leaves it open who owes.", "Causeway Press") if words not in page]
    assert not lacking
    for name in ("toll-house.epub", "toll-house.pdf"):
        assert (folder / "output" / name).stat().st_size


def test_every_command_that_the_tutorial_names_is_one(page: str) -> None:
    known = set(main.list_commands(click.Context(main)))
    named = set(re.findall(r"`edition ([a-z]+)", page))
    run = {line.split()[1] for block in blocks() if block.language == "sh" for line in block.text.splitlines() if line[:3] != "cd "}
    assert named | run <= known
    assert {"new", "read", "build", "report", "validate", "witness", "export"} <= run


def test_its_pictures_are_there_and_small(page: str, root: Path) -> None:
    named = set(re.findall(r"!\[[^\]]+\]\((pictures/[\w-]+\.png)\)", page))
    assert len(named) >= 3
    there = {str(path.relative_to(root / "docs")): path.stat().st_size for path in (root / "docs/pictures").iterdir()}
    assert named <= set(there)
    assert not {name: size for name, size in there.items() if size > 60_000}
