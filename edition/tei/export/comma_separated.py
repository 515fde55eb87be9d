"""Turn an edition into a table of comma-separated values (RFC 4180): a line for each reading and each note."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from lxml import etree

from edition.tei.export.exported_edition import ExportedEdition
from edition.tei.export.reading_rows import COLUMNS, reading_rows

# With these a spreadsheet takes a cell for a formula (OWASP, “CSV Injection”); the apostrophe stands for itself.
_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")


def made(edition: ExportedEdition, tree: etree._ElementTree) -> tuple[bytes, Mapping[str, int]]:
    """Make the table, in UTF-8 with a byte-order mark, by which Excel knows it; the first line names the columns."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([safe(cell) for cell in row.cells()] for row in reading_rows(edition))
    return lines.getvalue().encode("utf-8-sig"), {}


def safe(cell: str) -> str:
    """Turn a cell into one that no spreadsheet takes for a formula: with an apostrophe before a sign that may begin one."""
    return f"'{cell}" if cell.startswith(_ACTIVE) else cell


def unsafe(cell: str) -> str:
    """Turn what `safe` made back."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_ACTIVE) else cell
