"""Turn text and elements into TEI elements; tell of a tree what it is cited by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from lxml import etree

from edition.tei.names import TEI, XML_ID


def append(element: etree._Element, text: str) -> None:
    """Append text to an element, after its last child."""
    # Of an element with many children, len counts them all.
    last = next(element.iterchildren(reversed=True), None)
    if last is not None:
        last.tail = (last.tail or "") + text
    else:
        element.text = (element.text or "") + text


def by_id(root: etree._Element) -> dict[str, etree._Element]:
    """Find the elements of a tree that have an xml:id: xml:id -> element."""
    return {key: element for element in root.iter(etree.Element) if (key := element.get(XML_ID))}


def make(tag: str, *content: str | etree._Element | None, **attributes: str) -> etree._Element:
    """Make a TEI element of text and elements; empty attributes and None are left out. `xml_id` stands for xml:id."""
    xml_id = attributes.pop("xml_id", "")
    element = etree.Element(TEI + tag, {name: value for name, value in attributes.items() if value})
    if xml_id:
        element.set(XML_ID, xml_id)
    for part in content:
        if isinstance(part, str):
            append(element, part)
        elif part is not None:
            element.append(part)
    return element


def chain(pieces: Sequence[etree._Element]) -> None:
    """Make the pieces of one thing point to one another with @next and @prev."""
    for piece, following in pairwise(pieces):
        piece.set("next", f"#{following.get(XML_ID)}")
        following.set("prev", f"#{piece.get(XML_ID)}")


def cites_entries(tree: etree._ElementTree) -> bool:
    """Whether a document says that what it is cited by are its `div type="entry"`, as those of ours do (Guidelines 17.2.5)."""
    cited = (
        structure.get("unit") == "entry" or re.search(r"@type\s*=\s*['\"]entry['\"]", structure.get("match", ""))
        for structure in tree.iter(TEI + "citeStructure")
    )
    return any(cited) and any(division.get("type") == "entry" for division in tree.iter(TEI + "div"))
