"""What is computed once for each style is what WeasyPrint computes for each box."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import pytest
from weasyprint.text import fonts

from edition.writers.pdf import known_styles, layout

SHEET = """
@page { size: 200px 200px; margin: 10px }
body { font: 14px "EB Garamond 12", serif; font-variant-numeric: oldstyle-nums }
.wide { margin-left: 10%; padding: 0 2px; letter-spacing: 1px }
.boxed { border: 1px solid; margin: 0 3px; font-weight: 700 }
u { text-decoration: underline }
sup { font-size: 8px; vertical-align: super }
.other { font-language-override: "DEU"; font-variant-caps: small-caps }
"""
PARAGRAPH = (
    '<p>In 1905 <span class="wide">the garden</span> was <b class="boxed">shut</b>, <u>they say</u>, <i lang="fr">en hiver</i>'
    '<sup>2</sup>, <i class="other">and opened</i> again; <b class="boxed">so</b> <span class="wide">it is</span>.</p>'
)
TEXT = f'<html lang="en"><body>{PARAGRAPH * 3}</body></html>'


def painted() -> bytes:
    return bytes(layout.Press((SHEET,)).render(TEXT).write_pdf(uncompressed_pdf=True, pdf_identifier=b"same"))


@contextlib.contextmanager
def nothing() -> Iterator[None]:
    yield


def test_pages_are_those_that_weasyprint_makes_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = painted()
    monkeypatch.setattr(layout, "once_for_a_style", nothing)
    assert painted() == ours


def test_a_look_is_described_to_pango_once(monkeypatch: pytest.MonkeyPatch) -> None:
    described: list[Any] = []

    def describing(style: Any) -> Any:
        described.append(style)
        return fonts.get_font_description(style)

    monkeypatch.setattr(known_styles, "get_font_description", describing)
    painted()
    # The page's text, bold, French, raised and in small capitals; letters that are spaced or underlined are those of the text.
    assert len(described) == 5
