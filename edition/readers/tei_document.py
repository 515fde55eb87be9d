"""Turn the tree of a TEI document into the blocks of a document: the text that it prints, with its looks, verses, speeches, notes.

What stands in the place of an apparatus or a choice is decided by `edition.tei.reading`, as for everything else that reads TEI.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from edition.messages import Report
from edition.messages.values import Lines
from edition.model import Locus
from edition.model.documents import (
    Document,
    DocumentBlock,
    DocumentBlockKind,
    DocumentNote,
    NoteCall,
    Surrounding,
)
from edition.readers.ornaments import is_ornament
from edition.readers.passage_words import call_number
from edition.readers.shapes.paragraph_words import ControlCharacters, ParagraphWords
from edition.readers.tei_surroundings import (
    depth,
    division_type,
    is_headed,
    marks_item,
    parent_tag,
    role_of,
    stands_alone,
    surroundings,
    tags,
)
from edition.readers.tei_words import (
    BESIDE,
    LEFT_OUT,
    LINE_BREAKS,
    NotesApart,
    is_run_in,
    mark_lines,
    marked_line,
    numbered_entries,
    other_forms,
    runs_in,
    words_of,
)
from edition.tei.elements import cites_entries
from edition.tei.names import DIVISIONS, NS, TEI
from edition.tei.reading.entry_divisions import EntryDivision, entry_divisions
from edition.tei.reading.entry_text import STRUCTURE
from edition.tei.reading.one_witness import edited_tree, texts
from edition.tei.reading.tei_looks import TeiLooks, ValuedLook, is_centred
from edition.tei.reading.tei_phrases import is_beside

# What stands on lines of its own wherever it stands, and what it is.
_KINDS: Mapping[str, DocumentBlockKind] = {
    **dict.fromkeys(tags("p ab trailer byline titlePart docImprint docEdition imprimatur u eg biblStruct person org"), "p"),
    **{TEI + kind: kind for kind in ("l", "speaker", "dateline", "salute", "signed")},
    TEI + "head": "head", TEI + "item": "item", TEI + "castItem": "item", TEI + "cell": "cell",
    TEI + "figDesc": "figure",
}  # fmt: skip
# What stands on a line of its own where it stands among blocks.
_AMONG_BLOCKS = tags("q quote cit bibl stage label address docAuthor docDate")
_CONTAINERS = STRUCTURE | tags("opener closer castGroup")
_L, _HEAD, _ITEM, _LIST, _NOTE, _SP, _CELL, _LABEL, _STAGE, _FIGURE = (
    TEI + name for name in ("l", "head", "item", "list", "note", "sp", "cell", "label", "stage", "figure")
)
_ARGUMENT, _CAST, _LB = TEI + "argument", TEI + "castItem", TEI + "lb"
_OPENINGS: Mapping[str, DocumentBlockKind] = {TEI + "opener": "salute", TEI + "closer": "signed", _ARGUMENT: "argument"}
_DATED = tags("date placeName time")
# What an ab of this type is: parts of a letter and the like where no element of TEI may stand for them.
_TYPES: Mapping[str, DocumentBlockKind] = {
    "caption": "caption", "pre": "pre", "argument": "argument", "dateline": "dateline", "salute": "salute", "signed": "signed",
}  # fmt: skip
# What a paragraph in it is too.
_LENT = frozenset(("argument", "item", "caption", "stage"))
_SPACES = tags("space caesura addrLine")
_CALLS = tags("ref ptr anchor")
# Units of a milestone that part a text without a heading; one with a number is a place to cite.
_BREAKS = frozenset(("section", "break", "scene", "scenebreak", "ornament"))


def document_of_tei(tree: etree._ElementTree, file: str, report: Report) -> Document:
    """Turn a document, as `open_tei` gives it, into a Document. The tree gets marks of ours.

    Reports control characters (W106) and, by kind, what of the file is none of its text (I138).
    """
    mark_lines(tree)
    edited = edited_tree(tree)
    root = edited.getroot()
    divisions = tuple(entry_divisions(edited, cited=cites_entries(tree)))
    walk = _TeiBlocks(root, TeiLooks.of(root), NotesApart.of(root), _numbered(root, divisions))
    for what, element in other_forms(tree):
        walk.leave(what, element)
    for text in texts(root):
        walk.text(text)
    walk.rest()
    walk.control.tell(file, report)
    for what, lines in sorted(walk.left.items()):
        report.add("I138", Locus(file, min(lines)), part=what, lines=Lines(tuple(sorted(lines))))
    return Document(file, "tei", language=walk.looks.language, blocks=walk.blocks())


def _numbered(root: etree._Element, divisions: Sequence[EntryDivision]) -> frozenset[etree._Element]:
    """The divisions whose @n number them, and those that hold these."""
    # A division that holds others as well as text stands there for each stretch of its own.
    held = [index for index, division in enumerate(divisions) if _has_words(division)]
    entries = {divisions[index].element for index in numbered_entries(root, divisions, held)}
    numbered = {*entries, *(above for entry in entries for above in entry.iterancestors(*DIVISIONS))}
    depths = {division: depth(division) for division in numbered if (division.get("n") or "").strip()}
    counts = Counter(depths.values())
    # One that holds all others, as what holds a whole edition does, has a number that counts nothing.
    return frozenset(division for division, deep in depths.items() if counts[deep] > 1 or len(depths) == 1)


def _has_words(division: EntryDivision) -> bool:
    return bool((division.text or "").strip()) or any(
        (node.tail or "").strip() or (isinstance(node.tag, str) and any(str(words).strip() for words in node.itertext()))
        for node in division.nodes
    )


class _TeiText(ParagraphWords):
    """The words of a block; a word may go on over white space."""

    __slots__ = ()

    def join(self) -> None:
        """Let a word go on over the white space before and after this place."""
        if self.parts and self.parts[-1].endswith(" "):
            self.parts[-1] = self.parts[-1][:-1]
            self.length -= 1
        self.spaced = True


@dataclass(frozen=True, slots=True)
class _TeiState:
    """What holds at a place of a document: what it stands in, what a block is there, its looks, the element that holds blocks."""

    within: tuple[Surrounding, ...] = ()
    kind: DocumentBlockKind = "p"
    level: int = 0
    role: str = ""
    looks: tuple[ValuedLook, ...] = ()
    centred: bool = False
    n: str = ""
    part: str = ""
    stated: tuple[str, str] = ("", "")
    cell: bool = False
    gap: int = 1


@dataclass(slots=True)
class _TeiBlocks:
    """A document on its way into blocks. `numbered`: the divisions that @n numbers. `left`: the lines of what is left out."""

    root: etree._Element
    looks: TeiLooks
    apart: NotesApart
    numbered: frozenset[etree._Element]
    found: list[DocumentBlock] = field(default_factory=list)
    left: dict[str, list[int]] = field(default_factory=dict)
    control: ControlCharacters = field(default_factory=ControlCharacters)
    notes: dict[str, DocumentNote] = field(default_factory=dict)
    words: _TeiText = field(default_factory=_TeiText)
    line: int = 0
    label: str = ""
    counts: list[int] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    speaker: str = ""
    # Whether an item has begun that has no block yet; what held the verse before; what the last heading heads.
    opened: bool = False
    stanza: etree._Element | None = None
    headed: etree._Element | None = None

    def text(self, text: etree._Element) -> None:
        """Read a text into blocks."""
        self._content(text, _TeiState())
        self._close(_TeiState(), last=True)

    def rest(self) -> None:
        """Set the notes at the end whose calls stand where no text is read."""
        for key, element in self.apart.notes.items():
            if key not in self.notes and (note := self._known(key, element, "")).blocks:
                self._uncalled(note, _TeiState())

    def blocks(self) -> tuple[DocumentBlock, ...]:
        """The blocks, each verse with the number of those in its stanza."""
        found: list[DocumentBlock] = []
        stanza: list[DocumentBlock] = []
        for block in [*self.found, None]:
            if stanza and (block is None or block.kind != "l" or block.gap):
                found += [replace(line, rows=len(stanza)) for line in stanza]
                stanza = []
            if block is not None:
                (stanza if block.kind == "l" else found).append(block)
        return tuple(found)

    def leave(self, what: str, element: etree._Element) -> None:
        """Tell of an element that is left out."""
        self.left.setdefault(what, []).append(marked_line(element))

    # --- Elements -----------------------------------------------------------------------------------------------------------

    def _content(self, element: etree._Element, state: _TeiState) -> None:
        self._put(element, element.text, state)
        for child in element:
            if isinstance(child.tag, str):
                self._element(child, state)
            self._put(element, child.tail, state)

    def _put(self, element: etree._Element, text: str | None, state: _TeiState) -> None:
        if not text:
            return
        if not text.isspace():
            self.line = self.line or marked_line(element)
            text = self.control.without(text, marked_line(element))
        self.words.put(text, state.looks)

    def _element(self, element: etree._Element, state: _TeiState) -> None:
        tag = str(element.tag)
        if not tag.startswith(f"{{{NS}}}"):
            self._content(element, state)
        elif not self._apart(element, tag, state):
            if not state.cell and (tag in _KINDS or tag in _CONTAINERS or (tag in _AMONG_BLOCKS and stands_alone(element))):
                self._block(element, tag, state)
            else:
                self._phrase(element, tag, state)

    def _apart(self, element: etree._Element, tag: str, state: _TeiState) -> bool:
        """Whether an element is no running text: a note, its call, the end of a line, something beside the text."""
        name = tag.rpartition("}")[2]
        if tag == _NOTE:
            self._note(element, state)
        elif tag in _CALLS and (key := self.apart.called(element)):
            printed = words_of(element)
            note = self._known(key, self.apart.notes[key], printed)
            if printed and not (note.blocks and call_number(printed)):
                # Words that lead to the note.
                self._content(element, state)
            if note.blocks:
                self.words.call(note)
        elif tag in LINE_BREAKS and element.get("break") == "no":
            self.words.join()
        elif tag == _LB:
            self.words.put(" ", state.looks)
        elif name == "milestone":
            self._milestone(element, state)
        elif name == "gap":
            self.leave("gaps that the encoder marks", element)
        elif name in LEFT_OUT:
            self.leave(LEFT_OUT[name], element)
        elif name != "figDesc" and is_beside(element):
            if words_of(element):
                self.leave(BESIDE, element)
        elif tag == _LABEL and marks_item(element):
            self._without_item(state)
            self.label = words_of(element) + " "
        elif tag == _FIGURE:
            # A picture alone parts nothing.
            return not any(str(words).strip() for words in element.itertext())
        else:
            return False
        return True

    def _milestone(self, element: etree._Element, state: _TeiState) -> None:
        """A place at which the text is parted without a heading."""
        unit = (element.get("unit") or "").lower().replace("-", "")
        if unit == "paragraph":
            self._close(state)
        elif unit in _BREAKS and not element.get("n") and (above := element.getparent()) is not None and above.tag in STRUCTURE:
            self._close(state)
            self.found.append(DocumentBlock("break", "", within=state.within, line=marked_line(element)))

    def _phrase(self, element: etree._Element, tag: str, state: _TeiState) -> None:
        looks = self.looks.of_element(element)
        target = element.get("target") or ""
        if tag == TEI + "ref" and re.match(r"https?:", target):
            looks = (*looks, ("link", target))
        if state.kind == "head" and tag == TEI + "title":
            # In a heading it says which part is the title, not how it looks.
            looks = tuple((look, "") for look in self.looks.said(element))
        if tag in _KINDS or tag in _CONTAINERS or tag in _SPACES:
            # A paragraph in a cell.
            self.words.put(" ", state.looks)
        inner = replace(state, looks=(*state.looks, *(look for look in looks if look not in state.looks)))
        self._content(element, inner)
        if tag in _KINDS or tag in _CONTAINERS or tag in _SPACES:
            self.words.put(" ", state.looks)

    def _block(self, element: etree._Element, tag: str, state: _TeiState) -> None:
        if not runs_in(element):
            self._close(state)
        inner = self._inner(element, tag, state)
        if tag in DIVISIONS and element in self.numbered and not is_headed(element):
            self._begin_division(element, inner)
        if tag == _LIST:
            self.counts.append(0)
        if tag == TEI + "table":
            self.rows.append(0)
        elif tag == TEI + "row" and self.rows:
            self.rows[-1] += 1
        if tag in (_ITEM, _CAST):
            self.opened = True
            self._item(element, tag)
        if tag == _SP:
            self.speaker = ""
        self.line = self.line or (marked_line(element) if tag in _KINDS else 0)
        self._content(element, inner)
        if not is_run_in(element):
            self._close(inner)
        if tag == _SP:
            self.speaker = ""
        if tag in (_LIST, _ITEM):
            self._without_item(inner)
        if tag == _LIST:
            self.counts.pop()
        elif tag == TEI + "table":
            self.rows.pop()

    def _without_item(self, state: _TeiState) -> None:
        """A mark that no item has followed is an item."""
        label, self.label = self.label.strip(), ""
        if label and label not in ("•", "–"):
            self.found.append(DocumentBlock("item", label, within=state.within, gap=1, role=state.role))

    def _begin_division(self, element: etree._Element, state: _TeiState) -> None:
        """Say the number of a division that has no heading of its own."""
        level = max(1, min(6, depth(element) + 1))
        head = DocumentBlock("head", "", level, within=state.within, line=marked_line(element), gap=1, role=state.role)
        self.found.append(replace(head, stated=(element.get("n") or "").strip(), division=division_type(element)))

    # --- What holds within an element ---------------------------------------------------------------------------------------

    def _inner(self, element: etree._Element, tag: str, state: _TeiState) -> _TeiState:
        kind = _KINDS.get(tag, _OPENINGS.get(tag, "p" if tag in _CONTAINERS else state.kind))
        if tag in (TEI + "p", TEI + "ab") and state.kind in _LENT:
            kind = state.kind
        if tag == TEI + "opener" and any(child.tag in _DATED for child in element):
            kind = "dateline"
        elif tag == _STAGE:
            kind = "stage"
        elif tag == TEI + "ab" and element.get("type", "") in _TYPES:
            kind = _TYPES[element.get("type", "")]
        elif tag == _FIGURE or (tag == _HEAD and parent_tag(element) in (_FIGURE, TEI + "table")):
            kind = "caption"
        centred = is_centred(element) or (state.centred and tag in _KINDS)
        within, role = surroundings(element, tag, state.within), role_of(element, tag, state.role)
        inner = _TeiState(within, kind, role=role, looks=state.looks, centred=centred, cell=tag == _CELL)
        if kind == "head":
            inner = self._heading(element, inner)
        else:
            looks = (*self.looks.foreign(element), *((look, "") for look in self.looks.said(element) if tag != _STAGE))
            inner = replace(inner, looks=(*state.looks, *(look for look in looks if look not in state.looks)))
        if tag == _L:
            # Verses of one stanza follow each other without a gap.
            goes_on = self.stanza is element.getparent() and bool(self.found) and self.found[-1].kind == "l"
            self.stanza = element.getparent()
            part = (element.get("part") or "").upper()
            inner = replace(inner, n=element.get("n") or "", gap=0 if goes_on else 1, part=part if part in ("I", "M", "F") else "")
        return inner

    def _heading(self, element: etree._Element, state: _TeiState) -> _TeiState:
        """A heading: its level, and the number of its division, which the first heading says."""
        above = element.getparent()
        level = depth(element)
        first = above is not self.headed
        self.headed = above
        if not first:
            return replace(state, level=max(1, min(6, level + 1)))
        stated = ("", "")
        if above is not None and above in self.numbered:
            stated = ((above.get("n") or "").strip(), division_type(above))
        return replace(state, level=max(1, min(6, level)), stated=stated)

    def _item(self, element: etree._Element, tag: str) -> None:
        """The mark of a list item, where the document gives none."""
        above = element.getparent()
        if self.counts:
            self.counts[-1] += 1
        if self.label or tag == _CAST or above is None or any(child.tag == _LABEL for child in element):
            return
        form = f"{above.get('rend', '')} {above.get('type', '')}"
        if re.search(r"number|ordered", form) and not form.strip().startswith("un"):
            self.label = f"{element.get('n', self.counts[-1] if self.counts else 1)}. "
        elif "dash" in form:
            self.label = "– "
        elif not re.search(r"plain|simple|none", form):
            self.label = "• "

    # --- Notes --------------------------------------------------------------------------------------------------------------

    def _note(self, element: etree._Element, state: _TeiState) -> None:
        """A note at its place, which calls it; one that stands apart is called from elsewhere."""
        key = self.apart.keys.get(element)
        if key is not None:
            return
        note = self._known(f" {len(self.notes)}", element, "")
        if not note.blocks:
            return
        among = parent_tag(element) in STRUCTURE and not self.words.length
        if not among or not self.found:
            self.line = self.line or marked_line(element)
            self.words.call(note)
        elif "backmatter" in state.role:
            # It stands among notes, and nothing calls it.
            self._uncalled(note, state)
        else:
            self._between((NoteCall(0, note),))

    def _uncalled(self, note: DocumentNote, state: _TeiState) -> None:
        """Set a note that nothing calls as blocks, with its number."""
        within: tuple[Surrounding, ...] = ("endnotes", *state.within)
        blocks = [replace(block, within=(*within, *block.within[1:]), role=state.role) for block in note.blocks]
        self.found += [replace(blocks[0], label=f"{note.n} {blocks[0].label}"), *blocks[1:]]

    def _known(self, key: str, element: etree._Element, printed: str) -> DocumentNote:
        """The note of a key, read when it is first called. `printed`: the words of its call."""
        if key not in self.notes:
            n = element.get("n") or call_number(printed) or str(len(self.notes) + 1)
            # A note that calls itself, or one that calls it, finds it without words.
            self.notes[key] = DocumentNote(n, (), marked_line(element))
            walk = _TeiBlocks(self.root, self.looks, self.apart, self.numbered)
            walk.left, walk.control, walk.notes = self.left, self.control, self.notes
            state = _TeiState(within=("note",), looks=self.looks.foreign(element))
            walk._content(element, state)
            walk._close(state, last=True)
            self.notes[key] = DocumentNote(n, walk.blocks(), marked_line(element))
        return self.notes[key]

    # --- Blocks -------------------------------------------------------------------------------------------------------------

    def _close(self, state: _TeiState, *, last: bool = False) -> None:
        """End the block that is open, if it has words. `last`: no other comes."""
        paragraph, self.words = self.words.taken(), _TeiText()
        line, self.line = self.line, 0
        if not paragraph.text and not (last and paragraph.notes and not self.found):
            self._between(paragraph.notes)
            return
        label, self.label = self.label, ""
        kind, within = state.kind, state.within
        if kind == "item":
            # What follows the first paragraph of an item is a paragraph.
            kind, self.opened = "item" if self.opened or label else "p", False
        if kind == "l" and "stanza" not in within:
            within = (*within, "stanza")
        if kind == "speaker":
            self.speaker = paragraph.text
        level = state.level if kind == "head" else 0
        speaker = self.speaker if "speech" in within else ""
        block = DocumentBlock(kind, paragraph.text, level, paragraph.inline, paragraph.notes, within, line or None, gap=state.gap)
        block = replace(block, centred=state.centred, label=label, speaker=speaker, n=state.n, part=state.part, role=state.role)
        row = self.rows[-1] if kind == "cell" and self.rows else 0
        block = replace(block, stated=state.stated[0], division=state.stated[1], row=row)
        if kind == "p" and is_ornament(paragraph.text) and not paragraph.notes:
            block = replace(block, kind="break", text="", inline=())
        self.found.append(block)

    def _between(self, calls: Sequence[NoteCall]) -> None:
        """Hang notes that stand between two blocks on the one before; without one they wait for the first."""
        if calls and self.found:
            before = self.found[-1]
            moved = (NoteCall(len(before.text), call.note) for call in calls)
            self.found[-1] = replace(before, notes=(*before.notes, *moved))
        elif calls:
            self.words.notes += calls
