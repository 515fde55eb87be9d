"""Turn a fault of structure into a message that an editor understands: what is wrong there, what may stand there, what to write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from edition.hints import nearest
from edition.messages import Message
from edition.model import Locus
from edition.tei.dates import DATE_ATTRIBUTES
from edition.tei.names import XML
from edition.tei.places import Places
from edition.tei.vocabulary import Content, Vocabulary, listed

POINTERS = frozenset({"wit", "source", "corresp", "resp", "ref", "next", "prev", "target", "who"})

# What to write where one element stands in another and may not: (element, parent).
_ADVICE = {
    ("p", "p"): "End the first paragraph with </p> before the next begins",
    ("lem", "app"): "Put <lem> first in <app>, before any <rdg>; there is one at most",
    ("app", "lem"): "End the reading first: apparatus entries do not stand within readings here",
    ("app", "rdg"): "End the reading first: apparatus entries do not stand within readings here",
    ("div", "p"): "Close the paragraph with </p> before the division begins",
    ("note", "note"): "Put the inner note beside the outer one",
}


def local(element: etree._Element) -> str:
    """An element's name without its namespace."""
    return etree.QName(element).localname


def attribute_name(key: str | bytes) -> str:
    """An attribute's name as it is written: `xml:id`."""
    return str(key).replace(XML, "xml:")


def clark(name: str) -> str:
    """An attribute's name as lxml has it."""
    return name.replace("xml:", XML)


def shown(text: str | None) -> str:
    """A text short enough to stand in a message."""
    words = " ".join((text or "").split())
    return words if len(words) <= 40 else f"{words[:39]}…"


def tags(names: Iterable[str]) -> str:
    """Names of elements, of which one must stand in a place."""
    return " or ".join(f"<{name}>" for name in list(names)[:6] if name) or "something"


@dataclass(frozen=True, slots=True)
class Wording:
    """The messages on one document: where things stand in it, and what its schema knows."""

    places: Places
    file: str
    vocabulary: Vocabulary

    def at(self, element: etree._Element, attribute: str = "") -> Locus:
        """The place of an element's start tag or of one of its attributes."""
        return Locus(self.file, *self.places.of(element, clark(attribute) if attribute else ""))

    def misplaced(self, element: etree._Element, expected: Iterable[str] = (), otherwise: str = "") -> Message:
        """An element that the schema does not know (E411) or not in this place (E412); `expected`: what may stand there."""
        name, parent = local(element), element.getparent()
        within = local(parent) if parent is not None else ""
        may = sorted(expected) or sorted(self.vocabulary.of(within).children)
        if name not in self.vocabulary.elements:
            near = nearest(name, may) or nearest(name, self.vocabulary.elements)
            hint = f"Did you mean <{near}>?" if near else f"In <{within}> may stand: {listed(may)}."
            return Message("E411", self.at(element), {"name": name, "hint": hint})
        hint = _ADVICE.get((name, within)) or otherwise or (f"May stand here: {listed(may)}" if may else "Take it out")
        return Message("E412", self.at(element), {"name": name, "within": within or "the document", "hint": f"{hint}."})

    def too_early(self, element: etree._Element, missing: list[str]) -> Message:
        """An element before one that must come first: that is missing (E413), or it stands after (E412)."""
        late = next((other for other in element.itersiblings(etree.Element) if local(other) in missing), None)
        if late is not None:
            return self.misplaced(late, otherwise=f"Put it before <{local(element)}>")
        return Message("E413", self.at(element), {"name": local(element), "missing": tags(missing)})

    def incomplete(self, element: etree._Element, missing: list[str]) -> Message:
        """An element that ends too early (E414), told at its end."""
        locus = Locus(self.file, *self.places.end_of(element))
        return Message("E414", locus, {"name": local(element), "missing": tags(missing)})

    def attribute(self, element: etree._Element, name: str, content: Content | None = None) -> Message:
        """An attribute that may not stand on an element (E415)."""
        may = sorted((content or self.vocabulary.of(local(element))).attributes)
        near = nearest(name, [other for other in may if clark(other) not in element.attrib])
        if name in may:
            hint = "Look at its other attributes: this one does not go with them."
        elif near:
            hint = f"Did you mean {near}?"
        else:
            hint = f"<{local(element)}> may have: {listed(may)}." if may else f"Take it out: <{local(element)}> has no attributes."
        return Message("E415", self.at(element, name), {"name": local(element), "attribute": name, "hint": hint})

    def lacking(self, element: etree._Element, names: Iterable[str], content: Content | None = None) -> Message | None:
        """Attributes that an element must have and has not (E416), but those that are there misspelt and told of already."""
        may = (content or self.vocabulary.of(local(element))).attributes
        unknown = [name for name in map(attribute_name, element.keys()) if name not in may]
        wanted = sorted(set(names) - {nearest(name, may) for name in unknown})
        return Message("E416", self.at(element), {"name": local(element), "attributes": listed(wanted)}) if wanted else None

    def value(self, element: etree._Element, name: str, content: Content | None = None) -> Message:
        """A value that an attribute may not have (E417)."""
        value = element.get(clark(name), "")
        closed = (content or self.vocabulary.of(local(element))).closed(name)
        if name in DATE_ATTRIBUTES:
            hint = "Write the date as year, month and day, 1944-08-09, or year and month, 1944-08, or the year."
        elif name == "xml:id" and not closed:
            hint = "Begin with a letter, then letters, digits, full stops, hyphens or underscores, without spaces."
        elif value in closed:
            hint = f"It does not go with the other attributes. Otherwise may stand: {listed(closed)}."
        elif closed:
            near = nearest(value, closed)
            hint = f"Did you mean {near}? It is one of: {listed(closed)}." if near else f"Write one of: {listed(closed)}."
        elif name in POINTERS:
            hint = "Write a # and an xml:id of this file; between several, a space."
        else:
            hint = "Look up what the schema allows there."
        values: dict[str, object] = {"name": local(element), "attribute": name, "value": shown(value), "hint": hint}
        return Message("E417", self.at(element, name), values)

    def stray_text(self, element: etree._Element) -> Message:
        """Words where only elements may stand (E418)."""
        words, line, column = self.places.words_in(element)
        return Message("E418", Locus(self.file, line, column), {"name": local(element), "text": shown(words)})

    def content(self, element: etree._Element) -> Message:
        """Words that are no value of the kind that an element holds (E419)."""
        words, line, column = self.places.words_in(element)
        return Message("E419", Locus(self.file, line, column), {"name": local(element), "text": shown(words)})

    def other(self, element: etree._Element | None, what: str, locus: Locus | None = None) -> Message:
        """Anything else, in the validator's own words (E420)."""
        return Message("E420", locus or (self.at(element) if element is not None else Locus(self.file)), {"what": what.rstrip(".")})
