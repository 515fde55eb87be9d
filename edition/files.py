"""Turn files into text and text into files: encodings told, output written aside and renamed."""

from __future__ import annotations

import atexit
import contextlib
import itertools
import os
from collections.abc import Iterator
from pathlib import Path

from edition.errors import OutsideError, TextError
from edition.messages import Message, Report
from edition.model import Locus


def read_bytes(path: Path, name: str = "") -> bytes:
    """The bytes of a file; `name` is the file's name in messages.

    Raises TextError (E001): the file is not there. OutsideError (E005): it cannot be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise TextError(Message("E001", None, {"path": name or str(path)})) from None
    except OSError as error:
        raise OutsideError(Message("E005", Locus(name or str(path)), {"reason": error.strerror or str(error)})) from error


def read_text(path: Path, report: Report, name: str = "") -> str:
    """Turn a text file into a string: UTF-8, byte-order mark dropped, line ends as "\\n", nothing else changed.

    `name` is the file's name in messages. UTF-16 and UTF-32 are told by their mark; what is no UTF-8 is read as
    Windows-1252, with a warning (W003).

    Raises TextError (E001, E002, E004): the file is not there, is empty, or is no text. OutsideError (E005): it cannot be read.
    """
    return decode(read_bytes(path, name), report, Locus(name or str(path)))


def decode(raw: bytes, report: Report, locus: Locus) -> str:
    """Turn the bytes of a text file into a string, as read_text does."""
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
    if not text.strip():
        raise TextError(Message("E002", locus))
    return text


@contextlib.contextmanager
def written_aside(path: Path) -> Iterator[Path]:
    """Give a path beside the wanted one to write to; when the block ends well, rename it into place.

    On any failure, Ctrl-C included, the file aside is removed, with the folders that were made for it, and what stood at `path`
    before is untouched.

    Raises OutsideError (E006, E076): the folder cannot be made or written, or the disk is full.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}-{next(_numbers)}{path.suffix}")
    _unfinished.add(aside)
    absent: list[Path] = []
    try:
        absent = [folder for folder in (path.parent, *path.parent.parents) if not folder.exists()]
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.touch()
        yield aside
        aside.replace(path)
        absent = []
    except (FileExistsError, NotADirectoryError) as error:
        raise OutsideError(Message("E076", None, {"path": str(path), "folder": str(path.parent)})) from error
    except OSError as error:
        raise OutsideError(Message("E006", None, {"path": str(path), "reason": error.strerror or str(error)})) from error
    finally:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)
            # Folders that hold something by now stay.
            for folder in absent:
                folder.rmdir()
        _unfinished.discard(aside)


# Files aside that are not renamed yet. Ctrl-C may come where a `with` is entered and no `finally` is in force: what is left then is
# removed when the process ends.
_unfinished: set[Path] = set()
_numbers = itertools.count(1)


@atexit.register
def _remove_unfinished() -> None:
    for aside in _unfinished:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file aside and rename it into place. Raises OutsideError (E006)."""
    with written_aside(path) as aside:
        aside.write_bytes(content)
