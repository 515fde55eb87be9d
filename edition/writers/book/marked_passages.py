"""Mark the passages of a TEI document that its texts may share, so that each can be found again in what is made of it.

A passage is a bead where the document has beads (`seg type="bead"`), else a block: a paragraph, a verse, a heading.
"""

from __future__ import annotations

from collections import Counter

from lxml import etree

from edition.tei.names import TEI, XML_ID, is_ncname
from edition.tei.reading.witness_blocks import BLOCKS, block_of, is_block, is_break, stands_in_note

# A mark on a seg, by a name that TEI has not: the passage that it is, or is a part of. In the XHTML of a book it is `data-row`.
PASSAGE = "edition-passage"
ROW = "data-row"
_SEG = TEI + "seg"
_BLOCKS = (*BLOCKS, TEI + "speaker", TEI + "trailer", TEI + "byline")


def mark_passages(root: etree._Element, names: ElementNames | None = None) -> None:
    """Put PASSAGE on each seg of a document that is a bead, and a seg of that kind into each block that has none."""
    names = names or ElementNames(root)
    for text in root.iter(TEI + "text"):
        if next(text.iterancestors(TEI + "text"), None) is None:
            _mark(text, names)


class ElementNames:
    """Makes ids for elements that have none: of the nearest element around with an id, what they are, and their number."""

    def __init__(self, root: etree._Element) -> None:
        self.taken = {element.get(XML_ID, "") for element in root.iter(etree.Element)}
        self.counts: Counter[str] = Counter()

    def of(self, element: etree._Element) -> str:
        """Make an id that no element of the document has."""
        around = next((key for above in element.iterancestors() if is_ncname(key := above.get(XML_ID, ""))), "text")
        stem = f"{around}.{etree.QName(element).localname}"
        while True:
            self.counts[stem] += 1
            name = stem if self.counts[stem] == 1 else f"{stem}.{self.counts[stem]}"
            if name not in self.taken:
                self.taken.add(name)
                return name


def _mark(text: etree._Element, names: ElementNames) -> None:
    """Mark the passages of a text. A bead in several blocks (`@next`, `@prev`) is one, by the id of its first part."""
    first: dict[str, str] = {}
    for bead in text.iter(_SEG):
        bead.attrib.pop(PASSAGE, "")
        if bead.get("type") == "bead":
            key = ident if is_ncname(ident := bead.get(XML_ID, "")) else names.of(bead)
            before = bead.get("prev", "").removeprefix("#")
            first[key] = first.get(before, key)
            bead.set(PASSAGE, first[key])
    marked = {above for bead in text.iter(_SEG) if bead.get(PASSAGE) for above in bead.iterancestors()}
    for block in [element for element in text.iter(*_BLOCKS) if element.tag not in BLOCKS or is_block(element)]:
        held = block in marked or any(inner is not block and is_block(inner) for inner in block.iter(*BLOCKS))
        inside = any(above.get(PASSAGE) for above in block.iterancestors(_SEG))
        if not (held or inside or stands_in_note(block) or block.tag == TEI + "cell" or _within_cell(block)):
            _wrap(block, names)


def _within_cell(block: etree._Element) -> bool:
    """Whether a block stands in a table, which is kept whole."""
    above = block_of(block)
    return above is not None and above.tag == TEI + "cell"


def _wrap(block: etree._Element, names: ElementNames) -> None:
    """Put all that a block holds into a seg, but for the app that says whether a block begins there."""
    made = etree.Element(_SEG, {PASSAGE: ident if is_ncname(ident := block.get(XML_ID, "")) else names.of(block)})
    parts = list(block)
    if parts and is_break(parts[0]):
        made.text, parts[0].tail = parts[0].tail, None
        parts = parts[1:]
    else:
        made.text, block.text = block.text, None
    made.extend(parts)
    block.append(made)
