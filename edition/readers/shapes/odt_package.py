"""Open a text document of OpenDocument (ODT, ISO/IEC 26300): its text, its styles, what it states of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edition.errors import TextError
from edition.messages import Message
from edition.model import Locus
from edition.readers.containers import Archive, local_name

if TYPE_CHECKING:
    from lxml import etree

KIND = "OpenDocument text"
_NS = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE = f"{{{_NS}office:1.0}}", f"{{{_NS}text:1.0}}", f"{{{_NS}table:1.0}}"
DRAW, STYLE, FO = f"{{{_NS}drawing:1.0}}", f"{{{_NS}style:1.0}}", f"{{{_NS}xsl-fo-compatible:1.0}}"
# Programs write attributes of drafts under a name of their own.
LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
XLINK = "{http://www.w3.org/1999/xlink}"
_MIMETYPE = b"application/vnd.oasis.opendocument.text"


class OdtPackage:
    """The parts of an ODT.

    Raises TextError: it is damaged or something else (E130, E170, E171), unpacks beyond bounds (E132, E189), declares entities
    (E133), is nested too deep (E402), or has a password (E135).
    """

    def __init__(self, raw: bytes, file: str) -> None:
        self.file = file
        archive = Archive(raw, file, KIND)
        if "META-INF/manifest.xml" in archive.names:
            manifest = archive.tree("META-INF/manifest.xml")
            # A locked document may keep all its parts in one, so that it has no text of its own.
            if any(local_name(element) == "encryption-data" for element in manifest.iter()):
                raise TextError(Message("E135", Locus(self.file), {"kind": KIND}))
        self.content = archive.tree("content.xml")
        self.styles = archive.tree("styles.xml") if "styles.xml" in archive.names else None
        body = self.content.find(f"{OFFICE}body/{OFFICE}text")
        if body is None:
            raise TextError(Message("E171", Locus(self.file), {"kind": KIND}))
        self.body: etree._Element = body


def is_odt(archive: Archive) -> bool:
    """Whether an archive is a text document of OpenDocument: the text of a template or of a master document too."""
    return "mimetype" in archive.names and archive.read("mimetype").strip().startswith(_MIMETYPE)
