"""Turn a TEI document into the bytes of TEI in another form: an apparatus outside the text, or the text of one witness alone."""

from __future__ import annotations

import copy
from collections.abc import Callable
from itertools import groupby

from lxml import etree

from edition.language.edtf import is_edtf
from edition.model import Entry, Note, Paragraph
from edition.tei.date_attributes import is_date
from edition.tei.elements import append, make
from edition.tei.names import NS, TEI, XML_ID, XML_LANG, siglum_of
from edition.tei.reading.double_end_point import to_double_end_point
from edition.tei.reading.location_referenced import to_location_referenced
from edition.tei.reading.witness import read_witness

METHODS: dict[str, Callable[[etree._ElementTree], etree._ElementTree]] = {
    "double-end-point": to_double_end_point,
    "location-referenced": to_location_referenced,
}


def external(tree: etree._ElementTree, method: str) -> bytes:
    """A document with its apparatus by one of METHODS. It names no schema: ours is for parallel segmentation only."""
    return _bytes(METHODS[method](tree).getroot())


def alone(tree: etree._ElementTree, siglum: str) -> bytes:
    """The text of one witness, by its siglum or xml:id, as plain TEI: its entries, headings, paragraphs and notes, as emended.

    Raises UsageError (E490) where the document has no such witness.
    """
    read = read_witness(tree, siglum)
    root = etree.Element(f"{TEI}TEI", nsmap={None: NS})  # type: ignore[dict-item]
    language = tree.getroot().get(XML_LANG)
    if language:
        root.set(XML_LANG, language)
    root.append(_header(tree, siglum))
    body = make("body", *(part for entry in read.entries for part in ("\n", _division(entry))), "\n")
    root.append(make("text", body))
    return _bytes(root)


def _header(tree: etree._ElementTree, siglum: str) -> etree._Element:
    """The title and publication of the document, and of its witnesses the one."""
    of_all = tree.getroot().find(f"{TEI}teiHeader/{TEI}fileDesc")
    file = make("fileDesc")
    for name in ("titleStmt", "publicationStmt"):
        found = None if of_all is None else of_all.find(f"{TEI}{name}")
        file.append(copy.deepcopy(found) if found is not None else make(name, make("p")))
    witness = next(each for each in tree.iter(f"{TEI}witness") if siglum in (siglum_of(each), each.get(XML_ID)))
    alone = copy.deepcopy(witness)
    alone.attrib.pop("corresp", "")
    alone.tail = None
    file.append(make("sourceDesc", make("listWit", alone)))
    return make("teiHeader", file)


def _division(entry: Entry) -> etree._Element:
    division = make("div", type="entry", n=entry.n)
    heading = make("head")
    if entry.dateline:
        heading.append(make("date", entry.dateline, **_when(entry)))
    if entry.title is not None:
        append(heading, " " if entry.dateline else "")
        heading.append(make("title", entry.title, type="entry"))
    for note in entry.notes:
        if note.paragraph is None:
            heading.append(_note(note))
    if len(heading):
        division.append(heading)
    numbered = list(enumerate(entry.paragraphs))
    for kind, group in groupby(numbered, key=lambda pair: pair[1].kind):
        blocks = [_block(paragraph, [note for note in entry.notes if note.paragraph == place]) for place, paragraph in group]
        for block in blocks if kind == "p" else [make("list", *blocks)]:
            division.append(block)
    return division


def _when(entry: Entry) -> dict[str, str]:
    """The attributes of the date of an entry whose key is one: a day, a month, a year, or from one to another."""
    if entry.edtf is None or not is_edtf(entry.edtf):
        return {}
    start, _, end = entry.edtf.partition("/")
    if end and is_date(start) and is_date(end):
        return {"from": start, "to": end}
    return {"when": start} if not end and is_date(start) else {}


def _block(paragraph: Paragraph, notes: list[Note]) -> etree._Element:
    """A paragraph or an item, its notes at their places."""
    block = make(paragraph.kind, make("label", paragraph.label) if paragraph.label else None)
    at = 0
    for note in sorted(notes, key=lambda note: note.offset):
        append(block, paragraph.text[at : note.offset])
        block.append(_note(note))
        at = note.offset
    append(block, paragraph.text[at:])
    return block


def _note(note: Note) -> etree._Element:
    return make("note", note.text, type=note.kind, place="bottom", n=note.n)


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
