"""Turn a TEI document with an apparatus back into one of its witnesses, as edited or as its source has it.

The inverse of `build` (DESIGN.md section 3 point 4): text outside app is every witness's, inside it the reading that names the
witness; blocks are the base's, and a break that only some have is a milestone in their readings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from edition.errors import UsageError
from edition.language.edtf import is_edtf
from edition.messages import Message, Report
from edition.model import Entry, Note, Paragraph, RunningText, Witness
from edition.tei.date_attributes import CERTAINTY, DATE_ATTRIBUTES, date_attributes, edtf_of
from edition.tei.names import TEI, XML_ID, siglum_of
from edition.text.running_text import running_text

_BLOCKS = frozenset({TEI + "head", TEI + "p", TEI + "item"})
_STRUCTURE = frozenset({TEI + "div", TEI + "list", TEI + "body", TEI + "front", TEI + "back"})
# What the TEI of a source has that is no text of a witness: running heads, markup of the file, captions, matter around entries.
_BESIDES = frozenset({TEI + "fw", TEI + "metamark", TEI + "figure", TEI + "ab"})
# What may stand between a heading and the text that goes on in its line.
_BETWEEN = _BESIDES | {TEI + "app", TEI + "pb", TEI + "note"}
_PARTS = {TEI + "label": "label", TEI + "title": "title", TEI + "date": "date", TEI + "placeName": "place"}


@dataclass
class _Line:
    """A block of the witness as it is being read: its text, what part of it is label, title and place, its date, its notes."""

    in_head: bool
    text: str = ""
    label: str = ""
    title: str | None = None
    title_start: int = 0
    place: str | None = None
    place_in_title: str = ""
    date: dict[str, str] = field(default_factory=dict)
    run_on: bool = False
    notes: list[tuple[int, Note]] = field(default_factory=list)


def sigla(tree: etree._ElementTree) -> dict[str, str]:
    """The witnesses that a document declares: xml:id -> siglum, the id where no siglum is given."""
    found: dict[str, str] = {}
    for witness in tree.iter(TEI + "witness"):
        if key := witness.get(XML_ID):
            found[key] = siglum_of(witness)
    return found


def read_witness(tree: etree._ElementTree, siglum: str, *, source: bool = False) -> Witness:
    """Turn a TEI document into one witness, with the entries and notes that it has.

    `siglum`: as listWit prints it, or the xml:id. `source` gives the text before emendations. A quoting witness gives its
    words as the paragraphs of the entries they stand in.

    Raises UsageError (E490) where the document has no such witness.
    """
    declared = sigla(tree)
    keys = [key for key, name in declared.items() if siglum in (name, key)]
    if not keys:
        known = ", ".join(declared.values()) or "none"
        raise UsageError(Message("E490", None, {"siglum": siglum, "known": known}))
    key = keys[0]
    element = next(w for w in tree.iter(TEI + "witness") if w.get(XML_ID) == key)
    quoted = element.get("corresp") is not None
    reader = _Reader(key, source, called_notes(tree.getroot()), live=not quoted)
    entries = tuple(entry for div in tree.iter(TEI + "div") if div.get("type") == "entry" for entry in reader.entry(div))
    return Witness(declared[key], fragment_of=declared.get((element.get("corresp") or "").removeprefix("#")), entries=entries)


def called_notes(root: etree._Element) -> dict[str, list[etree._Element]]:
    """The pieces of notes that stand where they are printed, not at their marks, by #id: a ref or ptr of type call leads there."""
    notes = {f"#{note.get(XML_ID)}": note for note in root.iter(TEI + "note")}
    found: dict[str, list[etree._Element]] = {}
    for call in root.iter(TEI + "ref", TEI + "ptr"):
        target = call.get("target", "")
        if call.get("type") == "call" and target in notes:
            pieces = found[target] = [notes[target]]
            while (following := notes.get(pieces[-1].get("next", ""))) is not None and following not in pieces:
                pieces.append(following)
    return found


def check_read_back(witnesses: Iterable[Witness], tree: etree._ElementTree, report: Report) -> None:
    """Report (E491) each entry of a full witness that reads back from the document otherwise than it went in.

    Both ways are compared, as read and as emended: headings, blocks, list marks, notes and their places.
    """
    for witness in witnesses:
        if witness.fragment_of:
            continue
        for emended in (False, True):
            found = {entry.n: entry for entry in read_witness(tree, witness.siglum, source=not emended).entries}
            for entry in witness.entries:
                back = found.get(entry.n)
                # What is read back as emended has no emendations of its own.
                if back is None or shape(running_text(back)) != shape(running_text(entry, emended=emended)):
                    report.add("E491", entry.locus, siglum=witness.siglum, n=entry.n, view="as emended" if emended else "as read")


def shape(text: RunningText) -> tuple[object, ...]:
    """What of a running text must come back from TEI: its words, blocks, list marks and title, and the notes in their places."""
    kept = {(span.kind, span.start, span.end) for span in text.spans if span.kind in ("label", "title")}
    notes = [(mark.at, mark.value.n, mark.value.text) for mark in text.marks if isinstance(mark.value, Note)]
    return text.text, [block.start for block in text.blocks], kept, sorted(notes)


class _Reader:
    """Reads one witness out of entries; `live` is whether it is extant at the place reached."""

    def __init__(self, key: str, source: bool, called: dict[str, list[etree._Element]], *, live: bool) -> None:
        self.pointer = f"#{key}"
        self.source = source
        self.called = called
        self.full = live
        self.live = live
        self.lines: list[_Line] = []
        self.part: list[str] = []

    def entry(self, div: etree._Element) -> Iterator[Entry]:
        """The entry as this witness has it; nothing where it has none."""
        self.live, self.lines = self.full, []
        self._content(div, structure=True)
        lines = [line for line in self.lines if line.text or line.label or line.notes]
        if not lines:
            return
        heads = [line for line in lines if line.in_head]
        body = [line for line in lines if not line.in_head]
        heading = heads[0] if heads else _Line(True)
        # Where the base has no such heading, the space by which this one runs in stands in the reading.
        runs_in = heading.text.endswith(" ") or bool(heads and body and body[0].run_on)
        heading.text = heading.text.removesuffix(" ")
        title = heading.title
        dateline = heading.text if title is None else heading.text[: heading.title_start].removesuffix(" ")
        n = div.get("n") or ""
        notes = [(None, at, note) for line in heads for at, note in line.notes]
        notes_in_body = [(place, at, note) for place, line in enumerate(body) for at, note in line.notes]
        yield Entry(
            n,
            _edtf(n, heading.date),
            dateline,
            # A place in the title is that of the entry where it is the whole title: “Martinique.”, not “War in Russia.”
            heading.place or (heading.place_in_title if title and title.rstrip(".:") == heading.place_in_title else None),
            title,
            tuple(Paragraph(line.text, "item" if line.label else "p", line.label) for line in body),
            tuple(Note(note.n, note.text, place, at, note.kind) for place, at, note in [*notes, *notes_in_body]),
            run_in=runs_in,
        )

    def _put(self, text: str | None) -> None:
        if not text or not self.live:
            return
        if not self.lines:
            self.lines.append(_Line(False))
        line = self.lines[-1]
        if "label" in self.part:
            line.label += text
            return
        if "title" in self.part:
            if line.title is None:
                line.title_start = len(line.text)
            line.title = (line.title or "") + text
            if "place" in self.part:
                line.place_in_title += text
        if "place" in self.part and line.title is None:
            line.place = (line.place or "") + text
        line.text += text

    def _break(self, *, head: bool = False, run_on: bool = False) -> None:
        line = _Line(head, run_on=run_on)
        if self.lines and not (self.lines[-1].text or self.lines[-1].label or self.lines[-1].in_head):
            # A block without words is none of this witness's; a note that opens the next one may hang there.
            line.notes = self.lines.pop().notes
        self.lines.append(line)

    def _content(self, element: etree._Element, *, structure: bool = False) -> None:
        if structure:
            for child in element:
                self._element(child)
        else:
            self._put(element.text)
            self._children(element)

    def _children(self, element: etree._Element, *, after: int = 0) -> None:
        for child in list(element)[after:]:
            self._element(child)
            self._put(child.tail)

    def _element(self, element: etree._Element) -> None:
        tag = element.tag
        if not isinstance(tag, str):
            return
        if tag in _BLOCKS:
            self._block(element)
        elif tag in _STRUCTURE:
            self._content(element, structure=True)
        elif tag == TEI + "app":
            self._app(element)
        elif tag == TEI + "note":
            if f"#{element.get(XML_ID)}" not in self.called and element.get("prev") is None:
                self._note(element, "".join(map(str, element.itertext())))
        elif element.get("type") == "call" and (pieces := self.called.get(element.get("target", ""))):
            self._note(pieces[0], "".join(word for piece in pieces for word in _words(piece)))
        elif tag == TEI + "milestone":
            if self.live and element.get("unit") == "paragraph":
                self._break()
        elif tag == TEI + "choice":
            wanted = element.find(TEI + ("sic" if self.source else "corr"))
            wanted = element.find(TEI + "reg") if wanted is None else wanted
            if wanted is not None:
                self._content(wanted)
        elif tag in (TEI + "witStart", TEI + "lacunaEnd"):
            self.live = True
            self._break()
        elif tag in (TEI + "witEnd", TEI + "lacunaStart"):
            self.live = False
        elif not _is_beside(element):
            self._part(element)

    def _part(self, element: etree._Element) -> None:
        part = _PARTS.get(str(element.tag), "")
        if part == "title" and element.get("type") != "entry":
            part = ""
        if part == "date" and self.live and self.lines and self.lines[-1].in_head:
            self.lines[-1].date = {name: value for name in sorted(DATE_ATTRIBUTES | {"cert"}) if (value := element.get(name))}
        self.part.append(part if part != "place" or (self.lines and self.lines[-1].in_head) else "")
        self._content(element)
        self.part.pop()

    def _block(self, element: etree._Element) -> None:
        first = element[0] if len(element) and not element.text else None
        previous = self.lines[-1] if self.lines else None
        run_in = self._run_in(element)
        if first is not None and first.tag == TEI + "choice" and first.find(f"{TEI}corr/{TEI}milestone") is not None:
            # The editor breaks here what runs on in the source.
            self._element(first)
            self._put(first.tail)
            self._children(element, after=1)
            return
        if first is None or not _is_break(first, run_in=run_in):
            if self.live:
                run_on = run_in and previous is not None and previous.in_head
                self._break(head=element.tag == TEI + "head", run_on=run_on)
            self._content(element)
            return
        # The first app says for each witness whether a block begins here or the one before runs on.
        reading = self._reading(first)
        if reading is not None and self.live:
            if previous is not None and previous.in_head and not _opens(reading, source=self.source):
                self._break(run_on=bool(reading.text))
                self._put((reading.text or "").removeprefix(" "))
                self._children(reading)
            else:
                self._content(reading)
        self._put(first.tail)
        self._children(element, after=1)

    def _run_in(self, element: etree._Element) -> bool:
        parent = element.getparent()
        if element.tag == TEI + "item" and parent is not None and parent.tag == TEI + "list" and parent[0] is element:
            element = parent
        before = element.getprevious()
        while before is not None and before.tag in _BETWEEN:
            before = before.getprevious()
        return before is not None and before.tag == TEI + "head" and before.get("rend") == "run-in"

    def _reading(self, app: etree._Element) -> etree._Element | None:
        for reading in app.iter(TEI + "lem", TEI + "rdg"):
            if self.pointer in (reading.get("wit") or "").split():
                return reading
        return None

    def _app(self, app: etree._Element) -> None:
        reading = self._reading(app)
        if reading is not None:
            self._content(reading)

    def _note(self, element: etree._Element, text: str) -> None:
        if not self.live or element.get("source") not in (None, self.pointer):
            return
        if not self.lines:
            self._break()
        kind: Literal["translator", "editorial"] = "editorial" if element.get("type") == "editorial" else "translator"
        line = self.lines[-1]
        note = Note(element.get("n") or "", text, None, 0, kind)
        line.notes.append((len(line.text), note))


def _edtf(n: str, date: dict[str, str]) -> str | None:
    """The date of an entry: its key, unless the heading has another date, and how sure that in its heading is."""
    if not is_edtf(n):
        return None
    doubt = next((letter for letter, word in CERTAINTY.items() if word == date.get("cert")), "")
    when = {name: value for name, value in date.items() if name != "cert"}
    return "/".join(end + doubt for end in (n if when in ({}, date_attributes(n)) else edtf_of(when)).split("/"))


def _is_beside(element: etree._Element) -> bool:
    """Whether an element is no text of a witness; a hyphen that a line's end made is none either."""
    if element.tag == TEI + "seg":
        return element.get("type") == "aside"
    return element.tag in _BESIDES or (element.tag == TEI + "pc" and element.get("force") == "weak")


def _words(element: etree._Element) -> Iterator[str]:
    """The words of a piece of a note that stands where it is printed, without its number and what is beside them."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in (TEI + "label", TEI + "note", TEI + "orig") and not _is_beside(child):
            yield from _words(child)
        yield child.tail or ""


def _is_break(element: etree._Element, *, run_in: bool) -> bool:
    """Whether an app at the beginning of a block stands for the break before it: the base breaks there, or its heading runs in.

    Nowhere else does the base's reading hold a break, for blocks are the base's.
    """
    lemma = element.find(TEI + "lem") if element.tag == TEI + "app" else None
    if lemma is None:
        return False
    # A break that the editor took away stands in sic, within the block that he made of two.
    breaks = [m for m in lemma.iter(TEI + "milestone") if m.get("unit") == "paragraph" and not _in_sic(m)]
    return bool(breaks) or (run_in and lemma.text == " ")


def _in_sic(element: etree._Element) -> bool:
    return any(True for _ in element.iterancestors(TEI + "sic"))


def _opens(reading: etree._Element, *, source: bool) -> bool:
    """Whether a reading begins with a paragraph break."""
    if reading.text:
        return False
    first = reading[0] if len(reading) else None
    if first is not None and first.tag == TEI + "choice":
        shown = first.find(TEI + ("sic" if source else "corr"))
        return shown is not None and _opens(shown, source=source)
    return first is not None and first.tag == TEI + "milestone"
