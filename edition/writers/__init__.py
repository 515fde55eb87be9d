"""Turn a TEI document into books: EPUB and PDF. Nothing here knows where the document came from."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from edition.errors import OutsideError, UsageError
from edition.messages import Message, Report
from edition.writers.settings import Settings

if TYPE_CHECKING:
    from lxml import etree

    from edition.writers.pdf.keeping import Shelf


def write_book(
    kind: str, tree: etree._ElementTree, settings: Settings, path: Path, report: Report, shelf: Shelf | None = None
) -> None:
    """Turn a TEI document into a book of a kind, "epub" or "pdf", at a path.

    `shelf`: where pages of a PDF are kept that were set, so that only those of which something changed are set again.

    Raises OutsideError: the file cannot be written (E006), the libraries that set pages are not there (E903).
    """
    if kind == "epub":
        from edition.writers.epub import publication

        publication.write(tree, settings, path, report)
        return
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError) as error:
        raise OutsideError(Message("E903", None, {"reason": str(error).split("\n")[0]})) from error
    from edition.writers.pdf import printing

    printing.write(tree, settings, path, report, shelf)


def book_settings(looks: Mapping[str, object]) -> Settings:
    """Turn what edition.toml or the command line says of a book's looks into Settings, dated SOURCE_DATE_EPOCH or as the document.

    Raises UsageError (E034): SOURCE_DATE_EPOCH is no number of seconds.
    """
    return Settings(**{"date": _epoch(), **looks})  # type: ignore[arg-type]


def _epoch() -> str:
    value = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not value:
        return ""
    try:
        moment = datetime.datetime.fromtimestamp(int(value), datetime.UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageError(Message("E034", None, {"value": value})) from None
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
