"""Two sentences as lists of words in, links between them out."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from edition.collation import link_words
from edition.collation.words import likely_links, one_to_one
from edition.language.languages import language_of_tag
from tests.examples import examples

ENGLISH = language_of_tag("en")


def linked(base: str, other: str) -> set[tuple[str, str]]:
    one, two = base.split(), other.split()
    return {(one[i], two[j]) for i, j in link_words(one, two, ENGLISH)}


def test_equal_words_and_their_forms_answer_one_another() -> None:
    links = linked("she mended the nets in silence .", "in silence she was mending her nets .")
    assert {("mended", "mending"), ("nets", "nets"), ("silence", "silence"), (".", ".")} <= links


def test_a_word_between_two_that_answer_is_linked_by_its_place() -> None:
    assert ("carrying", "bearing") in linked("a ship carrying forty soldiers", "a ship bearing forty soldiers")


def test_british_and_american_spelling_are_one_word() -> None:
    assert ("harbour", "harbor") in linked("the grey harbour slept", "the harbor slept grey")


def test_tokens_are_whole_words_and_single_marks() -> None:
    assert [token.t for token in ENGLISH.tokens("It’s a half-eaten, [sic] fig… No. 3,000!")] == [
        *("It’s", "a", "half-eaten", ",", "[", "sic", "]", "fig", "…", "No", ".", "3,000", "!")
    ]
    assert [token.n for token in ENGLISH.tokens("Café It’s")] == ["cafe", "it's"]


SENTENCES = st.lists(
    st.sampled_from("the a of , . ; Anna anna's rain rains 1942 not night-ship ship".split()) | st.text(min_size=1, max_size=5),
    max_size=14,
)


@settings(deadline=None, max_examples=examples(100))
@given(SENTENCES, SENTENCES)
def test_links_are_mirrored_when_the_sentences_are_swapped(base: list[str], other: list[str]) -> None:
    links = link_words(base, other, ENGLISH)
    assert links == sorted(set(links)) == sorted((i, j) for j, i in link_words(other, base, ENGLISH))
    assert all(i < len(base) and j < len(other) for i, j in links)


@settings(deadline=None, max_examples=examples(50))
@given(SENTENCES, SENTENCES)
def test_of_the_links_of_a_word_one_is_chosen(base: list[str], other: list[str]) -> None:
    links = likely_links(base, other, ENGLISH)
    chosen = one_to_one(links)
    assert len({i for i, _ in chosen}) == len({j for _, j in chosen}) == len(chosen)
    # Whatever is not chosen gave way to a likelier one.
    assert all(any(i == a or j == b for a, b in chosen) for i, j in links)


@settings(deadline=None, max_examples=examples(50))
@given(st.text(max_size=120))
def test_no_visible_sign_is_lost_in_tokens(text: str) -> None:
    covered = {at for token in ENGLISH.tokens(text) for at in range(token.start, token.end)}
    assert all(at in covered for at, letter in enumerate(text) if not letter.isspace())
    assert all(token.t == text[token.start : token.end] for token in ENGLISH.tokens(text))


def test_long_passages_are_cut_where_they_surely_answer() -> None:
    base = [f"word{number}" for number in range(3000)]
    assert link_words(base, base, ENGLISH) == [(number, number) for number in range(3000)]
    assert link_words(["one"] * 3000, ["two"] * 3000, ENGLISH) is not None
