"""Turn the blocks of the base, in which a witness's readings have been put, into those of the witness.

A milestone of a paragraph parts a block. An app that stands first in a block and whose lemma holds the milestone says who begins
a block there; whoever does not goes on in the block before, or runs in after a heading (Guidelines 13.2.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from edition.tei.elements import append
from edition.tei.names import DIVISIONS, TEI, XML_ID

# Marks that stand in a tree while it is made, by names that TEI has not: what stands in the place of an app; what tells whether a
# block begins here; which app a reading is of.
READING, BREAK, UNIT = "edition-reading", "edition-break", "edition-unit"
# Of what stands in the place of an app: it is a reading, no lemma; it is the rest of one that stands whole before it.
APART, TIED = "edition-apart", "edition-tied"
# An element that says who speaks from here on: it holds the `speaker`, or nothing where nobody speaks any more.
SPEECH = "edition-speech"
# The name of what is to go, for lxml takes all elements of a name out at once, and one by one it counts those beside them.
_GONE = "edition-gone"
BLOCKS = tuple(TEI + name for name in ("p", "item", "head", "ab", "l", "stage", "cell", "salute", "signed", "dateline"))
_HEAD, _ITEM, _LIST, _NOTE, _CHOICE, _STAGE, _CELL = (
    TEI + name for name in ("head", "item", "list", "note", "choice", "stage", "cell")
)
# A direction that stands in one of these is a block, elsewhere it stands within one; what its text is said to be is no block.
_HOLDERS = frozenset(
    TEI + name for name in "div sp spGrp lg quote epigraph body floatingText postscript argument list row table set cit".split()
)
_PARTED = (TEI + "p", TEI + "ab")
_CAPTIONED = tuple(TEI + name for name in ("table", "list", "figure"))
# What may stand between a heading and the text that goes on in its line.
_BETWEEN = frozenset(TEI + name for name in ("fw", "metamark", "figure", "ab", "app", "pb", "note", "seg"))
# What is something to see though it has no words.
_WORDLESS = tuple(TEI + name for name in ("gap", "graphic", "media"))


def is_empty(element: etree._Element) -> bool:
    """Whether an element shows nothing: no words, no gap, no picture."""
    if element.text and not element.text.isspace():
        return False
    return not any(str(text).strip() for text in element.itertext()) and next(element.iter(*_WORDLESS), None) is None


def remove(element: etree._Element) -> None:
    """Take an element out of the tree, not what follows it."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def remove_all(root: etree._Element, elements: Iterable[etree._Element]) -> None:
    """Take elements within `root` out of the tree, not what follows them."""
    for element in elements:
        element.tag = _GONE
    etree.strip_elements(root, _GONE, with_tail=False)


def unwrap_all(root: etree._Element, elements: Iterable[etree._Element]) -> None:
    """Put what elements within `root` hold in their places."""
    for element in elements:
        element.tag = _GONE
    etree.strip_tags(root, _GONE)


def is_break(element: etree._Element) -> bool:
    """Whether an app or a choice says if its block begins a block: it stands first there, and the base breaks or runs in by it."""
    block = element.getparent()
    if block is None or block.tag not in BLOCKS or block.text or element.getprevious() is not None:
        return False
    if element.tag == _CHOICE:
        return element.find(f"{TEI}corr/{TEI}milestone") is not None
    lemma = element.find(TEI + "lem")
    if lemma is None:
        return False
    return any(_is_shown(mark) for mark in _milestones(lemma)) or (lemma.text == " " and _runs_in(block))


def as_broken(root: etree._Element, *, source: bool) -> None:
    """Part and join the blocks of all texts as the witness does; `source`: by its own breaks, not by those of the editor.

    Blocks and lists of which nothing is left go.
    """
    for text in root.iter(TEI + "text"):
        if next(text.iterancestors(TEI + "text"), None) is None:
            _Blocks(source).settle(text)
    for holder in list(root.iter(TEI + "list")):
        if is_empty(holder) and not _marked(holder) and next(holder.iterancestors(TEI + "text"), None) is not None:
            remove(holder)


def without_marks(root: etree._Element) -> None:
    """Put what the readings hold in their places; a reading that @UNIT marks stays, a seg with that mark alone."""
    holders = [holder for holder in root.iter(TEI + "seg") if holder.get(READING) is not None]
    for holder in holders:
        for name in (READING, BREAK, APART, TIED):
            holder.attrib.pop(name, "")
    unwrap_all(root, (holder for holder in holders if holder.get(UNIT) is None))


def blocks_of(element: etree._Element) -> Iterator[etree._Element]:
    """The blocks within an element in their order; a direction within the words of one is none."""
    return (block for block in element.iter(*BLOCKS) if is_block(block))


def is_block(element: etree._Element) -> bool:
    """Whether an element is a block and not a direction within the words of one."""
    if element.tag not in BLOCKS:
        return False
    if element.tag != _STAGE:
        return True
    above = element.getparent()
    while above is not None and above.get(READING) is not None:
        above = above.getparent()
    return above is not None and (above.tag in _HOLDERS or above.tag in DIVISIONS)


def block_of(element: etree._Element) -> etree._Element | None:
    """The innermost block that an element stands in."""
    return next((block for block in element.iterancestors(*BLOCKS) if is_block(block)), None)


def with_block(holder: etree._Element) -> etree._Element:
    """Put what an item or a cell holds before the blocks within it into a paragraph, its first block; that paragraph.

    It stays out of the tree where it has nothing to show.
    """
    inline = []
    for child in holder:
        if any(not stands_in_note(block) for block in blocks_of(child)):
            break
        inline.append(child)
    made = etree.Element(TEI + "p")
    made.text, holder.text = holder.text, None
    made.extend(inline)
    if not is_empty(made) or len(made):
        holder.insert(0, made)
    return made


def stands_in_note(element: etree._Element) -> bool:
    """Whether an element stands in a note, whose blocks are its own."""
    return next(element.iterancestors(_NOTE), None) is not None


def part_stretches(text: etree._Element) -> None:
    """Part the blocks of a text where a quoted stretch begins."""
    for block in list(blocks_of(text)):
        _part(block, [start for start in block.iter(TEI + "witStart") if block_of(start) is block])


class _Blocks:
    """Goes through the blocks of a text in their order; `current` is the last one that the witness has begun."""

    def __init__(self, source: bool) -> None:
        self.source = source
        self.current: etree._Element | None = None

    def settle(self, text: etree._Element) -> None:
        for block in list(blocks_of(text)):
            if stands_in_note(block):
                if is_empty(block) and not _marked(block):
                    remove(block)
                else:
                    _part(block, _milestones(block))
                continue
            marks = [mark for mark in _milestones(block) if block_of(mark) is block]
            self._begin(block)
            if self.current is not None:
                self.current = _part(self.current, marks)
        self._drop_if_empty(self.current)

    def _begin(self, block: etree._Element) -> None:
        """Begin a block, or go on in the one before."""
        before = self.current
        holder = block[0] if len(block) and not block.text and block[0].get(BREAK) is not None else None
        goes_on = (holder is not None and not _opens(holder, source=self.source)) or goes_on_tied(block)
        headed = before is not None and _is_heading(before)
        if goes_on and before is not None and not headed and (not is_empty(before) or _marked(before)):
            _join(before, block)
            return
        self._drop_if_empty(before)
        if headed and holder is not None and before is not None:
            _run_in(before, goes_on and bool(holder.text))
        self.current = block

    def _drop_if_empty(self, block: etree._Element | None) -> None:
        # An empty cell keeps its place in the row.
        if block is not None and block.tag != _CELL and is_empty(block) and not _marked(block):
            remove(block)


def _milestones(element: etree._Element) -> list[etree._Element]:
    """Where paragraphs begin within an element."""
    return [mark for mark in element.iter(TEI + "milestone") if mark.get("unit") == "paragraph" and _is_shown(mark)]


def _is_shown(mark: etree._Element) -> bool:
    """Whether a break is one of the text as edited: what the editor took away stands in the sic of a choice."""
    return next(mark.iterancestors(TEI + "sic"), None) is None


def _marked(element: etree._Element) -> bool:
    """Whether the place of an app is to be told here, though its lemma is empty."""
    return any(holder.get(UNIT) is not None for holder in element.iter(TEI + "seg"))


def outermost_begun(block: etree._Element) -> etree._Element:
    """The list of which a block is the first item, or the first paragraph of it; else the block."""
    above = block.getparent()
    while above is not None and above.tag in (_ITEM, _LIST) and above[0] is block and not (above.text or "").strip():
        block, above = above, above.getparent()
    return block


def _is_heading(block: etree._Element) -> bool:
    """Whether a block is the heading of a division, not the caption of a table."""
    above = block.getparent()
    return block.tag == _HEAD and (above is None or above.tag not in _CAPTIONED)


def _runs_in(block: etree._Element) -> bool:
    """Whether the base goes on with this block in the line of a heading."""
    before = outermost_begun(block).getprevious()
    while before is not None and before.tag in _BETWEEN:
        before = before.getprevious()
    return before is not None and before.tag == _HEAD and before.get("rend") == "run-in"


def _run_in(head: etree._Element, runs_in: bool) -> None:
    """Say of a heading whether the text goes on in its line."""
    said = [word for word in head.get("rend", "").split() if word != "run-in"]
    said += ["run-in"] if runs_in else []
    if said:
        head.set("rend", " ".join(said))
    else:
        head.attrib.pop("rend", "")


def _opens(reading: etree._Element, *, source: bool) -> bool:
    """Whether a reading begins with the break of a paragraph."""
    if reading.text or not len(reading):
        return False
    first = reading[0]
    if first.tag == _CHOICE:
        shown = first.find(TEI + ("sic" if source else "corr"))
        return shown is not None and _opens(shown, source=source)
    if first.get(READING) is not None:
        return _opens(first, source=source)
    return first.tag == TEI + "milestone" and first.get("unit") == "paragraph"


def put_after(block: etree._Element, after: etree._Element) -> None:
    """Put a block after another, before what follows that."""
    tail, block.tail = block.tail, None
    block.addnext(after)
    after.tail = tail


def _join(before: etree._Element, block: etree._Element) -> None:
    """Put what a block holds at the end of the one before; where it stands within that, before what holds it there."""
    if before in block.iterancestors():
        _drop_layout(block)
        holder = next(above for above in block.iterancestors() if above.getparent() is before)
        made = etree.Element(TEI + "seg", {READING: ""})
        made.text = block.text
        made.extend(list(block))
        holder.addprevious(made)
        remove(block)
        return
    append(before, block.text or "")
    before.extend(list(block))
    remove(block)


def _drop_layout(block: etree._Element) -> None:
    """Take away the white space around a block, which lays a list out and would become a space of the words."""
    before, parent = block.getprevious(), block.getparent()
    if block.tail and block.tail.isspace():
        block.tail = None
    if before is not None and before.tail and before.tail.isspace():
        before.tail = None
    elif before is None and parent is not None and parent.text and parent.text.isspace():
        parent.text = None


def _part(block: etree._Element, marks: list[etree._Element]) -> etree._Element:
    """Part a block before each of some milestones within its words, elements around the milestone with it; the last part."""
    if not marks:
        return block
    parting = _within_words(block, marks) if block.tag != TEI + "l" else {}
    remove_all(block, [mark for mark in marks if mark not in parting])
    # From the last: so each split moves no more than the part that it makes.
    # A break that stands in the words of all, with @edRef, has the space there before it, which is no text of whoever breaks.
    parts = [split(mark, block, trimmed=mark.get("edRef") is not None) for mark in reversed(parting)][::-1]
    if block.tag not in _PARTED:
        # What follows the break is a paragraph after the heading or direction, or one more of the item or cell.
        for part in parts:
            part.tag = TEI + "p"
            part.attrib.clear()
    if block.tag in (_ITEM, _CELL):
        block.extend(parts)
    else:
        for part in reversed(parts):
            put_after(block, part)
    return parts[-1] if parts else block


def _within_words(block: etree._Element, marks: list[etree._Element]) -> dict[etree._Element, None]:
    """Those of some marks in a block that have words before them, after the last such mark."""
    sought = set(marks)
    found: dict[etree._Element, None] = {}
    worded = False
    for text, mark in _walk(block):
        if mark in sought:
            if worded:
                found[mark] = None
            worded = False
        worded = worded or bool(text and text.strip())
    return found


def _walk(block: etree._Element) -> Iterator[tuple[str | None, etree._Element | None]]:
    """The text of a block piece by piece, and the elements at their places; no text of comments."""
    for event, element in etree.iterwalk(block, events=("start", "end", "comment", "pi")):
        if event == "start":
            yield None, element
            yield element.text, None
        elif element is not block:
            yield element.tail, None


def words_before(block: etree._Element, mark: etree._Element) -> bool:
    """Whether words of a block stand before a mark within it."""
    for text, element in _walk(block):
        if element is mark:
            return False
        if text and text.strip():
            return True
    return False


def split(mark: etree._Element, block: etree._Element, *, trimmed: bool = False) -> etree._Element:
    """What follows a mark in a block, in a new block; the mark is gone.

    `trimmed`: without the space before the mark, and without what is left empty there.
    """
    node, parent = mark, mark.getparent()
    rest_text, rest = mark.tail, list(mark.itersiblings())
    mark.tail = None
    while parent is not None:
        kept = {str(name): str(value) for name, value in parent.attrib.items() if name not in (XML_ID, BREAK, TIED)}
        part = etree.Element(parent.tag, kept)
        part.text = rest_text
        part.extend(rest)
        if node is mark:
            parent.remove(mark)
        if parent is block:
            if trimmed:
                _trim(block)
            return part
        rest_text, rest = None, [part, *parent.itersiblings()]
        part.tail, parent.tail = parent.tail, None
        node, parent = parent, parent.getparent()
        if trimmed and _is_hollow(part):
            rest_text, rest = part.tail, rest[1:]
        elif trimmed and _is_hollow(node) and parent is not None:
            part.attrib.update(node.attrib)
            parent.remove(node)
    return block


def _is_hollow(element: etree._Element) -> bool:
    return not element.text and next(element.iterchildren(), None) is None


def _trim(element: etree._Element) -> bool:
    """Take the space away with which the words of an element end; whether it has any."""
    for child in element.iterchildren(reversed=True):
        if child.tail:
            child.tail = child.tail.removesuffix(" ") or None
            return True
        if isinstance(child.tag, str) and child.tag != _NOTE and _trim(child):
            return True
    if element.text:
        element.text = element.text.removesuffix(" ") or None
        return True
    return False


def events_of(block: etree._Element) -> Iterator[tuple[str | None, etree._Element | None]]:
    """The text of a block piece by piece, and the elements at their places; not what notes and labels of speakers hold."""
    walk = etree.iterwalk(block, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            if element is not block:
                yield None, element
            if element.tag == _NOTE or (element.tag == TEI + "label" and element.get("type") == "speaker"):
                walk.skip_subtree()
            else:
                yield element.text, None
        elif element is not block:
            yield element.tail, None


def goes_on_tied(block: etree._Element) -> bool:
    """Whether a block or a verse begins with the rest of a reading that stands whole before it, where the witness reads so."""
    for text, element in events_of(block):
        if text or (element is not None and element.get(READING) is not None):
            return element is not None and element.get(TIED) is not None
    return False
