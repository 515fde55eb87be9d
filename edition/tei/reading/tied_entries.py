"""Turn apps tied by @next and @prev, a reading that goes over the end of a verse or a block, into one entry and back.

In an apparatus outside the text such a reading is one entry with a stretch of the text for each app (Guidelines 17.7 for @next and
@prev).
"""

from __future__ import annotations

import copy
from collections.abc import Sequence

from lxml import etree

from edition.tei.names import TEI, XML_ID
from edition.tei.reading.app_readings import tied
from edition.text.ids import tied_ids

_READINGS = (TEI + "lem", TEI + "rdg")
_NOTE = TEI + "note"


def tied_apps(apps: Sequence[etree._Element]) -> dict[etree._Element, tuple[etree._Element, ...]]:
    """The apps that others go on with -> these others. Only those that `rest_of` makes again: what else is tied stays as it is."""
    return {
        first: rest
        for first, rest in tied(apps).items()
        if [_written(_emptied(app)) for app in rest] == [_written(app) for app in _made(first, len(rest))]
    }


def rest_of(first: etree._Element, count: int) -> list[etree._Element]:
    """The `count` apps that go on with a first one: with its readings, all without words; the first is tied to them."""
    made = _made(first, count)
    first.set("next", f"#{made[0].get(XML_ID)}")
    return made


def _made(first: etree._Element, count: int) -> list[etree._Element]:
    key = first.get(XML_ID, "")
    names = tied_ids(key, count + 1)
    made = []
    for place, name in enumerate(names[1:], 1):
        app = _emptied(first)
        for element in list(app):
            if element.tag == _NOTE:
                app.remove(element)
            elif element.tag == _READINGS[1] or element.tag == TEI + "rdgGrp":
                for reading in element.iter(*_READINGS):
                    _empty(reading)
        for attribute in ("corresp", "next", "from", "to", "loc"):
            app.attrib.pop(attribute, "")
        app.set(XML_ID, name)
        app.set("prev", f"#{names[place - 1]}")
        if place < count:
            app.set("next", f"#{names[place + 1]}")
        made.append(app)
    return made


def _emptied(app: etree._Element) -> etree._Element:
    """A copy of an app whose lemma has no words: those stand in the text."""
    made = copy.deepcopy(app)
    made.tail = None
    lemma = made.find(_READINGS[0])
    if lemma is not None:
        _empty(lemma)
    return made


def _empty(reading: etree._Element) -> None:
    reading.text = None
    for child in list(reading):
        reading.remove(child)


def _written(app: etree._Element) -> bytes:
    return etree.tostring(app, method="c14n")
