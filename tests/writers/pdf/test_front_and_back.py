"""What stands before and after the text in print: on which pages, under which running heads, with which signs."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from edition.messages import Report
from edition.tei.names import NS
from edition.writers.settings import Settings
from tests.tags import runs_of

APP = '<app type="lexical" subtype="{2}"><lem wit="#A">{0}</lem><rdg wit="#B" type="lexical" subtype="{2}">{1}</rdg></app>'
WORDS = "The keeper went down to the river, and the rain that had come from the sea went with him all the way. "
PARAGRAPH = f"<p>{APP.format('Nobody', 'No man', 'stylistic')} saw {APP.format('him', 'her', 'substantive')} go. {WORDS * 6}</p>"


def entry(n: str, head: str, count: int = 1) -> str:
    return f'<div type="entry" n="{n}" source="#A" xml:id="e.{n}"><head>{head}</head>{PARAGRAPH * count}</div>'


BODY = "".join(
    f'<div type="book" n="{number}"><head>Book {number}</head>{entry(f"{number}.1", "I.", 5)}{entry(f"{number}.2", "II.", 5)}</div>'
    for number in (1, 2)
)
DOCUMENT = f"""<TEI xmlns="{NS}" xml:lang="en"><teiHeader><fileDesc><titleStmt><title>The Lamps</title><author>Ana Melo</author>
</titleStmt><publicationStmt><publisher>Quay Books</publisher><pubPlace>Porto</pubPlace><date when="2026-05-01">2026</date>
<availability><p>CC BY 4.0</p></availability></publicationStmt><sourceDesc><listWit>
<witness xml:id="A"><abbr type="siglum">A</abbr> <bibl><title>Lamp</title>, <date>1960</date>. <availability><p>Public domain.</p>
</availability></bibl></witness><witness xml:id="B"><abbr type="siglum">B</abbr> <bibl><title>Lamps</title>, <date>1971</date>
</bibl></witness></listWit></sourceDesc></fileDesc></teiHeader><text><front><div><head>Preface</head><p>{WORDS}</p></div></front>
<body>{BODY}</body></text></TEI>"""


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory, tool: Callable[[str], str]) -> Path:
    tool("pango")
    from edition.writers.pdf import printing

    path = tmp_path_factory.mktemp("pdf") / "lamps.pdf"
    tree = etree.ElementTree(etree.fromstring(DOCUMENT))
    printing.write(tree, Settings(), path, Report())
    return path


@pytest.fixture(scope="module")
def pages(printed: Path, tool: Callable[[str], str]) -> list[list[str]]:
    """The lines of each page."""
    text = subprocess.run([tool("pdftotext"), "-layout", printed, "-"], capture_output=True, check=True, text=True).stdout
    return [[" ".join(line.split()) for line in page.split("\n") if line.strip()] for page in text.split("\f")[:-1]]


def place(pages: list[list[str]], line: str) -> int:
    """The number, from 1, of the first page after the contents that has a line."""
    return next(at for at, page in enumerate(pages, 1) if line in page and "Contents" not in page)


def test_rights_stand_on_the_back_of_the_title_and_sigla_face_the_text(pages: list[list[str]]) -> None:
    assert "The Lamps" in pages[0]
    assert pages[1][0] == "Quay Books, Porto 2026"
    assert "Set in EB Garamond." in pages[1]
    text = place(pages, "Book 1")
    assert text % 2 == 1
    assert "Sigla and signs" in pages[text - 2]
    # The right page before the sigla is not blank.
    assert pages[text - 3]


def test_the_title_page_has_sizes_of_its_own(printed: Path, tool: Callable[[str], str]) -> None:
    """Beside the rule for the title stands one for the heads of all sections: these have 14.5 points, the title 24."""
    boxes = subprocess.run([tool("pdftotext"), "-bbox", printed, "-"], capture_output=True, check=True, text=True).stdout
    found = re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">(Lamps|Melo|Contents)<', boxes)
    # A word is as high as the line of its font.
    heights: dict[str, float] = {}
    for top, bottom, word in found:
        heights.setdefault(word, float(bottom) - float(top))
    assert heights["Lamps"] / heights["Contents"] == pytest.approx(24 / 14.5, rel=0.01)
    assert heights["Melo"] / heights["Contents"] == pytest.approx(12.5 / 14.5, rel=0.01)


def test_signs_that_no_page_has_are_not_explained(pages: list[list[str]]) -> None:
    sigla = " ".join(pages[place(pages, "Sigla and signs") - 1])
    assert "the line of the page on which its words stand" in sigla
    assert "parts entries on the same line" in sigla
    assert "the verse to which it belongs" not in sigla
    assert "counted from the beginning of the section" not in sigla
    carried = any(re.match(r"p\. \d", line) for page in pages[place(pages, "Book 1") - 1 :] for line in page)
    assert ("the page whose lines they name" in sigla) == carried


def test_no_running_head_stands_above_the_heading_that_it_repeats(pages: list[list[str]]) -> None:
    for title in ("Contents", "Preface", "Sigla and signs", "Book 1"):
        page = pages[next(at for at, page in enumerate(pages) if title in page)]
        assert page[0] == title
    heads = [page[0] for page in pages[place(pages, "Book 1") :]]
    assert any(re.fullmatch("Book 1 · I{1,2}", head) for head in heads)
    assert not any(re.fullmatch("I{1,2}", head) for head in heads)


def test_short_sections_after_the_text_follow_one_another(pages: list[list[str]]) -> None:
    """The figures fill a page; what comes after them begins on one page."""
    assert place(pages, "Bibliography") == place(pages, "About this book")


def test_each_figure_of_the_number_of_a_line_is_as_bold_as_the_others(printed: Path) -> None:
    """The bold font of EB Garamond has a 7 as light as that of the text, so that the text's own figures are drawn bolder."""
    runs = [run for page in runs_of(printed) for run in page]
    assert {run.face for run in runs} == {"EB-Garamond", "EB-Garamond-Italic"}
    bold = [run.text.strip() for run in runs if run.stroked]
    assert len(bold) > 10
    assert all(re.fullmatch(r"[\d.]+", number) for number in bold)
