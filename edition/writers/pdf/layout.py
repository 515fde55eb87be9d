"""Turn HTML into boxes, boxes into lines, and put lines on pages: the module that knows WeasyPrint from inside.

WeasyPrint sets a text in one endless column. Its lines are then moved unchanged to pages that WeasyPrint has set with empty blocks.
So nothing is broken anew at the end of a page, and the pages are as they were planned. This needs parts of WeasyPrint without a
public name: the boxes behind a page (`_page_box`, `formatting_structure.boxes`), and `layout.inline.split_first_line` to mend a
fault in breaking lines. `known_styles`, `paragraphs`, `painting`, `emboldening`, `faces`, `tag_tree` and `binding` use such parts
too; tests/writers/pdf/test_pages.py fails when they move.
"""

from __future__ import annotations

import contextlib
import logging
import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from math import inf
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

from cssselect2 import ElementWrapper
from weasyprint import CSS, HTML
from weasyprint.document import Document, Page
from weasyprint.formatting_structure import boxes
from weasyprint.html import UA, UA_COUNTER_STYLE
from weasyprint.layout import inline
from weasyprint.text import line_break
from weasyprint.text.ffi import ffi, pango
from weasyprint.text.fonts import FontConfiguration, get_hb_object_data, get_pango_font_hb_face, get_pango_font_key
from weasyprint.urls import URLFetcher, URLFetcherResponse

from edition.writers.book.cited_verses import verse_of
from edition.writers.pdf import known_styles, paragraphs
from edition.writers.pdf.markup import HEADINGS
from edition.writers.pdf.planning import SetLine
from edition.writers.pdf.table_boxes import TableHead, is_head

# The hyphen that WeasyPrint puts at the end of a line inside a word.
HYPHEN = "‐"
# Held while this module listens to the log of WeasyPrint or replaces a function of it: one thread at a time does so.
_ALONE = threading.RLock()
# Boxes that are moved whole, as a line is: a row of a table, an image.
WHOLE = (boxes.TableRowBox, boxes.ReplacedBox)


# Rules for footnotes of CSS. WeasyPrint would make styles for them for every element, and no note here is set by them.
_FOOTNOTES = re.compile(r"^::(?:footnote|note)-.*$", re.MULTILINE)
_OWN_SHEET = CSS(string=_FOOTNOTES.sub("", UA).replace("\n::marker", "\nli::marker"), counter_style=UA_COUNTER_STYLE)


class Markup(HTML):  # type: ignore[misc]
    """An XHTML document to be set. WeasyPrint itself would read it as HTML, which takes five times as long."""

    def __init__(self, text: str, fetcher: URLFetcher) -> None:
        self.base_url, self.url_fetcher, self.media_type = None, fetcher, "print"
        self.wrapper_element = ElementWrapper.from_html_root(ElementTree.fromstring(text), content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        return [_OWN_SHEET]


class ClosedFetcher(URLFetcher):  # type: ignore[misc]
    """A fetcher that opens no file and no address. `plates`: address -> bytes of the pictures that a book shows."""

    def __init__(self, plates: Mapping[str, bytes]) -> None:
        super().__init__()
        self.plates = plates

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Give a plate. Raises ValueError for anything else, which WeasyPrint logs (E901)."""
        if url not in self.plates:
            raise ValueError("a book opens no other file")
        return URLFetcherResponse(url, self.plates[url])


@dataclass(slots=True)
class LayoutFaults:
    """What WeasyPrint logged while it set something, each once: letters that no font has, and faults."""

    letters: dict[str, None] = field(default_factory=dict)
    faults: dict[str, None] = field(default_factory=dict)


class _LogFilter(logging.Filter):
    """Note the warnings that WeasyPrint logs in one thread, and let nothing of that thread go further."""

    def __init__(self, heard: LayoutFaults) -> None:
        super().__init__()
        self.heard, self.thread = heard, threading.get_ident()

    def filter(self, record: logging.LogRecord) -> bool:
        if record.thread != self.thread:
            return True
        if record.levelno >= logging.WARNING:
            text = record.getMessage()
            letter = re.search(r"unsupported by fonts.*\((U\+[0-9A-F]+)\)", text)
            (self.heard.letters if letter else self.heard.faults)[letter[1] if letter else text.rstrip(".")] = None
        return False


@contextlib.contextmanager
def logged(heard: LayoutFaults) -> Iterator[None]:
    """Note in `heard` what WeasyPrint logs in this thread while the block runs. Nothing of it goes to the terminal.

    The handlers and the level of its logger stay as the caller set them. Other threads of this program wait.
    """
    logger, listening = logging.getLogger("weasyprint"), _LogFilter(heard)
    with _ALONE:
        logger.addFilter(listening)
        try:
            yield
        finally:
            logger.removeFilter(listening)


@contextlib.contextmanager
def in_place_of(module: ModuleType | type, name: str, ours: Callable[..., Any]) -> Iterator[None]:
    """Replace a function or a method of WeasyPrint while the block runs. `ours` is called with the function that it replaces, and
    its arguments.

    In other threads WeasyPrint works as before, also for other users of it. Other threads of this program wait.
    """
    with _ALONE:
        theirs, thread = getattr(module, name), threading.get_ident()

        def chosen(*given: Any, **named: Any) -> Any:
            return ours(theirs, *given, **named) if threading.get_ident() == thread else theirs(*given, **named)

        setattr(module, name, chosen)
        try:
            yield
        finally:
            setattr(module, name, theirs)


@contextlib.contextmanager
def once_for_a_style() -> Iterator[None]:
    """Let WeasyPrint compute what depends on a style alone once for each style while the block runs."""
    with (
        in_place_of(line_break.Layout, "setup", known_styles.setup),
        in_place_of(inline, "strut", known_styles.strut),
        in_place_of(inline, "resolve_percentages", known_styles.resolved),
    ):
        yield


@dataclass(slots=True)
class Press:
    """What all parts of a book share: style sheets, fonts, pictures, and measured letters.

    `plates`: address -> picture. `letters`: look -> letter -> width in CSS pixels (rows.Widths).
    """

    sheets: tuple[str, ...]
    plates: dict[str, bytes] = field(default_factory=dict)
    letters: dict[tuple[str, ...], dict[str, float]] = field(default_factory=dict)
    _read: dict[str, CSS] = field(default_factory=dict)
    _fonts: Any = field(default_factory=FontConfiguration)

    def render(self, text: str, *extra: str) -> Document:
        """Set an XHTML document without namespace. `extra`: further style sheets, as CSS."""
        styles = [self.style(sheet) for sheet in (*self.sheets, *extra)]
        with (
            once_for_a_style(),
            in_place_of(inline, "split_first_line", _filled),
            in_place_of(inline, "get_next_linebox", paragraphs.next_line),
            in_place_of(inline, "split_text_box", paragraphs.split_text),
        ):
            return Markup(text, ClosedFetcher(self.plates)).render(stylesheets=styles, font_config=self._fonts)

    def style(self, sheet: str) -> CSS:
        """Read a style sheet, once. WeasyPrint logs what it does not understand."""
        if sheet not in self._read:
            self._read[sheet] = CSS(string=sheet, font_config=self._fonts, url_fetcher=ClosedFetcher({}))
        return self._read[sheet]


def _filled(
    split: Callable[..., Any], text: str, style: Any, context: Any, max_width: float | None, *rest: Any, **named: Any
) -> Any:
    """Split a line off a text (`split_first_line`) so that words which fit stay on it even if the space after them does not fit.

    WeasyPrint takes such words for too wide and sets the first of them on a line of its own. A text that is certainly longer than
    the line is not measured again: one whose letters times the size of the font come to more than six times the width (by eye).
    """
    found = split(text, style, context, max_width, *rest, **named)
    if found[2] is None or not max_width or not text.endswith(" ") or len(text) * style["font_size"] > max_width * 6:
        return found
    bare = split(text.rstrip(" "), style, context, inf, *rest, **named)
    return split(text, style, context, inf, *rest, **named) if bare[3] <= max_width else found


@dataclass(frozen=True, slots=True)
class Face:
    """A face of the book: as the style sheets ask for it, and as its font is called in a PDF, "" if it is not installed.

    `superiors`: its font has small raised figures of its own (OpenType, `sups`).
    """

    name: str
    font: str
    superiors: bool


def face_of(document: Document) -> Face:
    """Find the face in which the first words of a document are set."""
    text = next(box for box in body_of(document.pages[0]).descendants() if isinstance(box, boxes.TextBox))
    asked = str(text.style["font_family"][0])
    text.pango_layout.reactivate(text.style)
    line, _ = text.pango_layout.get_first_line()
    font = line.runs.data.item.analysis.font
    _, description, _ = get_pango_font_key(font)
    family = ffi.string(pango.pango_font_description_get_family(description)).decode()
    content = get_hb_object_data(get_pango_font_hb_face(font))
    # A family may be asked for by one of its further names: EB Garamond 12 is EB Garamond.
    installed = asked.casefold().startswith(family.casefold())
    # A design for one size has it in its name.
    return Face(re.sub(r" \d+$", "", asked), family.replace(" ", "-") if installed else "", installed and b"sups" in content)


def body_of(page: Page) -> Any:
    """Find the box of the body element on a page."""
    return next(child for child in page._page_box.children[0].children if child.element_tag == "body")


def content_size(page: Page) -> tuple[float, float]:
    """Find the width and height of the type area of a page, in CSS pixels."""
    return page._page_box.width, page._page_box.height


def slots(page: Page, name: str) -> list[Any]:
    """Find the boxes of the blocks of class `name` on a page, in order."""
    found = []
    queue = [body_of(page)]
    while queue:
        box = queue.pop(0)
        if isinstance(box, boxes.BlockBox) and box.element is not None and name in (box.element.get("class") or "").split():
            found.append(box)
        elif isinstance(box, boxes.BlockBox):
            queue[:0] = box.children
    return found


class Column:
    """A text set in one endless column, whose lines can be cut off and put on pages.

    `lines`: its lines. `places`: id -> range of lines in which the element stands.
    """

    def __init__(self, document: Document) -> None:
        self.lines: list[SetLine] = []
        self.places: dict[str, tuple[int, int]] = {}
        # The keys of `places` that are ids of blocks.
        self.blocks: set[str] = set()
        self._texts: list[str] = []
        self._offsets: dict[str, int] = {}
        self._ranges: dict[int, tuple[int, int]] = {}
        # The head of the table that is read; for each row below a head, that head; the head that the next table cut off has again.
        self._head: TableHead | None = None
        self._heads: dict[int, TableHead] = {}
        self._again: TableHead | None = None
        self._blocks = 0
        self._clinging = self._plain = False
        self._body = body_of(document.pages[0])
        self._document = document
        if len(document.pages) != 1:
            raise ValueError("the column of text is longer than a column may be")
        self._read(self._body, keep=False, numbered=False, flat=True)

    def _read(self, box: Any, *, keep: bool, numbered: bool, flat: bool) -> None:
        """Read the lines of a block and of the blocks in it.

        `keep`, `numbered`: as in SetLine, taken over from the block around it. `flat`: all around it are sections and speeches.
        """
        first, plain, opens = len(self.lines), False, False
        if box.element is not None:
            self._clinging = box.element.get("class") == "bibl"
            kind = (box.element.get("class") or "").split(" ")[0]
            keep = keep or box.element.tag in (*HEADINGS, "thead") or kind == "speaker"
            numbered = (numbered or box.element.get("data-numbered") is not None) and not (
                box.element.tag == "figure" or kind == "ornament"
            )
            plain = flat and box.element.tag == "p" and kind in ("", "speaker")
            flat = flat and (box.element.tag in ("body", "section") or kind in ("strip", "speech"))
        for child, following in zip_longest(box.children, box.children[1:]):
            if isinstance(child, boxes.LineBox):
                # A new block begins with the first line of its box.
                if child is box.children[0]:
                    self._blocks += 1
                more = isinstance(following, boxes.LineBox)
                verse = _begins(child, box.element, first=child is box.children[0])
                self._add(child, child.height, child.baseline, keep=keep, numbered=numbered, more=more, verse=verse)
                self.lines[-1] = replace(self.lines[-1], settles=plain and not self._plain)
                self._plain = plain
            elif isinstance(child, WHOLE):
                self._blocks += 1
                self._plain = False
                self._add(child, child.margin_height(), child.margin_height(), keep=keep, numbered=False)
                if self._head is not None and isinstance(child, boxes.TableRowBox):
                    self._heads[len(self.lines) - 1] = self._head
                    self.lines[-1] = replace(self.lines[-1], head=self._head.height)
            elif isinstance(child, boxes.ParentBox):
                self._read(child, keep=keep, numbered=numbered, flat=flat)
                opens = _is_of(child, "speaker") or (opens and _is_of(child, "stage"))
                if opens and following is not None and self.lines:
                    # Neither who speaks nor a direction before his words is the last line of a page.
                    self.lines[-1] = replace(self.lines[-1], keep=True)
        if is_head(box) and len(self.lines) > first:
            self._head = TableHead(box, box.children[0].position_x, self.lines[first].top, self.lines[-1].bottom)
        elif isinstance(box, boxes.TableBox):
            self._head = None
        if box.element is not None and box.element.get("class") == "stanza" and len(self.lines) > first + 1:
            # Neither the first nor the last line of a stanza stands alone on a page.
            self.lines[first] = replace(self.lines[first], keep=True)
            self.lines[-1] = replace(self.lines[-1], clings=True)
        self._note_place(box, first, len(self.lines))

    def _add(
        self,
        box: Any,
        height: float,
        baseline: float,
        *,
        keep: bool,
        numbered: bool,
        more: bool = False,
        verse: Any = None,
    ) -> None:
        """Add a line, or a box that is moved whole.

        `more`: its block has another line after it. `keep`, `numbered`: as in SetLine. `verse`: the element with which a verse
        begins in it, None for none.
        """
        at, top = len(self.lines), box.position_y
        text = ""
        for inner in box.descendants():
            if isinstance(inner, boxes.TextBox):
                text += inner.text
            elif inner.element is not None and inner.element.get("id"):
                self._offsets.setdefault(inner.element.get("id"), len(text))
        self._texts.append(text)
        parted = text.endswith(HYPHEN)
        margin = verse is not None and verse.get("data-margin") is not None
        said = None if verse is None else verse_of(verse)
        place = (top, top + height, top + baseline, self._blocks)
        # A paragraph of which nothing is left in this text takes a line, and nobody counts it.
        self.lines.append(SetLine(*place, keep, numbered and bool(text.strip()), parted, self._clinging, said, margin))
        self._ranges[id(box)] = (at, at + 1)
        ended = more
        for inner in reversed(list(box.descendants())):
            if isinstance(inner, boxes.TextBox):
                ended = ended and not inner.text.strip()
            # An empty span that belongs before the first word of the next line, but was left at the end of this one.
            later = ended and inner.element is not None and inner.element.get("data-next") is not None
            self._note_place(inner, at + later, at + later + 1, inside=True)

    def _note_place(self, box: Any, first: int, last: int, *, inside: bool = False) -> None:
        if not inside:
            self._ranges[id(box)] = (first, last)
        name = box.element.get("id") if box.element is not None else None
        if name:
            before = self.places.get(name, (first, last))
            self.places[name] = (min(before[0], first), max(before[1], last))
            if not inside:
                self.blocks.add(name)

    def time_in_line(self, anchor: str, words: str) -> int:
        """Count which of several equal words in its line the words at an anchor are, from 1; 0 if the line has them only once."""
        at, offset = self.places.get(anchor, (0, 0))[0], self._offsets.get(anchor)
        if offset is None or not words:
            return 0
        edges = (r"(?<!\w)" if words[0].isalnum() else "", r"(?!\w)" if words[-1].isalnum() else "")
        found = [match.start() for match in re.finditer(f"{edges[0]}{re.escape(words)}{edges[1]}", self._texts[at])]
        return sum(start <= offset for start in found) if len(found) > 1 else 0

    def widths(self) -> list[float]:
        """Measure the words of each line of a column of short lines, in CSS pixels."""
        found: list[float] = []
        queue = [self._body]
        while queue:
            box = queue.pop()
            if isinstance(box, boxes.LineBox):
                ends = [inner.position_x + inner.width for inner in box.descendants() if isinstance(inner, boxes.TextBox)]
                found.append(max(ends, default=box.position_x) - box.position_x)
            elif isinstance(box, boxes.ParentBox):
                queue.extend(reversed(box.children))
        return found

    def cut(self, first: int, last: int, x: float, y: float, *, headed: bool = False) -> list[Any]:
        """Cut off lines `first` to before `last`, with the blocks around them, and move them so that the first stands at `y`.

        `x`, `y`: in CSS pixels from the corner of the page. `headed`: the head of the table to which the first belongs stands there
        once more, above it. Returns the boxes. No line may be cut off twice.
        """
        if first >= last:
            return []
        dx, dy = x - self._body.position_x, y - self.lines[first].top
        self._again = self._heads.get(first) if headed else None
        return list(self._cut(self._body, first, last, dx, dy + (self.lines[first].head if headed else 0.0)).children)

    def _cut(self, box: Any, first: int, last: int, dx: float, dy: float) -> Any:
        kept = []
        for child in box.children:
            begin, end = self._ranges.get(id(child), (0, 0))
            if (end <= first and begin < first) or begin >= last:
                continue
            if first <= begin and end <= last:
                child.translate(dx, dy)
                kept.append(child)
            else:
                kept.append(self._cut(child, first, last, dx, dy))
        if isinstance(box, boxes.TableBox) and self._again is not None:
            kept.insert(0, self._again.again(dx, self.lines[first].top + dy))
            self._again = None
        piece = box.copy_with_children(kept)
        piece.position_x += dx
        piece.position_y += dy
        if self._ranges[id(box)][0] < first:
            # The second part of a block is no second bookmark.
            piece.bookmark_label = None
        return piece


def _is_of(box: Any, name: str) -> bool:
    """Tell whether a block is of a class."""
    return box.element is not None and name in (box.element.get("class") or "").split()


def _begins(line: Any, block: Any, *, first: bool) -> Any:
    """Find the element with which a verse begins in a line of a block; None if none begins."""
    if first and block is not None and verse_of(block) is not None:
        return block
    elements = (inner.element for inner in line.descendants() if inner.element is not None and inner.element is not block)
    return next((element for element in elements if element.get("data-verse") is not None), None)


def place(slot: Any, pieces: Sequence[Any]) -> None:
    """Put boxes cut from a column into an empty block of a page."""
    slot.children = (*slot.children, *pieces)


def corner(slot: Any) -> tuple[float, float]:
    """Find the upper left corner of a block, in CSS pixels from that of the page."""
    return slot.content_box_x(), slot.content_box_y()


def line_heights(document: Document) -> list[float]:
    """Measure the height of every line of a small document, in CSS pixels."""
    found = []
    queue = [body_of(page) for page in document.pages]
    while queue:
        box = queue.pop(0)
        if isinstance(box, boxes.LineBox):
            found.append(box.height)
        elif isinstance(box, boxes.ParentBox):
            queue[:0] = box.children
    return found


def pages_of_anchors(document: Document) -> dict[str, int]:
    """Find the page on which each id of a document begins: id -> page, counted from 1."""
    found: dict[str, int] = {}
    for number, page in enumerate(document.pages, 1):
        for name in page.anchors:
            found.setdefault(name, number)
    return found
