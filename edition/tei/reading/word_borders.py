"""Turn a TEI document in which words meet with nothing between into one with a space there: by what TEI says of each element.

Two elements are two words where the element around them has no text of its own, or where both are words by their class
(edition/tei/element_classes.py). Letters, looks, and what an editor says of letters may be a part of a word: nothing comes between.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from lxml import etree

from edition.tei.element_classes import CHUNKS, HOLDERS, META, OF_ENTRIES, PHRASES, WORDS
from edition.tei.names import DIVISIONS, TEI

# Sentences and clauses (model.segLike without c, m, pc, seg, w).
_SENTENCES = frozenset(TEI + name for name in ("s", "cl", "phr"))
_WHOLE = WORDS | _SENTENCES
# What may stand in a line too, of what has lines of its own elsewhere.
_IN_LINES = frozenset(TEI + name for name in "docAuthor docDate meeting camera caption tech view sound move".split())
# What every reader sets on lines of its own, so that no space is wanted beside it.
_OTHER_BLOCKS = "body front back group text item row cell speaker castItem castGroup biblStruct surfaceGrp surface zone line"
_ON_LINES = (CHUNKS - _IN_LINES) | {*DIVISIONS} | {TEI + name for name in _OTHER_BLOCKS.split()}
_W, _PC, _C, _NOTE = (TEI + name for name in ("w", "pc", "c", "note"))
_TOKENS = (_W, _PC)
# The edges of words after which, and before which, no space stands: opening marks, apostrophes and hyphens; closing marks.
_OPENING = frozenset("'’ʼ-‐‑([{«“„‹¿¡/\u00a0")
_CLOSING = frozenset(",.;:!?)]}»”’›%…··;")
# Scripts that are written without spaces between words, by how Unicode names their letters.
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN", "BOPOMOFO")


def part_words(root: etree._Element) -> None:
    """Put a space, in place, between all neighbours that are two words and have nothing between them."""
    for element in root.iter(etree.Element):
        # What has no letters meets nothing; if it looked for a neighbour too, a row of such elements would be walked many times.
        if not element.tail and (parent := element.getparent()) is not None and not _is_none(element):
            following = _neighbour(element)
            if following is not None and _are_two(element, following, parent) and _meet(element, following):
                element.tail = " "
    for parent in dict.fromkeys(word.getparent() for word in root.iter(*_TOKENS)):
        if parent is not None:
            _part_tokens(parent)


def _neighbour(element: etree._Element) -> etree._Element | None:
    """The next element with letters of the text after one, if no text stands between; notes within a line are passed over."""
    following = element.getnext()
    while following is not None and not following.tail and _is_none(following):
        following = following.getnext()
    return None if following is None or _is_none(following) else following


def _is_none(element: etree._Element) -> bool:
    """Whether an element has no letters of the text."""
    if not isinstance(element.tag, str) or element.tag in META:
        return True
    parent = element.getparent()
    return (element.tag == _NOTE and parent is not None and parent.tag not in HOLDERS) or _edge(element, 0) == ""


def _are_two(first: etree._Element, second: etree._Element, parent: etree._Element) -> bool:
    if first.tag in _ON_LINES or second.tag in _ON_LINES or (first.tag in _TOKENS and second.tag in _TOKENS):
        return False
    if parent.tag in HOLDERS:
        return True
    whole = _WHOLE | PHRASES if parent.tag in OF_ENTRIES else _WHOLE
    return first.tag in whole and second.tag in whole


def _meet(first: etree._Element, second: etree._Element) -> bool:
    """Whether the last letter of an element and the first one of another are those of two words."""
    last, begun = _edge(first, -1), _edge(second, 0)
    if not last or not begun or last.isspace() or begun.isspace() or last in _OPENING or begun in _CLOSING:
        return False
    return not (_is_unspaced(last) and _is_unspaced(begun))


def _is_unspaced(letter: str) -> bool:
    return letter > "\u0e00" and unicodedata.name(letter, "").startswith(_UNSPACED)


def _edge(element: etree._Element, at: int) -> str:
    """The first character (at 0) or the last one (at -1) of the text in an element; "" where it has none."""
    return next((text[at] for text in _texts(element, backwards=at < 0) if text), "")


def _texts(element: etree._Element, *, backwards: bool) -> Iterator[str]:
    if not isinstance(element.tag, str):
        return
    if not backwards:
        yield element.text or ""
    for child in element.iterchildren(reversed=backwards):
        if backwards:
            yield child.tail or ""
        yield from _texts(child, backwards=backwards)
        if not backwards:
            yield child.tail or ""
    if backwards:
        yield element.text or ""


def _part_tokens(parent: etree._Element) -> None:
    """Put spaces between the words and marks of a text of which each stands in an element (w, pc).

    Where white space stands between some of them, or within, a word without it is joined to the next on purpose.
    """
    tokens = [child for child in parent if child.tag in _TOKENS]
    if any((token.tail or "").strip(" \t\r\n") != (token.tail or "") for token in tokens[:-1]):
        return
    if parent.find(_C) is not None or any(_edge(token, -1).isspace() for token in tokens):
        return
    for token in tokens:
        following = token.getnext()
        if token.tail or following is None or following.tag not in _TOKENS:
            continue
        joined = token.get("join") in ("right", "both", "overlap") or following.get("join") in ("left", "both", "overlap")
        if not joined and _meet(token, following):
            token.tail = " "
