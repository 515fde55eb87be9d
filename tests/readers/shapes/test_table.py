"""The table of shapes, and all that is written of shapes elsewhere: none is missing there, and none is made up."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from edition.readers.shapes.table import SHAPES
from edition.readers.telling import told
from tests.readers.test_shapes import SHAPES as OF_BYTES
from tests.readers.test_shapes import made


@pytest.mark.parametrize("shape", OF_BYTES)
def test_a_file_is_told_to_have_its_shape_whatever_its_name(shape: str) -> None:
    assert told(made(shape), "file.txt").reader == shape


def test_the_documentation_has_every_shape(root: Path) -> None:
    """docs/shapes.md: the reader, what the file is, and the extra that it needs."""
    rows = re.findall(r"^\| `([\w-]+)` \| ([^|]+) \| ([^|]+) \|", (root / "docs/shapes.md").read_text(encoding="utf-8"), re.M)
    stated = {name: (file.partition(":")[0].strip(), *re.findall(r"edition\[(\w+)\]", needs)) for name, file, needs in rows}
    assert stated == {shape.name: (shape.title, *filter(None, (shape.extra,))) for shape in SHAPES.values()}


def test_the_readme_and_the_example_name_every_shape(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    (row,) = re.findall(r"^\| `edition new DIR --from FILE…` \| .*$", readme, re.M)
    example = (root / "edition/project/workspace/sources/example/edition.toml").read_text(encoding="utf-8")
    (readers,) = re.findall(r"how to read the file: (.*)$", example, re.M)
    assert [shape.title for shape in SHAPES.values() if shape.title not in row] == []
    assert sorted(re.split(r", | or ", readers)) == sorted(SHAPES)


def test_what_a_shape_needs_can_be_installed(root: Path) -> None:
    """An extra of pyproject.toml brings each library that leaves its mark, or one that brings it."""
    extras = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    needed = {shape.extra: shape.libraries for shape in SHAPES.values() if shape.extra}
    for extra, libraries in needed.items():
        assert libraries
        assert [re.split(r"[ <>=]", line)[0] for line in extras[extra]] == [libraries[0]]
    assert extras["shapes"] == [f"edition[{','.join(sorted(needed))}]"]


def test_the_table_loads_no_library_of_a_shape(root: Path) -> None:
    program = (
        "import sys\n"
        "import edition.readers.shapes.table\n"
        "heavy = {'docx', 'pdfplumber', 'pdfminer', 'pikepdf', 'markdown_it', 'lxml', 'numpy'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    result = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
