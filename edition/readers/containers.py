"""Turn archives from anyone into their members, and XML that is packed in them into trees, without reading anything outside."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from edition.errors import TextError
from edition.messages import Message
from edition.model import Locus

if TYPE_CHECKING:
    from lxml import etree

# What the texts of an archive may grow to. A million words of Word's XML are some 60 megabytes.
MOST_BYTES = 256 * 2**20
MOST_MEMBERS = 20_000


def damaged(file: str, kind: str, reason: object) -> TextError:
    """The error for a file that a library cannot open (E130), with the words of the library."""
    line, column = getattr(reason, "position", (None, None))
    said = " ".join(str(getattr(reason, "msg", None) or reason).split()).rstrip(".")[:200]
    said = re.sub(r",? line \d+, column \d+$", "", said) or type(reason).__name__
    return TextError(Message("E130", Locus(file, line or None, column or None), {"kind": kind, "reason": said}))


def library(name: str, extra: str, kind: str, file: str) -> ModuleType:
    """Import the library that reads a shape. Raises TextError (E131) where it is not installed."""
    try:
        return import_module(name)
    except ImportError as error:
        raise TextError(Message("E131", Locus(file), {"kind": kind, "library": name.split(".")[0], "extra": extra})) from error


class Archive:
    """A ZIP archive whose members unpack to a bounded size; nothing is written to disk.

    Raises TextError: it is no archive or is damaged (E130), would grow beyond bounds (E132, E189), or is locked (E135).
    """

    def __init__(self, raw: bytes, file: str, kind: str) -> None:
        self.file, self.kind = file, kind
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
        except (zipfile.BadZipFile, RuntimeError, ValueError, OSError, EOFError, OverflowError) as error:
            raise damaged(file, kind, error) from error
        members = self._zip.infolist()
        # Python's zipfile gives no more of a member than its declared size, so a lie is cut short and then found out.
        size = sum(member.file_size for member in members)
        if size > MOST_BYTES or len(members) > MOST_MEMBERS:
            if len(members) > MOST_MEMBERS:
                raise TextError(Message("E189", Locus(file), {"count": len(members), "most": MOST_MEMBERS}))
            raise TextError(Message("E132", Locus(file), {"size": size // 2**20, "most": MOST_BYTES // 2**20}))
        if any(member.flag_bits & 1 for member in members):
            raise TextError(Message("E135", Locus(file), {"kind": kind}))
        self.names = frozenset(member.filename for member in members)

    def read(self, name: str) -> bytes:
        """The bytes of a member. Raises TextError: it is not there (E170) or damaged (E130)."""
        try:
            return self._zip.read(name)
        except KeyError:
            raise TextError(Message("E170", Locus(self.file), {"kind": self.kind, "part": name})) from None
        except (zipfile.BadZipFile, RuntimeError, ValueError, OSError, EOFError, zlib.error) as error:
            raise damaged(self.file, self.kind, error) from error
        except Exception as error:
            # lzma has an error class of its own, which is not there where Python was built without it.
            if type(error).__name__ != "LZMAError":
                raise
            raise damaged(self.file, self.kind, error) from error

    def tree(self, name: str) -> etree._Element:
        """The XML of a member."""
        return tree_of(self.read(name), self.file, self.kind)


def tree_of(raw: bytes, file: str, kind: str) -> etree._Element:
    """Turn XML that is a part of an archive, or a web page, into the root of its tree; nothing outside is read.

    Raises TextError: it is not well-formed (E130), empty (E171) or nested too deep (E402), or declares entities (E133), which
    such files do not need and attacks do. TEI is opened by `edition.tei.reading.opening`, which reads its entities.
    """
    from lxml import etree

    from edition.tei.reading.safety import DEEPEST_HUGE, safe_parser
    from edition.tei.reading.wellformed import is_too_deep

    if b"<!ENTITY" in raw.replace(b"\0", b""):
        raise TextError(Message("E133", Locus(file), {"kind": kind}))
    try:
        root = etree.fromstring(raw, safe_parser(huge=True))
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        if isinstance(error, etree.XMLSyntaxError) and is_too_deep(error):
            raise TextError(Message("E402", Locus(file), {"deepest": DEEPEST_HUGE})) from error
        raise damaged(file, kind, error) from error
    if root is None:
        raise TextError(Message("E171", Locus(file), {"kind": kind}))
    return root


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace, in lower case; "" for comments, instructions and entities."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def source_line(element: etree._Element) -> int:
    """The line on which an element begins; 0 where it is not known."""
    return int(str(element.sourceline or 0))
