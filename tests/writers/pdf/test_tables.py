"""Tables in print: one that is wider than the text gets smaller letters, and nothing lies outside of the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from edition.messages import Report
from edition.writers.settings import Settings
from tests.examples import examples
from tests.reading_back import letters_of, read_pages

HEAD = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt><title>Rain</title></titleStmt>'
    "</fileDesc></teiHeader><text><body>"
)


@pytest.fixture
def printed(tmp_path: Path, tool: Callable[[str], str]) -> Callable[..., tuple[Path, list[str]]]:
    """Print a body; gives the PDF and the codes of what was reported."""

    def make(body: str, page: str = "A5", margins: str = "", back: str = "") -> tuple[Path, list[str]]:
        tool("pango")
        from edition.writers.pdf import printing

        report = Report()
        tree = etree.ElementTree(etree.fromstring(f"{HEAD}<p>Rain.</p>{body}</body>{back}</text></TEI>"))
        printing.write(tree, Settings(page=page, margins=margins), tmp_path / "rain.pdf", report)
        return tmp_path / "rain.pdf", [message.code for message in report]

    return make


def table(columns: int, word: str) -> str:
    return f"<table><row>{f'<cell>{word}</cell>' * columns}</row></table>"


def outside(path: Path, pdftotext: str) -> list[str]:
    """The words that stand outside of the text's width."""
    return [word.text for page in read_pages(path, pdftotext) for word in (*page.cut_off, *page.margin)]


@pytest.mark.parametrize(("columns", "codes"), [(4, []), (12, []), (24, ["W557"])])
def test_a_table_that_is_too_wide_is_set_smaller(
    columns: int, codes: list[str], printed: Callable[..., tuple[Path, list[str]]], tool: Callable[[str], str]
) -> None:
    path, said = printed(table(columns, "lamps"))
    assert said == codes
    assert outside(path, tool("pdftotext")) == []
    text = letters_of("".join(word.text for page in read_pages(path, tool("pdftotext")) for line in page.lines for word in line))
    assert text.count("lamp") == columns or columns == 24


def test_larger_paper_has_room_for_more(printed: Callable[..., tuple[Path, list[str]]], tool: Callable[[str], str]) -> None:
    path, said = printed(table(24, "lamps"), page="A4 landscape", margins="15mm")
    assert said == []
    assert [word for page in read_pages(path, tool("pdftotext")) for word in page.cut_off] == []


def test_a_table_that_fits_nowhere_is_told(printed: Callable[..., tuple[Path, list[str]]]) -> None:
    assert printed(table(150, "lamps"))[1] == ["W558"]


def test_no_row_is_parted_over_two_pages(printed: Callable[..., tuple[Path, list[str]]], tool: Callable[[str], str]) -> None:
    """In the text, where pages are planned, and in the back matter, which WeasyPrint breaks by itself."""
    rows = "".join(
        f"<row><cell>Spade{'s' * (at % 3)}</cell><cell>{'of the garden ' * 5 * (1 + at % 3)}end</cell></row>" for at in range(24)
    )
    table = f"<table>{rows}</table>"
    path, _ = printed(table, back=f"<back><div><head>Tools</head>{table}</div></back>")
    for page in read_pages(path, tool("pdftotext")):
        words = [word.text for line in page.lines for word in line]
        assert sum(word.startswith("Spade") for word in words) == words.count("end")


def test_a_note_in_a_cell_after_the_text_is_called_like_any_other(tool: Callable[[str], str]) -> None:
    tool("pango")
    from edition.language.languages import language_of_tag
    from edition.writers.book import sections
    from edition.writers.pdf.flowing_pages import flowing
    from edition.writers.pdf.markup import numbered_notes

    back = "<back><div><head>Tools</head><table><row><cell>Spade<note>Borrowed.</note></cell></row></table></div></back>"
    book = sections.book(etree.ElementTree(etree.fromstring(f"{HEAD}<p>Rain.</p></body>{back}</text></TEI>")), Settings(), Report())
    appendix = next(section for section in book.sections if section.kind == "appendix")
    made = flowing(appendix, book, numbered_notes([appendix]), language_of_tag("en").book)
    assert 'class="call" data-says="' in made


def test_a_head_that_fills_much_of_a_page_is_printed_once(
    printed: Callable[..., tuple[Path, list[str]]], tool: Callable[[str], str]
) -> None:
    """The first two lines and a row have no room on a page together; nothing overlaps, and no row is lost."""
    row = f"<row><cell>Spade {'of the old garden ' * 45}</cell></row>"
    path, said = printed(f'<table><row role="label"><cell>Tool {"and its owner " * 100}</cell></row>{row * 3}</table>')
    pages = [[word.text for line in page.lines for word in line] for page in read_pages(path, tool("pdftotext"))]
    assert said == []
    assert sum(page.count("Tool") for page in pages) == 1
    assert sum(page.count("Spade") for page in pages) == 3
    assert all("Tool" not in page or "Spade" not in page for page in pages)


@given(columns=st.integers(1, 30), letters=st.integers(1, 40), where=st.sampled_from(["table", "list", "quote", "note"]))
@settings(deadline=None, max_examples=examples(12), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_table_holds_and_wherever_it_stands_nothing_is_cut_off(
    columns: int, letters: int, where: str, printed: Callable[..., tuple[Path, list[str]]], tool: Callable[[str], str]
) -> None:
    """In a list, a quotation or a note the room is less; a word longer than a line is parted too."""
    made = table(columns, "m" * letters)
    around = {
        "list": f"<list><item>{made}</item></list>",
        "quote": f"<quote>{made}</quote>",
        "note": f"<p>a<note>{made}</note></p>",
    }
    path, _ = printed(around.get(where, made) + f"<p>{'w' * 120}</p>")
    assert outside(path, tool("pdftotext")) == []
