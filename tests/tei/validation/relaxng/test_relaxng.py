"""A schema and a document go in, a verdict comes out: the same as that of other validators, which are asked here only."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from edition.errors import TextError
from edition.tei.reading.positions import Places
from edition.tei.validation.relaxng.automaton import Automaton
from edition.tei.validation.relaxng.schema import Schema
from edition.tei.validation.structure import check_structure
from tests.examples import examples

RNG = "http://relaxng.org/ns/structure/1.0"
GRAMMAR = f'<grammar xmlns="{RNG}" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"><start>{{}}</start></grammar>'


def automaton(folder: Path, content: str, name: str = "s.rng") -> Automaton:
    (folder / name).write_text(content, encoding="utf-8")
    return Automaton(Schema(folder / name))


def valid(schema: Automaton, document: str) -> bool:
    tree = etree.fromstring(document).getroottree()
    return check_structure(tree, Places(tree, document), "x.xml", schema) == []


def both_say(folder: Path, pattern: str, document: str) -> bool:
    """The verdict on a document of an element <x> with this pattern; libxml2 must agree."""
    grammar = GRAMMAR.format(f'<element name="x">{pattern}</element>')
    ours = valid(automaton(folder, grammar), document)
    assert ours == etree.RelaxNG(etree.fromstring(grammar)).validate(etree.fromstring(document))
    return ours


A, B = '<element name="a"><empty/></element>', '<element name="b"><empty/></element>'
# One name, two kinds: only what stands in it tells which.
NARROW, WIDE = (
    f'<element name="a"><attribute name="n"><value>{n}</value></attribute>{content}</element>'
    for n, content in (("1", "<empty/>"), ("2", B))
)

PATTERNS = [
    (A + B, "<x><a/><b/></x>", "<x><b/><a/></x>"),
    (f"<optional>{A}</optional>{B}", "<x><b/></x>", "<x><a/></x>"),
    (f"<oneOrMore>{A}{B}</oneOrMore>", "<x><a/><b/><a/><b/></x>", "<x><a/><b/><a/></x>"),
    (f"<choice>{A}<group>{B}{B}</group></choice>", "<x><b/><b/></x>", "<x><a/><b/></x>"),
    (f"<interleave>{A}{B}</interleave>", "<x><b/><a/></x>", "<x><b/><a/><b/></x>"),
    (f"<interleave><zeroOrMore>{A}</zeroOrMore>{B}</interleave>", "<x><a/><b/><a/></x>", "<x><a/></x>"),
    (f"<mixed>{A}</mixed>", "<x>one<a/>two</x>", "<x>one</x>"),
    (f"<zeroOrMore><choice>{NARROW}{WIDE}</choice></zeroOrMore>", '<x><a n="2"><b/></a><a n="1"/></x>', '<x><a n="1"><b/></a></x>'),
    ('<attribute name="n"/><optional><attribute name="m"/></optional>', '<x m="" n=""/>', '<x m=""/>'),
    ('<choice><attribute name="n"/><attribute name="m"/></choice>', '<x m=""/>', '<x m="" n=""/>'),
    ('<oneOrMore><attribute><nsName ns="u"/></attribute></oneOrMore>', '<x xmlns:u="u" u:a="" u:b=""/>', '<x a=""/>'),
    ("<text/>", "<x>one<!-- -->two</x>", "<x><a/></x>"),
    ("<empty/>", "<x> <!-- --> </x>", "<x>one</x>"),
    ("<notAllowed/>", None, "<x/>"),
    ('<data type="integer"/>', "<x> 12 </x>", "<x/>"),
    ('<data type="token"/>', "<x/>", "<x><a/></x>"),
    ('<data type="integer"><param name="minInclusive">3</param><except><value>7</value></except></data>', "<x>8</x>", "<x>7</x>"),
    ('<list><oneOrMore><data type="NCName"/></oneOrMore></list>', "<x>a  b</x>", "<x>a 1</x>"),
    ("<value>a b</value>", "<x> a  b </x>", "<x>ab</x>"),
    ('<value type="string"> a</value>', "<x> a</x>", "<x>a</x>"),
    ("<choice><value/><value>a</value></choice>", "<x> </x>", "<x>b</x>"),
    ('<data type="string"><param name="pattern">\\p{L}+</param></data>', "<x>né</x>", "<x>n1</x>"),
    ("<element><choice><name>a</name><name>b</name></choice><empty/></element>", "<x><b/></x>", "<x><c/></x>"),
    ("<element><anyName><except><name>a</name></except></anyName><text/></element>", "<x><c>1</c></x>", "<x><a/></x>"),
]


@pytest.mark.parametrize(("pattern", "right", "wrong"), PATTERNS)
def test_every_kind_of_pattern(pattern: str, right: str | None, wrong: str, tmp_path: Path) -> None:
    assert right is None or both_say(tmp_path, pattern, right)
    assert not both_say(tmp_path, pattern, wrong)


# A pattern, and the same as a regular expression over the letters of LETTERS: what is a row of children to the one is a word
# to the other. (libxml2 errs on some of these: it refuses <x/> for a choice between <a/> and nothing repeated.)
LETTERS = {"a": ("<a/>", A), "b": ("<b/>", B), "n": ('<a n="1"/>', NARROW), "w": ('<a n="2"><b/></a>', WIDE)}
REPEATS = {"optional": "?", "zeroOrMore": "*", "oneOrMore": "+"}
Both = tuple[str, str]


def _several(kind: str, parts: list[Both]) -> Both:
    joint = "|" if kind == "choice" else ""
    return f"<{kind}>{''.join(pattern for pattern, _ in parts)}</{kind}>", f"(?:{joint.join(word for _, word in parts)})"


def _repeated(kind: str, one: Both) -> Both:
    return f"<{kind}>{one[0]}</{kind}>", f"(?:{one[1]}){REPEATS[kind]}"


PATTERN = st.recursive(
    st.sampled_from([(pattern, letter) for letter, (_, pattern) in LETTERS.items()] + [("<empty/>", "")]),
    lambda inner: st.one_of(
        st.builds(_several, st.sampled_from(["group", "choice"]), st.lists(inner, min_size=1, max_size=3)),
        st.builds(
            lambda kind, one: (f"<{kind}>{one[0]}</{kind}>", f"(?:{one[1]}){REPEATS[kind]}"), st.sampled_from([*REPEATS]), inner
        ),
    ),
    max_leaves=8,
)


@settings(deadline=None, max_examples=examples(300), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PATTERN, st.text("abnw", max_size=5))
def test_a_pattern_takes_the_children_that_a_regular_expression_takes(tmp_path: Path, both: Both, word: str) -> None:
    pattern, expression = both
    schema = automaton(tmp_path, GRAMMAR.format(f'<element name="x">{pattern}</element>'))
    assert valid(schema, f"<x>{''.join(LETTERS[letter][0] for letter in word)}</x>") == bool(re.fullmatch(expression, word))


# --- Schemas of several parts -----------------------------------------------------------------------------------------------


def test_definitions_that_add_to_one_another(tmp_path: Path) -> None:
    schema = f"""<grammar xmlns="{RNG}"><start><element name="x"><ref name="part"/></element></start>
<define name="part" combine="choice">{A}</define><define name="part" combine="choice">{B}</define></grammar>"""
    assert valid(automaton(tmp_path, schema), "<x><b/></x>")
    interleaved = schema.replace('"choice"', '"interleave"')
    assert valid(automaton(tmp_path, interleaved), "<x><b/><a/></x>")
    assert not valid(automaton(tmp_path, interleaved), "<x><b/></x>")


def test_an_include_and_what_it_replaces(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts/base.rng").write_text(
        f'<grammar xmlns="{RNG}" ns="u"><start><element name="x"><ref name="one"/><ref name="two"/></element></start>'
        f'<define name="one">{A}</define><define name="two">{A}</define></grammar>',
        encoding="utf-8",
    )
    schema = f'<grammar xmlns="{RNG}" ns="u"><include href="parts/base.rng"><define name="two">{B}</define></include></grammar>'
    assert valid(automaton(tmp_path, schema), '<x xmlns="u"><a/><b/></x>')
    assert not valid(automaton(tmp_path, schema), '<x xmlns="u"><a/><a/></x>')


def test_a_grammar_within_a_grammar(tmp_path: Path) -> None:
    (tmp_path / "part.rng").write_text(f'<element xmlns="{RNG}" name="b"><empty/></element>', encoding="utf-8")
    schema = f"""<grammar xmlns="{RNG}"><start><element name="x"><grammar><start><parentRef name="one"/><ref name="one"/></start>
<define name="one"><externalRef href="part.rng"/></define></grammar></element></start><define name="one">{A}</define></grammar>"""
    assert valid(automaton(tmp_path, schema), "<x><a/><b/></x>")
    assert not valid(automaton(tmp_path, schema), "<x><b/><b/></x>")


UNUSABLE = [
    (GRAMMAR.format('<ref name="x"/>'), "it declares no element"),
    (GRAMMAR.format('<element name="x"><ref name="y"/></element>'), "y, which it does not define"),
    (GRAMMAR.format('<element name="x"><data type="colour"/></element>'), "the datatype colour of .*, which is not known"),
    (GRAMMAR.format('<element name="x"><empty/></element><element/>'), "has no name"),
    (GRAMMAR.format('<element name="x"><rubbish/></element>'), "<rubbish>, which is no pattern"),
    (GRAMMAR.format('<element name="x"><externalRef href="../outside.rng"/></element>'), "it asks for ../outside.rng"),
    (GRAMMAR.format('<choice><element name="x"><empty/></element><externalRef href="s.rng"/></choice>'), "again and again"),
    (f'<grammar xmlns="{RNG}"><include href="s.rng"/></grammar>', "again and again"),
    (
        f'<grammar xmlns="{RNG}"><start><element name="x"><ref name="a"/></element></start>'
        '<define name="a"><optional><ref name="a"/></optional></define></grammar>',
        "defines a by way of itself",
    ),
]


@pytest.mark.parametrize(("schema", "reason"), UNUSABLE)
def test_what_is_no_schema_is_said(schema: str, reason: str, tmp_path: Path) -> None:
    (tmp_path.parent / "outside.rng").write_text(f'<element xmlns="{RNG}" name="a"><empty/></element>', encoding="utf-8")
    with pytest.raises(TextError, match=reason):
        valid(automaton(tmp_path, schema), "<x><a/></x>")


# --- Several faults at once -------------------------------------------------------------------------------------------------


def test_the_walk_goes_on_after_a_fault(tmp_path: Path) -> None:
    pattern = f'<element name="x"><attribute name="n"><data type="integer"/></attribute>{A}<oneOrMore>{B}</oneOrMore></element>'
    document = '<x n="one" m="2">\nwords <c/>\n<b/>\n<a/>\n<b k="3">more</b></x>'
    tree = etree.fromstring(document).getroottree()
    found = check_structure(tree, Places(tree, document), "x.xml", automaton(tmp_path, GRAMMAR.format(pattern)))
    assert [(message.code, message.locus and message.locus.line) for message in found] == [
        ("E417", 1),
        ("E415", 1),
        ("E418", 2),
        ("E411", 2),
        ("E482", 3),
        ("E415", 5),
        ("E418", 5),
    ]
