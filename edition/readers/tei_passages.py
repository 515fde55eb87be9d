"""Turn the tree of a TEI document into passages: the text that it prints, with its heads, list marks and notes at their places.

What stands in the place of an apparatus or a choice is decided by `edition.tei.reading`, as for everything else that reads TEI.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from edition.messages import Report
from edition.model import Locus, Note
from edition.readers.blocks import SourceBlock, StatedEntry, clean
from edition.readers.passages import CAPTION, Passage, PassageWords
from edition.readers.tei_words import (
    BESIDE,
    BLOCKS,
    LEFT_OUT,
    LINE_BREAKS,
    RUNNING_HEADS,
    NotesApart,
    is_run_in,
    mark_lines,
    marked_line,
    numbered_entries,
    other_forms,
    runs_in,
    words_of,
)
from edition.tei.names import DIVISIONS, TEI, XML_ID
from edition.tei.reading.entry_divisions import EntryDivision, Keys, cites_entries, entry_divisions
from edition.tei.reading.entry_text import is_beside
from edition.tei.reading.one_witness import edited_tree, texts

_PARTS = {"figure": CAPTION, "fw": RUNNING_HEADS, "titlePage": "the title page"}


def passages_of(tree: etree._ElementTree, file: str, report: Report) -> tuple[list[Passage], dict[str, Note], dict[str, list[int]]]:
    """Turn a document, as `open_tei` gives it, into its passages, its notes by key, and the lines of what is left out, by kind.

    The document gets marks of ours. Passages say which entry they are of where the document numbers its divisions. Reports W106.
    """
    mark_lines(tree)
    edited = edited_tree(tree)
    divisions = tuple(entry_divisions(edited, cited=cites_entries(tree)))
    walk = _TeiWalk(edited.getroot(), file, report, divisions)
    for what, element in other_forms(tree):
        walk.leave(what, element)
    for text in texts(edited.getroot()):
        walk.read(text)
    return walk.stated(), walk.notes, {what: sorted(lines) for what, lines in walk.left.items()}


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
    apart: NotesApart = field(default_factory=NotesApart)
    opens: dict[etree._Element, int] = field(default_factory=dict)
    division: int | None = None
    within: list[int | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Find the notes that stand apart from their calls, and where entries begin."""
        self.apart = NotesApart.of(self.root)
        self.opens = {node: index for index, division in enumerate(self.divisions) for node in division.nodes}

    def read(self, text: etree._Element) -> None:
        """Read a text into passages."""
        walk = etree.iterwalk(text, events=("start", "end", "comment", "pi"))
        parts: list[str] = [""]
        for event, element in walk:
            if event == "start":
                name = element.tag.rpartition("}")[2]
                parts.append(parts[-1] or _PARTS.get(name, ""))
                if name in BLOCKS and not runs_in(element):
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
                if name in BLOCKS and not is_run_in(element) and not self._is_label(element, name):
                    self._close(element, part)
                elif name in BLOCKS or name == "cell":
                    self.words.put(" ")
            if element is not text:
                self._put(element, element.tail)
        self._close(text, "")

    def _is_label(self, element: etree._Element, name: str) -> bool:
        """Whether an element is the mark of a list item, inside it or before it."""
        above = element.getparent()
        return name == "label" and above is not None and above.tag in (TEI + "item", TEI + "list")

    def _opens(self, element: etree._Element, name: str) -> bool:
        """Begin an element; whether its content is left to others: a note, another reading, a mark."""
        self.first = self.first or marked_line(element)
        if name == "list":
            self.counts.append(0)
        elif name == "item" and (above := element.getparent()) is not None:
            self._item(element, above)
        elif self._is_label(element, name):
            self.label = words_of(element) + " "
            return True
        elif name == "note":
            self._note(element)
            return True
        elif name in ("ref", "ptr", "anchor"):
            return self._call(element)
        elif element.tag in LINE_BREAKS and element.get("break") == "no":
            self.words.join()
        elif name == "lb":
            self.words.put(" ")
        elif name == "gap":
            self.leave("gaps that the encoder marks", element)
        elif name in LEFT_OUT:
            self.leave(LEFT_OUT[name], element)
            return True
        elif name != "figDesc" and is_beside(element):
            if words_of(element):
                self.leave(BESIDE, element)
            return True
        return False

    def leave(self, what: str, element: etree._Element) -> None:
        """Tell of an element that is left out."""
        self.left.setdefault(what, []).append(marked_line(element))

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
        if element in self.apart.keys:
            self._known(self.apart.keys[element], element)
            return
        key = element.get(XML_ID) or f" {len(self.notes)}"
        self._known(key, element)
        self.words.call("", key)

    def _known(self, key: str, element: etree._Element) -> None:
        if key not in self.notes:
            n = element.get("n") or str(len(self.notes) + 1)
            text = clean(words_of(element), self.file, self.report, first=marked_line(element))
            self.notes[key] = Note(n, text, None, 0, locus=Locus(self.file, marked_line(element)))

    def _call(self, element: etree._Element) -> bool:
        """Whether a reference or an anchor calls a note that stands apart, and takes its words for the call."""
        key = self.apart.called(element)
        if not key:
            return False
        self._known(key, self.apart.notes[key])
        self.words.call(words_of(element) or self.notes[key].n, key)
        return True

    def _put(self, element: etree._Element, text: str | None) -> None:
        if text and text.strip():
            self.first = self.first or marked_line(element)
            self.last = max(self.last, marked_line(element))
            text = clean(text, self.file, self.report, first=marked_line(element))
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
        entries = numbered_entries(self.root, self.divisions, held)
        if not entries:
            return self.found
        keys, stated = Keys(), dict[int | None, StatedEntry]()
        outermost: dict[etree._Element, int] = {}
        for index in entries:
            division = self.divisions[index]
            heading = " ".join(words_of(node) for node in division.nodes if node.tag == TEI + "head")
            numbered = [above for above in division.element.iterancestors(*DIVISIONS) if above.get("n", "").strip()]
            outer = numbered[-1] if numbered else division.element
            stated[index] = StatedEntry(keys.key(division, heading), outermost.setdefault(outer, len(outermost)))
        return [
            replace(passage, block=replace(passage.block, stated=stated.get(index)))
            for passage, index in zip(self.found, self.within, strict=True)
        ]
