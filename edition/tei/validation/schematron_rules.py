"""Turn the Schematron within a RELAX NG schema into rules: with what they take from elsewhere put in, and those of the default
phase chosen.

The clauses are those of ISO/IEC 19757-3; docs/validation.md says which part of it is read. A message names what is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from edition.messages import Message
from edition.tei.attribute_values import file_at, split_address
from edition.tei.names import XML_ID
from edition.tei.reading.safety import safe_parser

SCH = "{http://purl.oclc.org/dsdl/schematron}"
XSL = "{http://www.w3.org/1999/XSL/Transform}"
# The namespace of Schematron 1.5, before the ISO standard. Its elements are not read.
_FIRST_SCHEMATRON = "http://www.ascc.net/xml/schematron"
# The elements that are read, and those that only explain.
_CARRIED = frozenset(
    "schema ns pattern rule assert report let extends param phase active diagnostics diagnostic include name value-of"
    " title p emph span dir".split()
)
# Roles (@role) of assertions that do not make a document wrong.
_MILD = frozenset({"nonfatal", "warning", "warn", "info", "information"})
# A schema may ask for at most so many parts, parts of parts included. By eye: the largest schema of our trials asks for none.
MOST_PARTS = 200
# The name of the phase that runs all patterns (ISO/IEC 19757-3).
_ALL = "#ALL"
_NCNAME = re.compile(r"[^\W\d][\w.-]*")
# Prefixes that have a fixed meaning in a stylesheet.
_RESERVED = frozenset({"xml", "xmlns", "xsl"})

Lets = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Assertion:
    """What must be true of a node, or, with `reports`, what must not be.

    `name`: what messages call it. `test`: XPath. `mild`: a document in which it does not hold is not wrong. `text`: words, and
    as (`select`,) the XPath of what is to be filled in.
    """

    name: str
    test: str
    reports: bool
    mild: bool
    text: tuple[str | tuple[str], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """The assertions on the nodes that fit a context (XPath), and the variables (name, value) that they use, in order."""

    context: str
    lets: Lets
    assertions: tuple[Assertion, ...]


@dataclass(frozen=True, slots=True)
class RulePattern:
    """Rules, of which the first that a node fits judges it. `lets`: the variables (name, value) that hold for the whole
    document.
    """

    rules: tuple[Rule, ...]
    lets: Lets = ()

    def expressions(self) -> Iterator[str]:
        """Yield all XPath in it."""
        yield from (value for _, value in self.lets)
        for rule in self.rules:
            yield rule.context
            yield from (value for _, value in rule.lets)
            for each in rule.assertions:
                yield each.test
                yield from (part[0] for part in each.text if isinstance(part, tuple))

    def names(self) -> list[str]:
        """Give the names of the assertions, as messages have them."""
        return [each.name for rule in self.rules for each in rule.assertions]


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a schema by patterns. `prefixes`: (prefix, namespace). `remarks`: messages on the schema itself, without
    locus.
    """

    patterns: tuple[RulePattern, ...]
    prefixes: tuple[tuple[str, str], ...]
    remarks: tuple[Message, ...] = ()


@lru_cache(maxsize=4)
def load_rules(path: Path) -> Rules:
    """Read the Schematron rules in a schema, a file that is known to be XML.

    The remarks have no locus: the caller knows for which document the schema is used.
    """
    parts = _SchemaParts(path)
    return _RuleBook(parts.root, parts.remarks).rules()


# --- Parts of a schema ----------------------------------------------------------------------------------------------------------


class _SchemaParts:
    """A schema with the parts put in for which it asks (`include`, and `extends` with @href).

    A part must lie in the folder of the schema or below. Nothing else is read, and nothing is fetched.
    """

    def __init__(self, path: Path) -> None:
        self.folder = path.resolve().parent
        self.remarks: list[Message] = []
        self._said: set[str] = set()
        self._count = 0
        root = etree.fromstring(path.read_bytes(), safe_parser())
        self.root = self._completed(root, path.resolve(), ((path.resolve(), ""),))

    def _completed(self, root: etree._Element, path: Path, around: tuple[tuple[Path, str], ...]) -> etree._Element:
        """Put the parts for which an element and its descendants ask in their places. `around`: the parts, by file and id, that led
        to this one.
        """
        for element, what in _not_carried(root):
            if what not in self._said:
                self._said.add(what)
                self.remarks.append(Message("W430", None, {"what": what, "schema": path.name, "line": element.sourceline}))
        for element in [each for each in root.iter(f"{SCH}include", f"{SCH}extends") if each.get("href") is not None]:
            parent = element.getparent()
            if parent is None:
                continue
            found = self._part(element.get("href", ""), path, around)
            whole = element.tag == f"{SCH}include"
            for piece in [] if found is None else [found] if whole else list(found.iterchildren(etree.Element)):
                piece.tail = None
                element.addprevious(piece)
            parent.remove(element)
        return root

    def _part(self, href: str, path: Path, around: tuple[tuple[Path, str], ...]) -> etree._Element | None:
        """Copy the element for which an include or extends asks; None, with a remark, if it is not read."""
        target, name = self._target(href, path)
        if target is None:
            self._remark("W431", href)
            return None
        self._count += 1
        if self._count > MOST_PARTS or (target, name) in around:
            self._remark("W433", href)
            return None
        try:
            root = etree.fromstring(target.read_bytes(), safe_parser())
        except (OSError, ValueError, etree.XMLSyntaxError):
            self._remark("W432", href)
            return None
        named = (each for each in root.iter(etree.Element) if name in (each.get("id"), each.get(XML_ID)))
        found = next(named, None) if name else root
        if found is None:
            self._remark("W432", href)
            return None
        return self._completed(deepcopy(found), target, (*around, (target, name)))

    def _target(self, href: str, path: Path) -> tuple[Path | None, str]:
        """Find the file and the id that an address names, relative to the file `path`; None for a file outside the folder of the
        schema.
        """
        parts = split_address(href)
        target = file_at(path.parent, href)
        if parts is None or target is None or not target.is_relative_to(self.folder):
            return None, ""
        return target if parts.path else path, unquote(parts.fragment)

    def _remark(self, code: str, href: str) -> None:
        self.remarks.append(Message(code, None, {"href": href}))


def _not_carried(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Yield what in a file belongs to Schematron and is not read: the element, and what messages call it."""
    for element in root.iter(f"{SCH}*", f"{XSL}*", f"{{{_FIRST_SCHEMATRON}}}*"):
        name = etree.QName(element)
        parent = element.getparent()
        within = "" if parent is None else str(parent.tag)
        if name.namespace == _FIRST_SCHEMATRON:
            yield element, f"the namespace {_FIRST_SCHEMATRON}"
        elif name.namespace == XSL[1:-1]:
            yield element, f"<xsl:{name.localname}>"
        elif name.localname not in _CARRIED:
            yield element, f"<sch:{name.localname}>"
        elif name.localname == "let" and element.get("value") is None:
            yield element, "<sch:let> without value=…"
        elif name.localname == "rule" and within and not within.startswith(SCH):
            yield element, "<sch:rule> outside <sch:pattern>"
        elif name.localname in ("assert", "report") and within and within != f"{SCH}rule":
            yield element, f"<sch:{name.localname}> outside <sch:rule>"
        elif name.localname == "ns" and not _is_prefix(element.get("prefix", ""), element.get("uri", "")):
            yield element, "<sch:ns> without a prefix and an address that can be used"
        yield from ((element, f"{key}=… of <sch:{name.localname}>") for key in ("documents", "subject") if element.get(key))


def _is_prefix(prefix: str, uri: str) -> bool:
    """Tell whether a prefix can stand for a namespace in a stylesheet."""
    if not uri or prefix in _RESERVED or not _NCNAME.fullmatch(prefix):
        return False
    try:
        etree.Element("any", nsmap={prefix: uri})
    except ValueError:
        return False
    return True


# --- Rules out of elements ------------------------------------------------------------------------------------------------------


class _RuleBook:
    """Reads patterns with what they take from elsewhere in the schema: variables, abstract patterns and rules, diagnostics."""

    def __init__(self, root: etree._Element, remarks: list[Message]) -> None:
        self.root, self.remarks = root, remarks
        self.abstract_patterns = _by_id(root.iter(f"{SCH}pattern"), abstract=True)
        self.abstract_rules = _by_id(root.iter(f"{SCH}rule"), abstract=True)
        self.diagnostics = _by_id(root.iter(f"{SCH}diagnostic"))
        # In a RELAX NG grammar a variable of the whole schema may stand anywhere, except in a pattern, rule or phase: there it is
        # theirs.
        inner = (f"{SCH}pattern", f"{SCH}rule", f"{SCH}phase")
        self.lets = [let for let in root.iter(f"{SCH}let") if (over := let.getparent()) is None or over.tag not in inner]

    def rules(self) -> Rules:
        """Give all rules that are to be run."""
        active, lets = self._phase()
        patterns = []
        for pattern in self.root.iter(f"{SCH}pattern"):
            chosen = active is None or pattern.get("id") in active
            if chosen and pattern.get("abstract") != "true" and not pattern.get("documents"):
                patterns.append(self._pattern(pattern, {**dict(_pairs(self.lets)), **lets}))
        namespaces = {each.get("prefix", ""): each.get("uri", "") for each in self.root.iter(f"{SCH}ns")}
        prefixes = tuple((prefix, uri) for prefix, uri in namespaces.items() if _is_prefix(prefix, uri))
        return Rules(tuple(patterns), prefixes, once(self.remarks))

    def _phase(self) -> tuple[frozenset[str] | None, dict[str, str]]:
        """Find the ids of the patterns that the default phase runs, None for all, and the variables of that phase."""
        phases = _by_id(self.root.iter(f"{SCH}phase"))
        named = (each.get("defaultPhase") for each in self.root.iter(f"{SCH}schema"))
        default = next((name for name in named if name), None)
        if default is not None and default != _ALL and default in phases:
            self.remarks.append(Message("I430", None, {"phase": default}))
            wanted = [active.get("pattern", "") for active in phases[default].iterchildren(f"{SCH}active")]
            there = {pattern.get("id") for pattern in self.root.iter(f"{SCH}pattern")}
            for name in wanted:
                if name not in there:
                    self._unknown("pattern", name)
            return frozenset(wanted), dict(_pairs(phases[default].iterchildren(f"{SCH}let")))
        if default is not None and default != _ALL:
            self._unknown("phase", default)
        if phases:
            self.remarks.append(Message("I432", None, {"phases": tuple(sorted(phases))}))
        return None, {}

    def _unknown(self, kind: str, name: str) -> None:
        self.remarks.append(Message("W435", None, {"kind": kind, "name": name}))

    def _pattern(self, pattern: etree._Element, lets: Mapping[str, str]) -> RulePattern:
        """Read a pattern. One with @is-a is the abstract pattern of that name, with its own values for the parameters."""
        model = pattern
        if (is_a := pattern.get("is-a")) in self.abstract_patterns:
            model = _filled(self.abstract_patterns[is_a], dict(_pairs(pattern.iterchildren(f"{SCH}param"))))
        elif is_a:
            self._unknown("pattern", is_a)
        name = pattern.get("id") or model.get("id") or ""
        # The abstract rules of the pattern itself are read from `model`, where the values of the parameters are put in.
        own = _by_id(model.iterchildren(f"{SCH}rule"), abstract=True)
        rules = tuple(
            Rule(rule.get("context", ""), *self._contents(rule, name, own, ()))
            for rule in model.iterchildren(f"{SCH}rule")
            if rule.get("abstract") != "true"
        )
        known = {**lets, **dict(_pairs(model.iterchildren(f"{SCH}let")))}
        return RulePattern(rules, _used(known, RulePattern(rules)))

    def _contents(
        self, rule: etree._Element, pattern: str, own: Mapping[str, etree._Element], around: tuple[str, ...]
    ) -> tuple[Lets, tuple[Assertion, ...]]:
        """Give the variables and assertions of a rule, and of the abstract rules that it extends, in their order.

        `own`: the abstract rules of the pattern. `around`: the names of the abstract rules that led to this one.
        """
        lets: list[tuple[str, str]] = []
        assertions: list[Assertion] = []
        for each in rule.iterchildren(f"{SCH}let", f"{SCH}assert", f"{SCH}report", f"{SCH}extends"):
            if each.tag == f"{SCH}let":
                lets += _pairs([each])
            elif each.tag != f"{SCH}extends":
                assertions.append(self._assertion(each, rule, pattern))
            elif (name := each.get("rule", "")) in around:
                self.remarks.append(Message("W433", None, {"href": name}))
            elif (extended := own.get(name, self.abstract_rules.get(name))) is None:
                self._unknown("rule", name)
            else:
                more, further = self._contents(extended, pattern, own, (*around, name))
                lets += more
                assertions += further
        return tuple(lets), tuple(assertions)

    def _assertion(self, element: etree._Element, rule: etree._Element, pattern: str) -> Assertion:
        """Read an assertion. The texts of its diagnostics stand after its own."""
        text = list(_text(element))
        for name in element.get("diagnostics", "").split():
            if name in self.diagnostics:
                text += [" ", *_text(self.diagnostics[name])]
            else:
                self._unknown("diagnostic", name)
        role = element.get("role", "") or rule.get("role", "")
        test = str(element.get("test", ""))
        name = str(element.get("id") or rule.get("id") or pattern or test)
        return Assertion(name, test, element.tag == f"{SCH}report", role.casefold() in _MILD, tuple(text))


def once(messages: Iterable[Message]) -> tuple[Message, ...]:
    """Drop messages that say again what another one says."""
    return tuple({(each.code, *map(str, each.values.items())): each for each in messages}.values())


def _by_id(elements: Iterable[etree._Element], *, abstract: bool = False) -> dict[str, etree._Element]:
    """Sort elements by their ids. `abstract`: only those with abstract="true"."""
    return {each.get("id", ""): each for each in elements if each.get("id") and (not abstract or each.get("abstract") == "true")}


def _pairs(elements: Iterable[etree._Element]) -> list[tuple[str, str]]:
    """Give the names and values of variables or parameters. One without a value is left out: `_not_carried` remarks on it."""
    return [(str(each.get("name", "")), str(each.get("value"))) for each in elements if each.get("value") is not None]


def _filled(pattern: etree._Element, values: Mapping[str, str]) -> etree._Element:
    """Copy an abstract pattern with values in the place of its parameters."""
    copy = deepcopy(pattern)
    if values:
        names = "|".join(re.escape(name) for name in sorted(values, key=len, reverse=True))
        parameter = re.compile(rf"\$({names})(?![\w.-])")
        for element in copy.iter(etree.Element):
            for key, value in element.items():
                element.set(key, parameter.sub(lambda match: values[match[1]], str(value)))
    return copy


def _text(element: etree._Element) -> Iterator[str | tuple[str]]:
    """Yield the words of an assertion or a diagnostic, and as (`select`,) the XPath of what is to be filled in."""
    yield str(element.text or "")
    for part in element.iterchildren(etree.Element):
        if part.tag == f"{SCH}value-of":
            yield (str(part.get("select", "")),)
        elif part.tag == f"{SCH}name":
            yield (f"name({part.get('path', '.')})",)
        else:
            yield "".join(str(words) for words in part.itertext())
        yield str(part.tail or "")


_VARIABLE = re.compile(r"\$([\w:.-]+)")


def variables(expressions: Iterable[str]) -> frozenset[str]:
    """Find the names of the variables in XPath expressions."""
    return frozenset(name for expression in expressions for name in _VARIABLE.findall(expression))


def _used(lets: Mapping[str, str], pattern: RulePattern) -> Lets:
    """Choose the variables of the whole document that a pattern uses, itself or through another variable."""
    used: dict[str, str] = {}
    waiting = variables(pattern.expressions())
    while waiting:
        used.update({name: lets[name] for name in sorted(waiting) if name in lets})
        waiting = variables(lets[name] for name in waiting if name in lets) - used.keys()
    return tuple(sorted(used.items()))
