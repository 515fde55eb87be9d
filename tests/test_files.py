"""Paths that no file can have, and files that cannot be read or written: each is a message, and nothing is left."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from edition.errors import EditionError, OutsideError, UsageError
from edition.files import check_output, is_file, is_folder, is_there, read_bytes, resolved, write_bytes

IMPOSSIBLE = ["a\0b", "r" * 5_000, "\ud800"]


@pytest.mark.parametrize("name", IMPOSSIBLE, ids=["null byte", "too long", "lone surrogate"])
def test_a_name_that_no_file_has_cannot_be_read_or_written(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    for look in (read_bytes, is_file, is_folder, is_there):
        with pytest.raises(OutsideError) as caught:
            look(path)
        assert caught.value.message.code == "E005"
        assert caught.value.message.values["reason"]
    with pytest.raises(OutsideError) as caught:
        write_bytes(path, b"Rain.")
    assert caught.value.message.code == "E006"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["", ".", "/", ".."])
def test_a_folder_cannot_be_written_as_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "in")
    with pytest.raises(OutsideError) as caught:
        write_bytes(Path(name), b"Rain.")
    assert caught.value.message.code == "E006"
    assert [path.name for path in tmp_path.rglob("*")] == ["in"]


def test_what_is_left_at_the_end_of_the_process_says_nothing(tmp_path: Path) -> None:
    program = (
        "import edition\nfrom edition.files import written_aside, _unfinished\nfrom pathlib import Path\n"
        "_unfinished.add(Path('a\\0b'))\n"
        "try:\n    written_aside(Path('a\\0b')).__enter__()\nexcept edition.OutsideError as error:\n    print(error.message.code)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "E006\n", "")


def test_what_is_there_and_what_is_not(tmp_path: Path) -> None:
    (tmp_path / "rain.txt").write_bytes(b"Rain.")
    assert (is_file(tmp_path / "rain.txt"), is_folder(tmp_path / "rain.txt"), is_there(tmp_path / "rain.txt")) == (
        True,
        False,
        True,
    )
    assert (is_file(tmp_path), is_folder(tmp_path), is_there(tmp_path)) == (False, True, True)
    assert not is_there(tmp_path / "none.txt")
    assert not is_there(tmp_path / "rain.txt" / "none.txt")


def test_links_that_lead_in_a_circle_are_a_message(tmp_path: Path) -> None:
    (tmp_path / "one").symlink_to(tmp_path / "two")
    (tmp_path / "two").symlink_to(tmp_path / "one")
    resolved(tmp_path / "one")
    with pytest.raises(EditionError, match="E005"):
        is_file(tmp_path / "one")


def test_what_is_read_is_not_written_over_by_whatever_path(tmp_path: Path) -> None:
    (tmp_path / "rain.txt").write_bytes(b"Rain.")
    (tmp_path / "link.txt").symlink_to(tmp_path / "rain.txt")
    (tmp_path / "other.txt").write_bytes(b"Rain.")
    for name in ("rain.txt", "link.txt", f"../{tmp_path.name}/rain.txt"):
        with pytest.raises(UsageError, match="E077"):
            check_output(tmp_path / name, [tmp_path / "none.txt", tmp_path / "rain.txt"])
    check_output(tmp_path / "other.txt", [tmp_path / "rain.txt"])
    check_output(tmp_path / "new.txt", [tmp_path / "rain.txt"])
