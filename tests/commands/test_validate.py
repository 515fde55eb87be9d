"""edition validate: documents in, what is wrong in them out, for readers and for programs."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from lxml import etree

from edition.commands.finding_forms import FORMS
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
    assert all(list(entry) == ["file", "line", "column", "code", "severity", "message", "hint", "also"] for entry in found)
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
        "message": (
            "the file breaks the rules of XML: <a> of line 2 is closed by </b>. Write </a> "
            "before it, or correct one of the two names."
        ),
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


def test_a_document_that_cannot_be_read_is_a_finding_beside_the_others(workspace: Path, run: Run) -> None:
    Path("wrong.xml").write_text("<TEI>\n<a></b>\n</TEI>", encoding="utf-8")
    long = "a" * 300
    result = run("validate", "wrong.xml", long, "none.xml", "wrong.xml", "--format", "json")
    assert result.exit_code == 3
    assert [(entry["file"], entry["code"]) for entry in json.loads(result.stdout)] == [
        ("wrong.xml", "E401"), (long, "E005"), ("none.xml", "E001"), ("wrong.xml", "E401"),
    ]  # fmt: skip


def test_an_address_that_no_file_can_have_is_a_schema_that_is_not_there(workspace: Path, run: Run) -> None:
    for address in ("r" * 5_000 + ".rng", "a%00b.rng", "a%00b/rain.rng", "rain/.rng"):
        Path("rain.xml").write_text(
            f'<?xml-model href="{address}"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><p>It rained.</p></text></TEI>',
            encoding="utf-8",
        )
        result = run("validate", "rain.xml")
        assert "I423" in result.stdout, result.output
        Path("own.rng").write_text(
            f'<grammar xmlns="http://relaxng.org/ns/structure/1.0"><include href="{address}"/></grammar>', encoding="utf-8"
        )
        result = run("validate", "rain.xml", "--schema", "own.rng")
        assert result.exit_code == 1, result.output
        assert "E901" not in result.output
        assert "E902" not in result.output


# --- Many places, many documents ----------------------------------------------------------------------------------------------

RAIN = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>
{}
</body></text></TEI>"""


def test_json_has_all_places_of_a_message(run: Run, workspace: Path) -> None:
    Path("rain.xml").write_text(RAIN.format('<p corresp="#x">Rain.</p>\n' * 3), encoding="utf-8")
    (lost, _) = json.loads(run("validate", "rain.xml", "--format", "json").stdout)
    assert (lost["code"], lost["line"], lost["also"]) == ("E430", 2, [{"line": 3, "column": 4}, {"line": 4, "column": 4}])


def test_sarif_has_a_result_for_each_message_and_a_rule_for_each_code(run: Run, workspace: Path) -> None:
    Path("a rain.xml").write_text(RAIN.format('<p corresp="#x">Rain.</p>\n' * 2), encoding="utf-8")
    result = run("validate", "a rain.xml", "none.xml", "--format", "sarif")
    assert result.exit_code == 1
    log = json.loads(result.stdout)
    (driven,) = log["runs"]
    assert (log["version"], driven["columnKind"]) == ("2.1.0", "unicodeCodePoints")
    rules = driven["tool"]["driver"]["rules"]
    assert [(rule["id"], rule["defaultConfiguration"]["level"]) for rule in rules] == [
        ("E001", "error"), ("E430", "error"), ("I422", "note"),
    ]  # fmt: skip
    for found in driven["results"]:
        assert rules[found["ruleIndex"]]["id"] == found["ruleId"]
        assert found["level"] == rules[found["ruleIndex"]]["defaultConfiguration"]["level"]
    lost, unchecked, absent = driven["results"]
    assert lost["locations"] == [
        {"physicalLocation": {"artifactLocation": {"uri": "a%20rain.xml"}, "region": {"startLine": 2, "startColumn": 4}}}
    ]
    assert [place["physicalLocation"]["region"]["startLine"] for place in lost["relatedLocations"]] == [3]
    assert "region" not in unchecked["locations"][0]["physicalLocation"]
    assert absent["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "none.xml"


def test_sarif_of_a_sound_document_has_no_results_and_names_it(run: Run, workspace: Path) -> None:
    assert run("build", "--only", "tei").exit_code == 0
    (driven,) = json.loads(run("validate", "tei/example.xml", "--format", "sarif").stdout)["runs"]
    assert driven["results"] == []
    assert driven["artifacts"] == [{"location": {"uri": "tei/example.xml"}}]


def test_a_folder_is_all_documents_in_it(run: Run, workspace: Path) -> None:
    for name in ("z.xml", "a.tei", "below/B.XML", ".hidden/c.xml", "notes.txt"):
        Path("rains", name).parent.mkdir(parents=True, exist_ok=True)
        Path("rains", name).write_text(RAIN.format("<p>Rain.</p>"), encoding="utf-8")
    Path("rains/below/catalog.xml").write_text("<catalog/>", encoding="utf-8")
    Path("rains/cut.xml").write_text("<TEI>", encoding="utf-8")
    result = run("validate", "rains", "--format", "json")
    assert result.exit_code == 1
    assert [(entry["file"], entry["code"]) for entry in json.loads(result.stdout)] == [
        ("rains/a.tei", "I422"), ("rains/cut.xml", "E401"), ("rains/z.xml", "I422"), ("rains/below/B.XML", "I422"),
        ("rains", "I409"),
    ]  # fmt: skip


def test_a_file_that_is_named_must_be_a_document_and_a_folder_must_have_one(run: Run, workspace: Path) -> None:
    Path("rains").mkdir()
    Path("rains/catalog.xml").write_text("<catalog/>", encoding="utf-8")
    assert "E406" in run("validate", "rains/catalog.xml").stdout
    result = run("validate", "rains")
    assert result.exit_code == 1
    assert "E400" in result.stdout


@pytest.mark.parametrize("form", FORMS)
def test_the_report_is_the_same_whatever_the_number_of_processes(
    form: str, run: Run, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("rains").mkdir()
    for number in range(9):
        document = RAIN.format(f'<p corresp="#x{number}">Rain.</p>\n' * (9 - number))
        Path(f"rains/{number}.xml").write_text(document, encoding="utf-8")
    monkeypatch.setattr(sys.modules["edition.commands.validate"], "_SHARED_OUT", 0)
    reports = []
    for processors in (1, 2, 5):
        monkeypatch.setattr("edition.processors._share", processors)
        result = run("validate", "rains", "none.xml", "--format", form)
        reports.append((result.exit_code, result.stdout))
    assert reports[0] == reports[1] == reports[2]
    assert reports[0][0] == 1
