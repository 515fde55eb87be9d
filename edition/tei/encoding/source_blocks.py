"""Turn what the blocks of a source stand in (a stanza, a speech, a table) into the elements of TEI that hold them.

The elements are written as the blocks come. Whether an epigraph, an opener or a closer stands where TEI allows it is known at the
end: `settle` turns those that do not into elements that may stand anywhere (Guidelines 4.2).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence

from lxml import etree

from edition.model import BlockKind, Figure, Paragraph, Surrounding
from edition.tei.encoding.entry_notes import list_form
from edition.tei.encoding.figures import write_figure
from edition.tei.encoding.pen import Pen
from edition.tei.names import DIVISIONS, TEI

# The elements that hold blocks, the outer first, with their types.
_HOLDERS: Mapping[Surrounding, tuple[tuple[str, str], ...]] = {
    "quotation": (("quote", ""),), "epigraph": (("epigraph", ""),), "letter": (("floatingText", "letter"), ("body", "")),
    "postscript": (("postscript", ""),), "list": (("list", ""),), "table": (("table", ""),), "row": (("row", ""),),
    "stanza": (("lg", ""),), "speech": (("sp", ""),),
}  # fmt: skip
# The element of each kind of block, with its type.
_BLOCKS: Mapping[BlockKind, tuple[str, str]] = {
    "l": ("l", ""), "item": ("item", ""), "stage": ("stage", ""), "cell": ("cell", ""), "caption": ("head", ""),
    "pre": ("ab", "pre"), "dateline": ("dateline", ""), "salute": ("salute", ""), "signed": ("signed", ""),
}  # fmt: skip
_LETTER_PARTS = frozenset(("dateline", "salute", "signed"))
_LIST, _TABLE, _ROW, _LG, _ITEM, _BODY, _OPENER, _CLOSER, _ARGUMENT, _EPIGRAPH, _POSTSCRIPT = (
    TEI + name for name in "list table row lg item body opener closer argument epigraph postscript".split()
)
# What may stand at the top of a division alone, and what at its bottom.
_TOP = frozenset((_OPENER, _ARGUMENT, _EPIGRAPH, TEI + "head"))
_BOTTOM = frozenset((_CLOSER, _POSTSCRIPT))
# What stands anywhere and counts for neither.
_ANYWHERE = frozenset(TEI + name for name in "milestone pb lb fw note figure metamark ref ptr pc".split())
# What holds no block that is none of its own.
_CLOSED = frozenset((_LIST, _TABLE, _ROW, _LG, _OPENER, _CLOSER))
# The parents in which an opener, a closer and their like may stand.
_PARENTS = frozenset((*DIVISIONS, _BODY))


class SourceHolders:
    """The elements that hold the blocks of one entry, as they open and close. `pen` stands in the division of the entry.

    `figures`: the pictures of the entry. The caption of a picture is a part of the text layer; without one it is written here.
    """

    def __init__(self, pen: Pen, figures: Iterable[Figure] = ()) -> None:
        self.pen = pen
        self.figures = deque(figure for figure in figures if not figure.caption)
        # How many paragraphs have begun.
        self.count = 0
        self.division = len(pen.stack)
        # What is open, and how deep the pen stands in each.
        self.open: list[tuple[Surrounding, int]] = []
        # How much is open of what begins with the next paragraph.
        self.begun = 0

    def rest(self, following: Paragraph | None) -> None:
        """Close what does not hold the paragraph that follows; None where the entry has no more."""
        self._close_to(max(following.shared, self.begun) if following is not None else 0)

    def marks_break(self, following: Paragraph) -> bool:
        """Mark the break before a paragraph, where a milestone may stand before it: not between two cells of a row."""
        self.rest(following)
        if self.pen.element.tag == _ROW:
            return False
        self.pen.empty("milestone", unit="section")
        return True

    def rest_beside(self, following: Paragraph | None) -> None:
        """The same, for what is no paragraph: between two cells of a row nothing stands, so that it goes into the first of them."""
        self.rest(following)
        if self.pen.element.tag == _ROW:
            self.pen.stack.append(self.pen.element[-1])

    def show(self, following: Paragraph | None) -> None:
        """Write the pictures without a caption that stand before a paragraph; None where the entry has no more."""
        while self.figures and (following is None or self.figures[0].paragraph <= self.count):
            self.rest_beside(following)
            write_figure(self.pen, self.figures.popleft())

    def begin_speech(self, paragraph: Paragraph) -> None:
        """Open what begins with a paragraph, from the outermost to the speech, before who speaks is named."""
        self.rest(paragraph)
        for one in paragraph.within[len(self.open) : paragraph.within.index("speech") + 1]:
            self._open(one, paragraph)
        self.begun = len(self.open)

    def begin(self, paragraph: Paragraph) -> tuple[str, str]:
        """Open what holds a paragraph; give the name of its own element and its type. The pen then stands in its parent."""
        self.rest(paragraph)
        self.begun = 0
        self.count += 1
        for one in paragraph.within[len(self.open) :]:
            self._open(one, paragraph)
        kind = paragraph.kind
        if kind in _LETTER_PARTS:
            self._into((_OPENER, _CLOSER), "closer" if _has_text(self.pen.element) else "opener")
        elif kind == "argument":
            self._into((_ARGUMENT,), "argument")
        elif kind not in ("item", "cell", "caption"):
            self._into_part()
        if kind == "caption" and (self.pen.element.tag != _TABLE or _has_text(self.pen.element)):
            return "ab", "caption"
        return _BLOCKS.get(kind, ("p", ""))

    def _close_to(self, count: int) -> None:
        """Close what holds blocks but the first so many."""
        del self.open[count:]
        del self.pen.stack[self.open[-1][1] if self.open else self.division :]

    def _open(self, what: Surrounding, paragraph: Paragraph) -> None:
        self._into_part()
        for tag, type_ in _HOLDERS[what]:
            self.pen.open(tag, type=type_, rend=list_form(paragraph.label) if tag == "list" else "")
        self.open.append((what, len(self.pen.stack)))

    def _into_part(self) -> None:
        """In a list go into its last item, or a new one if it has none; in a row into a new cell."""
        if self.pen.element.tag == _LIST:
            self._into((_ITEM,), "item")
        elif self.pen.element.tag == _ROW:
            self.pen.open("cell")

    def _into(self, tags: Iterable[str], new: str) -> None:
        """Go into the element written last, if it has one of these tags; else into a new one."""
        last = next((child for child in reversed(self.pen.element) if child.tag not in _ANYWHERE), None)
        if last is not None and last.tag in tags and (last.getnext() is None or new == "item"):
            self.pen.stack.append(last)
        else:
            self.pen.open(new)


def holds_matter(element: etree._Element) -> bool:
    """Whether an element may hold a block that is none of the text."""
    return element.tag not in _CLOSED


def _has_text(element: etree._Element) -> bool:
    """Whether an element has a block that is no part of its top."""
    return any(child.tag not in _TOP and child.tag not in _ANYWHERE for child in element)


def settle(text: etree._Element) -> None:
    """Turn what TEI allows at the top or the bottom of a division alone, and stands elsewhere, into what may stand where it is."""
    wanted = _TOP | _BOTTOM
    parents = dict.fromkeys(one.getparent() for one in text.iter(*wanted) if one.tag != TEI + "head")
    for parent in parents:
        if parent is None:
            continue
        children = [child for child in parent if child.tag not in _ANYWHERE]
        places = _misplaced(children) if parent.tag in _PARENTS else range(len(children))
        for place in places:
            if children[place].tag in wanted and children[place].tag != TEI + "head":
                _loosen(children[place])


def _misplaced(children: Sequence[etree._Element]) -> list[int]:
    """The places of elements that stand at neither end of their division, or leave no text in a letter."""
    tops = next((at for at, child in enumerate(children) if child.tag not in _TOP), len(children))
    found = [at for at in range(tops, len(children)) if children[at].tag in _TOP]
    loosened = set(found)
    end = len(children)
    while end > tops and children[end - 1].tag in _BOTTOM and end - 1 not in loosened:
        end -= 1
    found += [at for at in range(tops, end) if children[at].tag in _BOTTOM]
    if end == tops and not loosened:
        # A division with a bottom has text before it, and a letter has text.
        parent = children[0].getparent() if children else None
        if parent is not None and (end < len(children) or parent.tag == _BODY):
            found += [at for at in (range(tops, len(children)) if end < len(children) else range(tops - 1, tops)) if at >= 0]
    return found


def _loosen(element: etree._Element) -> None:
    """Turn an element of the top or the bottom of a division into elements that may stand among blocks."""
    if element.tag == _EPIGRAPH:
        element.tag = TEI + "quote"
        element.set("type", "epigraph")
    elif element.tag == _POSTSCRIPT:
        element.tag = _BODY
        floating = etree.Element(TEI + "floatingText", {"type": "postscript"})
        element.addprevious(floating)
        floating.append(element)
    else:
        for part in list(element):
            if part.tag not in _ANYWHERE:
                kind = "argument" if element.tag == _ARGUMENT else etree.QName(part).localname
                part.tag = TEI + "ab"
                part.attrib["type"] = kind
            element.addprevious(part)
        above = element.getparent()
        if above is not None:
            above.remove(element)
