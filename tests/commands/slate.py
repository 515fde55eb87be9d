"""Turn a TEI document into its bare words: a made-up kind of book, in one module and one row, as CONTRIBUTING has it."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from edition.files import write_bytes
from edition.messages import Report
from edition.writers.kinds import BookKind
from edition.writers.pdf.keeping import Shelf
from edition.writers.settings import Settings


def write(tree: etree._ElementTree, settings: Settings, path: Path, report: Report, shelf: Shelf | None = None) -> None:
    """Write the words of a document in a line, after the witness that was asked for."""
    words = " ".join(" ".join(tree.getroot().itertext()).split())
    write_bytes(path, f"{settings.reading}: {words}\n".encode())


KIND = BookKind("slate", ".slate.txt", "slate", "a", ("reading", "page"), write)
