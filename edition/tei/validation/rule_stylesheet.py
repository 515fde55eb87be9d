"""Turn Schematron rules into a stylesheet of XSLT, and what that makes of a document into findings: which element breaks which
rule.

ISO/IEC 19757-3: within a pattern, a node is judged by the first rule whose context it fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from edition.tei.validation.rule_indexes import RuleIndexes
from edition.tei.validation.schematron_rules import XSL, Rule, RulePattern

Prefixes = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RuleFinding:
    """An element that breaks a rule.

    `element`: its index among all elements of the document, from 0. `mild`: the document is not wrong for it. `text`: what the
    assertion says.
    """

    element: int
    mild: bool
    text: str


def batches(patterns: Sequence[RulePattern]) -> list[list[RulePattern]]:
    """Put the patterns together that can share a stylesheet: a variable of the whole document has one value in it."""
    shared: list[tuple[dict[str, str], list[RulePattern]]] = []
    for pattern in patterns:
        for lets, batch in shared:
            if all(lets.get(name, value) == value for name, value in pattern.lets):
                lets.update(pattern.lets)
                batch.append(pattern)
                break
        else:
            shared.append((dict(pattern.lets), [pattern]))
    return [batch for _, batch in shared]


def stylesheet(patterns: Sequence[RulePattern], prefixes: Prefixes, version: str) -> etree._ElementTree:
    """Turn patterns into a stylesheet of XSLT 1.0 or 3.0: each pattern is a mode, each rule a template, the first of them with the
    highest priority.

    In XSLT 1.0 a pattern of one rule, as an ODD makes them, is a loop, because libxslt finds nodes much faster than it matches
    templates. A finding has the id that the processor gave its element. If there is any finding, the ids of all elements follow
    in the order of the document, so that an element is looked up and not counted to: counting would grow with the square of the
    findings (figures: docs/validation.md).
    """
    root = etree.Element(f"{XSL}stylesheet", {"version": version}, nsmap={**dict(prefixes), "xsl": XSL[1:-1]})
    for name, value in dict(let for pattern in patterns for let in pattern.lets).items():
        etree.SubElement(root, f"{XSL}variable", name=name, select=value)
    result = etree.SubElement(etree.SubElement(root, f"{XSL}template", match="/"), "result")
    main = etree.SubElement(result, f"{XSL}variable", name=_FINDINGS)
    # Saxon makes indexes by itself.
    indexes = RuleIndexes() if version == "1.0" else None
    for number, pattern in enumerate(patterns):
        if version == "1.0" and len(pattern.rules) == 1:
            loop = etree.SubElement(main, f"{XSL}for-each", select=_anywhere(pattern.rules[0].context))
            _judge(loop, pattern.rules[0], indexes)
        else:
            mode = f"pattern-{number}"
            etree.SubElement(main, f"{XSL}apply-templates", mode=mode)
            _templates(root, mode, pattern.rules, indexes)
    etree.SubElement(result, f"{XSL}copy-of", select=f"${_FINDINGS}")
    every = etree.SubElement(etree.SubElement(result, f"{XSL}if", test=f"string(${_FINDINGS})"), f"{XSL}for-each", select="//*")
    etree.SubElement(every, "element", id="{generate-id()}")
    for (step, name), key in indexes.names.items() if indexes else ():
        # Before all else: libxslt reads the keys that stand after a template too late for it.
        root.insert(0, etree.Element(f"{XSL}key", {"name": key, "match": step, "use": f"@{name}"}))
    return root.getroottree()


# The name of the variable that the stylesheet itself needs; no schema will have one of this name.
_FINDINGS = "findings-of-the-rules"


def findings(result: etree._Element) -> Iterator[RuleFinding]:
    """Turn the result of a stylesheet into findings. A finding on the document node is put on the root element."""
    places = {element.get("id"): place for place, element in enumerate(result.iterchildren("element"))}
    for finding in result.iterchildren("finding"):
        text = " ".join((finding.findtext("text") or "").split())
        yield RuleFinding(places.get(finding.findtext("at"), 0), finding.get("mild") is not None, text)


def _templates(root: etree._Element, mode: str, rules: Sequence[Rule], indexes: RuleIndexes | None) -> None:
    """Make the rules of a pattern templates of a mode, with the templates that lead on to every node of the document."""
    leaves = "text() | @* | comment() | processing-instruction()"
    etree.SubElement(root, f"{XSL}template", match=leaves, mode=mode, priority="-2")
    onward = etree.SubElement(root, f"{XSL}template", match="*", mode=mode, priority="-1")
    etree.SubElement(onward, f"{XSL}apply-templates", select="@* | node()", mode=mode)
    for place, rule in enumerate(rules):
        template = etree.SubElement(root, f"{XSL}template", match=rule.context, mode=mode, priority=str(len(rules) - place))
        _judge(template, rule, indexes)
        etree.SubElement(template, f"{XSL}apply-templates", select="@* | node()", mode=mode)


# A predicate in brackets, a string, or any other character but |, which separates the alternatives of a context.
_PIECE = re.compile(r"\[(?:[^\[\]\"']|\"[^\"]*\"|'[^']*'|\[[^\]]*\])*\]|\"[^\"]*\"|'[^']*'|[^|]")


def _anywhere(context: str) -> str:
    """Turn the context of a rule, a pattern that nodes fit, into an expression that finds these nodes."""
    alternatives = ["".join(pieces).strip() for pieces in parted(context)]
    return " | ".join(each if each.startswith(("/", "$")) else f"//{each}" for each in alternatives)


def parted(context: str) -> list[list[str]]:
    """Part a context into its alternatives, and each of these into pieces: what stands in brackets, a string, any other
    character.
    """
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


def _judge(parent: etree._Element, rule: Rule, indexes: RuleIndexes | None) -> None:
    """Make the instructions that judge a node: for each assertion, a finding if it does not hold."""
    for name, value in rule.lets:
        etree.SubElement(parent, f"{XSL}variable", name=name, select=indexes.looked_up(value) if indexes else value)
    for each in rule.assertions:
        tested = indexes.looked_up(each.test) if indexes else each.test
        test = tested if each.reports else f"not({tested})"
        finding = etree.SubElement(etree.SubElement(parent, f"{XSL}if", test=test), "finding")
        if each.mild:
            finding.set("mild", "yes")
        at = etree.SubElement(finding, "at")
        etree.SubElement(at, f"{XSL}value-of", select="generate-id(ancestor-or-self::*[1])")
        text = etree.SubElement(finding, "text")
        for part in each.text:
            if isinstance(part, tuple):
                etree.SubElement(text, f"{XSL}value-of", select=part[0])
            else:
                etree.SubElement(text, f"{XSL}text").text = part
