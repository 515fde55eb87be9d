"""Quotations of two to six words: found where the other quotations and the reviewer's sentence leave one place."""

from __future__ import annotations

import pytest

from edition import readers
from edition.alignment.quotations import locate
from edition.language.languages import language_of_tag
from edition.messages import Report
from edition.model import Witness

ENGLISH = language_of_tag("en")
TEXT = (
    "The ferryman had lost his dog in the flood and came to the inn before dawn to ask for bread. We gave him what was left of the "
    "goose. The landlord wrote the sum on the door with a piece of chalk. All day the carts went north over the bridge. The "
    "soldiers sang a slow song about a mill, though none of them could have said where it stood. In the evening the miller's widow "
    "Barbara brought us a lantern with green glass. I hung it over the ford, so that whoever crossed by night might think well of "
    "us. In autumn the soldiers came back without a word. One of them had a slow song still, and one the goose's feather in his "
    "cap. They asked for bread, and for the ferryman, but he had gone to the coast with his new dog, and nobody knew the house."
)
FIRST, LAST = (
    "The landlord wrote the sum on the door with a piece of chalk.",
    "I hung it over the ford, so that whoever crossed by night",
)


def found(review: str) -> list[str]:
    """What a review quotes of the text, in the order of the review."""
    witness = readers.read_file(Witness("R", reader="web", file="r.txt", fragment_of="A"), review.encode(), Report())
    return [TEXT[slice(*hit.passage)] for hit in locate(witness.quotations, [TEXT], ENGLISH, witness.layer)]


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        # Two words that stand twice in the text, once between the two quotations.
        ("The troops have a “slow song” of their own.", ["slow song"]),
        # Words that stand elsewhere only.
        ("He calls them “the new dog” of the age.", []),
        # One content word needs the reviewer's words too: the lantern and Barbara stand beside the glass.
        ("Then Barbara comes with a lantern, and it is “with green glass”.", ["with green glass"]),
        ("It is a road “over the bridge” of sighs.", []),
        # Words that the text has not.
        ("It is a “fast song” to us.", []),
    ],
)
def test_between_two_quotations(said: str, wanted: list[str]) -> None:
    assert found(f"The host comes first: “{FIRST}” {said} And at last: “{LAST}”") == [FIRST[:-1], *wanted, LAST]


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        # Out of order: two rare words of the sentence stand near the one place.
        ("Years later, in autumn, one has a feather and a “slow song”.", ["slow song"]),
        ("There is always a “slow song” somewhere.", []),
    ],
)
def test_after_the_last_quotation(said: str, wanted: list[str]) -> None:
    assert found(f"The host comes first: “{FIRST}” And at last: “{LAST}”\n\n{said}") == [FIRST[:-1], LAST, *wanted]


def test_a_review_that_quotes_nothing_else_of_the_text() -> None:
    assert found("In Barbara he sees a lantern, and the miller's widow hears a “slow song”.") == []
