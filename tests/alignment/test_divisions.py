"""A text divided otherwise in, the same text with the divisions of another out: by what the passages say."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from edition.alignment.divisions import divide_as
from edition.language.languages import language_of_tag
from edition.model import Emendation, Entry, Note, Paragraph
from edition.text.running_text import running_text
from tests.examples import examples
from tests.tei.made_up import entries

ENGLISH = language_of_tag("en")


def section(n: str, *paragraphs: str, heading: str = "") -> Entry:
    return Entry(n, None, heading, None, None, tuple(Paragraph(paragraph) for paragraph in paragraphs))


# Four thoughts in two books; the second translator lets the second book begin one thought later, and numbers nothing.
BASE = (
    section("1.1", "Of my grandmother I have learned patience, and to mend what is torn before the winter."),
    section("1.2", "The river does not ask the stone for leave; it goes round, and after a thousand years it has gone through."),
    section("2.1", "When the harvest fails, count the seed that is left, and count it again, for envy counts quickly."),
    section("2.2", "A lantern carried by two men lights neither of their feet. Let one of them walk behind."),
)
OTHER = (
    section(
        "1",
        "From my grandmother, patience; and that torn things are mended before winter comes.",
        "A river asks no stone for leave. It goes round, and in a thousand years it goes through.",
        "If the harvest fails, count what seed is left; and count again, since envy counts fast.",
        heading="Book I",
    ),
    section("2", "The lantern that two men carry lights the feet of neither: let one walk behind.", heading="Book II"),
)


def text_of(divided: tuple[Entry, ...]) -> str:
    return "\n".join(paragraph.label + paragraph.text for entry in divided for paragraph in entry.paragraphs)


def test_each_passage_stands_in_the_section_that_it_answers() -> None:
    divided = divide_as(BASE, OTHER, ENGLISH)
    assert [(entry.n, entry.paragraphs[-1].text.split()[:3]) for entry in divided] == [
        ("1.1", ["From", "my", "grandmother,"]),
        ("1.2", ["A", "river", "asks"]),
        ("2.1", ["If", "the", "harvest"]),
        ("2.2", ["The", "lantern", "that"]),
    ]


def test_the_headings_of_its_own_divisions_stand_in_no_section() -> None:
    divided = divide_as(BASE, OTHER, ENGLISH)
    assert "Book" not in text_of(divided)
    assert [(len(entry.paragraphs), entry.dateline, entry.title) for entry in divided] == [(1, "", None)] * 4


def test_a_note_on_a_heading_hangs_where_the_text_under_it_begins() -> None:
    book = replace(OTHER[1], notes=(Note("1", "The second of four.", None, 7),))
    *_, last = divide_as(BASE, (OTHER[0], book), ENGLISH)
    assert [(note.text, note.paragraph, note.offset) for note in last.notes] == [("The second of four.", 0, 0)]


def test_a_section_within_a_paragraph_is_cut_at_the_sentence() -> None:
    run_on = (section("1", " ".join(paragraph.text for entry in OTHER for paragraph in entry.paragraphs)),)
    divided = divide_as(BASE, run_on, ENGLISH)
    assert [entry.paragraphs[0].text.split()[0] for entry in divided] == ["From", "A", "If", "The"]


def test_a_section_that_nothing_answers_is_not_there() -> None:
    assert [entry.n for entry in divide_as(BASE, (section("1", BASE[0].paragraphs[0].text),), ENGLISH)] == ["1.1"]


def test_notes_and_emendations_go_with_their_words() -> None:
    second = OTHER[0].paragraphs[1].text
    at = len("Book I\n") + len(OTHER[0].paragraphs[0].text) + 1
    first = replace(
        OTHER[0],
        notes=(Note("1", "The Ouse.", 1, second.index(" asks")),),
        emendations=(Emendation(at, at + 1, "A", "The", "print"),),
    )
    river = divide_as(BASE, (first, OTHER[1]), ENGLISH)[1]
    assert [(note.paragraph, river.paragraphs[0].text[: note.offset]) for note in river.notes] == [(0, "A river")]
    assert running_text(river).text.startswith("The river asks no stone")


@settings(deadline=None, max_examples=examples(60))
@given(st.lists(entries("1"), min_size=1, max_size=3), st.lists(entries("1"), min_size=1, max_size=3))
def test_no_word_note_or_emendation_is_lost(base: list[Entry], other: list[Entry]) -> None:
    base = [replace(entry, n=str(number)) for number, entry in enumerate(base)]
    divided = divide_as(base, other, ENGLISH)
    bodies = [replace(entry, dateline="", title=None, emendations=()) for entry in other]
    whole = [running_text(entry, emended=False).text for entry in bodies]
    assert "".join(text_of(divided).split()) == "".join("".join(whole).split())
    if divided:
        notes = sorted(note.text for entry in other for note in entry.notes)
        assert sorted(note.text for entry in divided for note in entry.notes) == notes
    heads = [running_text(entry, emended=False).body for entry in other]
    kept = [(head, e) for head, entry in zip(heads, other, strict=True) for e in entry.emendations if e.start >= head]
    mended = [e.corr for _, e in kept if e.sic.strip() or e.corr.strip() or e.kind == "gap"]
    assert [e.corr for entry in divided for e in entry.emendations if e.sic.strip() or e.corr.strip() or e.kind == "gap"] == mended
    for entry in divided:
        text = running_text(entry, emended=False).text
        assert all(text[e.start : e.end] == e.sic for e in entry.emendations)


def verse(text: str, n: str = "", shared: int = 1, speaker: str = "") -> Paragraph:
    within = ("speech", "stanza") if speaker else ("stanza",)
    return Paragraph(text, "l", within=within, shared=min(shared, len(within)), n=n, speaker=speaker)


# The same thoughts in verses, each thought in two of them and the third in one and a half; nothing divides them.
IN_VERSE = Entry(
    "1", None, "", None, None,
    (
        verse("Of my grandmother patience, and mending", "1", 0), verse("what is torn before the winter comes.", "2"),
        verse("The river asks no stone for leave; it goes round,", "3"), verse("and in a thousand years it has gone through.", "4"),
        verse("When the harvest fails, count the seed that is left,", "5", 0, "ELA"),
        verse("and count again, for envy counts quickly. A lantern carried by two men", "6", 2, "ELA"),
        verse("lights neither of their feet. Let one walk behind.", "7", 2, "ELA"),
    ),
    (Note("1", "She was a weaver.", 1, 4), Note("2", "Of tin.", 5, 51)),
)  # fmt: skip


def test_verses_stay_verses_and_the_words_of_one_may_go_to_two_entries() -> None:
    divided = divide_as(BASE, (IN_VERSE,), ENGLISH)
    assert [[(one.kind, one.n, one.text.split()[0]) for one in entry.paragraphs] for entry in divided] == [
        [("l", "1", "Of"), ("l", "2", "what")],
        [("l", "3", "The"), ("l", "4", "and")],
        [("l", "5", "When"), ("l", "6", "and")],
        [("l", "", "A"), ("l", "7", "lights")],
    ]
    assert [entry.paragraphs[0].shared for entry in divided] == [0, 0, 0, 0]
    assert [[note.n for note in entry.notes] for entry in divided] == [["1"], [], [], ["2"]]
    assert [mark.value for mark in running_text(divided[3]).marks if mark.kind == "speech"] == ["ELA"]


def test_an_emendation_over_the_end_of_a_verse_goes_with_its_words() -> None:
    text = running_text(IN_VERSE, emended=False).text
    at = text.index("mending what")
    mended = Emendation(at, at + 12, "mending what", "to mend what", "print")
    divided = divide_as(BASE, (replace(IN_VERSE, emendations=(mended,)),), ENGLISH)
    assert "patience, and to mend what is torn" in running_text(divided[0]).text
