"""Turn a source text into the entries of a witness, or, of a review, into the passages that it quotes."""

from __future__ import annotations

from edition.files import decode
from edition.language.languages import language_read_as
from edition.messages import Report
from edition.model import Locus, Witness
from edition.readers.document_places import placed
from edition.readers.document_review import review_of
from edition.readers.outline_witness import witness_of
from edition.readers.outlines import divided, rows_of, with_notes
from edition.readers.quoted_passages import read_quotations
from edition.readers.shapes import UnknownFile, document_of
from edition.readers.shapes.table import SHAPES
from edition.readers.table_columns import with_column


def read_file(witness: Witness, raw: bytes, report: Report) -> Witness:
    """Read the file of a witness, of whatever shape: its entries, or its quotations where `fragment_of` names what it quotes.

    `witness.reader` is the name of a shape (shapes/table.py). The faults found in it are reported, each with its place.

    Raises TextError: the file is no text (E002, E004), or not what its reader reads (E130 to E135, E170 to E189; of
    TEI E401 to E406, E470 to E475).
    """
    shape = SHAPES[witness.reader]
    if witness.fragment_of and shape.is_text:
        return read_quotations(witness, decode(raw, report, Locus(witness.file)), report)
    mine = Report()
    file = UnknownFile(raw, witness.file, witness.language)
    document = document_of(shape, file, report)
    try:
        language = language_read_as(witness.language)
        if witness.fragment_of:
            return review_of(with_notes(document, language, mine), witness, mine)
        document = with_column(document, witness.stated, mine)
        rows = rows_of(file) if witness.stated is not None else ()
        return witness_of(divided(document, language, mine, witness.stated, rows), witness, mine)
    finally:
        report.messages += placed(mine, document)
