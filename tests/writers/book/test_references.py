"""What a document says of books in, the rows of the bibliography out."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from edition.messages import Report
from edition.tei.names import NS
from edition.writers.book import sections
from edition.writers.book.metadata import XHTML, raw
from edition.writers.book.types import Book
from edition.writers.settings import Settings


def book_of(*books: str, language: str = "en", works: str = "", said: str = "It rained.") -> Book:
    listed = f"<standOff><listBibl>{works}</listBibl></standOff>" if works else ""
    document = (
        f'<TEI xmlns="{NS}" xml:lang="{language}"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><sourceDesc>'
        f"<listBibl>{''.join(f'<bibl>{each}</bibl>' for each in books)}</listBibl></sourceDesc></fileDesc></teiHeader>{listed}"
        f"<text><body><p>{said}</p></body></text></TEI>"
    )
    return sections.book(etree.ElementTree(etree.fromstring(document)), Settings(), Report())


def bibliography(*books: str, **more: str) -> list[str]:
    found = [section for section in book_of(*books, **more).sections if section.kind == "bibliography"]  # type: ignore[arg-type]
    return [raw(row).strip() for section in found for row in section.body.iter(XHTML + "li")]


@pytest.mark.parametrize(
    ("bibl", "row"),
    [
        ("<author>Ida Holm</author>, <title>Rain</title>, 1904.", "Holm, Ida, Rain, 1904."),
        (
            "<editor><persName>Ida Holm</persName> and <persName>Bo Lind</persName></editor>, <title>Rain</title>.",
            "Holm, Ida, and Bo Lind, Rain.",
        ),
        (
            "<author><persName><forename>Jan</forename> <nameLink>van</nameLink> <surname>Holm</surname></persName></author>.",
            "Holm, Jan van.",
        ),
        ("<author>Jan van Holm</author>, <title>Rain</title>.", "Jan van Holm, Rain."),
        ("<author>Holm, Ida</author>: <title>Rain</title>.", "Holm, Ida: Rain."),
        ("<author><orgName>Plant Union</orgName></author>, <title>Rain</title>.", "Plant Union, Rain."),
        ("<title>Rain</title>, by <author>Ida Holm</author>.", "Rain, by Ida Holm."),
        ("See <author>Ida Holm</author>.", "See Ida Holm."),
    ],
)
def test_a_row_begins_with_the_surname_of_its_author(bibl: str, row: str) -> None:
    assert bibliography(bibl) == [row]


def test_rows_are_sorted_by_surname_and_titles_without_their_article() -> None:
    rows = bibliography(
        "<author>Zoe Abel</author>, <title>Snow</title>.",
        "<title>The Mast</title>.",
        "<author>Émile Éluard</author>, <title>Wind</title>.",
        "<author>Ada West</author>, <title>Rain</title>.",
    )
    assert [row.partition(",")[0] for row in rows] == ["Abel", "Éluard", "The Mast.", "West"]


@pytest.mark.parametrize(
    ("bibl", "row"),
    [
        ("<title>Rain</title>, <publisher>from the text of 1862</publisher>, <date>1862</date>.", "Rain, from the text of 1862."),
        ("<title>Rain</title> <biblScope>82 (May 2013)</biblScope> (<date>2013</date>).", "Rain 82 (May 2013)."),
        ("<title>Poems of 1862</title>, <date>1862</date>.", "Poems of 1862, 1862."),
        ("<title>Rain</title>, unpublished, <date>1904</date>.", "Rain, unpublished, 1904."),
        ("<title>Rain</title>, <date>1932-05-16</date>.", "Rain, 16 May 1932."),
        ('<title>Rain</title>, <date when="1932-05"/>.', "Rain, May 1932."),
        ("<title>Rain</title>, <date>1940-24</date>.", "Rain, winter 1940–41."),
        ("<title>Rain</title>, <date>May of that year</date>.", "Rain, May of that year."),
    ],
)
def test_dates_are_words_and_no_year_stands_twice(bibl: str, row: str) -> None:
    assert bibliography(bibl) == [row]


def test_titles_of_books_and_journals_are_in_italics() -> None:
    book = book_of('<author>Ida Holm</author>, <title>Rain</title>, <title level="j">Northing</title> 14, pp. 112–119, vol. 2.')
    (row,) = next(section for section in book.sections if section.kind == "bibliography").body.iter(XHTML + "li")
    assert [raw(title) for title in row.iter(XHTML + "cite")] == ["Rain", "Northing"]
    # No line ends between a short word and its figures.
    assert "14, pp.\u00a0112–119, vol.\u00a02" in raw(row)


def test_a_work_that_the_text_names_stands_in_the_index_and_not_among_the_sources() -> None:
    works = '<bibl xml:id="w0"><title>The Mast</title></bibl><bibl xml:id="w1"><title>Snow</title></bibl>'
    book = book_of(works=works, said='He read <title ref="#w0">The Mast</title>.')
    rows = {
        section.kind: [raw(row) for row in section.body.iter(XHTML + "li")]
        for section in book.sections
        if section.kind in ("bibliography", "index")
    }
    assert rows == {"bibliography": ["Snow"], "index": ["The Mast: →"]}


@pytest.mark.parametrize(
    "bibl",
    [
        '<ptr target="bib:Holm"/><citedRange>315</citedRange>',
        '<ptr target="bib:Holm"/>315',
        '<ref target="#Holm"/>315',
        '<ref target="#Holm"/><citedRange>315</citedRange>',
    ],
)
def test_where_a_pointer_leads_is_printed_apart_from_what_follows(bibl: str) -> None:
    made = book_of(said=f"Rain fell, <bibl>{bibl}</bibl>.")
    assert re.search(r"Rain fell, (bib:)?Holm 315\.", "".join(raw(section.body) for section in made.sections))
