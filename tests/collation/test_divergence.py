"""How far a witness diverges from the base: the share of the words of both that stand in readings of weight."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from edition.alignment import align
from edition.collation import collate
from edition.collation.merge import apparatus
from edition.language.languages import language_of_tag
from edition.model import CollatedWitness, Stretch
from edition.text.raw_text import raw_text
from tests.examples import examples

ENGLISH = language_of_tag("en")


def divergence(base: str, other: str) -> float:
    texts = raw_text(base).running, raw_text(other).running
    alignment = align(*texts, ENGLISH)
    stretch = Stretch(0, len(texts[0].text), texts[1], collate(*texts, alignment, ENGLISH))
    ((siglum, share),) = apparatus("1", None, "A", texts[0], [CollatedWitness("B", (stretch,), alignment.beads)]).divergences
    assert siglum == "B"
    return share


def test_two_of_twelve_words():
    """One word for one word, in sentences of six words: two of all twelve stand in a reading."""
    assert divergence("The keeper saw a red sail.", "The keeper saw a crimson sail.") == 2 / 12


def test_what_only_one_has_counts_once():
    assert divergence("The keeper saw a sail.", "The keeper saw a torn sail.") == 1 / 11


def test_marks_and_spellings_do_not_count():
    assert divergence("The grey harbour, at last!", "The gray harbor at last.") == 0.0


def test_other_words_altogether():
    assert divergence("Rain fell all night long.", "Our lamps went out again.") == 1.0


words = st.lists(st.sampled_from("the a keeper lamp harbour rain fell rose dark not two three".split()), min_size=1, max_size=12)


@settings(deadline=None, max_examples=examples(50))
@given(words, words)
def test_a_share_that_knows_no_base(one, two):
    base, other = (" ".join(side) + "." for side in (one, two))
    assert 0.0 <= divergence(base, other) <= 1.0
    assert divergence(base, base) == 0.0
    assert abs(divergence(base, other) - divergence(other, base)) < 1e-9
