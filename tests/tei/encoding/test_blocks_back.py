"""Verses, stanzas, speeches and blocks of every witness come back from the TEI of a made-up edition, which is valid."""

from __future__ import annotations

from hypothesis import given

from edition.model import Edition, Entry
from edition.tei.encoding.document import build
from edition.tei.reading.witness_text import same_text, witness_entries
from edition.text.running_text import running_text
from tests.tei.encoding.test_round_trip import OWN, SLOW, parsed
from tests.tei.made_up_blocks import block_editions


@SLOW
@given(block_editions())
def test_verses_speeches_and_blocks_of_each_witness_read_back(made: tuple[Edition, dict[str, Entry]]) -> None:
    edition, wanted = made
    tree = parsed(build(edition))
    assert OWN.validate(tree), OWN.error_log
    for siglum, entry in wanted.items():
        [back] = witness_entries(tree, siglum)
        assert same_text(running_text(back), running_text(entry))
