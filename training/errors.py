"""Turn a gold file of word links into the kinds of links that the model misses or makes wrongly, and what each costs in F1.

usage: python training/errors.py SURE.json SURE_AND_POSSIBLE.json

Each pair of sentences from a novel is linked by weights trained on the other four folds, as in crossvalidate.py. Counted are links
of words that differ. What sure links join is a set of words; a set of more than two words is a phrase.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from crossvalidate import FOLDS
from words import fit, pairs_of

from edition.collation.word_pairs import Link
from edition.collation.words import likely_links_of
from edition.language.languages import language_of_tag
from edition.language.word_forms import FUNCTION, MARK

ENGLISH = language_of_tag("en")

CLASSES = ("two content words", "content word and function word", "two function words")
FREE = ("both words linked otherwise", "one word linked otherwise", "both words left without a link")

Kinds = Counter[str]


def sets_of(links: Iterable[Link]) -> list[tuple[set[int], set[int]]]:
    """Turn links into the sets of words that they join, those of base and those of other."""
    sets: list[tuple[set[int], set[int]]] = []
    for i, j in sorted(links):
        joined = [one for one in sets if i in one[0] or j in one[1]]
        sets = [one for one in sets if one not in joined]
        sets.append(({i}.union(*(base for base, _ in joined)), {j}.union(*(other for _, other in joined))))
    return sets


def shape_of(base: set[int], other: set[int]) -> str:
    """How many words a set has: one and one, one and several, several and several."""
    return ("several and several", "one and several", "one and one")[(len(base) == 1) + (len(other) == 1)]


def class_of(one: str, two: str) -> str:
    """The classes of two folded words; a mark with anything is a class of its own."""
    kinds = ENGLISH.kind_of(one), ENGLISH.kind_of(two)
    return "a mark" if MARK in kinds else CLASSES[kinds.count(FUNCTION)]


def kinds_of(record: dict[str, str], allowed: str, found: set[Link]) -> Iterator[tuple[str, str]]:
    """Turn the gold links of a record, and those found, into (hit, missed or false; kind) of each link of words that differ."""
    base, other = ([ENGLISH.fold(word) for word in record[side].split()] for side in ("source", "target"))
    sure, possible = (links_of(text) for text in (record["sureAlign"], allowed))
    shapes = {(i, j): shape_of(*one) for one in sets_of(sure) for i in one[0] for j in one[1]}
    for i, j in sorted(link for link in sure | possible | found if base[link[0]] != other[link[1]]):
        outcome = "false" if (i, j) not in sure else "hit" if (i, j) in found else "missed"
        if (i, j) not in sure | found:
            yield "not made", "possible"
            continue
        yield outcome, class_of(base[i], other[j])
        if outcome == "false":
            free = (i not in {a for a, _ in sure}) + (j not in {b for _, b in sure})
            yield outcome, "called possible" if (i, j) in possible else FREE[free]
        else:
            yield outcome, shapes[i, j]


def links_of(text: str) -> set[Link]:
    """Turn links in Pharaoh form into pairs of numbers."""
    return {(int(i), int(j)) for i, _, j in (link.partition("-") for link in text.split())}


def f1(hits: int, missed: int, false: int) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * hits / (2 * hits + missed + false)


def counted(gold: list[dict[str, str]], allowed: list[dict[str, str]]) -> Counter[tuple[str, str]]:
    """Link each pair of sentences from a novel by weights that did not see it, and count the links by outcome and kind."""
    counts: Counter[tuple[str, str]] = Counter()
    for number in range(FOLDS):
        model = fit(pairs_of([record for place, record in enumerate(gold) if place % FOLDS != number]))
        fold_of = [pair for pair in zip(gold, allowed, strict=True)][number::FOLDS]
        novels = [pair for pair in fold_of if pair[0]["name"].startswith("novels")]
        links = likely_links_of([(one["source"].split(), one["target"].split()) for one, _ in novels], ENGLISH, model)
        for (one, two), found in zip(novels, links, strict=True):
            counts.update(kinds_of(one, two["sureAlign"], set(found)))
    return counts


def main() -> None:
    """Print how many links of each kind are hit, missed and false, and the F1 if none of the kind were wrong."""
    gold, allowed = (json.loads(Path(path).read_text(encoding="utf-8")) for path in sys.argv[1:3])
    counts = counted(gold, allowed)
    kinds = sorted({kind for outcome, kind in counts if outcome != "not made"})
    classes = [kind for kind in kinds if kind in (*CLASSES, "a mark")]
    hits, missed, false = (sum(counts[outcome, kind] for kind in classes) for outcome in ("hit", "missed", "false"))
    print(f"{hits} hit, {missed} missed, {false} false: F1 {f1(hits, missed, false):.3f}")
    for kind in kinds:
        found, lost, made = (counts[outcome, kind] for outcome in ("hit", "missed", "false"))
        right = f1(hits + lost, missed - lost, false - made)
        print(f"{kind}: {found} hit, {lost} missed, {made} false; F1 {right:.3f} if none of these were wrong")
    possible = counts["false", "called possible"]
    alone = counts["hit", "one and one"] + counts["missed", "one and one"]
    print(f"F1 if links called possible were right: {f1(hits + possible, missed, false - possible):.3f}")
    print(f"F1 of every sure and every possible link: {f1(hits + missed, 0, possible + counts['not made', 'possible']):.3f}")
    print(f"F1 of every link of one word and one, and no other: {f1(alone, hits + missed - alone, 0):.3f}")


if __name__ == "__main__":
    main()
