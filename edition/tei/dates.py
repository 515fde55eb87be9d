"""Turn a date attribute's value into whether it is a date, and two into their order."""

from __future__ import annotations

import datetime
import re

_DATE = re.compile(r"(-?\d{4,})(?:-(\d\d))?(?:-(\d\d))?(T[\d:.]+)?(Z|[+-]\d\d:\d\d)?")
# What TEI also allows as a date: a day or month of no year, a time of no day.
_PARTIAL = re.compile(r"---?\d\d(-\d\d)?|--\d\d-\d\d|\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")


def is_date(value: str) -> bool:
    """Whether a value is a date as W3C's XML Schema writes it: 1944-08-09, 1944-08, 1944, 1944-08-09T12:00:00."""
    match = _DATE.fullmatch(value)
    if not match:
        return bool(_PARTIAL.fullmatch(value))
    year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
    try:
        # Years that Python does not count keep their place in the cycle of leap years.
        datetime.date(year if 0 < year < 10_000 else 2000 + year % 400, month, day)
    except ValueError:
        return False
    return True


def is_later(early: str, late: str) -> bool:
    """Whether the first of two dates is wholly after the second."""
    first, second = _DATE.fullmatch(early), _DATE.fullmatch(late)
    if not first or not second:
        return False
    beginning = (int(first[1]), int(first[2] or 1), int(first[3] or 1))
    end = (int(second[1]), int(second[2] or 12), int(second[3] or 31))
    return beginning > end
