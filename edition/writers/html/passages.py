"""Turn a TEI document into one in which every passage that texts may share has a mark, and every app an id.

A passage is a bead where the document has beads (`seg type="bead"`), else a block: a paragraph, a verse, a heading.
"""

from __future__ import annotations

from collections import Counter

from lxml import etree

from edition.tei.names import TEI, XML_ID, is_ncname
from edition.tei.reading.settled import is_settled, put_looks, settled
from edition.tei.reading.witness_blocks import BLOCKS, UNIT, block_of, is_block, is_break, stands_in_note
from edition.writers.book.behaviours import Behaviour
from edition.writers.book.compositor import Compositor, Setter
from edition.writers.book.metadata import ids
from edition.writers.book.setters import SETTERS

# A mark on a seg, by a name that TEI has not: the passage that it is, or is a part of. In the XHTML of a book it is `data-row`, and
# what stands for an app `data-unit`.
PASSAGE = "edition-passage"
ROW, PLACE = "data-row", "data-unit"
# The same of a name that the index has: the ids of what it names.
NAMES = "data-names"
_SEG, _APP = TEI + "seg", TEI + "app"
_BLOCKS = (*BLOCKS, TEI + "speaker", TEI + "trailer", TEI + "byline")


def with_passages(tree: etree._ElementTree) -> etree._ElementTree:
    """Copy a document, with PASSAGE on each seg that is a bead, a seg of that kind in each block that has none, and an id on each
    app.
    """
    root = settled(tree.getroot())
    if not is_settled(tree.getroot()):
        put_looks(root)
    names = _Names(root)
    for app in root.iter(_APP):
        if not app.get(XML_ID):
            app.set(XML_ID, names.of(app))
    for text in root.iter(TEI + "text"):
        if next(text.iterancestors(TEI + "text"), None) is None:
            _mark(text, names)
    made = etree.ElementTree(root)
    made.docinfo.URL = tree.docinfo.URL
    return made


class _Names:
    """Makes ids for elements that have none: of the nearest element around with an id, what they are, and their number there."""

    def __init__(self, root: etree._Element) -> None:
        self.taken = {element.get(XML_ID, "") for element in root.iter(etree.Element)}
        self.counts: Counter[str] = Counter()

    def of(self, element: etree._Element) -> str:
        around = next((key for above in element.iterancestors() if is_ncname(key := above.get(XML_ID, ""))), "text")
        stem = f"{around}.{etree.QName(element).localname}"
        while True:
            self.counts[stem] += 1
            name = stem if self.counts[stem] == 1 else f"{stem}.{self.counts[stem]}"
            if name not in self.taken:
                self.taken.add(name)
                return name


def _mark(text: etree._Element, names: _Names) -> None:
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


def _wrap(block: etree._Element, names: _Names) -> None:
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


def _through(c: Compositor, element: etree._Element, how: Behaviour, into: etree._Element) -> None:
    passage, unit = element.get(PASSAGE), element.get(UNIT)
    if element.tag != _SEG or not (passage or unit) or (passage and c.aside):
        SETTERS["through"](c, element, how, into)
        return
    made = c.open(into, "span")
    made.set(ROW if passage else PLACE, passage or unit or "")
    c.content(element, made)


def _name(c: Compositor, element: etree._Element, how: Behaviour, into: etree._Element) -> None:
    known = [ident for ident in ids(element.get("ref") or element.get("key")) if ident in c.named]
    if known and not (c.quiet or c.aside):
        into = c.open(into, "span")
        into.set(NAMES, " ".join(known))
    SETTERS["name"](c, element, how, into)


# The setters of a book, but that passages, names and the places of apps keep their marks.
MARKING: dict[str, Setter] = {**SETTERS, "through": _through, "name": _name}
