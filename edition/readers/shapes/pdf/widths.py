"""Turn the widths of printed lines into the places where paragraphs end."""

from __future__ import annotations

import itertools
import math
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from edition.readers.printed_lines import ends_sentence, opens_small


class _LetterWidths(dict[str, int]):
    """Widths of letters; any other is half an em wide."""

    def __missing__(self, letter: str) -> int:
        return 500


# Widths of the letters of Times in thousandths of an em (Adobe font metrics of Times-Roman, rounded to groups): text faces
# are near enough to it for telling a full line from a short one.
_WIDTHS = _LetterWidths(
    {
        **dict.fromkeys("ijlt'’‘|", 278),
        **dict.fromkeys(".,:;/ \u00a0", 250),
        **dict.fromkeys("frsIJ()[]-!", 360),
        **dict.fromkeys("acez", 444),
        **dict.fromkeys("wABCDEGHKLNOQRTUVXYZ&", 700),
        **dict.fromkeys("mM", 800),
        **dict.fromkeys("W—…", 960),
    }
)
# Lines wider than this, in measures, are several printed lines run together.
_JOINED = 1.5
# With fewer lines that are surely full than these, nothing is made of their spread.
_FEW = 4
# How often a line that ends a sentence ends a paragraph too, before its width is looked at.
_PRIOR = math.log(0.35 / 0.65)
_PRIOR_COLON = math.log(0.1 / 0.9)


@lru_cache(maxsize=10_000)  # a line is asked for several times, and a book of 300 pages has so many
def em_width(text: str) -> float:
    """The width of a text set in a proportional face, in thousandths of an em."""
    return sum(map(_WIDTHS.__getitem__, text))


@dataclass(frozen=True, slots=True)
class Measure:
    """How wide full lines are: mean and spread of their natural width, in the unit of `width`.

    `room` and `give`: how wide a line would be with the first word of the next before that word has to go to the next, and
    how strictly this holds. `loose`: the share of lines that a long word after them leaves short, as in text that is not
    justified. `indent`: how much narrower the first line of a paragraph is. `limit`: the width of the widest lines.
    """

    mean: float
    spread: float
    width: Callable[[str], float]
    room: float
    give: float
    loose: float
    indent: float
    limit: float

    @property
    def hard(self) -> bool:
        """Whether lines are filled as far as they go, to a limit that shows."""
        return self.room > self.limit

    def density(self, width: float, lines: int = 1) -> float:
        """How likely full lines are to be so wide; `lines` printed lines run together into one."""
        spread = self.spread * math.sqrt(lines)
        return math.exp(-(((width - lines * self.mean) / spread) ** 2) / 2) / (spread * 2.5066)

    def lines(self, width: float) -> int:
        """How many printed lines were run together, at hyphens, into one so wide."""
        return 1 + max(0, math.ceil((width - 1.15 * self.mean) / self.mean))

    def last(self, width: float) -> float:
        """The width of the last of the printed lines that were run together."""
        return width - self.mean * (self.lines(width) - 1)


def measure(lines: Sequence[str]) -> Measure:
    """Find how wide full lines are: by letters of their own widths or by letters of one width, whichever fits better."""
    # Where a sentence runs on into small letters, no paragraph ends: these lines are full.
    inside = [(a, b) for a, b in itertools.pairwise(lines) if not ends_sentence(a) and opens_small(b)]
    return min(
        (_measured(lines, inside, width) for width in (em_width, len)),
        key=lambda found: (not found.hard, found.spread / found.mean),
    )


def _measured(lines: Sequence[str], inside: Sequence[tuple[str, str]], width: Callable[[str], float]) -> Measure:
    widths = sorted(width(a) for a, _ in inside)
    if len(widths) < _FEW:
        # Too short a text to tell: its widest line is taken for full.
        widths = sorted(map(width, lines))[-1:] or [1.0]
    mean = max(statistics.median(widths), 1.0)
    # The middle half of a normal distribution is 1.35 standard deviations wide.
    spread = max((widths[len(widths) * 3 // 4] - widths[len(widths) // 4]) / 1.35, mean / 60, 1.0)
    single = [w for w in widths if w < _JOINED * mean] or [mean]
    wanted = sorted(w for a, b in inside if (w := width(a + " " + b.split(" ", 1)[0])) < _JOINED * mean) or [mean]
    give = 0.8 * (wanted[len(wanted) // 5] - wanted[len(wanted) // 20])
    long = [width(a) for a, b in inside if width(b.split(" ", 1)[0]) > 3 * spread]
    return Measure(
        mean,
        spread,
        width,
        room=wanted[len(wanted) // 20],
        give=max(give, 0.005 * mean),
        loose=(sum(w < mean - 3 * spread for w in long) + 0.1) / (len(long) + 1),
        indent=_indent(lines, width, mean),
        limit=single[-1 - len(single) // 50],
    )


def _indent(lines: Sequence[str], width: Callable[[str], float], mean: float) -> float:
    """How much narrower than others the lines are that follow on a short closed line, and so begin a paragraph."""
    firsts = [
        narrow
        for a, b in itertools.pairwise(lines)
        if width(a) < 0.75 * mean and ends_sentence(a) and 0.85 * mean < (narrow := width(b)) < 1.15 * mean
    ]
    found = mean - statistics.median(firsts) if len(firsts) > 3 else 0.0
    return found if found > 0.02 * mean else 0.0


def ends_paragraph(line: str, following: str, full: Measure, *, indented: bool = False, figures: str = "") -> bool:
    """Whether a paragraph ends between two lines, to judge by words and widths alone.

    The last line of a paragraph is of any width; a full line is as wide as the measure, give or take its spacing, and
    the word after it did not fit. The line after a paragraph's end is narrower by its indent. The likelihoods of these
    are multiplied. `indented`: the line itself is the first of a paragraph. `figures`:
    the note marks that were taken out of it.
    """
    if opens_small(following):
        return False
    printed = full.width(line + figures)
    lines = full.lines(printed)
    width = printed - (lines - 1) * full.mean + indented * full.indent
    wanted = width + full.width(" " + following.split(" ", 1)[0])
    if not ends_sentence(line):
        return width < 0.6 * full.mean and wanted < 0.8 * full.mean and not line.endswith((",", "—", "–", "-"))
    if full.hard and lines == 1:
        # What would have fitted was kept back.
        return wanted <= full.limit
    fits = 0.5 * math.erfc((full.room - wanted) / (math.hypot(full.give, (lines > 1) * full.spread) * 1.4142))
    left_short = full.loose / (wanted - width + 1) if width > full.room - (wanted - width) - full.give else 0
    is_full = fits * ((1 - full.loose) * full.density(min(width, full.mean) + (lines - 1) * full.mean, lines) + left_short)
    odds = (_PRIOR_COLON if line.endswith(":") else _PRIOR) + math.log(1 / full.mean) - math.log(is_full + 1e-12 / full.mean)
    after = full.width(following)
    if 0.85 * full.mean < after < 1.15 * full.mean:
        first = replace(full, mean=full.mean - full.indent)
        # The line after may itself be the last of its paragraph, and of any width.
        short = (0.4 if ends_sentence(following) else 0.02) / full.mean
        odds += math.log(first.density(after) + short) - math.log(full.density(after) + short)
    return odds > 0
