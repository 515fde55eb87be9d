"""Turn a TEI P5 document that someone else encoded into entries: one text, its heads, lists and notes at their places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from edition.errors import TextError
from edition.messages import Message, Report
from edition.messages.values import Lines
from edition.model import Locus, Note, Witness
from edition.readers.account import Account
from edition.readers.blocks import SourceBlock, clean
from edition.readers.containers import source_line, tree_of
from edition.readers.passages import CAPTION, Passage, PassageWords, bound, numbered, witness_of
from edition.readers.shapes import Shape, Statement, UnknownFile
from edition.readers.shapes.html import text_of

if TYPE_CHECKING:
    from lxml import etree

KIND = "TEI document"
TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_BLOCKS = frozenset(
    """
    p ab head item l label opener closer byline salute signed trailer argument epigraph docTitle titlePart docAuthor docDate
    docImprint docEdition imprimatur row list lg div div1 div2 div3 div4 div5 div6 div7 front body back group text titlePage
    table figure sp speaker stage listBibl castList floatingText postscript figDesc
    """.split()
)
_PARTS = {"figure": CAPTION, "fw": "running heads and page numbers", "titlePage": "the title page"}
# Of what an encoder gives in two ways, the text has one: corrected, spelt as in the source, and as the lemma has it.
_OTHERS = {
    "choice": (("corr", "orig", "abbr", "unclear"), "what a correction or an expansion answers to"),
    "app": (("lem", "rdg"), "readings other than the lemma"),
    "subst": (("add",), "what the author struck out"),
}
_SILENT = {"del": "what the author struck out", "surplus": "what the encoder marks as surplus", "fw": _PARTS["fw"]}
# What is left out of the words of a note.
_UNREAD = frozenset({"sic", "reg", "expan", "rdg", "del", "fw"})
_ROOT = re.compile(r"<(?:\w+:)?TEI(?:Corpus)?\b", re.IGNORECASE)
_DIVISION = re.compile(r"div\d?$")


def read(witness: Witness, raw: bytes, report: Report) -> Witness:
    """Read a witness encoded in TEI. Reports W104, W106, I111, I136, I138 and what `assemble` reports.

    Raises TextError: it is not well-formed or no XML (E130, E171), declares entities (E133), no TEI P5 (E172), or holds no words
    (E178).
    """

    def make(mine: Report) -> tuple[Sequence[SourceBlock], Account]:
        root = tree_of(raw, witness.file, KIND)
        if root.tag not in (f"{TEI}TEI", f"{TEI}teiCorpus"):
            name = root.tag.rpartition("}")[2]
            raise TextError(Message("E172", Locus(witness.file), {"name": name, "namespace": TEI[1:-1]}))
        walk = _TeiWalk(root, witness.file, mine)
        for text in root.iter(f"{TEI}text"):
            if not any(above.tag == f"{TEI}text" for above in text.iterancestors()):
                walk.read(text)
        if not walk.found:
            raise TextError(Message("E178", Locus(witness.file)))
        passages, notes, account = numbered(walk.found, walk.notes)
        blocks = bound(passages, notes, account, witness.file, witness.language, mine)
        for part, lines in sorted(walk.left.items()):
            mine.add("I138", Locus(witness.file, lines[0]), part=part, lines=Lines(tuple(lines)))
        return blocks, account

    return witness_of(witness, make, report)


@dataclass(slots=True)
class _TeiWalk:
    """A document on its way into passages."""

    root: etree._Element
    file: str
    report: Report
    notes: dict[str, Note] = field(default_factory=dict)
    found: list[Passage] = field(default_factory=list)
    left: dict[str, list[int]] = field(default_factory=dict)
    words: PassageWords = field(default_factory=PassageWords)
    first: int = 0
    last: int = 0
    label: str = ""
    counts: list[int] = field(default_factory=list)
    apart: dict[str, etree._Element] = field(default_factory=dict)
    anchors: dict[str, str] = field(default_factory=dict)
    keys: dict[etree._Element, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Find the notes that stand apart from their calls: `ref` or `ptr` leads to them, or their own `target` to an anchor."""
        notes = {id_: note for note in self.root.iter(f"{TEI}note") if (id_ := note.get(XML_ID))}
        called = {
            target.removeprefix("#") for name in ("ref", "ptr") for call in self.root.iter(TEI + name)
            for target in (call.get("target") or "").split()[:1]
        }  # fmt: skip
        self.apart = {id_: note for id_, note in notes.items() if id_ in called}
        places = {element.get(XML_ID) for element in self.root.iter(f"{TEI}anchor")}
        for index, note in enumerate(self.root.iter(f"{TEI}note")):
            target = (note.get("target") or "").removeprefix("#")
            if target in places and note.get(XML_ID) not in self.apart:
                key = note.get(XML_ID) or f" {index}"
                self.apart[key] = note
                self.anchors[target] = key
        self.keys = {note: key for key, note in self.apart.items()}

    def read(self, text: etree._Element) -> None:
        """Read a text into passages."""
        from lxml import etree

        walk = etree.iterwalk(text, events=("start", "end", "comment", "pi"))
        parts: list[str] = [""]
        for event, element in walk:
            if event == "start":
                name = element.tag.rpartition("}")[2]
                parts.append(parts[-1] or _PARTS.get(name, ""))
                if name in _BLOCKS and not self._runs_in(element):
                    self._close(element, parts[-2])
                if self._opens(element, name):
                    walk.skip_subtree()
                else:
                    self._put(element, element.text)
                continue
            if event == "end":
                part = parts.pop()
                name = element.tag.rpartition("}")[2]
                if name == "list" and self.counts:
                    self.counts.pop()
                if name in _BLOCKS and not _is_run_in(element) and not self._is_label(element, name):
                    self._close(element, part)
                elif name in _BLOCKS or name == "cell":
                    self.words.put(" ")
            if element is not text:
                self._put(element, element.tail)
        self._close(text, "")

    def _runs_in(self, element: etree._Element) -> bool:
        """Whether a block goes on in the line of the heading before it, or of the label of its item."""
        before = element.getprevious()
        while before is not None and not isinstance(before.tag, str):
            before = before.getprevious()
        return before is not None and _is_run_in(before) and not (before.tail or "").strip()

    def _is_label(self, element: etree._Element, name: str) -> bool:
        """Whether an element is the mark of a list item, inside it or before it."""
        above = element.getparent()
        return name == "label" and above is not None and above.tag in (f"{TEI}item", f"{TEI}list")

    def _opens(self, element: etree._Element, name: str) -> bool:
        """Begin an element; whether its content is left to others: a note, another reading, a mark."""
        self.first = self.first or source_line(element)
        if name == "list":
            self.counts.append(0)
        elif name == "item" and (above := element.getparent()) is not None:
            self._item(element, above)
        elif self._is_label(element, name):
            self.label = _words(element) + " "
            return True
        elif name == "note":
            self._note(element)
            return True
        elif name in ("ref", "ptr", "anchor"):
            return self._call(element, name)
        elif name == "lb" and element.get("break") != "no":
            self.words.put(" ")
        elif name == "gap":
            self._leave("gaps that the encoder marks", element)
        elif name in _SILENT:
            self._leave(_SILENT[name], element)
            return True
        return self._is_other(element)

    def _is_other(self, element: etree._Element) -> bool:
        """Whether an element gives something in another way than the text has it."""
        above = element.getparent()
        kind = "" if above is None else above.tag.rpartition("}")[2]
        if above is None or kind not in _OTHERS:
            return False
        wanted, what = _OTHERS[kind]
        order = {f"{TEI}{name}": index for index, name in enumerate(wanted)}
        children = [child for child in above if isinstance(child.tag, str)]
        chosen = min(children, key=lambda child: order.get(child.tag, len(order)))
        if element is not chosen and _words(element):
            self._leave(what, element)
        return element is not chosen

    def _leave(self, what: str, element: etree._Element) -> None:
        self.left.setdefault(what, []).append(source_line(element))

    def _item(self, element: etree._Element, above: etree._Element) -> None:
        """The mark of a list item, where the document gives none."""
        form = f"{above.get('rend', '')} {above.get('type', '')}"
        if self.counts:
            self.counts[-1] += 1
        if self.label or element.find(f"{TEI}label") is not None:
            return
        if re.search(r"number|ordered", form) and not form.strip().startswith("un"):
            self.label = f"{element.get('n', self.counts[-1] if self.counts else 1)}. "
        elif "dash" in form:
            self.label = "– "
        elif not re.search(r"plain|simple|none", form):
            self.label = "• "

    def _note(self, element: etree._Element) -> None:
        """A note at its place, which calls it; one that stands apart is called from elsewhere."""
        if element in self.keys:
            self._known(self.keys[element], element)
            return
        key = element.get(XML_ID) or f" {len(self.notes)}"
        self._known(key, element)
        self.words.call("", key)

    def _known(self, key: str, element: etree._Element) -> None:
        if key not in self.notes:
            n = element.get("n") or str(len(self.notes) + 1)
            text = clean(_words(element), self.file, self.report)
            self.notes[key] = Note(n, text, None, 0, locus=Locus(self.file, source_line(element)))

    def _call(self, element: etree._Element, name: str) -> bool:
        """Whether a reference or an anchor calls a note that stands apart, and takes its words for the call."""
        target = (element.get("target") or "").removeprefix("#")
        key = self.anchors.get(element.get(XML_ID) or "", "") if name == "anchor" else target
        if key not in self.apart:
            return False
        self._known(key, self.apart[key])
        self.words.call(_words(element) or self.notes[key].n, key)
        return True

    def _put(self, element: etree._Element, text: str | None) -> None:
        if text and text.strip():
            self.first = self.first or source_line(element)
            self.last = max(self.last, source_line(element))
            text = clean(text, self.file, self.report)
        self.words.put(text)

    def _close(self, element: etree._Element, part: str) -> None:
        """End the passage that is open, if it has words."""
        text, calls = self.words.taken()
        self.words = PassageWords()
        first, last = self.first, max(self.first, self.last)
        self.first = self.last = 0
        if not text and not calls:
            return
        heads = element.tag == f"{TEI}head"
        level = sum(bool(_DIVISION.match(above.tag.rpartition("}")[2])) for above in element.iterancestors()) if heads else 0
        label, self.label = self.label, ""
        block = SourceBlock(text, first, last, "item" if label else "p", label, (), min(level, 6))
        self.found.append(Passage(block, calls, part))


def _is_run_in(element: etree._Element) -> bool:
    """Whether the text goes on in the line of a heading."""
    return element.tag == f"{TEI}head" and "run-in" in (element.get("rend") or "").split()


def _words(element: etree._Element) -> str:
    """The words of an element; of what is given in two ways, the one that the text has."""
    from lxml import etree

    words = PassageWords()
    walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, one in walk:
        if event == "start":
            name = one.tag.rpartition("}")[2]
            if one is not element and name in _UNREAD:
                walk.skip_subtree()
                continue
            words.put(" " if name in _BLOCKS or name == "lb" else "")
            words.put(one.text)
        elif one is not element:
            words.put(one.tail)
    return words.taken()[0]


def _knows(file: UnknownFile) -> bool:
    return file.is_markup and _ROOT.search(file.start) is not None


def _states(file: UnknownFile) -> Statement:
    """Title and authors of its titleStmt, and the language of its text."""
    root = tree_of(file.raw, file.name, KIND)
    statement = next(root.iter("{*}titleStmt"), None)
    titles = [text_of(element) for element in statement.iter("{*}title")] if statement is not None else []
    authors = [text_of(element) for element in statement.iter("{*}author")] if statement is not None else []
    text = next(root.iter("{*}text"), root)
    xml_lang = "{http://www.w3.org/XML/1998/namespace}lang"
    return Statement("".join(titles[:1]), tuple(authors), text.get(xml_lang) or root.get(xml_lang) or "")


SHAPE = Shape("tei", KIND, (".xml",), _knows, of_bytes=read, states=_states)
