"""Turn what a book states about itself, and how far its texts differ, into the picture on its cover.

The picture is the edition's own: two lines, one for each text, run from the first entry to the last, as far from each other as
their words are. If nothing is compared, the shape of the lines is made from the title.
"""

from __future__ import annotations

import hashlib
import textwrap
from dataclasses import dataclass
from itertools import pairwise

from edition.language.book_words import BookWords
from edition.language.tags import direction
from edition.writers.book import rendering
from edition.writers.book.metadata import XHTML_NS
from edition.writers.book.types import Book, Metadata

# Paper, ink and the colour between the lines; the contrast of ink on paper is above 9:1 in each.
_COLOURS = (
    ("#f4efe4", "#2b2a26", "#a4472f"),
    ("#eef0ea", "#24302c", "#3f6b5c"),
    ("#f3eee6", "#2a2733", "#4d5a8c"),
    ("#f5f0e1", "#33291c", "#9a6b1f"),
    ("#efeef0", "#292530", "#774a6b"),
)
# The measures of the picture, in units of the viewBox of templates/cover.svg, which is 600 by 900. By eye, on the covers of the
# four editions.
_WIDTH = 600.0
# The height at which the lines run, how far they may be from it, and how many lines lie between the outer two.
_MIDDLE, _SPREAD, _STRANDS = 640.0, 105.0, 9
# The number of points over which the entries are spread, and of lines that a title may have.
_POINTS = 24
_LINES = 6
# How far the lines are apart where the entries do not differ, as a share of the most.
_LEAST_APART = 0.12
# How many letters of a title fit in a line, and the size of these letters. The first size with room for the whole title is taken.
_TITLE_SIZES = ((12, 76), (17, 58), (24, 42), (32, 32))
# How many letters of authors, of translators or editors, and of a subtitle fit in a line at their sizes in templates/cover.svg.
_AUTHORS, _MAKERS, _SUBTITLE = 34, 50, 44


@dataclass(frozen=True, slots=True)
class CoverLine:
    """A line of the picture: its path in SVG, and whether it is one of the outer two."""

    path: str
    outer: bool


@dataclass(frozen=True, slots=True)
class CoverText:
    """A line of words: where its middle stands on its base line, the size of its letters, in units of the picture."""

    words: str
    base: float
    size: float
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn on a cover of 600 by 900 units.

    `colours`: of paper, ink and what lies between the lines. `apart`: how far the lines are apart at each point, 0 to 1. `texts`:
    all words. `rule`: a short line stands under the authors.
    """

    title: str
    colours: tuple[str, str, str]
    apart: tuple[float, ...]
    texts: tuple[CoverText, ...]
    rule: bool

    def heights(self, side: float) -> list[float]:
        """The heights of a line at equal steps; `side` from -1, the upper edge, to 1."""
        return [_MIDDLE + side * _SPREAD * part for part in self.apart]


# The lines of the picture, from one edge to the other: -1 to 1.
SIDES = tuple(2 * number / (_STRANDS + 1) - 1 for number in range(_STRANDS + 2))


def drawing(book: Book) -> Drawing:
    """Lay out the cover of a book. The same book always has the same."""
    metadata = book.metadata
    digest = hashlib.sha256(f"{metadata.title}\n{metadata.subtitle}".encode()).digest()
    lines, size = _title(metadata)
    authors = _names(metadata, "aut", _AUTHORS)
    makers = _names(metadata, "trl", _MAKERS) or _names(metadata, "edt", _MAKERS)
    subtitle = textwrap.wrap(metadata.subtitle, _SUBTITLE)[:2]
    first = 190 + size * 0.4
    below = first + (len(lines) - 1) * size * 1.12 + 52
    publisher = textwrap.shorten(metadata.publisher, 48, placeholder=" …")
    imprint = " · ".join(filter(None, (publisher, metadata.date[:4])))
    texts = [
        *(CoverText(line, 96 - 32 * (len(authors) - 1 - place), 27) for place, line in enumerate(authors)),
        *(CoverText(line, first + place * size * 1.12, size) for place, line in enumerate(lines)),
        *(CoverText(line, below + place * 31, 25, italic=True) for place, line in enumerate(subtitle)),
        *(CoverText(line, 812 - 27 * (len(makers) - 1 - place), 20) for place, line in enumerate(makers)),
        *([CoverText(imprint, 852, 18)] if imprint else []),
    ]
    colours = _COLOURS[digest[0] % len(_COLOURS)]
    return Drawing(metadata.title, colours, tuple(_apart(book, digest)), tuple(texts), bool(authors))


def cover(drawn: Drawing) -> bytes:
    """Make the cover as SVG."""
    edges = [_path(drawn.heights(side)) for side in (-1, 1)]
    back = _path(drawn.heights(1), backwards=True)
    return rendering.render(
        "cover.svg",
        drawn=drawn,
        field=f"{edges[0]} {back.replace('M', 'L', 1)}Z",
        strands=[CoverLine(_path(drawn.heights(side)), abs(side) == 1) for side in SIDES],
    ).encode()


def page(book: Book, words: BookWords, ops: str, picture: str) -> bytes:
    """Make the XHTML page that shows the cover, a file of the book. `ops`: the namespace of epub:type."""
    way = direction(book.metadata.language)
    about = book.metadata
    return rendering.render("cover.xhtml", book=about, w=words, xmlns=XHTML_NS, ops=ops, direction=way, picture=picture).encode()


def _names(metadata: Metadata, role: str, longest: int) -> list[str]:
    """Put the persons of a role into two lines at most."""
    names = [creator.name.replace(" ", "\N{NO-BREAK SPACE}") for creator in metadata.creators if creator.role == role]
    lines = textwrap.wrap(" · ".join(names), longest, break_long_words=False)
    return lines if len(lines) < 3 else [lines[0], f"{lines[1]} …"]


def _title(metadata: Metadata) -> tuple[list[str], int]:
    """Break the title into lines that fit on the cover, and choose the size of its letters."""
    last = _TITLE_SIZES[-1]
    for width, size in _TITLE_SIZES:
        lines = textwrap.wrap(metadata.title, width, break_long_words=(width, size) == last)
        if len(lines) <= _LINES and all(len(line) <= width for line in lines):
            return lines, size
    return [*lines[: _LINES - 1], f"{lines[_LINES - 1][: last[0] - 2]}…"], last[1]


def _apart(book: Book, digest: bytes) -> list[float]:
    """Measure how far the lines are apart at each point, 0 to 1: what the entries there differ by, as a share of the most that any
    entry does.
    """
    shares = [share for section in book.sections if section.extent and (share := section.extent.share) is not None]
    most = max(shares, default=0.0)
    if len(shares) < 2 or not most:
        found = [byte / 255 for byte in digest[1 : 1 + _POINTS]]
    elif len(shares) <= _POINTS:
        found = [share / most for share in shares]
    else:
        cuts = [round(place * len(shares) / _POINTS) for place in range(_POINTS + 1)]
        parts = [shares[start:end] for start, end in pairwise(cuts)]
        found = [sum(part) / len(part) / most for part in parts]
    return [_LEAST_APART, *(_LEAST_APART + (1 - _LEAST_APART) * part for part in found), _LEAST_APART]


def _path(heights: list[float], *, backwards: bool = False) -> str:
    """Make the path of a smooth line through heights at equal steps over the width of the cover."""
    step = _WIDTH / (len(heights) - 1)
    points = [(place * step, height) for place, height in enumerate(heights)]
    if backwards:
        points.reverse()
    path = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for (x, y), (to_x, to_y) in pairwise(points):
        middle = (x + to_x) / 2
        path.append(f"C{middle:.1f} {y:.1f} {middle:.1f} {to_y:.1f} {to_x:.1f} {to_y:.1f}")
    return "".join(path)
