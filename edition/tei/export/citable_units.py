"""Turn what a TEI document says of how it is cited (citeStructure, Guidelines 17.2.5.3) into citable units with their elements."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from edition.tei.names import DIVISIONS, PREFIXES, TEI

# A name in an XPath that has no prefix, and is no function, axis, attribute, variable or operator; strings are passed over.
_NAMES = re.compile(r"'[^']*'|\"[^\"]*\"|(?<![\w@:$.-])(?!(?:and|or|mod)\b)([^\W\d][\w.-]*)(?![\w.-]*\s*[(:])")
# What may stand in a reference: it becomes a part of the name of a file.
_UNSAFE = re.compile(r"[^\w.:,~+-]")
# The names of files have at most 255 bytes on the systems in use.
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class CiteLevel:
    """A citeStructure: the type of its units, and the levels within. `title`: the XPath of what is the title of a unit."""

    unit: str
    match: str
    use: str
    delimiter: str
    title: str
    within: tuple[CiteLevel, ...]

    @property
    def depth(self) -> int:
        """How many levels there are, this one counted."""
        return 1 + max((level.depth for level in self.within), default=0)


@dataclass(frozen=True, slots=True)
class CitableUnit:
    """A passage that can be cited. `ref`: how. `parent`: the ref of the one that holds it, "" for none. `level`: from 1."""

    ref: str
    parent: str
    level: int
    unit: str
    title: str
    element: etree._Element


def cite_levels(root: etree._Element) -> tuple[CiteLevel, ...]:
    """The levels that a document states; of one that states none, its outermost divisions and those within, by @n or counted."""
    for declared in root.iterfind(f"{TEI}teiHeader//{TEI}refsDecl"):
        if levels := tuple(map(_level, declared.iterchildren(TEI + "citeStructure"))):
            return levels
    inner: tuple[CiteLevel, ...] = ()
    for depth in range(_depth(root), 0, -1):
        path, delimiter = ("div", ".") if depth > 1 else ("//text/body/div", "")
        inner = (CiteLevel("division", path, "", delimiter, "head", inner),)
    return inner


def _depth(root: etree._Element) -> int:
    """How deep divisions stand in one another in the bodies of a document."""
    divisions = (div for body in root.iter(TEI + "body") for div in body.iter(TEI + "div"))
    return max((1 + sum(1 for _ in div.iterancestors(*DIVISIONS)) for div in divisions), default=0)


def _level(structure: etree._Element) -> CiteLevel:
    stated = structure.iterchildren(TEI + "citeData")
    title = next((data.get("use", "") for data in stated if data.get("property", "").endswith("title")), "")
    return CiteLevel(
        structure.get("unit", "unit"),
        structure.get("match", ""),
        structure.get("use", ""),
        structure.get("delim", ""),
        title,
        tuple(map(_level, structure.iterchildren(TEI + "citeStructure"))),
    )


def citable_units(root: etree._Element, levels: Iterable[CiteLevel]) -> tuple[CitableUnit, ...]:
    """The units of a document in its order, those that hold others before them. A reference that comes twice counts once."""
    order = {element: number for number, element in enumerate(root.iter(etree.Element))}
    units: dict[str, CitableUnit] = {}
    for unit in _units(root, levels, None):
        units.setdefault(unit.ref, unit)
    return tuple(sorted(units.values(), key=lambda unit: (order.get(unit.element, 0), unit.level)))


def _units(context: etree._Element, levels: Iterable[CiteLevel], parent: CitableUnit | None) -> Iterator[CitableUnit]:
    for level in levels:
        for position, element in enumerate(_matched(context, level.match), 1):
            if not (used := _string(element, level.use) if level.use not in ("", "position()") else ""):
                used = str(position) if level.use == "position()" else element.get("n") or str(position)
            outer, depth = (parent.ref, parent.level) if parent is not None else ("", 0)
            ref = _safe(f"{outer}{level.delimiter}{used}" if parent is not None else used)
            title = " ".join(_string(element, level.title).split()) if level.title else ""
            unit = CitableUnit(ref, outer, depth + 1, level.unit, title, element)
            yield unit
            yield from _units(element, level.within, unit)


def _safe(ref: str) -> str:
    """Turn a reference into one that can be part of a path: what may not stand there is its code point between low lines."""
    safe = _UNSAFE.sub(lambda match: f"_{ord(match[0]):x}_", ref)
    if len(safe.encode()) > _LONGEST:
        safe = f"{safe[:30]}-{hashlib.sha256(safe.encode()).hexdigest()[:16]}"
    return safe


def _matched(context: etree._Element, path: str) -> list[etree._Element]:
    found = _evaluated(context, path)
    return [one for one in found if etree.iselement(one)] if isinstance(found, list) else []


def _string(context: etree._Element, path: str) -> str:
    found = _evaluated(context, path)
    first = (found[0] if found else "") if isinstance(found, list) else found
    return str(first.xpath("string()")) if etree.iselement(first) else str(first)


def _evaluated(context: etree._Element, path: str) -> object:
    """What an XPath of a citeStructure finds; its names are of TEI (Guidelines 17.2.5.3). What libxml2 cannot read finds none."""
    prefixed = _NAMES.sub(lambda match: f"tei:{match[1]}" if match[1] else match[0], path)
    try:
        return context.xpath(prefixed, namespaces=PREFIXES)
    except etree.XPathError:
        return []
