"""Turn the readings of linked beads into features by which a model weighs them: what is said on one side and not on the other.

Each feature is the same when the two sides change places. What is answered anywhere in the bead is not said by one side alone.
"""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edition.collation.thesaurus import APART, KIND, OPPOSITE, SISTER, SYNONYM, Thesaurus, thesaurus_of
from edition.collation.word_pairs import Link
from edition.language.languages import Language
from edition.language.sense_words import SENSE_CLASSES
from edition.language.senses import vectors_of
from edition.language.word_forms import CONTENT, MARK
from edition.model import Range, Token

Single = NDArray[np.float32]

KINDS = ("lexical", "syntactic", "addition", "transposition", "punctuation")
# Fields of WordNet: things and people; acts, notions and states; what is done; what something is like; how.
CONCRETE = frozenset({5, 6, 8, 13, 15, 17, 18, 19, 20, 27})
ABSTRACT = frozenset({3, 4, 7, 9, 10, 11, 12, 14, 16, 21, 22, 23, 24, 25, 26, 28})
VERB, ADJECTIVE, ADVERB = frozenset(range(29, 44)), frozenset({0, 1, 44}), frozenset({2})
WORD_KINDS = (CONCRETE, ABSTRACT, VERB, ADJECTIVE, ADVERB)
# From so many tagged uses (by powers of two) on, a word is as common as any.
COMMON = 10
_NAME, _NUMBER = "name", "number"


@dataclass(frozen=True, slots=True)
class LinkedBead:
    """The tokens of the two sides of a bead, and which answers which, with the probability of each link."""

    base: Sequence[Token]
    other: Sequence[Token]
    links: Mapping[Link, float]


@dataclass(frozen=True, slots=True)
class PlacedReading:
    """A reading by its bead, the ranges of its tokens in the two sides of the bead, and its type.

    `opening`: whether the first word of each side begins a sentence, so that its capital tells nothing.
    """

    bead: int
    base: Range
    other: Range
    type: str
    opening: tuple[bool, bool] = (False, False)


@dataclass(frozen=True, slots=True)
class _Form:
    """What is known of a folded word, wherever it stands."""

    kind: int
    stem: str
    classes: tuple[int, ...]
    negates: bool
    person: str | None
    closed: int
    numbers: tuple[int | str, ...]
    ordinal: int
    field: int
    rarity: float


def features(beads: Sequence[LinkedBead], readings: Sequence[PlacedReading], language: Language) -> Single:
    """Turn readings into an array (readings, FEATURES)."""
    rows = [_SidedBead(bead, language) for bead in beads]
    table = [_of_reading(rows[reading.bead], reading, language) for reading in readings]
    return np.array(table, np.float32).reshape(len(readings), len(FEATURES))


class _SidedBead:
    """What features need of a bead, made once for all its readings."""

    def __init__(self, bead: LinkedBead, language: Language) -> None:
        self.tokens = bead.base, bead.other
        known = _known(language)
        self.forms = [[known(token.n) for token in side] for side in self.tokens]
        self.classes = [_classes(side, forms, language) for side, forms in zip(self.tokens, self.forms, strict=True)]
        self.stems = [Counter(form.stem for form in forms if form.kind == CONTENT) for forms in self.forms]
        self.answers: list[dict[int, tuple[float, int]]] = [{}, {}]
        for (i, j), chance in bead.links.items():
            for side, here, there in ((0, i, j), (1, j, i)):
                if chance > self.answers[side].get(here, (0.0, 0))[0]:
                    self.answers[side][here] = chance, there
        self.counts = [Counter(number for own in side for number in own) for side in self.classes]
        self.words = [sum(form.kind != MARK for form in forms) for forms in self.forms]
        self.content = [[at for at, form in enumerate(forms) if form.kind == CONTENT] for forms in self.forms]

    @functools.cached_property
    def loose(self) -> list[int]:
        """How many content words of each side have no answer."""
        return [
            sum(at not in self.answers[side] and self.forms[side][at].stem not in self.stems[1 - side] for at in self.content[side])
            for side in (0, 1)
        ]


_CLASS_COUNT = len(SENSE_CLASSES)
_NEGATION, _DENIAL = _CLASS_COUNT, SENSE_CLASSES.index("denying")


@functools.cache
def _known(language: Language) -> Callable[[str], _Form]:
    thesaurus = thesaurus_of(language)

    @functools.lru_cache(1 << 16)
    def form(word: str) -> _Form:
        stem = language.stem(word)
        classes = language.sense.classes_of.get(word, ())
        return _Form(
            language.kind_of(word),
            stem,
            classes,
            language.words.negates(word),
            language.person_of(word),
            language.classes_of(word),
            tuple(language.numbers.said(word)),
            language.numbers.ordinals.get(word, 0),
            thesaurus.fields.get(stem, 255),
            1 - min(thesaurus.counts.get(stem, 0), COMMON) / COMMON,
        )

    return form


def _classes(tokens: Sequence[Token], forms: Sequence[_Form], language: Language) -> list[tuple[int, ...]]:
    """The classes of sense of each token; a phrase of several words is one with its first, and the others are of none."""
    found = [(*form.classes, _NEGATION) if form.negates else form.classes for form in forms]
    phrases, classes_of = language.sense.phrases, language.sense.classes_of
    at = 0
    while at < len(tokens):
        for words in phrases.get(tokens[at].n, ()):
            if all(at + k < len(tokens) and tokens[at + k].n == word for k, word in enumerate(words)):
                for k in range(len(words)):
                    found[at + k] = tuple(number for number in found[at + k] if number == _NEGATION)
                found[at] += classes_of[" ".join(words)]
                at += len(words) - 1
                break
        at += 1
    return found


def _of_reading(bead: _SidedBead, reading: PlacedReading, language: Language) -> list[float]:
    ranges = reading.base, reading.other
    sides = [_side(bead, side, ranges[side], reading.opening[side], language) for side in (0, 1)]
    _paired(bead, ranges, sides, language)
    values: list[float] = []
    for name in _SIDED:
        pair = sides[0].get(name, 0.0), sides[1].get(name, 0.0)
        values += [max(pair), min(pair)]
    values += [float(kind == reading.type or (kind == "addition" and reading.type == "omission")) for kind in KINDS]
    values += _common(bead, ranges, sides)
    return values


def _side(bead: _SidedBead, side: int, place: Range, opening: bool, language: Language) -> dict[str, float]:
    """The features of one side of a reading."""
    forms, tokens = bead.forms[side][place[0] : place[1]], bead.tokens[side][place[0] : place[1]]
    words = sum(form.kind != MARK for form in forms)
    content = [at for at in range(*place) if bead.forms[side][at].kind == CONTENT]
    found: dict[str, float] = {
        "words": math.log1p(words),
        "content": math.log1p(len(content)),
        "share": words / max(1, bead.words[side]),
        "question": float(any(token.t == "?" for token in tokens)),
        "exclamation": float(any(token.t == "!" for token in tokens)),
        "loose": math.log1p(bead.loose[side]),
        "length": math.log1p(bead.words[side]),
    }
    alone, linked = [], []
    for at in content:
        form = bead.forms[side][at]
        if form.stem in bead.stems[1 - side]:
            found["same"] = found.get("same", 0.0) + 1
            if bead.stems[1 - side][form.stem] < bead.stems[side][form.stem]:
                found["surplus"] = found.get("surplus", 0.0) + 1
        elif at in bead.answers[side]:
            linked.append(at)
        else:
            alone.append(at)
    found["alone"] = math.log1p(len(alone))
    found["alone rare"] = math.log1p(sum(bead.forms[side][at].rarity for at in alone))
    found["linked"] = math.log1p(len(linked))
    found["linked chance"] = math.log1p(sum(bead.answers[side][at][0] for at in linked))
    found["surplus"] = math.log1p(found.get("surplus", 0.0))
    found["same"] = math.log1p(found.get("same", 0.0))
    for number, fields in enumerate(WORD_KINDS):
        found[f"alone kind {number}"] = math.log1p(sum(bead.forms[side][at].field in fields for at in alone))
    return found


def _paired(bead: _SidedBead, ranges: tuple[Range, Range], sides: list[dict[str, float]], language: Language) -> None:
    """Add to each side how near its content words are to those of the other side of the reading, and of the bead."""
    thesaurus = thesaurus_of(language)
    content = [[at for at in range(*place) if bead.forms[side][at].kind == CONTENT] for side, place in enumerate(ranges)]
    for side in (0, 1):
        found = sides[side]
        mine = [bead.forms[side][at] for at in content[side]]
        if not mine:
            continue
        vectors = vectors_of([bead.tokens[side][at].n for at in content[side]], language)
        inside = [bead.forms[1 - side][at] for at in content[1 - side]]
        nearest_in = _nearest(mine, vectors, inside, [bead.tokens[1 - side][at].n for at in content[1 - side]], language, thesaurus)
        every = bead.content[1 - side]
        nearest_all = _nearest(
            mine,
            vectors,
            [bead.forms[1 - side][at] for at in every],
            [bead.tokens[1 - side][at].n for at in every],
            language,
            thesaurus,
        )
        stems = bead.stems[1 - side]
        open_ = [k for k, form in enumerate(mine) if form.stem not in stems]
        if inside:
            cosines, relations = nearest_in
            found["apart in"] = math.log1p(sum(relations[k] == APART and cosines[k] < 0.2 for k in open_))
            found["synonym"] = math.log1p(sum(relations[k] == SYNONYM for k in open_))
            found["kind"] = math.log1p(sum(relations[k] == KIND for k in open_))
            found["sister"] = math.log1p(sum(relations[k] == SISTER for k in open_))
            found["opposite"] = math.log1p(sum(relations[k] == OPPOSITE for k in open_))
            found["far in"] = sum(1 - max(cosines[k], 0.6 if relations[k] < SISTER else 0) for k in open_) / 3
            found["nearest"] = float(np.mean(cosines))
        if every:
            cosines, relations = nearest_all
            found["apart"] = math.log1p(sum(relations[k] in (APART, OPPOSITE, SISTER) and cosines[k] < 0.3 for k in open_))
            found["far"] = sum(1 - max(cosines[k], 0.7 if relations[k] < SISTER else 0) for k in open_) / 3
            lonely = [k for k in open_ if content[side][k] not in bead.answers[side] and relations[k] not in (SYNONYM, KIND)]
            found["lonely"] = math.log1p(len(lonely))
            found["lonely far"] = sum(mine[k].rarity * (1 - cosines[k]) for k in lonely) / 2
            for number, fields in enumerate(WORD_KINDS):
                found[f"lonely kind {number}"] = math.log1p(sum(mine[k].field in fields for k in lonely))


def _nearest(
    mine: Sequence[_Form],
    vectors: Single,
    others: Sequence[_Form],
    words: Sequence[str],
    language: Language,
    thesaurus: Thesaurus,
) -> tuple[Single, list[int]]:
    """Of each word the cosine of the nearest of others, and its nearest relation to any."""
    if not others:
        return np.zeros(len(mine), np.float32), [APART] * len(mine)
    cosines = vectors @ vectors_of(words, language).T
    relations = []
    for form in mine:
        relations.append(min((_related(thesaurus, form.stem, other.stem) for other in others), key=_ORDER.__getitem__))
    return cosines.max(1), relations


_ORDER = {SYNONYM: 0, OPPOSITE: 1, KIND: 2, SISTER: 3, APART: 4}


@functools.lru_cache(1 << 18)
def _related(thesaurus: Thesaurus, one: str, other: str) -> int:
    if one == other:
        return SYNONYM
    return thesaurus.related(one, other)


def _common(bead: _SidedBead, ranges: tuple[Range, Range], sides: list[dict[str, float]]) -> list[float]:
    """The features of both sides together: classes of words that one side alone has, numbers, names, persons."""
    inside = [Counter(number for at in range(*ranges[side]) for number in bead.classes[side][at]) for side in (0, 1)]
    values: list[float] = []
    for number in range(_CLASS_COUNT + 1):
        differ = (inside[0][number] > 0) != (inside[1][number] > 0)
        uneven = (bead.counts[0][number] - bead.counts[1][number]) * (inside[0][number] - inside[1][number]) > 0
        values.append(float(differ and uneven))
    negations = [sum(_NEGATION in own or _DENIAL in own for own in bead.classes[side]) for side in (0, 1)]
    mine = [sum(_NEGATION in own or _DENIAL in own for own in bead.classes[side][slice(*ranges[side])]) for side in (0, 1)]
    values.append(float((negations[0] - negations[1]) % 2 == 1 and mine[0] != mine[1]))
    numbers = [
        Counter(n for at in range(*ranges[side]) for n in (*bead.forms[side][at].numbers, *_ordinal(bead.forms[side][at])))
        for side in (0, 1)
    ]
    whole = [Counter(n for form in bead.forms[side] for n in (*form.numbers, *_ordinal(form))) for side in (0, 1)]
    values.append(float(numbers[0] != numbers[1]))
    values.append(float(numbers[0] != numbers[1] and whole[0] != whole[1]))
    values.append(float(bool(numbers[0]) and bool(numbers[1]) and numbers[0] != numbers[1]))
    names = [_names(bead, side, ranges[side]) for side in (0, 1)]
    others = [_names(bead, side, (0, len(bead.forms[side]))) for side in (0, 1)]
    own = names[0] - others[1], names[1] - others[0]
    values.append(float(bool(own[0]) and bool(own[1])))
    values.append(float(bool(own[0]) != bool(own[1])))
    persons = [{form.person for form in bead.forms[side][slice(*ranges[side])] if form.person} for side in (0, 1)]
    all_persons = [{form.person for form in bead.forms[side] if form.person} for side in (0, 1)]
    values.append(float(bool(persons[0]) and bool(persons[1]) and persons[0] != persons[1]))
    values.append(float(bool(persons[0] - all_persons[1]) and bool(persons[1] - all_persons[0])))
    values.append(float(bool(persons[0] - all_persons[1]) != bool(persons[1] - all_persons[0])))
    named = [bool(own[side]) and bool(persons[1 - side]) for side in (0, 1)]
    values.append(float(any(named)))
    closed = [
        functools.reduce(lambda a, b: a | b, (form.closed for form in bead.forms[side][slice(*ranges[side])]), 0) for side in (0, 1)
    ]
    values += [float((closed[0] ^ closed[1]) >> bit & 1) for bit in range(6)]
    links = [sum(1 for at in range(*ranges[side]) if at in bead.answers[side]) for side in (0, 1)]
    words = [max(1, ranges[side][1] - ranges[side][0]) for side in (0, 1)]
    values.append(min(links[side] / words[side] for side in (0, 1)))
    values.append(max(links[side] / words[side] for side in (0, 1)))
    answered = sum(len(own) for own in bead.answers) / max(1, len(bead.forms[0]) + len(bead.forms[1]))
    values.append(answered)
    size = [bead.words[side] for side in (0, 1)]
    values.append(min(size) / max(1, max(size)))
    return values


def _ordinal(form: _Form) -> tuple[str, ...]:
    return (f"#{form.ordinal}",) if form.ordinal else ()


def _names(bead: _SidedBead, side: int, place: Range) -> set[str]:
    found = set()
    for at in range(*place):
        token, form = bead.tokens[side][at], bead.forms[side][at]
        if form.kind == CONTENT and token.t[0].isupper() and at > 0 and bead.forms[side][at - 1].kind != MARK:
            found.add(form.stem)
    return found


_SIDED = (
    "words", "content", "share", "question", "exclamation", "loose", "length", "same", "surplus", "alone", "alone rare", "linked",
    "linked chance", *(f"alone kind {k}" for k in range(len(WORD_KINDS))), "apart in", "synonym", "kind", "sister", "opposite",
    "far in", "nearest", "apart", "far", "lonely", "lonely far", *(f"lonely kind {k}" for k in range(len(WORD_KINDS))),
)  # fmt: skip
FEATURES = (
    *(f"{which} {name}" for name in _SIDED for which in ("more", "less")),
    *(f"type {kind}" for kind in KINDS),
    *(f"class {name}" for name in (*SENSE_CLASSES, "negation")),
    "odd denial", "numbers", "numbers bead", "two numbers", "two names", "one name", "persons", "two persons", "one person",
    "named", *(f"closed {k}" for k in range(6)), "least linked", "most linked", "answered", "lengths",
)  # fmt: skip
