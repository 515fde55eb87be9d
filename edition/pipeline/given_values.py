"""Turn what a caller gives a function of the API into paths, tags, texts and languages, with a report of what is to be told."""

from __future__ import annotations

import contextlib
import functools
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from edition.errors import EditionError, UsageError
from edition.messages import Message, Report

if TYPE_CHECKING:
    from edition.language.languages import Language
    from edition.writers.kinds import BookKind
    from edition.writers.settings import Settings

FilePath: TypeAlias = "str | os.PathLike[str]"


@contextlib.contextmanager
def reporting() -> Iterator[Report]:
    """Give a report; an error that is raised while the block runs has all of it."""
    report = Report()
    try:
        yield report
    except EditionError as error:
        error.messages = (*report, *(message for message in error.messages if message not in report.messages))
        raise


def given_paths(paths: FilePath | Iterable[FilePath]) -> list[Path]:
    """Paths that are given, one or several."""
    return [Path(path) for path in ((paths,) if isinstance(paths, str | os.PathLike) else paths)]


def given_tag(language: str | None) -> str:
    """A tag that is given, in its normal form; "" for none. Raises UsageError (E029): it is no language tag."""
    from edition.language.tags import is_tag, normal_tag

    if language and not is_tag(language):
        raise UsageError(Message("E029", None, {"tag": language}))
    return normal_tag(language) if language else ""


def given_language(tag: str, texts: Sequence[tuple[str, str]], report: Report) -> Language:
    """The language by which texts are compared; of each its words, and the tag that its file states, "" for none.

    `tag`: that of them all, "" where nobody says. Reports what the comparison goes without (W290).
    """
    from edition.language.languages import between, language_of_tag, language_of_texts, report_lacking

    if tag:
        language = language_of_tag(tag)
    else:
        stated = [language_of_tag(known) for _, known in texts if known]
        untold = [text for text, known in texts if not known]
        language = functools.reduce(between, [*stated, *([language_of_texts(untold)] if untold else [])])
    report_lacking([language], report)
    return language


def given_text(path: FilePath, tag: str, report: Report) -> tuple[str, str, bool]:
    """The text of a file, the tag of its language, and whether it is a text file: then it is the text itself, line ends as "\\n".

    `tag`: the language that it is read in, "" where nobody says; of a text file that nobody says of it stays "".
    """
    from edition.files import read_bytes, read_text
    from edition.pipeline.entry_values import main_text
    from edition.project.founding import surveyed
    from edition.readers.telling import is_text

    path = Path(path)
    if is_text(read_bytes(path), str(path)):
        return read_text(path, report), tag, True
    one = surveyed(path, tag)
    report.messages += [message for message in one.messages if message.severity != "error"]
    return main_text(one.witness), one.witness.language, False


def given_settings(row: BookKind, file: Path, settings: FilePath | None, looks: Mapping[str, object], report: Report) -> Settings:
    """The settings of a book, of a TOML file and by name. Raises as `edition.write_book` does."""
    from edition.errors import TextError
    from edition.files import read_text
    from edition.messages.values import Candidates, TableName
    from edition.writers import book_settings

    allowed = tuple(sorted({*row.settings, "date", "behaviours"}))
    for name in looks:
        if name not in allowed:
            raise UsageError(Message("E008", None, {"key": name, "table": TableName(row.name), "keys": Candidates(name, allowed)}))
    said: dict[str, object] = {}
    if settings is not None:
        # It brings the tables of all keys, and with them every reader of sources.
        from edition.project.description import read_looks

        said = read_looks(Path(settings), report)[row.name]
    if report.errors:
        raise TextError(report.errors[0])
    said |= {name: value for name, value in looks.items() if value is not None}
    sheet = looks.get("stylesheet")
    if sheet and isinstance(sheet, str | os.PathLike):
        said["stylesheet"] = read_text(Path(sheet), report)
    return book_settings({**said, "folder": str(file.parent)})
