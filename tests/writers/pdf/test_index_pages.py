"""Places of names in, pages of an index out."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Mapping, Sequence

import pytest
from lxml import etree

from edition.messages import Report
from edition.writers.pdf.index_pages import IndexPages, paged
from edition.writers.settings import Settings


def row(pages: Mapping[str, str], notes: Mapping[str, str] | None = None) -> list[tuple[str | None, str | None]]:
    """The links of a row whose name stands at the ids of `pages`."""
    index = etree.fromstring(
        '<ul><li id="r"><b>Ada</b>: <a href="#a" data-says="1 May">1 May</a>; <a href="#z">2 May</a></li></ul>'
    )
    paged(index, IndexPages({"r": list(pages)}, pages, notes or {}, "n."))
    links = index.findall("li/a")
    words = "".join(index.find("li").itertext())  # type: ignore[union-attr,arg-type]
    assert words == "Ada: " + ", ".join(link.text or "" for link in links)
    return [(link.get("href"), link.text) for link in links]


def test_the_pages_of_an_index_row_stand_once_each() -> None:
    assert row({"a": "4", "b": "4", "c": "7"}) == [("#a", "4"), ("#c", "7")]


def test_pages_that_follow_one_another_are_a_range() -> None:
    assert row({"a": "9", "b": "10", "c": "11", "d": "13"}) == [("#a", "9–11"), ("#d", "13")]
    assert row({"d": "13", "b": "10", "a": "9"}) == [("#a", "9–10"), ("#d", "13")]


def test_a_name_in_a_note_is_told_where_its_page_has_it_not() -> None:
    assert row({"a": "12", "b": "12", "c": "14"}, {"b": "3", "c": "4"}) == [("#a", "12"), ("#c", "14\u00a0n.\u00a04")]
    assert row({"a": "12", "b": "13", "c": "14"}, {"b": "3"}) == [
        ("#a", "12"),
        ("#b", "13\u00a0n.\u00a03"),
        ("#c", "14"),
    ]
    assert row({"a": "2", "b": "2"}, {"a": "1", "b": "2"}) == [("#a", "2\u00a0n.\u00a01"), ("#b", "2\u00a0n.\u00a02")]


def test_pages_of_the_front_come_first() -> None:
    assert row({"a": "1", "b": "ix", "c": "x"}) == [("#b", "ix–x"), ("#a", "1")]


def test_a_row_without_pages_keeps_its_words() -> None:
    index = etree.fromstring('<ul><li id="r">Ada: <a href="#a">1 May</a></li></ul>')
    before = etree.tostring(index)
    paged(index, IndexPages({"r": ("a",)}, {}, {}, "n."))
    assert etree.tostring(index) == before


# --- In a book --------------------------------------------------------------------------------------------------------------

SAID = "Words go on here and say nothing at all of any use to a reader who looks for it. " * 8


def book_naming(paragraphs: int, more: str = "") -> etree._ElementTree:
    named = "".join(f'<p>{SAID}<persName ref="#p">Ada</persName> came again ({n}).</p>' for n in range(paragraphs))
    note = '<note type="editorial">Of <persName ref="#p">Ada</persName>.</note>'
    return etree.ElementTree(
        etree.fromstring(
            '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>'
            '</fileDesc></teiHeader><standOff><listPerson><person xml:id="p"><persName>Ada Lind</persName></person></listPerson>'
            "</standOff>"
            f'<text><front><div type="preface"><head>Preface</head><p>On <persName ref="#p">Ada</persName>.</p></div></front>'
            f'<body><div type="entry" n="1"><head>One</head><p>{more}</p>{named}</div>'
            f'<div type="entry" n="2"><head>Two</head>{f"<p>{SAID}</p>" * 8}<p>The end.{note}</p></div></body></text></TEI>'
        )
    )


class Drawer(dict[str, bytes]):
    """A shelf that keeps pages in memory."""

    def find(self, parts: Sequence[bytes | str]) -> bytes | None:
        return self.get(repr(parts))

    def keep(self, parts: Sequence[bytes | str], content: bytes) -> None:
        self[repr(parts)] = content


Printer = Callable[..., bytes]


@pytest.fixture(scope="module")
def printed(tool: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Printer:
    tool("pango")
    from edition.writers.pdf import printing

    path = tmp_path_factory.mktemp("index") / "index.pdf"

    def made(tree: etree._ElementTree, shelf: Drawer | None = None, **settings: object) -> bytes:
        report = Report()
        printing.write(tree, Settings(**settings), path, report, shelf)  # type: ignore[arg-type]
        assert [str(message) for message in report] == []
        return path.read_bytes()

    return made


@pytest.fixture(scope="module")
def pages(tool: Callable[[str], str]) -> Callable[[bytes], list[str]]:
    reader = tool("pdftotext")

    def read(pdf: bytes) -> list[str]:
        return subprocess.run([reader, "-layout", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode().split("\f")

    return read


def row_of(name: str, pages: list[str]) -> str:
    (row,) = (line.strip() for page in pages for line in page.splitlines() if name in line)
    return row


@pytest.mark.parametrize("more", ["", SAID])
def test_the_index_has_every_page_on_which_a_name_is_printed(
    printed: Printer, pages: Callable[[bytes], list[str]], more: str
) -> None:
    found = pages(printed(book_naming(9, more)))
    front = next(at for at, page in enumerate(found) if "One" in page and "Words go on" in page)
    held = [at - front + 1 for at, page in enumerate(found) if "came again" in page]
    assert held == list(range(held[0], held[-1] + 1))
    assert len(held) > 1
    noted = next(at - front + 1 for at, page in enumerate(found) if re.search(r"Of Ada\.", page))
    prefaced = next(page.split()[-1] for page in found if "On Ada" in page)
    assert row_of("Lind, Ada", found) == f"Lind, Ada: {prefaced}, {held[0]}–{held[-1]}, {noted} n. 1"


def test_pages_that_were_kept_and_pages_that_are_set_have_the_same_index(printed: Printer) -> None:
    drawer = Drawer()
    first = printed(book_naming(6), drawer)
    # What goes before moves the names to other pages.
    assert printed(book_naming(6, SAID * 3)) == printed(book_naming(6, SAID * 3), drawer) != first
    assert printed(book_naming(6), drawer) == first


@pytest.mark.parametrize(("apparatus", "said"), [("none", "3"), ("all", "2–3")])
def test_the_index_of_facing_pages_has_those_of_both_texts(
    printed: Printer, pages: Callable[[bytes], list[str]], apparatus: str, said: str
) -> None:
    tree = etree.ElementTree(
        etree.fromstring(
            '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>'
            '<sourceDesc><listWit><witness xml:id="A"><abbr type="siglum">A</abbr></witness><witness xml:id="B">'
            '<abbr type="siglum">B</abbr></witness></listWit></sourceDesc></fileDesc></teiHeader><standOff><listPerson>'
            '<person xml:id="p"><persName>Ada Lind</persName></person></listPerson></standOff><text><body>'
            '<div type="entry" n="1" source="#A" xml:id="e"><head>One</head><p>The <app type="lexical" subtype="substantive">'
            '<lem wit="#A">woman</lem><rdg wit="#B"><persName ref="#p">Ada</persName></rdg></app> ran.</p></div>'
            "</body></text></TEI>"
        )
    )
    assert row_of("Lind, Ada", pages(printed(tree, parallel=True, apparatus=apparatus))) == f"Lind, Ada: {said}"
