"""Turn an apparatus by the double end-point method into one by references to places in the text, without anchors, and back.

Guidelines 13.2.1: the text is that of the base, untouched; app/@loc says what an entry is on. The reference is three words: the
xml:id of the block that is cited (`/` for the whole document), and in it the beginning and the end of the stretch. These are paths
as EPUB CFI has them (EPUB Canonical Fragment Identifiers 1.1): among the parts of an element, children have the even numbers 2, 4,
6, the text before, between and after them the odd ones; the last number is of a text, and after a colon stand the characters before
the place. `e.1931-05-04.p1 /2/1:4 /2/1:7` is the fifth to seventh character in the first child of that paragraph.
"""

from __future__ import annotations

import re

from lxml import etree

from edition.messages import Report
from edition.model import Locus
from edition.tei.elements import by_id
from edition.tei.names import TEI, XML_ID
from edition.tei.reading.double_end_point import to_double_end_point, to_parallel_segmentation
from edition.tei.reading.positions import line_of

_APP, _ANCHOR = f"{TEI}app", f"{TEI}anchor"
_DOCUMENT = "/"
_PATH = re.compile(r"((?:/\d+)*)/(\d+):(\d+)")


def to_location_referenced(tree: etree._ElementTree) -> etree._ElementTree:
    """A copy of a document with its apparatus in listApp, each entry with a reference to its place in the text."""
    made = to_double_end_point(tree)
    root = made.getroot()
    apps = [app for app in root.iter(_APP) if (app.get("from") or "").startswith("#")]
    wanted = {app.get(name, "")[1:] for app in apps for name in ("from", "to")}
    anchors = {str(anchor.get(XML_ID)): anchor for anchor in root.iter(_ANCHOR) if anchor.get(XML_ID) in wanted}
    ours = frozenset(anchors.values())
    places = {name: _place(anchor, ours) for name, anchor in anchors.items()}
    for app in apps:
        block, start = places[app.get("from", "")[1:]]
        _, end = places[app.get("to", "")[1:]]
        del app.attrib["from"], app.attrib["to"]
        app.set("loc", f"{block} {start} {end}")
    for anchor in anchors.values():
        _merge_out(anchor)
    for declared in root.iter(f"{TEI}variantEncoding") if apps else ():
        declared.set("method", "location-referenced")
    return made


def put_apparatus_into_text(tree: etree._ElementTree, file: str, report: Report) -> None:
    """Put the entries of an apparatus by any method into the text, as parallel segmentation has them; in place.

    An entry whose place is not found stays where it is (W461); W462 as in to_parallel_segmentation.
    """
    root = tree.getroot()
    apps = [(app, words) for app in root.iter(_APP) if (words := (app.get("loc") or "").split())]
    ids = by_id(root) if apps else {}
    found: list[tuple[etree._Element, _TextPoint, _TextPoint]] = []
    for app, words in apps:
        if len(words) != 3 or not all(_PATH.fullmatch(word) for word in words[1:]):
            continue
        block = root if words[0] == _DOCUMENT else ids.get(words[0])
        points = [None if block is None else _point(block, word) for word in words[1:]]
        if points[0] is None or points[1] is None:
            report.add("W461", Locus(file, line_of(app)), place=app.get("loc"))
        else:
            found.append((app, points[0], points[1]))
    # From the end of the text, so that what is put in moves no place that is still to come.
    for number, (app, start, end) in reversed(list(enumerate(found))):
        del app.attrib["loc"]
        names = f"loc.{number}.from", f"loc.{number}.to"
        if end != start:
            end.insert(names[1])
        start.insert(names[0])
        app.set("from", f"#{names[0]}")
        app.set("to", f"#{names[1] if end != start else names[0]}")
    to_parallel_segmentation(tree, file, report)


class _TextPoint:
    """A place between two characters: in the text of `parent` before its child number `child`, after `offset` characters."""

    def __init__(self, parent: etree._Element, child: int, offset: int) -> None:
        self.parent, self.child, self.offset = parent, child, offset

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _TextPoint) and (self.parent, self.child, self.offset) == (other.parent, other.child, other.offset)

    __hash__ = None  # type: ignore[assignment]

    @property
    def text(self) -> str:
        """The text in which the place is."""
        return (self.parent.text if self.child == 0 else self.parent[self.child - 1].tail) or ""

    def insert(self, name: str) -> None:
        """Put an anchor of this xml:id in the place."""
        text = self.text
        anchor = etree.Element(_ANCHOR, {XML_ID: name})
        if self.child == 0:
            self.parent.text = text[: self.offset] or None
        else:
            self.parent[self.child - 1].tail = text[: self.offset] or None
        anchor.tail = text[self.offset :] or None
        self.parent.insert(self.child, anchor)


def _point(block: etree._Element, path: str) -> _TextPoint | None:
    match = _PATH.fullmatch(path)
    assert match is not None
    element = block
    for step in match[1].split("/")[1:]:
        number = int(step)
        if number % 2 or not 0 < number // 2 <= len(element):
            return None
        element = element[number // 2 - 1]
    number, offset = int(match[2]), int(match[3])
    if number % 2 == 0 or number // 2 > len(element):
        return None
    point = _TextPoint(element, number // 2, offset)
    return point if offset <= len(point.text) else None


def _place(anchor: etree._Element, anchors: frozenset[etree._Element]) -> tuple[str, str]:
    """The block in which an anchor stands, and its path in it, as if none of these anchors were there."""
    parent = anchor.getparent()
    assert parent is not None
    before = [node for node in anchor.itersiblings(preceding=True)]
    offset = 0
    children = 0
    for node in before:
        if children == 0:
            offset += len(node.tail or "")
        children += node not in anchors
    if children == 0:
        offset += len(parent.text or "")
    steps = f"/{2 * children + 1}:{offset}"
    while parent.get(XML_ID) is None:
        above = parent.getparent()
        if above is None:
            return _DOCUMENT, steps
        position = sum(1 for node in parent.itersiblings(preceding=True) if node not in anchors)
        steps = f"/{2 * (position + 1)}{steps}"
        parent = above
    return str(parent.get(XML_ID)), steps


def _merge_out(anchor: etree._Element) -> None:
    """Take an anchor out and leave the text after it."""
    parent, before = anchor.getparent(), anchor.getprevious()
    assert parent is not None
    if before is None:
        parent.text = (parent.text or "") + (anchor.tail or "") or None
    else:
        before.tail = (before.tail or "") + (anchor.tail or "") or None
    parent.remove(anchor)
