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


def test_roman_figures_above_stanzas_are_furniture_too() -> None:
    witness = _read(["I", "II", "III", "IV"])
    assert [tuple(line.text for line in entry.paragraphs) for entry in witness.entries] == [_STANZA * 4] * 3


def test_a_year_or_a_line_in_capitals_over_verses_is_the_title_of_one_numbered_poem_among_others() -> None:
    poems = ["I\n\n1887\n\n" + "\n".join(_STANZA), *(f"{n}\n\n" + "\n".join(_STANZA) for n in ("II", "III", "IV"))]
    poems[2] = poems[2].replace("III\n\n", "III\n\nTHE FERRY\n\n")
    witness = read_file(Witness("A", reader="plain", file="ferry.txt", language="en"), "\n\n\n".join(poems).encode(), Report())
    assert [entry.title for entry in witness.entries] == ["1887", None, "THE FERRY", None]


def test_italics_may_go_over_several_verses() -> None:
    poem = "\n\n".join(
        ["_The ferry waits for no man's bell,\nIt goes when it has room,_\nIt takes a goat.", *["\n".join(_STANZA)] * 8]
    )
    witness = read_file(Witness("A", reader="plain", file="ferry.txt", language="en"), poem.encode(), Report())
    verses = [line.text for entry in witness.entries for line in entry.paragraphs]
    assert verses[:3] == ["The ferry waits for no man's bell,", "It goes when it has room,", "It takes a goat."]


def test_a_number_far_in_on_the_line_below_a_stanza_is_that_of_the_next_piece() -> None:
    pieces = [f"{' ' * 30}{n}\n\n" + "\n\n".join(["\n".join(f"    {verse}" for verse in _STANZA)] * 3) for n in ("I", "II", "III")]
    text = "\n".join((f"{pieces[0]}\n", *pieces[1:]))
    witness = read_file(Witness("A", reader="plain", file="ferry.txt", language="en"), text.encode(), Report())
    assert [(entry.n, len(entry.paragraphs)) for entry in witness.entries] == [("1", 12), ("2", 12), ("3", 12)]


def test_a_raised_number_of_any_length_is_read() -> None:
    lines = "<br/>".join(f"The ferry waits for no man's bell<sup>{'9' * 5000}</sup>" for _ in range(8))
    page = "".join(f"<h2>CANTO {roman}</h2><p>{lines}</p>" for roman in ("I", "II", "III")).encode()
    witness = read_file(Witness("A", reader="html", file="ferry.html", language="en"), page, Report())
    assert len(witness.entries) == 3
