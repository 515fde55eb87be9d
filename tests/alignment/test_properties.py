"""What holds of the beads of any two texts: here of made-up ones, and of texts that were shuffled, shortened and run together."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from edition.alignment import align
from edition.language.languages import language_of_tag
from edition.model import Alignment, Bead, Block, RunningText
from tests.examples import examples

ENGLISH = language_of_tag("en")

WORDS = st.sampled_from("the a of rain harbour letters written Anna 1942 slowly ships grey night Kolya bread".split())
TEXTS = st.lists(
    st.tuples(st.lists(WORDS, min_size=1, max_size=8).map(" ".join), st.sampled_from([". ", "! ", "; ", ".\n"])), max_size=9
).map(lambda parts: "".join(words.capitalize() + stop for words, stop in parts).strip())


def tiles(alignment: Alignment, base: RunningText, other: RunningText) -> None:
    """Every character of both bodies lies in exactly one bead of its side."""
    for side, text in (("base", base), ("other", other)):
        ranges = sorted(place for bead in alignment.beads if (place := getattr(bead, side)) is not None)
        assert [a for a, _ in ranges] == ([text.body] + [b for _, b in ranges])[: len(ranges)]
        assert (ranges[-1][1] if ranges else text.body) == len(text.text)
    assert all(0 <= bead.score <= 1 for bead in alignment.beads)
    unmoved = [bead.base for bead in alignment.beads if bead.base and not bead.moved]
    assert unmoved == sorted(unmoved)


@settings(deadline=None, max_examples=examples(60))
@given(TEXTS | st.text(max_size=60), TEXTS | st.text(max_size=60))
def test_beads_tile_both_texts_and_are_mirrored_when_the_texts_are_swapped(one: str, two: str) -> None:
    base, other = (RunningText(text, (Block("p", 0, len(text)),)) for text in (one, two))
    there, back = align(base, other, ENGLISH), align(other, base, ENGLISH)
    tiles(there, base, other)
    assert {(bead.base, bead.other, bead.score, bead.moved) for bead in there.beads} == {
        (bead.other, bead.base, bead.score, bead.moved) for bead in back.beads
    }
    assert there == align(base, other, ENGLISH)


@settings(deadline=None, max_examples=examples(30))
@given(TEXTS)
def test_a_text_answers_itself_segment_by_segment(text: str) -> None:
    base = RunningText(text, (Block("p", 0, len(text)),))
    assert all(bead.base == bead.other for bead in align(base, base, ENGLISH).beads)


SENTENCE = st.lists(WORDS, min_size=3, max_size=9).map(lambda words: " ".join(words).capitalize() + ".")


@st.composite
def two_orders(draw: st.DrawFn) -> tuple[RunningText, RunningText]:
    """A text, and the same with a run of sentences moved, others left out, and stops taken away."""
    sentences = draw(st.lists(SENTENCE, min_size=4, max_size=30))
    start, length, place = draw(st.integers(0, 29)), draw(st.integers(0, 8)), draw(st.integers(0, 29))
    run = sentences[start : start + length]
    rest = sentences[:start] + sentences[start + length :]
    other = rest[:place] + run + rest[place:]
    dropped, glued = draw(st.sets(st.integers(0, 29), max_size=3)), draw(st.sets(st.integers(0, 29), max_size=3))
    kept = [s.removesuffix(".") + "," if at in glued else s for at, s in enumerate(other) if at not in dropped]
    texts = " ".join(sentences), " ".join(kept)
    one, two = (RunningText(text, (Block("p", 0, len(text)),)) for text in texts)
    return one, two


def mirrored(beads: tuple[Bead, ...]) -> set[Bead]:
    return {Bead(bead.other, bead.base, bead.score, bead.moved) for bead in beads}


@settings(deadline=None, max_examples=examples(60))
@given(two_orders())
def test_nothing_is_lost_or_doubled_when_passages_move(texts: tuple[RunningText, RunningText]) -> None:
    base, other = texts
    there = align(base, other, ENGLISH)
    tiles(there, base, other)
    assert set(there.beads) == mirrored(align(other, base, ENGLISH).beads)
    unmoved = [bead for bead in there.beads if not bead.moved and bead.base and bead.other]
    assert [bead.other for bead in unmoved] == sorted(bead.other for bead in unmoved if bead.other)
