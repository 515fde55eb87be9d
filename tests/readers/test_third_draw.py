"""What the third round of files drawn by lot showed to be misread, each as a kind, in a text of our own."""

from __future__ import annotations

import textwrap

from edition.readers.shapes.text_document import document_of_text
from tests.readers.test_drawn_by_lot import poem, stanza
from tests.readers.test_speeches import TALK, outline
from tests.readers.test_work_divisions import PIECES, keys, page, read, wrapped

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


def test_persons_who_are_listed_within_a_scene_end_no_scene() -> None:
    cast = "<castList><castItem><role>Odo</role></castItem><castItem><role>Berta</role></castItem></castList>"
    acts = "".join(
        f'<div type="act"><head>ACT {n}</head><div type="scene"><head>SCENE 1</head>{cast}{spoken(9)}</div>'
        f'<div type="scene"><head>SCENE 2</head>{spoken(9)}</div></div>'
        for n in (1, 2, 3)
    )
    found, _ = read(tei("", acts), "ford.xml")
    assert len({len(entry.blocks) for entry in found.entries}) == 1
    assert len(found.entries) == 6


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


# --- What the fourth round showed ----------------------------------------------------------------------------------------


def said(name: str, words: str) -> str:
    """A speech as plays are printed whose names stand over what is said: its first line stands in."""
    first, *rest = textwrap.wrap(words, 60)
    return "\n".join((f"{name.upper()}.", f"  {first}", *rest))


def test_a_comma_after_the_stop_of_an_act_parts_it_from_its_scene() -> None:
    numbers = ("I., SCENE I.", "I., SCENE II.", "II., SCENE I.", "II., SCENE II.", "III., SCENE I.")
    acts = [f"<h2>ACT {number}</h2>{''.join(f'<p>{name.upper()}. {words}</p>' for name, _, words in TALK)}" for number in numbers]
    text = page("<h1>THE FORD</h1><h2>THE FORD, A PLAY</h2>" + "".join(acts))
    assert keys(text, "ford.html") == ["1.1", "1.2", "2.1", "2.2", "3.1"]


def test_who_spoke_a_prologue_may_stand_in_a_heading_below_its_own() -> None:
    talk = "".join(f"<p>{name.upper()}. {words}</p>" for name, _, words in TALK)
    acts = "".join(f"<h2>ACT {number}</h2>{talk}" for number in ("I", "II", "III"))
    cast = "<h2>DRAMATIS PERSONAE</h2><p>ODO.</p><p>BERTA.</p>"
    prologue = f"<h2>PROLOGUE</h2><h3>Spoken by Mr. Pell</h3><p>{PIECES[0]}</p>"
    text = page(f"<h1>FORD</h1>{cast}{prologue}<h2>THE FORD</h2>{acts}")
    assert keys(text, "ford.html") == ["prologue", "1", "2", "3"]


def test_short_speeches_below_names_are_prose_where_longer_ones_are() -> None:
    short = "Then leave the mule, and whoever told you that you should bring him!"
    talk = "\n\n".join(said(name, f"{words} {PIECES[at % 3]}") for at, (name, _, words) in enumerate(TALK))
    brief = "\n\n".join(f"{name.upper()}.\n  I never said so to anybody in this\nFord, and you know it." for name, _, _ in TALK)
    text = f"ACT I\n\n{talk}\n\n{brief}\n\n\n\nACT II\n\n{talk}\n\n{said('Odo', short)}\n"
    assert {block.kind for entry in outline(text).entries for block in entry.blocks} == {"speaker", "p"}


def test_notes_after_a_play_without_acts_are_none_of_it() -> None:
    notes = "\n\n".join(textwrap.fill(f"P. {at}, The ford.]--{PIECES[at % 3]}", 70) for at in range(3, 7))
    text = f"PERSONS OF THE PLAY\n\nODO.\n\nBERTA.\n\n\n\n{SPEECHES}\n\n{SPEECHES}\n\n\n\n\nNOTES\n\n\n{notes}\n"
    found = outline(text)
    assert found.entries[0].blocks[-1].text == TALK[-1][2]
    assert [part.what for part in found.outside] == ["cast", "notes"]


def test_the_last_poems_of_a_collection_may_stand_in_a_group() -> None:
    names = ("Sacks", "The Ford", "A Comet", "The Axe", "Mules")
    added = ("The Sluice", "Bread")
    listed = "".join(f"<p>{name}</p>" for name in (*names, "Added", *added))
    poems = "".join(f"<h2>{name}</h2>{stanza(at) * 6}" for at, name in enumerate(names))
    group = "<h2>Added</h2>" + "".join(f"<h3>{name}</h3>{stanza(at) * 3}" for at, name in enumerate(added))
    found, _ = read(page(f"<h1>A MILL</h1><h2>Contents</h2>{listed}{poems}{group}"), "mill.html")
    assert [entry.n for entry in found.entries] == ["sacks", "the-ford", "a-comet", "the-axe", "mules", "the-sluice", "bread"]


def test_a_couplet_of_a_song_in_a_play_in_prose_stays_verse() -> None:
    talk = "\n\n".join(textwrap.fill(f"{name.upper()}. {words} {PIECES[at % 3]}", 70) for at, (name, _, words) in enumerate(TALK))
    song = "The water rises at the mill,\nThe dog lies down upon the sill."
    text = f"ACT I\n\n{talk}\n\n{song}\n\n{talk}\n\n\n\nACT II\n\n{talk}\n"
    assert sum(block.kind == "l" for entry in outline(text).entries for block in entry.blocks) == 2
