"""Turn a table of readings, as csv and ods are exported and a spreadsheet saves them again, back into rows."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import etree

from edition.errors import TextError
from edition.files import decode, read_bytes
from edition.messages import Message, Report
from edition.model import Locus
from edition.tei.export.comma_separated import unsafe

# What says which reading is meant, and what an editor may change.
NEEDED = ("id", "witnesses", "type", "grade", "printed", "remark")
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
# A sheet of more bytes, unpacked, is no table of readings. By eye: 100,000 readings have a tenth of it.
_MOST = 500_000_000
# A program may write as often as a million that a cell is repeated to the edge of the sheet.
_WIDEST = 100


def table_rows(path: Path, report: Report) -> list[tuple[int, dict[str, str]]]:
    """Read the readings of a table: each with its line, by the names of the columns. Their order, and other columns, are free.

    Raises TextError: the file is absent or cannot be read (E001, E086). OutsideError: it cannot be opened.
    """
    raw = read_bytes(path, path.name)
    lines = _sheet(raw, path) if raw.startswith(b"PK") else _comma_separated(decode(raw, report, Locus(path.name)), path)
    numbered = [(number, line) for number, line in lines if any(line)]
    heads = [cell.strip().lstrip("\ufeff").casefold() for cell in numbered[0][1]] if numbered else []
    if missing := [name for name in NEEDED if name not in heads]:
        raise TextError(Message("E086", Locus(path.name), {"missing": tuple(missing)}))
    rows = [(number, dict(zip(heads, line, strict=False))) for number, line in numbered[1:]]
    return [(number, row) for number, row in rows if row.get("kind", "reading") == "reading" and row.get("id")]


def _unread(path: Path, fault: str) -> TextError:
    """What is raised where a file cannot be read as a table. `fault`: what the library says."""
    return TextError(Message("E086", Locus(path.name), {"reason": fault.rstrip(".")}))


def _comma_separated(text: str, path: Path) -> Iterator[tuple[int, Sequence[str]]]:
    """The lines of a table whose cells are parted by commas, or by what a spreadsheet of another country puts for them."""
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            yield reader.line_num, [unsafe(cell) for cell in row]
    except csv.Error as error:
        # A cell of more than 131,072 letters: what stands below it must not be passed over in silence.
        raise _unread(path, str(error)) from error


def _sheet(raw: bytes, path: Path) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows of the first sheet of a spreadsheet (OpenDocument 1.3, part 3, 9.1)."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if archive.getinfo("content.xml").file_size > _MOST:
                raise ValueError(f"its sheet is larger than {_MOST:,} bytes")
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
            root = etree.fromstring(archive.read("content.xml"), parser)
    except (zipfile.BadZipFile, KeyError, ValueError, etree.XMLSyntaxError, RuntimeError) as error:
        # RuntimeError: the sheet is encrypted, or packed in a way that zipfile has not.
        raise _unread(path, error.msg or "" if isinstance(error, etree.XMLSyntaxError) else str(error.args[0])) from error
    table = next(root.iter(_TABLE + "table"), None)
    number = 0
    for row in table.iter(_TABLE + "table-row") if table is not None else ():
        number += 1
        yield number, [cell for held in row for cell in _cells(held)]
        number += _repeated(row, "rows") - 1


def _cells(held: etree._Element) -> list[str]:
    if held.tag not in (_TABLE + "table-cell", _TABLE + "covered-table-cell"):
        return []
    words = "\n".join("".join(_words(paragraph)) for paragraph in held.iter(_TEXT + "p"))
    return [words] * min(_repeated(held, "columns"), _WIDEST)


def _words(paragraph: etree._Element) -> Iterator[str]:
    yield paragraph.text or ""
    for child in paragraph:
        if child.tag == _TEXT + "s":
            yield " " * _number(child.get(_TEXT + "c", "1"))
        elif child.tag == _TEXT + "tab":
            yield "\t"
        elif child.tag == _TEXT + "line-break":
            yield "\n"
        else:
            yield from _words(child)
        yield child.tail or ""


def _repeated(element: etree._Element, what: str) -> int:
    return _number(element.get(f"{_TABLE}number-{what}-repeated", "1"))


def _number(count: str) -> int:
    """Read how often something stands there: once, if that is no number, or one of more digits than the rows of a sheet need."""
    return int(count) if count.isascii() and count.isdigit() and len(count) < 8 else 1
