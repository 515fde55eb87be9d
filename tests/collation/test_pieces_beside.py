"""Three texts in, of which one is not compared: the apparatus of the other two as without it, and the third whole within it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from edition.alignment import align
from edition.collation import collate, set_beside
from edition.collation.merge import apparatus
from edition.language.languages import between, language_of_tag
from edition.model import Apparatus, CollatedWitness, RunningText, Stretch
from tests.collation.test_merge import text
from tests.examples import examples

ENGLISH = language_of_tag("en")
NEITHER = between(ENGLISH, language_of_tag("fr"))


def compared(siglum: str, base: RunningText, other: RunningText) -> CollatedWitness:
    beads = align(base, other, ENGLISH)
    return CollatedWitness(siglum, (Stretch(0, len(base.text), other, collate(base, other, beads, ENGLISH)),), beads.beads)


def beside(siglum: str, base: RunningText, other: RunningText) -> CollatedWitness:
    beads = align(base, other, NEITHER)
    return CollatedWitness(
        siglum, (Stretch(0, len(base.text), other, set_beside(base, other, beads, NEITHER)),), beads.beads, compared=False
    )


def merged(base: RunningText, *others: CollatedWitness) -> Apparatus:
    return apparatus("1931-05-03", "1931-05-03", "A", base, others)


def read(found: Apparatus, siglum: str) -> str:
    """The text of a witness, put together from the units and what lies between them."""
    out, at = [], 0
    for unit in found.units:
        own = next(reading for reading in unit.readings if siglum in reading.sigla)
        out += [found.text.text[at : unit.start], own.content.text]
        at = unit.end
    return "".join([*out, found.text.text[at:]])


def compared_units(found: Apparatus) -> list[tuple[object, ...]]:
    """The units at which compared witnesses differ, without the readings of the others."""
    units = []
    for unit in found.units:
        readings = [(r.sigla if r.sigla[0] != "A" else "A", r.content.text) for r in unit.readings if r.compared]
        if len(readings) > 1:
            units.append((unit.start, unit.end, unit.type, unit.grade, unit.key, *readings))
    return units


BASE = text("The harbour was empty at noon. She looked for a grey boat, and found none.", "Nobody came.")
OTHER = text("The port was empty at noon. She was looking for a boat, and found none.", "No one came.")
FRENCH = text("À midi le port était vide. Elle cherchait une barque grise, et n’en trouva pas.", "Personne ne vint.")


def test_an_original_beside_two_translations_changes_nothing_in_their_apparatus() -> None:
    two, three = merged(BASE, compared("B", BASE, OTHER)), merged(BASE, compared("B", BASE, OTHER), beside("F", BASE, FRENCH))
    assert compared_units(three) == compared_units(two)
    assert three.divergences == two.divergences
    assert three.beads == two.beads


def test_the_original_reads_back_whole() -> None:
    three = merged(BASE, compared("B", BASE, OTHER), beside("F", BASE, FRENCH))
    assert [read(three, siglum) for siglum in "ABF"] == [BASE.text, OTHER.text, FRENCH.text]


def test_none_of_its_words_is_a_reading_to_print() -> None:
    three = merged(BASE, compared("B", BASE, OTHER), beside("F", BASE, FRENCH))
    assert all(not reading.compared for unit in three.units for reading in unit.readings if reading.sigla == ("F",))
    assert any(reading.sigla == ("F",) for unit in three.units for reading in unit.readings)


def test_what_a_compared_text_leaves_out_is_not_shared_with_it() -> None:
    without = text("The harbour was empty. She looked for a boat, and found none.", "Nobody came.")
    three = merged(BASE, compared("B", BASE, without), beside("F", BASE, FRENCH))
    assert not [reading for unit in three.units for reading in unit.readings if set(reading.sigla) == {"B", "F"}]


words = st.lists(st.sampled_from(["harbour", "port", "she", "noon.", "Rain!", "et", "vide,", "a"]), min_size=1, max_size=9).map(
    " ".join
)
bodies = st.lists(words, min_size=1, max_size=3)


@settings(deadline=None, max_examples=examples(60))
@given(bodies, bodies, bodies)
def test_any_three_texts(base: list[str], other: list[str], third: list[str]) -> None:
    a, b, f = text(*base), text(*other), text(*third)
    two, three = merged(a, compared("B", a, b)), merged(a, compared("B", a, b), beside("F", a, f))
    assert compared_units(three) == compared_units(two)
    assert [read(three, siglum) for siglum in "ABF"] == [a.text, b.text, f.text]
