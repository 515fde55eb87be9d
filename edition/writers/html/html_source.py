"""Turn the XHTML of a book into the source of an HTML page, as short as HTML allows."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

_VOID = frozenset(("br", "hr", "img", "wbr", "col"))
_PLAIN = re.compile(r"[\w.:#/-]+")
# Attributes that XML needs and HTML has another name for, and those that a policy against styles in the text forbids.
_LEFT_OUT = ("xml:lang", "style")


def text(words: str) -> str:
    """Write words as HTML has them."""
    return words.replace("&", "&amp;").replace("<", "&lt;")


def attribute(value: str) -> str:
    """Write the value of an attribute, in quotation marks where it needs them (https://html.spec.whatwg.org/#unquoted)."""
    if _PLAIN.fullmatch(value) and not value.endswith("/"):
        return value
    return f'"{value.replace("&", "&amp;").replace(chr(34), "&quot;").replace("<", "&lt;")}"'


def tag(name: str, attributes: Iterable[tuple[str, str]] = ()) -> str:
    """Write a tag that opens an element."""
    said = "".join(f" {key}={attribute(value)}" if value else f" {key}" for key, value in attributes)
    return f"<{name}{said}>"


def html(element: etree._Element) -> str:
    """Write an element without its tail, and without what its namespace is: HTML knows SVG and MathML by their names."""
    parts: list[str] = []
    _write(element, parts)
    return "".join(parts)


def inside(element: etree._Element) -> str:
    """Write what an element holds."""
    parts: list[str] = [text(element.text or "")]
    for child in element:
        _write(child, parts)
        parts.append(text(child.tail or ""))
    return "".join(parts)


def _write(element: etree._Element, parts: list[str]) -> None:
    if not isinstance(element.tag, str):
        return
    name = etree.QName(element).localname
    attributes = []
    for key, value in element.attrib.items():
        known = etree.QName(str(key)) if str(key).startswith("{") else None
        if known is None and key not in _LEFT_OUT:
            attributes.append((str(key), str(value)))
    if not attributes and name == "span":
        # An element that says nothing.
        parts.append(inside(element))
        return
    parts.append(tag(name, attributes))
    if name in _VOID:
        return
    parts.append(text(element.text or ""))
    for child in element:
        _write(child, parts)
        parts.append(text(child.tail or ""))
    parts.append(f"</{name}>")
