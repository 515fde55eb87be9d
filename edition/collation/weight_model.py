"""Turn the evidence of readings into weights: a small trained model, in numpy alone.

The numbers are an .npz file that training/weights.py makes: a logistic regression on the sums of the features of all items of a
reading, and the rising line by which its score is turned into a weight.
"""

from __future__ import annotations

import functools
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from itertools import repeat
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from edition.collation.reading_evidence import LinkedBead, PlacedReading, evidence
from edition.collation.thesaurus import TABLED
from edition.language.languages import Language

Double = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class WeightModel:
    """The features that count, by name, with what is taken from each, divided out of it and multiplied with it; what is added to
    their sum; the points between which a score is turned into a weight; `bound`: the weight above which a reading is substantive.
    """

    names: tuple[str, ...]
    mean: Double
    scale: Double
    coefficients: Double
    intercept: float
    scores: Double
    chances: Double
    bound: float

    def weights(self, beads: Sequence[LinkedBead], readings: Sequence[PlacedReading], language: Language) -> list[float]:
        """Turn readings into weights from 0 to 1, to three decimals."""
        if not readings:
            return []
        scores = self.of_table(table(evidence(beads, readings, language), self.numbers))
        return [float(weight) for weight in np.round(np.interp(scores, self.scores, self.chances), 3)]

    def of_table(self, sums: Double) -> Double:
        """Turn the logarithms of sums (readings, names) into scores."""
        # Far from what was seen in training a feature says no more than at the edge of it: a very long reading is no surer.
        found: Double = np.clip((sums - self.mean) / self.scale, -SEEN, SEEN) @ self.coefficients + self.intercept
        return found

    @functools.cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each feature."""
        return {name: number for number, name in enumerate(self.names)}


# Standard deviations from the mean beyond which values are cut.
SEEN = 6.0


def table(sums: Iterable[Mapping[str, float]], numbers: Mapping[str, int]) -> Double:
    """Turn the sums of each reading into an array (readings, features): logarithms, so that the second of a kind adds less."""
    # Plain numbers: of so many objects each collection of garbage would look through all.
    columns, values, sizes = array("l"), array("d"), array("l")
    for own in sums:
        # What the model does not know goes into a column too many.
        columns.extend(map(numbers.get, own, repeat(len(numbers))))
        values.extend(own.values())
        sizes.append(len(own))
    found = np.zeros((len(sizes), len(numbers) + 1))
    found[np.repeat(np.arange(len(sizes)), sizes), columns] = np.sign(values) * np.log1p(np.abs(values))
    return found[:, :-1]


_ARRAYS = ("mean", "scale", "coefficients", "intercept", "scores", "chances", "bound")


def save(model: WeightModel, path: Path) -> None:
    """Write a model as numbers and names: the same model, the same bytes."""
    numbers = {name: np.asarray(getattr(model, name), np.float32) for name in _ARRAYS}
    names = np.frombuffer("\n".join(model.names).encode(), np.uint8)
    with path.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, names=names, **numbers)


def load(path: Path) -> WeightModel:
    """Read a model that `save` wrote."""
    with np.load(path, allow_pickle=False) as arrays:
        names = tuple(arrays["names"].tobytes().decode().split("\n"))
        mean, scale, coefficients, intercept, scores, chances, bound = (arrays[name].astype(np.float64) for name in _ARRAYS)
    # The bound is one of hundredths.
    return WeightModel(names, mean, scale, coefficients, float(intercept), scores, chances, round(float(bound), 3))


def own_weights() -> WeightModel:
    """The model for English that comes with the program; edition/collation/NOTICE says what it was trained on."""
    return _shipped("weights.npz")


def weights_for(language: Language) -> WeightModel | None:
    """The model that weighs readings in a language; None where its file does not say which words change what is believed.

    English has one of its own. The other was trained on the same readings without the tables of English words: it knows classes of
    words, numbers, names, denials, persons and sizes, which a file names in any language.
    """
    if language.tag == TABLED:
        return own_weights()
    return _shipped("weights_without_tables.npz") if language.sense.classes_of else None


@functools.cache
def _shipped(name: str) -> WeightModel:
    with resources.as_file(resources.files("edition.collation") / name) as path:
        return load(path)
