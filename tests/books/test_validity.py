"""The TEI of both editions, held to our schema and to the TEI Consortium's by two validators that must agree."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

both = pytest.mark.parametrize("name", ["specimen", "serge"])
schemas = pytest.mark.parametrize("schema", ["edition.rng", "tei_all.rng"])


@pytest.fixture(scope="module")
def schema_path(root: Path, shared: Callable[[str], Path]) -> Callable[[str], Path]:
    return lambda schema: root / "edition/tei/schema/edition.rng" if schema == "edition.rng" else shared(f"schema/{schema}")


@both
@schemas
def test_jing_finds_the_tei_valid(
    name: str, schema: str, built: Any, schema_path: Callable[[str], Path], tool: Callable[[str], str]
) -> None:
    result = subprocess.run(
        [tool("jing"), schema_path(schema), built(name).tei, *built(name).sources.values()],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert result.stdout == ""
    assert result.returncode == 0


@both
@pytest.mark.parametrize("schema", ["own", "tei_all"])
def test_lxml_finds_the_tei_valid(name: str, schema: str, built: Any, request: pytest.FixtureRequest) -> None:
    relaxng = request.getfixturevalue(schema)
    for path in (built(name).tei, *built(name).sources.values()):
        relaxng.validate(etree.parse(str(path)))
        assert [f"{path.name}:{fault.line}: {fault.message}" for fault in relaxng.error_log] == []


@both
def test_edition_validate_agrees(name: str, built: Any, run_edition: Any) -> None:
    one = built(name)
    result = run_edition("validate", one.tei, *one.sources.values(), folder=one.folder)
    assert (result.returncode, result.stderr) == (0, "")


@both
@pytest.mark.parametrize("broken", ["<gap/>", "<p>loose</p>"])
def test_both_validators_see_a_fault(
    name: str, broken: str, built: Any, own: etree.RelaxNG, root: Path, tool: Callable[[str], str], tmp_path: Path
) -> None:
    """The schema is strict: what does not belong where it stands is found, so that the tests above mean something."""
    text = built(name).tei.read_text(encoding="utf-8").replace("</fileDesc>", f"</fileDesc>{broken}", 1)
    (tmp_path / "broken.xml").write_text(text, encoding="utf-8")
    schema = root / "edition/tei/schema/edition.rng"
    assert not own.validate(etree.parse(str(tmp_path / "broken.xml")))
    assert subprocess.run([tool("jing"), schema, tmp_path / "broken.xml"], capture_output=True, check=False).returncode == 1
