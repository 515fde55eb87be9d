"""Every witness of every document has the same words by each way to it: read, exported, and in its book.

The documents: those of other projects (../shared/corpus) and of the notes on encoding whose readings name witnesses, and the four
editions. Further ones may lie in the folder that EDITION_TEI_DOCUMENTS names.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from edition.messages import Report
from edition.model import Entry
from edition.pipeline.entry_values import readable
from edition.pipeline.reading_paragraphs import reading_paragraphs
from edition.pipeline.steps import compile_edition
from edition.project.description import load
from edition.storage.cache import Cache
from edition.tei.elements import cites_entries
from edition.tei.encoding.document import build
from edition.tei.export.interchange import alone
from edition.tei.reading.one_witness import sigla
from edition.tei.reading.opening import open_tei
from edition.tei.reading.witness_text import read_witness
from edition.writers.book.metadata import XHTML
from edition.writers.epub import publication
from edition.writers.settings import Settings

SHARED = Path(__file__).resolve().parents[3] / "shared"
FURTHER = Path(os.environ["EDITION_TEI_DOCUMENTS"]) if "EDITION_TEI_DOCUMENTS" in os.environ else None
FOLDERS = [SHARED / "corpus", SHARED / "notes/encoding", *filter(None, [FURTHER])]
FILES = [path for folder in FOLDERS for path in sorted(folder.rglob("*.xml"))]
OTHERS = [path for path in FILES if b"<app" in path.read_bytes() and sigla(open_tei(path, Report()))]
# Of a document with more witnesses so many are tried, from the first to the last: some name two hundred copies of a print.
MOST = 12
# Where the texts of an edition lie in ../shared; None: in the repository.
EDITIONS = {
    "specimen": None,
    "serge": "serge",
    "candide": "translations/voltaire-candide",
    "meditations": "translations/marcus-aurelius-meditations",
}
# What a book puts beside the words of a witness: numbers of lines, the calls of notes, the name of whose version it is, links to
# its variants and to other versions, where an empty pointer leads.
_ADDED = {"line-number", "call", "page", "other-page", "gap", "sigla", "siglum", "apparatus-head", "ways", "mark", "target", "at"}
# What stands below the text: notes, and an apparatus of what the editor has emended.
_BELOW = {"notes", "variants"}
# What stands on a line of its own.
_PARTING = set("p div li td th tr br blockquote section h1 h2 h3 h4 h5 h6".split())
# The sections of a book that hold the text of a document; the writer makes the others.
_OF_THE_TEXT = {"entry", "division", "preface", "appendix"}

Words = tuple[list[str], Counter[str]]


@dataclass(frozen=True)
class Document:
    """A TEI document as a file. `quoting`: the sigla of its witnesses that only quote."""

    path: Path
    tree: etree._ElementTree
    quoting: frozenset[str] = frozenset()


@pytest.fixture(scope="module", params=[*EDITIONS, *OTHERS], ids=lambda param: param if isinstance(param, str) else param.stem)
def document(
    request: pytest.FixtureRequest, root: Path, shared: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> Document:
    """An edition, compiled from its texts, or a document of the corpus."""
    name = request.param
    if isinstance(name, Path):
        return Document(name, open_tei(name, Report()))
    report = Report()
    project = load(root, name, report)
    texts = EDITIONS[name]
    folder = project.folder / "witnesses" if texts is None else shared(texts)
    raw = {witness.siglum: (folder / witness.file).read_bytes() for witness in project.witnesses}
    edition = compile_edition(project, raw, report, Cache(None))
    assert not report.errors
    path = tmp_path_factory.mktemp(name) / f"{name}.xml"
    path.write_bytes(build(edition))
    quoting = frozenset(witness.siglum for witness in edition.witnesses if witness.fragment_of)
    return Document(path, open_tei(path, Report()), quoting)


def test_the_corpus_names_witnesses(shared: Callable[[str], Path]) -> None:
    shared("corpus")
    assert len(OTHERS) >= 5


# --- Words ----------------------------------------------------------------------------------------------------------------


def words(text: str) -> list[str]:
    """The words of a text, without what a page puts around a word, such as the brackets of what is supplied; no addresses, which a
    book prints where a pointer has no words."""
    return [word for token in re.sub(r"https?://\S+", " ", text).split() if (word := re.sub(r"[^\w]", "", token))]


def words_of(entries: tuple[Entry, ...]) -> Words:
    """The words of entries in their order, and those of their notes."""
    parts = []
    for entry in entries:
        parts += [entry.dateline, entry.title or "", *(paragraph.labelled for paragraph in reading_paragraphs(entry))]
    notes = Counter(word for entry in entries for note in entry.notes for word in words(note.text))
    return words(" ".join(parts)), notes


def printed(element: etree._Element, *, headed: bool) -> Iterator[str]:
    """The words that a page shows for those of the text: blocks part words, what is struck out or added is left out."""
    if not isinstance(element.tag, str):
        return
    classes = set(element.get("class", "").split())
    name = element.tag.removeprefix(XHTML)
    # The number of a division that has no heading is @n; that of an entry which is only quoted is the base's.
    number = {"head", "numbered"} <= classes or (not headed and "head" in classes)
    if number or classes & _ADDED or name == "del" or (name == "section" and classes & _BELOW):
        return
    # A line of a manuscript may end within a word.
    space = " " if name in _PARTING and "in-word" not in classes else ""
    yield space
    yield element.text or ""
    for child in element:
        yield from printed(child, headed=headed)
        yield child.tail or ""
    yield space


def words_in_book(book: bytes, kinds: set[str], *, headed: bool) -> Words:
    """The words of the text in an EPUB, and those of its notes."""
    text: list[str] = []
    notes: Counter[str] = Counter()
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        for name in sorted(name for name in archive.namelist() if name.startswith("EPUB/text/")):
            body = etree.fromstring(archive.read(name)).find(XHTML + "body")
            assert body is not None
            for section in body:
                if section.get("class") not in kinds:
                    continue
                text += words("".join(printed(section, headed=headed)))
                for listed in section.iter(XHTML + "section"):
                    if listed.get("class") == "notes":
                        notes.update(
                            word for note in listed.iter(XHTML + "li") for word in words("".join(printed(note, headed=True)))
                        )
    return text, notes


# --- Ways -----------------------------------------------------------------------------------------------------------------


def kinds_of(document: Document) -> set[str]:
    """The kinds of section that hold the text: of a document that is cited by its entries these alone."""
    return {"entry"} if cites_entries(document.tree) else _OF_THE_TEXT


def test_each_witness_has_the_same_words_by_every_way(document: Document, tmp_path: Path) -> None:
    tree = document.tree
    every = [*sigla(tree).values()]
    for siglum in every[:: -(-len(every) // MOST)]:
        read = words_of(read_witness(tree, siglum).entries)
        assert read[0], siglum
        out, book = tmp_path / "out.xml", tmp_path / "out.epub"
        out.write_bytes(alone(tree, siglum))
        assert words_of(read_witness(open_tei(out, Report()), siglum).entries) == read, siglum
        publication.write(tree, Settings(reading=siglum), book, Report())
        assert words_in_book(book.read_bytes(), kinds_of(document), headed=siglum not in document.quoting) == read, siglum


def test_the_commands_give_the_same_words(document: Document, run_edition: Any, tmp_path: Path) -> None:
    """For one witness of each document: what is held to be the same above is what the commands give."""
    siglum = next(iter(sigla(document.tree).values()))
    out, book = tmp_path / "out.xml", tmp_path / "out.epub"
    said = run_edition("witness", document.path, siglum, folder=tmp_path)
    exported = run_edition("export", document.path, "--witness", siglum, "-o", out, folder=tmp_path)
    made = run_edition("epub", document.path, "--reading", siglum, "-o", book, folder=tmp_path)
    # An xml:id given twice, say, is an error of the document, and its text is read all the same.
    opening = Report()
    open_tei(document.path, opening)
    assert [said.returncode, exported.returncode, made.returncode] == [1 if opening.errors else 0] * 3
    read = read_witness(document.tree, siglum)
    assert said.stdout == "\n\n\n".join(map(readable, read.entries)) + "\n"
    assert out.read_bytes() == alone(document.tree, siglum)
    assert words_in_book(book.read_bytes(), kinds_of(document), headed=True) == words_of(read.entries)
