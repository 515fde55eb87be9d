"""Decisions: a quotation in, an emendation of the text as read out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.decisions import Decision, apply_decisions, read_decisions
from edition.decisions.places import find
from edition.messages import Report
from edition.model import Entry, Locus, Paragraph, Witness
from edition.text.running_text import running_text
from tests.examples import examples

ENTRY = Entry(
    "1931-05-02",
    "1931-05-02",
    "2 May 1931",
    None,
    "Rain.",
    (
        Paragraph("The lmits of the garden are wet. The rain falls on the pots."),
        Paragraph("and on the roof."),
        Paragraph("A cat. The cat’s name is Tom."),
    ),
)
LATER = Entry("1931-05-03", "1931-05-03", "3 May 1931", None, None, (Paragraph("Sun over the harbour."),))
WITNESSES = (Witness("A", entries=(ENTRY, LATER)), Witness("Ar", fragment_of="A"))


def decide(*decisions: Decision) -> tuple[str, Report]:
    """The text of the first entry once the decisions are applied, and what was reported."""
    report = Report()
    witnesses, _ = apply_decisions(WITNESSES, decisions, report)
    return running_text(witnesses[0].entries[0]).text, report


def emendation(at: str, read: str | None, **more: object) -> Decision:
    return Decision("emendation", "A", "1931-05-02", at, read=read, **more)  # type: ignore[arg-type]


def codes(report: Report) -> list[str]:
    return [message.code for message in report]


def test_an_emendation_holds_the_words_that_differ_and_no_others() -> None:
    report = Report()
    (witness, _), used = apply_decisions(WITNESSES, [emendation("The lmits of the", "The limits of the")], report)
    (made,) = witness.entries[0].emendations
    assert (made.sic, made.corr, made.kind) == ("lmits", "limits", "extraction")
    assert "The limits of the garden" in running_text(witness.entries[0]).text
    assert len(used) == 1
    assert not len(report)


def test_a_quotation_is_found_whichever_quotation_marks_and_hyphens_are_typed() -> None:
    text, report = decide(emendation("The cat's name", "The cat’s true name"))
    assert "The cat’s true name is Tom." in text
    assert not len(report)


def test_words_are_struck_out_with_one_of_the_spaces_around_them() -> None:
    text, _ = decide(emendation("on the pots.", ""))
    assert "The rain falls\nand on the roof." in text


def test_a_gap_stands_after_the_words_quoted() -> None:
    report = Report()
    (witness, _), _ = apply_decisions(WITNESSES, [emendation("The rain falls", None, cause="gap")], report)
    (made,) = witness.entries[0].emendations
    text = running_text(witness.entries[0], emended=False).text
    assert text[: made.start].endswith("The rain falls")
    assert (made.sic, made.corr, made.kind) == ("", "", "gap")


def test_a_paragraph_is_joined_to_the_one_before() -> None:
    text, report = decide(Decision("join", "A", "1931-05-02", "and on the roof"))
    assert "The rain falls on the pots. and on the roof.\nA cat." in text
    assert not len(report)


def test_a_paragraph_begins_where_a_break_is_decided() -> None:
    text, report = decide(Decision("break", "A", "1931-05-02", "The rain falls"))
    assert "are wet.\nThe rain falls" in text
    assert not len(report)


def test_decisions_on_one_entry_do_not_move_one_another() -> None:
    text, report = decide(
        Decision("join", "A", "1931-05-02", "and on the roof"),
        emendation("lmits", "limits"),
        emendation("roof.", "roofs.", occurrence=1),
        Decision("break", "A", "1931-05-02", "The cat's name"),
    )
    assert text.endswith(
        "The limits of the garden are wet. The rain falls on the pots. and on the roofs.\nA cat.\nThe cat’s name is Tom."
    )
    assert not len(report)


@pytest.mark.parametrize(
    ("decision", "code", "says"),
    [
        (emendation("The limits of the", "x"), "E351", "Nearest: “The lmits of the” (paragraph 1)."),
        (emendation("over the harbour", "x"), "E351", "The words stand in the entry 1931-05-03."),
        (emendation("zzz qqq", "x"), "E351", "Nothing like it stands there"),
        (emendation("The", "x"), "E352", "stands 3 times"),
        (emendation("The", "x", occurrence=4), "E353", "occurrence = 1 to 3"),
        (Decision("emendation", "A", "1931-05-04", "cat", read="dog"), "E354", "Nearest: 1931-05-0"),
        (Decision("emendation", "A", "1700", "cat", read="dog"), "E354", "entries from 1931-05-02 to 1931-05-03"),
        (Decision("emendation", "Ar", "1931-05-02", "cat", read="dog"), "E355", "Name a full witness: A."),
        (emendation("roof. A cat.", "roof, a cat."), "E356", "[[join]]"),
        (Decision("join", "A", "1931-05-02", "The rain falls"), "E357", "does not begin a paragraph"),
        (Decision("join", "A", "1931-05-02", "The lmits"), "E357", "that another precedes"),
        (Decision("break", "A", "1931-05-02", "A cat."), "E385", "begins a paragraph already"),
        (Decision("break", "A", "1931-05-02", "Rain."), "E386", "where no paragraph can begin"),
        (emendation("A cat.", "A cat."), "W359", "changes nothing"),
        (emendation("and on the roof.", ""), "E389", "nothing would be left of a paragraph of A 1931-05-02."),
        (emendation("2 May 1931 Rain.", ""), "E390", "nothing would be left of the heading"),
    ],
)
def test_a_decision_that_finds_no_place_says_where_to_look(decision: Decision, code: str, says: str) -> None:
    before = running_text(ENTRY).text
    text, report = decide(decision)
    assert text == before
    assert codes(report) == [code]
    assert says in str(report.messages[0])


def test_a_paragraph_is_struck_out_where_it_was_joined_to_another() -> None:
    text, report = decide(Decision("join", "A", "1931-05-02", "and on the roof"), emendation("and on the roof.", ""))
    assert "The rain falls on the pots. \nA cat." in text
    assert not len(report)


def test_an_emendation_stays_in_the_heading_where_text_runs_on_after_it() -> None:
    run_in = Witness("A", entries=(Entry("1931-05-03", "1931-05-03", "3 May 1931.", None, None, LATER.paragraphs, run_in=True),))
    report = Report()
    over, within = (
        Decision("emendation", "A", "1931-05-03", at, read=read)
        for at, read in (("1931. Sun", "Sun"), ("1931. Sun over", "1932. Sun over"))
    )
    (found,), _ = apply_decisions([run_in], [over], report)
    assert (codes(report), found.entries[0].emendations) == (["E391"], ())
    (found,), _ = apply_decisions([run_in], [within], report)
    assert running_text(found.entries[0]).text == "3 May 1932. Sun over the harbour."


def test_two_decisions_on_the_same_words_are_an_error_of_the_second() -> None:
    text, report = decide(
        emendation("lmits of", "limits of"), emendation("The lmits", "Our lmits", locus=Locus("decisions.toml", 9))
    )
    assert "Our limits" in text  # the words that differ are apart
    text, report = decide(emendation("lmits", "limits"), emendation("lmits", "edges", locus=Locus("decisions.toml", 9)))
    assert codes(report) == ["E358"]
    assert str(report.messages[0]).startswith("decisions.toml:9: E358")
    assert "The limits" in text


def test_a_quotation_is_found_as_whole_words_only() -> None:
    assert find("rain, train, rain-pots", "rain") == [(0, 4), (13, 17)]
    assert find("one\ntwo  three", "one two three") == [(0, 14)]


@settings(deadline=None, max_examples=examples(60))
@given(st.lists(st.sampled_from(["rain", "a", "the", "cat", "wet", "of"]), min_size=3, max_size=12), st.data())
def test_emending_a_quotation_gives_the_reading_there_and_leaves_the_rest(words: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(words) - 1))
    quoted = words[first : first + data.draw(st.integers(1, 4))]
    read = data.draw(st.lists(st.sampled_from(["sun", "the", "cat", "of"]), min_size=1, max_size=4))
    text = " ".join(words)
    places = find(text, " ".join(quoted))
    at = len(" ".join(words[:first])) + (first > 0)
    number = [place[0] for place in places].index(at) + 1 if at in [place[0] for place in places] else None
    if number is None:  # an earlier place overlaps this one
        return
    witness = Witness("A", entries=(Entry("1", None, "", None, None, (Paragraph(text),)),))
    decision = Decision("emendation", "A", "1", " ".join(quoted), number, " ".join(read))
    (emended,), _ = apply_decisions([witness], [decision], Report())
    wanted = " ".join(words[:first] + read + words[first + len(quoted) :])
    assert running_text(emended.entries[0]).text == wanted
    assert running_text(emended.entries[0], emended=False).text == text


# --- The file --------------------------------------------------------------------------------------------------------


def from_toml(tmp_path: Path, text: str) -> tuple[tuple[Decision, ...], Report]:
    path = tmp_path / "decisions.toml"
    path.write_text(text, encoding="utf-8")
    report = Report()
    return read_decisions(path, report), report


def test_decisions_are_read_in_the_order_of_the_file(tmp_path: Path) -> None:
    decisions, report = from_toml(
        tmp_path,
        """
[[join]]
siglum = "A"
entry = "1931-05-02"
at = "and on the roof"

[[emendation]]
siglum = "A"
entry = "1931-05-02"
at = "lmits"
read = "limits"
kind = "print"
reason = "a letter is missing"
""",
    )
    assert [decision.kind for decision in decisions] == ["join", "emendation"]
    assert decisions[1].cause == "print"
    assert decisions[1].locus is not None
    assert decisions[1].locus.line == 10
    assert not len(report)


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ('[[join]]\nsiglum = "A"\nentry = "1"\nat = "one two three four five six"\n', "E350", "6 words"),
        ('[[emendation]]\nsiglum = "A"\nentry = "1"\nat = "one"\nkind = "print"\n', "E360", 'Write read = "…".'),
        ('[[emendation]]\nsiglum = "A"\nentry = "1"\nat = "one"\nread = "two"\nkind = "gap"\n', "E388", "Take out read."),
        ('[[emendation]]\nsiglum = "A"\nentry = "1"\nat = "one"\nread = "two"\nkind = "typo"\n', "E011", "print, extraction, gap"),
        ('[[emend]]\nsiglum = "A"\n', "E012", "Did you mean emendation?"),
        ('[[break]]\nsiglum = "A"\nentry = "1"\n', "E009", "at is missing in [break]"),
    ],
)
def test_a_fault_in_the_file_is_told_with_its_line(tmp_path: Path, text: str, code: str, says: str) -> None:
    decisions, report = from_toml(tmp_path, text)
    assert not decisions
    assert code in codes(report)
    assert says in str(next(m for m in report if m.code == code))
    assert all(message.locus and message.locus.line for message in report)


def test_without_a_file_there_are_no_decisions(tmp_path: Path) -> None:
    report = Report()
    assert read_decisions(tmp_path / "decisions.toml", report) == ()
    assert not len(report)
