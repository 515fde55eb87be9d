"""Every unit that can be cited has one citation, and the citation leads back to it: by citeStructure alone."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given
from lxml import etree

from edition.model import Edition
from edition.tei.encoding.document import build
from tests.tei.encoding.test_round_trip import SLOW
from tests.tei.made_up import editions

ROOT = Path(__file__).resolve().parent.parent.parent.parent
TEI = "{http://www.tei-c.org/ns/1.0}"
NAMESPACES = {"tei": TEI[1:-1]}


def in_tei(path: str) -> str:
    """The path of a citeStructure, whose names are the TEI's, as lxml wants it."""
    return re.sub(r"(?<![@\w'\"-])([A-Za-z]+)(?![\w(:'\"-])", r"tei:\1", path)


def units(structure: etree._Element, context: etree._Element, citation: str = "") -> list[tuple[str, etree._Element]]:
    """What a citeStructure and those within it make citable in a context: citations and elements."""
    found: list[tuple[str, etree._Element]] = []
    match = in_tei(structure.get("match", ""))
    for position, element in enumerate(context.xpath(match, namespaces=NAMESPACES), 1):
        use = structure.get("use", "")
        key = str(position) if use == "position()" else str(element.xpath(f"string({in_tei(use)})", namespaces=NAMESPACES))
        cited = citation + structure.get("delim", "") + key
        found.append((cited, element))
        for inner in structure.iterchildren(f"{TEI}citeStructure"):
            found += units(inner, element, cited)
    return found


def check(root: etree._Element) -> None:
    """Each entry, paragraph and item has one citation of its own."""
    outer = root.findall(f".//{TEI}refsDecl/{TEI}citeStructure")
    cited = [unit for structure in outer for unit in units(structure, root)]
    resolved = dict(cited)
    assert len(resolved) == len(cited) == len({element for _, element in cited}), "two units have one citation, or one has two"
    entries = [div for div in root.iter(f"{TEI}div") if div.get("type") == "entry"]
    wanted = {*entries, *(block for entry in entries for block in entry.iter(f"{TEI}p", f"{TEI}item") if not _in_note(block))}
    assert set(resolved.values()) == wanted
    assert all(resolved[entry.get("n", "")] is entry for entry in entries)


def test_every_unit_of_the_specimen() -> None:
    check(etree.parse(ROOT / "tei/specimen.xml").getroot())


@SLOW
@given(editions())
def test_every_unit_of_any_edition(made: tuple[Edition, object, object]) -> None:
    check(etree.fromstring(build(made[0])))


def _in_note(element: etree._Element) -> bool:
    return next(element.iterancestors(f"{TEI}note"), None) is not None
