"""Printed books read back: nothing of the text is missing, and all of it is tagged, with its language.

The two editions of the repository, facing pages, and three documents of other projects: a play, a Greek homily, a diary.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from edition.messages import Report
from edition.writers import xhtml
from edition.writers.book import BODY_KINDS, Book
from edition.writers.settings import Settings

EDITIONS = ("specimen", "serge")
CORPUS = {
    "woyzeck": "dracor-org+gerdracor/buechner-woyzeck.xml",
    "homily": "PatristicTextArchive+pta_data/pta0013.pta003.pta-grc1.xml",
    "diary": "arthur-schnitzler+schnitzler-tagebuch-data/entry__1914-08-01.xml",
}
# Operators that paint: text, paths, shadings, images (ISO 32000-1, 8.2, table 51).
PAINT = frozenset(("Tj", "TJ", "'", '"', "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh", "INLINE IMAGE"))


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
            settings = Settings(parallel=name.endswith(" facing"))
            source = name.removesuffix(" facing")
            document = built(source).tei if source in EDITIONS else shared(f"corpus/{CORPUS[source]}")
            tree = etree.parse(document)
            both = xhtml.facing(tree, settings, Report()) if settings.parallel else None
            books = both or (xhtml.book(tree, settings, Report()),)
            path = tmp_path_factory.mktemp("print") / "book.pdf"
            if name in EDITIONS:
                path = built(name).pdf
            else:
                from edition.writers import pdf

                pdf.write(tree, settings, path, Report())
            done[name] = Print(path, books)
        return done[name]

    return make


every_print = pytest.mark.parametrize("name", [*EDITIONS, "specimen facing", "serge facing", *CORPUS])


def letters_of(text: str) -> str:
    """The letters and figures of a text, without what ligatures, hyphens, spaces and diacritics that stand apart make of them."""
    import unicodedata

    return "".join(re.findall(r"\w", unicodedata.normalize("NFKC", text)))


@every_print
def test_no_word_is_missing(name: str, prints: Callable[[str], Print], tool: Callable[[str], str]) -> None:
    """Each word of text, apparatus and notes stands in the PDF, as often as in the books or more."""
    made = prints(name)
    raw = subprocess.run([tool("pdftotext"), "-raw", made.path, "-"], capture_output=True, encoding="utf-8", check=True).stdout
    # A word parted at the end of a line or of a page is joined; what stands between its halves there is the page's own.
    said = letters_of(raw)
    there = Counter(letters_of(word) for word in re.sub(r"[‐-]\s+", "", raw).split())
    wanted = Counter(letters_of(word) for text in texts_of(made) for word in text.split())
    missing = [word for word, count in wanted.items() if word and there[word] < count and said.count(word) < count]
    # The halves of a word with a page's end between them do not follow one another there.
    ends, starts = halves(raw)
    assert [word for word in missing if not any(word[:at] in ends and word[at:] in starts for at in range(1, len(word)))] == []


def texts_of(made: Print) -> Iterator[str]:
    """The texts of the book; of one that stands opposite, of what stands between front and back."""
    for book, kinds in zip(made.books, (None, BODY_KINDS), strict=False):
        for section in book.sections:
            if section.kind != "index" and (kinds is None or section.kind in kinds):
                markups = [section.body, *(note.body for note in section.notes)]
                for markup in (*markups, *(entry.readings for entry in section.apparatus)):
                    # What a figure says of itself is its description in the tags, and no print.
                    said = markup.xpath(".//text()[not(ancestor::*[local-name() = 'title' or local-name() = 'desc'])]")
                    yield " ".join(str(text) for text in said)


def halves(raw: str) -> tuple[set[str], set[str]]:
    """The words that end a line and those that begin one."""
    lines = [line.split() for line in raw.splitlines() if line.strip()]
    return {letters_of(line[-1]) for line in lines}, {letters_of(line[0]) for line in lines}


@every_print
def test_all_that_is_painted_is_tagged_or_an_artifact(name: str, prints: Callable[[str], Print]) -> None:
    """ISO 14289-1, 7.1: whatever a page paints stands in marked content; that which is no artifact has its place in the tree."""
    import pikepdf

    with pikepdf.open(prints(name).path) as document:
        numbers = list(document.Root.StructTreeRoot.ParentTree.Nums)
        parents = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
        counted = 0
        for page in document.pages:
            held = parents[int(page.StructParents)] if "/StructParents" in page else []
            open_: list[str] = []
            for operands, operator in pikepdf.parse_content_stream(page):
                sign = str(operator)
                if sign in ("BMC", "BDC"):
                    marks = operands[1] if sign == "BDC" else {}
                    if isinstance(marks, pikepdf.Dictionary) and "/MCID" in marks:
                        assert isinstance(held[int(marks.MCID)], pikepdf.Dictionary)
                        counted += 1
                        open_.append("tagged")
                    else:
                        open_.append(str(operands[0]))
                elif sign == "EMC":
                    open_.pop()
                elif sign in PAINT:
                    assert "tagged" in open_ or "/Artifact" in open_, (page.label, sign)
        assert counted


@every_print
def test_every_foreign_phrase_has_its_language(name: str, prints: Callable[[str], Print]) -> None:
    """Each element of the text whose language is told, and that has words, is told in the tags."""
    import pikepdf

    made = prints(name)
    wanted: Counter[str] = Counter()
    for book in made.books[:1]:
        for section in book.sections:
            wanted.update(
                tag for element in section.body.iter() if (tag := element.get("lang")) and letters_of("".join(element.itertext()))
            )
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
