"""Turn a language into the words by which its datelines name months, seasons and days."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Calendar:
    """The words of datelines in one language, in lower case.

    `seasons` carry the numbers of EDTF level 1: 21 spring, 22 summer, 23 autumn, 24 winter. `ordinal`, `of` and `to` are
    patterns: what may follow a day, stand between day, month and year, and join the two ends of a range. `month_first`:
    the language also writes "August 9, 1944". `small`: the words of four letters or more that a title in capitals leaves in
    lower case. `article` may stand before a date, `about` says that it is not exact, `part` names a part of a month or year.
    `figures`: what parts day, month and year where the month is a number; "" where it may stand first.
    """

    months: dict[str, int]
    seasons: dict[str, int]
    weekdays: tuple[str, ...]
    ordinal: str
    of: str
    to: str
    article: str
    about: str
    part: str
    figures: str = ""
    month_first: bool = False
    small: frozenset[str] = frozenset()


def _months(*names: str) -> dict[str, int]:
    """Twelve names, each with its short forms after it, parted by "/"."""
    return {name: number for number, forms in enumerate(names, 1) for name in forms.split("/")}


CALENDARS: dict[str, Calendar] = {
    "en": Calendar(
        _months(
            "january/jan", "february/feb", "march/mar", "april/apr", "may", "june/jun", "july/jul", "august/aug",
            "september/sept/sep", "october/oct", "november/nov", "december/dec",
        ),
        {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24},
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        r"(?:st|nd|rd|th)?", r"(?:of\s+)?", r"to|and|until",
        r"the|from(?:\s+the)?", r"c\.|ca\.|circa|about|around", r"early|mid|late|(?:the\s+)?(?:beginning|middle|end)\s+of",
        "", True, frozenset({"with", "from", "into", "over", "upon", "under", "without", "against", "between"}),
    ),
    "fr": Calendar(
        _months(
            "janvier/janv", "février/févr/fév", "mars", "avril/avr", "mai", "juin", "juillet/juil", "août", "septembre/sept",
            "octobre/oct", "novembre/nov", "décembre/déc",
        ),
        {"printemps": 21, "été": 22, "automne": 23, "hiver": 24},
        ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
        r"(?:er)?", r"(?:de\s+)?", r"au|et",
        r"le|du|(?:entre|depuis)\s+le", r"c\.|ca\.|vers|environ", r"début|mi|fin",
        "./", False, frozenset({"dans", "avec", "pour", "sans", "sous", "chez", "vers"}),
    ),
    "de": Calendar(
        _months(
            "januar/jänner/jan", "februar/feb", "märz", "april/apr", "mai", "juni", "juli", "august/aug", "september/sept",
            "oktober/okt", "november/nov", "dezember/dez",
        ),
        {"frühling": 21, "frühjahr": 21, "sommer": 22, "herbst": 23, "winter": 24},
        ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend", "sonntag"),
        r"\.?", "", r"bis|und",
        r"den|am|vom", r"ca\.|um|etwa", r"anfang|mitte|ende",
        ".", False, frozenset({"über", "unter", "nach", "beim", "ohne", "gegen"}),
    ),
    "es": Calendar(
        _months(
            "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre/setiembre", "octubre",
            "noviembre", "diciembre",
        ),
        {"primavera": 21, "verano": 22, "otoño": 23, "invierno": 24},
        ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
        r"(?:º|°|\.º|ro)?", r"(?:del?\s+)?", r"al|y",
        r"el|del|a", r"c\.|ca\.|hacia|circa", r"(?:a\s+)?(?:principios|mediados|fines|finales)\s+de",
        "./", False, frozenset({"para", "desde", "hasta", "sobre", "entre"}),
    ),
    "it": Calendar(
        _months(
            "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre",
            "novembre", "dicembre",
        ),
        {"primavera": 21, "estate": 22, "autunno": 23, "inverno": 24},
        ("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"),
        r"(?:º|°)?", r"(?:del?\s+)?", r"al|e",
        r"il|dal", r"c\.|ca\.|circa|verso(?:\s+il)?", r"inizio|metà|fine",
        "./", False, frozenset({"nella", "dello", "della", "sulla", "contro"}),
    ),
}  # fmt: skip


def calendar(language: str) -> Calendar:
    """The calendar words of a BCP 47 tag, by its first part; English where the language has no table."""
    return CALENDARS.get(language.split("-")[0].lower(), CALENDARS["en"])
