"""Turn what a division of one witness's TEI holds into an entry: its heading, its paragraphs, its notes at their places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from edition.model import BlockKind, Entry, InlineRange, Note, Surrounding
from edition.tei.date_attributes import DATE_ATTRIBUTES
from edition.tei.names import DIVISIONS, NS, TEI, XML_ID
from edition.tei.reading.called_notes import called_notes, recalled_notes
from edition.tei.reading.element_text import stands_in_place
from edition.tei.reading.read_blocks import Holder, ReadBlock, entry_of
from edition.tei.reading.tei_looks import InlineLooks, TeiLooks, ValuedLook
from edition.tei.reading.tei_phrases import BLOCKS, BREAKS, is_beside, tags, words_and_looks
from edition.tei.reading.witness_blocks import UNIT, outermost_begun
from edition.text.looks import canonical, on_one_line, shifted

# What holds blocks: white space between these is no text.
STRUCTURE = tags(
    "div div1 div2 div3 div4 div5 div6 div7 text body front back group floatingText list table row sp spGrp lg figure epigraph "
    "argument postscript titlePage docTitle listBibl castList castGroup listPerson listPlace "
    "listOrg listEvent listObject listNym set prologue epilogue performance"
)
# What stands on a line of its own where it stands among blocks.
_AMONG_BLOCKS = tags("q quote said cit bibl stage camera caption tech view label desc address docAuthor docDate meeting")
_HOLDERS = STRUCTURE | tags("cit")
# What a heading is the heading of where the whole of it is an entry or holds entries.
_HEADED = (*DIVISIONS, *tags("body front back group text"))
_QUOTING = tags("q quote")
_PARAGRAPHS = tags("p ab l lg list sp")
# What the TEI of a source, and an edition of ours, have around the text of an entry: matter of the page, captions.
_AROUND = tags("figure ab")
_SPACES = tags("space caesura addrLine")
_PARTS = {TEI + "label": "label", TEI + "title": "title", TEI + "date": "date", TEI + "placeName": "place"}
_FLOATING_TEXT = TEI + "floatingText"
_NOTE, _HEAD, _LABEL, _LIST, _ITEM, _SP, _LG, _SPEAKER, _STAGE, _FIGURE, _ARGUMENT, _MILESTONE = (
    TEI + name for name in "note head label list item sp lg speaker stage figure argument milestone".split()
)
# What holds blocks, and what is said of these; a letter is a floating text of this type.
_SURROUNDINGS: dict[str, Surrounding] = {
    TEI + "quote": "quotation",
    TEI + "q": "quotation",
    TEI + "epigraph": "epigraph",
    TEI + "postscript": "postscript",
    TEI + "list": "list",
    TEI + "table": "table",
    TEI + "row": "row",
}
_KINDS: dict[str, BlockKind] = {
    TEI + "l": "l",
    TEI + "item": "item",
    TEI + "stage": "stage",
    TEI + "cell": "cell",
    TEI + "salute": "salute",
    TEI + "signed": "signed",
    TEI + "dateline": "dateline",
    TEI + "argument": "argument",
    TEI + "eg": "pre",
}
# The types of blocks that stand in an ab: where no element of their own can stand.
_TYPES: dict[str, BlockKind] = {kind: kind for kind in ("caption", "pre", "argument", "dateline", "salute", "signed", "head")}
# The types of floating texts and quotations that are something of their own.
_FLOATING: dict[str, Surrounding] = {"letter": "letter", "postscript": "postscript", "epigraph": "epigraph"}
_VERSE_PARTS = frozenset("IMF")
# White space that only lays the document out has the end of a line in it, or a tab.
_LAYOUT = re.compile(r" *[\t\r\n][ \t\r\n]*")
_SPACE = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True, slots=True)
class EntryInWitness:
    """An entry with where in it the readings stand that @UNIT marks: number -> offsets of its running text; None within a note.

    `date`: the attributes of the last date of its own heading.
    """

    entry: Entry
    date: dict[str, str]
    places: dict[int, tuple[int, int] | None]


class EntryReader:
    """Reads entries out of the tree of one witness, choices and apps resolved.

    `exact`: every space is the text's own, as in TEI of ours; else spaces that follow one another are one. `headed`: the headings
    are the witness's. `looks`: what the document says of looks. `root`: of the document or the text in which the notes stand.
    """

    def __init__(self, root: etree._Element, looks: TeiLooks, *, exact: bool, headed: bool = True) -> None:
        self.called, self.recalled = called_notes(root), recalled_notes(root)
        self.inline = InlineLooks(looks, exact=exact)
        self.layout = _LAYOUT if exact else _SPACE
        self.exact = exact
        self.headed = headed
        self._clear()

    def _clear(self) -> None:
        self.blocks: list[ReadBlock] = []
        self.part: list[str] = []
        self.looks: list[ValuedLook] = []
        self.date: dict[str, str] = {}
        self.closed = False
        self.glued = False
        self.holders: list[Holder] = []
        self.section = False
        # Notes and marked readings in the name of whoever speaks: they stand where the speech begins.
        self.waiting_notes: list[Note] = []
        self.waiting: list[int] = []
        self.places: dict[int, list[tuple[ReadBlock | None, int]]] = {}
        self.told: set[str] = set()

    def read(self, nodes: Sequence[etree._Element], text: str | None = None) -> EntryInWitness | None:
        """The entry that some elements of a division make, with the text before them; without key and date. None: no words."""
        self._clear()
        if text and text.strip():
            self._put(text)
        for node in nodes:
            self._element(node)
            # What stands in no block, as apps among divisions may, is parted by the white space between.
            in_line = not self.exact and not self.closed and bool(self.blocks) and not self.blocks[-1].in_head
            if node.tail and (node.tail.strip() or in_line):
                self._put(node.tail)
        if not self.exact:
            for block in self.blocks:
                block.text = block.text.rstrip()
        blocks = [block for block in self.blocks if block.text or block.label or block.notes or block.wordless]
        if not blocks:
            return None
        entry, heading, body = entry_of(blocks)
        return EntryInWitness(entry, self.date, dict(self._placed(entry, heading, body)))

    # --- Places of readings -------------------------------------------------------------------------------------------------

    def _placed(self, entry: Entry, heading: ReadBlock, body: list[ReadBlock]) -> Iterator[tuple[int, tuple[int, int] | None]]:
        """Where in the running text of an entry the marked readings stand; of an empty block, at the end of the one before."""
        head = len(entry.heading)
        starts = {id(heading): (0, head)}
        at = head
        for block, paragraph in zip(body, entry.paragraphs, strict=True):
            at += 1 if at or len(starts) > 1 else 0
            starts[id(block)] = at, at + len(paragraph.label) + len(paragraph.text)
            at = starts[id(block)][1]
        end = 0
        for block in self.blocks:
            if block.in_head:
                starts.setdefault(id(block), (0, head))
            end = starts.setdefault(id(block), (end, end))[1]
        for number, places in self.places.items():
            offsets = [min(starts[id(block)][0] + offset, starts[id(block)][1]) for block, offset in places if block is not None]
            yield number, (min(offsets), max(offsets)) if offsets else None

    def _mark(self, number: int) -> None:
        block = self.blocks[-1] if self.blocks else None
        if block is None:
            self._break()
            block = self.blocks[-1]
        self.places.setdefault(number, []).append((block, len(block.label) + len(block.text)))

    # --- Blocks ---------------------------------------------------------------------------------------------------------------

    def _put(self, text: str | None) -> None:
        if not text:
            return
        text = self.layout.sub(" ", text)
        if self.glued:
            text = text.lstrip(" ")
            self.glued = not text
        if not self.blocks or (self.closed and text.strip()):
            self._break()
        block = self.blocks[-1]
        if "label" in self.part:
            block.label += text
            return
        if not self.exact and (not block.text or block.text[-1] in " \n"):
            text = text.lstrip(" ")
        elif block.run_on and not block.text:
            # The space by which a heading runs in is no text of the paragraph.
            text = text.removeprefix(" ")
        if "title" in self.part:
            if block.title is None:
                block.title_start = len(block.text)
            block.title = (block.title or "") + text
            if "place" in self.part:
                block.place_in_title += text
        if "place" in self.part and block.title is None:
            block.place = (block.place or "") + text
        at = len(block.text)
        block.text += text
        block.looks += (InlineRange(at, len(block.text), *look) for look in self.looks)

    def _break(
        self, *, head: bool = False, run_on: bool = False, kind: BlockKind = "p", element: etree._Element | None = None
    ) -> None:
        """Begin a block: one that has no words yet, and none of this witness's, is followed by it."""
        block = ReadBlock(head, kind, () if head else tuple(self.holders), run_on=run_on)
        before = self.blocks[-1] if self.blocks else None
        if before is not None and not (before.text or before.label or before.in_head or before.wordless):
            # A block without words is none of this witness's; a note that opens the next one may hang there.
            block.notes, before.notes = before.notes, []
            block.section = before.section
        if element is not None and kind == "l":
            part = element.get("part", "").upper()
            block.n, block.part = element.get("n", ""), part if part in _VERSE_PARTS else ""
        self.closed = False
        self.blocks.append(block)
        if not head:
            block.section, self.section = block.section or self.section, False
            block.notes += ((0, note) for note in self.waiting_notes)
            for number in self.waiting:
                self._mark(number)
            self.waiting_notes, self.waiting = [], []

    # --- Elements -------------------------------------------------------------------------------------------------------------

    def _content(self, element: etree._Element) -> None:
        laid_out = element.tag in STRUCTURE
        if not laid_out or (element.text or "").strip():
            self._put(element.text)
        for child in element:
            self._element(child)
            if not laid_out or (child.tail or "").strip():
                self._put(child.tail)

    def _element(self, element: etree._Element) -> None:
        tag = element.tag
        if not isinstance(tag, str) or is_beside(element):
            return
        if self.exact and tag in _AROUND and element.get("type", "") not in _TYPES:
            return
        if (found := self._called(element)) is not None:
            self._note(*found)
        elif tag == _NOTE:
            if not self._is_called(element):
                (self._phrase if stands_in_place(element) == "phrase" else self._block)(element)
        elif tag == _SP:
            self._speech(element)
        elif tag == _LABEL:
            self._label(element)
        elif (holder := _holder(element)) is not None:
            self.holders.append(holder)
            if tag in BLOCKS or tag in _AMONG_BLOCKS:
                self._block(element)
            else:
                self._content(element)
            self.holders.pop()
            self.closed = True
        elif tag in BLOCKS or (tag in _AMONG_BLOCKS and _stands_alone(element)):
            self._block(element)
        elif tag in BREAKS:
            self._line_break(element)
        elif tag == TEI + "witStart":
            self._break()
        elif not tag.startswith(f"{{{NS}}}") and next(element.iter(TEI + "*"), None) is None:
            self._put("".join(map(str, element.itertext())))
        else:
            self._phrase(element)

    def _phrase(self, element: etree._Element) -> None:
        number = element.get(UNIT)
        if number is not None:
            self._mark(int(number))
        part = _PARTS.get(str(element.tag), "")
        in_head = bool(self.blocks) and self.blocks[-1].in_head
        if (part == "title" and element.get("type") != "entry") or (part == "place" and not in_head):
            part = ""
        if part == "date" and in_head:
            self.date = {name: value for name in sorted(DATE_ATTRIBUTES | {"cert"}) if (value := element.get(name))} or self.date
        looks = self.inline.of(element)
        self.looks += looks
        self.part.append(part)
        self._content(element)
        self.part.pop()
        del self.looks[len(self.looks) - len(looks) :]
        if element.tag in _SPACES:
            self._put(" ")
        if number is not None:
            self._mark(int(number))

    def _block(self, element: etree._Element) -> None:
        head = element.tag == _HEAD and ((self.exact and not _is_caption(element)) or _heads_division(element))
        if head and not self.headed:
            return
        previous = self.blocks[-1] if self.blocks else None
        runs_on = previous is not None and (
            # The first paragraph of an item goes on where the item does.
            _runs_on(element) if previous.in_head else previous.run_on and not previous.text and not previous.label
        )
        before = element.getprevious()
        if before is None or before.tag != _LABEL or element.tag != _ITEM:
            self._break(head=head, run_on=runs_on, kind=_kind(element), element=element)
        self.closed = False
        self._content(element)
        self.closed = True

    def _speech(self, element: etree._Element) -> None:
        """A speech: who speaks is no word of it."""
        speakers = list(element.iterchildren(_SPEAKER))
        names = [on_one_line(*words_and_looks(each, self.inline, called=True, laid_out=not self.exact))[0] for each in speakers]
        holder = Holder("speech", " ".join(filter(None, names)))
        self.holders.append(holder)
        first = len(self.blocks)
        for child in element:
            if child.tag == _SPEAKER:
                self._speaker(child)
            else:
                self._element(child)
            if (child.tail or "").strip():
                self._put(child.tail)
        if holder.speaker and not any(block.text or block.label for block in self.blocks[first:]):
            self._break()
            self.blocks[-1].wordless = True
        self.holders.pop()
        self.closed = True

    def _speaker(self, element: etree._Element) -> None:
        """What else stands in the name of a speaker: notes, and readings whose places are to be told."""
        for each in element.iter(etree.Element):
            if (found := self._called(each)) is not None:
                self.waiting_notes.append(self._made_note(*found))
            elif (number := each.get(UNIT)) is not None:
                self.waiting.append(int(number))

    def _called(self, element: etree._Element) -> tuple[etree._Element, tuple[str, list[InlineRange]]] | None:
        """The note that stands in an element, or that it calls, with its words; None where it is no place of a note."""
        called = element.get("type") == "call"
        if element.tag == _NOTE:
            if self._is_called(element) or stands_in_place(element):
                return None
            return element, words_and_looks(element, self.inline, called=False, laid_out=not self.exact)
        if called and (pieces := self.called.get(element.get("target", ""))):
            text, looks = "", list[InlineRange]()
            for piece in pieces:
                words, their = words_and_looks(piece, self.inline, called=True, laid_out=not self.exact)
                looks += shifted(their, len(text))
                text += words
            return pieces[0], (text, looks)
        if called and (note := self.recalled.get(element.get("target", ""))) is not None:
            return note, words_and_looks(note, self.inline, called=False, laid_out=not self.exact)
        return None

    def _is_called(self, note: etree._Element) -> bool:
        """Whether a note stands at a call elsewhere, or is a further piece of one."""
        return f"#{note.get(XML_ID)}" in self.called or note.get("prev") is not None

    def _label(self, element: etree._Element) -> None:
        """The mark of an item: before it or within; elsewhere a label is text."""
        above = element.getparent()
        if above is not None and above.tag == _LIST:
            self._break(kind="item")
        elif above is not None and above.tag in STRUCTURE:
            self._block(element)
            return
        self.part.append("label" if not (self.blocks and self.blocks[-1].text) or self.closed else "")
        self._content(element)
        self.part.pop()
        if not self.exact and self.blocks and self.blocks[-1].label and not self.blocks[-1].text:
            self.blocks[-1].label = self.blocks[-1].label.strip() + " "

    def _line_break(self, element: etree._Element) -> None:
        if element.tag == TEI + "milestone" and element.get("unit") == "paragraph":
            self._break()
        elif element.tag == _MILESTONE and element.get("unit") == "section" and element.get("n") is None:
            # In a list within an item it stands between blocks, though the item has not ended.
            between = self.closed or not self.blocks or self.blocks[-1].in_head
            above = element.getparent()
            block = None if between or (above is not None and above.tag in STRUCTURE) else self.blocks[-1]
            if block is None:
                self.section = True
            elif not block.text and not block.label:
                block.section = True
        elif element.get("break") == "no":
            if self.blocks and not self.exact:
                self.blocks[-1].text = self.blocks[-1].text.rstrip(" ")
                self.glued = True
        elif element.tag == TEI + "lb" and not self.exact and self.blocks:
            self._put(" ")

    def _note(self, element: etree._Element, words: tuple[str, list[InlineRange]]) -> None:
        if not self.blocks:
            self._break()
        for holder in element.iter(TEI + "seg"):
            if (number := holder.get(UNIT)) is not None:
                self.places.setdefault(int(number), [])
        block = self.blocks[-1]
        block.notes.append((len(block.text), self._made_note(element, words)))

    def _made_note(self, element: etree._Element, words: tuple[str, list[InlineRange]]) -> Note:
        text, looks = words if self.exact else on_one_line(*words)
        key = element.get(XML_ID, "")
        again = key in self.told
        self.told |= {key} - {""}
        kind: Literal["translator", "editorial"] = "editorial" if element.get("type") == "editorial" else "translator"
        return Note(element.get("n") or "", text, None, 0, kind, looks=canonical(text, looks), again=again)


def _holder(element: etree._Element) -> Holder | None:
    """What an element is that holds blocks; None where it holds none that are told apart by it."""
    if element.tag == _LG:
        return Holder("stanza", poem=element.find(_LG) is not None)
    kind = _SURROUNDINGS.get(str(element.tag))
    if element.tag in (_FLOATING_TEXT, TEI + "quote"):
        kind = _FLOATING.get(element.get("type", ""), kind)
    return Holder(kind) if kind is not None and (element.tag not in _AMONG_BLOCKS or _stands_alone(element)) else None


def _kind(element: etree._Element) -> BlockKind:
    """What a block is, by its element and by what it stands in."""
    above = element.getparent()
    if element.tag == TEI + "ab":
        return _TYPES.get(element.get("type", ""), "p")
    if _is_caption(element):
        return "caption"
    if above is not None and above.tag == _ARGUMENT and element.tag == TEI + "p":
        return "argument"
    return _KINDS.get(str(element.tag), "p")


def _is_caption(element: etree._Element) -> bool:
    above = element.getparent()
    return element.tag == _HEAD and above is not None and above.tag in (_FIGURE, TEI + "table")


def _heads_division(head: etree._Element) -> bool:
    above = head.getparent()
    return above is not None and above.tag in _HEADED


def _stands_alone(element: etree._Element) -> bool:
    above = element.getparent()
    if above is not None and above.tag in _QUOTING and element.tag == _STAGE:
        return _stands_alone(above)
    return (above is not None and above.tag in _HOLDERS) or any(child.tag in _PARAGRAPHS for child in element)


def _runs_on(block: etree._Element) -> bool:
    """Whether a block goes on in the line of the heading before it."""
    before = outermost_begun(block).getprevious()
    while before is not None and before.tag != _HEAD:
        if isinstance(before.tag, str) and not is_beside(before) and before.tag not in _AROUND | BREAKS | {_NOTE, TEI + "seg"}:
            return False
        before = before.getprevious()
    return before is not None and "run-in" in before.get("rend", "").split()
