"""Turn the report of an edition into a file: a page, JSON, or a table of readings that is read back as decisions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from edition.errors import UsageError
from edition.files import check_output, write_bytes
from edition.messages import Message, Report
from edition.pipeline.edition_report import MOST
from edition.pipeline.heaviest_differences import is_told
from edition.pipeline.opened_tei import TeiDocument
from edition.pipeline.results import BuildResult

ENDINGS = (".html", ".json", ".csv", ".ods")


def written_report(document: TeiDocument, path: Path, inputs: Sequence[Path], report: Report) -> BuildResult:
    """Write the report of a document that was just made. `inputs`: the texts, over which nothing is written.

    Raises UsageError: no report has the ending of `path` (E011), or it is one of the texts (E077). OutsideError.
    """
    if path.suffix not in ENDINGS:
        raise UsageError(Message("E011", None, {"key": "-o", "value": path.suffix or path.name, "allowed": ENDINGS}))
    check_output(path, inputs)
    if path.suffix in (".csv", ".ods"):
        from edition.tei.export.export_forms import write_form

        # What a text in another language has at each place asks for no grade.
        write_form(path.suffix[1:], document.tree, path, report, compared=True)
    elif path.suffix == ".json":
        write_bytes(path, (json.dumps(report_values(document), ensure_ascii=False, indent=1) + "\n").encode())
    else:
        write_bytes(path, _page(document, report).encode())
    return BuildResult(path.parent, (path,), tuple(report))


def report_values(document: TeiDocument) -> dict[str, object]:
    """The report as plain values, with the readings of each entry by grade, and all messages of the build."""
    figures = [
        {"n": n, "readings": {grade: count for grade, count in sorted(held.items()) if grade}}
        for n, held in _readings(document).items()
    ]
    return {**document.report.to_dict(), "entries": figures, "messages": [*map(str, document.messages)]}


def _readings(document: TeiDocument) -> dict[str, dict[str, int]]:
    """How many variation units of each grade an entry has, by its key: as the figures count, those of texts that are compared."""
    entries: dict[str, dict[str, int]] = {entry.n: {} for entry in document.entries}
    for unit in filter(is_told, document.apparatus):
        held = entries.setdefault(unit.entry, {})
        held[unit.grade] = held.get(unit.grade, 0) + 1
    return entries


def _page(document: TeiDocument, report: Report) -> str:
    from edition.tei.names import XML_LANG
    from edition.writers.html.report_page import report_page

    found = document.report
    heaviest = [(one.unit.entry, one.judgement, one.readings) for one in found.divergences[:MOST]]
    language = document.tree.getroot().get(XML_LANG, "") or "und"
    messages = [*map(str, document.messages)]
    return report_page(document.tree, found.title, language, heaviest, _readings(document), messages, report)
