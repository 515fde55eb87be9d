"""Turn a saved web page (HTML), markup and all, into entries: headings, lists, and notes that links tie to their calls."""

from __future__ import annotations

import codecs
import html.entities
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urljoin

from edition.errors import TextError
from edition.files import decode
from edition.messages import Message, Report
from edition.model import Locus, Note, Witness
from edition.readers.account import Account
from edition.readers.blocks import SourceBlock, clean
from edition.readers.containers import local_name, source_line, tree_of
from edition.readers.passages import CAPTION, Passage, PassageWords, bound, by_number, call_number, numbered, witness_of
from edition.readers.shapes import Shape, Statement, UnknownFile

if TYPE_CHECKING:
    from lxml import etree

KIND = "saved web page"
BULLET = "• "
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    "address article aside blockquote body center caption dd details dialog dir div dl dt fieldset figcaption figure footer form "
    "header hgroup hr li listing main menu nav ol optgroup option p pre search section summary table tbody td tfoot th thead tr ul"
    .split()
) | _HEADINGS.keys()  # fmt: skip
# Elements without text of the page; a picture's own words are the picture's.
_SILENT = frozenset("head script style template noscript svg math iframe object audio video canvas map datalist title".split())
_PARTS = {
    "nav": "menus", "menu": "menus", "form": "forms", "button": "forms", "select": "forms", "textarea": "forms",
    "dialog": "dialogs", "aside": "asides", "search": "forms", "figcaption": CAPTION, "figure": CAPTION,
}  # fmt: skip
_ROLES = {
    "navigation": "menus", "banner": "the page's head and foot", "contentinfo": "the page's head and foot", "search": "forms",
    "complementary": "asides", "dialog": "dialogs", "menu": "menus",
}  # fmt: skip
_NOTE_NAME = re.compile(r"(?:foot|end)?note|fn|ftn|cite_|ref", re.IGNORECASE)
# A note is a few pages at most; what is longer is a chapter.
_LONGEST_NOTE = 20_000
# What a page break of the print says, and how an element says that it is one.
_PAGE = re.compile(r"[\[({]?\s*(?:p(?:g|age)?\.?\s*)?(?:\d{1,4}|[ivxlc]{1,7})\s*[\])}]?", re.IGNORECASE)
_PAGE_NAME = re.compile(r"(?<![\w-])page-?(?:num|number|no|break)\w*", re.IGNORECASE)
_ARROWS = re.compile(r"[\s\ufe0e\ufe0f]*(?:[↩↑⏎^←]|back|return)?[\s\ufe0e\ufe0f]*$", re.IGNORECASE)
_ROOT = re.compile(r"<!doctype\s+html|<html\b|<body\b", re.IGNORECASE)
_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"


def read(witness: Witness, raw: bytes, report: Report) -> Witness:
    """Read a witness saved as a web page. Reports W104, W105, W106, I111, I136 and what `assemble` reports.

    Raises TextError: the page is empty (E002), no text (E004), holds no words (E134).
    """

    def make(mine: Report) -> tuple[Sequence[SourceBlock], Account]:
        page = HtmlPage("", page_tree(raw, witness.file, mine))
        return blocks_of([page], witness.file, witness.language, KIND, mine)

    return witness_of(witness, make, report)


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """A page: its name within the file, "" for a file of one page, and its tree."""

    name: str
    root: etree._Element


def page_tree(raw: bytes, file: str, report: Report) -> etree._Element:
    """Turn the bytes of a page into a tree, in the encoding that it declares."""
    from lxml import etree

    declared = re.search(rb"""(?i)<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", raw[:4096])
    text = None
    if declared and not raw.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            encoding = codecs.lookup(declared[1].decode("ascii"))
            if encoding.name not in ("utf-8", "utf-16", "utf-32") and encoding._is_text_encoding:
                text = raw.decode("cp1252" if encoding.name == "iso8859-1" else encoding.name, "replace")
        except LookupError:
            text = None
    text = clean(decode(raw, report, Locus(file)) if text is None else text, file, report)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", lambda found: "\n" * found[0].count("\n"), text)
    parser = etree.HTMLParser(huge_tree=True, no_network=True)
    root = etree.fromstring(text, parser) if text.strip() else None
    if any("xcessive depth" in error.message for error in parser.error_log):
        raise TextError(Message("E175", Locus(file)))
    if root is None:
        raise TextError(Message("E179", Locus(file)))
    return root


def xhtml_tree(raw: bytes, file: str, report: Report) -> etree._Element:
    """Turn the bytes of an XHTML page into a tree; one that is not well-formed is read as HTML."""
    source = re.sub(rb"&(\w+);", _entity, raw)
    try:
        return tree_of(source, file, KIND)
    except TextError as error:
        if error.message.code not in ("E130", "E171", "E402"):
            raise
        return page_tree(raw, file, report)


def _entity(found: re.Match[bytes]) -> bytes:
    """An entity that HTML names and XML does not, by its number; one that nobody names as it is printed."""
    name = found[1].decode("ascii", "replace")
    if name in ("lt", "gt", "amp", "quot", "apos"):
        return found[0]
    code = html.entities.name2codepoint.get(name)
    return f"&#{code};".encode() if code else b"&amp;" + found[1] + b";"


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
    links = _Links(documents, file)
    passages: list[Passage] = []
    for document in documents:
        passages += _PageWalk(document, links, file, len(passages), count=count).passages()
    return passages, links.notes


def text_of(root: etree._Element) -> str:
    """The words of an element and what is in it, runs of white space as one space."""
    return " ".join("".join(map(str, root.itertext())).split())


# --- Links: which of them call notes -----------------------------------------------------------------------------------


class _Links:
    """The links that call notes, over all pages: for each the key of its note, and the elements that hold notes."""

    def __init__(self, documents: Sequence[HtmlPage], file: str) -> None:
        self.file = file
        self.calls: dict[etree._Element, str] = {}
        self.holders: dict[etree._Element, str] = {}
        self.notes: dict[str, Note] = {}
        self._ids: dict[str, etree._Element] = {}
        for document in documents:
            for element in document.root.iter("{*}*"):
                for name in ("id", "name", "{http://www.w3.org/XML/1998/namespace}id"):
                    if element.get(name) and (name != "name" or local_name(element) == "a"):
                        self._ids.setdefault(f"{document.name}#{element.get(name)}", element)
        for document in documents:
            for link in document.root.iter("{*}a"):
                self._try(document, link)
        for holder, key in self.holders.items():
            self._read(holder, key)

    def key(self, document: HtmlPage, link: etree._Element) -> str:
        """The key of the place in these pages that a link leads to; "" where it leads elsewhere."""
        href = (link.get("href") or "").strip()
        if "#" not in href:
            return ""
        try:
            path, fragment = urldefrag(urljoin(document.name, href))
        except ValueError:
            return ""
        for name in (unquote(path), document.name if not document.name else ""):
            if (key := f"{name}#{unquote(fragment)}") in self._ids:
                return key
        return ""

    def _try(self, document: HtmlPage, link: etree._Element) -> None:
        """Take a link for the call of a note if it looks like one and leads to a block that can be one."""
        printed = text_of(link)
        key = self.key(document, link)
        if not key or not call_number(printed) or any(above in self.holders for above in link.iterancestors()):
            return
        holder = _holder(self._ids[key])
        if holder is None or link in self.holders or any(above is holder for above in link.iterancestors()):
            return
        if not (_is_raised(link) or not printed[0].isalnum() or _NOTE_NAME.search(_words_about(link, self._ids[key]))):
            return
        known = self.holders.get(holder)
        if (known is None and len("".join(map(str, holder.itertext()))) <= _LONGEST_NOTE) or known == key:
            self.holders[holder] = key
            self.calls[link] = key
            self.notes.setdefault(key, Note(call_number(printed), "", None, 0))

    def _read(self, holder: etree._Element, key: str) -> None:
        """Read a note, without its number and the link back."""
        from lxml import etree

        words, n, skipped = PassageWords(), self.notes[key].n, 0
        for event, element in etree.iterwalk(holder, events=("start", "end", "comment", "pi")):
            name = local_name(element)
            words.put(" " if name in _BLOCKS or name == "br" else "")
            if event == "start":
                back = name == "a" and "#" in (element.get("href") or "") and _is_back(element, "" if words.length else n)
                skipped += back or name in _SILENT or skipped > 0
                words.put("" if skipped else element.text)
            else:
                skipped -= event == "end" and skipped > 0
                words.put("" if skipped or element is holder else element.tail)
        text, _ = words.taken()
        text = re.sub(rf"^[\[(]?{re.escape(n)}(?:[\])]\s*[.:]?|[.:]?)\s+(?=\S)", "", text)
        self.notes[key] = Note(n, text.strip(), None, 0, locus=Locus(self.file, source_line(holder)))


def _is_back(link: etree._Element, n: str) -> bool:
    """Whether a link in a note leads back to the text: an arrow, or the note's number `n` at its beginning."""
    printed = text_of(link)
    return bool(_ARROWS.match(printed)) or "backlink" in _words_about(link) or (bool(n) and call_number(printed) == n)


def _holder(target: etree._Element) -> etree._Element | None:
    """The block that holds the note to which a link leads; None where it leads to a heading or a division."""
    element: etree._Element | None = target
    while element is not None and local_name(element) not in _BLOCKS:
        element = element.getparent()
    if element is None or local_name(element) in _HEADINGS or local_name(element) in ("body", "article", "main", "ol", "ul"):
        return None
    return None if any(local_name(inside) in _HEADINGS for inside in element.iter("{*}*")) else element


def _is_raised(link: etree._Element) -> bool:
    inside = any(local_name(element) == "sup" for element in link.iter("{*}*"))
    return inside or any(local_name(above) == "sup" for above in link.iterancestors())


def _words_about(*elements: etree._Element) -> str:
    """What the attributes of elements say of them."""
    names = ("id", "class", "role", "rel", "epub:type", _EPUB_TYPE)
    return " ".join(element.get(name) or "" for element in elements for name in names)


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
    links: _Links
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

        root, text = self.document.root, _text_root(self.document.root)
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
                if local_name(element) in _BLOCKS and element is not apart:
                    self._close(state)
            if element is not root:
                self._put(element, element.tail)
        self._close(opened[-1])
        return self.found

    def _opened(self, element: etree._Element, name: str, state: _Open) -> _Open:
        """What holds in an element; a block ends the passage before it."""
        if name in _BLOCKS:
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
        return _Open(state.part or _part_of(element), _HEADINGS.get(name, state.level), state.count if name != "li" else None)

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
        if name in _SILENT:
            return True
        page = _says_page(element)
        printed = text_of(element) if name in ("a", "sup") or page else ""
        if page and _PAGE.fullmatch(printed):
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


def _says_page(element: etree._Element) -> bool:
    """Whether an element is a page break of the print, as role, type or class have it."""
    told = (element.get("role", ""), element.get(_EPUB_TYPE, ""), element.get("class", ""))
    return local_name(element) in ("span", "a", "div", "p") and any(
        "doc-pagebreak" in one or _PAGE_NAME.search(one) for one in told
    )


def _part_of(element: etree._Element) -> str:
    """The part of a page that an element begins; "" for text. A heading or footing within an article is text."""
    name = local_name(element)
    attributes: Mapping[str, str] = element.attrib  # type: ignore[assignment]
    if "hidden" in attributes or re.search(r"display\s*:\s*none", attributes.get("style", "")):
        return "what is hidden"
    if attributes.get("role", "") in _ROLES:
        return _ROLES[attributes["role"]]
    if name in ("header", "footer") and not any(local_name(above) in ("article", "main") for above in element.iterancestors()):
        return "the page's head and foot"
    return _PARTS.get(name, "")


def _text_root(root: etree._Element) -> etree._Element:
    """The element that holds the text: the one main or, in it or without it, the one article; else all."""
    for name in ("main", "article"):
        every = list(root.iter(f"{{*}}{name}"))
        found = [element for element in every if not any(local_name(above) == name for above in element.iterancestors())]
        if len(found) == 1 and text_of(found[0]):
            return found[0]
    return root


def _knows(file: UnknownFile) -> bool:
    return file.is_markup and _ROOT.search(file.start) is not None


def _states(file: UnknownFile) -> Statement:
    """Its first heading, else its title in the window, and the author and language that it names."""
    root = page_tree(file.raw, file.name, Report())
    titles = [text_of(element) for name in ("h1", "title") for element in root.iter(f"{{*}}{name}")]
    authors = [element.get("content", "") for element in root.iter("{*}meta") if element.get("name", "").lower() == "author"]
    return Statement(next((title for title in titles if title), ""), tuple(authors), root.get("lang") or "")


SHAPE = Shape("html", KIND, (".html", ".htm", ".xhtml"), _knows, of_bytes=read, states=_states)
