"""Turn a saved web page (HTML), markup and all, into entries: headings, lists, and notes that links tie to their calls."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from edition.errors import TextError
from edition.messages import Message, Report
from edition.model import Locus, Note, Witness
from edition.model.documents import Document
from edition.readers.account import Account
from edition.readers.blocks import SourceBlock
from edition.readers.containers import local_name, source_line
from edition.readers.passages import Passage, PassageWords, bound, by_number, call_number, numbered, witness_of
from edition.readers.shapes import Shape, Statement, UnknownFile
from edition.readers.shapes.page_document import document_of_pages
from edition.readers.shapes.page_markup import (
    BLOCKS,
    HEADINGS,
    KIND,
    PAGE,
    SILENT,
    HtmlPage,
    PageLinks,
    page_says,
    page_tree,
    says_page,
    text_of,
    text_root,
)

if TYPE_CHECKING:
    from lxml import etree

BULLET = "• "
_ROOT = re.compile(r"<!doctype\s+html|<html\b|<body\b", re.IGNORECASE)


def read(witness: Witness, raw: bytes, report: Report) -> Witness:
    """Read a witness saved as a web page. Reports W104, W105, W106, I111, I136 and what `assemble` reports.

    Raises TextError: the page is empty (E002), no text (E004), holds no words (E134).
    """

    def make(mine: Report) -> tuple[Sequence[SourceBlock], Account]:
        page = HtmlPage("", page_tree(raw, witness.file, mine))
        return blocks_of([page], witness.file, witness.language, KIND, mine)

    return witness_of(witness, make, report)


def blocks_of(
    documents: Sequence[HtmlPage], file: str, language: str, kind: str, report: Report, *, count: bool = False
) -> tuple[list[SourceBlock], Account]:
    """Divide pages into blocks, notes hung, with the account of their text layer.

    `count`: blocks are numbered through instead of by the lines of the page.

    Raises TextError (E134): there are no words.
    """
    passages, notes = passages_of(documents, file, count=count)
    if not passages and not notes:
        raise TextError(Message("E134", Locus(file), {"kind": kind}))
    passages, notes, account = numbered(passages, notes)
    return bound(passages, notes, account, file, language, report), account


def passages_of(documents: Sequence[HtmlPage], file: str, *, count: bool = False) -> tuple[list[Passage], dict[str, Note]]:
    """The passages of pages, those that are not text too, and the notes to which calls lead, by key."""
    links = PageLinks(documents, file)
    passages: list[Passage] = []
    for document in documents:
        passages += _PageWalk(document, links, file, len(passages), count=count).passages()
    return passages, links.notes


# --- Text --------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Open:
    """What holds of the text at a place of a page: its part, heading level, and the count of the list."""

    part: str = ""
    level: int = 0
    count: int | None = None


@dataclass(slots=True)
class _PageWalk:
    """One page on its way into passages."""

    document: HtmlPage
    links: PageLinks
    file: str
    before: int
    count: bool
    words: PassageWords = field(default_factory=PassageWords)
    first: int = 0
    last: int = 0
    label: str = ""
    broken: bool = False
    found: list[Passage] = field(default_factory=list)

    def passages(self) -> list[Passage]:
        """The passages of the page, in order."""
        from lxml import etree

        root, text = self.document.root, text_root(self.document.root)
        opened = [_Open("" if text is root else "what stands around the article")]
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        apart: etree._Element | None = None
        for event, element in walk:
            if event == "start":
                name = local_name(element)
                opened.append(self._opened(element, name, replace(opened[-1], part="") if element is text else opened[-1]))
                if self._apart(element, name):
                    apart = element
                    walk.skip_subtree()
                else:
                    self._put(element, element.text)
                continue
            if event == "end":
                state = opened.pop()
                if local_name(element) in BLOCKS and element is not apart:
                    self._close(state)
            if element is not root:
                self._put(element, element.tail)
        self._close(opened[-1])
        return self.found

    def _opened(self, element: etree._Element, name: str, state: _Open) -> _Open:
        """What holds in an element; a block ends the passage before it."""
        if name in BLOCKS:
            self._close(state)
        if name == "br":
            if self.broken:
                self._close(state)
            self.words.line()
            self.broken = True
        if name in ("ol", "ul"):
            start = element.get("start", "1")
            return _Open(state.part, 0, (int(start) if re.fullmatch(r"-?\d{1,6}", start) else 1) if name == "ol" else None)
        if name == "li":
            self.label = self._label(element, state)
        return _Open(state.part or page_says(element), HEADINGS.get(name, state.level), state.count if name != "li" else None)

    def _label(self, element: etree._Element, state: _Open) -> str:
        """The mark of a list item, as a browser prints it; a note in a list takes its number along."""
        if state.count is None:
            return BULLET
        value = element.get("value", "")
        number = int(value) if re.fullmatch(r"-?\d{1,6}", value) else state.count
        state.count = number + 1
        return f"{number}. "

    def _apart(self, element: etree._Element, name: str) -> bool:
        """Whether an element is no running text: a note that has its place elsewhere, a call, or something without words."""
        if element in self.links.holders:
            self.label = ""
            return True
        if name in SILENT:
            return True
        page = says_page(element)
        printed = text_of(element) if name in ("a", "sup") or page else ""
        if page and PAGE.fullmatch(printed):
            line = self.before + len(self.found) + 1 if self.count else source_line(element)
            self.found.append(Passage(SourceBlock(printed, line, line), (), "page numbers"))
            return True
        if name not in ("a", "sup"):
            return False
        link = element if name == "a" else next((a for a in element.iter("{*}a") if a in self.links.calls), None)
        if link is not None and link in self.links.calls and call_number(printed):
            self._mark(element)
            self.words.call(printed, self.links.calls[link])
            return True
        if name == "sup" and re.fullmatch(r"[\[(]?\d{1,3}[\])]?|[*†‡]{1,3}", printed):
            self._mark(element)
            self.words.call(printed, by_number(call_number(printed)))
            return True
        return False

    def _mark(self, element: etree._Element) -> None:
        line = source_line(element)
        self.first = self.first or line
        self.last = max(self.last, line)
        self.broken = False

    def _put(self, element: etree._Element, text: str | None) -> None:
        if text and text.strip():
            self._mark(element)
        self.words.put(text)

    def _close(self, state: _Open) -> None:
        """End the passage that is open, if it has words."""
        self.broken = False
        (text, calls), breaks = self.words.taken(), tuple(self.words.breaks)
        self.words = PassageWords()
        if not text and not calls:
            self.first = self.last = 0
            return
        first, last = self.first, max(self.first, self.last)
        if self.count:
            first = last = self.before + len(self.found) + 1
        label, self.label, self.first, self.last = self.label, "", 0, 0
        block = SourceBlock(text, first, last, "item" if label else "p", label, (), state.level)
        self.found.append(Passage(block, calls, state.part, breaks))


def _knows(file: UnknownFile) -> bool:
    return file.is_markup and _ROOT.search(file.start) is not None


def _states(file: UnknownFile) -> Statement:
    """Its first heading, else its title in the window, and the author and language that it names."""
    root, _ = _parsed(file)
    titles = [text_of(element) for name in ("h1", "title") for element in root.iter(f"{{*}}{name}")]
    authors = [element.get("content", "") for element in root.iter("{*}meta") if element.get("name", "").lower() == "author"]
    return Statement(next((title for title in titles if title), ""), tuple(authors), root.get("lang") or "")


def _parsed(file: UnknownFile) -> tuple[etree._Element, Report]:
    """The tree of a page, with what is told of its bytes. Raises TextError: it is no sound page."""
    if "html" not in file.parsed:
        report = Report()
        file.parsed["html"] = page_tree(file.raw, file.name, report), report
    root, report = file.parsed["html"]
    return root, report


def _document(file: UnknownFile, report: Report) -> Document:
    root, told = _parsed(file)
    report.messages += told.messages
    return document_of_pages([HtmlPage("", root)], file.name, "html")


SHAPE = Shape("html", KIND, (".html", ".htm", ".xhtml"), _knows, of_bytes=read, document=_document, states=_states)
