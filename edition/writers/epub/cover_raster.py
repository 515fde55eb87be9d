"""Turn the drawing of a cover into a JPEG, which shops and libraries show: SVG they do not take.

Pillow, which comes with WeasyPrint, draws it. The words are in EB Garamond if the machine has it, else in the first of some book
faces that has all their letters. The same drawing, fonts and Pillow give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from edition.storage.cache import font_files
from edition.writers.epub.cover import SIDES, Drawing

if TYPE_CHECKING:
    from PIL import Image

# How many dots a unit of the drawing has: 1,500 by 2,250 dots, above the 1,400 that Apple's asset guide asks of the shorter side.
_SCALE = 2.5
# Lines are drawn so many times larger and made smaller, which smooths them: Pillow draws hard edges.
_SMOOTH = 2
# So many straight parts make a curve from one point to the next. By eye.
_PARTS = 24
# The faces in which the words may be, the first that is there and has all letters: upright and italic, by the names of their files.
_FACES = (
    ("EBGaramond12-Regular.otf", "EBGaramond12-Italic.otf"),
    ("EBGaramond-Regular.otf", "EBGaramond-Italic.otf"),
    ("EBGaramond-Regular.ttf", "EBGaramond-Italic.ttf"),
    ("LiberationSerif-Regular.ttf", "LiberationSerif-Italic.ttf"),
    ("DejaVuSerif.ttf", "DejaVuSerif-Italic.ttf"),
    ("FreeSerif.ttf", "FreeSerifItalic.ttf"),
)
# What every face of these has: Latin letters with their accents (to the end of Latin Extended-A), dashes, quotation marks, dots.
_LATIN, _MARKS = range(0x20, 0x180), (*range(0x2013, 0x2015), *range(0x2018, 0x201B), *range(0x201C, 0x201F), 0x2022, 0x2026)
# The share of the field's colour on the paper, and the widths of the lines, as in templates/cover.svg.
_FIELD, _OUTER, _INNER = 0.14, 2.0, 0.7


def raster(drawn: Drawing) -> bytes | None:
    """Draw a cover. None if the machine has no face with all its letters, or they run from right to left."""
    from PIL import Image, ImageDraw

    faces = _faces("".join(text.words for text in drawn.texts))
    if faces is None:
        return None
    paper, ink, colour = map(_mixed, drawn.colours)
    image = Image.new("RGB", (round(600 * _SCALE), round(900 * _SCALE)), paper)
    _lines(image, drawn)
    draw = ImageDraw.Draw(image)
    if drawn.rule:
        draw.line([270 * _SCALE, 126 * _SCALE, 330 * _SCALE, 126 * _SCALE], colour, round(2 * _SCALE))
    for text in drawn.texts:
        font = _font(faces[text.italic], round(text.size * _SCALE))
        draw.text((300 * _SCALE, text.base * _SCALE), text.words, ink, font, anchor="ms")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85)
    return out.getvalue()


def _mixed(colour: str, paper: str = "#ffffff", share: float = 1.0) -> tuple[int, int, int]:
    """Turn a colour such as #2b2a26, of which a share covers the paper, into red, green and blue."""
    of, on = (tuple(int(each[place : place + 2], 16) for place in (1, 3, 5)) for each in (colour, paper))
    red, green, blue = (round(share * one + (1 - share) * other) for one, other in zip(of, on, strict=True))
    return red, green, blue


def _lines(image: Image.Image, drawn: Drawing) -> None:
    """Draw the field and its lines, in a part of the picture that is made larger first."""
    from PIL import Image, ImageDraw

    paper, ink, colour = drawn.colours
    scale = _SCALE * _SMOOTH
    curves = [_curve(drawn.heights(side)) for side in SIDES]
    top = int(min(y for _, y in curves[0])) - 4
    height = int(max(y for _, y in curves[-1])) + 4 - top
    part = Image.new("RGB", (round(600 * scale), round(height * scale)), _mixed(paper))
    draw = ImageDraw.Draw(part)
    placed = [[(x * scale, (y - top) * scale) for x, y in curve] for curve in curves]
    draw.polygon([*placed[0], *reversed(placed[-1])], fill=_mixed(colour, paper, _FIELD))
    for curve in placed[1:-1]:
        draw.line(curve, _mixed(colour), round(_INNER * scale))
    for curve in (placed[0], placed[-1]):
        draw.line(curve, _mixed(ink), round(_OUTER * scale))
    image.paste(part.reduce(_SMOOTH), (0, round(top * _SCALE)))


def _curve(heights: list[float]) -> list[tuple[float, float]]:
    """The points of the smooth line through heights, which templates/cover.svg draws as Bezier curves."""
    step = 600 / (len(heights) - 1)
    points = [(0.0, heights[0])]
    for place, (y, to_y) in enumerate(pairwise(heights)):
        for part in range(1, _PARTS + 1):
            t = part / _PARTS
            # The curve leaves and arrives level: its control points stand over the middle of the step.
            x = place * step + step * (1.5 * t * (1 - t) + t**3)
            points.append((x, y + (to_y - y) * (3 * t**2 - 2 * t**3)))
    return points


@cache
def _paths() -> dict[str, Path]:
    """The installed fonts by the names of their files."""
    return {path.name: path for path in reversed(font_files())}


@cache
def _font(path: Path, size: int):  # type: ignore[no-untyped-def]
    from PIL import ImageFont

    # The basic layout knows no writing from right to left, and needs no library that a machine may lack.
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


def _faces(words: str) -> tuple[Path, Path] | None:
    """Find a face, upright and italic, that has all letters of words."""
    paths = _paths()
    for names in _FACES:
        if all(name in paths for name in names) and all(_has(paths[name], words) for name in names):
            return paths[names[0]], paths[names[1]]
    return None


def _has(path: Path, words: Iterable[str]) -> bool:
    """Tell whether a face has all letters. Latin ones and common marks are in each of them, so that it need not be opened."""
    return all(ord(letter) in _LATIN or ord(letter) in _MARKS or ord(letter) in _letters(path) for letter in words)


@cache
def _letters(path: Path) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())
