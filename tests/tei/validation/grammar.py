"""Turn a RELAX NG grammar into documents that are valid in it, at random: what the schema allows, tried on tei_all."""

from __future__ import annotations

import random
from pathlib import Path

from lxml import etree

RNG = "{http://relaxng.org/ns/structure/1.0}"
TEI = "{http://www.tei-c.org/ns/1.0}"
XML = "{http://www.w3.org/XML/1998/namespace}"

# A value for each define or datatype that ends in `data`; None: a new one each time.
VALUES = {
    "att.id": None,
    "uri": "https://example.org/x",
    "pointer": "#ed",
    "word": "word",
    "key": "a key",
    "language.tag": "fr",
    "version": "1.0",
    "application": "1.0",
    "date": "1931-05-04",
    "gYearMonth": "1931-05",
    "gYear": "1931",
    "decimal": "0.338",
    "Name": "edition",
    "NCName": "AG",
    "string": "#",
    r"\d+": "3",
    r"\d+(\.\d+){0,2}": "1.0",
    r"\d+[a-z]*\d*(\.\d+[a-z]*\d*){0,3}": "1.0",
}


class Generator:
    """One document after another from the grammar at `schema`; the deeper, the fewer optional parts."""

    def __init__(self, schema: Path, seed: int) -> None:
        root = etree.parse(schema).getroot()
        self.defines = {define.get("name"): define for define in root.iter(f"{RNG}define")}
        self.chance = random.Random(seed)
        self.ids = 0

    def document(self, start: str = "TEI") -> etree._Element:
        """A document valid in the grammar; `start` is the define of its root."""
        self.ids = 0
        holder = etree.Element("holder")
        self._make(self.defines[start][0], holder, 0, start)
        root = holder[0]
        holder.remove(root)
        return root

    def _make(self, pattern: etree._Element, parent: etree._Element, depth: int, name: str) -> None:
        kind = etree.QName(pattern).localname
        children = [child for child in pattern if isinstance(child.tag, str)]
        if kind == "element":
            child = etree.SubElement(parent, TEI + pattern.get("name", ""))
            for part in children:
                self._make(part, child, depth + 1, name)
        elif kind == "attribute":
            attribute = pattern.get("name", "").replace("xml:", XML)
            parent.set(attribute, self._value(children[0], name) if children else "x")
        elif kind == "ref":
            target = pattern.get("name", "")
            for part in self.defines[target]:
                if isinstance(part.tag, str):
                    self._make(part, parent, depth, target)
        elif kind == "choice":
            self._make(self._choose(children, depth), parent, depth, name)
        elif kind in ("optional", "zeroOrMore", "oneOrMore"):
            least = 1 if kind == "oneOrMore" else 0
            most = 1 if kind == "optional" else max(1, 4 - depth // 4)
            times = self.chance.randint(least, max(least, most if depth < 14 else 0))
            for _ in range(times):
                for part in children:
                    self._make(part, parent, depth, name)
        elif kind == "text":
            self._text(parent)
        elif kind == "data":
            parent.text = self._value(pattern, name)
        elif kind in ("group", "element"):
            for part in children:
                self._make(part, parent, depth, name)

    def _choose(self, children: list[etree._Element], depth: int) -> etree._Element:
        texts = [child for child in children if child.tag == f"{RNG}text"]
        if depth > 14 and texts:
            return texts[0]
        return self.chance.choice(children)

    def _text(self, parent: etree._Element) -> None:
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + "word "
        else:
            parent.text = (parent.text or "") + "word "

    def _value(self, pattern: etree._Element, name: str) -> str:
        kind = etree.QName(pattern).localname
        if kind == "value":
            return pattern.text or ""
        if kind == "ref":
            target = pattern.get("name", "")
            return self._value(self.defines[target][0], target)
        if kind == "choice":
            return self._value(self.chance.choice(list(pattern)), name)
        if kind in ("list", "oneOrMore"):
            return " ".join(self._value(child, name) for child in pattern)
        param = pattern.findtext(f"{RNG}param", "")
        if pattern.get("type") == "ID" and not param:
            self.ids += 1
            return f"id.{self.ids}"
        for key in (name, param, pattern.get("type", "")):
            if VALUES.get(key):
                return VALUES[key] or ""
        raise AssertionError(f"no value known for {name} {pattern.get('type')}")
