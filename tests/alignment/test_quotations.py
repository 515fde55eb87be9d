"""A quoting text and the texts it may quote in, the passages out: in the same translation, in another, and not at all."""

from __future__ import annotations

import functools
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from edition.alignment import rendered
from edition.alignment.quotations import Hit, locate
from edition.alignment.searched import Word, search_text
from edition.language.languages import language_of_tag
from edition.model import Piece, Quotation, Supplied
from edition.storage.memory import Memory
from tests.examples import examples

ENGLISH = language_of_tag("en")

TEXT = (
    "The ferry from Piraeus came in at dawn with forty soldiers on board. Nobody in the customs house had slept, and the stove had "
    "gone out. I bought figs from a widow who would not take my money. Later the mayor read out a list of the missing, slowly, as "
    "if he were counting sheep. My brother's name stood on the second page. We walked home along the railway without a word. In "
    "the evening the priest came to play chess; he lost every game and thanked me for it. The lamp smoked. All night the wind "
    "moved the shutters, and I thought about the quarry, about the men who had gone down there singing in March."
)


def quoting(*pieces: str, supplied: str = "") -> Quotation:
    """A quotation whose pieces follow one another in the quoting file."""
    at, made = 0, []
    for piece in pieces:
        start = piece.find(supplied) if supplied else -1
        made.append(Piece(piece, at, at + len(piece), (Supplied(start, start + len(supplied)),) if start >= 0 else ()))
        at += len(piece) + 5
    return Quotation(" . . . ".join(pieces), 0, at, tuple(made))


def passages(hits: list[Hit], text: str = TEXT) -> list[tuple[str, bool]]:
    return [(text[slice(*hit.passage)], hit.same_translation) for hit in hits]


def test_a_quotation_of_this_translation() -> None:
    assert passages(locate([quoting("the mayor read out a list of the missing, slowly")], [TEXT], ENGLISH)) == [
        ("the mayor read out a list of the missing, slowly", True)
    ]


def test_pieces_on_both_sides_of_a_cut() -> None:
    hits = locate([quoting("All night the wind moved the shutters", "down there singing")], [TEXT], ENGLISH)
    assert passages(hits) == [("All night the wind moved the shutters", True), ("down there singing", True)]
    assert [hit.piece for hit in hits] == [0, 1]


def test_words_that_the_quoter_put_in_do_not_count() -> None:
    quotation = quoting("he [the priest] lost every game and thanked me", supplied="[the priest]")
    assert passages(locate([quotation], [TEXT], ENGLISH)) == [("he lost every game and thanked me", True)]


def test_line_ends_hyphens_and_a_footnote_do_not_break_a_passage() -> None:
    broken = TEXT.replace("counting sheep", "count-\ning sheep").replace(
        "as if he", "as\n\n1. The census of that year, printed at Patras, has been lost; see the preface.\n\nif he"
    )
    [(passage, same)] = passages(
        locate([quoting("read out a list of the missing, slowly, as if he were counting sheep")], [broken], ENGLISH), broken
    )
    assert same
    assert passage.startswith("read out")
    assert passage.endswith("sheep")


def test_a_quotation_in_other_words_is_found_as_another_translation() -> None:
    hits = locate(
        [quoting("Then a priest dropped in for a game of chess; beaten in each of the games, he gave me thanks for them")],
        [TEXT],
        ENGLISH,
    )
    assert [same for _, same in passages(hits)] == [False]
    assert "chess" in passages(hits)[0][0]


def test_a_piece_beside_one_that_was_found_needs_less_evidence() -> None:
    first = "Then a priest dropped in for a game of chess; beaten in each of the games, he gave me thanks for them"
    hits = locate([quoting(first, "the wind rattled at the windows until morning")], [TEXT], ENGLISH)
    assert [hit.piece for hit in hits] == [0]
    hits = locate([quoting(first, "a wind was moving the blinds, and I was thinking of the quarry")], [TEXT], ENGLISH)
    assert [hit.piece for hit in hits] == [0, 1]
    assert "quarry" in passages(hits)[1][0]
    assert [same for _, same in passages(hits)] == [False, False]


def test_a_few_words_alike_by_chance_make_no_quotation_of_this_translation() -> None:
    first = "Then a priest dropped in for a game of chess; beaten in each of the games, he gave me thanks for them"
    hits = locate([quoting(first, "the lamp smoked")], [TEXT], ENGLISH)
    assert [same for _, same in passages(hits)] == [False, False]


def test_what_a_review_quotes_otherwise_tells_which_translation_a_common_phrase_is_from() -> None:
    other = "Then a priest dropped in for a game of chess; beaten in each of the games, he gave me thanks for them"
    phrase = "walked home along the railway"
    assert [same for _, same in passages(locate([quoting(phrase)], [TEXT], ENGLISH))] == [True]
    assert [same for _, same in passages(locate([quoting(other), quoting(phrase)], [TEXT], ENGLISH))] == [False, False]


def test_a_changed_word_makes_no_other_translation() -> None:
    quotations = [quoting("the mayor read out a long list of the missing"), quoting("I bought figs from a widow who would not")]
    assert [same for _, same in passages(locate(quotations, [TEXT], ENGLISH))] == [True, True]


def test_pages_say_where_a_doubtful_quotation_is_sought() -> None:
    filler = " ".join(f"On day {day} rain fell upon another empty village, and I wrote a letter." for day in range(150))
    text = f"{TEXT} {filler} The lamp smoked badly tonight. {filler} He lost his hat. {filler} The lamp smoked badly tonight."

    def paged(words: str, page: str) -> Quotation:
        return replace(quoting(words), page=page)

    known = [paged("the men who had gone down there singing in March", "10"), paged("He lost his hat", "40-41")]
    found = {
        page: [
            hit
            for hit in locate([*known, quoting("x"), paged("lamp smoked badly tonight", page)], [text], ENGLISH)
            if hit.quotation == 3
        ]
        for page in ("20", "50")
    }
    assert [text[: hit.passage[0]].count("lost his hat") for page in ("20", "50") for hit in found[page]] == [0, 1]


def test_a_sentence_from_elsewhere_is_not_found() -> None:
    foreign = ["The minister resigned on Tuesday after the vote was lost.", "a widow in Trieste sold her house", "without a word"]
    assert locate([quoting(piece) for piece in foreign], [TEXT], ENGLISH) == []


def test_a_phrase_that_stands_twice_is_placed_by_its_neighbour() -> None:
    text = (
        f"{'The lamp smoked badly tonight. ' + 'Rain fell upon another empty village. ' * 150}{TEXT} The lamp smoked badly tonight."
    )
    alone = locate([quoting("lamp smoked badly tonight")], [text], ENGLISH)
    beside = locate(
        [quoting("the men who had gone down there singing in March"), quoting("lamp smoked badly tonight")], [text], ENGLISH
    )
    assert alone == []
    assert [hit.passage[0] > len(text) - 600 for hit in beside] == [True, True]


@settings(deadline=None, max_examples=examples(50))
@given(st.text(max_size=60), st.text(max_size=120), st.text(max_size=60))
def test_any_text_survives_and_ranges_lie_within_it(before: str, quoted: str, after: str) -> None:
    text = before + quoted + after
    for hit in locate([quoting(quoted, after)], [text, quoted], ENGLISH):
        assert 0 <= hit.passage[0] < hit.passage[1] <= len((text, quoted)[hit.text])
        assert 0 < hit.coverage <= 1


@settings(max_examples=examples(200), deadline=None)
@given(st.lists(st.sampled_from(["rain", "bow", "-\n", "‐\n ", "\u00ad\n", "\n", " ", "l’", "."]), max_size=12))
def test_words_that_are_kept_line_by_line_are_those_of_the_whole_text(parts: list[str]) -> None:
    text = "".join(parts)
    assert search_text(text, ENGLISH, Memory()).words == search_text(text, ENGLISH).words


@settings(max_examples=examples(60))
@given(piece=st.text("abc", max_size=12), passage=st.text("abc", max_size=12))
def test_the_share_of_words_in_the_same_order_is_that_of_the_longest_common_subsequence(piece: str, passage: str) -> None:
    @functools.cache
    def longest(one: str, two: str) -> int:
        if not one or not two:
            return 0
        if one[0] == two[0]:
            return 1 + longest(one[1:], two[1:])
        return max(longest(one[1:], two), longest(one, two[1:]))

    sides = [[Word(letter, False, at, at + 1) for at, letter in enumerate(text)] for text in (piece, passage)]
    assert rendered._repeats(*sides) == longest(piece, passage) / max(1, len(piece))
