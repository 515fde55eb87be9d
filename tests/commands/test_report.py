"""edition report: an edition in, what matters most and what recurs in it out."""

from __future__ import annotations

import json
from pathlib import Path

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
