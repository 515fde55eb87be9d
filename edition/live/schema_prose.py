"""Turn a RELAX NG schema into what it says of its elements and attributes, in its own words (a:documentation)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from lxml import etree

_RNG = "{http://relaxng.org/ns/structure/1.0}"
_ELEMENT, _ATTRIBUTE, _DEFINE, _REF = (_RNG + name for name in ("element", "attribute", "define", "ref"))
# RELAX NG DTD Compatibility (OASIS 2001), 2: what documentation is called.
_SAID = "{http://relaxng.org/ns/compatibility/annotations/1.0}documentation"


class SchemaProse:
    """What a schema says of the elements and attributes that it declares. `root`: the schema, None for none."""

    def __init__(self, root: etree._Element | None) -> None:
        self.elements: dict[str, etree._Element] = {}
        self.patterns: dict[str, list[etree._Element]] = {}
        for node in () if root is None else root.iter(_ELEMENT, _DEFINE):
            name = node.get("name", "")
            if node.tag == _ELEMENT:
                self.elements.setdefault(name, node)
            else:
                self.patterns.setdefault(name, []).append(node)

    def of(self, element: str, attribute: str = "") -> str:
        """What it says of an element, or of an attribute of one; "" for nothing."""
        declared = self.elements.get(element)
        if declared is None:
            return ""
        said = _said(declared) if not attribute else next(filter(None, map(_said, self._attributes(declared, attribute))), "")
        return " ".join(said.split())

    def _attributes(self, declared: etree._Element, name: str) -> Iterator[etree._Element]:
        """The declarations of an attribute in that of an element, and in the patterns to which it refers: classes of attributes."""
        waiting, seen = [declared], set[str]()
        while waiting:
            for node in waiting.pop().iter(_ATTRIBUTE, _REF):
                referred = node.get("name", "")
                if node.tag == _ATTRIBUTE:
                    if referred == name:
                        yield node
                elif referred not in seen:
                    seen.add(referred)
                    # A pattern with an element is that of its content.
                    waiting += (one for one in self.patterns.get(referred, ()) if next(one.iter(_ELEMENT), None) is None)


def _said(node: etree._Element) -> str:
    said = node.find(_SAID)
    return "" if said is None else str(said.xpath("string()"))


def schema_prose(schema: Path) -> SchemaProse:
    """Read what a schema says. One that cannot be read says nothing."""
    try:
        return _read(str(schema), schema.stat().st_mtime_ns)
    except (OSError, etree.XMLSyntaxError):
        return SchemaProse(None)


@lru_cache(maxsize=4)
def _read(schema: str, _changed: int) -> SchemaProse:
    return SchemaProse(etree.parse(schema, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)).getroot())
