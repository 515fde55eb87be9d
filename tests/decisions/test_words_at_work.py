"""A passage as a page shows it, and what an editor writes for it, in: decisions that make the text so out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.decisions import Decision, apply_decisions
from edition.decisions.words_at_work import PassageAtWork, WordChange, WordsAtWork
from edition.messages import Report
from edition.model import Entry, Locus, Note, Paragraph, Witness
from edition.text.running_text import running_text
from tests.examples import examples

ENTRY = Entry(
    "1931-05-02", "1931-05-02", "2 May 1931.", None, None,
    (
        Paragraph("A wet garden. The lmits of the garden are wet--all of it. The rain falls on the pots."),
        Paragraph("A cat on the pots."),
    ),
    (Note("1", "Of clay.", 1, 5),), run_in=True, locus=Locus("a.txt", 1),
)  # fmt: skip
WITNESS = Witness(
    "A", entries=(ENTRY, replace(ENTRY, n="1931-05-03", paragraphs=(Paragraph("Sun."),), notes=(), locus=Locus("a.txt", 9)))
)
# A page may print another dash; what is written for it begins with the words of the text.
SECOND = "The lmits of the garden are wet—all of it."
WORDS = SECOND.replace("—", "--")
LIMITS = Decision("emendation", "A", "1931-05-02", "lmits", read="limits")


def at_work(*decisions: Decision) -> WordsAtWork:
    # The edition may have the entry under another key.
    return WordsAtWork([{"A": replace(ENTRY, n="2")}], [WITNESS], decisions)


def passage(work: WordsAtWork, shown: str) -> PassageAtWork:
    (found,) = work.passages("e.2", {"A": shown, "B": "no text of the edition"})
    return found


def emended(shown: str, words: str, *decisions: Decision) -> tuple[WordChange, str]:
    """The change, and the text of the entry with it."""
    work = at_work(*decisions)
    change = work.emended(passage(work, shown), words, "print")
    stay = [one for one in decisions if one not in change.replaced]
    report = Report()
    (witness,), _ = apply_decisions([WITNESS], [*stay, *change.made], report)
    assert not report.errors
    return change, running_text(witness.entries[0]).text


def test_the_words_that_were_changed_are_emended_and_no_others() -> None:
    change, text = emended(SECOND, "The limits of the garden were wet--all of it.")
    assert [(one.entry, one.at, one.read, one.cause) for one in change.made] == [
        ("1931-05-02", "lmits", "limits", "print"),
        ("1931-05-02", "are", "were", "print"),
    ]
    assert "The limits of the garden were wet--all of it." in text


def test_words_are_added_and_struck_out_and_the_place_is_counted() -> None:
    change, text = emended("The rain falls on the pots.", "The soft rain on the pots.")
    assert [(one.at, one.read) for one in change.made] == [("The", "The soft"), ("falls", "")]
    assert "The soft rain on the pots." in text
    change, _ = emended("A cat on the pots.", "My cat on the roofs.")
    assert [(one.at, one.occurrence) for one in change.made] == [("A", 2), ("pots.", 2)]


def test_a_word_that_was_emended_is_emended_again_in_the_place_of_the_first_time() -> None:
    change, text = emended(SECOND.replace("lmits", "limits"), "The bounds of the garden are wet--all of it.", LIMITS)
    assert (change.replaced, [(one.at, one.read) for one in change.made]) == ((LIMITS,), [("lmits", "bounds")])
    assert "The bounds of" in text
    change, text = emended(SECOND.replace("lmits", "limits"), WORDS, LIMITS)
    assert (change.replaced, change.made) == ((LIMITS,), ()), "as the text has it"


@pytest.mark.parametrize("words", [WORDS, "One two three four five six seven.", ""])
def test_what_cannot_be_an_emendation_says_why(words: str) -> None:
    work = at_work()
    assert work.emended(passage(work, SECOND), words, "print").fault.endswith(".")


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(st.tuples(st.integers(0, 8), st.sampled_from(["", "rain", "two words", "pots."])), max_size=3), st.booleans())
def test_the_text_reads_as_it_was_written(changes: list[tuple[int, str]], before: bool) -> None:
    words = WORDS.split()
    if before:
        words[1] = "limits"
    shown = " ".join(words)
    for at, word in changes:
        words[at] = word
    work = at_work(*([LIMITS] if before else []))
    if work.emended(passage(work, shown), " ".join(words), "print").fault:
        return
    _, text = emended(shown, " ".join(words), *([LIMITS] if before else []))
    assert " ".join(" ".join(words).split()) in " ".join(text.split())


def test_a_heading_ends_with_other_words_and_is_put_back() -> None:
    work = at_work()
    (title,) = work.entitled(passage(work, "2 May 1931."), "A wet garden.").made
    assert (title.kind, title.entry, title.at) == ("title", "1931-05-02", "A wet garden.")
    work = at_work(title)
    back = work.entitled(passage(work, "The rain falls on the pots."), "")
    assert (back.made, back.replaced) == ((), (title,))
    assert work.entitled(passage(work, SECOND), "A cat").fault.startswith("The heading of A")


def test_a_note_is_bound_after_words_of_the_passage_and_bound_again() -> None:
    work = at_work()
    rain = passage(work, "The rain falls on the pots.")
    assert [note.text for _, note in work.notes(rain)] == ["Of clay."]
    (note,) = work.bound(rain, 0, "on the pots").made
    assert (note.kind, note.at, note.occurrence, note.note) == ("note", "on the pots", 1, "Of clay.")
    again = at_work(note)
    change = again.bound(passage(again, "The rain falls on the pots."), 0, "rain")
    assert (change.replaced, [one.at for one in change.made]) == ((note,), ["rain"])
    assert work.bound(rain, 0, "wet").fault
    assert work.bound(rain, 5, "rain").fault


def test_an_entry_under_another_key_is_kept_apart() -> None:
    held = {"B": replace(ENTRY, n="2"), "A": replace(ENTRY, n="2")}
    work = WordsAtWork([held], [WITNESS], [])
    assert work.standing_under_another_key("e.2") == [("A", "1931-05-02")]
    assert work.apart("e.2", "A").made == (Decision("apart", "A", "1931-05-02"),)
    assert work.apart("e.2", "B").fault
