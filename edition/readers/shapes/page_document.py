"""Turn pages of HTML, saved or packed in an EPUB, into a document: headings, paragraphs, verses, looks, notes that links call."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from edition.model.documents import (
    VERSE_NUMBERS,
    Document,
    DocumentBlock,
    DocumentBlockKind,
    DocumentNote,
    Furniture,
    InlineRange,
    Look,
    NoteCall,
    Surrounding,
)
from edition.readers.block_parts import before_space, cut, part_of, split, without_space
from edition.readers.containers import local_name, source_line
from edition.readers.ornaments import is_ornament
from edition.readers.passage_words import call_number
from edition.readers.printed_lines import LONGEST_VERSE
from edition.readers.shapes.page_initials import is_hidden_initial, pictured_initial
from edition.readers.shapes.page_markup import (
    BLOCKS,
    PAGE,
    SILENT,
    HtmlPage,
    PageLinks,
    in_brackets,
    is_back,
    names_source,
    says_beside,
    says_page,
    text_of,
    text_root,
    without_page,
)
from edition.readers.shapes.page_styles import PagePlace, PageStyles
from edition.readers.shapes.table_grid import NO_CELL, CellPlace, TableGrid, cell_of
from edition.readers.shapes.verse_texts import is_broken_prose
from edition.readers.verse_numbers import numbered_verses

if TYPE_CHECKING:
    from lxml import etree

# What is shown when one points at a word. It is no word of the line.
_TOOLTIP = re.compile(r"(?<![\w-])tooltip-?(?:text|content)(?![\w-])", re.IGNORECASE)
# A page of the print that says so itself.
_PRINTED_PAGE = re.compile(r"\s*\[\s*(?:pg|page)\b\.?\s*(?:\d{1,4}|[ivxlc]{1,7})\s*\]\s*", re.IGNORECASE)
# How pages name the number beside a verse, in class.
_VERSE_NUMBER = re.compile(r"(?<![\w-])(?:line|verse|v|l)?[-_]?(?:num|number|nr|no|ln|lineno)s?(?![\w-])", re.IGNORECASE)


def _without_number(blocks: list[DocumentBlock], n: str) -> tuple[DocumentBlock, ...]:
    """The blocks of a note without its number, and without the brackets that stood round a link back and round the note."""
    # No word begins with a sign: no space need follow it.
    ends = r"\s+|$|(?<=[\])}.:])" if n[:1].isalnum() else r"\s*"
    printed = rf"[\[({{]?{re.escape(n)}[\])}}]?[.:]?(?:{ends})(?P<back>\(\s*\)\s*)?"
    number = re.match(printed, blocks[0].text) if blocks and n else None
    if not number:
        return tuple(blocks)
    blocks[0] = cut(blocks[0], number.end())
    blocks = [block for block in blocks if block.text]
    if number["back"] and blocks and blocks[0].text[0] == "[" and blocks[-1].text.endswith("]"):
        blocks[-1] = part_of(blocks[-1], 0, len(blocks[-1].text) - 1)
        blocks[0] = cut(blocks[0], 1)
    if len(blocks) == 1 and blocks[0].kind == "l" and blocks[0].rows == 2:
        # The number stood on a line of its own.
        blocks[0] = replace(blocks[0], kind="p", within=tuple(one for one in blocks[0].within if one != "stanza"))
    return tuple(block for block in blocks if block.text)


def document_of_pages(pages: Sequence[HtmlPage], file: str, reader: str) -> Document:
    """Turn pages into a document, one after the other."""
    links = PageLinks(pages, file)
    walk_of = _DocumentWalk(links, {})
    notes = {key: walk_of.note(holder, links.notes[key]) for holder, key in links.holders.items()}
    blocks: list[DocumentBlock] = []
    furniture: list[Furniture] = []
    for page in pages:
        walk = _DocumentWalk(links, notes)
        walk.styles = PageStyles.of(page.root)
        root = page.root
        walk.walk(root, text_root(root))
        furniture += (replace(one, before=one.before + len(blocks)) for one in walk.furniture)
        blocks += _without_heads_of_notes(walk.found, walk.held)
    furniture += (replace(one, before=len(blocks)) for one in walk_of.furniture)
    return Document(file, reader, blocks=tuple(blocks), furniture=tuple(furniture))


def _without_heads_of_notes(blocks: Sequence[DocumentBlock], held: Sequence[int]) -> Iterator[DocumentBlock]:
    """The blocks of a page; headings under which nothing but notes stood are within endnotes.

    `held`: the indexes of the blocks before which notes stood.
    """
    notes = sorted({*held})
    begun = 0
    for index, block in enumerate(blocks):
        if block.kind not in ("head", "break"):
            yield from (*blocks[begun:index], block)
            begun = index + 1
            continue
        last = index + 1 == len(blocks)
        if not last and blocks[index + 1].kind in ("head", "break"):
            continue
        # Of a run of headings those are of notes after which notes stood, and then the next heading or the end.
        end = index + 1 + last
        limit = notes[at - 1] if (at := bisect_left(notes, end)) else 0
        for place in range(begun, index + 1):
            head = blocks[place]
            yield replace(head, within=(*head.within, "endnotes")) if place < limit and head.text else head
        begun = index + 1


@dataclass(slots=True)
class _BlockWords:
    """The words of a block as they are put together: white space made single, looks, calls, and where lines break."""

    inline: list[InlineRange] = field(default_factory=list)
    notes: list[NoteCall] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    # Those of verses, with how many lines have ended before each.
    numbers: list[tuple[int, str]] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    length: int = 0
    spaced: bool = True
    # The letter that a picture before the first words stands for.
    lead: str = ""

    def put(self, text: str) -> None:
        text = re.sub(r"\s+", " ", text)
        if self.spaced:
            text = text.lstrip(" ")
        if text:
            text, self.lead = self.lead + text, ""
            self.parts.append(text)
            self.length += len(text)
            self.spaced = text.endswith(" ")

    def take_back(self, count: int) -> None:
        """Take out the last letters, which one call of `put` has put."""
        self.parts[-1] = self.parts[-1][: len(self.parts[-1]) - count]
        self.length -= count
        self.spaced = not self.length or self.parts[-1].endswith(" ")

    @property
    def is_empty_line(self) -> bool:
        """Whether nothing has been put since the last line began."""
        return not self.length or (bool(self.breaks) and self.breaks[-1] + 1 >= self.length)

    def line(self) -> None:
        if self.spaced and self.parts:
            self.parts[-1] = self.parts[-1][:-1]
            self.length -= 1
        self.breaks.append(self.length)
        self.parts.append(" ")
        self.length += 1
        self.spaced = True


@dataclass(slots=True)
class _OpenElement:
    """An element that has begun: what holds in it, its looks, and how many letters and calls stood before it.

    `apart`: nothing of what it holds is running text. `block`: it stands on lines of its own.
    """

    name: str
    place: PagePlace
    apart: bool = False
    block: bool = False
    looks: tuple[tuple[Look, str], ...] = ()
    begins: int = 0
    called: int = 0


@dataclass(slots=True)
class _DocumentWalk:
    """Pages on their way into blocks."""

    links: PageLinks
    notes: Mapping[str, DocumentNote]
    styles: PageStyles = field(default_factory=PageStyles)
    words: _BlockWords = field(default_factory=_BlockWords)
    found: list[DocumentBlock] = field(default_factory=list)
    label: str = ""
    line: int | None = None
    counts: list[int] = field(default_factory=list)
    grids: list[TableGrid] = field(default_factory=list)
    cells: list[CellPlace] = field(default_factory=list)
    back: str = ""
    # How many blocks stood before each note that was left out, and notes from the margin that wait for the text beside them.
    held: list[int] = field(default_factory=list)
    beside: list[DocumentNote] = field(default_factory=list)
    furniture: list[Furniture] = field(default_factory=list)
    bare: dict[etree._Element, bool] = field(default_factory=dict)
    # The elements with a look that are open, and whether an empty line parts the block that is open from the one before it.
    looking: list[_OpenElement] = field(default_factory=list)
    parted: bool = False
    stanza: etree._Element | None = None

    def walk(self, root: etree._Element, text: etree._Element) -> None:
        """Walk a page; what stands around `text`, its article, is navigation."""
        outside: tuple[Surrounding, ...] = () if text is root else ("navigation",)
        self._element(root, PagePlace(within=outside), text)
        self._close(PagePlace())
        if self.beside and self.found:
            # Nothing came after them.
            last = self.found[-1]
            calls = (NoteCall(len(last.text), note) for note in self.beside)
            self.found[-1] = replace(last, notes=(*last.notes, *calls))

    def note(self, holder: etree._Element, n: str) -> DocumentNote:
        """The note that an element holds, without its number and the link back."""
        walk = _DocumentWalk(self.links, {}, self.styles, back=n, furniture=self.furniture)
        state = PagePlace(within=("note",))
        walk._element(holder, state, holder, whole=False)
        walk._close(state)
        for further in self.links.further.get(holder, ()):
            walk._element(further, state, holder)
            walk._close(state)
        return DocumentNote(n, _without_number([block for block in walk.found if block.text], n), source_line(holder))

    # --- Elements ---------------------------------------------------------------------------------------------------------

    def _begin(self, element: etree._Element, around: PagePlace, text: etree._Element) -> _OpenElement:
        """Begin an element; its content is walked next, unless it is `apart`."""
        name = local_name(element)
        if element is text:
            around = replace(around, within=())
        called = len(self.words.notes)
        if self._apart(element, name):
            return _OpenElement(name, around, apart=True, called=called)
        if not self.back and "note" not in around.within and says_beside(element):
            self._take_beside(element)
            return _OpenElement(name, around, apart=True, called=called)
        place = self.styles.place_in(element, name, around)
        block = name in BLOCKS or (name == "cite" and names_source(element))
        if block:
            self._close(around)
        if name == "hr":
            self.found.append(DocumentBlock("break", "", within=around.within, line=source_line(element)))
        elif name == "br":
            self._break(around)
        elif name in ("ol", "ul"):
            start = element.get("start", "1")
            self.counts.append(int(start) if re.fullmatch(r"-?\d{1,6}", start) else 1)
        elif name == "li":
            self.label = self._label(element)
        elif name == "table":
            self.grids.append(TableGrid())
        elif name == "tr" and self.grids:
            self.grids[-1].begin_row()
        elif name in ("td", "th"):
            self.cells.append(cell_of(element, self.grids))
        elif name == "img" and not self.words.length and (letter := pictured_initial(element)):
            self.words.lead = letter
        elif name == "img" and not around.level and not self.words.length:
            self._picture(element, around)
        elif name == "p" and self.stanza is not None and not text_of(element):
            self.stanza = None
        looks = () if block else tuple(self.styles.looks_of(element, name))
        opened = _OpenElement(name, place, block=block, looks=looks, begins=self.words.length, called=called)
        if looks:
            self.looking.append(opened)
        return opened

    def _end(self, opened: _OpenElement) -> None:
        if opened.apart:
            return
        if opened.looks:
            self.looking.pop()
            self._look(opened)
        if opened.block:
            self._close(opened.place)
        if opened.name in ("ol", "ul"):
            self.counts.pop()
        elif opened.name == "table":
            self.grids.pop()
        elif opened.name in ("td", "th"):
            self.cells.pop()

    def _look(self, opened: _OpenElement) -> None:
        """Give what an element holds of the open block its looks."""
        for look, value in opened.looks:
            if self.words.length > opened.begins:
                self.words.inline.append(InlineRange(opened.begins, self.words.length, look, value))
        opened.begins = 0

    def _follow(self, element: etree._Element, opened: _OpenElement, around: PagePlace) -> None:
        """Take what follows an element in the one around it."""
        tail = element.tail
        if opened.called < len(self.words.notes) and in_brackets(element):
            # The brackets are those of the call.
            self.words.take_back(1)
            self.words.notes[-1] = replace(self.words.notes[-1], offset=self.words.length)
            tail = tail[1:] if tail else tail
        self._put(element, tail, around)

    def _element(self, top: etree._Element, place: PagePlace, text: etree._Element, *, whole: bool = True) -> None:
        """Walk an element and all in it; not `whole`: what is in it alone. No function calls itself, for pages may be deep."""
        from lxml import etree

        opened: list[_OpenElement] = []
        walk = etree.iterwalk(top, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            around = opened[-1].place if opened else place
            if event == "start":
                begun = self._begin(element, around, text) if whole or opened else _OpenElement("", place)
                opened.append(begun)
                if begun.apart:
                    walk.skip_subtree()
                else:
                    self._put(element, element.text, begun.place)
            elif event == "end":
                ended = opened.pop()
                self._end(ended)
                if opened:
                    self._follow(element, ended, opened[-1].place)
            elif opened:
                self._put(element, element.tail, around)

    def _put(self, element: etree._Element, text: str | None, state: PagePlace) -> None:
        if not text:
            return
        if self.line is None and text.strip():
            self.line = source_line(element)
        if state.kind != "pre":
            self.words.put(text)
            return
        # Lines are the writer's own here; an empty one parts blocks.
        first, *rest = text.split("\n")
        self.words.put(first)
        for row in rest:
            if self.words.is_empty_line:
                self._close(state)
            else:
                self.words.line()
            self.words.put(row)

    def _label(self, element: etree._Element) -> str:
        parent = element.getparent()
        if parent is None or local_name(parent) != "ol" or not self.counts:
            return "• "
        value = element.get("value", "")
        number = int(value) if re.fullmatch(r"-?\d{1,6}", value) else self.counts[-1]
        self.counts[-1] = number + 1
        return f"{number}. "

    def _apart(self, element: etree._Element, name: str) -> bool:
        """Whether an element is no running text: a note hung elsewhere, a call, the number of a page or verse, something silent."""
        if not self.back and element in self.links.of_notes:
            self.held.append(len(self.found) + bool(self.words.length))
            return True
        if name in SILENT:
            return True
        if (self.styles.hides(element) and not is_hidden_initial(element)) or _TOOLTIP.search(element.get("class") or ""):
            self._set_beside(element, "what is hidden")
            return True
        if element in self.links.to_contents:
            self._set_beside(element, "menus")
            return True
        beside = self.styles.number_beside(element)
        by_name = beside != "page" and _VERSE_NUMBER.search(element.get("class") or "")
        if (by_name or beside == "verse") and (number := text_of(element)).isdigit():
            self.words.numbers.append((len(self.words.breaks), number))
            self._set_beside(element, VERSE_NUMBERS)
            return True
        page = beside == "page" or says_page(element)
        page = page or (not len(element) and _PRINTED_PAGE.fullmatch(element.text or "") is not None)
        printed = without_page(element) if name in ("a", "sup") else text_of(element) if page else ""
        if page and PAGE.fullmatch(printed):
            self._set_beside(element, "page numbers")
            return True
        if (
            self.back
            and name == "a"
            and "#" in (element.get("href") or "")
            and is_back(element, "" if self.words.length else self.back)
        ):
            return True
        if name not in ("a", "sup"):
            return False
        link = element if name == "a" else next((a for a in element.iter("{*}a") if a in self.links.calls), None)
        if link is not None and link in self.links.calls and call_number(printed):
            note = self.notes.get(self.links.calls[link])
            if note is not None:
                self.words.notes.append(NoteCall(self.words.length, note))
            return True
        return False

    def _set_beside(self, element: etree._Element, part: str) -> None:
        """Keep the words of an element that no reader of the text wants."""
        if words := text_of(element):
            self.furniture.append(Furniture(source_line(element), words, part, len(self.found)))

    def _break(self, around: PagePlace) -> None:
        """End a line; two breaks in a row part blocks."""
        if not self.words.is_empty_line:
            self.words.line()
        elif self.words.length:
            self._close(around)
            self.parted = True

    def _picture(self, element: etree._Element, around: PagePlace) -> None:
        """Add a picture that stands by itself, with what the page says that it shows. A single letter is an initial."""
        shown = " ".join((element.get("alt") or "").split())
        if len(shown) > 1 and self._holds_no_text(element):
            figure = DocumentBlock("figure", "", within=around.within, line=source_line(element), gap=1, description=shown)
            self.found.append(figure)

    def _holds_no_text(self, element: etree._Element) -> bool:
        """Whether a picture stands among blocks, or in one that has no words of its own."""
        above = element.getparent()
        while above is not None:
            bare = self.bare.get(above)
            if bare is None:
                bare = not any((text or "").strip() for text in (above.text, *(child.tail for child in above)))
                self.bare[above] = bare
            if not bare or local_name(above) in BLOCKS:
                return bare
            above = above.getparent()
        return True

    def _take_beside(self, element: etree._Element) -> None:
        """Hang a note that stands in the margin where it stands."""
        note = self.note(element, "")
        if note.blocks and self.words.length:
            self.words.notes.append(NoteCall(self.words.length, note))
        elif note.blocks:
            self.beside.append(note)

    # --- Blocks -----------------------------------------------------------------------------------------------------------

    def _close(self, state: PagePlace) -> None:
        """End the block that is open, if it has words."""
        for opened in self.looking:
            self._look(opened)
        words, self.words = self.words, _BlockWords(lead=self.words.lead)
        goes_on, self.parted = self.parted or state.kind == "pre", False
        stripped = "".join(words.parts).rstrip()
        line, self.line = self.line, None
        if not stripped and not words.notes:
            return
        label, self.label = self.label, ""
        limit = len(stripped)
        inline = tuple(
            replace(one, end=end) for one in sorted(words.inline, key=lambda one: (one.start, -one.end))
            if (end := without_space(stripped, one.start, min(one.end, limit))) > one.start
        )  # fmt: skip
        words.notes[:0] = [NoteCall(0, note) for note in self.beside if stripped]
        self.beside = [] if stripped else self.beside
        notes = tuple(NoteCall(before_space(stripped, min(call.offset, limit)), call.note) for call in words.notes)
        kind: DocumentBlockKind = "head" if state.level else "item" if label else state.kind
        if kind in ("p", "pre") and not words.notes and is_ornament(stripped):
            within = tuple(one for one in state.within if kind == "p" or one != "quotation")
            # Rows of signs in one `pre` are one break.
            if not (goes_on and self.found and self.found[-1].kind == "break"):
                self.found.append(DocumentBlock("break", "", within=within, line=line, gap=1))
            return
        cell = self.cells[-1] if self.cells else NO_CELL
        breaks = [at for at in words.breaks if 0 < at < limit]
        # Each block stands apart as a paragraph of a text does; the lines of one follow each other without a gap.
        block = DocumentBlock(
            "p" if kind == "pre" else kind, stripped, state.level, inline, notes, state.within, line, gap=1, rows=len(breaks) + 1,
            centred=state.centred, label=label, role=state.role, row=cell.row, column=cell.column, columns=cell.columns,
        )  # fmt: skip
        spoken = block.kind == "cell" and "stanza" in state.within
        if breaks and (spoken or (block.kind == "p" and ("stanza" in state.within or self._is_verse(stripped, breaks, state)))):
            within = state.within if "stanza" in state.within else (*state.within, "stanza")
            lines = numbered_verses([replace(one, kind="l", within=within) for one in split(block, breaks)], words.numbers)
            self.found += [replace(line, gap=0 if at else 1) for at, line in enumerate(lines)]
        elif block.kind == "p" and ("stanza" in state.within or (goes_on and self._follows_verse(breaks))):
            # The lines of one stanza may be a paragraph each; an empty one parts stanzas.
            goes_on = state.stanza is not None and state.stanza is self.stanza and self.found[-1].kind == "l"
            self.found.append(replace(block, kind="l", gap=0 if goes_on else 1, n=words.numbers[0][1] if words.numbers else ""))
            self.stanza = state.stanza
        else:
            self.found.append(replace(block, starts=tuple(at + 1 for at in breaks)))

    def _follows_verse(self, breaks: Sequence[int]) -> bool:
        """Whether what stands after a verse is one too, which may be turned over once."""
        return bool(self.found) and self.found[-1].kind == "l" and len(breaks) < 2

    def _is_verse(self, text: str, breaks: Sequence[int], state: PagePlace) -> bool:
        lines = [text[start:end] for start, end in pairwise([0, *breaks, len(text)])]
        if state.kind == "pre" and is_broken_prose(lines):
            return False
        return max(map(len, lines)) <= LONGEST_VERSE and "licence" not in state.within and not state.level
