"""Train the weights by which readings are cut (edition/collation/cuts.npz), on passages whose divergences an editor cut by hand.

usage: cuts.py GOLD.json … [--works NAME …] [--measure NAME …] [--to FILE]

GOLD is of ../shared/gold: passages of divergences/ or second-opinion/, or readings_*.json, of which the work is called serge. Of
each passage the way through its words is found as the program finds it. The weights begin as those of a semi-Markov conditional
random field (Sarawagi and Cohen 2004), in which ways that agree less with the editor are made likelier (softmax-margin; Gimpel and
Smith 2010); then the expected agreement itself is raised (minimum risk; Smith and Eisner 2006). AdaGrad, one interval at a time, in
orders that seeds fix: the same input gives the same bytes on one machine. `--works` trains on passages of these works alone;
`--measure` prints how many divergences of others are met with what was trained.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

import numpy as np
from gold_readings import ASIDE, ENGLISH, spans_of
from numpy.typing import NDArray

from edition.alignment import align
from edition.collation.cutting import BOUNDS, PAIRS, Lattice, Weights, lattice_of, write_weights
from edition.collation.paths import Path, path_of
from edition.collation.script import side_of
from edition.collation.variants import words_of
from edition.collation.words import likely_links_of
from edition.language.word_forms import is_word
from edition.model import Range, Token
from edition.text.raw_text import raw_text

# Passes over the intervals, first for likelihood, then for agreement; steps; the pull to zero; the weight of the margin. Chosen by
# training on two of three works and measuring on the third: docs/words.md.
LIKELY, AGREEING, ORDERS = 15, 10, 3
RATES, PULL, MARGIN = (0.15, 0.05), 2e-4, 2.0
# An editor's divergence counts as met from this overlap on (intersection over union), as ../shared/score/divergences.py has it.
MET = 0.5
# What a reading costs that agrees with none, and what words cost opposite a divergence that has none there.
IDLE, OPPOSITE = 0.05, 1.0
# What is won for each token that both texts have and the editor's readings too, and lost for one that they have not.
TOKEN = 0.1
TO = FilePath(__file__).resolve().parent.parent / "edition" / "collation" / "cuts.npz"

Vector = NDArray[np.float64]
Spans = tuple[Range | None, Range | None]


@dataclass
class Example:
    """An interval: its runs by points in order of their ends, what each is worth to the editor, and the way he would have taken.

    `counts`, `pairs`: what the model sees of each run; a free run has none. `met`: which divergences each run meets.
    """

    work: str
    points: int
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    counts: Vector
    pairs: NDArray[np.int64]
    value: Vector
    met: list[frozenset[int]]
    way: list[int]
    bounds: NDArray[np.int64]
    by_start: NDArray[np.int64]
    start_bounds: NDArray[np.int64]


def passages(files: Sequence[str], works: Sequence[str]) -> Iterator[tuple[str, list[Example], int]]:
    """The work of each passage of some works (of all where none is named), its intervals, and how many divergences it has."""
    for file in files:
        read = json.loads(FilePath(file).read_text(encoding="utf-8"))
        for each in read["beads"] if isinstance(read, dict) else read:
            passage = each if "work" in each else _of_readings(each)
            if not passage.get("skip") and (not works or passage["work"] in works):
                yield examples_of(passage)


def _of_readings(pair: dict[str, Any]) -> dict[str, Any]:
    """Turn a passage of readings_*.json into the form of the others."""
    divergences = []
    for record in pair.get("divergences", pair.get("records", [])):
        if record.get("significance", 1) and record.get("type") not in ASIDE:
            found: dict[str, Any] = {"kind": record.get("type", "lexical")}
            for side, key in (("base", "ag"), ("other", "ss")):
                text, words = pair[key]["text"], record[key] or ""
                at = record.get(f"{key}_start", -1) - pair[key].get("start", 0)
                at = at if at >= 0 and text[at : at + len(words)] == words else text.find(words)
                found |= {side: words, f"{side}_n": 1 + sum(text[k:].startswith(words) for k in range(at))} if words else {side: ""}
            divergences.append(found)
    sides = {side: {"text": pair[key]["text"]} for side, key in (("base", "ag"), ("other", "ss"))}
    return {"work": "serge", **sides, "divergences": divergences}


def examples_of(passage: dict[str, Any]) -> tuple[str, list[Example], int]:
    """Turn a passage into its intervals with what the editor would have."""
    sides = [raw_text(passage[side]["text"]) for side in ("base", "other")]
    texts = [side.running.text for side in sides]
    spans: list[Spans] = []
    for divergence in passage["divergences"]:
        if divergence["kind"] not in ASIDE:
            place = spans_of(divergence, texts)
            if any(place):
                spans.append((place[0], place[1]))
    beads = align(sides[0].running, sides[1].running, ENGLISH).beads
    scripts = [side_of(side.running) for side in sides]
    tokens = [
        (words_of(scripts[0], bead.base, ENGLISH), words_of(scripts[1], bead.other, ENGLISH))
        for bead in beads
        if bead.base and bead.other and not bead.moved
    ]
    tokens = [pair for pair in tokens if all(pair)]
    links = likely_links_of([([token.t for token in one], [token.t for token in two]) for one, two in tokens], ENGLISH)
    found: list[Example] = []
    for pair, likely in zip(tokens, links, strict=True):
        path = path_of(*pair, likely, ENGLISH)
        found += [_example(passage["work"], path, number, pair, spans) for number in range(len(path.intervals))]
    return passage["work"], found, len(spans)


def _divergent(token: Token, side: int, spans: Sequence[Spans]) -> int:
    """1 where a token stands in a divergence, else -1; 0 for a mark."""
    if not is_word(token.t):
        return 0
    inside = any((place := span[side]) and place[0] < token.end and token.start < place[1] for span in spans)
    return 1 if inside else -1


def _example(work: str, path: Path, number: int, tokens: tuple[list[Token], list[Token]], spans: Sequence[Spans]) -> Example:
    lattice = lattice_of([path], [path.intervals[number]])
    judged = [_value(_spans(box, tokens), spans) for box in lattice.boxes.tolist()]
    gain = [
        _divergent(tokens[0][box[0]], 0, spans) + _divergent(tokens[1][box[2]], 1, spans)
        for box, kind in path.intervals[number].steps
        if kind == "equal"
    ]
    equal = [step.box for step in path.intervals[number].steps if step.kind == "equal"]
    for k, box in enumerate(lattice.boxes.tolist()):
        inside = sum(g for g, e in zip(gain, equal, strict=True) if box[0] <= e[0] < box[1] and box[2] <= e[2] < box[3])
        judged[k] = judged[k][0] + TOKEN * inside, judged[k][1]
    values, met = [value for value, _ in judged], [meets for _, meets in judged]
    starts = np.concatenate([lattice.starts, lattice.free[:, 0]])
    ends = np.concatenate([lattice.ends, lattice.free[:, 1]])
    order = np.lexsort((starts, ends))
    idle = len(lattice.free)
    counts = np.concatenate([lattice.counts, np.zeros((idle, lattice.counts.shape[1]), np.float32)]).astype(np.float64)
    pairs = np.concatenate([_bound_pairs(lattice), np.full((idle, 4), BOUNDS * PAIRS)])
    value = np.concatenate([values, np.zeros(idle)])[order]
    both = [*met, *([frozenset()] * idle)]
    starts, ends = starts[order], ends[order]
    points = len(lattice.pairs)
    by_start = np.argsort(starts, kind="stable")
    example = Example(
        work, points, starts, ends, counts[order], pairs[order], value, [both[k] for k in order], [],
        np.searchsorted(ends, np.arange(points + 1)), by_start, np.searchsorted(starts[by_start], np.arange(points + 1)),
    )  # fmt: skip
    example.way = best_way(example, value)
    return example


def _bound_pairs(lattice: Lattice) -> NDArray[np.int64]:
    """Which weights of bounds each run has: two at its beginning, two at its end; the last weight stands for none."""
    left = np.where(lattice.after, 0, PAIRS)[lattice.starts, None] + lattice.pairs[lattice.starts]
    right = np.where(lattice.before[lattice.ends, None], 2 * PAIRS + lattice.pairs[lattice.ends], BOUNDS * PAIRS)
    return np.concatenate([left, right], 1)


def _spans(box: Sequence[int], tokens: tuple[list[Token], list[Token]]) -> Spans:
    one, two = tokens
    return (
        (one[box[0]].start, one[box[1] - 1].end) if box[0] < box[1] else None,
        (two[box[2]].start, two[box[3] - 1].end) if box[2] < box[3] else None,
    )


def _value(mine: Spans, spans: Sequence[Spans]) -> tuple[float, frozenset[int]]:
    """What a run is worth to the editor, and which of his divergences it meets."""
    best, met = 0.0, set[int]()
    for number, wanted in enumerate(spans):
        overlaps = [_overlap(want, have) for want, have in zip(wanted, mine, strict=True) if want]
        if min(overlaps) <= 0:
            continue
        opposite = any(want is None and have is not None for want, have in zip(wanted, mine, strict=True))
        meets = min(overlaps) >= MET
        best = max(best, sum(overlaps) / len(overlaps) + meets - OPPOSITE * opposite)
        if meets:
            met.add(number)
    return best - IDLE, frozenset(met)


def _overlap(one: Range, two: Range | None) -> float:
    if two is None:
        return 0.0
    return max(0, min(one[1], two[1]) - max(one[0], two[0])) / (max(one[1], two[1]) - min(one[0], two[0]))


def best_way(example: Example, worth: Vector) -> list[int]:
    """The runs of the way of most worth."""
    best, came = np.full(example.points, -np.inf), [-1] * example.points
    best[0] = 0
    for point in range(1, example.points):
        low, high = example.bounds[point : point + 2]
        if low < high:
            reached = best[example.starts[low:high]] + worth[low:high]
            came[point] = low + int(reached.argmax())
            best[point] = reached.max()
    way, point = [], example.points - 1
    while point > 0:
        way.append(came[point])
        point = int(example.starts[came[point]])
    return way[::-1]


def worth_of(example: Example, weights: Vector) -> Vector:
    """What each run is worth by the weights: of counts, then of bounds, then none."""
    number = example.counts.shape[1]
    result: Vector = example.counts @ weights[:number] + weights[number:][example.pairs].sum(1)
    return result


def _features(example: Example, share: Vector) -> Vector:
    """The sum of what the model sees of all runs, each taken as often as its share."""
    bounds = np.bincount(example.pairs.ravel(), np.repeat(share, 4), minlength=BOUNDS * PAIRS + 1)
    bounds[-1] = 0
    return np.concatenate([share @ example.counts, bounds])


def _sums(
    at: NDArray[np.int64],
    worth: Vector,
    value: Vector,
    total: Vector,
    agreed: Vector,
    order: Sequence[tuple[int, NDArray[np.int64]]],
) -> None:
    """Fill, point after point, the logarithm of the sum over all ways there, and their expected agreement."""
    for point, runs in order:
        if len(runs):
            reached = total[at[runs]] + worth[runs]
            most = reached.max()
            if most > -1e29:
                share = np.exp(reached - most)
                total[point] = most + np.log(share.sum())
                agreed[point] = share @ (agreed[at[runs]] + value[runs]) / share.sum()


def chances(example: Example, worth: Vector) -> tuple[Vector, Vector]:
    """How likely each run is, and that times how much better than others the ways are that take it."""
    count, starts, ends, value = example.points, example.starts, example.ends, example.value
    forward, backward = (np.full(count, -1e30) for _ in range(2))
    agreed, agreeing = np.zeros(count), np.zeros(count)
    forward[0] = backward[-1] = 0
    into = [(point, np.arange(*example.bounds[point : point + 2])) for point in range(1, count)]
    out = [(point, example.by_start[slice(*example.start_bounds[point : point + 2])]) for point in range(count - 2, -1, -1)]
    _sums(starts, worth, value, forward, agreed, into)
    _sums(ends, worth, value, backward, agreeing, out)
    chance = np.exp(np.minimum(0, forward[starts] + worth + backward[ends] - forward[-1]))
    return chance, chance * (agreed[starts] + value + agreeing[ends] - agreed[-1])


def train(examples: Sequence[Example]) -> Vector:
    """Turn intervals into weights: the mean of those that come of several orders."""
    result: Vector = np.mean([_trained(examples, seed) for seed in range(ORDERS)], 0)
    return result


def _trained(examples: Sequence[Example], seed: int) -> Vector:
    """Turn intervals into weights: the mean of those after the last passes of the second half."""
    size = examples[0].counts.shape[1] + BOUNDS * PAIRS + 1
    weights, squares, mean, taken = np.zeros(size), np.full(size, 1e-4), np.zeros(size), 0
    random = np.random.default_rng(seed)
    for number in range(LIKELY + AGREEING):
        if number == LIKELY:
            squares[:] = 1e-2
        for k in random.permutation(len(examples)):
            example = examples[k]
            worth = worth_of(example, weights)
            if number < LIKELY:
                share = -chances(example, worth - MARGIN * example.value)[0]
                np.add.at(share, example.way, 1)
                step = _features(example, share) - 10 * PULL * weights
            else:
                step = _features(example, chances(example, worth)[1]) - PULL * weights
            squares += step * step
            weights += RATES[number >= LIKELY] * step / np.sqrt(squares)
        if number >= LIKELY + AGREEING // 2:
            mean += weights
            taken += 1
    result: Vector = mean / taken
    return result


def measure(examples: Sequence[Example], weights: Vector) -> int:
    """How many divergences are met by the best ways."""
    return sum(len(frozenset().union(*(one.met[run] for run in best_way(one, worth_of(one, weights))))) for one in examples)


def main(arguments: list[str]) -> None:
    """Read the arguments, train, write or measure."""
    options: dict[str, list[str]] = {"": []}
    name = ""
    for argument in arguments:
        if argument.startswith("--"):
            name = argument[2:]
        options.setdefault(name, []).extend([] if argument.startswith("--") else [argument])
    named = options.get("works", [])
    found = list(passages(options[""], [*named, *options.get("measure", [])] if named else []))
    works = named or sorted({work for work, *_ in found})
    weights = train([example for work, examples, _ in found if work in works for example in examples])
    for work in options.get("measure", []):
        mine = [(examples, count) for name, examples, count in found if name == work]
        met, count = sum(measure(examples, weights) for examples, _ in mine), sum(count for _, count in mine)
        print(f"{work}: {met} of {count} met")
    if "to" in options or "measure" not in options:
        bounds = weights[-BOUNDS * PAIRS - 1 : -1].reshape(BOUNDS, PAIRS)
        counts = weights[: -BOUNDS * PAIRS - 1]
        write_weights(Weights(counts.astype(np.float32), bounds.astype(np.float32)), FilePath(options.get("to", [str(TO)])[0]))


if __name__ == "__main__":
    main(sys.argv[1:])
