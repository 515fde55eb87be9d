"""Turn a TEI document up to the place where somebody types into what may stand there: elements, attributes, values, an end tag.

The document need not be sound. What stands before the place is walked from state to state of the schema, as a validation does
(tei/validation/structure.py); an element that the schema does not expect is walked by its name, so that what is in it is known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from edition.errors import EditionError
from edition.live.continuation import Continuation
from edition.tei.names import NS, XML
from edition.tei.validation.checking import find_schema, folders_of_schemas, schema_named
from edition.tei.validation.faults import names_of
from edition.tei.validation.relaxng.automaton import Automaton, State, parted
from edition.tei.validation.relaxng.patterns import Letter
from edition.tei.validation.structure import load_schema

_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)|<![^>]*(?:>|\Z)"
    r"|</(?P<end>[^\s<>]*)\s*>?"
    r"|<(?P<name>[^\s<>/!?]*)(?P<rest>(?:[^<>\"']|\"[^\"]*(?:\"|\Z)|'[^']*(?:'|\Z))*)(?P<close>>|\Z)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.DOTALL)
# A value that is begun and not ended.
_OPEN_VALUE = re.compile(r"([\w:.-]+)\s*=\s*[\"']([^\"']*)\Z", re.DOTALL)
_MODEL = re.compile(r"<\?xml-model\s.*?\?>", re.DOTALL)


@dataclass(slots=True)
class _AncestorElement:
    """An element whose end tag has not come. `outer`: the state around it; `declared`: the declarations that it can be there."""

    name: str
    namespace: str
    outer: State
    declared: frozenset[Letter]
    state: State


def continuations(path: Path, before: str) -> tuple[Continuation, ...]:
    """What may stand at the end of a text, which is the document up to the place of the cursor.

    Nothing where the document names no schema that is there, within a comment, and in running text without a `<`.
    """
    automaton = _automaton(path, before)
    return _Walk(automaton).offered(before) if automaton is not None else ()


def schema_of(path: Path, text: str) -> Path | None:
    """The schema that the lines before the root name. They are read by themselves, since the rest may not be sound."""
    head = "".join(_MODEL.findall(text[: _root(text)]))
    try:
        named = schema_named(etree.fromstring(f"{head}<none/>".encode()).getroottree())
    except etree.XMLSyntaxError:
        return None
    found = find_schema(named, path.parent, folders_of_schemas())
    return found.resolve() if found else None


def _automaton(path: Path, text: str) -> Automaton | None:
    found = schema_of(path, text)
    try:
        return load_schema(found) if found else None
    except EditionError:
        return None


def name_at(line: str, character: int) -> tuple[str, str]:
    """The element, or the element and its attribute, on whose name a place of a line rests; two empty names for neither.

    Of an attribute whose start tag begins on a line before, the element is not known.
    """
    for tag in re.finditer(r"</?([A-Za-z_][\w:.-]*)", line):
        if tag.start() <= character <= tag.end():
            return tag[1].rpartition(":")[2], ""
    for match in re.finditer(r"(?<![\w:.-])([A-Za-z_][\w:.-]*)\s*=\s*[\"']", line):
        if match.start(1) <= character <= match.end(1):
            opened = re.search(r"<([A-Za-z_][\w:.-]*)\s[^<>]*\Z", line[: match.start()])
            return (opened[1].rpartition(":")[2] if opened else ""), match[1]
    return "", ""


def _root(text: str) -> int:
    return next((match.start() for match in _MARKUP.finditer(text) if match["name"]), len(text))


class _Walk:
    """Walks through the beginning of a document by the states of a schema."""

    def __init__(self, automaton: Automaton) -> None:
        self.automaton = automaton
        self.open: list[_AncestorElement] = []
        self.top = automaton.start

    @property
    def state(self) -> State:
        return self.open[-1].state if self.open else self.top

    def offered(self, text: str) -> tuple[Continuation, ...]:
        at = 0
        for match in _MARKUP.finditer(text):
            self._words(text[at : match.start()])
            at = match.end()
            if match["end"] is not None:
                if at == len(text) and not match[0].endswith(">"):
                    return (Continuation(self.open[-1].name, "end"),) if self.open else ()
                self._end(match["end"])
            elif match["name"] is not None:
                if not match["close"]:
                    return self._within(match["name"], match["rest"], typed_on=bool(match["rest"]))
                self._start(match["name"], match["rest"])
            elif at == len(text) and not match[0].endswith(">"):
                return ()
        return ()

    def _words(self, words: str) -> None:
        if self.open and words and not words.isspace():
            after = self.state.words(words)
            self.open[-1].state = self.state if after.dead else after

    def _opened(self, name: str, rest: str) -> _AncestorElement:
        """An element as its start tag opens it, its attributes not counted yet."""
        given = {key: one or two for key, one, two in _ATTRIBUTE.findall(rest)}
        namespace = self._namespace(name, given)
        tag = f"{{{namespace}}}{name.rpartition(':')[2]}"
        outer = self.state
        entry = outer.entry(tag)
        if entry is not None:
            return _AncestorElement(name, namespace, outer, frozenset(entry.declared), entry.opened)
        local = parted(tag)
        known = tuple(element for element in self.automaton.schema.named(local[1]) if element.names.has(*local))
        return _AncestorElement(name, namespace, outer, frozenset(), self.automaton.opened(known))

    def _namespace(self, name: str, given: dict[str, str]) -> str:
        prefix = name.rpartition(":")[0]
        stated = given.get(f"xmlns:{prefix}" if prefix else "xmlns")
        return stated or (self.open[-1].namespace if self.open else NS)

    def _start(self, name: str, rest: str) -> None:
        element = self._opened(name, rest)
        for key, one, two in _ATTRIBUTE.findall(rest):
            element.state = _after(element.state, key, one or two)
        element.state = _alive(element.state.closed(forgiven=True), element.state)
        self.open.append(element)
        if rest.rstrip().endswith("/"):
            self._end(name)

    def _end(self, name: str) -> None:
        """Close the innermost element of a name, and those in it that were never closed."""
        at = next((at for at in range(len(self.open) - 1, -1, -1) if self.open[at].name == name), None)
        if at is None:
            return
        element = self.open[at]
        ways = element.state.complete or frozenset(way for way, _ in element.state.ways)
        del self.open[at:]
        after = _alive(element.outer.after(ways & element.declared or element.declared), element.outer)
        if self.open:
            self.open[-1].state = after
        else:
            self.top = after

    def _within(self, name: str, rest: str, *, typed_on: bool) -> tuple[Continuation, ...]:
        """What may come within a start tag that is not closed: names of elements, then attributes, then values."""
        if not typed_on:
            return tuple(Continuation(one, "element") for one in names_of(self.state.first))
        element = self._opened(name, rest)
        given = []
        for key, one, two in _ATTRIBUTE.findall(rest):
            element.state = _after(element.state, key, one or two)
            given.append(key)
        if value := _OPEN_VALUE.search(rest):
            letters = element.state.attribute(_key(value[1])).declared
            return tuple(Continuation(word, "value") for word in sorted({word for one in letters for word in one.value.values}))
        names = [one for one in names_of(element.state.attributes) if one not in given]
        return tuple(Continuation(one, "attribute", name) for one in names)


def _key(name: str) -> str:
    """The name of an attribute in lxml's form."""
    return f"{XML}{name[4:]}" if name.startswith("xml:") else name


def _after(state: State, key: str, value: str) -> State:
    """The state after an attribute; the same where it is not allowed."""
    given = state.attribute(_key(key))
    if not given.declared:
        return state
    return _alive(given.step(value) or state.after(frozenset(given.declared)), state)


def _alive(state: State, otherwise: State) -> State:
    return otherwise if state.dead else state
