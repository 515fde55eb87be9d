"""Messages that no file can bring about: a folder that is no workspace, and a fault of the program itself."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from edition import readers
from edition.commands import main
from edition.errors import TextError
from edition.messages import Report
from edition.model import Witness
from edition.model.documents import Document
from edition.tei.encoding import document, source

WORKSPACE = Path(__file__).resolve().parent.parent / "cases" / "workspace"


def run(folder: Path, patch: pytest.MonkeyPatch, *arguments: str) -> Result:
    patch.chdir(folder)
    patch.setenv("XDG_CACHE_HOME", str(folder / ".cache"))
    return CliRunner().invoke(main, arguments)


def test_a_folder_that_is_no_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(tmp_path, monkeypatch, "build")
    assert result.exit_code == 2
    assert result.stderr == (
        f"E020 there is no folder sources in {tmp_path} or above it. Go to your workspace, or make one: edition new DIR.\n"
    )


def test_tei_of_ours_that_is_not_valid_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "in"
    shutil.copytree(WORKSPACE, folder)
    build = document.build
    monkeypatch.setattr(document, "build", lambda made: build(made).replace(b"</fileDesc>", b"</fileDesc><p/>"))
    result = run(folder, monkeypatch, "build", "garden")
    assert result.exit_code == 1
    assert "E035 the TEI made of garden is not valid (1 error); nothing was written." in result.stderr
    assert not list(folder.glob("tei/*"))
    assert not list(folder.glob("output/*"))


def test_tei_that_does_not_read_back_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "in"
    shutil.copytree(WORKSPACE, folder)
    build = document.build
    monkeypatch.setattr(document, "build", lambda made: build(made).replace(b"potatoes", b"turnips"))
    result = run(folder, monkeypatch, "build", "garden")
    assert result.exit_code == 1
    assert "E491 the entry 1921-05-03 of A, as read, does not read back from the TEI as it went in." in result.stderr
    assert not list(folder.glob("tei/*"))


def test_an_emendation_that_does_not_read_back_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "in"
    shutil.copytree(WORKSPACE, folder)
    (folder / "sources/garden/decisions.toml").write_text(
        '[[emendation]]\nsiglum = "A"\nentry = "1921-05-03"\nat = "still cold"\nread = "still wet"\nkind = "print"\n', "utf-8"
    )
    build = document.build
    monkeypatch.setattr(document, "build", lambda made: build(made).replace(b">wet<", b">dry<"))
    result = run(folder, monkeypatch, "build", "garden")
    assert result.exit_code == 1
    assert "E489 the entry 1921-05-03 of A, as emended, does not read back from the TEI as it went in." in result.stderr
    assert "E491" not in result.stderr
    assert not list(folder.glob("tei/*"))


def build_with_sources_changed(tmp_path: Path, patch: pytest.MonkeyPatch, right: bytes, wrong: bytes) -> Result:
    folder = tmp_path / "in"
    shutil.copytree(WORKSPACE, folder)
    build = source.build_source
    patch.setattr(source, "build_source", lambda *given: build(*given).replace(right, wrong))
    return run(folder, patch, "build", "garden", "--only", "tei")


def test_a_source_that_its_tei_does_not_hold_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = build_with_sources_changed(tmp_path, monkeypatch, b"potatoes", b"")
    assert result.exit_code == 1
    assert "a.txt: E492 the TEI of this source does not hold its text whole; it differs near “" in result.stderr
    assert "E035 the TEI made of garden is not valid" in result.stderr
    assert not list(tmp_path.glob("in/tei/*"))


@pytest.mark.parametrize(
    ("right", "wrong", "differs"),
    [
        (b' rend="run-in"', b"", "W188 the heading of the entry 1921-05-03 of A is divided otherwise in the TEI of its source"),
        (
            b"potatoes", b"pota</p><p>toes",
            "W140 paragraph 2 of the entry 1921-05-03 of A, “Karen came by with …”, is divided otherwise in the TEI of its source",
        ),
        (b'type="entry" n="1921-05-03"', b'type="entry" n="1921"', "W166 the entry 1921-05-03 of A is no entry in the TEI"),
    ],
)  # fmt: skip
def test_a_source_whose_words_are_whole_but_divided_otherwise_stops_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, right: bytes, wrong: bytes, differs: str
) -> None:
    result = build_with_sources_changed(tmp_path, monkeypatch, right, wrong)
    assert result.exit_code == 0
    assert differs in result.stderr


def test_a_note_that_stands_otherwise_in_the_tei_of_its_source_stops_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "in"
    shutil.copytree(WORKSPACE, folder)
    text = folder / "sources/garden/witnesses/a.txt"
    text.write_text(text.read_text("utf-8").replace("the wall.", "the wall.[1]") + "\n[1] A dry wall of flint.\n", "utf-8")
    build = source.build_source
    wrong = b"dry wall of flint", b"drywall of flint"
    monkeypatch.setattr(source, "build_source", lambda *given: build(*given).replace(*wrong))
    result = run(folder, monkeypatch, "build", "garden", "--only", "tei")
    assert "W165 the note 1 of the entry 1921-05-03 of A stands otherwise" in result.stderr


def test_words_that_look_otherwise_in_the_tei_of_their_source_stop_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "in"
    shutil.copytree(WORKSPACE, folder)
    text = folder / "sources/garden/witnesses/a.txt"
    text.write_text(text.read_text("utf-8").replace("potatoes", "_potatoes_"), "utf-8")
    build = source.build_source
    wrong = b'<hi rend="italic">potatoes</hi>', b'<hi rend="bold">potatoes</hi>'
    monkeypatch.setattr(source, "build_source", lambda *given: build(*given).replace(*wrong))
    result = run(folder, monkeypatch, "build", "garden", "--only", "tei")
    assert result.exit_code == 0
    assert "W311 words of the entry 1921-05-03 of A look otherwise in the TEI of its source" in result.stderr


def test_a_verse_that_is_none_in_the_tei_of_its_source_stops_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "in"
    shutil.copytree(WORKSPACE, folder)
    text = folder / "sources/garden/witnesses/a.txt"
    verses = "The hens have gone to bed,\nThe cat is on the wall;\nThe moon stands overhead,\nAnd nobody at all.\n"
    text.write_text(text.read_text("utf-8") + "\n" + 3 * (verses + "\n"), "utf-8")
    build = source.build_source
    wrong = b"</l></lg>", b'</l></lg><milestone unit="section"/>'
    monkeypatch.setattr(source, "build_source", lambda *given: build(*given).replace(*wrong, 1))
    result = run(folder, monkeypatch, "build", "garden", "--only", "tei")
    assert result.exit_code == 0
    assert "“The hens have gone …”, is (a verse, a speech, a part of a list, a table or a letter) is told" in result.stderr
    assert "W199" in result.stderr


def test_a_file_at_which_its_reader_fails_is_told_as_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*given: object) -> Document:
        raise AttributeError("no such part")

    monkeypatch.setitem(readers.SHAPES, "docx", replace(readers.SHAPES["docx"], document=fail))
    with pytest.raises(TextError) as error:
        readers.read_file(Witness(siglum="A", title="A", reader="docx", file="a.docx"), b"PK", Report())
    assert str(error.value).startswith(
        "a.docx: E177 the file is no Word document, or is damaged: its parts do not fit together (AttributeError)."
    )
