"""Turn what is written one after another into an element of TEI: text, marked with its looks, and elements within it."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from edition.model import InlineRange
from edition.tei.elements import append
from edition.tei.encoding.look_elements import MARKED
from edition.tei.names import TEI
from edition.text.looks import LookKey, look_runs


class Pen:
    """Writes text and elements at the end of one element, or of those that it has opened in it.

    `marked`: the looks of the stretches that it has marked, for `set_looks`; pens that write one tree share it.
    """

    def __init__(self, element: etree._Element, marked: list[frozenset[LookKey]] | None = None) -> None:
        self.stack = [element]
        self.marked = [] if marked is None else marked

    @property
    def element(self) -> etree._Element:
        """The innermost open element."""
        return self.stack[-1]

    def write(self, text: str, looks: Sequence[LookKey] = ()) -> None:
        """Write text, marked with its looks. A paragraph break in it, "\\n", becomes a milestone (Guidelines 3.11.3)."""
        for number, part in enumerate(text.split("\n")):
            if number:
                self.empty("milestone", unit="paragraph")
            if part and looks:
                etree.SubElement(self.element, MARKED, {"n": str(len(self.marked))}).text = part
                self.marked.append(frozenset(looks))
            elif part:
                append(self.element, part)

    def write_looked(self, text: str, looks: Sequence[InlineRange]) -> None:
        """Write text, each stretch of it marked with its looks. `looks`: ranges of the text."""
        at = 0
        for run in look_runs(looks):
            self.write(text[at : run.start])
            self.write(text[run.start : run.end], run.keys)
            at = run.end
        self.write(text[at:])

    def open(self, tag: str, **attributes: str) -> etree._Element:
        """Open an element within the innermost one; what follows is written into it. Empty attributes are left out."""
        element = etree.SubElement(self.element, TEI + tag, {k: v for k, v in attributes.items() if v})
        self.stack.append(element)
        return element

    def close(self) -> None:
        """Close the innermost element."""
        self.stack.pop()

    def empty(self, tag: str, **attributes: str) -> etree._Element:
        """Write an element without content. Empty attributes are left out."""
        return etree.SubElement(self.element, TEI + tag, {k: v for k, v in attributes.items() if v})
