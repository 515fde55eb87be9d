"""Turn an edition into a spreadsheet (ODS, OpenDocument 1.3): sheets of the readings, the notes, the texts and the witnesses.

Every cell is text, so that nothing in it is a formula or a date.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lxml import etree

from edition.tei.export.exported_edition import ExportedEdition
from edition.tei.export.reading_rows import COLUMNS, reading_rows

_OFFICE, _TABLE, _TEXT, _MANIFEST = (
    f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "table", "text", "manifest")
)
_SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"
# The earliest day that a ZIP file can hold: the same document gives the same bytes.
_DAY = (1980, 1, 1, 0, 0, 0)
_SPACES = re.compile("  +|\t|\n")

Row = Sequence[str]


def made(edition: ExportedEdition, tree: etree._ElementTree) -> tuple[bytes, Mapping[str, int]]:
    """Make the spreadsheet. The first row of each sheet names its columns."""
    rows = [*reading_rows(edition)]
    sheets: dict[str, list[Row]] = {
        "Readings": [COLUMNS, *(row.cells() for row in rows if row.kind == "reading")],
        "Notes": [COLUMNS, *(row.cells() for row in rows if row.kind == "note")],
        "Texts": [("siglum", "entry", "paragraph", "kind", "speaker", "line", "text"), *_texts(edition)],
        "Witnesses": [("siglum", "title", "language"), *((one.siglum, one.title, one.language) for one in edition.witnesses)],
    }
    return _packed(_content(sheets)), {}


def _texts(edition: ExportedEdition) -> Iterator[Row]:
    """The blocks of each witness, its heading as paragraph 0."""
    for siglum in edition.sigla:
        for entry in edition.entries:
            for text in entry.texts:
                if text.siglum != siglum:
                    continue
                if heading := text.entry.heading:
                    yield siglum, entry.n, "0", "head", "", "", heading
                for number, one in enumerate(text.entry.paragraphs, 1):
                    yield siglum, entry.n, str(number), one.kind, one.speaker, one.n, one.label + one.text


def _content(sheets: Mapping[str, Iterable[Row]]) -> bytes:
    root = etree.Element(f"{{{_OFFICE}}}document-content", nsmap={"office": _OFFICE, "table": _TABLE, "text": _TEXT})
    root.set(f"{{{_OFFICE}}}version", "1.3")
    body = etree.SubElement(etree.SubElement(root, f"{{{_OFFICE}}}body"), f"{{{_OFFICE}}}spreadsheet")
    for name, rows in sheets.items():
        table = etree.SubElement(body, f"{{{_TABLE}}}table", {f"{{{_TABLE}}}name": name})
        for row in rows:
            line = etree.SubElement(table, f"{{{_TABLE}}}table-row")
            for cell in row:
                held = etree.SubElement(line, f"{{{_TABLE}}}table-cell")
                if cell:
                    held.set(f"{{{_OFFICE}}}value-type", "string")
                    _put(etree.SubElement(held, f"{{{_TEXT}}}p"), cell)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _put(paragraph: etree._Element, text: str) -> None:
    """Put words into a paragraph: spaces that follow one another, tabs and line ends are elements (OpenDocument 1.3, 6.1.3)."""
    last: etree._Element | None = None
    at = 0
    for match in _SPACES.finditer(text):
        # One space may stand as it is.
        kept = match.start() + (1 if match[0][0] == " " else 0)
        _append(paragraph, last, text[at:kept])
        name = {"\t": "tab", "\n": "line-break"}.get(match[0], "s")
        last = etree.SubElement(paragraph, f"{{{_TEXT}}}{name}")
        if name == "s":
            last.set(f"{{{_TEXT}}}c", str(match.end() - kept))
        at = match.end()
    _append(paragraph, last, text[at:])


def _append(paragraph: etree._Element, last: etree._Element | None, words: str) -> None:
    if last is None:
        paragraph.text = (paragraph.text or "") + words
    else:
        last.tail = (last.tail or "") + words


def _packed(content: bytes) -> bytes:
    """The package: its type first and as it is, then the manifest and the content (OpenDocument 1.3, part 2)."""
    root = etree.Element(f"{{{_MANIFEST}}}manifest", nsmap={"manifest": _MANIFEST})
    root.set(f"{{{_MANIFEST}}}version", "1.3")
    for path, kind in (("/", _SPREADSHEET), ("content.xml", "text/xml")):
        etree.SubElement(
            root, f"{{{_MANIFEST}}}file-entry", {f"{{{_MANIFEST}}}full-path": path, f"{{{_MANIFEST}}}media-type": kind}
        )
    manifest = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, raw, how in (
            ("mimetype", _SPREADSHEET.encode(), zipfile.ZIP_STORED),
            ("content.xml", content, zipfile.ZIP_DEFLATED),
            ("META-INF/manifest.xml", manifest, zipfile.ZIP_DEFLATED),
        ):
            package.writestr(zipfile.ZipInfo(name, _DAY), raw, how)
    return made.getvalue()
