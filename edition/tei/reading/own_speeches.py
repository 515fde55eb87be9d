"""Turn the speeches of the base, in which a witness's readings have been put, into the witness's own speeches.

The witness begins a speech with the base where `speaker` holds a name for it, and elsewhere at a milestone, with the name in a
label. Its speech ends where it begins another or where a milestone has no label (docs/encoding.md, “Plays”).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from edition.tei.names import TEI
from edition.tei.reading.witness_blocks import (
    APART,
    SPEECH,
    blocks_of,
    is_block,
    is_empty,
    remove_all,
    stands_in_note,
    unwrap_all,
    with_block,
)

_SP, _P, _HEAD, _TABLE, _MILESTONE, _SPEAKER = (TEI + name for name in ("sp", "p", "head", "table", "milestone", "speaker"))
# What of a speech may hold others' blocks: a speech of the witness can stand in these.
_HOLDING = frozenset(TEI + name for name in ("div", "quote", "epigraph", "body", "postscript", "argument", "item", "cell"))
# What gives way to paragraphs where what holds it goes.
_WORDED = (TEI + "item", TEI + "cell")
_PARTS = (*_WORDED, TEI + "list", TEI + "row")


@dataclass(slots=True)
class _Speech:
    """Blocks that somebody speaks, by their numbers, the last one with them; what is said of the speaker."""

    said: etree._Element
    first: int
    last: int


def without_speeches(entry: etree._Element) -> None:
    """Put what the base's speeches hold in their places, with an element SPEECH before each that the witness begins; begin a block
    where the witness begins or ends another."""
    speeches = [sp for sp in entry.iter(_SP) if not stands_in_note(sp)]
    for sp in speeches:
        speaker = sp.find(_SPEAKER)
        if speaker is None:
            continue
        speaker.tail = None
        sp.remove(speaker)
        if not is_empty(speaker):
            said = etree.Element(SPEECH)
            if not any(reading.get(APART) is not None for reading in speaker.iter(TEI + "seg")) and (who := sp.get("who")):
                said.set("who", who)
            said.append(speaker)
            sp.addprevious(said)
    unwrap_all(entry, speeches)
    for mark in [mark for mark in entry.iter(_MILESTONE) if mark.get("unit") == "speech" and not stands_in_note(mark)]:
        before = mark.getprevious()
        while before is not None and before.tag == _MILESTONE and before.get("unit") == "section" and not before.tail:
            mark, before = before, before.getprevious()
        kept = {"edRef": found} if (found := mark.get("edRef")) is not None else {}
        mark.addprevious(etree.Element(_MILESTONE, {"unit": "paragraph", **kept}))


def with_speeches(entry: etree._Element) -> None:
    """Make a speech of all blocks from one where the witness begins to speak to the last before another does, or nobody."""
    numbers: dict[etree._Element, int] = {}
    speeches: list[_Speech] = []
    speaks: etree._Element | None = None
    pending: etree._Element | None = None
    leaves = {block for block in blocks_of(entry) if not stands_in_note(block) and not is_empty(block) and _has_words(block)}
    for element in entry.iter(etree.Element):
        if element.tag == SPEECH:
            pending = element
        elif element in leaves:
            number = numbers[element] = len(numbers)
            if pending is not None:
                speaks = pending if len(pending) else None
                if speaks is not None:
                    speeches.append(_Speech(speaks, number, number))
                pending = None
            if speaks is not None:
                speeches[-1].last = number
    _Wrapping(entry, numbers).wrap(speeches)
    remove_all(entry, list(entry.iter(SPEECH)))


def _has_words(block: etree._Element) -> bool:
    """Whether a block shows something before the blocks within it: an item or a cell may only hold these."""
    if block.tag not in _WORDED or (block.text or "").strip():
        return True
    for node in block.iterdescendants(etree.Element):
        if node.tag == SPEECH or next(node.iterancestors(SPEECH), None) is not None:
            continue
        if is_block(node):
            return False
        if not is_empty(node) and not any(is_block(inner) for inner in node.iterdescendants(etree.Element)):
            return True
        if not len(node) and (node.tail or "").strip():
            return True
    return True


class _Wrapping:
    """Puts speeches round blocks. What holds a part of a speech and other text is the base's and gives way."""

    def __init__(self, entry: etree._Element, numbers: dict[etree._Element, int]) -> None:
        self.entry = entry
        self.numbers = numbers
        self.leaves = list(numbers)
        # Of each element that holds blocks, the first and the last of these.
        self.held: dict[etree._Element, tuple[int, int]] = {}
        for leaf, number in numbers.items():
            for above in (leaf, *leaf.iterancestors()):
                if above is entry:
                    break
                self.held[above] = (self.held.get(above, (number, number))[0], number)

    def wrap(self, speeches: list[_Speech]) -> None:
        """Put each speech round its blocks."""
        self._give_way(speeches)
        for speech in speeches:
            first, last = self._level(speech)
            made = etree.Element(_SP)
            if who := speech.said.get("who"):
                made.set("who", who)
            first.addprevious(made)
            made.tail = None
            made.extend(list(speech.said))
            node: etree._Element | None = first
            while node is not None:
                following = None if node is last else node.getnext()
                if node.tag != SPEECH:
                    made.append(node)
                node = following
            made.tail, last.tail = last.tail, None

    def _give_way(self, speeches: list[_Speech]) -> None:
        """Take away what holds some blocks of a speech and also blocks that are not of it, and the parts of that: items, cells."""
        gone: dict[etree._Element, None] = {}
        for speech in speeches:
            for above in self._crossing(speech):
                if above not in gone:
                    gone |= dict.fromkeys((above, *above.iter(*_PARTS)))
        for part in gone:
            for caption in part.findall(_HEAD) if part.tag == _TABLE else ():
                caption.tag = _P
            if part.tag in _WORDED and not stands_in_note(part):
                block = with_block(part)
                if (number := self.numbers.get(part)) is not None:
                    self.leaves[number] = block
        unwrap_all(self.entry, gone)

    def _crossing(self, speech: _Speech) -> Iterator[etree._Element]:
        for end in (speech.first, speech.last):
            for above in self.leaves[end].iterancestors():
                if above is self.entry:
                    break
                first, last = self.held[above]
                inside = first >= speech.first and last <= speech.last
                around = first <= speech.first and last >= speech.last
                if not inside and not (around and above.tag in _HOLDING):
                    yield above

    def _level(self, speech: _Speech) -> tuple[etree._Element, etree._Element]:
        """The elements side by side from which to which a speech reaches."""
        first, last = self.leaves[speech.first], self.leaves[speech.last]
        above = {node: None for node in (first, *first.iterancestors())}
        chain = list(above)
        node = last
        while True:
            parent = node.getparent()
            assert parent is not None
            if parent in above and parent is not first and parent.tag in (*_HOLDING, self.entry.tag):
                place = chain.index(parent)
                if place:
                    return chain[place - 1], node
            node = parent
