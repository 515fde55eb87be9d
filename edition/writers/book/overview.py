"""Turn the entries of a book into overviews: a chronology, a chart of divergence, a bibliography, and a list of forms that stand
nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from edition.language.sorting import SortKey
from edition.tei.names import TEI, XML_ID
from edition.writers.book import book_references, rendering
from edition.writers.book.compositor import Compositor, Flow, text_of
from edition.writers.book.metadata import all_of
from edition.writers.book.rendering import markup
from edition.writers.book.types import Extent, Section, SourceForm

# The size of the chart of divergence, in units of its own: the viewBox in templates/divergence.xhtml scales it to the page. By eye.
_WIDTH, _HEIGHT = 600.0, 180.0


# The letters of its axes, in the same units: with the axis the chart has 670 of them on the 108 mm of a line on A5, so that 18 are
# 8 points.
_LETTERS = 18.0
# So much of the width a letter of a name below a bar takes: half its height, by eye.
_NARROW = _LETTERS / 2


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the chart of divergence: the section to which it leads, its number from 1, the figures of its entry, and its size in
    the units of the chart. `name`: what stands below it, "" for nothing.
    """

    section: str
    number: int
    title: str
    words: int
    differing: int
    percent: int
    x: float
    width: float
    height: float
    name: str = ""


@dataclass(frozen=True, slots=True)
class BarGroup:
    """The bars of a part of the work: its title, "" for a work without parts; where it begins in the chart, and how wide it is."""

    title: str
    bars: tuple[Bar, ...]
    x: float
    width: float


def chronology(c: Compositor, sections: list[Section]) -> Section | None:
    """Make the table of the dated entries and of the texts that have them; None if fewer than two are dated."""
    dated = [section for section in sections if section.kind == "entry" and section.date and section.extent]
    if len(dated) < 2:
        return None
    rows = [(section.id, c.words.written_date(section.date), section.title, _sigla(c, section)) for section in dated]
    return rendering.section(c, "chronology", c.words.chronology, rows=rows)


def _sigla(c: Compositor, section: Section) -> list[str]:
    keys = (*section.extent.full, *section.extent.quoting) if section.extent else ()
    return [markup(c.header.witnesses[key].markup) for key in keys]


def divergence(c: Compositor, sections: list[Section]) -> Section | None:
    """Make the chart of divergence, with a bar for each entry that stands in two texts, and a table of its figures.

    A bar is as high as the share of words that differ. None if fewer than two entries can be compared, if none differs, or if
    no apparatus is printed.
    """
    compared = [(s, s.extent) for s in sections if s.extent is not None and s.extent.share is not None]
    if len(compared) < 2 or c.settings.apparatus == "none" or not any(extent.differing for _, extent in compared):
        return None
    step = _WIDTH / len(compared)
    names = [s.short or s.title for s, _ in compared]
    # Below the bars stand their names if they fit, else numbers, of which every fifth or tenth is shown.
    fit = max(map(len, names)) * _NARROW <= step
    every = next(each for each in (1, 5, 10, 50, 100) if each * step >= 3 * _NARROW or each == 100)
    bars = [
        Bar(
            s.id,
            place + 1,
            s.title,
            x.words,
            x.differing,
            round(100 * (x.share or 0)),
            place * step,
            step * 0.8,
            (x.share or 0) * _HEIGHT,
            names[place] if fit else str(place + 1) if every == 1 or (place + 1) % every == 0 else "",
        )
        for place, (s, x) in enumerate(compared)
    ]
    groups = _by_part(sections, compared, bars, step)
    percents = [bar.percent for bar in bars]
    said = c.words.divergence_range.format(count=len(bars), least=f"{min(percents)} %", most=f"{max(percents)} %")
    low, high = min(bars, key=lambda bar: bar.percent), max(bars, key=lambda bar: bar.percent)
    # The description of the figure is no second caption: it names the entries too.
    shown = c.words.divergence_chart.format(
        count=len(bars),
        least=f"{low.percent} %",
        first=low.title or low.number,
        most=f"{high.percent} %",
        last=high.title or high.number,
    )
    return rendering.section(
        c,
        "divergence",
        c.words.divergence,
        bars=bars,
        groups=groups,
        numbered=not fit,
        said=said,
        shown=shown,
        width=_WIDTH,
        height=_HEIGHT,
        letters=_LETTERS,
    )


def _by_part(
    sections: Sequence[Section], compared: Sequence[tuple[Section, Extent]], bars: Sequence[Bar], step: float
) -> list[BarGroup]:
    """Put bars together by the parts in which their entries stand."""
    part, parts = "", {}
    for section in sections:
        part = section.title if section.kind == "division" and section.title else part
        parts[section.id] = part
    groups: list[BarGroup] = []
    for (section, _), bar in zip(compared, bars, strict=True):
        title = parts.get(section.id, "")
        if groups and groups[-1].title == title:
            last = groups.pop()
            groups.append(BarGroup(title, (*last.bars, bar), last.x, last.width + step))
        else:
            groups.append(BarGroup(title, (bar,), bar.x, step))
    return groups


def forms(c: Compositor, sections: list[Section]) -> Section | None:
    """Make the list of the forms of the source that neither text nor apparatus print, each once, with all its places; None if there
    are none.
    """
    rows: dict[tuple[str, str, str], _FormRow] = {}
    for section in sections:
        for form in section.forms:
            # What differs from another row in capitals alone stands in its row.
            said = tuple(text_of(each).casefold() for each in (form.printed, form.other, form.sigla))
            row = rows.setdefault((said[0], said[1], said[2]), _FormRow(form, c.claim("", "form")))
            row.places.append((form.anchor, section.head or section.short or section.title or "→"))
    if not rows:
        return None
    shown = [
        (row.id, markup(row.form.printed), markup(row.form.other), _some(row.form.sigla), _once(row.places))
        for row in rows.values()
    ]
    made = rendering.section(c, "forms", c.words.forms, rows=shown)
    return replace(made, mentions=tuple((row.id, tuple(anchor for anchor, _ in row.places)) for row in rows.values()))


@dataclass(slots=True)
class _FormRow:
    """A row of the list of forms: the form, the id of the row, the ids and titles of its places."""

    form: SourceForm
    id: str
    places: list[tuple[str, str]] = field(default_factory=list)


def _once(places: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Give the first place in each section: one link is enough. In print all places become pages."""
    return list({title: (anchor, title) for anchor, title in reversed(places)}.values())[::-1]


def _some(sigla: etree._Element) -> str:
    return markup(sigla) if len(sigla) else ""


def bibliography(c: Compositor, sections: list[Section]) -> Section | None:
    """Make the list of the texts on which the edition rests, as its header names them, and of the books in standOff; a work that
    the text names stands in the index.
    """
    c.flow = Flow("bibliography")
    rows: dict[str, SortKey] = {}
    sources = "tei:teiHeader/tei:fileDesc/tei:sourceDesc"
    paths = (
        f"{sources}//tei:bibl | {sources}//tei:biblStruct | {sources}//tei:biblFull",
        "descendant::tei:standOff//tei:listBibl/tei:bibl",
    )
    with c.set_aside(quiet=True):
        for path in paths:
            for bibl in all_of(c.header.root, path):
                within = next(bibl.iterancestors(TEI + "bibl", TEI + "biblStruct", TEI + "biblFull"), None)
                if within is None and bibl.get(XML_ID) not in c.mentions:
                    key, row = book_references.listed(c, bibl)
                    rows[row] = key
    rows.pop("", None)
    in_order = sorted(rows, key=lambda row: rows[row])
    return rendering.section(c, "bibliography", c.words.bibliography, rows=in_order) if rows else None
