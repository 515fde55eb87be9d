"""Turn the entries of a book into overviews: a chronology, a chart of divergence, a bibliography, and a list of forms that stand
nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass

from edition.language.sorting import SortKey
from edition.tei.names import TEI, XML_ID
from edition.writers.book import book_references, rendering
from edition.writers.book.compositor import Compositor, Flow
from edition.writers.book.metadata import all_of
from edition.writers.book.rendering import markup
from edition.writers.book.types import Section

# The size of the chart of divergence, in units of its own: the viewBox in templates/divergence.xhtml scales it to the page. By eye.
_WIDTH, _HEIGHT = 600.0, 180.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the chart of divergence: the section to which it leads, the figures of its entry, and its size in the units of the
    chart.
    """

    section: str
    title: str
    words: int
    differing: int
    percent: int
    x: float
    width: float
    height: float


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
    bars = [
        Bar(s.id, s.title, x.words, x.differing, round(100 * (x.share or 0)), place * step, step * 0.8, (x.share or 0) * _HEIGHT)
        for place, (s, x) in enumerate(compared)
    ]
    percents = [bar.percent for bar in bars]
    said = c.words.divergence_range.format(count=len(bars), least=f"{min(percents)} %", most=f"{max(percents)} %")
    low, high = min(bars, key=lambda bar: bar.percent), max(bars, key=lambda bar: bar.percent)
    names = {bar.section: bar.title or str(number) for number, bar in enumerate(bars, 1)}
    # The description of the figure is no second caption: it names the entries too.
    shown = c.words.divergence_chart.format(
        count=len(bars), least=f"{low.percent} %", first=names[low.section], most=f"{high.percent} %", last=names[high.section]
    )
    return rendering.section(c, "divergence", c.words.divergence, bars=bars, said=said, shown=shown, width=_WIDTH, height=_HEIGHT)


def forms(c: Compositor, sections: list[Section]) -> Section | None:
    """Make the list of the forms of the source that neither text nor apparatus print, section by section; None if there are
    none.
    """
    groups = [
        (section.id, section.title, [(markup(one), markup(other)) for one, other in section.forms])
        for section in sections
        if section.forms
    ]
    return rendering.section(c, "forms", c.words.forms, groups=groups) if groups else None


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
