"""Turn the bytes of a file that another program wrote into an edition, by what the file looks like."""

from __future__ import annotations

import re
from collections.abc import Sequence

from edition.errors import OutsideError
from edition.files import decode
from edition.imports.critical_source import CriticalSource, SourceWitness
from edition.messages import Message, Report
from edition.model import Locus

# What is read, as a message lists it.
TITLES = ("CollateX's JSON", "a table with a witness a column", "LaTeX for reledmac", "LaTeX for ekdosis")
# The root of TEI after what may stand before it. Each part is taken as it ends first and kept, else a row of parts without a root
# would be parted in every possible way, which takes for ever.
_TEI = re.compile(r"(?s)(?>\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)*+<(?:\w+:)?(?:TEI|teiCorpus)\b")
_NO_WORDS = "no witness has a word"
_LATEX = re.compile(r"\\(?:documentclass|begin|beginnumbering|edtext|pstart|stanza|app|DeclareWitness)\b")


def read_source(raw: bytes, file: str, report: Report, sigla: Sequence[str] = ()) -> CriticalSource:
    """Turn the file of another program into an edition. `sigla`: the witnesses, where the file does not declare them.

    Raises TextError (E002, E004): the file is empty, or no text. OutsideError (E142 to E145): it is none of TITLES, is damaged or
    has no end; (E053): a library is missing.
    """
    text = decode(raw, report, Locus(file))
    start = text.lstrip()
    if start.startswith(("{", "[")) and not start.startswith("{\\"):
        from edition.imports import collatex_json

        return _of_table(*collatex_json.table_of(text, file), file)
    if _LATEX.search(text):
        from edition.imports.latex_edition import latex_edition

        return latex_edition(text, file, report, sigla)
    first = start.split("\n", 1)[0]
    if not start.startswith("<") and any(sign in first for sign in "\t;,"):
        from edition.imports import separated_columns

        return _of_table(*separated_columns.table_of(text, file), file)
    raise OutsideError(Message("E144", Locus(file), {"forms": TITLES, **({"file": file} if _TEI.match(start) else {})}))


def _of_table(sigla: tuple[str, ...], columns: list, file: str) -> CriticalSource:  # type: ignore[type-arg]
    from edition.imports.aligned_columns import entries_of

    if not columns:
        raise OutsideError(Message("E142", Locus(file), {"form": "collation", "reason": _NO_WORDS}))
    entries = entries_of(columns, sigla, Locus(file))
    return CriticalSource("", "", tuple(map(SourceWitness, sigla)), sigla[0], entries)
