"""How a document divides: what a philologist would say of a page, and what the program says."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from edition.language.numerals import roman
from edition.messages import Report
from edition.model.documents import DocumentBlock, DocumentOutline
from edition.readers.outlines import outline_of

MORNING = (
    "The mill stood still all morning, because the boy had let the dog into the sluice, and the dog would not come out of it for "
    "bread, for cheese or for being called by its name. The miller sat upon the step and waited."
)
EVENING = (
    "Towards evening the water rose by a hand, and the wheel turned twice and stopped again. The miller's wife counted the sacks, "
    "counted them once more, and said that there was one too many, which had never happened before."
)
NIGHT = (
    "In the night somebody knocked at the door of the mill and asked whether it was the year of the comet. The miller said that it "
    "was, since he did not know, and heard the steps go down to the ford and over it."
)
PIECES = (MORNING, EVENING, NIGHT)


def read(text: str, name: str = "mill.txt", language: str = "en") -> tuple[DocumentOutline, Report]:
    report = Report()
    outline, _ = outline_of(text.encode("utf-8"), name, language, report)
    return outline, report


def keys(text: str, name: str = "mill.txt", language: str = "en") -> list[str]:
    return [entry.n for entry in read(text, name, language)[0].entries]


def wrapped(*parts: str) -> str:
    """Parts as a library prints them: prose broken at a measure, headings after three empty lines."""
    return "\n\n\n\n".join("\n\n".join(textwrap.fill(each, 70) for each in part.split("\n\n")) for part in parts) + "\n"


def chapters(*heads: str) -> str:
    return wrapped(*(f"{head}\n\n{PIECES[index % 3]}" for index, head in enumerate(heads)))


# --- Headings and keys ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heads", "wanted"),
    [
        (("CHAPTER I", "CHAPTER II", "CHAPTER III"), ["1", "2", "3"]),
        (("CHAPTER I--THE MILL", "CHAPTER II--THE FORD", "CHAPTER III--THE DOG"), ["1", "2", "3"]),
        (("CHAPTER I. The Mill", "CHAPTER II. The Ford", "CHAPTER III. The Dog"), ["1", "2", "3"]),
        (("Chapter the First", "Chapter the Second", "Chapter the Third"), ["1", "2", "3"]),
        (("CHAPTER ONE", "CHAPTER TWO", "CHAPTER THREE"), ["1", "2", "3"]),
        (("I", "II", "III"), ["1", "2", "3"]),
        (("1.", "2.", "3."), ["1", "2", "3"]),
        (("Canto I", "Canto II", "Canto III"), ["1", "2", "3"]),
        (("Fytte 1", "Fytte 2", "Fytte 3"), ["1", "2", "3"]),
        (("The Mill: Fytte I", "The Mill: Fytte II", "The Mill: Fytte III"), ["1", "2", "3"]),
        (("Letter No. 1", "Letter No. 2", "Letter No. 3"), ["1", "2", "3"]),
    ],
)
def test_headings_of_any_word_that_count_up_divide(heads: tuple[str, ...], wanted: list[str]) -> None:
    assert keys(chapters(*heads)) == wanted


@pytest.mark.parametrize(
    ("heads", "language"),
    [
        (("Chapitre premier", "Chapitre II", "Chapitre III"), "fr"),
        (("Erstes Kapitel", "Zweites Kapitel", "Drittes Kapitel"), "de"),
        (("CAPÍTULO PRIMERO", "CAPÍTULO SEGUNDO", "CAPÍTULO TERCERO"), "es"),
        (("Capitolo primo", "Capitolo secondo", "Capitolo terzo"), "it"),
        (("CANTO QUARANTESIMO", "CANTO QUARANTUNESIMO", "CANTO QUARANTADUESIMO"), "it"),
    ],
)
def test_headings_in_other_languages(heads: tuple[str, ...], language: str) -> None:
    first = 40 if "QUARANTESIMO" in heads[0] else 1
    assert keys(chapters(*heads), language=language) == [str(number) for number in range(first, first + 3)]


@pytest.mark.parametrize("heads", ["{}. THE MILL", "{}.--To the miller", "{}-To the miller", "{}. M. LE MEUNIER"])
def test_fifty_is_a_letter_and_may_have_a_title(heads: str) -> None:
    numbers = ("XLVII", "XLVIII", "XLIX", "L", "LI", "LII")
    assert keys(chapters(*map(heads.format, numbers))) == ["47", "48", "49", "50", "51", "52"]


def test_an_initial_above_a_paragraph_is_no_number() -> None:
    heads = ("I. The Mill", "II. The Ford", "III. The Dog")
    text = wrapped(*(f"{head}\n\n{MORNING}\n\nM. Pell\n\nC. Crumb\n\n{EVENING}" for head in heads))
    assert keys(text) == ["1", "2", "3"]


@pytest.mark.parametrize("number", [5831, 9888])
def test_chapters_may_have_very_high_numbers_in_roman_figures(number: int) -> None:
    heads = [f"CHAPTER {roman(one).upper()}" for one in range(number, number + 3)]
    assert keys(chapters(*heads)) == [str(number), str(number + 1), str(number + 2)]


def test_numbered_paragraphs_are_entries_however_many() -> None:
    text = "\n\n".join(f"{number}. The miller counted the sacks, and the dog counted the miller." for number in range(1, 10_050))
    assert keys(text)[-1] == "10049"


def test_a_place_and_a_year_under_the_number_of_a_letter_begin_no_entry() -> None:
    heads = (
        "I.--To THE MILLER.\n\n\n[CRUMB, 1801.]",
        "II.--To THE SAME.",
        "III.--To HIS DOG.",
        "IV.--To THE MILLER.\n\n\nFORD, 1802.",
    )
    assert keys(wrapped(*(f"{head}\n\n\n{MORNING}" for head in heads))) == ["1", "2", "3", "4"]


STANZA = "Le acque salivano di notte al mulino,\ne il cane taceva nella sua cesta,\nmentre contava i sacchi"


@pytest.mark.parametrize(("lines", "wanted"), [(8, ["1", "2"]), (14, 24)])
def test_numbered_stanzas_of_cantos_are_no_entries_but_sonnets_are(lines: int, wanted: list[str] | int) -> None:
    verses = "\n".join((STANZA.split("\n") * 5)[:lines])
    text = "\n\n\n\n".join(
        f"CANTO {canto}\n\n\n" + "\n\n".join(f"{number}\n\n{verses}" for number in range(1, 13)) for canto in ("I", "II")
    )
    found = keys(text, language="it")
    assert found == wanted if lines == 8 else len(found) == wanted


def test_three_levels_are_one_citation() -> None:
    text = wrapped(
        "PART I\n\nBOOK I\n\nCHAPTER I\n\n" + MORNING, "CHAPTER II\n\n" + EVENING, "BOOK II\n\nCHAPTER I\n\n" + NIGHT,
        "CHAPTER II\n\n" + MORNING, "PART II\n\nBOOK I\n\nCHAPTER I\n\n" + EVENING, "CHAPTER II\n\n" + NIGHT,
    )  # fmt: skip
    outline, _ = read(text)
    assert [entry.n for entry in outline.entries] == ["1.1.1", "1.1.2", "1.2.1", "1.2.2", "2.1.1", "2.1.2"]
    assert outline.levels == ("part", "book", "chapter")


def test_a_count_that_runs_on_is_cited_alone_and_keeps_the_title_of_its_part() -> None:
    outline, _ = read(
        wrapped(
            "PART ONE\n\nTHE MILL\n\nCHAPTER 1\n\n" + MORNING,
            "CHAPTER 2\n\n" + EVENING,
            "PART TWO\n\nTHE FORD\n\nCHAPTER 3\n\n" + NIGHT,
        )
    )
    assert [entry.n for entry in outline.entries] == ["1", "2", "3"]
    assert [entry.above[0].title for entry in outline.entries] == ["THE MILL", "THE MILL", "THE FORD"]


def test_a_title_stands_on_the_line_of_the_number_or_on_the_next() -> None:
    for head in ("CHAPTER {}. OF DOGS", "CHAPTER {}--OF DOGS", "CHAPTER {}\n\nOF DOGS", "CHAPTER {}\nOF DOGS"):
        outline, _ = read(chapters(*(head.format(n) for n in ("I", "II", "III"))))
        assert [entry.title for entry in outline.entries] == ["OF DOGS"] * 3, head


def test_contents_are_none_of_the_text() -> None:
    text = (
        wrapped("THE MILL", "CONTENTS\n\nI. The Mill\n\nII. The Ford\n\nIII. The Dog")
        + "\n\n"
        + chapters("I. The Mill", "II. The Ford", "III. The Dog")
    )
    outline, _ = read(text)
    assert [entry.n for entry in outline.entries] == ["1", "2", "3"]
    assert [part.what for part in outline.outside] == ["title-page", "contents"]


def test_a_year_on_a_title_page_makes_no_diary() -> None:
    text = wrapped("THE MILL", "LONDON\n\nMay 3, 1884") + "\n\n" + chapters("I", "II", "III")
    assert keys(text) == ["1", "2", "3"]


def test_an_initial_is_no_number() -> None:
    assert keys(wrapped("M. Pell was at the door.\n\n" + MORNING, "D. Orme came later.\n\n" + EVENING)) == ["1"]


def test_a_misprinted_number_is_told_and_read_by_its_place() -> None:
    outline, report = read(chapters("I", "II", "III", "IVX", "V", "VI"))
    assert [entry.n for entry in outline.entries] == ["1", "2", "3", "4", "5", "6"]
    assert [message.code for message in report] == ["W190"]


def test_a_prologue_is_of_the_work_and_a_preface_is_not() -> None:
    text = (
        wrapped("PREFACE\n\n" + NIGHT, "PROLOGUE\n\n" + MORNING)
        + "\n\n\n"
        + chapters("I", "II", "III")
        + "\n\n\n\nEPILOGUE\n\n"
        + NIGHT
    )
    outline, _ = read(text)
    assert [entry.n for entry in outline.entries] == ["prologue", "1", "2", "3", "epilogue"]
    assert [part.what for part in outline.outside] == ["preface"]


def test_an_epilogue_may_have_chapters_of_its_own() -> None:
    text = chapters("CHAPTER I", "CHAPTER II", "CHAPTER III") + "\n\n\n\nEPILOGUE\n\n\n\n" + chapters("CHAPTER I", "CHAPTER II")
    assert keys(text) == ["1", "2", "3", "epilogue.1", "epilogue.2"]


def test_a_prologue_in_the_contents_begins_nothing() -> None:
    contents = wrapped("CONTENTS\n\nPROLOGUE\n\nCHAPTER I\n\nCHAPTER II\n\nCHAPTER III", "PREFACE\n\n" + NIGHT)
    assert keys(contents + "\n\n\n" + chapters("CHAPTER I", "CHAPTER II", "CHAPTER III")) == ["1", "2", "3"]


def test_the_licence_of_a_library_is_none_of_the_last_chapter() -> None:
    text = "Title: The Mill\n\n*** START OF THIS EBOOK THE MILL ***\n\n" + chapters("I", "II", "III")
    outline, report = read(text + "\n\n*** END OF THIS EBOOK THE MILL ***\n\n*** You may copy it.\n")
    assert [part.what for part in outline.outside] == ["licence", "licence"]
    assert outline.document.title == "The Mill"
    assert not [*report]


def test_markdown_has_levels_looks_and_notes() -> None:
    body = "\n\n".join(f"## {n}\n\n{piece}" for n, piece in zip(("I", "II", "III"), PIECES, strict=True))
    outline, _ = read(body.replace("the dog", "*the dog*[^1]", 1) + "\n\n[^1]: Argos.\n", "mill.md")
    first = outline.entries[0].blocks[0]
    assert [entry.n for entry in outline.entries] == ["1", "2", "3"]
    assert [(first.text[one.start : one.end], one.look) for one in first.inline] == [("the dog", "italic")]
    assert [(first.text[: call.offset][-7:], call.note.blocks[0].text) for call in first.notes] == [("the dog", "Argos.")]


def test_what_stands_after_the_last_chapter_ends_it() -> None:
    outline, _ = read(chapters("I", "II", "III") + "\n\n\n" + wrapped("THE END", "APPENDIX\n\n" + MORNING))
    assert outline.entries[-1].blocks[-1].text == NIGHT
    assert [part.what for part in outline.outside] == ["colophon", "other-work"]


# --- Dates ---------------------------------------------------------------------------------------------------------------


def test_years_come_from_the_order_of_the_calendar() -> None:
    outline, report = read(chapters("May 4.", "November 30.", "January 8, 1802.", "February 2."))
    assert [entry.n for entry in outline.entries] == ["1801-05-04", "1801-11-30", "1802-01-08", "1802-02-02"]
    assert [message.code for message in report] == ["I193"]


def test_a_second_letter_of_one_day_has_a_key_of_its_own() -> None:
    outline, _ = read(chapters("MAY 4, 1801.", "THE SAME EVENING.", "MAY 6, 1801.", "MAY 6, 1801."))
    assert [entry.n for entry in outline.entries] == ["1801-05-04", "1801-05-04.2", "1801-05-06", "1801-05-06.2"]


# --- Notes ---------------------------------------------------------------------------------------------------------------


def noted(mark: str, note: str) -> list[tuple[str, str, str]]:
    """Of a chapter with a call after “sluice” and a note: each note with the word before its call."""
    text = chapters("I", "II", "III").replace("sluice,", f"sluice,{mark}", 1).replace("\n\n\n\nII\n", f"\n\n{note}\n\n\n\nII\n")
    outline, _ = read(text)
    return [
        (entry.n, block.text[: call.offset].split()[-1], " ".join(one.text for one in call.note.blocks))
        for entry in outline.entries
        for block in entry.blocks
        for call in block.notes
    ]


@pytest.mark.parametrize("mark", ["[1]", "[A]", "(*)", "{1}", "*", "†"])
def test_a_note_hangs_at_its_call(mark: str) -> None:
    assert noted(mark, f"{mark} A gate that holds the water back.") == [("1", "sluice,", "A gate that holds the water back.")]


def test_a_note_that_says_what_it_is() -> None:
    assert noted("[1]", "[Footnote 1: A gate that holds the water back.]") == [
        ("1", "sluice,", "A gate that holds the water back.")
    ]


def test_numbers_of_notes_that_begin_again_in_each_chapter() -> None:
    pieces = [piece.replace("mill", "mill[1]", 1).replace("water", "water[1]", 1) for piece in (MORNING, NIGHT)]
    outline, _ = read(
        wrapped(*(f"{n}\n\n{piece}\n\n[1] Of the {n} chapter." for n, piece in zip(("I", "II"), pieces, strict=True)))
    )
    said = [(entry.n, call.note.blocks[0].text) for entry in outline.entries for block in entry.blocks for call in block.notes]
    assert said == [("1", "Of the I chapter."), ("2", "Of the II chapter.")]


# --- Pages of HTML -------------------------------------------------------------------------------------------------------


def page(body: str) -> str:
    return f"<!DOCTYPE html><html><head><style>.i {{ font-style: italic }}</style></head><body>{body}</body></html>"


# --- What has no number of its own ---------------------------------------------------------------------------------------


def books(below: str) -> str:
    """Four books of three chapters each, and what stands under the heading of the last."""
    parts = [f"CHAPTER {number}\n\n{PIECES[index]}" for index, number in enumerate(("I", "II", "III"))]
    heads = [f"BOOK {number}" for number in ("I", "II", "III")]
    return wrapped(*(part for head in heads for part in (head, *parts)), f"BOOK IV\n\n{below}", *parts)


@pytest.mark.parametrize("head", ["To the miller's cousin", "AN EXHORTATION", "The dog's complaint"])
def test_a_text_under_a_book_before_its_first_number_is_of_the_work(head: str) -> None:
    entries = read(books(f"{head}\n\n{MORNING} {NIGHT}"))[0].entries
    assert len(entries) == 13
    assert entries[9].head == (head,)
    assert entries[9].above[-1].n == "4"


@pytest.mark.parametrize("motto", ["Who keeps a mill must keep a dog, and who keeps a dog must keep awake.", f"{MORNING} {NIGHT}"])
def test_a_motto_under_a_book_is_no_entry(motto: str) -> None:
    assert keys(books(motto)) == [f"{book}.{chapter}" for book in (1, 2, 3, 4) for chapter in (1, 2, 3)]


@pytest.mark.parametrize(("before", "after", "entries"), [("2. ", "3. ", 3), ("12. ", "13. ", 3), ("", "", 4), ("2. ", "1. ", 4)])
def test_paragraphs_that_go_on_counting_under_a_heading_are_of_the_piece_before_it(before: str, after: str, entries: int) -> None:
    text = wrapped(
        f"CHAPTER I\n\n{MORNING}",
        f"CHAPTER II\n\n{before}{EVENING}",
        f"A PRAYER FOR RAIN\n\n{after}{NIGHT}",
        f"CHAPTER III\n\n{EVENING}",
    )
    assert len(keys(text)) == entries


@pytest.mark.parametrize("years", ["1801-1803", "1801-3", "1804"])
def test_the_years_below_a_heading_are_no_text_of_it(years: str) -> None:
    poem = "The mill is old, the mill is grey,\nAnd nobody has ground today;\nThe dog sits in the sluice and barks\nAt larks."
    pieces = "\n\n\n".join(f"{head}\n\n{poem}\n\n{poem}" for head in ("Prologue", "I", "II"))
    heads = ("The Ford", f"The Comet\n{years}", f"The Sluice\n{years}")
    text = "\n\n\n\n\n".join(f"{head}\n\n\n{pieces}" for head in heads)
    outline, _ = read(text)
    assert [entry.n for entry in outline.entries if entry.above and entry.above[-1].n == "3"][-2:] == ["3.1", "3.2"]


@pytest.mark.parametrize("title", ["Epilogue", "Prologue", "Afterpiece"])
def test_right_under_a_number_stands_its_title(title: str) -> None:
    text = wrapped(*(f"{number}\n\n{name}\n\n{MORNING}" for number, name in (("I", "The Ford"), ("II", "The Dog"), ("III", title))))
    outline, report = read(text)
    assert [entry.n for entry in outline.entries] == ["1", "2", "3"]
    assert outline.entries[-1].title == title
    assert "W193" not in [message.code for message in report.messages]


@pytest.mark.parametrize("name", ["M. LE MEUNIER", "DR. PELL'S DOG", "THE MILL. THE FORD"])
def test_a_title_in_capitals_may_have_a_stop_within(name: str) -> None:
    assert keys(wrapped(*(f"CHAPTER {number} {name}\n\n{MORNING}" for number in ("I", "II", "III")))) == ["1", "2", "3"]


@pytest.mark.parametrize("dash", [".—", ". ", ".--", ". — "])
def test_a_number_before_its_paragraph_may_be_closed_by_a_dash(dash: str) -> None:
    text = wrapped(*(f"{number}{dash if number % 3 else '. '}{PIECES[number % 3]}" for number in range(1, 13)))
    assert keys(text) == [str(number) for number in range(1, 13)]


def test_the_year_of_a_title_page_is_none_of_the_years_of_a_diary() -> None:
    days = "\n\n\n\n".join(f"{day}\n\n{MORNING}" for day in ("January 3.", "January 17.", "March 2.", "May 9."))
    text = f"THE MILL\n\nLONDON\n\n1899\n\n\n\nINTRODUCTION\n\n{EVENING}\n\n\n\n1801\n\n\n\n{days}\n"
    assert keys(text) == ["1801-01-03", "1801-01-17", "1801-03-02", "1801-05-09"]


def test_a_name_under_verses_says_whose_they_are() -> None:
    poem = "     The mill is old, the mill is grey,\n      And nobody has ground today;\n     The dog has gone to Crumb."
    verses = f"{poem}\n\n                         PETER PELL."
    days = [f"January {day}.\n\n{MORNING}" for day in (3, 4, 9, 12)]
    text = f"1801\n\n{days[0]}\n\n{days[1]}\n\n{verses}\n\n{EVENING}\n\n{days[2]}\n\n{days[3]}\n"
    assert keys(text) == ["1801-01-03", "1801-01-04", "1801-01-09", "1801-01-12"]


def test_verses_and_looks_of_a_page() -> None:
    body = "".join(f"<h2>{n}</h2><p>{piece}</p>" for n, piece in zip(("I", "II", "III"), PIECES, strict=True))
    body = body.replace("the dog", '<em>the dog</em> <span class="i">Argos</span>', 1)
    body += "<p>Water is the miller's bread,<br>bread the miller's stone.</p><hr><pre>Turn, wheel,\n  turn.\n\nStand, wheel.</pre>"
    outline, _ = read(page(body), "mill.html")
    looks = [(block.text[one.start : one.end], one.look) for block in outline.entries[0].blocks for one in block.inline]
    assert looks == [("the dog", "italic"), ("Argos", "italic")]
    last = outline.entries[-1].blocks
    assert [block.text for block in last if block.kind == "l"] == [
        "Water is the miller's bread,", "bread the miller's stone.", "Turn, wheel,", "turn.", "Stand, wheel.",
    ]  # fmt: skip
    assert [block.kind for block in last].count("break") == 1


# --- No word is lost -----------------------------------------------------------------------------------------------------

LINES = st.sampled_from(
    [
        *PIECES,
        "CHAPTER I", "CHAPTER II", "BOOK I", "BOOK II", "III", "IVX", "CONTENTS", "NOTES", "THE END", "PREFACE", "May 4.",
        "MAY 5, 1801", "[1] A note.", "A call.[1]", "* * *", "[Footnote 1: A mill.] And more.", "_One_ word",
        "[Illustration: A mill]", "I. The Mill", "1. Bread", "[Footnote 2: Two", "mills.]", "Calls[2] for two.",
        "*** START OF THIS EBOOK ***",
        "End of the Project Gutenberg EBook", "PROLOGUE", "Turn, wheel,\nturn again,\nturn.", "(*) A star.", "Stars(*) fall.",
        "M. Pell",
    ]
)  # fmt: skip


def words_of(blocks: tuple[DocumentBlock, ...]) -> Counter[str]:
    found: Counter[str] = Counter()
    for block in blocks:
        found.update(re.findall(r"\w+", block.label + block.text))
        for call in block.notes:
            found += words_of(call.note.blocks)
    return found


@given(st.lists(LINES, min_size=1, max_size=24), st.sampled_from(["\n\n", "\n\n\n\n"]))
@example(["CHAPTER I", MORNING, "NOTES", "[1] A note.", "THE END"], "\n\n")
def test_every_word_of_a_text_stands_in_its_outline_once(lines: list[str], gap: str) -> None:
    text = gap.join(lines)
    outline, _ = read("Mills.\n\n" + text)
    found: Counter[str] = Counter()
    heads: set[tuple[str, ...]] = set()
    for entry in outline.entries:
        found += words_of(entry.blocks)
        found.update(word for head in entry.head for word in re.findall(r"\w+", head))
        for note in entry.head_notes:
            found += words_of(note.blocks)
        for depth, division in enumerate(entry.above):
            place = tuple(f"{one.level} {one.n}" for one in entry.above[: depth + 1])
            if place not in heads:
                heads.add(place)
                found += words_of(division.heading)
    for part in outline.outside:
        found += words_of(part.blocks)
    wanted = Counter(re.findall(r"\w+", re.sub(r"[\[{(]\d[\]})]|Illustration|Footnote|_", " ", text)))
    for word in wanted:
        if not word.isdigit():
            assert found[word] >= 1, (word, wanted[word], found[word])


def test_the_texts_of_a_library_are_divided(shared: Callable[[str], Path]) -> None:
    """A floor under what `score/outline.py` measures on whole files: none of them is left without its entries."""
    found = {path.name: len(read_file(path).entries) for path in sorted(shared("library").glob("*.txt"))}
    assert all(count > 1 for count in found.values()), found


def read_file(path: Path) -> DocumentOutline:
    return outline_of(path.read_bytes(), path.name, "", Report())[0]
