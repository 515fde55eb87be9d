"""The API as a script of a stranger uses it: paths in, frozen values out, and the message of the command line as an exception."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from pathlib import Path

import pytest

import edition
from edition import EditionError, TextError, UsageError

MORNING = "She walked along the river before dawn. The ferryman had not come, and the bell was silent. She had two loaves."
EVENING = "She walked by the river before dawn. The ferryman came late, and the bell was silent. She had three loaves."
DOCUMENT = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">
  <teiHeader><fileDesc><titleStmt><title>Rain</title></titleStmt><publicationStmt><p>For a test.</p></publicationStmt>
    <sourceDesc><listWit><witness xml:id="A">One</witness><witness xml:id="B">Two</witness></listWit></sourceDesc></fileDesc>
  </teiHeader>
  <text><body>{body}</body></text>
</TEI>
"""


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "morning.txt").write_text(MORNING, encoding="utf-8")
    (tmp_path / "evening.txt").write_text(EVENING, encoding="utf-8")
    return tmp_path / "morning.txt", tmp_path / "evening.txt"


def test_all_that_the_package_names_is_there() -> None:
    assert {"align", "build", "collate", "locate", "open_tei", "read", "validate"} <= set(edition.__all__)
    assert all(getattr(edition, name) is not None for name in edition.__all__)


def test_two_texts(pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    found = edition.align(str(pair[0]), pair[1])
    readings = [(reading.lemma, reading.text) for reading in found.readings]
    assert ("along", "by") in readings
    assert ("two", "three") in readings
    assert all(reading.weight is None for reading in found.readings)
    assert json.loads(json.dumps(found.to_dict())) == found.to_dict()
    assert "<table" in found._repr_html_()
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.base_text = ""  # type: ignore[misc]
    assert capsys.readouterr() == ("", "")


# Ten lines of a stranger: an apparatus of two files, and its five longest substantive readings.
STRANGER = """\
import sys
import edition

pair = edition.align(sys.argv[1], sys.argv[2])
substantive = [reading for reading in pair.readings if reading.grade == "substantive"]
substantive.sort(key=lambda reading: len(reading.lemma + reading.text), reverse=True)
for reading in substantive[:5]:
    print(f"{reading.lemma or '–'} ] {reading.text or '–'}")
"""


def test_a_stranger_prints_the_longest_substantive_readings(pair: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(STRANGER, encoding="utf-8")
    command = [sys.executable, tmp_path / "script.py", *pair]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "two ] three" in done.stdout
    assert 1 <= len(done.stdout.splitlines()) <= 5


def test_a_script_without_a_guard_makes_a_pdf_and_runs_once(tmp_path: Path, root: Path, tool: object) -> None:
    tool("pango")  # type: ignore[operator]
    (tmp_path / "script.py").write_text(
        "import edition\nprint('once')\n"
        f"edition.write_book('pdf', {str(root / 'tei/specimen.xml')!r}, {str(tmp_path / 'book.pdf')!r})\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, tmp_path / "script.py"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "once\n"), done.stderr
    assert (tmp_path / "book.pdf").read_bytes()[:5] == b"%PDF-"


def test_tei_of_anyone(tmp_path: Path) -> None:
    body = '<div><head>One</head><p>It <app><lem wit="#A">rained</lem><rdg wit="#B">poured</rdg></app> all day.</p></div>'
    (tmp_path / "rain.xml").write_text(DOCUMENT.format(body=body), encoding="utf-8")
    book = edition.open_tei(tmp_path / "rain.xml")
    assert "It poured all day." in str(book.text("B"))
    assert "It rained all day." in str(book.text("A"))
    [unit] = book.apparatus
    assert [(reading.sigla, reading.text) for reading in unit.readings] == [(("A",), "rained"), (("B",), "poured")]
    assert len(book.entries) == 1


def test_a_document_without_words_has_no_entries_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "rain.xml").write_text(DOCUMENT.format(body="<p/>"), encoding="utf-8")
    with pytest.raises(TextError, match="E494"):
        edition.open_tei(tmp_path / "rain.xml").entries


def test_bad_input_is_the_message_of_the_command_line(tmp_path: Path, pair: tuple[Path, Path], root: Path) -> None:
    with pytest.raises(TextError, match="E001"):
        edition.align(tmp_path / "none.txt", pair[0])
    with pytest.raises(UsageError, match="E051"):
        edition.write_book("mobi", root / "tei/specimen.xml", tmp_path / "book.mobi")
    with pytest.raises(EditionError, match="E008"):
        edition.write_book("epub", root / "tei/specimen.xml", tmp_path / "book.epub", paper="A7")
    with pytest.raises(EditionError, match="E011"):
        edition.write_book("epub", root / "tei/specimen.xml", tmp_path / "book.epub", apparatus="everything")
    with pytest.raises(UsageError, match="E029"):
        edition.read(pair[0], language="nowhere-at-all")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["evening.txt", "morning.txt"]
