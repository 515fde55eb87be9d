"""Turn a book into a plain PDF with public names of WeasyPrint alone: apparatus and notes stand after each section.

The pages of `setting` need parts of WeasyPrint that may move with any version. If another version is installed, the book is set by
this module: whole and tagged, if not as beautiful.
"""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from edition.language.languages import language_of_tag
from edition.messages import Report
from edition.writers.book.types import Book
from edition.writers.pdf.flowing_pages import flowing, metadata
from edition.writers.pdf.front_matter import contents, unnumbered
from edition.writers.pdf.markup import document, numbered_notes
from edition.writers.pdf.typography import sheets
from edition.writers.settings import Settings

# The version of WeasyPrint that `layout` and `binding` were made for, as pyproject.toml pins it.
MADE_FOR = "70.0"
# The style sheet counts the pages: here no module reads them back.
_COUNTED = """
.row a::after { content: target-counter(attr(href), page); position: absolute; right: 0; bottom: 0 }
.of-preface, .contents { page: auto }
.after .entry { display: inline }
.after .entry + .entry::before { content: "\\2003" }
"""


def another_version() -> str:
    """Find the installed version of WeasyPrint if it is not MADE_FOR; else ""."""
    import weasyprint

    return "" if weasyprint.__version__ == MADE_FOR else str(weasyprint.__version__)


def set_plainly(book: Book, settings: Settings, target: Path, report: Report) -> None:
    """Set a book and write it as a plain PDF (W560). No other file and no address is opened."""
    from weasyprint import CSS, HTML

    report.add("W560", version=another_version(), made_for=MADE_FOR)
    words = language_of_tag(book.metadata.language).book
    notes = numbered_notes(book.sections)
    parts = [flowing(section, book, notes, words) for section in book.sections]
    parts.insert(unnumbered(book.sections), contents(book, words, {}, settings.contents))
    text = etree.tostring(
        etree.fromstring(document(parts, book.metadata.language, metadata(book))), method="html", encoding="unicode"
    )
    styles = [CSS(string=sheet, url_fetcher=_refuse) for sheet in (*sheets(settings, report), _COUNTED)]
    HTML(string=text, url_fetcher=_refuse).write_pdf(target, stylesheets=styles, pdf_variant=settings.variant)


def _refuse(url: str, *_rest: object, **_named: object) -> None:
    """Fetch nothing. Raises ValueError, which WeasyPrint logs."""
    raise ValueError(f"a book opens no other file: {url}")
