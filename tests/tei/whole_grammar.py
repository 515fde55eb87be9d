"""Turn the schema of the whole TEI into what each element may hold, and into small documents that hold all of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from edition.tei.names import NS, TEI

RNG = "{http://relaxng.org/ns/structure/1.0}"


@dataclass
class Content:
    """What an element or a class holds: whether text, and which elements."""

    text: bool = False
    elements: set[str] = field(default_factory=set)

    def add(self, other: Content) -> None:
        self.text = self.text or other.text
        self.elements |= other.elements


class WholeGrammar:
    """The content of each element of a schema, and the members of its classes."""

    def __init__(self, schema: Path) -> None:
        root = etree.parse(schema).getroot()
        self._defines: dict[str, list[etree._Element]] = {}
        for define in root.iter(RNG + "define"):
            self._defines.setdefault(define.get("name", ""), []).append(define)
        self._of_defines: dict[str, Content] = {}
        patterns = [element for element in root.iter(RNG + "element") if element.get("name")]
        self.elements = {element.get("name", ""): self._content(element) for element in patterns}

    def classes(self, *names: str) -> set[str]:
        """The elements of some model classes, named without `model.`."""
        return {element for name in names for element in self._of_define(f"model.{name}").elements}

    def without_text(self) -> set[str]:
        """The elements that hold elements and no text."""
        return {name for name, content in self.elements.items() if content.elements and not content.text}

    def _of_define(self, name: str) -> Content:
        if name not in self._of_defines:
            found = self._of_defines[name] = Content()
            for define in self._defines.get(name, ()):
                found.add(self._content(define))
        return self._of_defines[name]

    def _content(self, pattern: etree._Element) -> Content:
        found = Content()
        for part in pattern:
            kind = etree.QName(part).localname if isinstance(part.tag, str) else "attribute"
            if kind in ("text", "data", "value"):
                found.text = True
            elif kind == "element":
                found.elements |= {part.get("name")} - {None}
            elif kind == "ref":
                found.add(self._of_define(part.get("name", "")))
            elif kind != "attribute":
                found.add(self._content(part))
        return found


class SmallDocuments:
    """Documents of one element each, where it may stand, with everything that it may hold in a row and nothing between."""

    def __init__(self, grammar: WholeGrammar) -> None:
        self.grammar = grammar
        self.count = 0
        self._way = self._ways_from("body")
        self._depth = self._depths()

    def names(self) -> list[str]:
        """The elements that may stand in a text, and hold words or elements that do."""
        return sorted(name for name in self._way if name in self._depth)

    def document(self, name: str) -> tuple[etree._Element, dict[str, etree._Element]]:
        """A document of one element, and each word in it with where it stands."""
        self.count = 0
        root = etree.fromstring(f'<TEI xmlns="{NS}" xml:lang="en"><teiHeader/><text><body/></text></TEI>')
        words: dict[str, etree._Element] = {}
        place = root[1][0]
        for step in self._way[name][1:]:
            place = etree.SubElement(place, TEI + step)
        content = self.grammar.elements[name]
        if content.text:
            self._word(place, words)
        for child in sorted(content.elements & self._depth.keys()):
            for _ in range(2):
                self._put(place, child, words)
        return root, words

    def _put(self, parent: etree._Element, name: str, words: dict[str, etree._Element]) -> None:
        made = etree.SubElement(parent, TEI + name)
        content = self.grammar.elements[name]
        if content.text:
            self._word(made, words)
        else:
            self._put(made, min(content.elements & self._depth.keys(), key=lambda child: (self._depth[child], child)), words)

    def _word(self, element: etree._Element, words: dict[str, etree._Element]) -> None:
        self.count += 1
        element.text = f"q{self.count}q"
        words[element.text] = element

    def _ways_from(self, start: str) -> dict[str, list[str]]:
        ways = {start: [start]}
        waiting = deque([start])
        while waiting:
            name = waiting.popleft()
            for child in sorted(self.grammar.elements[name].elements):
                if child in self.grammar.elements and child not in ways:
                    ways[child] = [*ways[name], child]
                    waiting.append(child)
        return ways

    def _depths(self) -> dict[str, int]:
        """How deep in an element the first words may stand."""
        depths = {name: 0 for name, content in self.grammar.elements.items() if content.text}
        for depth in range(1, 12):
            found = {
                name
                for name, content in self.grammar.elements.items()
                if name not in depths and any(depths.get(child, depth) < depth for child in content.elements)
            }
            depths |= dict.fromkeys(found, depth)
        return depths


def lines(markup: etree._Element, blocks: frozenset[str]) -> Iterator[str]:
    """The text of markup, a space at both ends of every block and for each break."""
    apart = " " if markup.tag in blocks else ""
    yield apart
    yield markup.text or ""
    for child in markup:
        yield from lines(child, blocks)
        yield child.tail or ""
    yield apart
