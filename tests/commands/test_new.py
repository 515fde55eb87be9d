"""edition new: a folder in, a workspace that loads without a fault out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from edition.messages import Report
from edition.project import description
from tests.commands.conftest import Run
from tests.readers import notebook


def test_the_example_is_described_without_a_fault(workspace: Path) -> None:
    report = Report()
    loaded = description.load(workspace, "example", report)
    assert not len(report)
    assert not description.find_texts(loaded)[1]
    assert len(loaded.decisions) == 1
    assert loaded.names


def test_a_folder_with_something_in_it_is_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/letter.txt").write_text("mine", encoding="utf-8")
    result = run("new", "full")
    assert result.exit_code == 2
    assert "E032 full is not empty." in result.stderr
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["letter.txt"]


def test_a_folder_that_cannot_be_made_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    result = run("new", "file/below")
    assert result.exit_code == 3
    assert "E076" in result.stderr


def test_an_edition_is_made_from_files_and_built(run: Run, tmp_path: Path, tool: Callable[[str], str]) -> None:
    tool("pango")
    (tmp_path / "keeper.docx").write_bytes(notebook.docx())
    (tmp_path / "keeper.html").write_bytes(notebook.html())
    result = run("new", "lighthouse", "--from", "keeper.docx", "keeper.html")
    assert result.exit_code == 0, result.stderr
    said = result.stdout.splitlines()
    assert said[0].startswith("keeper.docx: Word document in English, entries: 3")
    books = [f"lighthouse/output/lighthouse.{kind}" for kind in ("epub", "html", "pdf")]
    assert said[-4:] == ["lighthouse/tei/lighthouse.xml", *books]
    assert all((tmp_path / path).stat().st_size for path in said[-3:])


def test_two_folders_are_one_too_many(run: Run, tmp_path: Path) -> None:
    result = run("new", "one", "two")
    assert result.exit_code == 2
    assert "--from" in result.stderr
    assert not list(tmp_path.glob("one"))
