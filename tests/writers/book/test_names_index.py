"""A TEI document in, its index of names out: the order, the form of each name, every place of it."""

from __future__ import annotations

import pytest
from lxml import etree

from edition.messages import Report
from edition.tei.names import NS
from edition.writers.book import sections
from edition.writers.book.metadata import XHTML, raw
from edition.writers.book.types import Section
from edition.writers.settings import Settings


def index_of(body: str, lists: str, language: str = "en", **settings: object) -> Section:
    document = (
        f'<TEI xmlns="{NS}" xml:lang="{language}"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><sourceDesc><listWit>'
        '<witness xml:id="A"><abbr type="siglum">A</abbr></witness><witness xml:id="B"><abbr type="siglum">B</abbr></witness>'
        f"</listWit></sourceDesc></fileDesc></teiHeader><standOff>{lists}</standOff><text><body>{body}</body></text></TEI>"
    )
    tree = etree.ElementTree(etree.fromstring(document))
    book = sections.book(tree, Settings(apparatus="all", **settings), Report())  # type: ignore[arg-type]
    ids = {element.get("id") for section in book.sections for markup in section.markups for element in markup.iter()}
    (found,) = (section for section in book.sections if section.kind == "index")
    assert {anchor for _, anchors in found.mentions for anchor in anchors} <= ids
    return found


def rows(index: Section) -> list[str]:
    return [" ".join(raw(row).split()) for row in index.body.iter(XHTML + "li")]


def persons(*names: str) -> str:
    listed = "".join(f'<person xml:id="p{n}">{name}</person>' for n, name in enumerate(names))
    return f"<listPerson>{listed}</listPerson>"


def naming(count: int) -> str:
    said = ", ".join(f'<persName ref="#p{n}">x</persName>' for n in range(count))
    return f'<div type="entry" n="1" xml:id="e1"><head>One</head><p>{said}.</p></div>'


def listed(*names: str, language: str = "en") -> list[str]:
    index = index_of(naming(len(names)), persons(*names), language)
    return [raw(row[0]) for row in index.body.iter(XHTML + "li")]


def test_persons_stand_by_surname_without_regard_to_accents() -> None:
    names = ("Benoit Pavel", "Anna Péret", "Zeno Puni", "Charles I", "Olga Hitch", "Émile Éluard")
    assert listed(*(f"<persName>{name}</persName>" for name in names)) == [
        "Charles I",
        "Éluard, Émile",
        "Hitch, Olga",
        "Pavel, Benoit",
        "Péret, Anna",
        "Puni, Zeno",
    ]


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("<persName><forename>Ida</forename> <surname>Holm</surname></persName>", "Holm, Ida"),
        ("<persName><surname>Holm</surname>, <forename>Ida</forename></persName>", "Holm, Ida"),
        (
            "<persName><roleName>Marquis</roleName> <nameLink>de</nameLink> <surname>Vane</surname></persName>",
            "Vane, Marquis de",
        ),
        (
            "<persName><forename>Fede</forename> <surname>Gar</surname> <surname>Lor</surname></persName>",
            "Gar Lor, Fede",
        ),
        (
            '<persName><forename sort="2">Ida</forename> <surname sort="1">Holm</surname></persName>',
            "Holm, Ida",
        ),
        ("<persName>Marquis de Vane</persName>", "Marquis de Vane"),
    ],
    ids=["surname and forename", "the other way round", "title and particle", "two surnames", "as @sort says", "nothing told"],
)
def test_the_parts_of_a_name_say_how_it_is_listed(name: str, form: str) -> None:
    assert listed(name) == [form]


def test_a_sort_key_of_the_document_says_how_a_name_is_listed_and_sorted() -> None:
    lists = (
        '<listPerson><person xml:id="p0" sortKey="Vane,_Marquis_de"><persName>Marquis de Vane</persName></person>'
        '<person xml:id="p1" sortKey="wells"><persName>Ida Abel</persName></person>'
        '<person xml:id="p2"><persName>Bo West</persName></person></listPerson>'
    )
    assert rows(index_of(naming(3), lists)) == ["Vane, Marquis de: One", "Ida Abel: One", "West, Bo: One"]


def test_rows_under_one_letter_stand_together() -> None:
    names = ("Ada Lind", "Bo Lévi", "Cy Münch", "Di Myhr", "Ed Ost")
    index = index_of(naming(5), persons(*(f"<persName>{name}</persName>" for name in names)))
    assert [(raw(row[0]), row.get("class")) for row in index.body.iter(XHTML + "li")] == [
        ("Lévi, Bo", None),
        ("Lind, Ada", "closes"),
        ("Münch, Cy", None),
        ("Myhr, Di", "closes"),
        ("Ost, Ed", None),
    ]


TWO_ENTRIES = """
<div type="entry" n="1" xml:id="e1"><head>One</head>
<p>First <persName ref="#p0">Ida</persName>, again <persName ref="#p0">Ida</persName>.</p>
<p>Nobody.</p>
<list><item>Third, <persName ref="#p0">Holm</persName>.<note type="editorial">On <persName ref="#p0">her</persName>.</note></item>
</list>
<div><head>Part</head><p>Fourth <persName ref="#p0">Ida</persName>.</p></div></div>
<div type="entry" n="2" xml:id="e2"><head>Two</head><p>Nobody.</p><p>Once <persName ref="#p0">Ida</persName>.</p></div>
<div type="entry" n="3" xml:id="e3"><head>Of <persName ref="#p0">Ida</persName></head><p>Nobody.</p></div>
"""


def test_every_place_of_a_name_has_a_link_and_those_of_one_section_are_told_apart() -> None:
    index = index_of(TWO_ENTRIES, persons("<persName>Ida Holm</persName>"))
    assert rows(index) == ["Holm, Ida: One, ¶ 1, ¶ 3, n. 1, ¶ 4; Two; Of Ida"]
    links = [link for row in index.body.iter(XHTML + "li") for link in row.iter(XHTML + "a")]
    assert [link.get("aria-label") for link in links] == [
        "One, paragraph 1",
        "One, paragraph 3",
        "One, note 1",
        "One, paragraph 4",
        None,
        None,
    ]
    (mentions,) = index.mentions
    assert mentions[0] == "p0"
    # Each mention has an id of its own, which the pages of the PDF are told by.
    assert len(set(mentions[1])) == 7
    assert [link.get("href") for link in links] == [f"#{mentions[1][at]}" for at in (0, 2, 3, 4, 5, 6)]


def test_a_name_that_a_reading_alone_has_stands_at_its_lemma() -> None:
    body = (
        '<div type="entry" n="1" xml:id="e1" source="#A"><head>One</head><p>Rain.</p><p>The <app><lem wit="#A">woman</lem>'
        '<rdg wit="#B"><persName ref="#p0">Ida</persName></rdg></app> ran.</p><p><persName ref="#p0">Ida</persName>.</p></div>'
    )
    assert rows(index_of(body, persons("<persName>Ida Holm</persName>"))) == ["Holm, Ida: One, ¶ 2, ¶ 3"]
    # A reading that agrees with the text is not printed.
    same = body.replace('<lem wit="#A">woman</lem>', '<lem wit="#A">Ida</lem>')
    assert rows(index_of(same, persons("<persName>Ida Holm</persName>"))) == ["Holm, Ida: One"]


def test_verses_are_cited_by_their_numbers() -> None:
    lines = "".join('<l>Rain on <persName ref="#p0">Ida</persName></l>' if n in (2, 7) else "<l>Rain</l>" for n in range(1, 9))
    body = f'<div type="entry" n="1" xml:id="e1"><head>One</head><lg>{lines}</lg></div>'
    assert rows(index_of(body, persons("<persName>Ida Holm</persName>"))) == ["Holm, Ida: One, l. 2, l. 7"]


def test_works_are_listed_without_regard_to_their_article_and_in_italics() -> None:
    works = '<bibl xml:id="w0"><title>The Mast</title></bibl><bibl xml:id="w1"><title xml:lang="fr">Le Phare</title></bibl>'
    said = '<title ref="#w0">The Mast</title>, <title ref="#w1">Phare</title>'
    index = index_of(f'<div type="entry" n="1" xml:id="e1"><head>One</head><p>{said}.</p></div>', f"<listBibl>{works}</listBibl>")
    assert rows(index) == ["The Mast: One", "Le Phare: One"]
    name = list(index.body.iter(XHTML + "b"))[1]
    assert name.get("lang") == "fr"
    assert name[0].tag == XHTML + "cite"


@pytest.mark.parametrize(("language", "row"), [("de", "Holm, Ida: One, ¶ 1, Anm. 1"), ("es", "Holm, Ida: One, ¶ 1, n. 1")])
def test_the_words_of_the_index_are_those_of_the_book(language: str, row: str) -> None:
    body = (
        '<div type="entry" n="1" xml:id="e1"><head>One</head><p><persName ref="#p0">Ida</persName>'
        '<note type="editorial">On <persName ref="#p0">Ida</persName>.</note></p></div>'
    )
    assert rows(index_of(body, persons("<persName>Ida Holm</persName>"), language)) == [row]
