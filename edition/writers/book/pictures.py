"""Turn the address of a picture into a file of the book: pictures that lie in the document's own workspace, and no others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from edition.tei.attribute_values import file_at
from edition.writers.book.types import Picture

# How the files of each kind begin, and the media type of each (EPUB 3.3, 3.2, without SVG, which can hold programs).
_KINDS = {
    b"\x89PNG\r\n\x1a\n": ("png", "image/png"),
    b"\xff\xd8\xff": ("jpg", "image/jpeg"),
    b"GIF87a": ("gif", "image/gif"),
    b"GIF89a": ("gif", "image/gif"),
}
# Bytes: of one picture, and of all in a book. By eye: a page in print at 600 dots an inch, as a good JPEG, is below the first.
_LARGEST, _ALL = 20_000_000, 200_000_000


@dataclass(frozen=True, slots=True)
class PictureFault:
    """Why a picture is not taken: the code of the message, and its values besides the address."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


class Pictures:
    """The pictures of a book, each taken once.

    `folder`: where the document lies; its workspace is the nearest folder with sources/, or else that folder itself.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        parents = (self.folder, *self.folder.parents)
        self.workspace = next((parent for parent in parents if (parent / "sources").is_dir()), self.folder)
        self.taken: dict[Path, Picture] = {}
        self.size = 0

    def take(self, address: str) -> Picture | PictureFault | None:
        """The picture at an address, or why it is not taken; None where it is none of ours: on the web, or not there."""
        path = file_at(self.folder, address)
        if path is None or path == self.folder or not _is_there(path):
            return None
        if not path.is_relative_to(self.workspace):
            return PictureFault("W573")
        if path in self.taken:
            return self.taken[path]
        if not path.is_file():
            return None
        return self._read(path)

    def _read(self, path: Path) -> Picture | PictureFault:
        try:
            size = path.stat().st_size
            if size > _LARGEST or self.size + size > _ALL:
                return PictureFault("W574", {"size": round(size / 1e6), "most": round(_ALL / 1e6)})
            content = path.read_bytes()
        except OSError as error:
            return PictureFault("W510", {"reason": error.strerror or str(error)})
        for sign, (ending, media_type) in _KINDS.items():
            if content.startswith(sign):
                self.size += size
                self.taken[path] = Picture(f"pictures/{len(self.taken) + 1:04d}.{ending}", media_type, content, path.name)
                return self.taken[path]
        return PictureFault("W577")


def _is_there(path: Path) -> bool:
    """Whether a path leads to anything; a name that is too long, or in a folder that may not be read, does not."""
    try:
        path.lstat()
    except (OSError, ValueError):
        return False
    return True
