"""Turn a schema in RELAX NG's XML syntax into patterns, each when a document first needs it.

So a schema of any size is ready at once: of the two thousand definitions of the whole TEI, a document needs a few hundred. The
clauses are those of the specification, ISO/IEC 19757-2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property, reduce
from pathlib import Path

from lxml import etree

from edition.errors import TextError
from edition.messages import Message
from edition.model import Locus
from edition.tei.attribute_values import file_at
from edition.tei.reading.positions import line_of
from edition.tei.reading.safety import safe_parser
from edition.tei.validation.relaxng.datatypes import RNG, UnknownDatatypeError, data, value
from edition.tei.validation.relaxng.name_classes import NameClass, OpenNames
from edition.tei.validation.relaxng.patterns import Algebra, Attribute, DataPattern, Element, Kind, Pattern, accepts

_XML = "http://www.w3.org/XML/1998/namespace"
# Schemas may ask for schemas (include, externalRef) to this depth. By eye: one made from an ODD asks for none; one that goes deeper
# asks for itself.
_DEEPEST = 20


class _Scope:
    """The definitions of one grammar by name, with those of the grammars that it includes. `outer`: the grammar around it. `made`:
    the patterns of definitions that were needed so far, None while one is being made.
    """

    def __init__(self, outer: _Scope | None) -> None:
        self.outer = outer
        self.defines: dict[str, list[etree._Element]] = {}
        self.made: dict[str, Pattern | None] = {}


class Schema:
    """A schema. `start`: the pattern of a document.

    Raises TextError, when it is made or when a part is first needed: it is no schema or cannot be used (E410, E426 to E429,
    E447 to E449), or asks for a file outside its folder (E424) or for itself (E425).
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._algebra = Algebra(str(path))
        self._elements: dict[etree._Element, Element] = {}
        self._scopes: dict[etree._Element, _Scope] = {}
        # What a schema within a schema inherits: its root to the element that asks for it.
        self._asked_by: dict[etree._Element, etree._Element] = {}
        self._roots: list[etree._Element] = []
        self._root = self._read(path)
        if next(self._root.iter(f"{RNG}element"), None) is None and next(self._root.iter(f"{RNG}include"), None) is None:
            raise self._unusable("E447", self._root)
        self.start: Pattern = self._pattern(self._root)

    @cached_property
    def known(self) -> dict[str, tuple[etree._Element, ...]]:
        """The declarations of the schema's elements by local name. Those of an open class of names (anyName) are not here."""
        found: dict[str, tuple[etree._Element, ...]] = {}
        for root in self._roots:
            for node in root.iter(f"{RNG}element"):
                name = (node.get("name") or node.findtext(f"{RNG}name") or "").strip().rpartition(":")[2]
                if name:
                    found[name] = (*found.get(name, ()), node)
        return found

    def named(self, name: str) -> tuple[Element, ...]:
        """Give every element of the schema that has this local name, wherever it may stand."""
        return tuple(self._element(node) for node in self.known.get(name, ()))

    # --- Files --------------------------------------------------------------------------------------------------------------

    def _read(self, path: Path) -> etree._Element:
        try:
            root = etree.fromstring(path.read_bytes(), safe_parser(), base_url=str(path))
        except (etree.XMLSyntaxError, OSError, ValueError) as error:
            raise TextError(Message("E410", Locus(str(path)), {"reason": str(error)})) from error
        self._roots.append(root)
        return root

    def _other_file(self, node: etree._Element) -> etree._Element:
        """Read the schema for which `include` or `externalRef` asks, in the folder of this one or below. Returns its root."""
        href = node.get("href", "")
        here = Path(node.getroottree().docinfo.URL or self.path)
        target = file_at(here.parent, href)
        if target is None or not target.is_relative_to(self.path.resolve().parent):
            raise self._unusable("E424", node, href=href)
        root, depth = node.getroottree().getroot(), 0
        while root in self._asked_by:
            root, depth = self._asked_by[root].getroottree().getroot(), depth + 1
        if depth > _DEEPEST:
            raise self._unusable("E425", node, href=href)
        other = self._read(target)
        self._asked_by[other] = node
        return other

    def _unusable(self, code: str, node: etree._Element, **values: object) -> TextError:
        file = node.getroottree().docinfo.URL or str(self.path)
        return TextError(Message(code, Locus(file, line_of(node)), values))

    def _inherited(self, node: etree._Element, attribute: str) -> str:
        """Find an attribute on an element or the nearest one around it: ns, datatypeLibrary (sections 4.3, 4.8); "" if there is
        none.
        """
        at: etree._Element | None = node
        while at is not None:
            found = at.get(attribute)
            if found is not None:
                return found
            at = at.getparent() if at.getparent() is not None else self._asked_by.get(at)
        return ""

    # --- Grammars and their definitions -----------------------------------------------------------------------------------------

    def _scope(self, node: etree._Element) -> _Scope | None:
        """Find the scope of the grammar in which an element stands; None outside of grammars."""
        at: etree._Element | None = node
        while at is not None:
            if at in self._scopes:
                return self._scopes[at]
            at = at.getparent() if at.getparent() is not None else self._asked_by.get(at)
        return None

    def _grammar(self, node: etree._Element) -> Pattern:
        scope = _Scope(self._scope(node))
        self._scopes[node] = scope
        self._gather(node, scope, frozenset())
        return self._definition(scope, "", node)

    def _gather(self, node: etree._Element, scope: _Scope, replaced: frozenset[str]) -> None:
        """Put the definitions of a grammar into a scope, except those that an include replaces (section 4.7). The start has the
        name "".
        """
        for part in node.iterchildren(etree.Element):
            if part.tag in (f"{RNG}define", f"{RNG}start"):
                name = _name_of(part)
                if name not in replaced:
                    scope.defines.setdefault(name, []).append(part)
            elif part.tag == f"{RNG}div":
                self._gather(part, scope, replaced)
            elif part.tag == f"{RNG}include":
                other = self._other_file(part)
                self._scopes[other] = scope
                own = frozenset(_name_of(define) for define in part.iter(f"{RNG}define", f"{RNG}start"))
                self._gather(other, scope, replaced | own)
                self._gather(part, scope, replaced)

    def _definition(self, scope: _Scope, name: str, node: etree._Element) -> Pattern:
        what = name or "start"
        if name not in scope.made:
            defines = scope.defines.get(name)
            if not defines:
                raise self._unusable("E426", node, name=what)
            scope.made[name] = None
            join = self._algebra.interleave if any(d.get("combine") == "interleave" for d in defines) else self._alternative
            scope.made[name] = reduce(join, [self._group(define) for define in defines])
        found = scope.made[name]
        if found is None:
            raise self._unusable("E427", node, name=what)
        return found

    def _alternative(self, left: Pattern, right: Pattern) -> Pattern:
        return self._algebra.choice((left, right))

    # --- Patterns ---------------------------------------------------------------------------------------------------------------

    def _pattern(self, node: etree._Element) -> Pattern:
        make = _PATTERNS.get(str(node.tag))
        if make is None:
            raise self._unusable("E428", node, name=etree.QName(node).localname)
        return make(self, node)

    def _parts(self, node: etree._Element) -> list[Pattern]:
        """Make the patterns within a pattern. The name class with which an element or attribute may begin is none of them."""
        parts = _own(node)
        named_within = node.tag in (f"{RNG}element", f"{RNG}attribute") and node.get("name") is None
        return [self._pattern(part) for part in parts[1 if named_within else 0 :]]

    def _group(self, node: etree._Element) -> Pattern:
        return self._joined(self._algebra.group, self._parts(node))

    def _interleave(self, node: etree._Element) -> Pattern:
        return self._joined(self._algebra.interleave, self._parts(node))

    def _joined(self, join: Callable[[Pattern, Pattern], Pattern], parts: list[Pattern]) -> Pattern:
        """Join many patterns two by two, one half with the other half, so that no pattern is nested deep."""
        if len(parts) < 2:
            return parts[0] if parts else self._algebra.empty
        half = len(parts) // 2
        return join(self._joined(join, parts[:half]), self._joined(join, parts[half:]))

    def _choice(self, node: etree._Element) -> Pattern:
        return self._algebra.choice(self._parts(node))

    def _optional(self, node: etree._Element) -> Pattern:
        return self._algebra.optional(self._group(node))

    def _one_or_more(self, node: etree._Element) -> Pattern:
        return self._algebra.repeated(self._group(node))

    def _zero_or_more(self, node: etree._Element) -> Pattern:
        return self._algebra.optional(self._one_or_more(node))

    def _mixed(self, node: etree._Element) -> Pattern:
        return self._algebra.interleave(self._group(node), self._algebra.text)

    def _list(self, node: etree._Element) -> Pattern:
        return self._algebra.parted(self._group(node))

    def _ref(self, node: etree._Element) -> Pattern:
        scope = self._scope(node)
        if scope is not None and node.tag == f"{RNG}parentRef":
            scope = scope.outer
        if scope is None:
            raise self._unusable("E429", node, name=node.get("name", ""))
        return self._definition(scope, _name_of(node), node)

    def _external(self, node: etree._Element) -> Pattern:
        return self._pattern(self._other_file(node))

    def _element(self, node: etree._Element) -> Element:
        if node not in self._elements:
            self._elements[node] = Element(self._algebra, self._names(node), lambda: self._group(node))
        return self._elements[node]

    def _attribute(self, node: etree._Element) -> Pattern:
        parts = self._parts(node)
        return Attribute(self._algebra, self._names(node), self._group(node) if parts else self._algebra.text)

    def _data(self, node: etree._Element) -> Pattern:
        library, name = self._inherited(node, "datatypeLibrary").strip(), node.get("type", "").strip()
        params = tuple((param.get("name", ""), param.text or "") for param in node.iterchildren(f"{RNG}param"))
        try:
            kind = data(library, name, params)
        except UnknownDatatypeError as error:
            raise self._unusable("E449", node, name=name, library=library or "RELAX NG") from error
        excepted = node.find(f"{RNG}except")
        if excepted is None:
            return DataPattern(self._algebra, kind)
        but, any_of_it = self._choice(excepted), kind.fits
        return DataPattern(self._algebra, Kind(kind.named, lambda text: any_of_it(text) and not accepts(but, text)))

    def _value(self, node: etree._Element) -> Pattern:
        kind = value(node.get("type", "token").strip(), node.text or "")
        return DataPattern(self._algebra, kind, kind.named)

    def _empty(self, node: etree._Element) -> Pattern:
        return self._algebra.empty

    def _text(self, node: etree._Element) -> Pattern:
        return self._algebra.text

    def _not_allowed(self, node: etree._Element) -> Pattern:
        return self._algebra.none

    # --- Names ------------------------------------------------------------------------------------------------------------------

    def _names(self, node: etree._Element) -> NameClass:
        """Read the names of an element or attribute. An attribute named by @name has no namespace unless it gives one (section
        4.8).
        """
        name = node.get("name")
        if name is not None:
            namespace = node.get("ns", "") if node.tag == f"{RNG}attribute" else self._inherited(node, "ns")
            return self._named(name, node, namespace)
        parts = _own(node)
        if not parts or parts[0].tag not in _NAME_CLASSES:
            raise self._unusable("E448", node)
        return self._class(parts[0])

    def _class(self, node: etree._Element) -> NameClass:
        if node.tag == f"{RNG}name":
            return self._named(node.text or "", node, self._inherited(node, "ns"))
        if node.tag == f"{RNG}choice":
            return self._any_class(_own(node))
        excepted = node.find(f"{RNG}except")
        but = NameClass() if excepted is None else self._any_class(_own(excepted))
        namespace = None if node.tag == f"{RNG}anyName" else self._inherited(node, "ns")
        return NameClass(open=(OpenNames(namespace, but),))

    def _any_class(self, nodes: Iterable[etree._Element]) -> NameClass:
        return reduce(lambda left, right: left | right, map(self._class, nodes), NameClass())

    def _named(self, name: str, node: etree._Element, namespace: str) -> NameClass:
        prefix, _, local = name.strip().rpartition(":")
        if prefix:
            namespace = _XML if prefix == "xml" else node.nsmap.get(prefix, "")
        return NameClass(frozenset({(namespace, local)}))


def _own(node: etree._Element) -> list[etree._Element]:
    """Give the parts of a pattern that belong to RELAX NG. Others are annotations."""
    return [part for part in node.iterchildren(etree.Element) if str(part.tag).startswith(RNG)]


def _name_of(node: etree._Element) -> str:
    return node.get("name", "").strip()


_NAME_CLASSES = frozenset(f"{RNG}{tag}" for tag in ("name", "anyName", "nsName", "choice"))
_PATTERNS: dict[str, Callable[[Schema, etree._Element], Pattern]] = {
    f"{RNG}{tag}": make
    for tag, make in {
        "grammar": Schema._grammar,
        "element": Schema._element,
        "attribute": Schema._attribute,
        "group": Schema._group,
        "interleave": Schema._interleave,
        "choice": Schema._choice,
        "optional": Schema._optional,
        "oneOrMore": Schema._one_or_more,
        "zeroOrMore": Schema._zero_or_more,
        "mixed": Schema._mixed,
        "list": Schema._list,
        "ref": Schema._ref,
        "parentRef": Schema._ref,
        "externalRef": Schema._external,
        "data": Schema._data,
        "value": Schema._value,
        "empty": Schema._empty,
        "text": Schema._text,
        "notAllowed": Schema._not_allowed,
    }.items()
}
