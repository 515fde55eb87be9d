"""Printed books read back: every entry has the number of its line, nothing of the text is missing, and all of it is tagged, with
its language.

The two editions of the repository, facing pages, and documents of other projects: two Greek homilies and an Avestan hymn with an
apparatus, a play, a diary. `tests/trials/test_corpus.py` does the same with long ones,
`tests/trials/test_listed_books.py` with more editions, each in three layouts.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from edition.messages import Report
from edition.tei.reading.opening import open_tei
from edition.writers.book import sections
from edition.writers.book.types import BODY_KINDS, Book
from edition.writers.settings import Apparatus, Settings
from tests.checkers import faults_heard, rules_broken
from tests.proofreading import proofread
from tests.proofreading_facing import proofread_facing
from tests.reading_back import letters_of, missing_words, untagged

EDITIONS = ("specimen", "serge")
CORPUS = {
    "woyzeck": "dracor-org+gerdracor/buechner-woyzeck.xml",
    "homily": "PatristicTextArchive+pta_data/pta0013.pta003.pta-grc1.xml",
    "diary": "arthur-schnitzler+schnitzler-tagebuch-data/entry__1914-08-01.xml",
    "theophany": "PatristicTextArchive+pta_data/pta0001.pta028.pta-grcBibex.xml",
    "yasna": "TEIC+Stylesheets/testapp2.xml",
}
CRITICAL = (*EDITIONS, "homily", "theophany", "yasna")


@dataclass(frozen=True)
class Print:
    """A PDF and the books of which it was made: one, or two for facing pages."""

    path: Path
    books: tuple[Book, ...]


@pytest.fixture(scope="module")
def prints(
    built: Any, shared: Callable[[str], Path], tool: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Print]:
    """Print a document, once for all tests."""
    done: dict[str, Print] = {}

    def make(name: str) -> Print:
        if name not in done:
            tool("pango")
            # Proofreading counts the lines of a page.
            source = name.removesuffix(" facing").removesuffix(" columns")
            # The edition.toml of these two asks for all readings.
            apparatus: Apparatus = "all" if name in ("specimen", "serge") else "stylistic"
            settings = Settings(parallel=source != name, columns=name.endswith(" columns"), lines="page", apparatus=apparatus)
            document = built(source).tei if source in EDITIONS else shared(f"corpus/{CORPUS[source]}")
            tree = open_tei(document, Report())
            both = sections.beside(tree, settings, Report()) if settings.parallel else None
            books = both or (sections.book(tree, settings, Report()),)
            path = tmp_path_factory.mktemp("print") / "book.pdf"
            if name in EDITIONS:
                path = built(name).pdf
            else:
                from edition.writers.pdf import printing

                printing.write(tree, settings, path, Report())
            done[name] = Print(path, books)
        return done[name]

    return make


every_print = pytest.mark.parametrize("name", [*EDITIONS, "specimen facing", *CORPUS])


@pytest.mark.parametrize("name", CRITICAL)
def test_what_the_foot_says_of_the_text_is_so(name: str, prints: Callable[[str], Print], tool: Callable[[str], str]) -> None:
    """The text stands there letter for letter; each entry of the apparatus has the number of the line on which its lemma begins
    and ends, on that page or marked as of that page; each note begins on the page of its call; each fifth line has its number."""
    made = prints(name)
    found = proofread(made.path, made.books[0], tool("pdftotext"))
    assert found.faults == []
    sections = [section for section in made.books[0].sections if section.kind in BODY_KINDS]
    assert found.entries == sum(len(section.apparatus) for section in sections) > 0
    assert found.notes == sum(len(section.notes) for section in sections)
    assert found.figures > 0


def test_facing_pages_say_what_both_books_say(prints: Callable[[str], Print], tool: Callable[[str], str]) -> None:
    """The same of facing pages, for both texts; and every paragraph, heading and item that both have begins level."""
    made = prints("specimen facing")
    found = proofread_facing(made.path, made.books, tool("pdftotext"))
    assert found.left.faults + found.right.faults + found.uneven == []
    assert found.level > 10
    for proof, book in zip((found.left, found.right), made.books, strict=True):
        assert proof.entries == sum(len(section.apparatus) for section in book.sections)
        assert proof.notes == sum(len(section.notes) for section in book.sections if section.kind in BODY_KINDS)


@pytest.mark.parametrize("name", EDITIONS)
def test_sigla_and_all_signs_have_room_on_the_page_that_faces_the_text(
    name: str, prints: Callable[[str], Print], tool: Callable[[str], str]
) -> None:
    import pikepdf

    path = prints(name).path
    with pikepdf.open(path) as pdf:
        front = str(int(pdf.Root.PageLabels.Nums[2]))
    command = [tool("pdftotext"), "-f", front, "-l", front, "-raw", path, "-"]
    assert "Sigla and signs" in subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.splitlines()


@pytest.mark.parametrize("page", ["A4", "110mm 178mm"])
def test_any_paper_will_do(page: str, built: Any, tmp_path: Path, tool: Callable[[str], str]) -> None:
    """On other paper all lines are others; all that is said of them is so again."""
    from edition.writers.pdf import printing

    tree = open_tei(built("specimen").tei, Report())
    printing.write(tree, Settings(page=page, apparatus="all"), tmp_path / "book.pdf", Report())
    book = sections.book(tree, Settings(apparatus="all"), Report())
    assert proofread(tmp_path / "book.pdf", book, tool("pdftotext")).faults == []


@every_print
def test_no_word_is_missing(name: str, prints: Callable[[str], Print], tool: Callable[[str], str]) -> None:
    """Each word of text, apparatus and notes stands in the PDF, as often as in the books or more."""
    made = prints(name)
    assert missing_words(made.path, made.books, tool("pdftotext")) == []


@every_print
def test_all_that_is_painted_is_tagged_or_an_artifact(name: str, prints: Callable[[str], Print]) -> None:
    """ISO 14289-1, 7.1: whatever a page paints stands in marked content; that which is no artifact has its place in the tree."""
    assert untagged(prints(name).path) == []


@every_print
def test_every_foreign_phrase_has_its_language(name: str, prints: Callable[[str], Print]) -> None:
    """Each element of the text whose language is told, and that has words, is told in the tags."""
    import pikepdf

    made = prints(name)
    wanted: Counter[str] = Counter()
    for book in made.books[:1]:
        for section in book.sections:
            spoken = [element for markup in section.markups for element in markup.iter() if element.get("lang")]
            wanted.update(element.get("lang") for element in spoken if letters_of("".join(element.itertext())))
    with pikepdf.open(made.path) as document:
        told: Counter[str] = Counter(
            str(thing.Lang)
            for thing in document.objects
            if isinstance(thing, pikepdf.Dictionary) and "/Lang" in thing and "/S" in thing
        )
    assert not {tag: (count, told[tag]) for tag, count in wanted.items() if told[tag] < count}


@every_print
def test_pdfua_finds_no_failure_in_what_it_can_test(name: str, prints: Callable[[str], Print]) -> None:
    """The 12 checks of pdfua, for 16 of the 106 failure conditions of PDF/UA-1; one of the 12 cannot run (docs/pdf.md)."""
    pytest.importorskip("pdfua")
    command = [sys.executable, "-m", "pdfua", "check", str(prints(name).path)]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    assert set(re.findall(r"skip *\] (\S+)", result.stdout)) <= {"UA-14-001"}


checked_print = pytest.mark.parametrize("name", [*EDITIONS, "specimen facing", "specimen columns", *CORPUS])


@checked_print
@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_page_validation_finds_no_failure(profile: str, name: str, prints: Callable[[str], Print]) -> None:
    """PDF/UA-1 and PDF/A-2a by `page-validation`: 104 and 154 rules that a program can check."""
    assert rules_broken(prints(name).path, profile) == []


@checked_print
def test_outloud_hears_the_book(name: str, prints: Callable[[str], Print]) -> None:
    """What a screen reader says of it, by `outloud`: no orphans, no running head or number among the text, no empty element."""
    # An address that a header prints as words need not be a link: ISO 14289-1, 7.18.5, speaks of links that are there.
    found = faults_heard(prints(name).path, prints(name).books)
    assert [each for each in found if not (each[0] == "LNK-010" and name in CORPUS)] == []
