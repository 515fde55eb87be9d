"""Turn the readings of linked beads into evidence that the two sides say different things: items, each with a few features.

An item is a content word of one side that no word of the other side of the bead repeats; a class of words (negation, quantity,
hedge, modal …) of which one side alone has one; numbers, names or persons that differ; and what the reading is as a whole. What is
answered anywhere in the bead is not said by one side alone. When the sides change places the items are the same.
"""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, repeat
from operator import or_

import numpy as np
from numpy.typing import NDArray

from edition.collation.classify import letters_apart
from edition.collation.feature_names import (
    BESIDE,
    names_of_closed,
    names_of_relation,
    names_of_whole,
    names_of_word,
    names_of_words,
)
from edition.collation.thesaurus import APART, thesaurus_of
from edition.collation.word_pairs import Link
from edition.language.languages import Language
from edition.language.sense_words import SENSE_CLASSES
from edition.language.senses import vectors_of_stems
from edition.language.word_forms import CONTENT, MARK
from edition.model import Range, Token

Single = NDArray[np.float32]
# The features of the items of a reading by name, with the sum of the values of each.
Evidence = defaultdict[str, float]

# Fields of WordNet (lexicographers' files): things and people; acts, notions and states; what is done; what it is like; how.
_KINDS = {
    **dict.fromkeys((5, 6, 8, 13, 15, 17, 18, 19, 20, 27), "thing"),
    **dict.fromkeys((3, 4, 7, 9, 10, 11, 12, 14, 16, 21, 22, 23, 24, 25, 26, 28), "notion"),
    **dict.fromkeys(range(29, 44), "act"),
    **dict.fromkeys((0, 1, 44), "quality"),
    2: "manner",
}
_FIELDS = 45
# From so many tagged uses (by powers of two) on, a word is as common as any.
_COMMON = 10
_NEGATION = len(SENSE_CLASSES)
_CLASSES = (*SENSE_CLASSES, "negation")
_DENIAL = SENSE_CLASSES.index("denying")
# Classes that answer one another: two of one group differ in how much, how often, how sure.
_GROUPS = {
    "quantity": "every most several few only",
    "frequency": "always often sometimes seldom",
    "certainty": "approximate seeming possible necessary advised certain",
    "degree": "greatly slightly",
    "time": "before after now soon last",
    "tense": "past present future",
    "aspect": "tried wished begun ended caused",
    "reason": "cause condition contrast purpose",
}
_GROUP_OF = {SENSE_CLASSES.index(name): group for group, names in _GROUPS.items() for name in names.split()}
# Classes of which one stands for another no more than three for four: all and some, always and sometimes, must and may.
_SCALES = {
    scale: frozenset(map(SENSE_CLASSES.index, names.split()))
    for scale, names in {
        "quantity": "every most several few",
        "frequency": "always often sometimes seldom",
        "certainty": "possible necessary certain",
    }.items()
}
# How many words before a particle of negation, and after it, the word may stand that it goes with: rien ne va, ne voulut en dire
# rien. By eye, on French and Italian.
_PARTICLE = 4, 8
# Marks at which a sentence ends, or a clause of its own.
_ENDS = frozenset(".!?…;:")
# Counts are told apart up to here.
_MANY = 4
# The words of the longer side of a reading, parted into sizes.
_SIZES = (1, 2, 4, 7, 12, 20)
_SIZE_NAMES = (*map(str, _SIZES), "more")
# Marks that change what is said.
_ASKING = frozenset("?!")
# What most beads have, made once.
_NO_CLASSES: Counter[int] = Counter()
_NO_NUMBERS: Mapping[int | str, int] = {}


@dataclass(frozen=True, slots=True)
class LinkedBead:
    """The tokens of the two sides of a bead, and which answers which, with the probability of each link."""

    base: Sequence[Token]
    other: Sequence[Token]
    links: Mapping[Link, float]


@dataclass(frozen=True, slots=True)
class PlacedReading:
    """A reading by its bead, the ranges of its tokens in the two sides of the bead, and its type."""

    bead: int
    base: Range
    other: Range
    type: str


@dataclass(frozen=True, slots=True)
class _Form:
    """What is known of a folded word, wherever it stands."""

    kind: int
    stem: str
    classes: tuple[int, ...]
    person: str | None
    closed: int
    numbers: tuple[int | str, ...]
    field: int
    rarity: float


def evidence(beads: Sequence[LinkedBead], readings: Sequence[PlacedReading], language: Language) -> Iterator[Evidence]:
    """Turn readings into the sums of the features of the items of each, one after another."""
    # Readings of one bead stand together, and what is known of it is forgotten after them.
    number, sided = -1, _SidedBead(LinkedBead((), (), {}), language)
    for reading in readings:
        if reading.bead != number:
            number, sided = reading.bead, _SidedBead(beads[reading.bead], language)
        yield _WeighedReading(sided, reading).evidence()


class _SidedBead:
    """What evidence needs of a bead, made once for all its readings."""

    def __init__(self, bead: LinkedBead, language: Language) -> None:
        self.language, self.thesaurus = language, thesaurus_of(language)
        self.tokens = bead.base, bead.other
        known = _known(language)
        self.forms = [[*map(known, [token.n for token in side])] for side in self.tokens]
        classed = [_classes(side, forms, language) for side, forms in zip(self.tokens, self.forms, strict=True)]
        self.classes, self.in_phrases = [own for own, _ in classed], [places for _, places in classed]
        self.content = [[at for at, form in enumerate(forms) if form.kind == CONTENT] for forms in self.forms]
        self.content_stems = [[self.forms[side][at].stem for at in self.content[side]] for side in (0, 1)]
        self.stems = [*map(frozenset, self.content_stems)]
        self.words = [*map(_words, self.forms)]
        self.answers = _likeliest(bead.links)
        self.counts = [_counted([number for own in side if own for number in own]) for side in self.classes]
        self.denials = [counts[_NEGATION] + counts[_DENIAL] for counts in self.counts]
        self.numbers = [_numbers(forms) for forms in self.forms]
        self.asks = any([not _ASKING.isdisjoint([token.t for token in side]) for side in self.tokens])
        self.persons = [_persons(forms) for forms in self.forms]
        self.names = [self._names(side) for side in (0, 1)]
        linked = sum(map(len, self.answers)) / max(1, sum(map(len, self.forms)))
        self.answered = round(linked, 3)
        self.lengths = min(self.words) / max(1, *self.words)
        # The content words of each side of which the other has none of the same stem.
        self.fresh = [[at for at in self.content[side] if self.forms[side][at].stem not in self.stems[1 - side]] for side in (0, 1)]
        self.loose = [min(_MANY, len({*self.fresh[side]} - self.answers[side].keys())) for side in (0, 1)]

    def _names(self, side: int) -> dict[int, str]:
        """The words that are names by their capital within a sentence, with their stems."""
        tokens, forms = self.tokens[side], self.forms[side]
        if self.language.spelling.capital_nouns:
            return {}
        return {at: forms[at].stem for at in self.content[side] if tokens[at].t[0].isupper() and at and forms[at - 1].kind != MARK}

    @functools.cached_property
    def nearness(self) -> list[dict[int, tuple[list[float], list[int]]]]:
        """How near each fresh word of a side is in sense to each content word of the other: the cosines, and how the two are
        related."""
        one, two = (vectors_of_stems(stems, self.language) for stems in self.content_stems)
        cosines, related = one @ two.T, self.thesaurus.related
        senses = self.thesaurus.senses
        found: list[dict[int, tuple[list[float], list[int]]]] = []
        for side, table in enumerate((cosines, cosines.T)):
            rows = [bisect_left(self.content[side], at) for at in self.fresh[side]]
            near = table[rows].tolist() if rows else []
            stems, others = self.content_stems[side], self.content_stems[1 - side]
            # A stem without a sense is apart from all; most readings are of a few stems.
            relations = [
                [*map(related, repeat(stems[row]), others)] if senses(stems[row])[0] else [APART] * len(others) for row in rows
            ]
            found.append(dict(zip(self.fresh[side], zip(near, relations, strict=True), strict=True)))
        return found


class _WeighedReading:
    """One reading in its bead."""

    def __init__(self, bead: _SidedBead, reading: PlacedReading) -> None:
        self.bead = bead
        self.ranges = reading.base, reading.other
        self.type = "addition" if reading.type == "omission" else reading.type
        (first, last), (other_first, other_last) = self.ranges
        forms = [bead.forms[0][first:last], bead.forms[1][other_first:other_last]]
        self.forms = forms
        self.words = [*map(_words, forms)]
        self.fresh = [_within(bead.fresh[0], reading.base), _within(bead.fresh[1], reading.other)]
        self.size = _SIZE_NAMES[bisect_left(_SIZES, max(self.words))]
        # Nothing is said on either side but words that say how sure, how many, how often.
        self.bare = all([bead.classes[side][at] or at in bead.in_phrases[side] for side in (0, 1) for at in self.fresh[side]])
        classes = bead.classes[0][first:last], bead.classes[1][other_first:other_last]
        self.classes = [[n for own in side if own for n in own] for side in classes]

    def evidence(self) -> Evidence:
        """The sums of the features of all items of the reading, those of either side in one order."""
        found = self._whole()
        self._add_facts(found)
        self._add_persons(found)
        self._add_classes(found)
        for side in (0, 1):
            if self.fresh[side]:
                self._add_words(found, side)
        return found

    def _whole(self) -> Evidence:
        """The features of the reading as a whole."""
        bead = self.bead
        fresh = sorted([min(_MANY, len(own)) for own in self.fresh])
        found: Evidence = defaultdict(float, dict.fromkeys(names_of_whole(self.type, self.size, *fresh), 1.0))
        found["whole answered"] = bead.answered
        found["whole share"] = max(self.words[0] / max(1, bead.words[0]), self.words[1] / max(1, bead.words[1]))
        found["whole lengths"] = bead.lengths
        one, two = (functools.reduce(or_, [form.closed for form in own], 0) for own in self.forms)
        if one != two:
            for name in names_of_closed(one ^ two):
                found[name] += 1.0
        if bead.asks:
            marks = [{token.t for token in bead.tokens[side][slice(*place)]} for side, place in enumerate(self.ranges)]
            for mark in sorted(_ASKING):
                if (mark in marks[0]) != (mark in marks[1]):
                    found[f"whole {mark}"] += 1.0
        return found

    def _add_facts(self, found: Evidence) -> None:
        """Numbers and names that differ, and denials that do not cancel out."""
        bead = self.bead
        numbers = [*map(_numbers, self.forms)] if bead.numbers[0] or bead.numbers[1] else [_NO_NUMBERS] * 2
        if numbers[0] != numbers[1]:
            both = "both" if numbers[0] and numbers[1] else "one"
            uneven = "uneven" if bead.numbers[0] != bead.numbers[1] else "even"
            for name in ("number", f"number {both} {uneven}", f"number {self.size}"):
                found[name] += 1.0
        mine = [own.count(_NEGATION) + own.count(_DENIAL) if own else 0 for own in self.classes]
        # A denial that the other side has elsewhere in the bead has moved; one of its own side there denies something else.
        if (mine[0] - mine[1]) % 2 and bead.denials[0] != bead.denials[1]:
            for name in ("denial", f"denial {self.size}", f"denial {self.type}"):
                found[name] += 1.0
            # Nothing else in the bead may say the same without the denial: the one text says no, the other yes.
            found["denial alone"] += not any(self.fresh) and not any(bead.loose)
            found["denial bare"] += self.bare
        elif any(mine) and not sum(mine) % 2:
            # As many denials as cancel out: no answered by no, or a denial denied on its own side (not without).
            found[f"denial answered {'across' if all(mine) else 'within'}"] += 1.0
        if bead.names[0] and bead.names[1]:
            self._add_names(found)

    def _add_names(self, found: Evidence) -> None:
        """Names that stand against one another."""
        names = self.bead.names
        own = [{names[side][at] for at in self.fresh[side] if at in names[side]} for side in (0, 1)]
        if own[0] and own[1]:
            # One name against one name, with a word beside it at most, and neither is the other spelled otherwise.
            bare = all(len(own[side]) == 1 and len(self.fresh[side]) <= 2 for side in (0, 1))
            found["names"] += 1.0
            found[f"names {self.size}"] += 1.0
            found["names bare"] += bare and letters_apart(*map(min, own)) > max(len(min(one)) for one in own) / 2

    def _add_persons(self, found: Evidence) -> None:
        """Persons that one side alone names."""
        bead = self.bead
        if not bead.persons[0] and not bead.persons[1]:
            return
        persons = [*map(_persons, self.forms)]
        alone = [persons[side] - bead.persons[1 - side] for side in (0, 1)]
        if persons[0] and persons[1] and persons[0] != persons[1]:
            found["persons"] += 1.0
            found["persons alone"] += bool(alone[0] and alone[1])
            found[f"persons {self.size}"] += 1.0
        elif alone[0] or alone[1]:
            for name in ("person", f"person {self.type}", f"person {self.size}"):
                found[name] += 1.0

    def _add_classes(self, found: Evidence) -> None:
        """Each class of words of which one side of the reading alone has one, and its side of the bead more."""
        if not self.classes[0] and not self.classes[1]:
            return
        counts = self.bead.counts
        groups = [{_GROUP_OF.get(n) for n in own} - {None} for own in self.classes]
        for number in sorted({*self.classes[0]} ^ {*self.classes[1]}):
            side = 0 if number in self.classes[0] else 1
            if counts[side][number] <= counts[1 - side][number]:
                continue
            name = _CLASSES[number]
            names = ["class", f"class {name}", f"class {self.type}", f"class size {self.size}"]
            if group := _GROUP_OF.get(number):
                names.append(f"group {group}")
                if group in groups[1 - side]:
                    names.append(f"group {group} answered")
            if self.bare:
                names += ["class bare", f"class bare {name}"]
            for name in names:
                found[name] += 1.0
        if self.bare and all(self.classes):
            for scale, numbers in _SCALES.items():
                mine = [{n for n in own if n in numbers} for own in self.classes]
                moved = any(counts[side][n] <= counts[1 - side][n] for side in (0, 1) for n in mine[side])
                found[f"scale {scale}"] += all(mine) and mine[0].isdisjoint(mine[1]) and not moved

    def _add_words(self, found: Evidence, side: int) -> None:
        """The content words of a side that the other side does not repeat."""
        bead, fresh, opposite = self.bead, self.fresh[side], self.fresh[1 - side]
        against = "content" if opposite else "function" if self.words[1 - side] else "nothing"
        counted = min(_MANY, len(fresh)), min(_MANY, len(opposite)), bead.loose[1 - side]
        for name in names_of_words(against, self.type, self.size, *counted):
            found[name] += len(fresh)
        start, end = self.ranges[1 - side]
        content = bead.content[1 - side]
        # The content words opposite, among those of the other side.
        opposed = bisect_left(content, start), bisect_left(content, end)
        for at in fresh:
            form = bead.forms[side][at]
            kind = _KINDS.get(form.field, "unknown")
            for name in names_of_word(kind, form.field, against):
                found[name] += 1.0
            found["word rarity"] += form.rarity
            found["word answered"] += bead.answered
            if at in bead.names[side]:
                found[f"word name {'person' if any(form.person for form in self.forms[1 - side]) else against}"] += 1.0
            for number in {*bead.classes[side][at]}:
                found[f"word class {_CLASSES[number]}"] += 1.0
            if answer := bead.answers[side].get(at):
                found["word linked inside" if start <= answer[1] < end else "word linked outside"] += answer[0]
            if content:
                self._add_nearness(found, bead.nearness[side][at], opposed, kind)

    def _add_nearness(self, found: Evidence, near: tuple[list[float], list[int]], opposed: Range, kind: str) -> None:
        """How near a word is to the words opposite, and to those of the whole bead."""
        (cosines, relations), (first, last) = near, opposed
        if first < last:
            best = max(cosines[first:last])
            one_to_one = len(self.fresh[0]) == len(self.fresh[1]) == 1
            for name in names_of_relation(kind, min(relations[first:last]), one_to_one=one_to_one):
                found[name] += 1.0
            found["word cosine"] += best
            if one_to_one:
                found["word one to one cosine"] += best
        found["word bead cosine"] += max(cosines)
        if last - first < len(relations):
            found[BESIDE[min(relations[:first] + relations[last:])]] += 1.0


def _likeliest(links: Mapping[Link, float]) -> tuple[dict[int, tuple[float, int]], dict[int, tuple[float, int]]]:
    """The likeliest answer of each word of either side that has one, the first of those as likely: its probability and place."""
    found: tuple[dict[int, tuple[float, int]], dict[int, tuple[float, int]]] = {}, {}
    one, two = found
    for (i, j), chance in links.items():
        best = one.get(i)
        if best is None or chance > best[0] or (chance == best[0] and j < best[1]):
            one[i] = chance, j
        best = two.get(j)
        if best is None or chance > best[0] or (chance == best[0] and i < best[1]):
            two[j] = chance, i
    return found


def _words(forms: Sequence[_Form]) -> int:
    """How many of some tokens are words."""
    return len(forms) - [form.kind for form in forms].count(MARK)


def _counted(classes: Sequence[int]) -> Counter[int]:
    """How often each class of sense stands among those of some words."""
    return Counter(classes) if classes else _NO_CLASSES


def _numbers(forms: Sequence[_Form]) -> Mapping[int | str, int]:
    """The numbers that some words say, and how often."""
    found = [number for form in forms if form.numbers for number in form.numbers]
    return dict(Counter(found)) if found else _NO_NUMBERS


def _persons(forms: Sequence[_Form]) -> frozenset[str]:
    """The persons of the pronouns among some words."""
    return frozenset([form.person for form in forms if form.person])


def _within(places: list[int], inside: Range) -> list[int]:
    """Those of some places, in order, that lie in a range."""
    return places[bisect_left(places, inside[0]) : bisect_left(places, inside[1])]


@functools.cache
def _known(language: Language) -> Callable[[str], _Form]:
    thesaurus = thesaurus_of(language)
    sense = language.sense.of_word

    @functools.lru_cache(1 << 16)
    def form(word: str) -> _Form:
        stem = language.stem(word)
        ordinal = language.numbers.ordinals.get(word)
        return _Form(
            language.kind_of(word),
            stem,
            # A word says no once, whatever lists it is in.
            (*(n for n in sense(word) if n != _DENIAL), _NEGATION) if language.words.negates(word) else sense(word),
            language.person_of(word),
            language.classes_of(word),
            (*language.numbers.said(word), *([f"#{ordinal}"] if ordinal else [])),
            thesaurus.fields.get(stem, 255),
            1 - min(thesaurus.counts.get(stem, 0), _COMMON) / _COMMON,
        )

    return form


def _classes(tokens: Sequence[Token], forms: Sequence[_Form], language: Language) -> tuple[list[tuple[int, ...]], frozenset[int]]:
    """The classes of sense of each token, and the places of words in phrases: a phrase is one with its first, and the others are of
    none.
    """
    found = [form.classes for form in forms]
    places: set[int] = set()
    if language.words.negative_particles:
        _add_particles(found, tokens, forms, language)
    phrases, classes_of = _phrases(language), language.sense.classes_of
    folded = tuple([token.n for token in tokens])
    end = 0
    for at in [at for at, pair in enumerate(pairwise(folded)) if pair in phrases]:
        words = next((words for words in phrases[folded[at : at + 2]] if folded[at : at + len(words)] == words), ())
        if words and at >= end:
            end = at + len(words)
            places.update(range(at, end))
            for k in range(at, end):
                found[k] = tuple(number for number in found[k] if number == _NEGATION)
            found[at] += classes_of[" ".join(words)]
    return found, frozenset(places)


@functools.cache
def _phrases(language: Language) -> Mapping[tuple[str, ...], Sequence[tuple[str, ...]]]:
    """The phrases of sense of a language by their first two words, the longest first."""
    found: defaultdict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for phrases in language.sense.phrases.values():
        for words in phrases:
            found[words[:2]].append(words)
    return found


def _add_particles(found: list[tuple[int, ...]], tokens: Sequence[Token], forms: Sequence[_Form], language: Language) -> None:
    """Let a particle that may say no alone, ne or non, be a negation where it goes with no other negation near it."""
    for at, token in enumerate(tokens):
        if token.n.removesuffix("'") not in language.words.negative_particles:
            continue
        # Words are counted, over commas and the hyphens of an inversion, and within the sentence.
        start, end, left, right = at, at + 1, _PARTICLE[0], _PARTICLE[1]
        while start and left and tokens[start - 1].t not in _ENDS:
            start -= 1
            left -= forms[start].kind != MARK
        while end < len(tokens) and right and tokens[end].t not in _ENDS:
            right -= forms[end].kind != MARK
            end += 1
        beside = {token.n.removesuffix("'") for token in tokens[start:end]}
        if not any(_NEGATION in own for own in found[start:end]) and beside.isdisjoint(language.words.expletives):
            found[at] = (*found[at], _NEGATION)
