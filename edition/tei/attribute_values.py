"""Turn the value of an attribute, which may be anything, into what it says: a number, the parts of an address, a file."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import SplitResult, quote, unquote, urlsplit

# Figures of the longest number that is taken for one: no page, line, year or place in a text has more, and Python refuses to
# turn thousands of them into a number.
MOST_FIGURES = 9
# A name or a number of a machine, and where one listens (RFC 3986, 3.2.2 and 3.2.3), without a user and a password before it.
_HOST = re.compile(r"(?=.{1,253}(?::|$))\w[\w-]*(?:\.\w[\w-]*)*\.?(?::([0-9]{1,5}))?", re.ASCII)
_PORTS = 65535
_MAIL = re.compile(r"[\w.+-]+@\w[\w-]*(?:\.\w[\w-]*)+", re.ASCII)
# What may stand in a path or a query as it is (RFC 3986, 3.3; RFC 3987, 2.2); a % before two figures of sixteen is one of these.
_NOT_IN_PATH = re.compile(r"%(?![0-9A-Fa-f]{2})|[^\w.~!$&'()*+,;=:@/?%-]")


def whole_number(value: str) -> int | None:
    """Turn the figures of a value into a number; None where it has anything else, or more than MOST_FIGURES."""
    return int(value) if value.isdecimal() and len(value) <= MOST_FIGURES else None


def probability(value: str) -> float | None:
    """Turn a value into a number from 0 to 1, as 0.83; None where it is none."""
    figures = value.replace(".", "", 1)
    if not (figures.isascii() and figures.isdecimal() and len(figures) <= MOST_FIGURES):
        return None
    number = float(value)
    return number if number <= 1 else None


def split_address(address: str) -> SplitResult | None:
    """Part an address (RFC 3986); None where it cannot be one, as `http://[x`."""
    try:
        return urlsplit(address)
    except ValueError:
        return None


def web_address(address: str) -> str:
    """Turn a value into an address on the web or of mail to which a book may lead; "" where it is none (RFC 3986).

    Such an address begins with http:, https: or mailto:, names a machine or a mailbox, and has no user and no password. Signs that
    may not stand in its path are written as that standard writes them: a space as `%20`.
    """
    parts = split_address(address.strip())
    if parts is None:
        return ""
    if parts.scheme == "mailto" and not parts.netloc:
        query = f"?{_written(parts.query)}" if parts.query else ""
        return f"mailto:{parts.path}{query}" if _MAIL.fullmatch(parts.path) else ""
    host = _ascii(parts.netloc)
    there = parts.scheme in ("http", "https") and address.strip()[len(parts.scheme) :].startswith("://")
    found = _HOST.fullmatch(host)
    if not there or found is None or int(found[1] or 0) > _PORTS:
        return ""
    query = f"?{_written(parts.query)}" if parts.query else ""
    fragment = f"#{_written(parts.fragment)}" if parts.fragment else ""
    return f"{parts.scheme}://{host}{_written(parts.path)}{query}{fragment}"


def _ascii(host: str) -> str:
    """Turn the name of a machine in letters of any language into the letters of the network (RFC 3490); "" where it cannot be."""
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def _written(part: str) -> str:
    """Turn a part of an address into one without signs that may not stand there."""
    return _NOT_IN_PATH.sub(lambda match: quote(match[0], safe=""), part)


def file_at(folder: Path, address: str) -> Path | None:
    """The file that an address names as seen from a folder, with links followed; an address without a path names the folder.

    None for an address on the web or in the network, and where no file can have such a name. Whether the file is there, and where
    it may lie, is for the caller to see.
    """
    parts = split_address(address)
    if parts is None or parts.scheme or parts.netloc:
        return None
    try:
        return (folder / unquote(parts.path)).resolve()
    except (OSError, ValueError, RuntimeError):
        return None
