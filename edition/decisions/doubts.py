"""Turn compared entries into the beads and readings that a person should look at, the most doubtful first.

Doubt is a number from 0 to 1. The doubt of a bead is 1 less its score; a sentence that nothing answers, or that has moved, has
at least ALONE. For a reading, each content word has a best chance to be linked to a word of the other side. The doubt is 1 less
the mean of these chances, and it is smaller if there are few content words: with FEW of them, half. Accidental readings are
never doubtful.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from edition.collation.words import likely_links_of
from edition.decisions.answering_places import EntryText
from edition.decisions.rule_matches import forms
from edition.language.languages import Language, between
from edition.model import Bead, CollatedWitness, Emendation, Entry, Range, RunningText, Stretch, Token, Variant
from edition.text.running_text import as_emended, running_text

# A person is asked about a doubt of DOUBTFUL or more. All three by eye, in walks through the specimen and the edition of Serge, so
# that a walk of these is minutes long. They ask of 39 beads and 10 readings of the one, 3 and 9 of the other. With DOUBTFUL .4 it
# is 63 and 32, 5 and 20; with .6 27 and 1, 2 and 4. With FEW 2 it is 60 and 47 readings, with 8 none and 4. With ALONE below
# DOUBTFUL 7 beads fewer of the specimen, 1 of Serge.
DOUBTFUL = 0.5
ALONE = 0.6
FEW = 4
# So many characters before a reading are part of its key, and tell it from others with the same words. By eye, five words or so.
_AROUND = 30


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
    def sigla(self) -> tuple[str, str]:
        """The siglum of the base, and that of the other text."""
        return self.sides[0].siglum, self.sides[1].siglum

    def words(self, side: int) -> str:
        """Give the words of one side: 0 the base, 1 the other."""
        place = self.ranges[side]
        return self.texts[side].text[slice(*place)] if place else ""


def doubts(
    entries: Iterable[tuple[Mapping[str, Entry], RunningText, Sequence[CollatedWitness]]],
    languages: Mapping[str, Language],
    accepted: frozenset[str],
) -> list[Doubt]:
    """Turn entries into what is doubtful in them and neither decided nor accepted, the most doubtful first.

    `entries`: for each, the entry in the full witnesses by siglum, the base first; the running text of the base; the other
    witnesses as collated with it; one that only stands beside it is not asked about. `languages`: that of the words of each
    witness, by siglum.
    `accepted`: keys of doubts that a person found right.
    """
    found: list[Doubt] = []
    readings: list[Doubt] = []
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
            sides = base, EntryText(collated.siglum, entry.n, languages[collated.siglum], tuple(parts))
            found += _beads(text, sides, collated)
            for part, stretch in enumerate(collated.stretches):
                readings += _readings(text, sides, collated, part, stretch)
    found += _with_like(readings, accepted)
    unknown = [doubt for doubt in found if doubt.doubt >= DOUBTFUL and doubt.key not in accepted]
    return sorted(unknown, key=lambda doubt: -round(doubt.doubt, 2))


def _beads(text: RunningText, sides: tuple[EntryText, EntryText], collated: CollatedWitness) -> list[Doubt]:
    made = []
    for bead in collated.beads:
        doubt = 1 - bead.score if bead.base and bead.other else ALONE
        doubt = max(doubt, ALONE) if bead.moved else doubt
        if doubt >= DOUBTFUL and not bead.decided:
            texts = text, collated.stretches[0].text
            key = _key(
                "bead", sides, [texts[k].text[slice(*place)] if place else "" for k, place in enumerate((bead.base, bead.other))]
            )
            made.append(Doubt(sides[0].n, texts, sides, 0, (bead.base, bead.other), doubt, key, bead=bead, collated=collated))
    return made


def _readings(
    text: RunningText, sides: tuple[EntryText, EntryText], collated: CollatedWitness, part: int, stretch: Stretch
) -> list[Doubt]:
    made = []
    texts = text, stretch.text
    asked = [
        (variant, following, (text.text[slice(*variant.base)], stretch.text.text[slice(*variant.other)]))
        for variant, following in zip_longest(stretch.variants, stretch.variants[1:])
        if not (variant.decided or variant.grade == "accidental" or variant.type == "transposition")
    ]
    language = between(sides[0].language, sides[1].language)
    for (variant, following, words), doubt in zip(asked, _of_words([words for *_, words in asked], language), strict=True):
        before = text.text[max(0, variant.base[0] - _AROUND) : variant.base[0]]
        key = _key("reading", sides, [before, *words, variant.type, variant.grade])
        ranges = variant.base, variant.other
        made.append(
            Doubt(sides[0].n, texts, sides, part, ranges, doubt, key, variant=variant, following=following, collated=collated)
        )
    return made


def _with_like(readings: Iterable[Doubt], accepted: frozenset[str]) -> list[Doubt]:
    """Turn readings into the most doubtful of each pair of forms, with the others of the pair: what is said of one may be said of
    all. Those that a person found right are not asked about, but are counted among the others.
    """
    groups: dict[tuple[tuple[str, ...], ...], list[Doubt]] = {}
    for doubt in readings:
        language = between(doubt.sides[0].language, doubt.sides[1].language)
        words = sorted(forms(language.tokens(doubt.words(side))) for side in (0, 1))
        groups.setdefault(tuple(words), []).append(doubt)
    made = []
    for pair, group in groups.items():
        if len(group) == 1:
            made += group
            continue
        kinds = sorted({f"{doubt.variant.type} {doubt.variant.grade}" for doubt in group if doubt.variant})
        key = _digest(["pair", repr(pair), *kinds])
        waiting = sorted((doubt for doubt in group if doubt.key not in accepted), key=lambda doubt: -doubt.doubt)
        if key not in accepted and waiting:
            made.append(replace(waiting[0], key=key, like=tuple(doubt for doubt in group if doubt is not waiting[0])))
    return made


def _of_words(readings: Sequence[tuple[str, str]], language: Language) -> list[float]:
    """Give the doubt of each reading, 0 to 1, by the words of its two sides."""
    words = [(language.tokens(base), language.tokens(other)) for base, other in readings]
    links = likely_links_of([([token.t for token in base], [token.t for token in other]) for base, other in words], language)
    return [_of_links(*pair, language) for pair in zip(words, links, strict=True)]


def _of_links(words: tuple[Sequence[Token], Sequence[Token]], links: Mapping[tuple[int, int], float], language: Language) -> float:
    content = [{k for k, token in enumerate(side) if language.is_content(token.n)} for side in words]
    count = sum(map(len, content))
    if not count:
        return 0.0
    best: tuple[dict[int, float], dict[int, float]] = ({}, {})
    for (i, j), chance in links.items():
        best[0][i], best[1][j] = max(best[0].get(i, 0.0), chance), max(best[1].get(j, 0.0), chance)
    sure = sum(best[side].get(k, 0.0) for side in (0, 1) for k in content[side]) / count
    return (1 - sure) * count / (count + FEW)


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
