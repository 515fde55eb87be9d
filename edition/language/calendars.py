"""Turn the dates table of a language into the words by which its datelines name months, seasons and days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from edition.language.word_patterns import NEVER

# The numbers of seasons in EDTF level 1.
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """The words of datelines in one language, in lower case.

    `seasons` carry the numbers of EDTF level 1: 21 spring, 22 summer, 23 autumn, 24 winter. `ordinal`, `of` and `to` are
    patterns: what may follow a day, stand between day, month and year, and join the two ends of a range. `month_first`:
    the language also writes "August 9, 1944". `article` may stand before a date, `elided` is the letter of one that loses its
    vowel, `about` says that the date is not exact, `part` names a part of a month or year.
    `hour` names a part of a day, after its date; `same_day` opens the heading of another entry of the day before it. `figures`:
    what parts day, month and year where the month is a number; "" where it may stand first.
    """

    months: Mapping[str, int] = field(default_factory=dict)
    seasons: Mapping[str, int] = field(default_factory=dict)
    weekdays: tuple[str, ...] = ()
    ordinal: str = ""
    of: str = ""
    to: str = NEVER
    article: str = NEVER
    elided: str = NEVER
    about: str = NEVER
    part: str = NEVER
    hour: str = NEVER
    same_day: str = NEVER
    figures: str = ""
    month_first: bool = False


def calendar_of(table: Mapping[str, Any]) -> Calendar:
    """The calendar that a table of dates says. `months`: twelve strings, each a name with its other forms."""
    rest = dict(table)
    months = {form: number for number, forms in enumerate(rest.pop("months", ()), 1) for form in forms.split()}
    seasons = {form: number for season, number in _SEASONS.items() for form in rest.pop(season, "").split()}
    return Calendar(months, seasons, tuple(rest.pop("weekdays", "").split()), **rest)
