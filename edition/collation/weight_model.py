"""Turn the features of readings into weights: a small trained model, in numpy alone.

The numbers are an .npz file that training/weights.py makes: logistic regressions whose mean is calibrated by a rising line.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from edition.collation.reading_features import FEATURES, LinkedBead, PlacedReading, features
from edition.language.languages import Language

Double = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class WeightModel:
    """What is taken from each feature and divided out of it, the coefficients and intercepts of each regression (rows), and the
    points between which a score is turned into a weight. `bound`: the weight above which a reading is substantive.
    """

    mean: Double
    scale: Double
    coefficients: Double
    intercepts: Double
    scores: Double
    chances: Double
    bound: float

    def weights(self, beads: Sequence[LinkedBead], readings: Sequence[PlacedReading], language: Language) -> list[float]:
        """Turn readings into weights from 0 to 1, to three decimals."""
        if not readings:
            return []
        return [float(weight) for weight in self.of_features(features(beads, readings, language))]

    def of_features(self, table: NDArray[np.float32]) -> Double:
        """Turn features (readings, FEATURES) into weights."""
        scores = ((table - self.mean) / self.scale) @ self.coefficients.T + self.intercepts
        weights: Double = np.round(np.interp(scores.mean(1), self.scores, self.chances), 3)
        return weights


_ARRAYS = ("mean", "scale", "coefficients", "intercepts", "scores", "chances", "bound")


def save(model: WeightModel, path: Path) -> None:
    """Write a model as numbers: the same model, the same bytes."""
    with path.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **{name: np.asarray(getattr(model, name), np.float32) for name in _ARRAYS})


def load(path: Path) -> WeightModel:
    """Read a model that `save` wrote. Raises ValueError: it was made for other features."""
    with np.load(path, allow_pickle=False) as arrays:
        numbers = [arrays[name].astype(np.float64) for name in _ARRAYS]
        model = WeightModel(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], float(numbers[6]))
    if len(model.mean) != len(FEATURES):
        raise ValueError(path)
    return model


@functools.cache
def own_weights() -> WeightModel:
    """The model that comes with the program; edition/collation/NOTICE says what it was trained on."""
    with resources.as_file(resources.files("edition.collation") / "weights.npz") as path:
        return load(path)
