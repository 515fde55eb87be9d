"""Turn an editor's decisions into changes of the files of an edition that can be undone and done again."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from edition.files import decode, rewritten, write_bytes
from edition.messages import Report
from edition.model import Locus

# The files that hold what an editor decided, and what he found right.
FILES = ("decisions.toml", "accepted.tsv")
# Path -> what it held; None where it was not there.
Snapshot = Mapping[Path, bytes | None]


def snapshot(folder: Path, files: Sequence[str] = FILES) -> Snapshot:
    """Take what the editor's files in the folder of an edition hold now."""
    return {path: path.read_bytes() if path.is_file() else None for path in (folder / name for name in files)}


def restore(held: Snapshot) -> None:
    """Put files back as they were. Raises OutsideError (E006)."""
    for path, content in held.items():
        if content is None:
            path.unlink(missing_ok=True)
        else:
            write_bytes(path, content)


@dataclass(frozen=True, slots=True)
class FileChange:
    """A change of the editor's files. `what`: in a few words. `before`, `after`: what those that it changed held."""

    what: str
    before: Snapshot
    after: Snapshot


class FileHistory:
    """The changes of the editor's files since a program began, to be undone and done again in their order. `files`: their names."""

    def __init__(self, folder: Path, files: Sequence[str] = FILES) -> None:
        self.folder, self.files = folder, tuple(files)
        self.done: list[FileChange] = []
        self.undone: list[FileChange] = []

    def change(self, what: str, act: Callable[[], None]) -> None:
        """Let a function change the files. If it raises, they are put back. Raises what it raises."""
        before = snapshot(self.folder, self.files)
        try:
            act()
        except BaseException:
            restore(before)
            raise
        after = snapshot(self.folder, self.files)
        changed = [path for path in before if before[path] != after[path]]
        self.done.append(FileChange(what, {path: before[path] for path in changed}, {path: after[path] for path in changed}))
        self.undone.clear()

    def undo(self) -> str:
        """Undo the last change, and tell what it was; "" where there is none, or the files have been changed by hand since."""
        return self._turn(self.done, self.undone, back=True)

    def redo(self) -> str:
        """Do again what was undone last, and tell what it is; "" as in `undo`."""
        return self._turn(self.undone, self.done, back=False)

    def _turn(self, taken: list[FileChange], given: list[FileChange], *, back: bool) -> str:
        if not taken:
            return ""
        change = taken[-1]
        here, there = (change.after, change.before) if back else (change.before, change.after)
        if snapshot(self.folder, [path.name for path in here]) != here:
            return ""
        restore(there)
        given.append(taken.pop())
        return change.what


# --- Tables of decisions.toml ------------------------------------------------------------------------------------------


def table_lines(path: Path, line: int) -> tuple[int, int] | None:
    """Find the table in which a line of decisions.toml stands: its first and its last line, from 1; None where there is none.

    Comments below it, to which no line of it comes, are those of the next table.
    """
    return _table_lines(_lines(path), line)


def _table_lines(lines: Sequence[str], line: int) -> tuple[int, int] | None:
    if not 1 <= line <= len(lines):
        return None
    start = next((at for at in range(line - 1, -1, -1) if lines[at].lstrip().startswith("[[")), None)
    if start is None:
        return None
    end = next((at for at in range(start + 1, len(lines)) if lines[at].lstrip().startswith("[")), len(lines))
    while end > line and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return start + 1, end


def table_text(path: Path, line: int) -> str:
    """Give the table in which a line stands, as it is written; "" where there is none."""
    return table_texts(path, [line])[line]


def table_texts(path: Path, numbers: Iterable[int]) -> dict[int, str]:
    """Give for each of these lines the table in which it stands, as `table_text` does. The file is read once."""
    lines = _lines(path)
    found = {number: _table_lines(lines, number) for number in numbers}
    return {number: "\n".join(lines[place[0] - 1 : place[1]]) if place else "" for number, place in found.items()}


def take_out(path: Path, line: int) -> bool:
    """Take the table in which a line stands out of decisions.toml; all else stays to the letter. False where that cannot be done
    without a change to another table.
    """
    left = _without(path, line)
    if left is None:
        return False
    write_bytes(path, rewritten(path.read_bytes(), left))
    return True


def can_be_taken_out(path: Path, line: int) -> bool:
    """Whether `take_out` can take the table in which a line stands out of decisions.toml."""
    return _without(path, line) is not None


def _without(path: Path, line: int) -> str | None:
    """The text of decisions.toml without the table in which a line stands; None where that changes another table."""
    found = table_lines(path, line)
    if found is None:
        return None
    text = decode(path.read_bytes(), Report(), Locus(path.name))
    lines = text.split("\n")
    start, end = found[0] - 1, found[1]
    header = lines[start].strip().split("]]")[0].lstrip("[").strip()
    number = sum(1 for other in lines[:start] if other.strip().split("]]")[0].lstrip("[").strip() == header and "[[" in other)
    if start and not lines[start - 1].strip():
        start -= 1
    left = "\n".join(lines[:start] + lines[end:])
    wanted = tomllib.loads(text)
    if header not in wanted or number >= len(wanted[header]):
        return None
    del wanted[header][number]
    if not wanted[header]:
        del wanted[header]
    try:
        return left if tomllib.loads(left) == wanted else None
    except tomllib.TOMLDecodeError:
        return None


def _lines(path: Path) -> list[str]:
    return decode(path.read_bytes(), Report(), Locus(path.name)).split("\n") if path.is_file() else []
