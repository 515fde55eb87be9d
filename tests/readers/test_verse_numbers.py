"""Numbers that stand alone above the stanzas of a poem: none of its words, and none of the file that is lost."""

from __future__ import annotations

import pytest

from edition.messages import Report
from edition.model import Witness
from edition.readers import read_file

_STANZA = ("The ferry waits for no man's bell,", "It goes when it has room,", "It takes a widow and a goat,", "And every groom.")


def _poem(numbers: list[str]) -> str:
    return "\n\n".join("\n".join((number, *_STANZA)) for number in numbers)


def _read(numbers: list[str]) -> Witness:
    text = "\n\n\n".join(f"CANTO {roman}\n\n\n{_poem(numbers)}" for roman in ("I", "II", "III"))
    return read_file(Witness("A", reader="plain", file="ferry.txt", language="en"), text.encode(), Report())


def test_numbers_above_stanzas_are_furniture_of_the_page() -> None:
    witness = _read(["1", "2", "3", "4"])
    assert [tuple(line.text for line in entry.paragraphs) for entry in witness.entries] == [_STANZA * 4] * 3
    assert [witness.layer[part.start : part.end] for part in witness.parts if part.kind == "fw"] == ["1", "2", "3", "4"] * 3


@pytest.mark.parametrize("numbers", [["7", "3", "9", "2"], ["1832"] * 4])
def test_numbers_that_do_not_count_up_are_verses(numbers: list[str]) -> None:
    witness = _read(numbers)
    assert [line.text for line in witness.entries[0].paragraphs][:2] == [numbers[0], _STANZA[0]]
