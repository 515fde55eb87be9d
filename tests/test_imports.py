"""Imports run one way (DESIGN.md section 1): held here by reading every module of the package, not by running it."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "edition"

# What everything stands on: types, messages, errors, files, and what is true of any text. It imports nothing above itself.
GROUND = {
    "model",
    "messages",
    "errors",
    "files",
    "running_text",
    "raw_text",
    "stems",
    "naming",
    "ids",
    "edtf",
    "numerals",
    "hints",
    "toml_tables",
    "cache",
}
# Who may import whom, folder by folder; a folder may always import itself.
MAY_IMPORT = {
    "readers": GROUND,
    "alignment": GROUND,
    "collation": GROUND,
    "decisions": GROUND | {"alignment", "collation"},
    "tei": GROUND | {"readers", "alignment", "collation"},
    # The writers know TEI and nothing of how it came about: of the package they see how a document is opened, how to complain,
    # what was made before, and how figures are written.
    "writers": {"messages", "errors", "files", "tei", "cache", "numerals"},
}
# Above these stand the modules that steer them, `project` and `pipeline` and what belongs to them; above all, the commands.
STEERING = {path.stem for path in PACKAGE.glob("*.py")} - GROUND - {"__init__", "__main__"}
# The writers may name a place in a file, and none of the types of an edition.
PLACES = {"Locus"}


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py"))


def own_imports(path: Path) -> list[tuple[str, str, int]]:
    """The imports of the package's own modules: (module without the package's name, name imported, line)."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(node, ast.Import):
            found += [(alias.name, "", node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: say the whole name of the module"
            found += [(f"{node.module}.{alias.name}", alias.name, node.lineno) for alias in node.names]
    return [(name.partition(".")[2], what, line) for name, what, line in found if name.partition(".")[0] == "edition"]


def folder_of(path: Path) -> str:
    """The folder or top module that a module belongs to; "" for edition/__init__.py and __main__.py."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return "" if parts[0] in {"__init__", "__main__"} else parts[0]


def allowed(place: str) -> set[str]:
    if place in GROUND:
        return GROUND
    if place in MAY_IMPORT:
        return MAY_IMPORT[place] | {place}
    below = GROUND | set(MAY_IMPORT) | STEERING
    return below if place in STEERING else below | {"commands"}


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_what_stands_below_it(path: Path) -> None:
    place = folder_of(path)
    for name, what, line in own_imports(path):
        target = name.split(".")[0]
        if target in {"__version__", *GROUND} and what in {"__version__", *PLACES}:
            continue
        where = f"edition/{path.relative_to(PACKAGE)}:{line}"
        assert target in allowed(place), f"{where}: {place or 'edition'} may not import {target}"


def test_no_module_of_the_ground_or_the_top_imports_in_a_circle() -> None:
    """Among the top modules too there is an order: each can be read after those it imports."""
    names = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__", "__main__"}
    needs = {
        name: {target.split(".")[0] for target, _, _ in own_imports(PACKAGE / f"{name}.py")} & names - {name} for name in names
    }
    while free := {name for name, wanted in needs.items() if not wanted}:
        needs = {name: wanted - free for name, wanted in needs.items() if name not in free}
    assert not needs, f"these import one another: {', '.join(sorted(needs))}"


def test_lxml_stays_out_of_the_ground() -> None:
    for path in (path for path in modules() if folder_of(path) in GROUND):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not {module for module in imported if module.split(".")[0] == "lxml"}, path


@pytest.mark.parametrize("command", [["--help"], ["build", "--help"], ["explain", "E001"]], ids=" ".join)
def test_a_command_that_needs_no_layout_loads_none(command: list[str], root: Path) -> None:
    """`edition --help` comes at once: WeasyPrint and numpy, which take a second, load only when they are used."""
    program = (
        "import sys\n"
        "from edition.commands import main\n"
        f"try:\n    main({command!r})\n"
        "except SystemExit as end:\n    assert not end.code, end.code\n"
        "heavy = {'weasyprint', 'numpy', 'ebooklib', 'pikepdf'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    result = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
