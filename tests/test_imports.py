"""Imports run one way: held here by reading every module of the package, imports within functions too, not by running it."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "edition"

# What everything stands on: types, messages, errors, files, and what is true of any text. It imports nothing above itself.
GROUND = {"model", "messages", "language", "text", "storage", "errors", "files", "lazy_names", "processors"}
# Who may import whom, a folder or a module at the top; "tei" is what stands in that folder itself. Each may import itself.
READING = GROUND | {"tei", "tei.reading"}
MAY_IMPORT = {
    **{place: GROUND for place in GROUND},
    "tei": GROUND,
    "tei.reading": READING,
    "tei.encoding": READING,
    "tei.validation": READING,
    "tei.export": READING,
    "imports": GROUND,
    "readers": READING,
    "alignment": GROUND,
    "collation": GROUND,
    # The writers know TEI and nothing of how it came about.
    "writers": READING - {"model", "text"},
    "decisions": READING | {"readers", "alignment", "collation"},
    "project": READING | {"readers", "alignment", "collation", "decisions", "writers"},
}
MAY_IMPORT["pipeline"] = {*MAY_IMPORT["project"], "project", "imports", "tei.encoding", "tei.validation", "tei.export"}
MAY_IMPORT["api"] = {*MAY_IMPORT["pipeline"], "pipeline"}
# The desk shows an edition at work, and writes what its editor decides there.
MAY_IMPORT["desk"] = {"api", "decisions", "project", "pipeline", "writers", *GROUND}
# A language server tells what is wrong in a text that is not saved yet, and what may stand there.
MAY_IMPORT["live"] = {"api", "project", "tei", "tei.validation", *GROUND}
# A command says in words what the API gives: it asks nobody else, but for the desk and the language server, which are no functions.
MAY_IMPORT["commands"] = {"api", "desk", "live", "messages", "errors", "files", "processors"}
# The writers may name a place in a file and the grades of readings, and none of the types of an edition.
PLACES = {"edition.model.Locus", "edition.model.GRADES", "edition.__version__"}
# Two modules of one name do the same job, each for its shape of file or its kind of book.
NAMED_TWICE = {
    "epub": "a shape of source, and the kind of book",
    "pdf": "a shape of source, and the kind of book",
    "html": "a shape of source, and the kind of book",
    "export": "what gives TEI in other forms, and the command that writes it",
}


def name_of(path: Path) -> str:
    parts = ("edition", *path.relative_to(PACKAGE).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the package by its dotted name."""
    return {name_of(path): ast.parse(path.read_text(encoding="utf-8"), str(path)) for path in sorted(PACKAGE.rglob("*.py"))}


def own_imports(tree: ast.Module) -> Iterator[tuple[str, str, int]]:
    """The imports of the package's own modules: (module, what is taken of it with the module's name, line)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, alias.name, node.lineno) for alias in node.names if alias.name.partition(".")[0] == "edition")
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: say the whole name of the module"
            if str(node.module).partition(".")[0] == "edition":
                for alias in node.names:
                    whole = f"{node.module}.{alias.name}"
                    yield (whole if whole in modules() else str(node.module)), whole, node.lineno


def place_of(module: str) -> str:
    """The folder that a module stands in, or a module at the top; of `tei` the folder below it; "" for the package itself."""
    parts = module.split(".")[1:]
    if parts[:1] == ["tei"]:
        return ".".join(parts[:2]) if len(parts) > 2 or parts[1:] in INNER else "tei"
    return "" if not parts or parts == ["__main__"] else parts[0]


INNER = (["reading"], ["encoding"], ["validation"], ["export"])


@pytest.mark.parametrize("module", sorted(modules()))
def test_a_module_imports_only_what_stands_below_it(module: str) -> None:
    place = place_of(module)
    if not place:
        return
    for target, what, line in own_imports(modules()[module]):
        if what not in PLACES:
            allowed = MAY_IMPORT[place] | {place}
            assert place_of(target) in allowed, f"{module}:{line}: {place} may not import {target}"


def test_no_modules_import_one_another_in_a_circle() -> None:
    """Each module can be read after those that it imports, also where it imports them only within a function."""
    # The version stands in the package's own module before anything is imported there.
    needs = {
        name: {target for target, what, _ in own_imports(tree) if what != "edition.__version__"} - {name}
        for name, tree in modules().items()
    }
    while free := {name for name, wanted in needs.items() if not wanted}:
        needs = {name: wanted - free for name, wanted in needs.items() if name not in free}
    assert not needs, f"these import one another: {', '.join(sorted(needs))}"


def test_the_top_of_the_package_is_folders() -> None:
    assert {path.stem for path in PACKAGE.glob("*.py")} <= {"__init__", "__main__", *GROUND, "api"}


def test_lxml_stays_out_of_the_ground() -> None:
    for name, tree in modules().items():
        if place_of(name) in GROUND:
            imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
            imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
            assert not {module for module in imported if module.split(".")[0] == "lxml"}, name


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


def test_a_book_of_a_document_needs_no_reader_of_sources_and_no_decisions(root: Path, tmp_path: Path) -> None:
    """A hundred and thirty modules of them took a third of the time of `edition epub` of a small document."""
    header = "<teiHeader><fileDesc><titleStmt><title>Rain</title></titleStmt></fileDesc></teiHeader>"
    text = f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">{header}<text><body><p>Rain.</p></body></text></TEI>'
    (tmp_path / "rain.xml").write_text(text, encoding="utf-8")
    code = (
        "import sys, edition\nfrom pathlib import Path\n"
        f"edition.write_book('epub', Path({str(tmp_path / 'rain.xml')!r}))\n"
        "print([name for name in sys.modules if name.startswith(('edition.readers', 'edition.decisions'))])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=root,
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout == "[]\n", run.stderr


def test_import_edition_loads_no_library(root: Path) -> None:
    program = (
        "import sys, edition\n"
        "heavy = {'lxml', 'numpy', 'weasyprint', 'ebooklib', 'pikepdf', 'jinja2', 'click'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
        "assert all(hasattr(edition, name) for name in edition.__all__)\n"
    )
    result = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr


def test_no_two_modules_share_a_name() -> None:
    names = Counter(name.rpartition(".")[2] for name in modules())
    assert {name for name, times in names.items() if times > 1} <= set(NAMED_TWICE)


def test_no_two_classes_share_a_name() -> None:
    names = Counter(
        node.name.lstrip("_") for tree in modules().values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)
    )
    assert not {name for name, times in names.items() if times > 1}
