"""Where the text of a work begins: behind title page, contents and introduction, and what stands over its first piece."""

from __future__ import annotations

from textwrap import fill

import pytest

from edition.messages import Report
from edition.model.documents import DocumentOutline
from edition.pipeline.outline_doubts import outline_doubts
from edition.readers.outlines import outline_of

RAIN = fill(
    "It rained upon the ferry for a week, and the ferryman mended his net under the upturned boat, while his daughter counted the "
    "drops that came through the planks and wrote their number upon the wall with a piece of chalk that she had found."
)
FROST = fill(
    "Then came the frost, and the river stood still between its banks, so that nobody needed a ferry any more, and the ferryman "
    "sat in the house of the smith and told him where he would go as soon as the ice was broken and the water ran again."
)
THAW = fill(
    "In March the ice broke with a noise that was heard as far as Crumb, and the boat was gone, and the ferryman stood upon the "
    "bank with his net and looked after it, and his daughter laughed until she had to sit down upon the stones."
)
PIECES = (RAIN, FROST, THAW)
LONG = "\n\n".join((RAIN, FROST, THAW))


def read(text: str, language: str = "en") -> DocumentOutline:
    return outline_of(text.encode("utf-8"), "ferry.txt", language, Report())[0]


def keys(text: str) -> list[str]:
    return [entry.n for entry in read(text).entries]


def outside(text: str) -> dict[str, str]:
    """What is outside the text, by kind, each with its first words."""
    return {part.what: part.blocks[0].text[:20] for part in read(text).outside}


@pytest.mark.parametrize("head", ["INTRODUCTION", "PREFACE", "Preface"])
def test_a_preface_under_the_title_is_no_text_of_the_title(head: str) -> None:
    tales = "\n\n\n\n".join(
        f"{name}\n\n\n{piece}" for name, piece in zip(("THE RAIN", "THE FROST", "THE THAW"), PIECES, strict=True)
    )
    text = f"THE FERRY\n\n\n{head}\n\n\n{LONG}\n\n\n\n{tales}\n"
    assert keys(text) == ["the-rain", "the-frost", "the-thaw"]
    assert outside(text)[head.lower()] == head


def test_the_addressee_over_the_first_date_is_of_the_first_letter() -> None:
    letters = "\n\n\n".join(
        f"To Agnes Orme\n\nCrumb, {day} May 1801\n\n{piece}" for day, piece in zip((3, 9, 20), PIECES, strict=True)
    )
    outline = read(f"{letters}\n")
    assert [entry.head[0] for entry in outline.entries] == ["To Agnes Orme"] * 3
    assert not outline.outside


def test_the_title_of_dated_letters_is_of_no_letter() -> None:
    letters = "\n\n\n".join(f"Crumb, {day} May 1801\n\n{piece}" for day, piece in zip((3, 9, 20), PIECES, strict=True))
    assert outside(f"LETTERS FROM THE FERRY\n\n\n{letters}\n") == {"title-page": "LETTERS FROM THE FER"}


def test_a_text_begins_where_its_title_comes_again_after_an_introduction() -> None:
    text = f"THE FERRY\n\nBy Peter Pell\n\n\n\nINTRODUCTION.\n\n{FROST}\n\n{THAW}\n\n\n\nTHE FERRY\n\n\n{LONG}\n\n{LONG}\n"
    (entry,) = read(text).entries
    assert entry.blocks[0].text.startswith("It rained upon")
    assert "introduction" in outside(text)


def test_two_lines_before_a_text_without_divisions_are_its_title_and_its_author() -> None:
    (entry,) = read(f"The Ferry\nPeter Pell\n\n{LONG}\n").entries
    assert entry.blocks[0].text.startswith("It rained upon")


def test_contents_end_where_a_piece_begins_that_they_name() -> None:
    listed = "\n\n".join(("THE BOAT-HOUSE", "CHAPTER I. THE RAIN", "CHAPTER II. THE FROST", "CHAPTER III. THE THAW"))
    text = "\n\n\n\n".join(
        (
            f"CONTENTS\n\n{listed}",
            f"THE BOAT-HOUSE\n\n{LONG}",
            *(f"CHAPTER {n}. {piece.split()[0].upper()}\n\n{piece}" for n, piece in zip(("I", "II", "III"), PIECES, strict=True)),
        )
    )
    assert keys(text) == ["1", "2", "3"]
    assert outside(text)["other-work"] == "THE BOAT-HOUSE"


def test_lines_of_contents_may_tell_what_a_piece_holds() -> None:
    told = " ".join(RAIN.split() + FROST.split()[:20])
    names = ("FIRST", "SECOND", "THIRD", "FOURTH")
    listed = "\n\n".join(
        f"THE {name} TALE. {told if name == 'SECOND' else 'Of the ferry'} {at}" for at, name in enumerate(names, 3)
    )
    tales = "\n\n\n\n".join(f"THE {name} TALE\n\n{LONG}\n\n{LONG}" for name in names)
    assert keys(f"CONTENTS\n\n{listed}\n\n\n\n{tales}\n") == ["1", "2", "3", "4"]


def test_a_list_of_notes_before_a_heading_is_no_contents() -> None:
    notes = "\n\n".join(f"{number}. Of the ferry." for number in range(1, 7))
    heads = [f"PAPER No. {number}\n\n{LONG}" for number in range(1, 9)]
    heads[5] += f"\n\n{notes}"
    heads[7] += "\n\n" + "\n\n".join(f"{number}. {RAIN}" for number in range(1, 8))
    assert keys("\n\n\n\n".join(heads)) == [str(number) for number in range(1, 9)]


def test_what_counts_again_in_few_words_after_the_text_is_a_list_of_it() -> None:
    letters = [f"LETTER {n}.\n\n{LONG}\n\n{LONG}" for n in ("I", "II", "III", "IV")]
    listed = [f"Letter {n}. Of rain, page 7." for n in ("I", "II", "III", "IV")]
    text = "\n\n\n\n".join([*letters, "THE END.\n\n\n\nOF THE YEARS", *listed])
    assert keys(text) == ["1", "2", "3", "4"]


def test_a_long_paragraph_on_a_title_page_is_doubtful() -> None:
    page = f"THE FERRY\n\n{RAIN} {FROST}"
    chapters = "\n\n\n\n".join(f"CHAPTER {n}\n\n{piece}" for n, piece in zip(("I", "II", "III"), PIECES, strict=True))
    lines = [one.line for one in outline_doubts(read(f"{page}\n\n\n\n{chapters}\n"))]
    assert any(line.startswith('from = "It rained upon') for line in lines)
    assert not any(line.startswith("from") for line in [one.line for one in outline_doubts(read(f"THE FERRY\n\n\n\n{chapters}\n"))])


ADDRESSES = (
    "To Mr. ORME, at Crumb.",
    "To Miss ORME.",
    "To Mr. ORME, at Crumb.",
    "To the smith.",
    "To Mr. ORME, at Crumb.",
    "To Miss ORME.",
)


def test_letters_that_have_neither_number_nor_date_begin_with_whom_they_are_to() -> None:
    letters = "\n\n\n\n".join(f"{head}\n\nSIR,\n\n{RAIN}\n\n{FROST}\n\nP. Pell" for head in ADDRESSES)
    assert keys(f"THE FERRY\n\n\n\n{letters}\n") == [
        "to-mr-orme-at-crumb", "to-miss-orme", "to-mr-orme-at-crumb.2", "to-the-smith", "to-mr-orme-at-crumb.3", "to-miss-orme.2",
    ]  # fmt: skip


def test_dates_divide_letters_that_are_all_dated() -> None:
    letters = "\n\n\n\n".join(f"{head}\n\nCrumb, {at} April 1801\n\n{RAIN}\n\n{FROST}" for at, head in enumerate(ADDRESSES, 2))
    assert keys(f"{letters}\n") == [f"1801-04-0{at}" for at in range(2, 8)]


def test_the_numbers_of_a_poem_before_a_prologue_are_none_of_the_scenes() -> None:
    stanzas = "\n\n".join(
        ["The mule has gone before us to the ford,\nAnd will not drink of water that is cold,\nThe priest is old."] * 4
    )
    poem = [f"{n}\n\n{stanzas}" for n in ("I", "II")]
    scenes = [f"{n}\n\n{stanzas}" for n in ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")]
    parts = (
        "THE FORD",
        "TO A POET",
        *poem,
        f"DEDICATION\n\n{stanzas}",
        f"PROLOGUE AT A WEIR\n\n{stanzas}",
        "FIRST PART OF THE PLAY",
    )
    outline, _ = outline_of(("\n\n\n\n".join((*parts, *scenes)) + "\n").encode(), "ford.txt", "en", Report())
    keys = [entry.n for entry in outline.entries]
    assert keys[:2] == ["dedication", "prologue-at-a-weir"]
    assert [key.rpartition(".")[2] for key in keys[2:]] == [str(n) for n in range(1, 9)]


def test_who_wrote_a_prologue_and_who_spoke_it_are_lines_of_its_heading() -> None:
    verses = "\n".join(("The ferry waits for no man's bell,", "It goes when it has room,") * 8)
    said = "\n\n".join(f"{name}.\nWho waits at the ferry{mark}" for name, mark in (("ODO", "?"), ("BERTA", "!")) * 5)
    text = (
        f"THE FERRY\n\nBy A. Holm\n\n\nPROLOGUE\nBy the AUTHOR\n\nSpoken by MRS. PELL.\n\n{verses}\n\n\n"
        f"ACT I\n\n{said}\n\n\nACT II\n\n{said}\n\n\nEPILOGUE\nBy A. Friend\n\n{verses}\n"
    )
    assert [(entry.n, entry.head) for entry in read(text).entries] == [
        ("prologue", ("PROLOGUE", "By the AUTHOR", "Spoken by MRS. PELL.")),
        ("1", ("ACT I",)),
        ("2", ("ACT II",)),
        ("epilogue", ("EPILOGUE", "By A. Friend")),
    ]


def test_contents_in_groups_are_no_piece_before_the_dedication_that_they_list() -> None:
    verses = "\n".join(("The ferry waits for no man's bell,", "It goes when it has room,") * 20)
    names = ("Odo and Berta", "The Mule in the Ford", "The Priest", "The Lamp", "Old Crane", "The Bell")
    contents = "Contents\n\n\nDedication\n\n\nTHE FORD\n\n" + "\n".join(names)
    text = f"The Ferry\n\nby\n\nA. Holm\n\n\n\n{contents}\n\n\n\n" + "\n\n\n\n".join(
        f"{name}\n\n\n{verses}" for name in ("Dedication", *names)
    )
    assert [entry.head for entry in read(text).entries] == [(name,) for name in ("Dedication", *names)]


def test_a_play_without_acts_begins_below_its_persons() -> None:
    said = "\n\n".join(f"{name}.\n_Who waits at the ferry\nin the rain_{mark}" for name, mark in (("ODO", "?"), ("BERTA", "!")) * 5)
    persons = "DRAMATIS PERSONAE\n\nODO, a drover.\nBERTA, his sister.\n\nScene, Crumb."
    found = read(f"THE FERRY\n\nBy A. Holm\n\n\n{persons}\n\n\n\nEnter ODO.\n\n{said}\n")
    assert [part.what for part in found.outside] == ["title-page", "cast"]
    assert [block.text for block in found.entries[0].blocks][:2] == ["Enter ODO.", "ODO"]


STANZAS = "\n\n".join(
    f"The ferry lies by the bank again,\nThe rope has rotted through,\nAnd verse {at} of the song is plain,\nAnd all of it is true."
    for at in range(9)
)
PATRON = f"TO THE REEVE OF CRUMB\n\n\n{RAIN}\n\nANN PELL\n\n\n\n"


def test_a_letter_to_a_patron_stands_before_a_poem_whose_title_comes_again() -> None:
    found = read(f"THE FERRY\n\nby Ann Pell\n\n\n{PATRON}THE FERRY\n\n\n{STANZAS}\n")
    (entry,) = found.entries
    assert [block.text for block in entry.blocks[:2]] == ["The ferry lies by the bank again,", "The rope has rotted through,"]


def test_prose_whose_title_comes_again_is_of_the_text_where_nobody_says_that_it_is_an_introduction() -> None:
    (entry,) = read(f"THE FERRY\n\nby Ann Pell\n\n\n{RAIN}\n\n\n\nTHE FERRY\n\n\n{LONG}\n").entries
    assert entry.blocks[0].text.startswith("It rained")
