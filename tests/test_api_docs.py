"""docs/api.md is right: its examples run from top to bottom and print what they say, and it has every public name."""

from __future__ import annotations

import doctest
import json
import re
from collections.abc import Callable
from dataclasses import is_dataclass
from pathlib import Path

import click
import pytest

import edition

_FENCE = re.compile(r"^```pycon\n(.*?)^```$", re.DOTALL | re.MULTILINE)
# A row of the table of classes: its name, what it is a sequence of, an expression that gives one.
_CLASS = re.compile(r"^\| `(\w+)` \| .* \| `(.+)` \|$", re.MULTILINE)


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs/api.md").read_text(encoding="utf-8")


def test_the_examples_print_what_the_page_says_and_the_classes_are_what_it_says(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))
    names: dict[str, object] = {}
    faults: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.REPORT_NDIFF | doctest.ELLIPSIS)
    examples = "\n".join(_FENCE.findall(page))
    example = doctest.DocTestParser().get_doctest(examples, names, "docs/api.md", "docs/api.md", 0)
    runner.run(example, out=faults.append, clear_globs=False)
    assert len(example.examples) > 50
    assert not faults, "".join(faults)
    rows = _CLASS.findall(page)
    assert len(rows) > 20
    for name, expression in rows:
        value = eval(expression, example.globs)
        assert type(value) is getattr(edition, name), f"{expression} is no {name}"
    classes = {name for name in edition.__all__ if isinstance(getattr(edition, name), type)}
    errors = {name for name in classes if issubclass(getattr(edition, name), edition.EditionError)}
    assert len(errors) == 4
    assert {name for name, _ in rows} == classes - errors
    # What is given stays as it is: frozen, but for the walk, which each answer leads on.
    assert [name for name in classes - errors if not _is_frozen(getattr(edition, name))] == ["ReviewWalk"]


def _is_frozen(kind: type) -> bool:
    return issubclass(kind, tuple) or (is_dataclass(kind) and kind.__dataclass_params__.frozen)  # type: ignore[attr-defined]


def test_every_public_name_stands_on_the_page(page: str) -> None:
    code = "\n".join(_FENCE.findall(page))
    functions = [name for name in edition.__all__ if callable(getattr(edition, name)) and name[0].islower()]
    assert len(functions) > 10
    assert not [name for name in functions if f"edition.{name}(" not in code]
    assert not [
        name for name in edition.__all__ if name != "__version__" and f"`{name}`" not in page and f"edition.{name}" not in page
    ]


def test_every_command_stands_in_the_table(page: str, commands: Callable[[], list[str]]) -> None:
    assert not [name for name in commands() if not re.search(rf"^\| .*`edition {name}\b", page, re.MULTILINE)]


@pytest.fixture
def commands() -> Callable[[], list[str]]:
    def names() -> list[str]:
        from edition.commands import main

        return sorted(main.list_commands(click.Context(main)))

    return names


def test_the_script_of_the_readme_prints_substantive_readings(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    [script] = re.findall(r"^```python\n(.*?)^```$", (root / "README.md").read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert script.count("\n") <= 10
    monkeypatch.chdir(tmp_path)
    for name, loaves in (("morley.txt", "two"), ("smollett.txt", "three")):
        (tmp_path / name).write_text(f"She walked by the river before dawn. She had {loaves} loaves.\n", encoding="utf-8")
    exec(script, {})
    assert capsys.readouterr() == ("two ] three\n", "")


def test_the_notebook_stores_nothing_that_one_run_gave(root: Path) -> None:
    """Its outputs would hold paths of one machine. A trial runs it."""
    notebook = json.loads((root / "docs/two-translations.ipynb").read_text(encoding="utf-8"))
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert len(cells) > 5
    assert not [cell for cell in cells if cell["outputs"] or cell["execution_count"] is not None]
    assert set(notebook["metadata"]) == {"kernelspec", "language_info"}
