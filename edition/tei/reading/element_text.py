"""Give the words of a TEI element on one line, and its language; tell whether they are words of the text, in their place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from lxml import etree

from edition.language.tags import normal_tag
from edition.tei.names import TEI, XML_LANG

# Elements that describe somebody or something: what is said of it stands in one paragraph.
DESCRIBED = frozenset(TEI + name for name in ("person", "personGrp", "persona", "place", "org", "object", "nym"))
# Elements that hold no running text on which a note could be: a note in one is a paragraph of it.
_WITHOUT_LINES = frozenset(TEI + name for name in ("list", "table", "row", "figure", "listApp", "biblStruct", "event"))


def plain(element: etree._Element | None, without: tuple[str, ...] = ()) -> str:
    """Give the text of an element on one line, without comments, processing instructions and the TEI elements named in
    `without`.
    """
    if element is None:
        return ""
    skip = {TEI + name for name in without}

    def texts(node: etree._Element) -> Iterator[str]:
        if isinstance(node.tag, str) and node.tag not in skip:
            yield " " if node.tag == TEI + "lb" and node.get("break") != "no" else node.text or ""
            for child in node:
                yield from texts(child)
                yield child.tail or ""

    return " ".join("".join(texts(element)).split())


def language(value: str | None, otherwise: str) -> str:
    """Turn a value of xml:lang into its normal form (BCP 47: `de`, not `deu`); `otherwise` if it is no tag."""
    return normal_tag(value or "") or otherwise


def language_of(element: etree._Element) -> str:
    """Find the language of an element, on the nearest xml:lang; "und" if there is none."""
    node: etree._Element | None = element
    while node is not None:
        if node.get(XML_LANG):
            return language(node.get(XML_LANG), "und")
        node = node.getparent()
    return "und"


def is_said_span(element: etree._Element) -> bool:
    """Whether the words of a `span` are words of the text around it: it annotates nothing, since it points nowhere, and its parent
    has words of its own (TEI P5, 18.3: a span says of a passage elsewhere, given by `from` and `to` or by `target`, what it is).
    """
    parent = element.getparent()
    if parent is None or any(element.get(name) is not None for name in ("from", "to", "target", "inst")):
        return False
    return any((text or "").strip() for text in (parent.text, *(each.tail for each in parent)))


def stands_in_place(note: etree._Element) -> Literal["phrase", "block", ""]:
    """How the words of a note stand in its place: as a phrase, where it describes somebody or something; as a block, in a list, a
    table or an entry of an apparatus that is listed; "" where they stand apart and a call stands in their place.
    """
    parent = note.getparent()
    if parent is None:
        return ""
    if parent.tag in DESCRIBED:
        return "phrase"
    above = parent.getparent()
    listed = parent.tag == TEI + "app" and above is not None and above.tag == TEI + "listApp"
    return "block" if listed or parent.tag in _WITHOUT_LINES else ""
