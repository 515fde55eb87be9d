"""Turn passages whose divergences were weighed by hand into the weights of the model that weighs readings, and into figures.

usage: python training/weights.py GOLD.json … [--also MORE.json …] [--without-tables] [--out FILE.npz] [--figures]

GOLD.json: passages as ../shared/gold/divergences has them. --also: further passages, in training alone. --figures prints, for each
work of the gold, how well readings are weighed by a model that was trained without it, the mean, and how well weights are
calibrated; it writes nothing. --without-tables: English is read by its file alone, as other languages are, for the model of those.
The same passages give the same bytes. Only numpy is needed; the evidence is made anew from the program as it is.
"""

from __future__ import annotations

import argparse
import itertools
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from gold_readings import ENGLISH, GoldReading, figures, readings_of
from words import BY_ITS_FILE

from edition.collation.weight_model import SEEN, WeightModel, save, table

FOLDER = Path(__file__).resolve().parent.parent / "edition" / "collation"
# The tables of English words go by the tag.
# The strength with which coefficients are held near zero: 100 to 1500 were tried by leaving a work out (docs/words.md).
RIDGE = 700.0
# What the words of a class say where they are all that differs, and the gold has too few of them to tell: the coefficients are held
# near this, not near zero. By eye, from DESIGN.md section 5: who, whether, how sure, must or should, always or sometimes.
_SAYING = "approximate seeming necessary advised always often sometimes seldom".split()
SAID_ALONE = {
    **dict.fromkeys(("names bare", "denial bare"), 0.4),
    **{f"class bare {name}": 0.4 for name in _SAYING},
    **dict.fromkeys(("denial alone", "scale quantity", "scale frequency", "scale certainty"), 0.6),
    # A denial that denies a denial on the same side says what the other side says without either: 31 readings have one.
    "denial answered within": -0.2,
}
# A feature that hardly ever is not zero is not stretched further than this; one that fewer readings have is left out.
LEAST_SPREAD, LEAST_READINGS = 0.1, 8
# Parts of the works, each held out once where weights are calibrated.
PARTS = 5
# Points of the line from scores to weights.
POINTS = 33
# Held-out weights are counted in these steps.
STEPS = (0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 1.01)


class Examples:
    """Readings with their features, whether each is of sense, and how much it counts: the crumbs of one divergence count as one.

    `given`: whether each is a reading of the program, not a divergence of the gold itself.
    """

    def __init__(self, readings: Sequence[GoldReading], sums: Sequence[dict[str, float]]) -> None:
        self.readings = [reading for reading in readings if reading.row >= 0]
        own = [sums[reading.row] for reading in self.readings]
        having = Counter(name for one in own for name in one)
        self.names = tuple(sorted(SAID_ALONE.keys() | {name for name, count in having.items() if count >= LEAST_READINGS}))
        self.table = table(own, {name: number for number, name in enumerate(self.names)})
        self.given = np.array([reading.given for reading in self.readings])
        self.wanted = np.array([bool(reading.hits) and not reading.long for reading in self.readings], np.float64)
        crumbs = Counter(hit for reading in self.readings if reading.given for hit in reading.hits)
        self.counting = np.array([1 / min((crumbs[h] for h in one.hits), default=1) if one.given else 1.0 for one in self.readings])
        self.works = np.array([reading.work for reading in self.readings])

    def some(self, kept: np.ndarray) -> Examples:
        """The examples of a mask."""
        result = object.__new__(Examples)
        result.names = self.names
        result.readings = [reading for reading, keep in zip(self.readings, kept, strict=True) if keep]
        for name in ("table", "wanted", "counting", "works", "given"):
            setattr(result, name, getattr(self, name)[kept])
        return result


def fitted(examples: Examples) -> WeightModel:
    """A model that is not calibrated: its weights are those of the regression."""
    mean, spread = examples.table.mean(0), np.maximum(examples.table.std(0), LEAST_SPREAD)
    rows = np.hstack([np.clip((examples.table - mean) / spread, -SEEN, SEEN), np.ones((len(examples.table), 1))])
    ridge = np.full(rows.shape[1], RIDGE)
    ridge[-1] = 1e-6
    near = np.array([*(SAID_ALONE.get(name, 0.0) for name in examples.names), 0.0])
    found = near.copy()
    # Newton's method for logistic regression with a ridge.
    for _ in range(50):
        chance = 1 / (1 + np.exp(-rows @ found))
        slope = rows.T @ (examples.counting * (examples.wanted - chance)) - ridge * (found - near)
        curve = (rows * (examples.counting * chance * (1 - chance))[:, None]).T @ rows + np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        found += step
        if np.abs(step).max() < 1e-9:
            break
    line = np.linspace(-12, 12, 97)
    return WeightModel(examples.names, mean, spread, found[:-1], float(found[-1]), line, 1 / (1 + np.exp(-line)), 0.5)


def held_out(examples: Examples) -> np.ndarray:
    """The score of each reading by a model that saw no reading of its work: the works in so many parts."""
    found = np.zeros(len(examples.readings))
    works = sorted(set(examples.works))
    for part in range(min(PARTS, len(works))):
        mine = np.isin(examples.works, works[part::PARTS])
        found[mine] = fitted(examples.some(~mine)).of_table(examples.table[mine])
    return found


def calibrated(model: WeightModel, found: np.ndarray, examples: Examples) -> WeightModel:
    """The model with the line from held-out scores to the share that was of sense (Platt 1999), and the bound (`best_bound`)."""
    slope, shift = _logistic(found, examples.wanted)
    line = np.linspace(found.min(), found.max(), POINTS)
    made = replace(model, scores=line, chances=1 / (1 + np.exp(-(slope * line + shift))))
    return replace(made, bound=best_bound(np.interp(found, made.scores, made.chances), examples))


def _logistic(found: np.ndarray, wanted: np.ndarray) -> tuple[float, float]:
    """Slope and shift of the logistic line from scores to shares."""
    rows = np.stack([found, np.ones(len(found))], 1)
    line = np.zeros(2)
    for _ in range(50):
        chance = 1 / (1 + np.exp(-rows @ line))
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + 1e-9 * np.eye(2)
        line += np.linalg.solve(curve, rows.T @ (wanted - chance))
    return float(line[0]), float(line[1])


def best_bound(weights: np.ndarray, examples: Examples) -> float:
    """The weight above which readings are best called of sense, by F1: of the bounds that do nearly as well the highest.

    It calls the fewest so, and of those that it leaves out four in five are of style.
    """
    three = len({hit for reading in examples.readings for hit in reading.hits})
    bounds = [round(0.04 + 0.01 * number, 2) for number in range(70)]
    by = {bound: figures(examples.readings, weights, three, bound)[0] for bound in bounds}
    return max(bound for bound, f1 in by.items() if f1 >= 0.97 * max(by.values()))


def trained(examples: Examples) -> WeightModel:
    """A model of all examples, calibrated on the program's own readings."""
    return calibrated(fitted(examples), held_out(examples)[examples.given], examples.some(examples.given))


def weights_of(model: WeightModel, examples: Examples) -> np.ndarray:
    """The weights that a model gives."""
    return np.round(np.interp(model.of_table(examples.table), model.scores, model.chances), 3)


def main() -> None:
    """Write the weights, or print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--also", nargs="*", type=Path, default=[])
    parser.add_argument("--without-tables", action="store_true")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--figures", action="store_true")
    options = parser.parse_args()
    language = BY_ITS_FILE if options.without_tables else ENGLISH
    readings, sought, sums = readings_of([*options.gold, *options.also], language)
    examples = Examples(readings, sums)
    model = trained(examples)
    if not options.figures:
        own = "weights_without_tables.npz" if options.without_tables else "weights.npz"
        save(model, options.out or FOLDER / own)
        return
    works = sorted({passage["work"] for path in options.gold for passage in json.loads(path.read_text(encoding="utf-8"))})
    print_figures(examples, {work: len(sought[work]) for work in works}, model)


def print_figures(examples: Examples, three: dict[str, int], whole: WeightModel) -> None:
    """Print what a model trained without each work makes of it, what that of all makes of all, and how weights are calibrated."""
    found, weights, wanted = [], [], []
    for work, count in three.items():
        mine = examples.works == work
        model, there = trained(examples.some(~mine)), examples.some(mine & examples.given)
        own = weights_of(model, there)
        f1, precision = figures(there.readings, own, count, model.bound)
        half = figures(there.readings, own, count, 0.5)[0]
        found.append((f1, half, precision))
        weights.append(own)
        wanted.append(there.wanted)
        print(f"{work:12} F1 {f1:.3f} above {model.bound:.2f}, {half:.3f} above .5   AP {precision:.3f}")
    f1, half, precision = np.mean(found, 0)
    print(f"mean of {len(found)} works, each by weights made without it: F1 {f1:.3f}, {half:.3f} above .5   AP {precision:.3f}")
    there = examples.some(np.isin(examples.works, list(three)) & examples.given)
    f1, precision = figures(there.readings, weights_of(whole, there), sum(three.values()), whole.bound)
    print(f"weights of all works, on all (they have seen it: no claim): F1 {f1:.3f} above {whole.bound:.2f}   AP {precision:.3f}")
    joined, right = np.concatenate(weights), np.concatenate(wanted)
    for low, high in itertools.pairwise(STEPS):
        mine = (joined >= low) & (joined < high)
        if mine.any():
            mean, share = joined[mine].mean(), right[mine].mean()
            print(f"weight {low:.2f} to {min(1, high):.2f}: {mine.sum():5} readings, mean {mean:.3f}, of sense {share:.3f}")


if __name__ == "__main__":
    main()
