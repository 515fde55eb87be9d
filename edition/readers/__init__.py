"""Turn a source text into the entries of a witness, or, of a review, into the passages that it quotes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from edition.errors import EditionError, TextError
from edition.files import decode
from edition.messages import Message, Report, told_once
from edition.messages.values import Placed
from edition.model import Locus, Witness
from edition.readers.quoted_passages import read_quotations
from edition.readers.shapes import docx, epub, html, markdown, plain, tei_text, web
from edition.readers.shapes.pdf import extracted_text, geometry

TextReader = Callable[[Witness, str, Report], Witness]
FileReader = Callable[[Witness, bytes, Report], Witness]

# The shapes that are text through and through, and those that a library opens.
OF_TEXT: dict[str, TextReader] = {
    "plain": plain.read,
    "markdown": markdown.read,
    "web": web.read,
    "pdf-text": extracted_text.read,
}
OF_FILES: dict[str, FileReader] = {
    "html": html.read,
    "docx": docx.read,
    "epub": epub.read,
    "tei": tei_text.read,
    "pdf": geometry.read,
}
READERS: dict[str, TextReader | FileReader] = {**OF_TEXT, **OF_FILES}
# Where one of these faults has happened many times in a file, it is told once; the codes, one by one and all at once.
_AT_ONCE = {"W105": "W186", "E102": "E187"}


def read(witness: Witness, text: str, report: Report) -> Witness:
    """Read the text of a witness: its entries, or its quotations where `fragment_of` names the translation it quotes.

    `witness.reader` is a key of OF_TEXT. `text` is as `edition.files.read_text` gives it; the faults found in it are reported,
    each with its line.
    """
    if witness.fragment_of:
        return read_quotations(witness, text, report)
    return OF_TEXT[witness.reader](witness, text, report)


def read_file(witness: Witness, raw: bytes, report: Report) -> Witness:
    """Read the file of a witness, of whatever shape, as `read` does; `witness.reader` is a key of READERS.

    Raises TextError: the file is no text (E002, E004), or not what its reader reads (E130 to E135, E170 to E189).
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
    if witness.reader in OF_FILES:
        try:
            return OF_FILES[witness.reader](witness, raw, report)
        except EditionError:
            raise
        except Exception as error:
            # The libraries that open these files trust their structure; one that is damaged makes them fail in any way.
            values = {"kind": witness.reader.upper(), "reason": type(error).__name__}
            raise TextError(Message("E177", Locus(witness.file), values)) from error
    return read(witness, decode(raw, report, Locus(witness.file)), report)
