"""Turn the bytes of a document into what it says of its encoding, and the encoding that the bytes seem to have."""

from __future__ import annotations

import codecs
import re
import unicodedata

_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)""")
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
# In ISO-8859-1 these bytes are control characters that no text has; Windows has quotation marks and dashes there.
_WINDOWS = re.compile(rb"[\x80-\x9f]")
# A letter beyond ASCII in UTF-8 is two bytes and more; that so many of another encoding are by chance what UTF-8 allows, and
# nothing else is, does not happen. By eye.
_FEWEST_LETTERS = 3
# The categories of Unicode whose characters cannot be seen: formats, spaces.
_UNSEEN = frozenset({"Cf", "Zs", "Zl", "Zp"})


def declared_encoding(raw: bytes) -> str:
    """Find the encoding that the first line of a document names; "" if it names none."""
    declared = _DECLARED.match(raw.removeprefix(codecs.BOM_UTF8))
    return declared[1].decode("ascii") if declared else ""


def seeming_encoding(raw: bytes) -> str:
    """Give the encoding of bytes whose declared one does not fit: UTF-8 if they fit that; else that of Windows or ISO-8859-1."""
    if _fits_utf_8(raw):
        return "UTF-8"
    return "windows-1252" if _WINDOWS.search(raw) else "ISO-8859-1"


def misread_encoding(raw: bytes) -> str:
    """Give the encoding of bytes that can be read in the one that is declared, but have other letters in it; "" if all is well."""
    try:
        declared = codecs.lookup(declared_encoding(raw) or "utf-8").name
    except LookupError:
        return ""
    if not re.match(r"iso8859|cp125|latin|mac", declared):
        return ""
    if _fits_utf_8(raw) and len(_BEYOND_ASCII.findall(raw)) >= 2 * _FEWEST_LETTERS:
        return "UTF-8"
    return "windows-1252" if declared == "iso8859-1" and _WINDOWS.search(raw) else ""


def _fits_utf_8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def unseen_character(text: str) -> str:
    """Give the name of the character with which a text begins, if it cannot be seen: `zero width space, U+200B`; else ""."""
    first = text[:1]
    if not first or unicodedata.category(first) not in _UNSEEN:
        return ""
    return f"{unicodedata.name(first, 'without a name').lower()}, U+{ord(first):04X}"
