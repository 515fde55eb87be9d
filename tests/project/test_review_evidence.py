"""A text and the others in, whether it is a review of one of them out: by how long it is and by what it quotes."""

from __future__ import annotations

import random

from edition.project.review_evidence import ReviewEvidence, evidence

SENTENCES = [
    "The ferry came in at dawn with forty soldiers on board, and nobody in the customs house had slept.",
    "I bought figs from a widow who would not take my money, because her son is on the list of the missing.",
    "“The mule will not cross,” said my uncle, and “she has her reasons,” said the man with the flute.",
    "We walked home along the railway without a word, and later the lamps went out in the harbour.",
    "Nothing grows on the terrace but thistles and one obstinate lemon tree, to which I give the tea.",
]
RENDERED = [
    "At daybreak the ferry arrived, carrying forty soldiers; no one at the customs had closed an eye.",
    "From a widow I had figs, and she refused to be paid, since her boy is among the missing.",
    "“This mule is not for crossing,” my uncle told us; “she will know why,” said he of the flute.",
    "Without speaking we went home beside the rails, and when it grew late the harbour lost its lamps.",
    "Thistles are all that the terrace bears, with a lemon tree which is obstinate and drinks my tea.",
]
REVIEW = """One page is enough to say that this is a good book. Its author does not explain anything, and is right:
“I bought figs from a widow who would not take my money, because her son is on the list of the missing.”
The rest is weather, boats and animals, seen by somebody who was there and who wishes that he had not been."""
QUOTED = ["I bought figs from a widow who would not take my money, because her son is on the list of the missing."]


def spoken(text: str) -> list[str]:
    """What stands between quotation marks."""
    return [part.partition("”")[0] for part in text.split("“")[1:]]


def book(sentences: list[str], pages: int) -> str:
    """A text of many pages: sentences in a fixed mixed order, each with a number in words of its own."""
    chance = random.Random(5)
    return " ".join(f"{chance.choice(sentences)} That was on day {day}." for day in range(pages * 20))


def found(text: str, *others: str) -> ReviewEvidence:
    return evidence(text, spoken(text), others)


def test_a_translation_of_three_hundred_pages_is_none_and_a_review_of_one_page_is_one() -> None:
    one, two = book(SENTENCES, 300), book(RENDERED, 300)
    assert not found(one, two, REVIEW).is_review
    assert not found(two, one, REVIEW).is_review
    assert found(REVIEW, two, one).quotes == 1


def test_an_abridgement_of_one_of_two_translations_is_a_translation() -> None:
    one, two = book(SENTENCES, 30), book(RENDERED, 30)
    for share in (2, 5, 9):
        abridged = one[: len(one) // share]
        assert not found(abridged, one, two).is_review


def test_a_review_may_be_longer_than_a_short_base() -> None:
    base = " ".join(SENTENCES[:3])
    assert len(REVIEW.split()) > len(base.split())
    assert found(REVIEW, base).is_review
    assert not found(base, REVIEW).is_review


def test_what_persons_say_is_no_quotation_of_another_translation() -> None:
    assert not found(" ".join(RENDERED), " ".join(SENTENCES)).is_review


def test_a_short_text_that_quotes_in_its_own_words_is_a_review() -> None:
    own = "He is at his best in a sentence: “a widow gave figs away, and took nothing for them.” More there is not to say of it."
    weighed = found(own, book(SENTENCES, 10))
    assert (weighed.quotes, weighed.is_review) == (None, True)
    assert weighed.said("A") == "it is less than 1% as long as A, and 38% of its words stand in quotation marks"


def test_a_text_that_quotes_nothing_is_no_review_however_short() -> None:
    assert not found("At nine they lit the lamp, and nobody spoke of fog.", book(SENTENCES, 10)).is_review


def test_why_is_said_in_words() -> None:
    assert found(REVIEW, book(SENTENCES, 3)).said("A") == "100% of what stands in its quotation marks is word for word in A"
