"""Who is meant by a siglum or a pointer: as documents of many projects name their witnesses."""

from __future__ import annotations

import pytest
from lxml import etree

from edition.errors import UsageError
from edition.tei.reading.declared_witnesses import declared_witnesses
from edition.tei.reading.one_witness import sigla, witness_tree

LISTED = (
    '<listWit><witness xml:id="A"/><listWit xml:id="north"><witness xml:id="w45"><abbr type="siglum">45</abbr></witness>'
    '<witness xml:id="m7" n="7"/></listWit></listWit>'
)
NUMBERED = '<listWit><witness n="01"/><witness n="P46"/><witness>Byz</witness></listWit>'


def document(body: str, listed: str) -> etree._ElementTree:
    header = f"<teiHeader><fileDesc><sourceDesc>{listed or '<p/>'}</sourceDesc></fileDesc></teiHeader>"
    made = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{header}<text><body>{body}</body></text></TEI>'
    return etree.ElementTree(etree.fromstring(made))


def words(tree: etree._ElementTree, siglum: str) -> str:
    """The words that a document has of a witness."""
    text = witness_tree(tree, siglum).getroot().find("{*}text")
    assert text is not None
    return " ".join("".join(map(str, text.itertext())).split())


@pytest.mark.parametrize(
    ("named", "found"),
    [
        ("#w45", ("w45",)),
        ("#45", ("w45",)),
        ("45", ("w45",)),
        ("7", ("m7",)),
        ("#7", ("m7",)),
        ("A,", ("A",)),
        ("#A, #45;", ("A", "w45")),
        ("witnesses.xml#A", ("A",)),
        ("wit:A", ("A",)),
        ("#north", ("w45", "m7")),
        ("north A", ("w45", "m7", "A")),
        ("#Z Z z", ()),
    ],
)
def test_a_witness_is_named_in_many_ways(named: str, found: tuple[str, ...]) -> None:
    assert declared_witnesses(document("<p/>", LISTED).getroot()).named(named.split()) == found


def test_a_siglum_with_a_colon_names_its_own_witness() -> None:
    listed = '<listWit><witness xml:id="one" n="1"/><witness xml:id="p1"><abbr type="siglum">P:1</abbr></witness></listWit>'
    found = declared_witnesses(document("<p/>", listed).getroot())
    assert [found.named([token]) for token in ("P:1", "P:1,", "wit:1")] == [("p1",), ("p1",), ("one",)]


def test_a_witness_without_an_id_has_its_siglum_for_a_key() -> None:
    tree = document('<p>It <app><lem wit="01 Byz">rained</lem><rdg wit="P46">poured</rdg></app>.</p>', NUMBERED)
    assert sigla(tree) == {"01": "01", "P46": "P46", "Byz": "Byz"}
    assert [words(tree, siglum) for siglum in ("01", "P46", "Byz")] == ["It rained.", "It poured.", "It rained."]


def test_readings_name_the_witnesses_of_a_document_that_declares_none() -> None:
    tree = document('<p>It <app><rdg wit="f1 f2">rained</rdg><rdg wit="ms (in pencil #Z)">poured</rdg></app>.</p>', "")
    assert [*sigla(tree)] == ["f1", "f2", "ms"]
    assert words(tree, "f2") == "It rained."
    assert words(tree, "ms") == "It poured."


def test_a_siglum_that_is_not_declared_can_be_read_and_is_not_listed() -> None:
    tree = document('<p>It <app><lem>rained</lem><rdg wit="#Z">poured</rdg></app>.</p>', LISTED)
    assert "Z" not in sigla(tree)
    assert words(tree, "Z") == "It poured."
    with pytest.raises(UsageError):
        witness_tree(tree, "Y")


# A body, and what A and 45 have of it.
BODIES = {
    "its first hand before another": (
        '<app><lem wit="#w45">rained</lem><rdg wit="#A" hand="#h2">hailed</rdg><rdg wit="#A">poured</rdg></app>',
        ("poured", "rained"),
    ),
    "a later hand alone": (
        '<app><lem wit="#w45">rained</lem><rdg wit="#A" hand="#h2">hailed</rdg></app>',
        ("hailed", "rained"),
    ),
    "what it wrote first": (
        '<app><rdg wit="#A" varSeq="2">hailed</rdg><rdg wit="#A" varSeq="1">poured</rdg><rdg wit="#w45">rained</rdg></app>',
        ("poured", "rained"),
    ),
    "wit after its reading": (
        "<app><lem>rained</lem><wit>45</wit><rdg>poured</rdg><!-- sic --><wit>A, Z</wit></app>",
        ("poured", "rained"),
    ),
    "an app within a reading names it": (
        '<app><lem>rained</lem><rdg wit="#m7">hailed <app><lem>all</lem><rdg wit="#A">every</rdg></app> day</rdg></app>',
        ("hailed every day", "rained"),
    ),
    "an app within the lemma names it": (
        '<app><lem wit="#m7">rained <app><lem>all</lem><rdg wit="#A">every</rdg></app> day</lem><rdg wit="#45">hailed</rdg></app>',
        ("rained every day", "hailed"),
    ),
    "a list of witnesses": (
        '<app><lem wit="#A">rained</lem><rdg wit="#north">poured</rdg></app>',
        ("rained", "poured"),
    ),
    "a book is no witness": (
        '<app><lem>rained</lem><rdg source="bib:Orme1901">poured</rdg></app>',
        ("rained", "rained"),
    ),
    "lines and pages of editions, by id, by siglum, by number": (
        '<pb ed="#A" n="1"/>one <lb ed="45"/>two <gb edRef="#m7"/>three<cb ed="A #north"/> four<milestone ed="7" unit="x"/>',
        ("one two three four", "one two three four"),
    ),
}


@pytest.mark.parametrize("case", BODIES)
def test_each_witness_has_its_words(case: str) -> None:
    body, expected = BODIES[case]
    tree = document(f"<p>{body}</p>", LISTED)
    assert (words(tree, "A"), words(tree, "45")) == expected


def test_marks_of_other_editions_go() -> None:
    body, _ = BODIES["lines and pages of editions, by id, by siglum, by number"]
    tree = document(f"<p>{body}<lb/><pb n='9' ed='T'/></p>", LISTED)

    def marks(siglum: str) -> list[str]:
        return [etree.QName(mark).localname for mark in witness_tree(tree, siglum).iter("{*}lb", "{*}pb", "{*}cb", "{*}gb")]

    assert marks("A") == ["pb", "cb", "lb", "pb"]
    assert marks("45") == ["lb", "cb", "lb", "pb"]
    assert marks("m7") == ["gb", "cb", "lb", "pb"]
