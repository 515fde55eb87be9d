"""A document of a hundred megabytes: validated and opened in time and memory that grow with it and no faster."""

from __future__ import annotations

import resource
import sys
from pathlib import Path
from typing import Any

import pytest

HEAD = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Rain</title></titleStmt>
<publicationStmt><p>No.</p></publicationStmt>
<sourceDesc><listWit><witness xml:id="A">A</witness><witness xml:id="B">B</witness></listWit></sourceDesc>
</fileDesc></teiHeader><text><body><div>
"""
PARAGRAPH = (
    '<p>It <app><lem wit="#A">rained</lem><rdg wit="#B">poured</rdg></app> all day long, as it had rained all the days before, '
    "and nobody who looked out of a window saw anything but water and the lamps.</p>\n"
)
MEGABYTES = 100
# Bytes of memory for each byte of the document: libxml2's tree takes some ten, Python's view of its tags as much again.
MEMORY = 40


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "large.xml"
    path.write_text(HEAD + PARAGRAPH * (MEGABYTES * 1_000_000 // len(PARAGRAPH)) + "</div></body></text></TEI>\n", encoding="utf-8")
    return path


def test_validate(large: Path, run_edition: Any, shared: Any, tmp_path: Path) -> None:
    result = run_edition("validate", large, "--schema", shared("schema/tei_all.rng"), folder=tmp_path)
    assert result.returncode == 0, result.stdout[:2000] + result.stderr[:2000]
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    assert peak < MEMORY * large.stat().st_size
