"""A quoted piece and where it was located in, the stretch of the base that answers it and the readings there out."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from edition.collation import against
from edition.language.languages import language_of_tag
from edition.model import Block, Piece, RunningText, Supplied
from tests.examples import examples

ENGLISH = language_of_tag("en")

TEXT = (
    "The ferry from Piraeus came in at dawn with forty soldiers on board.\nNobody in the customs house had slept, and the stove "
    "had gone out. I bought figs from a widow who would not take my money; she had known my father."
)
BREAK = TEXT.index("\n")
BASE = RunningText(TEXT, (Block("p", 0, BREAK), Block("p", BREAK + 1, len(TEXT))))


def shown(quoted: str, located: str) -> tuple[str, list[tuple[str, str]]]:
    start = TEXT.index(located)
    place, text, variants = against(BASE, Piece(quoted, 0, len(quoted)), (start, start + len(located)), ENGLISH)
    return TEXT[slice(*place)], [(TEXT[slice(*v.base)], text.text[slice(*v.other)]) for v in variants]


def test_a_piece_that_stands_there_as_quoted_has_no_variants() -> None:
    assert shown("Nobody in the customs house had slept", "customs house") == ("Nobody in the customs house had slept", [])


def test_the_passage_is_widened_to_the_words_that_answer() -> None:
    assert shown("the widow would never accept my money", "widow who would not take my") == (
        "a widow who would not take my money",
        [("a widow who would not take", "the widow would never accept")],
    )


def test_the_passage_is_narrowed_to_the_words_that_answer() -> None:
    passage, variants = shown("Nobody had slept in the customs house", TEXT)
    assert passage == "Nobody in the customs house had slept"
    assert len(variants) == 1


def test_the_quoters_words_keep_their_place() -> None:
    piece = Piece("the ferry boat from Piraeus", 10, 37, (Supplied(10, 14),))
    _, text, variants = against(BASE, piece, (0, 22), ENGLISH)
    assert [(span.kind, span.start, span.end) for span in text.spans] == [("supplied", 10, 14)]
    assert [text.text[slice(*v.other)] for v in variants] == ["the", "boat "]


def test_a_piece_that_answers_nothing_has_an_empty_stretch() -> None:
    place, _, variants = against(BASE, Piece("zzz", 0, 3), (4, 9), ENGLISH)
    assert place[0] == place[1]
    assert len(variants) == 1


@settings(deadline=None, max_examples=examples(80))
@given(
    st.text(max_size=80) | st.lists(st.sampled_from([*TEXT.split(), "x"]), max_size=12).map(" ".join),
    st.integers(0, 150),
    st.integers(0, 60),
)
def test_the_stretch_with_its_variants_put_in_is_the_piece(quoted: str, start: int, length: int) -> None:
    place, text, variants = against(BASE, Piece(quoted, 0, len(quoted)), (start, start + length), ENGLISH)
    parts, at = [], place[0]
    for variant in variants:
        parts += [TEXT[at : variant.base[0]], text.text[slice(*variant.other)]]
        at = variant.base[1]
    assert "".join([*parts, TEXT[at : place[1]]]) == quoted
    assert all(v.base == (BREAK, BREAK + 1) or not v.base[0] <= BREAK < v.base[1] for v in variants)


def test_a_piece_that_runs_over_a_paragraph_break_says_so() -> None:
    passage, variants = shown("forty soldiers on board. Nobody had slept", "soldiers on board.\nNobody")
    assert passage.startswith("forty soldiers on board.\nNobody")
    assert ("\n", " ") in variants
