"""Turn a piece of a quotation and another translation of the work into the passages that answer it in other words.

A passage is a window of the text. What speaks for it is counted in nats: how much likelier its words are if it renders the same
original than if it is any stretch of the text. A rare word that both have says much, a common one little, a word that the window
lacks speaks against it; two words that stand near each other in both, in the same order, say more than the two alone. From this is
taken what chance needs to find something as good in as many windows as the text has.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from edition.alignment.searched import MatchedRun, SearchIndex, Word, within

# The window: words for each word of the piece, and at least; the words that stand between two pieces for each cut.
WINDOW, SHORTEST, GAP = 1.35, 8, 60
# A shorter text tells too little of how common a word is: what stands in it once is taken to stand once in so many words.
TELLING = 3000
# How often a translation has a content word that the other has, and two near words in their order.
SHARED, SHARED_PAIR = 0.4, 0.15
# A word of the same family counts for this part. A pair counts for this part, because its words are counted already; one with a
# function word for half of it, one of two function words not at all.
FAMILY, PAIRED = 0.6, 0.5
# Two words are near each other that are no more than so many words apart.
APART = 3
# The commonest words of a piece are left out once the rarer ones stand in so many places; so many windows are looked at closely.
PLACES, LOOKED_AT = 3000, 12
# What a whole window of words without evidence would take from its coverage.
SLACK = 0.3

Evidence = Mapping[int, Sequence[tuple[int, float]]]


@dataclass(frozen=True, slots=True)
class Window:
    """A passage, what speaks for it in nats, how much more that is than for the next best, the share of words that it repeats.

    `repeats` counts all words of the piece that the passage has in the same order, function words too.
    """

    found: MatchedRun
    odds: float
    lead: float
    repeats: float


def answer(piece: Sequence[Word], text: SearchIndex, low: int, high: int, cuts: int = 0) -> Window | None:
    """The window of text.words[low:high] that best answers a piece, or the pieces of a quotation that has so many cuts."""
    size = max(SHORTEST, int(len(piece) * WINDOW)) + GAP * cuts
    evidence, total, absent = _evidence(piece, text, low, high, size)
    ranked = _ranked(evidence, size)
    if not ranked:
        return None
    near = _near_pairs(piece)
    weighed = sorted(
        ((weight + _pairs(near, text, first, last, size), first, last) for weight, first, last in ranked),
        key=lambda window: (-window[0], window[2] - window[1], window[1]),
    )
    best, first, last = weighed[0]
    chance = math.log(max(1.0, (high - low) / size))
    lead = best - weighed[1][0] if len(weighed) > 1 else best
    found = _tight(MatchedRun(0.0, first, last), evidence, total, size)
    repeats = _repeats(piece, text.words[max(0, found.first - APART) : found.last + APART])
    return Window(found, best + absent - chance, lead, repeats)


def _evidence(
    piece: Sequence[Word], text: SearchIndex, low: int, high: int, size: int
) -> tuple[dict[int, list[tuple[int, float]]], float, float]:
    """What each place of the text says for which word of the piece; the sum of the words' weights; what the lack of all says."""
    names = list(dict.fromkeys(word.stem for word in piece if not word.function))
    families = {name: text.kin(name) for name in names}
    evidence: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
    total = absent = 0.0
    taken = 0
    for number, name in sorted(enumerate(names), key=lambda pair: (len(text.places.get(pair[1], ())), pair[0])):
        chance = _chance(len(text.places.get(name, ())) + 0.5, text, size)
        places = [(place, 1.0) for place in within(text.places.get(name, ()), low, high)]
        places += [(place, FAMILY) for kin in families[name] for place in within(text.places[kin], low, high)]
        taken += len(places)
        if chance >= SHARED or taken > PLACES:
            continue
        lacks = math.log((1 - SHARED) / (1 - chance))
        weight = math.log(SHARED / chance) - lacks
        absent += lacks
        total += weight
        for place, share in places:
            evidence[place].append((number, share * weight))
    return evidence, total, absent


def _chance(count: float, text: SearchIndex, size: int) -> float:
    """How likely a window has something that stands so often in the text."""
    return 1 - math.exp(-size * count / max(TELLING, len(text.words)))


def _ranked(evidence: Evidence, size: int) -> list[tuple[float, int, int]]:
    """The windows for which most speaks, apart from one another: weight, first word, end."""
    held: defaultdict[int, Counter[float]] = defaultdict(Counter)
    recent: deque[int] = deque()
    windows: list[tuple[float, int, int]] = []
    for place in sorted(evidence):
        recent.append(place)
        for number, weight in evidence[place]:
            held[number][weight] += 1
        while recent[0] <= place - size:
            for number, weight in evidence[recent.popleft()]:
                held[number][weight] -= 1
                if not held[number][weight]:
                    del held[number][weight]
                if not held[number]:
                    del held[number]
        windows.append((sum(max(weights) for weights in held.values()), recent[0], place + 1))
    windows.sort(key=lambda window: (-window[0], window[2] - window[1], window[1]))
    chosen: list[tuple[float, int, int]] = []
    for window in windows:
        if all(abs(window[1] - other[1]) > size for other in chosen):
            chosen.append(window)
            if len(chosen) == LOOKED_AT:
                break
    return chosen


def _near_pairs(words: Sequence[Word]) -> dict[tuple[str, str], int]:
    """The pairs of stems that stand near each other, in order, each with how many of the two are function words."""
    return {
        (words[at].stem, words[at + apart].stem): words[at].function + words[at + apart].function
        for apart in range(1, APART + 1)
        for at in range(len(words) - apart)
    }


def _pairs(near: Mapping[tuple[str, str], int], text: SearchIndex, first: int, last: int, size: int) -> float:
    """What the near pairs of a piece that a window has too say for it."""
    here = _near_pairs(text.words[max(0, first - APART) : last + APART])
    weight = 0.0
    for pair, functions in near.items():
        if functions < 2 and pair in here:
            one, two = (len(text.places.get(name, ())) for name in pair)
            # How often the two stand near: beside each other as counted, further apart as if they were strangers.
            count = 1.5 * len(text.pairs.get(pair, ())) + (APART - 1) * one * two / len(text.words) + 0.5
            weight += PAIRED * (1 - functions / 2) * max(0.0, math.log(SHARED_PAIR / _chance(count, text, size)))
    return weight


def _repeats(piece: Sequence[Word], passage: Sequence[Word]) -> float:
    """The share of a piece's words that a passage has in the same order (longest common subsequence)."""
    length = [0] * (len(passage) + 1)
    for word in piece:
        before = 0
        for at, other in enumerate(passage, 1):
            before, length[at] = length[at], before + 1 if word.stem == other.stem else max(length[at], length[at - 1])
    return length[-1] / max(1, len(piece))


def _tight(found: MatchedRun, evidence: Evidence, total: float, size: int) -> MatchedRun:
    """Leave out words at the edges of a window that add less to what it covers than to its length."""
    places = [place for place in range(found.first, found.last) if place in evidence]
    best, best_value = found, -math.inf
    for low in range(len(places)):
        held: dict[int, float] = {}
        covered = 0.0
        for place in places[low:]:
            for number, weight in evidence[place]:
                covered += max(0.0, weight - held.get(number, 0.0))
                held[number] = max(weight, held.get(number, 0.0))
            value = covered / total - SLACK * (place + 1 - places[low]) / size
            if value > best_value:
                best, best_value = MatchedRun(min(1.0, covered / total), places[low], place + 1), value
    return best
