"""The type of a place in a file, which every message has."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Locus:
    """A place in a source: file name as the user knows it, line and column from 1, None where it has none.

    `part`: the part of the file, where each part counts its lines from 1 or has none: "page 2", "paragraph 7".
    """

    file: str
    line: int | None = None
    column: int | None = None
    part: str = ""

    def __str__(self) -> str:
        file = f"{self.file}, {self.part}" if self.part else self.file
        return ":".join(str(part) for part in (file, self.line, self.column) if part is not None)

    @property
    def within(self) -> str:
        """The place without the file's name: "line 3", "page 2, line 3", "paragraph 7"."""
        return ", ".join(filter(None, (self.part, f"line {self.line}" if self.line is not None else "")))
