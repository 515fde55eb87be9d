"""Count what a compositor would mend in a printed book: loose lines, stubs, ladders, hyphens at the foot of right pages, holes.

    python tests/measures/line_setting.py BOOK.pdf …

prints a row of a table for each PDF. Nothing of how a page is made is used here: lines are those that poppler finds (pdftotext).
"""

from __future__ import annotations

import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from itertools import pairwise
from pathlib import Path
from statistics import mean, median

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.reading_back import Page, Word, letters_of, read_pages

# A line is loose if its mean space is more than so many times the mean of all (issue 18, item 8).
LOOSE = 1.8
# A last line of fewer letters is a stub; more hyphens than this in a row are a ladder; so many lines may stay empty above a foot.
FEWEST, LADDER, EMPTY = 5, 2, 3
# A line that ends so many points before the right edge of the text is not full; one that begins so far from the left edge, or that
# stands so much lower than the line before, begins a block.
EDGE, INDENT = 2.0, 30.0
_HYPHEN = re.compile("\\w[-‐\u00ad]$")
_DASH = re.compile(r"[–—―]")


@dataclass(frozen=True)
class LineSetting:
    """What was counted in one book.

    `lines`: full lines of text. `signs`: in the mean of them, spaces counted. `space`: the mean word space in points; `widest`: the
    mean space of the loosest line. `loose`, `stubs`, `dashes`: lines with wide spaces, last lines of a few letters, lines that
    begin with a dash. `hyphens`: at the ends of lines; `ladders`: runs of more than two of them; `rectos`: those at the foot of a
    right page. `holes`: pages with more than three empty lines above the foot. `empty`: what is empty on right pages, in per cent
    of the type area, in the mean of all but the last.
    """

    lines: int
    signs: float
    space: float
    widest: float
    loose: int
    stubs: int
    dashes: int
    hyphens: int
    ladders: int
    rectos: int
    holes: int
    empty: float


def gaps(line: Sequence[Word]) -> list[float]:
    """Measure the spaces between the words of a line, in points."""
    ordered = sorted(line, key=lambda word: word.left)
    between = (after.left - before.right for before, after in pairwise(ordered))
    return [gap for gap in between if gap > 0.5]


def text_of(line: Sequence[Word]) -> str:
    """The words of a line."""
    return " ".join(word.text for word in sorted(line, key=lambda word: word.left))


def edges_of(pages: Sequence[Page]) -> dict[int, tuple[float, float]]:
    """Find where the text begins and ends on right pages (1) and on left ones (0): where most lines do, in points."""
    found = {}
    for side in (0, 1):
        lines = [line for page in pages if page.number % 2 == side for line in page.lines if len(line) > 3]
        if lines:
            lefts = Counter(round(min(word.left for word in line)) for line in lines)
            rights = Counter(round(max(word.right for word in line)) for line in lines)
            found[side] = float(lefts.most_common(1)[0][0]), float(rights.most_common(1)[0][0])
    return found


def is_full(line: Sequence[Word], edges: tuple[float, float]) -> bool:
    """Tell whether a line of text reaches both edges; its first word may be indented."""
    left, right = min(word.left for word in line), max(word.right for word in line)
    return abs(right - edges[1]) < EDGE and edges[0] - EDGE < left < edges[0] + INDENT


def runs_of(flags: Sequence[bool]) -> Iterator[int]:
    """Yield the lengths of runs of true values."""
    length = 0
    for flag in (*flags, False):
        if not flag and length:
            yield length
        length = length + 1 if flag else 0


def measured(path: Path, pdftotext: str) -> LineSetting:
    """Count in one PDF. Only pages with arabic numbers are read."""
    pages = [page for page in read_pages(path, pdftotext) if page.lines]
    edges = edges_of(pages)
    spaces: list[float] = []
    means, signs, hyphened = [], [], []
    stubs = dashes = rectos = 0
    before_full = False
    for page in pages:
        side = edges[page.number % 2]
        for line in page.lines:
            text, full = text_of(line), is_full(line, side)
            left = min(word.left for word in line)
            if full and (between := gaps(line)):
                spaces += between
                means.append(mean(between))
                signs.append(len(text))
            stubs += before_full and not full and left < side[0] + INDENT and 0 < len(letters_of(text)) < FEWEST
            dashes += before_full and bool(_DASH.match(text)) and left < side[0] + EDGE
            hyphened.append(bool(_HYPHEN.search(text)))
            before_full = full
        rectos += page.number % 2 == 1 and hyphened[-1]
    usual = mean(spaces)
    return LineSetting(
        len(means),
        round(mean(signs), 1),
        round(usual, 2),
        round(max(means), 1),
        sum(each > LOOSE * usual for each in means),
        stubs,
        dashes,
        sum(hyphened),
        sum(length > LADDER for length in runs_of(hyphened)),
        rectos,
        holes(pages),
        round(emptiness(pages), 1),
    )


def _middles(lines: Sequence[Sequence[Word]]) -> list[float]:
    return [median(word.middle for word in line) for line in lines]


def leading(pages: Sequence[Page]) -> float:
    """Find the distance of lines, in points: that of most of them."""
    steps = (after - before for page in pages for before, after in pairwise(_middles(page.lines)))
    return Counter(round(step, 1) for step in steps if step > 8).most_common(1)[0][0]


def holes(pages: Sequence[Page]) -> int:
    """Count the pages with more empty lines above the foot than may be there. What is usual is the space of most pages."""
    lead = leading(pages)
    above = [min(_middles(page.foot[0])) - max(_middles(page.lines)) for page in pages if page.foot]
    return sum(space > (EMPTY + 0.5) * lead + min(above) for space in above)


def emptiness(pages: Sequence[Page]) -> float:
    """Measure how much of right pages is empty between their lines, in per cent of the type area: the mean of all but the last."""
    lead = leading(pages)
    everything = [[*_middles(page.lines), *(middle for block in page.foot for middle in _middles(block))] for page in pages]
    top, bottom = min(map(min, everything)), max(map(max, everything))
    shares = []
    for page, lines in zip(pages[:-1], everything[:-1], strict=True):
        if page.number % 2:
            places = [top - lead, *sorted(lines), bottom + lead]
            empty = sum(max(0.0, after - before - 1.5 * lead) for before, after in pairwise(places))
            shares.append(100 * empty / (bottom - top))
    return mean(shares) if shares else 0.0


def main() -> int:
    """Print a table of the PDFs that the command line names."""
    pdftotext = shutil.which("pdftotext")
    if pdftotext is None or len(sys.argv) < 2:
        print(__doc__ if pdftotext else "pdftotext is not on this machine (poppler-utils)")
        return 2
    names = [field.name for field in fields(LineSetting)]
    print("| book | " + " | ".join(names) + " |\n| --- |" + " --- |" * len(names))
    for name in sys.argv[1:]:
        print(f"| {Path(name).stem} | " + " | ".join(str(value) for value in astuple(measured(Path(name), pdftotext))) + " |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
