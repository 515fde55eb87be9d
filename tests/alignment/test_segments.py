"""A paragraph in, its sentences and clauses out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.alignment.segments import LONGEST, segments
from edition.language.languages import language_of_tag
from edition.model import Block, RunningText

ENGLISH = language_of_tag("en")


def cut(text: str) -> list[str]:
    return [text[segment.start : segment.end] for segment in segments(RunningText(text, (Block("p", 0, len(text)),)), ENGLISH)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The boat left. Nobody waved.", ["The boat left. ", "Nobody waved."]),
        ("He asked: “Who?” Nobody knew.", ["He asked: “Who?” ", "Nobody knew."]),
        ("Dr. Ferrand called at 5 p.m. and left.", ["Dr. Ferrand called at 5 p.m. and left."]),
        ("He read No. 4 aloud, see Fig. 12.", ["He read No. 4 aloud, see Fig. 12."]),
        ("Was it he? No. Nobody knew.", ["Was it he? ", "No. ", "Nobody knew."]),
        ("I met J. L. Ferrand there.", ["I met J. L. Ferrand there."]),
        ("We ate (soup. Then bread. Then nothing) and slept.", ["We ate (soup. Then bread. Then nothing) and slept."]),
        ("She had gone… The lamp burned.", ["She had gone… ", "The lamp burned."]),
        ("Rain. . . . Then sun.", ["Rain. . . . ", "Then sun."]),
        ("He paid… and left.", ["He paid… and left."]),
        ("First line\nSecond line", ["First line\n", "Second line"]),
        ("", []),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert cut(text) == parts


def test_a_sentence_is_cut_into_clauses_that_can_stand_alone() -> None:
    text = "The harbour was closed for the whole of that winter; the fishermen mended their nets in the church."
    assert cut(text) == ["The harbour was closed for the whole of that winter; ", "the fishermen mended their nets in the church."]
    assert cut("It was cold; we slept.") == ["It was cold; we slept."]
    assert cut("“Have you seen the ferry?” asked the widow.") == ["“Have you seen the ferry?” ", "asked the widow."]
    assert cut("The ferry came in late. and the widow was there.") == ["The ferry came in late. ", "and the widow was there."]
    assert cut("He paid for figs, oil, etc. and left the harbour.") == ["He paid for figs, oil, etc. and left the harbour."]


def test_brackets_keep_a_phrase_together_and_not_a_passage() -> None:
    passage = "(The boats lay idle. " + "Nobody had mended a net since the great storm of that winter. " * 4 + "Then came spring.)"
    assert len(cut(passage)) == 6
    assert cut("We ate (soup. Then bread.) and slept.") == ["We ate (soup. Then bread.) and slept."]


def test_a_text_without_stops_is_cut_between_words() -> None:
    parts = cut("word " * 1000)
    assert max(map(len, parts)) <= LONGEST
    assert all(part.endswith(" ") for part in parts)


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("aB.!?;:… \n()[]“”'1—"), max_size=120) | st.text(max_size=80))
def test_segments_tile_the_text(text: str) -> None:
    assert "".join(cut(text)) == text
