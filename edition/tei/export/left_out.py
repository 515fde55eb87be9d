"""Turn what a document holds, and what a form of export has a place for, into a message on what is left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from edition.messages import Report
from edition.messages.values import Counted
from edition.model import Paragraph
from edition.model.apparatus_units import ApparatusUnit

if TYPE_CHECKING:
    from lxml import etree

    from edition.tei.export.exported_edition import ExportedEdition

# What a document may hold, as a message counts it: one, and several.
TEXTS = "text of a witness/texts of witnesses"
READINGS = "reading/readings"
NOTES = "note/notes"
LOOKS = "italic, language or other look/italics, languages and other looks"
REMARKS = "editor’s remark on a reading/editor’s remarks on readings"
SPEAKERS = "name of a speaker/names of speakers"
FIGURES = "picture/pictures"
NAMES = "name/names"
FRAGMENTS = "quotation without an entry/quotations without an entry"
MATTER = "division before or after the text/divisions before and after the text"
# All of these, for a form that is about the document and holds nothing of its text.
ALL = (TEXTS, READINGS, NOTES, LOOKS, REMARKS, SPEAKERS, FIGURES, NAMES, FRAGMENTS, MATTER)
# What no one form has by itself, and a writer of one counts.
UNPLACED = "reading that has no place in the text/readings that have no place in the text"
UNSAID = "reading kept out of print/readings kept out of print"
ALONE = "passage of one witness alone/passages of one witness alone"
OPPOSITE = "text of a witness beside the two that stand opposite each other/texts of witnesses beside the two that stand opposite"


def contents(tree: etree._ElementTree, edition: ExportedEdition) -> dict[str, int]:
    """How much of everything a document holds."""
    from edition.tei.elements import cites_entries
    from edition.tei.names import NAME_LISTS, TEI

    entries = [text.entry for entry in edition.entries for text in entry.texts]
    return {
        TEXTS: len(edition.witnesses),
        READINGS: sum(1 for unit in edition.units for _ in others(unit)),
        NOTES: sum(1 for entry in entries for note in entry.notes if not note.again),
        LOOKS: sum(
            len(looks)
            for entry in entries
            for looks in (entry.head_looks, *(one.looks for one in entry.paragraphs), *(note.looks for note in entry.notes))
        ),
        REMARKS: len(edition.remarks),
        SPEAKERS: sum(1 for entry in entries for one in entry.paragraphs if begins_speech(one)),
        FIGURES: sum(1 for _ in tree.iter(TEI + "figure")),
        NAMES: sum(1 for _, item, _ in NAME_LISTS.values() for _ in tree.iterfind(f".//{TEI}standOff//{TEI}{item}")),
        FRAGMENTS: sum(1 for _ in tree.iterfind(f".//{TEI}div[@type='fragments']//{TEI}cit")),
        # Of a document that does not say what its entries are, these are entries.
        MATTER: sum(1 for part in tree.iter(TEI + "front", TEI + "back") for _ in part.iterchildren(TEI + "div"))
        if cites_entries(tree)
        else 0,
    }


def begins_speech(paragraph: Paragraph) -> bool:
    """Whether the name of a speaker stands before a block: the first of a speech."""
    return bool(paragraph.speaker) and "speech" in paragraph.within[paragraph.shared :]


def others(unit: ApparatusUnit) -> list[int]:
    """The readings of a unit besides its lemma, by their numbers."""
    return [number for number, reading in enumerate(unit.readings) if not reading.is_lemma]


def tell_left_out(form: str, held: Iterable[str], counts: Mapping[str, int], report: Report) -> None:
    """Tell (I579) what a form has no place for. `held`: that for which it has."""
    kept = frozenset(held)
    kinds = tuple(Counted(kind, count) for kind, count in counts.items() if count and kind not in kept)
    if kinds:
        report.add("I579", None, form=form, kinds=kinds)
