"""Turn the file of a TEI document into a form that other programs read, and tell where it lies."""

from __future__ import annotations

import os
from pathlib import Path

from edition.files import check_output
from edition.messages import Report
from edition.pipeline.results import BuildResult
from edition.tei.export.export_forms import form_of, write_form
from edition.tei.export.interchange import alone
from edition.tei.reading import opening


def written_export(
    to: str,
    file: Path,
    output: Path | None,
    report: Report,
    witness: str | None = None,
    apparatus: str | None = None,
    *,
    parallel: bool = False,
) -> BuildResult:
    """Write a document in a form, whole or as the text of one witness; raises as `edition.api.write_export` does."""
    form = form_of(to)
    tree = opening.open_tei(file, report)
    if witness is not None:
        tree = opening.open_bytes(alone(tree, witness), os.fspath(file), file.parent, report)
    path = output if output is not None else form.path_beside(file)
    check_output(path, [file])
    write_form(to, tree, path, report, apparatus or "all", parallel=parallel)
    return BuildResult(path.parent, (path,), tuple(report))
