"""A book whose apparatus is as large as they come: four thousand entries in one paragraph, each proofread."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from edition.messages import Report
from edition.tei.reading.opening import open_tei
from edition.writers.book import sections
from edition.writers.settings import Settings
from tests.proofreading import proofread

HEAD = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt><title>Rain</title></titleStmt>'
    "<publicationStmt><p>No.</p></publicationStmt><sourceDesc><listWit>"
    '<witness xml:id="A"><abbr type="siglum">A</abbr></witness><witness xml:id="B"><abbr type="siglum">B</abbr></witness>'
    "</listWit></sourceDesc></fileDesc></teiHeader><text><body>"
)
WORDS = "rain river window lamp water chair stair roof harbour over under the and nobody looked".split()
ENTRIES = 4_000


def test_four_thousand_entries(tmp_path: Path, run_edition: Any, tool: Callable[[str], str]) -> None:
    tool("pango")
    chance = random.Random(4)
    parts = []
    for number in range(ENTRIES):
        plain = " ".join(chance.choices(WORDS, k=chance.randint(2, 14)))
        lemma = " ".join(chance.choices(WORDS, k=chance.choice((1, 1, 1, 3, 30 if number % 50 == 0 else 2))))
        reading = " ".join(chance.choices(WORDS, k=chance.choice((1, 1, 2, 60 if number % 70 == 0 else 3))))
        parts.append(f'{plain} <app><lem wit="#A">{lemma}</lem><rdg wit="#B">{reading} so</rdg></app>')
    (tmp_path / "rain.xml").write_text(f"{HEAD}<p>{' '.join(parts)}</p></body></text></TEI>", encoding="utf-8")
    result = run_edition("pdf", "rain.xml", folder=tmp_path)
    assert result.returncode == 0, result.stderr
    book = sections.book(open_tei(tmp_path / "rain.xml", Report()), Settings(), Report())
    found = proofread(tmp_path / "rain.pdf", book, tool("pdftotext"))
    assert found.faults == []
    assert found.entries == ENTRIES
