"""A TEI document as one page: the texts in rows, each in its own words and paragraphs, its apparatus at each row."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

from edition.language.language_files import FOLDERS, tags
from edition.language.languages import language_of_tag
from edition.language.screen_words import ScreenWords
from edition.messages import Report
from edition.tei.names import NS
from edition.tei.reading.opening import open_tei
from edition.tei.reading.witness_text import witness_entries
from edition.text.running_text import running_text
from edition.writers.html.page import page
from edition.writers.settings import Settings

WITNESSES = (
    '<listWit><witness xml:id="A"><abbr type="siglum">A</abbr> <bibl><title>The Garden Book</title></bibl></witness>'
    '<witness xml:id="B"><abbr type="siglum">B</abbr> <bibl><title>Leaves</title></bibl></witness></listWit>'
)
BEADS = (
    '<div type="entry" n="1" source="#A" xml:id="e.1"><head>One</head><p xml:id="p1">'
    '<seg type="bead" cert="medium" xml:id="b1">The <app xml:id="a1" type="lexical" subtype="substantive"><lem wit="#A">wall</lem>'
    '<rdg wit="#B">hedge</rdg></app> is wet. </seg>'
    '<app type="paragraph" subtype="accidental"><lem wit="#A"> </lem><rdg wit="#B"><milestone unit="paragraph"/></rdg></app>'
    '<seg type="bead" xml:id="b2">Rain<app xml:id="a2" type="addition" subtype="stylistic"><lem wit="#A"/><rdg wit="#B"> again'
    "</rdg></app>.</seg></p></div>"
)


def document(body: str, stand_off: str = "", lang: str = "en") -> etree._ElementTree:
    header = (
        f"<fileDesc><titleStmt><title>Two Days</title></titleStmt><sourceDesc>{WITNESSES}</sourceDesc></fileDesc><encodingDesc>"
        '<refsDecl><citeStructure unit="entry" match="//body//div[@type=\'entry\']" use="@n"/></refsDecl></encodingDesc>'
    )
    return etree.ElementTree(
        etree.fromstring(
            f'<TEI xmlns="{NS}" xml:lang="{lang}"><teiHeader>{header}</teiHeader>{stand_off}<text><body>{body}</body></text></TEI>'
        )
    )


def read(tree: etree._ElementTree, report: Report | None = None) -> Any:
    return html.document_fromstring(page(tree, Settings(), Report() if report is None else report))


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def rows(made: Any) -> list[list[str]]:
    """Each row as the words of its columns and of its apparatus."""
    return [[words(part) for part in row] for row in made.find_class("r") if "heads" not in row.classes]


def test_sentences_that_answer_one_another_stand_in_a_row_with_their_readings() -> None:
    assert rows(read(document(BEADS))) == [
        ["One", "One"],
        ["The wall is wet.", "The hedge is wet.", "2*wall] hedge B°wet] new paragraph in B"],
        ["Rain.", "Rain again.", "1Rain] B adds again"],
    ]


def test_each_text_has_its_own_paragraphs() -> None:
    cells = [[part[0].get("class") for part in row if part.tag == "div"] for row in read(document(BEADS)).find_class("r")[1:]]
    # "on": the paragraph goes on from the row before.
    assert cells == [["head", "head"], [None, None], ["on", None]]


def test_every_entry_sentence_and_reading_has_the_id_that_it_has_in_the_document() -> None:
    made = read(document(BEADS))
    assert [made.get_element_by_id(name).tag for name in ("e.1", "b1", "b2", "a1", "a2")] == ["section", "div", "div", "li", "li"]


def test_no_id_stands_twice_and_every_link_has_its_place() -> None:
    made = read(document(BEADS))
    ids = made.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in made.xpath("//@href") if href.startswith("#")} <= set(ids)


def test_a_document_without_beads_has_a_row_for_each_paragraph_or_verse() -> None:
    body = (
        '<div><head>Song</head><p>The <app><lem wit="#A">wall</lem><rdg wit="#B">hedge</rdg></app>.</p>'
        '<lg><l>Rain</l><l>and <app><lem wit="#A">wind</lem><rdg wit="#B">storm</rdg></app></l></lg></div>'
    )
    # The text as it is printed comes first, where the document does not say whose it is.
    assert [row[:3] for row in rows(read(document(body)))] == [
        ["Song", "Song", "Song"],
        ["The wall.", "The wall.", "The hedge."],
        ["Rain", "Rain", "Rain"],
        ["and wind", "and wind", "and storm"],
    ]


def test_a_text_in_another_language_is_said_to_be_in_it() -> None:
    body = BEADS.replace('<rdg wit="#B">hedge', '<rdg wit="#B" ana="#readings.beside">La haie était dans le jardin, avec une porte')
    tree = document(body)
    held = '<langUsage><language ident="en"/><language ident="fr"/></langUsage>'
    tree.getroot()[0].append(etree.fromstring(f'<profileDesc xmlns="{NS}">{held}</profileDesc>'))
    made = read(tree)
    assert {cell.get("lang") for cell in made.find_class("a")} == {None}
    assert {cell.get("lang") for cell in made.find_class("b") if "heads" not in cell.getparent().classes} == {"fr"}


def test_a_text_that_is_compared_with_nothing_has_no_places_of_readings() -> None:
    tree = document(BEADS.replace('<rdg wit="#B"> again</rdg>', '<rdg wit="#B" ana="#readings.beside"> encore</rdg>'))
    data = json.loads(read(tree).get_element_by_id("data").text)
    assert data["beside"] == [1]
    columns = {reading[at + 1] for reading in data["readings"] for at in range(4, len(reading), 4)}
    assert columns == {0}


def test_a_note_stands_once_and_is_called_in_the_text_of_its_witness() -> None:
    noted = BEADS.replace("Rain<app", 'Rain<note source="#B" xml:id="n1">Drizzle.</note><app')
    made = read(document(noted))
    assert [row[:2] for row in rows(made)][2] == ["Rain.", "Rain1 again."]
    assert [words(item) for item in made.xpath("//section[@class='notes']//li")] == ["Drizzle. (B) ↩"]


def test_a_text_without_witnesses_has_one_column() -> None:
    plain = etree.ElementTree(
        etree.fromstring(
            f'<TEI xmlns="{NS}"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt></fileDesc></teiHeader><text><body>'
            "<p>Words.</p></body></text></TEI>"
        )
    )
    made = read(plain)
    assert "Words." in words(made.get_element_by_id("text"))
    assert made.xpath("//*[@id='several']") == []


def test_the_texts_of_the_specimen_stand_whole_in_their_columns(root: Path) -> None:
    tree = open_tei(root / "tei/specimen.xml", Report())
    made = read(tree)
    for call in made.find_class("call"):
        call.drop_tree()
    for letter, siglum in zip("ab", ("K", "L"), strict=True):
        for entry in witness_entries(tree, siglum):
            shown = "".join(cell.text_content() for cell in made.get_element_by_id(entry.id).find_class(letter))
            assert "".join(shown.split()) == "".join(running_text(entry).text.split()), (siglum, entry.n)


def test_a_text_without_words_in_a_row_has_an_empty_column_there() -> None:
    """A paragraph of B goes on below a sentence that it has not: nothing of it is drawn beside that sentence."""
    alone = '<seg type="bead" xml:id="b3"><app xml:id="a3"><lem wit="#A">It rained. </lem><rdg wit="#B"/></app></seg>'
    rain = '<seg type="bead" xml:id="b2">Rain'
    body = BEADS.replace(rain, alone + rain)
    row = read(document(body)).get_element_by_id("b3")
    assert words(row[0]) == "It rained."
    assert row[1].text_content() == ""
    assert len(row[1]) == 0


TERMS = (
    '<standOff><list type="terms" source="#A" corresp="#B"><item><term>walls</term><term>hedge</term><measure quantity="4"/></item>'
    '<item><term>rain</term><term>shower</term><measure quantity="4"/></item></list>'
    '<list type="profiles"><item source="#A" corresp="#B"><measure type="words" quantity="400"/>'
    '<measure type="contractions" quantity="1"><ref target="#e.1"><mentioned>don’t</mentioned></ref></measure>'
    '<measure type="older" quantity="100"/></item></list></standOff>'
)


def test_a_reading_that_says_one_word_of_a_term_for_the_other_is_known_as_a_habit() -> None:
    """Words of one stem are one: *wall* is of the term *walls*. A term of which there is no reading is left out."""
    data = json.loads(read(document(BEADS, TERMS)).get_element_by_id("data").text)
    assert data["habits"] == [["walls", "hedge", [0]]]
    assert json.loads(read(document(BEADS)).get_element_by_id("data").text)["habits"] == []


def test_a_term_that_several_texts_have_is_one_habit() -> None:
    third = TERMS.replace('corresp="#B"', 'corresp="#C"').removeprefix("<standOff>")
    data = json.loads(read(document(BEADS, TERMS.removesuffix("</standOff>") + third)).get_element_by_id("data").text)
    assert data["habits"] == [["walls", "hedge", [0]]]


def test_the_profile_of_a_translator_has_shares_and_leads_to_its_examples() -> None:
    profiles = read(document(BEADS, TERMS)).get_element_by_id("profiles")
    cells = {words(row[0]): row[1] for row in profiles.iter("tr") if len(row) == 2 and row[0].tag == "th"}
    assert words(cells["Older forms"]) == "25 % (100 of 400)"
    assert words(cells["Contractions"].find("details/summary")) == "< 1 % (1 of 400)"
    assert words(cells["Contractions"].find("details/ul")) == "don’t, 1"
    assert cells["Contractions"].find("details/ul//a").get("href") == "#e.1"


def test_the_policy_allows_the_pages_own_program_and_style_and_nothing_else() -> None:
    made = read(document(BEADS))
    (policy,) = made.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert re.fullmatch(
        r"default-src 'none'; script-src 'sha256-[\w+/]{43}='; style-src 'sha256-[\w+/]{43}='; img-src data:; base-uri 'none'; "
        r"form-action 'none'",
        policy,
    )
    assert made.xpath("//@style") == []
    assert made.xpath("//@src | //link | //iframe") == []


def test_the_same_document_gives_the_same_page(root: Path) -> None:
    tree = open_tei(root / "tei/specimen.xml", Report())
    before = etree.tostring(tree)
    one, again = (page(tree, Settings(), Report()) for _ in range(2))
    assert one == again
    assert etree.tostring(tree) == before, "the document stays as it is"


def test_the_command_writes_the_page_beside_the_document(run_edition: Callable[..., Any], root: Path, tmp_path: Path) -> None:
    (tmp_path / "one.xml").write_bytes((root / "tei/specimen.xml").read_bytes())
    done = run_edition("html", "one.xml", folder=tmp_path)
    assert (done.returncode, done.stdout) == (0, "one.html\n"), done.stderr


@pytest.mark.parametrize("tag", tags())
def test_every_language_has_every_word_of_the_page(tag: str) -> None:
    said = tomllib.loads((FOLDERS[0] / f"{tag}.toml").read_text(encoding="utf-8"))["screen"]
    assert [key.name for key in fields(ScreenWords)] == [*said]
    assert {name: re.findall(r"{\w+}", words) for name, words in said.items()} == {
        name: re.findall(r"{\w+}", getattr(language_of_tag("en").screen, name)) for name in said
    }
