"""Mark the passages of a TEI document that its texts may share, so that each can be found again in what is made of it.

A passage is a bead where the document has beads (`seg type="bead"`), else a block: a paragraph, a verse, a heading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

from edition.tei.names import TEI, XML_ID, is_ncname
from edition.tei.reading.witness_blocks import BLOCKS, block_of, is_block, is_break, stands_in_note

# A mark on a seg, by a name that TEI has not: the passage that it is, or is a part of. In the XHTML of a book it is `data-row`.
PASSAGE = "edition-passage"
ROW = "data-row"
_SEG = TEI + "seg"
# The name that a seg of ours has for a moment that is to give way to what it holds.
_SPENT = "edition-spent"
_BLOCKS = (*BLOCKS, TEI + "speaker", TEI + "trailer", TEI + "byline")


def mark_passages(root: etree._Element, names: ElementNames | None = None) -> list[etree._Element]:
    """Put PASSAGE on each seg of a document that is a bead, and a seg of that kind into each block that has none.

    Returns the segs that were put in.
    """
    names = names or ElementNames(root)
    made: list[etree._Element] = []
    for text in root.iter(TEI + "text"):
        if next(text.iterancestors(TEI + "text"), None) is None:
            made += _mark(text, names)
    return made


@contextmanager
def marked(root: etree._Element) -> Iterator[None]:
    """Mark the passages of a document as long as something is made of it: a copy of a long one would take as much memory again."""
    made = mark_passages(root)
    try:
        yield
    finally:
        for seg in made:
            seg.tag = _SPENT
        etree.strip_tags(root, _SPENT)
        etree.strip_attributes(root, PASSAGE)


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


def _mark(text: etree._Element, names: ElementNames) -> list[etree._Element]:
    """Mark the passages of a text. A bead in several blocks (`@next`, `@prev`) is one, by the id of its first part."""
    made: list[etree._Element] = []
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
            made.append(_wrap(block, names))
    return made


def _within_cell(block: etree._Element) -> bool:
    """Whether a block stands in a table, which is kept whole."""
    above = block_of(block)
    return above is not None and above.tag == TEI + "cell"


def _wrap(block: etree._Element, names: ElementNames) -> etree._Element:
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
    return made
