"""Turn a fault of structure into a message: what is wrong, what may stand there, what to write."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml import etree

from edition.messages import Message
from edition.messages.hints import nearest
from edition.messages.values import DATATYPES, Candidates, Datatype, listed
from edition.model import Locus
from edition.tei.date_attributes import DATE_ATTRIBUTES
from edition.tei.names import NS, XML, XML_NS
from edition.tei.reading.positions import Places
from edition.tei.validation.relaxng.automaton import State
from edition.tei.validation.relaxng.patterns import Attribute, Choice, Element, Pattern
from edition.tei.validation.relaxng.schema import Schema

# Frequent faults that have advice of their own: (element, parent in which it may not stand) -> code.
_NESTED = {
    ("p", "p"): "E477",
    ("lem", "app"): "E478",
    ("app", "lem"): "E479",
    ("app", "rdg"): "E479",
    ("div", "p"): "E480",
    ("note", "note"): "E481",
}


def local(element: etree._Element) -> str:
    """Give an element's name without its namespace."""
    return etree.QName(element).localname


def attribute_name(key: str | bytes) -> str:
    """Turn an attribute's name in lxml's form into the form in which it is written: `xml:id`."""
    return str(key).replace(XML, "xml:")


def shown(text: str | None) -> str:
    """Shorten a text to what a message can quote: at most 40 characters, on one line."""
    words = " ".join((text or "").split())
    return words if len(words) <= 40 else f"{words[:39]}…"


def names_of(letters: Iterable[Element | Attribute]) -> list[str]:
    """Give the names of declarations as they are written, sorted. A declaration of an open class of names (anyName) adds none."""
    pairs = {name for letter in letters for name in letter.names.names}
    return sorted(attribute_name(f"{{{namespace}}}{name}") if namespace == XML_NS else name for namespace, name in pairs)


def tags(names: Iterable[str]) -> tuple[str, ...]:
    """Turn the names of elements, of which one must stand in a place, into tags."""
    return tuple(f"<{name}>" for name in names if name) or ("something",)


def _required(pattern: Pattern) -> list[frozenset[str]]:
    """Find the smallest sets of attributes that a pattern asks for; it needs one of these sets. `[frozenset()]` if it asks for
    none.
    """
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
    """Makes the messages on one document. `places`: where its elements stand. `schema`: what may stand in it."""

    places: Places
    file: str
    schema: Schema

    def at(self, element: etree._Element, key: str = "") -> Locus:
        """Give the place of an element's start tag, or of its attribute `key`."""
        return Locus(self.file, *self.places.of(element, key))

    def misplaced(self, element: etree._Element, may: Sequence[str]) -> Message:
        """Make the message on an element that the schema does not know (E411, E476), or not in this place (E412, E477 to E481).

        `may`: the names of what may stand there.
        """
        name, parent = local(element), element.getparent()
        within = local(parent) if parent is not None else ""
        namespace = etree.QName(element).namespace or ""
        known = self.schema.known
        if name not in known or not any(declared.names.has(namespace, name) for declared in self.schema.named(name)):
            if namespace != NS and name in known:
                return Message("E476", self.at(element), {"name": name, "found": namespace or "none", "namespace": NS})
            near = nearest(name, may) or nearest(name, known)
            return Message("E411", self.at(element), {"name": name, "near": near, "within": within, "may": tuple(may)})
        return self._nested(element, within) or Message(
            "E412", self.at(element), {"name": name, "within": within or "the document", "may": tuple(may)}
        )

    def _nested(self, element: etree._Element, within: str) -> Message | None:
        """Make the message that an element has of its own because it is often put into this parent by mistake (_NESTED); None if
        there is no such message.
        """
        code = _NESTED.get((local(element), within))
        return Message(code, self.at(element), {"within": within} if code == "E479" else {}) if code else None

    def too_early(self, element: etree._Element, missing: Sequence[str]) -> tuple[Message, list[etree._Element]]:
        """Make the message on an element that stands before one that must come first.

        `missing`: the names of those that must come first. E413: there is none. E482: one stands later among the siblings; the
        message names it, and it is returned too, so that it is not reported again.
        """
        late = next((other for other in element.itersiblings(etree.Element) if local(other) in missing), None)
        if late is None:
            return Message("E413", self.at(element), {"name": local(element), "missing": tags(missing)}), []
        parent = element.getparent()
        within = local(parent) if parent is not None else "the document"
        if code := _NESTED.get((local(late), within)):
            return Message(code, self.at(element)), [late]
        values = {"name": local(element), "late": local(late), "within": within, "line": self.places.of(late)[0]}
        return Message("E482", self.at(element), values), [late]

    def incomplete(self, element: etree._Element, missing: Sequence[str]) -> Message:
        """Make the message on an element that ends too early (E414), at its end tag. `missing`: of these names one must still
        come.
        """
        locus = Locus(self.file, *self.places.end_of(element))
        return Message("E414", locus, {"name": local(element), "missing": tags(missing)})

    def attribute(self, element: etree._Element, key: str, declared: Sequence[Attribute]) -> Message:
        """Make the message on an attribute that may not stand on an element (E415), or not beside its other attributes (E483).

        `declared`: the attributes that may stand there.
        """
        name, may = attribute_name(key), names_of(declared)
        if name in may:
            return Message("E483", self.at(element, key), {"name": local(element), "attribute": name})
        given = {attribute_name(other) for other in element.keys()}
        values: dict[str, object] = {"name": local(element), "attribute": name}
        if near := nearest(name, [other for other in may if other not in given]):
            values["near"] = near
        return Message("E415", self.at(element, key), {**values, "may": tuple(may)})

    def lacking(self, element: etree._Element, state: State, declared: Sequence[Attribute]) -> Message | None:
        """Make the message on attributes that an element in this state must have and has not (E416).

        None if they are there under a misspelt name, which has been reported, or if the fault is not one of attributes.
        """
        may = names_of(declared)
        unknown = [name for name in map(attribute_name, element.keys()) if name not in may]
        meant = {nearest(name, may) for name in unknown}
        sets = [one - meant for _, rest in state.ways for one in _required(rest)]
        fewest = min(map(len, sets), default=0)
        if not fewest:
            return None
        wanted = dict.fromkeys(listed(sorted(one)) for one in sets if len(one) == fewest)
        return Message("E416", self.at(element), {"name": local(element), "attributes": tuple(wanted)})

    def value(self, element: etree._Element, key: str, declared: Sequence[Attribute], all_: Sequence[Attribute]) -> Message:
        """Make the message on a value that an attribute may not have (E417), or not beside the others (E484).

        `declared`: the declarations of the attribute that can stand beside the others on this tag. `all_`: those of every
        attribute of the element.
        """
        name, value = attribute_name(key), element.get(key, "")
        closed = {value for attribute in declared for value in attribute.value.values}
        kinds = {kind for attribute in declared for kind in attribute.value.kinds}
        same = [attribute for attribute in all_ if attribute.names == declared[0].names]
        elsewhere = {value for attribute in same for value in attribute.value.values}
        values: dict[str, object] = {"name": local(element), "attribute": name, "value": shown(value)}
        if "date" in kinds or (name in DATE_ATTRIBUTES and not closed):
            values["datatype"] = Datatype("date")
        elif value in elsewhere:
            return Message("E484", self.at(element, key), {**values, "allowed": tuple(sorted(elsewhere))})
        elif closed and not kinds:
            values["one_of"] = Candidates(value, tuple(sorted(closed)))
        elif known := [kind for kind in sorted(kinds) if kind in DATATYPES]:
            values["datatype"] = Datatype(known[0])
        return Message("E417", self.at(element, key), values)

    def stray_text(self, element: etree._Element) -> Message:
        """Make the message on words in an element that may hold only elements (E418)."""
        words, line, column = self.places.words_in(element)
        return Message("E418", Locus(self.file, line, column), {"name": local(element), "text": shown(words)})

    def content(self, element: etree._Element) -> Message:
        """Make the message on words that are no value of the datatype that an element holds (E419)."""
        words, line, column = self.places.words_in(element)
        return Message("E419", Locus(self.file, line, column), {"name": local(element), "text": shown(words)})

    def unknown_reference(self, element: etree._Element, key: str) -> Message:
        """Make the message on a value of the datatype IDREF that is the xml:id of no element (E420)."""
        return Message("E420", self.at(element, key), {"attribute": attribute_name(key), "value": shown(element.get(key))})
