"""Turn a document and a RELAX NG schema into messages: what stands where it may not, and what may stand there.

The document is walked once, element by element, from state to state of the schema (relaxng/). Where no state follows, there is
a fault, and what would lead to a next state is what may stand there. The walk then goes on as if there were no fault, to find
those after it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from lxml import etree

from edition.messages import Message
from edition.tei.names import XI, XML_ID
from edition.tei.reading.positions import Places
from edition.tei.validation.faults import FaultMessages, names_of
from edition.tei.validation.relaxng.automaton import Automaton, State
from edition.tei.validation.relaxng.patterns import Element, Letter, entangled
from edition.tei.validation.relaxng.schema import Schema


@lru_cache(maxsize=4)
def load_schema(path: Path) -> Automaton:
    """Read a schema in RELAX NG's XML syntax. Its parts are read when they are first needed. Raises TextError (E410): it is no
    schema.
    """
    return Automaton(Schema(path))


def check_structure(tree: etree._ElementTree, places: Places, file: str, automaton: Automaton) -> list[Message]:
    """Report what the schema does not allow: each fault once, in the order of the document.

    Raises TextError: the schema cannot be used (E410), or no document can be followed through it (E456).
    """
    walk = _ValidationWalk(FaultMessages(places, file, automaton.schema), automaton)
    try:
        walk.document(tree.getroot())
    except RecursionError as error:
        raise entangled(str(automaton.schema.path)) from error
    return walk.messages


class _ValidationWalk:
    """Walks through one document by the states of a schema, and keeps the messages."""

    def __init__(self, wording: FaultMessages, automaton: Automaton) -> None:
        self.wording = wording
        self.automaton = automaton
        self.messages: list[Message] = []
        self._names: dict[str, tuple[str, str]] = {}
        # Elements that were reported because they do not belong where they stand: nothing more is said of them.
        self._told: set[etree._Element] = set()
        self._references: list[tuple[etree._Element, str]] = []

    def document(self, root: etree._Element) -> None:
        """Walk through a whole document."""
        self._child(root, self.automaton.start)
        ids = {element.get(XML_ID) for element in root.iter(etree.Element)} if self._references else set()
        for element, key in self._references:
            if not ids.issuperset(element.get(key, "").split()):
                self.messages.append(self.wording.unknown_reference(element, key))

    def _name(self, tag: str) -> tuple[str, str]:
        """Give the namespace and local name of a tag or attribute name in lxml's form."""
        found = self._names.get(tag)
        if found is None:
            namespace, _, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
            found = self._names[tag] = (namespace, local)
        return found

    def _say(self, element: etree._Element, message: Message | None) -> None:
        """Keep a message on an element, unless the element itself does not belong where it stands."""
        if message is not None and element not in self._told:
            self.messages.append(message)

    def _child(self, child: etree._Element, state: State) -> State:
        """Walk through a child of an element that is in this state. Returns the state after the child."""
        name = self._name(str(child.tag))
        declared = state.children(*name)
        if declared:
            return state.after(self._element(child, declared))
        return self._unexpected(child, name, state)

    def _unexpected(self, child: etree._Element, name: tuple[str, str], state: State) -> State:
        """Report a child that may not stand here, and walk through what it holds as far as the schema knows it. Returns the state
        after it.
        """
        missing = [element for element in state.first if state.after(frozenset({element})).children(*name)]
        if missing:
            message, late = self.wording.too_early(child, names_of(missing))
            self._say(child, message)
            self._told.update(late)
            state = state.after(frozenset(missing))
            return state.after(self._element(child, state.children(*name)))
        self._say(child, self.wording.misplaced(child, names_of(state.first)))
        self._told.add(child)
        named = tuple(element for element in self.automaton.schema.named(name[1]) if element.names.has(*name))
        if named:
            self._element(child, named)
        return state

    def _element(self, element: etree._Element, declared: tuple[Element, ...]) -> frozenset[Letter]:
        """Walk through an element that may be any of `declared`. Returns the declarations that its content fits."""
        state = self._tag(element, declared)
        before = len(self.messages)
        if next(element.iterchildren(etree.Element), None) is None:
            state = self._only_words(element, state)
        else:
            state = self._content(element, state)
        if state.complete:
            return state.complete
        if len(self.messages) == before:
            self._say(element, self.wording.incomplete(element, names_of(state.first)))
        return frozenset(way for way, _ in state.ways)

    def _content(self, element: etree._Element, state: State) -> State:
        """Walk through the words and children of an element. Returns the state after them."""
        told = False
        for words, child in _pieces(element):
            if words and not words.isspace():
                after = state.words(words)
                if not after.dead:
                    state = after
                elif not told:
                    told = True
                    self._say(element, self.wording.stray_text(element))
            if child is not None:
                state = self._included(child, state) if child.tag == f"{XI}include" else self._child(child, state)
        return state

    def _included(self, include: etree._Element, state: State) -> State:
        """Walk through the fallback of an XInclude whose part is not read: XInclude is no element of a schema."""
        for fallback in include.iterchildren(f"{XI}fallback"):
            state = self._content(fallback, state)
        return state

    def _only_words(self, element: etree._Element, state: State) -> State:
        """Give the state after all words of an element without children."""
        words = "".join(words for words, _ in _pieces(element))
        if not state.typed and (not words or words.isspace()):
            return state
        after = state.content(words)
        if after.dead or (state.typed and not after.complete and not state.first):
            say = self.wording.content if state.typed else self.wording.stray_text
            self._say(element, say(element))
            return state
        return after

    def _tag(self, element: etree._Element, declared: tuple[Element, ...]) -> State:
        """Walk through the attributes of a start tag. Returns the state in which the element's content begins."""
        state = opened = self.automaton.opened(declared)
        for key, value in element.items():
            given = state.given(*self._name(str(key)), str(value))
            if not given.declared:
                self._say(element, self.wording.attribute(element, str(key), opened.attributes))
                continue
            if not given.allowed:
                self._say(element, self.wording.value(element, str(key), given.declared, opened.attributes))
            if given.refers:
                self._references.append((element, str(key)))
            state = state.after(given.allowed or frozenset(given.declared))
        closed = state.closed()
        if closed.dead:
            self._say(element, self.wording.lacking(element, state, opened.attributes))
            closed = state.closed(forgiven=True)
        return closed


def _pieces(element: etree._Element) -> Iterator[tuple[str, etree._Element | None]]:
    """Yield the words of an element and the child after them, in order. A comment or processing instruction does not part words."""
    words = element.text or ""
    for node in element:
        if isinstance(node.tag, str):
            yield words, node
            words = ""
        words += node.tail or ""
    yield words, None
