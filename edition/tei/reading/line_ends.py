"""Turn words that the end of a line, column or page cuts in a TEI document into whole ones: no space within, no hyphen of the line.

A break with `break="no"` cuts a word (Guidelines 3.11.3); so does one without @break after a hyphen. Whether the hyphen is the
word's own, the document itself tells where it has the word elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from edition.tei.element_classes import CHUNKS, HOLDERS
from edition.tei.names import TEI

_BREAKS = tuple(TEI + name for name in ("lb", "cb", "gb", "pb"))
_PC, _NOTE = TEI + "pc", TEI + "note"
# What may stand between the two halves of a word and is no text of it.
_BESIDE = (*_BREAKS, TEI + "fw", _NOTE, TEI + "milestone", TEI + "anchor")
# Hyphens that only the end of a line makes: the soft one, the sign of negation that transcribers use for it, the double oblique.
_OF_LINES = "\u00ad¬⸗"
_HYPHENS = rf"[-\u2010{_OF_LINES}]"
# White space within a line is the text's own: after a hyphen it says that the word ends here.
_CUT = re.compile(rf"(?<![^\W_])([^\W_]+)({_HYPHENS})(?:[ \t]*[\r\n]\s*)?\Z")
_ONLY_HYPHEN = re.compile(rf"\s*{_HYPHENS}\s*")
_BEGUN = re.compile(rf"({_HYPHENS})?([^\W_]+)")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_BLOCKS = CHUNKS | HOLDERS | {TEI + "item", TEI + "cell", TEI + "speaker"}
# Breaks, notes and the like that are passed on the way to the other half of a word; by eye: a page has fewer in one place. So
# thousands of them take time in proportion to their number.
_MOST_BESIDE = 40


@dataclass(frozen=True)
class _TextSlot:
    """A place where text stands in a tree: the text of an element, or its tail."""

    element: etree._Element
    tail: bool

    @property
    def text(self) -> str:
        return (self.element.tail if self.tail else self.element.text) or ""

    def set(self, text: str) -> None:
        if self.tail:
            self.element.tail = text
        else:
            self.element.text = text

    def put(self, before: str, hyphen: str, after: str, *, own: bool = False) -> None:
        """Write the text with a hyphen of the line in it, or with one that is the word's own."""
        made = etree.Element(_PC, {"force": "inter" if own else "weak"})
        made.text = hyphen
        if self.tail:
            self.element.tail = None
            self.element.addnext(made)
            self.element.tail = before
        else:
            self.element.text = before
            self.element.insert(0, made)
        made.tail = after


def join_lines(root: etree._Element) -> None:
    """Join, in place, the halves of all words that breaks cut. A hyphen that only the line's end made becomes
    `pc force="weak"`, one of the word's own `pc force="inter"`.
    """
    words = _KnownWords(root)
    grouped: set[etree._Element] = set()
    for first in list(root.iter(*_BREAKS)):
        if first not in grouped:
            group = _group(first)
            grouped.update(group)
            _join(group, words)


class _KnownWords:
    """The words of a document, in small letters."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root

    @cached_property
    def all(self) -> frozenset[str]:
        texts = (text for text in self.root.itertext() if not isinstance(text, bytes))
        return frozenset(word.lower() for text in texts for word in _WORD.findall(str(text)))

    def keep_hyphen(self, before: str, hyphen: str, after: str, *, otherwise: bool) -> bool:
        """Whether the hyphen between two halves is the word's own; `otherwise` where the word stands nowhere else."""
        if hyphen in _OF_LINES:
            return False
        joined, parted = (before + after).lower() in self.all, f"{before}-{after}".lower() in self.all
        return otherwise if joined == parted else parted


def _group(first: etree._Element) -> list[etree._Element]:
    """The breaks that follow one another from this one on, with what stands beside the text between them."""
    group = [first]
    while not (group[-1].tail or "").strip() and (following := group[-1].getnext()) is not None and following.tag in _BESIDE:
        if following.tag == _NOTE:
            break
        group.append(following)
    return group


def _join(group: list[etree._Element], words: _KnownWords) -> None:
    breaks = [element for element in group if element.tag in _BREAKS]
    told = any(element.get("break") == "no" for element in breaks)
    before = _before(group[0])
    if before is None or (not told and any(element.get("break") == "yes" for element in breaks)):
        return
    last = group[-1]
    after = _TextSlot(last, True) if (last.tail or "").strip() else _after(last)
    begun = _BEGUN.match(after.text.lstrip()) if after is not None else None
    cut = _CUT.search(before.text)
    if after is None or (not told and (begun is None or cut is None or begun[1])):
        return
    for element in breaks:
        element.set("break", "no")
    for element in group:
        if element is not last or (element.tail or "").strip():
            element.tail = (element.tail or "").lstrip() or None
    if begun is None:
        # Something else than a letter follows, three dots say; that the word goes on is told all the same.
        before.set(before.text.rstrip())
        after.set(after.text.lstrip())
        return
    _take_hyphen(after, told=told)
    if cut is not None:
        own = words.keep_hyphen(cut[1], cut[2], begun[2], otherwise=not told)
        before.put(before.text[: cut.start(2)], cut[2], "", own=own)
    elif before.element.tag == _PC and before.element.get("force") is None and _ONLY_HYPHEN.fullmatch(before.text):
        before.element.set("force", "weak")
    else:
        before.set(before.text.rstrip())


def _take_hyphen(after: _TextSlot, *, told: bool) -> None:
    """Take away white space before the second half of a word, and a hyphen that the beginning of the line has."""
    text = after.text.lstrip()
    if told and (begun := _BEGUN.match(text)) and begun[1]:
        after.put("", begun[1], text[1:])
    else:
        after.set(text)


def _before(element: etree._Element) -> _TextSlot | None:
    """The text that stands before an element in its block."""
    node = element
    for _ in range(_MOST_BESIDE):
        previous = node.getprevious()
        if previous is None:
            parent = node.getparent()
            if parent is None or (parent.tag in _BLOCKS and not parent.text):
                return None
            if parent.text:
                return _TextSlot(parent, False)
            node = parent
        elif previous.tail:
            return _TextSlot(previous, True)
        elif _is_beside(previous):
            node = previous
        else:
            return _last(previous)
    return None


def _is_beside(element: etree._Element) -> bool:
    return not isinstance(element.tag, str) or element.tag in _BESIDE


def _last(element: etree._Element) -> _TextSlot | None:
    """The last text in an element; None in a block, or where a block is the last in it."""
    while element.tag not in _BLOCKS:
        child = next((child for child in element.iterchildren(reversed=True) if child.tail or not _is_beside(child)), None)
        if child is None:
            return _TextSlot(element, False) if element.text else None
        if child.tail:
            return _TextSlot(child, True)
        element = child
    return None


def _after(element: etree._Element) -> _TextSlot | None:
    """The text that stands after an element in its block."""
    node = element
    for _ in range(_MOST_BESIDE):
        if (node.tail or "").strip():
            return _TextSlot(node, True)
        following = node.getnext()
        if following is None:
            parent = node.getparent()
            if parent is None or parent.tag in _BLOCKS:
                return None
            node = parent
        elif _is_beside(following):
            node = following
        else:
            return _first(following)
    return None


def _first(element: etree._Element) -> _TextSlot | None:
    """The first text in an element; None in a block, or where a block is the first in it."""
    while element.tag not in _BLOCKS:
        if (element.text or "").strip():
            return _TextSlot(element, False)
        child = next((child for child in element if (child.tail or "").strip() or not _is_beside(child)), None)
        if child is None:
            return None
        if _is_beside(child):
            return _TextSlot(child, True)
        element = child
    return None
