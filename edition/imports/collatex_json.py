"""Turn an alignment table in JSON, as CollateX gives it, into the columns of the collation.

CollateX in Python gives a row for each witness, with null for a gap (`collate(…, output="json")`, version 2.3); the one in Java
gives a row for each place, with an empty list for a gap (collatex.net/doc, “JSON output”). A token is an object with its words in
"t", or the words themselves.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from edition.errors import OutsideError
from edition.imports.aligned_columns import AlignedColumn
from edition.imports.critical_source import CLOSING
from edition.messages import Message
from edition.model import Locus

FORM = "collation in CollateX's JSON"
_TOO_DEEP = "lists stand in lists without end"


def table_of(text: str, file: str) -> tuple[tuple[str, ...], list[AlignedColumn]]:
    """Turn JSON into the sigla and the columns.

    Raises OutsideError (E142, E143, E145): it is no JSON, holds no table, its rows do not fit, or it is nested too deep.
    """
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise OutsideError(Message("E142", Locus(file, error.lineno, error.colno), {"form": FORM, "reason": error.msg})) from error
    except RecursionError as error:
        raise OutsideError(Message("E145", Locus(file), {"form": FORM, "what": _TOO_DEEP})) from error
    except ValueError as error:
        raise OutsideError(Message("E142", Locus(file), {"form": FORM, "reason": str(error)})) from error
    table = found.get("table") if isinstance(found, dict) else None
    if not isinstance(table, list) or not table or not all(isinstance(row, list) for row in table):
        raise _faulty(file, 'it has no "table" of lists')
    sigla = tuple(found["witnesses"]) if isinstance(found.get("witnesses"), list) else ()
    if not sigla or not all(isinstance(siglum, str) and siglum.strip() for siglum in sigla):
        raise _faulty(file, '"witnesses" is no list of sigla')
    sigla = tuple(" ".join(siglum.split()) for siglum in sigla)
    if len({*sigla}) < len(sigla):
        raise _faulty(file, '"witnesses" has a siglum twice')
    rows = _by_witness(table, len(sigla), file)
    return sigla, [*_columns(rows, sigla, file)]


def _by_witness(table: Sequence[Sequence[object]], count: int, file: str) -> Sequence[Sequence[object]]:
    """The table with a row for each witness, whichever way it lies."""
    lengths = {len(row) for row in table}
    if len(table) == count and len(lengths) == 1 and (lengths != {count} or _lies_by_witness(table)):
        return table
    for number, row in enumerate(table, 1):
        if len(row) != count:
            # Where there are as many rows as witnesses, these are meant, and the longest says how many cells there are.
            wanted, given = (max(lengths), [len(one) for one in table]) if len(table) == count else (count, [len(row)])
            place, cells = next(((at, one) for at, one in enumerate(given, number) if one != wanted), (number, len(row)))
            raise OutsideError(Message("E143", Locus(file), {"number": place, "count": cells, "all": wanted}))
    return [*zip_longest(*table)]


def _lies_by_witness(table: Sequence[Sequence[object]]) -> bool:
    """Whether a table of as many places as witnesses has a row for each witness: its gaps or its tokens tell, else it is so."""
    cells = [cell for row in table for cell in row]
    if any(cell is None for cell in cells):
        return True
    tokens = [token for cell in cells if isinstance(cell, list) for token in cell]
    if any(isinstance(token, dict) and "_sigil" in token for token in tokens):
        return True
    return not any(cell == [] for cell in cells) and not any(isinstance(token, str) for token in tokens)


def _columns(rows: Sequence[Sequence[object]], sigla: Sequence[str], file: str) -> Iterator[AlignedColumn]:
    entry = "1"
    cells_of_all = (cell for row in rows for cell in row if isinstance(cell, list))
    spaced = any(_said(token)[-1:].isspace() for cell in cells_of_all for token in cell)
    for cells in zip(*rows, strict=True):
        words: dict[str, str] = {}
        for siglum, cell in zip(sigla, cells, strict=True):
            for token in cell if isinstance(cell, list) else [] if cell is None else [cell]:
                said = _said(token)
                if not said:
                    raise _faulty(file, 'a token has no words in "t"')
                before = words.get(siglum, "")
                parted = spaced or not before or CLOSING.match(said)
                words[siglum] = before + ("" if parted else " ") + said
                if isinstance(token, dict) and isinstance(token.get("entry"), str) and token["entry"].strip():
                    entry = " ".join(token["entry"].split())
        if any(said.strip() for said in words.values()):
            yield AlignedColumn(words, entry)


def _said(token: object) -> str:
    """The words of a token, "" for what is none."""
    said = token.get("t") if isinstance(token, dict) else token
    return said if isinstance(said, str) else ""


def _faulty(file: str, reason: str) -> OutsideError:
    return OutsideError(Message("E142", Locus(file), {"form": FORM, "reason": reason}))
