"""Words that meet with nothing between are parted by what TEI says of their elements; letters of one word are not."""

from __future__ import annotations

import pytest
from lxml import etree

from edition.tei.names import NS
from edition.tei.reading.word_borders import part_words


def parted(tei: str) -> str:
    root = etree.fromstring(f'<p xmlns="{NS}">{tei}</p>')
    part_words(root)
    return "".join(root.itertext())


@pytest.mark.parametrize(
    ("tei", "text"),
    [
        # Parts of names, addresses, dates.
        ("<persName><surname>Farrer</surname><forename>Odo</forename></persName>", "Farrer Odo"),
        ("<persName><roleName>Sir</roleName><!-- a knight --><forename>Odo</forename></persName>", "Sir Odo"),
        ("<placeName><settlement>Hythe</settlement><country>Kent</country></placeName>", "Hythe Kent"),
        ("<dateline><placeName>Hythe</placeName><date>1 May</date></dateline>", "Hythe 1 May"),
        ("<measure><num>5</num><unit>ells</unit></measure>", "5 ells"),
        # What a dictionary and a bibliography say.
        ("<form><orth>pail</orth></form><gramGrp><pos>n.</pos></gramGrp><sense><def>a tub</def></sense>", "pail n. a tub"),
        ("<xr><lbl>see</lbl><ref target='#x'>tub</ref></xr>", "see tub"),
        ("<etym><lang>OE</lang><mentioned>pægel</mentioned></etym>", "OE pægel"),
        ("<bibl><author>Pell</author><title>Pails</title><date>1911</date></bibl>", "Pell Pails 1911"),
        # What has no text of its own.
        ("<address><addrLine>1 Quay</addrLine><addrLine>Hythe</addrLine></address>", "1 Quay Hythe"),
        ("<respStmt><resp>drawn by</resp><name>Pell</name></respStmt>", "drawn by Pell"),
        ("<s>One ends.</s><s>One begins.</s>", "One ends. One begins."),
        # A note, and what is beside the text, part no words and join none.
        ("<persName><surname>Farrer</surname><note>sic</note><forename>Odo</forename></persName>", "Farrer sicOdo"),
        ("<persName><surname>Farrer</surname><certainty/><forename>Odo</forename></persName>", "Farrer Odo"),
        # Letters, looks, and what an editor says of letters are of one word.
        ("un<hi>known</hi><emph>s</emph>", "unknowns"),
        ("s<subst><del>i</del><add>a</add></subst>ng", "siang"),
        ("<abbr>Dr</abbr><ex>octo</ex>", "Drocto"),
        ("<foreign>vale</foreign><title>Pails</title>", "valePails"),
        # A span that points nowhere, amid words, is text.
        ("see <span xml:lang='la'>situla</span>", "see situla"),
        # White space that stands there is enough, and no space stands after an apostrophe or before a stop.
        ("<persName><nameLink>d’</nameLink><surname>Orme</surname></persName>", "d’Orme"),
        ("<persName><surname>Farrer </surname><forename>Odo</forename></persName>", "Farrer Odo"),
        ("<persName><surname>Farrer</surname><addName>, the elder</addName></persName>", "Farrer, the elder"),
        ("<persName><surname>Farrer</surname>-<surname>Orme</surname></persName>", "Farrer-Orme"),
        # Chinese names are written without a space.
        ("<persName><surname>王</surname><forename>明</forename></persName>", "王明"),
    ],
)
def test_neighbours(tei: str, text: str) -> None:
    assert parted(tei) == text


@pytest.mark.parametrize(
    ("tei", "text"),
    [
        ("<s><w>She</w><w>slept</w><pc>,</pc><w>then</w><w>woke</w><pc>.</pc></s>", "She slept, then woke."),
        ("<s><w>She</w><pc>(</pc><w>then</w><pc>)</pc><w>woke</w></s>", "She (then) woke"),
        ("<s><w>do</w><w join='left'>n’t</w><w>go</w></s>", "don’t go"),
        # Where there is white space between some words, two without it are one.
        ("<s><w>She</w> <w>did</w><w>n’t</w> <w>go</w></s>", "She didn’t go"),
        ("<s><w>She </w><w>did</w><w>n’t </w><w>go</w></s>", "She didn’t go"),
        ("<s><w>She</w><c> </c><w>did</w><w>n’t</w></s>", "She didn’t"),
    ],
)
def test_texts_of_words(tei: str, text: str) -> None:
    assert parted(tei) == text


def test_a_document_that_is_parted_is_parted_no_further() -> None:
    root = etree.fromstring(f'<p xmlns="{NS}"><persName><surname>Farrer</surname><forename>Odo</forename></persName></p>')
    part_words(root)
    once = etree.tostring(root)
    part_words(root)
    assert etree.tostring(root) == once
