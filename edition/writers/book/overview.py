"""Turn the entries of a book into what shows them together: a chronology, a figure of divergence, a bibliography.

Also a list of the forms of the source that stand nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from edition.tei.names import TEI
from edition.writers.book import rendering
from edition.writers.book.compositor import Compositor, Flow, text_of
from edition.writers.book.metadata import all_of
from edition.writers.book.rendering import markup
from edition.writers.book.types import Section

# The figure of divergence, in units of its own: a bar for each entry on a field of this size; the viewBox
# in templates/divergence.xhtml scales it to the page.
_WIDTH, _HEIGHT = 600.0, 180.0


@dataclass(frozen=True, slots=True)
class Bar:
    """An entry in the figure of divergence: the section it leads to, its words, and its bar."""

    section: str
    title: str
    words: int
    differing: int
    percent: int
    x: float
    width: float
    height: float


def chronology(c: Compositor, sections: list[Section]) -> Section | None:
    """The dated entries in a table, with the texts that have them; none for fewer than two."""
    dated = [section for section in sections if section.kind == "entry" and section.date and section.extent]
    if len(dated) < 2:
        return None
    rows = [(section.id, section.date, section.title, _sigla(c, section)) for section in dated]
    return rendering.section(c, "chronology", c.words.chronology, rows=rows)


def _sigla(c: Compositor, section: Section) -> list[str]:
    keys = (*section.extent.full, *section.extent.quoting) if section.extent else ()
    return [markup(c.header.witnesses[key].markup) for key in keys]


def divergence(c: Compositor, sections: list[Section]) -> Section | None:
    """A bar for each entry that stands in two full texts or more, as high as their words part, and all figures in a table.

    None where fewer than two entries can be compared, or nothing is printed of how they differ.
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
    return rendering.section(c, "divergence", c.words.divergence, bars=bars, said=said, width=_WIDTH, height=_HEIGHT)


def forms(c: Compositor, sections: list[Section]) -> Section | None:
    """The forms of the source that neither text nor apparatus print, section by section."""
    groups = [
        (section.id, section.title, [(markup(one), markup(other)) for one, other in section.forms])
        for section in sections
        if section.forms
    ]
    return rendering.section(c, "forms", c.words.forms, groups=groups) if groups else None


def bibliography(c: Compositor, sections: list[Section]) -> Section | None:
    """The texts that the edition rests on, as its header names them, and the works of standOff."""
    c.flow = Flow("bibliography")
    rows: dict[str, str] = {}
    sources = "tei:teiHeader/tei:fileDesc/tei:sourceDesc"
    paths = (
        f"{sources}//tei:bibl | {sources}//tei:biblStruct | {sources}//tei:biblFull",
        "descendant::tei:standOff//tei:listBibl/tei:bibl",
    )
    with c.set_aside(quiet=True):
        for path in paths:
            for bibl in all_of(c.header.root, path):
                if next(bibl.iterancestors(TEI + "bibl", TEI + "biblStruct", TEI + "biblFull"), None) is None:
                    order, row = _row(c, bibl)
                    rows[row] = order
    rows.pop("", None)
    return (
        rendering.section(c, "bibliography", c.words.bibliography, rows=sorted(rows, key=lambda row: rows[row])) if rows else None
    )


def _row(c: Compositor, bibl: etree._Element) -> tuple[str, str]:
    """A bibl as a line, without what may be done with it: the words by which it is sorted, and its markup."""
    line = rendering.line(c, bibl, TEI + "availability")
    said = text_of(line)
    return said.casefold().lstrip("“‘«„"), markup(line) if said else ""
