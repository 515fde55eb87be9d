"""Turn dates in EDTF into words of a language: `1940-24` into `winter 1940–41`, `1931-06-12/1931-06-14` into `12–14 June 1931`.

EDTF: Extended Date/Time Format, level 1, Library of Congress 2019 (ISO 8601-2).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from edition.language.edtf import SEASONS

# A year, perhaps before Christ, of which the last figures may be unspecified; a month or season; a day; a time; how sure it is.
_DATE = re.compile(r"(-?(?!0000)\d{4}|\d{3}X|\d{2}XX)(?:-(\d\d|XX)(?:-(\d\d|XX)(?:T[\d:.Z+-]+)?)?)?([?~%]?)")


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date of EDTF. `month`: a month, the number of a season, or 0; `day`: 0 for none. `open`: how many figures of the year are
    unspecified. `doubt`: "", "?" uncertain, "~" approximate, "%" both.
    """

    year: int
    month: int = 0
    day: int = 0
    open: int = 0
    doubt: str = ""

    @property
    def season(self) -> int:
        """The number of the season, from 0 in spring; -1 for none."""
        return self.month - 21 if self.month > 12 else -1


# A date, or the two ends of an interval. An end that is open or unknown is None.
Dates = tuple[StatedDate | None, ...]


def dates_of(edtf: str) -> Dates:
    """Read a date or an interval of EDTF, level 1; () where a text is none: `1.10` is the number of a section, and no date."""
    parts = edtf.split("/")
    if len(parts) > 2:
        return ()
    found: list[StatedDate | None] = []
    for part in parts:
        date = _date_of(part)
        if date is None and not (part in ("", "..") and len(parts) == 2):
            return ()
        found.append(date)
    return tuple(found) if any(found) else ()


def _date_of(part: str) -> StatedDate | None:
    match = _DATE.fullmatch(part)
    if match is None:
        return None
    year, month, day, doubt = match.groups()
    months = 0 if month in (None, "XX") else int(month)
    days = 0 if day in (None, "XX") or not months else int(day)
    if (month not in (None, "XX") and not (1 <= months <= 12 or (month in SEASONS and day is None))) or days > 31 or day == "00":
        return None
    return StatedDate(int(year.replace("X", "0")), months, days, year.count("X"), doubt)


@dataclass(frozen=True, slots=True)
class DateWords:
    """How a language writes dates. A brace holds a place: {day}, {month}, {year}, {season}, {date}, {first}, {last}.

    `months`, `seasons` from spring on: parted by spaces. `first_day`: the figure of the first of a month. `days`: two days of one
    month. `in_year`: a day beside another date that has the year. `decade`: of 193X. `before_christ`: a year.
    """

    months: str
    seasons: str
    first_day: str
    day_of: str
    month_of: str
    season_of: str
    in_year: str
    days: str
    decade: str
    before_christ: str
    about: str
    doubtful: str

    def written(self, edtf: str) -> str:
        """Write a date or an interval of EDTF, level 1, in words; another text as it is."""
        dates = dates_of(edtf)
        if len(dates) < 2:
            return self._one(dates[0]) if dates and dates[0] else edtf
        first, last = dates
        if first is None or last is None:
            return f"{self._one(first) if first else '…'} – {self._one(last) if last else '…'}"
        return self._between(first, last)

    def _one(self, date: StatedDate) -> str:
        year = self._year(date)
        if date.season >= 0:
            years = SEASONS[str(date.month)][2]
            # A winter goes on in the next year, of which two figures are enough within a century.
            year += f"–{date.year + 1 if date.year % 100 == 99 else f'{(date.year + 1) % 100:02d}'}" if years else ""
            said = self.season_of.format(season=self.seasons.split()[date.season], year=year)
        elif date.day:
            said = self.day_of.format(day=self._day(date), month=self._month(date), year=year)
        elif date.month:
            said = self.month_of.format(month=self._month(date), year=year)
        else:
            said = year
        said = self.about.format(date=said) if date.doubt in ("~", "%") else said
        return self.doubtful.format(date=said) if date.doubt in ("?", "%") else said

    def _between(self, first: StatedDate, last: StatedDate) -> str:
        """Write an interval; what both of its ends have is written once."""
        plain = not (first.doubt or last.doubt or first.open or last.open or first.season >= 0 or last.season >= 0)
        if plain and first.year == last.year > 0:
            year = self._year(first)
            if first.day and last.day and first.month == last.month:
                days = self.days.format(first=self._day(first), last=self._day(last))
                return self.day_of.format(day=days, month=self._month(first), year=year)
            if first.day and last.day:
                return f"{self.in_year.format(day=self._day(first), month=self._month(first))} – {self._one(last)}"
            if first.month and last.month and not (first.day or last.day):
                return self.month_of.format(month=f"{self._month(first)}–{self._month(last)}", year=year)
        years = plain and not (first.month or last.month)
        return f"{self._one(first)}{'–' if years else ' – '}{self._one(last)}"

    def _year(self, date: StatedDate) -> str:
        if date.open == 1:
            return self.decade.format(year=date.year)
        if date.open:
            return f"{date.year}–{date.year + 99}"
        # The year before the year 1 is 0 in ISO 8601.
        return str(date.year) if date.year > 0 else self.before_christ.format(year=1 - date.year)

    def _month(self, date: StatedDate) -> str:
        return self.months.split()[date.month - 1]

    def _day(self, date: StatedDate) -> str:
        return self.first_day if date.day == 1 else str(date.day)
