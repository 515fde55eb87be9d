"""Turn files into text and text into files: encodings told, output written aside and renamed.

Paths come from outside. What the system or Python says against one, such as a name that is too long, is turned into a message here.
"""

from __future__ import annotations

import atexit
import codecs
import contextlib
import errno
import itertools
import os
import shutil
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from edition.errors import OutsideError, TextError, UsageError
from edition.messages import Message, Report
from edition.model import Locus

# The line end of mainframes (NEL).
NEXT_LINE = "\x85"


@contextlib.contextmanager
def reading(path: Path, name: str = "") -> Iterator[None]:
    """Turn what goes wrong with a path that is read or looked at into a message; `name` is the file's name in messages.

    Raises TextError (E001): it is not there. OutsideError (E005): it cannot be read, or no file can have such a name.
    """
    try:
        yield
    except FileNotFoundError:
        raise TextError(Message("E001", None, {"path": name or str(path)})) from None
    except (OSError, ValueError) as error:
        raise OutsideError(Message("E005", Locus(name or str(path)), {"reason": _reason(error)})) from error


def _reason(error: OSError | ValueError) -> str:
    """What the system says; of a path that Python does not hand to it (a null byte, a lone surrogate), what Python says."""
    return (error.strerror if isinstance(error, OSError) else "") or str(error)


def read_bytes(path: Path, name: str = "") -> bytes:
    """Read a file. `name`: what messages call it, its path if nothing is given.

    Raises TextError (E001), OutsideError (E005) as `reading` does.
    """
    with reading(path, name):
        return path.read_bytes()


def is_file(path: Path) -> bool:
    """Whether there is a file at a path. Raises OutsideError (E005): that cannot be told."""
    return stat.S_ISREG(_mode(path))


def is_folder(path: Path) -> bool:
    """Whether there is a folder at a path. Raises OutsideError (E005): that cannot be told."""
    return stat.S_ISDIR(_mode(path))


def is_there(path: Path) -> bool:
    """Whether there is anything at a path. Raises OutsideError (E005): that cannot be told."""
    return bool(_mode(path))


def _mode(path: Path) -> int:
    """The type and permissions of what is at a path, as `os.stat` gives them; 0 where there is nothing."""
    with reading(path):
        try:
            return path.stat().st_mode
        except (FileNotFoundError, NotADirectoryError):
            return 0


def resolved(path: Path) -> Path:
    """A path from the root, without links and dots. Raises OutsideError (E005): no file can have such a name."""
    with reading(path):
        return Path(os.path.realpath(path))


def check_output(output: Path, inputs: Iterable[Path]) -> None:
    """Refuse to write over what is read. Raises UsageError (E077): `output` is one of the files of `inputs`."""
    for path in inputs:
        with contextlib.suppress(OSError, ValueError):
            if output.samefile(path):
                raise UsageError(Message("E077", None, {"path": str(output)}))


def read_text(path: Path, report: Report, name: str = "") -> str:
    """Turn a text file into a string: UTF-8, without the byte-order mark, with "\\n" at line ends, and otherwise unchanged.

    `name`: what messages call the file. UTF-16 and UTF-32 are known by their byte-order mark. A file that is no UTF-8 is read
    as Windows-1252. Both are warnings (W003).

    Raises TextError (E001, E002, E004): the file is not there, is empty, or is no text. OutsideError (E005): it cannot be read.
    """
    return decode(read_bytes(path, name), report, Locus(name or str(path)))


def decode(raw: bytes, report: Report, locus: Locus) -> str:
    """Turn the bytes of a text file into a string, as `read_text` does. Raises TextError (E002, E004)."""
    text: str | None = None
    for mark, encoding in (
        (b"\xff\xfe\x00\x00", "utf-32"),
        (b"\x00\x00\xfe\xff", "utf-32"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if raw.startswith(mark):
            try:
                text = raw.decode(encoding)
            except UnicodeDecodeError as error:
                raise TextError(Message("E004", locus, {"offset": error.start})) from error
            report.add("W003", locus, encoding=encoding.upper())
            break
    else:
        if b"\x00" in raw:
            raise TextError(Message("E004", locus, {"offset": raw.index(b"\x00")}))
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as fault:
            try:
                text = raw.decode("cp1252")
            except UnicodeDecodeError as error:
                raise TextError(Message("E004", locus, {"offset": error.start})) from error
            report.add("W003", Locus(locus.file, raw.count(b"\n", 0, fault.start) + 1), encoding="Windows-1252")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if "\n" not in text:
        # A file of a machine whose lines end so; in other files the character is a space, or a sign that somebody misread.
        text = text.replace(NEXT_LINE, "\n")
    if not text.strip():
        raise TextError(Message("E002", locus))
    return text


def rewritten(raw: bytes, text: str) -> bytes:
    """Turn the new text of a file, line ends as "\\n", into bytes with the line ends and the byte-order mark of its old bytes."""
    mark = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
    return mark + text.replace("\n", "\r\n" if b"\r\n" in raw else "\n").encode()


@contextlib.contextmanager
def written_aside(path: Path, *, folder: bool = False) -> Iterator[Path]:
    """Yield a path beside `path` to write to, and rename that file to `path` if the block ends well. `folder`: it is a folder; at
    `path` may then stand an empty one.

    On any failure, Ctrl-C included, that file is removed, with the folders that were made for it, and the file that stood at
    `path` before is untouched.

    Raises OutsideError (E006, E076): the folder cannot be made or written, no file can have such a name, or the disk is full.
    """
    if not path.name:
        # "", "." and "/" are folders, and have no name beside which another could stand.
        raise _unwritten(path, os.strerror(errno.EISDIR))
    aside = path.with_name(f".{path.name}.{os.getpid()}-{next(_numbers)}{path.suffix}")
    _unfinished.add(aside)
    absent: list[Path] = []
    try:
        absent = [above for above in (path.parent, *path.parent.parents) if not os.path.exists(above)]
        _begin(aside, folder=folder)
        yield aside
        if folder and path.is_dir():
            path.rmdir()
        aside.replace(path)
        absent = []
    except (FileExistsError, NotADirectoryError) as error:
        raise OutsideError(Message("E076", None, {"path": str(path), "folder": str(path.parent)})) from error
    except OSError as error:
        raise _unwritten(path, _reason(error)) from error
    finally:
        _remove(aside)
        with contextlib.suppress(OSError):
            # Folders that hold something by now stay.
            for above in absent:
                above.rmdir()
        _unfinished.discard(aside)


def unfinished(folder: Path, process: int) -> list[Path]:
    """The files in a folder that a process was writing, by its number, and left when it was killed."""
    return sorted(folder.glob(f".*.{process}-*")) if process else []


def _begin(path: Path, *, folder: bool) -> None:
    """Make an empty file or folder, and the folder that holds it. Raises OSError, also where no file can have such a name."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.mkdir() if folder else path.touch()
    except ValueError as error:
        raise OSError(errno.EINVAL, str(error)) from error


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError, ValueError):
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def _unwritten(path: Path, reason: str) -> OutsideError:
    return OutsideError(Message("E006", None, {"path": str(path), "reason": reason}))


# The files that `written_aside` has made and not yet renamed. If Ctrl-C comes while a `with` is entered, no `finally` is in force
# yet: a file that is left then is removed when the process ends.
_unfinished: set[Path] = set()
_numbers = itertools.count(1)


@atexit.register
def _remove_unfinished() -> None:
    for aside in _unfinished:
        _remove(aside)


def write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder of files whole or not at all. `files`: their bytes by their paths in it, with "/" between folders.

    Raises UsageError (E032): something stands at `path` besides an empty folder. OutsideError (E006, E076): it cannot be written.
    """
    try:
        if os.path.lexists(path) and (not path.is_dir() or any(path.iterdir())):
            raise UsageError(Message("E032", None, {"folder": str(path)}))
    except (OSError, ValueError) as error:
        raise _unwritten(path, _reason(error)) from error
    with written_aside(path, folder=True) as aside:
        for name, content in files.items():
            (aside / name).parent.mkdir(parents=True, exist_ok=True)
            (aside / name).write_bytes(content)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file whole or not at all. Raises OutsideError (E006, E076), as `written_aside` does."""
    with written_aside(path) as aside:
        aside.write_bytes(content)
