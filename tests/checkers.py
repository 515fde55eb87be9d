"""What two checkers that are not ours find in a PDF, without what the standards do not call a fault."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from edition.writers.book.types import Book
from tests.reading_back import letters_of

# Findings of checkers that are not ours which are no faults: rule -> what the standard says.
NO_FAULTS = {
    "TXT-004": "several glyphs of a face may stand for one letter, as small capitals and other forms do (ISO 32000-1, 9.10.3)",
    "HDG-010": "a number is the heading of a year or of a section; ISO 14289-1, 7.4, asks for nothing of its words",
    "ORD-001": "the order of reading is that of the tags, not that in which a page is painted (ISO 32000-1, 14.8.2.3.1)",
}


def rules_broken(path: Path, profile: str) -> list[tuple[str, str]]:
    """The failures that `page-validation` finds of a profile: rule, message."""
    page = pytest.importorskip("page")
    found = page.validate_pdf(path, profile=profile)
    return [(each.rule_id, each.message) for each in found.failures if not ends_with_a_return(path, each)]


def faults_heard(path: Path, books: Sequence[Book]) -> list[tuple[str, int, str]]:
    """The faults that `outloud` hears in the print of a book, or of two that face each other: rule, page, message."""
    outloud = pytest.importorskip("outloud")
    found = outloud.check(str(path))
    assert found.error is None
    told = [each for each in found.findings if each.rule not in NO_FAULTS and not is_no_fault(books[0], each)]
    return [(each.rule, each.page, each.message) for each in told]


def ends_with_a_return(path: Path, failure: Any) -> bool:
    """Tell whether the checker takes the last byte of a stream for a part of the end of line after it.

    ISO 32000-1, 7.3.8.1: the end of line before `endstream` is no part of the stream; the byte before it may be any. The checker
    does not always say which stream it means: all are looked at.
    """
    if failure.rule_id != "PDFA2A-STREAM-LENGTH-001":
        return False
    ends = list(ends_of_streams(path.read_bytes()))
    return all(re.fullmatch(rb".(?:\r\n|\n|\r)?endstream", end, re.DOTALL) for end in ends) and any(
        end[:1] == b"\r" for end in ends
    )


def ends_of_streams(written: bytes) -> Iterator[bytes]:
    """Of each stream in a PDF, the last byte that its dictionary says it has, and what follows, up to `endstream`."""
    for start in re.finditer(rb"\d+ 0 obj\n<<(?:(?!endobj).)*?>>\r?\nstream\r?\n", written, re.DOTALL):
        length = re.search(rb"/Length (\d+)(?! \d+ R)", start[0])
        if length is not None:
            last = start.end() + int(length[1]) - 1
            yield written[last : written.find(b"endstream", last) + len(b"endstream")]


def is_no_fault(book: Book, finding: Any) -> bool:
    """Tell whether the checker takes for a fault what is none in this book."""
    if finding.rule == "PAG-001":
        # One who speaks may do so at the heads of several pages, in columns at that of each text.
        speakers = {letters_of("".join(each.itertext())) for each in having_class(book, "speaker")} - {""}
        heads = [*map(letters_of, finding.evidence.split(";"))]
        return bool(speakers) and all(re.fullmatch(f"(?:{'|'.join(map(re.escape, speakers))})+", head) for head in heads)
    if finding.rule == "TAG-002":
        # ISO 14289-1, 7.8: running heads are artifacts, also one that is a sentence. On facing pages each names its witness first.
        heads = [*filter(None, (letters_of(section.head or section.title) for section in book.sections if section.title))]
        sigla = ("", *(letters_of(witness.siglum) for witness in book.witnesses))
        return letters_of(finding.evidence).startswith(tuple(siglum + head for siglum in sigla for head in heads))
    if finding.rule == "TBL-010":
        # ISO 32000-1, table 349: the heading of a group of rows is a header cell too. A table has one row of heads besides.
        groups = len(having_class(book, "part-name"))
        return groups > 0 and finding.message == f"header cells look shredded: {groups + 1} header rows"
    return False


def having_class(book: Book, name: str) -> list[Any]:
    """The elements of the sections of a book that have a class."""
    parts = (part for section in book.sections for part in section.markups)
    return [each for part in parts for each in part.iter("*") if name in each.get("class", "").split()]
