"""Turn a TEI document into an EPUB 3.3: the sections of its Book go into files, and the package describes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from edition.files import written_aside
from edition.language.book_words import BookWords
from edition.language.languages import language_of_tag
from edition.language.tags import direction, direction_of
from edition.messages import Report
from edition.writers.book import rendering, sections
from edition.writers.book.compositor import speak
from edition.writers.book.contents import contents
from edition.writers.book.metadata import XHTML, XHTML_NS
from edition.writers.book.packed_markup import unpacked
from edition.writers.book.types import BODY_KINDS, Book
from edition.writers.epub import cover, cover_raster
from edition.writers.epub.chaptering import Chapter, TextFiles, VariantFiles
from edition.writers.epub.namespaces import EPUB_TYPE, OPS_NS
from edition.writers.epub.own_styles import own_styles
from edition.writers.epub.package_document import PageBreak, package
from edition.writers.epub.placing import Placer
from edition.writers.epub.texts_alone import completed, generated_ids
from edition.writers.settings import Settings

if TYPE_CHECKING:
    from edition.writers.epub.container import File

_XHTML_TYPE = "application/xhtml+xml"
_STYLES = Path(__file__).parent
# What a file may hold that its item in the manifest must name.
_PROPERTIES = {b'xmlns="http://www.w3.org/1998/Math/MathML"': "mathml", b'xmlns="http://www.w3.org/2000/svg"': "svg"}


def write(tree: etree._ElementTree, settings: Settings, path: Path, report: Report) -> None:
    """Turn a TEI tree into an EPUB file at `path`: the same bytes for the same tree and settings.

    Raises UsageError (E490): the settings have an unknown siglum. OutsideError (E006): the file cannot be written.
    """
    from edition.writers.epub import container

    plain = None
    if settings.parallel and settings.reading is None and settings.apparatus != "none":
        plain = sections.book(tree, replace(settings, parallel=False), report, screen=True)
    told = Report() if plain else report
    book = sections.book(tree, settings, told, screen=True, taken=generated_ids(plain) if plain else ())
    if plain is not None:
        # A message that both would give is given once.
        said = {message.code for message in report}
        report.messages += [message for message in told if message.code not in said]
        book = completed(book, plain)
    words = language_of_tag(book.metadata.language).book
    placer = Placer(book, settings.marks, words, plain)
    texts, variants = TextFiles(book), VariantFiles(words)
    for section in book.sections:
        placed = placer.place(section)
        texts.add(placed)
        variants.add(placed)
    chapters = [*texts.files(), *variants.files()]
    homes = {ident: chapter.path for chapter in chapters for ident in chapter.ids}
    pages = [PageBreak(number, f"{homes[ident]}#{ident}") for section in book.sections for number, ident in section.pages]
    styles = own_styles(settings.stylesheet, report)
    files = list(_files(book, plain or book, words, chapters, homes, pages, styles, settings.contents))
    described = package(book, words, settings, files, pages, report)
    with written_aside(path) as aside:
        container.write(aside, files, described)


# --- Files ------------------------------------------------------------------------------------------------------------


def _files(
    book: Book,
    drawn: Book,
    words: BookWords,
    chapters: list[Chapter],
    homes: dict[str, str],
    pages: list[PageBreak],
    own: str,
    depth: int,
) -> Iterator[File]:
    """Yield the files of the book in the order of reading, the table of contents after the title page. `drawn`: the book of which
    the cover shows how far its texts differ. `own`: the user's styles. `depth`: how many levels the contents have, 0 for all.
    """
    from edition.writers.epub.container import File

    yield File("book.css", "text/css", (_STYLES / "book.css").read_bytes() + own.encode())
    yield from _cover(book, drawn, words)
    for picture in book.pictures:
        yield File(picture.path, picture.media_type, picture.content)
    for number, chapter in enumerate(chapters):
        content = _chapter(chapter, homes, turns=book.metadata.turns)
        properties = tuple(name for sign, name in _PROPERTIES.items() if sign in content)
        yield File(chapter.path, _XHTML_TYPE, content, properties, in_spine=True, linear=chapter.linear)
        if number == 0:
            nav = rendering.render(
                "nav.xhtml",
                book=book.metadata,
                w=words,
                xmlns=XHTML_NS,
                ops=OPS_NS,
                lines=contents(book.sections, depth),
                homes=homes,
                marks=_landmarks(book, words),
                pages=pages,
                direction=direction(book.metadata.language),
            )
            yield File("nav.xhtml", _XHTML_TYPE, nav.encode(), ("nav",), in_spine=True)


def _cover(book: Book, drawn: Book, words: BookWords) -> Iterator[File]:
    """Yield the files of the cover: a JPEG, which every shop and shelf takes, the same as SVG, and the page that shows it."""
    from edition.writers.epub.container import File

    picture = cover.drawing(drawn)
    image = cover_raster.raster(picture)
    yield File("cover.svg", "image/svg+xml", cover.cover(picture), () if image else ("cover-image",))
    if image:
        yield File("cover.jpg", "image/jpeg", image, ("cover-image",))
    page = cover.page(book, words, OPS_NS, "cover.jpg" if image else "cover.svg")
    yield File("cover.xhtml", _XHTML_TYPE, page, in_spine=True)


def _chapter(chapter: Chapter, homes: dict[str, str], *, turns: bool) -> bytes:
    """Make the XHTML of a file. Links lead to the file in which their target stands. `turns`: give the direction with each
    language.
    """
    page = etree.fromstring(f'<html xmlns="{XHTML_NS}" xmlns:epub="{OPS_NS}"/>')
    speak(page, chapter.language)
    head = etree.SubElement(page, XHTML + "head")
    etree.SubElement(head, XHTML + "title").text = chapter.title
    etree.SubElement(head, XHTML + "link", {"rel": "stylesheet", "type": "text/css", "href": "../book.css"})
    body = etree.SubElement(page, XHTML + "body")
    named: set[str] = set()
    for held in chapter.bodies:
        placed = unpacked(held) if isinstance(held, bytes) else held
        for link in placed.iter(XHTML + "a"):
            target = link.get("href", "")
            home = homes.get(target[1:], "") if target.startswith("#") else chapter.path
            if not home:
                # What it led to is not printed, such as the call of a note in a reading that is left out.
                link.tag = XHTML + "span"
                for name in ("href", "role", "aria-label", EPUB_TYPE):
                    link.attrib.pop(name, "")
            elif home != chapter.path:
                link.set("href", f"{_address(home, chapter.path)}{target}")
        # The full title of a witness is told once in a file: a screen reader would say it each time.
        for siglum in placed.iter(XHTML + "abbr"):
            if (title := siglum.get("title")) is not None:
                if title in named:
                    del siglum.attrib["title"]
                named.add(title)
        body.append(placed)
        placed.tail = "\n"
    if turns:
        for spoken in [element for element in page.iter() if element.get("lang")]:
            spoken.set("dir", direction_of(spoken.get("lang", ""), map(str, spoken.itertext())))
    return etree.tostring(page, xml_declaration=True, encoding="UTF-8", doctype="<!DOCTYPE html>")


def _address(path: str, of: str) -> str:
    """The address of a file of the book as a link in another one has it."""
    folder, _, name = path.rpartition("/")
    return name if folder == of.rpartition("/")[0] else f"../{path}"


def _landmarks(book: Book, words: BookWords) -> list[tuple[str, str, str]]:
    """Find the landmarks of the book: (epub:type, id of the section, words)."""
    named = {
        "titlepage": words.title_page,
        "preface": words.preface,
        "bibliography": words.bibliography,
        "index": words.index,
        "colophon": words.colophon,
    }
    marks: list[tuple[str, str, str]] = []
    for section in book.sections:
        kind = "bodymatter" if section.kind in BODY_KINDS else section.kind
        if kind in (*named, "bodymatter") and kind not in {mark[0] for mark in marks}:
            marks.append((kind, section.id, named.get(kind, words.text)))
    return marks
