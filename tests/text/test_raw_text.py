"""Any text in, paragraphs of one line each out, and every offset leads back."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from edition.text.raw_text import raw_text
from tests.examples import examples


def paragraphs(text: str) -> list[str]:
    running = raw_text(text).running
    return [running.text[block.start : block.end] for block in running.blocks]


def test_blank_lines_part_paragraphs_and_other_line_ends_are_spaces() -> None:
    assert paragraphs("One line\nand  another.\n\n \nA second\tparagraph.\n") == ["One line and another.", "A second paragraph."]


def test_where_lines_are_not_broken_at_a_measure_each_is_a_paragraph() -> None:
    assert paragraphs("word " * 30 + "\nShort.\nAgain.") == [("word " * 30).strip(), "Short.", "Again."]


def test_a_word_broken_at_the_end_of_a_line_is_whole_again() -> None:
    assert paragraphs("a water-\nshed and a half-\nDozen") == ["a watershed and a half- Dozen"]


def test_a_list_mark_is_told_from_the_words_and_a_dash_that_opens_a_speech_is_none() -> None:
    running = raw_text("– Rain fell.\n\n2. Snow fell.\n\n— Hail fell.").running
    assert [(span.kind, running.text[span.start : span.end]) for span in running.spans] == [("label", "– "), ("label", "2. ")]


def test_a_range_leads_back_to_the_file() -> None:
    file = "\n\nOne line\nand a water-\n  shed.\n\nTwo."
    raw = raw_text(file)
    at = raw.running.text.index("watershed")
    start, end = raw.in_file((at, at + len("watershed")))
    assert file[start:end] == "water-\n  shed"
    at = raw.running.text.index("Two")
    assert file[slice(*raw.in_file((at, at + 4)))] == "Two."
    assert raw.in_file((at, at)) == (file.index("Two"), file.index("Two"))


@settings(deadline=None, max_examples=examples(200))
@given(st.text(alphabet="ab-. \n\u00ad\t", max_size=40))
def test_every_letter_is_kept_in_its_place(file: str) -> None:
    raw = raw_text(file)
    for at, letter in enumerate(raw.running.text):
        start, end = raw.in_file((at, at + 1))
        assert end == start + 1
        assert file[start] == letter or (letter in " \n" and file[start].isspace())
    kept = {raw.in_file((at, at + 1))[0] for at in range(len(raw.running.text))}
    left_out = {file[at] for at in range(len(file)) if at not in kept}
    assert left_out <= set(" \n\t-\u00ad")
    assert all(one.end + 1 == two.start for one, two in itertools.pairwise(raw.running.blocks))
    assert raw.running.blocks[-1].end == len(raw.running.text)
