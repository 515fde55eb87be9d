"""Turn stretches that are marked with their looks into hi, foreign and ref, as few as can be (Guidelines 3.3.2).

A pen marks each stretch of text by itself, within whatever element is open. Here stretches that touch become one element, which may
also hold names, choices and apps if all that stands in these has the look: so no hi crosses the border of an app unless all of its
readings have it. An element that stands alone has its look within. White space at the ends of a stretch goes out of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from edition.tei.elements import append
from edition.tei.names import TEI, XML_LANG, pointer
from edition.text.looks import LookKey

# What marks a stretch of text while a tree is made, by a name that TEI has not; @n is its place in the list of looks.
MARKED = "edition-look"
RENDS = {
    "italic": "italic", "bold": "bold", "small-caps": "smallcaps", "sup": "superscript", "sub": "subscript",
    "underline": "underline", "strike": "strikethrough",
}  # fmt: skip
# What a look may hold besides text, if all of its words have it.
_THROUGH = frozenset(TEI + name for name in "persName placeName orgName title rs choice sic corr app lem rdg rdgGrp".split())
# What holds forms of the same words, of which no two have a look together.
_OF_FORMS = frozenset(TEI + name for name in ("app", "rdgGrp", "choice"))
# What has no words of the text and parts no look.
_WORDLESS = frozenset(TEI + name for name in ("lb", "pb", "pc"))
_APP = TEI + "app"
_NONE: frozenset[LookKey] = frozenset()
# Of two looks of the same words the one that stands without: what a thing is, before how it looks.
_OUTER = ("stage", "link", "lang", *RENDS)
# Names and words of another language hold no stage direction (Guidelines 7.2.4): it stands around them, or parts them.
_STAGE = "stage"


@dataclass(frozen=True, slots=True)
class _LookedPiece:
    """A piece of what an element holds: text or an element, and the looks that all of its words have; None if it has no words."""

    content: str | etree._Element
    held: frozenset[LookKey] | None


def set_looks(root: etree._Element, marked: Sequence[frozenset[LookKey]]) -> None:
    """Turn all marked stretches within an element into elements of TEI. `marked`: the looks of each, by the number of its mark."""
    if not marked:
        return
    _Looks(root, marked).arrange(root, _NONE)


class _Looks:
    """Arranges the looks within one element; `above`: what holds a marked stretch; `held`: what `holds` has found."""

    def __init__(self, root: etree._Element, marked: Sequence[frozenset[LookKey]]) -> None:
        self.marked = marked
        self.above: set[etree._Element] = set()
        self.held: dict[etree._Element, frozenset[LookKey] | None] = {}
        for mark in root.iter(MARKED):
            node = mark.getparent()
            while node is not None and node not in self.above:
                self.above.add(node)
                node = node.getparent() if node is not root else None

    def holds(self, element: etree._Element) -> frozenset[LookKey] | None:
        """The looks that all words in an element have; None if it has no words and parts no look."""
        if element not in self.held:
            self.held[element] = self._holds(element)
        return self.held[element]

    def _holds(self, element: etree._Element) -> frozenset[LookKey] | None:
        if element.tag == MARKED:
            return self.marked[int(element.get("n", ""))] if (element.text or "").strip() else None
        if element.tag in _WORDLESS:
            return None
        if element.tag not in _THROUGH or element.get("type") == "entry":
            return _NONE
        found = [_NONE for text in (element.text, *(child.tail for child in element)) if (text or "").strip()]
        found += [held for child in element if (held := self.holds(child)) is not None]
        held = frozenset.intersection(*found) if found else None
        if held and element.tag == _APP:
            # What only some witnesses have goes over no app: the witnesses of its readings are others than those of the text.
            return frozenset(key for key in held if not key[2])
        return held

    def arrange(self, element: etree._Element, outer: frozenset[LookKey]) -> None:
        """Arrange the looks within an element. `outer`: those that an element around it gives it already."""
        if element not in self.above:
            return
        if element.tag in _OF_FORMS or not any(self.holds(child) or child.tag == MARKED for child in element):
            for child in element:
                self.arrange(child, outer if element.tag in _THROUGH else _NONE)
            return
        pieces = []
        if element.text:
            pieces.append(_of_text(element.text))
        for child in list(element):
            pieces.append(_LookedPiece(child, self.holds(child)))
            if child.tail:
                pieces.append(_of_text(child.tail))
            child.tail = None
            element.remove(child)
        element.text = None
        self._write(element, pieces, outer)

    def _write(self, into: etree._Element, pieces: list[_LookedPiece], outer: frozenset[LookKey]) -> None:
        """Write pieces one after another, those that have a look in common within one element."""
        at = 0
        while at < len(pieces):
            key, end = _longest(pieces, at, outer)
            if key is None:
                self._put(into, pieces[at], outer)
                at += 1
                continue
            before, run, after = _without_ends(pieces[at:end])
            append(into, before)
            made = _element(into, key)
            self._write(made, run, outer | {key})
            _merge(made)
            append(into, after)
            at = end

    def _put(self, into: etree._Element, piece: _LookedPiece, outer: frozenset[LookKey]) -> None:
        content = piece.content
        if isinstance(content, str):
            append(into, content)
        elif content.tag == MARKED:
            append(into, content.text or "")
        else:
            into.append(content)
            self.arrange(content, outer if content.tag in _THROUGH else _NONE)


def _of_text(text: str) -> _LookedPiece:
    return _LookedPiece(text, _NONE if text.strip() else None)


def _longest(pieces: Sequence[_LookedPiece], at: int, outer: frozenset[LookKey]) -> tuple[LookKey | None, int]:
    """Of the looks of a piece the one that goes on for longest, and where it ends."""
    best: tuple[int, int, LookKey] | None = None
    for key in sorted((pieces[at].held or _NONE) - outer, key=lambda key: (_OUTER.index(key[0]), key)):
        end = stop = at + 1
        while stop < len(pieces) and ((held := pieces[stop].held) is None or (key in held and not _acts_anew(key, held - outer))):
            stop += 1
            end = stop if held is not None else end
        if end == at + 1 and not _is_marked(pieces[at]) and (key[0] != _STAGE or _is_app(pieces[at])):
            continue
        if best is None or (end > best[0] and best[2][0] != _STAGE):
            best = end, at, key
    return (best[2], best[0]) if best else (None, at)


def _acts_anew(key: LookKey, others: frozenset[LookKey]) -> bool:
    """Whether a stage direction begins in words that have another look too: it stands around that."""
    return key[0] != _STAGE and any(other[0] == _STAGE for other in others)


def _is_app(piece: _LookedPiece) -> bool:
    return not isinstance(piece.content, str) and piece.content.tag == _APP


def _is_marked(piece: _LookedPiece) -> bool:
    return not isinstance(piece.content, str) and piece.content.tag == MARKED


def _without_ends(run: list[_LookedPiece]) -> tuple[str, list[_LookedPiece], str]:
    """A run of pieces without the white space at its ends, and that white space."""
    before = after = ""
    first, last = run[0].content, run[-1].content
    if not isinstance(first, str) and first.tag == MARKED:
        words = first.text or ""
        first.text = words.lstrip()
        before = words[: len(words) - len(first.text)]
    if not isinstance(last, str) and last.tag == MARKED:
        words = last.text or ""
        last.text = words.rstrip()
        after = words[len(last.text) :]
    return before, run, after


def _element(into: etree._Element, key: LookKey) -> etree._Element:
    look, value, sigla = key
    if look == "lang":
        made = etree.SubElement(into, TEI + "foreign")
        made.set(XML_LANG, value)
    elif look == _STAGE:
        made = etree.SubElement(into, TEI + "stage")
    elif look == "link":
        made = etree.SubElement(into, TEI + "ref", {"target": value})
    else:
        made = etree.SubElement(into, TEI + "hi", {"rend": RENDS[look]})
    if sigla:
        made.set("source", " ".join(map(pointer, sigla)))
    return made


def _merge(made: etree._Element) -> None:
    """Of words in another language that look otherwise make one element: the element says what they are, @rend how they look."""
    inner = made[0] if made.tag == TEI + "foreign" and len(made) == 1 and not made.text else None
    if inner is None or inner.tag != TEI + "hi" or inner.tail or inner.get("source") != made.get("source"):
        return
    made.set("rend", inner.get("rend", ""))
    made.remove(inner)
    made.text = inner.text
    made.extend(list(inner))
