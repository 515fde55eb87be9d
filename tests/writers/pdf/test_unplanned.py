"""The PDF for a machine that has another WeasyPrint than the one whose private parts the pages are made of: plain, but whole."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from edition.messages import Report
from edition.writers.pdf import printing
from edition.writers.pdf.unplanned import MADE_FOR
from edition.writers.settings import Settings

ROOT = Path(__file__).resolve().parent.parent.parent.parent


@pytest.fixture
def other_weasyprint(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a later WeasyPrint were installed."""
    weasyprint = pytest.importorskip("weasyprint", reason="WeasyPrint finds no Pango", exc_type=OSError)
    monkeypatch.setattr(weasyprint, "__version__", "999.0")


def test_pages_are_made_for_the_version_that_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert f"weasyprint =={MADE_FOR}" in project["project"]["dependencies"]


@pytest.mark.usefixtures("other_weasyprint")
def test_another_version_sets_a_plain_book_with_all_its_words(tmp_path: Path, tool: Callable[[str], str]) -> None:
    pdftotext, qpdf = tool("pdftotext"), tool("qpdf")
    report = Report()
    notebook = etree.parse(Path(__file__).parent.parent / "notebook.xml")
    paths = [tmp_path / "one.pdf", tmp_path / "two.pdf"]
    for path in paths:
        printing.write(notebook, Settings(), path, report)
    assert [message.code for message in report if message.code == "W560"] == ["W560", "W560"]
    said = subprocess.run([pdftotext, "-raw", paths[0], "-"], capture_output=True, encoding="utf-8", check=True).stdout
    printed = re.sub(r"\W+", "", said)
    body = notebook.find(".//{*}body")
    words = re.findall(r"\w+", " ".join(str(text) for lem in body.iter("{*}lem", "{*}rdg", "{*}p") for text in lem.itertext()))
    assert len(words) > 50
    assert [word for word in words if word not in printed] == []
    assert subprocess.run([qpdf, "--check", paths[0]], capture_output=True).returncode == 0
    assert paths[0].read_bytes() == paths[1].read_bytes()
