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
    from edition.writers.pages.keeping import Shelf


def write(tree: etree._ElementTree, settings: Settings, path: Path, report: Report, shelf: Shelf | None = None) -> None:
    """Write the PDF of a TEI document to `path`. `shelf`: where pages are kept that were set, to be used again.

    What is wrong with the text or the setting goes to `report`; no other file than pictures of the document's own workspace and no
    address is opened. Raises OutsideError (E006): the file cannot be written.
    """
    # WeasyPrint loads Pango; nothing else of the program needs it.
    from edition.writers import xhtml
    from edition.writers.pages.plain import another_version, set_plainly

    if another_version():
        with written_aside(path) as aside:
            set_plainly(xhtml.book(tree, replace(settings, folder=""), report), settings, aside, report)
        return
    from edition.writers.beside import make_ready
    from edition.writers.pages.gatherings import GATHERING
    from edition.writers.pages.setting import opening_of, set_book
    from edition.writers.pages.spreads import SINGLE

    if sum(map(len, tree.getroot().itertext())) > GATHERING:
        make_ready()
    opening = SINGLE
    if (settings.parallel or settings.columns) and settings.reading is None:
        opening = opening_of(xhtml.full_witnesses(tree, settings), settings, report)
        settings = replace(settings, parallel=True)
    books = xhtml.beside(tree, settings, report) if opening != SINGLE else (xhtml.book(tree, settings, report),)
    with written_aside(path) as aside:
        set_book(books, settings, aside, report, opening, shelf)
