"""Turn the features of pairs of words into the probability that each pair answers: small trained networks, in numpy alone.

The weights are an .npz file of numbers (`training/words.py` makes it). Layers are affine with ReLU between, a logistic function at
the end (Rumelhart, Hinton and Williams 1986); the networks of a pass were trained from different beginnings, and their mean counts.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from edition.collation.word_pairs import Lexicon, Pairs, Passage, batches, from_links
from edition.language.languages import Language, language_of_tag

Single = NDArray[np.float32]
Layers = list[tuple[Single, Single]]

# A pair to which the first pass gives less is no link of the second: of 34,000 links in Edinburgh++, two books of the Bible in two
# pairs of versions and the Meditations none was lost so; at .002 one was.
POSSIBLE = 0.001


# The language of the words that were seen to answer one another in training.
LEARNED = "en"


@dataclass(frozen=True)
class Network:
    """One network: what is taken from each feature and divided out of it, then weights and bias of each layer."""

    mean: Single
    scale: Single
    layers: Layers

    def __call__(self, features: Single) -> Single:
        """Turn features (k, ...) into probabilities (...)."""
        return _Mean((self,))(features)

    @functools.cached_property
    def folded(self) -> tuple[Single, Single]:
        """The first layer with mean and scale taken into it."""
        weights, bias = self.layers[0]
        folded: Single = (bias - (self.mean / self.scale) @ weights).astype(np.float32)
        return (weights / self.scale[:, None]).astype(np.float32), folded


@dataclass(frozen=True)
class Model:
    """The networks of each pass, the threshold from which a pair is a link, and a lexicon of words that answered in training."""

    passes: tuple[tuple[Network, ...], ...]
    threshold: float
    lexicon: Lexicon = field(default_factory=dict)

    def chances(self, base: Sequence[str], other: Sequence[str], language: Language) -> Single:
        """Turn two lists of words into the probability of each pair, an array (base, other)."""
        return self.chances_of([(base, other)], language)[0]

    def chances_of(self, passages: Sequence[Passage], language: Language) -> list[Single]:
        """Turn passages, each a list of words of either side, none empty, into the probability of each pair: (base, other) each."""
        found: dict[int, Single] = {}
        pairs = Pairs(passages, self.lexicon if language.tag == LEARNED else {}, language)
        for batch in batches(passages):
            sizes = tuple(np.array([len(passages[number][side]) for number in batch]) for side in (0, 1))
            words = pairs.features(batch)
            rows, columns = (np.arange(longest) for longest in words.shape[2:])
            inside = (rows[:, None] < sizes[0][:, None, None]) & (columns < sizes[1][:, None, None])
            chance = self._together[0](words) * inside
            for mean in self._together[1:]:
                # What the pass before thinks next to impossible is not asked of again: two pairs in three.
                likely = np.flatnonzero(chance >= POSSIBLE)
                layers = words.reshape(len(words), -1).take(likely, 1), from_links(chance, (sizes[0], sizes[1]), likely)
                asked = np.concatenate(layers)
                chance = np.zeros_like(chance)
                chance.reshape(-1)[likely] = mean(asked)
            for number, table, n, m in zip(batch, chance, *sizes, strict=True):
                found[number] = table[:n, :m]
        return [found[number] for number in range(len(passages))]

    @functools.cached_property
    def _together(self) -> list[_Mean]:
        return [_Mean(networks) for networks in self.passes]


class _Mean:
    """The mean of networks with one hidden layer each, worked out side by side: one product for the first layers of all."""

    def __init__(self, networks: Sequence[Network]) -> None:
        folded = [network.folded for network in networks]
        self.weights = np.concatenate([weights.T for weights, _ in folded])
        self.bias = np.concatenate([bias for _, bias in folded])[:, None]
        self.last = np.zeros((len(networks), len(self.weights)), np.float32)
        at = 0
        for row, network in enumerate(networks):
            weights = network.layers[1][0]
            self.last[row, at : at + len(weights)] = weights[:, 0]
            at += len(weights)
        self.last_bias = np.array([network.layers[1][1] for network in networks])

    def __call__(self, features: Single) -> Single:
        """Turn features (k, ...) into probabilities (...)."""
        value = self.weights @ features.reshape(len(features), -1)
        value += self.bias
        np.maximum(value, 0, out=value)
        value = self.last @ value + self.last_bias
        np.clip(value, -30, 30, out=value)
        result: Single = (1 / (1 + np.exp(-value))).mean(0)
        return result.reshape(features.shape[1:])


def save(model: Model, path: Path) -> None:
    """Write a model as numbers: the same model, the same bytes."""
    arrays: dict[str, NDArray[np.generic]] = {"threshold": np.array(model.threshold)}
    for number, networks in enumerate(model.passes):
        for seed, network in enumerate(networks):
            name = f"{number}.{seed}"
            arrays[f"{name}.mean"], arrays[f"{name}.scale"] = network.mean, network.scale
            for layer, (weights, bias) in enumerate(network.layers):
                arrays[f"{name}.{layer}.weights"] = weights.astype(np.float16)
                arrays[f"{name}.{layer}.bias"] = bias
    known = sorted((a, b, value) for a, answers in model.lexicon.items() for b, value in answers.items() if a <= b)
    arrays["lexicon.words"] = np.frombuffer("\n".join(f"{a} {b}" for a, b, _ in known).encode(), np.uint8)
    arrays["lexicon.odds"] = np.array([value for *_, value in known], np.float32)
    with path.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **arrays)


def load(path: Path) -> Model:
    """Read a model that `save` wrote. Raises OSError, KeyError, ValueError, EOFError or BadZipFile where the file holds none."""
    with path.open("rb") as file:
        if file.read(2) != b"PK":
            raise ValueError(path)
    with np.load(path, allow_pickle=False) as arrays:
        passes = []
        for number in (0, 1):
            networks: list[Network] = []
            while f"{number}.{len(networks)}.mean" in arrays:
                name = f"{number}.{len(networks)}"
                layers: Layers = []
                while f"{name}.{len(layers)}.weights" in arrays:
                    layer = f"{name}.{len(layers)}"
                    layers.append((arrays[f"{layer}.weights"].astype(np.float32), arrays[f"{layer}.bias"]))
                networks.append(Network(arrays[f"{name}.mean"], arrays[f"{name}.scale"], layers))
            passes.append(tuple(networks))
        lines = arrays["lexicon.words"].tobytes().decode().split("\n") if arrays["lexicon.words"].size else []
        odds = arrays["lexicon.odds"]
        lexicon: dict[str, dict[str, float]] = {}
        for line, value in zip(lines, odds, strict=True):
            a, _, b = line.partition(" ")
            lexicon.setdefault(a, {})[b] = lexicon.setdefault(b, {})[a] = float(value)
        model = Model(tuple(passes), float(arrays["threshold"]), lexicon)
    # Weights for other features do not fit, and are told here.
    if not all(passes) or not np.isfinite(model.chances(["one"], ["two"], language_of_tag(LEARNED))).all():
        raise ValueError(path)
    return model


def own_model() -> Model:
    """The model for English that comes with the program; edition/collation/NOTICE says what it was trained on."""
    return _shipped("words.npz")


def model_for(language: Language) -> Model:
    """The model that links words of a language: that of English, or the one that was trained without tables of English words."""
    return own_model() if language.tag == LEARNED else _shipped("words_without_tables.npz")


@functools.cache
def _shipped(name: str) -> Model:
    with resources.as_file(resources.files("edition.collation") / name) as path:
        return load(path)
