"""Turn what a division of one witness's TEI holds into an entry: its heading, its paragraphs, its notes at their places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from lxml import etree

from edition.model import Entry, InlineRange, Note, Paragraph
from edition.tei.date_attributes import DATE_ATTRIBUTES
from edition.tei.names import DIVISIONS, NS, TEI, XML_ID
from edition.tei.reading.app_readings import base_of, edited_reading, readings_of
from edition.tei.reading.called_notes import called_notes, recalled_notes
from edition.tei.reading.one_witness import chosen
from edition.tei.reading.tei_looks import InlineLooks, TeiLooks, ValuedLook
from edition.tei.reading.witness_blocks import UNIT
from edition.text.looks import canonical, on_one_line, shifted


def _tags(names: str) -> frozenset[str]:
    return frozenset(TEI + name for name in names.split())


# What holds blocks: white space between these is no text.
STRUCTURE = _tags(
    "div div1 div2 div3 div4 div5 div6 div7 text body front back group floatingText list table row sp spGrp lg figure epigraph "
    "argument postscript titlePage docTitle listBibl castList castGroup listPerson listPlace "
    "listOrg set prologue epilogue performance"
)
# What stands on lines of its own wherever it stands.
_BLOCKS = _tags(
    "head p ab item l row speaker trailer salute signed byline "
    "dateline opener closer epigraph argument postscript titlePart docImprint "
    "docEdition imprimatur castItem biblStruct u sound line person place org msDesc headLabel eg"
)
# What stands on a line of its own where it stands among blocks.
_AMONG_BLOCKS = _tags("q quote cit bibl stage label address docAuthor docDate")
_HOLDERS = STRUCTURE | _tags("cit")
# What a heading is the heading of where the whole of it is an entry or holds entries.
_HEADED = (*DIVISIONS, *_tags("body front back group text"))
_PARAGRAPHS = _tags("p ab l lg list sp")
# What is no text of a witness: running heads, what an encoder says beside the text, what is struck out, other witnesses' details.
_BESIDES = _tags(
    "fw figDesc index divGen am wit witDetail listWit availability join linkGrp "
    "link standOff span spanGrp interp interpGrp certainty "
    "precision respons listApp binaryObject del teiHeader"
)
# What the TEI of a source, and an edition of ours, have around the text of an entry: matter of the page, captions.
_AROUND = _tags("figure ab")
_BREAKS = _tags("lb pb cb gb milestone")
_SPACES = _tags("space caesura addrLine")
_PARTS = {TEI + "label": "label", TEI + "title": "title", TEI + "date": "date", TEI + "placeName": "place"}
_NOTE, _HEAD, _LABEL, _LIST, _ITEM = (TEI + name for name in ("note", "head", "label", "list", "item"))
# White space that only lays the document out has the end of a line in it, or a tab.
_LAYOUT = re.compile(r" *[\t\r\n][ \t\r\n]*")
_SPACE = re.compile(r"[ \t\r\n]+")


@dataclass
class Line:
    """A block of the witness as it is being read: its text, what part of it is label, title and place, its looks, its notes."""

    in_head: bool
    text: str = ""
    label: str = ""
    title: str | None = None
    title_start: int = 0
    place: str | None = None
    place_in_title: str = ""
    run_on: bool = False
    looks: list[InlineRange] = field(default_factory=list)
    notes: list[tuple[int, Note]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class EntryInWitness:
    """An entry with where in it the readings stand that @UNIT marks: number -> offsets of its running text; None within a note.

    `date`: the attributes of the last date of its own heading.
    """

    entry: Entry
    date: dict[str, str]
    places: dict[int, tuple[int, int] | None]


def is_beside(element: etree._Element) -> bool:
    """Whether an element is no text of a witness; a hyphen that a line's end made is none either."""
    tag = element.tag
    if tag == TEI + "seg":
        return element.get("type") == "aside"
    if tag == TEI + "metamark":
        return element.get("function") == "markup"
    return tag in _BESIDES or (tag == TEI + "pc" and element.get("force") == "weak")


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
        self.lines: list[Line] = []
        self.part: list[str] = []
        self.looks: list[ValuedLook] = []
        self.date: dict[str, str] = {}
        self.closed = False
        self.glued = False
        self.speech: list[Line | None] = []
        self.runs: dict[int, tuple[int, int]] = {}
        self.places: dict[int, list[tuple[Line | None, int]]] = {}
        self.told: set[str] = set()

    def read(self, nodes: Sequence[etree._Element], text: str | None = None) -> EntryInWitness | None:
        """The entry that some elements of a division make, with the text before them; without key and date. None: no words."""
        self._clear()
        if text and text.strip():
            self._put(text)
        for node in nodes:
            self._element(node)
            if node.tail and node.tail.strip():
                self._put(node.tail)
        if not self.exact:
            for line in self.lines:
                line.text = line.text.rstrip()
        lines = [line for line in self.lines if line.text or line.label or line.notes]
        if not lines:
            return None
        return self._entry(lines)

    def _entry(self, lines: list[Line]) -> EntryInWitness:
        heads = [line for line in lines if line.in_head]
        body = [line for line in lines if not line.in_head]
        heading = _one_heading(heads)
        # Where the base has no such heading, the space by which this one runs in stands in the reading.
        runs_in = heading.text.endswith(" ") or bool(heads and body and body[0].run_on)
        heading.text = heading.text.removesuffix(" ")
        title = heading.title
        dateline = heading.text if title is None else heading.text[: heading.title_start].removesuffix(" ")
        notes = [(None, at, note) for at, note in heading.notes]
        notes_in_body = [(place, at, note) for place, line in enumerate(body) for at, note in line.notes]
        entry = Entry(
            "",
            None,
            dateline,
            # A place in the title is that of the entry where it is the whole title: “Martinique.”, not “War in Russia.”
            heading.place or (heading.place_in_title if title and title.rstrip(".:") == heading.place_in_title else None),
            title,
            tuple(
                Paragraph(line.text, "item" if line.label else "p", line.label, looks=canonical(line.text, line.looks))
                for line in body
            ),
            tuple(replace(note, paragraph=place, offset=at) for place, at, note in [*notes, *notes_in_body]),
            run_in=runs_in,
            head_looks=canonical(heading.text, heading.looks),
        )
        return EntryInWitness(entry, self.date, dict(self._placed(entry, heading, body)))

    # --- Places of readings -------------------------------------------------------------------------------------------------

    def _placed(self, entry: Entry, heading: Line, body: list[Line]) -> Iterator[tuple[int, tuple[int, int] | None]]:
        """Where in the running text of an entry the marked readings stand; those of an empty line, at the end of the one before."""
        head = len(" ".join(part for part in (entry.dateline, entry.title or "") if part))
        starts = {id(heading): (0, head)}
        at = head
        for line, paragraph in zip(body, entry.paragraphs, strict=True):
            at += 1 if at or len(starts) > 1 else 0
            starts[id(line)] = at, at + len(paragraph.label) + len(paragraph.text)
            at = starts[id(line)][1]
        end = 0
        for line in self.lines:
            if line.in_head:
                starts.setdefault(id(line), (0, head))
            end = starts.setdefault(id(line), (end, end))[1]
        for number, places in self.places.items():
            offsets = [min(starts[id(line)][0] + offset, starts[id(line)][1]) for line, offset in places if line is not None]
            yield number, (min(offsets), max(offsets)) if offsets else None

    def _mark(self, number: int) -> None:
        line = self.lines[-1] if self.lines else None
        if line is None:
            self._break()
            line = self.lines[-1]
        self.places.setdefault(number, []).append((line, len(line.label) + len(line.text)))

    # --- Lines ----------------------------------------------------------------------------------------------------------------

    def _put(self, text: str | None) -> None:
        if not text:
            return
        text = self.layout.sub(" ", text)
        if self.glued:
            text = text.lstrip(" ")
            self.glued = not text
        if not self.lines or (self.closed and text.strip()):
            self._break()
        line = self.lines[-1]
        if "label" in self.part:
            line.label += text
            return
        if not self.exact and (not line.text or line.text[-1] in " \n"):
            text = text.lstrip(" ")
        elif line.run_on and not line.text:
            # The space by which a heading runs in is no text of the paragraph.
            text = text.removeprefix(" ")
        if "title" in self.part:
            if line.title is None:
                line.title_start = len(line.text)
            line.title = (line.title or "") + text
            if "place" in self.part:
                line.place_in_title += text
        if "place" in self.part and line.title is None:
            line.place = (line.place or "") + text
        at = len(line.text)
        line.text += text
        line.looks += (InlineRange(at, len(line.text), *look) for look in self.looks)

    def _break(self, *, head: bool = False, run_on: bool = False) -> None:
        line = Line(head, run_on=run_on)
        if self.lines and not (self.lines[-1].text or self.lines[-1].label or self.lines[-1].in_head):
            # A block without words is none of this witness's; a note that opens the next one may hang there.
            line.notes, self.lines[-1].notes = self.lines[-1].notes, []
        self.closed = False
        self.lines.append(line)

    def _begin(self, *, head: bool = False, run_on: bool = False) -> None:
        """Begin a block: of a speech or a stanza, a line of what has begun."""
        group = self.speech[-1] if self.speech else None
        if group is not None and self.lines and self.lines[-1] is group and not head:
            self.closed = False
            if group.text:
                group.text = group.text.rstrip(" ") + "\n"
            return
        self._break(head=head, run_on=run_on)
        if self.speech:
            self.speech[-1] = self.lines[-1]

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
        if not isinstance(tag, str) or is_beside(element) or (self.exact and tag in _AROUND):
            return
        if tag == _NOTE:
            if f"#{element.get(XML_ID)}" not in self.called and element.get("prev") is None:
                self._note(element, _words(element, self.inline, called=False, laid_out=not self.exact))
        elif element.get("type") == "call" and (pieces := self.called.get(element.get("target", ""))):
            text, looks = "", list[InlineRange]()
            for piece in pieces:
                words, their = _words(piece, self.inline, called=True, laid_out=not self.exact)
                looks += shifted(their, len(text))
                text += words
            self._note(pieces[0], (text, looks))
        elif element.get("type") == "call" and (note := self.recalled.get(element.get("target", ""))) is not None:
            self._note(note, _words(note, self.inline, called=False, laid_out=not self.exact))
        elif tag in (TEI + "sp", TEI + "lg"):
            self._speech(element)
        elif tag == _LABEL:
            self._label(element)
        elif tag in _BLOCKS or (tag in _AMONG_BLOCKS and _stands_alone(element)):
            self._block(element)
        elif tag in _BREAKS:
            self._line_break(element)
        elif tag == TEI + "witStart":
            self._break()
        elif not tag.startswith(f"{{{NS}}}"):
            self._put("".join(map(str, element.itertext())))
        else:
            self._phrase(element)

    def _phrase(self, element: etree._Element) -> None:
        number = element.get(UNIT)
        if number is not None:
            self._mark(int(number))
        if element.tag == TEI + "cell" and self.lines and not self.closed:
            self._put(" ")
        part = _PARTS.get(str(element.tag), "")
        in_head = bool(self.lines) and self.lines[-1].in_head
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
        head = element.tag == _HEAD and (self.exact or _heads_division(element))
        if head and not self.headed:
            return
        previous = self.lines[-1] if self.lines else None
        runs_on = previous is not None and previous.in_head and _runs_on(element)
        before = element.getprevious()
        if before is None or before.tag != _LABEL or element.tag != _ITEM:
            self._begin(head=head, run_on=runs_on)
        self.closed = False
        self._content(element)
        self.closed = True

    def _speech(self, element: etree._Element) -> None:
        """A speech, or a stanza that is in none: a paragraph whose lines are parted; the speaker's name stands before it."""
        if self.speech:
            self._content(element)
            self.closed = True
            return
        if element.tag == TEI + "lg" and element.find(TEI + "lg") is not None:
            # A poem of several stanzas: each is a paragraph.
            self._content(element)
            return
        self.speech.append(None)
        for child in element:
            if isinstance(child.tag, str) and child.tag in (TEI + "speaker", _HEAD):
                before, self.speech = self.speech, []
                self._element(child)
                self.speech = before
            else:
                self._element(child)
            if (child.tail or "").strip():
                self._put(child.tail)
        self.speech.pop()
        self.closed = True

    def _label(self, element: etree._Element) -> None:
        """The mark of an item: before it or within; elsewhere a label is text."""
        above = element.getparent()
        if above is not None and above.tag == _LIST:
            self._break()
        elif above is not None and above.tag in STRUCTURE:
            self._block(element)
            return
        self.part.append("label" if not (self.lines and self.lines[-1].text) or self.closed else "")
        self._content(element)
        self.part.pop()
        if not self.exact and self.lines and self.lines[-1].label and not self.lines[-1].text:
            self.lines[-1].label = self.lines[-1].label.strip() + " "

    def _line_break(self, element: etree._Element) -> None:
        if element.tag == TEI + "milestone" and element.get("unit") == "paragraph":
            self._break()
        elif element.get("break") == "no":
            if self.lines and not self.exact:
                self.lines[-1].text = self.lines[-1].text.rstrip(" ")
                self.glued = True
        elif element.tag == TEI + "lb" and not self.exact and self.lines:
            self._put(" ")

    def _note(self, element: etree._Element, words: tuple[str, list[InlineRange]]) -> None:
        if not self.lines:
            self._break()
        for holder in element.iter(TEI + "seg"):
            if (number := holder.get(UNIT)) is not None:
                self.places.setdefault(int(number), [])
        kind: Literal["translator", "editorial"] = "editorial" if element.get("type") == "editorial" else "translator"
        line = self.lines[-1]
        text, looks = words if self.exact else on_one_line(*words)
        key = element.get(XML_ID, "")
        note = Note(element.get("n") or "", text, None, 0, kind, looks=canonical(text, looks), again=key in self.told)
        self.told |= {key} - {""}
        line.notes.append((len(line.text), note))


def _one_heading(heads: list[Line]) -> Line:
    """The heading of an entry: of several headings one after the other, one line."""
    if not heads:
        return Line(True)
    first = heads[0]
    for other in heads[1:]:
        at = len(first.text) + 1
        first.text = f"{first.text} {other.text}"
        first.looks += shifted(other.looks, at)
        first.notes += [(at + offset, note) for offset, note in other.notes]
    return first


def _heads_division(head: etree._Element) -> bool:
    above = head.getparent()
    return above is not None and above.tag in _HEADED


def _stands_alone(element: etree._Element) -> bool:
    above = element.getparent()
    return (above is not None and above.tag in _HOLDERS) or any(child.tag in _PARAGRAPHS for child in element)


def _runs_on(block: etree._Element) -> bool:
    """Whether a block goes on in the line of the heading before it."""
    parent = block.getparent()
    if block.tag == _ITEM and parent is not None and parent.tag == _LIST and parent[0] is block:
        block = parent
    before = block.getprevious()
    while before is not None and before.tag != _HEAD:
        if isinstance(before.tag, str) and not is_beside(before) and before.tag not in _AROUND | _BREAKS | {_NOTE, TEI + "seg"}:
            return False
        before = before.getprevious()
    return before is not None and "run-in" in before.get("rend", "").split()


# The blocks of a note that begin on a line of their own; a list does so with its first item.
_NOTE_BLOCKS = frozenset({TEI + "p", TEI + "item"})


def _words(element: etree._Element, inline: InlineLooks, *, called: bool, laid_out: bool) -> tuple[str, list[InlineRange]]:
    """The words of a note, and their looks; of one that is `called` from elsewhere, without its number and what is beside it.

    `laid_out`: white space is the encoder's, and blocks part words.
    """
    apart = (_LABEL, _NOTE, TEI + "orig") if called else ()
    parts: list[str] = []
    looks: list[InlineRange] = []
    length = 0

    def put(text: str) -> None:
        nonlocal length
        parts.append(text)
        length += len(text)

    def gather(node: etree._Element) -> None:
        # A list holds items and no text.
        held = node.tag != TEI + "list"
        put((node.text or "") if held else "")
        for child in node:
            if isinstance(child.tag, str) and child.tag not in apart and not is_beside(child):
                space = " " if laid_out and (child.tag in _BLOCKS or child.tag == TEI + "lb") else ""
                # In a document of ours blocks alone part words, and nothing stands between two.
                before = " " if not laid_out and child.tag in _NOTE_BLOCKS and any(parts) else space
                put(before)
                start = length
                gather(child)
                looks.extend(InlineRange(start, length, *look) for look in inline.of(child))
                put(space)
            put((child.tail or "") if held else "")

    gather(element)
    return "".join(parts), looks


def words_of_reading(reading: etree._Element) -> str:
    """The words of a reading on one line: of apps in it the edited text's, of choices the editor's form, no notes."""
    parts: list[str] = []

    def gather(node: etree._Element) -> None:
        parts.append(node.text or "")
        for child in node:
            put(child)
            parts.append(child.tail or "")

    def put(child: etree._Element) -> None:
        if not isinstance(child.tag, str) or child.tag == _NOTE or is_beside(child):
            return
        inner = child if child.tag not in (TEI + "app", TEI + "choice") else None
        if inner is None:
            inner = chosen(child) if child.tag == TEI + "choice" else edited_reading(list(readings_of(child)), base_of(child))
        if child.tag in _BREAKS and child.get("break") != "no" and child.tag in (TEI + "lb", TEI + "milestone"):
            parts.append(" ")
        if inner is not None:
            space = " " if child.tag in _BLOCKS else ""
            parts.append(space)
            gather(inner)
            parts.append(space)

    gather(reading)
    return " ".join("".join(parts).split())
