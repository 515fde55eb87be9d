"""Turn a tree into what the rules of reference ask for again and again: its ids, its witnesses, the places of its elements."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from edition.messages import Report
from edition.model import Locus
from edition.tei.names import TEI, XML_ID, siglum_of
from edition.tei.reading.positions import Places


@dataclass(frozen=True, slots=True)
class Examination:
    """A document that is being checked: its tree, the places in it, and the report to write to.

    `ours`: it names our schema. `ids`: xml:id -> element. `witnesses`: the same, of the witness elements alone.
    """

    tree: etree._ElementTree
    places: Places
    file: str
    report: Report
    ours: bool
    ids: dict[str, etree._Element]
    witnesses: dict[str, etree._Element]

    def tell(self, code: str, element: etree._Element, at: str = "", /, **values: object) -> None:
        """Report a message at an element, or at its attribute `at`."""
        self.report.add(code, Locus(self.file, *self.places.of(element, at)), **values)

    def siglum(self, xml_id: str) -> str:
        """Give the siglum of a witness as an editor writes it; the xml:id if the document gives none."""
        witness = self.witnesses.get(xml_id)
        return xml_id if witness is None else siglum_of(witness)


def examine(tree: etree._ElementTree, places: Places, file: str, report: Report, *, ours: bool) -> Examination:
    """Gather the ids and witnesses of a document. If an id is given twice, the first element has it."""
    ids: dict[str, etree._Element] = {}
    for element in tree.iter(etree.Element):
        if xml_id := element.get(XML_ID):
            ids.setdefault(xml_id, element)
    witnesses = {xml_id: element for xml_id, element in ids.items() if element.tag == f"{TEI}witness"}
    return Examination(tree, places, file, report, ours, ids, witnesses)
