"""Speeches and stanzas of two texts: beads keep within speeches, who speaks is evidence, stanzas cut long verse."""

from __future__ import annotations

from bisect import bisect_right

from hypothesis import given, settings
from hypothesis import strategies as st

from edition.alignment import align
from edition.alignment.segments import ENJAMBED, LONGEST, segments
from edition.language.languages import language_of_tag
from edition.model import Entry, Paragraph, RunningText
from edition.text.running_text import running_text
from tests.examples import examples

ENGLISH = language_of_tag("en")


def play(*speeches: tuple[str, str]) -> RunningText:
    made = [Paragraph(words, "p", within=("speech",) if name else (), speaker=name) for name, words in speeches]
    return running_text(Entry("1", None, "", None, None, tuple(made)))


def verse(*stanzas: list[str]) -> RunningText:
    made = [
        Paragraph(line, "l", within=("stanza",), shared=min(number, 1)) for lines in stanzas for number, line in enumerate(lines)
    ]
    return running_text(Entry("1", None, "", None, None, tuple(made)))


def pairs(base: RunningText, other: RunningText) -> list[tuple[str, str]]:
    texts = base.text, other.text
    return [
        tuple(
            " ".join(text[slice(*place)].split()) if place else ""
            for text, place in zip(texts, (bead.base, bead.other), strict=True)
        )  # type: ignore[misc]
        for bead in align(base, other, ENGLISH).beads
    ]


def test_speeches_of_one_person_answer_one_another_though_they_share_no_word() -> None:
    base = play(("MOLL", "Never!"), ("HAL", "Oh."), ("KIT", "So be it."))
    other = play(("MOLL", "Not in my lifetime."), ("KIT", "As you please."))
    assert pairs(base, other) == [("Never!", "Not in my lifetime."), ("Oh.", ""), ("So be it.", "As you please.")]
    # By words and place alone the second speech has an answer.
    nobody = [
        play(*(("", words) for words in side))
        for side in (("Never!", "Oh.", "So be it."), ("Not in my lifetime.", "As you please."))
    ]
    assert ("Oh.", "") not in pairs(nobody[0], nobody[1])


def test_a_person_may_have_another_name_in_the_other_text() -> None:
    rest = [("MOLL", "The barn is full of rain."), ("HAL", "Then sell the grey horse."), ("MOLL", "The horse is lame and old.")]
    base = play(*rest, ("MOLL", "Never!"), ("HAL", "Oh."), ("MOLL", "So be it."))
    named = {"MOLL": "The Widow", "HAL": "Her Son"}
    other = play(*((named[name], words) for name, words in rest), ("The Widow", "Not in my life."), ("The Widow", "As you please."))
    assert ("Oh.", "") in pairs(base, other)


WORDS = st.sampled_from("rain barn horse lame old sell door grey who why".split())
SPEECH = st.tuples(
    st.sampled_from(["MOLL", "HAL", "KIT", ""]),
    st.lists(st.lists(WORDS, min_size=1, max_size=5).map(" ".join), min_size=1, max_size=3),
).map(lambda speech: (speech[0], " ".join(f"{words.capitalize()}." for words in speech[1])))


@settings(deadline=None, max_examples=examples(60))
@given(st.lists(SPEECH, min_size=1, max_size=6), st.lists(SPEECH, min_size=1, max_size=6))
def test_no_bead_runs_over_a_speech(one: list[tuple[str, str]], two: list[tuple[str, str]]) -> None:
    base, other = play(*one), play(*two)
    beads = align(base, other, ENGLISH).beads
    for text, places in ((base, [bead.base for bead in beads]), (other, [bead.other for bead in beads])):
        begun = [mark.at for mark in text.marks if mark.kind == "speech"]
        assert all(bisect_right(begun, place[0]) == bisect_right(begun, place[1] - 1) for place in places if place)
    back = {(bead.other, bead.base, bead.score, bead.moved) for bead in align(other, base, ENGLISH).beads}
    assert {(bead.base, bead.other, bead.score, bead.moved) for bead in beads} == back


def cut(text: RunningText) -> list[str]:
    return [text.text[segment.start : segment.end] for segment in segments(text, ENGLISH)]


def test_long_verse_without_a_stop_is_cut_where_stanzas_end() -> None:
    stanzas = [[f"the {number} grey gulls over the harbour wall", "and the long tide under it coming home"] for number in range(4)]
    assert cut(verse(*stanzas)) == [" ".join(lines) + " " * (lines is not stanzas[-1]) for lines in stanzas]
    # A short sentence that runs over a stanza's end is whole.
    short = verse(["The tide came in"], ["and went out again."])
    assert cut(short) == [short.text]
    assert len(short.text) < ENJAMBED


def test_a_stanza_without_end_is_cut_where_verses_end() -> None:
    lines = [f"the {number} grey gulls over the harbour wall" for number in range(60)]
    found = cut(verse(lines))
    assert "".join(found) == " ".join(lines)
    assert len(found) > 1
    assert all(part.startswith("the ") and len(part) <= LONGEST for part in found)
