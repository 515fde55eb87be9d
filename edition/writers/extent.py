"""Turn the division of an entry, as it was set, into its extent: which witnesses have it, and how far their words part.

The measure: of the words of the base to which another text answers, the share that stands in readings which differ in style or
in sense. Where a second full text has the entry these are all its words, else those that reviews quote. What the document itself
states (standOff/interpGrp type="divergence") goes before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from edition.tei.names import TEI, XML_ID
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
    text = "".join(flow.parts)
    answered = [(0, len(text))] if len(full) > 1 else [(s.start, s.end) for s in flow.closed if s.kind == "quotation"]
    words, differing = _counted(text, _merged(answered), _merged(flow.parting))
    stated = header.divergence.get(entry.get(XML_ID, ""))
    return Extent(flow.base, tuple(full), quoting, words, differing, stated)


def _merged(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches in order, those that overlap made one: apps of others' documents may stand in one another."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _counted(text: str, answered: list[tuple[int, int]], parting: list[tuple[int, int]]) -> tuple[int, int]:
    """How many words of a text lie in the stretches answered, and how many of these in one that parts too; both in order."""
    words = differing = here = there = 0
    for word in _WORD.finditer(text):
        while here < len(answered) and answered[here][1] <= word.start():
            here += 1
        if here == len(answered):
            break
        if answered[here][0] >= word.end():
            continue
        words += 1
        while there < len(parting) and parting[there][1] <= word.start():
            there += 1
        differing += there < len(parting) and parting[there][0] < word.end()
    return words, differing
