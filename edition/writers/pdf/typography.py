"""Turn the settings of a PDF into its style sheets, and letters that its typeface lacks into packages that have them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import sqrt
from pathlib import Path

from edition.messages import Report
from edition.writers.settings import Settings

STYLE = Path(__file__).parent / "page.css"
# https://www.w3.org/TR/css-page-3/#page-size-prop
_NAMED = r"(?:A[345]|B[45]|JIS-B[45]|letter|legal|ledger)(?: (?:portrait|landscape))?"
# Of figures before and after the point six are enough for any paper in any unit.
_LENGTH = r"[0-9]{1,6}(?:\.[0-9]{1,6})?(?:mm|cm|in|pt|pc|px|q)"
PAPER = re.compile(f"{_NAMED}|{_LENGTH}(?: {_LENGTH})?", re.IGNORECASE)
_LENGTHS = re.compile(f"{_LENGTH}(?: {_LENGTH}){{0,3}}", re.IGNORECASE)
# The width and height of the named papers, and units, in millimetres (the same place, and CSS Values 4, 6.2).
_PAPERS = {
    "a3": (297.0, 420.0),
    "a4": (210.0, 297.0),
    "a5": (148.0, 210.0),
    "b4": (250.0, 353.0),
    "b5": (176.0, 250.0),
    "jis-b4": (257.0, 364.0),
    "jis-b5": (182.0, 257.0),
    "letter": (215.9, 279.4),
    "legal": (215.9, 355.6),
    "ledger": (279.4, 431.8),
}
_UNITS = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72, "pc": 25.4 / 6, "px": 25.4 / 96, "q": 0.25}
# page.css is made for paper of this width in millimetres: its type, and the distance of its lines, in points; the shares of the
# paper that its margins take: above, outside, below, inside.
WIDTH, SIZE, LEADING = 148.0, 10.8, 14.4
ABOVE, OUTSIDE, BELOW, INSIDE = 0.095, 0.155, 0.115, 0.125
# A sign is so many ems wide in the mean, letters and spaces together: 71 signs to a line of A5 (docs/pdf.md). A line of 45 to 75
# can be read with ease (R. Bringhurst, The Elements of Typographic Style, 2.1.2). Wider paper has larger type, by the root of its
# width, up to the LARGEST, by eye the largest that is no print for children. What is more than 72 signs goes to the margins.
SIGN, MOST_SIGNS, WANTED_SIGNS, LARGEST = 0.394, 75, 72, 13.0
# A point in millimetres.
_POINT = 25.4 / 72
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


def sheets(settings: Settings, report: Report, columns: int = 1) -> tuple[str, str, str]:
    """The style sheets of a PDF as CSS: the program's own, the paper with its margins, and the user's; each overrides those before
    it. `columns`: of text on a page.

    Reports W551 for a paper that is none, W533 for sizes and margins that are none.
    """
    paper = _paper(settings.page, report)
    width, height = _measured(paper)
    given = {name: _lengths(getattr(settings, name), name, report) for name in ("leading", "margins")}
    size = type_size(settings, report, columns)
    leading = given["leading"][0] / _POINT if given["leading"] else LEADING * size / SIZE
    own = _enlarged(STYLE.read_text("utf-8"), size / SIZE, leading / LEADING)
    margins = _around(given["margins"]) if given["margins"] else margins_for(width, height, size, columns)
    page = f"@page {{ size: {paper} }}" + (_margins(*margins) if margins else "")
    if settings.font:
        page += f" html {{ --text-face: {_quoted(settings.font)}, {_faces(own)} }}"
    return own, page, settings.stylesheet


def type_size(settings: Settings, report: Report, columns: int = 1) -> float:
    """Give the size of the type in points: that of the settings, else what suits the paper. Reports W533 for one that is none."""
    given = _lengths(settings.size, "size", report)
    return given[0] / _POINT if given else size_for(_measured(_paper(settings.page, Report()))[0], columns)


def width_of(signs: int, size: float) -> float:
    """Compute the mean width of a line of so many signs, in millimetres. `size`: of the type, in points."""
    return signs * SIGN * size * _POINT


def size_for(width: float, columns: int = 1) -> float:
    """Choose the size of type, in points, for paper of some width, in millimetres: what a line of at most 75 signs needs."""
    text = width * (1 - OUTSIDE - INSIDE)
    if columns > 1 or text <= MOST_SIGNS * SIGN * SIZE * _POINT:
        return SIZE
    return min(LARGEST, round(SIZE * sqrt(width / WIDTH), 1))


def margins_for(width: float, height: float, size: float, columns: int = 1) -> tuple[float, float, float, float] | None:
    """Choose margins, in millimetres above, outside, below and inside, for a line of 72 signs; None where the line of page.css is
    short enough. Above and below they grow half as much as at the sides, as eye and thumb have it."""
    beside = width - WANTED_SIGNS * SIGN * size * _POINT
    share = OUTSIDE + INSIDE
    if columns > 1 or width * (1 - share) <= MOST_SIGNS * SIGN * size * _POINT:
        return None
    more = sqrt(beside / (width * share))
    return ABOVE * height * more, beside * OUTSIDE / share, BELOW * height * more, beside * INSIDE / share


def _measured(paper: str) -> tuple[float, float]:
    """Find the width and height of a paper as CSS writes it, in millimetres."""
    name, _, turned = paper.lower().partition(" ")
    if name in _PAPERS:
        width, height = _PAPERS[name]
        return (height, width) if turned == "landscape" else (width, height)
    sides = [_millimetres(side) for side in paper.split()]
    return sides[0], sides[-1]


def _millimetres(length: str) -> float:
    unit = length.lstrip("0123456789.")
    return float(length.removesuffix(unit)) * _UNITS[unit.lower()]


def _lengths(text: str, key: str, report: Report) -> tuple[float, ...]:
    """Read the lengths of a setting, in millimetres: up to four for margins, else one. Reports W533 if they are none."""
    if not text.strip():
        return ()
    found = tuple(map(_millimetres, text.split())) if _LENGTHS.fullmatch(text.strip()) else ()
    if not found or (key != "margins" and (len(found) > 1 or not found[0])):
        report.add("W533", key=key, text=text)
        return ()
    return found


def _around(lengths: tuple[float, ...]) -> tuple[float, float, float, float]:
    """Turn one to four lengths into four, as CSS does: above, outside, below, inside."""
    above = lengths[0]
    outside = lengths[1] if len(lengths) > 1 else above
    return above, outside, lengths[2] if len(lengths) > 2 else above, lengths[3] if len(lengths) > 3 else outside


def _margins(above: float, outside: float, below: float, inside: float) -> str:
    """Write margins, in millimetres, as CSS: right pages, then left ones."""
    right = f"margin: {above:.2f}mm {outside:.2f}mm {below:.2f}mm {inside:.2f}mm"
    return f" @page {{ {right} }} @page :left {{ margin-left: {outside:.2f}mm; margin-right: {inside:.2f}mm }}"


# The points of the style sheet that are sizes of type. All others are shares of lines, but for the thickness of rules.
_POINTS = re.compile(r"(?P<type>font-size: |font: (?:italic )?)?(?<![\d.])(?P<points>\d+(?:\.\d+)?)pt")
_RULE = 0.4


def _enlarged(css: str, size: float, leading: float) -> str:
    """Multiply the points of a style sheet: sizes of type by one factor, distances of lines and what is measured in lines by
    another."""

    def enlarged(found: re.Match[str]) -> str:
        points = float(found["points"])
        factor = 1.0 if points == _RULE else size if found["type"] else leading
        return f"{found['type'] or ''}{points * factor:.4f}".rstrip("0").rstrip(".") + "pt"

    return css if size == leading == 1 else _POINTS.sub(enlarged, css)


def _faces(css: str) -> str:
    """Find the faces of the style sheet, those after the first for letters that it lacks."""
    found = re.search(r"--text-face: ([^;]*);", css)
    return found[1] if found else "serif"


def _quoted(face: str) -> str:
    """Write the name of a face as CSS, in which it cannot end the rule."""
    return '"' + re.sub(r'["\\\n<>{};]', "", face).strip() + '"'


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
