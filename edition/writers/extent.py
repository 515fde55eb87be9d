"""Turn the division of an entry, as it was set, into its extent: which witnesses have it, and how far their words part.

The measure is the share of the base's words that stand in readings which differ in style or in sense.
"""

from __future__ import annotations

import re

from lxml import etree

from edition.tei.names import TEI
from edition.writers.book import Extent
from edition.writers.compositor import Flow
from edition.writers.header import Header, ids

_WORD = re.compile(r"\w+(?:[-’']\w+)*")


def extent(entry: etree._Element, flow: Flow, header: Header) -> Extent:
    """The extent of an entry whose text has just been set into `flow`."""
    lacking = {
        key
        for app in entry.iterchildren(TEI + "app")
        for reading in app.iterchildren(TEI + "rdg")
        if reading.find(TEI + "lacunaStart") is not None
        for key in ids(reading.get("wit"))
    }
    full = [key for key, witness in header.witnesses.items() if not witness.quoted and key not in lacking]
    full.sort(key=lambda key: key != flow.base)
    quoting = tuple(key for key, witness in header.witnesses.items() if witness.quoted and key in flow.quoting)
    words, differing = _counted("".join(flow.parts), flow.parting)
    return Extent(flow.base, tuple(full), quoting, words, differing)


def _counted(text: str, parting: list[tuple[int, int]]) -> tuple[int, int]:
    """How many words a text has, and how many of them lie in one of the stretches, which stand in the order of their ends."""
    words = differing = at = 0
    for word in _WORD.finditer(text):
        words += 1
        while at < len(parting) and parting[at][1] <= word.start():
            at += 1
        differing += at < len(parting) and parting[at][0] < word.end()
    return words, differing
