"""Messages in, those that a command prints out: what is told of many places of a text is told once."""

from __future__ import annotations

import pytest

from edition.commands.console import reporting
from edition.messages import Message, folded
from edition.messages.values import Lines
from edition.model import Locus


def unmarked(line: int, file: str = "hill.txt", part: str = "") -> Message:
    return Message("W104", Locus(file, None if part else line, None, part), {"n": str(line)})


def test_of_many_messages_on_places_of_a_text_the_first_stands_for_all() -> None:
    (told,) = folded([unmarked(line) for line in range(10, 30, 2)])
    assert str(told).startswith("hill.txt:10: W104 nothing in the text leads to note 10;")
    assert str(told).endswith("The same in 9 more places: lines 12, 14, 16, 18, 20 and 4 more.")


def test_a_command_prints_so(capsys: pytest.CaptureFixture[str]) -> None:
    with reporting() as report:
        for line in range(1, 701):
            report.add("W104", Locus("hill.txt", line), n=str(line))
    assert len(report) == 700
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith("The same in 699 more places: lines 2–700.")


def test_places_of_a_file_without_lines_are_named_as_it_names_them() -> None:
    (told,) = folded([unmarked(line, "hill.docx", f"paragraph {line}") for line in range(1, 9)])
    assert str(told).endswith(
        "The same in 7 more places: paragraph 2; paragraph 3; paragraph 4; paragraph 5; paragraph 6 and 2 more."
    )


def test_a_few_messages_stay_as_they_are_and_so_do_those_of_another_file_or_code() -> None:
    few = [unmarked(1), unmarked(2), unmarked(3)]
    other = [unmarked(1, "dale.txt"), Message("I120", Locus("hill.txt", 1), {"n": "1"})]
    assert list(folded([*few, *other])) == [*few, *other]


def test_what_names_its_places_itself_stays() -> None:
    kinds = [Message("I136", Locus("hill.html", n), {"part": part, "lines": Lines((n,))}) for n, part in enumerate("abcdef", 1)]
    assert list(folded(kinds)) == kinds


def test_each_line_that_the_editor_wrote_is_told() -> None:
    lost = [Message("E360", Locus("decisions.toml", n)) for n in range(1, 9)]
    assert list(folded(lost)) == lost


def test_what_is_told_between_stays_in_its_place() -> None:
    between = Message("I107", Locus("hill.txt", 1), {"lines": Lines((1,))})
    told = list(folded([unmarked(1), between, *map(unmarked, range(2, 6))]))
    assert [message.code for message in told] == ["W104", "I107"]
