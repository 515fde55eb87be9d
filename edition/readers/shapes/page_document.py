"""Turn pages of HTML, saved or packed in an EPUB, into a document: headings, paragraphs, verses, looks, notes that links call."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from edition.model.documents import (
    Document,
    DocumentBlock,
    DocumentBlockKind,
    DocumentNote,
    InlineRange,
    Look,
    NoteCall,
    Surrounding,
)
from edition.readers.block_parts import before_space, cut, part_of, split, without_space
from edition.readers.containers import local_name, source_line
from edition.readers.passage_words import call_number
from edition.readers.shapes.page_markup import (
    BLOCKS,
    HEADINGS,
    PAGE,
    SILENT,
    HtmlPage,
    PageLinks,
    in_brackets,
    is_back,
    page_says,
    says_page,
    text_of,
    text_root,
    without_page,
)

if TYPE_CHECKING:
    from lxml import etree

_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LOOKS: dict[str, Look] = {
    "i": "italic", "em": "italic", "cite": "italic", "dfn": "italic", "var": "italic", "b": "bold", "strong": "bold", "sup": "sup",
    "sub": "sub", "u": "underline", "ins": "underline", "s": "strike", "strike": "strike", "del": "strike",
}  # fmt: skip
# What a style sheet says of a look.
_DECLARED: tuple[tuple[re.Pattern[str], Look], ...] = (
    (re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE), "italic"),
    (re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE), "bold"),
    (re.compile(r"font-variant(?:-caps)?\s*:\s*(?:all-)?small-caps", re.IGNORECASE), "small-caps"),
    (re.compile(r"text-decoration[\w-]*\s*:\s*underline", re.IGNORECASE), "underline"),
)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CLASS = re.compile(r"(?:^|[\s,>])([\w-]*)\.([\w-]+)\s*$")
# Names by which pages say what a block is, in class, role and epub:type.
_WITHIN: tuple[tuple[re.Pattern[str], Surrounding], ...] = (
    (re.compile(r"(?<![\w-])(?:poem|poetry|verse|stanza|z3998:(?:poem|verse|song|hymn))(?![\w-])", re.IGNORECASE), "stanza"),
    (re.compile(r"(?<![\w-])epigraph", re.IGNORECASE), "epigraph"),
    (re.compile(r"(?<![\w-])(?:letter|z3998:letter)(?![\w-])", re.IGNORECASE), "letter"),
    (re.compile(r"(?<![\w-])(?:blockquot\w*|quotation|extract)(?![\w-])", re.IGNORECASE), "quotation"),
    (re.compile(r"(?<![\w-])(?:footnotes?|endnotes?|rearnotes?|doc-endnotes?)(?![\w-])", re.IGNORECASE), "endnotes"),
    (re.compile(r"(?<![\w-])(?:titlepage|halftitlepage|title-page)(?![\w-])", re.IGNORECASE), "title-page"),
    (re.compile(r"(?<![\w-])(?:toc|contents|landmarks|page-list)(?![\w-])", re.IGNORECASE), "navigation"),
    (re.compile(r"(?<![\w-])(?:pg-boilerplate|pgheader|pgfooter|licen[cs]e)(?![\w-])", re.IGNORECASE), "licence"),
)
_TAGS: dict[str, Surrounding] = {
    "blockquote": "quotation", "table": "table", "tr": "row", "ul": "list", "ol": "list", "dl": "list", "nav": "navigation",
    "aside": "aside",
}  # fmt: skip
_KINDS: dict[str, DocumentBlockKind] = {
    "td": "cell", "th": "cell", "li": "item", "dt": "item", "dd": "item", "figcaption": "caption", "pre": "pre",
}  # fmt: skip
_BESIDE = re.compile(r"(?<![\w-])(?:side-?notes?|margin-?notes?|marginalia|tooltip-?(?:text|content))(?![\w-])", re.IGNORECASE)
# A page of the print that says so itself.
_PRINTED_PAGE = re.compile(r"\s*\[\s*(?:pg|page)\b\.?\s*(?:\d{1,4}|[ivxlc]{1,7})\s*\]\s*", re.IGNORECASE)
# How pages name the number beside a verse, in class.
_VERSE_NUMBER = re.compile(r"(?<![\w-])(?:line|verse|v|l)?[-_]?(?:num|number|nr|no|ln|lineno)s?(?![\w-])", re.IGNORECASE)
# A line of verse is no longer than this; by eye, on the hexameters and fourteeners of a public library.
_LONGEST_VERSE = 110
# What is preformatted and longer than this, in words, is the text itself.
_LONGEST_QUOTATION = 600
# Lines of prose that is broken at a measure are at least this share of the longest; by eye, on licences of public libraries.
_FULL = 0.75
# and no measure of prose is narrower than this, in characters.
_MEASURE = 58


def _without_number(blocks: list[DocumentBlock], n: str) -> tuple[DocumentBlock, ...]:
    """The blocks of a note without its number, and without the brackets that stood round a link back and round the note."""
    printed = rf"[\[({{]?{re.escape(n)}[\])}}]?[.:]?(?:\s+|$|(?<=[\])}}.:]))(?P<back>\(\s*\)\s*)?"
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


def _says_beside(element: etree._Element) -> bool:
    """Whether the class of an element says that it stands in the margin, or is shown when one points at a word."""
    return bool(_BESIDE.search(element.get("class") or "")) and bool(text_of(element))


def document_of_pages(pages: Sequence[HtmlPage], file: str, reader: str) -> Document:
    """Turn pages into a document, one after the other."""
    links = PageLinks(pages, file)
    walk_of = _DocumentWalk(links, {})
    notes = {key: walk_of.note(holder, links.notes[key].n) for holder, key in links.holders.items()}
    blocks: list[DocumentBlock] = []
    for page in pages:
        walk = _DocumentWalk(links, notes)
        walk.sheet = _Sheet.of(page.root)
        root = page.root
        walk.walk(root, text_root(root))
        blocks += _without_heads_of_notes(walk.found, walk.held)
    return Document(file, reader, blocks=tuple(blocks))


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


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What the style sheets of a page say of its classes."""

    looks: Mapping[str, tuple[Look, ...]] = field(default_factory=dict)
    centred: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()

    @classmethod
    def of(cls, root: etree._Element) -> _Sheet:
        looks: dict[str, tuple[Look, ...]] = {}
        centred, hidden = set(), set()
        text = "".join("".join(map(str, style.itertext())) for style in root.iter("{*}style"))
        for found in _RULE.finditer(re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)):
            for selector in found[1].split(","):
                if not (named := _CLASS.search(" " + selector.strip())):
                    continue
                if said := tuple(look for pattern, look in _DECLARED if pattern.search(found[2])):
                    looks[named[2]] = said
                if _CENTRED.search(found[2]):
                    centred.add(named[2])
                if _HIDDEN.search(found[2]):
                    hidden.add(named[2])
        return cls(looks, frozenset(centred), frozenset(hidden))


@dataclass(slots=True)
class _BlockWords:
    """The words of a block as they are put together: white space made single, looks, calls, and where lines break."""

    inline: list[InlineRange] = field(default_factory=list)
    notes: list[NoteCall] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    numbers: list[tuple[int, str]] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    length: int = 0
    spaced: bool = True

    def put(self, text: str) -> None:
        text = re.sub(r"\s+", " ", text)
        if self.spaced:
            text = text.lstrip(" ")
        if text:
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


@dataclass(frozen=True, slots=True)
class _BlockState:
    """What holds at a place of a page."""

    within: tuple[Surrounding, ...] = ()
    level: int = 0
    role: str = ""
    centred: bool = False
    count: int | None = None
    kind: DocumentBlockKind = "p"


@dataclass(slots=True)
class _DocumentWalk:
    """Pages on their way into blocks."""

    links: PageLinks
    notes: Mapping[str, DocumentNote]
    sheet: _Sheet = field(default_factory=_Sheet)
    words: _BlockWords = field(default_factory=_BlockWords)
    found: list[DocumentBlock] = field(default_factory=list)
    label: str = ""
    line: int | None = None
    counts: list[int] = field(default_factory=list)
    back: str = ""
    # How many blocks stood before each note that was left out, and notes from the margin that wait for the text beside them.
    held: list[int] = field(default_factory=list)
    beside: list[DocumentNote] = field(default_factory=list)

    def walk(self, root: etree._Element, text: etree._Element) -> None:
        """Walk a page; what stands around `text`, its article, is navigation."""
        outside: tuple[Surrounding, ...] = () if text is root else ("navigation",)
        self._element(root, _BlockState(within=outside), text)
        self._close(_BlockState())
        if self.beside and self.found:
            # Nothing came after them.
            last = self.found[-1]
            calls = (NoteCall(len(last.text), note) for note in self.beside)
            self.found[-1] = replace(last, notes=(*last.notes, *calls))

    def note(self, holder: etree._Element, n: str) -> DocumentNote:
        """The note that an element holds, without its number and the link back."""
        walk = _DocumentWalk(self.links, {}, self.sheet, back=n)
        state = _BlockState(within=("note",))
        walk._content(holder, state, holder)
        walk._close(state)
        for further in self.links.further.get(holder, ()):
            walk._element(further, state, holder)
            walk._close(state)
        return DocumentNote(n, _without_number([block for block in walk.found if block.text], n), source_line(holder))

    # --- Elements ---------------------------------------------------------------------------------------------------------

    def _element(self, element: etree._Element, state: _BlockState, text: etree._Element) -> None:
        if not isinstance(element.tag, str):
            return
        name = local_name(element)
        if element is text:
            state = replace(state, within=())
        if self._apart(element, name):
            return
        if not self.back and "note" not in state.within and _says_beside(element):
            self._take_beside(element)
            return
        block = name in BLOCKS
        inner = self._inner(element, name, state)
        if block:
            self._close(state)
        if name == "hr":
            self.found.append(DocumentBlock("break", "", within=state.within, line=source_line(element)))
            return
        if name == "br":
            self.words.line()
            return
        if name in ("ol", "ul"):
            start = element.get("start", "1")
            self.counts.append(int(start) if re.fullmatch(r"-?\d{1,6}", start) else 1)
        if name == "li":
            self.label = self._label(element, state)
        looks = [] if block else self._looks(element, name)
        begins = self.words.length
        self._content(element, inner, text)
        for look, value in looks:
            if self.words.length > begins:
                self.words.inline.append(InlineRange(begins, self.words.length, look, value))
        if block:
            self._close(inner)
        if name in ("ol", "ul"):
            self.counts.pop()

    def _content(self, element: etree._Element, state: _BlockState, text: etree._Element) -> None:
        self._put(element, element.text, state)
        for child in element:
            called = len(self.words.notes)
            self._element(child, state, text)
            tail = child.tail
            if called < len(self.words.notes) and in_brackets(child):
                # The brackets are those of the call.
                self.words.take_back(1)
                self.words.notes[-1] = replace(self.words.notes[-1], offset=self.words.length)
                tail = tail[1:] if tail else tail
            self._put(child, tail, state)

    def _put(self, element: etree._Element, text: str | None, state: _BlockState) -> None:
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

    def _inner(self, element: etree._Element, name: str, state: _BlockState) -> _BlockState:
        said = " ".join(element.get(key) or "" for key in ("class", "role", _EPUB_TYPE, "epub:type"))
        within = state.within
        if name == "pre" and len((text_of(element)).split()) <= _LONGEST_QUOTATION:
            within = (*within, "quotation")
        elif found := _TAGS.get(name):
            within = (*within, found)
        elif name not in ("body", "html", "section", "article", "main"):
            within = (*within, *(what for pattern, what in _WITHIN if pattern.search(said) and what not in within))
        else:
            named = (
                what
                for pattern, what in _WITHIN
                if pattern.search(said) and what in ("title-page", "navigation", "endnotes", "licence")
            )
            within = (*within, *named)
        if what := page_says(element):
            within = (
                *within,
                "navigation" if what in ("menus", "forms", "dialogs", "what is hidden", "the page's head and foot") else "aside",
            )
        role = " ".join(
            filter(None, (state.role, element.get(_EPUB_TYPE) or element.get("epub:type") or element.get("role") or ""))
        )
        classes = (element.get("class") or "").split()
        centred = (
            state.centred
            or name == "center"
            or element.get("align") == "center"
            or bool(_CENTRED.search(element.get("style") or ""))
        )
        centred = centred or any(one in self.sheet.centred or re.fullmatch(r"cent(?:er|re)(?:ed)?|c", one) for one in classes)
        kind = _KINDS.get(name, state.kind)
        if name == "caption" or "caption" in classes:
            kind = "caption"
        elif kind == "p" and any(one.lower().startswith("argument") for one in classes):
            kind = "argument"
        return replace(state, within=within, level=HEADINGS.get(name, state.level), role=role, centred=centred, kind=kind)

    def _looks(self, element: etree._Element, name: str) -> list[tuple[Look, str]]:
        looks: list[tuple[Look, str]] = [(_LOOKS[name], "")] if name in _LOOKS else []
        style = element.get("style") or ""
        looks += [(look, "") for pattern, look in _DECLARED if pattern.search(style)]
        for one in (element.get("class") or "").split():
            looks += [(look, "") for look in self.sheet.looks.get(one, ())]
            if not self.sheet.looks.get(one) and re.fullmatch(r"smcap|small-?caps?|sc", one, re.IGNORECASE):
                looks.append(("small-caps", ""))
        if language := element.get(_LANG) or element.get("lang"):
            looks.append(("lang", language))
        href = element.get("href") or ""
        if name == "a" and re.match(r"https?:", href):
            looks.append(("link", href))
        return looks

    def _label(self, element: etree._Element, state: _BlockState) -> str:
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
        classes = (element.get("class") or "").split()
        hidden = (
            any(one in self.sheet.hidden for one in classes)
            or _HIDDEN.search(element.get("style") or "")
            or "hidden" in element.attrib
        )
        if name in SILENT or hidden:
            return True
        if _VERSE_NUMBER.search(" ".join(classes)) and (number := text_of(element).strip()).isdigit():
            self.words.numbers.append((self.words.length, number))
            return True
        page = says_page(element) or (not len(element) and _PRINTED_PAGE.fullmatch(element.text or "") is not None)
        printed = without_page(element) if name in ("a", "sup") else text_of(element) if page else ""
        if page and PAGE.fullmatch(printed):
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

    def _take_beside(self, element: etree._Element) -> None:
        """Hang a note that stands in the margin, or is shown when one points at a word, where it stands."""
        note = self.note(element, "")
        if note.blocks and self.words.length:
            self.words.notes.append(NoteCall(self.words.length, note))
        elif note.blocks:
            self.beside.append(note)

    # --- Blocks -----------------------------------------------------------------------------------------------------------

    def _close(self, state: _BlockState) -> None:
        """End the block that is open, if it has words."""
        words, self.words = self.words, _BlockWords()
        text = "".join(words.parts)
        stripped = text.rstrip()
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
        block = DocumentBlock(
            kind, stripped, state.level, inline, notes, state.within, line, centred=state.centred, label=label, role=state.role
        )
        breaks = [at for at in words.breaks if 0 < at < limit]
        # Each block stands apart as a paragraph of a text does; the lines of one follow each other without a gap.
        block = replace(block, kind="p" if block.kind == "pre" else block.kind, gap=1, rows=len(breaks) + 1)
        if breaks and block.kind == "p" and self._is_verse(stripped, breaks, state):
            within = state.within if "stanza" in state.within else (*state.within, "stanza")
            lines = _numbered([replace(one, kind="l", within=within) for one in split(block, breaks)], breaks, words.numbers)
            self.found += [replace(line, gap=0 if at else 1) for at, line in enumerate(lines)]
        elif block.kind == "p" and ("stanza" in state.within or self._ends_verse(state)):
            self.found.append(replace(block, kind="l", n=words.numbers[0][1] if words.numbers else ""))
        else:
            self.found.append(block)

    def _ends_verse(self, state: _BlockState) -> bool:
        """Whether a single line stands after verses in what is preformatted."""
        return state.kind == "pre" and bool(self.found) and self.found[-1].kind == "l"

    def _is_verse(self, text: str, breaks: Sequence[int], state: _BlockState) -> bool:
        if "stanza" in state.within:
            return True
        bounds = [0, *breaks, len(text)]
        lengths = [end - start for start, end in pairwise(bounds)]
        if state.kind == "pre" and len(lengths) > 1 and max(lengths) >= _MEASURE and min(lengths[:-1]) >= _FULL * max(lengths):
            # All lines but the last are full: prose that was broken at a measure.
            return False
        return max(lengths) <= _LONGEST_VERSE and "licence" not in state.within and not state.level


def _numbered(lines: Sequence[DocumentBlock], breaks: Sequence[int], numbers: Sequence[tuple[int, str]]) -> list[DocumentBlock]:
    """The lines of a block with the numbers that stand in them."""
    found = list(lines)
    for at, number in numbers:
        line = bisect_left(breaks, at)
        if line < len(found):
            found[line] = replace(found[line], n=number)
    return found
