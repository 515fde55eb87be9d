"""Turn pairs of sentences whose words were linked by hand into the weights of the word model.

usage: python training/words.py GOLD.json [--out FILE.npz] [--part K/N]

GOLD.json: a list of {"source", "target", "sureAlign"}, tokens parted by spaces, links in Pharaoh form. --part K/N leaves out every
N-th pair from the K-th on (K from 0), for cross-validation. The same pairs give the same weights; set OMP_NUM_THREADS=1.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from edition.collation.network import Model, Network
from edition.collation.pairs import Single, from_links, from_words
from edition.stems import fold

Pair = tuple[list[str], list[str], list[tuple[int, int]]]

import os
HIDDEN, NETWORKS, EPOCHS, BATCH, RATE, DECAY = int(os.environ.get("HID","32")), 3, eval(os.environ.get("EP","(6,8)")), 256, 2e-3, float(os.environ.get("DEC","2e-4"))
INNER = 4
THRESHOLD = 0.45
# A pair of words enters the lexicon when it was linked at least so often.
SEEN = 2


def pairs_of(gold: Sequence[dict[str, str]]) -> list[Pair]:
    found = []
    for pair in gold:
        links = [tuple(map(int, link.split("-"))) for link in pair["sureAlign"].split()]
        base, other = pair["source"].split(), pair["target"].split()
        found.append((base, other, [(i, j) for i, j in links if i < len(base) and j < len(other)]))
    return found


def both_ways(pairs: Sequence[Pair]) -> list[Pair]:
    return [way for base, other, links in pairs for way in ((base, other, links), (other, base, [(j, i) for i, j in links]))]


def lexicon_of(pairs: Sequence[Pair]) -> dict[tuple[str, str], float]:
    """How often two differing words that stood in answering sentences were linked, as log odds against the mean of all."""
    linked: Counter[tuple[str, str]] = Counter()
    met: Counter[tuple[str, str]] = Counter()
    for base, other, links in pairs:
        one, two = [fold(word) for word in base], [fold(word) for word in other]
        linked.update({tuple(sorted((one[i], two[j]))) for i, j in links if one[i] != two[j]})
        met.update({tuple(sorted((a, b))) for a in one for b in two if a != b})
    odds = {}
    for (a, b), count in linked.items():
        if count >= SEEN:
            value = round(float(np.log((count + 0.1) / (met[a, b] - count + 2.0)) + 3), 2)
            odds[a, b] = odds[b, a] = value
    return odds


def trained(features: Single, wanted: Single, epochs: int, seed: int) -> Network:
    """One network, by Adam (Kingma and Ba 2015) on the cross entropy."""
    rng = np.random.default_rng(seed)
    mean, scale = features.mean(0), features.std(0) + 1e-2
    data = ((features - mean) / scale).astype(np.float32)
    sizes = [data.shape[1], HIDDEN, 1]
    layers = [
        (rng.normal(0, np.sqrt(2 / a), (a, b)).astype(np.float32), np.zeros(b, np.float32)) for a, b in zip(sizes, sizes[1:])
    ]
    values = [array for layer in layers for array in layer]
    first, second = [np.zeros_like(v) for v in values], [np.zeros_like(v) for v in values]
    steps, total = 0, epochs * (len(data) // BATCH + 1)
    for _ in range(epochs):
        order = rng.permutation(len(data))
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            inputs, target = data[batch], wanted[batch]
            hidden = np.maximum(inputs @ values[0] + values[1], 0)
            chance = 1 / (1 + np.exp(-np.clip((hidden @ values[2] + values[3])[:, 0], -30, 30)))
            error = ((chance - target) / len(batch))[:, None].astype(np.float32)
            back = (error @ values[2].T) * (hidden > 0)
            slopes = [inputs.T @ back, back.sum(0), hidden.T @ error, error.sum(0)]
            steps += 1
            rate = RATE * min(1.0, steps / 200) * (1 - steps / (total + 1)) * np.sqrt(1 - 0.999**steps) / (1 - 0.9**steps)
            for k, slope in enumerate(slopes):
                first[k] += 0.1 * (slope - first[k])
                second[k] += 0.001 * (slope * slope - second[k])
                values[k] -= (rate * first[k] / (np.sqrt(second[k]) + 1e-8)).astype(np.float32)
                if k in (0, 2):
                    values[k] -= np.float32(RATE * DECAY) * values[k]
    return Network(mean.astype(np.float32), scale.astype(np.float32), [(values[0], values[1]), (values[2], values[3])])


def _flat(arrays: Sequence[Single]) -> Single:
    return np.concatenate([array.reshape(-1, array.shape[-1]) if array.ndim == 3 else array.reshape(-1) for array in arrays])


def fit(pairs: Sequence[Pair], networks: int = NETWORKS) -> Model:
    """Train both passes; the second learns from what the first says of pairs that it was not trained on."""
    ways = both_ways(pairs)
    fold_of = np.array([number // 2 % INNER for number in range(len(ways))])
    wanted = []
    for base, other, links in ways:
        table = np.zeros((len(base), len(other)), np.float32)
        for i, j in links:
            table[i, j] = 1
        wanted.append(table)
    features: list[Single] = [np.zeros(0, np.float32)] * len(ways)
    for part in range(INNER):
        known = lexicon_of([pair for k, pair in enumerate(ways) if fold_of[k] != part and k % 2 == 0])
        for k in np.nonzero(fold_of == part)[0]:
            features[k] = from_words(ways[k][0], ways[k][1], known)
    chances: list[Single] = [np.zeros(0, np.float32)] * len(ways)
    for part in range(INNER):
        kept = np.nonzero(fold_of != part)[0]
        network = trained(_flat([features[k] for k in kept]), _flat([wanted[k] for k in kept]), EPOCHS[0], part)
        for k in np.nonzero(fold_of == part)[0]:
            chances[k] = network(features[k])
    one, target = _flat(features), _flat(wanted)
    first = tuple(trained(one, target, EPOCHS[0], 10 + seed) for seed in range(networks))
    two = _flat([np.concatenate([features[k], from_links(chances[k])], -1) for k in range(len(ways))])
    second = tuple(trained(two, target, EPOCHS[1], 20 + seed) for seed in range(networks))
    return Model((first, second), THRESHOLD, lexicon_of([pair for k, pair in enumerate(ways) if k % 2 == 0]))
