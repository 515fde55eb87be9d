"""Turn a text of OpenDocument (ODT) into a document: headings as it counts them, lists, tables, looks, notes at their calls."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from edition.messages import Report
from edition.model import Locus
from edition.model.documents import Document, DocumentBlock, DocumentBlockKind, DocumentNote, Surrounding
from edition.readers.block_parts import cut
from edition.readers.shapes import Shape, Statement, UnknownFile
from edition.readers.shapes.block_stream import BlockStream, ParagraphPlace, StatedLanguages, standing_looks, with_boxes_read
from edition.readers.shapes.odt_numbering import ListCount, list_styles, number_of
from edition.readers.shapes.odt_package import DRAW, KIND, OFFICE, STYLE, TABLE, TEXT, XLINK, OdtPackage, is_odt
from edition.readers.shapes.odt_styles import OdtStyle, OdtStyles, TextLooks, paragraph_looks
from edition.readers.shapes.page_markup import text_of
from edition.readers.shapes.paragraph_words import ControlCharacters, ParagraphWords, ValuedLook
from edition.readers.shapes.table_grid import NO_CELL, CellPlace, TableGrid, whole_number

if TYPE_CHECKING:
    from lxml import etree

_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
# What is left out of the text, as messages call it.
_DELETED, _HIDDEN, _COMMENTS = "deleted text (tracked changes)", "hidden text", "comments"
_RUNNING = "running heads and feet"
_CONTENTS = frozenset(
    TEXT + name for name in ("table-of-content", "illustration-index", "table-index", "object-index", "user-index")
)
_INDEXES = {TEXT + "alphabetical-index": "index", TEXT + "bibliography": "bibliography"}
_CELLS = (TABLE + "table-cell", TABLE + "covered-table-cell")
# Elements within a paragraph that hold no words of it.
_SILENT = frozenset(TEXT + name for name in ("number", "script", "tracked-changes", "hidden-text", "hidden-paragraph"))


def _document(file: UnknownFile, report: Report) -> Document:
    return document_of_odt(file.raw, file.name, report)


def document_of_odt(raw: bytes, file: str, report: Report) -> Document:
    """Turn the bytes of an ODT into a document.

    Reports control characters (W106) and what is left out because it is not the text (I137). Raises TextError as opening the
    package does (E130, E132, E133, E135, E170, E171, E189, E402).
    """
    return _OdtText(OdtPackage(raw, file), report).document()


class _OdtText:
    """An ODT on its way into blocks: what the text and its notes have in common."""

    def __init__(self, package: OdtPackage, report: Report) -> None:
        self.package, self.report, self.file = package, report, package.file
        self.styles = OdtStyles(package.content, package.styles)
        self.lists = list_styles(package.content, package.styles)
        self.outline = ListCount(self.lists.get("", {}))
        self.counts: dict[str, ListCount] = {}
        self.left: Counter[str] = Counter()
        self.controls = ControlCharacters()
        self.languages = StatedLanguages()
        self.notes: dict[str, DocumentNote] = {}

    def document(self) -> Document:
        story = _OdtStory(self)
        story.walk(self.package.body)
        if self.package.styles is not None:
            for page in self.package.styles.iter(STYLE + "master-page"):
                self.left[_RUNNING] += sum(letters(part) for part in page)
        for part, count in sorted(self.left.items()):
            if count:
                self.report.add("I137", Locus(self.file), part=part, count=count)
        self.controls.tell(self.file, self.report)
        main = self.languages.main
        stated = main if main and main != self.styles.language else ""
        blocks = self.languages.marked(with_boxes_read(story.stream.blocks()))
        return Document(self.file, "odt", language=stated, blocks=tuple(blocks), counted="paragraph")

    def count_of(self, element: etree._Element, style: str) -> ListCount:
        """The count that a list goes on with, or a new one."""
        goes_on = element.get(f"{TEXT}continue-list") or (element.get(f"{TEXT}continue-numbering") == "true" and style) or ""
        count = self.counts.get(goes_on) or ListCount(self.lists.get(style, {}))
        for name in (style, element.get(_XML_ID) or element.get(f"{TEXT}id") or ""):
            if name:
                self.counts[name] = count
        return count


@dataclass(slots=True)
class _ListPlace:
    """A list that the walk is in: its style, its level from 1, its count, and whether the item has its number still to come."""

    style: str
    level: int
    count: ListCount
    waits: bool = False
    start: int | None = None


@dataclass(slots=True)
class _OdtPlace:
    """Where a walk through blocks is: the elements still to come, what they stand in, what their paragraphs are."""

    rest: Iterator[etree._Element]
    within: tuple[Surrounding, ...]
    kind: DocumentBlockKind = "p"
    role: str = ""
    listed: _ListPlace | None = None
    grid: TableGrid | None = None
    cell: CellPlace = NO_CELL


@dataclass(slots=True)
class _SpanLooks:
    """What holds of the words at a place of a paragraph. `linked`: they are a link. `link`: to this address of the web."""

    looks: TextLooks
    language: str
    linked: bool = False
    link: str = ""


@dataclass(slots=True)
class _OdtStory:
    """The text or a note on its way into blocks."""

    text: _OdtText
    note: bool = False
    stream: BlockStream = field(default_factory=BlockStream)
    words: ParagraphWords = field(default_factory=ParagraphWords)
    nested: list[DocumentBlock] = field(default_factory=list)

    # --- Blocks -----------------------------------------------------------------------------------------------------------

    def walk(self, root: etree._Element, within: tuple[Surrounding, ...] = ()) -> None:
        """Read the paragraphs of a part in order. It does not call itself, since lists and tables may nest deep."""
        stack = [_OdtPlace(iter(root), within)]
        while stack:
            place = stack[-1]
            element = next(place.rest, None)
            if element is None:
                stack.pop()
            elif isinstance(element.tag, str):
                if element.tag in (TEXT + "p", TEXT + "h"):
                    self._paragraph(element, place)
                elif (inner := self._inner(element, place)) is not None:
                    stack.append(inner)

    def _inner(self, element: etree._Element, place: _OdtPlace) -> _OdtPlace | None:
        """The place within an element that holds paragraphs; None where it holds none that are read."""
        tag = str(element.tag)
        rest = iter(element)
        if tag == TEXT + "tracked-changes":
            self.text.left[_DELETED] += sum(letters(gone) for gone in element.iter(TEXT + "deletion"))
            return None
        if tag == TEXT + "section":
            style = self.text.styles.of("section", element.get(f"{TEXT}style-name", ""))
            if style.hidden or element.get(f"{TEXT}display") == "none" or element.get(f"{TEXT}is-hidden") == "true":
                self.text.left[_HIDDEN] += letters(element)
                return None
        if tag in _CONTENTS:
            return _OdtPlace(rest, _with("navigation", place.within), place.kind)
        if tag in _INDEXES:
            return _OdtPlace(rest, place.within, place.kind, _INDEXES[tag])
        if tag == TABLE + "table":
            return _OdtPlace(rest, (*place.within, "table"), "cell", place.role, grid=TableGrid())
        if tag == TABLE + "table-row":
            if place.grid is not None:
                place.grid.begin_row()
            return _OdtPlace(rest, (*place.within, "row"), "cell", place.role, grid=place.grid)
        if tag in _CELLS and place.grid is not None:
            # What another cell covers is named, too.
            cell = place.grid.cell(whole_number(element.get(f"{TABLE}number-columns-repeated")))
            cell = replace(cell, columns=whole_number(element.get(f"{TABLE}number-columns-spanned")) or 1)
            return _OdtPlace(rest, place.within, "cell", place.role, grid=place.grid, cell=cell)
        if tag in (TEXT + "list", TEXT + "numbered-paragraph"):
            return self._list(element, place)
        if tag in (TEXT + "list-item", TEXT + "list-header") and place.listed is not None:
            item = replace(place.listed, waits=tag.endswith("item"), start=number_of(element, "start-value"))
            return _OdtPlace(rest, place.within, "item", place.role, item, place.grid, place.cell)
        if tag.startswith(DRAW):
            return _OdtPlace(rest, _with("aside", place.within))
        return _OdtPlace(rest, place.within, place.kind, place.role, place.listed, place.grid, place.cell)

    def _list(self, element: etree._Element, place: _OdtPlace) -> _OdtPlace:
        """The place within a list, which counts on its own, or, within a list, on the next level of it."""
        above = place.listed
        style = element.get(f"{TEXT}style-name") or (above.style if above else "")
        if above is not None:
            count = above.count
            count.levels = self.text.lists.get(style, count.levels)
            if element.get(f"{TEXT}continue-numbering") != "true":
                count.begin(above.level + 1)
        else:
            count = self.text.count_of(element, style)
        level = number_of(element, "level") or (above.level + 1 if above else 1)
        single = element.tag == TEXT + "numbered-paragraph"
        listed = _ListPlace(style, level, count, single, number_of(element, "start-value"))
        return _OdtPlace(iter(element), (*place.within, "list"), "item", place.role, listed, place.grid, place.cell)

    def _paragraph(self, paragraph: etree._Element, place: _OdtPlace) -> None:
        style = self.text.styles.of("paragraph", paragraph.get(f"{TEXT}style-name", ""))
        # A heading says its level itself; a paragraph may have it of its style.
        heads = paragraph.tag == TEXT + "h"
        level = (number_of(paragraph, "outline-level") or 1) if heads else style.level or 0
        if style.page:
            self.stream.page()
        if any(field.get(f"{TEXT}is-hidden") == "true" for field in paragraph.iter(TEXT + "hidden-paragraph")):
            self.text.left[_HIDDEN] += letters(paragraph)
            return
        boxes: list[etree._Element] = []
        self._spans(paragraph, style, level, boxes)
        words, self.words = self.words.taken(), ParagraphWords()
        label = self._label(paragraph, style, level if heads else 0, place)
        within = place.within
        if level:
            within = tuple(name for name in within if name != "list")
        kind = "p" if level and place.kind == "item" else place.kind
        # The number of an item without words is printed, but there is nothing to say of it.
        if words.text or words.notes or (level and label):
            self.stream.add(words, ParagraphPlace(style.sense, level, within, kind, label, style.centred, place.role, place.cell))
        else:
            self._empty(paragraph, style, place)
        if style.turned:
            self.stream.page()
        for box in boxes:
            self.walk(box, _with("aside", place.within))

    def _empty(self, paragraph: etree._Element, style: OdtStyle, place: _OdtPlace) -> None:
        """An empty paragraph is an empty line; a rule, where it has the style of one."""
        if paragraph.get(f"{TEXT}style-name", "") == "Horizontal_20_Line":
            self.stream.rule(place.within)
        else:
            self.stream.skip()

    def _label(self, paragraph: etree._Element, style: OdtStyle, level: int, place: _OdtPlace) -> str:
        """What is printed before a paragraph: the number of a heading or a list item, or a bullet."""
        listed = place.listed
        if listed is not None and listed.waits:
            listed.waits = False
            if not listed.style and style.list_style:
                listed.count.levels = self.text.lists.get(style.list_style, {})
            label = listed.count.label(listed.level, listed.start)
        elif level and listed is None and paragraph.get(f"{TEXT}is-list-header") != "true" and style.list_style != "":
            outline = self.text.outline
            if style.list_style:
                outline = self.text.counts.setdefault(style.list_style, ListCount(self.text.lists.get(style.list_style, {})))
            start = number_of(paragraph, "start-value") if paragraph.get(f"{TEXT}restart-numbering") == "true" else None
            label = outline.label(level, start)
            outline.begin(level + 1)
        else:
            return ""
        printed = paragraph.find(TEXT + "number")
        said = "" if printed is None else text_of(printed)
        return said + " " if said else label

    # --- Spans ------------------------------------------------------------------------------------------------------------

    def _spans(self, paragraph: etree._Element, style: OdtStyle, level: int, boxes: list[etree._Element]) -> None:
        """Put the words of a paragraph, its calls of notes, and nothing of what is in frames within it."""
        from lxml import etree

        stack = [_SpanLooks(paragraph_looks(style, level), style.language or self.text.styles.language)]
        # What a span only repeats of a style that says what the paragraph is, is no look of its own.
        known = {look for look, on in style.common.items() if on and look != "hidden"} if level or style.sense.known else set()
        walk = etree.iterwalk(paragraph, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            if event in ("comment", "pi"):
                self._put(element.tail, stack[-1], known)
            elif element is paragraph:
                if event == "start":
                    self._put(element.text, stack[-1], known)
            elif event == "end":
                if element.tag in (TEXT + "span", TEXT + "a"):
                    stack.pop()
                self._put(element.tail, stack[-1], known)
            elif self._apart(element, stack[-1], boxes):
                walk.skip_subtree()
            else:
                if element.tag == TEXT + "span":
                    span = self.text.styles.of("text", element.get(f"{TEXT}style-name", ""))
                    looks = {**stack[-1].looks, **span.common, **span.own}
                    stack.append(replace(stack[-1], looks=looks, language=span.language or stack[-1].language))
                elif element.tag == TEXT + "a":
                    address = element.get(f"{XLINK}href", "")
                    stack.append(replace(stack[-1], linked=True, link=address if re.match(r"https?:", address) else ""))
                self._put(element.text, stack[-1], known)

    def _apart(self, element: etree._Element, here: _SpanLooks, boxes: list[etree._Element]) -> bool:
        """Whether an element holds no words of the paragraph: a sign, a note, a frame, a comment, what is hidden."""
        tag = str(element.tag)
        if tag in (TEXT + "s", TEXT + "tab"):
            self._put(" ", here, set())
        elif tag == TEXT + "line-break":
            self.words.line()
        elif tag == TEXT + "note":
            if here.looks.get("hidden"):
                self.text.left[_HIDDEN] += letters(element)
            else:
                self._call(element)
        elif tag == TEXT + "note-ref":
            return self._call_again(element, here)
        elif tag == OFFICE + "annotation":
            self.text.left[_COMMENTS] += letters(element)
        elif tag.startswith(DRAW) and tag != DRAW + "a":
            boxes.append(element)
        elif tag in _SILENT:
            if tag == TEXT + "hidden-text":
                self.text.left[_HIDDEN] += len(element.get(f"{TEXT}string-value", "").strip())
        else:
            return False
        return True

    def _put(self, text: str | None, here: _SpanLooks, known: set[str]) -> None:
        if not text:
            return
        if here.looks.get("hidden"):
            self.text.left[_HIDDEN] += len(text.strip())
            return
        text = self.text.controls.without(text, self.stream.count + 1)
        looks = {look for look, on in here.looks.items() if on} - known
        if here.linked:
            # Links are underlined because they are links.
            looks.discard("underline")
        linked: tuple[ValuedLook, ...] = (("link", here.link),) if here.link else ()
        self.words.put(text, (*standing_looks(looks), *self.text.languages.look(here.language, text), *linked))  # type: ignore[arg-type]

    # --- Notes ------------------------------------------------------------------------------------------------------------

    def _call(self, element: etree._Element) -> None:
        """Hang a note here. A note within a note is read after it, for notes have no notes."""
        citation, body = element.find(TEXT + "note-citation"), element.find(TEXT + "note-body")
        sign = "" if citation is None else citation.get(f"{TEXT}label", "")
        n = "" if citation is None else " ".join((sign or text_of(citation)).split())
        story = _OdtStory(self.text, note=True)
        if body is not None:
            story.walk(body, ("note",))
        line = self.stream.count + 1
        found = [*story.stream.blocks(), *story.nested]
        # A document that came from Word repeats the author's own sign before the note.
        if sign and found and found[0].text.startswith(sign):
            found[0] = cut(found[0], len(sign))
        blocks = tuple(replace(block, line=line) for block in found)
        if self.note:
            self.nested += blocks
            return
        note = DocumentNote(n or str(len(self.text.notes) + 1), blocks, line)
        self.text.notes[element.get(f"{TEXT}id") or f" {len(self.text.notes)}"] = note
        self.words.call(note)

    def _call_again(self, element: etree._Element, here: _SpanLooks) -> bool:
        """Hang a note that was called before, where its number is raised; else it says “see note 3”, which is text."""
        note = self.text.notes.get(element.get(f"{TEXT}ref-name", ""))
        if note is None or self.note or not here.looks.get("sup"):
            return False
        self.words.call(note)
        return True


def _with(name: Surrounding, within: tuple[Surrounding, ...]) -> tuple[Surrounding, ...]:
    return within if name in within else (*within, name)


def letters(element: etree._Element) -> int:
    """How many letters the paragraphs in an element have."""
    found = {*element.iter(TEXT + "p", TEXT + "h")} or {element}
    outer = (one for one in found if found.isdisjoint(one.iterancestors(TEXT + "p", TEXT + "h")))
    return sum(len(text_of(one).strip()) for one in outer)


def _knows(file: UnknownFile) -> bool:
    return file.archive is not None and is_odt(file.archive)


def _states(file: UnknownFile) -> Statement:
    """Title and author of its meta.xml: who began it, else who saved it."""
    if file.archive is None or "meta.xml" not in file.archive.names:
        return Statement()
    meta = file.archive.tree("meta.xml")
    title, first, last = (" ".join(map(text_of, meta.iter(f"{{*}}{name}"))) for name in ("title", "initial-creator", "creator"))
    return Statement(title, tuple(filter(None, (first or last,))))


SHAPE = Shape("odt", KIND, (".odt",), _knows, document=_document, states=_states, typed=True)
