"""Speeches, directions, letters, lists, tables and quotations of the base, and the speeches of others; every document is valid."""

from __future__ import annotations

import pytest
from lxml import etree

from tests.tei.encoding.test_round_trip import OWN
from tests.tei.encoding.test_verse import flat
from tests.tei.encoding.written import collated, document, entry, readable

PLAY = "@ANN\nI am tired.\n\n@TOM\nThen rest.\n\n@\n(Exeunt.)"
RUN_ON = "@ANN\nI am tired. Then rest.\n\n@\n(Exeunt.)"
ENDS = '<milestone unit="speech" edRef="#B"/>'

BLOCKS = {
    "speeches that all have": (
        [PLAY, PLAY],
        f"""
        <sp><speaker>ANN</speaker><p>I am tired.</p></sp><sp><speaker>TOM</speaker><p>Then rest.</p></sp>
        <stage>{ENDS}(Exeunt.)</stage>
        """,
    ),
    "another form of a name": (
        [PLAY, PLAY.replace("ANN", "ANNA")],
        f"""
        <sp><speaker><app type="speaker"><lem wit="#A">ANN</lem><rdg wit="#B">ANNA</rdg></app></speaker><p>I am tired.</p></sp>
        <sp><speaker>TOM</speaker><p>Then rest.</p></sp>
        <stage>{ENDS}(Exeunt.)</stage>
        """,
    ),
    "a speech that runs on in another": (
        [PLAY, RUN_ON],
        f"""
        <sp><speaker>ANN</speaker><p>I am tired.</p></sp>
        <sp><speaker><app type="speaker"><lem wit="#A">TOM</lem><rdg wit="#B"/></app></speaker>
        <p><app type="paragraph"><lem wit="#A"><milestone unit="paragraph"/></lem><rdg wit="#B"> </rdg></app>Then rest.</p></sp>
        <stage>{ENDS}(Exeunt.)</stage>
        """,
    ),
    "a speech that another begins": (
        [RUN_ON, PLAY],
        f"""
        <sp><speaker>ANN</speaker><p>I am
        tired.<app type="speaker"><lem wit="#A"> </lem><rdg wit="#B"><milestone unit="paragraph"/></rdg></app>{ENDS}
        <label type="speaker" source="#B">TOM</label>Then rest.</p></sp>
        <stage>{ENDS}(Exeunt.)</stage>
        """,
    ),
    "a verse that two speakers share": (
        ["@ANN\n~I Who goes there?\n\n@TOM\n~F A friend.", "@ANN\n~I Who goes there?\n\n@TOM\n~F A friend."],
        """
        <sp><speaker>ANN</speaker>
        <lg><l part="I"><milestone unit="stanza" edRef="#B"/><lb type="I" edRef="#B"/>Who goes there?</l></lg></sp>
        <sp><speaker>TOM</speaker>
        <lg><l part="F"><milestone unit="stanza" edRef="#B"/><milestone unit="part" type="F" edRef="#B"/>A friend.</l></lg></sp>
        """,
    ),
    "a letter with all its parts": (
        [
            "letter dateline: Oran, in May.\n\n+ letter salute: Dear sister,\n\n+ letter p: I am well.\n\n+ letter signed: Ann\n\n"
            "letter p: Another."
        ],
        """
        <floatingText type="letter"><body><opener><dateline>Oran, in May.</dateline><salute>Dear sister,</salute></opener>
        <p>I am well.</p><closer><signed>Ann</signed></closer></body></floatingText>
        <floatingText type="letter"><body><p>Another.</p></body></floatingText>
        """,
    ),
    "what may stand at the beginning alone, there and elsewhere": (
        ["epigraph p: Old words.\n\nargument: What happens.\n\nText.\n\nargument: More.\n\nepigraph p: New words.\n\nText."],
        """
        <epigraph><p>Old words.</p></epigraph><argument><p>What happens.</p></argument><p>Text.</p>
        <ab type="argument">More.</ab><quote type="epigraph"><p>New words.</p></quote><p>Text.</p>
        """,
    ),
    "a quotation of prose and verse": (
        ["He said:\n\nquotation p: So.\n\n+ quotation p: And so.\n\nThat was all."],
        "<p>He said:</p><quote><p>So.</p><p>And so.</p></quote><p>That was all.</p>",
    ),
}


@pytest.mark.parametrize("case", BLOCKS)
def test_blocks(case: str, tei_all: etree.RelaxNG) -> None:
    texts, wanted = BLOCKS[case]
    tree = document(collated([entry(text) for text in texts]), "ABC"[: len(texts)])
    assert readable(tree).replace("\n", "") == flat(wanted)
    OWN.assertValid(tree)
    tei_all.assertValid(tree)


def test_a_list_within_an_item_and_the_cells_of_two_rows(tei_all: etree.RelaxNG) -> None:
    cells = "table row cell: 1\n\n+ table row cell: 2"
    tree = document(collated([entry(f"list item: one\n\nlist list item: two\n\n{cells}")]), "A")
    assert readable(tree).replace("\n", "") == flat(
        """
        <list rend="plain"><item>one</item></list><list rend="plain"><item><list rend="plain"><item>two</item></list></item></list>
        <table><row><cell>1</cell><cell>2</cell></row></table>
        """
    )
    OWN.assertValid(tree)
    tei_all.assertValid(tree)
