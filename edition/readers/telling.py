"""Turn a file that nobody has described into a description: its shape, and the title, author and language that it states."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from statistics import median

from edition.errors import TextError
from edition.language.tags import normal_tag
from edition.messages import Message, Report
from edition.model import Locus
from edition.readers.containers import Archive, tree_of
from edition.readers.shapes.epub import package_of
from edition.readers.shapes.html import page_tree, text_of
from edition.text.raw_text import WRAPPED

_TEI_ROOT = re.compile(r"<(?:\w+:)?TEI(?:Corpus)?\b", re.IGNORECASE)
_HTML_ROOT = re.compile(r"<!doctype\s+html|<html\b|<body\b", re.IGNORECASE)
# Headings as Markdown has them, whatever the file is called.
_HEADINGS = re.compile(rb"^#{1,6} +\S", re.MULTILINE)
# A line longer than this is a paragraph, as pages saved as text have them.
_LONG = 200
# Broken lines that go on without an empty one for longer than this, on the whole, are those of pages.
_RUN = 25
# The least measure of printed lines, in letters.
_MEASURE = 40
# The commonest words of each language that the others do not have.
_COMMON = {
    "en": "the and of was that with his her had not which they this from were been",
    "fr": "les des est dans une pour qui sur avec pas plus mais nous vous était cette",
    "de": "und der die das nicht mit ich ein eine den von auf dem sich auch war",
    "es": "los las una con por para del más pero como había muy esta cuando sin ser",
    "it": "che non una con per del della sono più gli anche alla nel era questo dei",
}


@dataclass(frozen=True, slots=True)
class SniffedFile:
    """What a file says of itself: the reader for it, and title, authors and language where it states them."""

    reader: str
    title: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""


def told(raw: bytes, file: str) -> SniffedFile:
    """Tell the shape of a file by its content, of text by its name too, and what it states of itself.

    Raises TextError: nothing here reads it (E139), or it is no sound file of its shape (E130 to E135).
    """
    if b"%PDF-" in raw[:1024]:
        return _of_pdf(raw)
    if raw.startswith(b"PK\x03\x04"):
        return _of_archive(raw, file)
    if raw.startswith(b"\xd0\xcf\x11\xe0") or re.match(rb"\{\\rtf", raw):
        raise TextError(Message("E139", Locus(file), {"file": file}))
    start = raw[:4096].replace(b"\0", b"").decode("utf-8", "replace")
    if _TEI_ROOT.search(start) and "<" in start.lstrip("\ufeff \t\r\n")[:1]:
        return _of_tei(raw, file)
    if _HTML_ROOT.search(start) and "<" in start.lstrip("\ufeff \t\r\n")[:1]:
        return _of_page(raw, file)
    if start.lstrip("\ufeff").startswith("<?xml"):
        raise TextError(Message("E139", Locus(file), {"file": file}))
    if PurePath(file).suffix.lower() in (".md", ".markdown") or len(_HEADINGS.findall(raw)) > 1:
        return SniffedFile("markdown")
    if b"\f" in raw:
        return SniffedFile("pdf-text")
    lines = [line for line in raw.split(b"\n") if line.strip()]
    gaps = len(re.findall(rb"\n[ \t\r]*\n", raw))
    long = sum(len(line) > _LONG for line in lines)
    if len(lines) > _RUN * (gaps + 1) and long <= 0.2 * len(lines) and _MEASURE < median(map(len, lines)) <= WRAPPED:
        # Broken at a measure, and no empty lines part its paragraphs.
        return SniffedFile("pdf-text")
    return SniffedFile("web" if long > 0.2 * len(lines) else "plain")


def language_of(text: str) -> str:
    """The language of a text among those whose datelines are read, by its commonest words; "" where it has none of them."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    counts = {language: sum(words.count(word) for word in common.split()) for language, common in _COMMON.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] else ""


def _of_pdf(raw: bytes) -> SniffedFile:
    """A PDF: what stands in its document information, if pikepdf can open it."""
    import io

    import pikepdf

    with contextlib.suppress(pikepdf.PdfError, ValueError, TypeError), pikepdf.open(io.BytesIO(raw)) as document:
        said = {name: str(document.docinfo.get(f"/{name}", "")) for name in ("Title", "Author")}
        language = str(document.Root.get("/Lang", ""))
        return SniffedFile("pdf", _line(said["Title"]), _people([said["Author"]]), _tag(language))
    return SniffedFile("pdf")


def _of_archive(raw: bytes, file: str) -> SniffedFile:
    archive = Archive(raw, file, "archive")
    if "word/document.xml" in archive.names:
        if "docProps/core.xml" not in archive.names:
            return SniffedFile("docx")
        core = archive.tree("docProps/core.xml")
        found = {name: " ".join(map(text_of, core.iter(f"{{*}}{name}"))) for name in ("title", "creator")}
        creator = "" if found["creator"] == "python-docx" else found["creator"]
        return SniffedFile("docx", _line(found["title"]), _people([creator]))
    if "META-INF/container.xml" in archive.names:
        _, package = package_of(archive)
        titles, authors, languages = (
            ["".join(map(str, element.itertext())) for element in package.iter("{http://purl.org/dc/elements/1.1/}" + name)]
            for name in ("title", "creator", "language")
        )
        return SniffedFile("epub", _line("".join(titles[:1])), _people(authors), _tag("".join(languages[:1])))
    raise TextError(Message("E139", Locus(file), {"file": file}))


def _of_tei(raw: bytes, file: str) -> SniffedFile:
    root = tree_of(raw, file, "TEI document")
    statement = next(root.iter("{*}titleStmt"), None)
    titles = [text_of(element) for element in statement.iter("{*}title")] if statement is not None else []
    authors = [text_of(element) for element in statement.iter("{*}author")] if statement is not None else []
    text = next(root.iter("{*}text"), root)
    xml_lang = "{http://www.w3.org/XML/1998/namespace}lang"
    return SniffedFile("tei", _line("".join(titles[:1])), _people(authors), _tag(text.get(xml_lang) or root.get(xml_lang) or ""))


def _of_page(raw: bytes, file: str) -> SniffedFile:
    root = page_tree(raw, file, Report())
    titles = [text_of(element) for name in ("h1", "title") for element in root.iter(f"{{*}}{name}")]
    authors = [element.get("content", "") for element in root.iter("{*}meta") if element.get("name", "").lower() == "author"]
    return SniffedFile(
        "html", _line(next((title for title in titles if title), "")), _people(authors), _tag(root.get("lang") or "")
    )


def _line(text: str) -> str:
    """A title as one line without control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:200]


def _people(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in map(_line, names) if name)


def _tag(language: str) -> str:
    """A language tag in its normal form; nothing where it is none, or says that the language is not known or not one."""
    tag = normal_tag(language)
    return "" if tag in ("und", "mul", "zxx") else tag
