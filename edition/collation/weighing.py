"""Turn variants and the linked beads they stand in into variants with weights, and with the grades that follow.

The weight of a variant is how likely it is that a reader of the one text believes what a reader of the other does not. It is known
where the file of the language names the words that change what is believed; elsewhere there is none, and grades are those of
classify.py.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from edition.collation.classify import classify, one_date_in_two_orders, type_of
from edition.collation.reading_evidence import LinkedBead, PlacedReading
from edition.collation.weight_model import WeightModel, weights_for
from edition.language.languages import Language
from edition.model import ACCIDENTAL_TYPES, Range, Token, Variant

# The weight of a passage that stands elsewhere in the other text: it says the same there.
MOVED = 0.0


def weighed(
    variants: Sequence[Variant],
    beads: Sequence[LinkedBead],
    texts: tuple[str, str],
    language: Language,
    model: WeightModel | None = None,
) -> tuple[Variant, ...]:
    """Turn variants, in order, into the same with weights and the grades that follow; where there is no model, as they are.

    `beads`: those of the two texts with their links, in the order of either side. What stands in none of them is weighed as a bead
    of its own.
    """
    model = model or weights_for(language)
    if model is None:
        return tuple(variants)
    places = _BeadPlaces(beads)
    asked: list[int] = []
    readings: list[PlacedReading] = []
    found = list(variants)
    for index, variant in enumerate(variants):
        if variant.type not in ACCIDENTAL_TYPES and variant.type != "transposition" and not _one_date(variant, texts, language):
            asked.append(index)
            readings.append(places.placed(variant, texts, language))
        else:
            found[index] = _without_words(variant)
    for index, weight in zip(asked, model.weights(places.with_lone(language), readings, language), strict=True):
        found[index] = _with_weight(variants[index], weight, _grade(weight, model))
    return tuple(found)


def _with_weight(variant: Variant, weight: float, grade: str) -> Variant:
    """A variant with a weight and a grade: `dataclasses.replace`, which looks the fields up each time, in a third of its time."""
    kept = variant.partner, variant.decided, variant.comments
    return Variant(variant.base, variant.other, variant.type, grade, *kept, weight, variant.rules, variant.cause)


def _grade(weight: float, model: WeightModel) -> str:
    return "substantive" if weight > model.bound else "stylistic"


def _one_date(variant: Variant, texts: tuple[str, str], language: Language) -> bool:
    """Whether the two sides are the same words, with day and month in another order."""
    if variant.type != "syntactic":
        return False
    return one_date_in_two_orders(texts[0][slice(*variant.base)], texts[1][slice(*variant.other)], language)


def _without_words(variant: Variant) -> Variant:
    """A variant that differs in no word, or stands elsewhere in the same words: nothing else is believed."""
    return _with_weight(variant, MOVED if variant.type == "transposition" else 0.0, variant.grade)


def judged(base: str, other: str, language: Language, opening: tuple[bool, bool] = (False, False)) -> tuple[str, str, float | None]:
    """The type, grade and weight of a reading of which nothing is known but its words; the weight is None without a model."""
    return judged_each([(base, other)], language, opening)[0]


def judged_each(
    readings: Sequence[tuple[str, str]], language: Language, opening: tuple[bool, bool] = (False, False)
) -> list[tuple[str, str, float | None]]:
    """Turn readings of which nothing is known but the words of either side into the type, grade and weight of each, as `judged`."""
    model = weights_for(language)
    if model is None:
        return [(*classify(*sides, language, opening), None) for sides in readings]
    found = [type_of(*sides, language) for sides in readings]
    asked = [number for number, kind in enumerate(found) if kind not in ACCIDENTAL_TYPES]
    tokens = [(language.tokens(base), language.tokens(other)) for base, other in (readings[number] for number in asked)]
    beads = _beads_of_words(tokens, language)
    placed = [
        PlacedReading(number, (0, len(bead.base)), (0, len(bead.other)), found[k])
        for number, (k, bead) in enumerate(zip(asked, beads, strict=True))
    ]
    weights = dict(zip(asked, model.weights(beads, placed, language), strict=True))
    return [
        (kind, _grade(weights[number], model), weights[number]) if number in weights else (kind, "accidental", 0.0)
        for number, kind in enumerate(found)
    ]


def _beads_of_words(sides: Sequence[tuple[Sequence[Token], Sequence[Token]]], language: Language) -> list[LinkedBead]:
    """Turn the tokens of either side of readings into a bead for each."""
    from edition.collation.words import likely_links_of

    both = [number for number, (base, other) in enumerate(sides) if base and other]
    passages = [([token.t for token in sides[number][0]], [token.t for token in sides[number][1]]) for number in both]
    links = dict(zip(both, likely_links_of(passages, language), strict=True)) if both else {}
    return [LinkedBead(base, other, links.get(number, {})) for number, (base, other) in enumerate(sides)]


class _BeadPlaces:
    """Where the beads of two texts stand, so that that of a variant is found."""

    def __init__(self, beads: Sequence[LinkedBead]) -> None:
        self.beads = list(beads)
        self.places = tuple(
            sorted(
                (side[0].start, side[-1].end, number) for number, bead in enumerate(beads) if (side := (bead.base, bead.other)[at])
            )
            for at in (0, 1)
        )
        self.starts = tuple([start for start, *_ in places] for places in self.places)
        self.lone: list[tuple[Sequence[Token], Sequence[Token]]] = []
        # Variants of one bead follow one another: where its words stand is kept for them.
        self.number, self.bounds = -1, (_Bounds(()), _Bounds(()))

    def placed(self, variant: Variant, texts: tuple[str, str], language: Language) -> PlacedReading:
        """A variant by its bead and its tokens there."""
        number = self._bead(variant)
        if number is None:
            base, other = language.tokens(texts[0], *variant.base), language.tokens(texts[1], *variant.other)
            self.lone.append((base, other))
            number = len(self.beads) + len(self.lone) - 1
            return PlacedReading(number, (0, len(base)), (0, len(other)), variant.type)
        if number != self.number:
            bead = self.beads[number]
            self.number, self.bounds = number, (_Bounds(bead.base), _Bounds(bead.other))
        return PlacedReading(number, self.bounds[0].within(variant.base), self.bounds[1].within(variant.other), variant.type)

    def with_lone(self, language: Language) -> list[LinkedBead]:
        """The beads, and after them the readings that stand in none, each a bead of its own."""
        return [*self.beads, *_beads_of_words(self.lone, language)]

    def _bead(self, variant: Variant) -> int | None:
        """The number of the bead that holds a variant, by the side that has words; None where there is none."""
        places = variant.base, variant.other
        for side in (0, 1):
            if places[side][0] < places[side][1]:
                at = bisect_right(self.starts[side], places[side][0]) - 1
                for start, end, number in self.places[side][max(0, at) : at + 2]:
                    if start < places[side][1] and places[side][0] < end:
                        bead = (self.beads[number].base, self.beads[number].other)[1 - side]
                        mine = places[1 - side]
                        if mine[0] == mine[1] or (bead and bead[0].start < mine[1] and mine[0] < bead[-1].end):
                            return number
        return None


class _Bounds:
    """Where each of some tokens begins and ends."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.starts, self.ends = [token.start for token in tokens], [token.end for token in tokens]

    def within(self, place: Range) -> Range:
        """The range of the tokens that stand in a range of the text."""
        return bisect_right(self.ends, place[0]), bisect_left(self.starts, place[1])
