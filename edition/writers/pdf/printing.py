"""Turn a TEI document into a tagged PDF: lines numbered in the margin, the apparatus at the foot keyed to them, notes below."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from edition.files import written_aside
from edition.messages import Report
from edition.writers.settings import Settings

if TYPE_CHECKING:
    from edition.writers.pdf.keeping import Shelf


def write(tree: etree._ElementTree, settings: Settings, path: Path, report: Report, shelf: Shelf | None = None) -> None:
    """Write the PDF of a TEI document to `path`. `shelf`: keeps set pages, so that they are not set again.

    What is wrong with the text or the setting goes to `report`; no other file than pictures of the document's own workspace and no
    address is opened. Raises OutsideError (E006): the file cannot be written. UsageError: the page is too small or too large (E530,
    E531).
    """
    # WeasyPrint loads Pango; nothing else of the program needs it.
    from edition.writers.book import sections
    from edition.writers.pdf.unplanned import another_version, set_plainly

    if another_version():
        with written_aside(path) as aside:
            set_plainly(sections.book(tree, replace(settings, folder=""), report), settings, aside, report)
        return
    from edition.writers.pdf.gatherings import GATHERING
    from edition.writers.pdf.setting import opening_of, set_book
    from edition.writers.pdf.spreads import SINGLE
    from edition.writers.pdf.verse_measure import letters_of_verse
    from edition.writers.pdf.workers import make_ready

    if sum(map(len, tree.getroot().itertext())) > GATHERING:
        make_ready()
    opening = SINGLE
    if (settings.parallel or settings.columns) and settings.reading is None:
        opening = opening_of(sections.full_witnesses(tree, settings), settings, report, letters_of_verse(tree))
        settings = replace(settings, parallel=True)
    books = sections.beside(tree, settings, report) if opening != SINGLE else (sections.book(tree, settings, report),)
    with written_aside(path) as aside:
        set_book(books, settings, aside, report, opening, shelf)
