"""A text with characters that are no letters in, the text without them out, and what is told of it."""

from __future__ import annotations

import pytest

from edition.files import decode
from edition.messages import Report
from edition.messages.values import Lines
from edition.model import Locus
from edition.readers.blocks import clean


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("The gate\r\nwas shut.\r", "The gate\nwas shut. "),
        ("\ufeffThe gate\ufeff was shut.", "The gate was shut."),
        ("The gate\x85was shut.", "The gate was shut."),
        ("The mil\u00adler\u200b slept.", "The miller slept."),
        ("The gate\n\fwas\tshut.", "The gate\n\fwas\tshut."),
    ],
)
def test_line_ends_of_any_system_and_what_has_no_width_go_unsaid(text: str, cleaned: str) -> None:
    report = Report()
    assert clean(text, "gate.txt", report) == cleaned
    assert not report.messages


def test_a_file_whose_lines_end_as_on_a_mainframe_has_lines() -> None:
    assert decode("One\x85two".encode(), Report(), Locus("a.txt")) == "One\ntwo"
    assert decode("One\ntwo\x85three".encode(), Report(), Locus("a.txt")) == "One\ntwo\x85three"


def test_control_characters_of_a_file_are_told_once_however_it_is_read() -> None:
    report = Report()
    assert clean("The \x02gate", "gate.txt", report, first=7) == "The gate"
    assert clean("was\x03\n\x03shut.", "gate.txt", report, first=3) == "was\nshut."
    clean("Rain\x02.", "rain.txt", report)
    gate, rain = report
    assert gate.values == {"count": 3, "lines": Lines((3, 4, 7)), "codes": ("U+0002", "U+0003")}
    assert gate.locus == Locus("gate.txt", 3)
    assert rain.locus == Locus("rain.txt", 1)


def test_where_offsets_must_hold_each_character_keeps_its_place() -> None:
    text = "The\ufeff \x02ga\u00adte"
    assert clean(text, "gate.txt", Report(), by=" ") == "The   ga\u00adte"
