"""Turn the words of two answering passages into links: which word answers which.

A small trained model (network.py, pairs.py) says of each pair of words how likely it is that they answer one another. Links are
the pairs from the model's threshold on; a word may have several, for a phrase may answer a word.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from edition.collation.network import Model, model_for
from edition.collation.word_pairs import Link, Passage, rising
from edition.language.languages import Language
from edition.language.word_forms import is_word

# Larger passages are cut at words that both have once, so that time stays in proportion to length.
CELLS = 40_000


def link_words(base: Sequence[str], other: Sequence[str], language: Language, model: Model | None = None) -> list[Link]:
    """Turn two lists of tokens into links (index in base, index in other), sorted. Swapping the two swaps every link."""
    return sorted(likely_links(base, other, language, model))


def likely_links(base: Sequence[str], other: Sequence[str], language: Language, model: Model | None = None) -> dict[Link, float]:
    """Turn two lists of tokens into links with the probability of each. Swapping the two swaps every link."""
    return likely_links_of([(base, other)], language, model)[0]


def likely_links_of(passages: Sequence[Passage], language: Language, model: Model | None = None) -> list[dict[Link, float]]:
    """Turn passages, two lists of tokens each, into the links of each with their probabilities, in one go."""
    model = model or model_for(language)
    fold = language.fold
    links: list[dict[Link, float]] = [{} for _ in passages]
    asked: list[tuple[dict[Link, float], Link, bool, Passage]] = []
    for found, (base, other) in zip(links, passages, strict=True):
        if list(base) == list(other):
            found.update({(place, place): 1.0 for place in range(len(base))})
            continue
        turned = list(base) > list(other)
        words = (other, base) if turned else (base, other)
        one, two = ([*map(fold, side)] for side in words)
        if alike := _same_words(one, two):
            found.update(dict.fromkeys(((j, i) for i, j in alike) if turned else alike, 1.0))
            continue
        for (i, end_i), (j, end_j) in _parts(one, two):
            if i < end_i and j < end_j:
                asked.append((found, (i, j), turned, (words[0][i:end_i], words[1][j:end_j])))
    tables = model.chances_of([part for *_, part in asked], language)
    for (found, (i, j), turned, _), table in zip(asked, tables, strict=True):
        rows, columns = np.nonzero(table >= model.threshold)
        chances = table[rows, columns].tolist()
        places = (rows + i).tolist(), (columns + j).tolist()
        found.update(zip(zip(*(places[::-1] if turned else places), strict=True), chances, strict=True))
    return links


def _same_words(one: Sequence[str], two: Sequence[str]) -> list[Link]:
    """The links of two passages that have the same words in the same order: word by word, and the same marks between them."""
    if next(filter(is_word, one), None) != next(filter(is_word, two), None):
        # Most passages that differ begin otherwise.
        return []
    places = [[place for place, word in enumerate(side) if is_word(word)] for side in (one, two)]
    if not places[0] or [one[i] for i in places[0]] != [two[j] for j in places[1]]:
        return []
    links: list[Link] = []
    at = (0, 0)
    for i, j in [*zip(*places, strict=True), (len(one), len(two))]:
        marks = zip(range(at[0], i), range(at[1], j), strict=False)
        links += itertools.takewhile(lambda link: one[link[0]] == two[link[1]], marks)
        if i < len(one):
            links.append((i, j))
        at = i + 1, j + 1
    return links


def one_to_one(links: Mapping[Link, float]) -> list[Link]:
    """Of the links of each word the likeliest that is free, the likeliest of all first; sorted."""
    rows: set[int] = set()
    columns: set[int] = set()
    kept: list[Link] = []
    for _, link in sorted([(-round(chance, 3), link) for link, chance in links.items()]):
        i, j = link
        if i not in rows and j not in columns:
            rows.add(i)
            columns.add(j)
            kept.append(link)
    return sorted(kept)


def _parts(base: list[str], other: list[str]) -> list[tuple[Link, Link]]:
    """Cut two passages, where they are too large to compare whole, at a rising chain of words that both have once."""
    if len(base) * len(other) <= CELLS:
        return [((0, len(base)), (0, len(other)))]
    once = [{word for word, count in Counter(side).items() if count == 1 and is_word(word)} for side in (base, other)]
    place = {word: j for j, word in enumerate(other) if word in once[1]}
    chain = rising([(i, place[word]) for i, word in enumerate(base) if word in once[0] and word in place])
    parts: list[tuple[Link, Link]] = []
    at = (0, 0)
    for i, j in [*chain, (len(base), len(other))]:
        if (i, j) == (len(base), len(other)) or (i - at[0]) * (j - at[1]) > CELLS // 16:
            parts.append(((at[0], i), (at[1], j)))
            at = (i, j)
    # What still is too large shares no word that could cut it; it is compared in equal slices.
    return [piece for part in parts for piece in _slices(part)]


def _slices(part: tuple[Link, Link]) -> list[tuple[Link, Link]]:
    (i, end_i), (j, end_j) = part
    number = 1
    while (end_i - i) * (end_j - j) > CELLS * number * number:
        number *= 2
    cut = [[start + (end - start) * k // number for k in range(number + 1)] for start, end in part]
    return [((cut[0][k], cut[0][k + 1]), (cut[1][k], cut[1][k + 1])) for k in range(number)]
