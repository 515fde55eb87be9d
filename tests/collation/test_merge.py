"""Several witnesses against one base: what each has, told in one apparatus. A small notation shows it.

`{A: harbour | B: port | C: quay}` is a unit; the lemma comes first. `<B` and `B>` are where a quotation begins and ends.
"""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.alignment import align
from edition.collation import collate
from edition.collation.merge import apparatus
from edition.language.languages import language_of_tag
from edition.model import Apparatus, CollatedWitness, Entry, Paragraph, Piece, Quotation, RunningText, Stretch, Variant
from edition.text.running_text import running_text
from tests.examples import examples

ENGLISH = language_of_tag("en")


def text(*paragraphs: str) -> RunningText:
    return running_text(Entry("1931-05-03", "1931-05-03", "", None, None, tuple(Paragraph(p) for p in paragraphs)))


def full(siglum: str, base: RunningText, other: RunningText) -> CollatedWitness:
    return CollatedWitness(siglum, (Stretch(0, len(base.text), other, collate(base, other, align(base, other, ENGLISH), ENGLISH)),))


def quoted(siglum: str, base: RunningText, passage: str, words: str) -> CollatedWitness:
    """A review that answers a passage of the base with other words, all of one piece."""
    start = base.text.index(passage)
    piece = text(words)
    of = text(passage)
    variants = collate(of, piece, align(of, piece, ENGLISH), ENGLISH)
    moved = tuple(type(v)((v.base[0] + start, v.base[1] + start), v.other, v.type, v.grade, v.partner) for v in variants)
    quotation = Quotation(words, 0, len(words), (Piece(words, 0, len(words)),))
    return CollatedWitness(siglum, (Stretch(start, start + len(passage), piece, moved, quotation),))


def shown(found: Apparatus) -> str:
    out, at = [], 0
    for unit in found.units:
        out.append(found.text.text[at : unit.start])
        if unit.type == "attestation":
            (reading,) = unit.readings
            out += [f"<{mark.siglum} " if mark.kind == "witStart" else f" {mark.siglum}>" for mark in reading.content.marks]
        else:
            out.append("{" + " | ".join(f"{' '.join(r.sigla)}: {r.content.text}" for r in unit.readings) + "}")
        at = unit.end
    return "".join([*out, found.text.text[at:]])


def merged(base: RunningText, *others: CollatedWitness, fragment_of: dict[str, str] | None = None) -> Apparatus:
    return apparatus("1931-05-03", "1931-05-03", "A", base, others, (), fragment_of)


def test_equal_readings_share_one_reading() -> None:
    base = text("The harbour was empty at noon.")
    others = [full("B", base, text("The port was empty at noon.")), full("C", base, text("The port was empty at noon."))]
    assert shown(merged(base, *others)) == "The {A: harbour | B C: port} was empty at noon."


def test_a_witness_that_agrees_with_the_base_stands_with_the_lemma() -> None:
    base = text("The harbour was empty at noon.")
    others = [full("B", base, text("The port was empty at noon.")), full("C", base, base)]
    assert shown(merged(base, *others)) == "The {A C: harbour | B: port} was empty at noon."


def test_readings_that_overlap_become_one_unit() -> None:
    base = text("She looked at the empty harbour for hours.")
    others = [
        full("B", base, text("She looked at the deserted harbour for hours.")),
        full("C", base, text("She looked at the quay for hours.")),
    ]
    assert shown(merged(base, *others)) == ("She looked at the {A: empty harbour | B: deserted harbour | C: quay} for hours.")


@pytest.mark.parametrize(
    ("base", "other", "weight"),
    [
        ("She left before noon.", "She left before noon for the empty harbour …", ("addition", "substantive")),
        ("She left before noon for the empty harbour …", "She left before noon.", ("omission", "substantive")),
        ("She left the harbour.", "She left the empty port.", ("lexical", "stylistic")),
    ],
)
def test_words_against_marks_alone_are_added_or_left_out(base: str, other: str, weight: tuple[str, str]) -> None:
    of = text(base)
    units = merged(of, full("B", of, text(other))).units
    assert [(unit.type, unit.grade) for unit in units if unit.type != "punctuation"] == [weight]


def test_a_moved_passage_whose_other_end_is_in_no_unit_of_its_own_is_left_out() -> None:
    base = text("One went. Two stayed. Three came. Four slept. Five rose.")
    moved = (
        Variant((0, 10), (0, 0), "transposition", "stylistic", 2),
        Variant((22, 34), (12, 12), "transposition", "stylistic", 3),
        Variant((34, 34), (12, 22), "transposition", "stylistic", 0),
        Variant((46, 46), (34, 46), "transposition", "stylistic", 1),
    )
    other = text("Two stayed. One went. Four slept. Three came. Five rose.")
    # Where B moves one passage away and has another, C has other words: a unit answers one other alone.
    wide = (Variant((22, 46), (22, 30), "lexical", "substantive"),)
    others = [
        CollatedWitness("B", (Stretch(0, 56, other, moved),)),
        CollatedWitness("C", (Stretch(0, 56, text("One went. Two stayed. Nobody. Five rose."), wide),)),
    ]
    one, two, three = merged(base, *others).units
    assert (one.type, one.partner) == ("omission", None)
    assert (two.type, two.partner, three.type, three.partner) == ("transposition", three.key, "transposition", two.key)
    # Both ends of a passage in one unit.
    within = (Variant((10, 56), (10, 13), "lexical", "substantive"),)
    others[1] = CollatedWitness("C", (Stretch(0, 56, text("One went. No."), within),))
    assert [(unit.type, unit.partner) for unit in merged(base, *others).units] == [("omission", None), ("lexical", None)]


def test_a_quotation_bears_witness_only_between_its_bounds() -> None:
    base = text("It rained. The harbour was empty at noon and the cranes stood still. Nobody came.")
    review = quoted("Br", base, "The harbour was empty at noon", "The port was empty at noon")
    assert shown(merged(base, review, fragment_of={"Br": "B"})) == (
        "It rained. <Br The {A: harbour | Br: port} was empty at noon Br> and the cranes stood still. Nobody came."
    )


def test_where_two_reviews_overlap_each_keeps_its_own_bounds() -> None:
    base = text("It rained. The harbour was empty at noon and the cranes stood still. Nobody came.")
    reviews = [
        quoted("Br", base, "The harbour was empty at noon", "The port was empty at noon"),
        quoted("Bs", base, "was empty at noon and the cranes stood still", "was deserted at noon and the cranes stood still"),
    ]
    assert shown(merged(base, *reviews, fragment_of={"Br": "B", "Bs": "B"})) == (
        "It rained. <Br The {A: harbour | Br: port} <Bs was {A Br: empty | Bs: deserted} at noon Br> "
        "and the cranes stood still Bs>. Nobody came."
    )


def test_a_capital_at_the_edge_of_a_quotation_is_the_quoters() -> None:
    base = text("Then the harbour was empty.")
    review = quoted("Br", base, "the harbour was empty", "The harbour was empty")
    found = merged(base, review, fragment_of={"Br": "B"})
    causes = [reading.cause for unit in found.units for reading in unit.readings if unit.type != "attestation"]
    assert causes == ["", "quotation"]


def test_the_order_of_the_other_witnesses_does_not_change_the_units() -> None:
    base = text("The harbour was empty at noon, and she was glad of it.", "Nobody came.")
    b = full("B", base, text("The port was deserted at noon, and she was glad."))
    c = full("C", base, text("At noon the harbour was empty and she was glad of it.", "No one came."))
    places = [[(u.start, u.end, u.type) for u in merged(base, *order).units] for order in ([b, c], [c, b])]
    assert places[0] == places[1]


RENDERINGS = st.lists(
    st.sampled_from("the harbour port was empty deserted at noon glad , and of it . Nobody came".split()), min_size=1, max_size=14
).map(" ".join)


@settings(deadline=None, max_examples=examples(40))
@given(RENDERINGS, st.lists(RENDERINGS, min_size=2, max_size=3), st.randoms(use_true_random=False))
def test_any_order_of_the_other_witnesses_gives_the_same_units(base: str, others: list[str], chance: random.Random) -> None:
    of = text(base)
    collated = [full(siglum, of, text(other)) for siglum, other in zip("BCD", others, strict=False)]
    shuffled = chance.sample(collated, len(collated))
    told = [
        [(u.start, u.end, u.type, u.grade, {(r.content.text, frozenset(r.sigla)) for r in u.readings}) for u in found.units]
        for found in (merged(of, *collated), merged(of, *shuffled))
    ]
    assert told[0] == told[1]
