"""Turn passages whose divergences were weighed by hand into the weights of the model that weighs readings, and into figures.

usage: python training/weights.py GOLD.json … [--also MORE.json …] [--out FILE.npz] [--figures]

GOLD.json: passages as ../shared/gold/divergences has them. --also: further passages, in training alone. --figures prints, for each
work of the gold, how well readings are weighed by a model that was trained without it, and the mean. The same passages give the
same bytes. Only numpy is needed; features are made anew from the program as it is.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from gold_readings import GoldReading, figures, readings_of

from edition.collation.weight_model import WeightModel, save

OWN = Path(__file__).resolve().parent.parent / "edition" / "collation" / "weights.npz"
# The strength with which coefficients are held near zero: .003, .01, .03 and .1 tried by leaving a work out; docs/words.md.
RIDGE = 200.0
# A feature that hardly ever is not zero is not stretched further than this.
LEAST_SPREAD = 0.05
# Points of the line from scores to weights.
POINTS = 33


class Examples:
    """Readings with their features, whether each is of sense, and how much it counts: the crumbs of one divergence count as one."""

    def __init__(self, readings: Sequence[GoldReading], table: np.ndarray) -> None:
        self.readings = [reading for reading in readings if reading.row >= 0]
        self.table = np.array([table[reading.row] for reading in self.readings], np.float64)
        self.wanted = np.array([bool(reading.hits) and not reading.long for reading in self.readings], np.float64)
        crumbs = Counter(hit for reading in self.readings for hit in reading.hits)
        self.counting = np.array(
            [1 / min((crumbs[hit] for hit in r.hits), default=1) * (not (r.hits and r.long)) for r in self.readings]
        )
        self.works = np.array([reading.work for reading in self.readings])

    def some(self, kept: np.ndarray) -> Examples:
        """The examples of a mask."""
        result = object.__new__(Examples)
        result.readings = [reading for reading, keep in zip(self.readings, kept, strict=True) if keep]
        for name in ("table", "wanted", "counting", "works"):
            setattr(result, name, getattr(self, name)[kept])
        return result


def fitted(examples: Examples) -> WeightModel:
    """A model that is not calibrated: its weights are those of the regression."""
    mean, spread = examples.table.mean(0), np.maximum(examples.table.std(0), LEAST_SPREAD)
    rows = np.hstack([(examples.table - mean) / spread, np.ones((len(examples.table), 1))])
    ridge = np.diag([RIDGE] * (rows.shape[1] - 1) + [1e-6])
    found = np.zeros(rows.shape[1])
    # Newton's method for logistic regression with a ridge.
    for _ in range(50):
        chance = 1 / (1 + np.exp(-rows @ found))
        slope = rows.T @ (examples.counting * (examples.wanted - chance)) - ridge @ found
        curve = (rows * (examples.counting * chance * (1 - chance))[:, None]).T @ rows + ridge
        step = np.linalg.solve(curve, slope)
        found += step
        if np.abs(step).max() < 1e-9:
            break
    line = np.linspace(-12, 12, 97)
    return WeightModel(mean, spread, found[None, :-1], found[None, -1], line, 1 / (1 + np.exp(-line)), 0.5)


def scores(model: WeightModel, examples: Examples) -> np.ndarray:
    """The scores of readings before they are calibrated."""
    return ((examples.table - model.mean) / model.scale @ model.coefficients.T + model.intercepts).mean(1)


def held_out(examples: Examples) -> np.ndarray:
    """The score of each reading by a model that saw no reading of its work."""
    found = np.zeros(len(examples.readings))
    for work in sorted(set(examples.works)):
        mine = examples.works == work
        found[mine] = scores(fitted(examples.some(~mine)), examples.some(mine))
    return found


def calibrated(model: WeightModel, found: np.ndarray, examples: Examples) -> WeightModel:
    """The model with the line from held-out scores to the share that was of sense (Platt 1999), and the bound of best F1."""
    slope, shift = _platt(found, examples.wanted, examples.counting)
    line = np.linspace(found.min(), found.max(), POINTS)
    chances = 1 / (1 + np.exp(-(slope * line + shift)))
    made = replace(model, scores=line, chances=chances)
    return replace(made, bound=best_bound(np.interp(found, line, chances), examples))


def _platt(found: np.ndarray, wanted: np.ndarray, counting: np.ndarray) -> tuple[float, float]:
    rows = np.stack([found, np.ones(len(found))], 1)
    line = np.zeros(2)
    for _ in range(50):
        chance = 1 / (1 + np.exp(-rows @ line))
        curve = (rows * (counting * chance * (1 - chance))[:, None]).T @ rows + 1e-9 * np.eye(2)
        line += np.linalg.solve(curve, rows.T @ (counting * (wanted - chance)))
    return float(line[0]), float(line[1])


def best_bound(weights: np.ndarray, examples: Examples) -> float:
    """The weight above which readings are best called of sense, by F1."""
    three = len({hit for reading in examples.readings for hit in reading.hits})
    number = {id(reading): place for place, reading in enumerate(examples.readings)}
    bounds = np.round(np.arange(0.05, 0.8, 0.01), 2)
    by = {float(bound): figures(examples.readings, lambda r: weights[number[id(r)]], three, float(bound))[0] for bound in bounds}
    # The middle of the bounds that do nearly as well, so that no single reading sets it.
    good = [bound for bound, f1 in by.items() if f1 >= 0.97 * max(by.values())]
    return round(float(np.median(good)), 2)


def trained(examples: Examples) -> WeightModel:
    """A calibrated model of all examples."""
    return calibrated(fitted(examples), held_out(examples), examples)


def measured(model: WeightModel, examples: Examples, three: int) -> tuple[float, float]:
    """F1 and average precision of a model."""
    weights = model.of_features(examples.table.astype(np.float32))
    number = {id(reading): place for place, reading in enumerate(examples.readings)}
    return figures(examples.readings, lambda reading: weights[number[id(reading)]], three, float(model.bound))


def main() -> None:
    """Write the weights, or print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--also", nargs="*", type=Path, default=[])
    parser.add_argument("--out", type=Path, default=OWN)
    parser.add_argument("--figures", action="store_true")
    options = parser.parse_args()
    readings, sought, table = readings_of([*options.gold, *options.also])
    gold_works = {work for work in sought if work in _works(options.gold)}
    examples = Examples(readings, table)
    if not options.figures:
        save(trained(examples), options.out)
        return
    found = []
    for work in sorted(gold_works):
        mine = examples.works == work
        found.append(measured(trained(examples.some(~mine)), examples.some(mine), len(sought[work])))
        print(f"{work:12} F1 {found[-1][0]:.3f}  AP {found[-1][1]:.3f}", flush=True)
    means = np.mean(found, 0)
    print(f"mean of {len(found)} works, each by weights made without it: F1 {means[0]:.3f}  AP {means[1]:.3f}")


def _works(paths: Sequence[Path]) -> set[str]:
    import json

    return {passage["work"] for path in paths for passage in json.loads(path.read_text(encoding="utf-8"))}


if __name__ == "__main__":
    main()
