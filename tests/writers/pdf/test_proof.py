"""Made-up texts printed and read back by a proofreader (tests/proofreading.py): what is rare in real books."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from edition.messages import Report
from edition.writers.book import sections
from edition.writers.settings import Settings
from tests.proofreading import Proof, proofread
from tests.reading_back import read_pages
from tests.writers.conftest import WITNESSES

RAIN = "the rain came down on the roofs and on the river and nobody who looked out of a window saw anything but water and lamps"


@pytest.fixture
def proved(tmp_path: Path, tool: Callable[[str], str]) -> Callable[..., Proof]:
    """Print a body and read it back. `against`: the settings of the book against which the PDF is held, if others."""

    def make(body: str, against: Settings | None = None, **said: Any) -> Proof:
        tool("pango")
        from edition.writers.pdf import printing

        document = (
            '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt><title>Rain</title></titleStmt>'
            f"<sourceDesc>{WITNESSES}</sourceDesc></fileDesc></teiHeader><text><body>{body}</body></text></TEI>"
        )
        tree = etree.ElementTree(etree.fromstring(document))
        printing.write(tree, Settings(**said), tmp_path / "rain.pdf", Report())
        return proofread(tmp_path / "rain.pdf", sections.book(tree, against or Settings(**said), Report()), tool("pdftotext"))

    return make


def entry(name: str, *paragraphs: str) -> str:
    return f'<div type="entry" n="{name}" source="#A"><head>{name}</head>{"".join(f"<p>{each}</p>" for each in paragraphs)}</div>'


def test_an_addition_after_the_last_word_belongs_to_that_words_line(proved: Callable[..., Proof]) -> None:
    """Not to the heading after it, which may be in another gathering."""
    added = '<app type="addition"><lem wit="#A"/><rdg wit="#B">and then it stopped</rdg></app>'
    found = proved(entry("1 May", f"{RAIN}, {RAIN}. {added}") + entry("2 May", RAIN))
    assert found.faults == []
    assert found.entries == 1


def test_every_note_of_a_page_begins_there(proved: Callable[..., Proof]) -> None:
    """Where some are long, the last of them goes on at the next page; the same for the editor's, which have letters."""
    notes = [f'{RAIN} once<note type="translator" source="#A">{RAIN} {RAIN}.</note>' for _ in range(20)]
    notes += [f'{RAIN} twice<note type="editorial">{RAIN} {RAIN}.</note>' for _ in range(28)]
    found = proved(entry("1 May", *notes))
    assert found.faults == []
    assert found.notes == 48


def test_a_lemma_may_end_in_another_gathering(proved: Callable[..., Proof], monkeypatch: pytest.MonkeyPatch) -> None:
    """The page on which it ends is not among those that are set with the one on which it begins."""
    from edition.writers.pdf import gatherings

    monkeypatch.setattr(gatherings, "GATHERING", 1_500)
    monkeypatch.setattr(gatherings, "MOST_PROCESSES", 1)
    long = f'<app><lem wit="#A">{RAIN} {RAIN}</lem><rdg wit="#B">drizzle</rdg></app> {RAIN}'
    found = proved("".join(entry(f"{day} May", *[long] * 5) for day in range(1, 9)))
    assert found.faults == []
    assert found.entries == 40


def test_a_text_of_one_line_is_a_book(proved: Callable[..., Proof]) -> None:
    found = proved('<p>Rain <app><lem wit="#A">fell</lem><rdg wit="#B">came</rdg></app>.</p>')
    assert found.faults == []
    assert (found.pages, found.entries) == (1, 1)


def test_a_proofreader_sees_what_is_wrong(proved: Callable[..., Proof]) -> None:
    """Lines counted by entry are not those of the page; an entry left out and a changed word are missed."""
    varied = RAIN.replace("river", '<app><lem wit="#A">river</lem><rdg wit="#B">stream</rdg></app>')
    body = entry("1 May", *[varied] * 4) + entry("2 May", *[varied] * 4)
    assert proved(body).faults == []
    assert any("margin" in fault for fault in proved(body, lines="entry").faults)
    assert any("goes on with" in fault for fault in proved(body, apparatus="none", against=Settings()).faults)
    assert any("stands where" in fault for fault in proved(body, against=Settings(reading="B")).faults)


# --- Verse ------------------------------------------------------------------------------------------------------------


def verse(*numbers: str, text: str = "the lamp burned on above the quay") -> str:
    """A poem whose verses have these numbers, "" for none; a reading differs in each."""
    varied = text.replace("lamp", '<app><lem wit="#A">lamp</lem><rdg wit="#B">light</rdg></app>')
    lines = [f"<l>{varied}</l>" if not number else f'<l n="{number}">{varied}</l>' for number in numbers]
    return f"<lg>{''.join(lines)}</lg>"


def foot_and_margin(path: Path, pdftotext: str) -> tuple[list[str], list[str]]:
    """The labels of the entries of all pages, and the numbers in the margin."""
    pages = read_pages(path, pdftotext)
    words = [word.text for page in pages for block in page.foot for line in block for word in line]
    labels = [label for label, lemma in pairwise(words) if re.match(r"[\d.–]+$", label) and lemma.startswith(("lamp", "out"))]
    return labels, [word.text for page in pages for word in page.margin]


@pytest.fixture
def printed(proved: Callable[..., Proof], tmp_path: Path, tool: Callable[[str], str]) -> Callable[..., tuple[list[str], list[str]]]:
    def make(body: str, **said: Any) -> tuple[list[str], list[str]]:
        proved(body, **said)
        return foot_and_margin(tmp_path / "rain.pdf", tool("pdftotext"))

    return make


def test_numbered_verse_is_counted_by_verse(printed: Callable[..., tuple[list[str], list[str]]]) -> None:
    """Verses without a number are counted on from those before them; a verse that turns over has one number."""
    long = "the lamp burned on above the quay until the boats had come in and the lamp had gone out over all of the harbour"
    labels, margin = printed(f"<div><head>Quay</head>{verse('9', '', '', '12')}{verse('13', '14', '15', text=long)}</div>")
    assert labels == ["9", "10", "11", "12", "13", "14", "15"]
    assert margin == ["10", "15"]


def test_numbers_given_to_every_fifth_verse_count_the_others(printed: Callable[..., tuple[list[str], list[str]]]) -> None:
    labels, margin = printed(f"<div>{verse('', '', '20', '', '')}</div>")
    assert labels == ["18", "19", "20", "21", "22"]
    assert margin == ["20"]


def test_prose_among_verse_counts_on_from_the_verse_before_it(printed: Callable[..., tuple[list[str], list[str]]]) -> None:
    """A stage direction after verse 2 is 2.1; before the first verse 0.1; the parts of a verse that two speak are one."""
    stage = '<stage>She goes <app><lem wit="#A">out</lem><rdg wit="#B">away</rdg></app></stage>'
    shared = verse("3", "4").replace('n="4"', 'part="F"')
    labels, margin = printed(f"<div>{stage}{verse('1', '2')}{stage}{shared}</div>")
    assert labels == ["0.1", "1", "2", "2.1", "3"]
    assert margin == []


def test_of_two_poems_at_one_foot_the_second_is_named(printed: Callable[..., tuple[list[str], list[str]]], tmp_path: Path) -> None:
    poems = "".join(f"<div><head>{head}</head>{verse('1', '2')}</div>" for head in ("Quay", "Harbour"))
    assert printed(poems)[0] == ["1", "2", "1", "2"]
    pages = read_pages(tmp_path / "rain.pdf", "pdftotext")
    foot = " ".join(word.text for page in pages for block in page.foot for line in block for word in line)
    assert re.search(r"2 lamp A\] light B Harbour 1 lamp", foot)


def test_verse_in_a_book_of_prose_is_counted_by_page(printed: Callable[..., tuple[list[str], list[str]]]) -> None:
    """And where a document numbers no verse; `lines` says otherwise."""
    prose = f"<div><p>{RAIN} {RAIN} {RAIN}</p>{verse('9')}</div>"
    assert printed(prose)[0] == ["7"]
    assert printed(prose, lines="verse")[0] == ["9"]
    assert printed(f"<div>{verse('', '')}<p>{RAIN}</p>{verse('')}</div>")[0] == ["1", "2", "5"]
    assert printed(f"<div>{verse('', '')}<p>{RAIN}</p>{verse('')}</div>", lines="verse")[0] == ["1", "2", "3"]


# --- Other scripts --------------------------------------------------------------------------------------------------------


def test_hebrew_runs_from_the_right_and_its_foot_fits(proved: Callable[..., Proof], tmp_path: Path) -> None:
    """Letters of another font are higher than a row of the apparatus; the page has room for them all the same."""
    varied = '<app><lem wit="#A">מים</lem><rdg wit="#B">גשם</rdg></app>'
    text = " ".join(f"ירד על הגגות {varied} ועל הנהר" for _ in range(40))
    proved(f'<div xml:lang="he"><p>{text}<note type="editorial">הערה</note></p></div>')
    page, *_ = read_pages(tmp_path / "rain.pdf", "pdftotext")
    rows, notes = page.foot
    # Read as it stands on the page.
    assert sum("םשג" in word.text for line in rows for word in line) == 40
    assert notes
    # Its lines, and the short last one, begin at the right edge of the text.
    edges = [max(word.right for word in line) for line in page.lines]
    assert max(edges) - min(edges) < 2
