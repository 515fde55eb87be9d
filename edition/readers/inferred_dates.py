"""Give dates without a year their year, by the order of the calendar and by the dates that have one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from edition.readers.datelines import Dateline

# The year that `read_dateline` is given for a dateline that names none.
NO_YEAR = 1


def with_years(dates: Sequence[Dateline]) -> list[tuple[str, bool]]:
    """The keys of dates in the order of the text, with whether the year was inferred.

    The years go on from one date to the next, and turn where the calendar does: December, January. Dates before the first that
    names its year go back from it. Where none names a year, the keys have none: `05-04`. The next entry of one day has `.2`.
    """
    edtf = [date.edtf or "" for date in dates]
    turns = 0
    offsets: list[int] = []
    known: list[tuple[int, int]] = []
    before = ""
    for index, date in enumerate(edtf):
        year, _, rest = date.partition("-")
        if before and rest and rest[:5] < before[:5]:
            turns += 1
        before = rest or before
        offsets.append(turns)
        if (said := _year(year)) != NO_YEAR:
            known.append((index, said))
    found: list[tuple[str, bool]] = []
    # By the nearest dated one before, else by the first after.
    at, told = known[0] if known else (0, NO_YEAR)
    for index, date in enumerate(edtf):
        year, _, rest = date.partition("-")
        if not date:
            # A day that no month has.
            found.append(("", False))
        elif _year(year) != NO_YEAR:
            at, told = index, _year(year)
            found.append((date, False))
        elif not known:
            found.append((rest or date, True))
        else:
            said = told + offsets[index] - offsets[at]
            found.append((f"{said:04d}-{rest}".replace(f"/{NO_YEAR:04d}-", f"/{said:04d}-"), True))
    return found


def _year(text: str) -> int:
    """The year that a date in EDTF begins with, of a range the first."""
    found = re.match(r"\d+", text)
    return int(found[0]) if found else NO_YEAR


def told_apart(keys: Sequence[str]) -> list[str]:
    """Keys of which no two are alike: the second entry of one day is `1842-05-19.2`."""
    counts: dict[str, int] = {}
    found: list[str] = []
    for key in keys:
        counts[key] = counts.get(key, 0) + 1
        found.append(key if counts[key] == 1 else f"{key}.{counts[key]}")
    return found
