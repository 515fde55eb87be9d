"""Turn an entry that has been set into its extent: which witnesses have it, and how far their words differ.

The measure is a share of words. It counts the words of the base to which another text answers: all of them if a second full
text has the entry, else those that reviews quote. The share is that of the words which stand in readings that differ in style
or sense. If the document itself states a share (standOff/interpGrp type="divergence"), that one is taken.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from lxml import etree

from edition.tei.names import TEI, XML_ID
from edition.tei.reading.app_readings import readings_of
from edition.writers.book.compositor import Flow
from edition.writers.book.metadata import Header, ids
from edition.writers.book.types import Extent

_WORD = re.compile(r"\w+(?:[-’']\w+)*")


def extent(entry: etree._Element, flow: Flow, header: Header) -> Extent:
    """Measure an entry whose text has just been set into `flow`."""
    lacking = {
        key
        for app in entry.iterchildren(TEI + "app")
        for reading in readings_of(app)
        if reading.find(TEI + "lacunaStart") is not None
        for key in ids(reading.get("wit"))
    }
    full = [key for key, witness in header.witnesses.items() if not witness.quoted and key not in lacking]
    full.sort(key=lambda key: key != flow.base)
    quoting = tuple(key for key, witness in header.witnesses.items() if witness.quoted and key in flow.quoting)
    text = "".join(flow.parts)
    words = [word.span() for word in _WORD.finditer(text)]
    everywhere = [(0, len(text))]
    answered = words_in(words, everywhere if len(full) > 1 else ((s.start, s.end) for s in flow.closed if s.kind == "quotation"))
    differing = answered & words_in(words, flow.parting)
    stated = header.divergence.get(entry.get(XML_ID, ""))
    return Extent(flow.base, tuple(full), quoting, len(answered), len(differing), stated)


def words_in(words: Sequence[tuple[int, int]], stretches: Iterable[tuple[int, int]]) -> set[int]:
    """Find the words that lie in one of the ranges, at least in part. Returns their indexes."""
    starts, ends = [start for start, _ in words], [end for _, end in words]
    return {place for start, end in stretches for place in range(bisect_right(ends, start), bisect_left(starts, end))}
