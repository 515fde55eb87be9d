"""Turn the bytes of a file that another program wrote into an edition, by what the file looks like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from edition.errors import OutsideError, UsageError
from edition.files import decode
from edition.imports.critical_source import CriticalSource, SourceWitness
from edition.messages import Message, Report
from edition.model import Locus

if TYPE_CHECKING:
    from edition.imports.aligned_columns import AlignedColumn

# What is read, as a message lists it.
TITLES = ("CollateX's JSON", "a table with a witness a column", "LaTeX for reledmac", "LaTeX for ekdosis")
# The root of TEI after what may stand before it. Each part is taken as it ends first and kept, else a row of parts without a root
# would be parted in every possible way, which takes for ever.
_TEI = re.compile(r"(?s)(?>\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)*+<(?:\w+:)?(?:TEI|teiCorpus)\b")
_NO_WORDS = "no witness has a word"
_LATEX = re.compile(r"\\(?:documentclass|begin|beginnumbering|edtext|pstart|stanza|app|DeclareWitness)\b")


def read_source(raw: bytes, file: str, report: Report, sigla: Sequence[str] = ()) -> CriticalSource:
    """Turn the file of another program into an edition. `sigla`: the witnesses, where LaTeX does not declare them; of a
    collation those that are wanted, the base first.

    Raises UsageError (E490): a collation has no such witness. TextError (E002, E004): the file is empty, or no text. OutsideError
    (E142 to E145): it is none of TITLES, is damaged or has no end; (E053): a library is missing.
    """
    text = decode(raw, report, Locus(file))
    start = text.lstrip()
    if start.startswith(("{", "[")) and not start.startswith("{\\"):
        from edition.imports import collatex_json

        return _of_table(*collatex_json.table_of(text, file), file, sigla)
    if _LATEX.search(text):
        from edition.imports.latex_edition import latex_edition

        return latex_edition(text, file, report, sigla)
    first = start.split("\n", 1)[0]
    if not start.startswith("<") and any(sign in first for sign in "\t;,"):
        from edition.imports import separated_columns

        return _of_table(*separated_columns.table_of(text, file), file, sigla)
    raise OutsideError(Message("E144", Locus(file), {"forms": TITLES, **({"file": file} if _TEI.match(start) else {})}))


def _of_table(sigla: tuple[str, ...], columns: list[AlignedColumn], file: str, wanted: Sequence[str]) -> CriticalSource:
    from edition.imports.aligned_columns import entries_of

    if unknown := [siglum for siglum in wanted if siglum not in sigla]:
        raise UsageError(Message("E490", Locus(file), {"siglum": unknown[0], "known": sigla}))
    sigla = tuple(dict.fromkeys(wanted)) or sigla
    columns = [column for column in columns if any(column.words.get(siglum) for siglum in sigla)]
    if not columns:
        raise OutsideError(Message("E142", Locus(file), {"form": "collation", "reason": _NO_WORDS}))
    entries = entries_of(columns, sigla, Locus(file))
    return CriticalSource("", "", tuple(map(SourceWitness, sigla)), sigla[0], entries)
