"""Turn one source of an edition, with all that its file holds, into a TEI P5 document of its own.

What an edition leaves out of a source stands here, in the order of the file: headings, captions, running heads, the text around
the entries, notes where they are printed (docs/encoding.md). So the context of each word of the edition can be looked up in the
source.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from lxml import etree

from edition.model import NOT_BLOCKS, TEXT_PARTS, Description, Edition, Entry, Paragraph, Part, Witness
from edition.tei.date_attributes import date_attributes
from edition.tei.elements import chain, make
from edition.tei.encoding.block_places import in_lists
from edition.tei.encoding.figures import write_description
from edition.tei.encoding.header import source_header
from edition.tei.encoding.look_elements import set_looks
from edition.tei.encoding.part_trees import TEXT, PartNode, as_matter, as_worded, kinds_after, lifted, part_nodes
from edition.tei.encoding.pen import Pen
from edition.tei.encoding.source_blocks import SourceHolders, holds_matter, settle
from edition.tei.encoding.source_check import source_text
from edition.tei.names import NS, TEI, XML_ID, XML_LANG, ncname, pointer, seal, serialised
from edition.text.ids import paragraph_ids, quotation_ids
from edition.text.looks import LookKey, look_runs, runs_within
from edition.text.xml_characters import NOT_XML

# The parts that are paragraphs of an entry.
_PARAGRAPHS = TEXT_PARTS - {"head", "speaker", "break"}
# The element of each kind of block. A kind that has no element of its own in TEI is an ab with that kind as @type (17.3).
_BLOCKS = {
    "head": "head",
    "p": "p",
    "item": "item",
    "division": "head",
    "matter": "p",
    "caption": "figure",
    "picture": "figure",
    "speaker": "speaker",
}
_INNER = {"place": "placeName", "entry title": "title", "quote": "quote", "label": "label"}
# The kinds of part that are words of a block. The words before and after any other kind go on as if it were not there.
_IN_LINE = frozenset({"date", "cited", *_INNER})


@dataclass(slots=True)
class _WordFlow:
    """How far the words of a block are written: whether any are (`begun`), and whether white space comes before the next
    (`space`).
    """

    begun: bool = False
    space: bool = False


def build_sources(edition: Edition) -> dict[str, bytes]:
    """Turn the sources of an edition into their TEI documents, siglum -> bytes. Quotations point to the entries from which they
    come.
    """
    entries = {
        (origin.siglum, key): f"../{quote(edition.description.name)}.xml#{entry.id}"
        for entry in reversed(edition.entries) for origin in entry.origins for key in origin.ids
    }  # fmt: skip
    return {
        source.siglum: build_source(
            edition.description, source, {key: there for (siglum, key), there in entries.items() if siglum == source.siglum}
        )
        for source in edition.sources
    }


def build_source(description: Description, witness: Witness, origins: Mapping[str, str]) -> bytes:
    """Turn a source into its TEI document: UTF-8, with its own SHA-256 in it.

    `origins`: id of a quotation of a review -> address of the entry from which it comes.
    """
    root = etree.Element(TEI + "TEI", nsmap={None: NS})  # type: ignore[dict-item]
    root.set("type", "source")
    root.set(XML_LANG, witness.language)
    root.append(source_header(description, witness))
    root.append(_Scribe(description, witness, origins).text())
    return seal(serialised(root))


class _Scribe:
    """Writes the text of one source, and keeps what the parts of that work share: the next entry and paragraph, the pieces of
    notes.
    """

    def __init__(self, description: Description, witness: Witness, origins: Mapping[str, str]) -> None:
        self.layer, self.witness, self.origins = witness.layer, witness, origins
        self.divisions = description.divisions or "year"
        self.entries: deque[Entry] = deque(witness.entries)
        # The paragraphs of the entry that are not written yet, with their ids; what holds its blocks.
        self.paragraphs: deque[tuple[Paragraph, str]] = deque()
        self.holders: SourceHolders | None = None
        # Whether the break before the next paragraph is written, whether the heading of the entry runs in, and whether it is still
        # to come.
        self.sectioned = self.run_in = self.unheaded = False
        self.quotations = quotation_ids(witness.quotations)
        self.noted = {part.value for part in witness.parts if part.kind == "note"}
        self.notes: dict[str, list[etree._Element]] = {}
        self.flows: dict[str, _WordFlow] = {}
        self.quotes: dict[str, list[etree._Element]] = {}
        self.looks = look_runs(witness.looks)
        self.marked: list[frozenset[LookKey]] = []

    def text(self) -> etree._Element:
        """Write the whole text: front, body and back."""
        nodes = list(lifted(part_nodes(self.witness.parts)))
        first, last = self._extent(nodes)
        while last + 1 < len(nodes) and nodes[last + 1].part.kind in NOT_BLOCKS:
            last += 1
        text = make("text")
        for tag, some in (("front", nodes[:first]), ("body", nodes[first : last + 1]), ("back", nodes[last + 1 :])):
            if tag == "body":
                self._body(Pen(etree.SubElement(text, TEI + tag), self.marked), some)
            elif some:
                self._matter(etree.SubElement(text, TEI + tag), some)
        for pieces in (*self.notes.values(), *self.quotes.values()):
            chain(pieces)
        settle(text)
        set_looks(text, self.marked)
        return text

    def _matter(self, within: etree._Element, nodes: Sequence[PartNode]) -> None:
        """Write what stands before or after the text, in a div for each thing that it is: a title page, contents, a licence."""
        pen: Pen | None = None
        what = ""
        for node in nodes:
            block = node.part.kind not in NOT_BLOCKS
            said = node.part.value if node.part.kind != "picture" else ""
            if pen is None or (block and said != what):
                what = said if block else what
                attributes = {"type": "matter", **({"subtype": ncname(what)} if what else {})}
                pen = Pen(etree.SubElement(within, TEI + "div", attributes), self.marked)
            self._node(pen, as_matter(node) if self.witness.entries else node)

    def _extent(self, nodes: Sequence[PartNode]) -> tuple[int, int]:
        """Find the first and the last node of the body; all nodes if none is text.

        The text of entries begins with a heading: that of an entry, or that of the division which the entry opens; or with the
        argument of the first entry. What else a reader could place only before that heading stands in front.
        """
        places = [place for place, node in enumerate(nodes) if node.part.kind in TEXT] or [0, len(nodes) - 1]
        first, last = places[0], places[-1]
        heads = [place for place in places if nodes[place].part.kind == "head"]
        if self.witness.entries and heads:
            stray = [place for place in places if place < heads[0] and nodes[place].part.kind in TEXT_PARTS]
            argument = next((at for at, place in enumerate(stray) if self._begins_argument(nodes[place].part)), len(stray))
            first = next(place for place in places if place > max(stray[:argument], default=-1))
        while first and nodes[first - 1].part.kind == "page":
            first -= 1
        return first, last

    def _body(self, pen: Pen, nodes: Sequence[PartNode]) -> None:
        """Write the entries in their divisions, or a review as one div."""
        headed = any(node.part.kind in ("head", "division") for node in nodes)
        if not self.witness.entries or not headed:
            pen.open("div", type="review")
        depth = len(pen.stack)
        by_year = False
        headings = kinds_after(nodes, frozenset(("head", "division")))
        for node, follows, heading in zip(nodes, kinds_after(nodes, TEXT_PARTS), headings, strict=True):
            if node.part.kind == "division" and follows not in ("", "head"):
                # A heading within an entry begins no new division.
                node = replace(node, part=replace(node.part, kind="heading"))
            elif node.part.kind == "division":
                # A division without a level of its own is the heading of a year.
                self.holders = None
                level, kind, n = node.part.value.split(" ", 2) if node.part.value else ("1", self.divisions, "")
                by_year = not node.part.value
                while len(pen.stack) >= depth + int(level):
                    pen.close()
                words = " ".join(self.layer[node.part.start : node.part.end].split())
                pen.open("div", type=kind, n=n or words or "?")
            elif node.part.kind == "head" and self.unheaded:
                self.unheaded = False
                if self.holders is not None:
                    self.holders.rest(None)
            elif node.part.kind == "head" or (heading == "head" and self._begins_argument(node.part)):
                self.unheaded = node.part.kind != "head"
                entry = self.entries.popleft()
                if self.holders is not None:
                    # A division that has no heading is not written: its entries stand one beside another all the same.
                    del pen.stack[self.holders.division - 1 :]
                while len(pen.stack) > depth + (by_year or len(entry.above)):
                    pen.close()
                self._entry(pen, entry)
            elif node.part.kind == "matter" and self.witness.entries:
                # As a p among the paragraphs of an entry it would be counted as one of them.
                node = replace(node, part=replace(node.part, kind="aside", value=node.part.value or "matter"))
            self._node(pen, node)

    def _begins_argument(self, part: Part) -> bool:
        """Whether a block begins the next entry, though its heading is still to come: an argument that is printed above that."""
        if self.paragraphs or self.unheaded or part.kind not in _PARAGRAPHS or not self.entries:
            return False
        first = next(iter(self.entries[0].paragraphs), None)
        if first is None or first.kind != "argument":
            return False
        # The layer has marks of the format and calls of notes beside the words.
        words = (re.findall(r"[^\W_]+", text)[:1] for text in (self.layer[part.start : part.end], first.text))
        return next(words) == next(words)

    def _entry(self, pen: Pen, entry: Entry) -> None:
        pen.open("div", type="entry", n=entry.n, source=pointer(self.witness.siglum)).set(XML_ID, entry.id)
        self.paragraphs = deque(zip(in_lists(entry.paragraphs), paragraph_ids(entry), strict=True))
        self.holders = SourceHolders(pen, entry.figures)
        self.run_in = entry.run_in

    # --- Blocks and floats

    def _node(self, pen: Pen, node: PartNode) -> None:
        """Write a node that lies in no block: a block itself, or a page break, note or the like between blocks."""
        kind = node.part.kind
        holders, following = self.holders, self.paragraphs[0][0] if self.paragraphs else None
        if holders is None or kind == "head":
            if kind in NOT_BLOCKS:
                self._inner(pen, node, _WordFlow())
            else:
                self._block(pen, as_worded(node))
        elif kind == "division":
            self._block(pen, node)
        elif kind in _PARAGRAPHS and following is not None:
            self._paragraph(pen, node, holders)
        elif kind == "speaker" and following is not None and "speech" in following.within:
            holders.begin_speech(following)
            self._block(pen, node)
        else:
            if kind == "break" and following is not None and following.section and not self.sectioned:
                self.sectioned = holders.marks_break(following)
            holders.rest_beside(following)
            self._beside(pen, node)

    def _paragraph(self, pen: Pen, node: PartNode, holders: SourceHolders) -> None:
        """Write the next paragraph of the entry, in what holds it."""
        paragraph, key = self.paragraphs.popleft()
        holders.show(paragraph)
        marked = not paragraph.section or self.sectioned or holders.marks_break(paragraph)
        self.sectioned = False
        tag, type_ = holders.begin(paragraph)
        element = pen.open(tag, type=type_, n=paragraph.n, part=paragraph.part)
        element.set(XML_ID, key)
        if not marked:
            pen.empty("milestone", unit="section")
        self._content(pen, node, _WordFlow())
        pen.close()
        if not self.paragraphs:
            holders.show(None)

    def _beside(self, pen: Pen, node: PartNode) -> None:
        """Write what stands among the blocks of an entry and is none of its paragraphs."""
        kind = node.part.kind
        if kind in NOT_BLOCKS:
            self._inner(pen, node, _WordFlow())
        elif kind == "break":
            pen.open("fw", type="ornament")
            self._content(pen, node, _WordFlow())
            pen.close()
        elif kind in ("caption", "picture") or (holds_matter(pen.element) and not self.unheaded):
            self._block(pen, as_worded(node))
        else:
            pen.open("fw", type="aside", subtype=ncname((node.part.value or kind).replace(" ", "-")))
            self._content(pen, node, _WordFlow())
            pen.close()

    def _block(self, pen: Pen, node: PartNode) -> None:
        kind = node.part.kind
        tag = _BLOCKS.get(kind, "ab")
        element = pen.open(tag)
        if kind == "head" and self.run_in:
            element.set("rend", "run-in")
        if tag == "ab":
            element.set("type", kind.replace(" ", "-"))
            if node.part.value and kind == "aside":
                element.set("subtype", ncname(node.part.value.replace(" ", "-")))
        if tag == "figure":
            pen.open("head")
        self._content(pen, node, _WordFlow())
        if tag == "figure":
            pen.close()
            write_description(pen, node.part.value if kind == "picture" else "")
        pen.close()

    # --- What stands in a block

    def _content(self, pen: Pen, node: PartNode, flow: _WordFlow) -> None:
        at = node.part.start
        for inner in node.inner:
            self._stretch(pen, at, inner.part.start, flow)
            self._inner(pen, inner, flow)
            at = max(at, inner.part.end)
        self._stretch(pen, at, node.part.end, flow)

    def _stretch(self, pen: Pen, start: int, end: int, flow: _WordFlow) -> None:
        """Write a stretch of the layer, with its looks."""
        if start >= end:
            return
        at = start
        for run in runs_within(self.looks, start, end):
            self._words(pen, self.layer[at : start + run.start], flow)
            at = start + run.end
            self._words(pen, self.layer[start + run.start : at], flow, run.keys)
        self._words(pen, self.layer[at:end], flow)

    def _words(self, pen: Pen, text: str, flow: _WordFlow, looks: Sequence[LookKey] = ()) -> None:
        """Write words. White space is not written until the next word comes, and then as one space."""
        words = " ".join(word for word in (NOT_XML.sub("", word) for word in text.split()) if word)
        flow.space = flow.space or text[:1].isspace()
        if words:
            pen.write(" " + words if flow.space and flow.begun else words, looks)
            flow.begun, flow.space = True, text[-1].isspace()

    def _inner(self, pen: Pen, node: PartNode, flow: _WordFlow) -> None:
        part = node.part
        if part.kind in _IN_LINE and not (part.kind == "label" and part.value) and flow.space and flow.begun:
            pen.write(" ")
            flow.space = False
        if part.kind == "page":
            pen.empty("pb")
        elif part.kind == "joint":
            flow.space = False
            if part.value:
                pen.empty("lb", **{"break": "no"})
        elif part.kind == "call" and part.value not in self.noted:
            # Its note has no words: nothing of it is printed that a call could lead to.
            self._content(pen, node, flow)
        elif part.kind == "call":
            pen.open("ref" if part.start < part.end else "ptr", type="call", target=f"#{ncname(f'n.{part.value}')}")
            self._content(pen, node, _WordFlow())
            pen.close()
        elif part.kind == "note":
            self._note(pen, node)
        elif part.kind == "resolved":
            pen.open("choice")
            pen.open("orig")
            self._content(pen, node, _WordFlow())
            pen.close()
            pen.open("reg")
            pen.write(part.value)
            flow.begun, flow.space = True, False
            pen.close()
            pen.close()
        else:
            self._phrase(pen, node, flow)

    def _phrase(self, pen: Pen, node: PartNode, flow: _WordFlow) -> None:
        part = node.part
        if part.kind == "cited":
            pen.open("bibl")
            pen.open("citedRange", unit="page")
            self._content(pen, node, flow)
            pen.close()
        elif part.kind in ("fw", "line number"):
            words = self.layer[part.start : part.end]
            head = "header" if any(letter.isalpha() for letter in words) else "pageNum"
            pen.open("fw", type=head if part.kind == "fw" else "lineNum")
            self._content(pen, node, _WordFlow())
        elif part.kind in ("markup", "hyphen", "stop"):
            if not source_text(self.layer[part.start : part.end]):
                return
            if part.kind == "markup":
                pen.open("metamark", function="markup")
                self._content(pen, node, _WordFlow())
            else:
                # No look stands within a sign.
                pen.open("pc", force="weak")
                pen.write(NOT_XML.sub("", self.layer[part.start : part.end]))
        elif part.kind == "label" and pen.element.tag == TEI + "speaker":
            # The mark of an item is a part of a name or, where it is a dash, parts names from what they say.
            words = self.layer[part.start : part.end]
            if words.strip("-–—"):
                pen.write(words + " ")
            else:
                pen.empty("pc", force="weak").text = words
            return
        elif part.kind == "label":
            pen.open("label")
            self._content(pen, node, _WordFlow())
            # The space after the mark of a list item or the number of a note belongs to it.
            pen.write(" " if self.layer[part.end : part.end + 1].isspace() else "")
            flow.begun = False
        elif part.kind not in _IN_LINE:
            # A block that stands within another, as a picture does between a paragraph and its last line.
            pen.open("seg", type="aside", subtype=ncname(part.kind.replace(" ", "-")))
            self._content(pen, node, _WordFlow())
        else:
            element = pen.open(_INNER.get(part.kind, "date"), **(date_attributes(part.value) if part.kind == "date" else {}))
            if part.kind == "entry title":
                element.set("type", "entry")
            elif part.kind == "quote":
                self._quote(element, part.value)
            self._content(pen, node, flow)
        pen.close()

    def _quote(self, element: etree._Element, number: str) -> None:
        """Put the attributes on a quotation: its id, how it is set, and the entry from which it comes (Guidelines 3.3.3)."""
        pieces = self.quotes.setdefault(number, [])
        pieces.append(element)
        key = self.quotations[int(number)]
        element.set(XML_ID, key if len(pieces) == 1 else f"{key}-{len(pieces)}")
        if self.witness.quotations[int(number)].display == "block":
            element.set("rend", "block")
        if origin := self.origins.get(key):
            element.set("source", origin)

    def _note(self, pen: Pen, node: PartNode) -> None:
        """Write a note, or a piece of one, where it is printed. Calls lead to the first piece (Guidelines 3.9.1)."""
        key = node.part.value
        pieces = self.notes.setdefault(key, [])
        number = key.partition(".")[0]
        element = pen.open("note", type="translator", place="bottom", n=number, source=pointer(self.witness.siglum))
        pieces.append(element)
        element.set(XML_ID, ncname(f"n.{key}") + (f"-{len(pieces)}" if len(pieces) > 1 else ""))
        self._content(pen, node, self.flows.setdefault(key, _WordFlow()))
        pen.close()
