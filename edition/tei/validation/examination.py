"""Turn a tree into what the rules of reference ask for again and again: its ids, its witnesses, the places of its elements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from lxml import etree

from edition.messages import Report
from edition.model import Locus
from edition.tei.names import TEI, XML_ID, siglum_of
from edition.tei.reading.positions import Places

# An element, and the attribute of it that is meant, "" for the element itself.
Place: TypeAlias = tuple[etree._Element, str]


class ElementTable:
    """All elements of a tree with their attributes, read once, since each rule goes through all of them.

    `rows`: for each element that has attributes, in the order of the document, the element and its (name, value) pairs, names in
    lxml's form. `names`: the local names of the elements, and with an @ those of the attributes.
    """

    __slots__ = ("elements", "names", "rows")

    def __init__(self, tree: etree._ElementTree) -> None:
        self.elements = list(tree.iter(etree.Element))
        self.rows: list[tuple[etree._Element, list[tuple[str, str]]]] = [
            (element, items)  # type: ignore[misc]
            for element in self.elements
            if (items := element.items())
        ]
        keys = {key for _, items in self.rows for key, _ in items}
        self.names = {etree.QName(tag).localname for tag in {element.tag for element in self.elements}}
        self.names |= {f"@{etree.QName(key).localname}" for key in keys}


@dataclass(frozen=True, slots=True)
class Examination:
    """A document that is being checked: its tree, all its elements, the places in it, and the report to write to.

    `ours`: it names our schema. `ids`: xml:id -> element. `witnesses`: the same, of the witness elements alone. `by_siglum`: the
    siglum of each witness -> its xml:id.
    """

    tree: etree._ElementTree
    table: ElementTable
    places: Places
    file: str
    report: Report
    ours: bool
    ids: dict[str, etree._Element]
    witnesses: dict[str, etree._Element]
    by_siglum: dict[str, str] = field(default_factory=dict)

    def tell(self, code: str, element: etree._Element, at: str = "", /, **values: object) -> None:
        """Report a message at an element, or at its attribute `at`."""
        self.report.add(code, Locus(self.file, *self.places.of(element, at)), **values)

    def tell_together(self, code: str, at: Sequence[Place], /, **values: object) -> None:
        """Report a message at the first of some places, which holds of all of them."""
        (element, attribute), *others = at
        self.tell(code, element, attribute, **values)
        if others:
            also = tuple(Locus(self.file, *self.places.of(*other)) for other in others)
            self.report.messages[-1] = replace(self.report.messages[-1], also=also)

    def siglum(self, xml_id: str) -> str:
        """Give the siglum of a witness as an editor writes it; the xml:id if the document gives none."""
        witness = self.witnesses.get(xml_id)
        return xml_id if witness is None else siglum_of(witness)


def examine(tree: etree._ElementTree, table: ElementTable, places: Places, file: str, report: Report, *, ours: bool) -> Examination:
    """Gather the ids and witnesses of a document. If an id is given twice, the first element has it."""
    ids: dict[str, etree._Element] = {}
    for element, items in table.rows:
        for key, value in items:
            if key == XML_ID and value:
                ids.setdefault(value, element)
    witnesses = {xml_id: element for xml_id, element in ids.items() if element.tag == f"{TEI}witness"}
    examination = Examination(tree, table, places, file, report, ours, ids, witnesses)
    for xml_id in witnesses:
        examination.by_siglum.setdefault(examination.siglum(xml_id), xml_id)
    return examination
