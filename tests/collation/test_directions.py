"""Stage directions that stand elsewhere in the speech or in the next: one moved reading, nothing left out and nothing added."""

from __future__ import annotations

import pytest

from edition.alignment import align
from edition.collation import collate
from edition.language.languages import language_of_tag
from edition.model import Entry, InlineRange, Paragraph, RunningText
from edition.text.running_text import running_text

ENGLISH = language_of_tag("en")


def play(*speeches: str) -> RunningText:
    """Speeches of MOLL and HAL in turn; what stands in brackets is a direction."""
    made = []
    for number, words in enumerate(speeches):
        ranges = []
        for at, letter in enumerate(words):
            if letter == "(":
                ranges.append(InlineRange(at, words.index(")", at) + 1, "stage"))
        made.append(Paragraph(words, "p", looks=tuple(ranges), within=("speech",), speaker=("MOLL", "HAL")[number % 2]))
    return running_text(Entry("1", None, "", None, None, tuple(made)))


def told(base: RunningText, other: RunningText) -> list[tuple[str, str, str]]:
    variants = collate(base, other, align(base, other, ENGLISH), ENGLISH)
    assert [variants[v.partner].partner for v in variants if v.partner is not None] == [
        k for k, v in enumerate(variants) if v.partner is not None
    ]
    return [(v.type, base.text[slice(*v.base)], other.text[slice(*v.other)]) for v in variants]


@pytest.mark.parametrize(
    ("base", "other", "ends"),
    [
        ("(Laughing.) I know the horse is lame.", "I know the horse is lame. (Laughing.)", ("(Laughing.) ", " (Laughing.)")),
        ("I know (laughing) the horse is lame.", "(Laughing.) I know the horse is lame.", ("(Laughing.) ", "(laughing) ")),
        ("I know the horse is lame. (She sits down.)", "I know, (she sits down) the horse is lame.", None),
    ],
)
def test_a_direction_elsewhere_in_the_speech_is_one_moved_reading(base: str, other: str, ends: tuple[str, str] | None) -> None:
    found = told(play("Who sold it?", base, "You did."), play("Who sold it?", other, "You did."))
    moved = [words for type_, *words in found if type_ == "transposition"]
    assert len(moved) == 2
    assert {type_ for type_, *_ in found} <= {"transposition", "punctuation"}
    if ends:
        assert {one or two for one, two in moved} == set(ends)


def test_a_direction_in_the_next_speech_is_one_moved_reading() -> None:
    base = play("Who sold the grey horse? (A door slams upstairs.)", "I never touched it.", "You did.")
    other = play("Who sold the grey horse?", "(A door slams upstairs.) I never touched it.", "You did.")
    assert told(base, other) == [
        ("transposition", " (A door slams upstairs.)", ""),
        ("transposition", "", "(A door slams upstairs.) "),
    ]


def test_a_direction_in_its_place_has_not_moved() -> None:
    base = play("Who sold it? (Laughing.)", "(Laughing.) I did.", "You did.")
    assert not told(base, base)
    other = play("Who sold it? (Laughing.)", "(Laughing.) I have.", "You did.")
    assert told(base, other) == [("syntactic", "did", "have")]


def test_a_direction_of_one_alone_is_an_omission() -> None:
    base = play("Who sold it?", "I did. (He sits down by the stove.)", "You did.")
    other = play("Who sold it?", "I did.", "You did. (Laughing.)")
    assert [type_ for type_, *_ in told(base, other)] == ["omission", "addition"]


def test_a_direction_many_speeches_away_has_not_moved() -> None:
    lines = [f"The {word} is gone." for word in "horse barn gate cart saddle".split()]
    base, other = play(f"(Laughing.) {lines[0]}", *lines[1:]), play(*lines[:4], f"{lines[4]} (Laughing.)")
    assert "transposition" not in {type_ for type_, *_ in told(base, other)}
