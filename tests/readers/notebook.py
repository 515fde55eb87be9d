"""Turn one made-up notebook into files of every shape, each as a program of that kind writes it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

# What is in braces is a note at that place; a line that begins with "* " is a list item.
TITLE = "The Lighthouse Book"
ENTRIES = (
    (
        "9 August 1944",
        "The lamp was lit at nine.{An oil lamp until 1951.} Fog came in from the west, and by midnight I could not see my own "
        "hands; the horn went every two minutes, and between its cries the sea made no sound at all.",
        "“Again?” said the postman, who had rowed over with one letter and stayed for the soup.",
    ),
    (
        "11 August 1944",
        "Clear. I have counted what is left, because nobody else will:",
        "* eleven candles",
        "* two tins of paint{Green, as all doors on the island are.}",
        "* a kettle",
        "That is enough until the boat comes. Élise would have laughed at the candles, and then she would have counted them again, "
        "aloud, to be sure that I had not invented one.",
    ),
    (
        "2 January 1945",
        "The boat did not come.{It had been sold in December.} I painted the door, and then, since there was paint, the other side "
        "of the door. A gull watched me from the wall for the whole of the afternoon and did not approve of the colour.",
        "Snow on the gallery tonight.",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A line of the notebook: its kind, "date", "p" or "item", and its text in pieces, after each the number of a note or 0."""

    kind: str
    pieces: tuple[tuple[str, int], ...]

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.pieces)


def lines() -> tuple[list[Line], list[str]]:
    """The lines of the notebook and its notes in order."""
    notes: list[str] = []
    found = []
    for entry in ENTRIES:
        for index, line in enumerate(entry):
            kind = "date" if index == 0 else "item" if line.startswith("* ") else "p"
            pieces = []
            rest = line.removeprefix("* ")
            while "{" in rest:
                text, _, rest = rest.partition("{")
                note, _, rest = rest.partition("}")
                notes.append(note)
                pieces.append((text, len(notes)))
            found.append(Line(kind, (*pieces, (rest, 0)) if rest else tuple(pieces)))
    return found, notes


# --- Web page -----------------------------------------------------------------------------------------------------------

_MENU = '<nav><ul><li><a href="/">Home</a></li><li><a href="/about">About us</a></li></ul></nav>'


def html(*, linked: bool = True, menu: str = _MENU) -> bytes:
    """A page with a menu, a picture and notes, which links tie to their calls, or only their numbers."""
    found, notes = lines()
    end = "".join(
        f'<li id="fn{n}"><p>{note} <a href="#ref{n}">↩</a></p></li>' if linked else f"<p><sup>{n}</sup> {note}</p>"
        for n, note in enumerate(notes, 1)
    )
    end = f"<section class='footnotes'><ol>{end}</ol></section>" if linked else end
    picture = "<figure><img src='gull.jpg' alt=''><figcaption>A gull. Photo: A. Passer-By</figcaption></figure>"
    return (
        f"<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'><title>{TITLE}</title>"
        "<style>p { color: black }</style></head>"
        f"\n<body>\n{menu}\n<article><h1>{TITLE}</h1>\n{picture}\n{markup(found, linked=linked)}\n{end}</article>"
        "\n<footer>All rights reserved. <a href='/imprint'>Imprint</a></footer></body></html>"
    ).encode()


def markup(found: Sequence[Line], *, linked: bool = True, notes: Sequence[str] = ()) -> str:
    """Lines as HTML; with `notes`, those stand at their calls, as the CSS of paged media has them."""
    parts = []
    for before, line in zip([None, *found], [*found, None], strict=False):
        if before and before.kind == "item" and (line is None or line.kind != "item"):
            parts.append("</ul>")
        if line is None:
            break
        if line.kind == "item" and (before is None or before.kind != "item"):
            parts.append("<ul>")
        text = ""
        for words, n in line.pieces:
            text += escape(words)
            if n and notes:
                text += f"<span class='note'>{escape(notes[n - 1])}</span>"
            elif n:
                text += f"<sup><a id='ref{n}' href='#fn{n}'>{n}</a></sup>" if linked else f"<sup>{n}</sup>"
        tag = {"date": "h2", "p": "p", "item": "li"}[line.kind]
        parts.append(f"<{tag}>{text}</{tag}>")
    return "\n".join(parts)


# --- Word ---------------------------------------------------------------------------------------------------------------

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def docx() -> bytes:
    """A Word document with real footnotes; python-docx has none, so their part is made here as Word makes it."""
    import docx as word
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import parse_xml

    found, notes = lines()
    document = word.Document()
    document.core_properties.title = TITLE
    document.add_heading(TITLE, 0)
    for line in found:
        if line.kind == "date":
            paragraph = document.add_heading("", 1)
        else:
            paragraph = document.add_paragraph(style="List Bullet" if line.kind == "item" else None)
        for text, n in line.pieces:
            # Word cuts runs wherever it has looked at the spelling.
            for part in (text[:5], text[5:]):
                paragraph.add_run(part)
            if n:
                paragraph.add_run()._r.append(parse_xml(f'<w:footnoteReference xmlns:w="{_W}" w:id="{n + 1}"/>'))
    body = "".join(
        f'<w:footnote w:id="{n}"><w:p><w:r><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {escape(note)}</w:t></w:r></w:p></w:footnote>'
        for n, note in enumerate(notes, 2)
    )
    lines_between = "".join(
        f'<w:footnote w:type="{kind}" w:id="{id_}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for id_, kind in enumerate(("separator", "continuationSeparator"))
    )
    xml = f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes xmlns:w="{_W}">{lines_between}{body}</w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES, xml.encode(), document.part.package)
    document.part.relate_to(part, _RELATION)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


# --- ODT ----------------------------------------------------------------------------------------------------------------


def odt() -> bytes:
    """An ODT as LibreOffice writes it: notes in place, a list of its own for each run of items."""
    found, notes = lines()
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
        for name, space in (("office", "office"), ("text", "text"), ("style", "style"))
    )
    parts = [f'<text:p text:style-name="Title">{TITLE}</text:p>']
    for line in found:
        text = "".join(
            escape(words)
            + (
                f'<text:note text:id="ftn{n}" text:note-class="footnote"><text:note-citation>{n}</text:note-citation>'
                f"<text:note-body><text:p>{escape(notes[n - 1])}</text:p></text:note-body></text:note>"
                if n
                else ""
            )
            for words, n in line.pieces
        )
        if line.kind == "item":
            parts.append(f'<text:list text:style-name="L1"><text:list-item><text:p>{text}</text:p></text:list-item></text:list>')
        else:
            parts.append(f'<text:h text:outline-level="1">{text}</text:h>' if line.kind == "date" else f"<text:p>{text}</text:p>")
    bullets = (
        '<text:list-style style:name="L1"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>'
    )
    meta = '<office:meta><dc:title xmlns:dc="http://purl.org/dc/elements/1.1/">' + TITLE + "</dc:title></office:meta>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:automatic-styles>{bullets}</office:automatic-styles>"
            f"<office:body><office:text>{''.join(parts)}</office:text></office:body></office:document-content>",
        )
        archive.writestr("styles.xml", f"<office:document-styles {spaces}><office:styles/></office:document-styles>")
        archive.writestr("meta.xml", f"<office:document-meta {spaces}>{meta}</office:document-meta>")
    return out.getvalue()


# --- EPUB ---------------------------------------------------------------------------------------------------------------


def epub(path: Path) -> bytes:
    """An EPUB with a page for each year and all notes on a page of their own."""
    from ebooklib import epub as books

    found, notes = lines()
    book = books.EpubBook()
    book.set_identifier("urn:lighthouse")
    book.set_title(TITLE)
    book.set_language("en")
    split = next(index for index, line in enumerate(found) if line.text.endswith("1945"))
    pages = []
    for name, part in (("1944", found[:split]), ("1945", found[split:])):
        page = books.EpubHtml(title=name, file_name=f"text/{name}.xhtml", lang="en")
        page.content = f"<h1>{TITLE}</h1>" * (name == "1944") + markup(part).replace("href='#", "href='../notes.xhtml#")
        pages.append(page)
    last = books.EpubHtml(title="Notes", file_name="notes.xhtml", lang="en")
    last.content = "".join(f"<aside id='fn{n}'><p>{n}. {note}</p></aside>" for n, note in enumerate(notes, 1))
    for page in (*pages, last):
        book.add_item(page)
    book.spine = ["nav", *pages, last]
    book.toc = pages
    book.add_item(books.EpubNcx())
    book.add_item(books.EpubNav())
    books.write_epub(str(path), book)
    return path.read_bytes()


# --- PDF ----------------------------------------------------------------------------------------------------------------


def pdf(*, columns: int = 1, justified: bool = True, indented: bool = True, page: str = "105mm 120mm") -> bytes:
    """A PDF with running heads, folios, and notes in small type at the feet of pages, set by WeasyPrint."""
    import weasyprint

    found, notes = lines()
    looks = f"""
    @page {{ size: {page}; margin: 14mm 12mm;
      @top-center {{ content: "{TITLE.upper()}"; font-size: 8pt }} @bottom-center {{ content: counter(page); font-size: 8pt }} }}
    html {{ font: 10pt/1.3 "EB Garamond", "DejaVu Serif", serif }}
    main {{ columns: {columns}; column-gap: 8mm; column-fill: auto }}
    h1 {{ font-size: 16pt }} h2 {{ font-size: 12pt; margin: 1em 0 .5em }}
    p {{ margin: {"0" if indented else ".8em 0"}; text-indent: {"1.2em" if indented else "0"}; hyphens: manual;
      text-align: {"justify" if justified else "left"} }}
    h1 + p, h2 + p {{ text-indent: 0 }}
    .note {{ float: footnote; font-size: 8pt; text-align: left; text-indent: 0 }}
    .note::footnote-call {{ font-size: 6.5pt; vertical-align: super; line-height: 0 }}
    """
    text = f"<h1>{TITLE}</h1><main>{markup(found, notes=notes)}</main>"
    return bytes(weasyprint.HTML(string=f"<html lang='en'><style>{looks}</style>{text}</html>").write_pdf())


# --- TEI ----------------------------------------------------------------------------------------------------------------


def tei() -> bytes:
    """A TEI document with notes at their places and a correction of the encoder's."""
    found, notes = lines()
    parts = []
    for before, line in zip([None, *found], [*found, None], strict=False):
        if before and before.kind == "item" and (line is None or line.kind != "item"):
            parts.append("</list>")
        if line is None:
            parts.append("</div>")
            break
        if line.kind == "date":
            parts.append("</div><div type='entry'>" if before else "<div type='entry'>")
        if line.kind == "item" and (before is None or before.kind != "item"):
            parts.append("<list rend='bulleted'>")
        text = "".join(
            escape(words) + (f"<note place='foot' n='{n}'>{escape(notes[n - 1])}</note>" if n else "") for words, n in line.pieces
        )
        text = text.replace("kettle", "<choice><sic>ketle</sic><corr>kettle</corr></choice>").replace("Snow on", "Snow on<lb/>\n ")
        tag = {"date": "head", "p": "p", "item": "item"}[line.kind]
        parts.append(f"<{tag}>{text}</{tag}>")
    header = (
        f"<teiHeader><fileDesc><titleStmt><title>{TITLE}</title></titleStmt><publicationStmt><p>None.</p></publicationStmt>"
        "<sourceDesc><p>Made up.</p></sourceDesc></fileDesc></teiHeader>"
    )
    body = "\n".join(parts)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0">{header}<text><body>\n{body}\n</body></text></TEI>'
    ).encode()
