"""Turn a saved web page (HTML), markup and all, into entries: headings, lists, and notes that links tie to their calls."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from edition.messages import Report
from edition.model.documents import Document
from edition.readers.headings import with_captions
from edition.readers.shapes import Shape, Statement, UnknownFile
from edition.readers.shapes.page_document import document_of_pages
from edition.readers.shapes.page_markup import (
    KIND,
    HtmlPage,
    page_tree,
    text_of,
)

if TYPE_CHECKING:
    from lxml import etree

# What the names of meta elements say that name otherwise who wrote a text.
_META = {"creator": "author"}
_ROOT = re.compile(r"<!doctype\s+html|<html\b|<body\b", re.IGNORECASE)
# A page needs no root (HTML Living Standard, 13.1.2.4): a file that is called one may begin with what stands in it.
_INSIDE = re.compile(r"\s*<(?:meta|head|title|link|style|h[1-6]|p|div|main|article|section)[\s>]", re.IGNORECASE)
_ENDINGS = (".html", ".htm", ".xhtml")


def _knows(file: UnknownFile) -> bool:
    called = file.name.lower().endswith(_ENDINGS) and _INSIDE.match(file.start) is not None
    return file.is_markup and (called or _ROOT.search(file.start) is not None)


def _states(file: UnknownFile) -> Statement:
    """Its first heading, else the title that it names or has in the window; the persons and the language that it names."""
    root, _ = _parsed(file)
    named: dict[str, list[str]] = {}
    for element in root.iter("{*}meta"):
        # Dublin Core stands beside the plain names.
        name = element.get("name", "").lower().removeprefix("dc.").removeprefix("dcterms.")
        named.setdefault(_META.get(name, name), []).append(element.get("content", ""))
    heads = [text_of(element) for element in root.iter("{*}h1")]
    titles = (*heads, *named.get("title", ()), *(text_of(element) for element in root.iter("{*}title")))
    title = next((title for title in titles if title), "")
    return Statement(title, tuple(named.get("author", ())), root.get("lang") or "", tuple(named.get("translator", ())))


def _parsed(file: UnknownFile) -> tuple[etree._Element, Report]:
    """The tree of a page, with what is told of its bytes. Raises TextError: it is no sound page."""
    if "html" not in file.parsed:
        report = Report()
        file.parsed["html"] = page_tree(file.raw, file.name, report), report
    root, report = file.parsed["html"]
    return root, report


def _document(file: UnknownFile, report: Report) -> Document:
    root, told = _parsed(file)
    report.messages += told.messages
    document = document_of_pages([HtmlPage("", root)], file.name, "html")
    return replace(document, blocks=with_captions(document.blocks, file.language))


SHAPE = Shape("html", KIND, _ENDINGS, _knows, document=_document, states=_states)
