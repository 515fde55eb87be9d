"""Write small Word documents and ODT files by hand, with just the parts that a test is about."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from edition.messages import Report
from edition.model.documents import Document, DocumentBlock
from edition.readers.shapes import UnknownFile
from edition.readers.shapes.table import SHAPES

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{_R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_ROOTS = {"document": "document", "styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes",
          "comments": "comments", "header1": "hdr", "settings": "settings"}  # fmt: skip


def docx(body: str, links: Mapping[str, str] | None = None, **parts: str) -> bytes:
    """A Word document of the XML in its body, and in other parts by their names; `links`: addresses by the ids of relations."""
    parts = {"styles": "", **parts}
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{re.sub("[0-9]", "", name)}+xml"/>' for name in parts
    )
    relations = "".join(
        f'<Relationship Id="rId{at}" Type="{_R}/{re.sub("[0-9]", "", name)}" Target="{name}.xml"/>'
        for at, name in enumerate(parts, 1)
    ) + "".join(
        f'<Relationship Id="{id_}" Type="{_R}/hyperlink" Target="{address}" TargetMode="External"/>'
        for id_, address in (links or {}).items()
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>{types}</Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_R}/officeDocument"'
            ' Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'
        )
        for name, xml in {"document": f"<w:body>{body}</w:body>", **parts}.items():
            root = _ROOTS[name]
            archive.writestr(f"word/{name}.xml", f"<w:{root} {_NAMESPACES}>{xml}</w:{root}>")
    return out.getvalue()


def p(*runs: str, style: str = "", more: str = "") -> str:
    """A paragraph of Word. `more`: what its properties say besides its style."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{more}</w:pPr>{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run of Word."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


W_LIST = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def call(id_: int, kind: str = "footnote", mark: str = "") -> str:
    """The call of a note of Word, with a mark of its own or without."""
    if mark:
        return f'<w:r><w:{kind}Reference w:id="{id_}" w:customMarkFollows="1"/><w:t>{mark}</w:t></w:r>'
    return f'<w:r><w:{kind}Reference w:id="{id_}"/></w:r>'


def note(id_: int, *paragraphs: str, kind: str = "footnote") -> str:
    """A note of Word."""
    return f'<w:{kind} w:id="{id_}">{"".join(paragraphs)}</w:{kind}>'


def style(id_: str, name: str, properties: str = "", based_on: str = "", kind: str = "paragraph") -> str:
    """A style of Word."""
    based = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="{kind}" w:styleId="{id_}"><w:name w:val="{name}"/>{based}{properties}</w:style>'


_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_ODF_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{_ODF}{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("style", "style"),
        ("fo", "xsl-fo-compatible"), ("meta", "meta"), ("svg", "svg-compatible"),
    )
) + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip


def odt(body: str, automatic: str = "", styles: str = "", meta: str = "", manifest: str = "", pages: str = "") -> bytes:
    """An ODT of the XML in its text, its automatic and its named styles, what it states of itself, and its pages."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content {_ODF_NAMESPACES}><office:automatic-styles>{automatic}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
        archive.writestr(
            "styles.xml",
            f"<office:document-styles {_ODF_NAMESPACES}><office:styles>{styles}</office:styles>"
            f"<office:master-styles>{pages}</office:master-styles></office:document-styles>",
        )
        archive.writestr(
            "meta.xml", f"<office:document-meta {_ODF_NAMESPACES}><office:meta>{meta}</office:meta></office:document-meta>"
        )
        if manifest:
            archive.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def document(shape: str, raw: bytes) -> tuple[Document, Report]:
    """The document that a shape gives of a file."""
    report = Report()
    reads = SHAPES[shape].document
    assert reads is not None
    found = reads(UnknownFile(raw, f"a.{shape}"), report)
    assert found is not None
    return found, report


def blocks(shape: str, raw: bytes) -> tuple[DocumentBlock, ...]:
    """The blocks of a file that brings no message."""
    found, report = document(shape, raw)
    assert not [*report]
    return found.blocks


def looks(block: DocumentBlock) -> list[tuple[str, str]]:
    """The ranges of a block: their words and looks."""
    return [(block.text[one.start : one.end], one.value or one.look) for one in block.inline]


def hung(found: Sequence[DocumentBlock]) -> list[tuple[str, str, list[str]]]:
    """The notes that blocks call: the number of each, the text before its call, its blocks."""
    return [
        (one.note.n, block.text[: one.offset], [each.label + each.text for each in one.note.blocks])
        for block in found
        for one in block.notes
    ]


def words_of(found: Sequence[DocumentBlock]) -> Iterator[str]:
    """Every word of blocks, the marks of items and their notes too."""
    seen: set[int] = set()
    for block in found:
        yield from re.findall(r"\w+", block.label + block.text)
        for one in block.notes:
            if id(one.note) not in seen:
                seen.add(id(one.note))
                yield from words_of(one.note.blocks)


def parsed(content: bytes) -> Any:
    """The root of the XML of a part."""
    from lxml import etree

    return etree.fromstring(content)


def written(root: Any) -> bytes:
    """The XML of a part."""
    from lxml import etree

    return bytes(etree.tostring(root))
