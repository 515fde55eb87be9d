"""Turn a TEI document into a book of any kind in `kinds.py`. No module here knows how the document came about."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from edition.errors import UsageError
from edition.messages import Message, Report
from edition.messages.values import TableName, TomlKind
from edition.storage.toml_tables import Table, checked
from edition.writers.kinds import checked_behaviours, kind_of
from edition.writers.settings import KEYS, Settings

if TYPE_CHECKING:
    from lxml import etree

    from edition.writers.pdf.keeping import Shelf


def write_book(
    kind: str, tree: etree._ElementTree, settings: Settings, path: Path, report: Report, shelf: Shelf | None = None
) -> None:
    """Turn a TEI document into a book of a kind, a name of kinds.KINDS such as "epub", at a path.

    `shelf`: keeps the set pages of a PDF, so that only those are set again of which something has changed.

    Raises UsageError (E051): there is no such kind. OutsideError: the file cannot be written (E006), the libraries that set
    pages are missing (E903).
    """
    kind_of(kind).write(tree, settings, path, report, shelf)


def book_settings(looks: Mapping[str, object]) -> Settings:
    """Turn what edition.toml or a caller says of a book's looks into Settings. The date is SOURCE_DATE_EPOCH if no date is given.

    `looks`: values by the names of the fields of Settings; None is as if it were not given. The rules are those of
    edition.toml.

    Raises UsageError: a name is not known (E008), a value is of the wrong kind (E010) or none of those that are allowed (E011),
    `date` is no date (E028), a row of `behaviours` cannot be read (E511, E570 to E572), SOURCE_DATE_EPOCH is no number of
    seconds (E034).
    """
    said = {name: value for name, value in looks.items() if value is not None}
    report = Report()
    rows = _rows(said.pop("behaviours", ()), report)
    good = checked(Table("", "", said), KEYS, report)
    date = str(good.get("date") or _epoch())
    if date and not _is_date(date):
        report.add("E028", date=date)
    if report.errors:
        raise UsageError(replace(report.errors[0], locus=None))
    return Settings(**{**good, "date": date}, behaviours=rows)  # type: ignore[arg-type]  # `checked` has looked at each


def _rows(said: object, report: Report) -> tuple[tuple[str, str], ...]:
    """Turn a mapping, or pairs of element and form, into rows for the table of behaviours."""
    try:
        rows = {str(element): str(form) for element, form in (said.items() if isinstance(said, Mapping) else said)}  # type: ignore[attr-defined]
    except (TypeError, ValueError):
        table, wanted = TableName(""), TomlKind("pairs")
        report.add("E010", key="behaviours", table=table, wanted=wanted, example='{"fw": "omit"}')
        return ()
    return checked_behaviours(Table("", "behaviours", rows), report)


def _is_date(text: str) -> bool:
    """Tell whether a text is a day, or a moment as SOURCE_DATE_EPOCH gives it."""
    try:
        datetime.datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _epoch() -> str:
    value = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not value:
        return ""
    try:
        moment = datetime.datetime.fromtimestamp(int(value), datetime.UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageError(Message("E034", None, {"value": value})) from None
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
