"""Turn the Schematron rules within a RELAX NG schema, as an ODD makes them, and a document into messages.

They are made into a stylesheet. libxslt runs the patterns in XPath 1; the others Saxon where it is installed (saxon.py), and else
they are counted and named.
ISO/IEC 19757-3: within a pattern, a node is judged by the first rule whose context it fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lxml import etree

from edition.messages import Message
from edition.model import Locus
from edition.tei.reading.positions import Places
from edition.tei.reading.safety import safe_parser
from edition.tei.validation import saxon

XSL = "{http://www.w3.org/1999/XSL/Transform}"
SCH = "{http://purl.oclc.org/dsdl/schematron}"
# Roles of assertions that do not make a document wrong.
_MILD = frozenset({"nonfatal", "warning", "warn", "info", "information"})


@dataclass(frozen=True, slots=True)
class Assertion:
    """What must be true of a node, or with `reports` what must not.

    text: words, and as (`select`,) what is to be filled in. mild: a document in which it does not hold is not wrong.
    """

    name: str
    test: str
    reports: bool
    mild: bool
    text: tuple[str | tuple[str], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """The assertions on the nodes of a context, and the variables (name, value) that they use, in order."""

    context: str
    lets: tuple[tuple[str, str], ...]
    assertions: tuple[Assertion, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a schema by patterns, and the prefixes of their names."""

    patterns: tuple[tuple[Rule, ...], ...]
    prefixes: tuple[tuple[str, str], ...]


@lru_cache(maxsize=4)
def load_rules(path: Path) -> Rules:
    """The Schematron rules in a schema; the file is known to be XML."""
    root = etree.fromstring(path.read_bytes(), safe_parser())
    prefixes = tuple((str(ns.get("prefix", "")), str(ns.get("uri", ""))) for ns in root.iter(f"{SCH}ns"))
    patterns = []
    for pattern in root.iter(f"{SCH}pattern"):
        lets = _lets(pattern)
        rules = [
            Rule(rule.get("context", ""), (*lets, *_lets(rule)), tuple(_assertions(rule, pattern.get("id", ""))))
            for rule in pattern.iterchildren(f"{SCH}rule")
        ]
        patterns.append(tuple(rules))
    return Rules(tuple(patterns), prefixes)


def _lets(element: etree._Element) -> tuple[tuple[str, str], ...]:
    return tuple((let.get("name", ""), let.get("value", "")) for let in element.iterchildren(f"{SCH}let"))


def _assertions(rule: etree._Element, pattern: str) -> Iterator[Assertion]:
    for each in rule.iterchildren(f"{SCH}assert", f"{SCH}report"):
        text: list[str | tuple[str]] = [str(each.text or "")]
        for part in each.iterchildren(etree.Element):
            if part.tag == f"{SCH}value-of":
                text.append((str(part.get("select", "")),))
            elif part.tag == f"{SCH}name":
                text.append((f"name({part.get('path', '.')})",))
            else:
                text.append("".join(str(words) for words in part.itertext()))
            text.append(str(part.tail or ""))
        role = each.get("role", "") or rule.get("role", "")
        test = str(each.get("test", ""))
        name = str(each.get("id") or rule.get("id") or pattern or test)
        yield Assertion(name, test, each.tag == f"{SCH}report", role.casefold() in _MILD, tuple(text))


def check_rules(tree: etree._ElementTree, places: Places, file: str, schema: Path) -> list[Message]:
    """The messages on what breaks the Schematron rules of a schema (E457, W458), and on rules that were not run (I459, W460)."""
    rules = load_rules(schema)
    if not rules.patterns:
        return []
    concerned = _concerned(rules, tree)
    plain = Rules(tuple(pattern for pattern in concerned if _is_plain(pattern, rules.prefixes)), rules.prefixes)
    later = Rules(tuple(pattern for pattern in concerned if pattern not in plain.patterns), rules.prefixes)
    transform = etree.XSLT(_stylesheet(plain, "1.0"), access_control=_nothing_outside())
    found = list(transform(tree).getroot())
    messages: list[Message] = []
    if later.patterns and saxon.is_there():
        result = saxon.transform(_stylesheet(later, "3.0"), tree)
        found += [] if result is None else list(result)
        messages += [Message("W460", Locus(file), {"seconds": saxon.PATIENCE})] if result is None else []
    elif later.patterns:
        untold = [each.name for pattern in later.patterns for rule in pattern for each in rule.assertions]
        messages.append(Message("I459", Locus(file), {"count": len(untold), "names": tuple(dict.fromkeys(untold))}))
    elements = list(tree.iter(etree.Element))
    for finding in found:
        at = elements[int(finding.get("element", "0"))]
        text = " ".join("".join(str(words) for words in finding.itertext()).split())
        code = "W458" if finding.get("mild") else "E457"
        messages.append(Message(code, Locus(file, *places.of(at)), {"text": text.rstrip(".")}))
    return messages


def _nothing_outside() -> etree.XSLTAccessControl:
    """Rules of a schema from anyone read and write no file."""
    return etree.XSLTAccessControl(read_file=False, write_file=False, create_dir=False, read_network=False, write_network=False)  # type: ignore[call-arg]


# --- Which rules can be run ----------------------------------------------------------------------------------------------------

# What XPath 1 and XSLT 1 know; id() and document() would ask for a DTD or a file.
_FUNCTIONS = frozenset(
    "last position count local-name namespace-uri name string concat starts-with contains substring-before substring-after"
    " substring string-length normalize-space translate boolean not true false lang number sum floor ceiling round current"
    " generate-id text node comment processing-instruction".split()
)
_CALL = re.compile(r"([\w:.-]+)\s*\(")
_STRING = re.compile(r"\"[^\"]*\"|'[^']*'")


def _is_xpath_1(expression: str, prefixes: tuple[tuple[str, str], ...]) -> bool:
    """Whether an expression is one of XPath 1 that libxml2 can evaluate."""
    if not set(_CALL.findall(_STRING.sub("''", expression))) <= _FUNCTIONS:
        return False
    try:
        etree.XPath(expression, namespaces=dict(prefixes))
    except etree.XPathError:
        return False
    return True


# Predicates that no node meets where an attribute, or an element, is nowhere: `[@when]`, `[starts-with(@spanTo, '#')]`,
# `[@from and …]`, `[count(//tei:teiHeader) gt 1]`.
_GIVEN = re.compile(r"\[\s*(?:starts-with\(\s*)?@([\w.-]+)\s*(?:(?:and\b|=|,)(?!.*\bor\b).*)?\]", re.DOTALL)
_COUNTED = re.compile(r"\[\s*count\(\s*//(?:[\w.-]+:)?([\w.-]+)\s*\)\s*(?:gt|>)\s*\d+\s*\]")
_ATTRIBUTE_STEP = re.compile(r"@([\w.-]+)")
_ELEMENT_STEP = re.compile(r"(?<![@\w:.-])(?:[\w.-]+:)?([\w-][\w.-]*)(?![\w.:(-])")


def _concerned(rules: Rules, tree: etree._ElementTree) -> list[tuple[Rule, ...]]:
    """The patterns whose elements and attributes a document has: of a hundred that an ODD makes, these are a dozen."""
    names: set[str] = set()
    for element in tree.iter(etree.Element):
        names.add(etree.QName(element).localname)
        names.update(f"@{etree.QName(str(key)).localname}" for key in element.keys())
    return [
        pattern
        for pattern in rules.patterns
        if any(_asked_for(pieces) <= names for rule in pattern for pieces in _parted(rule.context))
    ]


def _asked_for(pieces: list[str]) -> set[str]:
    """The elements, and attributes with an @, without which no node fits a path, given in pieces."""
    path = "".join(piece for piece in pieces if not piece.startswith("["))
    given = [match[1] for piece in pieces if (match := _GIVEN.fullmatch(piece))]
    counted = [match[1] for piece in pieces if (match := _COUNTED.fullmatch(piece))]
    return {f"@{name}" for name in (*given, *_ATTRIBUTE_STEP.findall(path))} | {*counted, *_ELEMENT_STEP.findall(path)}


@lru_cache(maxsize=512)
def _is_plain(pattern: tuple[Rule, ...], prefixes: tuple[tuple[str, str], ...]) -> bool:
    """Whether all of a pattern is in XPath 1: where one context is not, nobody knows which nodes it leaves to the next rule."""
    expressions = [
        expression
        for rule in pattern
        for expression in (
            rule.context,
            *(value for _, value in rule.lets),
            *(each.test for each in rule.assertions),
            *(part[0] for each in rule.assertions for part in each.text if isinstance(part, tuple)),
        )
    ]
    if not all(_is_xpath_1(expression, prefixes) for expression in expressions):
        return False
    try:
        etree.XSLT(_stylesheet(Rules((pattern,), prefixes), "1.0"), access_control=_nothing_outside())
    except etree.XSLTParseError:
        return False
    return True


# --- Rules into a stylesheet ---------------------------------------------------------------------------------------------------


def _stylesheet(rules: Rules, version: str) -> etree._ElementTree:
    """The rules as a stylesheet that turns a document into its findings: a mode a pattern, a template a rule, the first first.

    In XSLT 1 a pattern of one rule, as an ODD makes them, is a loop: libxslt finds nodes much faster than it matches templates.
    """
    prefixes = {prefix: uri for prefix, uri in rules.prefixes if prefix and uri}
    root = etree.Element(f"{XSL}stylesheet", {"version": version}, nsmap={"xsl": XSL[1:-1], **prefixes})
    main = etree.SubElement(etree.SubElement(root, f"{XSL}template", match="/"), "findings")
    for number, pattern in enumerate(rules.patterns):
        if version == "1.0" and len(pattern) == 1:
            loop = etree.SubElement(main, f"{XSL}for-each", select=_anywhere(pattern[0].context))
            _judge(loop, pattern[0])
            continue
        mode = f"pattern-{number}"
        etree.SubElement(main, f"{XSL}apply-templates", mode=mode)
        leaves = "text() | @* | comment() | processing-instruction()"
        etree.SubElement(root, f"{XSL}template", match=leaves, mode=mode, priority="-2")
        onward = etree.SubElement(root, f"{XSL}template", match="*", mode=mode, priority="-1")
        etree.SubElement(onward, f"{XSL}apply-templates", select="@* | node()", mode=mode)
        for place, rule in enumerate(pattern):
            priority = str(len(pattern) - place)
            template = etree.SubElement(root, f"{XSL}template", match=rule.context, mode=mode, priority=priority)
            _judge(template, rule)
            etree.SubElement(template, f"{XSL}apply-templates", select="@* | node()", mode=mode)
    return root.getroottree()


# A step between brackets, a string, or any other character: where a context may be parted into alternatives.
_PIECE = re.compile(r"\[(?:[^\[\]\"']|\"[^\"]*\"|'[^']*'|\[[^\]]*\])*\]|\"[^\"]*\"|'[^']*'|[^|]")


def _anywhere(context: str) -> str:
    """The context of a rule, which fits nodes, as an expression that finds them."""
    alternatives = ["".join(pieces).strip() for pieces in _parted(context)]
    return " | ".join(each if each.startswith("/") else f"//{each}" for each in alternatives)


def _parted(context: str) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    at = 0
    while at < len(context):
        match = _PIECE.match(context, at)
        if match is None:
            parts.append([])
            at += 1
        else:
            parts[-1].append(match[0])
            at = match.end()
    return parts


def _judge(parent: etree._Element, rule: Rule) -> None:
    """The instructions by which a node is judged: a finding for each assertion that does not hold."""
    for name, value in rule.lets:
        etree.SubElement(parent, f"{XSL}variable", name=name, select=value)
    for each in rule.assertions:
        test = each.test if each.reports else f"not({each.test})"
        finding = etree.SubElement(etree.SubElement(parent, f"{XSL}if", test=test), "finding")
        finding.set("element", "{count(ancestor-or-self::*[1]/preceding::* | ancestor-or-self::*[1]/ancestor::*)}")
        if each.mild:
            finding.set("mild", "yes")
        for part in each.text:
            if isinstance(part, tuple):
                etree.SubElement(finding, f"{XSL}value-of", select=part[0])
            else:
                etree.SubElement(finding, f"{XSL}text").text = part
