"""Turn a text of a test into what a reader makes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from edition import readers
from edition.messages import Report
from edition.model import Entry, Quotation, Witness


@dataclass(frozen=True)
class Outcome:
    """What a reader made of a text, and what it said."""

    entries: tuple[Entry, ...]
    quotations: tuple[Quotation, ...]
    report: Report

    @property
    def codes(self) -> list[str]:
        """The codes of the messages, in order."""
        return [message.code for message in self.report]

    @property
    def dates(self) -> list[str]:
        """The keys of the entries."""
        return [entry.n for entry in self.entries]

    def paragraphs(self, n: str) -> list[str]:
        """The paragraphs of an entry, list marks before them."""
        (entry,) = (entry for entry in self.entries if entry.n == n)
        return [paragraph.label + paragraph.text for paragraph in entry.paragraphs]

    def notes(self) -> list[tuple[str, str, str]]:
        """Every note as its number, the last word before its mark, and its text."""
        found = []
        for entry in self.entries:
            for note in entry.notes:
                heading = " ".join(part for part in (entry.dateline, entry.title or "") if part)
                before = heading if note.paragraph is None else entry.paragraphs[note.paragraph].text
                found.append((note.n, (before[: note.offset].split() or [""])[-1], note.text))
        return found


ReadAs = Callable[..., Outcome]


@pytest.fixture(scope="session")
def read_as() -> ReadAs:
    """Read a text with a reader; "review" reads quotations."""

    def read(reader: str, text: str, language: str = "en") -> Outcome:
        report = Report()
        quoted = "A" if reader == "review" else None
        witness = Witness("B", reader="web" if quoted else reader, file="text.txt", language=language, fragment_of=quoted)
        found = readers.read_file(witness, text.encode("utf-8", "replace"), report)
        return Outcome(found.entries, found.quotations, report)

    return read
