"""What the third round of files drawn by lot showed to be misread, each as a kind, in a text of our own."""

from __future__ import annotations

import textwrap

from edition.readers.shapes.text_document import document_of_text
from tests.readers.test_drawn_by_lot import poem
from tests.readers.test_speeches import TALK, outline
from tests.readers.test_work_divisions import PIECES, keys, read, wrapped

SPEECHES = "\n\n".join(textwrap.fill(f"{name.upper()}. {said}", 70) for name, _, said in TALK)


def tei(front: str, body: str) -> str:
    header = "<teiHeader><fileDesc><titleStmt><title>A Ford</title></titleStmt></fileDesc></teiHeader>"
    text = f"<text><front>{front}</front><body>{body}</body></text>"
    return f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{header}{text}</TEI>'


def spoken(count: int) -> str:
    said = (f"<sp><speaker>{name}</speaker><p>{words}</p></sp>" for name, _, words in (TALK * 3)[:count])
    return "".join(said)


def whole(*scenes: int) -> str:
    """An act whose scenes have so many speeches each."""
    return "".join(f'<div type="scene"><head>SCENE {number}</head>{spoken(count)}</div>' for number, count in enumerate(scenes, 1))


# --- Divisions -----------------------------------------------------------------------------------------------------------


def test_a_scene_of_few_words_between_two_headings_is_no_line_of_contents() -> None:
    acts = ((3, 9, 4), (1, 9, 9, 4), (2, 9))
    body = "".join(f'<div type="act"><head>ACT {number}</head>{whole(*scenes)}</div>' for number, scenes in enumerate(acts, 1))
    body = body.replace("The ford is under water, and the mule will not go in.", "He bites.")
    assert keys(tei("", body), "ford.xml") == ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4", "3.1", "3.2"]


def test_contents_that_name_the_preface_before_them_are_no_entry() -> None:
    names = ("Sacks", "The Ford", "A Comet", "The Axe", "Mules", "The Sluice", "The Knock", "A Drover", "Bread")
    listed = "\n".join(f"          {name}" for name in ("Preface", *names, "The End"))
    poems = [f"{name}\n\n\n\n{poem(at % 4)}" for at, name in enumerate((*names, "The End"))]
    text = "\n\n\n\n\n".join((f"Preface\n\n\n\n{textwrap.fill(PIECES[0], 70)}\n\n\n\nContents:\n\n{listed}", *poems)) + "\n"
    assert keys(text)[0] == "sacks"
    assert keys(text)[-1] == "the-end"


def test_notes_to_the_first_of_several_poems_end_no_count() -> None:
    song = "\n\n".join(poem(at) for at in range(4))
    cantos = [f"{number}. THE {word}\n\n\n{song}" for number, word in (("I", "SACK"), ("II", "AXE"), ("III", "MULE"))]
    notes = f"NOTES TO THE MILL\n\n\n{textwrap.fill(PIECES[0], 70)}"
    text = "\n\n\n\n".join(("THE MILL\n\n\nAN OLD TALE", *cantos, notes, "THE FORD\n\n\nAN OLDER TALE", *cantos[:2])) + "\n"
    assert keys(text) == ["1.1", "1.2", "1.3", "2.1", "2.2"]


# --- Where a play begins -------------------------------------------------------------------------------------------------


def test_a_play_without_acts_begins_where_its_title_comes_again() -> None:
    remark = "Remarks on the print: whatever stands between lines was set between lines by whoever printed it, and is kept so here."
    text = f"THE FORD\n\n\nby Ada Pell\n\n\n\n\n{textwrap.fill(remark, 70)}\n\n\n\n\nTHE FORD\n\n\n{SPEECHES}\n\n{SPEECHES}\n"
    assert outline(text).entries[0].blocks[0].kind == "speaker"


def test_a_title_of_two_lines_that_comes_again_on_one_ends_an_introduction() -> None:
    cast = "DRAMATIS PERSONAE\nODO.\nBERTA.\nTHE MILLER."
    acts = [f"ACT {number}\n\n{SPEECHES}" for number in ("I", "II", "III")]
    front = ("THE FORD\n\nOR, THE MULE\n\nBy Ada Pell", f"INTRODUCTION\n\n{textwrap.fill(' '.join(PIECES), 70)}")
    text = "\n\n\n\n".join((*front, f"THE FORD: OR, THE MULE\n\n{cast}", *acts)) + "\n"
    found, _ = read(text)
    assert [part.what for part in found.outside] == ["title-page", "introduction", "title-page", "cast"]


def test_verses_that_a_person_says_below_the_persons_are_a_prologue() -> None:
    cast = "DRAMATIS PERSONAE\n    ODO.\n    BERTA.\n    THE MILLER."
    acts = [f"ACT {number}\n\n{SPEECHES}" for number in ("I", "II", "III")]
    verses = textwrap.indent(f"{poem(1)}\n{poem(2)}", "   ")
    prologue = f"                      The RIVER comes up to the step.\n\n{verses}"
    text = "\n\n\n\n".join(("THE FORD\n\nBy Ada Pell", cast, prologue, *acts)) + "\n"
    assert [entry.n for entry in outline(text).entries][1:] == ["1", "2", "3"]


def test_the_persons_of_a_play_in_tei_are_its_cast_whatever_their_heading() -> None:
    cast = "<castList><head>Beings</head><castItem><role>Odo</role></castItem><castItem><role>Berta</role></castItem></castList>"
    found, _ = read(
        tei(f"{cast}<set><p>At a ford.</p></set>", f'<div type="act"><head>ACT I</head>{spoken(9)}</div>' * 2), "ford.xml"
    )
    assert [part.what for part in found.outside] == ["cast"]


# --- Looks and verses ----------------------------------------------------------------------------------------------------


def test_a_long_paragraph_between_underscores_is_italic() -> None:
    setting = textwrap.fill(f"_{' '.join(PIECES)} {PIECES[0]}_", 70)
    block = document_of_text(f"{wrapped(*PIECES)}\n\n{setting}\n", "mill.txt", "en").blocks[-1]
    assert (block.inline[0].look, block.inline[0].start, block.inline[0].end) == ("italic", 0, len(block.text))
    assert "_" not in block.text


LONG = """   The ferryman went out at ten to see the river from the bank,
   And found that all the planks were there beside it, but the boat had
   sunk
   Before the frost, before the thaw, before the river took the field;
   He said a word that no one heard and wiped his face and went away and
   kneeled."""


def verses(*paragraphs: str) -> list[str]:
    document = document_of_text("\n\n".join(paragraphs) + "\n", "ferry.txt", "en")
    return [block.text for block in document.blocks if block.kind == "l"]


def test_what_is_turned_over_of_a_long_verse_is_of_that_verse() -> None:
    found = verses(*[LONG] * 6)
    assert len(found) == 4 * 6
    assert found[1] == "And found that all the planks were there beside it, but the boat had sunk"


def test_a_line_that_begins_small_below_a_short_one_is_no_end_of_it() -> None:
    short = LONG.replace("beside it, but the boat had\n", "\n")
    assert not any(text.endswith("there sunk") for text in verses(*[LONG] * 6, short))


def test_prose_between_long_verses_stays_prose() -> None:
    prose = textwrap.indent(textwrap.fill(PIECES[0], 70), "   ")
    document = document_of_text("\n\n".join([*[LONG] * 6, prose]) + "\n", "ferry.txt", "en")
    assert document.blocks[-1].kind == "p"


def test_each_line_of_a_turned_verse_is_told() -> None:
    block = next(block for block in document_of_text(f"{LONG}\n\n" * 6, "ferry.txt", "en").blocks if len(block.lines) > 1)
    assert block.lines == (2, 3)
    assert block.text[block.starts[0] :] == "sunk"
