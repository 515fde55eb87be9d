"""Turn an EPUB (2 or 3) into entries: its pages in the order of the spine, read as a saved web page is."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import unquote

from edition.errors import TextError
from edition.messages import Message, Report
from edition.model import Locus, Witness
from edition.model.documents import Document
from edition.readers.account import Account
from edition.readers.blocks import SourceBlock
from edition.readers.containers import Archive, local_name
from edition.readers.passages import by_paragraph, witness_of
from edition.readers.shapes import Shape, Statement, UnknownFile
from edition.readers.shapes.epub_contents import named_pages, with_headings
from edition.readers.shapes.html import blocks_of
from edition.readers.shapes.page_document import document_of_pages
from edition.readers.shapes.page_markup import HtmlPage, xhtml_tree

if TYPE_CHECKING:
    from lxml import etree

KIND = "EPUB"
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


def read(witness: Witness, raw: bytes, report: Report) -> Witness:
    """Read a witness that is an EPUB. Reports W104, W105, W106, I111, I136 and what `assemble` reports.

    Raises TextError: it is damaged or something else (E130, E170, E171, E173, E174), unpacks beyond bounds (E132, E189), declares
    entities (E133), holds no words (E134), or its pages are encrypted (E135).
    """

    def make(mine: Report) -> tuple[Sequence[SourceBlock], Account]:
        archive = Archive(raw, witness.file, KIND)
        package = package_of(archive)
        locked = _locked(archive)
        documents = []
        for name, is_contents in _pages(archive, *package):
            if name in locked:
                raise TextError(Message("E135", Locus(witness.file), {"kind": KIND}))
            if is_contents:
                mine.add("I182", Locus(witness.file), file=name, count=len(archive.read(name)))
            else:
                documents.append(HtmlPage(name, xhtml_tree(archive.read(name), witness.file, mine)))
        if not documents:
            raise TextError(Message("E173", Locus(witness.file)))
        return blocks_of(documents, witness.file, witness.language, KIND, mine, count=True)

    return witness_of(witness, make, report, by_paragraph)


def _spine(archive: Archive, report: Report) -> Iterator[tuple[HtmlPage, bool]]:
    """The pages of an EPUB in the order of the spine, with whether each is the table of contents."""
    locked = _locked(archive)
    for name, is_contents in _pages(archive, *package_of(archive)):
        if name in locked:
            raise TextError(Message("E135", Locus(archive.file), {"kind": KIND}))
        yield HtmlPage(name, xhtml_tree(archive.read(name), archive.file, report)), is_contents


def _document(file: UnknownFile, report: Report) -> Document:
    archive = file.archive
    assert archive is not None
    pages = [page for page, _ in _spine(archive, report)]
    if not pages:
        raise TextError(Message("E173", Locus(file.name)))
    with_headings(pages, named_pages(archive, *package_of(archive)))
    return document_of_pages(pages, file.name, "epub")


def package_of(archive: Archive) -> tuple[str, etree._Element]:
    """The package document of an EPUB, with its name. Raises TextError (E174): there is none."""
    container = archive.tree("META-INF/container.xml")
    for root in container.iter("{*}rootfile"):
        name = unquote(root.get("full-path", ""))
        if name in archive.names:
            return name, archive.tree(name)
    raise TextError(Message("E174", Locus(archive.file)))


def _pages(archive: Archive, name: str, package: etree._Element) -> Iterator[tuple[str, bool]]:
    """The pages of the spine by name, each once, with whether it is the table of contents."""
    items = {item.get("id", ""): item for item in package.iter("{*}item")}
    seen: set[str] = set()
    for reference in package.iter("{*}itemref"):
        item = items.get(reference.get("idref", ""))
        if item is None or item.get("media-type") not in _PAGES:
            continue
        page = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(item.get("href", ""))))
        if page in archive.names and page not in seen:
            seen.add(page)
            yield page, "nav" in (item.get("properties") or "").split()


def _locked(archive: Archive) -> frozenset[str]:
    """The parts that are encrypted."""
    if "META-INF/encryption.xml" not in archive.names:
        return frozenset()
    tree = archive.tree("META-INF/encryption.xml")
    return frozenset(
        unquote(reference.get("URI", ""))
        for reference in tree.iter("{*}CipherReference")
        if not re.search(r"\.(?:otf|ttf|woff2?)$", reference.get("URI", ""), re.IGNORECASE) and local_name(reference)
    )


def _knows(file: UnknownFile) -> bool:
    return file.archive is not None and "META-INF/container.xml" in file.archive.names


def _states(file: UnknownFile) -> Statement:
    """Title, creators and language of its package document."""
    assert file.archive is not None
    _, package = package_of(file.archive)
    titles, authors, languages = (
        ["".join(map(str, element.itertext())) for element in package.iter("{http://purl.org/dc/elements/1.1/}" + name)]
        for name in ("title", "creator", "language")
    )
    return Statement("".join(titles[:1]), tuple(authors), "".join(languages[:1]))


SHAPE = Shape("epub", KIND, (".epub",), _knows, of_bytes=read, document=_document, states=_states)
