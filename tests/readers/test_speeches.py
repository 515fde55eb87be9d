"""Who speaks in a play, in whatever form its names are printed; and what only looks like a play."""

from __future__ import annotations

import random
import textwrap
import time
from collections.abc import Callable, Iterator
from itertools import accumulate

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from edition.messages import Report
from edition.model import Witness
from edition.model.documents import DocumentBlock, DocumentOutline
from edition.readers.outline_witness import witness_of
from edition.readers.outlines import outline_of
from tests.examples import examples
from tests.readers.shapes.office_files import docx, p, r, style

# Who speaks, the direction after the name, and what is said.
Talk = tuple[tuple[str, str, str], ...]
TALK: Talk = (
    ("Odo", "", "The ford is under water, and the mule will not go in."),
    ("Berta", "low", "Then leave the mule. Who told you to bring him?"),
    ("Odo", "", "Nobody told me!"),
    ("The Miller", "", "Whose mule is it?"),
    ("Berta", "", "It was my brother's, and before him the priest had it for eleven years."),
    ("The Miller", "at the door", "Bring him in out of the rain."),
    ("Odo", "", "He bites."),
    ("Berta", "", "He bites those who ask him questions."),
    ("First Drover", "", "Is there a bed in this house?"),
)
HEAD = "ACT I\n\n"
AFTER = "\n\nACT II\n\n"


def outline(text: str | bytes, name: str = "ford.txt") -> DocumentOutline:
    raw = text.encode("utf-8") if isinstance(text, str) else text
    return outline_of(raw, name, "en", Report())[0]


def blocks(text: str | bytes, name: str = "ford.txt") -> list[DocumentBlock]:
    return [block for entry in outline(text, name).entries for block in entry.blocks]


def talk(found: list[DocumentBlock]) -> list[tuple[str, str, str]]:
    """What blocks tell of who speaks: names, directions between a name and the speech, speeches."""
    told: list[tuple[str, str, str]] = []
    name = direction = ""
    for block in found:
        if block.kind == "speaker":
            name, direction = block.text, ""
        elif block.kind == "stage" and "speech" in block.within:
            direction = block.text.strip("()[]")
        elif "speech" in block.within:
            told.append((block.speaker, direction, block.text))
            assert block.speaker == name
    return told


def spoken_in_witness(text: str | bytes, name: str = "ford.txt") -> list[tuple[str, str, str]]:
    """What the witness of a text tells of who speaks, as `talk` does; each letter of the file is in a part of it."""
    found = witness_of(outline(text, name), Witness("X", "X", name, "en"), Report())
    told: list[tuple[str, str, str]] = []
    direction = ""
    for paragraph in (one for entry in found.entries for one in entry.paragraphs if "speech" in one.within):
        if paragraph.kind == "stage":
            direction = paragraph.text.strip("()[]")
            continue
        told.append((paragraph.speaker, direction, paragraph.text))
        direction = ""
    covered = {at for part in found.parts for at in range(part.start, part.end)}
    assert {at for at, letter in enumerate(found.layer) if not letter.isspace()} <= covered
    names = [part for part in found.parts if part.kind == "speaker"]
    stops = {at for part in found.parts if part.kind == "stop" for at in range(part.start, part.end)}
    printed = ("".join(found.layer[at] for at in range(part.start, part.end) if at not in stops) for part in names)
    assert [" ".join(words.strip(" -_=").split()) for words in printed] == [name for name, _, _ in told]
    return told


def run_in(name: str, told: str, said: str, stop: str = ".") -> str:
    return f"{name}{' ' + told if told else ''}{stop} {said}"


Form = Callable[[str, str, str], str]
FORMS: dict[str, tuple[Form, Callable[[str], str]]] = {
    "capitals and a stop": (lambda n, d, s: run_in(n.upper(), f"({d})" if d else "", s), str.upper),
    "capitals and a colon": (lambda n, d, s: run_in(n.upper(), f"[{d}]" if d else "", s, ":"), str.upper),
    "capitals and a dash": (lambda n, d, s: run_in(n.upper(), f"({d})" if d else "", s, ".--").replace(".-- ", ".--"), str.upper),
    "capitals and nothing": (lambda n, d, s: run_in(n.upper(), f"({d})" if d else "", s, ""), str.upper),
    "capitals over the speech": (lambda n, d, s: f"{n.upper()}{f' ({d})' if d else ''}\n{s}", str.upper),
    "capitals over it, closed by a stop": (lambda n, d, s: f"{n.upper()}{f', {d}' if d else ''}.\n\n{s}", str.upper),
    "capitals in the middle": (lambda n, d, s: f"{n.upper() + (f' ({d}).' if d else '.'):^70}\n\n{s}".rstrip(), str.upper),
    "underscores": (lambda n, d, s: f"_{n}_{f' ({d})' if d else ''}. {s}", str),
    "underscores over the speech": (lambda n, d, s: f"_{n}{f' ({d})' if d else ''}._\n\n{s}", str),
    "directions in underscores": (lambda n, d, s: f"{n.upper()}{f' (_{d}_)' if d else ''}. {s}", str.upper),
    "signs of equality": (lambda n, d, s: f"={n}={f' [{d}]' if d else ''}. {s}", str),
    "nothing but a stop": (lambda n, d, s: run_in(n, f"({d})" if d else "", s), str),
    "nothing but a colon": (lambda n, d, s: run_in(n, f"({d})" if d else "", s, ":"), str),
    "between dashes": (lambda n, d, s: f"- {n}{f', {d}' if d else ''} -\n\n{s}", str),
}  # fmt: skip


def spoken_in(form: str) -> Talk:
    """A name that comes once, and that nothing sets apart, is a sentence."""
    return TALK[:-1] if form == "nothing but a stop" else TALK


def play(form: Form, talk: Talk = TALK) -> str:
    half = len(talk) // 2
    acts = ("\n\n".join(form(*speech) for speech in part) for part in (talk[:half], talk[half:]))
    return HEAD + AFTER.join(acts) + "\n"


@pytest.mark.parametrize("form", FORMS)
def test_speakers_are_told_in_any_form(form: str) -> None:
    make, named = FORMS[form]
    text = play(make, spoken_in(form))
    assert talk(blocks(text)) == [(named(name), told, said) for name, told, said in spoken_in(form)]
    assert [entry.n for entry in outline(text).entries] == ["1", "2"]


@pytest.mark.parametrize("form", FORMS)
def test_a_witness_has_the_speeches_of_the_file(form: str) -> None:
    """Who speaks, and the stop that parts him from the speech, are no words of it and parts of the file."""
    make, named = FORMS[form]
    assert spoken_in_witness(play(make, spoken_in(form))) == [(named(name), told, said) for name, told, said in spoken_in(form)]


# A text whose lines end at a measure.
SCENE = textwrap.fill(
    "[A ford in the hills, and over it a mill with a light in the upper window. The water is high, and rain falls.]", 72
)
SCENES = f"{SCENE}\n\n" * 6


def test_names_in_abbreviated_form_speak_in_verse() -> None:
    lines = (
        f"ACT I\n\n{SCENES}  Od. Who comes?\n\n  Ber. A friend, that hath not slept three nights,\n"
        "Nor eaten, for the bridge is down, my lord,\n"
        "And all the road is water\n\n  Od. Stand and speak\n\n  Ber. I stand, and I would sooner sit, my lord,\nFor I am weary\n\n"
        "  Od. Sit you then\nVpon the stone\n\n  Ber. It is as cold as you\n\n  Od. How now?\n\n  Ber. No more\n\n  Od. Go in\n"
    )
    found = blocks(lines)
    assert {block.text for block in found if block.kind == "speaker"} == {"Od", "Ber"}
    assert [block.text for block in found if block.kind == "l"][:3] == [
        "Who comes?", "A friend, that hath not slept three nights,", "Nor eaten, for the bridge is down, my lord,",
    ]  # fmt: skip
    assert not [block for block in found if block.kind == "p"]


def test_a_verse_that_two_share_is_told_by_where_its_second_half_stands() -> None:
    verse = "  The water stands above the lower stair\n  And carries off the benches one by one,"
    text = (
        f"ACT I\n\n{SCENES}ODO.\n{verse}\n  And who is there?\n\nBERTA.\n                     A boat, I think it was.\n{verse}\n\n"
        f"ODO.\n{verse}\n\nBERTA.\n{verse}\n\nODO.\n{verse}\n\nBERTA.\n{verse}\n"
    )
    parts = [(block.text, block.part) for block in blocks(text) if block.part]
    assert parts == [("And who is there?", "I"), ("A boat, I think it was.", "F")]


def test_a_misprint_is_still_a_name() -> None:
    """A name set otherwise once, one with a letter wrong, one run on into the paragraph before it."""
    text = play(FORMS["capitals and a stop"][0], TALK * 2)
    text = text.replace("BERTA (low).", "Berta (low).", 1).replace("THE MILLER. Whose", "THE MILER. Whose", 1)
    text = text.replace("mule is it?\n\nBERTA", "mule is it? BERTA", 1)
    names = [block.text for block in blocks(text) if block.kind == "speaker"]
    assert names[:5] == ["ODO", "Berta", "ODO", "THE MILER", "BERTA"]
    assert len(names) == 2 * len(TALK)


def test_directions_stand_within_speeches_and_between_them() -> None:
    text = (
        "ACT I\n\n[A mill. In front of it a ford, over which\n\nnobody can be seen to come.]\n\n"
        "ODO. [Shouting.] Ho! [He waits.] Ho there!\n\n"
        "BERTA. Not so loud. [Exit\n\n[The dog barks.]\n\nODO. Who was that?\n\nBERTA. The dog.\n\nODO. [Sits.] Whose?\n\n"
        "[He looks about.]\n\nNobody answers me.\n\nExeunt.\n"
    )
    found = blocks(text)
    whole = [block.text for block in found if block.kind == "stage"]
    assert whole == [
        "[A mill. In front of it a ford, over which", "nobody can be seen to come.]",
        "[The dog barks.]", "[He looks about.]", "Exeunt.",
    ]  # fmt: skip
    ranges = [block.text[one.start : one.end] for block in found for one in block.inline if one.look == "stage"]
    assert ranges == ["[Shouting.]", "[He waits.]", "[Exit", "[Sits.]"]
    inside = {block.text: block.speaker for block in found if block.kind == "stage" and "speech" in block.within}
    assert inside == {"[He looks about.]": "ODO"}
    assert found[-2].text == "Nobody answers me."
    assert found[-2].speaker == "ODO"


@pytest.mark.parametrize("form", ["nothing but a stop", "capitals and a stop", "capitals and nothing", "capitals over the speech"])
def test_a_direction_after_a_name_goes_on_over_the_ends_of_lines(form: str) -> None:
    long = "who has come in from the yard, and shakes the rain out of his hat; Berta goes to the window and looks out"
    told = (*TALK, ("Odo", long, "It still rains."), ("Berta", "", "Then we stay!"))
    write, name = FORMS[form]
    printed = (write(*said).split("\n") for said in told)
    text = "\n\n".join("\n".join(textwrap.fill(line, 70) for line in lines) for lines in printed)
    expected = [(name(who), direction, said) for who, direction, said in told]
    assert talk(blocks(HEAD + text + AFTER + text)) == expected * 2


def test_a_speech_of_two_lines_is_prose_where_the_others_are() -> None:
    long = "The ford is under water since the morning, and the mule that you sold me will not go in, whatever I tell him about it."
    prose = "\n\n".join(textwrap.fill(f"{name}. {long}", 70) for name in ("Odo", "Berta") * 4)
    chance = "Odo. I have never seen so much\nwater in the ford!"
    couplet = "Berta. The mule is grey, the mule is old,\n   He will not go into the cold."
    song = f"{couplet}\n   And so at last the mule was sold."
    found = blocks(f"{HEAD}{prose}\n\n{chance}\n\n{prose}\n\n{couplet}\n\n{song}\n{AFTER}{prose}\n\n{prose}\n\n{prose}")
    assert "I have never seen so much water in the ford!" in [block.text for block in found if block.kind == "p"]
    verses = [line.removeprefix("Berta.").strip() for text in (couplet, song) for line in text.split("\n")]
    assert [block.text for block in found if block.kind == "l"] == verses
    # Of a play in verse those of two lines are verse.
    verse = "\n".join(verses)
    stanzas = "\n\n".join(f"{name}. {verse}" for name in ("Odo", "Berta") * 4)
    found = blocks(f"{HEAD}{stanzas}\n\n{chance}{AFTER}{stanzas}\n\n{prose}")
    assert "water in the ford!" in [block.text for block in found if block.kind == "l"]


def test_what_is_told_aside_is_no_direction() -> None:
    text = play(FORMS["capitals and a stop"][0]).replace("He bites.", "He bites (as you will find) whoever comes.")
    found = [block for block in blocks(text) if "as you will find" in block.text]
    assert [block.kind for block in found] == ["p"]
    assert not found[0].inline


def test_a_cast_and_headings_are_no_speakers() -> None:
    cast = "THE FORD\n\nDRAMATIS PERSONAE\n\nODO, a drover.\n\nBERTA, his sister.\n\nTHE MILLER.\n\n\n\n"
    found = outline(cast + play(FORMS["capitals over it, closed by a stop"][0]))
    assert [entry.n for entry in found.entries] == ["1", "2"]
    assert [entry.head for entry in found.entries] == [("ACT I",), ("ACT II",)]
    outside = [block for part in found.outside for block in part.blocks]
    assert "BERTA, his sister." in [block.text for block in outside]
    assert not [block for block in outside if block.kind == "speaker" or block.speaker or "speech" in block.within]


def test_names_of_persons_over_a_scene_are_a_direction() -> None:
    text = "ACT I\n\nOdo. Berta.\n\n" + "\n\n".join(FORMS["nothing but a stop"][0](*one) for one in TALK) + "\n"
    assert (blocks(text)[0].kind, blocks(text)[0].text) == ("stage", "Odo. Berta.")


# --- Pages, Markdown, Word, TEI -----------------------------------------------------------------------------------------------


def page(speech: Callable[[str, str, str], str], css: str = "") -> str:
    body = "".join(speech(*one) for one in TALK)
    return f"<html><head><title>The Ford</title><style>{css}</style></head><body><h2>ACT I</h2>{body}</body></html>"


PAGES: dict[str, tuple[Form, str]] = {
    "classes": (lambda n, d, s: f'<p><b class="character">{n}</b>{d and f" <i class=stage-direction>[{d}]</i>"}. {s}</p>', ""),
    "a class of its paragraph": (
        lambda n, d, s: f'<p class="speaker">{n}.</p><p>{d and f"<i class=stagedir>({d})</i> "}{s}</p>',
        "",
    ),
    "bold": (lambda n, d, s: f"<p><b>{n}</b>{d and f' [{d}]'}. {s}</p>", ""),
    "bold, with its stop": (lambda n, d, s: f"<p><b>{n}.</b> {d and f'[{d}] '}{s}</p>", ""),
    "small capitals": (
        lambda n, d, s: f'<p><span class="sc">{n}</span>{d and f" (<i>{d}</i>)"}. {s}</p>',
        ".sc {font-variant: small-caps}",
    ),
    "a line of its own": (lambda n, d, s: f"<p>{n.upper()}{d and f' ({d})'}:<br/>{s}</p>", ""),
    "roles": (
        lambda n, d, s: (
            f'<table><tr><td epub:type="z3998:persona">{n}</td><td>'
            f'{d and f"<i epub:type=z3998:stage-direction>{d}</i> "}{s}</td></tr></table>'
        ),
        "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", PAGES)
def test_pages_tell_speakers_by_elements_and_looks(form: str) -> None:
    make, css = PAGES[form]
    found = blocks(page(make, css), "ford.html")
    names = [block.text.lower() for block in found if block.kind == "speaker"]
    assert names == [name.lower() for name, _, _ in TALK]
    said = [block.text for block in found if "speech" in block.within and block.kind in ("p", "l")]
    assert [text[-20:] for text in said] == [text[-20:] for _, _, text in TALK]
    told = [block.text for block in found if block.kind == "stage"]
    told += [block.text[one.start : one.end] for block in found for one in block.inline if one.look == "stage"]
    assert [text.strip("[]()") for text in told] == [text for _, text, _ in TALK if text]
    assert not [one for block in found for one in block.inline if one.look == "speaker"]


def test_markdown_and_word_tell_speakers() -> None:
    markdown = "# The Ford\n\n## Act 1\n\n" + "\n\n".join(f"**{name}.** {said}" for name, _, said in TALK) + "\n"
    wanted = [(name, "", said) for name, _, said in TALK]
    assert talk(blocks(markdown, "ford.md")) == wanted
    styles = style("Speaker", "Speaker") + style("Heading1", "heading 1", "<w:outlineLvl w:val='0'/>")
    body = p(r("Act 1"), style="Heading1") + "".join(p(r(name), style="Speaker") + p(r(said)) for name, _, said in TALK)
    word = docx(body, styles=styles)
    assert talk(blocks(word, "ford.docx")) == wanted


def test_tei_says_what_a_speech_is() -> None:
    speeches = "".join(
        f"<sp><speaker>{name}.</speaker>{told and f'<stage>{told}</stage>'}<l part='I'>{said}</l></sp>" for name, told, said in TALK
    )
    tei = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><p/>'
        f"</publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body><div type='act' n='1'>"
        "<head>Act 1</head>"
        f"{speeches}</div></body></text></TEI>"
    )
    found = blocks(tei, "ford.xml")
    assert talk(found) == list(TALK)
    assert {block.part for block in found if block.kind == "l"} == {"I"}
    assert spoken_in_witness(tei, "ford.xml") == list(TALK)


def hung(text: str, name: str) -> list[tuple[str, str, int]]:
    """The notes of the witness of a text: the note, the paragraph on which it hangs, and its place there."""
    found = witness_of(outline(text, name), Witness("X", "X", name, "en"), Report())
    return [(note.text, entry.paragraphs[note.paragraph or 0].text, note.offset) for entry in found.entries for note in entry.notes]


@pytest.mark.parametrize("place", ["Odo<note>A drover.</note>.</speaker>", "Odo.<note>A drover.</note></speaker>",
                                   "Odo.</speaker><note>A drover.</note>"])  # fmt: skip
def test_a_note_on_who_speaks_hangs_where_the_speech_begins(place: str) -> None:
    tei = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><div type="act" n="1"><head>Act 1</head>'
        f"<sp><speaker>{place}<l>Who comes?</l></sp><sp><speaker>Berta.</speaker><l>It is I.</l></sp></div></body></text></TEI>"
    )
    assert hung(tei, "ford.xml") == [("A drover.", "Who comes?", 0)]


def test_a_note_in_the_stop_after_a_name_is_kept() -> None:
    lines = "".join(f"<p><b>{name}.</b> No, and {at} times no!</p>" for at in range(4) for name in ("Odo", "Berta"))
    page = (
        f"<html lang='en'><body><h1>Ford</h1><h2>ACT I</h2>{lines}<p><b>Odo.</b><a href='#f' id='r'><sup>1</sup></a> Come in.</p>"
        f"{lines}<h2>Notes</h2><p id='f'><a href='#r'>1</a> A drover.</p></body></html>"
    )
    assert hung(page, "ford.html") == [("A drover.", "Come in.", 0)]


# --- What is no play ----------------------------------------------------------------------------------------------------------

PROSE = "The mill stood still all morning, and nobody could say why. The miller sat upon the step and waited for the water."


def again(count: int, *parts: str) -> str:
    """Paragraphs that come again and again, each time with another number in them."""
    return "\n\n".join(part.replace("#", str(at)) for at in range(10, 10 + count) for part in parts)


NO_PLAYS = {
    "a novel with two names": f"{PROSE}\n\nOdo: a drover of the hills.\n\n{PROSE}\n\nBerta: his sister.\n\n{PROSE}\n\nOdo: again.",
    "a catechism": again(6, "Q. What is wheel # of the mill?", "A. It is the one above wheel #, and no other!"),
    "an index": "\n\n".join(
        f"{name}, {at}, {at + 7}." for at, name in enumerate("ALDER BARLEY CORN DAM EEL FORD GATE".split(), 11)
    ),
    "a bibliography": "\n\n".join(f"{name}. On Mills, in three parts." for name in ["ORME"] * 4 + ["HALE"] * 4 + ["PELL"] * 3),
    "recipes": again(6, "INGREDIENTS. # eels!", "MODE. Boil them.", "TIME. # hours.", "SEASONABLE. In May."),
    "forms": again(8, "NAME. Odo #!", "TRADE. Drover.", "BORN. At the ford."),
    "proofs": again(6, "Proof. It is so, for what else?", "Note. See # above.", "Corollary. Nor is it otherwise!"),
    "letters": again(6, f"TO ODO.\n\nMAY #.\n\n{PROSE}", f"TO BERTA.\n\nJUNE #.\n\n{PROSE} Are you well?"),
    "a diary": "\n\n".join(f"{day}. Rain again! Who can bear it?" for day in ("Monday", "Tuesday", "Wednesday", "Thursday") * 4),
    "refrains": again(4, PROSE, "CHORUS.", PROSE, "VERSE.", PROSE),
}


@pytest.mark.parametrize("kind", NO_PLAYS)
def test_what_only_looks_like_a_play_has_no_speakers(kind: str) -> None:
    found = outline(NO_PLAYS[kind] + "\n")
    every = [block for part in (*found.entries, *found.outside) for block in part.blocks]
    assert not [block.text for block in every if block.kind == "speaker" or block.speaker or "speech" in block.within]


def test_an_interview_and_a_dialogue_of_two_are_talk() -> None:
    asked = "\n\n".join(
        f"Hale: What came of the mill in {year}?\n\nOrme: It burned.\n\nIt was rebuilt a year later." for year in range(1840, 1846)
    )
    found = blocks("The reviewer met Mr. Orme at the ford.\n\n" + asked + "\n")
    assert [block.text for block in found if block.kind == "speaker"] == ["Hale", "Orme"] * 6
    assert {block.speaker for block in found if block.text.startswith("It was rebuilt")} == {"Orme"}
    letters = "\n\n".join(f"A. What is the {n} of water?\n\nB. To run." for n in ("use", "end", "cause", "sense", "law"))
    assert [block.text for block in blocks(letters + "\n") if block.kind == "speaker"] == ["A", "B"] * 5


def test_a_play_within_a_book_of_sketches_leaves_the_others_prose() -> None:
    sketch = "\n\n".join([PROSE] * 6)
    text = (
        f"CHAPTER 1\n\n{sketch}\n\n_The ford of Orme._ {PROSE}\n\nCHAPTER 2\n\n"
        + "\n\n".join(FORMS["underscores"][0](*one) for one in TALK * 2)
        + f"\n\nCHAPTER 3\n\n{sketch}\n"
    )
    found = outline(text)
    assert [{block.speaker for block in entry.blocks if "speech" in block.within} for entry in found.entries] == [
        set(), {"", *(name for name, _, _ in TALK)}, set(),
    ]  # fmt: skip


# --- Plays made up ------------------------------------------------------------------------------------------------------------

NAMES = ("Odo", "Berta", "The Miller", "Agnes Holm", "Old Crane", "A Drover")
_word = st.sampled_from("water mule ford stone wheel barley night road door rain priest eel bridge lamp".split())
_sentence = st.builds(
    lambda words, end: " ".join(words).capitalize() + end, st.lists(_word, min_size=2, max_size=9), st.sampled_from(".?!")
)
_speech = st.lists(_sentence, min_size=1, max_size=5).map(" ".join)
_direction = st.one_of(st.just(""), st.just(""), st.lists(_word, min_size=1, max_size=4).map(" ".join))


def filled(text: str) -> str:
    """A text whose lines end at a measure, those that stand alone as they are."""
    return "\n".join(line if len(line) <= 70 else textwrap.fill(line, 70) for line in text.split("\n"))


@st.composite
def talks(draw: st.DrawFn) -> Talk:
    """Eight speeches and more, each by another than the one before."""
    cast = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=5, unique=True))
    turns = draw(st.lists(st.integers(1, len(cast) - 1), min_size=8, max_size=24))
    at, found = 0, []
    for step in turns:
        at = (at + step) % len(cast)
        found.append((cast[at], draw(_direction), draw(_speech)))
    return tuple(found)


def _look_like_verses(lines: list[str]) -> bool:
    return len(lines) > 1 and 2 * sum(line[:1].isupper() for line in lines[1:]) >= len(lines) - 1 and len(lines[-2]) > 50


@settings(max_examples=examples(40), deadline=None)
@given(talks(), st.sampled_from(sorted(FORMS)))
def test_any_play_is_read_back(spoken: Talk, form: str) -> None:
    make, named = FORMS[form]
    if form == "nothing but a stop" or len({name for name, _, _ in spoken}) < 2:
        # A name that comes once and that nothing sets apart is a sentence.
        spoken = (*spoken, *spoken)
    text = filled(play(make, spoken))
    # Lines of which half begin with capitals, as by chance where one word is all that is said, may be verses.
    assume(not any(_look_like_verses(paragraph.split("\n")) for paragraph in text.split("\n\n")))
    assert talk(blocks(text)) == [(named(name), told, said) for name, told, said in spoken]
    assert spoken_in_witness(text) == talk(blocks(text))


def test_names_over_long_speeches_at_the_beginning_of_an_act_are_no_list_of_persons() -> None:
    """Each name stands on the first line of a paragraph of three lines or more."""
    spoken = tuple((NAMES[at % 3], "", " ".join(said for _, _, said in TALK)) for at in range(8))
    assert [name for name, _, _ in talk(blocks(filled(play(FORMS["capitals over the speech"][0], spoken))))] == [
        name.upper() for name, _, _ in spoken
    ]


def test_speeches_that_a_page_breaks_after_the_name_are_prose_if_they_are_longer_than_verses() -> None:
    long = "He was a fine mule once, and knew the way to the mill and back, whoever sat on him. " * 3
    said = "".join(f"<p>{name}<br>{line if at % 3 else long}</p>" for at, (name, _, line) in enumerate(TALK * 2))
    found = blocks(f"<html><body><h2>ACT I</h2>{said}<h2>ACT II</h2>{said}</body></html>", "ford.html")
    assert {block.kind for block in found} == {"speaker", "p"}


def test_songs_of_a_page_are_verses_and_its_entrances_directions() -> None:
    song = "<div class='song'><p class='singer'>Berta.</p><p>The mule is in the hay,</p><p>The priest is far away.</p></div>"
    talk_of_page = "".join(f"<p><span class='speaker'>{name}.</span> {said}</p>" for name, _, said in TALK)
    # A speech of one line would be a verse among verses.
    long = "He was a fine mule once, and knew the way to the mill and back. " * 5
    talk_of_page += f"<p><span class='speaker'>Odo.</span> {long}</p>" * 9
    moves = "<p class='entrance'>The mule comes in.</p><p>It brays <span class='stagedir'>loud</span> and long.</p>"
    found = blocks(f"<html><body><h2>ACT I</h2>{talk_of_page}{song}{moves}<h2>ACT II</h2>{talk_of_page}</body></html>", "ford.html")
    at = next(index for index, block in enumerate(found) if block.kind == "l")
    assert [(block.kind, block.text) for block in found[at - 1 : at + 4]] == [
        ("speaker", "Berta"),
        ("l", "The mule is in the hay,"),
        ("l", "The priest is far away."),
        ("stage", "The mule comes in."),
        ("p", "It brays loud and long."),
    ]
    assert [(one.start, one.end) for one in found[at + 3].inline if one.look == "stage"] == [(9, 13)]


# --- Bad input ----------------------------------------------------------------------------------------------------------------


def timed(text: str) -> tuple[list[DocumentBlock], float]:
    start = time.process_time()
    found = blocks(text)
    return found, time.process_time() - start


def many(count: int) -> str:
    draw = random.Random(count)
    turns = accumulate((draw.randint(1, 4) for _ in range(count)), lambda at, step: (at + step) % 5)
    speeches = (f"{NAMES[at].upper()}. The water is at the door! Who will go?" for at in turns)
    return HEAD + "\n\n".join(speeches) + "\n"


def test_time_grows_with_the_number_of_speeches() -> None:
    few, short = timed(many(1_000))
    found, long = timed(many(8_000))
    assert [sum(block.kind == "speaker" for block in each) for each in (few, found)] == [1_000, 8_000]
    # Eight times as many; clocks are rough.
    assert long < 8 * 2.5 * short + 1


def odd() -> Iterator[tuple[str, str]]:
    yield "a speech by nobody", "ODO.\n\nBERTA.\n\nODO. Yes? No!\n\nBERTA.\n\nODO. Who?\n\nBERTA. I!\n\nODO.\n"
    yield (
        "a name of 500 words",
        " ".join(["ODO"] * 500) + ". Yes!\n\n" + "\n\n".join(FORMS["capitals and a stop"][0](*one) for one in TALK),
    )
    yield (
        "a bracket that nothing closes",
        "ODO. [Sits\n\nBERTA. Who? [" + "x " * 4_000 + "\n\nODO. Ho!\n\nBERTA. [[[[\n\nODO. ((((?\n",
    )
    yield "a line of 20,000 words", "ODO. " + "water " * 20_000 + "\n\nBERTA. Who?\n\nODO. I!\n\nBERTA. You?\n\nODO. Yes!\n"
    yield (
        "a speech of 5,000 verses",
        "\n".join(["ODO.", *["Who waits at the door?"] * 5_000, "", "BERTA.", "I!", "", "ODO.", "Who?"]),
    )
    yield "names alone", "\n\n".join(["ODO.", "BERTA."] * 50)


@pytest.mark.parametrize(("kind", "text"), [*odd()], ids=[kind for kind, _ in odd()])
def test_odd_plays_lose_no_word(kind: str, text: str) -> None:
    whole = HEAD + text + "\n"
    found = outline(whole)
    parts = [block for part in (*found.entries, *found.outside) for block in part.blocks]
    heads = [line for entry in found.entries for line in entry.head]
    kept = " ".join([*heads, *(block.label + block.text for block in parts)]).split()
    assert sorted("".join(kept).replace(".", "")) == sorted("".join(whole.split()).replace(".", ""))
