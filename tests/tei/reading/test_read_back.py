"""The witnesses of both editions read back from their TEI: as the reader read them, and as the editor corrected them."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from edition.messages import Report
from edition.pipeline.steps import compile_edition
from edition.project.description import load
from edition.storage.cache import Cache
from edition.tei.encoding.document import build
from edition.tei.reading.witness_text import read_witness, shape
from edition.text.running_text import running_text


@pytest.fixture(scope="module", params=["specimen", "serge"])
def compiled(request: pytest.FixtureRequest, root: Path, shared: Callable[[str], Path]):  # type: ignore[no-untyped-def]
    """An edition of the repository, compiled from its texts, and its TEI."""
    report = Report()
    project = load(root, request.param, report)
    folder = shared("serge") if request.param == "serge" else project.folder / "witnesses"
    raw = {witness.siglum: (folder / witness.file).read_bytes() for witness in project.witnesses}
    edition = compile_edition(project, raw, report, Cache(None))
    assert not report.errors
    return edition, etree.parse(io.BytesIO(build(edition)))


@pytest.mark.parametrize("emended", [True, False], ids=["as emended", "as read"])
def test_every_entry_of_every_full_witness_reads_back(compiled, emended: bool) -> None:  # type: ignore[no-untyped-def]
    edition, tree = compiled
    for witness in edition.witnesses:
        if witness.fragment_of:
            continue
        back = {entry.n: entry for entry in read_witness(tree, witness.siglum, source=not emended).entries}
        assert sorted(back) == sorted(entry.n for entry in witness.entries)
        for entry in witness.entries:
            assert shape(running_text(back[entry.n])) == shape(running_text(entry, emended=emended))


def test_every_piece_of_a_quotation_that_is_placed_reads_back(compiled) -> None:  # type: ignore[no-untyped-def]
    edition, tree = compiled
    for witness in edition.witnesses:
        if witness.fragment_of:
            quoted = {piece.text for quotation in witness.quotations for piece in quotation.pieces}
            for entry in read_witness(tree, witness.siglum).entries:
                for paragraph in entry.paragraphs:
                    assert any(paragraph.text in piece for piece in quoted), paragraph.text[:20]
