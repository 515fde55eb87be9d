"""The blocks of an entry in, paragraphs for reading out, with the places of looks and notes in them."""

from __future__ import annotations

from edition.model import Entry, InlineRange, Note, Paragraph
from edition.pipeline.entry_values import entry_values, readable

SPEECH = ("speech", "stanza")
PLAY = Entry(
    "1.1", None, "Scene 1", None, None,
    (
        Paragraph("A barn.", "stage"),
        Paragraph("Shut the door,", "l", within=SPEECH, speaker="ODA", n="1"),
        Paragraph("it rains.", "l", within=SPEECH, shared=2, speaker="ODA", looks=(InlineRange(3, 8, "italic"),)),
        Paragraph("She waits.", "stage", within=("speech",), shared=1, speaker="ODA"),
        Paragraph("It has", "l", within=SPEECH, shared=1, speaker="ODA", part="I"),
        Paragraph("stopped.", "l", within=SPEECH, speaker="BEN", part="F"),
        Paragraph("Nails, for the door", "item", "– ", within=("list",), section=True),
        Paragraph("The first,", "l"), Paragraph("the second.", "l"),
    ),
    (Note("1", "Of oak.", 2, 2), Note("2", "Ten.", 6, 5), Note("3", "A verse.", 8, 3)),
)  # fmt: skip


def test_a_speech_and_a_stanza_are_one_paragraph_with_a_line_for_each_block() -> None:
    assert entry_values(PLAY)["paragraphs"] == [
        "A barn.", "ODA", "Shut the door,\nit rains.\nShe waits.\nIt has", "BEN", "stopped.", "Nails, for the door",
        "The first,\nthe second.",
    ]  # fmt: skip


def test_notes_and_looks_count_in_these_paragraphs() -> None:
    values = entry_values(PLAY)
    paragraphs = values["paragraphs"]
    assert isinstance(paragraphs, list)
    notes, looks = values["notes"], values["looks"]
    assert isinstance(notes, list)
    assert isinstance(looks, list)
    assert [paragraphs[note["paragraph"]][: note["offset"]].split()[-1] for note in notes] == ["it", "Nails", "the"]
    assert [paragraphs[one["paragraph"]][one["start"] : one["end"]] for one in looks] == ["rains"]


def test_blocks_are_as_those_of_a_file_that_is_read() -> None:
    blocks = entry_values(PLAY)["blocks"]
    assert isinstance(blocks, list)
    assert [(block["kind"], block["text"]) for block in blocks] == [
        ("stage", "A barn."), ("speaker", "ODA"), ("l", "Shut the door,"), ("l", "it rains."), ("stage", "She waits."),
        ("l", "It has"), ("speaker", "BEN"), ("l", "stopped."), ("break", ""), ("item", "Nails, for the door"), ("l", "The first,"),
        ("l", "the second."),
    ]  # fmt: skip
    assert blocks[2] == {
        "kind": "l", "within": ["speech", "stanza"], "text": "Shut the door,", "speaker": "ODA", "n": "1", "inline": [],
    }  # fmt: skip
    assert blocks[3]["inline"] == [[3, 8, "italic"]]
    assert (blocks[5]["part"], blocks[7]["part"], blocks[9]["label"]) == ("I", "F", "– ")


def test_who_speaks_stands_before_the_speech() -> None:
    assert readable(PLAY).split("\n\n")[1:7] == [
        "A barn.", "ODA", "Shut the door,\nit rains.\nShe waits.\nIt has", "BEN", "stopped.", "– Nails, for the door",
    ]  # fmt: skip


def test_a_note_on_a_speech_without_words_stands_after_the_name() -> None:
    silent = Paragraph("", within=("speech",), speaker="CAT")
    entry = Entry("1", None, "", None, None, (silent, Paragraph("It goes.")), (Note("1", "A tom.", 0, 0), Note("2", "Out.", 1, 2)))
    values = entry_values(entry)
    assert values["paragraphs"] == ["CAT", "It goes."]
    assert isinstance(values["notes"], list)
    assert [(note["paragraph"], note["offset"]) for note in values["notes"]] == [(0, 3), (1, 2)]
