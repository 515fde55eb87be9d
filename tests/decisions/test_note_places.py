"""A note and the words after which it belongs in, the entry with the note called there out."""

from __future__ import annotations

import pytest

from edition.decisions import Decision, apply_decisions
from edition.messages import Report
from edition.model import Entry, Note, Paragraph, Witness
from edition.text.running_text import running_text

WITNESS = Witness("A", entries=(
    Entry("1931-05-02", "1931-05-02", "2 May 1931.", None, "A wet garden",
          (Paragraph("The rain falls on the pots, and on the roof."), Paragraph("A cat. The cat is ours.", label="– ")),
          (Note("1", "Of clay, from Vallauris.", 1, 23), Note("2", "The neighbour’s.", 1, 6))),
    Entry("1931-05-03", "1931-05-03", "3 May 1931.", None, None, (Paragraph("Sun over the harbour."),),
          (Note("3", "Of slate.", 0, 21), Note("3", "Of slate.", 0, 8, again=True), Note("4", "Old port. Of clay.", 0, 3))),
))  # fmt: skip


def decide(at: str, note: str, entry: str = "1931-05-02", **more: object) -> tuple[Witness, Report, int]:
    report = Report()
    decision = Decision("note", "A", entry, at, note=note, **more)  # type: ignore[arg-type]
    (witness,), used = apply_decisions([WITNESS], [decision], report)
    return witness, report, len(used)


def called(witness: Witness, index: int = 0) -> list[tuple[str, str]]:
    """The last words before each call of an entry, with the number of the note."""
    text = running_text(witness.entries[index])
    return [(text.text[: mark.at].split()[-1], mark.value.n) for mark in text.marks if isinstance(mark.value, Note)]


def test_a_note_is_called_after_the_words_and_the_mark_that_follows_them() -> None:
    witness, report, used = decide("on the pots", "Of clay,")
    assert called(witness) == [("pots,", "1"), ("cat.", "2")]
    assert [note.n for note in witness.entries[0].notes] == ["1", "2"], "in the order of their calls"
    assert (used, len(report)) == (1, 0)
    assert running_text(witness.entries[0]).text == running_text(WITNESS.entries[0]).text


def test_a_note_is_called_in_the_heading_and_in_an_item_of_a_list() -> None:
    assert called(decide("A wet garden", "Of clay,")[0])[0] == ("garden", "1")
    assert called(decide("The cat", "Of clay,")[0]) == [("cat.", "2"), ("cat", "1")]


def test_a_note_of_another_entry_comes_to_its_words_and_what_calls_it_again_has_it_there() -> None:
    witness, report, _ = decide("on the roof", "Of slate.")
    assert called(witness) == [("roof.", "3"), ("cat.", "2"), ("ours.", "1")]
    assert [(note.n, note.again) for note in witness.entries[1].notes] == [("4", False), ("3", False)]
    assert not len(report)


@pytest.mark.parametrize(
    ("at", "note", "code"),
    [
        ("on the pots", "Of glass", "E351"),
        ("no such words", "Of clay,", "E351"),
        ("cat", "Of clay,", "E352"),
        ("is ours.", "Of clay,", "W359"),
    ],
)
def test_a_note_that_cannot_be_bound_stays_where_it_was(at: str, note: str, code: str) -> None:
    witness, report, used = decide(at, note)
    assert [message.code for message in report] == [code]
    assert (witness, used) == (WITNESS, 0)


def test_words_that_two_notes_have_name_the_one_of_the_entry_or_the_one_that_begins_with_them() -> None:
    assert called(decide("on the pots", "Of clay")[0])[0] == ("pots,", "1")
    witness, report, _ = decide("The cat", "o", entry="1931-05-02")
    assert [message.code for message in report] == ["E351"]
    assert witness == WITNESS
