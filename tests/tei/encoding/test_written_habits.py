"""What a text writes otherwise throughout, and what the header says of it: quotation marks, spelling."""

from __future__ import annotations

import pytest

from edition.language.languages import language_of_tag
from edition.model import Apparatus, Entry, Paragraph, Reading, RunningText, VariationUnit, Witness
from edition.tei.encoding.written_habits import habit_of, quotation_habits, spelling_habits

CURLY = "“Who is there?” said Ida. “Nobody.” “Then,” said he, “I go, for ‘tis late.” “So be it.”"
STRAIGHT = CURLY.translate(str.maketrans("“”‘’", "\"\"''"))
SINGLE = CURLY.replace("‘tis", "it is").translate(str.maketrans("“”", "‘’"))


def witness(siglum: str, text: str, fragment_of: str | None = None) -> Witness:
    entry = Entry("1", None, "", None, None, (Paragraph(text),))
    return Witness(siglum, entries=(entry,), fragment_of=fragment_of)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        (CURLY, "“"),
        (STRAIGHT, '"'),
        (SINGLE, "‘"),
        ("« Qui est là ? » dit-elle. « Moi. » « Qui ? » « Moi. » « Bien. »", "«"),
        # Apostrophes open nothing.
        ("The boys' boats weren't the girls' own; 'twas Ida's.", ""),
        # Too few, and of two kinds.
        ("“Who?” “I.”", ""),
        (f"{CURLY} {SINGLE}", ""),
    ],
)
def test_the_mark_that_opens_nearly_all_quotations(text: str, mark: str) -> None:
    assert habit_of(witness("A", text)) == mark


def test_the_header_says_which_text_uses_which() -> None:
    words = language_of_tag("en").header
    three = [witness("A", CURLY), witness("B", STRAIGHT), witness("C", CURLY), witness("Br", SINGLE, "B")]
    assert '“…” A C, "…" B.' in quotation_habits(three, words)
    assert quotation_habits([witness("A", CURLY), witness("C", CURLY)], words) == ""
    assert quotation_habits([witness("A", CURLY), witness("B", "Nobody speaks.")], words) == ""


def spelled(base: str, other: str, type_: str = "orthographic", grade: str = "accidental") -> VariationUnit:
    readings = Reading(("A",), RunningText(base)), Reading(("B", "C"), RunningText(other), type=type_, grade=grade)
    return VariationUnit("", 0, 0, type_, grade, readings)


def said(*units: VariationUnit) -> list[str]:
    return list(spelling_habits([Apparatus("1", None, "A", RunningText(""), units)], language_of_tag("en").header))


def test_who_often_spells_otherwise_is_named_with_the_commonest_pairs() -> None:
    units = [spelled("grey ", "gray ")] * 6 + [spelled("colour", "color")] * 4 + [spelled("To-day", "to day")] * 20
    assert said(*units) == [
        f"{siglum} spells some words otherwise than the text (grey ] gray, colour ] color), in 10 places; such differences are "
        "accidental."
        for siglum in "BC"
    ]


def test_few_spellings_and_other_words_are_no_habit() -> None:
    assert said(*[spelled("grey", "gray")] * 9) == []
    assert said(*[spelled("grey", "blue", "lexical", "stylistic")] * 20) == []
