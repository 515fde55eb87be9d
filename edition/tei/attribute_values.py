"""Turn the value of an attribute, which may be anything, into what it says: a number, the parts of an address, a file."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

# Figures of the longest number that is taken for one: no page, line, year or place in a text has more, and Python refuses to
# turn thousands of them into a number.
MOST_FIGURES = 9


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
