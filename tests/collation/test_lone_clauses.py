"""A bead in, its readings out: a clause that one side has alone stands apart from the words beside it, which differ too."""

from __future__ import annotations

from edition.language.languages import language_of_tag
from edition.pipeline.two_texts import compare

ENGLISH = language_of_tag("en")


def test_a_clause_without_an_answer_stands_apart() -> None:
    base = "The widow went down to the harbour, like a parrot fed upon almonds, and stayed to buy nets."
    other = "The widow walked to the harbour, remaining to purchase nets."
    for one, two in ((base, other), (other, base)):
        found = [reading for bead in compare(one, two, ENGLISH) for reading in bead.readings]
        alone = [
            (reading.lemma or reading.text).strip(" ,") for reading in found if not (reading.lemma.strip() and reading.text.strip())
        ]
        assert "like a parrot fed upon almonds" in alone


def test_a_clause_in_other_words_has_its_answer() -> None:
    base = "The widow walked down to the harbour, while the whole town slept soundly, and bought figs."
    other = "The widow went down to the harbour, everybody being sound asleep, and bought figs."
    found = [reading for bead in compare(base, other, ENGLISH) for reading in bead.readings]
    assert not [reading for reading in found if "slept" in reading.lemma and not reading.text.strip(" ,")]
