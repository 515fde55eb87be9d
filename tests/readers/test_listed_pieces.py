"""What contents say of a collection, and what follows “THE END” of one piece within it."""

from __future__ import annotations

import pytest

from tests.readers.test_named_divisions import above, outside
from tests.readers.test_work_divisions import EVENING, MORNING, NIGHT, PIECES, keys, page, read, wrapped

NUMBERED = [f"CHAPTER {n}.\n\n{piece}" for n, piece in zip(("I", "II", "III"), PIECES, strict=True)]


def collection(*listed: str, end: str = "") -> str:
    """Two tales in chapters, one without between them and one after them. `end`: what the first closes with."""
    contents = "\n\n".join(("CONTENTS.", *listed))
    tales = [
        "THE MILL.",
        *NUMBERED,
        *([end] if end else []),
        f"THE DOG.\n\n{MORNING}",
        "THE FORD.",
        *NUMBERED,
        f"THE COMET.\n\n{NIGHT}",
    ]
    return wrapped("TALES OF A MILL", contents, *tales)


def test_a_tale_that_the_contents_name_after_numbered_ones_is_of_the_work() -> None:
    text = collection("THE MILL.", "THE DOG.", "THE FORD.", "THE COMET.")
    assert keys(text) == ["1.1", "1.2", "1.3", "the-dog", "2.1", "2.2", "2.3", "the-comet"]
    assert above(text) == [*["THE MILL."] * 3, "", *["THE FORD."] * 3, ""]


def test_contents_may_leave_out_the_article() -> None:
    assert keys(collection("MILL", "DOG", "FORD", "COMET"))[-1] == "the-comet"


def test_what_no_contents_name_after_the_last_number_is_another_work() -> None:
    text = collection("THE MILL.", "THE FORD.")
    assert keys(text)[-1] == "2.3"
    assert ("other-work", "after") in outside(text)


def test_the_contents_of_a_page_name_its_pieces_too() -> None:
    names = ("The Mill", "The Ford", "The Comet")
    acts = "".join(f"<h3>Chapter {n}</h3><p>{piece}</p>" for n, piece in zip((1, 2, 3), PIECES, strict=True))
    contents = "<h2>Contents</h2>" + "".join(f"<p>{name}</p>" for name in names)
    text = page(f"<h1>Tales</h1>{contents}<h2>The Mill</h2>{acts}<h2>The Ford</h2>{acts}<h2>The Comet</h2><p>{NIGHT}</p>")
    assert keys(text, "mill.html") == ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "the-comet"]


@pytest.mark.parametrize("end", ["THE END.", "END OF THE TALE", "FINIS"])
def test_a_piece_after_the_end_of_another_is_text(end: str) -> None:
    text = collection("THE MILL.", "THE FORD.", end=f"{end}\n\nOrder the next volume of your bookseller.")
    assert keys(text)[:4] == ["1.1", "1.2", "1.3", "the-dog"]
    assert ("colophon", "between") in outside(text)


def test_the_title_page_of_a_second_volume_after_the_end_of_the_first_is_no_text() -> None:
    volume = [f"CHAPTER {n}.\n\n{piece}" for n, piece in zip(("IV", "V"), (EVENING, NIGHT), strict=True)]
    text = wrapped("THE MILL", *NUMBERED, "END OF VOLUME I.", "THE MILL", "BY NORA TAMM", "VOLUME II.", *volume)
    assert keys(text) == ["1", "2", "3", "4", "5"]


RHYMES = (
    "<p>{0} went over the ford one night,<br/>And nobody held up a light;<br/>"
    "The water took his hat and shoes,<br/>And he had nothing else to lose.</p>"
)


def poems(*listed: str) -> str:
    """A book of poems of which the first is in cantos, and one of the others in voices."""
    cantos = "".join(f"<h3>Canto {n}</h3>{RHYMES.format(name) * 8}" for n, name in (("I", "Odo"), ("II", "Berta"), ("III", "Ida")))
    voices = "".join(f"<h3>The {n} Voice</h3>{RHYMES.format(n) * 3}" for n in ("First", "Second"))
    others = (
        f"<h2>The Owl</h2>{RHYMES.format('The owl') * 4}<h2>Two Voices</h2>{voices}<h2>The Eel</h2>{RHYMES.format('The eel') * 4}"
    )
    contents = "<h2>Contents</h2>" + "".join(f"<p>{line}</p>" for line in listed)
    return page(
        f"<h1>The Toll and Other Poems</h1>{contents}<h2>The Toll</h2>{cantos}{others}<h2>The Comb</h2>{RHYMES.format('A') * 3}"
    )


def test_a_poem_in_cantos_is_one_of_a_book_whose_contents_list_the_others() -> None:
    text = poems(
        "The Toll, in Three Cantos:—", "I. The Mill", "II. The Ford", "III. The Inn", "The Owl", "Two Voices", "The Eel", "The Comb"
    )
    assert keys(text, "mill.html") == ["1", "2", "3", "the-owl", "two-voices", "the-eel", "the-comb"]
    assert above(text, "mill.html") == [*["The Toll"] * 3, *[""] * 4]


def test_what_follows_the_only_poem_that_contents_list_is_another_work() -> None:
    assert keys(poems("The Toll", "The Owl"), "mill.html") == ["1", "2", "3"]


def test_a_table_of_first_verses_after_the_last_poem_is_none_of_it() -> None:
    rows = "".join(f"<tr><td>{line}</td><td>{n}</td></tr>" for n, line in enumerate(("Odo went over", "Berta went over"), 5))
    text = "".join(f"<h2>{n}</h2>{RHYMES.format(name) * 3}" for n, name in (("I", "Odo"), ("II", "Berta"), ("III", "Ida")))
    found = read(page(f"{text}<table><tr><td>Index of first lines</td></tr>{rows}</table>"), "mill.html")[0]
    assert [block.kind for block in found.entries[-1].blocks] == ["l"] * 12
    assert [(part.what, len(part.blocks)) for part in found.outside] == [("index", 5)]
