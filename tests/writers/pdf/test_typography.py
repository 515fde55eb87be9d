"""Which packages have faces for the letters that a book's own lacks, and what is a page that text can stand on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import edition
from edition.writers.pdf.typography import PAPER, fonts_for

NOTEBOOK = Path(__file__).parent.parent / "notebook.xml"


def test_packages_with_faces_for_a_script_are_named() -> None:
    assert fonts_for("שם") == ("culmus",)
    assert fonts_for("日本ب") == ("fonts-hosny-amiri", "fonts-noto-cjk")
    assert fonts_for("\ue0a1") == ()


@pytest.mark.parametrize(
    ("page", "stylesheet", "code"),
    [
        ("0mm 0mm", "", "E530"),
        ("1mm 1mm", "", "E530"),
        ("10mm 10mm", "", "E530"),
        ("300mm 10mm", "", "E530"),
        ("10mm 300mm", "", "E530"),
        ("A5", "@page { margin: 70mm }", "E530"),
        ("6000mm 100mm", "", "E531"),
        ("999999mm", "", "E531"),
    ],
)
def test_a_page_that_no_text_can_stand_on_is_told_and_nothing_is_left(
    page: str, stylesheet: str, code: str, tmp_path: Path, tool: Callable[[str], str]
) -> None:
    tool("pango")
    (tmp_path / "style.css").write_text(stylesheet, encoding="utf-8")
    looks = {"page": page, **({"stylesheet": tmp_path / "style.css"} if stylesheet else {})}
    with pytest.raises(edition.UsageError, match=code):
        edition.write_book("pdf", NOTEBOOK, tmp_path / "books" / "new" / "notebook.pdf", **looks)
    assert [path.name for path in tmp_path.iterdir()] == ["style.css"]


def test_a_size_has_an_end() -> None:
    assert PAPER.fullmatch("210.5mm 297mm")
    assert not PAPER.fullmatch("9" * 400 + "mm")
