"""A text with the marks of a typewriter in, the same with the marks of print out: those of five languages."""

from __future__ import annotations

import pytest

from edition.language.languages import language_of_tag
from edition.language.print_marks import OpenQuotes, marked, typographic


def printed(text: str, language: str = "en") -> str:
    return typographic(text, language_of_tag(language).print_marks)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        # Quotations, and quotations in them.
        ('"It is late," said Ada.', "“It is late,” said Ada."),
        ("\"He said 'come,' and I came.\"", "“He said ‘come,’ and I came.”"),
        ("'She cried \"fire!\" twice.'", "‘She cried “fire!” twice.’"),
        ("\"'No,' he said, 'never.'\"", "“‘No,’ he said, ‘never.’”"),
        ('("so") ["thus"]', "(“so”) [“thus”]"),
        ("``so'' and `so'", "“so” and ‘so’"),
        # Apostrophes.
        ("It wasn't the sailors' boat.", "It wasn’t the sailors’ boat."),
        ("'Tis late; 'twas later.", "’Tis late; ’twas later."),
        ("Rock 'n' roll in '68 and the '20s.", "Rock ’n’ roll in ’68 and the ’20s."),
        ("The 'ouse is cold.", "The ’ouse is cold."),
        ("He took the 'long' way.", "He took the ‘long’ way."),
        # A quotation that goes on in the next paragraph has no end in its own.
        ("'And then we left.", "‘And then we left."),
        # Dashes.
        ("The ropes--thus she began--were wet.", "The ropes—thus she began—were wet."),
        ('"I will----"', "“I will——”"),
        ('"Wait--" He went. --"Now!"', "“Wait—” He went. —“Now!”"),
        ("In 1812--1815", "In 1812–1815"),
        ("a well-known self-made man", "a well-known self-made man"),
        ("----------", "----------"),
        # Measures and ditto marks.
        ("He is 6'2\" tall, in a 40\" coat;", "He is 6′2″ tall, in a 40″ coat;"),
        ("5' 11\" at least, and a 6' wall.", "5′ 11″ at least, and a 6′ wall."),
        ('"He is 6\'2"," said Ada.', "“He is 6′2″,” said Ada."),
        ('"Come at 7," said Ada, "or at 8."', "“Come at 7,” said Ada, “or at 8.”"),
        ('"', '"'),
    ],
)  # fmt: skip
def test_english(typed: str, wanted: str) -> None:
    assert printed(typed) == wanted


@pytest.mark.parametrize(
    ("language", "typed", "wanted"),
    [
        ("de", "\"Wie geht's?\" fragte sie -- 's war spät.", "„Wie geht’s?“ fragte sie – ’s war spät."),
        ("de", "\"Er rief 'halt' und ging.\"", "„Er rief ‚halt‘ und ging.“"),
        ("fr", "\"L'heure est 'passée'\", dit-elle.", "«\u00a0L’heure est “passée”\u00a0», dit-elle."),
        ("fr", '" Bonsoir ", dit-il--enfin.', "«\u00a0Bonsoir\u00a0», dit-il—enfin."),
        ("es", "\"¿Qué 'hora' es?\" --dijo Ada.", "«¿Qué “hora” es?» —dijo Ada."),
        ("it", "\"L'ora 'giusta'\", disse -- 'sta volta.", "«L’ora “giusta”», disse – ’sta volta."),
        # A language of which there is no file.
        ("cy", "\"Mae'n hwyr,\" meddai--", "“Mae’n hwyr,” meddai—"),
    ],
)  # fmt: skip
def test_other_languages(language: str, typed: str, wanted: str) -> None:
    assert printed(typed, language) == wanted


def test_what_has_marks_of_print_stays() -> None:
    text = "“It’s late,” said Ada—‘late,’ she said, «tard», 12–14."
    assert printed(text) == text


def test_once_is_enough() -> None:
    text = "\"He's 6'2\" and 'old',\" she said--twice."
    assert printed(printed(text)) == printed(text)


def test_a_part_of_a_text_is_read_with_what_stands_around_it() -> None:
    text = 'She said "come" and "go"'
    marks = language_of_tag("en").print_marks
    assert [each.printed for each in marked(text, marks, OpenQuotes(), 9, 15)] == ["“", "”"]
    assert [(each.start, each.printed) for each in marked(text, marks, OpenQuotes(double=True), 23)] == [(23, "”")]
