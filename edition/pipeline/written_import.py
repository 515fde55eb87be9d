"""Turn the file of another program into a TEI document beside it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from edition.files import check_output, read_bytes, write_bytes
from edition.messages import Message, Report
from edition.pipeline.given_values import FilePath, given_tag


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What was made of a file of another program: the TEI document at `path`, and what was told.

    `sigla`: the witnesses, the base first. `entries`, `units`: how many divisions and places with variants there are.
    """

    path: Path
    sigla: tuple[str, ...]
    entries: int
    units: int
    messages: tuple[Message, ...]


def written_import(
    file: Path, output: FilePath | None, report: Report, witnesses: Iterable[str] = (), language: str | None = None
) -> ImportResult:
    """Read a file and write the TEI. `witnesses`: sigla that the file does not declare, or of a collation those to
    take. `language`: the tag of its language.

    Raises TextError (E001, E002, E004, E491), UsageError (E029, E077, E490), OutsideError (E005, E006, E053, E142 to E145).
    """
    from edition.imports.import_forms import read_source
    from edition.pipeline.imported_edition import imported_edition

    tag = given_tag(language)
    path = Path(output) if output is not None else file.with_suffix(".xml")
    source = read_source(read_bytes(file), os.fspath(file), report, tuple(witnesses))
    if tag:
        source = replace(source, language=tag)
    made = imported_edition(source, path.name, report)
    check_output(path, [file])
    write_bytes(path, made.document)
    return ImportResult(path, made.sigla, made.entries, made.units, tuple(report))
