"""Turn a question on a TEI element into a condition, for the table of behaviours: where it stands, what it holds, what it says."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from edition.tei.names import TEI
from edition.tei.reading.element_text import DESCRIBED, stands_in_place

Condition = Callable[[etree._Element], bool]


def within(*names: str) -> Condition:
    """Make the condition that an element is a child of one of these."""
    tags = frozenset(TEI + name for name in names)

    def condition(element: etree._Element) -> bool:
        parent = element.getparent()
        return parent is not None and parent.tag in tags

    return condition


def rendered(*words: str) -> Condition:
    """Make the condition that @rend, @rendition or @style of an element matches one of these regular expressions."""
    pattern = re.compile("|".join(words), re.IGNORECASE)

    def condition(element: etree._Element) -> bool:
        said = " ".join(element.get(name, "") for name in ("rend", "rendition", "style"))
        return bool(said.strip()) and pattern.search(said) is not None

    return condition


def holding(*names: str) -> Condition:
    """Make the condition that an element has one of these as a child."""
    tags = frozenset(TEI + name for name in names)
    return lambda element: any(child.tag in tags for child in element)


def having(name: str, *values: str) -> Condition:
    """Make the condition that an element has this attribute, with one of these values if any are given."""
    return lambda element: element.get(name) in values if values else element.get(name) is not None


def inside(*names: str) -> Condition:
    """Make the condition that an element stands in one of these, at any depth."""
    tags = tuple(TEI + name for name in names)
    return lambda element: next(element.iterancestors(*tags), None) is not None


def either(*conditions: Condition) -> Condition:
    """Make the condition that one of several conditions holds."""
    return lambda element: any(condition(element) for condition in conditions)


# Elements that hold blocks and no running text: a phrase in one of these stands alone.
in_structure = within(
    "div", "div1", "div2", "div3", "div4", "div5", "div6", "div7", "body", "front", "back", "group", "floatingText", "sp", "lg",
    "epigraph",
)  # fmt: skip


def is_described(element: etree._Element) -> bool:
    """Whether an element is said of somebody or something that the element around it describes."""
    parent = element.getparent()
    return parent is not None and parent.tag in DESCRIBED


in_article = inside("entry", "entryFree", "re")
stands_alone = either(in_structure, within("cit"), rendered("block", "display"), holding("p", "lg", "l", "list", "sp", "ab"))


def is_empty(element: etree._Element) -> bool:
    return not len(element) and not (element.text or "").strip()


def in_place_as(how: str) -> Condition:
    """Make the condition that the words of a note stand in its place, as a "phrase" or a "block"."""
    return lambda note: stands_in_place(note) == how


def translates(quote: etree._Element) -> bool:
    cit = quote.getparent()
    return cit is not None and cit.get("type", "").startswith("trans") and in_article(cit)


def heads_article(orth: etree._Element) -> bool:
    """Whether a written form is that of a headword, not of a form within a sense."""
    form = orth.getparent()
    above = form.getparent() if form is not None and form.tag == TEI + "form" else form
    return above is not None and above.tag in _HEADWORDS


def in_label_row(cell: etree._Element) -> bool:
    row = cell.getparent()
    return row is not None and row.get("role") == "label"


# Whose forms are headwords.
_HEADWORDS = frozenset(TEI + name for name in ("entry", "entryFree", "superEntry", "hom", "re"))
