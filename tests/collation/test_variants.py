"""Two texts in, the places where they differ out: what holds of every script, and how the specimens of prose come out."""

from __future__ import annotations

import itertools
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from edition.alignment import align
from edition.collation import collate
from edition.language.languages import language_of_tag
from edition.model import Alignment, Bead, Block, Entry, Paragraph, RunningText, Variant
from edition.text.running_text import running_text
from tests.examples import examples

ENGLISH = language_of_tag("en")

PROPERTY = settings(max_examples=examples(60), deadline=None)
WORDS = st.sampled_from(
    "the a of and in rain harbour harbor night letter letters wrote old Anna Kolya 1942 not slowly ships ship’s grey-blue".split()
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=9).map(" ".join)
STOPS = st.sampled_from([". ", "; ", "! ", ", ", " — ", "… "])


@st.composite
def prose(draw: st.DrawFn) -> str:
    """A paragraph of a few sentences from a small stock of words."""
    parts = draw(st.lists(st.tuples(SENTENCES, STOPS), min_size=1, max_size=6))
    return "".join(sentence[0].upper() + sentence[1:] + stop for sentence, stop in parts).strip()


@st.composite
def entries(draw: st.DrawFn) -> RunningText:
    """The running text of an entry with a heading or none, paragraphs and list items."""
    paragraphs = draw(
        st.lists(
            st.builds(Paragraph, prose(), st.sampled_from(["p", "item"]), st.sampled_from(["", "– ", "1. "])),
            min_size=1,
            max_size=4,
        )
    )
    dateline, title = draw(st.sampled_from([("", None), ("3 May 1942.", None), ("May 3, 1942", "Rain."), ("3 May 1942.", "Ships")]))
    return running_text(Entry("1942-05-03", "1942-05-03", dateline, None, title, tuple(paragraphs), run_in=draw(st.booleans())))


@st.composite
def revised(draw: st.DrawFn) -> tuple[RunningText, RunningText]:
    """An entry, and another made of it: words changed, paragraphs parted, joined, left out and moved."""
    base = draw(entries())
    blocks = [base.text[block.start : block.end] for block in base.blocks if block.kind != "head"]
    words = [[draw(WORDS) if draw(st.integers(0, 9)) == 0 else word for word in block.split()] for block in blocks]
    texts = [" ".join(block) for block in words if draw(st.integers(0, 5))]
    texts = draw(st.permutations(texts)) if draw(st.booleans()) else texts
    joined = draw(st.sampled_from(["\n", " "])).join(texts).replace(". ", draw(st.sampled_from([". ", ".\n", "; "])))
    paragraphs = tuple(Paragraph(part) for part in joined.split("\n") if part) or (Paragraph("Nothing."),)
    return base, running_text(Entry("1942-05-03", "1942-05-03", draw(st.sampled_from(["", "3 May 1942."])), None, None, paragraphs))


def plain(text: str) -> RunningText:
    return RunningText(text, (Block("p", 0, len(text)),))


def collated(base: RunningText, other: RunningText) -> tuple[Variant, ...]:
    return collate(base, other, align(base, other, ENGLISH), ENGLISH)


def rewritten(base: RunningText, other: RunningText, variants: tuple[Variant, ...]) -> str:
    """The other text, made of the base with every variant put in."""
    parts, at = [], 0
    for variant in variants:
        parts += [base.text[at : variant.base[0]], other.text[slice(*variant.other)]]
        at = variant.base[1]
    return "".join([*parts, base.text[at:]])


def check(base: RunningText, other: RunningText) -> tuple[Variant, ...]:
    """Hold a script to the contract of Variant."""
    variants = collated(base, other)
    at = (0, 0)
    separators = {(a.end, b.start) for a, b in zip(base.blocks, base.blocks[1:], strict=False)}
    for variant in variants:
        assert base.text[at[0] : variant.base[0]] == other.text[at[1] : variant.other[0]]
        assert at[0] <= variant.base[0] <= variant.base[1]
        assert at[1] <= variant.other[0] <= variant.other[1]
        assert variant.base[0] < variant.base[1] or variant.other[0] < variant.other[1]
        assert base.text[slice(*variant.base)] != other.text[slice(*variant.other)] or variant.type == "transposition"
        assert variant.base in separators or not any(variant.base[0] <= a < variant.base[1] for a, _ in separators)
        at = variant.base[1], variant.other[1]
    assert base.text[at[0] :] == other.text[at[1] :]
    assert rewritten(base, other, variants) == other.text
    for one, two in itertools.pairwise(variants):
        touch = one.base[1] == two.base[0] and one.other[1] == two.other[0]
        # A sentence that one text alone has stands apart from the words beside it, though they differ too.
        apart = {"paragraph", "dateline", "transposition", "punctuation", "addition", "omission"}
        # Where a text has no space between two words, as in 1{2, a cut may fall between them.
        ends = base.text[one.base[1] - 1 : one.base[1] + 1], other.text[one.other[1] - 1 : one.other[1] + 1]
        spaced = all(any(map(str.isspace, letters)) for letters in ends)
        assert not touch or {one.type, two.type} & apart or not spaced, (one, two)
    for index, variant in enumerate(variants):
        assert (variant.type == "transposition") == (variant.partner is not None)
        if variant.partner is not None:
            assert variants[variant.partner].partner == index
            assert (variant.base[0] == variant.base[1]) != (variant.other[0] == variant.other[1])
    return variants


@PROPERTY
@given(entries(), entries())
def test_a_script_turns_the_base_into_the_other_and_crosses_no_block(base: RunningText, other: RunningText) -> None:
    check(base, other)


@PROPERTY
@given(revised())
def test_the_script_of_a_revised_text_keeps_the_contract_either_way(texts: tuple[RunningText, RunningText]) -> None:
    check(*texts)
    check(*texts[::-1])


@PROPERTY
@given(st.text(max_size=200), st.text(max_size=200))
def test_any_two_texts_survive(base: str, other: str) -> None:
    check(plain(base), plain(other))


@PROPERTY
@given(entries())
def test_a_text_does_not_differ_from_itself(text: RunningText) -> None:
    assert collated(text, text) == ()


@PROPERTY
@given(prose(), prose())
def test_swapping_the_texts_mirrors_the_variants(base: str, other: str) -> None:
    mirror = {"addition": "omission", "omission": "addition"}
    there, back = collated(plain(base), plain(other)), collated(plain(other), plain(base))
    if any(variant.type == "transposition" for variant in there):
        return  # partners stand in another order
    assert there == tuple(replace(v, base=v.other, other=v.base, type=mirror.get(v.type, v.type)) for v in back)


@PROPERTY
@given(prose(), st.dictionaries(st.sampled_from(",;!—…"), st.sampled_from([",", ";", "!", "?", ""])))
def test_punctuation_never_pulls_words_apart(base: str, marks: dict[str, str]) -> None:
    """Where the marks alone of two passages differ, no word stands in a reading, however many of them there are."""
    other = " ".join(base.translate(str.maketrans(marks)).split())
    base = " ".join(base.split())
    bead = Bead((0, len(base)), (0, len(other)), 1.0)
    variants = collate(plain(base), plain(other), Alignment((bead,)), ENGLISH)
    assert {variant.type for variant in variants} <= {"punctuation"}
    assert not any(letter.isalnum() for variant in variants for letter in base[slice(*variant.base)] + other[slice(*variant.other)])


@st.composite
def with_other_commas(draw: st.DrawFn) -> tuple[str, str]:
    """Two texts of repeated words and the same sentences, each with commas of its own."""
    sides = ["", ""]
    for words in draw(st.lists(st.lists(WORDS, min_size=1, max_size=8), min_size=1, max_size=8)):
        stop = draw(st.sampled_from([". ", "! ", ".\n"]))
        for side in (0, 1):
            marked = [word + draw(st.sampled_from(["", ","])) for word in words[:-1]]
            sides[side] += " ".join([*marked, words[-1]]).capitalize() + stop
    return sides[0].strip(), sides[1].strip()


@PROPERTY
@given(with_other_commas())
def test_commas_pull_no_words_apart_in_whole_texts(texts: tuple[str, str]) -> None:
    """Of marks that may end a sentence or a clause this cannot hold: they make other beads, and a word may stand in another."""
    base, other = (plain(text) for text in texts)
    variants = collate(base, other, align(base, other, ENGLISH), ENGLISH)
    assert {variant.type for variant in variants} <= {"punctuation"}


@PROPERTY
@given(entries(), entries())
def test_the_same_texts_give_the_same_variants(base: RunningText, other: RunningText) -> None:
    assert collated(base, other) == collated(base, other)
