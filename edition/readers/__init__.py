"""Turn a source text into the entries of a witness, or, of a review, into the passages that it quotes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from edition.errors import EditionError, TextError
from edition.files import decode
from edition.language.languages import language_read_as
from edition.messages import Message, Report, told_once
from edition.messages.values import Placed
from edition.model import Locus, Witness
from edition.readers.outline_witness import witness_of
from edition.readers.outlines import divided, document_of
from edition.readers.quoted_passages import read_quotations
from edition.readers.shapes import UnknownFile
from edition.readers.shapes.table import SHAPES

# Where one of these faults has happened many times in a file, it is told once; the codes, one by one and all at once.
_AT_ONCE = {"W105": "W186", "E102": "E187"}


def read(witness: Witness, text: str, report: Report) -> Witness:
    """Read the text of a witness: its entries, or its quotations where `fragment_of` names the translation it quotes.

    `witness.reader` is the name of a shape that is text. `text` is as `edition.files.read_text` gives it; the faults found in it
    are reported, each with its line.
    """
    reads = SHAPES[witness.reader].of_text
    assert reads is not None, f"{witness.reader} reads bytes"
    return (read_quotations if witness.fragment_of else reads)(witness, text, report)


def read_file(witness: Witness, raw: bytes, report: Report) -> Witness:
    """Read the file of a witness, of whatever shape, as `read` does; `witness.reader` is the name of a shape (shapes/table.py).

    Raises TextError: the file is no text (E002, E004), or not what its reader reads (E130 to E135, E170 to E189; of
    TEI E401 to E406, E470 to E475).
    """
    mine = Report()
    try:
        return _read(witness, raw, mine)
    finally:
        many = told_once(mine, lambda message: message.code if message.code in _AT_ONCE else None, partial(_at_once, witness.file))
        report.messages += many


def _at_once(file: str, alike: Sequence[Message]) -> Message:
    """Messages on one fault in a file as one, which names the first places."""
    places = tuple(Placed(str(message.values["n"]), message.locus or Locus(file)) for message in alike)
    return Message(_AT_ONCE[alike[0].code], alike[0].locus, {"count": len(alike), "places": places})


def _read(witness: Witness, raw: bytes, report: Report) -> Witness:
    shape = SHAPES[witness.reader]
    if not witness.fragment_of:
        document = document_of(shape, UnknownFile(raw, witness.file), report)
        if document is not None:
            outline = divided(document, language_read_as(witness.language), report, witness.stated)
            return witness_of(outline, witness, report)
    if shape.of_bytes is None and shape.of_text is None:
        # It gives a document, from which no quotations are read yet.
        shapes = tuple(f"{one.title} ({one.endings[0]})" for one in SHAPES.values() if one.of_bytes or one.of_text)
        raise TextError(Message("E139", Locus(witness.file), {"file": witness.file, "shapes": shapes}))
    if shape.of_bytes is None:
        return read(witness, decode(raw, report, Locus(witness.file)), report)
    try:
        return shape.of_bytes(witness, raw, report)
    except EditionError:
        raise
    except Exception as error:
        # The libraries that open these files trust their structure; one that is damaged makes them fail in any way.
        values = {"kind": shape.title, "reason": type(error).__name__}
        raise TextError(Message("E177", Locus(witness.file), values)) from error
