"""Turn the verses of the base, in which a witness's readings have been put, into the witness's own verses and stanzas.

The verses of the base are none of another witness's. Where one of its verses begins stands an lb, or for a later part of a verse
that speakers share a milestone; before it a milestone where a stanza begins (docs/encoding.md, “Verse”).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from edition.tei.elements import append
from edition.tei.names import TEI, XML_ID
from edition.tei.reading.witness_blocks import (
    APART,
    BLOCKS,
    BREAK,
    READING,
    SPEECH,
    block_of,
    blocks_of,
    events_of,
    goes_on_tied,
    is_block,
    is_empty,
    put_after,
    remove,
    remove_all,
    split,
    stands_in_note,
    with_block,
)

_L, _LG, _LB, _P, _NOTE, _MILESTONE = (TEI + name for name in ("l", "lg", "lb", "p", "note", "milestone"))
_VERSES = (_LG, _L)
# What can hold verses; other blocks give way to theirs.
_HOLDING = (TEI + "item", TEI + "cell")
# What may stand between two verses of one block: points, notes, and what was put in the place of an app.
_BETWEEN = frozenset(
    TEI + name for name in ("milestone", "lb", "pb", "cb", "gb", "note", "ptr", "seg", "label", "witStart", "witEnd")
)
# What holds blocks, and goes where the witness has none of them.
_HOLDERS = tuple(
    TEI + name for name in "quote epigraph floatingText postscript list table row argument opener closer lg item".split()
)
# The units of milestones that say what begins.
_UNITS = frozenset({"section", "speech", "stanza", "part"})


@dataclass(slots=True)
class _Beginning:
    """A place in a block where something of the witness begins: the marks that say so, whether words of the block stand before."""

    marks: list[etree._Element]
    leads: bool

    @property
    def line(self) -> etree._Element | None:
        """The mark of a verse that begins here."""
        return next((mark for mark in self.marks if mark.tag == _LB or mark.get("unit") == "part"), None)

    def begins(self, unit: str) -> etree._Element | None:
        """The milestone of this unit."""
        return next((mark for mark in self.marks if mark.get("unit") == unit), None)


# --- The base's verses go -----------------------------------------------------------------------------------------------------


def without_lines(entry: etree._Element) -> None:
    """Make a paragraph of all verses of the base that follow one another; between two stands a space.

    No space stands before a verse that begins with the rest of a reading that went over the border, where the witness has another
    reading: its words, and the spaces between them, stand in the first part.
    """
    for first in list(entry.iter(*_VERSES)):
        if first.getparent() is None or stands_in_note(first) or _is_own(first) or _is_inner(first):
            continue
        block = etree.Element(_P)
        if ident := first.get(XML_ID) or next((line.get(XML_ID) for line in first.iter(_L)), None):
            block.set(XML_ID, ident)
        run = list(_run(first))
        first.addprevious(block)
        block.tail = None
        tail = run[-1].tail
        gathering = _Gathering(block)
        for node in run:
            gathering.add(node)
        gathering.write()
        block.tail = tail
        for node in run:
            parent = node.getparent()
            if parent is not None and parent is not block:
                node.tail = None
                parent.remove(node)


def sections_within(entry: etree._Element) -> None:
    """Put breaks that stand before blocks into these: a block of the base may begin none of the witness. with_lines undoes it."""
    held: list[etree._Element] = []
    for element in list(entry.iter(_MILESTONE, *BLOCKS)):
        if element.tag == _MILESTONE:
            if element.get("unit") == "section" and block_of(element) is None and not stands_in_note(element):
                held.append(element)
        elif held and not stands_in_note(element) and is_block(element):
            for mark in held:
                _take(mark)
            first = next(element.iterchildren(), None)
            after = first if not element.text and first is not None and _leads_block(first) else None
            for mark in held:
                if after is None:
                    mark.tail, element.text = element.text, None
                    element.insert(0, mark)
                else:
                    put_after(after, mark)
                after = mark
            held = []


def _leads_block(first: etree._Element) -> bool:
    """Whether the first element of a block says only that the block begins one, or begins none, of the witness."""
    return first.get(BREAK) is not None or (first.tag == _MILESTONE and first.get("unit") == "paragraph")


def _is_own(verse: etree._Element) -> bool:
    """Whether verses stand in a reading that is not the base's: then they are those of whoever has the reading."""
    return any(above.get(APART) is not None for above in verse.iterancestors())


def _is_inner(verse: etree._Element) -> bool:
    return next(verse.iterancestors(*_VERSES), None) is not None


def _run(first: etree._Element) -> Iterator[etree._Element]:
    """Verses and stanzas that follow one another, the first of them given, with what stands between them."""
    yield first
    between: list[etree._Element] = []
    for node in first.itersiblings():
        if node.tag in _VERSES:
            yield from between
            yield node
            between = []
        elif isinstance(node.tag, str) and (node.tag not in _BETWEEN or next(node.iter(*_VERSES, _P), None) is not None):
            return
        else:
            between.append(node)


class _Gathering:
    """Puts what verses and stanzas hold into one block, a space between two verses."""

    def __init__(self, block: etree._Element) -> None:
        self.block = block
        self.begun = False
        # Text is written once before each element: a text that grows verse by verse would be copied with each.
        self.pieces: list[str] = []

    def add(self, node: etree._Element) -> None:
        """Add a verse, a stanza, or what stands between two."""
        if node.tag == _L:
            if self.begun and not goes_on_tied(node):
                self.pieces.append(" ")
            self.begun = True
            self.pieces.append(node.text or "")
            for child in list(node):
                self._put(child)
        elif node.tag == _LG or (node.get(READING) is not None and next(node.iter(*_VERSES), None) is not None):
            self._between(node.text)
            for child in list(node):
                tail = child.tail
                self.add(child)
                self._between(tail)
        else:
            node.tail = None
            self._put(node)

    def _put(self, node: etree._Element) -> None:
        self.write()
        self.block.append(node)
        if node.tail:
            self.pieces.append(node.tail)
            node.tail = None

    def _between(self, text: str | None) -> None:
        """Add what stands between verses, if it is words: white space there is layout."""
        if text and text.strip():
            self.pieces.append(text)

    def write(self) -> None:
        """Write the text that has been gathered."""
        if self.pieces:
            append(self.block, "".join(self.pieces))
            self.pieces = []


# --- The witness's verses come ------------------------------------------------------------------------------------------------


def with_lines(entry: etree._Element) -> None:
    """Make verses and stanzas of the blocks that begin with a verse of the witness; put speeches and breaks before their blocks."""
    previous: etree._Element | None = None
    remove_all(entry, [holder for holder in entry.iter(*_HOLDERS) if not stands_in_note(holder) and is_empty(holder)])
    for holder in list(entry.iter(*_HOLDING)):
        if not stands_in_note(holder) and _holds_blocks(holder):
            with_block(holder)
    for block in list(entry.iter(SPEECH, *BLOCKS)):
        if block.tag == SPEECH:
            previous = None
        if not is_block(block) or stands_in_note(block) or block.tag == _L or _holds_blocks(block):
            continue
        found = _beginnings(block)
        first = found[0] if found and found[0].leads else _Beginning([], True)
        before = [mark for mark in (first.begins("section"), _speech(first)) if mark is not None]
        lines = [beginning for beginning in found if beginning.line is not None]
        if first.line is None:
            for mark in before:
                _take(mark)
                block.addprevious(mark)
            previous = None
            continue
        remove_all(block, [mark for place in found for mark in place.marks if mark not in before and mark is not place.line])
        for mark in before:
            _take(mark)
        previous = _set_verses(block, lines, before, previous)


def _holds_blocks(block: etree._Element) -> bool:
    return any(inner is not block and not stands_in_note(inner) for inner in blocks_of(block))


def _speech(place: _Beginning) -> etree._Element | None:
    """What says that a speech begins at a place, as one element: by whom, or that nobody speaks; None where nothing says so."""
    mark = place.begins("speech")
    if mark is None:
        return None
    made = etree.Element(SPEECH)
    label = next((mark for mark in place.marks if mark.tag == TEI + "label"), None)
    if label is not None:
        speaker = etree.SubElement(made, TEI + "speaker")
        speaker.text = label.text
        speaker.extend(list(label))
    mark.addprevious(made)
    return made


def _set_verses(
    block: etree._Element, lines: list[_Beginning], before: list[etree._Element], previous: etree._Element | None
) -> etree._Element:
    """Put stanzas of verses in the place of a block, or into it if it can hold them; the last of what stands there.

    `lines`: where they begin. `before`: what stands before the first. `previous`: the verses before this block, None if other
    text stands between.
    """
    if block.tag in _HOLDING:
        block = with_block(block)
    cuts = [(beginning, mark) for beginning in lines if (mark := beginning.line) is not None]
    marks = {mark: _verse(beginning, mark) for beginning, mark in cuts}
    sections = {mark: beginning.begins("section") is not None for beginning, mark in cuts}
    stanzas = {mark: beginning.begins("stanza") is not None for beginning, mark in cuts}
    parts = [(mark, split(mark, block, trimmed=True)) for _, mark in reversed(cuts[1:])][::-1]
    first = cuts[0][1]
    remove_all(block, [first])
    holder = etree.Element(_LG)
    block.addprevious(holder)
    holder.tail, block.tail = block.tail, None
    for mark in before:
        holder.addprevious(mark)
    if (ident := block.get(XML_ID)) is not None:
        holder.set(XML_ID, ident)
    parent = block.getparent()
    assert parent is not None
    parent.remove(block)
    outer = holder
    if previous is not None and _container(previous) is _container(holder):
        # Verses that follow others and are a block of their own are a poem beside them.
        outer, holder = holder, etree.SubElement(holder, _LG)
    for mark, part in [(first, block), *parts]:
        if stanzas[mark] and len(holder):
            made = etree.Element(_LG)
            if outer is holder or outer.getparent() is holder.getparent():
                put_after(holder, made)
                outer = made
            else:
                outer.append(made)
            holder = made
        if sections[mark] and mark is not first:
            etree.SubElement(holder, _MILESTONE, {"unit": "section"})
        part.tag, part.tail = _L, None
        part.attrib.clear()
        for name, value in marks[mark].items():
            part.set(name, value)
        holder.append(part)
    return outer


def _container(verses: etree._Element) -> etree._Element | None:
    """What holds verses; the items of a list do not tell them apart."""
    above = verses.getparent()
    while above is not None and above.tag in _HOLDING:
        above = above.getparent()
    return above


def _verse(beginning: _Beginning, mark: etree._Element) -> dict[str, str]:
    """The attributes of a verse: its number, and which part of a shared verse it is."""
    part = mark.get("type", "") if mark.tag == _LB else mark.get("type", "F")
    return {name: value for name, value in (("n", mark.get("n", "")), ("part", part)) if value}


def _beginnings(block: etree._Element) -> list[_Beginning]:
    """Where verses, stanzas, speeches and sections of a witness begin in a block, in their order."""
    found: list[_Beginning] = []
    open_here = worded = False
    for text, element in events_of(block):
        if element is not None:
            if _is_mark(element):
                if not open_here:
                    found.append(_Beginning([], not worded))
                    open_here = True
                found[-1].marks.append(element)
        elif text and text.strip():
            open_here, worded = False, True
    return found


def _take(mark: etree._Element) -> None:
    """Take a mark out of its place, to be put elsewhere; what follows it stays."""
    remove(mark)
    mark.tail = None


def _is_mark(element: etree._Element) -> bool:
    if element.tag == _LB:
        return element.get("edRef") is not None and element.get("break") != "no"
    if element.tag == TEI + "label":
        return element.get("type") == "speaker"
    return element.tag == _MILESTONE and element.get("unit") in _UNITS
