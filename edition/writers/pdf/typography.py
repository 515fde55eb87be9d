"""Turn the settings of a PDF into its style sheets, and letters that its typeface lacks into packages that have them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from edition.messages import Report
from edition.writers.settings import Settings

STYLE = Path(__file__).parent / "page.css"
# https://www.w3.org/TR/css-page-3/#page-size-prop
_NAMED = r"(?:A[345]|B[45]|JIS-B[45]|letter|legal|ledger)(?: (?:portrait|landscape))?"
# Of figures before and after the point six are enough for any paper in any unit.
_LENGTH = r"[0-9]{1,6}(?:\.[0-9]{1,6})?(?:mm|cm|in|pt|pc|px|q)"
PAPER = re.compile(f"{_NAMED}|{_LENGTH}(?: {_LENGTH})?", re.IGNORECASE)
# The first letter of a block of Unicode, the last, and a package of Debian with a text face for it.
SCRIPTS = (
    ("\u0370", "\u03ff", "fonts-ebgaramond"),
    ("\u0590", "\u05ff", "culmus"),
    ("\u0600", "\u06ff", "fonts-hosny-amiri"),
    ("\u0700", "\u074f", "fonts-noto-core"),
    ("\u0900", "\u1cff", "fonts-noto-core"),
    ("\u2190", "\u2bff", "fonts-dejavu-core"),
    ("\u2e80", "\u9fff", "fonts-noto-cjk"),
    ("\uac00", "\ud7ff", "fonts-noto-cjk"),
    ("\ufb1d", "\ufb4f", "culmus"),
    ("\ufb50", "\ufdff", "fonts-hosny-amiri"),
    ("\ufe70", "\ufeff", "fonts-hosny-amiri"),
    ("\U00010000", "\U000107ff", "fonts-noto-core"),
)


def sheets(settings: Settings, report: Report) -> tuple[str, str, str]:
    """The style sheets of a PDF as CSS: the program's own, the paper, and the user's; each overrides those before it.

    Reports W551 for a paper that is none.
    """
    return STYLE.read_text("utf-8"), f"@page {{ size: {_paper(settings.page, report)} }}", settings.stylesheet


def _paper(size: str, report: Report) -> str:
    """A page size as CSS writes it, or A5 where it is none (W551)."""
    if PAPER.fullmatch(size.strip()):
        return size.strip()
    report.add("W551", paper=size)
    return "A5"


def fonts_for(letters: Iterable[str]) -> tuple[str, ...]:
    """Name the packages of Debian that have faces for letters, in the order of SCRIPTS."""
    wanted = set(letters)
    found = (package for first, last, package in SCRIPTS if any(first <= letter <= last for letter in wanted))
    return tuple(dict.fromkeys(found))
