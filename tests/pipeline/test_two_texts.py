"""Two texts in, beads and readings out: nothing lost, nothing twice, the same words between readings."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from edition.language.languages import language_of_tag
from edition.messages import Report
from edition.pipeline.two_texts import compare, quoted_passages
from tests.examples import examples

ENGLISH = language_of_tag("en")

WORDS = ["rain", "river", "bread", "the", "a", "of", "walked", "slowly", "morning", "and", "night", "harbour", "saw", "he"]
SENTENCES = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9), min_size=1, max_size=7)


def text_of(sentences: list[list[str]], gaps: list[str]) -> str:
    parts = []
    for number, sentence in enumerate(sentences):
        parts.append(" ".join(sentence).capitalize() + "." + gaps[number % len(gaps)])
    return "".join(parts)


GAPS = st.lists(st.sampled_from([" ", "  ", "\n", "\n\n"]), min_size=1, max_size=4)


@settings(deadline=None, max_examples=examples(60))
@given(SENTENCES, SENTENCES, GAPS, GAPS, st.data())
def test_beads_hold_every_word_once_and_readings_lie_apart(
    one: list[list[str]], two: list[list[str]], gaps: list[str], other_gaps: list[str], data: st.DataObject
) -> None:
    kept = data.draw(st.lists(st.sampled_from(one), max_size=5))
    texts = text_of(one, gaps), text_of(kept + two, other_gaps)
    beads = compare(*texts, ENGLISH)
    for text, side in zip(texts, ("base", "other"), strict=True):
        places = sorted(place for bead in beads if (place := bead.base if side == "base" else bead.other))
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(places))
        held = {at for place in places for at in range(*place)}
        assert not [at for at, letter in enumerate(text) if at not in held and not letter.isspace()]
    for bead in beads:
        if bead.base is None or bead.other is None:
            assert [(reading.base, reading.other) for reading in bead] == [(bead.base, bead.other)]
            continue
        if bead.moved:
            continue
        bounds = bead.base, bead.other
        sides = [[reading.base for reading in bead.readings], [reading.other for reading in bead.readings]]
        same = []
        for text, places, (start, end) in zip(texts, sides, bounds, strict=True):
            # A passage that moved within the bead is one reading, and its place in the other text is another than in the row.
            edges = [start, *itertools.chain(*sorted(places)), end]
            assert edges == sorted(edges)
            between = [text[edges[at] : edges[at + 1]] for at in range(0, len(edges), 2)]
            same.append("".join("".join(between).split()))
        assert same[0] == same[1]


def test_what_an_ellipsis_cuts_is_no_reading() -> None:
    base = "The ferry came in at dawn. . . . We bought figs from the widow."
    other = "The ferry came in at dawn. Nobody had slept in the customs house. We bought green figs from the widow."
    for texts in ((base, other), (other, base)):
        beads = compare(*texts, ENGLISH)
        found = [reading for bead in beads for reading in bead.readings]
        read = [texts[0][slice(*reading.base)] + texts[1][slice(*reading.other)] for reading in found]
        assert [words.strip() for words in read] == ["green"]
        assert all(bead.base and bead.other for bead in beads)


def test_an_ellipsis_that_both_texts_have_cuts_nothing() -> None:
    base = "The ferry came in at dawn… We bought figs from the widow."
    other = "The ferry came in at dawn… Nobody had slept in the customs house. We bought figs from the widow."
    assert [bead.base for bead in compare(base, other, ENGLISH)].count(None) == 1


def test_a_moved_passage_is_one_reading_of_both_its_sides() -> None:
    moved = "The old lighthouse keeper counted seven herring boats beyond the reef."
    rest = [
        "Rain fell on the slate roofs until noon.",
        "My brother wrote a long letter to the bishop.",
        "Nobody in the harbour office remembered the key.",
        "At dusk the dogs began to bark near the mill.",
        "We ate bread and onions under the stairs.",
    ]
    base = " ".join([moved, *rest])
    other = " ".join([*rest, moved])
    beads = compare(base, other, ENGLISH)
    found = [bead for bead in beads if bead.moved]
    assert [base[slice(*bead.base)].strip() for bead in found if bead.base] == [moved]
    assert [reading.type for bead in found for reading in bead.readings] == ["transposition"]
    assert not [bead for bead in beads if not bead.moved and bead.readings]


def test_marks_that_are_not_closed_are_told_and_a_text_without_quotations_is_no_fault() -> None:
    report = Report()
    assert quoted_passages("No quotation here.", "Some text.", "review.txt", ENGLISH, report) == ()
    assert not report.errors


def test_a_reading_that_a_bead_cuts_short_has_the_type_of_its_own_words() -> None:
    base = (
        "Had you waited for a little while, the figs would have ripened in the course of nature. "
        "For I am far advanced in years, as the tailor sees, and not far from death."
    )
    other = (
        "If, then, you had waited for a short time, the figs would have ripened of their own accord; "
        "for observe my age, that it is far advanced in years, and near death."
    )
    for one, two in ((base, other), (other, base)):
        found = [reading for bead in compare(one, two, ENGLISH) for reading in bead.readings]
        stops = [reading for reading in found if {reading.lemma.strip(), reading.text.strip()} == {".", ";"}]
        assert [(reading.type, reading.grade, reading.weight) for reading in stops] == [("punctuation", "accidental", 0.0)]
