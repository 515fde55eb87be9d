"""Turn a fault of structure into a message that an editor understands: what is wrong there, what may stand there, what to write."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml import etree

from edition.messages import Message
from edition.messages.hints import listed, nearest
from edition.model import Locus
from edition.tei.date_attributes import DATE_ATTRIBUTES
from edition.tei.names import NS, XML, XML_NS
from edition.tei.reading.positions import Places
from edition.tei.validation.relaxng.automaton import State
from edition.tei.validation.relaxng.patterns import Attribute, Choice, Element, Pattern
from edition.tei.validation.relaxng.schema import Schema

# What to write where one element stands in another and may not: (element, parent).
_ADVICE = {
    ("p", "p"): "End the first paragraph with </p> before the next begins",
    ("lem", "app"): "Put <lem> first in <app>, before any <rdg>; there is one at most",
    ("app", "lem"): "End the reading first: apparatus entries do not stand within readings here",
    ("app", "rdg"): "End the reading first: apparatus entries do not stand within readings here",
    ("div", "p"): "Close the paragraph with </p> before the division begins",
    ("note", "note"): "Put the inner note beside the outer one",
}
# What to write for a kind of value, by the datatype's name in XML Schema.
_KINDS = {
    "anyURI": "Write an address, or a # and an xml:id of this file; between several, a space.",
    "boolean": "Write true or false.",
    "date": "Write the date as year, month and day: 1944-08-09.",
    "decimal": "Write a number: 2 or 0.5.",
    "double": "Write a number: 2 or 0.5.",
    "float": "Write a number: 2 or 0.5.",
    "ID": "Begin with a letter, then letters, digits, full stops, hyphens or underscores, without spaces.",
    "integer": "Write a whole number: 12.",
    "language": "Write a language tag like en, fr, de-AT or grc.",
    "Name": "Begin with a letter, then letters, digits, full stops, hyphens or underscores, without spaces.",
    "NCName": "Begin with a letter, then letters, digits, full stops, hyphens or underscores, without spaces.",
    "nonNegativeInteger": "Write a whole number: 0, 1, 2 and so on.",
    "token": "Write one word, without spaces, of the form that the schema asks for.",
}
_DATE = "Write the date as year, month and day, 1944-08-09, or year and month, 1944-08, or the year."


def local(element: etree._Element) -> str:
    """An element's name without its namespace."""
    return etree.QName(element).localname


def attribute_name(key: str | bytes) -> str:
    """An attribute's name as it is written: `xml:id`."""
    return str(key).replace(XML, "xml:")


def shown(text: str | None) -> str:
    """A text short enough to stand in a message."""
    words = " ".join((text or "").split())
    return words if len(words) <= 40 else f"{words[:39]}…"


def names_of(letters: Iterable[Element | Attribute]) -> list[str]:
    """The names of declarations as they are written, sorted; of an open class of names nothing can be told."""
    pairs = {name for letter in letters for name in letter.names.names}
    return sorted(attribute_name(f"{{{namespace}}}{name}") if namespace == XML_NS else name for namespace, name in pairs)


def tags(names: Iterable[str]) -> str:
    """Names of elements, of which one must stand in a place."""
    return " or ".join(f"<{name}>" for name in list(names)[:6] if name) or "something"


def _required(pattern: Pattern) -> list[frozenset[str]]:
    """The smallest sets of attributes of which a pattern asks for one: `[{}]` where it asks for none."""
    if isinstance(pattern, Attribute):
        return [frozenset(names_of([pattern]))]
    sets = [frozenset[str]()]
    if isinstance(pattern, Choice):
        sets = [one for part in pattern.parts for one in _required(part)]
    else:
        for part in pattern.parts:
            sets = [one | other for one in sets for other in _required(part)]
    return list(dict.fromkeys(one for one in sets if not any(other < one for other in sets)))


@dataclass(frozen=True, slots=True)
class FaultMessages:
    """The messages on one document: where things stand in it, and what its schema knows."""

    places: Places
    file: str
    schema: Schema

    def at(self, element: etree._Element, key: str = "") -> Locus:
        """The place of an element's start tag or of one of its attributes."""
        return Locus(self.file, *self.places.of(element, key))

    def misplaced(self, element: etree._Element, may: Sequence[str]) -> Message:
        """An element that the schema does not know (E411) or not in this place (E412); `may`: what may stand there."""
        name, parent = local(element), element.getparent()
        within = local(parent) if parent is not None else ""
        namespace = etree.QName(element).namespace or ""
        known = self.schema.known
        if name not in known or not any(declared.names.has(namespace, name) for declared in self.schema.named(name)):
            near = nearest(name, may) or nearest(name, known)
            if namespace != NS and name in known:
                hint = f'It is of the namespace {namespace or "of none"}: write xmlns="{NS}" on the root, and no other xmlns here.'
            else:
                hint = f"Did you mean <{near}>?" if near else f"In <{within}> may stand: {listed(may) or 'no other element'}."
            return Message("E411", self.at(element), {"name": name, "hint": hint})
        hint = _ADVICE.get((name, within)) or (f"May stand here: {listed(may)}" if may else "Take it out")
        return Message("E412", self.at(element), {"name": name, "within": within or "the document", "hint": f"{hint}."})

    def too_early(self, element: etree._Element, missing: Sequence[str]) -> tuple[Message, list[etree._Element]]:
        """An element before one that must come first: that is missing (E413), or it stands after (E412), and which that is."""
        late = next((other for other in element.itersiblings(etree.Element) if local(other) in missing), None)
        if late is None:
            return Message("E413", self.at(element), {"name": local(element), "missing": tags(missing)}), []
        parent = element.getparent()
        within = local(parent) if parent is not None else "the document"
        hint = _ADVICE.get((local(late), within)) or f"Put <{local(late)}> of line {self.places.of(late)[0]} before it"
        return Message("E412", self.at(element), {"name": local(element), "within": within, "hint": f"{hint}."}), [late]

    def incomplete(self, element: etree._Element, missing: Sequence[str]) -> Message:
        """An element that ends too early (E414), told at its end."""
        locus = Locus(self.file, *self.places.end_of(element))
        return Message("E414", locus, {"name": local(element), "missing": tags(missing)})

    def attribute(self, element: etree._Element, key: str, declared: Sequence[Attribute]) -> Message:
        """An attribute that may not stand on an element (E415); `declared`: those that may."""
        name, may = attribute_name(key), names_of(declared)
        given = {attribute_name(other) for other in element.keys()}
        near = nearest(name, [other for other in may if other not in given])
        if name in may:
            hint = "Look at its other attributes: this one does not go with them."
        elif near:
            hint = f"Did you mean {near}?"
        else:
            hint = f"<{local(element)}> may have: {listed(may)}." if may else f"Take it out: <{local(element)}> has no attributes."
        return Message("E415", self.at(element, key), {"name": local(element), "attribute": name, "hint": hint})

    def lacking(self, element: etree._Element, state: State, declared: Sequence[Attribute]) -> Message | None:
        """Attributes that an element in this state must have and has not (E416).

        None where they are there misspelt and told of already, or where attributes are not what is wrong.
        """
        may = names_of(declared)
        unknown = [name for name in map(attribute_name, element.keys()) if name not in may]
        meant = {nearest(name, may) for name in unknown}
        sets = [one - meant for _, rest in state.ways for one in _required(rest)]
        fewest = min(map(len, sets), default=0)
        if not fewest:
            return None
        wanted = dict.fromkeys(listed(sorted(one)) for one in sets if len(one) == fewest)
        return Message("E416", self.at(element), {"name": local(element), "attributes": " or ".join(wanted)})

    def value(self, element: etree._Element, key: str, declared: Sequence[Attribute], all_: Sequence[Attribute]) -> Message:
        """A value that an attribute may not have (E417).

        `declared`: the attribute, as it may be beside the others on this tag; `all_`: every attribute of the element.
        """
        name, value = attribute_name(key), element.get(key, "")
        closed = {value for attribute in declared for value in attribute.value.values}
        kinds = {kind for attribute in declared for kind in attribute.value.kinds}
        same = [attribute for attribute in all_ if attribute.names == declared[0].names]
        elsewhere = {value for attribute in same for value in attribute.value.values}
        if "date" in kinds or (name in DATE_ATTRIBUTES and not closed):
            hint = _DATE
        elif value in elsewhere:
            hint = f"It does not go with the other attributes. Otherwise may stand: {listed(sorted(elsewhere))}."
        elif closed and not kinds:
            near = nearest(value, closed)
            one_of = listed(sorted(closed))
            hint = f"Did you mean {near}? It is one of: {one_of}." if near else f"Write one of: {one_of}."
        else:
            hint = next((_KINDS[kind] for kind in sorted(kinds) if kind in _KINDS), "Look up what the schema allows there.")
        values: dict[str, object] = {"name": local(element), "attribute": name, "value": shown(value), "hint": hint}
        return Message("E417", self.at(element, key), values)

    def stray_text(self, element: etree._Element) -> Message:
        """Words where only elements may stand (E418)."""
        words, line, column = self.places.words_in(element)
        return Message("E418", Locus(self.file, line, column), {"name": local(element), "text": shown(words)})

    def content(self, element: etree._Element) -> Message:
        """Words that are no value of the kind that an element holds (E419)."""
        words, line, column = self.places.words_in(element)
        return Message("E419", Locus(self.file, line, column), {"name": local(element), "text": shown(words)})

    def unknown_reference(self, element: etree._Element, key: str) -> Message:
        """A value of the kind IDREF that is the xml:id of no element (E420)."""
        what = f'{attribute_name(key)}="{shown(element.get(key))}" refers to an xml:id that this file does not have'
        return Message("E420", self.at(element, key), {"what": what})
