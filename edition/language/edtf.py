"""Turn dates in EDTF into their order, and the key of an entry into whether it is one.

EDTF: Extended Date/Time Format, Library of Congress 2019 (ISO 8601-2). Its seasons are those of the north.
"""

from __future__ import annotations

import re

# The number of a season: its first month, its last, and how many years later that is.
SEASONS = {"21": ("03", "05", 0), "22": ("06", "08", 0), "23": ("09", "11", 0), "24": ("12", "02", 1)}
_SEASON = re.compile(r"(?<!\d)(\d{4})-(2[1-4])(?![\d-])")


def in_months(edtf: str) -> str:
    """Turn a date into one such that the order of strings is that of time: each season by its first month."""
    return _SEASON.sub(lambda found: f"{found[1]}-{SEASONS[found[2]][0]}", edtf)


def certain(edtf: str) -> str:
    """Turn a date into the one that it is taken for: without what says that it is uncertain or approximate."""
    return re.sub(r"[?~%]", "", edtf)


def first_day(edtf: str) -> str:
    """Turn a date into a key for sorting, the first day that it can mean: `1944-08-00` for a month, `1944-00-00` for a year."""
    start = next(filter(None, certain(edtf).split("/")), "")
    year, month, day = (*in_months(start).split("-"), "", "")[:3]
    return f"{year}-{month or '00'}-{day or '00'}"
