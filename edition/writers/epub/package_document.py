"""Turn what is known of a book into its package document: metadata, manifest and spine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from edition.language.book_words import BookWords
from edition.language.tags import direction
from edition.messages import Report
from edition.writers.book import rendering
from edition.writers.book.types import Book
from edition.writers.settings import Settings

if TYPE_CHECKING:
    from edition.writers.epub.container import File

# https://www.w3.org/TR/epub-a11y-11/#sec-conf-reporting-pub
_CONFORMS = "EPUB Accessibility 1.1 - WCAG {} Level {}"


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A page break of the source: its number, and the address of its place in the book."""

    number: str
    target: str


def package(book: Book, words: BookWords, settings: Settings, files: list[File], pages: list[PageBreak], report: Report) -> bytes:
    """Make the package document of a book. Of accessibility it states what is true of this book, and that it conforms to a standard
    only where its editor says so and who has checked it (W545).
    """
    kinds = {section.kind for section in book.sections}
    languages = list(dict.fromkeys([book.metadata.language, *(section.language for section in book.sections)]))
    visual = "figures" in kinds or bool(book.pictures)
    mathml = any("mathml" in file.properties for file in files)
    features = {
        "tableOfContents": True,
        "readingOrder": True,
        "structuralNavigation": True,
        "displayTransformability": True,
        "ARIA": True,
        "index": "index" in kinds,
        "pageBreakMarkers": bool(pages),
        "pageNavigation": bool(pages),
        "MathML": mathml,
        "alternativeText": visual and book.described,
    }
    summary = [words.accessibility]
    summary += [words.figure_with_table] if "figures" in kinds else []
    summary += [words.described_images] if book.pictures and book.described else []
    summary += [] if visual else [words.no_images]
    checked = bool(settings.conformance and settings.checked_by)
    if settings.conformance and not settings.checked_by:
        report.add("W545", conformance=settings.conformance)
    summary += [] if checked else [words.unchecked]
    # The vocabulary of EPUB Accessibility 1.1 has no property for an address, and EPUBCheck refuses one: the summary names it.
    summary += [words.contact.format(contact=settings.contact)] if settings.contact else []
    values = {
        "book": book.metadata,
        "rights": ". ".join(text.rstrip(".") for text in _shared(book.metadata.rights)),
        "conformance": _CONFORMS.format(*settings.conformance.split()[1:]) if checked else "",
        "checked_by": settings.checked_by if checked else "",
        "languages": [tag for tag in languages if tag != "und"] or ["und"],
        "files": files,
        "features": [name for name, there in features.items() if there],
        "direction": direction(book.metadata.language),
        "visual": visual,
        "sufficient": "textual" if book.described else "textual,visual",
        "hazard": "unknown" if any(picture.media_type == "image/gif" for picture in book.pictures) else "none",
        "pages": pages,
        "summary": " ".join(summary),
    }
    return rendering.render("package.opf", **values).encode()


def _shared(rights: Sequence[str]) -> list[str]:
    """Say rights that several witnesses share once: “K, L: CC0 1.0”."""
    found: dict[str, list[str]] = {}
    for said in rights:
        siglum, mark, text = said.partition(": ")
        known = bool(mark) and " " not in siglum
        found.setdefault(text if known else said, []).extend([siglum] if known else [])
    return [f"{', '.join(sigla)}: {text}" if sigla else text for text, sigla in found.items()]
