"""Turn passages whose divergences were cut and weighed by hand into the program's own readings of them, with evidence and answers.

The divergences themselves, as the hand cut them, are given too: in training they say more plainly what is of sense. A reading
answers the divergences that it shares a word with, as ../shared/score/divergences.py counts them.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from edition.collation import weighing
from edition.collation.reading_evidence import LinkedBead, PlacedReading, evidence
from edition.language.languages import Language, language_of_tag
from edition.pipeline.two_texts import compare

ENGLISH = language_of_tag("en")
SIDES = ("base", "other")
# Divergences of these kinds are none of words, or have their answer outside the passage.
ASIDE = ("punctuation", "spelling", "edge")
WORD = re.compile(r"\w+(?:[’'-]\w+)*")
# A reading over more words than this says nothing of where in it the sense differs.
LONG = 20
Range = tuple[int, int]
Words = frozenset[Range]


@dataclass(frozen=True)
class GoldReading:
    """A reading of the program in a passage of the gold, or a divergence of the gold itself (`given` is False).

    `row`: that of its evidence, -1 where it was not weighed. `hits`: the divergences of sense that it shares a word with, by
    passage and number. `weights`: those of all divergences that it shares a word with. `long`: it is too long to say where.
    """

    work: str
    passage: str
    row: int
    hits: frozenset[tuple[str, int]]
    weights: tuple[int, ...]
    long: bool
    text: str
    given: bool = True


class _FeatureKeeper:
    """Stands in the place of the model: keeps the evidence of what is asked, and answers with its rows.

    `beads`: of the calls since they were last taken away, those with most links, which are those of the passage.
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        self.sums: list[dict[str, float]] = []
        self.bound = 0.5
        self.beads: list[LinkedBead] = []

    def weights(self, beads, readings, language: Language) -> list[float]:
        first = len(self.sums) + 1
        if sum(len(bead.links) for bead in beads) > sum(len(bead.links) for bead in self.beads):
            self.beads = list(beads)
        self.sums += evidence(beads, readings, language)
        return [float(number) for number in range(first, len(self.sums) + 1)]


def readings_of(
    paths: Iterable[Path], language: Language = ENGLISH
) -> tuple[list[GoldReading], dict[str, list[tuple[str, int]]], list[dict[str, float]]]:
    """The readings of all passages, the divergences of sense of each work, and the sums of the evidence, by row."""
    keeper = _FeatureKeeper(language)
    own = weighing.weights_for
    weighing.weights_for = lambda _: keeper  # type: ignore[assignment,return-value]
    found: list[GoldReading] = []
    sought: dict[str, list[tuple[str, int]]] = {}
    try:
        for path in paths:
            for passage in json.loads(path.read_text(encoding="utf-8")):
                if not passage.get("skip"):
                    three, readings = _of_passage(passage, keeper)
                    sought.setdefault(passage["work"], []).extend(three)
                    found += readings
    finally:
        weighing.weights_for = own
    return found, sought, keeper.sums


def divergences_of(
    passage: dict, texts: Sequence[str]
) -> tuple[list[tuple[list[Range | None], list[set[Range]], dict]], list[set[Range]]]:
    """The divergences of words of a passage, each with its ranges and words on both sides; and the words of each side that stand in
    the others.
    """
    gold, idle = [], [set(), set()]
    for divergence in passage["divergences"]:
        spans = spans_of(divergence, texts)
        words = [words_at(text, span) for text, span in zip(texts, spans)]
        if divergence["kind"] in ASIDE:
            for side in (0, 1):
                idle[side] |= words[side]
        else:
            gold.append((spans, words, divergence))
    return gold, idle


def spans_of(divergence: dict, texts: Sequence[str]) -> list[Range | None]:
    """The ranges of a divergence in the two texts of its passage; None where a side has no words, or they are not there."""
    return [_place(text, divergence.get(side, ""), divergence.get(f"{side}_n", 1)) for text, side in zip(texts, SIDES)]


def _of_passage(passage, keeper: _FeatureKeeper) -> tuple[list[tuple[str, int]], list[GoldReading]]:
    texts = [passage[side]["text"] for side in SIDES]
    gold, idle = divergences_of(passage, texts)
    three = [(passage["id"], i) for i, (*_, d) in enumerate(gold) if d["weight"] == 3 and not d.get("doubtful")]
    found = []
    keeper.beads = []
    given = _program(texts, keeper.language)
    for number, (spans, _, divergence) in enumerate(gold):
        if not divergence.get("doubtful") and (row := _own_row(keeper, spans, divergence["kind"])) >= 0:
            hits = frozenset({(passage["id"], number)} if divergence["weight"] == 3 else ())
            found.append(GoldReading(passage["work"], passage["id"], row, hits, (divergence["weight"],), False, "", False))
    for spans, row in given:
        words = [words_at(text, span) for text, span in zip(texts, spans)]
        here = [i for i, g in enumerate(gold) if any(g[1][k] & words[k] for k in (0, 1))]
        hits = {i for i in here if gold[i][2]["weight"] == 3 and not gold[i][2].get("doubtful")}
        if (not hits and any(gold[i][2].get("doubtful") for i in here)) or not any(w - i for w, i in zip(words, idle)):
            continue
        held = any(_overlap(gold[i][0][k], spans[k]) >= 0.5 for i in hits for k in (0, 1) if gold[i][0][k])
        long = max(map(len, words)) > LONG and not held
        text = " ] ".join(text[slice(*span)] for text, span in zip(texts, spans))
        weights = tuple(gold[i][2]["weight"] for i in here)
        found.append(
            GoldReading(passage["work"], passage["id"], row, frozenset((passage["id"], i) for i in hits), weights, long, text)
        )
    return three, found


def _own_row(keeper: _FeatureKeeper, spans: Sequence[Range | None], kind: str) -> int:
    """Keep the evidence of a divergence of the gold in the bead that holds most of it; its row, -1 where no bead does."""
    best = 0, -1, ((0, 0), (0, 0))
    for number, bead in enumerate(keeper.beads):
        places = tuple(
            weighing._Bounds(side).within(span) if side and span and side[0].start < span[1] and span[0] < side[-1].end else (0, 0)
            for side, span in zip((bead.base, bead.other), spans)
        )
        best = max(best, (sum(end - start for start, end in places), number, places), key=lambda one: one[0])
    if best[1] < 0:
        return -1
    kind = kind if kind in ("syntactic", "addition", "omission") else "lexical"
    keeper.sums += evidence(keeper.beads, [PlacedReading(best[1], *best[2], kind)], keeper.language)
    return len(keeper.sums) - 1


def _program(texts: Sequence[str], language: Language) -> list[tuple[tuple[Range, Range], int]]:
    """The ranges of the readings of two texts that are none of accidentals, and the row of each."""
    found = []
    for bead in compare(texts[0], texts[1], language):
        for reading in bead.readings:
            if reading.grade != "accidental" and not bead.cut:
                row = int(reading.weight or 0) - 1
                found.append(((reading.base or (0, 0), reading.other or (0, 0)), row))
    return found


def _place(text: str, words: str, number: int) -> Range | None:
    at = -1
    for _ in range(number):
        at = text.find(words, at + 1)
    return (at, at + len(words)) if words and at >= 0 else None


def words_at(text: str, span: Range | None) -> set[Range]:
    """The words of a text that a range touches, as ranges."""
    return {match.span() for match in WORD.finditer(text) if span and span[0] < match.end() and match.start() < span[1]}


def _overlap(one: Range | None, other: Range | None) -> float:
    if not one or not other:
        return 0.0
    return max(0, min(one[1], other[1]) - max(one[0], other[0])) / max(1, max(one[1], other[1]) - min(one[0], other[0]))


def figures(readings: Sequence[GoldReading], weights: Sequence[float], three: int, bound: float) -> tuple[float, float]:
    """F1 of the readings above a weight, and average precision of all in order of falling weight, as the scorer has them.

    `three`: how many divergences of sense there are.
    """
    ranked = sorted(zip(weights, readings, strict=True), key=lambda pair: -pair[0])
    given = right = 0
    met: set[tuple[str, int]] = set()
    for weight, reading in ranked:
        hits = frozenset() if reading.long else reading.hits
        if weight > bound and not (hits and hits <= met):
            given += 1
            right += bool(hits)
            met |= hits
    precision, recall = right / max(1, given), len(met) / max(1, three)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return f1, _average_precision([(weight, frozenset() if one.long else one.hits) for weight, one in ranked], three)


def _average_precision(ranked: Sequence[tuple[float, frozenset[tuple[str, int]]]], three: int) -> float:
    seen: set[tuple[str, int]] = set()
    right = read = at = 0
    total = 0.0
    counts = Counter(weight for weight, _ in ranked)
    while at < len(ranked):
        size, new = counts[ranked[at][0]], set()
        for _, hits in ranked[at : at + size]:
            if not (hits and hits <= seen | new):
                right += bool(hits)
                read += 1
                new |= hits
        at += size
        seen |= new
        total += len(new) * right / max(1, read)
    return total / max(1, three)
