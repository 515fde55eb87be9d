"""Running text right before the first number of a work, which no heading names: text, or told with the line to write."""

from __future__ import annotations

import pytest

from edition.messages import Report
from edition.model.documents import DocumentOutline
from edition.pipeline.outline_doubts import outline_doubts
from edition.readers.outlines import outline_of
from tests.readers.test_work_divisions import EVENING, MORNING, NIGHT, chapters, page, wrapped

OPENING = f"{MORNING}\n\nTwo things came of this.\n\n{EVENING}"
LONG = "\n\n".join([MORNING, EVENING, NIGHT] * 8)
NUMBERED = ("I. OF DOGS", "II. OF SACKS", "III. OF NIGHT")


def read(text: str, name: str = "mill.txt") -> tuple[DocumentOutline, Report]:
    report = Report()
    return outline_of(text.encode("utf-8"), name, "en", report)[0], report


def told(text: str, name: str = "mill.txt") -> tuple[list[str], list[str], list[str]]:
    """The keys of a text, the codes of what is reported of running text, and the lines that say where it begins."""
    outline, report = read(text, name)
    codes = [one.code for one in report.messages if one.code == "W196"]
    lines = [one.line for one in outline_doubts(outline) if one.line.startswith("from")]
    return [entry.n for entry in outline.entries], codes, lines


def before(text: str, title: str = "A DECLARATION OF THE MILLERS") -> str:
    body = wrapped(*(f"{head}\n\n{LONG}" for head in NUMBERED))
    return f"{title}\n\n\n{wrapped(text)}\n\n\n{body}"


def test_a_preamble_right_before_the_first_number_is_text() -> None:
    keys, codes, lines = told(before(OPENING))
    assert keys == ["the-mill-stood-still-all-morning-because-the", "1", "2", "3"]
    assert not codes
    assert lines == ['from = "I. OF DOGS"']


def test_a_preamble_on_a_page_is_text() -> None:
    numbered = "".join(f"<h2>Article {n}</h2><p>{NIGHT}</p>" for n in ("I", "II", "III"))
    keys, codes, _ = told(page(f"<h1>The millers’ charter</h1><p>{MORNING}</p><p>{EVENING}</p>{numbered}"), "mill.html")
    assert keys == ["the-mill-stood-still-all-morning-because-the", "1", "2", "3"]
    assert not codes


@pytest.mark.parametrize(
    "text",
    [
        f"{OPENING}\n\nNORA TAMM",
        f"{OPENING}\n\nCrumb, May 1801",
        LONG,
        f"By Peter Pell\n\n\n{MORNING} {EVENING}\n\nThis book was the first that Pell had printed at Crumb, and the last.",
        f"{MORNING} {EVENING}",
    ],
    ids=["signed", "dated", "long", "names the author", "one paragraph"],
)
def test_what_may_be_somebody_elses_is_left_out_and_told(text: str) -> None:
    keys, codes, lines = told(before(text))
    assert keys == ["1", "2", "3"]
    assert codes == ["W196"]
    assert len(lines) == 1


def test_a_preface_with_its_heading_is_no_preamble_and_needs_no_message() -> None:
    keys, codes, lines = told(before(f"PREFACE\n\n{OPENING}"))
    assert keys == ["1", "2", "3"]
    assert not codes
    assert lines == ['from = "PREFACE The mill stood still"']


def test_prose_before_verses_is_no_preamble() -> None:
    verses = "\n".join(
        ("The miller went to bed at ten,", "And rose at two to look again,", "And found the wheel had stopped by then.")
    )
    cantos = "\n\n\n\n".join(f"CANTO {n}\n\n{verses}\n\n{verses}" for n in ("I", "II", "III"))
    assert told(f"THE MILL\n\n\n{wrapped(OPENING)}\n\n\n\n{cantos}\n")[0] == ["1", "2", "3"]


@pytest.mark.parametrize("title", ["THE MILL", "THE MILL\n\nBY NORA TAMM\n\nCRUMB: PELL AND ORME, 1801"])
def test_a_title_page_alone_is_not_told(title: str) -> None:
    keys, codes, lines = told(f"{title}\n\n\n\n{chapters(*NUMBERED)}")
    assert (keys, codes, lines) == (["1", "2", "3"], [], [])


def test_what_introduces_a_diary_needs_no_message() -> None:
    days = "\n\n\n".join(f"{day} May 1801\n\n{LONG}" for day in (3, 9, 20))
    keys, codes, _ = told(f"THE DIARY OF A MILLER\n\n\n{LONG}\n\n\n{days}\n")
    assert keys == ["1801-05-03", "1801-05-09", "1801-05-20"]
    assert not codes
