"""What whoever typed a text says within it is none of the work, and no note of its author or translator."""

from __future__ import annotations

import pytest

from edition.messages import Report
from edition.model.documents import DocumentOutline
from edition.readers.outlines import outline_of

FILL = "The ferryman counted his coins by the light of the window, and did not hear who came down the steps to the water."
LIBRARY = "The Project Gutenberg EBook of The Ferry\n\n*** START OF THE PROJECT GUTENBERG EBOOK THE FERRY ***\n\n\n"
LIBRARY_ENDS = "\n\n\n*** END OF THE PROJECT GUTENBERG EBOOK THE FERRY ***\n"


def read(text: str, language: str = "en") -> tuple[DocumentOutline, Report]:
    report = Report()
    return outline_of(text.encode(), "ferry.txt", language, report)[0], report


def chapters(*texts: str) -> str:
    return "\n\n\n".join(f"CHAPTER {number}\n\n\n{text}" for number, text in enumerate(texts, 1))


def typed(outline: DocumentOutline) -> list[str]:
    return [block.text for part in outline.outside if part.what == "transcriber" for block in part.blocks]


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("[Transcriber's Note: the oar was an ore in print.]", "en"),
        ("[Transcriber’s note: “rope” is repeated here.\n\nThe print has it twice.]", "en"),
        ("(Transcriber's note: see the list of misprints.)", "en"),
        ("[Note du transcripteur: une ligne manque.]", "fr"),
        ("[Anmerkung zur Transkription: Hier fehlt eine Zeile.]", "de"),
    ],
)
def test_a_paragraph_in_brackets_by_the_transcriber_stands_outside(said: str, language: str) -> None:
    outline, _ = read(chapters(f"{FILL}\n\n{said}\n\nHe rowed on.", f"{FILL}\n\nHe slept.", FILL), language)
    assert [[block.text for block in entry.blocks] for entry in outline.entries] == [
        [FILL, "He rowed on."], [FILL, "He slept."], [FILL],
    ]  # fmt: skip
    assert typed(outline) == said.split("\n\n")


def test_within_a_running_text_his_words_are_taken_out() -> None:
    outline, _ = read(chapters(f"He rowed [Transcriber's note: rode in print] over the river. {FILL}", FILL))
    assert outline.entries[0].blocks[0].text == f"He rowed over the river. {FILL}"
    assert typed(outline) == ["[Transcriber's note: rode in print]"]


def test_in_a_file_of_a_library_a_short_note_that_names_it_is_by_who_typed_the_text() -> None:
    notes = "[1] It stands in another file of Project Gutenberg.\n\n[2] Of the time of the mill."
    text = chapters(f"The song[1] was old.[2] {FILL}\n\n{notes}\n\n{FILL}", FILL)
    outline, report = read(LIBRARY + text + LIBRARY_ENDS)
    assert outline.entries[0].blocks[0].text == f"The song was old. {FILL}"
    assert [call.note.n for block in outline.entries[0].blocks for call in block.notes] == ["2"]
    assert typed(outline) == ["[1] It stands in another file of Project Gutenberg."]
    assert not [message for message in report if message.code in ("W192", "W167")]
    # In a file of one's own it is a note like any other.
    outline, _ = read(text)
    assert [call.note.n for block in outline.entries[0].blocks for call in block.notes] == ["1", "2"]


@pytest.mark.parametrize(("apart", "is_text"), [("\n\n", True), ("\n\n\n\n\n", False)])
def test_his_words_far_below_the_last_chapter_end_it(apart: str, *, is_text: bool) -> None:
    said = "[Transcriber's note: the songs had music in print.]"
    outline, _ = read(chapters(f"{FILL}\n\n{FILL}", FILL) + f"{apart}{said}\n\nThe song of the oar.\n")
    assert ("The song of the oar." in [block.text for block in outline.entries[-1].blocks]) == is_text
    assert typed(outline)[0] == said


def test_a_heading_in_brackets_is_over_what_follows() -> None:
    outline, _ = read(chapters(FILL, FILL) + f"\n\n\n\n[TRANSCRIBER'S NOTES]\n\n\nThe print has ore for oar.\n\n{FILL}\n")
    assert [[block.text for block in entry.blocks] for entry in outline.entries] == [[FILL], [FILL]]
    assert typed(outline) == ["[TRANSCRIBER'S NOTES]", "The print has ore for oar.", FILL]


def test_a_preface_goes_on_after_his_words() -> None:
    text = f"PREFACE\n\n\n{FILL}\n\n[Transcriber's note: a leaf is torn.]\n\nThe author thanks the miller.\n\n\n\n"
    outline, _ = read(text + chapters(FILL, FILL, FILL))
    assert [(part.what, [block.text for block in part.blocks][-1]) for part in outline.outside] == [
        ("preface", FILL),
        ("transcriber", "[Transcriber's note: a leaf is torn.]"),
        ("preface", "The author thanks the miller."),
    ]


CORRECTED = "[ The lines that were corrected, each as it was and as it is now:\n\n  THE MULE STOOD\n  THE MULE STANDS\n\n  ]"


def test_a_bracket_over_the_last_paragraphs_is_of_whoever_typed_what_stands_before_the_text() -> None:
    first = "[Transcriber's note: the spelling is that of the print.]"
    chapters = "\n\n\n".join(
        f"CHAPTER {n}\n\nIt rained at the mill, and nobody had lit the lamp in the kitchen." for n in ("I", "II")
    )
    for before, wanted in ((first, True), ("", False)):
        text = f"{before}\n\n\n{chapters}\n\n\n\n{CORRECTED}\n"
        found = outline_of(text.encode(), "mill.txt", "en", Report())[0]
        words = " ".join(block.text for part in found.outside if part.what == "transcriber" for block in part.blocks)
        assert ("THE MULE STANDS" in words) is wanted
