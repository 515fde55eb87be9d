"""What a book designer found in print, in the documents with which it was shown (../shared/cases/books).

Those of the index and of numbers that are no dates are in ../shared/cases/cases.toml.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from tests.measures.line_setting import gaps
from tests.reading_back import Page, read_pages

LEAD = 14.4


@pytest.fixture
def printed(shared: Callable[[str], Path], tool: Callable[[str], str], run_edition: Any, tmp_path: Path) -> Callable[..., Path]:
    """Print one of the documents, or another with settings from there."""

    def make(document: str | Path, *options: str | Path) -> Path:
        tool("pango")
        source = shared(f"cases/books/{document}") if isinstance(document, str) else document
        result = run_edition("pdf", source, "-o", "book.pdf", *options, folder=tmp_path)
        assert result.returncode == 0, result.stderr
        return tmp_path / "book.pdf"

    return make


def middles(page: Page) -> list[float]:
    """Where the lines of the text stand, in points."""
    return [median(word.middle for word in line) for line in page.lines]


def test_bold_is_seen_and_calls_can_be_read(printed: Callable[..., Path]) -> None:
    """Bold letters are drawn with a pen (ISO 32000-1, 9.3.6: rendering mode 2); no figure of a call is smaller than 6.5 points."""
    import pikepdf

    with pikepdf.open(printed("bold-and-call.xml")) as document:
        streams = [pikepdf.parse_content_stream(page) for page in document.pages]
    pages = [[(str(each.operator), [*each.operands]) for each in stream] for stream in streams]
    # The one page of the text: before it a raised figure is explained in the smaller type of its page.
    (said,) = [page for page in pages if ("Tr", [2]) in page]
    # The page is scaled by three quarters: its unit is the CSS pixel.
    assert min(float(operands[1]) * 0.75 for name, operands in said if name == "Tf") > 6.5


def test_no_line_after_a_dash_is_loose(printed: Callable[..., Path], tool: Callable[[str], str]) -> None:
    """A word space was 9.1 points wide, three times the usual."""
    pages = read_pages(printed("hyphen-after-dash.xml"), tool("pdftotext"))
    assert max(max(gaps(line), default=0.0) for page in pages for line in page.lines) < 6


def test_text_after_a_list_that_goes_over_a_page_keeps_to_the_grid(
    printed: Callable[..., Path], tool: Callable[[str], str]
) -> None:
    pages = [page for page in read_pages(printed("list-grid.xml"), tool("pdftotext")) if len(page.lines) > 5]
    assert len(pages) > 1
    for page in pages:
        # A line of one short word has another middle.
        lines = [middle for middle, line in zip(middles(page), page.lines, strict=True) if len(line) > 3]
        steps = [after - before for before, after in pairwise(lines)]
        assert [step for step in steps if abs(step / LEAD - round(step / LEAD)) > 0.05] == []


def test_a_date_in_the_apparatus_is_parted_from_the_number(
    root: Path, shared: Callable[[str], Path], printed: Callable[..., Path], tool: Callable[[str], str]
) -> None:
    path = printed(root / "tei/specimen.xml", "--settings", shared("cases/books/lines-entry.toml"))
    said = subprocess.run([tool("pdftotext"), path, "-"], capture_output=True, encoding="utf-8", check=True).stdout
    assert "2 January 1932" in said
    assert "January 19321" not in said
