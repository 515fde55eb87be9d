"""Turn a piece of a quotation and another translation of the work into the passages that answer it in other words.

A passage is a window of the text. The evidence for it is counted in nats: how much likelier its words are if it renders the same
original than if it is any other window. A rare word that both have is strong evidence, a common word weak, and a word that the
window lacks is evidence against it. Two words that stand near each other in both, in the same order, are more evidence than the two
alone. The logarithm of the number of windows is subtracted, because chance finds more where there is more to choose from.

The numbers were chosen on the first halves of Candide and the Meditations; docs/quotations.md, "Neighbouring values", has what half
and double of each give there. Where it says that nothing changes, the number is by eye.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from edition.alignment.search_memory import remembered
from edition.alignment.searched import MatchedRun, SearchIndex, Word, within

# The words of a window: WINDOW for each word of the piece, at least SHORTEST, and GAP more for each cut of the quotation.
WINDOW, SHORTEST, GAP = 1.35, 8, 60
# How common a word is cannot be told from a short text: every text is taken to have at least so many words.
TELLING = 3000
# How likely another translation of a passage has a content word of this one, and two near words of it in their order.
SHARED, SHARED_PAIR = 0.4, 0.15
# The evidence of a word of the same family is multiplied by FAMILY. That of a pair is multiplied by PAIRED, because its words are
# counted already; with one function word it is half of this, with two nothing.
FAMILY, PAIRED = 0.6, 0.5
# Two words are near each other when they are at most so many words apart.
APART = 3
# Both bound the time. The words of a piece are taken from the rarest on, until they stand in PLACES places of the text; the best
# LOOKED_AT windows are looked at closely.
PLACES, LOOKED_AT = 3000, 12
# What is subtracted from the coverage of a passage for each window of words that it is long.
SLACK = 0.3

# Place of a word in the text -> the words of the piece that it is evidence for, by number, each with its nats.
Evidence = Mapping[int, Sequence[tuple[int, float]]]


@dataclass(frozen=True, slots=True)
class Window:
    """A passage and the evidence for it.

    `odds`: nats against chance. `lead`: nats more than the next best window has. `repeats`: the share, 0 to 1, of the piece's
    words, function words too, that the passage has in the same order.
    """

    found: MatchedRun
    odds: float
    lead: float
    repeats: float


def answer(piece: Sequence[Word], text: SearchIndex, low: int, high: int, cuts: int = 0) -> Window | None:
    """Find the window of text.words[low:high] that best answers a piece, or a whole quotation with its number of cuts."""
    return remembered("answer", piece, text, (low, high, cuts), lambda: _best_window(piece, text, low, high, cuts))


def _best_window(piece: Sequence[Word], text: SearchIndex, low: int, high: int, cuts: int) -> Window | None:
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
    """Weigh the words of a piece. `size`: the words of a window.

    Returns the evidence of each place of the text, the sum of the weights of all words of the piece, and the evidence of a window
    that lacks them all; all in nats.
    """
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
    """Compute how likely a window of `size` words has something that stands `count` times in the text."""
    return 1 - math.exp(-size * count / max(TELLING, len(text.words)))


def _ranked(evidence: Evidence, size: int) -> list[tuple[float, int, int]]:
    """Find the windows with the most evidence that do not overlap: weight in nats, first word, end."""
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
    """Find the pairs of stems that stand near each other, in order. Each is given with how many of the two are function words."""
    return {
        (words[at].stem, words[at + apart].stem): words[at].function + words[at + apart].function
        for apart in range(1, APART + 1)
        for at in range(len(words) - apart)
    }


def _pairs(near: Mapping[tuple[str, str], int], text: SearchIndex, first: int, last: int, size: int) -> float:
    """Weigh, in nats, the near pairs of a piece that a window has too."""
    here = _near_pairs(text.words[max(0, first - APART) : last + APART])
    weight = 0.0
    for pair, functions in near.items():
        if functions < 2 and pair in here:
            one, two = (len(text.places.get(name, ())) for name in pair)
            # How often the two stand near each other: counted where they are neighbours, further apart estimated as if by chance.
            count = 1.5 * len(text.pairs.get(pair, ())) + (APART - 1) * one * two / len(text.words) + 0.5
            weight += PAIRED * (1 - functions / 2) * max(0.0, math.log(SHARED_PAIR / _chance(count, text, size)))
    return weight


def _repeats(piece: Sequence[Word], passage: Sequence[Word]) -> float:
    """Compute the share of a piece's words that a passage has in the same order (longest common subsequence)."""
    # Bit by bit, as Hyyrö has it ("Bit-parallel LCS-length computation revisited", 2004): a bit for each word of the piece, 0 where
    # the subsequence is one longer than before it.
    places: dict[str, int] = {}
    for at, word in enumerate(piece):
        places[word.stem] = places.get(word.stem, 0) | 1 << at
    row = every = (1 << len(piece)) - 1
    for word in passage:
        if alike := row & places.get(word.stem, 0):
            row = ((row + alike) | (row - alike)) & every
    return (len(piece) - row.bit_count()) / max(1, len(piece))


def _tight(found: MatchedRun, evidence: Evidence, total: float, size: int) -> MatchedRun:
    """Leave out words at the edges of a window that add less to its coverage than SLACK takes for their length."""
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
