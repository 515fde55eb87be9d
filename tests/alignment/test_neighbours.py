"""Two texts in, the beads out: what seems to stand alone has its answer in the neighbouring bead, or has none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.alignment import align
from edition.language.languages import language_of_tag
from edition.model import Alignment, Block, RunningText
from tests.examples import examples

ENGLISH = language_of_tag("en")

BASE = [
    "The ferry from Piraeus came in at dawn with forty soldiers on board.",
    "Nobody in the customs house had slept, and the stove had gone out.",
    "I bought figs from a widow who would not take my money.",
    "Later the mayor read out a list of the missing, slowly, as if he were counting sheep.",
]
OTHER = [
    "At daybreak the Piraeus ferry arrived, carrying forty soldiers.",
    "No one had slept in the customs house; the stove was out.",
    "From a widow I bought some figs, and she refused my money.",
    "Then the mayor slowly read the list of missing men, the way one counts sheep.",
]


def prose(*sentences: str) -> RunningText:
    text = " ".join(sentences)
    return RunningText(text, (Block("p", 0, len(text)),))


def alone(base: RunningText, other: RunningText) -> list[str]:
    """What one of two texts has alone."""
    beads = align(base, other, ENGLISH).beads
    sides = [(bead.base, bead.other, base.text, other.text) for bead in beads if not (bead.base and bead.other)]
    return [(one[slice(*first)] if first else two[slice(*second)]).strip() for first, second, one, two in sides if first or second]


@pytest.mark.parametrize(
    ("base", "other"),
    [
        # Each in other words, at the same place.
        (["“Certainly they will,” the carter said."], ["“No doubt of it,” the driver assented."]),
        (["“How can that be?”"], ["“I see no connection at all.”"]),
        # Two sentences that the other text makes one, and has few words of.
        (
            ["But harbours there surely be, and they look after the vessels.", "Whoever doubts it, let him go to sea."],
            ["But in truth there are harbours, and they do care for ships, as he may learn who sets out and doubts it."],
        ),
        # The number says it in figures.
        (["There had been four hundred of them."], ["It was said that in all 400 were counted by the clerk that evening."]),
    ],
)
def test_what_is_said_in_other_words_stands_in_no_text_alone(base: list[str], other: list[str]) -> None:
    assert alone(prose(*BASE[:2], *base, *BASE[2:]), prose(*OTHER[:2], *other, *OTHER[2:])) == []


@pytest.mark.parametrize("at", range(1, 4))
def test_what_nothing_answers_stands_alone(at: int) -> None:
    extra = "In those years every tailor of the upper town kept a parrot, and fed it upon almonds, raisins and stale wine."
    assert alone(prose(*BASE[:at], extra, *BASE[at:]), prose(*OTHER)) == [extra]
    assert alone(prose(*BASE), prose(*OTHER[:at], extra, *OTHER[at:])) == [extra]


@pytest.mark.parametrize("at", range(1, 4))
def test_a_text_that_leaves_out_much_is_believed_to_have_left_out_more(at: int) -> None:
    """A doubtful sentence is a part of its neighbour where the texts are else alike, and stands alone beside great omissions."""
    doubtful = "Such things were common then."
    left_out = [
        f"Everybody in street {number} remembers who bought the bell, and for how much it was sold." for number in range(80)
    ]
    base = [*BASE[:at], doubtful, *BASE[at:]]
    assert doubtful not in alone(prose(*base), prose(*OTHER))
    assert doubtful in alone(prose(*base, *left_out), prose(*OTHER))


WORDS = st.lists(
    st.sampled_from(["boat", "sea", "the", "of", "four", "4", "harbour", "vessel", "No", "widow"]), min_size=1, max_size=9
)
TEXTS = st.lists(WORDS, min_size=1, max_size=12).map(lambda found: prose(*(f"{' '.join(words)}." for words in found)))


@settings(deadline=None, max_examples=examples(60))
@given(TEXTS, TEXTS)
def test_beads_tile_both_texts_and_are_mirrored(base: RunningText, other: RunningText) -> None:
    found = align(base, other, ENGLISH)
    for side, text in ((0, base), (1, other)):
        places = sorted(place for bead in found.beads if (place := (bead.base, bead.other)[side]))
        assert "".join(text.text[slice(*place)] for place in places) == text.text
    back = align(other, base, ENGLISH)
    mirrored = Alignment(tuple(replace(bead, base=bead.other, other=bead.base) for bead in back.beads))
    assert {*mirrored.beads} == {*found.beads}
