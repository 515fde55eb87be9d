"""Turn an apparatus by the double end-point method into one by references to places in the text, without anchors, and back.

Guidelines 13.2.1: the text is that of the base, untouched; app/@loc says what an entry is on. The reference is three words: the
xml:id of the block that is cited (`/` for the whole document), and in it the beginning and the end of the stretch; an entry on
several stretches has three words for each. The last two are paths as EPUB CFI has them (EPUB Canonical Fragment Identifiers
1.1): among the parts of an element, children have the even numbers 2, 4, 6, the text before, between and after them the odd ones;
the last number is of a text, and after a colon stand the characters before the place. `e.1931-05-04.p1 /2/1:4 /2/1:7` is the fifth
to seventh character in the first child of that paragraph.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from lxml import etree

from edition.messages import Report
from edition.model import Locus
from edition.tei.attribute_values import whole_number
from edition.tei.elements import by_id
from edition.tei.names import TEI, XML_ID
from edition.tei.reading.double_end_point import AnchorPair, take_out, to_parallel_segmentation
from edition.tei.reading.positions import line_of

_APP, _ANCHOR, _LIST = f"{TEI}app", f"{TEI}anchor", f"{TEI}listApp"
_DOCUMENT = "/"
_PATH = re.compile(r"((?:/[0-9]+)*)/([0-9]+):([0-9]+)")


def to_location_referenced(tree: etree._ElementTree) -> etree._ElementTree:
    """A copy of a document with its apparatus in listApp, each entry with a reference to its place in the text."""
    made = etree.ElementTree(copy.deepcopy(tree.getroot()))
    root = made.getroot()
    entries = take_out(root)
    anchors = dict.fromkeys(anchor for entry in entries for pair in entry.stretches for anchor in pair)
    paths = _paths(anchors)
    for entry in entries:
        del entry.app.attrib["from"], entry.app.attrib["to"]
        places = ((*paths[start], paths[end][1]) for start, end in entry.stretches)
        entry.app.set("loc", " ".join(word for place in places for word in place))
    _merge_out(anchors)
    for declared in root.iter(f"{TEI}variantEncoding") if entries else ():
        declared.set("method", "location-referenced")
    return made


def put_apparatus_into_text(tree: etree._ElementTree, file: str, report: Report) -> bool:
    """Put the entries of an apparatus by any method into the text, as parallel segmentation has them; in place. Whether any was.

    An entry whose place is not found stays where it is (W461); W462, E402 as in to_parallel_segmentation. Entries in a list that
    cite a place in another way, such as the number of a line, stay there (I465).
    """
    root = tree.getroot()
    apps = [(app, words) for app in root.iter(_APP) if (words := (app.get("loc") or "").split())]
    ids = by_id(root) if apps else {}
    texts = _Texts()
    citing: list[etree._Element] = []
    found: dict[tuple[etree._Element, int], tuple[_TextPoint, _TextPoint]] = {}
    for app, words in apps:
        places = [words[at : at + 3] for at in range(0, len(words), 3)]
        if len(words) % 3 or not all(_PATH.fullmatch(word) for place in places for word in place[1:]):
            if _parent(app).tag == _LIST and not app.get("from"):
                citing.append(app)
            continue
        pairs = []
        for name, *paths in places:
            block = root if name == _DOCUMENT else ids.get(name)
            start, end = (None if block is None else texts.point(block, word) for word in paths)
            if start is not None and end is not None:
                pairs.append((start, end))
        if len(pairs) < len(places):
            report.add("W461", Locus(file, line_of(app)), place=app.get("loc"))
        else:
            found |= {(app, number): pair for number, pair in enumerate(pairs)}
    if citing:
        report.add("I465", Locus(file, line_of(citing[0])), count=len(citing), place=citing[0].get("loc"))
    located: dict[etree._Element, list[AnchorPair]] = {}
    for (app, _), ends in texts.with_anchors(found).items():
        located.setdefault(app, []).append(ends)
    placed = to_parallel_segmentation(root, located, file, report)
    # Those of entries that could not be put in.
    left = (anchor for pairs in located.values() for pair in pairs for anchor in pair)
    _merge_out(dict.fromkeys(anchor for anchor in left if anchor.getparent() is not None))
    return placed


@dataclass(frozen=True, slots=True)
class _TextPoint:
    """A place between two characters: in the text of `parent` before its child number `child`, after `offset` characters."""

    parent: etree._Element
    child: int
    offset: int


class _Texts:
    """The texts of a document, each read and each element's children counted once, so that many places in one are found at once."""

    def __init__(self) -> None:
        self._children: dict[etree._Element, list[etree._Element]] = {}
        self._lengths: dict[tuple[etree._Element, int], int] = {}

    def point(self, block: etree._Element, path: str) -> _TextPoint | None:
        """The place that a path leads to from a block; None where it leads to none."""
        match = _PATH.fullmatch(path)
        assert match is not None
        element = block
        for step in match[1].split("/")[1:]:
            number = whole_number(step)
            if number is None or number % 2 or not 0 < number // 2 <= len(self._parts(element)):
                return None
            element = self._parts(element)[number // 2 - 1]
        number, offset = whole_number(match[2]), whole_number(match[3])
        if number is None or offset is None or number % 2 == 0 or number // 2 > len(self._parts(element)):
            return None
        key = element, number // 2
        if key not in self._lengths:
            self._lengths[key] = len(self._text(*key))
        return _TextPoint(*key, offset) if offset <= self._lengths[key] else None

    def with_anchors(
        self, places: dict[tuple[etree._Element, int], tuple[_TextPoint, _TextPoint]]
    ) -> dict[tuple[etree._Element, int], AnchorPair]:
        """Put anchors in the places of apps, one where a place is a point: app and number of the place -> its anchors. Places are
        others then.

        What ends in a place stands there before what is on that point, and this before what begins there.
        """
        made: dict[tuple[etree._Element, int], AnchorPair] = {}
        cuts: dict[tuple[etree._Element, int], list[tuple[int, int, int, etree._Element]]] = {}
        for number, (app, (start, end)) in enumerate(places.items()):
            first = etree.Element(_ANCHOR)
            made[app] = first, first if end == start else etree.Element(_ANCHOR)
            cuts.setdefault((start.parent, start.child), []).append((start.offset, 1 if end == start else 2, number, first))
            if end != start:
                # Of entries within one another that end together the last begun ends first.
                cuts.setdefault((end.parent, end.child), []).append((end.offset, 0, -number, made[app][1]))
        for (parent, child), anchors in cuts.items():
            anchors.sort(key=lambda cut: cut[:3])
            self._cut(parent, child, [(offset, anchor) for offset, _, _, anchor in anchors])
        return made

    def _parts(self, element: etree._Element) -> list[etree._Element]:
        """The children of an element as they were when it was first asked for, comments among them."""
        if element not in self._children:
            self._children[element] = list(element)
        return self._children[element]

    def _text(self, parent: etree._Element, child: int) -> str:
        return str((parent.text if child == 0 else self._parts(parent)[child - 1].tail) or "")

    def _cut(self, parent: etree._Element, child: int, anchors: Sequence[tuple[int, etree._Element]]) -> None:
        """Put anchors into a text, each after so many characters of it, in this order."""
        text = self._text(parent, child)
        before = None if child == 0 else self._parts(parent)[child - 1]
        _set_text(parent, before, "")
        at, bounds = before, [offset for offset, _ in anchors] + [len(text)]
        for _, anchor in anchors:
            if at is None:
                parent.insert(0, anchor)
            else:
                at.addnext(anchor)
            at = anchor
        _set_text(parent, before, text[: bounds[0]])
        for (offset, anchor), end in zip(anchors, bounds[1:], strict=True):
            anchor.tail = text[offset:end] or None


def _set_text(parent: etree._Element, before: etree._Element | None, text: str) -> None:
    """Set the text after a child of an element, or with no child that before all of them."""
    if before is None:
        parent.text = text or None
    else:
        before.tail = text or None


def _paths(anchors: Collection[etree._Element]) -> dict[etree._Element, tuple[str, str]]:
    """For each anchor the block in which it stands, and its path in it, as if none of these anchors were there."""
    ours = set(anchors)
    found: dict[etree._Element, tuple[str, str]] = {}
    above: dict[etree._Element, tuple[str, str]] = {}
    numbers: dict[etree._Element, int] = {}
    for parent in dict.fromkeys(_parent(anchor) for anchor in anchors):
        block, steps = _block(parent, ours, above, numbers)
        children, offset = 0, len(parent.text or "")
        for node in parent:
            if node in ours:
                found[node] = block, f"{steps}/{2 * children + 1}:{offset}"
                offset += len(node.tail or "")
            else:
                children, offset = children + 1, len(node.tail or "")
    return found


def _block(
    element: etree._Element,
    ours: set[etree._Element],
    above: dict[etree._Element, tuple[str, str]],
    numbers: dict[etree._Element, int],
) -> tuple[str, str]:
    """The block in which an element stands or that it is, and the path to it from there.

    `above`: those found before. `numbers`: the places of elements among the children of their parents, counted once.
    """
    if element in above:
        return above[element]
    parent = element.getparent()
    if (ident := element.get(XML_ID)) is not None:
        above[element] = ident, ""
    elif parent is None:
        above[element] = _DOCUMENT, ""
    else:
        if element not in numbers:
            numbers |= {node: number for number, node in enumerate((node for node in parent if node not in ours), 1)}
        block, steps = _block(parent, ours, above, numbers)
        above[element] = block, f"{steps}/{2 * numbers[element]}"
    return above[element]


def _merge_out(anchors: Collection[etree._Element]) -> None:
    """Take anchors out and leave the text after each, in one pass through what each stands in."""
    ours = set(anchors)
    for parent in dict.fromkeys(_parent(anchor) for anchor in anchors):
        before: etree._Element | None = None
        pieces = [parent.text or ""]
        for node in list(parent):
            if node in ours:
                pieces.append(node.tail or "")
                parent.remove(node)
                continue
            if len(pieces) > 1:
                _set_text(parent, before, "".join(pieces))
            before, pieces = node, [node.tail or ""]
        if len(pieces) > 1:
            _set_text(parent, before, "".join(pieces))


def _parent(anchor: etree._Element) -> etree._Element:
    parent = anchor.getparent()
    assert parent is not None
    return parent
