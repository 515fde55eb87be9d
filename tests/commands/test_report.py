"""edition report: an edition in, what matters most and what recurs in it out."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from tests.commands.conftest import Run


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_a_report_is_printed_and_nothing_is_written(workspace: Path, run: Run) -> None:
    before = files(workspace)
    result = run("report", "example")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.splitlines()[0].endswith(": P, H, Hr")
    assert "THE HEAVIEST DIFFERENCES" in result.stdout
    assert "P AND H, EACH AGAINST THE OTHER" in result.stdout
    assert files(workspace) == before


def test_json_has_what_the_built_document_says(workspace: Path, run: Run) -> None:
    told = json.loads(run("report", "example", "--json").stdout)
    assert [*told] == ["title", "witnesses", "counts", "divergences", "terms", "profiles"]
    assert run("build", "example", "--only", "tei").exit_code == 0
    document = json.loads(json.dumps(_opened("tei/example.xml")))
    assert {key: told[key] for key in ("terms", "profiles")} == {key: document[key] for key in ("terms", "profiles")}
    ids = {unit["id"] for unit in document["apparatus"]}
    assert told["divergences"]
    assert {unit["id"] for unit in told["divergences"]} <= ids


def _opened(path: str) -> dict[str, object]:
    import edition

    return edition.open_tei(path).to_dict()


def test_one_may_ask_for_few_differences_or_none(workspace: Path, run: Run) -> None:
    assert " 2 of " in run("report", "example", "--most", "2").stdout
    assert "HEAVIEST" not in run("report", "example", "--most", "0").stdout


def test_the_only_edition_needs_no_name(workspace: Path, run: Run) -> None:
    assert run("report").stdout == run("report", "example").stdout


def test_an_edition_that_there_is_not_is_told(workspace: Path, run: Run) -> None:
    result = run("report", "sample")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "E019" in result.stderr


# --- Files ----------------------------------------------------------------------------------------------------------------


def rows_of(path: Path) -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))]


def save(path: Path, rows: list[dict[str, str]], delimiter: str = ",") -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)


def decisions(workspace: Path) -> dict[str, list[dict[str, object]]]:
    path = workspace / "sources/example/decisions.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


@pytest.fixture
def table(workspace: Path, run: Run) -> Path:
    """All readings of the example, without a decision on any."""
    (workspace / "sources/example/decisions.toml").unlink(missing_ok=True)
    assert run("report", "example", "-o", "readings.csv").exit_code == 0
    return workspace / "readings.csv"


def reading(rows: list[dict[str, str]], grade: str = "stylistic", type_: str = "lexical") -> dict[str, str]:
    return next(row for row in rows if row["kind"] == "reading" and (row["type"], row["grade"]) == (type_, grade))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_what_is_changed_in_a_table_is_decided_in_whatever_order_its_lines_are(
    workspace: Path, run: Run, table: Path, delimiter: str
) -> None:
    rows = rows_of(table)
    row = reading(rows)
    row |= {"grade": "substantive", "printed": "no", "remark": "=More than a word."}
    save(table, sorted(rows, key=lambda one: one["reading"]), delimiter)
    result = run("report", "example", "--read", "readings.csv")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("Decided: 3.")
    held = decisions(workspace)
    assert (held["retype"][0]["grade"], held["comment"][0]["text"]) == ("substantive", "=More than a word.")
    assert held["retype"][0]["at"] == held["silence"][0]["at"] == held["comment"][0]["at"]
    # The edition is then as the table has it, and the table says nothing new.
    assert run("report", "example", "-o", "again.csv").exit_code == 0
    now = next(one for one in rows_of(workspace / "again.csv") if one["id"] == row["id"])
    assert (now["grade"], now["printed"]) == ("substantive", "no")
    assert run("report", "example", "--read", "again.csv").stdout == "Decided: 0.\n"


def test_a_table_that_nobody_changed_decides_nothing(workspace: Path, run: Run, table: Path) -> None:
    assert run("report", "example", "-o", "readings.ods").exit_code == 0
    for name in ("readings.csv", "readings.ods"):
        assert run("report", "example", "--read", name).stdout == "Decided: 0.\n"
    assert decisions(workspace) == {}


def test_a_spreadsheet_is_read_as_libreoffice_saves_it(workspace: Path, run: Run, table: Path, tool: Callable[[str], str]) -> None:
    import subprocess

    office = tool("soffice")
    rows = rows_of(table)
    reading(rows)["grade"] = "substantive"
    save(table, rows)
    profile = f"-env:UserInstallation={(workspace / 'office').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "ods", "--infilter=CSV:44,34,76,1", str(table)]
    subprocess.run(command, cwd=workspace, capture_output=True, check=True, timeout=120)
    if not (workspace / "readings.ods").exists():
        pytest.skip("LibreOffice has no Calc here")
    assert run("report", "example", "--read", "readings.ods").stdout.startswith("Decided: 1.")


def test_a_grade_takes_the_place_of_the_one_decided_before(workspace: Path, run: Run, table: Path) -> None:
    rows = rows_of(table)
    for grade in ("substantive", "accidental"):
        (row,) = [one for one in rows if one["id"] == reading(rows_of(table))["id"]]
        save(workspace / "changed.csv", [row | {"grade": grade}])
        assert run("report", "example", "--read", "changed.csv").stdout.startswith("Decided: 1.")
    assert [one["grade"] for one in decisions(workspace)["retype"]] == ["accidental"]


def test_a_decision_that_only_a_hand_can_change_is_told_and_nothing_is_written(workspace: Path, run: Run, table: Path) -> None:
    """One that stands in a list of tables in braces cannot be taken out without a change to the others."""
    (row,) = [one for one in rows_of(table) if one["id"] == reading(rows_of(table))["id"]]
    save(workspace / "changed.csv", [row | {"grade": "substantive"}])
    assert run("report", "example", "--read", "changed.csv").stdout.startswith("Decided: 1.")
    (decided,) = decisions(workspace)["retype"]
    at = ", ".join(f'{siglum} = "{words}"' for siglum, words in decided["at"].items())
    by_hand = f'retype = [{{ entry = "{decided["entry"]}", at = {{ {at} }}, grade = "substantive" }}]\n'
    path = next(workspace.rglob("decisions.toml"))
    path.write_text(by_hand, encoding="utf-8")
    save(workspace / "changed.csv", [row | {"grade": "accidental"}])
    result = run("report", "example", "--read", "changed.csv")
    assert result.stdout == "Decided: 0.\n"
    assert "W089" in result.stderr
    assert "line 1" in result.stderr
    assert path.read_text(encoding="utf-8") == by_hand


def test_a_word_that_means_nothing_is_told_with_its_line_and_nothing_is_written(workspace: Path, run: Run, table: Path) -> None:
    rows = rows_of(table)
    rows[1]["grade"] = "substantive"
    rows[2]["grade"] = "grave"
    save(table, rows)
    result = run("report", "example", "--read", "readings.csv")
    assert result.exit_code == 1
    assert "readings.csv:4: E011 grade cannot be “grave”" in result.stderr
    assert decisions(workspace) == {}


def test_options_that_exclude_one_another_are_told(workspace: Path, run: Run, table: Path) -> None:
    before = files(workspace)
    for options in ("--read readings.csv -o new.csv", "--read readings.csv --json", "-o new.json --json"):
        assert run("report", "example", *options.split()).exit_code == 2
    assert files(workspace) == before


# A cell of more letters than the csv module takes, in a table that is one.
LONG_CELL = b"id,witnesses,type,grade,printed,remark\n" + b"a" * 140_000 + b"\n"


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 no archive", b"\xff\xfe\x00", b'"', b"id,witnesses\n1,2\n", b"\0" * 99, LONG_CELL]
)
def test_what_is_no_table_is_told(workspace: Path, run: Run, content: bytes) -> None:
    (workspace / "readings.csv").write_bytes(content)
    result = run("report", "example", "--read", "readings.csv")
    assert result.exit_code in (1, 3)
    assert "Traceback" not in result.stderr


def test_the_page_has_figures_differences_and_messages_and_runs_nothing(workspace: Path, run: Run) -> None:
    assert run("report", "example", "-o", "report.html").exit_code == 0
    page = etree.fromstring((workspace / "report.html").read_bytes(), etree.HTMLParser(encoding="utf-8"))
    assert page.xpath("count(//script)") == 0
    assert page.xpath("//meta/@content")[0].startswith("default-src 'none'")
    assert page.xpath("//svg/@aria-labelledby")
    assert len(page.xpath("//ol/li")) > 3
    assert page.xpath("//a/@href") == []


def test_the_json_has_figures_and_messages_besides(workspace: Path, run: Run) -> None:
    assert run("report", "example", "-o", "report.json").exit_code == 0
    told = json.loads((workspace / "report.json").read_text(encoding="utf-8"))
    assert [*told][-2:] == ["entries", "messages"]
    assert sum(sum(entry["readings"].values()) for entry in told["entries"]) > 3
    assert run("report", "example", "-o", "report.doc").exit_code == 2
