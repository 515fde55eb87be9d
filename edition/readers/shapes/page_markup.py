"""Read the markup of a page: its bytes as a tree, which links call notes, what is a page of the print, a menu, the article."""

from __future__ import annotations

import codecs
import html.entities
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urljoin

from edition.errors import TextError
from edition.files import decode
from edition.messages import Message, Report
from edition.model import Locus
from edition.readers.blocks import clean
from edition.readers.containers import local_name, tree_of
from edition.readers.passage_words import call_number
from edition.readers.shapes.page_formatting import with_looks_in_blocks
from edition.readers.shapes.preformatted_notes import part_notes

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
# What has a head and a foot of its own: the sectioning content of HTML (Living Standard, 4.3), and a quotation.
_SECTIONING = frozenset(("article", "main", "section", "blockquote"))
_ROLES = {
    "navigation": "menus", "banner": "the page's head and foot", "contentinfo": "the page's head and foot", "search": "forms",
    "complementary": "asides", "dialog": "dialogs", "menu": "menus",
}  # fmt: skip
_BESIDE = re.compile(r"(?<![\w-])(?:side-?notes?|margin-?notes?|marginalia)(?![\w-])", re.IGNORECASE)
_NOTE_NAME = re.compile(r"(?:foot|end)?note|fn|ftn|cite_|ref", re.IGNORECASE)
# A note is a few pages at most; what is longer is a chapter.
_LONGEST_NOTE = 20_000
# and has no more blocks than these.
_MOST_BLOCKS = 200
_NOTES_PART = re.compile(r"(?<![\w-])(?:foot|end|rear)-?notes?|(?<![\w-])notes?(?![\w-])", re.IGNORECASE)
_LISTS = ("ol", "ul", "dl")
# A line over a list of notes that says so has no more words. By eye, on pages of a public library.
_LINE = 8
# What a page break of the print says, and how an element says that it is one.
PAGE = re.compile(r"[\[({]?\s*(?:p(?:g|age)?\.?\s*)?(?:\d{1,4}|[ivxlc]{1,7})\s*[\])}]?", re.IGNORECASE)
_PAGE_NAME = re.compile(r"(?<![\w-])page-?(?:num|number|no|break)\w*", re.IGNORECASE)
# A table that only puts a text in its place breaks so many lines at least; a cell of others may break one or two. By eye, on poems
# of a public library.
_FEW_LINES = 3
# Verses that are a paragraph each are no longer, in letters. By eye, as above.
_LONGEST_LINE = 90
# So many headings with a link to one place have it for those who read on a screen; fewer may point to another passage. By eye.
_OFTEN = 3
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
    text = with_looks_in_blocks(text)
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


def is_layout(table: etree._Element) -> bool:
    """Whether a table only puts a text in its place on the page: it has one column, and in it lines that are broken by hand."""
    if any(local_name(row[1]) in ("td", "th") for row in table.iter("{*}tr") if len(row) > 1):
        return False
    return sum(1 for _ in islice(table.iter("{*}br"), _FEW_LINES)) == _FEW_LINES


def sets_verses(table: etree._Element) -> bool:
    """Whether a table of one cell only puts verses in their place on the page, each a short paragraph."""
    cells = [*islice(table.iter("{*}td", "{*}th"), 2)]
    lines = [text for one in cells[0].iterchildren("{*}p") if (text := text_of(one))] if len(cells) == 1 else []
    return len(lines) >= _FEW_LINES and max(map(len, lines)) <= _LONGEST_LINE


# --- Links: which of them call notes -----------------------------------------------------------------------------------


class PageLinks:
    """The links that call notes, over all pages: for each the key of its note, and the elements that hold notes."""

    def __init__(self, documents: Sequence[HtmlPage], file: str) -> None:
        self.file = file
        self.calls: dict[etree._Element, str] = {}
        self.holders: dict[etree._Element, str] = {}
        # Elements that hold the number of a note and nothing else, and further blocks of a note, by the element that holds it.
        self.labels: set[etree._Element] = set()
        self.further: dict[etree._Element, list[etree._Element]] = {}
        self.notes: dict[str, str] = {}
        self._ids: dict[str, etree._Element] = {}
        for document in documents:
            part_notes(document.root)
        # Two elements of one page may have one name by mistake.
        again: dict[str, list[etree._Element]] = defaultdict(list)
        order: dict[etree._Element, int] = {}
        for document in documents:
            for element in document.root.iter("{*}*"):
                order[element] = len(order)
                names = {
                    element.get(name)
                    for name in ("id", "name", "{http://www.w3.org/XML/1998/namespace}id")
                    if element.get(name) and (name != "name" or local_name(element) == "a")
                }
                for key in (f"{document.name}#{name}" for name in names):
                    if self._ids.setdefault(key, element) is not element:
                        again[key].append(element)
        for document in documents:
            for link in document.root.iter("{*}a"):
                if (name := self._written_for(document, link)) and self._ids.setdefault(name, link) is not link:
                    first, *others = sorted((self._ids[name], *again[name], link), key=lambda place: order[place])
                    self._ids[name], again[name] = first, others
        links = [(link, key) for document in documents for link in document.root.iter("{*}a") if (key := self.key(document, link))]
        links = list(self._each_to_its_own(links, again, order))
        self._keys = dict(links)
        # How many empty places, to which links lead, each element holds.
        self._empty_in = Counter(there.getparent() for there in {self._ids[key] for _, key in links} if _is_empty(there))
        # What links lead to, and which links each block holds, to tell the way to a note from the way back.
        self._targets = {self._ids[key] for _, key in links}
        self._links_of: dict[etree._Element, list[etree._Element]] = defaultdict(list)
        for link, _ in links:
            if (block := _block_of(link)) is not None:
                self._links_of[block].append(link)
        seen: set[etree._Element] = set()
        for link, key in links:
            if not self._leads_back(link, key, seen):
                self._try(link, key)
            seen.add(link)
        for holder, key in self.holders.items():
            if further := self._further(holder):
                self.further[holder] = further
        self.to_contents = {link for document in documents for link in _links_of_headings(document.root)}
        # All that is none of the running text.
        self.of_notes = {*self.holders, *self.labels, *(one for further in self.further.values() for one in further)}

    def _written_for(self, document: HtmlPage, link: etree._Element) -> str:
        """The place that a link names by mistake, an `href` for a `name`: it begins a block, with the mark of a note, and leads to
        no page. "" for other links.
        """
        href = (link.get("href") or "").strip()
        block = link.getparent()
        if not re.fullmatch(r"#?[\w.-]+", href) or link.get("name") or link.get("id") or block is None:
            return ""
        begins = local_name(block) in BLOCKS and link.getprevious() is None and not (block.text or "").strip()
        if not begins or not call_number(text_of(link)) or not (link.tail or "").strip():
            return ""
        name = f"{document.name}#{href.removeprefix('#')}"
        return name if (href[0] == "#") != (name in self._ids) else ""

    def _each_to_its_own(
        self,
        links: Sequence[tuple[etree._Element, str]],
        again: Mapping[str, Sequence[etree._Element]],
        order: Mapping[etree._Element, int],
    ) -> Iterator[tuple[etree._Element, str]]:
        """Links with their keys; of elements that have one name each link leads to the first below it that no other leads to."""
        places = {key: [order[one] for one in (self._ids[key], *others)] for key, others in again.items()}
        free = dict.fromkeys(again, 0)
        for link, key in links:
            if key in again:
                at = max(free[key], bisect_left(places[key], order[link]))
                if 0 < at < len(places[key]):
                    # No name has a space.
                    self._ids[f"{key} {at}"] = again[key][at - 1]
                free[key] = at + 1
                key = f"{key} {at}" if 0 < at < len(places[key]) else key
            yield link, key

    def _further(self, holder: etree._Element) -> list[etree._Element]:
        """The blocks after the one that holds a note which go on with it: up to the next note, or in a part that holds notes."""
        found: list[etree._Element] = []
        after = holder.getnext()
        while after is not None and len(found) < _MOST_BLOCKS:
            if after in self.holders or after in self.labels:
                return found
            if isinstance(after.tag, str):
                if local_name(after) not in BLOCKS or local_name(after) in ("section", "article", "li", "dt", "tr", "td"):
                    return []
                if any(
                    local_name(inside) in HEADINGS or inside in self.calls or inside in self._targets
                    for inside in after.iter("{*}*")
                ):
                    break
                if text_of(after):
                    found.append(after)
            after = after.getnext()
        parent = holder.getparent()
        return found if parent is not None and _NOTES_PART.search(_words_about(parent)) else []

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

    def _leads_back(self, link: etree._Element, key: str, seen: set[etree._Element]) -> bool:
        """Whether a link leads to a block above it from which one leads to its own block: from a note back to its call."""
        here, there = _block_of(link), _block_of(self._ids[key])
        if here is None or there is None or here is there:
            return False
        return any(
            other in seen and _block_of(self._ids[self._keys[other]]) in (here, _before(here)) for other in self._links_of[there]
        )

    def _holder(self, target: etree._Element) -> etree._Element | None:
        """The block that holds the note to which a link leads; None where it leads to a heading or a division.

        An empty place among others marks the block after it; before a list of notes, with or without a line that says so, it marks
        the first of them, since the place of each further one stands within it.
        """
        around = _around(target)
        if around is None or around is target or not _is_empty(target) or (target.tail or "").strip():
            return around
        after = _next(target)
        listed = after if after is None or local_name(after) in _LISTS else _next(after)
        if listed is not None and local_name(listed) in _LISTS and after is not None and _is_line(after):
            items = [element for element in listed if local_name(element) in ("li", "dd")]
            if items and not any(place in self._targets for item in items[:1] for place in item.iter("{*}*")):
                return items[0]
        alone = self._empty_in[around] < 2 or target.getparent() is not around
        return around if alone or after is None or local_name(after) not in BLOCKS else after

    def _try(self, link: etree._Element, key: str) -> None:
        """Take a link for the call of a note if it looks like one and leads to a block that can be one."""
        printed = without_page(link)
        if not call_number(printed):
            return
        if any(above in self.holders or above in self.labels for above in link.iterancestors()):
            return
        holder = label = self._holder(self._ids[key])
        if holder is not None and _is_label(holder):
            holder = _after_label(holder)
        if holder is None or link in self.holders or any(above is holder for above in link.iterancestors()):
            return
        named = _NOTE_NAME.search(_words_about(link, self._ids[key]))
        if not (_is_raised(link) or not printed[0].isalnum() or named or in_brackets(link)):
            return
        known = self.holders.get(holder)
        if (known is None and len("".join(map(str, holder.itertext()))) <= _LONGEST_NOTE) or (
            known == key and self.notes[key] == call_number(printed)
        ):
            self.holders[holder] = key
            self.calls[link] = key
            if label is not None and label is not holder:
                self.labels.add(label)
            self.notes.setdefault(key, call_number(printed))


def _is_empty(place: etree._Element) -> bool:
    """Whether a place holds nothing."""
    return not len(place) and not (place.text or "").strip()


def _is_line(element: etree._Element) -> bool:
    """Whether an element is a list, or a line that may stand over one."""
    return local_name(element) in _LISTS or len(text_of(element).split()) <= _LINE


def _next(element: etree._Element) -> etree._Element | None:
    """The element after another, past comments."""
    after = element.getnext()
    while after is not None and not isinstance(after.tag, str):
        after = after.getnext()
    return after


def is_back(link: etree._Element, n: str) -> bool:
    """Whether a link in a note leads back to the text: an arrow, or the note's number `n` at its beginning."""
    printed = text_of(link)
    return bool(_ARROWS.match(printed)) or "backlink" in _words_about(link) or (bool(n) and call_number(printed) == n)


def _links_of_headings(root: etree._Element) -> Iterator[etree._Element]:
    """The links beside the words of headings that lead from several to one place by the same words: to the contents."""
    found: dict[tuple[str, str], list[etree._Element]] = defaultdict(list)
    for heading in root.iter(*(f"{{*}}{name}" for name in HEADINGS)):
        for link in heading.iter("{*}a"):
            words = text_of(link)
            if "#" in (link.get("href") or "") and words and words != text_of(heading):
                found[link.get("href", ""), words].append(link)
    for links in found.values():
        if len(links) >= _OFTEN:
            yield from links


def _around(target: etree._Element) -> etree._Element | None:
    """The block around the place to which a link leads, which may be a note; None where it leads to a heading or a division."""
    element: etree._Element | None = target
    while element is not None and local_name(element) not in BLOCKS:
        element = element.getparent()
    if element is None or local_name(element) in HEADINGS or local_name(element) in ("body", "article", "main", "ol", "ul"):
        return None
    return None if any(local_name(inside) in HEADINGS for inside in element.iter("{*}*")) else element


def in_brackets(link: etree._Element) -> bool:
    """Whether brackets stand right before and after a link: “(<a>1</a>)”."""
    previous, parent = link.getprevious(), link.getparent()
    before = previous.tail if previous is not None else parent.text if parent is not None else ""
    opening = (before or "")[-1:]
    return opening in ("(", "[", "{") and (link.tail or "")[:1] == {"(": ")", "[": "]", "{": "}"}[opening]


def without_page(link: etree._Element) -> str:
    """The words of a link without the number of a page of the print in it."""
    pages = [text_of(inside) for inside in link.iter("{*}span") if says_page(inside)]
    printed = text_of(link)
    for page in pages:
        printed = printed.replace(page, "", 1)
    return printed.strip()


def _block_of(element: etree._Element) -> etree._Element | None:
    """The block that an element is or stands in."""
    block: etree._Element | None = element
    while block is not None and local_name(block) not in BLOCKS:
        block = block.getparent()
    return block


def _before(block: etree._Element) -> etree._Element | None:
    """The element before a block, in which the number of a note may stand, or the place to which links lead."""
    before = block.getprevious()
    return before if before is not None and isinstance(before.tag, str) and _is_label(before) else None


def _is_label(element: etree._Element) -> bool:
    """Whether a block holds nothing but the number of a note, or only the place that links lead to."""
    printed = text_of(element)
    return not printed or bool(call_number(printed))


def _after_label(label: etree._Element) -> etree._Element | None:
    """The block after one that holds nothing but the number of a note."""
    after = _next(label)
    if after is None or local_name(after) not in ("p", "dd", "div", "blockquote", "td") or not text_of(after):
        return None
    return None if any(local_name(inside) in HEADINGS for inside in after.iter("{*}*")) else after


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


def says_beside(element: etree._Element) -> bool:
    """Whether the class of an element says that it stands in the margin."""
    return bool(_BESIDE.search(element.get("class") or "")) and bool(text_of(element))


def page_says(element: etree._Element) -> str:
    """The part of a page that an element begins; "" for text. The head or foot of an article, a section or a quotation is text."""
    name = local_name(element)
    attributes: Mapping[str, str] = element.attrib  # type: ignore[assignment]
    if "hidden" in attributes or re.search(r"display\s*:\s*none", attributes.get("style", "")):
        return "what is hidden"
    if attributes.get("role", "") in _ROLES:
        return _ROLES[attributes["role"]]
    if name in ("header", "footer") and not any(local_name(above) in _SECTIONING for above in element.iterancestors()):
        return "the page's head and foot"
    return _PARTS.get(name, "")


def names_source(cite: etree._Element) -> bool:
    """Whether what names a source stands below the paragraphs of a quotation."""
    before, above = cite.getprevious(), cite.getparent()
    return before is not None and above is not None and local_name(above) == "blockquote" and local_name(before) in BLOCKS


def text_root(root: etree._Element) -> etree._Element:
    """The element that holds the text: the one main or, in it or without it, the one article; else all."""
    for name in ("main", "article"):
        every = list(root.iter(f"{{*}}{name}"))
        found = [element for element in every if not any(local_name(above) == name for above in element.iterancestors())]
        if len(found) == 1 and text_of(found[0]):
            return found[0]
    return root
