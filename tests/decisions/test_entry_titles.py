"""An entry and a place in, the same entry with its heading ended there out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.decisions import Decision, apply_decisions
from edition.decisions.entry_titles import end_heading
from edition.messages import Report
from edition.model import Entry, Note, Paragraph, Witness
from edition.text.running_text import running_text

RUN_IN = Entry(
    "1931-05-02", "1931-05-02", "2 May 1931.", None, None,
    (Paragraph("A wet garden. The rain falls on the pots. It rains."), Paragraph("A cat.")),
    (Note("1", "The lower garden.", 0, 13), Note("2", "Of clay.", 0, 41), Note("3", "Tom.", 1, 6)), run_in=True,
)  # fmt: skip


def decide(entry: Entry, at: str) -> tuple[Entry, Report]:
    report = Report()
    (witness,), _ = apply_decisions([Witness("A", entries=(entry,))], [Decision("title", "A", entry.n, at)], report)
    return witness.entries[0], report


def test_a_title_in_small_letters_is_told_by_its_last_words() -> None:
    entry, report = decide(RUN_IN, "wet garden.")
    assert (entry.title, entry.paragraphs[0].text) == ("A wet garden.", "The rain falls on the pots. It rains.")
    assert [(note.n, note.paragraph, note.offset) for note in entry.notes] == [("1", None, 25), ("2", 0, 27), ("3", 1, 6)]
    assert not len(report)


def test_the_words_stay_where_they_are() -> None:
    entry, _ = decide(RUN_IN, "wet garden.")
    before, after = running_text(RUN_IN), running_text(entry)
    assert before.text == after.text
    assert [(mark.at, mark.value) for mark in before.marks if isinstance(mark.value, Note)]
    assert [mark.at for mark in before.marks] == [mark.at for mark in after.marks]


def test_a_title_that_was_none_goes_back_into_the_text() -> None:
    entry, _ = decide(RUN_IN, "wet garden.")
    back, report = decide(entry, "2 May 1931.")
    assert (back.title, back.paragraphs) == (None, RUN_IN.paragraphs)
    assert not len(report)


@pytest.mark.parametrize(("at", "code"), [("A cat.", "E387"), ("2 May", "E387"), ("A dog.", "E351")])
def test_a_heading_does_not_end_just_anywhere(at: str, code: str) -> None:
    entry, report = decide(RUN_IN, at)
    assert entry == RUN_IN
    assert [message.code for message in report] == [code]


@given(st.integers(0, 80))
def test_wherever_a_heading_ends_no_word_is_lost(at: int) -> None:
    entry = end_heading(RUN_IN, at)
    if entry is not None:
        assert "".join(running_text(entry).text.split()) == "".join(running_text(RUN_IN).text.split())
        assert [note.n for note in entry.notes] == ["1", "2", "3"]
