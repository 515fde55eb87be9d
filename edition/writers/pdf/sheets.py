"""Turn the settings of a PDF into its style sheets: the program's own, the paper, and what the user's adds."""

from __future__ import annotations

import re
from pathlib import Path

from edition.messages import Report
from edition.writers.settings import Settings

STYLE = Path(__file__).parent / "page.css"
# https://www.w3.org/TR/css-page-3/#page-size-prop
_NAMED = r"(?:A[345]|B[45]|JIS-B[45]|letter|legal|ledger)(?: (?:portrait|landscape))?"
_LENGTH = r"\d+(?:\.\d+)?(?:mm|cm|in|pt|pc|px|q)"
PAPER = re.compile(f"{_NAMED}|{_LENGTH}(?: {_LENGTH})?", re.IGNORECASE)


def sheets(settings: Settings, report: Report) -> tuple[str, str, str]:
    """The style sheets of a PDF as CSS; each overrides those before it. Reports W551 for a paper that is none."""
    return STYLE.read_text("utf-8"), f"@page {{ size: {_paper(settings.page, report)} }}", settings.stylesheet


def _paper(size: str, report: Report) -> str:
    """A page size as CSS writes it, or A5 where it is none (W551)."""
    if PAPER.fullmatch(size.strip()):
        return size.strip()
    report.add("W551", paper=size)
    return "A5"
