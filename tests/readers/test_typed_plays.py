"""Plays as pages and typists set them: scenes on several levels, how an act ends, prose in `pre`, names alone on their lines."""

from __future__ import annotations

import textwrap

import pytest

from tests.readers.shapes.office_files import docx, p, r
from tests.readers.test_speeches import TALK, blocks, outline
from tests.readers.test_work_divisions import PIECES, page

SAID = [(name.upper(), said) for name, _, said in TALK]
LINES = "\n\n".join(f"{name}. {said}" for name, said in SAID)
SPEECHES = "".join(f"<p>{name}. {said}</p>" for name, said in SAID)


def entries(text: str | bytes, name: str = "ford.txt") -> list[str]:
    return [entry.n for entry in outline(text, name).entries]


def kinds(text: str | bytes, name: str = "ford.txt", *wanted: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks(text, name) if block.kind in wanted]


# --- Divisions -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("first", ["<h3>SCENE I.--A ferry.</h3>", "<p>SCENE I.--A ferry.</p>", "<h4>Scene 1</h4>"])
def test_the_first_scene_of_an_act_may_stand_on_another_level_than_the_others(first: str) -> None:
    act = f"{first}{SPEECHES}<h2>SCENE II.--A loft.</h2>{SPEECHES}<h2>SCENE III.</h2>{SPEECHES}"
    text = page("".join(f"<h2>ACT {number}.</h2>{act}" for number in ("I", "II")))
    assert entries(text, "ford.htm") == ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3"]


def test_scenes_of_one_level_are_counted_as_before() -> None:
    act = f"<h3>SCENE I.</h3>{SPEECHES}<h3>SCENE II.</h3>{SPEECHES}"
    assert entries(page(f"<h2>ACT I.</h2>{act}<h2>ACT II.</h2>{act}"), "ford.htm") == ["1.1", "1.2", "2.1", "2.2"]


ACTS = f"THE FORD\n\n\nBy Ann Pell\n\n\n\n\nACT I\n\n\n{{}}{LINES}\n\n\nCURTAIN\n\n\n\n\n{{}}ACT II\n\n\n{LINES}\n\n\nCURTAIN\n"


def test_where_an_act_is_set_and_how_it_ends_are_directions_and_no_entries() -> None:
    text = ACTS.format("[A ferry, late in the day]\n\n", "")
    assert entries(text) == ["1", "2"]
    assert kinds(text, "ford.txt", "stage") == [
        ("stage", "[A ferry, late in the day]"),
        ("stage", "CURTAIN"),
        ("stage", "CURTAIN"),
    ]


def test_the_title_again_over_an_act_is_none_of_it_and_opens_no_speech() -> None:
    found = outline(ACTS.format("", "THE FORD\n\n\n"))
    assert [entry.n for entry in found.entries] == ["1", "2"]
    assert [(part.what, part.where) for part in found.outside] == [("title-page", "before"), ("title-page", "between")]


def test_a_heading_between_acts_that_stands_over_a_text_begins_an_entry() -> None:
    interlude = f"THE MILLER SLEEPS\n\n\n{LINES}\n\n\n\n\n"
    assert entries(ACTS.format("", interlude)) == ["1", "the-miller-sleeps", "2"]


SETTING = "The hall of a mill, with sacks along the wall and one door to the ferry. " * 12


def test_where_an_act_is_set_is_said_at_the_beginning_of_its_first_scene() -> None:
    act = f"<p>{SETTING}</p><h3>SCENE I.</h3>{SPEECHES * 6}<h3>SCENE II.</h3>{SPEECHES * 6}"
    text = page(f"<h2>ACT I.</h2>{act}<h2>ACT II.</h2>{act}")
    assert entries(text, "ford.htm") == ["1.1", "1.2", "2.1", "2.2"]
    assert [words for _, words in kinds(text, "ford.htm", "stage")] == [SETTING.strip()] * 2


def test_a_number_that_a_scanner_broke_counts() -> None:
    numbers = ("LXIV", "LXV", "LXVI", "LX VII", "LXVIII")
    pieces = "\n\n\n".join(f"{number} -- To PELL\n\n{PIECES[at % 3]}" for at, number in enumerate(numbers))
    assert entries(pieces) == ["64", "65", "66", "67", "68"]


# --- Speeches ------------------------------------------------------------------------------------------------------------

LONG = (
    "I have counted the sacks in the loft, and the sacks under the stair, and those that the priest lent us, and there is not one "
    "among them that has not been cut open with a knife and sewn up again by somebody who cannot sew."
)


# As a speech is typed that has a direction on a line of its own.
POINTS = "\n".join(("(He points to the stair.)", *textwrap.wrap(f"{LONG} {LONG}", 66)))


@pytest.mark.parametrize(
    "typed", ["\n".join(textwrap.wrap(f"ODO. {LONG}", 66)), f"ODO. {POINTS}"], ids=["full", "with a short line"]
)
def test_a_long_speech_that_a_page_keeps_as_it_was_typed_is_prose(typed: str) -> None:
    found = blocks(page(f"<h2>ACT I</h2>{SPEECHES}<pre>{typed}</pre><h2>ACT II</h2>{SPEECHES}"), "ford.htm")
    assert [one.kind for one in found if "I have counted" in one.text] == ["p"]
    assert not [one for one in found if one.kind == "l"]


@pytest.mark.parametrize("before", ["", "<p>He sings.</p>", "<h3>A song</h3>"])
def test_a_song_that_a_page_keeps_as_it_was_typed_is_verse(before: str) -> None:
    song = "\n".join(
        ("The wheel goes round, the wheel goes round,", "The sack is on the stair,", "The miller lies upon the ground")
    )
    for around in (SPEECHES, "<p>The lamp went out at nine, and nobody lit it again before the morning.</p>" * 3):
        text = page(f"<h2>I</h2>{around}{before}<pre>\n{song}\n</pre>{around}<h2>II</h2>{around}")
        assert [line for _, line in kinds(text, "ford.htm", "l")] == song.split("\n")


def test_prose_below_a_song_in_one_piece_as_typed_is_no_verse() -> None:
    song = "The wheel goes round, the wheel goes round,\nThe sack is on the stair,\nThe miller lies upon the ground"
    typed = "\n".join(textwrap.wrap(f"ODO. {LONG}", 66))
    text = page(f"<h2>ACT I</h2>{SPEECHES}<pre>{song}\n\n{typed}</pre><h2>ACT II</h2>{SPEECHES}")
    assert [line for _, line in kinds(text, "ford.htm", "l")] == song.split("\n")


def paragraphs(*texts: str) -> bytes:
    return docx("".join(p(r(text)) for text in texts))


def test_names_alone_in_their_paragraphs_speak_in_a_typed_play() -> None:
    typed = [text for name, _, said in TALK[:8] for text in (name, said)]
    found = kinds(paragraphs(*typed), "ford.docx", "speaker", "p")
    assert found == [one for name, _, said in TALK[:8] for one in (("speaker", name), ("p", said))]


def test_headings_that_come_again_over_several_paragraphs_name_nobody() -> None:
    typed = [text for name, _, said in TALK[:8] for text in (name, said, said.upper(), said)]
    assert not kinds(paragraphs(*typed), "ford.docx", "speaker")


# --- Verse and prose, persons --------------------------------------------------------------------------------------------


def test_answers_longer_than_the_verses_of_a_scene_are_prose() -> None:
    verse = "<br/>".join(f"The wheel goes round, and sack {at} is on the stair" for at in range(4))
    prose = "He came in by the yard, asked for the miller, and was told that nobody had seen him."
    song = f'<div class="poem"><p>{verse}</p></div>'
    spoken = "".join(f"<p><b>ODO.</b></p>{song}<p><b>BERTA.</b> {prose} {at}</p><p><b>IDA.</b> {prose}</p>" for at in range(4))
    found = [one for one in blocks(page(f"<h2>ACT I</h2>{spoken}<h2>ACT II</h2>{spoken}"), "ford.htm") if "speech" in one.within]
    assert {one.kind for one in found if one.text.startswith("He came")} == {"p"}


def test_contents_may_name_the_persons_before_their_heading() -> None:
    head = "<h1>THE FORD</h1><p>Contents</p><p>PERSONS</p><p>THE FORD</p><h2>PERSONS</h2>"
    persons = "".join(f"<p>{name}, a drover.</p>" for name in ("ODO", "BERTA", "THE MILLER", "FIRST DROVER"))
    found = outline(page(f"{head}{persons}<h2>THE FORD</h2>{SPEECHES * 4}"), "ford.htm")
    (entry,) = found.entries
    assert "item" not in {block.kind for block in entry.blocks}
    assert "cast" in {part.what for part in found.outside}
