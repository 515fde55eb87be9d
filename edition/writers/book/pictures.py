"""Turn the address of a picture into a file of the book, if the picture lies in the workspace of the document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from edition.tei.attribute_values import file_at
from edition.writers.book.types import Picture

# The first bytes of each kind of picture -> file ending, media type: the core media types of EPUB 3.3, section 3.2, without SVG,
# which can hold programs, and WebP.
_KINDS = {
    b"\x89PNG\r\n\x1a\n": ("png", "image/png"),
    b"\xff\xd8\xff": ("jpg", "image/jpeg"),
    b"GIF87a": ("gif", "image/gif"),
    b"GIF89a": ("gif", "image/gif"),
}
# The most bytes of one picture, and of all pictures in a book. By eye: a printed page at 600 dots an inch, as a good JPEG, is
# smaller than the first.
_LARGEST, _ALL = 20_000_000, 200_000_000


@dataclass(frozen=True, slots=True)
class PictureFault:
    """Why a picture is not taken: the code of the message, and the values for it besides the address."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


class Pictures:
    """The pictures of a book, each taken once.

    `folder`: the folder of the document. The workspace is the nearest folder that holds sources/, or else that folder itself.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        parents = (self.folder, *self.folder.parents)
        self.workspace = next((parent for parent in parents if (parent / "sources").is_dir()), self.folder)
        self.taken: dict[Path, Picture] = {}
        self.size = 0

    def take(self, address: str) -> Picture | PictureFault | None:
        """Read the picture at an address. Returns why it is not taken if it lies outside the workspace, is too large, cannot be
        read, or is of no known format (W573, W574, W510, W577); None for one on the web or without a file.
        """
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
