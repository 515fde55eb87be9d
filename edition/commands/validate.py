"""edition validate: TEI documents into what is wrong in them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click

from edition.api import Validation
from edition.api import validate as validated
from edition.commands.console import result
from edition.commands.finding_forms import FORMS
from edition.errors import EditionError, TextError
from edition.messages import Message
from edition.processors import cores

# The endings of the files that are TEI documents, or may be, in a folder.
_ENDINGS = (".xml", ".tei")
# XML of another kind, web pages, parts of documents: in a folder such files stand beside documents and are no faults.
_OTHERS = frozenset({"E406", "E474", "E475"})
# Files are shared out to several processes if they have so many bytes together: below it the processes take longer to start than
# the work takes. By eye.
_SHARED_OUT = 400_000


@dataclass(frozen=True, slots=True)
class _DocumentFile:
    """A file to check. `listed`: it was found in a folder, so that it need be no TEI document."""

    path: Path
    listed: bool


@click.command(short_help="Check TEI documents.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…|DIR…")
@click.option("--schema", type=click.Path(path_type=Path), metavar="FILE", help="A RELAX NG schema to check the structure with.")
@click.option("--format", "form", type=click.Choice([*FORMS]), default="text", help="How to print what is found.")
def validate(paths: tuple[Path, ...], schema: Path | None, form: str) -> None:
    """Check TEI documents, any, not only those made here: structure by the schema they name, and that references resolve.

    Of a folder all documents are checked, *.xml and *.tei, in the folders below it too.
    """
    files = [list(_files(path)) for path in paths]
    checked = iter(_check_all([file for its in files for file in its], schema))
    found: list[Validation] = []
    statuses = [0]
    for path, its in zip(paths, files, strict=True):
        kept = 0
        passed_over: list[Validation] = []
        for file in its:
            answer, status = next(checked)
            if file.listed and _is_other(answer):
                passed_over.append(answer)
                continue
            kept += 1
            found.append(answer)
            statuses.append(status)
        if passed_over:
            named = tuple(str(answer.path) for answer in passed_over)
            found.append(Validation(path, (Message("I409", None, {"folder": str(path), "count": len(named), "files": named}),)))
        if not kept:
            found.append(Validation(path, (Message("E400", None, {"folder": str(path)}),)))
            statuses.append(TextError.status)
    result(FORMS[form](found))
    if status := max(statuses):
        raise SystemExit(status)


def _is_other(answer: Validation) -> bool:
    return any(message.code in _OTHERS for message in answer.messages)


def _files(path: Path) -> Iterator[_DocumentFile]:
    """Yield a file, or the files of a folder that may be TEI documents, in the order of their names, without what is hidden."""
    if not os.path.isdir(path):
        yield _DocumentFile(path, listed=False)
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (
            _DocumentFile(Path(folder, name), listed=True)
            for name in sorted(names)
            if name.lower().endswith(_ENDINGS) and not name.startswith(".")
        )


def _checked(file: _DocumentFile, schema: Path | None) -> tuple[Validation, int]:
    """What was found in a document, and its exit status; what stops the check is a finding too, so that others are checked."""
    try:
        found = validated(file.path, schema)
    except EditionError as error:
        return Validation(file.path, error.messages), error.status
    return found, 0 if found.ok else 1


def _check_all(files: Sequence[_DocumentFile], schema: Path | None) -> list[tuple[Validation, int]]:
    """Check files, by several processes if there are processors and work for them; the answers are in the order of the files."""
    check = partial(_checked, schema=schema)
    processes = min(len(files), cores())
    if processes < 2 or not hasattr(os, "fork") or sum(map(_size, files)) < _SHARED_OUT:
        return [check(file) for file in files]
    import multiprocessing
    import signal
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    answers: list[tuple[Validation, int]] = []
    # A process that is interrupted ends without a word; the command says it.
    quiet = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    try:
        with ProcessPoolExecutor(processes, multiprocessing.get_context("fork"), quiet) as pool:
            answers.extend(pool.map(check, files))
    except BrokenProcessPool:
        # The system ended a process, for want of memory perhaps. One after another need less.
        answers[:] = [check(file) for file in files]
    return answers


def _size(file: _DocumentFile) -> int:
    """The size of a file in bytes; 0 where it cannot be told."""
    try:
        return os.path.getsize(file.path)
    except (OSError, ValueError):
        return 0
