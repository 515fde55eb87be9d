"""Turn an apparatus in parallel segmentation into one by the double end-point method, outside the text, and back.

Guidelines 13.2.2: the text is that of the base alone, with an anchor at each end of what an apparatus entry is on; the entries
stand in listApp, each pointing to its two anchors. What this method can say and parallel segmentation cannot, entries that overlap
or reach across blocks, stays where it is and is reported.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from edition.errors import TextError
from edition.messages import Message, Report
from edition.model import Locus
from edition.tei.elements import by_id
from edition.tei.names import TEI, XML_ID
from edition.tei.reading.app_readings import readings_of
from edition.tei.reading.positions import line_of
from edition.tei.reading.safety import DEEPEST
from edition.tei.reading.tied_entries import rest_of, tied_apps
from edition.tei.reading.witness_blocks import remove

_VARIANT_ENCODING, _LIST, _STAND_OFF = f"{TEI}variantEncoding", f"{TEI}listApp", f"{TEI}standOff"
_NOT_WORDS = frozenset({f"{TEI}note", f"{TEI}sic"})
_APP, _LEM, _RDG, _ANCHOR = f"{TEI}app", f"{TEI}lem", f"{TEI}rdg", f"{TEI}anchor"
# What is round the texts of a document; no entry can stand in these.
_AROUND_TEXTS, _HEADER = (f"{TEI}TEI", f"{TEI}teiCorpus"), f"{TEI}teiHeader"


AnchorPair = tuple[etree._Element, etree._Element]


@dataclass(frozen=True, slots=True)
class AnchoredEntry:
    """An apparatus entry outside the text, and the anchors in the text where what it is on begins and ends; one at a point.

    A reading that goes over the end of a verse is on several stretches.
    """

    app: etree._Element
    stretches: tuple[AnchorPair, ...]


def to_double_end_point(tree: etree._ElementTree) -> etree._ElementTree:
    """A copy of a document with its apparatus in listApp, each entry from one anchor in the text to another."""
    root = copy.deepcopy(tree.getroot())
    take_out(root)
    return etree.ElementTree(root)


def take_out(root: etree._Element) -> list[AnchoredEntry]:
    """Put the apparatus of a document into listApp, each entry with anchors in the text; in place. The entries in their order.

    An entry within the lemma of another, which is text of the base, is one of its own; within another reading it stays there. Apps
    that are tied are one entry: it goes from the first anchor to the last, and the
    anchors between are tied by @next and @prev, those that begin a stretch and those that end one. The lemma in listApp is words
    only; what it holds besides stands in the text. What stands in a listApp already, because it has no place in the text,
    stays as it is.
    """
    text = root.find(f"{TEI}text")
    apps = [] if text is None else [app for app in text.iter(_APP) if next(app.iterancestors(_RDG, _LIST), None) is None]
    taken = {element.get(XML_ID) for element in root.iter(etree.Element)}
    last: dict[str, int] = {}
    entries = etree.Element(_LIST)
    entries.text = "\n"
    found: list[AnchoredEntry] = []
    tied = tied_apps(apps)
    others = {app for rest in tied.values() for app in rest}
    for number, first in enumerate(apps, 1):
        if first in others:
            continue
        made: list[AnchoredEntry] = []
        for app in (first, *tied.get(first, ())):
            name = app.get(XML_ID) or f"app.{number}"
            start, end = _unused(f"{name}.from", taken, last), _unused(f"{name}.to", taken, last)
            made.append(_taken_out(app, start, end, apart=first in tied))
        found.append(_as_one(made))
        entries.append(found[-1].app)
    if apps:
        _home(root).append(entries)
        _declare(root, "double-end-point", "external")
    return found


def to_parallel_segmentation(
    root: etree._Element, located: Mapping[etree._Element, Sequence[AnchorPair]], file: str, report: Report
) -> bool:
    """Put the entries that point to their places with @from and @to into the text; in place. Whether there are any.

    `located`: entries that say their places otherwise, and the anchors at the ends of their stretches. An entry on several of these
    becomes as many apps, tied by @next and @prev. An entry whose ends are not in one element of a text, the first before the
    second, and outside itself, stays in its list (W461). Where its lemma is other words than the text between its ends, the
    text holds (W462).

    Raises TextError (E402): entries in the words of others stand too deep.
    """
    ends = _ends(root, located)
    wanted = {element for app, pairs in ends.items() for element in (app, *(each for pair in pairs for each in pair))}
    # Where each stands in the document. What is put in stands where its stretch begins; all else keeps its order.
    order = {element: number for number, element in enumerate(root.iter()) if element in wanted}
    placed = False
    for app, (start, end) in _untied(ends, order):
        if app not in located and _ends_its_stretch(app, start, order):
            end = app
        stretch = _stretch(app, start, end, order)
        if start is None or end is None or not stretch:
            report.add("W461", Locus(file, line_of(app)), place=app.get("loc") if app in located else app.get("from"))
            continue
        if sum(1 for _ in start.iterancestors()) > DEEPEST:
            raise TextError(Message("E402", Locus(file, line_of(app)), {"deepest": DEEPEST}))
        placed = True
        given = _words(lemma_of(app))
        order[app] = order[start]
        _put_in(app, stretch)
        stands = _words(lemma_of(app))
        if given and given != stands:
            report.add("W462", Locus(file, line_of(app)), given=given, stands=stands)
    # The anchors of `located` are the caller's.
    own = (each for app, pairs in ends.items() if app not in located for pair in pairs for each in pair)
    for anchor in dict.fromkeys(each for each in own if each is not None and each.tag == _ANCHOR and not each.get(XML_ID)):
        remove(anchor)
    if not placed:
        return False
    for entries in [each for each in root.iter(_LIST) if len(each) == 0]:
        parent = entries.getparent()
        _remove(entries)
        if parent is not None and parent.tag == _STAND_OFF and len(parent) == 0:
            _remove(parent)
    _declare(root, "parallel-segmentation", "internal")
    return True


def lemma_of(app: etree._Element) -> etree._Element | None:
    """The lemma of an app, in a group of readings too; None where it has none."""
    return next((reading for reading in readings_of(app) if reading.tag == _LEM), None)


# --- Out of the text ----------------------------------------------------------------------------------------------------------


def _as_one(made: list[AnchoredEntry]) -> AnchoredEntry:
    """Make one entry of those of apps that are tied, in their order: the first, with the words of all lemmas."""
    first = made[0].app
    if len(made) == 1:
        return made[0]
    stretches = tuple(pair for entry in made for pair in entry.stretches)
    for one, other in pairwise(stretches):
        for before, after in zip(one, other, strict=True):
            before.set("next", f"#{after.get(XML_ID)}")
            after.set("prev", f"#{before.get(XML_ID)}")
    words = [lemma.text for entry in made if (lemma := lemma_of(entry.app)) is not None and lemma.text]
    if (lemma := lemma_of(first)) is not None:
        lemma.text = " ".join(words) or None
    first.attrib.pop("next", "")
    first.set("to", f"#{stretches[-1][1].get(XML_ID)}")
    return AnchoredEntry(first, stretches)


def _taken_out(app: etree._Element, start: str, end: str, *, apart: bool) -> AnchoredEntry:
    """Leave the base's reading of an entry between anchors of these xml:ids, and give the entry as it stands in listApp.

    `apart`: there are two anchors also at a point.
    """
    entry = copy.deepcopy(app)
    entry.tail = "\n"
    before, after = _anchor(start), _anchor(end)
    lemma, kept = lemma_of(app), lemma_of(entry)
    within: list[etree._Element] = []
    if lemma is not None and kept is not None:
        before.tail = lemma.text
        within = list(lemma)
        words = "".join(_pieces(lemma))
        for child in list(kept):
            kept.remove(child)
        kept.text = words or None
    if not within and not before.tail and not apart:
        after = before
    new = [before, *within] if after is before else [before, *within, after]
    for child in list(entry)[:-1]:
        # The words of two readings in one line would be one word to whoever looks for words.
        child.tail = child.tail or "\n"
    entry.attrib.pop("loc", "")
    entry.set("from", f"#{start}")
    entry.set("to", f"#{after.get(XML_ID)}")
    new[-1].tail = (new[-1].tail or "") + (app.tail or "") or None
    for node in new:
        app.addprevious(node)
    parent = app.getparent()
    assert parent is not None
    parent.remove(app)
    return AnchoredEntry(entry, ((before, after),))


def _pieces(element: etree._Element) -> Iterator[str]:
    """The words of a reading as emended, without its notes, piece by piece; of an app within it those of its lemma."""
    yield str(element.text or "")
    for child in element:
        if child.tag == _APP:
            if (lemma := lemma_of(child)) is not None:
                yield from _pieces(lemma)
        elif isinstance(child.tag, str) and child.tag not in _NOT_WORDS:
            yield from _pieces(child)
        yield str(child.tail or "")


def _words(lemma: etree._Element | None) -> str:
    """The words of a reading, or none, with single spaces."""
    return "" if lemma is None else " ".join("".join(_pieces(lemma)).split())


def _anchor(name: str) -> etree._Element:
    return etree.Element(_ANCHOR, {XML_ID: name})


def _unused(name: str, taken: set[str | None], last: dict[str, int]) -> str:
    """An xml:id that no element has yet. `last`: the last number that was given to each name."""
    free, number = name, last.get(name, 1)
    while free in taken:
        number += 1
        free = f"{name}.{number}"
    last[name] = number
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


_Ends = tuple[etree._Element | None, etree._Element | None]


def _ends(root: etree._Element, located: Mapping[etree._Element, Sequence[AnchorPair]]) -> dict[etree._Element, list[_Ends]]:
    """The entries that have a place elsewhere in the document, in its order, with the ends of their stretches, if these exist."""
    apps = [app for app in root.iter(_APP) if app in located or (app.get("from") or "").startswith("#")]
    ids = by_id(root) if apps else {}
    found: dict[etree._Element, list[_Ends]] = {}
    for app in apps:
        if app in located:
            found[app] = [*located[app]]
            continue
        start, end = ids.get((app.get("from") or "")[1:]), ids.get((app.get("to") or app.get("from") or "")[1:])
        starts, stops = _chain(start, "next", ids), _chain(end, "prev", ids)[::-1]
        found[app] = [*zip(starts, stops, strict=True)] if len(starts) == len(stops) > 1 else [(start, end)]
    return _unshared(found, root)


def _unshared(ends: dict[etree._Element, list[_Ends]], root: etree._Element) -> dict[etree._Element, list[_Ends]]:
    """Give each entry anchors of its own where several begin or end at one, so that one that is put in leaves those of the others.

    In one place those that end stand first, the last begun before the others, then those that are on the point, then those that
    begin, the longest first.
    """
    uses = Counter(
        each for pairs in ends.values() for pair in pairs for each in {*pair} if each is not None and each.tag == _ANCHOR
    )
    shared = {anchor for anchor, count in uses.items() if count > 1}
    if not shared:
        return ends
    order = {element: number for number, element in enumerate(root.iter()) if element in uses or element in ends}
    # The kind of the new anchor, how far the other end is, and the number of the entry, by which they are sorted.
    made: dict[etree._Element, list[tuple[int, int, int, etree._Element]]] = {anchor: [] for anchor in shared}
    found: dict[etree._Element, list[_Ends]] = {}
    for number, (app, pairs) in enumerate(ends.items()):
        found[app] = []
        for start, end in pairs:
            first = last = etree.Element(_ANCHOR)
            if start is not None and start is end:
                until = order[app] if _ends_its_stretch(app, start, order) else None
                made.get(start, []).append((1, 0, number, first) if until is None else (2, -until, number, first))
            elif start is not None and end is not None:
                last = etree.Element(_ANCHOR)
                made.get(start, []).append((2, -order.get(end, 0), number, first))
                made.get(end, []).append((0, -order.get(start, 0), -number, last))
            found[app].append((first if start in shared else start, last if end in shared else end))
    for anchor, cuts in made.items():
        for *_, new in sorted(cuts, key=lambda cut: cut[:3]):
            anchor.addprevious(new)
    return found


def _chain(anchor: etree._Element | None, attribute: str, ids: Mapping[str, etree._Element]) -> list[etree._Element]:
    """An anchor and those to which it is tied, one after another."""
    found: dict[etree._Element, None] = {}
    while anchor is not None and anchor.tag == _ANCHOR and anchor not in found:
        found[anchor] = None
        anchor = ids.get((anchor.get(attribute) or "")[1:])
    return [*found]


def _untied(
    ends: Mapping[etree._Element, Sequence[_Ends]], order: dict[etree._Element, int]
) -> Iterator[tuple[etree._Element, _Ends]]:
    """Each entry with its place; one on several stretches that are all in the text, as an app for each of these."""
    for app, pairs in ends.items():
        if len(pairs) == 1:
            yield app, pairs[0]
        elif app.get(XML_ID) is None or not all(_stretch(app, *pair, order) for pair in pairs):
            yield app, (pairs[0][0], pairs[-1][1])
        else:
            if (lemma := lemma_of(app)) is not None:
                lemma.text = None
            rest = rest_of(app, len(pairs) - 1)
            for piece in reversed(rest):
                app.addnext(piece)
                order[piece] = order[app]
            yield from zip((app, *rest), pairs, strict=True)


def _ends_its_stretch(app: etree._Element, start: etree._Element | None, order: Mapping[etree._Element, int]) -> bool:
    """Whether an entry says only where its stretch begins, and stands itself where it ends (the internal form of the method)."""
    if app.get("to") is not None or start is None or start.tag != _ANCHOR:
        return False
    return app.getparent() is start.getparent() and order[start] < order[app]


def _stretch(
    app: etree._Element, start: etree._Element | None, end: etree._Element | None, order: Mapping[etree._Element, int]
) -> list[etree._Element]:
    """What stands from one end of an entry's place to the other, both included; nothing where the entry cannot stand there."""
    if start is None or end is None or start is app:
        return []
    parent = start.getparent()
    if parent is None or parent is not end.getparent() or order[start] > order[end] or parent.tag in _AROUND_TEXTS:
        return []
    around = [parent, *parent.iterancestors()]
    if app in around or any(element.tag == _HEADER for element in around):
        return []
    stretch: list[etree._Element] = []
    node: etree._Element | None = start
    while node is not None:
        stretch.append(node)
        if node is end:
            return stretch
        node = node.getnext()
    return []


def _put_in(app: etree._Element, stretch: list[etree._Element]) -> None:
    """Put an entry into the text in the place of its anchors, with what stands between them as its lemma.

    Ends that are no anchors but words, <w> say, are part of the lemma. An entry may stand where its stretch ends.
    """
    start, end = stretch[0], stretch[-1]
    if app is not end:
        _remove(app)
    within = [node for node in stretch if node is not app and not (node in (start, end) and node.tag == _ANCHOR)]
    words = start.tail if start.tag == _ANCHOR and end is not start else None
    tail, end.tail = end.tail, None
    start.addprevious(app)
    app.tail = tail
    lemma = lemma_of(app)
    if lemma is None and (words or within):
        lemma = etree.Element(_LEM)
        app.insert(0, lemma)
    if lemma is not None:
        for child in list(lemma):
            lemma.remove(child)
        lemma.text = words or None
        lemma.extend(within)
    parent = app.getparent()
    for node in (start, end):
        if parent is not None and node is not app and node.getparent() is parent:
            parent.remove(node)
    for attribute in ("from", "to", "loc"):
        app.attrib.pop(attribute, "")
    for child in app:
        # White space that parts readings in a list.
        child.tail = None if child.tail == "\n" else child.tail


def _remove(element: etree._Element) -> None:
    """Take an element out of its parent, and the white space after it where that is no text."""
    parent = element.getparent()
    apart = element.tag != _APP or (parent is not None and parent.tag == _LIST)
    if apart and not (element.tail or "").strip():
        element.tail = None
    remove(element)


def _declare(root: etree._Element, method: str, location: str) -> None:
    """Say in the header how the apparatus is bound to the text, where the header says it at all."""
    for declared in root.iter(_VARIANT_ENCODING):
        declared.set("method", method)
        declared.set("location", location)
