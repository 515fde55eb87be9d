"""The notebook of docs/ is run as a reader runs it, in a kernel of its own: two texts become an apparatus and an EPUB."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

nbformat = pytest.importorskip("nbformat", reason="nbclient is not installed: requirements/trials.txt")
nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed: requirements/trials.txt")


@pytest.fixture(scope="module")
def cells(root: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """The cells of code with what they gave."""
    folder = tmp_path_factory.mktemp("notebook")
    notebook = nbformat.read(root / "docs/two-translations.ipynb", as_version=4)
    nbformat.validate(notebook)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(root))
        patch.setenv("TMPDIR", str(folder))
        # A cell that fails is an error here.
        nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(folder)}}).execute()
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def printed(cell: Any) -> str:
    return "".join(output.get("text", "") for output in cell.outputs)


def shown(cell: Any, kind: str) -> str:
    return "".join(output.data.get(kind, "") for output in cell.outputs if "data" in output)


def cell_with(cells: list[Any], words: str) -> Any:
    [cell] = [cell for cell in cells if words in cell.source]
    return cell


def test_every_cell_is_run_and_none_complains(cells: list[Any]) -> None:
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert not [output for cell in cells for output in cell.outputs if output.get("name") == "stderr"]


@pytest.mark.parametrize("words", ["edition.read", "edition.align", "edition.open_tei"])
def test_a_result_shows_itself_as_a_table(cells: list[Any], words: str) -> None:
    table = shown(cell_with(cells, words), "text/html")
    assert table.startswith("<table>")
    assert table.count("<tr>") > 3


def test_the_grades_part_the_readings(cells: list[Any]) -> None:
    counts = {grade: int(count) for grade, count in re.findall(r"(\w+) (\d+)", printed(cell_with(cells, 'for grade in ("acc')))}
    assert counts["stylistic"] > counts["substantive"] > 0
    assert re.search(r"^three \] two$", printed(cell_with(cells, "strip() or")), re.MULTILINE)
    assert "1887-03-15 three (L) ] two (M)\n" in printed(cell_with(cells, "document.apparatus"))


def test_an_edition_and_two_books_come_of_it(cells: list[Any]) -> None:
    assert "keeper.xml" in shown(cell_with(cells, "edition.build"), "text/plain")
    assert "(['keeper-short.epub'], True)" in shown(cell_with(cells, "edition.write_book"), "text/plain")
