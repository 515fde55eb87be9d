"""Turn passages whose divergences an editor cut and weighed into the coefficients of doubt, and into how well they hold.

usage: python training/doubts.py GOLD.json … [--work NAME …]

GOLD.json: passages as ../shared/gold/divergences has them; --work: of these works alone. Prints the coefficients of
edition/decisions/calibrated_doubt.py, made from all, and a table of doubts in which those of each work come from the others.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from gold_readings import ENGLISH, SIDES, divergences_of, words_at

from edition.decisions.calibrated_doubt import ReadingEvidence, bead_row, close, row, unlinked
from edition.pipeline.two_texts import PairBead, compare

# How strongly coefficients are held near zero. By eye: .1 and 2 give the same table to two decimals.
RIDGE = 0.5
# A bead is wrong where so many words are divergences whose other side lies outside it. By eye: fewer are a matter of taste.
CROSSING = 3


def examples(passage: dict) -> tuple[list[tuple[list[float], bool]], list[tuple[list[float], bool]], list[bool]]:
    """Of a passage the readings and the beads, each with its numbers and whether it is changed, and whether passages that are said
    to stand in one text alone do not.
    """
    texts = [passage[side]["text"] for side in SIDES]
    divergences, idle = divergences_of(passage, texts)
    gold = [(words, divergence) for _, words, divergence in divergences]
    readings, beads, alone = [], [], []
    for bead in compare(texts[0], texts[1], ENGLISH):
        if bead.cut:
            continue
        sides = [words_at(text, span) for text, span in zip(texts, (bead.base, bead.other))]
        if bead.base and bead.other:
            numbers = bead_row(bead.score, (len(sides[0]), len(sides[1])))
            beads.append((numbers, _crossing(sides, gold) >= CROSSING))
            readings += _readings(bead, texts, gold, idle)
        else:
            side = 0 if bead.base else 1
            covered = {word for words, _ in gold if not words[1 - side] for word in words[side] & sides[side]}
            alone.append(2 * len(covered) < len(sides[side]))
    return readings, beads, alone


def _crossing(sides: list[set], gold: list) -> int:
    """How many words of a bead are in divergences whose other side lies outside it."""
    found = 0
    for words, _ in gold:
        for side in (0, 1):
            inside = 2 * len(words[side] & sides[side]) >= len(words[side]) > 0
            if words[1 - side] and inside and 2 * len(words[1 - side] & sides[1 - side]) < len(words[1 - side]):
                found += len(words[side])
    return found


def _readings(bead: PairBead, texts: list[str], gold: list, idle: list[set]) -> Iterator[tuple[list[float], bool]]:
    ranges = [(reading.base, reading.other) for reading in bead.readings]
    words = [[words_at(text, span) for text, span in zip(texts, places)] for places in ranges]
    shares = unlinked([(reading.lemma, reading.text) for reading in bead.readings], ENGLISH)
    for at, reading in enumerate(bead.readings):
        if reading.grade == "accidental" or not any(own - other for own, other in zip(words[at], idle)):
            continue
        here = [(own, said) for own, said in gold if any(own[side] & words[at][side] for side in (0, 1))]
        if any(said.get("doubtful") for _, said in here):
            continue
        met = any(all(_alike(own[side], words[at][side]) >= 0.5 for side in (0, 1)) for own, _ in here)
        sense = any(said["weight"] == 3 for _, said in here)
        evidence = ReadingEvidence(
            reading.type,
            reading.grade,
            reading.weight,
            (len(words[at][0]), len(words[at][1])),
            shares[at],
            (at > 0 and close(ranges[at - 1], ranges[at]), at + 1 < len(ranges) and close(ranges[at], ranges[at + 1])),
            len(ranges),
            bead.score,
        )
        yield row(evidence), not met or sense is not (reading.grade == "substantive")


def _alike(one: set, two: set) -> float:
    return len(one & two) / len(one | two) if one | two else 1.0


def fitted(examples: list[tuple[list[float], bool]]) -> np.ndarray:
    """The coefficients of a logistic regression, by Newton's method."""
    rows = np.array([numbers for numbers, _ in examples])
    wanted = np.array([changed for _, changed in examples], float)
    found = np.zeros(rows.shape[1])
    ridge = np.diag([1e-6] + [RIDGE] * (rows.shape[1] - 1))
    for _ in range(50):
        chance = 1 / (1 + np.exp(-rows @ found))
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + ridge
        found += np.linalg.solve(curve, rows.T @ (wanted - chance) - ridge @ found)
    return found


def _table(name: str, by_work: dict[str, list[tuple[list[float], bool]]]) -> None:
    """Print how many were changed of those of each doubt, where the doubt comes from the other works."""
    found = []
    for work, mine in by_work.items():
        others = [example for other, theirs in by_work.items() if other != work for example in theirs]
        by = fitted(others)
        found += [(1 / (1 + np.exp(-np.dot(numbers, by))), changed) for numbers, changed in mine]
        ranked = sorted(found[-len(mine) :], key=lambda pair: -pair[0])[:50]
        print(f"{name}, {work}: {len(mine)}, of the first {len(ranked)} changed {np.mean([c for _, c in ranked]):.2f}")
    for low in range(0, 10, 2):
        those = [(doubt, changed) for doubt, changed in found if low <= 10 * doubt < low + 2]
        if those:
            doubt, changed = np.mean(those, 0)
            print(f"| {low * 10}–{low * 10 + 20} % | {len(those)} | {doubt:.2f} | {changed:.2f} |")


def main() -> None:
    """Print the coefficients and the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--work", nargs="*")
    options = parser.parse_args()
    readings: dict[str, list] = {}
    beads: dict[str, list] = {}
    alone: list[bool] = []
    for path in options.gold:
        for passage in json.loads(path.read_text(encoding="utf-8")):
            if not passage.get("skip") and (not options.work or passage["work"] in options.work):
                found = examples(passage)
                readings.setdefault(passage["work"], []).extend(found[0])
                beads.setdefault(passage["work"], []).extend(found[1])
                alone += found[2]
    for name, by_work in (("READING", readings), ("BEAD", beads)):
        by = fitted([example for mine in by_work.values() for example in mine])
        print(f"{name} = ({', '.join(f'{number:.2f}' for number in by)})")
        _table(name, by_work)
    print(f"alone: {len(alone)}, of which answered all the same {sum(alone)}")


if __name__ == "__main__":
    main()
