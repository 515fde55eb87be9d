"""Turn compared entries into the beads and readings that a person should look at, first those whose answer is worth most.

What an answer is worth: the doubt, how likely it is that it changes something (calibrated_doubt.py), times what is at stake. Where
one answer settles others, one question is asked: of readings of one pair, and of a bead and what stands in it. Accidental readings
are never asked about.
"""

from __future__ import annotations

import hashlib
import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from edition.decisions.answering_places import EntryText
from edition.decisions.calibrated_doubt import ReadingEvidence, alone_doubt, bead_doubt, close, reading_doubt, unlinked
from edition.decisions.rule_matches import forms
from edition.language.languages import Language, between
from edition.language.word_forms import is_word
from edition.model import Bead, CollatedWitness, Emendation, Entry, Range, RunningText, Stretch, Variant
from edition.text.running_text import as_emended, running_text

# A person is asked about a doubt of DOUBTFUL or more: every other answer, at least, changes something (docs/decisions.md).
DOUBTFUL = 0.5
# The least doubt of a pair that has several grades, of which not all can be right unless the context makes the difference; and of
# sentences that have moved. By eye.
SEVERAL = 0.5
MOVED = 0.5
# What is at stake in a passage of a sentence or so that one text is said to have alone, in two sentences that answer one another,
# and in a reading, in which its weight is added. By eye, on the first fifty questions of three editions: the first accuses somebody
# of a cut, the second bears all readings in it; with a stake of 1 for readings, *and* and *he* came among the first ten.
_STAKE_ALONE, _STAKE_PAIR, _STAKE_READING = 1.5, 1.0, 0.4
# The score of the beads of a text that has none, such as a review: about the mean in the passages of calibrated_doubt.py.
_SCORE = 0.35
# So many characters before a reading are part of its key, and tell it from others with the same words. By eye, five words or so.
_AROUND = 30


# An entry in the full witnesses by siglum, the base first; the running text of the base; the other witnesses as collated with it.
HeldEntry = tuple[Mapping[str, Entry], RunningText, Sequence[CollatedWitness]]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A bead or a reading that a person should look at, in the base and in one other text of an entry.

    `ranges`: its two sides, in the texts as emended; None if a bead has nothing there. `part`: the index of the stretch.
    `doubt`: 0 to 1. `key`: made of the words alone, so that another run knows it again. `following`: the reading after it, in
    the same stretch. `like`: of a reading, the others of the same pair of forms, which are asked about with it.
    """

    n: str
    texts: tuple[RunningText, RunningText]
    sides: tuple[EntryText, EntryText]
    part: int
    ranges: tuple[Range | None, Range | None]
    doubt: float
    key: str
    bead: Bead | None = None
    variant: Variant | None = None
    following: Variant | None = None
    collated: CollatedWitness | None = None
    like: tuple[Doubt, ...] = ()

    @property
    def value(self) -> float:
        """What an answer is worth: the doubt, what is at stake in it, and in how many places."""
        if self.variant is None:
            stake = _STAKE_ALONE if None in self.ranges else _STAKE_PAIR
        else:
            weights = [other.variant.weight or 0.0 for other in (self, *self.like) if other.variant]
            stake = _STAKE_READING + max(weights) * (1 + math.log2(len(weights)))
        return self.doubt * stake

    @property
    def sigla(self) -> tuple[str, str]:
        """The siglum of the base, and that of the other text."""
        return self.sides[0].siglum, self.sides[1].siglum

    def words(self, side: int) -> str:
        """Give the words of one side: 0 the base, 1 the other."""
        place = self.ranges[side]
        return self.texts[side].text[slice(*place)] if place else ""


def doubts(
    entries: Iterable[HeldEntry],
    languages: Mapping[str, Language],
    accepted: frozenset[str],
) -> list[Doubt]:
    """Turn entries into what is doubtful in them and neither decided nor accepted, first those whose answer is worth most.

    `entries`: for each, the entry in the full witnesses by siglum, the base first; the running text of the base; the other
    witnesses as collated with it; one that only stands beside it is not asked about. `languages`: that of the words of each
    witness, by siglum.
    `accepted`: keys of doubts that a person found right.
    """
    found: list[Doubt] = []
    readings: list[Doubt] = []
    for text, sides, collated in compared_sides(entries, languages):
        found += _beads(text, sides, collated)
        for part, stretch in enumerate(collated.stretches):
            readings += _readings(text, sides, collated, part, stretch)
    found += _with_like(readings, accepted)
    unknown = [doubt for doubt in found if doubt.doubt >= DOUBTFUL and doubt.key not in accepted]
    return sorted(unknown, key=lambda doubt: -round(doubt.value, 2))


def compared_sides(
    entries: Iterable[HeldEntry], languages: Mapping[str, Language]
) -> Iterator[tuple[RunningText, tuple[EntryText, EntryText], CollatedWitness]]:
    """Turn entries into each pair of texts that is compared in them: the running text of the base, both texts as decisions find
    their places in them, and the witness as collated. Arguments as in `doubts`.
    """
    for held, text, others in entries:
        siglum, entry = next(iter(held.items()))
        base = EntryText(siglum, entry.n, languages[siglum], ((running_text(entry, emended=False), entry.emendations),))
        for collated in (one for one in others if one.compared):
            other = held.get(collated.siglum)
            parts: list[tuple[RunningText, tuple[Emendation, ...]]] = (
                [(running_text(other, emended=False), other.emendations)]
                if other
                else [(stretch.text, ()) for stretch in collated.stretches]
            )
            yield text, (base, EntryText(collated.siglum, entry.n, languages[collated.siglum], tuple(parts))), collated


def _beads(text: RunningText, sides: tuple[EntryText, EntryText], collated: CollatedWitness) -> list[Doubt]:
    """Turn the beads of an entry that nobody has decided into doubts."""
    made = []
    for bead in collated.beads:
        if bead.decided:
            continue
        texts = text, collated.stretches[0].text
        words = [texts[k].text[slice(*place)] if place else "" for k, place in enumerate((bead.base, bead.other))]
        counted = _words(words[0]), _words(words[1])
        doubt = bead_doubt(bead.score, counted) if bead.base and bead.other else alone_doubt(sum(counted))
        doubt = max(doubt, MOVED) if bead.moved else doubt
        key = bead_key(sides, words)
        made.append(Doubt(sides[0].n, texts, sides, 0, (bead.base, bead.other), doubt, key, bead=bead, collated=collated))
    return made


def _words(text: str) -> int:
    return sum(map(is_word, text.split()))


def _readings(
    text: RunningText, sides: tuple[EntryText, EntryText], collated: CollatedWitness, part: int, stretch: Stretch
) -> list[Doubt]:
    """Turn the readings of a stretch that can be asked about into doubts. A question on a bead settles those in it, and of one that
    is free the document says so itself.
    """
    texts = text, stretch.text
    placed = _PlacedBeads(collated.beads)
    beads = [placed.of(variant) for variant in stretch.variants]
    counts = Counter(beads)
    asked = [
        at
        for at, (variant, bead) in enumerate(zip(stretch.variants, beads, strict=True))
        if not (variant.decided or variant.grade == "accidental" or variant.type == "transposition" or _settles(bead))
    ]
    language = between(sides[0].language, sides[1].language)
    words = [
        tuple(whole.text[slice(*place)] for whole, place in zip(texts, _sides(stretch.variants[at]), strict=True)) for at in asked
    ]
    shares = unlinked([(base, other) for base, other in words], language)
    made = []
    for at, (base, other), share in zip(asked, words, shares, strict=True):
        variant, bead = stretch.variants[at], beads[at]
        near = _close(stretch.variants, at)
        score = bead.score if bead else _SCORE
        counted = (_words(base), _words(other))
        evidence = ReadingEvidence(variant.type, variant.grade, variant.weight, counted, share, near, counts[bead], score)
        key = reading_key(sides, texts, variant)
        following = stretch.variants[at + 1] if at + 1 < len(stretch.variants) else None
        doubt = reading_doubt(evidence)
        made.append(
            Doubt(
                sides[0].n, texts, sides, part, _sides(variant), doubt, key, variant=variant, following=following, collated=collated
            )
        )
    return made


def _sides(variant: Variant) -> tuple[Range, Range]:
    return variant.base, variant.other


def _close(variants: Sequence[Variant], at: int) -> tuple[bool, bool]:
    """Tell whether a reading stands close after the one before it, and close before the one after it."""
    before = at > 0 and close(_sides(variants[at - 1]), _sides(variants[at]))
    return before, at + 1 < len(variants) and close(_sides(variants[at]), _sides(variants[at + 1]))


def _settles(bead: Bead | None) -> bool:
    """Tell whether a question on a bead comes before those on the readings in it."""
    return bead is not None and (bead.free or not (bead.base and bead.other))


class _PlacedBeads:
    """The beads of two texts, to be found by a place in either."""

    def __init__(self, beads: Sequence[Bead]) -> None:
        self.sides = [sorted((place, number) for number, bead in enumerate(beads) if (place := (bead.base, bead.other)[side]))
                      for side in (0, 1)]  # fmt: skip
        self.beads = beads

    def of(self, variant: Variant) -> Bead | None:
        """Find the bead that holds a variant, by the side that has words; None where there is none."""
        side = 0 if variant.base[0] < variant.base[1] else 1
        # A reading may begin with the space that belongs to the bead before.
        middle = sum(_sides(variant)[side]) // 2
        at = bisect_right(self.sides[side], middle, key=lambda found: found[0][0]) - 1
        return self.beads[self.sides[side][at][1]] if at >= 0 and middle < self.sides[side][at][0][1] else None


def _with_like(readings: Iterable[Doubt], accepted: frozenset[str]) -> list[Doubt]:
    """Turn readings into the most doubtful of each pair of forms, with the others of the pair: what is said of one may be said of
    all. Those that a person found right are not asked about, but are counted among the others.
    """
    groups: dict[tuple[tuple[str, ...], ...], list[Doubt]] = {}
    for doubt in readings:
        groups.setdefault(pair_of(doubt), []).append(doubt)
    made = []
    for group in groups.values():
        if len(group) == 1:
            made += group
            continue
        key = pair_key(group)
        waiting = sorted((doubt for doubt in group if doubt.key not in accepted), key=lambda doubt: -doubt.doubt)
        if key not in accepted and waiting:
            first = waiting[0]
            grades = {doubt.variant.grade for doubt in group if doubt.variant}
            likely = max(first.doubt, SEVERAL) if len(grades) > 1 else first.doubt
            made.append(replace(first, key=key, doubt=likely, like=tuple(other for other in group if other is not first)))
    return made


def reading_key(sides: tuple[EntryText, EntryText], texts: tuple[RunningText, RunningText], variant: Variant) -> str:
    """Give the key of the doubt of a reading."""
    before = texts[0].text[max(0, variant.base[0] - _AROUND) : variant.base[0]]
    words = (text.text[slice(*place)] for text, place in zip(texts, _sides(variant), strict=True))
    return _key("reading", sides, [before, *words, variant.type, variant.grade])


def bead_key(sides: tuple[EntryText, EntryText], words: Sequence[str]) -> str:
    """Give the key of the doubt of a bead. `words`: those of its two sides."""
    return _key("bead", sides, words)


def pair_of(doubt: Doubt) -> tuple[tuple[str, ...], ...]:
    """Give the pair of forms of a reading, in the order of the alphabet: readings of one pair are alike."""
    language = between(doubt.sides[0].language, doubt.sides[1].language)
    return tuple(sorted(forms(language.tokens(doubt.words(side))) for side in (0, 1)))


def pair_key(group: Sequence[Doubt]) -> str:
    """Give the key of the doubt of all readings of one pair."""
    kinds = sorted({f"{doubt.variant.type} {doubt.variant.grade}" for doubt in group if doubt.variant})
    return _digest(["pair", repr(pair_of(group[0])), *kinds])


def _key(kind: str, sides: tuple[EntryText, EntryText], words: Sequence[str]) -> str:
    parts = [kind, sides[0].n, sides[0].siglum, sides[1].siglum, *(" ".join(text.split()) for text in words)]
    return _digest(parts)


def _digest(parts: Sequence[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def as_read(side: EntryText, part: int, place: Range) -> tuple[RunningText, Range]:
    """Turn a range of a text as emended into the range of the text as read. A corrected word is in it as a whole."""
    text, emendations = side.parts[part]
    places = range(len(text.text) + 1)
    start = next((at for at in places if as_emended(emendations, at) >= place[0]), len(text.text)) if emendations else place[0]
    ends = (at for at in reversed(places) if as_emended(emendations, at, closing=True) <= place[1])
    return text, (start, next(ends, start) if emendations else place[1])
