"""Turn a RELAX NG schema into what its elements may hold, for messages that say what to write."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

RNG = "{http://relaxng.org/ns/structure/1.0}"
# Names that a message lists; the rest are counted.
_MOST = 12
_NOT_PLAIN = ("include", "externalRef", "parentRef", "anyName", "nsName")
_TYPED = frozenset({"data", "value", "list"})
_TEXT = frozenset({"text", "data", "value", "list", "mixed"})


@dataclass
class Content:
    """What an element may hold.

    attributes: name to the values that the schema names; `open`: those for which other values do as well; `required`: those that
    it must have; alternatives: sets of attributes of which it has one or the other. children: name to the patterns of these
    children. text: whether words may stand in it; `typed`: only words of some kind.
    """

    attributes: dict[str, set[str]] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)
    required: set[str] = field(default_factory=set)
    children: dict[str, list[etree._Element]] = field(default_factory=dict)
    text: bool = False
    typed: bool = False
    alternatives: list[list[Content]] = field(default_factory=list)

    def add(self, other: Content) -> None:
        """Take in what another part of the same content may hold; `required` is left to the caller."""
        for name, values in other.attributes.items():
            self.attributes.setdefault(name, set()).update(values)
        self.open |= other.open
        for name, patterns in other.children.items():
            known = self.children.setdefault(name, [])
            known += [pattern for pattern in patterns if not any(pattern is one for one in known)]
        self.text = self.text or other.text
        self.typed = self.typed or other.typed
        self.alternatives += [choice for choice in other.alternatives if choice not in self.alternatives]

    def closed(self, attribute: str) -> list[str]:
        """The closed list of an attribute's values, sorted; empty where it is not closed."""
        return [] if attribute in self.open else sorted(self.attributes.get(attribute, set()))


def either(contents: Iterable[Content]) -> Content:
    """What one or another of several contents may hold; required is what all require."""
    result = Content()
    required: list[set[str]] = []
    for content in contents:
        result.add(content)
        required.append(content.required)
    result.required = set.intersection(*required) if required else set()
    return result


class Vocabulary:
    """The elements of a schema in RELAX NG's XML syntax."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self._defines: dict[str, list[etree._Element]] = {}
        for define in root.iter(f"{RNG}define"):
            self._defines.setdefault(define.get("name", ""), []).append(define)
        self._patterns: dict[str, list[etree._Element]] = {}
        for element in root.iter(f"{RNG}element"):
            self._patterns.setdefault(element_name(element), []).append(element)
        self._contents: dict[etree._Element, Content] = {}
        self._named: dict[str, Content] = {}
        self._alone: dict[tuple[int, ...], etree.RelaxNG] = {}
        self.elements = frozenset(self._patterns)
        # Whether the whole schema stands in this file and calls each thing by its name: only then it can be taken apart.
        self.plain = "" not in self._patterns and not any(True for _ in root.iter(*(f"{RNG}{tag}" for tag in _NOT_PLAIN)))

    def patterns(self, element: str) -> list[etree._Element]:
        """Every pattern of the schema for an element of this name."""
        return self._patterns.get(element, [])

    def alone(self, patterns: list[etree._Element]) -> etree.RelaxNG:
        """A schema whose documents are single elements, of one of these patterns; made once."""
        key = tuple(id(pattern) for pattern in patterns)
        if key not in self._alone:
            grammar = copy.deepcopy(self.root)
            for start in grammar.findall(f"{RNG}start"):
                grammar.remove(start)
            choice = etree.SubElement(etree.SubElement(grammar, f"{RNG}start"), f"{RNG}choice")
            for pattern in patterns:
                choice.append(copy.deepcopy(pattern))
            self._alone[key] = etree.RelaxNG(grammar)
        return self._alone[key]

    def content(self, patterns: Iterable[etree._Element]) -> Content:
        """What an element may hold that is one or another of these patterns."""
        contents = []
        for pattern in patterns:
            if pattern not in self._contents:
                self._contents[pattern] = self._all(pattern)
            contents.append(self._contents[pattern])
        return either(contents)

    def of(self, element: str) -> Content:
        """What an element of this name may hold, wherever it stands."""
        return self.content(self.patterns(element))

    def _all(self, pattern: etree._Element) -> Content:
        """What the parts of a pattern hold together."""
        result = Content()
        for part in pattern.iterchildren(etree.Element):
            content = self._part(part)
            result.add(content)
            result.required |= content.required
        return result

    def _part(self, pattern: etree._Element) -> Content:
        kind = etree.QName(pattern).localname
        if kind == "element":
            return Content(children={element_name(pattern): [pattern]})
        if kind == "attribute":
            return self._attribute(pattern)
        if kind == "ref":
            return self._define(pattern.get("name", ""))
        if kind == "choice":
            branches = [self._part(part) for part in pattern.iterchildren(etree.Element)]
            result = either(branches)
            if any(branch.required for branch in branches):
                result.alternatives = [*result.alternatives, branches]
            return result
        result = self._all(pattern)
        if kind in ("optional", "zeroOrMore"):
            result.required = set()
        result.text = result.text or kind in _TEXT
        result.typed = result.typed or kind in _TYPED
        return result

    def definition(self, name: str) -> list[etree._Element]:
        """The defines of this name."""
        return self._defines.get(name, [])

    def _define(self, name: str) -> Content:
        if name not in self._named:
            result = Content()
            for define in self._defines.get(name, []):
                content = self._all(define)
                result.add(content)
                result.required |= content.required
            self._named[name] = result
        return self._named[name]

    def _attribute(self, pattern: etree._Element) -> Content:
        name = element_name(pattern)
        refs = [ref.get("name", "") for ref in pattern.iter(f"{RNG}ref")]
        kinds = [pattern, *(define for ref in refs for define in self._defines.get(ref, []))]
        values = {value.text or "" for kind in kinds for value in kind.iter(f"{RNG}value")}
        free = not values or any(kind.find(f".//{RNG}{tag}") is not None for kind in kinds for tag in ("data", "text"))
        return Content(attributes={name: values}, open={name} if free else set(), required={name})


def element_name(pattern: etree._Element) -> str:
    """The name that a pattern for an element or attribute gives."""
    return pattern.get("name") or pattern.findtext(f"{RNG}name") or ""


def listed(words: Iterable[str]) -> str:
    """Words as a list for a message: `a, b, c`, or the first of them and how many more there are."""
    names = list(words)
    return ", ".join(names[:_MOST]) + (f" and {len(names) - _MOST} more" if len(names) > _MOST else "")
