"""Turn where an element of a TEI document stands into what a document says of it: what it is within, its role, its depth."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from edition.model.documents import Surrounding
from edition.readers.tei_words import is_run_in
from edition.tei.names import DIVISIONS, TEI
from edition.tei.reading.entry_text import STRUCTURE


def tags(names: str) -> frozenset[str]:
    """The tags of elements of TEI."""
    return frozenset(TEI + name for name in names.split())


_HOLDERS = STRUCTURE | tags("cit quote q opener closer item figure note sp castItem")
_PARAGRAPHS = tags("p ab l lg list sp table")
_LEVELS = frozenset((*DIVISIONS, *tags("floatingText lg list table quote q epigraph castList")))
_WITHIN: Mapping[str, Surrounding] = {
    **dict.fromkeys(tags("q quote cit"), "quotation"),
    **dict.fromkeys(tags("list castList listBibl listPerson"), "list"),
    TEI + "epigraph": "epigraph", TEI + "postscript": "postscript",
    TEI + "table": "table", TEI + "row": "row", TEI + "sp": "speech", TEI + "titlePage": "title-page",
}  # fmt: skip
_FLOATING_TEXTS: Mapping[str, Surrounding] = {"letter": "letter", "postscript": "postscript"}
# How the role of a block says what matter it is in, and, there, what kind of division: the values that the Guidelines suggest
# (4.5), in the words of the EPUB Structural Semantics Vocabulary.
# Of the persons of a play, and of where it is set, it says so too.
_MATTER = {
    TEI + "front": "frontmatter", TEI + "back": "backmatter",
    **dict.fromkeys(tags("castList set"), "dramatis-personae"),
}  # fmt: skip
_SAID = {"contents": "toc", "notes": "endnotes", "note": "endnotes", "ack": "acknowledgments", "bibliogr": "bibliography"}
# They stand in front and back, and are of the work.
_OF_THE_WORK = tags("prologue epilogue performance")
_LG, _L, _HEAD, _ITEM, _LIST, _FLOATING = (TEI + name for name in ("lg", "l", "head", "item", "list", "floatingText"))


def parent_tag(element: etree._Element) -> str:
    """The tag of what holds an element, "" for nothing."""
    above = element.getparent()
    return str(above.tag) if above is not None else ""


def depth(element: etree._Element) -> int:
    """How many divisions, and what else has a heading, an element stands in; a text of a group is one."""
    above = list(element.iterancestors())
    return sum(one.tag in _LEVELS or parent_tag(one) == TEI + "group" for one in above)


def is_headed(division: etree._Element) -> bool:
    """Whether a division has a heading that stands by itself."""
    return any(not is_run_in(head) for head in division.iterchildren(_HEAD))


def division_type(division: etree._Element) -> str:
    """What a division calls itself; of a part of a text the kind of part."""
    said = (division.get("type") or "").lower()
    return (division.get("subtype") or "").lower() or said if said in ("textpart", "") else said


def role_of(element: etree._Element, tag: str, role: str) -> str:
    """What is said of what an element holds: the matter that it is in, and there the type of division."""
    if tag in _OF_THE_WORK:
        return ""
    said = _MATTER.get(tag, "")
    if tag in DIVISIONS and role.split(" ")[0] in ("frontmatter", "backmatter"):
        said = re.sub(r"[^\w-]+", "-", element.get("type") or "").lower()
    return f"{role} {_SAID.get(said, said)}".strip()


def surroundings(element: etree._Element, tag: str, within: tuple[Surrounding, ...]) -> tuple[Surrounding, ...]:
    """What the content of an element stands in, outermost first; `within`: what the element itself does."""
    if tag == _LG:
        # What holds stanzas is a poem, not a stanza.
        return (*within, "stanza") if "stanza" not in within and element.find(_L) is not None else within
    if tag == _FLOATING:
        return (*within, _FLOATING_TEXTS.get(element.get("type", ""), "quotation"))
    if tag == TEI + "quote" and element.get("type") == "epigraph":
        return (*within, "epigraph")
    if tag == _HEAD and parent_tag(element) == _LG:
        return tuple(one for one in within if one != "stanza")
    found = _WITHIN.get(tag)
    return (*within, found) if found and not (found == "quotation" and within[-1:] == ("quotation",)) else within


def stands_alone(element: etree._Element) -> bool:
    """Whether what may be a phrase is a block: it stands among blocks, or holds some."""
    above = element.getparent()
    return (above is not None and above.tag in _HOLDERS) or any(child.tag in _PARAGRAPHS for child in element)


def marks_item(element: etree._Element) -> bool:
    """Whether a label is the mark of a list item, inside it or before it."""
    return parent_tag(element) in (_ITEM, _LIST)
