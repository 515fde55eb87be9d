"""Turn a RELAX NG schema into what its elements may hold, for messages that say what to write."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches

from lxml import etree

RNG = "{http://relaxng.org/ns/structure/1.0}"


@dataclass
class _Content:
    """What one element may hold: attributes with the values that the schema names, those whose values it does not, children."""

    attributes: dict[str, set[str]] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)
    children: set[str] = field(default_factory=set)


class Vocabulary:
    """The names of a schema in RELAX NG's XML syntax. Elements of one name are taken together, wherever they stand."""

    def __init__(self, root: etree._Element) -> None:
        self._defines: dict[str, list[etree._Element]] = {}
        for define in root.iter(f"{RNG}define"):
            self._defines.setdefault(define.get("name", ""), []).append(define)
        self._patterns: dict[str, list[etree._Element]] = {}
        for element in root.iter(f"{RNG}element"):
            self._patterns.setdefault(_name(element), []).append(element)
        self._contents: dict[str, _Content] = {}
        self.elements = frozenset(self._patterns)
        self.attributes = frozenset(_name(attribute) for attribute in root.iter(f"{RNG}attribute"))

    def children(self, element: str) -> list[str]:
        """The elements that may stand in an element, sorted."""
        return sorted(self._content(element).children)

    def attributes_of(self, element: str) -> list[str]:
        """The attributes that an element may have, sorted."""
        return sorted(self._content(element).attributes)

    def values(self, element: str, attribute: str) -> list[str]:
        """The closed list of an attribute's values, sorted; empty where it is not closed."""
        content = self._content(element)
        return [] if attribute in content.open else sorted(content.attributes.get(attribute, set()))

    def _content(self, element: str) -> _Content:
        if element not in self._contents:
            content = _Content()
            seen: set[str] = set()
            for pattern in self._patterns.get(element, []):
                for child in pattern:
                    self._gather(child, content, seen)
            self._contents[element] = content
        return self._contents[element]

    def _gather(self, pattern: etree._Element, content: _Content, seen: set[str]) -> None:
        if pattern.tag == f"{RNG}element":
            content.children.add(_name(pattern))
        elif pattern.tag == f"{RNG}attribute":
            values = content.attributes.setdefault(_name(pattern), set())
            refs = [ref.get("name", "") for ref in pattern.iter(f"{RNG}ref")]
            kinds = [pattern, *(define for name in refs for define in self._defines.get(name, []))]
            for kind in kinds:
                values.update(value.text or "" for value in kind.iter(f"{RNG}value"))
            if any(kind.find(f".//{RNG}{tag}") is not None for kind in kinds for tag in ("data", "text")):
                content.open.add(_name(pattern))
        elif pattern.tag == f"{RNG}ref":
            name = pattern.get("name", "")
            if name not in seen:
                seen.add(name)
                for define in self._defines.get(name, []):
                    for child in define:
                        self._gather(child, content, seen)
        else:
            for child in pattern:
                self._gather(child, content, seen)


def _name(pattern: etree._Element) -> str:
    return pattern.get("name") or pattern.findtext(f"{RNG}name") or ""


def nearest(word: str, words: list[str]) -> str | None:
    """The word of a list that is written most like another; None where none is near."""
    return next(iter(get_close_matches(word, words, 1, 0.6)), None)


def listed(words: list[str], most: int = 12) -> str:
    """Words as a list for a message: `a, b, c`, or the first of them and how many more there are."""
    return ", ".join(words[:most]) + (f" and {len(words) - most} more" if len(words) > most else "")
