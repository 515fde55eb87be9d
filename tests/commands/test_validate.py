"""edition validate: documents in, what is wrong in them out, for readers and for programs."""

from __future__ import annotations

import json
from pathlib import Path

from lxml import etree

from tests.commands.conftest import Run


def test_a_sound_document_is_said_to_be_sound(workspace: Path, run: Run) -> None:
    assert run("build", "--only", "tei").exit_code == 0
    result = run("validate", "tei/example.xml")
    said = "tei/example.xml: no fault found: structure, rules and references are sound.\n"
    assert (result.exit_code, result.stdout) == (0, said)


def test_what_is_wrong_is_printed_with_its_place_and_makes_the_status_1(workspace: Path, run: Run) -> None:
    assert run("build", "--only", "tei").exit_code == 0
    document = Path("tei/example.xml").read_text(encoding="utf-8").replace('wit="#H"', 'wit="#Q"', 1)
    Path("wrong.xml").write_text(document, encoding="utf-8")
    line = document.count("\n", 0, document.index('wit="#Q"')) + 1
    result = run("validate", "wrong.xml")
    assert result.exit_code == 1
    assert f"wrong.xml:{line}:" in result.stdout
    found = json.loads(run("validate", "wrong.xml", "--format", "json").stdout)
    assert all(list(entry) == ["file", "line", "column", "code", "severity", "message", "hint"] for entry in found)
    assert ("wrong.xml", line, "error") in [(entry["file"], entry["line"], entry["severity"]) for entry in found]


def test_in_the_form_that_editors_and_build_servers_read(workspace: Path, run: Run) -> None:
    assert run("build", "--only", "tei").exit_code == 0
    Path("wrong.xml").write_text("<TEI>\n<a></b>\n</TEI>", encoding="utf-8")
    result = run("validate", "tei/example.xml", "wrong.xml", "--format", "checkstyle")
    assert result.exit_code == 1
    sound, wrong = etree.fromstring(result.stdout.encode())
    assert (sound.get("name"), len(sound)) == ("tei/example.xml", 0)
    assert {**wrong[0].attrib} == {
        "line": "2",
        "column": "8",
        "severity": "error",
        "message": "the file breaks the rules of XML: <a> of line 2 is closed by </b>. "
        "Write </a> before it, or correct one of the two names.",
        "source": "edition.E401",
    }


def test_every_document_is_checked_also_after_one_that_is_not_there(workspace: Path, run: Run) -> None:
    Path("empty.xml").write_text("", encoding="utf-8")
    found = json.loads(run("validate", "nowhere.xml", "empty.xml", "--format", "json").stdout)
    assert [(entry["file"], entry["severity"]) for entry in found] == [("nowhere.xml", "error"), ("empty.xml", "error")]


def test_nothing_wrong_is_an_empty_list(workspace: Path, run: Run) -> None:
    assert run("build", "--only", "tei").exit_code == 0
    result = run("validate", "tei/example.xml", "--format", "json")
    assert (result.exit_code, json.loads(result.stdout)) == (0, [])


def test_without_a_document_the_usage_is_wrong(run: Run) -> None:
    assert run("validate").exit_code == 2
