"""Turn the text of a document into the line and column of each of its tags and attributes.

libxml2 knows the line where a start tag ends, and no column. Messages want the place where an editor's eye should fall.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from lxml import etree

_MARKUP = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
    r"|<!DOCTYPE[^\[>]*(?:\[(?:<!--.*?-->|[^\]\"'<]|<(?!!--)|\"[^\"]*\"|'[^']*')*+\]\s*)?>"
    r"|<(?P<close>/?)(?P<name>[^\s/>!?]+)(?P<rest>(?:\"[^\"]*\"|'[^']*'|[^>\"'])*+)>",
    re.DOTALL,
)
_PREFIXES = {"http://www.w3.org/XML/1998/namespace": "xml:"}


@dataclass(frozen=True, slots=True)
class _Tag:
    """A start, end or empty tag: its range in the text, and the number in document order of the element it belongs to."""

    start: int
    end: int
    element: int
    kind: str  # "start", "end" or "empty"


def line_of(element: etree._Element) -> int | None:
    """The line where the parser found an element's start tag to end; None where it does not know."""
    line = element.sourceline
    return line if isinstance(line, int) else None


class Places:
    """Where the elements of a tree stand in the text that it was parsed from.

    Where entities put in elements that the text does not show, places fall back on the parser's lines.
    """

    def __init__(self, tree: etree._ElementTree, text: str) -> None:
        self.text = text
        self.elements = list(tree.iter(etree.Element))
        self.numbers = {element: number for number, element in enumerate(self.elements)}
        self.lines = [0, *(match.end() for match in re.finditer("\n", text))]
        tags = _tags(text)
        opening = [tag for tag in tags if tag.kind != "end"]
        names = [self._name(tag) for tag in opening]
        self.exact = names == [etree.QName(element).localname for element in self.elements]
        self.tags = tags if self.exact else []
        self.opening = opening if self.exact else []
        self.ends = [tag.end for tag in self.tags]
        self.closing = {tag.element: tag.end for tag in self.tags if tag.kind != "start"}

    def _name(self, tag: _Tag) -> str:
        match = _MARKUP.match(self.text, tag.start)
        return match["name"].rpartition(":")[2] if match else ""

    def _at(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self.lines, offset)
        return line, offset - self.lines[line - 1] + 1

    def of(self, element: etree._Element, attribute: str = "") -> tuple[int | None, int | None]:
        """Line and column, from 1, of an element's start tag, or of one of its attributes (`wit`, `{…}id`)."""
        if not self.exact:
            return line_of(element), None
        tag = self.opening[self.numbers[element]]
        if attribute:
            name = etree.QName(attribute)
            written = re.escape(_PREFIXES.get(name.namespace or "", "") + name.localname)
            match = re.compile(rf"\s({written})\s*=").search(self.text, tag.start, tag.end)
            if match:
                return self._at(match.start(1))
        return self._at(tag.start)

    def before(self, line: int, column: int) -> tuple[etree._Element, str] | None:
        """The tag that ends at a place or is the last to end before it: its element and its kind, "start", "end" or "empty"."""
        if not self.exact or not 0 < line <= len(self.lines):
            return None
        number = bisect_right(self.ends, self.lines[line - 1] + max(column - 1, 0)) - 1
        if number < 0:
            return None
        return self.elements[self.tags[number].element], self.tags[number].kind

    def words_in(self, element: etree._Element) -> tuple[str, int | None, int | None]:
        """The first words that stand straight in an element, before or between its children; their line and column."""
        pieces = [(element.text, element), *((child.tail, child) for child in element)]
        words, last = next(((" ".join(text.split()), node) for text, node in pieces if text and text.strip()), ("", element))
        if not self.exact or not words or not isinstance(last.tag, str):
            return (words, *self.of(element))
        after = self.opening[self.numbers[element]].end if last is element else self.closing[self.numbers[last]]
        return (words, *self._at(self.text.find(words.split()[0], after)))


def _tags(text: str) -> list[_Tag]:
    tags: list[_Tag] = []
    open_elements: list[int] = []
    number = 0
    for match in _MARKUP.finditer(text):
        if not match["name"]:
            continue
        if match["close"]:
            if open_elements:
                tags.append(_Tag(match.start(), match.end(), open_elements.pop(), "end"))
            continue
        empty = match["rest"].endswith("/")
        tags.append(_Tag(match.start(), match.end(), number, "empty" if empty else "start"))
        if not empty:
            open_elements.append(number)
        number += 1
    return tags
