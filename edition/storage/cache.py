"""Turn what a step was made from into a key, and a key into what the step made last time, its messages with it.

The cache is a convenience: one that cannot be read or written is passed over, and what it holds is checked by digest. It is made
for many small things, each a file in the folder of its kind. Files are renamed into place, so that processes may share it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from edition.errors import OutsideError
from edition.files import write_bytes
from edition.messages import Message, Report
from edition.model import Locus

# How much is kept, in bytes, and how long after its last use, in seconds.
_MOST = 1_000_000_000
_LONGEST = 60 * 24 * 60 * 60
# The libraries that leave their mark in whatever is made: as an entry is compared, and in documents. Those of one shape of source
# or one kind of book stand in the tables of these, and go into a key where such a file is read or such a book made.
_LIBRARIES = ("markdown-it-py", "snowballstemmer", "numpy", "lxml")


@dataclass(frozen=True, slots=True)
class CacheHit:
    """What a step made: the bytes of a file, and what was reported on the way."""

    content: bytes
    messages: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of things made before; without a folder nothing is found and nothing kept.

    A kind is the name of a step or of a kind of book, such as "tei" or "epub", and of the folder that its things lie in; a key is
    made by key_of.
    """

    folder: Path | None

    def find(self, kind: str, key: str) -> CacheHit | None:
        """What was kept under a key; None where there is nothing, or what is there is broken."""
        if self.folder is None:
            return None
        path = self.folder / kind / key
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            digest, _, kept = path.read_bytes().partition(b"\n")
            if digest.decode("ascii") == hashlib.sha256(kept).hexdigest():
                os.utime(path)
                told, _, content = kept.partition(b"\n")
                return CacheHit(content, tuple(_message(*parts) for parts in json.loads(told)))
        return None

    def keep(self, kind: str, key: str, made: CacheHit) -> None:
        """Keep what was made under a key."""
        if self.folder is None:
            return
        told = [(m.code, m.locus and (m.locus.file, m.locus.line, m.locus.column), _plain(m.values)) for m in made.messages]
        kept = json.dumps(told).encode("ascii") + b"\n" + made.content
        with contextlib.suppress(OSError, OutsideError):
            write_bytes(self.folder / kind / key, hashlib.sha256(kept).hexdigest().encode("ascii") + b"\n" + kept)

    def made(
        self, kind: str, key: str, report: Report, make: Callable[[Report], bytes], kept: Callable[[], None] = lambda: None
    ) -> bytes:
        """What a step makes, or made last time, of which `kept` is told; its messages are reported, also where it raises."""
        if found := self.find(kind, key):
            kept()
            report.messages += found.messages
            return found.content
        mine = Report()
        try:
            content = make(mine)
        finally:
            report.messages += mine.messages
        self.keep(kind, key, CacheHit(content, tuple(mine.messages)))
        return content

    def prune(self) -> None:
        """Remove what was not used for long, and of the rest the oldest, until what is left is not too much: once a build."""
        if self.folder is None:
            return
        files = []
        for folder, _, names in os.walk(self.folder):
            for name in names:
                path = os.path.join(folder, name)
                with contextlib.suppress(OSError):
                    stat = os.lstat(path)
                    files.append((stat.st_mtime, stat.st_size, path))
        left, longest = _MOST, time.time() - _LONGEST
        for used, size, path in sorted(files, reverse=True):
            left -= size
            if left < 0 or used < longest:
                with contextlib.suppress(OSError):
                    os.unlink(path)


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages that a cache has, each found by all that it was made from and by what of this machine leaves its mark in them."""

    cache: Cache
    mark: str

    def find(self, parts: Iterable[bytes | str]) -> bytes | None:
        """What was kept of what was made from these; None where nothing was."""
        made = self.cache.find("pages", key_of([*parts, self.mark]))
        return made.content if made is not None else None

    def keep(self, parts: Iterable[bytes | str], content: bytes) -> None:
        """Keep what was made from these."""
        self.cache.keep("pages", key_of([*parts, self.mark]), CacheHit(content))


def user_cache() -> Cache:
    """The cache of this user: $XDG_CACHE_HOME/edition, else ~/.cache/edition."""
    home = os.environ.get("XDG_CACHE_HOME", "")
    # The XDG specification: a relative path is to be ignored. A user without a home has no cache.
    base = Path(home) if os.path.isabs(home) else Path(os.path.expanduser("~/.cache"))
    return Cache(base / "edition" if base.is_absolute() else None)


def key_of(parts: Iterable[bytes | str]) -> str:
    """The key of a step: the digest of all that it is made from, and of the program."""
    digest = hashlib.sha256(program().encode("ascii"))
    for part in parts:
        raw = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        digest.update(b"%d:" % len(raw))
        digest.update(raw)
    return digest.hexdigest()


@cache
def program() -> str:
    """The digest of this program: its own files, the version of Python, and those of the libraries that leave their mark."""
    digest = hashlib.sha256(sys.version.encode())
    root = Path(__file__).parent.parent
    for path in sorted(root.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(str(path.relative_to(root)).encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    digest.update(versions(_LIBRARIES).encode())
    return digest.hexdigest()


@cache
def versions(libraries: tuple[str, ...]) -> str:
    """The versions of those of some libraries that are installed, a line each; `libraries`: the names of distributions."""
    from importlib import metadata

    lines = []
    for library in libraries:
        with contextlib.suppress(metadata.PackageNotFoundError):
            lines.append(f"{library} {metadata.version(library)}\n")
    return "".join(lines)


@cache
def fonts() -> str:
    """The fonts that are installed, as a list of paths: a PDF is made anew when one comes or goes."""
    names = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
    folders = [Path(os.path.expanduser(name)) for name in names]
    return "\n".join(sorted(str(path) for folder in folders if folder.is_dir() for path in folder.rglob("*") if path.is_file()))


def _message(code: str, locus: list[object] | None, values: Mapping[str, object]) -> Message:
    message = Message(code, Locus(*locus) if locus else None, values)  # type: ignore[arg-type]
    str(message)
    return message


def _plain(values: Mapping[str, object]) -> dict[str, object]:
    return {key: value if isinstance(value, str | int | float) else str(value) for key, value in values.items()}
