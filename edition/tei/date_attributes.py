"""Turn a date in EDTF into the attributes of a TEI date; tell whether a value is a date, and which of two is later."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

from edition.language.edtf import SEASONS, certain
from edition.tei.attribute_values import MOST_FIGURES

# The attributes of TEI that hold dates (Guidelines 14.4).
DATE_ATTRIBUTES = frozenset({"when", "from", "to", "notBefore", "notAfter"})

# No year has more figures than MOST_FIGURES, though XML Schema allows them.
_DATE = re.compile(rf"(-?[0-9]{{4,{MOST_FIGURES}}})(?:-([0-9]{{2}}))?(?:-([0-9]{{2}}))?(T[0-9:.]+)?(Z|[+-][0-9]{{2}}:[0-9]{{2}})?")
# What TEI also allows as a date: a day or month of no year, a time of no day.
_PARTIAL = re.compile(r"---?\d\d(-\d\d)?|--\d\d-\d\d|\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")
_DAY = re.compile(r"-?\d{4}(-\d{2}){0,2}\Z")
_SEASON = re.compile(r"(-?\d{4})-(2[1-4])\Z")


# How sure a date is that EDTF calls uncertain, approximate, or both.
CERTAINTY = {"?": "low", "~": "medium", "%": "low"}


def date_attributes(edtf: str) -> dict[str, str]:
    """Turn an EDTF date into the attributes of a TEI date (Guidelines 14.4): when; from and to; notBefore and notAfter.

    A date that is not sure has @cert besides.
    """
    if doubt := next((CERTAINTY[letter] for letter in edtf if letter in CERTAINTY), ""):
        return {**date_attributes(certain(edtf)), "cert": doubt}
    if season := _SEASON.match(edtf):
        first, last, years = SEASONS[season[2]]
        return {"notBefore": f"{season[1]}-{first}", "notAfter": f"{int(season[1]) + years:04d}-{last}"}
    if _DAY.match(edtf):
        return {"when": edtf}
    if "/" in edtf:
        start, end = edtf.split("/", 1)
        opening, closing = date_attributes(start), date_attributes(end)
        if "when" in opening and "when" in closing:
            return {"from": opening["when"], "to": closing["when"]}
        first_day = opening.get("when") or opening.get("notBefore")
        last_day = closing.get("when") or closing.get("notAfter")
        return {k: v for k, v in (("notBefore", first_day), ("notAfter", last_day)) if v}
    return {}


def edtf_of(attributes: Mapping[str, str]) -> str:
    """Turn the attributes of a TEI date into a date in EDTF, "" where they hold none; the way back of date_attributes."""
    if "when" in attributes:
        return attributes["when"]
    first = attributes.get("from") or attributes.get("notBefore", "")
    last = attributes.get("to") or attributes.get("notAfter", "")
    seasons = [f"{first[:-3]}-{season}" for season in SEASONS]
    if "from" not in attributes and (found := [s for s in seasons if date_attributes(s) == {"notBefore": first, "notAfter": last}]):
        return found[0]
    return f"{first}/{last}" if first or last else ""


def is_date(value: str) -> bool:
    """Tell whether a value is a date as W3C's XML Schema writes it: 1944-08-09, 1944-08, 1944, 1944-08-09T12:00:00."""
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
    """Tell whether the first of two dates is wholly after the second."""
    first, second = _DATE.fullmatch(early), _DATE.fullmatch(late)
    if not first or not second:
        return False
    beginning = (int(first[1]), int(first[2] or 1), int(first[3] or 1))
    end = (int(second[1]), int(second[2] or 12), int(second[3] or 31))
    return beginning > end
