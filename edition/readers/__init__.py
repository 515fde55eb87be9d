"""Turn a source text into the entries of a witness, or, of a review, into the passages that it quotes."""

from __future__ import annotations

from collections.abc import Callable

from edition.messages import Report
from edition.model import Witness
from edition.readers import markdown, pdf_text, plain, web
from edition.readers.quotations import read_quotations

Reader = Callable[[Witness, str, Report], Witness]

READERS: dict[str, Reader] = {
    "plain": plain.read,
    "markdown": markdown.read,
    "web": web.read,
    "pdf-text": pdf_text.read,
}


def read(witness: Witness, text: str, report: Report) -> Witness:
    """Read the text of a witness: its entries, or its quotations where `fragment_of` names the translation it quotes.

    `witness.reader` is a key of READERS. `text` is as `edition.files.read_text` gives it; the faults found in it are reported,
    each with its line.
    """
    if witness.fragment_of:
        return read_quotations(witness, text, report)
    return READERS[witness.reader](witness, text, report)
