"""The editions whose texts are not ours, built whole where the texts are at hand: TEI, EPUB and PDF, each witness read back."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from edition.messages import Report
from edition.tei.reading.witness_text import read_witness
from edition.writers.book import sections
from edition.writers.settings import Settings
from tests.checkers import faults_heard, rules_broken
from tests.proofreading_facing import proofread_facing

TEXTS = {"candide": "voltaire-candide", "meditations": "marcus-aurelius-meditations"}


@pytest.fixture(scope="module", params=sorted(TEXTS))
def built(
    request: pytest.FixtureRequest, root: Path, shared: Callable[[str], Path], run_edition: Any, tool: Any, tmp_path_factory: Any
):  # type: ignore[no-untyped-def]
    """The name of an edition, the workspace in which it was built, and what the build said."""
    tool("pango")
    workspace = tmp_path_factory.mktemp(request.param)
    shutil.copytree(root / "sources" / request.param, workspace / "sources" / request.param)
    texts = shared("translations") / TEXTS[request.param]
    result = run_edition("build", request.param, "--texts", str(texts), folder=workspace)
    assert result.returncode == 0, result.stderr
    return request.param, workspace, result.stderr


def test_it_builds_without_an_error(built) -> None:  # type: ignore[no-untyped-def]
    name, workspace, said = built
    assert not re.search(r"\bE\d{3}\b", said)
    assert (workspace / "output" / f"{name}.pdf").stat().st_size > 10_000


def test_two_builds_give_the_same_bytes(workspace: Callable[[str], Path], shared: Callable[[str], Path], run_edition: Any) -> None:
    """Two processes, two folders, another order of sets and another time zone: TEI, EPUB, page and PDF of a whole edition."""
    made = []
    for variables in ({}, {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland"}):
        folder = workspace("serge")
        result = run_edition("build", "serge", "--texts", shared("serge"), folder=folder, **variables)
        assert result.returncode == 0, result.stderr
        files = [path for part in ("tei", "output") for path in sorted((folder / part).rglob("*")) if path.is_file()]
        made.append({str(path.relative_to(folder)): path.read_bytes() for path in files})
    assert len(made[0]) > 4
    assert made[0].keys() == made[1].keys()
    assert [name for name, content in made[0].items() if content != made[1][name]] == []


def test_the_document_is_valid_tei(built, shared: Callable[[str], Path]) -> None:  # type: ignore[no-untyped-def]
    name, workspace, _ = built
    schema = etree.RelaxNG(file=str(shared("schema") / "tei_all.rng"))
    assert schema.validate(etree.parse(workspace / "tei" / f"{name}.xml")), schema.error_log


def test_the_epub_has_no_fault(built, epubcheck: Callable[[Path], list[str]]) -> None:  # type: ignore[no-untyped-def]
    name, workspace, _ = built
    assert epubcheck(workspace / "output" / f"{name}.epub") == []


def test_every_section_of_casaubon_has_its_passage_of_long(built) -> None:  # type: ignore[no-untyped-def]
    name, workspace, _ = built
    if name != "meditations":
        pytest.skip("one of the two editions has a text that is divided otherwise")
    tree = etree.parse(workspace / "tei" / "meditations.xml")
    lengths = [
        {entry.n: sum(len(paragraph.text) for paragraph in entry.paragraphs) for entry in read_witness(tree, siglum).entries}
        for siglum in ("MC", "GL")
    ]
    assert list(lengths[0]) == list(lengths[1])
    # Two translations of one passage are never of so unlike lengths.
    assert [n for n in lengths[0] if not 0.3 < lengths[1][n] / lengths[0][n] < 2] == []


@pytest.mark.parametrize("layout", ["single", "facing", "columns"])
def test_two_checkers_find_no_fault(layout: str, built, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    from edition.writers.pdf import printing

    name, workspace, _ = built
    tree = etree.parse(workspace / "tei" / f"{name}.xml")
    settings = Settings(parallel=layout != "single", columns=layout == "columns")
    printing.write(tree, settings, tmp_path / "book.pdf", Report())
    book = sections.book(tree, Settings(), Report())
    assert [rules_broken(tmp_path / "book.pdf", profile) for profile in ("ua1", "2a")] == [[], []]
    assert faults_heard(tmp_path / "book.pdf", [book]) == []


def test_every_pair_of_paragraphs_is_level_on_facing_pages(built, tmp_path: Path, tool: Any) -> None:  # type: ignore[no-untyped-def]
    from edition.writers.pdf import printing

    name, workspace, _ = built
    tree = etree.parse(workspace / "tei" / f"{name}.xml")
    printing.write(tree, Settings(parallel=True), tmp_path / "facing.pdf", Report())
    books = sections.beside(tree, Settings(parallel=True), Report())
    found = proofread_facing(tmp_path / "facing.pdf", books, tool("pdftotext"))
    assert found.left.faults + found.right.faults + found.uneven == []
    assert found.left.entries > 500
    # Each text has its own paragraphs: level are those that both begin at one place.
    assert found.level > 20


def test_an_edition_without_its_texts_is_skipped_with_a_message(built, run_edition: Any) -> None:  # type: ignore[no-untyped-def]
    name, workspace, _ = built
    result = run_edition("build", folder=workspace)
    assert result.returncode == 0
    assert f"W023 {name} is skipped" in result.stderr
