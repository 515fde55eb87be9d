"""A bead in, its readings out: what one side says in another place has its answer, and is no omission."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.collation import turned_clauses
from edition.language.languages import Language, language_of_tag
from edition.pipeline.two_texts import compare
from tests.examples import examples

ENGLISH = language_of_tag("en")


def alone(base: str, other: str) -> list[str]:
    """What of five words or more one of two texts has with nothing against it."""
    found = [reading for bead in compare(base, other, ENGLISH) for reading in bead.readings]
    return [
        words.strip(" .,")
        for reading in found
        for words, against in ((reading.lemma, reading.text), (reading.text, reading.lemma))
        if len(words.split()) >= 5 and not any(letter.isalnum() for letter in against)
    ]


@pytest.mark.parametrize(
    ("base", "other"),
    [
        (
            "The figs were handed to us by Anton, and we ate them on the quay.",
            "Anton had made us a present of the figs, and we ate them on the quay.",
        ),
        (
            "I started some half-dozen gulls; you might slaughter them; goodbye, Anton.",
            "By the way, Anton, I flushed five head of gulls. Perhaps you would like to go and shoot them?",
        ),
    ],
)
def test_what_stands_in_another_place_is_no_omission(base: str, other: str) -> None:
    assert alone(base, other) == []
    assert alone(other, base) == []


def test_what_nothing_answers_is_one() -> None:
    told = "The widow sold figs on the quay."
    extra = "Every tailor of the upper town kept a parrot."
    assert alone(f"{told} {extra}", told) == [extra.strip(".")]
    assert alone(told, f"{told} {extra}") == [extra.strip(".")]


def test_a_small_letter_begins_no_sentence() -> None:
    from edition.collation.sentences import opens

    text = "O citizens! who sleep so long? No! Wake."
    assert [opens(text, text.index(word), ENGLISH) for word in ("O", "who", "No", "Wake")] == [True, False, True, True]


@pytest.mark.parametrize(
    ("base", "other", "moved"),
    [
        (
            "When the long winter reached the island, nobody could sail to Piraeus, sell the nets, or buy figs.",
            "Nobody could sail to Piraeus, sell the nets, or buy figs, as soon as the long cold came over the isle.",
            ("When the long winter reached the island", "as soon as the long cold came over the isle"),
        ),
        (
            "With a heavy heart and without a word the widow sold her boats and nets to the mayor of Piraeus.",
            "The widow sold her boats and nets to the mayor of Piraeus in silence and in deep sadness of heart.",
            ("With a heavy heart and without a word", "in silence and in deep sadness of heart"),
        ),
        (
            "The mayor replied: “Nobody sails to Piraeus when the wind is in the north, and nobody sells figs.”",
            "“Nobody sails to Piraeus when the wind is in the north, and nobody sells figs,” answered the mayor.",
            ("The mayor replied", "answered the mayor"),
        ),
    ],
)
def test_a_clause_that_stands_elsewhere_in_the_bead_is_one_moved_reading(base: str, other: str, moved: tuple[str, str]) -> None:
    for one, two, expected in ((base, other, moved), (other, base, moved[::-1])):
        found = [reading for bead in compare(one, two, ENGLISH) for reading in bead.readings if reading.type == "transposition"]
        assert [(reading.lemma.strip(), reading.text.strip()) for reading in found] == [expected]
        assert alone(one, two) == []


def test_a_free_bead_is_one_reading() -> None:
    """Two long sentences at one place that share hardly a word are set against one another as a whole."""
    from edition.alignment import align
    from edition.text.raw_text import raw_text

    before = "The ferry came in at dawn with forty soldiers on board."
    after = "I bought figs from the widow, who sold nets too."
    one = "How pleasant was that house among its vines, where a wandering painter could have sat from spring until the first snow!"
    two = (
        "It leaned, though; but an elm held up those bricks and beams, whose boughs in April came through every "
        "broken pane, it seems."
    )
    texts = [raw_text(f"{before} {middle} {after}").running for middle in (one, two)]
    beads = align(texts[0], texts[1], ENGLISH).beads
    assert [bead.free for bead in beads] == [False, True, False]
    found = [bead for bead in compare(texts[0].text, texts[1].text, ENGLISH) if bead.readings]
    assert [(reading.lemma[:12], reading.text[:12]) for bead in found for reading in bead.readings if len(reading.lemma) > 3] == [
        (one[:12], two[:12])
    ]


@pytest.mark.parametrize(
    ("base", "other"),
    [
        (
            "In these or the like words the widow answered the tailor and went home to her mother.",
            "The widow answered the tailor and went home to her mother, and as well to all of us.",
        ),
        (
            "The widow sold the figs that she had picked in the course of her life to the tailor.",
            "I think that if any one came the widow sold the figs that she had picked to the tailor.",
        ),
    ],
)
def test_one_word_near_in_sense_is_no_sign_that_a_clause_moved(base: str, other: str) -> None:
    for one, two in ((base, other), (other, base)):
        assert [
            reading for bead in compare(one, two, ENGLISH) for reading in bead.readings if reading.type == "transposition"
        ] == []


STEMS = st.lists(st.sampled_from("say tell boat ship harbour quay fig glad happy mill figs said xyzzy".split()), max_size=4)


@settings(max_examples=examples(80), deadline=None)
@given(STEMS, STEMS)
def test_whether_any_word_answers_and_how_sure_each_does_agree(one: list[str], two: list[str]) -> None:
    assert turned_clauses._answers(one, two, ENGLISH) == bool(turned_clauses._sure(one, two, ENGLISH).any())


def test_what_is_asked_of_long_passages_does_not_grow_with_the_square_of_their_length(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    answers = turned_clauses._answers

    def counted(one: Sequence[str], two: Sequence[str], language: Language) -> bool:
        asked.append(len(one) * len(two))
        return answers(one, two, language)

    monkeypatch.setattr(turned_clauses, "_answers", counted)

    def most_asked(count: int) -> int:
        """How many pairs of words are asked for at once, of two texts of so many words that have none in common."""
        asked.clear()
        made = (map("".join, product(consonants, "aeiou", consonants, "aeiou")) for consonants in ("bdgkp", "flmnr"))
        base, other = (" ".join(islice(words, count)) for words in made)
        turned_clauses.turned_clauses([], [], (ENGLISH.tokens(base), ENGLISH.tokens(other)), (base, other), ENGLISH)
        return max(asked, default=0)

    assert most_asked(turned_clauses.MOST) == turned_clauses.MOST**2
    assert most_asked(3 * turned_clauses.MOST) <= turned_clauses.MOST**2
