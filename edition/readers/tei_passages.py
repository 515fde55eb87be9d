"""Turn the tree of a TEI document into passages: the text that it prints, with its heads, list marks and notes at their places.

What stands in the place of an apparatus or a choice is decided by `edition.tei.reading`, as for everything else that reads TEI.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from edition.messages import Report
from edition.model import Locus, Note
from edition.readers.blocks import SourceBlock, StatedEntry, clean
from edition.readers.passages import CAPTION, Passage, PassageWords
from edition.tei.names import DIVISIONS, TEI, XML_ID
from edition.tei.reading.app_readings import READINGS, base_of, edited_reading, readings_of
from edition.tei.reading.entry_divisions import EntryDivision, Keys, cites_entries, entry_divisions
from edition.tei.reading.entry_text import is_beside
from edition.tei.reading.one_witness import chosen, edited_tree, texts
from edition.tei.reading.positions import line_of

_BLOCKS = frozenset(
    """
    p ab head item l label opener closer byline salute signed trailer argument epigraph docTitle titlePart docAuthor docDate
    docImprint docEdition imprimatur row list lg div div1 div2 div3 div4 div5 div6 div7 front body back group text titlePage
    table figure sp speaker stage listBibl castList floatingText postscript figDesc
    """.split()
)
_PARTS = {"figure": CAPTION, "fw": "running heads and page numbers", "titlePage": "the title page"}
_SILENT = {"del": "what the author struck out", "surplus": "what the encoder marks as surplus", "fw": _PARTS["fw"]}
_BESIDE = "what is said about the text beside it"
_APP, _GROUP, _CHOICE = (TEI + name for name in ("app", "rdgGrp", "choice"))
_LINE_BREAKS = tuple(TEI + name for name in ("lb", "pb", "cb"))
# A mark on each element of the document, the line on which it begins: a copy of a tree knows the first 65,535 lines at most.
_LINE = "edition-line"


def passages_of(tree: etree._ElementTree, file: str, report: Report) -> tuple[list[Passage], dict[str, Note], dict[str, list[int]]]:
    """Turn a document, as `open_tei` gives it, into its passages, its notes by key, and the lines of what is left out, by kind.

    The document gets marks of ours. Passages say which entry they are of where the document numbers its divisions. Reports W106.
    """
    for text in texts(tree.getroot()):
        for element in text.iter(etree.Element):
            element.set(_LINE, str(line_of(element) or 0))
    edited = edited_tree(tree)
    divisions = tuple(entry_divisions(edited, cited=cites_entries(tree)))
    walk = _TeiWalk(edited.getroot(), file, report, divisions)
    for what, element in _others(tree):
        walk.leave(what, element)
    for text in texts(edited.getroot()):
        walk.read(text)
    return walk.stated(), walk.notes, {what: sorted(lines) for what, lines in walk.left.items()}


def _others(tree: etree._ElementTree) -> Iterator[tuple[str, etree._Element]]:
    """What the text that is printed has not: of each choice and app the other forms that have words, and what they are."""
    for text in texts(tree.getroot()):
        passed: set[etree._Element] = set()
        walk = etree.iterwalk(text, events=("start",))
        for _, element in walk:
            if element in passed:
                walk.skip_subtree()
            elif element.tag == TEI + "listApp":
                walk.skip_subtree()
            elif element.tag == _CHOICE:
                form = chosen(element)
                others = [other for other in element if isinstance(other.tag, str) and other is not form]
                passed.update(others)
                yield from (("what a correction or an expansion answers to", other) for other in others if _words(other))
            elif element.tag == _APP:
                readings = list(readings_of(element))
                lemma = edited_reading(readings, base_of(element))
                others = [reading for reading in readings if reading is not lemma]
                passed.update(others)
                yield from (("readings other than the lemma", other) for other in others if _words(other))
                said = [other for other in element if isinstance(other.tag, str) and other.tag not in (*READINGS, _GROUP)]
                passed.update(said)
                yield from ((_BESIDE, other) for other in said if _words(other))


@dataclass(slots=True)
class _TeiWalk:
    """A document on its way into passages."""

    root: etree._Element
    file: str
    report: Report
    divisions: Sequence[EntryDivision]
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
    opens: dict[etree._Element, int] = field(default_factory=dict)
    division: int | None = None
    within: list[int | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Find the notes that stand apart from their calls: `ref` or `ptr` leads to them, or their own `target` to an anchor."""
        notes = {id_: note for note in self.root.iter(TEI + "note") if (id_ := note.get(XML_ID))}
        called = {
            target.removeprefix("#") for name in ("ref", "ptr") for call in self.root.iter(TEI + name)
            for target in (call.get("target") or "").split()[:1]
        }  # fmt: skip
        self.apart = {id_: note for id_, note in notes.items() if id_ in called}
        places = {element.get(XML_ID) for element in self.root.iter(TEI + "anchor")}
        for index, note in enumerate(self.root.iter(TEI + "note")):
            target = (note.get("target") or "").removeprefix("#")
            if target in places and note.get(XML_ID) not in self.apart:
                key = note.get(XML_ID) or f" {index}"
                self.apart[key] = note
                self.anchors[target] = key
        self.keys = {note: key for key, note in self.apart.items()}
        self.opens = {node: index for index, division in enumerate(self.divisions) for node in division.nodes}

    def read(self, text: etree._Element) -> None:
        """Read a text into passages."""
        walk = etree.iterwalk(text, events=("start", "end", "comment", "pi"))
        parts: list[str] = [""]
        for event, element in walk:
            if event == "start":
                name = element.tag.rpartition("}")[2]
                parts.append(parts[-1] or _PARTS.get(name, ""))
                if name in _BLOCKS and not self._runs_in(element):
                    self._close(element, parts[-2])
                if element.tag in DIVISIONS:
                    self.division = None
                self.division = self.opens.get(element, self.division)
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
        return name == "label" and above is not None and above.tag in (TEI + "item", TEI + "list")

    def _opens(self, element: etree._Element, name: str) -> bool:
        """Begin an element; whether its content is left to others: a note, another reading, a mark."""
        self.first = self.first or _line(element)
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
        elif element.tag in _LINE_BREAKS and element.get("break") == "no":
            self.words.join()
        elif name == "lb":
            self.words.put(" ")
        elif name == "gap":
            self.leave("gaps that the encoder marks", element)
        elif name in _SILENT:
            self.leave(_SILENT[name], element)
            return True
        elif name != "figDesc" and is_beside(element):
            if _words(element):
                self.leave(_BESIDE, element)
            return True
        return False

    def leave(self, what: str, element: etree._Element) -> None:
        """Tell of an element that is left out."""
        self.left.setdefault(what, []).append(_line(element))

    def _item(self, element: etree._Element, above: etree._Element) -> None:
        """The mark of a list item, where the document gives none."""
        form = f"{above.get('rend', '')} {above.get('type', '')}"
        if self.counts:
            self.counts[-1] += 1
        if self.label or element.find(TEI + "label") is not None:
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
            text = clean(_words(element), self.file, self.report, first=_line(element))
            self.notes[key] = Note(n, text, None, 0, locus=Locus(self.file, _line(element)))

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
            self.first = self.first or _line(element)
            self.last = max(self.last, _line(element))
            text = clean(text, self.file, self.report, first=_line(element))
        self.words.put(text)

    def _close(self, element: etree._Element, part: str) -> None:
        """End the passage that is open, if it has words."""
        text, calls = self.words.taken()
        self.words = PassageWords()
        first, last = self.first, max(self.first, self.last)
        self.first = self.last = 0
        if not text and not calls:
            return
        heads = element.tag == TEI + "head"
        level = sum(bool(above.tag in DIVISIONS) for above in element.iterancestors()) if heads else 0
        label, self.label = self.label, ""
        block = SourceBlock(text, first, last, "item" if label else "p", label, (), min(level, 6))
        self.found.append(Passage(block, calls, part))
        self.within.append(self.division)

    def stated(self) -> list[Passage]:
        """The passages, with the entry that each is of: from the first division with a number to the last each is an entry.

        Its key is as everywhere that TEI is read: its @n, below that of the division above if it stands twice, else its heading.
        """
        held = sorted({index for index in self.within if index is not None})
        ns = [index for index in held if self.divisions[index].element.get("n", "").strip()]
        if not ns:
            return self.found
        entries = held[held.index(ns[0]) : held.index(ns[-1]) + 1]
        # Where most divisions have no number, those of the others number sections of an article or the like.
        if 2 * len(ns) < len(entries) or not self._are_numbers():
            return self.found
        keys, stated = Keys(), dict[int | None, StatedEntry]()
        outermost: dict[etree._Element, int] = {}
        for index in entries:
            division = self.divisions[index]
            heading = " ".join(_words(node) for node in division.nodes if node.tag == TEI + "head")
            numbered = [above for above in division.element.iterancestors(*DIVISIONS) if above.get("n", "").strip()]
            outer = numbered[-1] if numbered else division.element
            stated[index] = StatedEntry(keys.key(division, heading), outermost.setdefault(outer, len(outermost)))
        return [
            replace(passage, block=replace(passage.block, stated=stated.get(index)))
            for passage, index in zip(self.found, self.within, strict=True)
        ]

    def _are_numbers(self) -> bool:
        """Whether the @n of divisions number them: in some projects, as in the Deutsches Textarchiv, they say how deep one lies,
        so that those side by side have the same.
        """
        numbered = (division for text in texts(self.root) for division in text.iter(*DIVISIONS) if division.get("n", "").strip())
        places = [(division.getparent(), division.get("n", "").strip()) for division in numbered]
        return len(set(places)) == len(places)


def _is_run_in(element: etree._Element) -> bool:
    """Whether the text goes on in the line of a heading."""
    return element.tag == TEI + "head" and "run-in" in (element.get("rend") or "").split()


def _line(element: etree._Element) -> int:
    """The line on which an element of the document begins; of what was put into the text, that of what it stands in."""
    # A comment has no attributes.
    known = element.get(_LINE)
    above = element.iterancestors()
    while not int(known or 0) and (parent := next(above, None)) is not None:
        known = parent.get(_LINE)
    return int(known or 0)


def _words(element: etree._Element) -> str:
    """The words of an element, without what stands beside the text."""
    words = PassageWords()
    walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, one in walk:
        if event == "start":
            if one is not element and is_beside(one):
                walk.skip_subtree()
                continue
            if one.tag in _LINE_BREAKS and one.get("break") == "no":
                words.join()
            else:
                words.put(" " if one.tag.rpartition("}")[2] in _BLOCKS or one.tag == TEI + "lb" else "")
            words.put(one.text)
        elif one is not element:
            words.put(one.tail)
    return words.taken()[0]
