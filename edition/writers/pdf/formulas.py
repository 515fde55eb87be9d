"""Turn MathML into a line of text that reads as the formula: fractions by a stroke, roots with their sign, powers raised.

WeasyPrint sets the text of MathML without its form, so that x over 2 becomes x2.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

MATHML = "{http://www.w3.org/1998/Math/MathML}"
# Signs that are not seen in print, and elements that have the formula in another notation.
_UNSEEN = re.compile("[\u2061-\u2064]")
_OTHER = frozenset(MATHML + name for name in ("annotation", "annotation-xml"))
# Signs that stand between what they join, with a space on either side.
_JOINS = frozenset("=<>≤≥≠≈≡+−±∓×·→∈⊂∪∩∧∨")


def in_a_line(math: etree._Element) -> etree._Element:
    """Turn a formula into a span with sup and sub, without namespace. A formula with `alttext` becomes that text."""
    made = etree.Element("span", {"class": "formula"})
    if math.get("alttext"):
        made.text = math.get("alttext")
    else:
        _say(made, list(math))
    return made


def _say(into: etree._Element, parts: Sequence[etree._Element]) -> None:
    for at, part in enumerate(parts):
        if isinstance(part.tag, str) and part.tag not in _OTHER:
            _one(into, part, first=at == 0)


def _one(into: etree._Element, part: etree._Element, *, first: bool = False) -> None:
    name = part.tag.removeprefix(MATHML)
    inner = [child for child in part if isinstance(child.tag, str)]
    if name in ("mfrac", "mroot", "msqrt", "mtable") or (name == "mfenced" and inner):
        _FORMS[name](into, part, inner)
    elif name in _SCRIPTS and len(inner) > 1:
        _group(into, inner[:1])
        for tag, script in zip(_SCRIPTS[name], inner[1:], strict=False):
            _one(etree.SubElement(into, tag), script, first=True)
    elif name == "mo":
        sign = _UNSEEN.sub("", "".join(map(str, part.itertext())).strip())
        _add(into, f" {sign} " if sign in _JOINS and not first and part.get("form") != "prefix" else sign)
    elif inner:
        _say(into, inner)
    else:
        text = re.sub(r"\s+", " ", part.text or "")
        _add(into, text if name == "mtext" else text.strip())


def _fraction(into: etree._Element, part: etree._Element, inner: Sequence[etree._Element]) -> None:
    _group(into, inner[:1])
    _add(into, "/")
    _group(into, inner[1:2])


def _root(into: etree._Element, part: etree._Element, inner: Sequence[etree._Element]) -> None:
    if part.tag == MATHML + "mroot":
        _say(etree.SubElement(into, "sup"), inner[1:2])
        inner = inner[:1]
    _add(into, "√")
    _group(into, inner)


def _fenced(into: etree._Element, part: etree._Element, inner: Sequence[etree._Element]) -> None:
    _add(into, part.get("open", "("))
    for at, child in enumerate(inner):
        _add(into, f"{part.get('separators', ',')[:1]} " if at else "")
        _one(into, child, first=True)
    _add(into, part.get("close", ")"))


def _table(into: etree._Element, part: etree._Element, inner: Sequence[etree._Element]) -> None:
    for at, row in enumerate(inner):
        _add(into, "; " if at else "")
        for place, cell in enumerate(row):
            _add(into, ", " if place else "")
            _one(into, cell, first=True)


def _group(into: etree._Element, parts: Sequence[etree._Element]) -> None:
    """Write one operand, in brackets if it has several terms."""
    terms = [part for part in parts if isinstance(part.tag, str)]
    while len(terms) == 1 and terms[0].tag in (MATHML + "mrow", MATHML + "mstyle"):
        terms = [part for part in terms[0] if isinstance(part.tag, str)]
    several = len(terms) > 1
    _add(into, "(" if several else "")
    _say(into, terms)
    _add(into, ")" if several else "")


def _add(into: etree._Element, text: str) -> None:
    if len(into):
        into[-1].tail = (into[-1].tail or "") + text
    else:
        into.text = (into.text or "") + text


_FORMS = {"mfrac": _fraction, "mroot": _root, "msqrt": _root, "mfenced": _fenced, "mtable": _table}
# The elements for the scripts at a letter, in the order in which MathML has these.
_SCRIPTS = {
    "msup": ("sup",),
    "msub": ("sub",),
    "msubsup": ("sub", "sup"),
    "munder": ("sub",),
    "mover": ("sup",),
    "munderover": ("sub", "sup"),
}
