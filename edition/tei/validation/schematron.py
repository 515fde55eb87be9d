"""Turn the Schematron rules within a RELAX NG schema, as an ODD makes them, and a document into messages.

The rules (schematron_rules.py) are made into stylesheets (rule_stylesheet.py). libxslt runs the patterns that are in XPath 1.
Saxon runs the others if it is installed (saxon.py); if not, a message counts and names them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence, Set
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from lxml import etree

from edition.messages import Message
from edition.model import Locus
from edition.tei.reading.positions import Places
from edition.tei.validation.examination import ElementTable
from edition.tei.validation.repeated_findings import MOST, counted, told_together
from edition.tei.validation.rule_stylesheet import Prefixes, RuleFinding, batches, findings, parted, stylesheet
from edition.tei.validation.schematron_rules import RulePattern, load_rules, once, variables


def check_rules(
    table: ElementTable, tree: etree._ElementTree, places: Places, file: str, schema: Path, told: Collection[Locus | None] = ()
) -> list[Message]:
    """Report what in a document breaks the Schematron rules of a schema (E457, W458), and which of these rules are not run.

    `told`: places about which nothing more is said. What is found in many places is told once, with all of them. At most MOST
    findings are told, faults before advice, each in the order of the document; I431 counts the rest.
    """
    rules = load_rules(schema)
    messages = [replace(remark, locus=Locus(file)) for remark in rules.remarks]
    concerned = _concerned(rules.patterns, table.names)
    unknown = sorted({name for pattern in concerned for name in _unknown_variables(pattern, rules.prefixes)})
    messages += [Message("W435", Locus(file), {"kind": "variable", "name": name}) for name in unknown]
    concerned = [pattern for pattern in concerned if not _unknown_variables(pattern, rules.prefixes)]
    plain = [pattern for pattern in concerned if _is_plain(pattern, rules.prefixes)]
    found: list[RuleFinding] = []
    for batch in batches(plain):
        found += _run(batch, rules.prefixes, tree, file, messages)
    later = [pattern for pattern in concerned if not _is_plain(pattern, rules.prefixes)]
    if not later:
        return [*once(messages), *_told(found, table.elements, places, file, told)]
    from edition.tei.validation import saxon

    if not saxon.is_there():
        names = [name for pattern in later for name in pattern.names()]
        messages.append(Message("I459", Locus(file), {"count": len(names), "names": tuple(dict.fromkeys(names))}))
    for batch in batches(later) if saxon.is_there() else ():
        result = saxon.transform(stylesheet(batch, rules.prefixes, "3.0"), tree)
        found += [] if result is None else findings(result)
        messages += [Message("W460", Locus(file), {"seconds": saxon.PATIENCE})] if result is None else []
    return [*once(messages), *_told(found, table.elements, places, file, told)]


def _run(
    patterns: Sequence[RulePattern], prefixes: Prefixes, tree: etree._ElementTree, file: str, messages: list[Message]
) -> list[RuleFinding]:
    """Run patterns that are in XPath 1. If libxslt fails at one of them with this document, that one is named (W436) and the others
    are run.
    """
    try:
        transform = etree.XSLT(stylesheet(patterns, prefixes, "1.0"), access_control=_nothing_outside())
        return list(findings(transform(tree).getroot()))
    except etree.XSLTError as error:
        if len(patterns) > 1:
            return [one for pattern in patterns for one in _run([pattern], prefixes, tree, file, messages)]
        names = tuple(dict.fromkeys(patterns[0].names()))
        messages.append(Message("W436", Locus(file), {"names": names, "reason": str(error).rstrip(".")}))
        return []


def _told(
    found: Sequence[RuleFinding],
    elements: Sequence[etree._Element],
    places: Places,
    file: str,
    told: Collection[Locus | None],
) -> list[Message]:
    """Turn findings into messages, one for each sentence: at most MOST of them, errors first."""
    if not found:
        return []
    messages = []
    for finding in sorted(found, key=lambda each: (each.mild, each.element)):
        locus = Locus(file, *places.of(elements[finding.element]))
        if locus not in told:
            messages.append(Message("W458" if finding.mild else "E457", locus, {"text": finding.text.rstrip(".")}))
    messages = told_together(messages)
    if len(messages) > MOST:
        messages[MOST:] = [Message("I431", Locus(file), {"count": counted(messages[MOST:])})]
    return messages


def _nothing_outside() -> etree.XSLTAccessControl:
    """Forbid rules, which may come from anyone, to read or write a file."""
    return etree.XSLTAccessControl(read_file=False, write_file=False, create_dir=False, read_network=False, write_network=False)  # type: ignore[call-arg]


# --- Which rules can be run ----------------------------------------------------------------------------------------------------

# The functions and node tests of XPath 1 and XSLT 1. id() and document() are left out: they need a DTD or a file.
_FUNCTIONS = frozenset(
    "last position count local-name namespace-uri name string concat starts-with contains substring-before substring-after"
    " substring string-length normalize-space translate boolean not true false lang number sum floor ceiling round current"
    " generate-id text node comment processing-instruction".split()
)
_CALL = re.compile(r"([\w:.-]+)\s*\(")
_STRING = re.compile(r"\"[^\"]*\"|'[^']*'")


def _is_xpath_1(expression: str, prefixes: Prefixes) -> bool:
    """Tell whether an expression is one of XPath 1 that libxml2 can evaluate."""
    if not set(_CALL.findall(_STRING.sub("''", expression))) <= _FUNCTIONS:
        return False
    try:
        etree.XPath(expression, namespaces=dict(prefixes))
    except etree.XPathError:
        return False
    return True


# Predicates that no node fits if the document has no such attribute, or no such element: `[@when]`, `[starts-with(@spanTo, '#')]`,
# `[@from and …]`, `[count(//tei:teiHeader) gt 1]`.
_GIVEN = re.compile(r"\[\s*(?:starts-with\(\s*)?@([\w.-]+)\s*(?:(?:and\b|=|,)(?!.*\bor\b).*)?\]", re.DOTALL)
_COUNTED = re.compile(r"\[\s*count\(\s*//(?:[\w.-]+:)?([\w.-]+)\s*\)\s*(?:gt|>)\s*\d+\s*\]")
_ATTRIBUTE_STEP = re.compile(r"@([\w.-]+)")
_ELEMENT_STEP = re.compile(r"(?<![@\w:.-])(?:[\w.-]+:)?([\w-][\w.-]*)(?![\w.:(-])")
# A variable or an operator in words: a context with one of these is more than a path.
_NOT_A_PATH = re.compile(r"\$|\s(?:except|intersect|union)\s")


def _concerned(patterns: Sequence[RulePattern], names: Set[str]) -> list[RulePattern]:
    """Choose the patterns that ask for elements and attributes which the document has: a dozen of the hundred that an ODD makes.

    `names`: those of the document, of attributes with an @.
    """
    return [
        pattern
        for pattern in patterns
        if any(_asked_for(pieces) <= names for rule in pattern.rules for pieces in parted(rule.context))
    ]


def _asked_for(pieces: list[str]) -> set[str]:
    """Find the elements, and with an @ the attributes, without which no node fits a path. `pieces`: the path as `parted` gives
    it.
    """
    path = "".join(piece for piece in pieces if not piece.startswith("["))
    if _NOT_A_PATH.search(path):
        return set()
    given = [match[1] for piece in pieces if (match := _GIVEN.fullmatch(piece))]
    counted = [match[1] for piece in pieces if (match := _COUNTED.fullmatch(piece))]
    return {f"@{name}" for name in (*given, *_ATTRIBUTE_STEP.findall(path))} | {*counted, *_ELEMENT_STEP.findall(path)}


@lru_cache(maxsize=512)
def _unknown_variables(pattern: RulePattern, prefixes: Prefixes) -> frozenset[str]:
    """Find the variables to which nothing in the schema gives a value. Only for patterns in XPath 1: XPath 2 can set variables
    within an expression.
    """
    if not all(_is_xpath_1(expression, prefixes) for expression in pattern.expressions()):
        return frozenset()
    given = {name for lets in (pattern.lets, *(rule.lets for rule in pattern.rules)) for name, _ in lets}
    return variables(pattern.expressions()) - given


@lru_cache(maxsize=512)
def _is_plain(pattern: RulePattern, prefixes: Prefixes) -> bool:
    """Tell whether all of a pattern is in XPath 1. If one context is not, it is not known which nodes it leaves to the next
    rule.
    """
    if not all(_is_xpath_1(expression, prefixes) for expression in pattern.expressions()):
        return False
    try:
        etree.XSLT(stylesheet([pattern], prefixes, "1.0"), access_control=_nothing_outside())
    except etree.XSLTParseError:
        return False
    return True
