"""edition epub, edition pdf: a TEI document in, a book out."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.commands.conftest import Run


@pytest.fixture
def tei(workspace: Path, run: Run) -> Path:
    """The TEI document of the example."""
    assert run("build", "--only", "tei").exit_code == 0
    return workspace / "tei/example.xml"


def words(epub: Path) -> str:
    with zipfile.ZipFile(epub) as book:
        return " ".join(book.read(name).decode("utf-8") for name in book.namelist() if name.endswith(".xhtml"))


def test_a_book_lies_beside_its_document_unless_said_otherwise(tei: Path, run: Run) -> None:
    result = run("epub", "tei/example.xml")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == "tei/example.epub\n"
    assert "eleven bees" in words(tei.with_suffix(".epub"))
    assert run("epub", "tei/example.xml", "-o", "made/book.epub").stdout == "made/book.epub\n"
    assert Path("made/book.epub").read_bytes() == tei.with_suffix(".epub").read_bytes()


def test_the_text_of_one_witness_alone(tei: Path, run: Run) -> None:
    assert run("epub", tei, "-o", "h.epub", "--reading", "H").exit_code == 0
    assert "full bloom" in words(Path("h.epub"))
    assert "lost patience" not in words(Path("h.epub"))


def test_an_unknown_siglum_is_wrong_usage(tei: Path, run: Run) -> None:
    result = run("epub", tei, "-o", "x.epub", "--reading", "X")
    assert result.exit_code == 2
    assert "X" in result.stderr
    assert not Path("x.epub").exists()


def test_the_looks_come_from_a_settings_file_and_the_command_line_has_the_last_word(tei: Path, run: Run) -> None:
    Path("looks.toml").write_text('[epub]\nreading = "H"\n', encoding="utf-8")
    assert run("epub", tei, "-o", "h.epub", "--settings", "looks.toml").exit_code == 0
    assert "lost patience" not in words(Path("h.epub"))
    assert run("epub", tei, "-o", "p.epub", "--settings", "looks.toml", "--reading", "P").exit_code == 0
    assert "lost patience" in words(Path("p.epub"))


def test_a_fault_in_the_settings_file_is_told(tei: Path, run: Run) -> None:
    Path("looks.toml").write_text('[epub]\nreeding = "H"\n', encoding="utf-8")
    result = run("epub", tei, "-o", "x.epub", "--settings", "looks.toml")
    assert result.exit_code == 1
    assert "looks.toml:2: E008 the key reeding is not known in [epub]. Did you mean reading?" in result.stderr
    assert not Path("x.epub").exists()


def test_the_apparatus_may_be_left_out(tei: Path, run: Run) -> None:
    assert run("epub", tei, "-o", "all.epub").exit_code == 0
    assert run("epub", tei, "-o", "none.epub", "--apparatus", "none").exit_code == 0
    assert "arrived" in words(Path("all.epub"))
    assert "arrived" not in words(Path("none.epub"))


def test_a_pdf_is_made(tei: Path, run: Run) -> None:
    pytest.importorskip("weasyprint", exc_type=(ImportError, OSError), reason="Pango is not installed")
    result = run("pdf", tei, "-o", "book.pdf")
    assert result.exit_code == 0, result.stderr
    assert Path("book.pdf").read_bytes().startswith(b"%PDF-")


def test_what_is_no_tei_is_told(workspace: Path, run: Run) -> None:
    result = run("epub", "sources/example/edition.toml")
    assert result.exit_code == 1
    assert "sources/example/edition.toml" in result.stderr
    assert "Traceback" not in result.stderr
    assert run("epub", "nowhere.xml").stderr.startswith("E001 the file nowhere.xml is not there.")
