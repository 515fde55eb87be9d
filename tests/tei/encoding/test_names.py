"""Names of names.toml in, their lists in TEI out, and the names that are read back from them."""

from __future__ import annotations

from lxml import etree

from edition.model import Mark, Name, Span
from edition.tei.encoding.document import _standoff
from edition.tei.encoding.mixed import write_mixed
from edition.tei.encoding.pen import Pen
from edition.tei.names import TEI
from edition.tei.reading.listed_names import listed_names

NAMES = (
    Name("pers.vane", "person", "Marquis de Vane", dates="1740–1814", sort="Vane, Marquis de"),
    Name("plac.havre", "place", "Le Havre", language="fr", sort="Havre"),
    Name("org.plum", "org", "The Plant Union"),
    Name("work.mast", "work", "The Mast", note="a poem", sort="Mast"),
)


def test_the_words_by_which_a_name_is_sorted_are_its_sort_key_and_come_back() -> None:
    root = etree.Element(f"{TEI}standOff")
    root.extend(_standoff(NAMES, [], []))
    keys = {element.tag.removeprefix(TEI): element.get("sortKey") for listed in root for element in listed}
    assert keys == {"person": "Vane,_Marquis_de", "place": "Havre", "org": None, "bibl": "Mast"}
    assert listed_names(etree.ElementTree(root)) == NAMES


def test_a_work_that_is_named_by_other_words_is_no_title() -> None:
    paragraph = etree.Element("p")

    def none(pen: Pen, mark: Mark) -> None:
        raise AssertionError

    spans = (Span("mention", 0, 7, NAMES[3]), Span("name", 13, 17, NAMES[3]))
    write_mixed(Pen(paragraph), "My poem, the Mast.", spans, (), none)
    assert [(part.tag.removeprefix(TEI), dict(part.attrib), part.text) for part in paragraph] == [
        ("rs", {"type": "work", "ref": "#work.mast"}, "My poem"),
        ("title", {"ref": "#work.mast"}, "Mast"),
    ]
