"""Which quotation marks a text uses throughout, and what the header says of texts that use others."""

from __future__ import annotations

import pytest

from edition.language.languages import language_of_tag
from edition.model import Entry, Paragraph, Witness
from edition.tei.encoding.quoting_habits import habit_of, quotation_habits

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
