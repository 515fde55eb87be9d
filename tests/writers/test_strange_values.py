"""Attributes of anyone's document may say anything: a book is made of it all the same, on the screen and on paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import edition
from edition.writers.book.metadata import XHTML
from edition.writers.book.types import Book

DOCUMENT = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt><title>Rain</title></titleStmt>
<publicationStmt><p>For a test.</p></publicationStmt><sourceDesc><p>None.</p></sourceDesc></fileDesc></teiHeader>
<text><body><div n="{number}"><head>One</head><lg><l n="{number}">Rain fell</l><l>all day</l><l n="5">and night.</l></lg>
<table cols="{number}"><row><cell cols="{number}" rows="{number}">Wet</cell><cell>Dry</cell></row></table>
<p>It rained<note n="{number}">Long.</note>.<pb n="{number}"/><lb n="{number}"/> <date when="{number}">Then</date>
<figure><graphic url="{address}" width="{number}"/><figDesc>A wall.</figDesc></figure>
<ref target="{address}">See</ref> <seg type="reading" edition-reading="" edition-unit="{number}" edition-break="">there</seg>.</p>
</div></body></text></TEI>
"""
NUMBERS = ["9" * 5000, "0" * 4999 + "5", "999999999", "²", "-1", "1e9"]
ADDRESSES = ["http://[x", "//[", "%00", "a" * 5000, "http://exa℀mple/", "mailto:["]
VALUES = [(number, "wall.png") for number in NUMBERS] + [("5", address) for address in ADDRESSES]


@pytest.mark.parametrize(("number", "address"), VALUES, ids=lambda value: value[:20])
def test_a_book_is_made(number: str, address: str, tmp_path: Path, tool: Callable[[str], str]) -> None:
    document = tmp_path / "rain.xml"
    document.write_text(DOCUMENT.format(number=number, address=address), encoding="utf-8")
    edition.validate(document)
    read = edition.open_tei(document)
    assert "See there." in str(read.entries)
    assert read.apparatus == ()
    edition.write_book("epub", document)
    tool("pango")
    edition.write_book("pdf", document)


@pytest.mark.parametrize(
    ("said", "columns", "rows"),
    [("3", "3", "3"), ("1", None, None), ("²", None, None), ("9" * 5000, None, None), ("999999999", "1000", "65534")],
)
def test_a_cell_spans_no_more_than_html_allows(
    said: str, columns: str | None, rows: str | None, entry: Callable[..., Book]
) -> None:
    book = entry(f"<table><row><cell cols='{said}' rows='{said}'>a</cell></row></table>")
    [cell] = [cell for section in book.sections for cell in section.body.iter(XHTML + "td")]
    assert (cell.get("colspan"), cell.get("rowspan")) == (columns, rows)


def test_only_a_number_that_is_one_is_that_of_a_line(entry: Callable[..., Book]) -> None:
    lines = "".join(f"<l n='{number}'>a</l>" for number in ("5", "²", "1" + "0" * 5000))
    book = entry(f"<lg>{lines}</lg>")
    shown = [
        span.text for section in book.sections for span in section.body.iter(XHTML + "span") if span.get("class") == "line-number"
    ]
    assert shown == ["5"]


VERSES = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt><title>Rain</title></titleStmt>
<publicationStmt><p>For a test.</p></publicationStmt><sourceDesc><listWit><witness xml:id="A"/><witness xml:id="B"/></listWit>
</sourceDesc></fileDesc></teiHeader><text><body><div><lg n="1">{}</lg></div></body></text></TEI>
"""


@pytest.mark.parametrize(
    "letters", ["abcd", "αβγδ", ["1a", "1b", "1c", "1 (bis)"]], ids=["quarters", "Greek", "figures and letters"]
)
def test_verses_may_be_numbered_by_letters(letters: str | list[str], tmp_path: Path, tool: Callable[[str], str]) -> None:
    app = '<app><lem wit="#A">rain</lem><rdg wit="#B">hail</rdg></app>'
    document = tmp_path / "rain.xml"
    lines = "".join(f'<l n="{number}">There was {app} on hill and field,</l>' for number in letters)
    document.write_text(VERSES.format(lines), encoding="utf-8")
    edition.write_book("epub", document)
    tool("pango")
    edition.write_book("pdf", document)
