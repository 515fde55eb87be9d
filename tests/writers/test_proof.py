"""Made-up texts printed and read back by a proofreader (tests/proofreading.py): what is rare in real books."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from edition.messages import Report
from edition.writers import xhtml
from edition.writers.settings import Settings
from tests.proofreading import Proof, proofread
from tests.writers.conftest import WITNESSES

RAIN = "the rain came down on the roofs and on the river and nobody who looked out of a window saw anything but water and lamps"


@pytest.fixture
def proved(tmp_path: Path, tool: Callable[[str], str]) -> Callable[..., Proof]:
    """Print a body and read it back. `against`: the settings of the book against which the PDF is held, if others."""

    def make(body: str, against: Settings | None = None, **said: Any) -> Proof:
        tool("pango")
        from edition.writers import pdf

        document = (
            '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt><title>Rain</title></titleStmt>'
            f"<sourceDesc>{WITNESSES}</sourceDesc></fileDesc></teiHeader><text><body>{body}</body></text></TEI>"
        )
        tree = etree.ElementTree(etree.fromstring(document))
        pdf.write(tree, Settings(**said), tmp_path / "rain.pdf", Report())
        return proofread(tmp_path / "rain.pdf", xhtml.book(tree, against or Settings(**said), Report()), tool("pdftotext"))

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


def test_a_proofreader_sees_what_is_wrong(proved: Callable[..., Proof]) -> None:
    """Lines counted by entry are not those of the page; an entry left out and a changed word are missed."""
    varied = RAIN.replace("river", '<app><lem wit="#A">river</lem><rdg wit="#B">stream</rdg></app>')
    body = entry("1 May", *[varied] * 4) + entry("2 May", *[varied] * 4)
    assert proved(body).faults == []
    assert any("margin" in fault for fault in proved(body, lines="entry").faults)
    assert any("goes on with" in fault for fault in proved(body, apparatus="none", against=Settings()).faults)
    assert any("stands where" in fault for fault in proved(body, against=Settings(reading="B")).faults)
