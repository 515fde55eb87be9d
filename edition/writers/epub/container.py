"""Turn named files into an EPUB container with ebooklib: same files, same bytes.

The only module that knows ebooklib. Of its writer the package document and the archive are replaced: ebooklib 0.20 writes the
clock into both, and its package has neither language nor landmarks of its own.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

from ebooklib import epub

FOLDER = "EPUB"
# The first moment that a ZIP archive can name (APPNOTE 4.4.6, the date of MS-DOS): every file has it, for the same bytes each time.
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class File:
    """A file of the book: its path inside the book's folder, media type, content, and place in manifest and spine."""

    path: str
    media_type: str
    content: bytes
    properties: tuple[str, ...] = ()
    in_spine: bool = False

    @property
    def id(self) -> str:
        """Its id in the manifest, from its path."""
        return self.path.replace("/", "-")


class _PlainZip(zipfile.ZipFile):
    """A zip file without clock, owner or platform in it."""

    def writestr(self, name, data, compress_type=None, compresslevel=None) -> None:  # type: ignore[no-untyped-def]
        info = zipfile.ZipInfo(name, _EPOCH)
        info.external_attr = 0o100644 << 16
        info.create_system = 3
        info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
        super().writestr(info, data)


class _Writer(epub.EpubWriter):  # type: ignore[misc]
    """ebooklib's writer with our archive and our package document."""

    def write(self) -> None:
        with _PlainZip(self.file_name, "w") as self.out:
            self.out.writestr("mimetype", "application/epub+zip")
            self._write_container()
            self.out.writestr(f"{FOLDER}/package.opf", self.options["package"])
            self._write_items()

    def _write_container(self) -> None:
        self.out.writestr(
            "META-INF/container.xml",
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">\n'
            f'<rootfiles><rootfile full-path="{FOLDER}/package.opf" media-type="application/oebps-package+xml"/></rootfiles>\n'
            "</container>\n",
        )


def write(path: Path, files: list[File], package: bytes) -> None:
    """Write files and package document into an EPUB at `path`. Raises OSError as writing any file does."""
    book = epub.EpubBook()
    book.FOLDER_NAME = FOLDER
    for file in files:
        book.add_item(epub.EpubItem(uid=file.id, file_name=file.path, media_type=file.media_type, content=file.content))
    _Writer(str(path), book, {"package": package}).write()
