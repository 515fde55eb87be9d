"""Turn what an editor tries of how a text is divided into its outline before and after, and into lines of edition.toml."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from pathlib import Path

from edition.decisions.file_history import FileHistory
from edition.desk.written_decisions import DecisionPen, RefusedError, asked_text
from edition.files import rewritten, write_bytes
from edition.pipeline.restated_divisions import FILE, RESTATED, DividedText, OutlineBeside, divided_text
from edition.project.description import Project

# Lines of an outline that stay as they are and stand this far from one that changes are told by their number. By eye.
_AROUND = 2


class Dividing:
    """How the texts of an edition are divided. `texts`: siglum -> the file of the text; `history`: what was decided so far."""

    def __init__(self, project: Project, texts: Mapping[str, Path], history: FileHistory) -> None:
        self.project, self.texts, self.history = project, texts, history
        self._file = project.folder / FILE
        self._read: tuple[str, bytes, DividedText] | None = None

    def outline(self, asked: Mapping[str, object]) -> dict[str, object]:
        """Tell how a text is divided: what edition.toml says, the outline, and what else may divide it. `asked`: `siglum`; without
        it, the texts that there are.
        """
        known = [witness for witness in self.project.witnesses if not witness.fragment_of and witness.siglum in self.texts]
        if not asked.get("siglum"):
            return {"texts": [{"siglum": witness.siglum, "title": witness.title} for witness in known]}
        text = self._text(asked)
        lines, doubts = text.outline()
        ways = [{"line": one.line, "when": one.when, "values": tomllib.loads(one.line)} for one in doubts]
        return {"values": text.values, "lines": lines, "ways": [way for way in ways if {*way["values"]} <= {*RESTATED}]}

    def tried(self, asked: Mapping[str, object]) -> dict[str, object]:
        """Tell the outline of a text before and after. `asked`: `siglum` and `values`, by the keys of a [[witness]]."""
        text = self._text(asked)
        found = text.restated(_values(asked))
        shown = [{"sign": sign, "line": line} for sign, line in folded(found.lines)]
        return {
            "lines": shown,
            "before": found.counts[0],
            "after": found.counts[1],
            "same": all(sign == " " for sign, _ in found.lines),
            "told": [*found.told] or [*found.faults],
            "possible": not found.faults and found.toml not in (None, text.toml),
            "toml": _written(text, found),
        }

    def write(self, asked: Mapping[str, object]) -> dict[str, object]:
        """Write the keys into edition.toml. Raises RefusedError and OutsideError (E006)."""
        text = self._text(asked)
        found = text.restated(_values(asked))
        if found.faults or found.toml is None:
            raise RefusedError(" ".join(found.faults))
        if found.toml == text.toml:
            raise RefusedError(f"{FILE} says so already.")
        made = rewritten(self._file.read_bytes(), found.toml)
        lines = _written(text, found)
        self.history.change("divisions", lambda: write_bytes(self._file, made))
        return DecisionPen(self.project.folder, self.history).told(f"Written into {FILE}:", lines)

    def _text(self, asked: Mapping[str, object]) -> DividedText:
        siglum = asked_text(asked, "siglum")
        witness = next((one for one in self.project.witnesses if one.siglum == siglum and not one.fragment_of), None)
        if witness is None or siglum not in self.texts:
            raise RefusedError(f"There is no text {siglum} that could be divided.")
        toml = self._file.read_bytes()
        if self._read is None or self._read[:2] != (siglum, toml):
            self._read = siglum, toml, divided_text(witness, toml, self.texts[siglum].read_bytes())
        return self._read[2]


def _values(asked: Mapping[str, object]) -> dict[str, object]:
    values = asked.get("values")
    if not isinstance(values, dict):
        raise RefusedError("The request says no values.")
    return {key: value for key, value in values.items() if key in RESTATED and value not in (None, "")}


def _written(text: DividedText, found: OutlineBeside) -> str:
    """The lines of edition.toml that change, each with its sign."""
    if found.toml is None:
        return ""
    compared = difflib.ndiff(text.toml.split("\n"), found.toml.split("\n"))
    return "\n".join(f"{line[0]} {line[2:]}" for line in compared if line[0] in "-+")


def folded(lines: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    """Turn the lines of two outlines into those that differ and the ones beside them; of the others their number is told."""
    near = {at + by for at, (sign, _) in enumerate(lines) if sign != " " for by in range(-_AROUND, _AROUND + 1)}
    if not near:
        return list(lines)
    found: list[tuple[str, str]] = []
    skipped = 0
    for at, line in enumerate((*lines, None)):
        if line is not None and at not in near and at > 1:
            skipped += 1
            continue
        if skipped:
            found.append(("…", f"{skipped} {'line' if skipped == 1 else 'lines'} as before"))
            skipped = 0
        if line is not None:
            found.append(line)
    return found
