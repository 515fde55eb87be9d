"""What files drawn by lot from a public library showed to be misread, each as a kind, in a text of our own."""

from __future__ import annotations

from edition.language.languages import language_read_as
from edition.readers.outside import is_of_the_work, kind_by_heading
from tests.readers.test_speeches import outline
from tests.readers.test_work_divisions import PIECES, keys, page, read, wrapped

POEM = "The water rises at the mill\nand no one counts the sacks;\nthe dog lies down upon the sill\nand sleeps until the axe"


def poem(number: int) -> str:
    return "\n".join(f"{line} {'again ' * number}so" for line in POEM.split("\n"))


def stanza(number: int) -> str:
    return "<p>" + "<br/>".join(poem(number).split("\n")) + "</p>"


def outside(text: str, name: str) -> list[str]:
    return [part.what for part in read(text, name)[0].outside]


# --- Divisions -----------------------------------------------------------------------------------------------------------


def test_a_poem_called_as_a_month_is_an_entry() -> None:
    names = ("The Sluice", "October", "The Knock", "Of Sacks", "A Ford")
    text = "\n\n\n\n\n".join(f"{name}\n\n{poem(index)}" for index, name in enumerate(names))
    assert keys(text) == ["the-sluice", "october", "the-knock", "of-sacks", "a-ford"]


def test_months_that_divide_a_year_are_dates() -> None:
    assert keys(wrapped(*(f"{name}, 1801\n\n{piece}" for name, piece in zip(("May", "June", "July"), PIECES, strict=True)))) == [
        "1801-05",
        "1801-06",
        "1801-07",
    ]


def test_a_place_and_a_year_under_the_number_of_a_letter_are_no_division() -> None:
    numbers = ("I", "II", "III", "IV")
    letters = (f"{number}.--TO ODO PELL.\n\n[CRUMB, {1780 + at}.]\n\n{PIECES[at % 3]}" for at, number in enumerate(numbers))
    assert keys(wrapped(*letters)) == ["1", "2", "3", "4"]


def test_a_poem_in_numbered_parts_among_others_is_one_entry() -> None:
    parts = "".join(f"<h3>{number}</h3>{stanza(at)}" for at, number in enumerate(("I", "II")))
    names = ("Sacks", "The Ford", "A Comet", "The Axe")
    whole = [f"<h2>{name}</h2>{stanza(at) * 6}" for at, name in enumerate(names)]
    body = "".join([*whole[:2], f"<h2>The Drover</h2>{parts}", whole[2], f"<h2>Two Fords</h2>{parts}", whole[3]])
    found, _ = read(page(body), "mill.html")
    assert [entry.n for entry in found.entries] == ["sacks", "the-ford", "the-drover", "a-comet", "two-fords", "the-axe"]


def test_two_epilogues_are_of_the_work() -> None:
    acts = (f"ACT {number}\n\n{PIECES[at]}" for at, number in enumerate(("I", "II", "III")))
    assert keys(wrapped(*acts, f"EPILOGUE I\n\n{poem(1)}", f"EPILOGUE II\n\n{poem(2)}"))[-2:] == ["epilogue-i", "epilogue-ii"]


def test_a_number_after_another_word_makes_no_epilogue_of_it() -> None:

    language = language_read_as("en")
    assert is_of_the_work("Epilogue II.", language)
    assert is_of_the_work("Prologue 2", language)
    assert not is_of_the_work("The Mill II", language)


# --- What is none of the text --------------------------------------------------------------------------------------------


def test_contents_that_give_first_lines_are_one_part() -> None:
    numbers = ("I", "II", "III", "IV")
    listed = "".join(f'<p class="toc"><a href="#p{at}">{one}</a></p>{stanza(at)}' for at, one in enumerate(numbers))
    poems = "".join(f'<h2 id="p{at}">{one}</h2>{stanza(at)}{stanza(at + 1)}' for at, one in enumerate(numbers))
    text = page(f"<h1>A MILL</h1><h2>Contents with first lines</h2>{listed}{poems}")
    assert keys(text, "mill.html") == ["1", "2", "3", "4"]
    assert outside(text, "mill.html") == ["title-page", "contents"]


def test_a_sentence_that_begins_with_not_a_heads_no_notes() -> None:

    language = language_read_as("en")
    assert kind_by_heading("Not a sack shall be counted to-night.", language) is None
    assert kind_by_heading("Note a piè di pagina", language) == "notes"


def test_what_is_said_in_a_play_heads_nothing() -> None:
    said = ("ODO", "Whose mule is it?", "BERTA", "Notes.", "ODO", "What notes?", "BERTA", "It was my brother's.")
    lines = "".join(f"<p>{one}</p>" for one in (*said * 3, "ODO", "Contents", "BERTA", "He bites, and he asks no questions!"))
    found = outline(page(f"<h2>ACT I</h2>{lines}<h2>ACT II</h2>{lines}"), "ford.html")
    assert [part.what for part in found.outside] == []
    assert found.entries[-1].blocks[-1].text.startswith("He bites")
