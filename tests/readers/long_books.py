"""Turn a number of words into a made-up diary that long, as a file of each shape."""

from __future__ import annotations

import datetime
import io
import random
import textwrap
import zipfile
from collections.abc import Callable
from functools import cache

WORDS = (
    "rain gauge gutter window meadow postman kettle bridge morning thunder basket winter garden copper letter puddle cloud barrel "
    "the of and in with under over to for by from a it we she had was not"
).split()
Diary = list[tuple[str, list[str]]]
LINES = 35
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


@cache
def diary(words: int) -> Diary:
    """Entries of three paragraphs each, day after day, until there are so many words."""
    chance = random.Random(1)
    day = datetime.date(1200, 1, 1)
    entries: Diary = []
    written = 0
    while written < words:
        day += datetime.timedelta(1)
        paragraphs = []
        for _ in range(3):
            lengths = [chance.randint(8, 20) for _ in range(6)]
            written += sum(lengths)
            paragraphs.append(" ".join(" ".join(chance.choices(WORDS, k=length)).capitalize() + "." for length in lengths))
        entries.append((f"{day.day} {day:%B} {day.year}", paragraphs))
    return entries


def _text(entries: Diary, date: str = "{}", between: str = "\n\n", width: int = 0) -> bytes:
    blocks = [block for day, paragraphs in entries for block in (date.format(day), *paragraphs)]
    if width:
        blocks = ["\n".join(textwrap.wrap(block, width)) for block in blocks]
    return between.join(blocks).encode()


def _markup(entries: Diary, date: str) -> str:
    return "".join(date.format(day) + "".join(f"<p>{text}</p>" for text in paragraphs) for day, paragraphs in entries)


def _pages(entries: Diary) -> bytes:
    lines = [
        line for day, (first, *rest) in entries for text in (f"{day}. {first}", *rest) for line in textwrap.wrap(text, 66)
    ]  # fmt: skip
    return "\n\f".join("\n".join(lines[at : at + LINES]) for at in range(0, len(lines), LINES)).encode()


def _docx(entries: Diary) -> bytes:
    import docx

    document = docx.Document()
    out, made = io.BytesIO(), io.BytesIO()
    document.save(made)
    heading = '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
    body = _markup(entries, heading).replace("<p>", "<w:p><w:r><w:t>").replace("</p>", "</w:t></w:r></w:p>")
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(
                name, content.replace(b"<w:body>", f"<w:body>{body}".encode()) if name.endswith("document.xml") else content
            )
    return out.getvalue()


def _epub(entries: Diary) -> bytes:
    parts = [entries[at : at + 30] for at in range(0, len(entries), 30)]
    items = "".join(f'<item id="i{n}" href="{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(len(parts)))
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(parts)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr("META-INF/container.xml", CONTAINER)
        parts_of = f"<metadata/><manifest>{items}</manifest><spine>{spine}</spine>"
        book.writestr("book.opf", f'<package xmlns="http://www.idpf.org/2007/opf" version="3.0">{parts_of}</package>')
        for n, part in enumerate(parts):
            page = _markup(part, "<h2>{}</h2>")
            book.writestr(f"{n}.xhtml", f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{page}</body></html>')
    return out.getvalue()


def _pdf(entries: Diary) -> bytes:
    import weasyprint

    return bytes(weasyprint.HTML(string=_markup(entries, "<h2>{}</h2>")).write_pdf())


def _tei(entries: Diary) -> bytes:
    body = _markup(entries, '</div><div type="entry"><head>{}</head>').removeprefix("</div>")
    return f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>{body}</div></body></text></TEI>'.encode()


SHAPES: dict[str, Callable[[Diary], bytes]] = {
    "plain": lambda entries: _text(entries, width=66),
    "web": lambda entries: _text(entries, between="\n"),
    "markdown": lambda entries: _text(entries, date="## {}"),
    "pdf-text": _pages,
    "html": lambda entries: f"<html><body>{_markup(entries, '<h2>{}</h2>')}</body></html>".encode(),
    "docx": _docx,
    "epub": _epub,
    "tei": _tei,
    "pdf": _pdf,
}


def book(shape: str, words: int) -> bytes:
    """A diary of so many words as a file of a shape."""
    return SHAPES[shape](diary(words))
