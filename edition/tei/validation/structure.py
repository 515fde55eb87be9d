"""Turn a document and a RELAX NG schema into messages: what stands where it may not, and what may stand there.

The document is walked once, element by element, from state to state of the schema (relaxng/). Where no state follows, there is
a fault, and what would lead to a next state is what may stand there. The walk then goes on as if there were no fault, to find
those after it.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from lxml import etree

from edition.messages import Message
from edition.tei.names import XI, XML_ID
from edition.tei.reading.positions import Places
from edition.tei.validation.faults import FaultMessages, names_of
from edition.tei.validation.relaxng.automaton import AttributeDeclarations, Automaton, ChildEntry, State, parted
from edition.tei.validation.relaxng.patterns import Attribute, Letter, entangled
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

    def _say(self, element: etree._Element, message: Message | None) -> None:
        """Keep a message on an element, unless the element itself does not belong where it stands."""
        if message is not None and element not in self._told:
            self.messages.append(message)

    def _child(self, child: etree._Element, state: State) -> State:
        """Walk through a child of an element that is in this state. Returns the state after the child."""
        tag = str(child.tag)
        entry = state.entries.get(tag) or state.entry(tag)
        if entry is not None:
            return state.after(self._element(child, entry))
        return self._unexpected(child, tag, state)

    def _unexpected(self, child: etree._Element, tag: str, state: State) -> State:
        """Report a child that may not stand here, and walk through what it holds as far as the schema knows it. Returns the state
        after it.
        """
        missing = [element for element in state.first if state.after(frozenset({element})).entry(tag)]
        if missing:
            message, late = self.wording.too_early(child, names_of(missing))
            self._say(child, message)
            self._told.update(late)
            return self._child(child, state.after(frozenset(missing)))
        self._say(child, self.wording.misplaced(child, names_of(state.first)))
        self._told.add(child)
        name = parted(tag)
        named = tuple(element for element in self.automaton.schema.named(name[1]) if element.names.has(*name))
        if named:
            self._element(child, ChildEntry(named, self.automaton.opened(named)))
        return state

    def _element(self, element: etree._Element, entry: ChildEntry) -> frozenset[Letter]:
        """Walk through an element of which the schema says this. Returns the declarations that its content fits."""
        state = self._tag(element, entry.opened)
        before = len(self.messages)
        # An element without children has no first one; it may have words.
        state = self._content(element, state) if len(element) else self._only_words(element, element.text or "", state)
        if state.complete:
            return state.complete
        if len(self.messages) == before:
            self._say(element, self.wording.incomplete(element, names_of(state.first)))
        return frozenset(way for way, _ in state.ways)

    def _content(self, element: etree._Element, state: State) -> State:
        """Walk through the words and children of an element. Returns the state after them.

        A comment or processing instruction does not part words.
        """
        words, told, childless = element.text or "", False, True
        for node in element:
            tag = node.tag
            if not isinstance(tag, str):
                words += node.tail or ""
                continue
            childless = False
            if words and not words.isspace():
                state, told = self._words(element, words, state, told=told)
            state = self._child(node, state) if tag != _INCLUDE else self._included(node, state)
            words = node.tail or ""
        if childless:
            return self._only_words(element, words, state)
        if words and not words.isspace():
            state, _ = self._words(element, words, state, told=told)
        return state

    def _words(self, element: etree._Element, words: str, state: State, *, told: bool) -> tuple[State, bool]:
        """Walk through words before, between or after the children of an element. `told`: that some may not stand in it was
        reported. Returns the state after them, and whether that is reported now.
        """
        after = state.words(words)
        if not after.dead:
            return after, told
        if not told:
            self._say(element, self.wording.stray_text(element))
        return state, True

    def _included(self, include: etree._Element, state: State) -> State:
        """Walk through the fallback of an XInclude whose part is not read: XInclude is no element of a schema."""
        for fallback in include.iterchildren(f"{XI}fallback"):
            if next(fallback.iterchildren(etree.Element), None) is not None:
                state = self._content(fallback, state)
            elif (fallback.text or "").strip():
                state, _ = self._words(fallback, fallback.text or "", state, told=False)
        return state

    def _only_words(self, element: etree._Element, words: str, state: State) -> State:
        """Give the state after all words of an element without children."""
        if not state.typed and (not words or words.isspace()):
            return state
        after = state.content(words)
        if after.dead or (state.typed and not after.complete and not state.first):
            say = self.wording.content if state.typed else self.wording.stray_text
            self._say(element, say(element))
            return state
        return after

    def _tag(self, element: etree._Element, opened: State) -> State:
        """Walk through the attributes of a start tag. Returns the state in which the element's content begins."""
        state = opened
        for key, value in element.items():
            given = state.given.get(key) or state.attribute(key)  # type: ignore[arg-type]
            after = given.after.get(value) or given.step(value)  # type: ignore[arg-type]
            if given.refers and any(letter.refers for letter in given.allowed(str(value)) if isinstance(letter, Attribute)):
                self._references.append((element, str(key)))
            state = after or self._not_allowed(element, str(key), given, state, opened)
        closed = state.closed()
        if closed.dead:
            self._say(element, self.wording.lacking(element, state, opened.attributes))
            closed = state.closed(forgiven=True)
        return closed

    def _not_allowed(self, element: etree._Element, key: str, given: AttributeDeclarations, state: State, opened: State) -> State:
        """Report an attribute that may not stand on an element, or has a value that it may not have. Returns the state after it."""
        if not given.declared:
            self._say(element, self.wording.attribute(element, key, opened.attributes))
            return state
        self._say(element, self.wording.value(element, key, given.declared, opened.attributes))
        return state.after(frozenset(given.declared))


_INCLUDE = f"{XI}include"
