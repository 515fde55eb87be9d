"""Title pages: what a file says of its text, before the first entry or after the last."""

from __future__ import annotations

import pytest

from edition import readers
from edition.messages import Report
from edition.model import Witness
from edition.readers.outlines import outline_of
from edition.readers.title_page import TitlePage, said

RAIN = "It rained from morning to night on everything that had been left outside, the boots of the pastor among it."
TEXT = f"\n\n3 May 1921\n\n{RAIN}\n\n4 May 1921\n\nSun.\n"


@pytest.mark.parametrize(
    ("before", "found"),
    [
        ("THE KEPT LAMP\n\nby Jonas Reed\n\nTranslated by Ida Marsh", TitlePage("The Kept Lamp", ("Jonas Reed",), ("Ida Marsh",))),
        ("The Kept Lamp\nby Jonas Reed\ntranslated from the Danish by I. Marsh and Bo van Hale", TitlePage(
            "The Kept Lamp",
            ("Jonas Reed",),
            ("I. Marsh", "Bo van Hale"),
        )),
        (
            "The Kept Lamp\n\nby Jonas Reed\n\n"
            "Newly translated, with notes, from the original Danish by\n\nThe Rev. I. F. Marsh, M.A.",
            TitlePage("The Kept Lamp", ("Jonas Reed",), ("Rev. I. F. Marsh",)),
        ),
        (
            "The Kept Lamp\n\nBY JONAS REED\n\nTRANSLATED BY\n\nTHE REV. I.F. O'MARSH, M.A.",
            TitlePage("The Kept Lamp", ("Jonas Reed",), ("Rev. I.F. O'Marsh",)),
        ),
        ("La Lampe\n\nTraduit du danois par Anne Mercier", TitlePage("La Lampe", (), ("Anne Mercier",))),
        ("Die Lampe\n\nAus dem Dänischen von Hans Ohm", TitlePage("Die Lampe", (), ("Hans Ohm",))),
        ("a lamp was lit, and by and by it went out.", TitlePage()),
        (
            "A file\n\nTitle: Lamps\n\nAuthor: Jonas Reed\n\n*** START OF THE PROJECT GUTENBERG EBOOK LAMPS ***\n\nLAMPS!",
            TitlePage("Lamps", ("Jonas Reed",), (), True),
        ),
    ],
)  # fmt: skip
def test_what_stands_before_the_text(before: str, found: TitlePage) -> None:
    assert said(_read(before + TEXT)) == found


def test_a_translator_may_be_named_after_the_text() -> None:
    assert said(_read(f"Lamps{TEXT}\n\n—Translated by Ida Marsh\n")) == TitlePage("Lamps", (), ("Ida Marsh",))


def test_a_review_does_not_say_who_translated_it() -> None:
    text = (
        "A Lamp\n\nby Jo Finch\n\nThe new one, translated by Ida Marsh, has “a lamp in the rain” in it, and very much more "
        "than that, as whoever reads it to the end, which not everyone will, is going to find in its last chapter.\n"
    )
    review = said(_read(text, fragment_of="A"))
    assert (review.title, review.authors, review.translators) == ("A Lamp", ("Jo Finch",), ())


def _read(text: str, fragment_of: str | None = None) -> Witness:
    witness = Witness("B", reader="plain", file="text.txt", language="en", fragment_of=fragment_of)
    return readers.read_file(witness, text.encode(), Report())


def test_a_library_that_names_no_translator_leaves_it_to_the_title_page() -> None:
    """The header has the title and the author; the title page has all three, each in a line of its own."""
    header = "Title: The Lamp\n\nAuthor: Jonas Reed\n\n*** START OF THE PROJECT GUTENBERG EBOOK THE LAMP ***\n\n"
    for page in (
        "THE KEPT LAMP\n\nTRANSLATED BY\n\nIDA MARSH, M.A.",
        "THE KEPT LAMP\n\nTranslated from the original Danish by Ida Marsh",
    ):
        report = Report()
        outline, _ = outline_of((header + page + TEXT).encode(), "lamp.txt", "en", report)
        document = outline.document
        assert (document.title, document.authors, document.translators) == ("The Lamp", ("Jonas Reed",), ("Ida Marsh",))
        assert "I195" not in {message.code for message in report}


def test_lines_of_a_title_page_are_no_verses_and_a_poem_on_it_is() -> None:
    lines = "<p>THE KEPT LAMP<br/>AND OTHER POEMS</p><p>BY<br/>Jonas Reed</p><p>LONDON<br/>1921</p>"
    poem = "<p>To her who kept the lamp alight<br/>When all of us had gone to bed,<br/>And never asked who came at night.</p>"
    page = f"<html><body>{lines}{poem}" + "".join(f"<h2>Canto {n}</h2>{poem * 3}" for n in ("I", "II", "III")) + "</body></html>"
    outline, _ = outline_of(page.encode(), "lamp.html", "en", Report())
    (title,) = (part for part in outline.outside if part.what == "title-page")
    assert [block.kind for block in title.blocks] == [*["p"] * 6, *["l"] * 3]


def test_whoever_translated_a_text_is_not_its_author_though_a_library_says_so() -> None:
    header = "Title: Letters of a Miller\n\nAuthor: Ida Marsh\n\n*** START OF THE PROJECT GUTENBERG EBOOK LETTERS OF A MILLER ***"
    page = "LETTERS OF A MILLER\n\n\nTRANSLATED BY\nIDA MARSH\n\n\n"
    text = page + "".join(f"LETTER {n}\n\n{RAIN} {RAIN}\n\n\n" for n in ("I", "II", "III"))
    document = outline_of(f"{header}\n\n\n{text}".encode(), "lamps.txt", "en", Report())[0].document
    assert (document.authors, document.translators) == ((), ("Ida Marsh",))
    other = outline_of(f"{header.replace('Ida Marsh', 'Jo Reed')}\n\n\n{text}".encode(), "lamps.txt", "en", Report())[0].document
    assert (other.authors, other.translators) == (("Jo Reed",), ("Ida Marsh",))
