"""TEI documents from other projects (../shared/corpus), sent in at the border: a sound book comes out, or one clear message."""

from __future__ import annotations

import re
import resource
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from edition.messages import Report
from edition.tei.reading.opening import open_tei
from edition.writers.book import sections
from edition.writers.book.types import BODY_KINDS
from edition.writers.pdf.line_numbers import counted_by
from edition.writers.settings import Settings
from tests.proofreading import proofread
from tests.reading_back import missing_words, read_pages, untagged

CORPUS = Path(__file__).resolve().parent.parent.parent.parent / "shared" / "corpus"
DOCUMENTS = sorted(CORPUS.rglob("*.xml"))
every_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)

# Seconds of the processor, which other work on the machine does not change.
START = 5.0  # to start and to load the libraries
PER_MEGABYTE = 10.0  # for each megabyte of TEI, as far as an EPUB


def processor_seconds() -> float:
    """What all commands run so far have used."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def one_clear_message(result: Any, document: Path) -> None:
    """A refusal: exit status 1, a message with a code that names the file, and no traceback."""
    assert result.returncode == 1, result.stderr
    assert "Traceback" not in result.stderr
    assert re.search(r"\bE\d{3}\b", result.stderr), result.stderr
    assert document.name in result.stderr


@every_document
def test_epub(document: Path, run_edition: Any, epubcheck: Callable[[Path], list[str]], tmp_path: Path) -> None:
    books = [tmp_path / "one.epub", tmp_path / "two.epub"]
    for seed, book in enumerate(books):
        start = processor_seconds()
        result = run_edition("epub", document, "-o", book, folder=tmp_path, PYTHONHASHSEED=str(seed))
        seconds = processor_seconds() - start
        if result.returncode:
            one_clear_message(result, document)
            assert not book.exists(), "a book was left half-written"
            return
        assert seconds < START + PER_MEGABYTE * document.stat().st_size / 1e6
    assert books[0].read_bytes() == books[1].read_bytes()
    assert epubcheck(books[0]) == []


@every_document
def test_pdf(document: Path, run_edition: Any, tool: Callable[[str], str], tmp_path: Path) -> None:
    """Whatever a document holds is printed, tagged and not cut off; of the text and its apparatus each line is proofread."""
    tool("pango")
    result = run_edition("pdf", document, "-o", "book.pdf", folder=tmp_path)
    if result.returncode:
        one_clear_message(result, document)
        assert not (tmp_path / "book.pdf").exists()
        return
    book = sections.book(open_tei(document, Report()), Settings(), Report())
    assert missing_words(tmp_path / "book.pdf", (book,), tool("pdftotext")) == []
    assert untagged(tmp_path / "book.pdf") == []
    assert [word.text for page in read_pages(tmp_path / "book.pdf", tool("pdftotext")) for word in page.cut_off] == []
    bodies = [section for section in book.sections if section.kind in BODY_KINDS]
    # The cells of a table do not stand one below the other.
    if any(section.apparatus for section in bodies) and all(section.body.find(".//{*}table") is None for section in bodies):
        printed = tmp_path / "book.pdf"
        if counted_by("", bodies) == "verse":
            # The proofreader counts the lines of a page, so it is given pages on which those are counted.
            (tmp_path / "by-page.toml").write_text('[pdf]\nlines = "page"\n', encoding="utf-8")
            printed = tmp_path / "by-page.pdf"
            run_edition("pdf", document, "-o", printed.name, "--settings", "by-page.toml", folder=tmp_path)
        found = proofread(printed, book, tool("pdftotext"))
        assert found.faults == []
        assert found.entries == sum(len(section.apparatus) for section in bodies)


@every_document
def test_validate(document: Path, run_edition: Any, shared: Callable[[str], Path], tmp_path: Path) -> None:
    """Valid or not, each fault has its place, and nothing but messages comes."""
    result = run_edition("validate", document, "--schema", shared("schema/tei_all.rng"), folder=tmp_path)
    assert result.returncode in {0, 1}, result.stderr
    assert "Traceback" not in result.stderr


def test_the_corpus_was_there(shared: Callable[[str], Path]) -> None:
    assert len(list(shared("corpus").rglob("*.xml"))) == len(DOCUMENTS) > 0
