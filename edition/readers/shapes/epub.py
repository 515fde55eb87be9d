"""Turn an EPUB (2 or 3) into entries: its pages in the order of the spine, read as a saved web page is."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from edition.errors import TextError
from edition.messages import Message, Report
from edition.model import Locus
from edition.model.documents import Document
from edition.readers.containers import Archive, local_name
from edition.readers.headings import with_captions
from edition.readers.shapes import Shape, Statement, UnknownFile
from edition.readers.shapes.epub_contents import named_pages, with_headings
from edition.readers.shapes.page_document import document_of_pages
from edition.readers.shapes.page_markup import HtmlPage, xhtml_tree

if TYPE_CHECKING:
    from lxml import etree

KIND = "EPUB"
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


def _spine(archive: Archive, report: Report) -> Iterator[tuple[HtmlPage, bool]]:
    """The pages of an EPUB in the order of the spine, with whether each is the table of contents."""
    locked = _locked(archive)
    for name, is_contents in _pages(archive, *package_of(archive)):
        if name in locked:
            raise TextError(Message("E135", Locus(archive.file), {"kind": KIND}))
        yield HtmlPage(name, xhtml_tree(archive.read(name), archive.file, report)), is_contents


def _document(file: UnknownFile, report: Report) -> Document:
    archive = file.archive or Archive(file.raw, file.name, KIND)
    pages = [page for page, _ in _spine(archive, report)]
    if not pages:
        raise TextError(Message("E173", Locus(file.name)))
    with_headings(pages, named_pages(archive, *package_of(archive)))
    document = document_of_pages(pages, file.name, "epub")
    return replace(document, blocks=with_captions(document.blocks, file.language), counted="paragraph")


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


_DC = "{http://purl.org/dc/elements/1.1/}"


def _states(file: UnknownFile) -> Statement:
    """Title, creators, translators and language of its package document."""
    assert file.archive is not None
    _, package = package_of(file.archive)
    titles, languages = (
        ["".join(map(str, element.itertext())) for element in package.iter(_DC + name)] for name in ("title", "language")
    )
    authors: list[str] = []
    translators: list[str] = []
    for element in (*package.iter(_DC + "creator"), *package.iter(_DC + "contributor")):
        roles, name = _roles(package, element), "".join(map(str, element.itertext()))
        if "trl" in roles:
            translators.append(name)
        elif element.tag == _DC + "creator" and (not roles or "aut" in roles):
            authors.append(name)
    return Statement("".join(titles[:1]), tuple(authors), "".join(languages[:1]), tuple(translators))


def _roles(package: etree._Element, person: etree._Element) -> set[str]:
    """What a person did, in the codes of MARC (“aut”, “trl”): an attribute in EPUB 2, a meta of its own in EPUB 3."""
    told = {person.get("{http://www.idpf.org/2007/opf}role", "")}
    if name := person.get("id"):
        metas = (meta for meta in package.iter("{*}meta") if meta.get("property") == "role")
        told |= {"".join(map(str, meta.itertext())).strip() for meta in metas if meta.get("refines") == f"#{name}"}
    return told - {""}


SHAPE = Shape("epub", KIND, (".epub",), _knows, document=_document, states=_states)
