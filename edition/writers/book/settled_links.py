"""Lead each link of a book to what the document names, or to the nearest thing around it."""

from __future__ import annotations

from lxml import etree

from edition.tei.elements import by_id
from edition.tei.names import XML_ID
from edition.writers.book.compositor import Compositor
from edition.writers.book.metadata import XHTML, raw
from edition.writers.book.notes_and_links import ARROW, mark_target, part_target
from edition.writers.book.types import Section


def settle_links(c: Compositor, sections: list[Section]) -> None:
    """Lead each link to what the document names; where that is no place of the book, to the nearest thing around it that is one.

    What is no id has another name in the book. Links to what the document has not are taken away (I508): their
    words stay, or what they point to, parted from the word after it.
    """
    markups = (
        markup
        for section in sections
        for markup in (
            section.body,
            *(note.body for note in section.notes),
            *(part for entry in section.apparatus for part in (entry.lemma, entry.readings) if part is not None and len(part)),
        )
    )
    lost: dict[str, None] = {}
    placed: dict[str, etree._Element] = {}
    for markup in markups:
        for link in list(markup.iter(XHTML + "a", XHTML + "span")):
            if link.tag == XHTML + "span":
                # A pointer to what is no address, which compositors have printed.
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
