"""What in a play is done and not said, however it is set: brackets that nobody closes, plain paragraphs, where a scene is set."""

from __future__ import annotations

import textwrap

import pytest

from tests.readers.test_speeches import TALK, blocks, outline, talk

VERSES = (
    ("ODO", ("The mule has gone before us to the ford,", "And will not drink of water that is cold.")),
    ("BERTA", ("Then let him stand until the night is warm,", "And eat the barley that the priest has sold.")),
    ("ODO", ("The priest has sold the barley and the bell,", "And kept the rope, and that he keeps in gold.")),
)


def staged(text: str) -> list[str]:
    return [block.text for block in blocks(text) if block.kind == "stage"]


def in_verse(*between: str) -> str:
    """A scene in verse, a paragraph after each speech."""
    speeches = ["\n".join((f"{name}.", *lines)) for name, lines in VERSES]
    parts = [part for pair in zip(speeches, between, strict=True) for part in pair if part]
    return "\n\n".join(("ACT I", "SCENE I", *parts, *speeches))


def test_a_bracket_that_nobody_closes_is_a_direction() -> None:
    text = in_verse(
        "   [It begins to thunder.", "   [He takes the lamp, and goes with it to the door,\n   and back to the fire.", ""
    )
    assert staged(text) == ["[It begins to thunder.", "[He takes the lamp, and goes with it to the door, and back to the fire."]


def test_a_bracket_that_nobody_closes_may_be_the_only_square_one_and_have_no_stop() -> None:
    said = [f"{name.upper()}. {line}" for name, _, line in TALK]
    text = "\n\n".join(("ACT I", "(A kitchen at the ford.)", *said[:4], "[Exit BERTA", *said[4:], "(Odo laughs.)", *said))
    assert staged(text) == ["(A kitchen at the ford.)", "[Exit BERTA", "(Odo laughs.)"]


def test_the_short_lines_that_set_a_scene_are_one_direction_and_no_verses() -> None:
    text = in_verse("", "", "").replace(
        "SCENE I\n\n", "SCENE I\n\n   The kitchen of a mill at Crumb, a lamp,\n   on the left a door.\n\n"
    )
    assert staged(text) == ["The kitchen of a mill at Crumb, a lamp, on the left a door."]


def test_a_stanza_before_the_first_name_is_none() -> None:
    song = "   The wheel goes round,\n   The water is cold,\n   The miller is drowned,\n   The mill is sold."
    text = in_verse("", "", "").replace("SCENE I\n\n", f"SCENE I\n\n{song}\n\n")
    assert staged(text) == []


def test_paragraphs_about_those_who_speak_are_directions_where_all_of_them_are() -> None:
    done = [
        "Berta opens the door. She has a lamp in her hand, and a rope over her arm.",
        "Odo sits down by the fire, and turns his back to the others.",
        "The miller laughs; but Odo takes no notice of him and cuts his bread.",
        "The rain has stopped.",
        "Berta puts the lamp on the table beside Odo.",
        "Berta goes to the window.",
    ]
    named = [(name, told, said) for name, told, said in TALK if name != "First Drover"]
    speeches = [f"{name.upper()}{f' [{told}]' if told else ''}. {said}" for name, told, said in named]
    parts = [part for at, one in enumerate(speeches) for part in (one, *done[at : at + 1])]
    text = "ACT I\n\n" + "\n\n".join((*parts, *speeches))
    assert [one for one in staged(text) if not one.startswith("[")] == done


def test_a_speech_of_several_paragraphs_is_said_to_its_end() -> None:
    more = ["I told Berta so, and she laughed.", "Odo knew it. What did he say?", "The miller was there, and I saw him."]
    speeches = [f"{name.upper()}. {said}" for name, _, said in TALK]
    parts = [part for at, one in enumerate(speeches) for part in (one, more[at % 3])]
    assert staged("ACT I\n\n" + "\n\n".join(parts)) == []


def test_two_who_speak_at_once_may_each_have_the_look_of_a_name() -> None:
    said = "\n\n".join(f"={name}.=\n\n  {line}" for name, _, line in TALK)
    both = "=Odo= and =Berta=.\n\n  Good night!\n\n=Odo= and the =Miller= (at the door).\n\n  Good night!"
    text = f"ACT I\n\n{said}\n\n{both}\n\n{said}"
    assert {"Odo and Berta", "Odo and the Miller"} <= {name for name, _, _ in talk(blocks(text))}


def test_whoever_is_named_in_a_direction_of_a_page_does_not_speak() -> None:
    said = "".join(f"<p><span class='speaker'>{name}</span> {said}</p>" for name, _, said in TALK)
    page = f"<html><body><h2>Act I</h2><p><b class='speaker'>Berta’s</b> house at the ford.</p>{said}</body></html>"
    assert [block.text for block in blocks(page, "ford.html") if block.kind == "stage"][:1] == ["Berta’s house at the ford."]
    assert talk(blocks(page, "ford.html"))[0][0] == "Odo"


SCENE = "\n\n".join(f"{name.upper()}. {said}" for name, _, said in TALK)


@pytest.mark.parametrize(
    "persons",
    ["_Odo, a drover. Berta, his sister. The Miller._", "ODO, BERTA, THE MILLER, afterwards a DROVER with a\nlamp in his hand."],
)
def test_who_is_on_the_stage_is_a_direction_before_the_first_speech(persons: str) -> None:
    found = blocks(f"ACT I\n\nSCENE I\n\n{persons}\n\n{SCENE}\n\nSCENE II\n\n{SCENE}")
    assert (found[0].kind, found[1].text) == ("stage", "ODO")


def test_an_epilogue_stands_in_no_act_and_its_second_heading_is_of_it() -> None:
    verses = "\n".join(line for _, lines in VERSES for line in lines)
    text = f"ACT I\n\nSCENE I\n\n{SCENE}\n\nSCENE II\n\n{SCENE}\n\nEPILOGUE\n\nSPOKEN BY BERTA\n\n{verses}\n"
    last = outline(text).entries[-1]
    assert (last.n, last.above) == ("epilogue", ())
    assert last.head == ("EPILOGUE", "SPOKEN BY BERTA")
    assert [block.text for block in last.blocks] == verses.split("\n")


def test_a_comma_may_stand_before_the_bracket_of_a_direction() -> None:
    text = "ACT I\n\n" + "\n\n".join(f"_{name}_{f', (_{told}_)' if told else ''}. {said}" for name, told, said in TALK)
    assert talk(blocks(text)) == list(TALK)


def test_people_may_speak_in_a_story_each_in_one_paragraph_under_his_name() -> None:
    told = textwrap.fill(
        "It rained at the mill that night, and the mule stood in the yard, where nobody thought of it; the miller went to bed at "
        "nine, as he always did, and heard in his sleep how they went on talking in the kitchen.",
        70,
    )
    speeches = [f"{name}:\n{textwrap.fill(said, 70)}" for name, _, said in TALK]
    text = "\n\n".join(["THE MILL", *(part for at in range(40) for part in (told, speeches[at % 9], told, told, told))])
    found = blocks(text)
    assert talk(found) == [(name, "", said) for name, _, said in (TALK[at % 9] for at in range(40))]
    assert not any(block.kind == "l" for block in found)
    assert sum(block.kind == "p" and not block.speaker for block in found) == 160


def test_a_list_of_names_with_colons_in_a_story_speaks_not() -> None:
    told = "It rained at the mill that night, and the mule stood in the yard.\nNobody had thought of it."
    text = "\n\n".join(["THE MILL", *(part for at in range(40) for part in (told, f"Item {at}:\nBarley for the mill."))])
    assert not any(block.kind == "speaker" for block in blocks(text))


def test_directions_in_a_narrower_measure_are_paragraphs_and_no_verses() -> None:
    wide = textwrap.fill("The mule is in the yard, " * 12 + "and it rains.", 72)
    setting = textwrap.indent(
        textwrap.fill(
            "Evening. The kitchen of a mill at the ford of Crumb, whose door stands open to the rain; a lamp hangs over the table, "
            "and under it lie a rope, two loaves and a letter that nobody has opened. On the left, where the stairs go up to the "
            "loft, Berta stands with her back to us, and folds a shirt.",
            46,
        ),
        "    ",
    )
    done = textwrap.indent(textwrap.fill("(Berta takes the lamp from its hook, and goes with it to the window.)", 46), "    ")
    said = [f"{name.upper()}. {line}" for name, _, line in TALK]
    text = "\n\n".join(("ACT I", setting, f"ODO. {wide}", *said, done, f"BERTA. {wide}", *said))
    assert staged(text) == [" ".join(setting.split()), " ".join(done.split())]
    assert all(block.kind != "l" for block in blocks(text))


def test_a_speech_of_three_short_lines_is_prose_in_a_play_in_prose() -> None:
    long = "Who put the mule in the yard? " * 12 + "It rains!"
    wide = [textwrap.fill(f"{name.upper()}. {long}", 72) for name, _, _ in TALK * 4]
    said = [f"{name.upper()}. {line}" for name, _, line in TALK]
    short = "ODO. Leave the mule where he\nstands, and come in to the fire, and tell\nus who he is."
    text = "\n\n".join(("ACT I", *wide, short, *said))
    assert "Leave the mule where he stands, and come in to the fire, and tell us who he is." in [one.text for one in blocks(text)]


@pytest.mark.parametrize("persons", ["ODO, a drover.\n\nBERTA, his sister.\n\nTHE MILLER.", "ODO.\nBERTA.\nTHE MILLER."])
def test_persons_listed_under_the_heading_of_a_scene_do_not_speak(persons: str) -> None:
    found = blocks(f"ACT I\n\nSCENE I\n\n{persons}\n\n{SCENE}\n\nSCENE II\n\n{persons}\n\n{SCENE}")
    assert [block.text for block in found if block.kind == "stage"] == 2 * persons.replace("\n\n", "\n").split("\n")
    assert talk(found) == [(name.upper(), told, said) for name, told, said in ((n, "", s) for n, _, s in TALK)] * 2


def test_the_last_of_several_names_on_lines_of_their_own_speaks_what_follows() -> None:
    over = "\n\n".join(f"{name.upper()}\n\n{said}" for name, _, said in TALK)
    found = blocks(f"ACT I\n\nSCENE I\n\nODO\n\nBERTA\n\n{over}\n\nSCENE II\n\n{over}")
    assert [block.text for block in found if block.kind == "stage"] == ["ODO", "BERTA"]
    assert talk(found)[0] == ("ODO", "", TALK[0][2])


def test_the_verses_of_a_scene_that_stands_farther_in_are_no_quotation() -> None:
    lines = "\n\n".join("\n".join((f"{' ' * 10}{name}", *(f"{' ' * 10}{line}" for line in said))) for name, said in VERSES)
    scenes = "".join(f"<h3>Scene {n}</h3><pre>\n{lines}\n</pre>" for n in ("I", "II", "III"))
    found = blocks(f"<html><body><h2>Act I</h2>{scenes}</body></html>", "ford.html")
    assert {one.within for one in found if one.kind == "l"} == {("speech", "stanza")}


IN_CAPITALS = [f"{name.upper()}.\n\n{line}" for name, _, line in TALK]


def test_who_comes_in_is_told_before_anybody_speaks() -> None:
    """Names over speeches end with a stop; of a sentence that a name begins none is a speech, nor is part of a name a name."""
    entrances = (
        "BERTA WEIR, with a wet shawl over her head and a basket of eggs, comes in from the yard. She looks round.",
        "ODO enters after her with the mule's halter in his hand.",
        "BERTA hangs the shawl before the fire.",
    )
    text = "\n\n".join(("ACT I", entrances[0], *IN_CAPITALS[:4], entrances[1], *IN_CAPITALS[4:], entrances[2], *IN_CAPITALS))
    assert staged(text) == [*entrances]
    assert {name for name, _, _ in talk(blocks(text))} == {"ODO", "BERTA", "THE MILLER", "FIRST DROVER"}


def test_a_short_direction_after_a_comma_is_that_of_a_speech() -> None:
    text = "\n\n".join(("ACT I", *IN_CAPITALS, "BERTA, with a laugh.\n\nHe bites no longer.", *IN_CAPITALS))
    assert ("BERTA", "with a laugh", "He bites no longer.") in talk(blocks(text))


def test_an_abbreviation_ends_no_name() -> None:
    said = [line.replace("BERTA.", "MRS. WEIR.") for line in IN_CAPITALS]
    alone = "\n\n".join(("ACT I", "A kitchen at the ford.", "MRS. WEIR.\n\nWho left the door open?", *said, *said))
    assert talk(blocks(alone))[0] == ("MRS. WEIR", "", "Who left the door open?")
    told = "MRS. WEIR, in the Sunday dress of her mother and with a lamp, stands at the door. It rains."
    assert staged("\n\n".join(("ACT I", told, *said, *said))) == [told]


def test_a_name_that_comes_once_and_says_nothing_is_where_a_scene_is_set() -> None:
    text = "\n\n".join(("ACT I", "NIGHT.\n\n(A kitchen at the ford. ODO sits at the fire.)", *IN_CAPITALS, *IN_CAPITALS))
    assert staged(text)[:2] == ["NIGHT", "(A kitchen at the ford. ODO sits at the fire.)"]
    assert "NIGHT" not in {name for name, _, _ in talk(blocks(text))}


@pytest.mark.parametrize("setting", ["SCENE", "[A kitchen at the ford. It rains.]"])
@pytest.mark.parametrize("end", ["<p>TABLEAU</p>", "<p style='text-align: center'>Act drop.</p>"])
def test_a_heading_that_says_where_an_act_is_set_is_a_direction_and_no_title(setting: str, end: str) -> None:
    said = "".join(f"<p><b>{name}.</b> {line}</p>" for name, _, line in TALK)
    act = f"<h3>{setting}</h3><p>[BERTA has a lamp.]</p>{said}{end}"
    acts = f"<h2>FIRST ACT</h2>{act}<h2>SECOND ACT</h2>{act}"
    found = outline(f"<!DOCTYPE html><meta charset='utf-8'><body><h1>The Ford</h1>{acts}</body>", "ford.html")
    assert [(entry.title, entry.blocks[0].kind, entry.blocks[0].text) for entry in found.entries] == [("", "stage", setting)] * 2
    assert [entry.blocks[-1].kind for entry in found.entries] == ["stage"] * 2


@pytest.mark.parametrize("last", ["ODO. NOT TODAY.", "ODO. NEVER!", "ODO. Never.\n\nNEVER, NEVER!"])
def test_the_last_words_of_an_act_in_capitals_are_said_where_a_name_opens_them_or_they_exclaim(last: str) -> None:
    said = "\n\n".join([f"{name.upper()}. {line}" for name, _, line in TALK] * 2)
    found = blocks("\n\n\n".join(("ACT I.", f"{said}\n\n{last}", "ACT II.", f"{said}\n\n{last}")) + "\n")
    assert (found[-1].kind, found[-1].speaker) == ("p", "ODO")


def crowd(*lines: str) -> list[tuple[str, str]]:
    """Who says what in a long play in prose whose names nothing sets apart, with a few lines more."""
    said = [f"{name}. {line}" for name, _, line in TALK] * 13
    found = blocks("\n\n".join(("ACT I", *said, *lines, *said)) + "\n")
    names = {name for name, _, _ in TALK}
    return [(block.speaker, block.text) for block in found if block.kind == "p" and block.speaker not in names]


@pytest.mark.parametrize(
    ("line", "who", "what"),
    [
        ("Voices from the ford. The mule! The mule!", "Voices from the ford", "The mule! The mule!"),
        ("A Boy (from the loft). Let him in!", "A Boy", "Let him in!"),
        ("Odo and Berta. Not on a Monday!", "Odo and Berta", "Not on a Monday!"),
    ],
)
def test_a_voice_that_speaks_once_is_told_where_all_paragraphs_open_with_names(line: str, who: str, what: str) -> None:
    assert [(speaker, text.rpartition(") ")[2]) for speaker, text in crowd(line)] == [(who, what)]


@pytest.mark.parametrize("line", ["It is late. The lamp is out.", "Odo, the mule is in the sluice."])
def test_other_short_sentences_name_nobody(line: str) -> None:
    assert crowd(line) == []


@pytest.mark.parametrize("line", ["But who told you?", "Yes, Berta, he bites.", "Won't you come in?"])
def test_a_comma_may_be_a_misprint_for_the_stop_after_a_known_name(line: str) -> None:
    said = [f"{name}. {line}" for name, _, line in TALK] * 13
    found = blocks("\n\n".join(("ACT I", *said, f"Odo, {line}", *said)) + "\n")
    assert ("Odo", line) in [(block.speaker, block.text) for block in found]


def test_acts_that_are_told_before_the_play_are_none_of_it() -> None:
    told = ("ACT I.", "Odo comes to the ford with a mule, and Berta laughs at him.", "ACT II.", "The mule is let in, and bites.")
    act = "\n\n".join([f"{name.upper()}. {line}" for name, _, line in TALK] * 3)
    found = outline("\n\n\n".join(("THE FORD", *told, "THE FORD", "ACT I.", act, "ACT II.", act)) + "\n")
    assert [entry.n for entry in found.entries] == ["1", "2"]
    assert told[1] in [block.text for part in found.outside for block in part.blocks]
    equal = outline("\n\n\n".join(("THE FORD", "ACT I.", act, "ACT II.", act, "THE WEIR", "ACT I.", act, "ACT II.", act)) + "\n")
    assert len(equal.entries) == 4


def test_stanzas_below_one_name_are_one_speech_however_many() -> None:
    stanza = "\n".join(f"  {line}" for line in VERSES[0][1])
    speeches = [f"_{name}_\n\n" + "\n\n".join([stanza] * 7) for name, _, _ in TALK[:8]]
    found = blocks("\n\n\n".join(("ACT I.", *speeches)) + "\n")
    assert [block.text for block in found if block.kind == "speaker"] == [name for name, _, _ in TALK[:8]]


def test_a_line_in_brackets_farther_in_than_the_verses_above_is_a_direction() -> None:
    text = in_verse("", "", "").replace("that is cold.", "that is cold.\n      (He goes out.)", 1)
    assert staged(text) == ["(He goes out.)"]


def test_the_word_for_a_setting_in_the_middle_of_its_line_is_no_title_of_the_act() -> None:
    said = "".join(f"<p><b>{name}.</b> {line}</p>" for name, _, line in TALK)
    act = f"<p style='text-align: center'>SCENE</p><p>A kitchen at the ford.</p>{said}"
    found = outline(
        f"<!DOCTYPE html><meta charset='utf-8'><body><h2>FIRST ACT</h2>{act}<h2>SECOND ACT</h2>{act}</body>", "ford.html"
    )
    assert [(entry.title, entry.blocks[0].kind, entry.blocks[1].kind) for entry in found.entries] == [("", "stage", "stage")] * 2


def in_verse_with(*lines: str) -> str:
    """A scene in verse, whose second speech holds further lines."""
    speeches = ["\n".join((f"{name}.", *said)) for name, said in VERSES]
    speeches[1] = "\n".join((speeches[1], *lines))
    return "\n\n".join(("ACT I", "SCENE I", *speeches, *speeches[:1]))


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["Exeunt."], ["Exeunt."]),
        (["(Exit.)"], ["(Exit.)"]),
        (["Enter ODO, with a lamp.", "And who is this that comes in from the rain?"], ["Enter ODO, with a lamp."]),
        (
            ["[He takes the lamp, and goes with", "it to the door.]", "[Exit.]"],
            ["[He takes the lamp, and goes with it to the door.]", "[Exit.]"],
        ),
        (["Enter the house, and be at home with us."], []),
    ],
)  # fmt: skip
def test_lines_among_verses_that_begin_as_directions_do_are_directions(lines: list[str], told: list[str]) -> None:
    assert staged(in_verse_with(*lines)) == told


def test_a_direction_of_two_lines_below_a_name_is_none_of_its_verses() -> None:
    verses = [(name, *said) for name, said in VERSES]
    verses[1] = ("BERTA", "(speaking to the mule, as soon as she sees", "Odo is there)", *VERSES[1][1] * 4)
    text = "\n\n".join(("ACT I", "SCENE I", *("\n".join(speech) for speech in verses * 2)))
    assert staged(text) == ["(speaking to the mule, as soon as she sees Odo is there)"] * 2


def test_persons_in_capitals_under_the_number_of_a_scene_are_no_title_of_it() -> None:
    verses = "\n\n".join("\n".join((name, *said)) for name, said in VERSES)
    doing = "ODO, BERTA (coming in quietly, and standing behind\nOdo, so that he does not see her)"
    text = (
        f"ACT I\n\nSCENE I\n\nODO, BERTA\n\n\n{verses}\n\nSCENE II\n\nBERTA, ODO\n\n\n{verses}\n\nSCENE III\n\n{doing}\n\n{verses}"
    )
    found = outline(text)
    assert [entry.title for entry in found.entries] == ["", "", ""]
    assert [entry.blocks[0].text for entry in found.entries] == ["ODO, BERTA", "BERTA, ODO", " ".join(doing.split())]
    assert {entry.blocks[0].kind for entry in found.entries} == {"stage"}


def test_where_a_scene_is_set_goes_on_from_the_line_of_its_number() -> None:
    scene = "SCENE I.--A mill at the ford, over which a storm rolls away,\n\nand the sun setting: in front, a ferry."
    found = outline(in_verse("", "", "").replace("SCENE I", scene))
    assert found.entries[0].title == "A mill at the ford, over which a storm rolls away, and the sun setting: in front, a ferry."


def test_a_prologue_below_the_persons_of_a_play_is_of_it_though_no_heading_names_it() -> None:
    ghost = "     OLD CRANE. " + "\n     ".join(("I am the ghost of him that built the mill,",) * 5)
    persons = "DRAMATIS PERSONAE.\n\nODO, a drover.\n\nBERTA, his sister.\n\nScene, Crumb."
    acts = "\n\n".join(f"ACT {n}\n\n{in_verse('', '', '')[len('ACT I') :]}" for n in ("I", "II"))
    found = outline(f"THE MILL.\n\nBy A. Holm\n\n\n\n{persons}\n\n\n\n\nTHE MILL.\n\nEnter OLD CRANE.\n\n{ghost}\n\n\n{acts}")
    assert [entry.n for entry in found.entries][:2] == ["the-mill", "1"]
    assert [part.what for part in found.outside] == ["title-page", "cast"]


def test_the_number_of_an_act_and_that_of_its_first_scene_may_stand_on_one_line() -> None:
    scene = "\n\n".join("\n".join((f"{name}.", *lines)) for name, lines in VERSES)
    text = "\n\n".join(
        part for n in ("I", "II") for part in (f"ACT {n}.--SCENE I.--A mill.", scene, "SCENE II.--A ferry.", scene)
    )  # fmt: skip
    found = outline(text)
    assert [(entry.n, entry.title) for entry in found.entries] == [
        ("1.1", "A mill."), ("1.2", "A ferry."), ("2.1", "A mill."), ("2.2", "A ferry."),
    ]  # fmt: skip
    assert [one.heading[0].text for one in found.entries[2].above] == ["ACT II.--"]


def test_a_title_in_small_letters_stands_before_a_name_in_capitals() -> None:
    named = {"ODO": "Sir ODO", "BERTA": "Lady BERTA", "THE MILLER": "THE MILLER"}
    text = "\n\n".join(("ACT I", *(f"{named.get(name.upper(), name.upper())}\n{line}" for name, _, line in TALK * 2)))
    assert [name for name, _, _ in talk(blocks(text))] == [named.get(name.upper(), name.upper()) for name, _, _ in TALK * 2]
