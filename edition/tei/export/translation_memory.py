"""Turn an edition into a translation memory (TMX 1.4b): a translation unit for each passage, a variant for each witness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from edition import __version__
from edition.model import Note
from edition.tei.export.answering_passages import Passage, answering_passages, passage_at
from edition.tei.export.exported_edition import ExportedEdition, ExportedEntry, PlacedText
from edition.tei.names import XML_LANG
from edition.text.xml_characters import NOT_XML

# Characters that XML 1.0 cannot hold stand in no TEI document either; in a note they may be left of an entity.


def made(edition: ExportedEdition, tree: etree._ElementTree) -> tuple[bytes, Mapping[str, int]]:
    """Make the memory, in UTF-8. The language of the source is that of the first witness.

    Properties: of a unit "entry", and "bead" where the document says that its words answer one another; of a variant "siglum".
    """
    root = etree.Element("tmx", version="1.4")
    etree.SubElement(
        root, "header",
        {
            "creationtool": "edition", "creationtoolversion": __version__, "segtype": "sentence", "o-tmf": "TEI", "adminlang": "en",
            "srclang": edition.witnesses[0].language, "datatype": "plaintext",
        },
    )  # fmt: skip
    body = etree.SubElement(root, "body")
    for entry in edition.entries:
        _add_entry(body, edition, entry)
    return etree.tostring(
        root, encoding="utf-8", xml_declaration=True, pretty_print=True, doctype='<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
    ), {}


def _add_entry(body: etree._Element, edition: ExportedEdition, entry: ExportedEntry) -> None:
    passages = answering_passages(entry)
    notes = {text.siglum: _by_passage(passages, text) for text in entry.texts}
    for number, passage in enumerate(passages):
        unit = etree.SubElement(body, "tu", tuid=str(len(body) + 1))
        _property(unit, "entry", entry.n)
        if passage.is_bead:
            _property(unit, "bead", "yes")
        for text in entry.texts:
            if words := passage.words(text):
                variant = etree.SubElement(unit, "tuv", {XML_LANG: edition.language_of(text.siglum)})
                for note in notes[text.siglum].get(number, ()):
                    etree.SubElement(variant, "note").text = _clean(note.text)
                _property(variant, "siglum", text.siglum)
                etree.SubElement(variant, "seg").text = words


def _property(element: etree._Element, kind: str, value: str) -> None:
    etree.SubElement(element, "prop", type=f"x-{kind}").text = _clean(value)


def _by_passage(passages: Sequence[Passage], text: PlacedText) -> dict[int, list[Note]]:
    found: dict[int, list[Note]] = {}
    for note, at in text.notes:
        if not note.again:
            found.setdefault(passage_at(passages, text.siglum, at), []).append(note)
    return found


def _clean(text: str) -> str:
    return " ".join(NOT_XML.sub("", text).split())
