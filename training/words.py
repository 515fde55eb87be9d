"""Turn pairs of sentences whose words were linked by hand into the weights of the word model.

usage: python training/words.py GOLD.json [--without-tables] [--out FILE.npz]

GOLD.json: a list of {"name", "source", "target", "sureAlign"}, tokens parted by spaces, links in Pharaoh form. --without-tables:
English is read by its file alone, as other languages are, and nothing is remembered of its words, for the model of those. The same
pairs give the same weights on one machine; with OMP_NUM_THREADS=1 it takes about a minute. Only numpy is needed.
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
from numpy.typing import NDArray

from edition.collation.network import Model, Network, save
from edition.collation.word_pairs import Pairs, Single, from_links
from edition.language.languages import Language, language_of_tag

ENGLISH = language_of_tag("en")
# The tables of English words go by the tag.
BY_ITS_FILE = replace(ENGLISH, tag="und")

Pair = tuple[list[str], list[str], list[tuple[int, int]]]

FOLDER = Path(__file__).resolve().parent.parent / "edition" / "collation"
# Units of the hidden layer, networks of each pass, and how they are trained: epochs of the first and the second pass, pairs of
# words at a time, rate of learning, decay of the weights.
HIDDEN, NETWORKS, EPOCHS, BATCH, RATE, DECAY = 24, 3, (3, 4), 256, 2e-3, 2e-2
# The second pass learns from what the first says of sentences that it has not seen: trained on all but one of so many parts.
PARTS = 4
# Pairs from two translations of a novel count so many times.
NOVELS = 2
# From this probability on a pair is a link.
THRESHOLD = 0.35
# A pair of words enters the lexicon when it was linked so often.
SEEN = 2


def pairs_of(gold: Sequence[dict[str, str]]) -> list[tuple[Pair, int]]:
    """Turn the records of a gold file into sentences with their links, and how often each pair counts."""
    found = []
    for record in gold:
        base, other = record["source"].split(), record["target"].split()
        links = [(int(i), int(j)) for i, _, j in (link.partition("-") for link in record["sureAlign"].split())]
        found.append(((base, other, links), NOVELS if record["name"].startswith("novels") else 1))
    return found


def both_ways(pairs: Sequence[tuple[Pair, int]]) -> tuple[list[Pair], list[int]]:
    """Each pair of sentences as it is, then swapped: the model knows no base."""
    ways: list[Pair] = []
    for (base, other, links), _ in pairs:
        ways += [(base, other, links), (other, base, [(j, i) for i, j in links])]
    return ways, [times for _, times in pairs for _ in (0, 1)]


def lexicon_of(pairs: Sequence[Pair]) -> dict[str, dict[str, float]]:
    """How often two different words that stood in answering sentences were linked, as log odds against a rare chance."""
    linked: Counter[tuple[str, str]] = Counter()
    met: Counter[tuple[str, str]] = Counter()
    for base, other, links in pairs:
        one, two = [ENGLISH.fold(word) for word in base], [ENGLISH.fold(word) for word in other]
        linked.update({(min(one[i], two[j]), max(one[i], two[j])) for i, j in links if one[i] != two[j]})
        met.update({(min(a, b), max(a, b)) for a in one for b in two if a != b})
    odds: dict[str, dict[str, float]] = {}
    for (a, b), count in sorted(linked.items()):
        if count >= SEEN:
            value = round(float(np.log((count + 0.1) / (met[a, b] - count + 2.0)) + 3), 2)
            odds.setdefault(a, {})[b] = odds.setdefault(b, {})[a] = value
    return odds


def trained(features: Single, wanted: Single, epochs: int, seed: int) -> Network:
    """One network, by Adam (Kingma and Ba 2015) with decay of the weights, on the cross entropy."""
    rng = np.random.default_rng(seed)
    mean, scale = features.mean(0), features.std(0) + np.float32(1e-2)
    data = (features - mean) / scale
    sizes = (data.shape[1], HIDDEN, 1)
    values: list[Single] = []
    for a, b in itertools.pairwise(sizes):
        values += [rng.normal(0, np.sqrt(2 / a), (a, b)).astype(np.float32), np.zeros(b, np.float32)]
    first, second = [np.zeros_like(v) for v in values], [np.zeros_like(v) for v in values]
    steps, total = 0, epochs * (len(data) // BATCH + 1)
    for _ in range(epochs):
        order = rng.permutation(len(data))
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            steps += 1
            rate = RATE * min(1.0, steps / 200) * (1 - steps / (total + 1)) * np.sqrt(1 - 0.999**steps) / (1 - 0.9**steps)
            for k, slope in enumerate(_slopes(values, data[batch], wanted[batch])):
                first[k] += np.float32(0.1) * (slope - first[k])
                second[k] += np.float32(0.001) * (slope * slope - second[k])
                values[k] -= (rate * first[k] / (np.sqrt(second[k]) + 1e-8)).astype(np.float32)
                if k % 2 == 0:
                    values[k] -= np.float32(RATE * DECAY) * values[k]
    return Network(mean, scale, [(values[0], values[1]), (values[2], values[3])])


def _slopes(values: Sequence[Single], inputs: Single, wanted: Single) -> list[Single]:
    """The slope of the loss at each weight and bias, by back-propagation."""
    hidden = np.maximum(inputs @ values[0] + values[1], 0)
    chance = 1 / (1 + np.exp(-np.clip((hidden @ values[2] + values[3])[:, 0], -30, 30)))
    error = ((chance - wanted) / len(wanted))[:, None].astype(np.float32)
    back = (error @ values[2].T) * (hidden > 0)
    return [inputs.T @ back, back.sum(0), hidden.T @ error, error.sum(0)]


def _flat(tables: Sequence[Single], which: Sequence[int], times: Sequence[int]) -> Single:
    """The pairs of words of some sentences as one table, each sentence as often as it counts."""
    flat = [table.reshape(len(table), -1).T if table.ndim == 3 else table.reshape(-1) for table in tables]
    return np.concatenate([flat[k] for k in which for _ in range(times[k])])


def _links(base: Sequence[str], other: Sequence[str], links: Sequence[tuple[int, int]]) -> Single:
    table = np.zeros((len(base), len(other)), np.float32)
    for i, j in links:
        table[i, j] = 1
    return table


def _from_links(chance: Single) -> Single:
    """The features of the second pass for one sentence: an array (features, base, other)."""
    n, m = chance.shape
    return from_links(chance[None], (np.array([n]), np.array([m])), np.arange(chance.size)).reshape(-1, n, m)


def fit(pairs: Sequence[tuple[Pair, int]], networks: int = NETWORKS, language: Language = ENGLISH) -> Model:
    """Train both passes. What the first pass and the lexicon say of a sentence in training, they learned from others.

    Of English by its file alone there is no lexicon.
    """
    remembered = lexicon_of if language is ENGLISH else lambda _: {}
    ways, times = both_ways(pairs)
    part: NDArray[np.int64] = np.arange(len(ways)) // 2 % PARTS
    every = range(len(ways))
    wanted = [_links(*way) for way in ways]
    features, chances = list(wanted), list(wanted)
    for number in range(PARTS):
        known = remembered([ways[k] for k in every[::2] if part[k] != number])
        for k in np.nonzero(part == number)[0]:
            features[k] = Pairs([ways[k][:2]], known, language).features([0])[:, 0]
    for number in range(PARTS):
        others = [int(k) for k in np.nonzero(part != number)[0]]
        network = trained(_flat(features, others, times), _flat(wanted, others, times), EPOCHS[0], number)
        for k in np.nonzero(part == number)[0]:
            chances[k] = network(features[k])
    target = _flat(wanted, every, times)
    one = _flat(features, every, times)
    first = tuple(trained(one, target, EPOCHS[0], 10 + seed) for seed in range(networks))
    two = _flat([np.concatenate([features[k], _from_links(chances[k])]) for k in every], every, times)
    second = tuple(trained(two, target, EPOCHS[1], 20 + seed) for seed in range(networks))
    return Model((first, second), THRESHOLD, remembered(ways[::2]))


def main() -> None:
    """Read the gold file and write the weights."""
    parser = argparse.ArgumentParser(description="Train the word model.")
    parser.add_argument("gold", type=Path, metavar="GOLD.json")
    parser.add_argument("--without-tables", action="store_true")
    parser.add_argument("--out", type=Path, metavar="FILE.npz")
    given = parser.parse_args()
    language, name = (BY_ITS_FILE, "words_without_tables.npz") if given.without_tables else (ENGLISH, "words.npz")
    model = fit(pairs_of(json.loads(given.gold.read_text(encoding="utf-8"))), language=language)
    save(model, given.out or FOLDER / name)


if __name__ == "__main__":
    main()
