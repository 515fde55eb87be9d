"""Read the markup of a page: its bytes as a tree, which links call notes, what is a page of the print, a menu, the article."""

from __future__ import annotations

import codecs
import html.entities
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urljoin

from edition.errors import TextError
from edition.files import decode
from edition.messages import Message, Report
from edition.model import Locus, Note
from edition.readers.blocks import clean
from edition.readers.containers import local_name, source_line, tree_of
from edition.readers.passage_words import PassageWords, call_number

if TYPE_CHECKING:
    from lxml import etree

KIND = "saved web page"
HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = frozenset(
    "address article aside blockquote body center caption dd details dialog dir div dl dt fieldset figcaption figure footer form "
    "header hgroup hr li listing main menu nav ol optgroup option p pre search section summary table tbody td tfoot th thead tr ul"
    .split()
) | HEADINGS.keys()  # fmt: skip
# Elements without text of the page; a picture's own words are the picture's.
SILENT = frozenset("head script style template noscript svg math iframe object audio video canvas map datalist title".split())
_PARTS = {
    "nav": "menus", "menu": "menus", "form": "forms", "button": "forms", "select": "forms", "textarea": "forms",
    "dialog": "dialogs", "aside": "asides", "search": "forms", "figcaption": "captions", "figure": "captions",
}  # fmt: skip
_ROLES = {
    "navigation": "menus", "banner": "the page's head and foot", "contentinfo": "the page's head and foot", "search": "forms",
    "complementary": "asides", "dialog": "dialogs", "menu": "menus",
}  # fmt: skip
_NOTE_NAME = re.compile(r"(?:foot|end)?note|fn|ftn|cite_|ref", re.IGNORECASE)
# A note is a few pages at most; what is longer is a chapter.
_LONGEST_NOTE = 20_000
# What a page break of the print says, and how an element says that it is one.
PAGE = re.compile(r"[\[({]?\s*(?:p(?:g|age)?\.?\s*)?(?:\d{1,4}|[ivxlc]{1,7})\s*[\])}]?", re.IGNORECASE)
_PAGE_NAME = re.compile(r"(?<![\w-])page-?(?:num|number|no|break)\w*", re.IGNORECASE)
_ARROWS = re.compile(r"[\s\ufe0e\ufe0f]*(?:[↩↑⏎^←]|back|return)?[\s\ufe0e\ufe0f]*$", re.IGNORECASE)
_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"


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
    text = decode(raw, report, Locus(file)) if text is None else text
    text = clean(text.replace("\r\n", "\n").replace("\r", "\n"), file, report)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", lambda found: "\n" * found[0].count("\n"), text)
    # As bytes, because lxml takes no text in which a declaration of an encoding stands, wherever it stands.
    parser = etree.HTMLParser(huge_tree=True, no_network=True, encoding="utf-8")
    root = etree.fromstring(text.encode("utf-8"), parser) if text.strip() else None
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


def text_of(root: etree._Element) -> str:
    """The words of an element and what is in it, runs of white space as one space."""
    return " ".join("".join(map(str, root.itertext())).split())


# --- Links: which of them call notes -----------------------------------------------------------------------------------


class PageLinks:
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
            words.put(" " if name in BLOCKS or name == "br" else "")
            if event == "start":
                back = name == "a" and "#" in (element.get("href") or "") and is_back(element, "" if words.length else n)
                skipped += back or name in SILENT or skipped > 0
                words.put("" if skipped else element.text)
            else:
                skipped -= event == "end" and skipped > 0
                words.put("" if skipped or element is holder else element.tail)
        text, _ = words.taken()
        text = re.sub(rf"^[\[(]?{re.escape(n)}(?:[\])]\s*[.:]?|[.:]?)\s+(?=\S)", "", text)
        self.notes[key] = Note(n, text.strip(), None, 0, locus=Locus(self.file, source_line(holder)))


def is_back(link: etree._Element, n: str) -> bool:
    """Whether a link in a note leads back to the text: an arrow, or the note's number `n` at its beginning."""
    printed = text_of(link)
    return bool(_ARROWS.match(printed)) or "backlink" in _words_about(link) or (bool(n) and call_number(printed) == n)


def _holder(target: etree._Element) -> etree._Element | None:
    """The block that holds the note to which a link leads; None where it leads to a heading or a division."""
    element: etree._Element | None = target
    while element is not None and local_name(element) not in BLOCKS:
        element = element.getparent()
    if element is None or local_name(element) in HEADINGS or local_name(element) in ("body", "article", "main", "ol", "ul"):
        return None
    return None if any(local_name(inside) in HEADINGS for inside in element.iter("{*}*")) else element


def _is_raised(link: etree._Element) -> bool:
    inside = any(local_name(element) == "sup" for element in link.iter("{*}*"))
    return inside or any(local_name(above) == "sup" for above in link.iterancestors())


def _words_about(*elements: etree._Element) -> str:
    """What the attributes of elements say of them."""
    names = ("id", "class", "role", "rel", "epub:type", _EPUB_TYPE)
    return " ".join(element.get(name) or "" for element in elements for name in names)


def says_page(element: etree._Element) -> bool:
    """Whether an element is a page break of the print, as role, type or class have it."""
    told = (element.get("role", ""), element.get(_EPUB_TYPE, ""), element.get("class", ""))
    return local_name(element) in ("span", "a", "div", "p") and any(
        "doc-pagebreak" in one or _PAGE_NAME.search(one) for one in told
    )


def page_says(element: etree._Element) -> str:
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


def text_root(root: etree._Element) -> etree._Element:
    """The element that holds the text: the one main or, in it or without it, the one article; else all."""
    for name in ("main", "article"):
        every = list(root.iter(f"{{*}}{name}"))
        found = [element for element in every if not any(local_name(above) == name for above in element.iterancestors())]
        if len(found) == 1 and text_of(found[0]):
            return found[0]
    return root
