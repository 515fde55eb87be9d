"""Turn the dateline that opens an entry into a date in EDTF and a place.

EDTF: Extended Date/Time Format, Library of Congress 2019 (ISO 8601-2): `1944-08-09`, `1941-11`, `1947`, seasons `1940-24`,
ranges `1943-01-01/1943-01-03`. What is printed as uncertain has `?`, what as approximate `~`, at each end of a range.
"""

from __future__ import annotations

import calendar as gregorian
import functools
import re
from dataclasses import dataclass, replace

from edition.language.calendars import Calendar
from edition.language.languages import language_read_as

# A place is at most this many words, so that a sentence which ends in a comma before a date is none.
PLACE_WORDS = 4
DASH = r"[–—‒-]"


@dataclass(frozen=True, slots=True)
class Dateline:
    """The dateline at the beginning of a text.

    `text` as printed, with place and closing stop; `end` where it ends in the text; `edtf` None when there is no such day.
    `close` is what ends it: ".", ":", "—" or "" at the end of the text. `bare`: a year alone, which may be a heading.
    """

    text: str
    end: int
    date: str
    edtf: str | None
    place: str | None
    close: str
    bare: bool


@dataclass(frozen=True, slots=True)
class _DateEnd:
    """One end of a date: what of it is said."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int | None = None


# A line is looked at by several readers, and by each build of a server.
@functools.lru_cache(maxsize=1 << 13)
def read_dateline(text: str, language: str, year: int | None = None) -> Dateline | None:
    """Read the dateline that a text begins with; None when it begins with none.

    `year` is the year where the dateline names none, from a heading above it. The dateline must be closed: by a full stop,
    a colon, a dash or the end of the text.
    """
    for pattern in _patterns(language):
        found = pattern.match(text)
        if found and (line := _dateline(text, found, language_read_as(language).calendar, year)):
            return line
    return None


def _dateline(text: str, found: re.Match[str], words: Calendar, year: int | None) -> Dateline | None:
    before, after = found["before"], found["after"] or found["bracketed"]
    if (before and not _is_place(before)) or (after and not _is_place(after)) or (before and after):
        return None
    first, last = _point(found, 1, words) or _DateEnd(), _point(found, 2, words)
    if last and not (first.month or first.day or first.season) and last.day and not last.month:
        # 1942–43: what looks like a day is the end of a range of years.
        last = _DateEnd(year=_two_digits(first.year or 0, last.day))
    first, last = _inherit(first, last, year)
    if first.year is None or (first.day and not first.month) or (last and last.day and not last.month):
        return None
    if (before or after) and not (first.month or first.season):
        return None
    edtf = _edtf(first) if last is None else _range(_edtf(first), _edtf(last))
    doubt = "?" if found["doubt"] else "~" if found["about"] else ""
    edtf = "/".join(end + doubt for end in edtf.split("/")) if edtf else None
    close = found["close"].strip()
    bare = not (first.month or first.season or last or before or after or doubt or found["part"])
    return Dateline(
        text[: found.end()].rstrip(), found.end(), found["date"].strip(), edtf, before or after, close and close[-1], bare
    )


def _is_place(words: str) -> bool:
    """Whether a phrase can be a place: a few words, begun with capitals, or one whose capital was lost with its size."""
    parts = words.split()
    if len(parts) > PLACE_WORDS or not all(part[0].isalpha() or part[0] in "’'(" for part in parts):
        return False
    return len(parts) == 1 or (parts[0][0].isupper() and parts[-1][0].isupper())


@functools.lru_cache(maxsize=16)
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of a dateline, without and with a place before the date: the date alone is tried first."""
    words = language_read_as(language).calendar
    article = rf"(?:(?:{words.article})\s+|{words.elided})?"
    join = rf"(?:\s?(?:{DASH}|/)\s?|\s+(?:{words.to})\s+{article})"
    lead = rf"\[?{article}(?P<about>(?:{words.about})\s+{article})?(?P<part>(?:{words.part})[\s-]+{words.of})?"
    doubt = r"(?P<doubt>\s?\(\?\)|\s?\[\?\]|\s?\?(?=[\].:]|\s*$))?\]?"
    date = rf"(?P<date>{lead}{_one(words, 1)}(?:{join}{_one(words, 2)})?(?!\w){doubt})"
    # The part of a day is no part of the date.
    hour = rf"(?:[,;]?\s+(?:{words.hour})(?!\w))?"
    after = r"(?:,\s+(?P<after>[^\W\d][^\d.:;,!?()\n]{1,40}?)|\s+\((?P<bracketed>[^\W\d][^\d.:;!?()\n]{1,40})\))?"
    close = r"(?P<close>\s?[.:](?:\s?[—–])?(?=\s|$)|\.[—–]|\s?[—–](?=\s)|—|(?=\s*$))\s*"
    return (
        re.compile(rf"\s*(?P<before>){date}{hour}{after}{close}", re.IGNORECASE),
        re.compile(rf"\s*(?P<before>[^\W\d][^\d.:;!?()\n]{{1,40}}?),\s+{date}{hour}{after}{close}", re.IGNORECASE),
    )


def _one(words: Calendar, i: int) -> str:
    """The pattern of one end of a date; its groups carry the number of the end."""
    month, season, weekday = (
        "|".join(sorted(map(re.escape, names), key=len, reverse=True)) for names in (words.months, words.seasons, words.weekdays)
    )
    year = rf"(?:,?\s+{words.of}(?P<YEAR{i}>\d{{4}})|\s+\[(?P<SET{i}>\d{{4}})\])?"
    day = rf"\d{{1,2}}(?!\d){words.ordinal}"
    shapes = [
        rf"(?P<iso{i}>\d{{4}}-\d{{2}}-\d{{2}})",
        rf"(?P<d_a{i}>{day})\s+{words.of}(?P<m_a{i}>{month})\b\.?{year.replace('YEAR', 'y_a').replace('SET', 'y_e')}",
        rf"(?P<m_c{i}>{month})\b\.?{year.replace('YEAR', 'y_c').replace('SET', 'y_f')}(?!\s+\d)",
        rf"(?P<s{i}>{season})(?:,?\s+{words.of}(?P<y_s{i}>\d{{4}})(?:\s?(?:{DASH}|/)\s?(?:\d{{4}}|\d\d))?(?!\d))",
        rf"(?P<y{i}>1\d{{3}}|20\d\d)(?!\d)",
        rf"(?P<d_d{i}>{day})(?:,\s+(?P<y_d{i}>\d{{4}}))?",
    ]
    if words.month_first:
        shapes.insert(2, rf"(?P<m_b{i}>{month})\b\.?\s+(?P<d_b{i}>{day}){year.replace('YEAR', 'y_b').replace('SET', 'y_g')}")
    if words.figures:
        dot = f"[{words.figures}]"
        shapes.insert(0, rf"(?P<d_n{i}>\d{{1,2}}){dot}(?P<m_n{i}>\d{{1,2}}){dot}(?P<y_n{i}>\d{{4}})(?!\d)")
    return rf"(?:(?:{weekday}),?\s+)?(?:{'|'.join(shapes)})"


def _point(found: re.Match[str], end: int, words: Calendar) -> _DateEnd | None:
    """What one end of the date says, 1 the first, 2 the last; None where there is none."""
    said = {name[:-1]: value for name, value in found.groupdict().items() if name.endswith(str(end)) and value is not None}
    if not said:
        return None
    if "iso" in said:
        year, month, day = map(int, said["iso"].split("-"))
        return _DateEnd(year, month, day)
    numbers = {name: int(re.sub(r"\D.*", "", value)) for name, value in said.items() if value[0].isdigit()}
    return _DateEnd(
        next((numbers[name] for name in numbers if name.startswith("y")), None),
        next((words.months[said[name].lower()] for name in ("m_a", "m_b", "m_c") if name in said), numbers.get("m_n")),
        next((numbers[name] for name in numbers if name.startswith("d")), None),
        words.seasons[said["s"].lower()] if "s" in said else None,
    )


def _inherit(first: _DateEnd, last: _DateEnd | None, year: int | None) -> tuple[_DateEnd, _DateEnd | None]:
    """Give each end what only the other says: "1–3 January 1943", "August 9–11, 1944", "30 December – 2 January 1943"."""
    if last is None:
        return replace(first, year=first.year or year), None
    month = last.month or (first.month if last.day else None)
    last = replace(last, month=month, year=last.year or first.year or year)
    before = first.month or (last.month if first.day else None)
    if first.year is None and last.year is not None:
        turned = before is not None and last.month is not None and before > last.month
        first = replace(first, year=last.year - turned)
    return replace(first, month=before), last


def _two_digits(first: int, last: int) -> int:
    """The year that two digits mean at the end of a range: 1899–02 is 1902."""
    year = first - first % 100 + last
    return year if year >= first else year + 100


def _edtf(point: _DateEnd) -> str | None:
    """One date in EDTF; None when the calendar has no such day or month."""
    if point.season:
        return f"{point.year:04d}-{point.season}"
    if point.month is None:
        return f"{point.year:04d}"
    if not 1 <= point.month <= 12 or not point.year:
        return None
    if point.day is None:
        return f"{point.year:04d}-{point.month:02d}"
    if not 1 <= point.day <= gregorian.monthrange(point.year, point.month)[1]:
        return None
    return f"{point.year:04d}-{point.month:02d}-{point.day:02d}"


def _range(first: str | None, last: str | None) -> str | None:
    """A range in EDTF; None when an end does not exist or the range runs backwards."""
    return f"{first}/{last}" if first and last and first <= last else None
