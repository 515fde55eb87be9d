"""Turn an edition, by its name or its folder, into its project and the paths of its texts, and into what is made of these."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from edition.decisions.answering_places import languages_of
from edition.decisions.doubts import doubts
from edition.decisions.writing import read_accepted
from edition.errors import TextError
from edition.messages import Message, Report
from edition.pipeline import steps
from edition.pipeline.opened_tei import TeiDocument
from edition.pipeline.progress import Progress
from edition.pipeline.results import DoubtList
from edition.project import description
from edition.project.description import Project
from edition.storage.cache import user_cache


def with_texts(edition: str | os.PathLike[str], texts: Sequence[Path], report: Report) -> tuple[Project, dict[str, Path]]:
    """Load an edition and find its texts, by siglum. Raises TextError (E022): some are missing; and as `description.load`."""
    project = description.load(*description.find_edition(edition), report)
    found, missing = description.find_texts(project, texts)
    stop_where_missing(missing, report)
    return project, found


def stop_where_missing(missing: Sequence[Message], report: Report) -> None:
    """Report texts that are missing. Raises TextError (E022) if there are any."""
    report.messages += missing
    if missing:
        raise TextError(missing[0])


def made_document(
    edition: str | os.PathLike[str], texts: Sequence[Path], report: Report, progress: Progress
) -> tuple[TeiDocument, list[Path]]:
    """Make the TEI of an edition without writing it; and the paths of its texts. Raises as `steps.document`."""
    project, found = with_texts(edition, texts, report)
    tree = steps.document(project, found, report, user_cache(), progress)
    return TeiDocument(project.tei, tree, tuple(report)), [*found.values()]


def waiting_doubts(
    edition: str | os.PathLike[str], texts: Sequence[Path], most: int | None, report: Report, progress: Progress
) -> DoubtList:
    """Find what is doubtful in an edition and neither decided nor found right, `most` at most. Raises as `steps.compare`."""
    project, found = with_texts(edition, texts, report)
    told = Report()
    try:
        raw = steps.read_texts(project, found)
        compared = steps.compare(project, raw, told, user_cache(), progress)
    except TextError:
        report.messages += told.errors
        raise
    waiting = doubts(compared.held, languages_of(compared.witnesses), read_accepted(project.folder / "accepted.tsv"))
    return DoubtList(project.folder, project.name, tuple(waiting[:most]), tuple(report))
