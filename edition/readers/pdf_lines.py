"""Turn printed lines into paragraphs: how wide lines are, where a paragraph ends, how lines and hyphens are joined."""

from __future__ import annotations

import itertools
import math
import re
import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from edition.model import Note

# Widths of the letters of Times in thousandths of an em (Adobe font metrics of Times-Roman, rounded to groups): text faces
# are near enough to it for telling a full line from a short one.
_WIDTHS = {
    **dict.fromkeys("ijlt'’‘|", 278),
    **dict.fromkeys(".,:;/ \u00a0", 250),
    **dict.fromkeys("frsIJ()[]-!", 360),
    **dict.fromkeys("acez", 444),
    **dict.fromkeys("wABCDEGHKLNOQRTUVXYZ&", 700),
    **dict.fromkeys("mM", 800),
    **dict.fromkeys("W—…", 960),
}
_END = re.compile(r"[.?!:…][\"'’”»)\]]*$")
_OPENS_SMALL = re.compile(r"[\"'’“‘«(\[]*[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+(?:[-‐’'][^\W\d_]+)*")
_HYPHEN = re.compile(r"([^\W\d_]+)([-‐\u00ad¬])$")
# How often a line that ends a sentence ends a paragraph too, before its width is looked at.
_PRIOR = math.log(0.35 / 0.65)
_PRIOR_COLON = math.log(0.1 / 0.9)
# How much narrower the first line of a paragraph is by its indent, as a share of the measure.
_INDENT = 0.055


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its number in the file, its text without white space around it, its notes at their columns.

    `gap`: empty lines before it on its page; `indent`: the white space that it begins with; `top`: first of its page.
    """

    number: int
    text: str
    gap: int = 0
    indent: int = 0
    top: bool = False
    marks: tuple[tuple[int, Note], ...] = ()


def em_width(text: str) -> float:
    """The width of a text set in a proportional face, in thousandths of an em."""
    return sum(_WIDTHS.get(letter, 500) for letter in text)


@dataclass(frozen=True, slots=True)
class Measure:
    """How wide full lines are: mean and spread of their natural width, in the unit of `width`.

    `room` and `give`: how wide a line would be with the first word of the next before that word has to go to the next, and
    how strictly this holds. Lines broken without justification give nothing.
    """

    mean: float
    spread: float
    width: Callable[[str], float]
    room: float
    give: float

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
    inside = [(a, b) for a, b in itertools.pairwise(lines) if not ends_sentence(a) and opens_small(b)]
    best: Measure | None = None
    for width in (em_width, len):
        widths = sorted(width(line) for line, _ in inside) or sorted(width(line) for line in lines) or [1]
        mean = statistics.median(widths)
        # The middle half of a normal distribution is 1.35 standard deviations wide.
        low, high = widths[len(widths) // 4], widths[len(widths) * 3 // 4]
        spread = max((high - low) / 1.35, mean / 60, 1.0)
        if best is None or spread / mean < best.spread / best.mean:
            wanted = sorted(w for a, b in inside if (w := width(a + " " + b.split(" ", 1)[0])) < 1.5 * mean) or [mean]
            room, give = wanted[len(wanted) // 20], wanted[len(wanted) // 5] - wanted[len(wanted) // 20]
            best = Measure(mean, spread, width, room, max(0.8 * give, 0.005 * mean))
    assert best is not None
    return best


def ends_sentence(line: str) -> bool:
    """Whether a line ends in the punctuation that ends a sentence or announces one."""
    return bool(_END.search(line))


def opens_small(line: str) -> bool:
    """Whether a line begins in lower case, so that it goes on with what stands before it."""
    found = _OPENS_SMALL.match(line)
    return bool(found) and found[0][-1].islower()  # type: ignore[index]


def ends_paragraph(line: str, following: str, full: Measure, *, indented: bool = False) -> bool:
    """Whether a paragraph ends between two lines, to judge by words and widths alone.

    The last line of a paragraph is of any width; a full line is as wide as the measure, give or take its spacing, and
    the word after it did not fit. The line after a paragraph's end is narrower by its indent. The likelihoods of these
    are multiplied. `indented`: the line itself is the first of a paragraph.
    """
    if opens_small(following):
        return False
    lines = full.lines(full.width(line))
    width = full.width(line) - (lines - 1) * full.mean + indented * _INDENT * full.mean
    wanted = width + full.width(" " + following.split(" ", 1)[0])
    if not ends_sentence(line):
        return width < 0.6 * full.mean and wanted < 0.8 * full.mean and not line.endswith((",", "—", "–", "-"))
    fits = 0.5 * math.erfc((full.room - wanted) / (math.hypot(full.give, (lines > 1) * full.spread) * 1.4142))
    is_full = full.density(min(width, full.mean) + (lines - 1) * full.mean, lines) * fits
    odds = (_PRIOR_COLON if line.endswith(":") else _PRIOR) + math.log(1 / full.mean) - math.log(is_full + 1e-12 / full.mean)
    after = full.width(following)
    if 0.85 * full.mean < after < 1.15 * full.mean:
        first = replace(full, mean=full.mean * (1 - _INDENT))
        # The line after may itself be the last of its paragraph, and of any width.
        short = (0.4 if ends_sentence(following) else 0.02) / full.mean
        odds += math.log(first.density(after) + short) - math.log(full.density(after) + short)
    return odds > 0


def vocabulary(lines: Iterable[str]) -> Counter[str]:
    """The words of a text, those with hyphens whole, without those that a line's end cuts."""
    words: Counter[str] = Counter()
    for line in lines:
        words.update(word.casefold() for word in _WORD.findall(_HYPHEN.sub("", line)))
    return words


def join(lines: Sequence[Line], words: Counter[str]) -> tuple[str, tuple[tuple[int, Note], ...]]:
    """Join the lines of a paragraph into one text; the notes are given by their offsets in it.

    A hyphen at a line's end goes or stays as the text writes the word elsewhere; where it does not, it goes, but before
    a capital it stays. A dash at a line's end is followed by no space if none stands before it.
    """
    parts: list[str] = []
    length = 0
    marks: list[tuple[int, Note]] = []
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        marks += [(length + column, note) for column, note in line.marks]
        text = line.text
        if following is not None:
            text = _line_end(text, following.text, words)
        parts.append(text)
        length += len(text)
    return "".join(parts), tuple(marks)


def _line_end(text: str, following: str, words: Counter[str]) -> str:
    """A line as it is before the next: with a space, or without one, or without its hyphen."""
    cut = _HYPHEN.search(text)
    second = _WORD.match(following)
    if cut and second:
        first = re.search(r"[^\W\d_]+(?:[-‐’'][^\W\d_]+)*$", text[: cut.end(1)])
        head = (first[0] if first else cut[1]).casefold()
        tail = second[0].casefold()
        whole, parted = words[head + tail], words[f"{head}-{tail}"]
        keep = parted > whole or (parted == whole and second[0][0].isupper())
        return text if keep and cut[2] not in "\u00ad¬" else text[:-1]
    if re.search(r"\S[—–‐-]$", text) or re.match(r"—\w", following):
        return text
    return text + " "
