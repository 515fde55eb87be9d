"""The wheel, which `pipx install` takes, holds all that the program needs: schema, templates and styles too."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest


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
