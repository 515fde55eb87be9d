"""Turn a RELAX NG schema and a seed into a TEI document put together at random from the whole of the schema.

It need not be valid: where the schema asks for more than fits in the size, or for a value in a form of its own, something else
stands there. What is in it is anything that a project may have used: every element in every place, every attribute.
"""

from __future__ import annotations

import random
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from edition.tei.names import NS
from edition.tei.validation.relaxng import patterns
from edition.tei.validation.relaxng.schema import Schema

WORDS = (
    "rain cloud the of and ferry boats warden 1732 Ashby’s pater- num “quoted” été ἀρχή שלום बादल 雨 "
    "a\u00adb x\u2029y \u200b – … & <b> [3] "
    "javascript:alert(1) \U0001f327 ﬁn e\u0301t\u0301 I. V. p. 12 -"
).split(" ")
ADDRESSES = (
    "#A",
    "#B",
    "#C",
    "#A #B",
    "#i1",
    "#i2",
    "#i3",
    "#none",
    "https://example.org/a b",
    "x.xml#y",
    "javascript:x",
    "a b",
    "http://[",
    "",
)
VALUES = {
    "ID": (),
    "date": ("1944-08-09", "-0044-03-15", "1944-02-30"),
    "gYear": ("1944", "0000"),
    "gYearMonth": ("1944-08",),
    "language": ("en", "de-AT", "grc", "x", "he", "ar"),
    "boolean": ("true", "false"),
    "nonNegativeInteger": ("0", "1", "2", "7", "99999999999"),
    "integer": ("-1", "3"),
    "double": ("0.5", "1e9"),
    "decimal": ("0.5",),
}
# These are what the program does most with: they are chosen more often than their share of the schema.
FREQUENT = frozenset(
    "app lem rdg rdgGrp note p lg l div head list item table row cell quote cit bibl ref ptr choice sic corr seg hi lb pb cb "
    "milestone "
    "gap add del subst sp speaker figure graphic formula witStart witEnd lacunaStart lacunaEnd listApp anchor entry sense persName "
    "listWit witness floatingText egXML q wit witDetail".split()
)
HEADER = f"""<TEI xmlns="{NS}"><teiHeader><fileDesc><titleStmt><title>Rain</title></titleStmt>
<publicationStmt><p>None.</p></publicationStmt>
<sourceDesc><listWit><witness xml:id="A">One</witness><witness xml:id="B">Two</witness>
<witness xml:id="C"><abbr type="siglum">γ</abbr></witness></listWit></sourceDesc></fileDesc>{{encoding}}</teiHeader>"""
METHODS = ("parallel-segmentation", "double-end-point", "location-referenced")


class _Writer:
    """Writes what patterns allow, as far as the size allows it."""

    def __init__(self, chance: random.Random, size: int) -> None:
        self.chance = chance
        self.left = size
        self.ids = 0

    def element(self, element: patterns.Element, depth: int) -> str:
        """Write an element of a schema, with what it may hold."""
        names = sorted(element.names.names)
        namespace, name = self.chance.choice(names) if names else ("http://example.org/other", "any")
        self.left -= 1
        attributes: dict[str, str] = {}
        content = self.content(element.body, depth + 1, attributes)
        own = "" if namespace == NS else f" xmlns={quoteattr(namespace)}"
        given = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
        return f"<{name}{own}{given}>{content}</{name}>"

    def content(self, pattern: patterns.Pattern, depth: int, attributes: dict[str, str]) -> str:
        """Write what a pattern allows; attributes go into `attributes`."""
        chance, spent = self.chance, self.left <= 0 or depth > 25
        match pattern:
            case patterns.Element():
                return "" if spent and depth > 40 else self.element(pattern, depth)
            case patterns.Attribute():
                self.attribute(pattern, attributes)
                return ""
            case patterns.Choice():
                return self.content(self.chosen(pattern, spent=spent), depth, attributes)
            case patterns.OneOrMore():
                times = 1 if spent else chance.choice((1, 1, 2, 3, 6))
                return "".join(self.content(pattern.parts[0], depth, attributes) for _ in range(times))
            case patterns.Interleave() | patterns.Group():
                return "".join(self.content(part, depth, attributes) for part in pattern.parts)
            case patterns.Text():
                return escape(self.words())
            case patterns.DataPattern() | patterns.ListPattern():
                return escape(self.value(pattern))
        return ""

    def chosen(self, choice: patterns.Choice, *, spent: bool) -> patterns.Pattern:
        """Choose one of several patterns: if nothing is left of the size, nothing or words where these may be."""
        parts = choice.parts
        small = [part for part in parts if isinstance(part, patterns.Empty | patterns.Text | patterns.DataPattern)]
        if any(isinstance(part, patterns.Attribute) for part in parts) and small and self.chance.random() < 0.85:
            return small[0]
        if spent:
            return self.chance.choice(small or [part for part in parts if part.nullable] or parts)
        frequent = [
            part for part in parts if isinstance(part, patterns.Element) and any(n in FREQUENT for _, n in part.names.names)
        ]
        if frequent and self.chance.random() < 0.4:
            return self.chance.choice(frequent)
        return self.chance.choice(parts)

    def attribute(self, attribute: patterns.Attribute, attributes: dict[str, str]) -> None:
        for namespace, name in sorted(attribute.names.names)[:1]:
            key = f"xml:{name}" if namespace.endswith("/namespace") else name
            attributes[key] = self.value(attribute.value) if name != "wit" else self.chance.choice(ADDRESSES[:6])

    def value(self, pattern: patterns.Pattern) -> str:
        """Choose a value of an attribute."""
        chance = self.chance
        if isinstance(pattern, patterns.Choice):
            return self.value(chance.choice(pattern.parts))
        if isinstance(pattern, patterns.ListPattern):
            return " ".join(self.value(pattern.parts[0]) for _ in range(chance.choice((1, 1, 2))))
        if isinstance(pattern, patterns.OneOrMore | patterns.Group | patterns.Interleave):
            return " ".join(self.value(part) for part in pattern.parts)
        if isinstance(pattern, patterns.DataPattern):
            if pattern.values:
                return next(iter(pattern.values))
            kind = pattern.kind.named
            if kind == "ID":
                self.ids += 1
                return f"i{self.ids}"
            if kind == "anyURI":
                return chance.choice(ADDRESSES)
            return chance.choice(VALUES.get(kind) or WORDS)
        return self.words()

    def words(self) -> str:
        return " ".join(self.chance.choices(WORDS, k=self.chance.choice((0, 1, 1, 2, 5)))) + self.chance.choice(("", " "))


def random_document(schema: Schema, seed: int) -> str:
    """Put a TEI document together from a schema; the same seed gives the same one."""
    chance = random.Random(seed)
    writer = _Writer(chance, chance.choice((20, 100, 300, 1000)))
    method = chance.choice(METHODS)
    encoding = (
        f'<encodingDesc><variantEncoding method="{method}" location="internal"/></encodingDesc>' if chance.random() < 0.5 else ""
    )
    parts = [HEADER.format(encoding=encoding)]
    for name in chance.choice(
        (("body",), ("body",), ("body",), ("text",), ("standOff", "body"), ("sourceDoc",), ("facsimile", "text"))
    ):
        if name == "body":
            parts.append(_body(schema, writer))
        elif declared := schema.named(name):  # Our own schema has not all of them.
            parts.append(writer.element(chance.choice(declared), 0))
    return "".join((*parts, "</TEI>"))


def _body(schema: Schema, writer: _Writer) -> str:
    """Write a text with some divisions and blocks, as most documents have."""
    blocks = []
    size = writer.left
    known = [name for name in ("div", "p", "lg", "ab", "list", "sp") if schema.named(name)]
    for name in writer.chance.choices(known, k=writer.chance.choice((1, 3, 8))):
        writer.left = size // 3
        blocks.append(writer.element(writer.chance.choice(schema.named(name)), 0))
    return f"<text><body><head>Rain</head>{''.join(blocks)}<p>It rained.</p></body></text>"


def schema_of(*places: Path) -> Schema:
    """The first schema that is there."""
    return Schema(next(place for place in places if place.is_file()))
