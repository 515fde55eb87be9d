"""Beads in, beads out: a clause that ends one sentence here and begins the next there stands with its answer."""

from __future__ import annotations

from edition.alignment.carried_clauses import carried
from edition.language.languages import language_of_tag
from edition.model import Bead
from edition.text.raw_text import raw_text

ENGLISH = language_of_tag("en")
FIRST = (
    "The miller counted the sacks before breakfast, which pleased the carter; ",
    "the saddle he sent back to his cousin, and at noon the widow sold him a lantern and a basket of plums.",
)
SECOND = (
    "Before breakfast the miller counted the sacks, to the joy of the carter, and sent the saddle back to his cousin; ",
    "at noon the widow sold him a basket of plums and a lantern.",
)


def parted(base: tuple[str, str], other: tuple[str, str]) -> list[tuple[str, str]]:
    """The two sides of each bead, after clauses were carried over the one bound."""
    sides = raw_text("".join(base)).running, raw_text("".join(other)).running
    ends = len(base[0].rstrip()) + 1, len(other[0].rstrip()) + 1
    beads = [
        Bead((0, ends[0]), (0, ends[1]), 0.5),
        Bead((ends[0], len(sides[0].text)), (ends[1], len(sides[1].text)), 0.5),
    ]
    found = carried(beads, *sides, ENGLISH)
    texts = sides[0].text, sides[1].text
    return [(texts[0][slice(*bead.base or (0, 0))], texts[1][slice(*bead.other or (0, 0))]) for bead in found]


def test_beads_are_the_same_when_the_texts_change_places() -> None:
    ties = (
        ("The miller had the sacks; the widow had the lanterns, ", "the ferry had the dusk."),
        ("The miller had the sacks, ", "the widow had the lanterns; the ferry had the dusk."),
    )
    for one, two in ((FIRST, SECOND), ties):
        assert parted(one, two) == [both[::-1] for both in parted(two, one)]
        for base, other in parted(one, two):
            assert ("widow" in base) == ("widow" in other)


def test_a_clause_takes_its_opening_mark_with_it() -> None:
    base = ("The miller counted the sacks, she said, “the widow sold the lantern, ", "and the ferry left in the rain.”")
    other = ("The miller counted the sacks, she said, ", "“the widow sold the lantern, and the ferry left in the rain.”")
    found = parted(base, other)
    assert [one.count("“") for one, _ in found] == [two.count("“") for _, two in found]
    assert [one.count("widow") for one, _ in found] == [two.count("widow") for _, two in found]


def test_a_clause_stands_with_its_answer() -> None:
    for found in (parted(FIRST, SECOND), [two[::-1] for two in parted(SECOND, FIRST)]):
        for one, two in found:
            for word in ("sacks", "carter", "saddle", "cousin", "noon", "widow", "lantern", "plums"):
                assert (word in one) == (word in two)


def test_beads_tile_both_texts_still() -> None:
    found = parted(FIRST, SECOND)
    assert ["".join(side) for side in zip(*found, strict=True)] == ["".join(FIRST), "".join(SECOND)]


def test_a_bound_that_nothing_crosses_stays() -> None:
    other = SECOND[0].replace("sent the saddle back to his cousin", "wrote a letter"), SECOND[1]
    assert [one for one, _ in parted(FIRST, other)] == list(FIRST)


def test_a_paragraph_is_never_cut_for_a_clause_after_its_end() -> None:
    found = parted((FIRST[0].replace("; ", ".\n\n"), FIRST[1]), (SECOND[0].replace("; ", ".\n\n"), SECOND[1]))
    assert [one[-1] for one, _ in found] == ["\n", "."]
    assert [two[-1] for _, two in found] == ["\n", "."]
