"""Turn the pattern of an element into what may stand next among its children, by derivatives of the pattern (Brzozowski 1964).

Only the names of children count here: whether a child is right within itself is asked elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from edition.tei.vocabulary import RNG, Vocabulary, element_name


@dataclass(frozen=True, slots=True)
class Model:
    """A content model: `kind` is none, empty, name, either, then, mixed (in any order) or many (any number, none too)."""

    kind: str
    name: str = ""
    parts: tuple[Model, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether nothing more need come."""
        if self.kind in ("empty", "many"):
            return True
        if self.kind == "either":
            return any(part.complete for part in self.parts)
        return self.kind in ("then", "mixed") and all(part.complete for part in self.parts)

    @property
    def first(self) -> frozenset[str]:
        """The names of the children that may come next."""
        if self.kind == "name":
            return frozenset({self.name})
        if self.kind == "then":
            left, right = self.parts
            return left.first | right.first if left.complete else left.first
        return frozenset().union(*(part.first for part in self.parts))

    def after(self, name: str) -> Model:
        """What may come after a child of this name."""
        if self.kind == "name":
            return EMPTY if self.name == name else NONE
        if self.kind == "either":
            return either(part.after(name) for part in self.parts)
        if self.kind == "many":
            return then(self.parts[0].after(name), self)
        if self.kind == "then":
            left, right = self.parts
            rest = then(left.after(name), right)
            return either((rest, right.after(name))) if left.complete else rest
        if self.kind == "mixed":
            left, right = self.parts
            return either((mixed(left.after(name), right), mixed(left, right.after(name))))
        return NONE


NONE = Model("none")
EMPTY = Model("empty")


def either(parts: Iterable[Model]) -> Model:
    """One of several models; the same model twice is one."""
    flat = dict.fromkeys(inner for part in parts for inner in (part.parts if part.kind == "either" else (part,)) if inner != NONE)
    if not flat:
        return NONE
    return next(iter(flat)) if len(flat) == 1 else Model("either", parts=tuple(flat))


def then(left: Model, right: Model) -> Model:
    """One model after another."""
    if NONE in (left, right):
        return NONE
    if left == EMPTY:
        return right
    return left if right == EMPTY else Model("then", parts=(left, right))


def mixed(left: Model, right: Model) -> Model:
    """Two models in any order, one running through the other (RELAX NG interleave)."""
    if NONE in (left, right):
        return NONE
    if left == EMPTY:
        return right
    return left if right == EMPTY else Model("mixed", parts=(left, right))


def model(vocabulary: Vocabulary, patterns: Iterable[etree._Element]) -> Model:
    """The model of the children of an element that is one or another of these patterns."""
    return either(_sequence(vocabulary, pattern) for pattern in patterns)


def _sequence(vocabulary: Vocabulary, parent: etree._Element) -> Model:
    result = EMPTY
    join = mixed if parent.tag in (f"{RNG}interleave", f"{RNG}mixed") else then
    for part in parent.iterchildren(etree.Element):
        result = join(result, _model(vocabulary, part))
    return result


def _model(vocabulary: Vocabulary, pattern: etree._Element) -> Model:
    kind = etree.QName(pattern).localname
    if kind == "element":
        return Model("name", element_name(pattern))
    if kind == "ref":
        return _sequence_of(vocabulary, vocabulary.definition(pattern.get("name", "")))
    if kind == "choice":
        return either([_model(vocabulary, part) for part in pattern.iterchildren(etree.Element)])
    if kind in ("attribute", "text", "data", "value", "list", "empty"):
        return EMPTY
    if kind == "notAllowed":
        return NONE
    inner = _sequence(vocabulary, pattern)
    if kind == "zeroOrMore":
        return _many(inner)
    if kind == "oneOrMore":
        return then(inner, _many(inner))
    return either((inner, EMPTY)) if kind == "optional" else inner


def _many(inner: Model) -> Model:
    return EMPTY if inner == EMPTY else Model("many", parts=(inner,))


def _sequence_of(vocabulary: Vocabulary, defines: list[etree._Element]) -> Model:
    result = EMPTY
    for define in defines:
        result = then(result, _sequence(vocabulary, define))
    return result
