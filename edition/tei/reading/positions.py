"""Turn the text of a document into the line and column of each of its tags and attributes.

libxml2 knows the line where a start tag ends, and no column. Messages want the place where an editor's eye should fall.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

_MARKUP = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
    r"|<!DOCTYPE[^\[>]*(?:\[(?:<!--.*?-->|[^\]\"'<]|<(?!!--)|\"[^\"]*\"|'[^']*')*+\]\s*)?>"
    r"|<(?P<close>/?)(?P<name>[^\s/>!?]+)(?P<rest>(?:\"[^\"]*\"|'[^']*'|[^>\"'])*+)>",
    re.DOTALL,
)
_PREFIXES = {"http://www.w3.org/XML/1998/namespace": "xml:"}


@dataclass(frozen=True, slots=True)
class _ScannedTag:
    """A start, end or empty tag: its range in the text, and the number in document order of the element it belongs to."""

    start: int
    end: int
    element: int
    kind: str  # "start", "end" or "empty"
    name: str


@dataclass(frozen=True, slots=True)
class _Scan:
    """The tags of a text, matched with the elements of its tree."""

    elements: list[etree._Element]
    numbers: dict[etree._Element, int]
    lines: list[int]
    tags: list[_ScannedTag]
    ends: list[int]
    opening: list[_ScannedTag]
    closing: dict[int, _ScannedTag]


def line_of(element: etree._Element) -> int | None:
    """The line where the parser found an element's start tag to end; None where it does not know."""
    line = element.sourceline
    return line if isinstance(line, int) else None


class Places:
    """Where the elements of a tree stand in the text that it was parsed from; the text is scanned when first asked.

    Where entities put in elements that the text does not show, places fall back on the parser's lines.
    """

    def __init__(self, tree: etree._ElementTree, text: str) -> None:
        self.tree = tree
        self.text = text

    @cached_property
    def _scan(self) -> _Scan | None:
        """The scan of the text; None where it shows other elements than the tree has."""
        elements = list(self.tree.iter(etree.Element))
        tags = _tags(self.text)
        opening = [tag for tag in tags if tag.kind != "end"]
        if [tag.name for tag in opening] != [etree.QName(element).localname for element in elements]:
            return None
        numbers = {element: number for number, element in enumerate(elements)}
        lines = [0, *(match.end() for match in re.finditer("\n", self.text))]
        closing = {tag.element: tag for tag in tags if tag.kind != "start"}
        return _Scan(elements, numbers, lines, tags, [tag.end for tag in tags], opening, closing)

    @property
    def exact(self) -> bool:
        """Whether columns are known."""
        return self._scan is not None

    def of(self, element: etree._Element, attribute: str = "") -> tuple[int | None, int | None]:
        """Line and column, from 1, of an element's start tag, or of one of its attributes (`wit`, `{…}id`)."""
        scan = self._scan
        if scan is None:
            return line_of(element), None
        tag = scan.opening[scan.numbers[element]]
        if attribute:
            name = etree.QName(attribute)
            written = re.escape(_PREFIXES.get(name.namespace or "", "") + name.localname)
            match = re.compile(rf"\s({written})\s*=").search(self.text, tag.start, tag.end)
            if match:
                return _at(scan, match.start(1))
        return _at(scan, tag.start)

    def end_of(self, element: etree._Element) -> tuple[int | None, int | None]:
        """Line and column of an element's end tag; of its start tag where it has no other."""
        scan = self._scan
        if scan is None or scan.numbers[element] not in scan.closing:
            return self.of(element)
        return _at(scan, scan.closing[scan.numbers[element]].start)

    def before(self, line: int, column: int) -> tuple[etree._Element, str] | None:
        """The tag that ends at a place or is the last to end before it: its element and its kind, "start", "end" or "empty"."""
        scan = self._scan
        if scan is None or not 0 < line <= len(scan.lines):
            return None
        number = bisect_right(scan.ends, scan.lines[line - 1] + max(column - 1, 0)) - 1
        return None if number < 0 else (scan.elements[scan.tags[number].element], scan.tags[number].kind)

    def words_in(self, element: etree._Element) -> tuple[str, int | None, int | None]:
        """The first words that stand straight in an element, before or between its children; their line and column."""
        words, last = words_of(element)
        scan = self._scan
        if scan is None or not words or not isinstance(last.tag, str):
            return (words, *self.of(element))
        after = scan.opening[scan.numbers[element]].end if last is element else scan.closing[scan.numbers[last]].end
        return (words, *_at(scan, self.text.find(words.split()[0], after)))


def words_of(element: etree._Element) -> tuple[str, etree._Element]:
    """The first words straight in an element, "" where there are none, and after which of its children: itself for before all."""
    pieces = [(element.text, element), *((child.tail, child) for child in element)]
    return next(((" ".join(text.split()), node) for text, node in pieces if text and text.strip()), ("", element))


def _at(scan: _Scan, offset: int) -> tuple[int, int]:
    line = bisect_right(scan.lines, offset)
    return line, offset - scan.lines[line - 1] + 1


def _tags(text: str) -> list[_ScannedTag]:
    tags: list[_ScannedTag] = []
    open_elements: list[int] = []
    number = 0
    for match in _MARKUP.finditer(text):
        if not match["name"]:
            continue
        if match["close"]:
            if open_elements:
                tags.append(_ScannedTag(match.start(), match.end(), open_elements.pop(), "end", ""))
            continue
        empty = match["rest"].endswith("/")
        name = match["name"].rpartition(":")[2]
        tags.append(_ScannedTag(match.start(), match.end(), number, "empty" if empty else "start", name))
        if not empty:
            open_elements.append(number)
        number += 1
    return tags
