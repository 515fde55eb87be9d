"""Turn named files into an EPUB container with ebooklib: the same files give the same bytes.

This is the only module that knows ebooklib. Two parts of its writer are replaced, the package document and the archive:
ebooklib 0.20 writes the time of day into both, and its package document has no language and no landmarks of its own.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

from ebooklib import epub

FOLDER = "EPUB"
# The earliest date that a ZIP archive can hold (APPNOTE 4.4.6, MS-DOS). Every file has it, so that the bytes are the same each
# time.
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class File:
    """A file of the book: its path in the book's folder, media type and content. `properties`, `in_spine`, `linear`: how
    manifest and spine list it.
    """

    path: str
    media_type: str
    content: bytes
    properties: tuple[str, ...] = ()
    in_spine: bool = False
    linear: bool = True

    @property
    def id(self) -> str:
        """Its id in the manifest, made from its path."""
        return self.path.replace("/", "-")


class _PlainZip(zipfile.ZipFile):
    """A zip archive that holds no time, owner or platform."""

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
    """Write files and package document as an EPUB at `path`. Raises OSError: the file cannot be written."""
    book = epub.EpubBook()
    book.FOLDER_NAME = FOLDER
    for file in files:
        book.add_item(epub.EpubItem(uid=file.id, file_name=file.path, media_type=file.media_type, content=file.content))
    _Writer(str(path), book, {"package": package}).write()
