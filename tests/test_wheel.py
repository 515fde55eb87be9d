"""The wheel, which `pipx install` takes, holds all that the program needs, offers every extra, and says under what licence."""

from __future__ import annotations

import re
import tomllib
import zipfile
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest

from edition.readers.shapes.table import SHAPES
from edition.tei.export.export_forms import FORMS


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    buildapi = pytest.importorskip("flit_core.buildapi")
    folder = tmp_path_factory.mktemp("wheel")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        return folder / str(buildapi.build_wheel(str(folder)))


def test_every_file_of_the_package_is_in_the_wheel(wheel: Path, root: Path) -> None:
    wanted = {str(path.relative_to(root)) for path in (root / "edition").rglob("*") if path.is_file() and path.suffix != ".pyc"}
    packed = set(zipfile.ZipFile(wheel).namelist())
    assert wanted <= packed
    assert {f"edition/tei/schema/edition.{kind}" for kind in ("rng", "sch", "odd")} <= set(packed)


def test_the_wheel_holds_the_program_and_nothing_else(wheel: Path) -> None:
    names = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {name for name in names if not name.endswith(".dist-info")} == {"edition"}


def metadata(wheel: Path) -> Message:
    archive = zipfile.ZipFile(wheel)
    (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
    return message_from_bytes(archive.read(name))


def test_every_extra_that_the_program_names_can_be_installed(wheel: Path, root: Path) -> None:
    offered = set(metadata(wheel).get_all("Provides-Extra", []))
    named = {shape.extra for shape in SHAPES.values()} | {form.extra for form in FORMS.values()}
    texts = [*(root / "edition").rglob("*.py"), root / "README.md", *(root / "docs").glob("*.md")]
    for path in texts:
        for extras in re.findall(r"(?:edition|\.)\[([a-z,]+)\]'", path.read_text(encoding="utf-8")):
            named |= set(extras.split(","))
    assert named - {""} <= offered
    assert {"docx", "pdf", "serve"} <= named


def test_the_wheel_has_the_licences_of_all_that_it_holds(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    kept = {name.partition("/licenses/")[2] for name in names if "/licenses/" in name}
    assert kept == {"LICENSE", "edition/collation/NOTICE", "edition/language/NOTICE"}
    assert metadata(wheel)["License-Expression"] == "AGPL-3.0-or-later"


def test_what_comes_with_the_program_stands_in_the_list_of_licences(root: Path) -> None:
    said = (root / "docs/licences.md").read_text(encoding="utf-8")
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *(line for lines in project["optional-dependencies"].values() for line in lines)]
    libraries = {re.split(r"[ \[<>=]", line)[0] for line in wanted} - {"edition"}
    assert not {name for name in libraries if name.casefold() not in said.casefold()}
    data = {path.name for path in (root / "edition").rglob("*.npz")}
    assert not {name for name in data if name not in said and f"{name.split('_')[0].removesuffix('.npz')}*.npz" not in said}
