"""Turn decisions into lines of the edition's files, with what the page is told of them, to be undone and done again."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from edition.decisions.decision_file import EditorialDecision
from edition.decisions.file_history import FileHistory, table_lines, table_text, table_texts, take_out
from edition.decisions.writing import append_decision

DECISIONS = "decisions.toml"
# Whatever the desk writes.
DESK_FILES = (DECISIONS, "accepted.tsv", "edition.toml")


class RefusedError(Exception):
    """What an editor asked for cannot be done. The words say why, in a sentence."""


class DecisionPen:
    """Writes what an editor decides on the page. `folder`: the edition's; `history`: what was decided so far."""

    def __init__(self, folder: Path, history: FileHistory) -> None:
        self.file, self.history = folder / DECISIONS, history

    def write(self, made: Sequence[EditorialDecision], replaced: Iterable[EditorialDecision] = ()) -> dict[str, object]:
        """Write decisions at the end of decisions.toml, and take out those that they take the place of. Raises RefusedError."""
        old = sorted({one.locus.line or 0 for one in replaced if one.locus is not None}, reverse=True)

        def write() -> None:
            for line in old:
                if not take_out(self.file, line):
                    raise RefusedError(f"{DECISIONS}, line {line}, decides this in a way that only you can change, by hand.")
            for decision in made:
                append_decision(self.file, decision)
            if not _is_toml(self.file):
                raise RefusedError(f"This cannot be written below what stands in {DECISIONS}. Write it by hand.")

        if not made:
            gone = "\n\n".join(table_text(self.file, line) for line in sorted(old))
            self.history.change("taken out", write)
            return self.told(f"Taken out of {DECISIONS}, as the text says so itself:", gone)
        self.history.change(", ".join(dict.fromkeys(f"[[{one.kind}]]" for one in made)), write)
        lines = self.file.read_text(encoding="utf-8").rstrip().split("\n")
        starts: list[int] = []
        last = len(lines)
        for _ in made:
            found = table_lines(self.file, last) or (last, last)
            starts.insert(0, found[0])
            # The line above a table may be empty, and belongs to it then.
            last = max(1, found[0] - 1)
        first = starts[0]
        return self.told(f"Written into {DECISIONS}, line {first}:", "\n".join(lines[first - 1 :]).replace("\r", ""))

    def take_out(self, line: int, text: str) -> dict[str, object]:
        """Take out the table in a line, if it is the one that the page shows: lines move when a file is changed by hand. Raises
        RefusedError.
        """

        def write() -> None:
            if not text or table_text(self.file, line) != text or not take_out(self.file, line):
                raise RefusedError(f"This table cannot be taken out here. Take it out in {DECISIONS} by hand.")

        self.history.change("taken out", write)
        return self.told(f"Taken out of {DECISIONS}.")

    def written(self, held: Iterable[EditorialDecision]) -> list[dict[str, object]]:
        """Tell of decisions in which line of decisions.toml they stand, and what is written there, in the order of the file."""
        lines = sorted({one.locus.line for one in held if one.locus is not None and one.locus.line})
        return [{"line": line, "text": text} for line, text in table_texts(self.file, lines).items()]

    def told(self, words: str, lines: str = "") -> dict[str, object]:
        """Tell what was done, the lines that were written, and how much may be undone and done again."""
        return {"told": words, "lines": lines, "undo": len(self.history.done), "redo": len(self.history.undone)}


def turned(folder: Path, history: FileHistory, name: str) -> dict[str, object]:
    """Undo what was done last, or do it again, whether the edition can be built or not. `name`: undo or redo. Raises
    RefusedError.
    """
    what = history.undo() if name == "undo" else history.redo()
    if not what:
        raise RefusedError(f"Nothing is left to {name}, or you have changed the files by hand since.")
    return DecisionPen(folder, history).told(f"{'Undone' if name == 'undo' else 'Done again'}: {what}")


def asked_text(asked: Mapping[str, object], name: str, *, needed: bool = True) -> str:
    """Take a text out of what a page asks for. Raises RefusedError: it is not there."""
    found = asked.get(name, "")
    if not isinstance(found, str) or (needed and not found):
        raise RefusedError(f"The request says no {name}.")
    return found


def _is_toml(path: Path) -> bool:
    """Tell whether a file can be read again: no table can follow tables of its kind that are written as one array."""
    try:
        tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError:
        return False
    return True
