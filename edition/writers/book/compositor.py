"""Turn TEI elements into XHTML by the table of behaviours, and collect the apparatus and the notes on the way."""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

from lxml import etree

from edition.language.book_words import BookWords
from edition.language.languages import language_of_tag
from edition.messages import Report
from edition.model import Locus
from edition.tei.elements import append, cites_entries
from edition.tei.names import NS, TEI, XML_ID, XML_LANG, is_ncname
from edition.tei.reading.app_readings import LOOKED, READINGS, base_of, readings_of, tied
from edition.tei.reading.called_notes import called_notes, recalled_notes
from edition.tei.reading.declared_witnesses import declared_witnesses
from edition.tei.reading.element_text import language
from edition.writers.book.behaviours import TABLE, Behaviour, behaviour, extended
from edition.writers.book.marked_passages import PASSAGE, ROW
from edition.writers.book.mathematics import LeftOut
from edition.writers.book.met_signs import MetSigns
from edition.writers.book.metadata import XHTML, XHTML_NS, Header, all_of, attributes, ids, raw
from edition.writers.book.pictures import Pictures
from edition.writers.book.types import ApparatusEntry, BookNote, BookWitness, SourceForm
from edition.writers.settings import Settings

# XHTML elements that may not stand inside a paragraph or a phrase.
BLOCKS = frozenset(XHTML + tag for tag in "p div ul ol dl table figure blockquote section pre hr h1 h2 h3 h4 h5 h6".split())
_PHRASES = frozenset(XHTML + tag for tag in "span i b em cite q sup sub code time".split())
# XHTML elements that must have a certain parent.
_HOMES = {
    XHTML + "li": (XHTML + "ul", XHTML + "ol"),
    XHTML + "tr": (XHTML + "table",),
    XHTML + "td": (XHTML + "tr",),
    XHTML + "th": (XHTML + "tr",),
}
_SEG = TEI + "seg"
# So many characters before a reading are kept, because its entry may name the last word before it. By eye: no word is so long.
_TAIL = 80
# The namespace map for XHTML without a prefix.
_PLAIN = cast("dict[str, str]", {None: XHTML_NS})


@dataclass(frozen=True, slots=True)
class AttestedStretch:
    """A stretch of text that a quotation covers, or that a witness lacks.

    `start`, `end`: offsets into the text of the section (Flow.parts joined). `anchor`, `end_anchor`: ids of the places of its
    ends. `slot`: its place in the apparatus. `keys`: the witnesses, by xml:id.
    """

    slot: list[ApparatusEntry]
    kind: str
    keys: tuple[str, ...]
    anchor: str
    start: int
    end_anchor: str = ""
    end: int = -1


@dataclass(frozen=True, slots=True)
class SpeakerName:
    """A place where witnesses have another form of a speaker's name.

    `name`: that of the base. `form`: theirs. `keys`: the witnesses, by xml:id. `section`: where it is.
    """

    name: str
    form: str
    keys: tuple[str, ...]
    section: str


@dataclass(slots=True)
class Flow:
    """What has been set of a section: its text without readings and notes, its apparatus and its notes.

    `parts`: the text. `length`: of the text, in characters. `tail`: the end of the text in the present block. `parting`: the
    ranges of the text where another witness differs in style or sense. `quoting`: the reviews that quote it. `pages`: the
    number and the id of each page break. `forms`: those of choices that are not in the
    apparatus. `called`: #id of a note in the document -> its place among the notes. `step`: how many letters of a
    verse that speakers share have been set. `language`: of the section, BCP 47.
    """

    section: str
    base: str = ""
    parts: list[str] = field(default_factory=list)
    length: int = 0
    tail: str = ""
    slots: list[list[ApparatusEntry]] = field(default_factory=list)
    notes: list[BookNote] = field(default_factory=list)
    called: dict[str, int] = field(default_factory=dict)
    step: int = 0
    opened: list[AttestedStretch] = field(default_factory=list)
    closed: list[AttestedStretch] = field(default_factory=list)
    parting: list[tuple[int, int]] = field(default_factory=list)
    quoting: set[str] = field(default_factory=set)
    pages: list[tuple[str, str]] = field(default_factory=list)
    forms: list[SourceForm] = field(default_factory=list)
    language: str = ""

    def add(self, string: str) -> None:
        """Add text of the base."""
        self.parts.append(string)
        self.length += len(string)
        self.tail = (self.tail + string)[-_TAIL:]

    def block(self) -> None:
        """Mark that a block begins or ends: what follows is not joined to the words before it."""
        if self.tail:
            self.parts.append(" ")
            self.length += 1
            self.tail = ""

    def slot(self) -> list[ApparatusEntry]:
        """Add a place to the apparatus, to be filled when it is known what stands there."""
        self.slots.append([])
        return self.slots[-1]


class Compositor:
    """Sets the elements of one document, section after section.

    `aside`: what is being set is no text of the base, but a reading or a note. `quiet`: it is a copy, so that it gets no ids, notes
    or links. `again`: the entry stands in the book a second time, as another witness has it, so that its names and pages are not
    counted. `lemma`: the anchor of the lemma that is being set, "note" in a note, "" otherwise. `undescribed`: a picture without a
    description has been set. `paged`: the edition whose pages make the page list, None before the first page break. `alone`: the
    witness, by xml:id, whose text alone is set, "" for none. `opposite`: those whose readings are not printed because their text
    stands beside this one. `looks_said`: the document says of all its words how they look, as
    those of ours do. `calling`: pointers to the notes that are being set, which may call one another. `answered`: those to the
    notes that were set at a call. `screen`: the book is for the screen. `tied`: the first of
    some apps that are tied by @next and are one entry -> the others, which are `going_on`. `pieces`: one of these others, once the
    entry of the first is made -> the id of its lemma. `names_of_speakers`: where a witness names who speaks in another form.
    `left_out`: how many readings of each grade are not printed, because they are of less than the grade asked for. `places`:
    elements that are set as something else, as an app is as an entry -> the id of that. `renamed`: what the document has in place
    of an id -> the id in the book. `not_taken`: what of formulas and drawings is in no book, by the code of its message: the first
    element that holds such a thing, and the names with their counts. `cited_lines`: the number of a line that an apparatus in a
    list cites -> the id of the line, "" until it is set. `met`: the signs that need an explanation. `packs`: the apparatus of
    a section is kept as bytes, because that of a long book takes more memory than anything else of it. `printed_keys`: by what the
    witnesses are printed that each @wit names.
    """

    def __init__(
        self, header: Header, settings: Settings, report: Report, name: str, setters: dict[str, Setter], pictures: Pictures | None
    ) -> None:
        self.header, self.settings, self.report, self.name, self.setters = header, settings, report, name, setters
        self.pictures = pictures
        self.table = extended(settings.behaviours) if settings.behaviours else TABLE
        self.undescribed = False
        self.words: BookWords = language_of_tag(header.metadata.language).book
        self.taken = set(attributes(header.root, "xml:id"))
        self.used: set[str] = set()
        self.counts: dict[str, int] = {}
        self.said: set[tuple[str, str]] = set()
        self.targets = {ident for target in attributes(header.root, "target") for ident in ids(target)}
        self.calling: set[str] = set()
        self.answered: set[str] = set()
        self.called, self.recalled = called_notes(header.root), recalled_notes(header.root)
        self.declared = declared_witnesses(header.root)
        self.quoted = _quoted(header)
        self.looks_said = cites_entries(header.root.getroottree())
        self.named = {element.get(XML_ID, "") for elements in header.named.values() for element in elements}
        self.mentions: dict[str, list[str]] = {}
        self.named_beside: frozenset[str] = frozenset()
        chains = tied(header.root.iter(TEI + "app"))
        self.tied = {first: rest for first, rest in chains.items() if all(self._goes_on(first, app) for app in rest)}
        self.going_on = {app for rest in self.tied.values() for app in rest}
        self.pieces: dict[etree._Element, str] = {}
        self.names_of_speakers: list[SpeakerName] = []
        self.left_out: Counter[str] = Counter()
        self.places: dict[etree._Element, str] = {}
        self.renamed: dict[str, str] = {}
        self.not_taken: dict[str, tuple[etree._Element, Counter[str]]] = {}
        places = {
            " ".join(app.get("loc", "").split()) for listed in header.root.iter(TEI + "listApp") for app in listed.iter(TEI + "app")
        }
        self.cited_lines = dict.fromkeys(places - {""}, "")
        self.sigla: dict[tuple[str, ...], etree._Element] = {}
        self.printed_keys: dict[str, list[str]] = {}
        self.met = MetSigns()
        self.flow = Flow("")
        self.paged: str | None = None
        self.level = 1
        self.again = False
        self.alone = ""
        self.opposite: frozenset[str] = frozenset()
        self.aside = self.quiet = self.linking = self.screen = self.packs = False
        self.lemma = ""

    # --- Ids, messages, witnesses ---------------------------------------------------------------------------------

    def claim(self, wanted: str, kind: str) -> str:
        """Give an id that is not in use: the one wanted, or one made from the section and the kind.

        What is no id, as `45`, gets another name; `sections` turns the links to it.
        """
        if wanted and not is_ncname(wanted):
            made = self.claim("", kind)
            self.renamed.setdefault(wanted, made)
            return made
        if wanted and wanted not in self.used:
            self.used.add(wanted)
            return wanted
        stem = f"{wanted or self.flow.section}.{kind}"
        while True:
            self.counts[stem] = number = self.counts.get(stem, 0) + 1
            if (made := f"{stem}{number}") not in self.used and made not in self.taken:
                self.used.add(made)
                return made

    def locus(self, element: etree._Element) -> Locus:
        """Give the place of an element in the document."""
        return Locus(self.name, element.sourceline if isinstance(element.sourceline, int) else None)

    def once(self, code: str, element: etree._Element, key: str, **values: object) -> None:
        """Report a message once for each key, at the first place."""
        if (code, key) not in self.said:
            self.said.add((code, key))
            self.report.add(code, self.locus(element), **values)

    def witness_of(self, element: etree._Element) -> BookWitness | None:
        """Find the witness whose words an element holds, by @source, else by @resp (a witness or its translator); None if they name
        none.
        """
        for ident in (*ids(element.get("source")), *ids(element.get("resp"))):
            found = self.header.witnesses.get(self.header.owners.get(ident, ident))
            if found is not None:
                return found
        return None

    def _goes_on(self, first: etree._Element, app: etree._Element) -> bool:
        """Tell whether an app has no words of witnesses that have no reading in the first of those to which it is tied."""
        known = {frozenset(self.declared.of(reading)) for reading in readings_of(first)}
        others = (reading for reading in readings_of(app) if reading.tag != TEI + "lem" and raw(reading).strip())
        return all(frozenset(self.declared.of(reading)) in known for reading in others)

    def leave_out(self, element: etree._Element, left: LeftOut) -> None:
        """Note what of an element of another language than TEI is not taken into the book. `sections` reports it."""
        if not (self.quiet or self.again):
            for kind, found in (("W513", left.elements), ("I514", left.attributes)):
                if found:
                    self.not_taken.setdefault(kind, (element, Counter()))[1].update(found)

    @cached_property
    def called_pieces(self) -> frozenset[etree._Element]:
        """The notes that are set at their calls, not where they stand, with all their pieces."""
        return frozenset(piece for pieces in self.called.values() for piece in pieces)

    @cached_property
    def hands(self) -> dict[str, etree._Element]:
        """The descriptions of the hands that wrote the sources, by xml:id."""
        return {key: hand for hand in self.header.root.iter(TEI + "handNote") if (key := hand.get(XML_ID))}

    @cached_property
    def moved_apps(self) -> dict[str, etree._Element]:
        """The apps that are halves of moved passages, by xml:id."""
        apps = self.header.root.iter(TEI + "app")
        return {key: app for app in apps if app.get("type") == "transposition" and (key := app.get(XML_ID))}

    # --- Setting ----------------------------------------------------------------------------------------------------

    def text(self, string: str | None, into: etree._Element) -> None:
        """Append text. It is text of the base, unless it is set aside."""
        if string:
            append(into, string)
            if not self.aside:
                self.flow.add(string)

    def content(self, element: etree._Element, into: etree._Element) -> None:
        """Set what an element holds: its text, its children, and the text between them."""
        self.text(element.text, into)
        for child in element:
            self.element(child, into)
            self.text(child.tail, into)

    def apart(self, into: etree._Element) -> None:
        """Append a space where what is to follow would meet words that stand in no block."""
        last = next(into.iterchildren(reversed=True), None)
        end = into.text if last is None else last.tail or (raw(last) if last.tag not in BLOCKS else "")
        if end and not end[-1].isspace():
            self.text(" ", into)

    def element(self, element: etree._Element, into: etree._Element) -> None:
        """Set an element by its behaviour, without its tail. Comments and processing instructions are passed over."""
        if not isinstance(element.tag, str):
            return
        if element.tag in LOOKED and not self.has_look(element):
            self.content(element, into)
            return
        if element.tag == _SEG and (passage := element.get(PASSAGE)) and not self.aside:
            made = self.open(into, "span", "bead" if element.get("type") == "bead" else "", element)
            made.set(ROW, passage)
            self.content(element, made)
            return
        found = behaviour(element, self.table)
        if found is None:
            name = etree.QName(element)
            self.once("W501", element, name.localname if name.namespace == NS else element.tag, name=name.localname)
            found = Behaviour("through")
        self.setters[found.kind](self, element, found, into)

    def has_look(self, element: etree._Element) -> bool:
        """Tell whether a look is that of the words as they are printed: of the base; in a reading, of the first who has it."""
        return self._is_shown(element, element.get("source"))

    def is_others(self, element: etree._Element) -> bool:
        """Tell whether a line, a page, a paragraph … that begins at an empty element is that of another witness than the one whose
        words are printed.
        """
        return not self._is_shown(element, element.get("edRef") or element.get("ed") or element.get("source"))

    def _is_shown(self, element: etree._Element, pointers: str | None) -> bool:
        owners = self.declared.named((pointers or "").split())
        if not owners:
            return True
        reading = next(element.iterancestors(*READINGS), None)
        shown = self.declared.of(reading)[:1] if reading is not None else (self.alone or base_of(element),)
        return not shown or shown[0] in ("", *owners)

    def open(self, into: etree._Element, tag: str, cls: str = "", source: etree._Element | None = None) -> etree._Element:
        """Open an XHTML element of a class, with the language and the id of the TEI element `source`."""
        made = etree.SubElement(into, XHTML + tag)
        if cls:
            made.set("class", cls)
        if source is not None:
            self.mark(made, source)
        return made

    def mark(self, made: etree._Element, source: etree._Element) -> None:
        """Give an XHTML element the language of the TEI element `source`, and its id if links may lead there."""
        if source.get(XML_LANG):
            speak(made, language(source.get(XML_LANG), "und"))
        ident = source.get(XML_ID)
        wanted = made.tag in BLOCKS or made.tag == XHTML + "li" or ident in self.targets
        if ident and wanted and not self.aside and ident not in self.used:
            made.set("id", self.claim(ident, "id"))

    @contextlib.contextmanager
    def set_aside(self, *, quiet: bool = False) -> Iterator[None]:
        """Set what is set in this block aside: it is no text of the base. `quiet`: it is a copy of what stands elsewhere."""
        before = self.aside, self.quiet
        self.aside, self.quiet = True, quiet or self.quiet
        try:
            yield
        finally:
            self.aside, self.quiet = before


def make(tag: str, cls: str = "") -> etree._Element:
    """Make an XHTML element of a class, without a parent."""
    made = etree.Element(XHTML + tag, nsmap=_PLAIN)
    if cls:
        made.set("class", cls)
    return made


def speak(element: etree._Element, tag: str) -> None:
    """Set the language of an XHTML element, for XML and for HTML."""
    element.set("lang", tag)
    element.set(XML_LANG, tag)


def text_of(element: etree._Element) -> str:
    """Give all text in an element, on one line; the end of a line is a space."""
    if next(element.iter(XHTML + "br"), None) is None:
        return " ".join(raw(element).split())
    return " ".join("".join(_texts(element)).split())


def _texts(element: etree._Element) -> Iterator[str]:
    yield " " if element.tag == XHTML + "br" and not element.get("class") else element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""


def paragraphed(body: etree._Element) -> None:
    """Put into paragraphs what the body of a note holds outside of blocks."""
    parts, text = list(body), body.text or ""
    body.text = None
    loose: etree._Element | None = None
    for part in (None, *parts):
        if part is not None and part.tag in BLOCKS:
            text, part.tail = part.tail or "", None
            body.append(part)
            loose = None
        elif part is not None:
            if loose is None:
                loose = etree.SubElement(body, XHTML + "p")
            loose.append(part)
            continue
        if text.strip():
            loose = etree.SubElement(body, XHTML + "p")
            loose.text = text.lstrip()
    if not len(body):
        etree.SubElement(body, XHTML + "p")


def mend(root: etree._Element) -> None:
    """Turn what stands around a block into a block: in TEI a paragraph may hold lists and verse, in XHTML it may not.

    An item without a list, and a cell without a row, become divisions.
    """
    for part in [element for element in root.iter() if element.tag in _HOMES]:
        parent = part.getparent()
        if parent is None or parent.tag not in _HOMES[part.tag]:
            part.tag = XHTML + "div"
            for name in ("colspan", "rowspan", "scope"):
                part.attrib.pop(name, "")
    seen: set[etree._Element] = set()
    for block in [element for element in root.iter() if element.tag in BLOCKS]:
        parent = block.getparent()
        while parent is not None and parent not in seen and block is not root:
            seen.add(parent)
            name = parent.tag.removeprefix(XHTML)
            if name == "p" or parent.tag in _PHRASES:
                parent.tag = XHTML + "div"
                parent.attrib.pop("datetime", "")
                parent.set("class", parent.get("class") or name)
            elif re.fullmatch("h[1-6]", name):
                for inner in [element for element in parent.iter() if element.tag in BLOCKS and element is not parent]:
                    inner.tag = XHTML + "span"
            parent = parent.getparent()


def _quoted(header: Header) -> dict[str, list[str]]:
    """Find the blocks that a review quotes although their translation stands in full: id of the block -> witnesses (linkGrp
    quotation).
    """
    quoted: dict[str, list[str]] = {}
    for link in all_of(header.root, "descendant::tei:linkGrp[@type='quotation']/tei:link"):
        witness, *blocks = ids(link.get("target")) or ("",)
        for block in blocks:
            if witness in header.witnesses and witness not in quoted.setdefault(block, []):
                quoted[block].append(witness)
    return quoted


Setter = Callable[[Compositor, etree._Element, Behaviour, etree._Element], None]
