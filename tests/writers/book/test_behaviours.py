"""The table of behaviours: every kind has its setter, and every element of real documents is known or told of."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from edition.tei.names import NS
from edition.writers.book.behaviours import TABLE, Behaviour, behaviour
from edition.writers.book.setters import SETTERS


def element(source: str) -> etree._Element:
    """The innermost first element of a piece of TEI."""
    found = etree.fromstring(f'<text xmlns="{NS}">{source}</text>')
    while len(found):
        found = found[0]
    return found


def test_every_kind_of_behaviour_can_be_set() -> None:
    kinds = {rule[1].kind for rules in TABLE.values() for rule in rules}
    assert kinds <= set(SETTERS)


def test_the_last_rule_of_an_element_holds_without_condition() -> None:
    assert [name for name, rules in TABLE.items() if rules[-1][0] is not None] == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p/>", Behaviour("block", "p")),
        ('<hi rend="italic"/>', Behaviour("inline", "i")),
        ('<hi rend="superscript"/>', Behaviour("inline", "sup")),
        ('<hi style="font-variant: small-caps"/>', Behaviour("inline", "span", "small-caps")),
        ("<hi/>", Behaviour("inline", "em")),
        ("<div><quote/></div>", Behaviour("block", "blockquote")),
        ("<p><quote/></p>", Behaviour("quotation")),
        ("<sp><stage/></sp>", Behaviour("block", "p", "stage")),
        ("<p><stage/></p>", Behaviour("inline", "i", "stage")),
        ("<lg><l/></lg>", Behaviour("block", "div", "line")),
        ('<row role="label"><cell/></row>', Behaviour("block", "th")),
        ("<row><cell/></row>", Behaviour("block", "td")),
        ('<title type="entry"/>', Behaviour("inline", "span", "title")),
        ("<title/>", Behaviour("inline", "cite")),
        ("<app/>", Behaviour("through")),
        ("<fw/>", Behaviour("omit")),
        ('<span from="#here"/>', Behaviour("omit")),
        ("<note>Cf. <span/></note>", Behaviour("through")),
        ("<note><span/></note>", Behaviour("omit")),
        ('<math xmlns="http://www.w3.org/1998/Math/MathML"/>', Behaviour("math")),
    ],
)
def test_an_element_is_set_by_what_it_is_and_where_it_stands(source: str, expected: Behaviour) -> None:
    assert behaviour(element(source)) == expected


def test_an_element_that_is_not_in_the_table_has_no_behaviour() -> None:
    assert behaviour(element("<thing/>")) is None
    assert behaviour(element('<p xmlns="urn:other"/>')) is None


def test_the_elements_of_our_own_schema_all_have_a_behaviour(root: Path) -> None:
    """What may stand in the text of a document that we make is in the table."""
    made = etree.parse(root / "tei" / "specimen.xml")
    names = {etree.QName(found).localname for found in made.iterfind(f".//{{{NS}}}text//{{{NS}}}*")}
    assert names - set(TABLE) == set()
