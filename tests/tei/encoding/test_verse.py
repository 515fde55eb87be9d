"""Verses and stanzas of the base, and where those of others begin; every document is valid, here and in TEI."""

from __future__ import annotations

import pytest
from lxml import etree

from edition.model import Apparatus, Mark, Reading, RunningText, VariationUnit, VerseNumber
from edition.text.running_text import cut, running_text
from tests.tei.encoding.test_round_trip import OWN
from tests.tei.encoding.written import collated, document, entry, readable

TIDE = "~ The tide came in\n~ and took the nets"

# The texts of the witnesses A, B, C, and the entry.
VERSES = {
    "stanzas and numbers": (
        ["~ The tide came in\n~[2] and took the nets\n\n~ that night."],
        """
        <lg><l>The tide came in</l><l n="2">and took the nets</l></lg>
        <lg><l>that night.</l></lg>
        """,
    ),
    "equal verses": (
        [TIDE, TIDE],
        """
        <lg><l><milestone unit="stanza" edRef="#B"/><lb edRef="#B"/>The tide came in</l>
        <l><lb edRef="#B"/>and took the nets</l></lg>
        """,
    ),
    "verses that end elsewhere": (
        [TIDE, "~ The tide\n~[2] came in and took\n~ the nets"],
        """
        <lg><l><milestone unit="stanza" edRef="#B"/><lb edRef="#B"/>The tide <lb n="2" edRef="#B"/>came in</l>
        <l>and took <lb edRef="#B"/>the nets</l></lg>
        """,
    ),
    "a verse of one witness alone": (
        [TIDE, "~ The tide came in\n~ O night,\n~ and took the nets"],
        """
        <lg><l><milestone unit="stanza" edRef="#B"/><lb edRef="#B"/>The tide came in</l>
        <l><app type="addition"><lem wit="#A"/><rdg wit="#B"><lb edRef="#B"/>O night, </rdg></app><lb edRef="#B"/>and took
        the nets</l></lg>
        """,
    ),
    "three of which two share the words, no two the verses": (
        [TIDE, "~ The tide came\n~ in and held the nets", "~ The tide\n~ came in and held the nets"],
        """
        <lg><l><milestone unit="stanza" edRef="#B #C"/><lb edRef="#B #C"/>The tide <lb edRef="#C"/>came <lb edRef="#B"/>in</l>
        <l>and <app type="lexical"><lem wit="#A">took</lem><rdg wit="#B #C">held</rdg></app> the nets</l></lg>
        """,
    ),
    "prose beside verse of the base": (
        [TIDE, "The tide came in and took the nets"],
        "<lg><l>The tide came in</l><l>and took the nets</l></lg>",
    ),
    "a paragraph that begins with a verse of the base": (
        [TIDE, "The tide came in\n\nand took the nets"],
        """<lg><l>The tide came in</l><l><milestone unit="paragraph" edRef="#B"/>and took the nets</l></lg>""",
    ),
    "verse beside prose of the base": (
        ["The tide came in and took the nets", TIDE],
        """<p><milestone unit="stanza" edRef="#B"/><lb edRef="#B"/>The tide came in <lb edRef="#B"/>and took the nets</p>""",
    ),
    "a reading over three verses, shared by one with other verses": (
        ["~ He went\n~ away\n~ for good", "~ He stayed for good", "~ He\n~ went away\n~ for good"],
        """
        <lg><l><milestone unit="stanza" edRef="#B #C"/><lb edRef="#B #C"/>He
        <app type="lexical" next="#2"><lem wit="#A #C"><lb edRef="#C"/>went</lem><rdg wit="#B">stayed</rdg></app></l>
        <l><app type="lexical" prev="#1"><lem wit="#A #C">away</lem><rdg wit="#B"/></app></l>
        <l><lb edRef="#C"/>for good</l></lg>
        """,
    ),
    "a break between stanzas, of the base and one other": (
        ["~ One\n\n***\n\n~ two", "~ One\n\n***\n\n~ two", "~ One\n~ two"],
        """
        <lg><l><milestone unit="stanza" edRef="#B #C"/><lb edRef="#B #C"/>One</l></lg>
        <milestone unit="section" edRef="#A #B"/>
        <lg><l><milestone unit="stanza" edRef="#B"/><lb edRef="#B #C"/>two</l></lg>
        """,
    ),
    "a direction in a verse": (
        ["~ Come {{softly}} in", "~ Come softly in"],
        """
        <lg><l><milestone unit="stanza" edRef="#B"/><lb edRef="#B"/>Come <stage source="#A">softly</stage> in</l></lg>
        """,
    ),
}


def flat(written: str) -> str:
    """On one line, ids of tied apps as numbers."""
    lines = [line.strip() for line in written.strip().split("\n")]
    return "".join(line if line.startswith("<") and not line.startswith("<app") else f" {line}" for line in lines).strip()


def numbered(written: str) -> str:
    """The same with the pointers of tied apps made short."""
    for name in ("next", "prev"):
        parts = written.split(f'{name}="#')
        written = parts[0] + "".join(f'{name}="#{"2" if name == "next" else "1"}' + part[part.index('"') :] for part in parts[1:])
    return written


@pytest.mark.parametrize("case", VERSES)
def test_verses(case: str, tei_all: etree.RelaxNG) -> None:
    texts, wanted = VERSES[case]
    tree = document(collated([entry(text) for text in texts]), "ABC"[: len(texts)])
    assert numbered(readable(tree).replace("\n", "")) == flat(wanted)
    OWN.assertValid(tree)
    tei_all.assertValid(tree)


def test_a_reading_over_the_end_of_a_verse_is_two_apps_and_stands_whole_in_the_first(tei_all: etree.RelaxNG) -> None:
    text = running_text(entry("~ Some hand had thrown\n~ its ashes down"))
    start, end = text.text.index("thrown"), text.text.index(" down")
    readings = Reading(("A",), cut(text, start, end)), Reading(("B",), RunningText("dropped them"))
    unit = VariationUnit("e.1.a.thrown", start, end, "lexical", "stylistic", readings)
    begun = (Mark("stanza", 0, None, "B"), Mark("line", 0, VerseNumber(), "B"))
    tree = document(Apparatus("1", None, "A", text, (unit,), begun), "AB")
    assert numbered(readable(tree).replace("\n", "")) == flat(
        """
        <lg><l><milestone unit="stanza" edRef="#B"/><lb edRef="#B"/>Some hand had
        <app type="lexical" next="#2"><lem wit="#A">thrown</lem><rdg wit="#B">dropped them</rdg></app></l>
        <l><app type="lexical" prev="#1"><lem wit="#A">its ashes</lem><rdg wit="#B"/></app> down</l></lg>
        """
    )
    OWN.assertValid(tree)
    tei_all.assertValid(tree)
