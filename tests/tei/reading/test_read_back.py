"""The witnesses of both editions read back from their TEI: as the reader read them, and as the editor corrected them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from edition.tei.reading.witness_text import read_witness, same_text
from edition.text.running_text import running_text

if TYPE_CHECKING:
    from tests.conftest import CompiledEdition

both = pytest.mark.parametrize("name", ["specimen", "serge"])


@both
@pytest.mark.parametrize("emended", [True, False], ids=["as emended", "as read"])
def test_every_entry_of_every_full_witness_reads_back(name: str, emended: bool, compiled: Callable[[str], CompiledEdition]) -> None:
    edition, tree = compiled(name).edition, compiled(name).tree
    for witness in edition.witnesses:
        if witness.fragment_of:
            continue
        back = {entry.n: entry for entry in read_witness(tree, witness.siglum, source=not emended).entries}
        assert sorted(back) == sorted(entry.n for entry in witness.entries)
        for entry in witness.entries:
            assert same_text(running_text(back[entry.n]), running_text(entry, emended=emended))


@both
def test_every_piece_of_a_quotation_that_is_placed_reads_back(name: str, compiled: Callable[[str], CompiledEdition]) -> None:
    edition, tree = compiled(name).edition, compiled(name).tree
    for witness in edition.witnesses:
        if witness.fragment_of:
            quoted = {piece.text for quotation in witness.quotations for piece in quotation.pieces}
            for entry in read_witness(tree, witness.siglum).entries:
                for paragraph in entry.paragraphs:
                    assert any(paragraph.text in piece for piece in quoted), paragraph.text[:20]
