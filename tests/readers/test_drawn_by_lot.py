"""What files drawn by lot from a public library showed to be misread, each as a kind, in a text of our own."""

from __future__ import annotations

import textwrap
from dataclasses import replace

import pytest

from edition.language.languages import language_read_as
from edition.messages import Report
from edition.model import Witness
from edition.model.documents import Document, DocumentBlock, DocumentNote, NoteCall
from edition.readers.outline_witness import witness_of
from edition.readers.outside import is_of_the_work, kind_by_heading
from edition.readers.typed_lines import with_typed_lines
from edition.readers.verse_tables import with_verse_tables
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


def test_a_line_in_capitals_below_the_last_piece_is_of_it() -> None:
    text = wrapped(*(f"{number}\n\n{poem(at)}" for at, number in enumerate(("I", "II", "III"))), "SO ENDS THE SONG OF ODO PELL.")
    found, _ = read(text)
    assert not [part for part in found.outside if part.where == "after"]
    assert found.entries[-1].blocks[-1].text == "SO ENDS THE SONG OF ODO PELL."


# --- What is none of the text --------------------------------------------------------------------------------------------


def test_contents_that_give_first_lines_are_one_part() -> None:
    numbers = ("I", "II", "III", "IV")
    listed = "".join(f'<p class="toc"><a href="#p{at}">{one}</a></p>{stanza(at)}' for at, one in enumerate(numbers))
    poems = "".join(f'<h2 id="p{at}">{one}</h2>{stanza(at)}{stanza(at + 1)}' for at, one in enumerate(numbers))
    text = page(f"<h1>A MILL</h1><h2>Contents with first lines</h2>{listed}{poems}")
    assert keys(text, "mill.html") == ["1", "2", "3", "4"]
    assert outside(text, "mill.html") == ["title-page", "contents"]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Contents with first lines", "contents"),
        ("CONTENTS BY CHAPTERS.", "contents"),
        ("Contents of the Second Volume", "contents"),
        ("The contents of a drawer", None),
        ("Contents of the mill", None),
    ],
)
def test_contents_of_a_book_are_contents_and_those_of_a_thing_are_a_title(heading: str, kind: str | None) -> None:
    assert kind_by_heading(heading, language_read_as("en")) == kind


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


# --- Drama ---------------------------------------------------------------------------------------------------------------

SPEECHES = (
    "ODO. The ford is under water, and the mule will not go in, whatever he is shown.",
    "BERTA. Then leave the mule. Who told you to bring him?",
    "ODO. Nobody told me!",
    "BERTA. It was my brother's, and before him the priest had it for eleven years, and a drover after the priest.",
)
TALK = "\n\n".join(textwrap.fill(one, 60) for one in SPEECHES * 2)


@pytest.mark.parametrize("form", ["ACT {}.--SCENE {}.", "ACT {}. SCENE {}.", "Act {}, Scene {}"])
def test_each_scene_may_have_the_number_of_its_act(form: str) -> None:
    heads = [form.format(act, scene) for act in ("I", "II") for scene in ("I", "II")]
    assert keys(wrapped(*(f"{head}\n\n{TALK}" for head in heads)), "ford.txt") == ["1.1", "1.2", "2.1", "2.2"]


def test_acts_of_one_scene_each_are_cited_by_both() -> None:
    heads = [f"ACT {act}.--SCENE I. A mill." for act in ("I", "II", "III")]
    assert keys(wrapped(*(f"{head}\n\n{TALK}" for head in heads)), "ford.txt") == ["1.1", "2.1", "3.1"]


def test_a_person_of_a_cast_on_two_lines_is_one_item() -> None:
    persons = "ODO PELL, who has come over the ford with\n   a mule and eleven sacks.\nBERTA, his sister.\n"
    cast = f"{persons}A DOG, of the mill and\n   of nobody else."
    text = f"THE FORD\n\n\n\nCHARACTERS\n\n{cast}\n\n\n\nACT I\n\n{TALK}\n\n\n\nACT II\n\n{TALK}\n"
    found = outline(text, "ford.txt")
    items = [block.text for part in found.outside for block in part.blocks if block.kind == "item"]
    assert items == [
        "ODO PELL, who has come over the ford with a mule and eleven sacks.",
        "BERTA, his sister.",
        "A DOG, of the mill and of nobody else.",
    ]
    witness = witness_of(found, Witness("F", file="ford.txt"), Report())
    assert all(words in witness.layer for words in ("a mule and eleven sacks.", "of nobody else."))


def test_a_setting_of_many_lines_whose_bracket_is_never_closed_is_no_verse() -> None:
    scene = (
        "   [The kitchen of a mill at Crumb, with a door.\n\n   A table with sacks and a lamp, a wheel\n"
        "   in the middle of it. To the left a dog\n"
        "   asleep upon the hearth. Behind it a\n   view over the ford, right to the sea,\n   with drovers and mules in it."
    )
    out = "    [ODO makes way for her and follows her.\n       BERTA remains sitting beside the dog."
    said = "".join(f"<p>{one}</p>" for one in SPEECHES * 3)
    acts = (f"<h2>ACT {one}</h2><pre>{scene}</pre>{said}<pre>{out}</pre>{said}" for one in ("I", "II"))
    found = outline(page("".join(acts)), "ford.html")
    told = [(block.kind, block.text.split()[0]) for block in found.entries[0].blocks if block.kind in ("stage", "l")]
    assert told[:2] == [("stage", "[The"), ("stage", "A")]
    assert ("stage", "[ODO") in told
    assert "l" not in {kind for kind, _ in told}


def test_verses_that_somebody_quotes_in_his_prose_stay_verses() -> None:
    prose = f"<p>ODO. {PIECES[0]}</p>"
    song = "<blockquote><p>The water rises at the mill,<br/>and no one counts the sacks.</p></blockquote>"
    said = "".join(f"<p>{one}</p>" for one in SPEECHES * 3)
    found = outline(page("".join(f"<h2>ACT {one}</h2>{said}{prose}{song}{said}" for one in ("I", "II"))), "ford.html")
    verses = [(block.speaker, block.text) for block in found.entries[0].blocks if block.kind == "l"]
    assert verses == [("ODO", "The water rises at the mill,"), ("ODO", "and no one counts the sacks.")]


def test_who_first_played_whom_is_no_prologue() -> None:
    cast = "CHARACTERS\n\nODO PELL, a drover\n\nBERTA, his sister\n\nTHE MILLER"
    first = "ODO            _Mr. Vigo Sand_.\nBERTA           _Miss Ada Holm_.\nTHE MILLER      _Mr. Ole Crane_.\n"
    others = "ODO             _Mr. Ib Sand_, at night.\nBERTA           _Miss Una Holm_, at night."
    players = f"THEATRE AT CRUMB\n\n\n_January_ 3, 1801\n\n{first}{others}"
    said = TALK.replace("BERTA. Then", "THE MILLER. Then")
    acts = (f"{one} ACT\n\n{said}\n\n{said}" for one in ("FIRST", "SECOND", "THIRD"))
    text = "\n\n\n\n".join(("THE FORD", cast, players, *acts))
    assert [entry.n for entry in outline(text, "ford.txt").entries] == ["1", "2", "3"]


def test_a_title_without_a_space_before_the_name_is_of_the_name() -> None:
    said = (
        "Mrs. Holm: Whose mule is it?",
        "Odo: He bites.",
        "Mrs.Holm: Then leave the mule!",
        "Mrs.Crane: Who told you to bring him?",
    )
    text = wrapped(*(f"ACT {one}\n\n" + "\n\n".join(said * 3) for one in ("I", "II")))
    found = outline(text, "ford.txt")
    speakers = [block.text for block in found.entries[0].blocks if block.kind == "speaker"]
    assert speakers[:4] == ["Mrs. Holm", "Odo", "Mrs.Holm", "Mrs.Crane"]


# --- Verse ---------------------------------------------------------------------------------------------------------------

LINES = [
    *POEM.split("\n"),
    "Is heard beside the lower ford,",
    "where nobody will go",
    "and every drover keeps his word",
    "as drovers do",
]


def table(lines: list[str], step: int, *, first: bool = False) -> str:
    """Lines in the rows of a table, each with its number where one stands; an empty row after the fourth."""
    rows = []
    for at, line in enumerate(lines, 1):
        cells = (f"<td>{line}</td>", f"<td>{at if at % step == 0 else ''}</td>")
        rows += [f"<tr>{''.join(reversed(cells) if first else cells)}</tr>", *["<tr><td></td><td></td></tr>"] * (at == 4)]
    return f"<table>{''.join(rows)}</table>"


@pytest.mark.parametrize("first", [False, True])
def test_a_verse_in_each_row_of_a_table_is_a_verse_and_its_number_is_none_of_it(first: bool) -> None:
    body = "".join(f"<h2>CANTO {one}</h2>{table(LINES, 4, first=first)}" for one in ("I", "II", "III"))
    found = outline(page(body), "mill.html")
    (first_canto, *_) = found.entries
    assert [(block.kind, block.text) for block in first_canto.blocks] == [("l", line) for line in LINES]
    assert [block.n for block in first_canto.blocks] == ["", "", "", "4", "", "", "", "8"]
    assert [at for at, block in enumerate(first_canto.blocks) if block.gap] == [0, 4]
    witness = witness_of(found, Witness("F", file="mill.html"), Report())
    assert witness.layer.split("\n").count("8") == 3


def test_a_table_of_numbered_items_is_no_poem() -> None:
    body = "".join(f"<h2>CHAPTER {one}</h2><p>{PIECES[0]}</p>{table(LINES, 1)}" for one in ("I", "II"))
    found = outline(page(body), "mill.html")
    assert {block.kind for block in found.entries[0].blocks} == {"p", "cell"}


def test_the_call_of_a_note_in_a_cell_of_its_own_is_called_at_the_end_of_its_verse() -> None:
    note = DocumentNote("1", (DocumentBlock("p", "Of clay."),))
    cells = [
        cell
        for row, line in enumerate(LINES, 1)
        for cell in (
            DocumentBlock("cell", line, row=row, column=1),
            DocumentBlock("cell", str(row) if row % 4 == 0 else "", row=row, column=2),
            DocumentBlock("cell", "", row=row, column=3, notes=(NoteCall(0, note),) if row == 2 else ()),
        )
    ]
    blocks = with_verse_tables(Document("mill.html", "web", blocks=tuple(cells))).blocks
    assert [block.text for block in blocks] == LINES
    assert [(at, call.offset, call.note) for at, block in enumerate(blocks) for call in block.notes] == [(1, len(LINES[1]), note)]


def typed(text: str, measure: int) -> str:
    return "".join(f"<p>{line}</p>" for part in text.split("\n\n") for line in textwrap.wrap(" ".join(part.split()), measure))


def test_a_play_typed_a_paragraph_to_each_printed_line_has_whole_speeches() -> None:
    body = f"<h2>ACT I</h2>{typed(TALK * 2, 50)}<h2>ACT II</h2>{typed(TALK * 2, 50)}"
    found = outline(page(body), "ford.html")
    said = [block.text for block in found.entries[0].blocks if block.kind != "speaker"]
    assert said[:4] == [one.partition(". ")[2] for one in SPEECHES]
    witness = witness_of(found, Witness("F", file="ford.html"), Report())
    assert " ".join(witness.layer.split()).count("It was my brother's, and before him the priest") == 8


def test_a_paragraph_of_white_space_among_typed_lines_stays_one() -> None:
    line = DocumentBlock("p", "and of the sacks that stand beside the mill and of the mule")
    found = with_typed_lines(Document("ford.html", "web", blocks=(*[line] * 30, replace(line, text="\u00a0"), *[line] * 30)))
    assert [len(block.text.split()) for block in found.blocks] == [390, 0, 390]


def test_verses_typed_a_paragraph_to_each_stay_verses() -> None:
    lines = [line for at in range(6) for line in poem(at).lower().split("\n")]
    body = "".join(f"<h2>{one}</h2>" + "".join(f"<p>{line}</p>" for line in lines) for one in ("I", "II", "III"))
    found = outline(page(body), "mill.html")
    assert [block.text for block in found.entries[0].blocks] == lines


@pytest.mark.parametrize("date", ["Crumb, 4 May 1801.", "May 1801", "1801"])
def test_the_date_below_a_poem_begins_nothing(date: str) -> None:
    names = ("The Sluice", "The Ford", "The Knock", "Of Sacks")
    text = "\n\n\n\n\n".join(f"{name}\n\n{poem(at)}\n\n{poem(at)}\n\n{date}" for at, name in enumerate(names))
    found = outline(text, "mill.txt")
    assert [entry.n for entry in found.entries] == ["the-sluice", "the-ford", "the-knock", "of-sacks"]
    assert [block.text for block in found.entries[0].blocks][-1] == date
    assert not any("epigraph" in block.within for block in found.entries[0].blocks)


def test_the_date_over_a_letter_begins_it_whatever_stands_above() -> None:
    days = ("4 May 1801", "6 May 1801", "9 May 1801")
    assert keys(wrapped(*(f"{day}\n\n{piece}" for day, piece in zip(days, PIECES, strict=True)))) == [
        "1801-05-04",
        "1801-05-06",
        "1801-05-09",
    ]


def test_a_stop_that_a_scanner_took_for_part_of_a_number_is_read_right() -> None:
    numbers = ("I.", "IL", "III.", "IV.")
    text = wrapped(*(f"{number}--THE MILL\n\n{PIECES[at % 3]}" for at, number in enumerate(numbers)))
    found, report = read(text)
    assert [entry.n for entry in found.entries] == ["1", "2", "3", "4"]
    assert not [message for message in report.messages if message.code == "W190"]


# --- Letters -------------------------------------------------------------------------------------------------------------


def letter(at: int) -> str:
    greeting = ("DEAR SIR,--", "MY DEAR FRIEND,--", "MADAM,--")[at % 3]
    return f"[CRUMB, {at + 1} May 1801.]\n\n{greeting}{PIECES[at % 3]}\n\n{PIECES[at % 2]} I am, dear Sir, yours,\n\nODO PELL."


def test_letters_with_numbers_have_their_date_signature_and_postscript() -> None:
    numbers = ("I", "II", "III", "IV", "V", "VI")
    text = wrapped(
        *(
            f"{number}.--TO MR. {'BCDFGH'[at]}RANE, OF HOLM.\n\n{letter(at)}\n\nP. S.--The mule is well."
            for at, number in enumerate(numbers)
        )
    )
    found = outline(text, "letters.txt")
    assert [entry.n for entry in found.entries] == ["1", "2", "3", "4", "5", "6"]
    (first, *_) = found.entries
    assert [block.kind for block in first.blocks] == ["dateline", "p", "p", "signed", "p"]
    assert "postscript" in first.blocks[-1].within


def test_the_date_below_a_letter_is_no_signature() -> None:
    heads = [f"{number}.--TO MR. CRANE, OF HOLM." for number in ("I", "II", "III", "IV", "V", "VI")]
    parts = (f"DEAR SIR,--{PIECES[at % 3]}\n\n{PIECES[at % 2]}\n\nCRUMB, {at + 1} May 1801." for at in range(6))
    found = outline(wrapped(*(f"{head}\n\n{part}" for head, part in zip(heads, parts, strict=True))), "letters.txt")
    assert [block.kind for block in found.entries[0].blocks] == ["p", "p", "dateline"]


BELOW = {
    "a paragraph": "<p>The mule is well.</p>",
    "a poem": stanza(1),
}


@pytest.mark.parametrize("below", BELOW)
@pytest.mark.parametrize("closing", ["Yours ever", "My dear Crane, your affectionate friend", "God bless you!"])
def test_what_stands_below_the_signature_of_a_letter_is_its_postscript(below: str, closing: str) -> None:
    """It says nothing of itself: that the entries are letters, and a formula over a name, say it."""
    numbers = ("I", "II", "III", "IV", "V", "VI")
    letters = (
        f"<h3>{number}.—TO MR. CRANE.</h3><p>CRUMB, {at + 1} May 1801.</p><p>My dear Crane—{PIECES[at % 3]}</p>{stanza(2)}"
        f'<p class="right">{closing}<br/>Odo Pell.</p>{BELOW[below] if at else ""}'
        for at, number in enumerate(numbers)
    )
    (alone, first, *_) = outline(page("".join(letters)), "letters.html").entries
    assert [block.kind for block in alone.blocks][-2:] == ["salute", "signed"]
    at = next(place for place, block in enumerate(first.blocks) if block.kind == "signed")
    assert (first.blocks[at - 1].kind, first.blocks[at - 1].text, first.blocks[at].text) == ("salute", closing, "Odo Pell.")
    assert {block.within[:1] for block in first.blocks[at + 1 :]} == {("postscript",)}
    assert not any("postscript" in block.within for block in first.blocks[: at + 1])


PLACES = ("Crumb", "The bank of the river Ode", "Steamer “Anna,”", "St. Odo", "The village of Crumb, two miles from Holm,", "Crumb")


def test_letters_are_known_by_to_whom_they_are_and_dated_below_whatever_the_place() -> None:
    dates = ("1 May 1801.", "2 May 1801.", "3 May 1801.", "4 May 1801.", "5 May 1801. Midnight.", "1802.")
    letters = (
        f"<h3>TO {'HIS SISTER' if at % 2 else 'MR. CRANE'}.</h3><p>{place + ('' if ',' in place[-3:] else ',')} {date}</p>"
        f"<p>{PIECES[at % 3]}</p><p>{PIECES[at % 2]}</p><blockquote><p>O. PELL.</p></blockquote>"
        for at, (place, date) in enumerate(zip(PLACES, dates, strict=True))
    )
    found = outline(page("".join(letters)), "letters.html").entries
    assert [entry.n for entry in found] == ["1801-05-01", "1801-05-02", "1801-05-03", "1801-05-04", "1801-05-05", "1802"]
    assert {(entry.blocks[-1].kind, entry.blocks[-1].within) for entry in found} == {("signed", ())}


def test_another_letter_below_a_signature_is_no_postscript() -> None:
    numbers = ("I", "II", "III", "IV", "V", "VI")
    closing = '<p class="right">Yours ever<br/>Odo Pell.</p>'
    letters = (
        f"<h3>{number}.—TO MR. CRANE.</h3><p>CRUMB, {at + 1} May 1801.</p><p>My dear Crane—{PIECES[at % 3]}</p>{closing}"
        f"<p>CRUMB, {at + 2} May 1801.</p><p>{PIECES[at % 2]}</p>"
        for at, number in enumerate(numbers)
    )
    found = outline(page("".join(letters)), "letters.html")
    assert not any("postscript" in block.within for entry in found.entries for block in entry.blocks)


@pytest.mark.parametrize(
    ("quoted", "rest"),
    [
        ("Yours ever,<br/>Odo Pell.", PIECES * 2),
        ("“Yours ever,<br/>Odo Pell.”", PIECES[:1]),
    ],
    ids=["more below than above", "in quotation marks"],
)
def test_a_letter_does_not_end_with_the_closing_of_one_that_it_quotes(quoted: str, rest: tuple[str, ...]) -> None:
    below = "".join(f"<p>{piece}</p>" for piece in rest)
    letters = (
        f"<h3>{number}.—TO MR. CRANE.</h3><p>CRUMB, {at + 1} May 1801.</p><p>My dear Crane—{PIECES[at % 3]}</p>"
        f"<p>{PIECES[0]}</p><p>{quoted}</p>{below}"
        for at, number in enumerate(("I", "II", "III", "IV", "V", "VI"))
    )
    found = outline(page("".join(letters)), "letters.html")
    assert not any("postscript" in block.within for entry in found.entries for block in entry.blocks)


# --- Libraries -----------------------------------------------------------------------------------------------------------


def test_a_text_whose_licence_ends_below_it_is_no_licence() -> None:
    named = "The Project Gutenberg Etext of A Mill, by Nora Tamm\n\n"
    head = f"{named}Copyright laws are changing.\n\nTitle: A Mill\n\nAuthor: Nora Tamm\n\n***"
    small = "***START**THE SMALL PRINT!**START***\nWhy is this statement here?\n\n*END*THE SMALL PRINT! Ver.02*END*"
    foot = f"{named}This file should be named mill.txt\n\n{small}\n"
    book = wrapped(*(f"CHAPTER {one}\n\n" + "\n\n".join(PIECES * 5) for one in ("I", "II", "III")))
    found = outline(f"{head}\n\n\n\n{book}\n\n\n{foot}", "mill.txt")
    assert [entry.n for entry in found.entries] == ["1", "2", "3"]
    assert [(part.what, part.where) for part in found.outside if part.what == "licence"] == [
        ("licence", "before"),
        ("licence", "after"),
    ]
    assert found.entries[-1].blocks[-1].text == PIECES[2]
