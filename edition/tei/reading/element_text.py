"""Give the words of a TEI element on one line, and its language."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from edition.language.tags import normal_tag
from edition.tei.names import TEI, XML_LANG


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
