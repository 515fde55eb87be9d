"""Turn the inputs of a step into a key, and a key into what the step made last time, with its messages.

The cache is a convenience: where it cannot be read or written the step is done again. Each result is a file of its own in the
folder of its kind, checked by its digest when it is read. Files are renamed into place, so that several processes may share the
cache.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TypeVar

from edition.errors import OutsideError
from edition.files import write_bytes
from edition.messages import Message, Report
from edition.messages.values import from_json, to_json
from edition.model import Locus
from edition.storage.memory import Memory

# At most so many bytes are kept, and nothing longer than so many seconds after its last use. By eye: one build of the specimen,
# with both books, keeps 1.5 MB.
_MOST = 1_000_000_000
_LONGEST = 60 * 24 * 60 * 60
# A file may say that it was used so many seconds earlier than the clock had it: FAT counts in twos, Linux in ticks.
_COARSE = 2.0
# The libraries whose version may change whatever is made: the comparison of an entry, and documents. The libraries of one shape of
# source or one kind of book stand in the tables of these, and go into a key where such a file is read or such a book made. tomlkit
# is not among them: what it writes, edition.toml and decisions.toml, is an input.
_LIBRARIES = ("markdown-it-py", "langcodes", "snowballstemmer", "numpy", "lxml")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CacheHit:
    """A result that a step made: the bytes of a file, and the messages that were reported on the way."""

    content: bytes
    messages: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of results of earlier runs. Without a folder nothing is found and nothing kept.

    `memory`: what is kept besides in a process that builds again and again.

    A kind is the name of a step or of a kind of book, such as "tei" or "epub", and of the folder with its results. A key is made by
    key_of.
    """

    folder: Path | None
    memory: Memory | None = None

    def find(self, kind: str, key: str) -> CacheHit | None:
        """Find what was kept under a key; None where there is nothing or the file is broken."""
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
        """Keep a result under a key. Where the cache cannot be written nothing happens."""
        if self.folder is None:
            return
        told = [(m.code, to_json(m.locus), {name: to_json(value) for name, value in m.values.items()}) for m in made.messages]
        kept = json.dumps(told).encode("ascii") + b"\n" + made.content
        with contextlib.suppress(OSError, OutsideError):
            write_bytes(self.folder / kind / key, hashlib.sha256(kept).hexdigest().encode("ascii") + b"\n" + kept)

    def made(
        self, kind: str, key: str, report: Report, make: Callable[[Report], bytes], kept: Callable[[], None] = lambda: None
    ) -> bytes:
        """Give the bytes that a step made last time, else let it make them and keep them.

        `make`: the step. `kept` is called where the result is of last time. The messages of the step are reported, also if it
        raises.
        """
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

    def remembered(self, kind: str, most: int, parts: Iterable[bytes | str], make: Callable[[], T]) -> T:
        """Give what this process made from these inputs before, else make it. `most`: as in Memory.made."""
        return make() if self.memory is None else self.memory.made(kind, most, key_of(parts), make)

    @contextlib.contextmanager
    def tidied(self) -> Iterator[None]:
        """Tidy the cache at the end of a run, which may build many editions, unless it raises.

        What the run used stays, so that the next finds all of it, however much it is.
        """
        began = time.time()
        yield
        self.prune(began - _COARSE)

    def prune(self, began: float) -> None:
        """Remove what was not used for _LONGEST seconds, then the least recently used until _MOST bytes are left or only what was
        used since `began`, in seconds since 1970.
        """
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
            if (left < 0 and used < began) or used < longest:
                with contextlib.suppress(OSError):
                    os.unlink(path)


@dataclass(slots=True)
class Pages:
    """The shelf of set pages in a cache (keeping.Shelf): a key is made of all inputs of some pages, and of `mark`: what of this
    machine changes them, which is asked where pages are set, since other books need none of it.
    """

    cache: Cache
    mark: Callable[[], str]
    _kept: bool = field(default=False, init=False)

    def find(self, parts: Iterable[bytes | str]) -> bytes | None:
        """Find the pages that were made from these inputs; None where there are none."""
        made = self.cache.find("pages", self._key(parts))
        return made.content if made is not None else None

    def keep(self, parts: Iterable[bytes | str], content: bytes) -> None:
        """Keep the pages that were made from these inputs."""
        self._kept = True
        self.cache.keep("pages", self._key(parts), CacheHit(content))

    @contextlib.contextmanager
    def tidied(self) -> Iterator[Pages]:
        """Tidy the cache at the end of a run that makes one book, as Cache.tidied does, if pages were kept."""
        began = time.time()
        yield self
        if self._kept:
            self.cache.prune(began - _COARSE)

    def _key(self, parts: Iterable[bytes | str]) -> str:
        return key_of([*parts, self.mark()])


def user_cache(memory: Memory | None = None) -> Cache:
    """The cache of this user: $XDG_CACHE_HOME/edition, else ~/.cache/edition. `memory`: as in Cache."""
    home = os.environ.get("XDG_CACHE_HOME", "")
    # The XDG specification: a relative path is to be ignored. A user without a home has no cache.
    base = Path(home) if os.path.isabs(home) else Path(os.path.expanduser("~/.cache"))
    return Cache(base / "edition" if base.is_absolute() else None, memory)


def key_of(parts: Iterable[bytes | str]) -> str:
    """Turn the inputs of a step into its key: a digest of them and of the program."""
    digest = hashlib.sha256(program().encode("ascii"))
    for part in parts:
        raw = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        digest.update(b"%d:" % len(raw))
        digest.update(raw)
    return digest.hexdigest()


@cache
def program() -> str:
    """Compute the digest of this program: its own files, the version of Python, and the versions of _LIBRARIES."""
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
def font_files() -> list[Path]:
    """Find the installed fonts, sorted by their paths."""
    names = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
    folders = [Path(os.path.expanduser(name)) for name in names]
    return sorted((path for folder in folders if folder.is_dir() for path in folder.rglob("*") if path.is_file()), key=str)


def fonts() -> str:
    """List the paths of the installed fonts, a line each: a book is made anew when one comes or goes."""
    return "\n".join(map(str, font_files()))


def _message(code: str, locus: object, values: Mapping[str, object]) -> Message:
    place = from_json(locus)
    message = Message(code, place if isinstance(place, Locus) else None, {name: from_json(value) for name, value in values.items()})
    str(message)
    return message
