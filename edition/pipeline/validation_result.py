"""Turn a TEI document into what is found in it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from edition.messages import Message, Report
from edition.pipeline.given_values import FilePath
from edition.pipeline.result_sequence import ResultSequence


@dataclass(frozen=True, slots=True, repr=False)
class Validation(ResultSequence[Message]):
    """A sequence of what was found in a TEI document, in order of place, structure first. `path`: the document."""

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

    @property
    def _parts(self) -> tuple[Message, ...]:
        return self.findings

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
                "also": [{"line": locus.line, "column": locus.column} for locus in message.also],
            }
            for message in self.findings
        ]

    def _repr_html_(self) -> str:
        from edition.pipeline.result_tables import as_table

        rows = [(message.locus or "", message.code, message.text, message.hint) for message in self.findings]
        return as_table(f"{self.path.name}: {len(rows)} findings", ("place", "code", "what", "what to do"), rows)


def validation(path: FilePath, schema: FilePath | None, report: Report) -> Validation:
    """Check a document, as `edition.validate` does."""
    from edition.errors import TextError
    from edition.files import is_there
    from edition.tei.validation import checking

    for needed in (path, schema):
        if needed is not None and not is_there(Path(needed)):
            raise TextError(Message("E001", None, {"path": os.fspath(needed)}))
    checking.validate(Path(path), report, Path(schema) if schema is not None else None, checking.folders_of_schemas())
    return Validation(Path(path), tuple(report))
