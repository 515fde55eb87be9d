"""Every quotation of every review is accounted for: in the apparatus, linked, among the fragments, or told by a message."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import pytest

from edition.messages import Report
from edition.tei.names import TEI
from edition.tei.reading.witness_text import witness_entries

if TYPE_CHECKING:
    from tests.conftest import CompiledEdition


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def account(compiled: CompiledEdition, siglum: str) -> Counter[str]:
    """How many quotations of a review stand where; one that is in several places is counted by all of them, joined."""
    edition, tree = compiled.edition, compiled.tree
    (review,) = (witness for witness in edition.witnesses if witness.siglum == siglum)
    entries = witness_entries(tree, siglum)
    collated = " | ".join(plain(f"{e.dateline} {e.title or ''} | {' | '.join(p.text for p in e.paragraphs)}") for e in entries)
    linked = [quotation for entry in edition.entries for s, quotation, _ in entry.links if s == siglum]
    fragments = {quotation.start: quotation for s, quotation in edition.fragments if s == siglum}
    printed = [plain("".join(quote.itertext())) for quote in tree.iter(TEI + "quote")]
    found: Counter[str] = Counter()
    for quotation in review.quotations:
        fragment = fragments.get(quotation.start)
        places = set()
        for piece in quotation.pieces:
            if fragment and piece in fragment.pieces:
                assert any(plain(piece.text) in text for text in printed), "a fragment is not in the document"
                places.add("fragment")
            elif quotation in linked:
                places.add("link")
            else:
                paragraphs = map(plain, piece.text.split("\n"))
                places.add("apparatus" if all(paragraph in collated for paragraph in paragraphs) else "nowhere")
        found[" and ".join(sorted(places))] += 1
    return found


def told(report: Report, siglum: str, code: str) -> int:
    return sum(int(str(m.values["count"])) for m in report if m.code == code and m.values["siglum"] == siglum)


@pytest.mark.parametrize(("name", "sigla"), [("specimen", ("Lr",)), ("serge", ("AGb", "AGm", "AGp"))])
def test_nothing_quoted_falls_out(name: str, sigla: Sequence[str], compiled: Callable[[str], CompiledEdition]) -> None:
    made = compiled(name)
    for siglum in sigla:
        found = account(made, siglum)
        # What stands nowhere in the document was told, and nothing else was.
        assert found["nowhere"] == told(made.report, siglum, "I251"), (siglum, found)
        assert set(found) - {"nowhere"} <= {"apparatus", "link", "fragment", "apparatus and fragment", "fragment and link"}
