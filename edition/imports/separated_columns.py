"""Turn a table in text, the sigla in its first line and a column for each witness, into the columns of the collation."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from edition.errors import OutsideError
from edition.imports.aligned_columns import AlignedColumn
from edition.messages import Message
from edition.model import Locus

FORM = "collation in a table"
# What may stand for a gap, besides nothing: CollateX's tables in Python have the hyphen.
_GAPS = frozenset({"-", "–", "—", "∅"})


def table_of(text: str, file: str) -> tuple[tuple[str, ...], list[AlignedColumn]]:
    """Turn a table, its cells parted by tabs, or else by semicolons or commas, into the sigla and the columns.

    The first line names the witnesses, and an empty line ends a paragraph. A table of more columns than lines has a witness in each
    line, after its siglum, as CollateX in Python writes it.

    Raises OutsideError (E142, E143): it does not name each witness once, or a line has another number of cells.
    """
    rows = _rows(text, file)
    full = [row for _, row in rows if any(cell.strip() for cell in row)]
    if full and len(full) < len(full[0]) and len({*map(len, full)}) == 1 and len(full) > 1:
        rows = [(0, row) for row in zip(*full, strict=True)]
    sigla = tuple(" ".join(cell.split()) for cell in rows[0][1]) if rows else ()
    if len(sigla) < 2 or not all(sigla) or len({*sigla}) < len(sigla):
        reason = "it does not name each witness once, in its first line or at the beginning of each line"
        raise OutsideError(Message("E142", Locus(file, 1), {"form": FORM, "reason": reason}))
    return sigla, [*_columns(rows[1:], sigla, file)]


def _rows(text: str, file: str) -> list[tuple[int, Sequence[str]]]:
    """The lines of a table with their numbers. A quotation mark is a word, if the lines fit better so."""
    first = text.split("\n", 1)[0]
    parting = next((sign for sign in "\t;," if sign in first), "\t")
    found: list[tuple[int, Sequence[str]]] = []
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=parting, quoting=quoting, strict=True)
        try:
            found = [(reader.line_num, row) for row in reader]
        except csv.Error as error:
            if quoting == csv.QUOTE_NONE:
                place = Locus(file, max(reader.line_num, 1))
                raise OutsideError(Message("E142", place, {"form": FORM, "reason": str(error)})) from error
            continue
        if len({len(row) for _, row in found if any(row)}) == 1:
            break
    return found


def _columns(rows: Sequence[tuple[int, Sequence[str]]], sigla: Sequence[str], file: str) -> Iterator[AlignedColumn]:
    for number, (line, row) in enumerate(rows):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(sigla):
            raise OutsideError(Message("E143", Locus(file, line), {"number": line, "count": len(row), "all": len(sigla)}))
        ends = number + 1 < len(rows) and not any(cell.strip() for cell in rows[number + 1][1])
        border = "\n" if ends else ""
        words = {siglum: "" if cell.strip() in _GAPS else cell.strip() for siglum, cell in zip(sigla, row, strict=True)}
        if any(words.values()):
            yield AlignedColumn({siglum: said + border if said else "" for siglum, said in words.items()})
