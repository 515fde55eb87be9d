"""Turn markup that holds blocks into markup of one line, with a sign between what were paragraphs, verses, items or cells."""

from __future__ import annotations

from lxml import etree

from edition.language.book_words import PILCROW
from edition.writers.book.mathematics import MATHML

# Elements of XHTML that may stand in a line.
INLINE = frozenset("a abbr b br cite code del em i ins q rp rt ruby s span strong sub sup time u".split())
# What stands before an element if anything stands before it; before any other block a paragraph's sign.
_SIGNS = {
    **dict.fromkeys(("ul", "ol", "dl", "table", "thead", "tbody", "blockquote", "figure", "hr"), " "),
    **dict.fromkeys(("li", "dt", "tr"), "; "),
    "dd": ": ",
    **dict.fromkeys(("td", "th"), ", "),
}
_VERSE_SIGNS = {"line": " / ", "stanza": " // ", "verse": " // "}
_KEPT = frozenset(("id", "lang", "{http://www.w3.org/XML/1998/namespace}lang"))


def set_in_one_line(markup: etree._Element) -> None:
    """Turn all blocks that `markup` holds into phrases, in place. It may have a namespace or none.

    Pictures and formulas stay as they are.
    """
    for part in [part for part in markup.iterdescendants() if isinstance(part.tag, str)]:
        name = part.tag.rpartition("}")[2]
        if name in INLINE or name == "img" or part.tag.startswith(MATHML):
            continue
        verse = (part.get("class") or "").split(" ")[0]
        if name in ("td", "th") and not any(_says(cell) for cell in (part, *part.itersiblings())):
            # The empty end of a short row.
            part.tag = part.tag[: -len(name)] + "span"
            part.attrib.clear()
            continue
        _part(part, _VERSE_SIGNS.get(verse) or _SIGNS.get(name) or f" {PILCROW} ")
        part.tag = part.tag[: -len(name)] + "span"
        # A class is the look of a block.
        for attribute in [attribute for attribute in part.attrib if attribute not in _KEPT]:
            del part.attrib[attribute]


def _part(block: etree._Element, sign: str) -> None:
    """Write a sign before a block, if anything stands before it in the element around it, and a space after it."""
    before, parent = block.getprevious(), block.getparent()
    if parent is None:
        return
    if block.tail and block.tail.strip() and not block.tail[0].isspace():
        block.tail = f" {block.tail}"
    text = (parent.text if before is None else before.tail) or ""
    if text.strip() or any(_says(other) for other in block.itersiblings(preceding=True)) or (parent.text or "").strip():
        text = text.rstrip() + sign
    if before is None:
        parent.text = text
    else:
        before.tail = text


def _says(part: etree._Element) -> bool:
    return bool("".join(map(str, part.itertext())).strip() or (part.tail or "").strip() or part.tag.endswith("img"))
