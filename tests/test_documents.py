"""What the documents name is there: files and folders, modules, names in modules, links."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tools.modules import document

# A path from the top of the repository; <CODE> and * stand for any name and are not looked up.
PATH = re.compile(r"(?<![\w/.~$-])(?:edition|tests|docs|tools|training)/[\w./-]*(?![\w<*])")
SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)\s#]+)(?:#[^)]*)?\)")


def documents(root: Path) -> list[Path]:
    return [root / "README.md", root / "CONTRIBUTING.md", root / "tests" / "README.md", *sorted((root / "docs").glob("*.md"))]


def modules(root: Path) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for path in (root / "edition").rglob("*.py"):
        found.setdefault(path.stem, []).append(path)
    return found


def names_in(module: Path) -> set[str]:
    """The names that a module gives a meaning to at its top, and the methods and fields of its classes."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in [*tree.body, *(inner for one in tree.body if isinstance(one, ast.ClassDef) for inner in one.body)]:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)}
    return found


def folders_named(text: str, root: Path) -> set[Path]:
    """The folders of the package that a document names, by themselves or by a file in them."""
    paths = [path for token in PATH.findall(text) if (path := root / token.rstrip("./")).exists()]
    paths += [
        path for span in SPAN.findall(text) if re.fullmatch(r"[\w/]+/[\w.]*", span) and (path := root / "edition" / span).exists()
    ]
    return {path if path.is_dir() else path.parent for path in paths}


def missing(text: str, folder: Path, root: Path) -> list[str]:
    """What a document in a folder names and is not there.

    A module that is named without a folder must lie in a folder that the document names: one of its name may lie elsewhere.
    """
    known, folders = modules(root), {folder, *folders_named(text, root)}
    absent = [token for token in PATH.findall(text) if not (root / token.rstrip(".")).exists()]
    for span in SPAN.findall(text):
        if re.fullmatch(r"\w+\.py", span):
            absent += [] if any((place / span).is_file() for place in folders) else [span]
        elif (match := re.fullmatch(r"([a-z_]+)\.(\w+)", span)) and match[1] in known:
            is_file = any(root.glob(f"edition/**/{span}"))
            absent += [] if is_file or any(match[2] in names_in(path) for path in known[match[1]]) else [span]
    absent += [link for link in LINK.findall(text) if "://" not in link and not (folder / link).exists()]
    return absent


def test_every_module_stands_in_the_list_of_modules(root: Path) -> None:
    """`make modules` writes it anew."""
    said = (root / "docs/modules.md").read_text(encoding="utf-8").splitlines()
    now = document().splitlines()
    assert [line for line in now if line not in said] == []
    assert [line for line in said if line not in now] == []


def test_what_the_documents_name_is_there(root: Path) -> None:
    absent = {str(path.relative_to(root)): missing(path.read_text(encoding="utf-8"), path.parent, root) for path in documents(root)}
    assert not {name: found for name, found in absent.items() if found}


@pytest.mark.parametrize(
    "text",
    [
        "The code is in `edition/tei/nowhere.py`.",
        "Modules: `edition/tei/encoding/header.py` and `locate.py`, which is a command.",
        "`moved.NOTHING` is a number.",
        "See [the other document](elsewhere.md#there).",
    ],
)
def test_the_guard_sees_what_is_not_there(text: str, root: Path) -> None:
    assert missing(text, root / "docs", root)


def test_the_guard_sees_what_is_there(root: Path) -> None:
    text = "`edition/tei/encoding/` has `header.py`; `moved.LOOSE`, `edition/messages/<CODE>`, [words](words.md#links)"
    assert not missing(text, root / "docs", root)
