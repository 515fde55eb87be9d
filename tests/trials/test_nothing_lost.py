"""Documents of other projects: each of their words is in the book or in what is named as left out, and each book is sound.

The documents are those of ../shared/corpus and ../shared/notes/encoding, and those in the folder that $EDITION_STRANGERS names.
Words are looked for as they stand in the document, by letters alone, with none of the program's own reading of it.
"""

from __future__ import annotations

import html
import os
import posixpath
import re
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

ROOT = Path(__file__).resolve().parent.parent.parent
SHARED = ROOT.parent / "shared"
FOLDERS = [SHARED / "corpus", SHARED / "notes/encoding", *map(Path, filter(None, [os.environ.get("EDITION_STRANGERS")]))]
DOCUMENTS = sorted(path for folder in FOLDERS for path in folder.rglob("*.xml"))
every_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)

TEI = "{http://www.tei-c.org/ns/1.0}"
# A message that names elements whose words are in no book, and how it names them.
_NAMED = (re.compile(r"I509 the words in <([^>]+)>"), re.compile(r"W513 [^:]+: ([^.]+)\."), re.compile(r"W51[6-9] .*?<([^>]+)>"))


@pytest.fixture(scope="module")
def made(run_edition: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str], tuple[Path, str]]:
    """Make a book of a document, once: its path, and what was said. A document that is refused by one clear message is skipped."""
    done: dict[tuple[Path, str], tuple[Path, Any]] = {}

    def make(document: Path, kind: str) -> tuple[Path, str]:
        if (document, kind) not in done:
            book = tmp_path_factory.mktemp("book") / f"{document.stem}.{kind}"
            done[document, kind] = book, run_edition(kind, document, "--apparatus", "all", "-o", book, folder=book.parent)
        book, result = done[document, kind]
        assert "Traceback" not in result.stderr
        assert not re.search(r"\bE9\d\d\b", result.stderr), result.stderr
        if result.returncode:
            assert re.search(r"\bE\d{3}\b", result.stderr), result.stderr
            pytest.skip(f"no book comes of it: {result.stderr.splitlines()[-1]}")
        return book, result.stderr

    return make


def letters(text: str) -> str:
    """The letters and figures of a text, in a row."""
    return re.sub(r"[\W_]+", "", text.casefold())


def words(text: str) -> list[str]:
    """The words of a text, by letters and figures alone."""
    return re.findall(r"[^\W_]+", text.casefold())


def texts(element: etree._Element, left_out: frozenset[str], *without: str) -> Iterator[str]:
    """The text nodes in an element, but for those in elements of certain names; in an example of markup as it is written."""
    if not isinstance(element.tag, str) or etree.QName(element).localname in (*left_out, *without):
        return
    said = html.escape if element.tag.startswith("{http://www.tei-c.org/ns/Examples}") else str
    yield said(element.text or "")
    for child in element:
        yield from texts(child, left_out, *without)
        yield said(child.tail or "")


def pages(book: Path) -> Iterator[etree._Element]:
    """The pages of a book in the order of reading."""
    with zipfile.ZipFile(book) as archive:
        package = etree.fromstring(archive.read("EPUB/package.opf"))
        at = {item.get("id"): item.get("href") for item in package.iter("{*}item")}
        for item in package.iter("{*}itemref"):
            yield etree.fromstring(archive.read(posixpath.join("EPUB", at[item.get("idref")] or "")))


def shown(page: etree._Element) -> str:
    """All that a page shows or says: its text, and the values of attributes that are words."""
    spoken = (value for part in page.iter(etree.Element) for name in ("alt", "title", "alttext") if (value := part.get(name)))
    body = page.find("{*}body")
    return " ".join(("".join(map(str, (page if body is None else body).itertext())), *spoken))


@every_document
def test_every_text_node_is_in_the_book_or_named(document: Path, made: Callable[[Path, str], tuple[Path, str]]) -> None:
    book, said = made(document, "epub")
    named = (name for pattern in _NAMED for found in pattern.findall(said) for name in found.split(", "))
    left_out = frozenset(name.split(" (")[0] for name in named)
    root = etree.parse(document, etree.XMLParser(huge_tree=True)).getroot()
    outer = [text for text in root.iter(TEI + "text") if next(text.iterancestors(TEI + "text"), None) is None]
    nodes = [node for text in outer for node in texts(text, left_out) if letters(node)]
    everything = [shown(page) for page in pages(book)]
    row = letters(" ".join(everything))
    lost = [" ".join(node.split())[:80] for node in nodes if letters(node) not in row]
    assert lost == []
    there = Counter(word for page in everything for word in words(page))
    # Of readings it is enough that each is there: one of the same words as the text is not printed.
    wanted = Counter(word for text in outer for node in texts(text, left_out, "rdg") for word in words(node))
    fewer = [(word, there[word], count) for word, count in wanted.items() if there[word] < count]
    # A word that a mark of the document parts is two there and one in the book, or the other way round.
    assert [(word, found, count) for word, found, count in fewer if row.count(word) < count] == []


@every_document
def test_its_epub_is_sound(
    document: Path, made: Callable[[Path, str], tuple[Path, str]], epubcheck: Callable[[Path], list[str]]
) -> None:
    assert epubcheck(made(document, "epub")[0]) == []


@every_document
def test_its_epub_can_be_read_by_ear(
    document: Path, made: Callable[[Path, str], tuple[Path, str]], ace: Callable[[Path], list[str]]
) -> None:
    assert ace(made(document, "epub")[0]) == []


@every_document
def test_its_pdf_is_sound(document: Path, made: Callable[[Path, str], tuple[Path, str]], tool: Callable[[str], str]) -> None:
    tool("pango")
    book, _ = made(document, "pdf")
    done = subprocess.run([tool("qpdf"), "--check", str(book)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_documents_were_there(shared: Callable[[str], Path]) -> None:
    assert len(list(shared("corpus").rglob("*.xml"))) <= len(DOCUMENTS)
