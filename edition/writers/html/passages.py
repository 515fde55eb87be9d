"""Turn a TEI document into one in which every passage that texts may share has a mark, and every app an id."""

from __future__ import annotations

from lxml import etree

from edition.tei.names import TEI, XML_ID
from edition.tei.reading.settled import is_settled, put_looks, settled
from edition.tei.reading.witness_blocks import UNIT
from edition.writers.book.behaviours import Behaviour
from edition.writers.book.compositor import Compositor, Setter
from edition.writers.book.marked_passages import ElementNames, mark_passages
from edition.writers.book.metadata import ids
from edition.writers.book.setters import SETTERS

# In the XHTML of a book, what stands for an app.
PLACE = "data-unit"
# What is a name that the index has: the ids of what it names.
NAMES = "data-names"
_SEG, _APP = TEI + "seg", TEI + "app"


def with_passages(tree: etree._ElementTree) -> etree._ElementTree:
    """Copy a document, with its passages marked and an id on each app."""
    root = settled(tree.getroot())
    if not is_settled(tree.getroot()):
        put_looks(root)
    names = ElementNames(root)
    for app in root.iter(_APP):
        if not app.get(XML_ID):
            app.set(XML_ID, names.of(app))
    mark_passages(root, names)
    made = etree.ElementTree(root)
    made.docinfo.URL = tree.docinfo.URL
    return made


def _through(c: Compositor, element: etree._Element, how: Behaviour, into: etree._Element) -> None:
    unit = element.get(UNIT)
    if element.tag != _SEG or not unit:
        SETTERS["through"](c, element, how, into)
        return
    made = c.open(into, "span")
    made.set(PLACE, unit)
    c.content(element, made)


def _name(c: Compositor, element: etree._Element, how: Behaviour, into: etree._Element) -> None:
    known = [ident for ident in ids(element.get("ref") or element.get("key")) if ident in c.named]
    if known and not (c.quiet or c.aside):
        into = c.open(into, "span")
        into.set(NAMES, " ".join(known))
    SETTERS["name"](c, element, how, into)


# The setters of a book, but that names and the places of apps keep their marks.
MARKING: dict[str, Setter] = {**SETTERS, "through": _through, "name": _name}
