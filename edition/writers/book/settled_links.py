"""Lead each link of a book to what the document names, or to the nearest thing around it."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from lxml import etree

from edition.tei.elements import by_id
from edition.tei.names import XML_ID
from edition.writers.book.compositor import Compositor
from edition.writers.book.metadata import XHTML, raw
from edition.writers.book.notes_and_links import ARROW, TARGET, mark_target, part_target
from edition.writers.book.packed_markup import PackedEntries, may_hold
from edition.writers.book.types import Section

# The links in some markup, and pointers to what is no address, which compositors have printed: those in spans.
_LINKS = etree.XPath(
    f"descendant-or-self::h:a | descendant-or-self::h:span[contains(concat(' ', @class, ' '), ' {TARGET} ')]",
    namespaces={"h": XHTML[1:-1]},
)


def settle_links(c: Compositor, sections: list[Section]) -> None:
    """Lead, in place, each link to what the document names, or to the nearest thing around it that is a place of the book.

    What is no id has another name in the book. Links to what the document has not are taken away (I508): their
    words stay, or what they point to, parted from the word after it.
    """
    lost: dict[str, None] = {}
    placed: dict[str, etree._Element] = {}

    def settle(markup: etree._Element) -> None:
        nonlocal placed
        for link in cast("list[etree._Element]", _LINKS(markup)):
            if link.tag == XHTML + "span":
                part_target(link)
                continue
            target = link.get("href", "")
            if target.startswith("#") and target[1:] in c.renamed:
                link.set("href", target := f"#{c.renamed[target[1:]]}")
            if not target.startswith("#") or target[1:] in c.used:
                continue
            placed = placed or by_id(c.header.root)
            if place := _place_of(c, placed.get(target[1:])):
                link.set("href", f"#{place}")
                continue
            lost[target] = None
            link.tag = XHTML + "span"
            del link.attrib["href"]
            if raw(link) == ARROW:
                link.text = target[1:]
                mark_target(link)
                part_target(link)

    for at, section in enumerate(sections):
        for markup in (section.body, *(note.body for note in section.notes)):
            settle(markup)
        if not may_hold(section.apparatus, b"<a ", TARGET.encode()):
            continue
        entries = list(section.apparatus)
        for markup in (part for entry in entries for part in (entry.lemma, entry.readings) if part is not None and len(part)):
            settle(markup)
        if isinstance(section.apparatus, PackedEntries):
            sections[at] = replace(section, apparatus=PackedEntries(entries))
    if lost:
        c.report.add("I508", c.locus(c.header.root), count=len(lost), first=next(iter(lost)))


def _place_of(c: Compositor, element: etree._Element | None) -> str:
    """Give the id of what an element has become, or of what stands around it; "" if it is in no section."""
    while element is not None:
        if place := c.places.get(element, ""):
            return place
        if (ident := element.get(XML_ID, "")) in c.used:
            return ident
        element = element.getparent()
    return ""
