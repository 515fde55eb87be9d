"""Turn what an element has held so far into a state: which declarations of the schema it can be, and what may come next.

A schema may declare a name several times, so that only the content of an element tells which declaration is meant: an <app> of
one kind or of another. All are followed side by side, and at the end tag those are kept that are complete. This is a tree
automaton made deterministic while it runs (Murata, Lee, Mani and Kawaguchi, "Taxonomy of XML schema languages", 2005). Each
state is made once and remembers the states that follow it, so that a long document is a walk from state to state.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from edition.tei.validation.relaxng.name_classes import NameClass
from edition.tei.validation.relaxng.patterns import Attribute, Element, Letter, Pattern
from edition.tei.validation.relaxng.schema import Schema

# A state remembers the answers on so many values of attributes. By eye: the values of a closed list are fewer; ids, of which a
# document has thousands, come once each and are not worth remembering.
_VALUES_KEPT = 64


class AttributeDeclarations:
    """What the schema says of an attribute on a tag in some state.

    `declared`: the declarations of its name. `refers`: a value may be the xml:id of another element. `after`: the states after
    values that came before.
    """

    __slots__ = ("_any", "_state", "after", "declared", "refers")

    def __init__(self, state: State, declared: tuple[Attribute, ...]) -> None:
        self.declared = declared
        self.refers = any(attribute.refers for attribute in declared)
        self.after: dict[str, State] = {}
        self._state = state
        self._any: State | None = None

    def allowed(self, value: str) -> frozenset[Letter]:
        """Give the declarations that allow a value."""
        return frozenset(attribute for attribute in self.declared if attribute.accepts(value))

    def step(self, value: str) -> State | None:
        """Give the state after a value; None if no declaration allows it."""
        if len(self.declared) == 1:
            # So are nearly all; then the state does not depend on the value.
            if not self.declared[0].accepts(value):
                return None
            if self._any is None:
                self._any = self._state.after(frozenset(self.declared))
            found = self._any
        else:
            allowed = self.allowed(value)
            if not allowed:
                return None
            found = self._state.after(allowed)
        if len(self.after) < _VALUES_KEPT:
            self.after[value] = found
        return found


@dataclass(frozen=True, slots=True)
class ChildEntry:
    """What the schema says of a child of some name: the declarations that it can be, and the state at the beginning of its tag."""

    declared: tuple[Element, ...]
    opened: State


class State:
    """The declarations that an element can be, each with the pattern of what may still come in it.

    `complete`: the declarations that need nothing more. `dead`: there is no declaration left. `typed`: words here must be of
    some datatype.
    """

    def __init__(self, automaton: Automaton, ways: tuple[tuple[Element, Pattern], ...]) -> None:
        self.ways = ways
        self._automaton = automaton
        self.entries: dict[str, ChildEntry | None] = {}
        self.given: dict[str, AttributeDeclarations] = {}
        self._after: dict[frozenset[Letter], State] = {}
        self.typed = any(rest.typed for _, rest in ways)
        self._words: State | None = None
        self._closed: dict[bool, State] = {}
        self.complete = frozenset(element for element, rest in ways if rest.nullable)
        self.dead = not ways

    def entry(self, tag: str) -> ChildEntry | None:
        """Give what the schema says of a child of this name, in lxml's form; None if it may not stand next. `entries` keeps it."""
        if tag not in self.entries:
            declared = tuple(element for element in self.first if element.names.has(*parted(tag)))
            self.entries[tag] = ChildEntry(declared, self._automaton.opened(declared)) if declared else None
        return self.entries[tag]

    @property
    def first(self) -> tuple[Element, ...]:
        """The elements that may come next."""
        return tuple(dict.fromkeys(element for _, rest in self.ways for element in rest.first))

    @property
    def attributes(self) -> tuple[Attribute, ...]:
        """The attributes that may still be given."""
        return tuple(dict.fromkeys(attribute for _, rest in self.ways for attribute in rest.attributes))

    def attribute(self, name: str) -> AttributeDeclarations:
        """Give what the schema says of an attribute of this name, in lxml's form. `given` keeps it."""
        found = self.given.get(name)
        if found is None:
            declared = tuple(attribute for attribute in self.attributes if attribute.names.has(*parted(name)))
            found = self.given[name] = AttributeDeclarations(self, declared)
        return found

    def after(self, letters: frozenset[Letter]) -> State:
        """Give the state after a child or an attribute that can be any of these declarations."""
        found = self._after.get(letters)
        if found is None:
            found = self._after[letters] = self._step(lambda rest: rest.after(letters))
        return found

    def closed(self, *, forgiven: bool = False) -> State:
        """Give the state after the end of the start tag. `forgiven`: missing attributes do not matter."""
        found = self._closed.get(forgiven)
        if found is None:
            found = self._closed[forgiven] = self._step(lambda rest: rest.without_attributes(forgiven=forgiven))
        return found

    def words(self, text: str) -> State:
        """Give the state after words."""
        if self.typed:
            return self._step(lambda rest: rest.words(text))
        if self._words is None:
            self._words = self._step(lambda rest: rest.words(text))
        return self._words

    def content(self, text: str) -> State:
        """Give the state after words that are all that an element holds. White space alone may be taken for nothing (ISO/IEC
        19757-2, 6.2.7).
        """
        after = self.words(text)
        return self._automaton.state((*after.ways, *self.ways)) if not text.strip() else after

    def _step(self, move: Callable[[Pattern], Pattern]) -> State:
        return self._automaton.state((element, move(rest)) for element, rest in self.ways)


def parted(name: str) -> tuple[str, str]:
    """Part the name of an element or attribute in lxml's form, `{namespace}local`, into namespace and local name."""
    namespace, _, local = name[1:].rpartition("}") if name.startswith("{") else ("", "", name)
    return namespace, local


class Automaton:
    """The states of one schema, each made once. `start`: the state in which a document begins."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self._states: dict[tuple[tuple[int, int], ...], State] = {}
        self._opened: dict[tuple[Element, ...], State] = {}
        self._nothing = schema.start.algebra.none
        # The document is taken as an element whose content is the start of the schema.
        self.start = self.state([(Element(schema.start.algebra, NameClass(), lambda: schema.start), schema.start)])

    def state(self, ways: Iterable[tuple[Element, Pattern]]) -> State:
        """Give the state of some declarations and of what may come in each. A declaration in which nothing can come any more is
        left out.
        """
        kept = tuple((element, rest) for element, rest in ways if rest is not self._nothing)
        key = tuple((element.number, rest.number) for element, rest in kept)
        found = self._states.get(key)
        if found is None:
            found = self._states[key] = State(self, kept)
        return found

    def opened(self, elements: tuple[Element, ...]) -> State:
        """Give the state at the beginning of a start tag that can be any of these declarations."""
        found = self._opened.get(elements)
        if found is None:
            found = self._opened[elements] = self.state((element, element.body) for element in elements)
        return found
