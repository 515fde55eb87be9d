"""Turn an apparatus in parallel segmentation into one by the double end-point method, outside the text, and back.

Guidelines 13.2.2: the text is that of the base alone, with an anchor at each end of what an apparatus entry is on; the entries
stand in listApp, each pointing to its two anchors. What this method can say and parallel segmentation cannot, entries that overlap
or reach across blocks, stays where it is and is reported.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator

from lxml import etree

from edition.messages import Report
from edition.model import Locus
from edition.tei.elements import by_id
from edition.tei.names import TEI, XML_ID
from edition.tei.reading.positions import line_of

_VARIANT_ENCODING, _LIST, _STAND_OFF = f"{TEI}variantEncoding", f"{TEI}listApp", f"{TEI}standOff"
_NOT_WORDS = frozenset({f"{TEI}note", f"{TEI}sic"})
_APP, _LEM, _ANCHOR = f"{TEI}app", f"{TEI}lem", f"{TEI}anchor"


def to_double_end_point(tree: etree._ElementTree) -> etree._ElementTree:
    """A copy of a document with its apparatus in listApp, each entry from one anchor in the text to another.

    Entries within entries stay within them. The lemma in listApp is words only; what it holds besides stands in the text.
    """
    root = copy.deepcopy(tree.getroot())
    text = root.find(f"{TEI}text")
    apps = [] if text is None else [app for app in text.iter(_APP) if next(app.iterancestors(_APP), None) is None]
    taken = {element.get(XML_ID) for element in root.iter(etree.Element)}
    entries = etree.Element(_LIST)
    entries.text = "\n"
    for number, app in enumerate(apps, 1):
        name = app.get(XML_ID) or f"app.{number}"
        start, end = _unused(f"{name}.from", taken), _unused(f"{name}.to", taken)
        entries.append(_taken_out(app, start, end))
    if apps:
        _home(root).append(entries)
        _declare(root, "double-end-point", "external")
    return etree.ElementTree(root)


def to_parallel_segmentation(tree: etree._ElementTree, file: str, report: Report) -> None:
    """Put the entries that point to their places with @from and @to into the text; in place.

    An entry whose ends are not in one element, the first before the second, stays in its list (W461). Where its lemma is other
    words than the text between its ends, the text holds (W462).
    """
    root = tree.getroot()
    apps = [app for app in root.iter(_APP) if (app.get("from") or "").startswith("#")]
    ids = by_id(root) if apps else {}
    placed = False
    for app in apps:
        start, end = ids.get((app.get("from") or "")[1:]), ids.get((app.get("to") or app.get("from") or "")[1:])
        if app.get("to") is None and start is not None and start.tag == _ANCHOR and app in start.itersiblings(_APP):
            end = app  # Internal: the entry stands where its stretch ends.
        if start is None or end is None or start.getparent() is not end.getparent() or not _in_order(start, end):
            report.add("W461", Locus(file, line_of(app)), place=app.get("from"))
            continue
        placed = True
        given = _words(app.find(_LEM))
        _put_in(app, start, end)
        stands = _words(app.find(_LEM))
        if given and given != stands:
            report.add("W462", Locus(file, line_of(app)), given=given, stands=stands)
    if not placed:
        return
    for entries in [each for each in root.iter(_LIST) if len(each) == 0]:
        parent = _remove(entries)
        if parent is not None and parent.tag == _STAND_OFF and len(parent) == 0:
            _remove(parent)
    _declare(root, "parallel-segmentation", "internal")


# --- Out of the text ----------------------------------------------------------------------------------------------------------


def _taken_out(app: etree._Element, start: str, end: str) -> etree._Element:
    """Leave the base's reading of an entry between anchors, and give the entry as it stands in listApp."""
    entry = copy.deepcopy(app)
    entry.tail = "\n"
    before, after = _anchor(start), _anchor(end)
    lemma, kept = app.find(_LEM), entry.find(_LEM)
    within: list[etree._Element] = []
    if lemma is not None and kept is not None:
        before.tail = lemma.text
        within = list(lemma)
        words = "".join(_pieces(lemma))
        for child in list(kept):
            kept.remove(child)
        kept.text = words or None
    point = not within and not before.tail
    new = [before, *within] if point else [before, *within, after]
    entry.set("from", f"#{start}")
    entry.set("to", f"#{start if point else end}")
    new[-1].tail = (new[-1].tail or "") + (app.tail or "") or None
    parent = app.getparent()
    assert parent is not None
    at = parent.index(app)
    parent[at : at + 1] = new
    return entry


def _pieces(element: etree._Element) -> Iterator[str]:
    """The words of a reading as emended, without its notes, piece by piece."""
    yield str(element.text or "")
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _NOT_WORDS:
            yield from _pieces(child)
        yield str(child.tail or "")


def _words(lemma: etree._Element | None) -> str:
    """The words of a reading, or none, with single spaces."""
    return "" if lemma is None else " ".join("".join(_pieces(lemma)).split())


def _anchor(name: str) -> etree._Element:
    return etree.Element(_ANCHOR, {XML_ID: name})


def _unused(name: str, taken: set[str | None]) -> str:
    """An xml:id that no element has yet."""
    free, number = name, 1
    while free in taken:
        number += 1
        free = f"{name}.{number}"
    taken.add(free)
    return free


def _home(root: etree._Element) -> etree._Element:
    """The standOff of a document, made before its text where it has none."""
    found = root.find(_STAND_OFF)
    if found is None:
        found = etree.Element(_STAND_OFF)
        found.tail = "\n"
        text = root.find(f"{TEI}text")
        root.insert(len(root) if text is None else root.index(text), found)
    return found


# --- Into the text ------------------------------------------------------------------------------------------------------------


def _in_order(start: etree._Element, end: etree._Element) -> bool:
    return start is end or any(sibling is end for sibling in start.itersiblings())


def _put_in(app: etree._Element, start: etree._Element, end: etree._Element) -> None:
    """Put an entry into the text in the place of its anchors, with what stands between them as its lemma.

    Ends that are no anchors but words, <w> say, are part of the lemma.
    """
    if app is not end:
        _remove(app)
    parent = start.getparent()
    assert parent is not None
    stretch = list(parent)[parent.index(start) : parent.index(end) + 1]
    marks = {start, end} if start.tag == _ANCHOR else {end}
    within = [node for node in stretch if node not in marks or (node.tag != _ANCHOR and node is not app)]
    words = start.tail if start.tag == _ANCHOR and end is not start else None
    tail, end.tail = end.tail, None
    parent.insert(parent.index(start), app)
    app.tail = tail
    lemma = app.find(_LEM)
    if lemma is None and (words or within):
        lemma = etree.Element(_LEM)
        app.insert(0, lemma)
    if lemma is not None:
        for child in list(lemma):
            lemma.remove(child)
        lemma.text = words or None
        lemma.extend(within)
    for node in stretch:
        if node is not app and node.getparent() is parent:
            parent.remove(node)
    for attribute in ("from", "to"):
        app.attrib.pop(attribute, "")


def _remove(element: etree._Element) -> etree._Element | None:
    """Take an element and the white space after it out of its parent, and give the parent."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
    return parent


def _declare(root: etree._Element, method: str, location: str) -> None:
    """Say in the header how the apparatus is bound to the text, where the header says it at all."""
    for declared in root.iter(_VARIANT_ENCODING):
        declared.set("method", method)
        declared.set("location", location)
