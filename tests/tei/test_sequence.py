"""What may stand next in an element, given what stands in it already."""

from __future__ import annotations

import pytest
from lxml import etree

from edition.tei.sequence import NONE, model
from edition.tei.validation import OWN_SCHEMA
from edition.tei.vocabulary import Vocabulary

RNG = "http://relaxng.org/ns/structure/1.0"


def reached(pattern: str, children: str) -> tuple[list[str], bool]:
    """What may come next, and whether nothing more need come, after these children of an element of this pattern."""
    grammar = etree.fromstring(f'<grammar xmlns="{RNG}"><start><element name="x">{pattern}</element></start></grammar>')
    vocabulary = Vocabulary(grammar)
    rest = model(vocabulary, vocabulary.patterns("x"))
    for child in children.split():
        rest = rest.after(child)
    return sorted(rest.first), rest.complete


A, B = '<element name="a"><empty/></element>', '<element name="b"><empty/></element>'


@pytest.mark.parametrize(
    ("pattern", "children", "following", "complete"),
    [
        (A + B, "", ["a"], False),
        (A + B, "a", ["b"], False),
        (A + B, "a b", [], True),
        (f"<optional>{A}</optional>{B}", "", ["a", "b"], False),
        (f"<zeroOrMore>{A}</zeroOrMore>", "a a", ["a"], True),
        (f"<oneOrMore>{A}{B}</oneOrMore>", "a b a", ["b"], False),
        (f"<choice>{A}<group>{B}{B}</group></choice>", "b", ["b"], False),
        (f"<interleave>{A}{B}</interleave>", "b", ["a"], False),
        (f"<interleave><zeroOrMore>{A}</zeroOrMore>{B}</interleave>", "a b a", ["a"], True),
        (f'<attribute name="n"/><zeroOrMore><choice><text/>{A}</choice></zeroOrMore>', "a", ["a"], True),
        ("<text/>", "", [], True),
    ],
)
def test_a_pattern_read_child_by_child(pattern: str, children: str, following: list[str], complete: bool) -> None:
    assert reached(pattern, children) == (following, complete)


def test_what_cannot_follow_leads_nowhere() -> None:
    vocabulary = Vocabulary(etree.parse(OWN_SCHEMA).getroot())
    app = model(vocabulary, vocabulary.patterns("app"))
    assert app.after("lem").first == {"rdg", "rdgGrp"}
    assert not app.after("lem").complete
    assert app.after("lem").after("rdg").complete
    assert app.after("p") == NONE


def test_a_long_row_of_children_does_not_grow_the_model() -> None:
    vocabulary = Vocabulary(etree.parse(OWN_SCHEMA).getroot())
    rest = model(vocabulary, vocabulary.patterns("p"))
    for _ in range(300):
        rest = rest.after("seg")
    assert rest == model(vocabulary, vocabulary.patterns("p")).after("seg")
