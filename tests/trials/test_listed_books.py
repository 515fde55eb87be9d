"""A list of books, each single, on facing pages and in columns, and as EPUB, held to six checkers that are not ours.

The editions of the repository whose texts are at hand; a poem, a play and a novel, made into editions from texts as people download
them (../shared/library); five documents of other projects (../shared/corpus). It takes most of an hour.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from lxml import etree

from edition.messages import Report
from edition.tei.reading.opening import open_tei
from edition.writers.book import sections
from edition.writers.book.types import BODY_KINDS, Book
from edition.writers.settings import Settings
from tests.checkers import faults_heard, rules_broken
from tests.listed_books import CORPUS, EDITIONS, LIBRARY
from tests.proofreading import proofread
from tests.proofreading_facing import proofread_facing
from tests.reading_back import missing_words, read_pages, untagged

every_book = pytest.mark.parametrize("name", [*EDITIONS, *LIBRARY, *CORPUS])


@dataclass(frozen=True)
class Print:
    """A PDF, the books of which it was made, and the codes of what was said."""

    path: Path
    books: tuple[Book, ...]
    codes: frozenset[str]


@pytest.fixture(scope="module")
def printed(
    listed_book: Callable[[str], Path], tool: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str, Settings], Print]:
    """Print a book of the list."""

    def make(name: str, settings: Settings) -> Print:
        tool("pango")
        from edition.writers.pdf import printing

        report, tree = Report(), open_tei(listed_book(name), Report())
        path = tmp_path_factory.mktemp("print") / "book.pdf"
        printing.write(tree, settings, path, report)
        codes = frozenset(message.code for message in report)
        aside = settings.parallel or settings.columns
        # One full witness cannot face another; columns of more than two are too narrow for this paper. Such pages are single.
        single = "I555" in codes or ("I575" in codes and sections.full_witnesses(tree, settings) > 2)
        if aside and not single:
            return Print(path, sections.beside(tree, settings, Report()), codes)
        return Print(path, (sections.book(tree, replace(settings, parallel=aside), Report()),), codes)

    return make


@every_book
@pytest.mark.parametrize("layout", ["single", "facing", "columns"])
def test_the_checkers_find_no_fault_in_print(
    name: str, layout: str, printed: Callable[[str, Settings], Print], tool: Callable[[str], str]
) -> None:
    made = printed(name, Settings(parallel=layout != "single", columns=layout == "columns"))
    assert not [code for code in made.codes if code.startswith("E")]
    done = subprocess.run([tool("qpdf"), "--check", str(made.path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert [rules_broken(made.path, profile) for profile in ("ua1", "2a")] == [[], []]
    # An address that a header prints as words need not be a link: ISO 14289-1, 7.18.5, speaks of links that are there.
    heard = faults_heard(made.path, made.books)
    assert [each for each in heard if not (each[0] == "LNK-010" and name in CORPUS)] == []
    assert missing_words(made.path, made.books, tool("pdftotext")) == []
    assert untagged(made.path) == []
    assert [word.text for page in read_pages(made.path, tool("pdftotext")) for word in page.cut_off] == []


@every_book
def test_every_entry_stands_on_its_line(name: str, printed: Callable[[str, Settings], Print], tool: Callable[[str], str]) -> None:
    """The proofreader counts the lines of a page, so these are counted."""
    made = printed(name, Settings(lines="page"))
    bodies = [section for section in made.books[0].sections if section.kind in BODY_KINDS]
    if not any(section.apparatus for section in bodies):
        pytest.skip("this document has no apparatus")
    found = proofread(made.path, made.books[0], tool("pdftotext"))
    assert found.faults == []
    assert found.entries == sum(len(section.apparatus) for section in bodies) > 0


@pytest.mark.parametrize("name", [*EDITIONS, *LIBRARY])
def test_every_pair_begins_level(name: str, printed: Callable[[str, Settings], Print], tool: Callable[[str], str]) -> None:
    made = printed(name, Settings(parallel=True, lines="page"))
    found = proofread_facing(made.path, made.books, tool("pdftotext"))
    assert found.left.faults + found.right.faults + found.uneven == []


@every_book
@pytest.mark.parametrize("layout", ["single", "side by side"])
def test_the_checkers_find_no_fault_in_the_epub(
    name: str,
    layout: str,
    listed_book: Callable[[str], Path],
    epubcheck: Callable[[Path], list[str]],
    ace: Callable[[Path], list[str]],
    tmp_path: Path,
) -> None:
    """Ace takes longest, some seconds of Chromium for each 100 kB of the largest pages: minutes for a book of 7 MB."""
    from edition.writers.epub import publication

    report = Report()
    publication.write(etree.parse(listed_book(name)), Settings(parallel=layout != "single"), tmp_path / "book.epub", report)
    assert not report.errors
    assert epubcheck(tmp_path / "book.epub") == []
    assert ace(tmp_path / "book.epub") == []
