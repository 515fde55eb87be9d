"""Markdown: headings, emphasis, lists and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.readers.conftest import ReadAs

TEXT = """# The Rain Book

A preface by *somebody*.

## 9 August 1944: Gutters

Rain *all* day,[^1] says
the [almanac](https://example.org).

- bread
- lamp **oil**

## A day without date

Nothing.

# Second part

## 11 August 1944

1. Sun.
2. More sun.

[^1]: Hail
"""


def test_headings_are_entries(read_as: ReadAs) -> None:
    found = read_as("markdown", TEXT)
    assert found.dates == ["1944-08-09", "a-day-without-date", "1944-08-11"]
    assert found.entries[0].title == "Gutters"
    assert found.paragraphs("1944-08-09") == ["Rain all day, says the almanac.", "- bread", "- lamp oil"]
    assert found.paragraphs("1944-08-11") == ["1. Sun.", "2. More sun."]
    assert found.notes() == [("1", "day,", "Hail")]
    (message,) = found.report
    assert [str(part) for part in message.values["parts"]] == [  # type: ignore[attr-defined]
        "title-page “The Rain Book A preface …” (lines 1–3)", "part-heading “Second part” (line 17)",
    ]  # fmt: skip


def test_headings_by_number(read_as: ReadAs) -> None:
    found = read_as("markdown", "# Book I\n\n## 1\n\nRain.\n\n## 2\n\nSun.\n\n# Book II\n\n## 1\n\nHail.\n")
    assert found.dates == ["1.1", "1.2", "2.1"]
