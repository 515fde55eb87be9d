"""Turn the entries and the readings of a document into figures: divergence by entry, extent of the witnesses, kinds of readings.

Each is drawn once for every kind of book (templates/figures.xhtml), with a description and a table of what it shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from edition.language.languages import language_of_tag
from edition.language.screen_words import ScreenWords
from edition.model import GRADES
from edition.tei.names import BESIDE, SILENT, TEI, XML_ID
from edition.tei.reading.app_readings import only_points, readings_of
from edition.writers.book import rendering
from edition.writers.book.compositor import Compositor
from edition.writers.book.metadata import ids
from edition.writers.book.printed_apparatus import of_line
from edition.writers.book.reading_grades import grade_of, partner_of
from edition.writers.book.types import Extent, Section

# The sizes of a figure in units of its own: its width without what stands left of it, the height of a figure of bars, its letters.
# The whole is 510 wide, so that letters of 15 are 9 points on the 108 mm of a line on A5, and 9.5 pixels on a telephone.
WIDTH, HEIGHT, LETTERS = 440.0, 135.0, 15.0
# A letter of a line takes so much of its width: half its height, by eye.
_LETTER = LETTERS / 2
# The height of a row of a figure, and of its bar. By eye.
ROW, _BAR = 24.0, 14.0
# Names of kinds and sigla are cut after so many letters, and so many kinds are drawn; the table has all. By eye.
_LONGEST, _MOST_KINDS = 18, 14


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the figure of divergence: the section to which it leads, its number from 1, the figures of its entry, and its size.
    `name`: what stands below it, "" for nothing.
    """

    section: str
    number: int
    title: str
    words: int
    percent: int
    x: float
    width: float
    height: float
    name: str = ""


@dataclass(frozen=True, slots=True)
class BarGroup:
    """The bars of a part of the work: its title, "" for a work without parts; where it begins in the figure, and how wide it is.
    `label`: what stands below it, "" where there is no room for it.
    """

    title: str
    bars: tuple[Bar, ...]
    x: float
    width: float
    label: str = ""


@dataclass(frozen=True, slots=True)
class DivergenceFigure:
    """The figure of divergence. `groups`: its bars. `said`: the caption. `shown`: what one hears who does not see it.
    `numbered`: the bars have numbers, since their names do not fit.
    """

    groups: tuple[BarGroup, ...]
    said: str
    shown: str
    numbered: bool

    @property
    def bars(self) -> tuple[Bar, ...]:
        """All bars in their order."""
        return tuple(bar for group in self.groups for bar in group.bars)


@dataclass(frozen=True, slots=True)
class LyingBar:
    """A bar that lies: where it begins, its width, its height, and how dark it is (0 to 1)."""

    x: float
    width: float
    height: float
    dark: float


@dataclass(frozen=True, slots=True)
class WitnessRow:
    """A row of the figure of extent: the siglum as text and as markup, its bars, and its stretches of entries: those that it has
    whole and those that are quoted, the first and the last section of every run, and how many entries both are.
    """

    siglum: str
    markup: str
    bars: tuple[LyingBar, ...]
    whole: tuple[tuple[Section, Section], ...]
    quoted: tuple[tuple[Section, Section], ...]
    counts: tuple[int, int]


@dataclass(frozen=True, slots=True)
class KindRow:
    """A row of the figure of kinds: its name, whole and as it is drawn, how many readings of each grade, its bars, its sum."""

    name: str
    label: str
    counts: tuple[int, ...]
    bars: tuple[LyingBar, ...]

    @property
    def total(self) -> int:
        """How many readings it has."""
        return sum(self.counts)


def figures(c: Compositor, sections: list[Section]) -> Section | None:
    """Make the section of figures; None if there is nothing to draw, or no apparatus is printed."""
    if c.settings.apparatus == "none" or c.alone:
        return None
    entries = [(section, section.extent) for section in sections if section.extent is not None]
    values: dict[str, Any] = {"divergence": _divergence(c, sections, entries), "extent": _extent(c, entries), "kinds": _kinds(c)}
    if not any(values.values()):
        return None
    return rendering.section(c, "figures", c.words.figures, **values, width=WIDTH, height=HEIGHT, letters=LETTERS, row=ROW)


# --- Divergence by entry -------------------------------------------------------------------------------------------------


def _divergence(c: Compositor, sections: list[Section], entries: list[tuple[Section, Extent]]) -> DivergenceFigure | None:
    """Draw a bar for each entry that stands in two texts, as high as the share of words that differ. None if fewer than two entries
    can be compared, or none differs.
    """
    compared = [(s, extent) for s, extent in entries if extent.share is not None]
    if len(compared) < 2 or not any(extent.differing for _, extent in compared):
        return None
    step = WIDTH / len(compared)
    names = [s.name for s, _ in compared]
    # Below the bars stand their names if they fit, else numbers, of which every fifth or tenth is shown.
    fit = max(map(len, names)) * _LETTER <= step
    every = next(each for each in (1, 5, 10, 50, 100) if each * step >= 3 * _LETTER or each == 100)
    bars = [
        Bar(
            s.id,
            place + 1,
            s.title,
            extent.words,
            round(100 * (extent.share or 0)),
            place * step,
            step * 0.8,
            (extent.share or 0) * HEIGHT,
            names[place] if fit else str(place + 1) if (place + 1) % every == 0 else "",
        )
        for place, (s, extent) in enumerate(compared)
    ]
    low, high = min(bars, key=lambda bar: bar.percent), max(bars, key=lambda bar: bar.percent)
    ends = {"count": len(bars), "least": f"{low.percent} %", "most": f"{high.percent} %"}
    # The description of the figure is no second caption: it names the entries too.
    shown = c.words.divergence_chart.format(**ends, first=low.title or low.number, last=high.title or high.number)
    return DivergenceFigure(_by_part(sections, bars, step), c.words.divergence_range.format(**ends), shown, not fit)


def _by_part(sections: Sequence[Section], bars: Sequence[Bar], step: float) -> tuple[BarGroup, ...]:
    """Put bars together by the parts in which their entries stand."""
    part, parts = "", {}
    for section in sections:
        part = section.title if section.kind == "division" and section.title else part
        parts[section.id] = part
    groups = [(title, tuple(held)) for title, held in groupby(bars, lambda bar: parts.get(bar.section, ""))]
    found = tuple(BarGroup(title, held, held[0].x, len(held) * step) for title, held in groups)
    if not all(map(_fits, labels := [group.title for group in found], found)):
        labels = told_apart(labels)
    return tuple(replace(group, label=label if _fits(label, group) else "") for group, label in zip(found, labels, strict=True))


def _fits(label: str, group: BarGroup) -> bool:
    # A letter of a title, with its capitals, is a little wider than one of a line. By eye.
    return len(label) * LETTERS * 0.7 <= group.width


def told_apart(titles: Sequence[str]) -> list[str]:
    """Leave out the words with which all titles begin and end: of "The first book" and "The second book", "first" and "second"."""
    words = [title.split() for title in titles]
    least = min(map(len, words))
    start = next((at for at in range(least) if len({each[at] for each in words}) > 1), least)
    end = next((at for at in range(least) if len({each[-1 - at] for each in words}) > 1), least)
    if start + end >= least:
        # A title would have no words.
        return list(titles)
    return [" ".join(each[start : len(each) - end]) for each in words]


# --- Extent of the witnesses ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ExtentFigure:
    """The figure of extent: its rows, what stands below it and what one hears, how wide its sigla are, and the entries that begin
    and end it.
    """

    rows: tuple[WitnessRow, ...]
    said: str
    shown: str
    left: float
    ends: tuple[str, str]


def _extent(c: Compositor, entries: list[tuple[Section, Extent]]) -> ExtentFigure | None:
    """Draw for each witness in which entries it is extant. None where all have all of them, or where there is but one entry."""
    known = [key for key in c.header.witnesses if any(key in (*extent.full, *extent.quoting) for _, extent in entries)]
    if len(entries) < 2 or len(known) < 2 or all(key in extent.full for _, extent in entries for key in known):
        return None
    rows = tuple(_witness_row(c, key, entries) for key in known)
    told = "; ".join(c.words.extent_of.format(siglum=row.siglum, whole=row.counts[0], quoted=row.counts[1]) for row in rows)
    shown = c.words.extent_chart.format(count=len(entries), told=told)
    names = (entries[0][0].name, entries[-1][0].name)
    return ExtentFigure(rows, c.words.extent_said.format(count=len(entries)), shown, _room(row.siglum for row in rows), names)


def _witness_row(c: Compositor, key: str, entries: list[tuple[Section, Extent]]) -> WitnessRow:
    """Make the row of a witness: entries that follow one another, and that it has in the same way, are one bar."""
    step = WIDTH / len(entries)
    bars: list[LyingBar] = []
    runs: dict[str, list[tuple[Section, Section]]] = {"whole": [], "quoted": []}
    counts: Counter[str] = Counter()
    at = 0
    for state, held in groupby(entries, lambda pair: _state(key, pair[1])):
        run = [section for section, _ in held]
        if state:
            whole = state == "whole"
            bars.append(LyingBar(at * step, len(run) * step, _BAR if whole else _BAR / 2, 1.0))
            runs[state].append((run[0], run[-1]))
            counts[state] += len(run)
        at += len(run)
    siglum = c.header.witnesses[key]
    return WitnessRow(
        _cut(siglum.siglum),
        rendering.markup(siglum.markup),
        tuple(bars),
        tuple(runs["whole"]),
        tuple(runs["quoted"]),
        (counts["whole"], counts["quoted"]),
    )


def _state(key: str, extent: Extent) -> str:
    return "whole" if key in extent.full else "quoted" if key in extent.quoting else ""


# --- Kinds of readings ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class KindsFigure:
    """The figure of kinds: its rows, all and those that are drawn, the names of its grades and how dark each is, what one hears who
    does not see it, how wide its names are.
    """

    rows: tuple[KindRow, ...]
    drawn: tuple[KindRow, ...]
    grades: tuple[tuple[str, float], ...]
    shown: str
    left: float

    @property
    def key(self) -> tuple[tuple[str, float, float], ...]:
        """What explains the shades, below the bars: the name of each grade, how dark it is, and where it begins."""
        at, found = 0.0, []
        for name, dark in self.grades:
            found.append((name, dark, at))
            at += 17 + len(name) * _LETTER * 1.1 + 14
        return tuple(found)


# How dark the bars of each grade are, so that they differ on paper too. By eye.
_DARK = {"substantive": 0.9, "stylistic": 0.5, "accidental": 0.2, "": 0.5}


def _kinds(c: Compositor) -> KindsFigure | None:
    """Count the readings of a document by kind and grade, whatever the apparatus prints. None if it tells fewer than two kinds."""
    counts = Counter(_readings(c))
    kinds = dict.fromkeys(kind for kind, _ in counts)
    if len(kinds) < 2:
        return None
    grades = [grade for grade in (*reversed(GRADES), "") if any(held == grade for _, held in counts)]
    said = language_of_tag(c.header.metadata.language).screen
    totals = {kind: sum(counts[kind, grade] for grade in grades) for kind in kinds}
    names = {kind: kind_in_words(kind, said, c.words.variants) for kind in kinds}
    left = _room(names.values())
    # Room for the sum after the longest bar.
    room, most = WIDTH - 5 * _LETTER, max(totals.values())
    rows = []
    for kind in sorted(kinds, key=lambda kind: (-totals[kind], names[kind])):
        at, bars = 0.0, []
        for grade in grades:
            wide = room * counts[kind, grade] / most
            bars += [LyingBar(at, wide, _BAR, _DARK[grade])] if wide else []
            at += wide
        rows.append(KindRow(names[kind], _cut(names[kind]), tuple(counts[kind, grade] for grade in grades), tuple(bars)))
    told = "; ".join(f"{row.name} {row.total}" for row in rows[:_MOST_KINDS])
    shown = c.words.kinds_chart.format(count=sum(totals.values()), told=told)
    shades = tuple((getattr(c.words, f"grade_{grade}") if grade else c.words.variants, _DARK[grade]) for grade in grades)
    return KindsFigure(tuple(rows), tuple(rows[:_MOST_KINDS]), shades, shown, left)


def _readings(c: Compositor) -> Iterator[tuple[str, str]]:
    """Give kind and grade of each reading of a document that differs from its lemma. One that stands in several places, over the
    ends of verses or moved, is one.
    """
    moved: set[str] = set()
    for app in c.header.root.iter(TEI + "app"):
        if app in c.going_on or app.get("type") == "emendation":
            continue
        if (partner := partner_of(app)) and partner in moved:
            continue
        moved.add(app.get(XML_ID, ""))
        readings = list(readings_of(app))
        told = [reading for reading in readings if reading.tag != TEI + "lem"]
        # Without a lemma the first reading is printed in its place.
        for reading in told if len(told) < len(readings) else told[1:]:
            # The editor has silenced it, or it is of a text in another language.
            untold = {SILENT, BESIDE}.intersection(ids(reading.get("ana")))
            if not untold and not of_line(reading) and not only_points(reading):
                yield reading.get("type", "") or app.get("type", ""), grade_of(app, reading)


def kind_in_words(kind: str, said: ScreenWords, plain: str) -> str:
    """Name a kind of reading in the language of the book; that of another document as it stands there. `plain`: what has none."""
    if kind in ("", "free"):
        return said.free if kind else plain
    return str(getattr(said, f"type_{kind}", kind.replace("-", " ")))


# --- All -----------------------------------------------------------------------------------------------------------------


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


def _room(names: Iterable[str]) -> float:
    """The width that the longest of some names takes, and the space after it."""
    # By eye, in the widest faces of screens: m is as wide as it is high, a capital takes four fifths of that, another letter six
    # tenths.
    wide = (sum(1.0 if letter in "mMwW" else 0.8 if letter.isupper() else 0.6 for letter in _cut(name)) for name in names)
    return LETTERS * max(wide) + 8
