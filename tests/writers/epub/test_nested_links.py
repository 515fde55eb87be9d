"""Links within links: each stands by itself in the EPUB, and leads where it led."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

import edition
from edition.writers.epub.nested_links import unnest

NS = 'xmlns="http://www.w3.org/1999/xhtml"'


@pytest.mark.parametrize(
    ("inside", "made"),
    [
        ('<a href="#x">out</a>', '<a href="#x">out</a>'),
        ('<a href="#x">out<a href="#n">1</a></a>', '<span><a href="#x">out</a><a href="#n">1</a></span>'),
        (
            '<a class="c" href="#x">go <b>out</b> to<a href="#n">1</a> sea</a> now',
            '<span class="c"><a href="#x">go <b>out</b> to</a><a href="#n">1</a><a href="#x"> sea</a></span> now',
        ),
        (
            '<a href="#x">go <b>out<a href="#n">1</a> to</b> sea</a>',
            '<span><a href="#x">go </a><b><a href="#x">out</a><a href="#n">1</a><a href="#x"> to</a></b>'
            '<a href="#x"> sea</a></span>',
        ),
        ('<a href="#x"> <a href="#n">1</a> <a href="#m">2</a></a>', '<span> <a href="#n">1</a> <a href="#m">2</a></span>'),
    ],
)
def test_links_stand_side_by_side(inside: str, made: str) -> None:
    body = etree.fromstring(f"<p {NS}>{inside}</p>")
    unnest(body)
    assert etree.tostring(body, encoding="unicode") == f"<p {NS}>{made}</p>"


def test_a_book_of_notes_and_readings_in_links_is_sound(tmp_path: Path, epubcheck: Callable[[Path], list[str]]) -> None:
    """Also one whose source is not described, and one whose pages are listed."""
    document = tmp_path / "boats.xml"
    document.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt><title>Boats</title></titleStmt>'
        "<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body><div><head>One</head>"
        '<pb n="3"/><p xml:id="p">They <ref target="#p">went <app><lem wit="#A">out</lem><rdg wit="#B">forth<note>So B.</note>'
        "</rdg></app> at<note>At noon.</note> dawn</ref>.</p></div></body></text></TEI>",
        "utf-8",
    )
    edition.write_book("epub", document, tmp_path / "boats.epub")
    assert epubcheck(tmp_path / "boats.epub") == []
    with zipfile.ZipFile(tmp_path / "boats.epub") as archive:
        assert b'<meta property="pageBreakSource">Boats</meta>' in archive.read("EPUB/package.opf")
