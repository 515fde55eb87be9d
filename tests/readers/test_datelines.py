"""Datelines: what is printed, and the date in EDTF."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.language.language_files import tags
from edition.language.languages import language_of_tag
from edition.readers.datelines import read_dateline
from tests.examples import examples

# language, dateline as printed, date in EDTF, place
PRINTED = [
    ("en", "9 August 1944.", "1944-08-09", None),
    ("en", "9 August 1944:", "1944-08-09", None),
    ("en", "August 9, 1944", "1944-08-09", None),
    ("en", "Aug. 9, 1944", "1944-08-09", None),
    ("en", "9th of August 1944.", "1944-08-09", None),
    ("en", "Wednesday, 9 August 1944.", "1944-08-09", None),
    ("en", "1944-08-09", "1944-08-09", None),
    ("en", "November 1941:", "1941-11", None),
    ("en", "1947", "1947", None),
    ("en", "winter 1940–41.", "1940-24", None),
    ("en", "Summer 1943", "1943-22", None),
    ("en", "1–3 January 1943.", "1943-01-01/1943-01-03", None),
    ("en", "9 and 10 August 1944.", "1944-08-09/1944-08-10", None),
    ("en", "August 9–11, 1944", "1944-08-09/1944-08-11", None),
    ("en", "August 30–September 2, 1944", "1944-08-30/1944-09-02", None),
    ("en", "30 December – 2 January 1943:", "1942-12-30/1943-01-02", None),
    ("en", "30 December 1942 to 2 January 1943.", "1942-12-30/1943-01-02", None),
    ("en", "January–March 1943.", "1943-01/1943-03", None),
    ("en", "1942–43", "1942/1943", None),
    ("en", "Lisbon, 12 January 1945.", "1945-01-12", "Lisbon"),
    ("en", "New York, May 1, 1936", "1936-05-01", "New York"),
    ("en", "12 January 1945, Mexico City.", "1945-01-12", "Mexico City"),
    ("en", "12 January 1945 (Lisbon).", "1945-01-12", "Lisbon"),
    ("en", "9 August 1944.—", "1944-08-09", None),
    ("fr", "1er mars 1941.", "1941-03-01", None),
    ("fr", "Marseille, hiver 1940-1941.", "1940-24", "Marseille"),
    ("fr", "du 1 au 3 mars 1941.", "1941-03-01/1941-03-03", None),
    ("fr", "1 au 3 mars 1941.", "1941-03-01/1941-03-03", None),
    ("de", "9. August 1944.", "1944-08-09", None),
    ("de", "3.–5. Mai 1944:", "1944-05-03/1944-05-05", None),
    ("de", "Frühjahr 1943", "1943-21", None),
    ("es", "9 de agosto de 1944.", "1944-08-09", None),
    ("es", "otoño de 1943.", "1943-23", None),
    ("it", "1º maggio 1945:", "1945-05-01", None),
    ("en", "the 9th of August, 1944.", "1944-08-09", None),
    ("en", "[9 August 1944]", "1944-08-09", None),
    ("en", "9 August [1944].", "1944-08-09", None),
    ("en", "9 August 1944 (?)", "1944-08-09?", None),
    ("en", "May 1942?", "1942-05?", None),
    ("en", "c. 1942.", "1942~", None),
    ("en", "c. 1942–43.", "1942~/1943~", None),
    ("en", "Lisbon, about May 1942.", "1942-05~", "Lisbon"),
    ("en", "early May 1942.", "1942-05", None),
    ("en", "May/June 1942.", "1942-05/1942-06", None),
    ("en", "Autumn 1943–Spring 1944.", "1943-23/1944-21", None),
    ("fr", "Paris, le 9 août 1944.", "1944-08-09", "Paris"),
    ("fr", "entre le 3 et le 5 mai 1942.", "1942-05-03/1942-05-05", None),
    ("fr", "09/08/1944.", "1944-08-09", None),
    ("fr", "vers 1942.", "1942~", None),
    ("fr", "mi-mai 1942.", "1942-05", None),
    ("fr", "Été 1943", "1943-22", None),
    ("fr", "août-septembre 1944.", "1944-08/1944-09", None),
    ("de", "Berlin, den 9. August 1944.", "1944-08-09", "Berlin"),
    ("de", "09.08.1944.", "1944-08-09", None),
    ("de", "vom 3. bis 5. Mai 1944.", "1944-05-03/1944-05-05", None),
    ("de", "3./4. Mai 1944.", "1944-05-03/1944-05-04", None),
    ("de", "um 1942.", "1942~", None),
    ("de", "Anfang Mai 1942.", "1942-05", None),
    ("de", "Winter 1940/41.", "1940-24", None),
    ("es", "México, a 9 de agosto de 1944.", "1944-08-09", "México"),
    ("es", "del 3 al 5 de mayo de 1944.", "1944-05-03/1944-05-05", None),
    ("es", "hacia 1942.", "1942~", None),
    ("es", "mayo de 1942 (?)", "1942-05?", None),
    ("it", "l’8 agosto 1944.", "1944-08-08", None),
    ("it", "Mercoledì 9 agosto 1944.", "1944-08-09", None),
    ("it", "dal 3 al 5 maggio 1944.", "1944-05-03/1944-05-05", None),
    ("it", "inverno 1940-41.", "1940-24", None),
    ("it", "verso il 1942.", "1942~", None),
]


@pytest.mark.parametrize(("language", "printed", "edtf", "place"), PRINTED)
def test_a_dateline_is_read(language: str, printed: str, edtf: str, place: str | None) -> None:
    line = read_dateline(printed + " Rain all day.", language) or read_dateline(printed, language)
    assert line is not None
    assert (line.text, line.edtf, line.place) == (printed, edtf, place)


@pytest.mark.parametrize(
    "sentence",
    [
        "In 1921, we went to the opera.",
        "1944, 45 and 47 were dry years.",
        "1945; then nothing.",
        "In May, 1942. It rained.",
        "9 August 1944 was a Wednesday.",
        "May I ask? No.",
        "2. The second reason is the weather.",
        "He came with his old aunt and two of her cats, 3 May 1942.",
        "15 April, Berta and three of her friends left.",
        "About 1942 we began to write.",
        "9/8/1944 may be two days.",
        "The end of May 1942 came, and no boat.",
    ],
)
def test_a_sentence_is_no_dateline(sentence: str) -> None:
    assert read_dateline(sentence, "en") is None


def test_the_year_comes_from_above() -> None:
    assert read_dateline("9 August. Rain.", "en") is None
    line = read_dateline("9 August. Rain.", "en", 1944)
    assert line is not None
    assert line.edtf == "1944-08-09"


@pytest.mark.parametrize("printed", ["31 February 1942.", "0 May 1942.", "3–1 January 1943.", "1942-13-01"])
def test_a_day_that_does_not_exist_has_no_date(printed: str) -> None:
    line = read_dateline(printed, "en")
    assert line is not None
    assert line.edtf is None


@given(st.dates(datetime.date(1000, 1, 1), datetime.date(2099, 12, 31)), st.sampled_from(tags()))
@settings(deadline=None, max_examples=examples(200))
def test_every_day_of_every_calendar_is_read(day: datetime.date, language: str) -> None:
    words = language_of_tag(language).calendar
    for name, number in words.months.items():
        if number == day.month:
            dot = "." if language == "de" else ""
            line = read_dateline(f"{day.day}{dot} {name} {day.year:04d}. X", language)
            assert line is not None
            assert line.edtf == day.isoformat()
