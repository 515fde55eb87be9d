"""Web pages: what stands around the entries, captions, and notes at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edition.messages.values import worded

if TYPE_CHECKING:
    from tests.readers.conftest import ReadAs

PAGE = """Notes of a Rainmaker


Weather & Culture

The rainmaker Oda Quill kept a notebook for fifty years. It has now been found in a hat box, and is printed here for the first time.

Oda Quill at her gauge. Photo: A. Passer-By. Courtesy of the Quill family.

August 9, 1944

Rain all day.[1]

“Again?” said the postman.


August 10, 1944

Sun. I have nothing to do.[2]

Photograph by A. Passer-By: the gauge

—Translated from the Dutch by A. Nobody


Oda Quill (1880–1950) made rain in four countries and was thanked in none of them.

[1] Eleven millimetres. ↩

[2] She went fishing.
"""


def test_the_page_around_the_entries_is_left_out(read_as: ReadAs) -> None:
    found = read_as("web", PAGE)
    assert found.dates == ["1944-08-09", "1944-08-10"]
    assert found.paragraphs("1944-08-09") == ["Rain all day.", "“Again?” said the postman."]
    assert found.paragraphs("1944-08-10") == ["Sun. I have nothing to do."]
    told = {message.code: worded(message.values.get("lines") or message.values["parts"], "kinds") for message in found.report}
    assert told == {
        "I111": "line 21",
        "I150": (
            "title-page “Notes of a Rainmaker Weather …” (lines 1–8), colophon “—Translated from the Dutch by …” (lines 23–26)"
        ),
    }


def test_notes_at_the_end_go_to_their_marks(read_as: ReadAs) -> None:
    assert read_as("web", PAGE).notes() == [("1", "day.", "Eleven millimetres."), ("2", "do.", "She went fishing.")]


def test_notes_and_marks_that_do_not_meet_are_told(read_as: ReadAs) -> None:
    found = read_as("web", "August 9, 1944\n\nRain.[2]\n\n[1] Hail.\n")
    assert found.codes == ["W167"]
    assert found.paragraphs("1944-08-09") == ["Rain.[2]", "[1] Hail."]
    assert found.notes() == []


def test_a_title_may_stand_under_the_date(read_as: ReadAs) -> None:
    found = read_as("web", "August 9, 1944\n\nThe Gutters\n\nRain all day.\n\nMore of it.\n")
    assert found.entries[0].title == "The Gutters"
    assert found.paragraphs("1944-08-09") == ["Rain all day.", "More of it."]


def test_a_line_broken_in_its_sentence_is_joined(read_as: ReadAs) -> None:
    long = "word " * 40
    found = read_as("web", f"August 9, 1944\n{long}\nand goes on in the next line.\nThen another paragraph begins. {long}end.\n")
    assert len(found.paragraphs("1944-08-09")) == 2
