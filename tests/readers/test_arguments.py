"""Arguments and half titles: what stands beside the heading of a book and is none of its text."""

from __future__ import annotations

import textwrap

import pytest

from edition.messages import Report
from edition.model.documents import DocumentOutline
from edition.readers.outlines import outline_of

ORDINALS = ("FIRST", "SECOND", "THIRD", "FOURTH")
ROMAN = ("I", "II", "III", "IV")


def read(text: str, name: str) -> DocumentOutline:
    return outline_of(text.encode(), name, "en", Report())[0]


def verses(book: int) -> list[str]:
    return [f"The oarsman of the {book}. barge sang verse {line} to the tide" for line in range(1, 9)]


def as_page(*, halves: bool, told: bool) -> str:
    parts = []
    for number, (roman, ordinal) in enumerate(zip(ROMAN, ORDINALS, strict=True), 1):
        half = f"<h2>THE BARGE.</h2><h3>BOOK {roman}.</h3><hr/>" if halves and number > 1 else ""
        argument = f"<h3>ARGUMENT OF THE {ordinal} BOOK.</h3><p>A crew is hired for voyage {number}.</p><hr/>" if told else ""
        parts.append(f"{half}{argument}<h3>BOOK {roman}.</h3><div class='poem'><p>{'<br/>'.join(verses(number))}</p></div>")
    return f"<html><body><h1>The Barge</h1>{''.join(parts)}</body></html>"


def as_text() -> str:
    # What is broken at a measure shows that verses are not.
    parts = [f"PREFACE\n\n\n{textwrap.fill(' '.join(verses(0)) * 4, 70)}"]
    for number, (roman, ordinal) in enumerate(zip(ROMAN, ORDINALS, strict=True), 1):
        argument = f"THE ARGUMENT OF THE {ordinal} BOOK\n\n\nA crew is hired for voyage {number}."
        poem = "\n".join(f"    {verse}" for verse in verses(number))
        parts.append(f"BOOK {roman}\n\n\n{argument}\n\n\nBOOK {roman}\n\n\n{poem}")
    return "\n\n\n\n".join(parts)


@pytest.mark.parametrize(
    ("text", "name"), [(as_page(halves=True, told=True), "barge.html"), (as_text(), "barge.txt")], ids=["page", "text"]
)
def test_a_half_title_and_an_argument_stand_before_the_heading_of_a_book(text: str, name: str) -> None:
    outline = read(text, name)
    assert [entry.n for entry in outline.entries] == ["1", "2", "3", "4"]
    for number, entry in enumerate(outline.entries, 1):
        assert [block.text for block in entry.blocks if block.kind == "l"] == verses(number)
        assert len(entry.head) == 1
    told = [block.text for part in (*outline.entries, *outline.outside) for block in part.blocks if block.kind == "argument"]
    assert [f"A crew is hired for voyage {number}." for number in range(1, 5)] == sorted(one for one in told if "crew" in one)


def test_an_argument_above_a_heading_belongs_to_it_and_a_half_title_over_that_to_nothing() -> None:
    text = as_page(halves=True, told=True).replace("<h2>THE BARGE.</h2><h3>", "<h2>").replace(".</h3><hr/>", ".</h2><hr/>")
    outline = read(text, "barge.html")
    assert [[block.text for block in entry.blocks][:3] for entry in outline.entries] == [
        [f"ARGUMENT OF THE {ORDINALS[at]} BOOK.", f"A crew is hired for voyage {at + 1}.", verses(at + 1)[0]] for at in range(4)
    ]
    assert all(len(entry.blocks) == 10 for entry in outline.entries)
    assert [block.text for part in outline.outside for block in part.blocks if block.text] == [
        "The Barge",
        "BOOK II.",
        "BOOK III.",
        "BOOK IV.",
    ]


def test_the_argument_of_a_prologue_is_not_that_of_the_first_book() -> None:
    verse = "<br/>".join(verses(9))
    prologue = f"<h3>ARGUMENT.</h3><p>A crew is hired for the prologue.</p><h3>PROLOGUE.</h3><p>{verse}</p>"
    outline = read(as_page(halves=False, told=False).replace("<h3>BOOK I.", f"{prologue}<h3>BOOK I."), "barge.html")
    books = [entry for entry in outline.entries if entry.n != "prologue"]
    assert [block.text for entry in books for block in entry.blocks] == [line for book in range(1, 5) for line in verses(book)]


def test_a_half_title_without_an_argument() -> None:
    outline = read(as_page(halves=True, told=False), "barge.html")
    assert [entry.n for entry in outline.entries] == ["1", "2", "3", "4"]
    assert [len(entry.blocks) for entry in outline.entries] == [8, 8, 8, 8]


def test_books_of_one_chapter_each_have_no_half_titles() -> None:
    text = "\n\n\n\n".join(f"BOOK {roman}\n\n\nCHAPTER I\n\n\n{' '.join(verses(at))}" for at, roman in enumerate(ROMAN, 1))
    assert [entry.blocks[0].text for entry in read(text, "barge.txt").entries] == [" ".join(verses(at)) for at in range(1, 5)]
