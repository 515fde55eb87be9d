"""Hold what the functions of `edition.api` give, besides what two texts or a TEI document give: frozen values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from edition.messages import Message
from edition.model import Entry, Quotation
from edition.pipeline.entry_values import entry_values
from edition.pipeline.result_tables import as_table, entries_table

if TYPE_CHECKING:
    from edition.decisions.doubts import Doubt
    from edition.project.founding import SurveyedFile


@dataclass(frozen=True, slots=True)
class SourceText:
    """A source text as it was read: what its file states, its entries, what it quotes, and the whole text of the file.

    `reader`: its shape, as edition.toml calls it. `language`: a tag such as "en". `quotations`: of a text without entries, which is
    read as a review. `text`: all that the file holds, in its order, notes last. `messages`: what was reported; errors among them
    are faults in the text.
    """

    file: str
    reader: str
    language: str
    title: str
    authors: tuple[str, ...]
    translators: tuple[str, ...]
    entries: tuple[Entry, ...]
    quotations: tuple[Quotation, ...]
    text: str
    messages: tuple[Message, ...]

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def to_dict(self) -> dict[str, object]:
        """What was read as plain values, entries as `edition witness --json` prints them."""
        people = {"authors": [*self.authors], "translators": [*self.translators]}
        said = {"file": self.file, "reader": self.reader, "language": self.language, "title": self.title, **people}
        return {**said, "entries": [{"n": entry.n, **entry_values(entry)} for entry in self.entries]}

    def _repr_html_(self) -> str:
        return entries_table(f"{self.title} ({self.file})", self.entries)


@dataclass(frozen=True, slots=True)
class Validation:
    """What was found in a TEI document, in order of place, structure first. It iterates over its findings."""

    path: Path
    findings: tuple[Message, ...]

    @property
    def messages(self) -> tuple[Message, ...]:
        """The findings, by the name that all results have for what is to be told."""
        return self.findings

    @property
    def ok(self) -> bool:
        """Whether there is no error among them; warnings may be."""
        return all(message.severity != "error" for message in self.findings)

    def __iter__(self) -> Iterator[Message]:
        return iter(self.findings)

    def to_dict(self) -> list[dict[str, object]]:
        """The findings as plain values, as `edition validate --format json` prints them: a list."""
        return [
            {
                "file": message.locus.file if message.locus else str(self.path),
                "line": message.locus.line if message.locus else None,
                "column": message.locus.column if message.locus else None,
                "code": message.code,
                "severity": message.severity,
                "message": message.text,
                "hint": message.hint,
            }
            for message in self.findings
        ]

    def _repr_html_(self) -> str:
        rows = [(message.locus or "", message.code, message.text, message.hint) for message in self.findings]
        return as_table(f"{self.path.name}: {len(rows)} findings", ("place", "code", "what", "what to do"), rows)


@dataclass(frozen=True, slots=True)
class BuildResult:
    """The files that were made, which it iterates over. `folder`: the workspace; of a single book, where it lies."""

    folder: Path
    paths: tuple[Path, ...]
    messages: tuple[Message, ...]

    def __iter__(self) -> Iterator[Path]:
        return iter(self.paths)

    def to_dict(self) -> dict[str, object]:
        """The result as plain values: the paths, and the messages as lines."""
        return {"paths": [*map(str, self.paths)], "messages": [*map(str, self.messages)]}

    def _repr_html_(self) -> str:
        rows = [(path, f"{path.stat().st_size:,} bytes" if path.exists() else "removed since") for path in self.paths]
        return as_table(f"{len(rows)} files, {len(self.messages)} messages", ("file", "size"), rows)


@dataclass(frozen=True, slots=True)
class NewEdition:
    """A workspace made of files. `several_languages`: whether its books set the texts side by side, without an apparatus."""

    folder: Path
    name: str
    files: tuple[SurveyedFile, ...]
    several_languages: bool

    @property
    def sources(self) -> Path:
        """The folder of the edition."""
        return self.folder / "sources" / self.name


@dataclass(frozen=True, slots=True)
class DoubtList:
    """What is doubtful in an edition and waits for the editor, the most doubtful first. `folder`: the edition's."""

    folder: Path
    name: str
    waiting: tuple[Doubt, ...]
    messages: tuple[Message, ...]
