"""Turn the entries of a book into overviews: a chronology, a bibliography, and a list of forms that stand nowhere else."""

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
from edition.writers.book.types import Section, SourceForm


def chronology(c: Compositor, sections: list[Section]) -> Section | None:
    """Make the table of the dated entries and of the texts that have them; None if fewer than two are dated."""
    dated = [section for section in sections if section.kind == "entry" and section.date and section.extent]
    if len(dated) < 2:
        return None
    sigla = {key: markup(witness.markup) for key, witness in c.header.witnesses.items()}
    rows = [
        (section.id, c.words.written_date(section.date), section.title, [sigla[key] for key in (*extent.full, *extent.quoting)])
        for section in dated
        if (extent := section.extent)
    ]
    return rendering.section(c, "chronology", c.words.chronology, rows=rows)


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
            row.places.append((form.anchor, section.running or "→"))
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
